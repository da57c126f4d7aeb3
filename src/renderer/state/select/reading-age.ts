import { GAP_STEPS } from '@shared/domain/decimate'
import type { SignalReading } from '@shared/domain/service'

/** `dated`: told with its time; `gone`: too old to be told. */
export type ReadingAge = 'now' | 'dated' | 'gone'

/** After so many intervals without a sample a figure is none. */
const GONE_INTERVALS = 5

/**
 * How the newest number of a reading may be told at `now`, ms. Its own age counts: a source that answers may hold nothing new of it,
 * as where an exporter lives and what it looks at is dead. `intervalMs`: how often its source is asked; `lapsed`: nothing fresh stands behind it.
 * The dated begins where the sparkline is hatched: three steps of its grid, as a healthy one is up to one step and one interval old.
 */
export const readingAge = ({ at, trend }: Pick<SignalReading, 'at' | 'trend'>, { now, intervalMs, lapsed }: { readonly now: number; readonly intervalMs: number; readonly lapsed: boolean }): ReadingAge => {
  if (at === null) return 'gone'
  const age = now - at
  const period = Math.max(intervalMs, trend.step)
  if (age > GONE_INTERVALS * (lapsed ? intervalMs : period)) return 'gone'
  return lapsed || age > (GAP_STEPS + 1) * period ? 'dated' : 'now'
}
