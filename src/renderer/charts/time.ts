import { clock, clockSeconds, day, momentIn, type Zone } from '@shared/text/format'

const S = 1000
const MIN = 60 * S
const H = 60 * MIN
const DAY = 24 * H
const STEPS = [S, 2 * S, 5 * S, 10 * S, 15 * S, 30 * S, MIN, 2 * MIN, 5 * MIN, 10 * MIN, 15 * MIN, 30 * MIN, H, 2 * H, 3 * H, 6 * H, 12 * H, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 28 * DAY]

export interface Span { readonly from: number; readonly to: number }

/** How far a zone's clock is ahead of UTC at a moment, ms. A function of the moment, since a night may hold a change of clocks. */
export type Offset = (at: number) => number
export const offsetOf = (zone: Zone): Offset => (zone === 'utc' ? () => 0 : (at) => -MIN * new Date(at).getTimezoneOffset())

export interface TimeTicks { readonly step: number; readonly at: readonly number[] }

/** Round times of a zone's clock inside a window, at most `most` of them. An hour that the clock skips or repeats is skipped or named once. */
export const timeTicks = ({ from, to }: Span, most: number, offset: Offset): TimeTicks => {
  const step = STEPS.find((s) => (to - from) / s <= most) ?? Math.ceil((to - from) / most / DAY) * DAY
  const at: number[] = []
  for (let local = Math.floor((from + offset(from)) / step) * step; at.length <= most + 2; local += step) {
    // the clock's offset at the moment that reads `local`, found in two steps: near a change the first guess may lie on its other side
    const moment = local - offset(local - offset(local))
    if (moment > to) break
    if (moment >= from && moment !== at.at(-1)) at.push(moment)
  }
  return { step, at }
}

/** A tick in words: seconds only where the step has them, the date where it is days. */
export const tickText = (at: number, step: number, zone: Zone): string =>
  step >= DAY ? day(at, zone) : step < MIN ? clockSeconds(at, zone) : clock(at, zone)

/** The moment under the crosshair: with its day where that needs to be said, with seconds where the window is short. */
export const pointText = (at: number, window: Span, zone: Zone): string => momentIn(at, window, zone, window.to - window.from < 20 * MIN ? 'second' : 'minute')

/** How long ago the same clock time so many days before was: of one day 24 h, or 23 or 25 across a change of clocks. */
export const daysBefore = (at: number, days: number, offset: Offset): number => days * DAY + offset(at - days * DAY) - offset(at)

/** Index of the sample nearest to a moment; -1 for an empty list. */
export const nearest = (t: ArrayLike<number>, at: number): number => {
  let low = 0
  let high = t.length - 1
  while (low < high) {
    const mid = (low + high) >> 1
    if (t[mid]! < at) low = mid + 1
    else high = mid
  }
  return low > 0 && at - t[low - 1]! <= t[low]! - at ? low - 1 : Math.min(low, t.length - 1)
}
