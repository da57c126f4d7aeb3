/**
 * Regular expressions as Alertmanager reads them (RE2's dialect), matched against the whole text in time linear in its length:
 * no pattern that a person types can hang the window or the watch. The pattern becomes a small program that walks all its branches at once.
 */

export const REGEX_PROBLEMS = ['long', 'big', 'group', 'paren', 'class', 'range', 'repeat', 'nested', 'count', 'escape', 'look', 'flag'] as const
export type RegexProblem = (typeof REGEX_PROBLEMS)[number]
export type Compiled = { readonly ok: true; readonly test: (text: string) => boolean } | { readonly ok: false; readonly problem: RegexProblem; readonly at: number }

type Test = (point: number) => boolean
/** Where in a text something stands. */
export type Where = 'start' | 'end' | 'line-start' | 'line-end' | 'word' | 'not-word'
type Node =
  | { readonly kind: 'char'; readonly test: Test }
  | { readonly kind: 'at'; readonly where: Where }
  | { readonly kind: 'all' | 'any'; readonly list: readonly Node[] }
  | { readonly kind: 'group'; readonly node: Node; /** Counted from 1. */ readonly group: number }
  | { readonly kind: 'look'; readonly node: Node; readonly behind: boolean; readonly negated: boolean }
  | { readonly kind: 'repeat'; readonly node: Node; readonly min: number; readonly max: number; readonly lazy: boolean }

const MOST_CHARS = 1_000
const MOST_STEPS = 4_000
/** What is repeated may be nothing, which makes no step and takes time all the same. */
const MOST_WORK = 4 * MOST_STEPS
const MOST_COUNT = 1_000
const DEEPEST = 100

export class Wrong extends Error {
  constructor(readonly problem: RegexProblem, readonly at: number) { super(problem) }
}

interface Flags { readonly i: boolean; readonly s: boolean; readonly m: boolean }

const between = (lo: string, hi: string): Test => { const a = lo.codePointAt(0)!; const b = hi.codePointAt(0)!; return (p) => p >= a && p <= b }
const either = (...tests: readonly Test[]): Test => (p) => tests.some((test) => test(p))
const not = (test: Test): Test => (p) => !test(p)
const one = (c: number): Test => (p) => p === c
const digit = between('0', '9')
const letter = either(between('a', 'z'), between('A', 'Z'))
const word = either(letter, digit, one(95))
const space: Test = (p) => p === 9 || p === 10 || p === 12 || p === 13 || p === 32
const print = between(' ', '~')
const graph = between('!', '~')
const POSIX: Readonly<Record<string, Test>> = {
  alnum: either(letter, digit), alpha: letter, ascii: (p) => p < 128, blank: (p) => p === 9 || p === 32, cntrl: (p) => p < 32 || p === 127, digit, graph, lower: between('a', 'z'), print,
  punct: (p) => graph(p) && !letter(p) && !digit(p), space: either(space, one(11)), upper: between('A', 'Z'), word, xdigit: either(digit, between('a', 'f'), between('A', 'F'))
}
const PERL: Readonly<Record<string, Test>> = { d: digit, D: not(digit), w: word, W: not(word), s: space, S: not(space) }
const CONTROLS: Readonly<Record<string, number>> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 }

const folded = (test: Test): Test => (p) => {
  if (test(p)) return true
  const c = String.fromCodePoint(p)
  return test(c.toLowerCase().codePointAt(0)!) || test(c.toUpperCase().codePointAt(0)!)
}

/** A pattern as a tree, with how many groups it keeps and the names of those that have one. */
interface Parsed { readonly tree: Node; readonly groups: number; readonly names: ReadonlyMap<string, number> }

/** Recursive descent over code points. `looks`: whether it may look ahead and behind, which RE2's dialect may not. */
export const parse = (pattern: string, looks = false): Parsed => {
  const chars = [...pattern]
  let i = 0
  let flags: Flags = { i: false, s: false, m: false }
  let depth = 0
  let groups = 0
  const names = new Map<string, number>()
  const peek = (): string | undefined => chars[i]
  const ahead = (text: string): boolean => chars.slice(i, i + text.length).join('') === text
  const char = (test: Test): Node => ({ kind: 'char', test: flags.i ? folded(test) : test })

  const alternatives = (): Node => {
    if (++depth > DEEPEST) throw new Wrong('big', i)
    const outer = flags
    const list = [sequence()]
    while (peek() === '|') { i++; list.push(sequence()) }
    flags = outer
    depth--
    return list.length === 1 ? list[0]! : { kind: 'any', list }
  }
  const sequence = (): Node => {
    const list: Node[] = []
    while (i < chars.length && peek() !== '|' && peek() !== ')') {
      const item = atom()
      if (item) list.push(repeated(item))
    }
    return { kind: 'all', list }
  }
  /** `{2}`, `{2,}` and `{2,5}`; any other brace is a plain character. */
  const counts = (): { readonly min: number; readonly max: number } | null => {
    const found = /^\{(\d+)(?:(,)(\d*))?\}/.exec(chars.slice(i, i + 12).join(''))
    if (!found) return null
    const min = Number(found[1])
    const max = found[2] === undefined ? min : found[3] === '' ? Infinity : Number(found[3])
    if (min > MOST_COUNT || (max !== Infinity && max > MOST_COUNT) || max < min) throw new Wrong('count', i)
    i += found[0].length
    return { min, max }
  }
  const quantifier = (): { readonly min: number; readonly max: number } | null => {
    switch (peek()) {
      case '*': i++; return { min: 0, max: Infinity }
      case '+': i++; return { min: 1, max: Infinity }
      case '?': i++; return { min: 0, max: 1 }
      case '{': return counts()
      default: return null
    }
  }
  const repeated = (node: Node): Node => {
    const times = quantifier()
    if (!times) return node
    // for a match of the whole text it is the same
    const lazy = peek() === '?'
    if (lazy) i++
    const at = i
    if (quantifier()) throw new Wrong('nested', at)
    return { kind: 'repeat', node, ...times, lazy }
  }
  const atom = (): Node | null => {
    const at = i
    const c = chars[i++]!
    switch (c) {
      case '.': { const s = flags.s; return { kind: 'char', test: (p) => s || p !== 10 } }
      case '^': return { kind: 'at', where: flags.m ? 'line-start' : 'start' }
      case '$': return { kind: 'at', where: flags.m ? 'line-end' : 'end' }
      case '(': return group(at)
      case '[': return char(classOf(at))
      case '\\': return escape(at)
      case '*': case '+': case '?': throw new Wrong('repeat', at)
      case '{': i = at; if (counts()) throw new Wrong('repeat', at); i = at + 1; return char(one(123))
      default: return char(one(c.codePointAt(0)!))
    }
  }
  const group = (at: number): Node | null => {
    const outer = flags
    let kept = 0
    if (peek() !== '?') kept = ++groups
    else {
      i++
      if (peek() === '=' || peek() === '!' || ahead('<=') || ahead('<!')) return look(at)
      if (peek() === 'P' || peek() === '<') {
        const found = /^P?<(\w+)>/.exec(chars.slice(i, i + 80).join(''))
        if (!found) throw new Wrong('flag', at)
        i += found[0].length
        kept = ++groups
        names.set(found[1]!, kept)
      } else {
        const found = /^([imsU]*)(?:-([imsU]+))?([:)])/.exec(chars.slice(i, i + 12).join(''))
        if (!found) throw new Wrong('flag', at)
        i += found[0].length
        const set = (name: keyof Flags): boolean => (found[2]?.includes(name) ? false : found[1]!.includes(name) || flags[name])
        flags = { i: set('i'), s: set('s'), m: set('m') }
        if (found[3] === ')') return null
      }
    }
    const inner = alternatives()
    if (peek() !== ')') throw new Wrong('group', at)
    i++
    flags = outer
    return kept === 0 ? inner : { kind: 'group', node: inner, group: kept }
  }
  /** `(?=`, `(?!`, `(?<=` and `(?<!`. */
  const look = (at: number): Node => {
    if (!looks) throw new Wrong('look', at)
    const behind = peek() === '<'
    if (behind) i++
    const negated = chars[i++] === '!'
    const outer = groups
    const node = alternatives()
    if (peek() !== ')') throw new Wrong('group', at)
    i++
    // whether something stands there is known, not where its groups lie; a negated one leaves them empty
    if (groups > outer && !negated) throw new Wrong('look', at)
    return { kind: 'look', node, behind, negated }
  }
  const hex = (at: number): number => {
    const found = /^(?:\{([0-9a-fA-F]{1,6})\}|([0-9a-fA-F]{2}))/.exec(chars.slice(i, i + 8).join(''))
    const point = found ? parseInt(found[1] ?? found[2]!, 16) : Infinity
    if (!found || point > 0x10ffff) throw new Wrong('escape', at)
    i += found[0].length
    return point
  }
  const property = (at: number, negated: boolean): Test => {
    const found = /^(?:\{(\^?)([A-Za-z_]{1,40})\}|([A-Z]))/.exec(chars.slice(i, i + 44).join(''))
    if (!found) throw new Wrong('escape', at)
    i += found[0].length
    const name = found[2] ?? found[3]!
    for (const inside of [name, `Script=${name}`]) {
      try {
        const of = new RegExp(`^\\p{${inside}}$`, 'u')
        return (p) => of.test(String.fromCodePoint(p)) !== (negated !== (found[1] === '^'))
      } catch { continue }
    }
    throw new Wrong('escape', at)
  }
  /** What `\x` means where one character stands; null where it is no character. */
  const escaped = (at: number): Test | null => {
    const c = chars[i++]
    if (c === undefined) throw new Wrong('escape', at)
    if (Object.hasOwn(PERL, c)) return PERL[c]!
    if (Object.hasOwn(CONTROLS, c)) return one(CONTROLS[c]!)
    if (c === 'x') return one(hex(at))
    if (c === 'p' || c === 'P') return property(at, c === 'P')
    if (!word(c.codePointAt(0)!) || c === '_') return one(c.codePointAt(0)!)
    return null
  }
  const escape = (at: number): Node => {
    const c = peek()
    const where: Where | null = c === 'A' ? 'start' : c === 'z' ? 'end' : c === 'b' ? 'word' : c === 'B' ? 'not-word' : null
    if (where) { i++; return { kind: 'at', where } }
    if (c === 'Q') {
      const rest = chars.slice(i + 1).join('')
      const end = rest.indexOf('\\E')
      const text = [...(end < 0 ? rest : rest.slice(0, end))]
      i += 1 + text.length + (end < 0 ? 0 : 2)
      return { kind: 'all', list: text.map((each) => char(one(each.codePointAt(0)!))) }
    }
    const test = escaped(at)
    if (!test) throw new Wrong('escape', at)
    return char(test)
  }
  const classOf = (at: number): Test => {
    const tests: Test[] = []
    const negated = peek() === '^'
    if (negated) i++
    for (let first = true; first || peek() !== ']'; first = false) {
      if (i >= chars.length) throw new Wrong('class', at)
      const posix = /^\[:(\^?)([a-z]+):\]/.exec(chars.slice(i, i + 12).join(''))
      if (posix && Object.hasOwn(POSIX, posix[2]!)) { i += posix[0].length; tests.push(posix[1] ? not(POSIX[posix[2]!]!) : POSIX[posix[2]!]!); continue }
      const from = member(at)
      if (typeof from !== 'number') { tests.push(from); continue }
      if (peek() === '-' && chars[i + 1] !== undefined && chars[i + 1] !== ']') {
        i++
        const to = member(at)
        if (typeof to !== 'number' || to < from) throw new Wrong('range', at)
        tests.push((p) => p >= from && p <= to)
      } else tests.push(one(from))
    }
    i++
    // without regard to case a negated class refuses both cases
    const any = either(...tests)
    return negated ? not(flags.i ? folded(any) : any) : any
  }
  /** One member of a class: a character, or a test for several. */
  const member = (at: number): number | Test => {
    const c = chars[i++]
    if (c === undefined) throw new Wrong('class', at)
    if (c !== '\\') return c.codePointAt(0)!
    const next = peek()
    if (next !== undefined && Object.hasOwn(CONTROLS, next)) { i++; return CONTROLS[next]! }
    if (next === 'x') { i++; return hex(at) }
    if (next !== undefined && (!word(next.codePointAt(0)!) || next === '_')) { i++; return next.codePointAt(0)! }
    const test = escaped(at)
    if (!test) throw new Wrong('escape', at)
    return test
  }

  const tree = alternatives()
  if (i < chars.length) throw new Wrong('paren', i)
  return { tree, groups, names }
}

/** What must or must not stand before or after a place. One that looks ahead has the steps of its pattern turned round, as it is walked from the end. */
export interface Look { readonly behind: boolean; readonly negated: boolean; readonly steps: readonly Step[]; readonly start: number }
/** One step of the program; `to` and `or` are where it goes on, the first before the second; `save` is the place that it keeps, -1: none. */
type Step = { readonly test: Test | null; readonly where: Where | null; readonly look: Look | null; to: number; or: number; readonly save: number }

const MATCH: Step = { test: null, where: null, look: null, to: -1, or: -1, save: -1 }

/** Steps from the last to the first, so that each knows where it goes on; step 0 is the match. Places of groups are kept where they are asked for. */
export const program = (tree: Node, keeps: boolean, made = { steps: 0, work: 0 }): { readonly steps: readonly Step[]; readonly start: number } => {
  const steps: Step[] = [MATCH]
  const add = (step: Partial<Step> & { readonly to: number }): number => {
    if (++made.steps >= MOST_STEPS) throw new Wrong('big', 0)
    steps.push({ ...MATCH, ...step })
    return steps.length - 1
  }
  const emit = (node: Node, to: number): number => {
    if (++made.work > MOST_WORK) throw new Wrong('big', 0)
    switch (node.kind) {
      case 'char': return add({ test: node.test, to })
      case 'at': return add({ where: node.where, to })
      case 'look': return add({ look: { behind: node.behind, negated: node.negated, ...program(node.behind ? node.node : turned(node.node), false, made) }, to })
      case 'all': return node.list.reduceRight((next, each) => emit(each, next), to)
      case 'any': return node.list.map((each) => emit(each, to)).reduceRight((or, first) => add({ to: first, or }))
      case 'group': return keeps ? add({ to: emit(node.node, add({ to, save: 2 * node.group + 1 })), save: 2 * node.group }) : emit(node.node, to)
      case 'repeat': {
        let next = to
        if (node.max === Infinity) {
          const loop = add({ to, or: to })
          steps[loop]![node.lazy ? 'or' : 'to'] = emit(node.node, loop)
          next = loop
        } else for (let n = node.min; n < node.max; n++) next = node.lazy ? add({ to, or: emit(node.node, next) }) : add({ to: emit(node.node, next), or: to })
        for (let n = 0; n < node.min; n++) next = emit(node.node, next)
        return next
      }
    }
  }
  const start = emit(tree, 0)
  return { steps, start }
}

/** A pattern as it is read from right to left. */
const turned = (node: Node): Node => {
  switch (node.kind) {
    case 'all': return { kind: 'all', list: node.list.map(turned).reverse() }
    case 'any': return { kind: 'any', list: node.list.map(turned) }
    case 'group': case 'repeat': return { ...node, node: turned(node.node) }
    // places and looks are of the text, whichever way it is walked
    case 'char': case 'at': case 'look': return node
  }
}

export const holds = (where: Where, before: number, after: number): boolean => {
  switch (where) {
    case 'start': return before < 0
    case 'end': return after < 0
    case 'line-start': return before < 0 || before === 10
    case 'line-end': return after < 0 || after === 10
    case 'word': return (before >= 0 && word(before)) !== (after >= 0 && word(after))
    case 'not-word': return (before >= 0 && word(before)) === (after >= 0 && word(after))
  }
}

/** Compiles a pattern that is to match a whole text; the answer says what is wrong with it, and at which character. */
export const compileRegex = (pattern: string): Compiled => {
  if (pattern.length > MOST_CHARS) return { ok: false, problem: 'long', at: MOST_CHARS }
  let made: ReturnType<typeof program>
  try { made = program(parse(pattern).tree, false) } catch (error) {
    if (error instanceof Wrong) return { ok: false, problem: error.problem, at: error.at }
    throw error
  }
  const { steps, start } = made
  const seen = new Uint32Array(steps.length)
  let round = 0
  /** All steps reachable without taking a character. */
  const follow = (list: number[], first: number, before: number, after: number): void => {
    const stack = [first]
    for (let n = stack.pop(); n !== undefined; n = stack.pop()) {
      if (n < 0 || seen[n] === round) continue
      seen[n] = round
      const { test, where, to, or } = steps[n]!
      if (test !== null || n === 0) list.push(n)
      else if (where === null || holds(where, before, after)) stack.push(or, to)
    }
  }
  const test = (text: string): boolean => {
    if (round > 0xf000_0000 - text.length) { seen.fill(0); round = 0 }
    const points = Array.from(text, (c) => c.codePointAt(0)!)
    let now: number[] = []
    round++
    follow(now, start, -1, points[0] ?? -1)
    for (let i = 0; i < points.length && now.length > 0; i++) {
      const next: number[] = []
      round++
      for (const n of now) if (steps[n]!.test?.(points[i]!)) follow(next, steps[n]!.to, points[i]!, points[i + 1] ?? -1)
      now = next
    }
    return now.includes(0)
  }
  return { ok: true, test }
}
