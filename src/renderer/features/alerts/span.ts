import type { Alert } from '@shared/domain/alert'
import type { Change } from '@shared/domain/change'

const MIN_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** The time to draw for an alert, ms: from well before it began, at least an hour and at most a day; a resolved one ends soon after its end. */
export const graphSpan = (alert: Pick<Alert, 'startsAt' | 'endsAt'>, now: number): { readonly from: number; readonly to: number } => {
  const to = alert.endsAt === null ? now : Math.min(now, alert.endsAt + 15 * MIN_MS)
  const lasted = Math.max(0, to - alert.startsAt)
  return { from: to - Math.min(DAY_MS, Math.max(HOUR_MS, lasted + Math.max(30 * MIN_MS, lasted / 4))), to }
}

/** The last change in the hour before an alert began: the one to look at first, not the one to blame. */
export const suspectOf = (changes: readonly Change[], startsAt: number): Change | null =>
  changes.reduce<Change | null>((best, c) => (c.at <= startsAt && startsAt - c.at <= HOUR_MS && (best === null || c.at > best.at) ? c : best), null)
