import { sameTimes } from './decimate'
import type { Line } from './series'

/** Names of layers that stand for several: of whatever there is, and of what fails. */
export interface LayerWords { readonly rest: (count: number) => string; readonly errors: (count: number) => string }

/** Lines that nobody has read but as their sum, over the same times as the others. */
export interface Unread { readonly count: number; readonly v: Float64Array }

/** As many as there are inks to tell them apart. */
const MOST_LAYERS = 5
/** Of these what fails may have as many, where there is more than that. */
const MOST_ERRORS = 3

/** Words by themselves: `failover` fails as little as an instance whose name has a 500 in it. */
const ERROR = /(^|\s)5(xx|\d\d)(\s|$)|(^|[^a-z])(errors?|errored|fail(s|ed|ing|ures?)?|abort(s|ed)?|crash\w*|lost|refused|reject(s|ed)?|timeouts?|timed.out|unknown)([^a-z]|$)/i
const isError = ({ name, role }: Line): boolean => ERROR.test(role) || ERROR.test(name)

/**
 * Lines as the layers of a stack, which never loses a part of its sum: the highest by themselves, in their own order, then all others as one layer, then what
 * fails by its name, which is in no sum with anything else however little it is. What was not read is among all others. Lines over different times stay as they are.
 *
 * @returns at most five; of `role` `rest` the one that stands for whatever there is, of `5xx` the one of failed answers
 */
export const layersOf = (lines: readonly Line[], words: LayerWords, unread: Unread | null = null): readonly Line[] => {
  const t = lines[0]?.t
  if (!t || (lines.length <= MOST_LAYERS && !unread) || !lines.every((line) => sameTimes(line.t, t))) return lines
  const failed = lines.filter(isError)
  const others = lines.filter((line) => !isError(line))
  const errors = gathered(t, failed, Math.max(MOST_ERRORS, MOST_LAYERS - others.length - (unread ? 1 : 0)), words.errors, failed.every(({ role }) => role.startsWith('5')) ? '5xx' : '', null)
  return [...gathered(t, others, MOST_LAYERS - errors.length, words.rest, 'rest', unread), ...errors]
}

const gathered = (t: Float64Array, lines: readonly Line[], places: number, name: (count: number) => string, role: string, unread: Unread | null): readonly Line[] => {
  if (lines.length <= places && !unread) return lines
  const heights = new Map(lines.map((line) => [line, heightOf(line)]))
  const kept = new Set(lines.toSorted((a, b) => heights.get(b)! - heights.get(a)!).slice(0, places - 1))
  const rest = lines.filter((line) => !kept.has(line))
  return [...lines.filter((line) => kept.has(line)), { name: name(rest.length + (unread?.count ?? 0)), role, t, v: sumOf(t.length, [...rest, ...(unread ? [unread] : [])]) }]
}

const heightOf = ({ v }: Line): number => {
  let high = -1
  for (const y of v) { const height = Math.abs(y); if (height > high) high = height }
  return high
}

/** What a source told of a sum, without those of its lines that were read; NaN where it told nothing. */
export const leftOf = (sum: Float64Array, lines: readonly Pick<Line, 'v'>[]): Float64Array => {
  const read = sumOf(sum.length, lines)
  // of what was all read nothing is left but how sums are rounded
  return sum.map((y, i) => { const left = Number.isFinite(read[i]!) ? y - read[i]! : y; return Math.abs(left) <= Math.abs(y) * 1e-9 ? 0 : left })
}

/** What lines over the same times add up to; NaN where none has a sample. */
export const sumOf = (length: number, lines: readonly Pick<Line, 'v'>[]): Float64Array => {
  const out = new Float64Array(length).fill(NaN)
  for (const { v } of lines) for (let i = 0; i < out.length; i++) { const y = v[i]!; if (Number.isFinite(y)) out[i] = Number.isNaN(out[i]!) ? y : out[i]! + y }
  return out
}
