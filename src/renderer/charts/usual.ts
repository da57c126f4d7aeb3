import type { Line } from '@shared/domain/series'
import { nearest } from './time'

/** Between what the same time of other days was: the lowest and the highest, NaN where too few of them tell. */
export interface Usual { readonly t: Float64Array; readonly low: Float64Array; readonly high: Float64Array }

/** One day shows no range. */
const FEWEST = 2

/** The range of days that are laid on one another; null: nowhere do enough of them tell. `reachMs`: how far from a time a sample still tells of it. */
export const usualOf = (days: readonly Pick<Line, 't' | 'v'>[], reachMs: number): Usual | null => {
  if (days.length < FEWEST) return null
  const t = days.reduce<Float64Array>((longest, day) => (day.t.length > longest.length ? day.t : longest), new Float64Array(0))
  const [low, high] = [new Float64Array(t.length).fill(NaN), new Float64Array(t.length).fill(NaN)]
  let told = false
  for (let i = 0; i < t.length; i++) {
    let count = 0
    let [least, most] = [Infinity, -Infinity]
    for (const day of days) {
      const at = nearest(day.t, t[i]!)
      const v = at >= 0 && Math.abs(day.t[at]! - t[i]!) <= reachMs ? day.v[at]! : NaN
      if (!Number.isFinite(v)) continue
      count++
      least = Math.min(least, v)
      most = Math.max(most, v)
    }
    if (count < FEWEST) continue
    told = true
    low[i] = least
    high[i] = most
  }
  return told ? { t, low, high } : null
}
