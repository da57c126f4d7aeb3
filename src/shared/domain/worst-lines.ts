import { lowIsWorst, type Line, type Panel } from './series'

/** The newest sample; null: there is none. */
export const newest = ({ t, v }: Pick<Line, 't' | 'v'>): { readonly at: number; readonly value: number } | null => {
  for (let i = v.length - 1; i >= 0; i--) if (Number.isFinite(v[i]!)) return { at: t[i]!, value: v[i]! }
  return null
}

/** The furthest that a line came up (1) or down (-1); null: it has no sample. */
export const peak = ({ v }: Pick<Line, 'v'>, sign: 1 | -1): number | null => {
  let high = -Infinity
  for (const y of v) if (sign * y > high && Number.isFinite(y)) high = sign * y
  return high === -Infinity ? null : sign * high
}

/** What a line is known by among others, where trouble is up (1) or down (-1). */
type Value = (line: Line, sign: 1 | -1) => number | null
const atEnd: Value = (line) => newest(line)?.value ?? null

/** A line and how much it is one to see; what was measured counts, not on which side of the axis it is drawn. */
interface Ranked { readonly line: Line; readonly rank: number }

/**
 * Of too many lines the highest, or the lowest where those are worst, and always the one that an alert is about; in their own order.
 * What is drawn above the axis and what below it, such as received and sent, are two questions: each has half of the room if it needs it, and the higher of both what is left.
 * @param valueOf what of each line is compared; its newest sample unless given
 */
export const worstOf = (lines: readonly Line[], panel: Pick<Panel, 'worst' | 'limits'>, most: number, valueOf: Value = atEnd): readonly Line[] => {
  if (lines.length <= most) return lines
  const sign = lowIsWorst(panel) ? -1 : 1
  const own = lines.filter(isOwn)
  const ranked = lines.filter((line) => !isOwn(line)).map((line): Ranked => ({ line, rank: rankOf(line, sign, valueOf) }))
  const room = Math.max(0, most - own.length)
  const share = Math.floor(room / 2)
  const ordered = (side: readonly Ranked[], other: readonly Ranked[]): readonly Ranked[] => {
    const sorted = side.toSorted(higher)
    return panel.worst === undefined && panel.limits.length === 0 ? tellingFirst(sorted, room - Math.min(share, other.length)) : sorted
  }
  const [above, below] = [ranked.filter(({ line }) => !line.below), ranked.filter(({ line }) => line.below)]
  const [a, b] = [ordered(above, below), ordered(below, above)]
  const [ofA, ofB] = [Math.min(a.length, Math.max(share, room - b.length)), Math.min(b.length, Math.max(share, room - a.length))]
  // one place may be left, and is to fill from either side only where both have more
  const odd = room - ofA - ofB
  const toA = odd > 0 && higher(a[ofA]!, b[ofB]!) <= 0 ? odd : 0
  const kept = new Set([...own.slice(0, most), ...[...a.slice(0, ofA + toA), ...b.slice(0, ofB + odd - toA)].map(({ line }) => line)])
  return lines.filter((line) => kept.has(line))
}

const isOwn = (line: Line): boolean => line.role === 'own'
const rankOf = (line: Line, sign: 1 | -1, valueOf: Value): number => { const value = valueOf(line, sign); return value === null ? -Infinity : (line.below ? -sign : sign) * value }
const higher = (a: Ranked, b: Ranked): number => (a.rank === b.rank ? 0 : b.rank - a.rank)

/**
 * Where nothing says that high is bad and the highest are all equal, they are not the worst: 1 may as well mean that all is well, and the few that are 0 stood under *more*.
 * What most lines are is the usual: one of them is enough to hold what differs against, the furthest first. Where they are not most, nobody knows which is bad: by turns.
 */
const tellingFirst = (sorted: readonly Ranked[], room: number): readonly Ranked[] => {
  const known = sorted.filter(({ rank }) => rank > -Infinity)
  const same = known.filter(({ rank }) => rank === known[0]!.rank)
  const usual = same.length * 2 > known.length
  if (same.length === 0 || (!usual && same.length < room)) return sorted
  const ways = new Map(same.map((each) => [each, wayOf(each.line)]))
  const one = same.reduce((a, b) => (ways.get(b)! < ways.get(a)! ? b : a), same[0]!)
  // of those that are equal now before the rest the ones that were not always so
  const equal = [one, ...same.filter((each) => each !== one).sort((a, b) => ways.get(b)! - ways.get(a)!)]
  const others = known.slice(same.length).sort((a, b) => a.rank - b.rank)
  const told = usual ? [one, ...others, ...equal.slice(1)] : turns(equal, others)
  return [...told, ...sorted.slice(known.length)]
}

/** How far its samples were from each other. */
const wayOf = (line: Line): number => (peak(line, 1) ?? 0) - (peak(line, -1) ?? 0)
const turns = <T>(a: readonly T[], b: readonly T[]): readonly T[] => Array.from({ length: Math.max(a.length, b.length) }, (_, i) => [...a.slice(i, i + 1), ...b.slice(i, i + 1)]).flat()
