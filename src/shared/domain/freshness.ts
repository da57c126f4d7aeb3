import type { SourceAges } from './source'

/** Fresh: two intervals, and a moment for the answer to travel. After five a value is no longer shown. */
export const freshFor = (intervalMs: number): number => 2 * intervalMs + 2_000

/** An answer from the future is one from before the clock was set back: not to be trusted either. */
const TOLERANCE_MS = 2_000

/** Whether what a source said last may still be taken for the truth. */
export const isFresh = (ages: SourceAges | undefined, now: number): boolean =>
  ages !== undefined && ages.successAt !== null && now <= ages.freshUntil && ages.successAt <= now + TOLERANCE_MS

export const NEVER: SourceAges = { attemptAt: null, successAt: null, alertsAt: null, servicesAt: null, freshUntil: 0, nextAt: null }
