import { holds, parse, program, Wrong, type Look, type RegexProblem } from './linear-regex'

/** What a pattern found: its groups in order, and by their names; one that took no part is undefined. */
export interface Found { readonly text: string; readonly groups: readonly (string | undefined)[]; readonly named: ReadonlyMap<string, string | undefined> }
/** Steps that may still be taken; below 0 the search was given up. */
export interface Work { left: number }
export type Searching = { readonly ok: true; readonly search: (text: string, work: Work) => Found | null } | { readonly ok: false; readonly problem: RegexProblem }

interface Thread { readonly step: number; /** Where each group begins and ends, -1: nowhere yet. */ readonly saves: Int32Array }

/** Whether a look holds at a place of the text. */
type Looks = (look: Look, place: number) => boolean

/** Each look is walked over the text once, and tells of all places: what it asks costs no more than the text is long. */
const looksInto = (points: readonly number[], work: Work): Looks => {
  const known = new Map<Look, Uint8Array>()
  const holdsAt: Looks = (look, place) => {
    let there = known.get(look)
    if (!there) known.set(look, there = walked(look))
    return (there[place] === 1) !== look.negated
  }
  /** Where the pattern of a look ends, walked forward to look behind and backward to look ahead. */
  const walked = ({ behind, steps, start }: Look): Uint8Array => {
    const ends = new Uint8Array(points.length + 1)
    const seen = new Int32Array(steps.length).fill(-1)
    let taken: number[] = []
    for (let n = 0; n <= points.length && work.left >= 0; n++) {
      const place = behind ? n : points.length - n
      const stack = [start, ...taken]
      const next = points[behind ? place : place - 1]
      taken = []
      for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
        if (step < 0 || seen[step] === n) continue
        seen[step] = n
        work.left--
        const { test, where, look, to, or } = steps[step]!
        if (step === 0) ends[place] = 1
        else if (test !== null) { if (next !== undefined && test(next)) taken.push(to) }
        else if (where !== null ? holds(where, points[place - 1] ?? -1, points[place] ?? -1) : look === null || holdsAt(look, place)) stack.push(or, to)
      }
    }
    return ends
  }
  return holdsAt
}

/**
 * A pattern that is looked for anywhere in a text: the first place, and there what a backtracking engine would find first. All ways are walked
 * at once, the preferred ones before the others, so that the time is linear in the text. It may look ahead and behind, but for groups in what must
 * stand there.
 */
export const searching = (pattern: string): Searching => {
  let parsed: ReturnType<typeof parse>
  let made: ReturnType<typeof program>
  try {
    parsed = parse(pattern, true)
    made = program(parsed.tree, true)
  } catch (error) {
    if (error instanceof Wrong) return { ok: false, problem: error.problem }
    throw error
  }
  const { steps, start } = made
  const { groups, names } = parsed
  const search = (text: string, work: Work): Found | null => {
    const chars = Array.from(text)
    const points = chars.map((c) => c.codePointAt(0)!)
    const looks = looksInto(points, work)
    const seen = new Int32Array(steps.length).fill(-1)
    /** Adds what can be reached from a step without taking a character, the preferred first. */
    const follow = (list: Thread[], first: Thread, i: number, place: number): void => {
      const stack = [first]
      for (let thread = stack.pop(); thread !== undefined; thread = stack.pop()) {
        const { step: n, saves } = thread
        if (n < 0 || seen[n] === i) continue
        seen[n] = i
        work.left--
        const { test, where, look, to, or, save } = steps[n]!
        if (test !== null || n === 0) list.push(thread)
        else if (save >= 0) {
          const kept = saves.slice()
          kept[save] = place
          work.left -= saves.length
          stack.push({ step: to, saves: kept })
        } else if (where !== null ? holds(where, points[i - 1] ?? -1, points[i] ?? -1) : look === null || looks(look, i)) stack.push({ step: or, saves }, { step: to, saves })
      }
    }
    let found: Int32Array | null = null
    let taken: Thread[] = []
    for (let i = 0, place = 0; i <= points.length && work.left >= 0; place += chars[i]?.length ?? 0, i++) {
      const list: Thread[] = []
      for (const { step, saves } of taken) follow(list, { step: steps[step]!.to, saves }, i, place)
      if (found === null) follow(list, { step: start, saves: new Int32Array(2 * groups + 2).fill(-1).fill(place, 0, 1) }, i, place)
      taken = []
      for (const thread of list) {
        if (thread.step === 0) {
          found = thread.saves.slice()
          found[1] = place
          break
        }
        work.left--
        if (i < points.length && steps[thread.step]!.test!(points[i]!)) taken.push(thread)
      }
      if (found !== null && taken.length === 0) break
    }
    if (found === null || work.left < 0) return null
    const places = found
    const groupAt = (group: number): string | undefined => (places[2 * group + 1]! < 0 ? undefined : text.slice(places[2 * group], places[2 * group + 1]))
    return { text: groupAt(0)!, groups: Array.from({ length: groups }, (_, i) => groupAt(i + 1)), named: new Map([...names].map(([name, group]) => [name, groupAt(group)])) }
  }
  return { ok: true, search }
}
