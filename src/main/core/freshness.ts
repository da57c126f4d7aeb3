import type { SourceAges } from '@shared/domain/source'

/** Fresh: two intervals, and a moment for the answer to travel (LOOK.md, States). */
export const freshFor = (intervalMs: number): number => 2 * intervalMs + 2_000

export const isFresh = (ages: SourceAges | undefined, now: number): boolean => ages !== undefined && ages.successAt !== null && now <= ages.freshUntil

export const NEVER: SourceAges = { attemptAt: null, successAt: null, alertsAt: null, servicesAt: null, freshUntil: 0, nextAt: null }
