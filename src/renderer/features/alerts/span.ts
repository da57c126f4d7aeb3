import type { Change } from '@shared/domain/change'

const HOUR_MS = 3_600_000

/** The last change in the hour before an alert began: the one to look at first, not the one to blame. */
export const suspectOf = (changes: readonly Change[], startsAt: number): Change | null =>
  changes.reduce<Change | null>((best, c) => (c.at <= startsAt && startsAt - c.at <= HOUR_MS && (best === null || c.at > best.at) ? c : best), null)
