import { firingSince, type Alert } from '@shared/domain/alert'
import type { Change } from '@shared/domain/change'
import { t } from '@shared/text/catalogue'
import { duration, momentIn, type Zone } from '@shared/text/format'

const HOUR_MS = 3_600_000

/** The last change in the hour before an alert began: the one to look at first, not the one to blame. */
export const suspectOf = (changes: readonly Change[], startsAt: number): Change | null =>
  changes.reduce<Change | null>((best, c) => (c.at <= startsAt && startsAt - c.at <= HOUR_MS && (best === null || c.at > best.at) ? c : best), null)

/** That an alert began before the window that is drawn, ms: of what has gone on for long the last hours are of more use, and its beginning is told instead. '' where it is drawn. */
export const beganBefore = (alert: Pick<Alert, 'state' | 'startsAt' | 'firedAt'>, window: { readonly from: number; readonly to: number }, zone: Zone): string => {
  const fired = firingSince(alert)
  const waits = alert.state === 'pending' || fired >= window.from
  const at = waits ? alert.startsAt : fired
  if (at >= window.from) return ''
  return t(waits ? 'alertGraph.before.pending' : alert.state === 'resolved' ? 'alertGraph.before.over' : 'alertGraph.before', { time: momentIn(at, window, zone), length: duration(window.from - at) })
}
