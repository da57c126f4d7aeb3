/** A comparison at the top of an expression whose one side is a number. */
export interface Comparison { readonly expression: string; readonly operator: Operator; readonly limit: number }
export type Operator = '>' | '<' | '>=' | '<=' | '==' | '!='

const FLIPPED: Readonly<Record<Operator, Operator>> = { '>': '<', '<': '>', '>=': '<=', '<=': '>=', '==': '==', '!=': '!=' }

/**
 * Takes a rule's comparison apart, so that its value can be drawn on both sides of its limit. Of `a > 1 and b > 2` (or unless) the first
 * part counts, which is the one that gives the alert its value. Null where there is no such comparison: the expression stays whole then.
 */
export const takeApart = (text: string): Comparison | null => (text.length > MOST_LETTERS ? null : apart(withoutComments(text), MOST_PARTS))

/** Nobody writes a rule that is longer, or nested deeper; whoever sends a link decides what is in it. */
const MOST_LETTERS = 20_000
const MOST_PARTS = 100

/** @param parts so many within each other are still taken apart */
const apart = (text: string, parts: number): Comparison | null => {
  if (parts === 0) return null
  const expression = unwrapped(text)
  const marks = topLevel(expression)
  if (marks.some((m) => m.text === 'or')) return null
  const cut = marks.find((m) => m.text === 'and' || m.text === 'unless')
  if (cut) return apart(expression.slice(0, cut.at), parts - 1)
  const compared = marks.filter((m) => m.text in FLIPPED)
  const [mark] = compared
  if (!mark || compared.length > 1) return null
  const operator = mark.text as Operator
  const left = expression.slice(0, mark.at).trim()
  const right = expression.slice(mark.at + operator.length).trim().replace(/^bool\b/, '').trim()
  const above = constant(right)
  if (above !== null && constant(left) === null && left) return { expression: left, operator, limit: above }
  const below = constant(left)
  return below !== null && constant(right) === null && right && !/^(on|ignoring|group_left|group_right)\b/.test(right) ? { expression: right, operator: FLIPPED[operator], limit: below } : null
}

/** As it is evaluated: a comment at the end would hide the number. */
const withoutComments = (text: string): string => text.replace(TOKENS, (token) => (token.startsWith('#') ? '' : token))

interface Mark { readonly at: number; readonly text: string }

/** Comparison operators and set operators outside all brackets and strings. */
const topLevel = (text: string): readonly Mark[] => {
  const marks: Mark[] = []
  let depth = 0
  for (const match of text.matchAll(TOKENS)) {
    const token = match[0]
    if (/^[([{]/.test(token)) depth++
    else if (/^[)\]}]/.test(token)) depth--
    else if (depth === 0 && (token in FLIPPED || /^(and|or|unless)$/i.test(token))) marks.push({ at: match.index, text: token.toLowerCase() })
  }
  return marks
}
/** Strings, which end with the text where nothing else ends them, comments, brackets, words, operators: whatever else there is does not matter here. */
const TOKENS = /"(?:[^"\\]|\\[^]?)*"?|'(?:[^'\\]|\\[^]?)*'?|`[^`]*`?|#[^\n]*|[([{}\])]|[a-zA-Z_:][\w:]*|[><=!]=|=~|!~|[><]/g

/** Without brackets around the whole, in one walk, however many there are. */
const unwrapped = (text: string): string => {
  const ends = new Map<number, number>()
  const open: number[] = []
  for (const { 0: token, index } of text.matchAll(TOKENS)) {
    if (/^[([{]/.test(token)) open.push(index)
    else if (/^[)\]}]/.test(token)) { const from = open.pop(); if (from !== undefined) ends.set(from, index) }
  }
  let [from, to] = [0, text.length - 1]
  for (;;) {
    while (from <= to && isSpace(text[from]!)) from++
    while (to >= from && isSpace(text[to]!)) to--
    if (text[from] !== '(' || ends.get(from) !== to) return text.slice(from, to + 1)
    from++
    to--
  }
}
const isSpace = (letter: string): boolean => letter.trim() === ''

/** As deep as numbers in brackets, or signs before one, are looked into. */
const MOST_DEPTH = 100

/** The value of an expression of numbers alone (`14.4 * (1 - 0.999)`), else null. */
export const constant = (text: string): number | null => {
  const tokens = text.match(/0x[\da-f]+|(?:\d[\d_]*\.?\d*|\.\d+)(?:e[-+]?\d+)?|[-+*/%^()]|\S/gi) ?? []
  let [at, depth] = [0, 0]
  /** Not a number where it is nested deeper than anybody writes. */
  const within = (read: () => number): number => {
    if (depth === MOST_DEPTH) return NaN
    depth++
    const value = read()
    depth--
    return value
  }
  const primary = (): number => {
    const token = tokens[at++]
    if (token === '(') {
      const value = within(sum)
      return tokens[at++] === ')' ? value : NaN
    }
    return token !== undefined && /^[\d.]/.test(token) ? Number(token.replaceAll('_', '')) : NaN
  }
  const power = (): number => {
    const token = tokens[at]
    if (token === '-' || token === '+') { at++; const value = within(power); return token === '-' ? -value : value }
    const base = primary()
    if (tokens[at] !== '^') return base
    at++
    return base ** within(power)
  }
  const product = (): number => {
    let value = power()
    for (let token = tokens[at]; token === '*' || token === '/' || token === '%'; token = tokens[at]) {
      at++
      const other = power()
      value = token === '*' ? value * other : token === '/' ? value / other : value % other
    }
    return value
  }
  const sum = (): number => {
    let value = product()
    for (let token = tokens[at]; token === '+' || token === '-'; token = tokens[at]) {
      at++
      const other = product()
      value = token === '+' ? value + other : value - other
    }
    return value
  }
  const value = sum()
  return at === tokens.length && Number.isFinite(value) ? value : null
}
