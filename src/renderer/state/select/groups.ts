import { firingSince, type Alert, type AlertState, type Held } from '@shared/domain/alert'
import { severityRank, type Severity } from '@shared/domain/severity'

/** Instances of one alert: what has its name, its service and its environment. People count these, machines the instances. */
export interface AlertGroup {
  readonly key: string
  readonly name: string
  readonly service: string | null
  readonly environment: string
  /** The liveliest state of any instance; severity, age and holder are of the instances in that state. */
  readonly state: AlertState
  readonly severity: Severity
  /** When the oldest of them began, ms. */
  readonly startsAt: number
  /** When the first of them began to fire, ms; of pending ones when they began. */
  readonly firingAt: number
  /** Who took it first, once all of them are held. */
  readonly held: Held | null
  /** The instance that speaks for the others. */
  readonly lead: Alert
  /** In the order given. */
  readonly alerts: readonly Alert[]
}

const STATES: Readonly<Record<AlertState, number>> = { firing: 0, pending: 1, suppressed: 2, resolved: 3 }

const keys = new WeakMap<Alert, string>()
/** What an alert is counted as. */
export const groupKey = (alert: Alert): string => {
  let key = keys.get(alert)
  if (key === undefined) { key = JSON.stringify([alert.environment, alert.service, alert.name]); keys.set(alert, key) }
  return key
}

/** The one that leads: liveliest, then worst, then not yet held, then longest. */
const leads = (a: Alert, b: Alert): boolean => {
  const order = STATES[a.state] - STATES[b.state] || severityRank(a.severity) - severityRank(b.severity) || Number(a.held !== null) - Number(b.held !== null) || a.startsAt - b.startsAt
  return order === 0 ? a.id < b.id : order < 0
}

const groupOf = (key: string, alerts: readonly Alert[]): AlertGroup => {
  let lead = alerts[0]!
  for (const alert of alerts) if (leads(alert, lead)) lead = alert
  let startsAt = lead.startsAt
  let firingAt = firingSince(lead)
  let held: Held | null = lead.held
  let free = false
  for (const alert of alerts) {
    if (alert.state !== lead.state) continue
    if (alert.startsAt < startsAt) startsAt = alert.startsAt
    firingAt = Math.min(firingAt, firingSince(alert))
    if (alert.held === null) free = true
    else if (held === null || alert.held.since < held.since) held = alert.held
  }
  return { key, name: lead.name, service: lead.service, environment: lead.environment, state: lead.state, severity: lead.severity, startsAt, firingAt, held: free ? null : held, lead, alerts }
}

/** Alerts as groups, in the order in which the first of each group came. */
export const groupAlerts = (alerts: Iterable<Alert>): readonly AlertGroup[] => {
  const byKey = new Map<string, Alert[]>()
  for (const alert of alerts) {
    const key = groupKey(alert)
    const list = byKey.get(key)
    if (list) list.push(alert)
    else byKey.set(key, [alert])
  }
  return [...byKey].map(([key, list]) => groupOf(key, list))
}

/** What lives first, worst first, not held before held, longest first; among the resolved, the newest end first. */
export const compareGroups = (a: AlertGroup, b: AlertGroup): number =>
  STATES[a.state] - STATES[b.state]
  || (a.state === 'resolved' ? (b.lead.endsAt ?? 0) - (a.lead.endsAt ?? 0) : severityRank(a.severity) - severityRank(b.severity) || Number(a.held !== null) - Number(b.held !== null) || a.startsAt - b.startsAt)
  || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
