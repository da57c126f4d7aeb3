import { lowIsWorst, type Line, type Panel } from '@shared/domain/series'

/** The newest sample; null: there is none. */
export const newest = ({ t, v }: Pick<Line, 't' | 'v'>): { readonly at: number; readonly value: number } | null => {
  for (let i = v.length - 1; i >= 0; i--) if (Number.isFinite(v[i]!)) return { at: t[i]!, value: v[i]! }
  return null
}

/** A line and how much it is one to see; what was measured counts, not on which side of the axis it is drawn. */
interface Ranked { readonly line: Line; readonly rank: number }

/**
 * Of too many lines the highest, or the lowest where those are worst, and always the one that an alert is about; in their own order.
 * What is drawn above the axis and what below it, such as received and sent, are two questions: each has half of the room if it needs it, and the higher of both the rest.
 */
export const worstOf = (lines: readonly Line[], panel: Pick<Panel, 'worst' | 'limits'>, most: number): readonly Line[] => {
  if (lines.length <= most) return lines
  const sign = lowIsWorst(panel) ? -1 : 1
  const own = lines.filter(isOwn)
  const ranked = lines.filter((line) => !isOwn(line)).map((line): Ranked => ({ line, rank: rankOf(line, sign) }))
  const sides = [ranked.filter(({ line }) => !line.below), ranked.filter(({ line }) => line.below)].map((side) => side.toSorted(higher))
  const room = Math.max(0, most - own.length)
  const share = Math.floor(room / 2)
  const first = sides.flatMap((side) => side.slice(0, share))
  const rest = sides.flatMap((side) => side.slice(share)).toSorted(higher).slice(0, room - first.length)
  const kept = new Set([...own.slice(0, most), ...[...first, ...rest].map(({ line }) => line)])
  return lines.filter((line) => kept.has(line))
}

const isOwn = (line: Line): boolean => line.role === 'own'
const rankOf = (line: Line, sign: 1 | -1): number => { const last = newest(line); return last ? (line.below ? -sign : sign) * last.value : -Infinity }
const higher = (a: Ranked, b: Ranked): number => (a.rank === b.rank ? 0 : b.rank - a.rank)
