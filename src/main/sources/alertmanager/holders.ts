import type { AlertSighting } from '@shared/domain/alert'
import { heldBy, isAcknowledgement, type Silence } from '@shared/domain/silence'

/**
 * Alertmanager knows no acknowledgement: it is a silence whose comment says so. An alert that nothing but acknowledgements hold back
 * fires, and somebody has it. A plain silence leaves it suppressed. What has the same holder as `before` keeps its reference (law 6).
 */
export const withHolders = (alerts: readonly AlertSighting[], silences: readonly Silence[] | null, before: readonly AlertSighting[] | null): readonly AlertSighting[] => {
  const acks = new Map((silences ?? []).filter((s) => s.state === 'active' && isAcknowledgement(s)).map((s) => [s.id, s]))
  if (acks.size === 0) return alerts
  const known = new Map((before ?? []).filter((a) => a.held).map((a) => [a.fingerprint, a]))
  const next = alerts.map((alert) => {
    const own = alert.silencedBy.flatMap((id) => acks.get(id) ?? [])
    if (own.length === 0) return alert
    const only = own.length === alert.silencedBy.length && alert.inhibitedBy.length === 0 && alert.mutedBy.length === 0
    const holding: AlertSighting = { ...alert, state: only ? 'firing' : alert.state, held: heldBy(own) }
    const old = known.get(alert.fingerprint)
    return old && sameBut(old, holding) ? old : holding
  })
  return next.some((alert, i) => alert !== alerts[i]) ? next : alerts
}

/** Both were made from sightings whose other parts keep their reference. */
const sameBut = (a: AlertSighting, b: AlertSighting): boolean =>
  a.held?.by === b.held?.by && a.held?.since === b.held?.since && (Object.keys(b) as (keyof AlertSighting)[]).every((part) => part === 'held' || a[part] === b[part])
