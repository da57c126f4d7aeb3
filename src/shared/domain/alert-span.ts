import type { Alert } from './alert'

const MIN_MS = 60_000
const HOUR_MS = 60 * MIN_MS
const DAY_MS = 24 * HOUR_MS

/** The time to draw for an alert, ms: from well before it began, at least an hour and at most a day, beyond which its steps would hide the last hours; a resolved one ends soon after its end. */
export const graphSpan = (alert: Pick<Alert, 'startsAt' | 'endsAt'>, now: number): { readonly from: number; readonly to: number } => {
  const to = alert.endsAt === null ? now : Math.min(now, alert.endsAt + 15 * MIN_MS)
  const lasted = Math.max(0, to - alert.startsAt)
  return { from: to - Math.min(DAY_MS, Math.max(HOUR_MS, lasted + Math.max(30 * MIN_MS, lasted / 4))), to }
}
