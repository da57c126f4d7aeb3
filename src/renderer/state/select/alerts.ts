import { summaryOf, type Alert } from '@shared/domain/alert'
import type { Incident } from '@shared/domain/incident'
import { severityRank } from '@shared/domain/severity'
import type { AppState, Table } from '@shared/state/app-state'
import { groupAlerts, groupKey } from './groups'
import { orderedIncidents } from './incidents'
import type { ServiceRow } from './services'

/** Worst first, then those nobody has, then longest. */
export const compareAlerts = (a: Alert, b: Alert): number =>
  severityRank(a.severity) - severityRank(b.severity) || Number(a.held !== null) - Number(b.held !== null) || a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1)

export interface AlertGroups {
  readonly incidents: readonly { readonly incident: Incident; readonly alerts: readonly Alert[]; readonly heldBy: readonly string[] }[]
  /** Firing alerts that say that something cannot be seen, and services in the dark without such an alert. */
  readonly noData: { readonly alerts: readonly Alert[]; readonly services: readonly ServiceRow[] }
  readonly separate: readonly Alert[]
  /** Newest first. */
  readonly resolved: readonly Alert[]
  readonly firing: number
  /** How many of the firing ones belong to the incidents listed. */
  readonly inIncidents: number
}

/** One instance for each alert: the one that speaks for the others. */
const leads = (alerts: readonly Alert[]): readonly Alert[] => groupAlerts(alerts).map((g) => g.lead)

/** What is active in an environment, as the overview lists it, all instances of an alert as one. An incident of one alert is listed as separate. */
export const alertGroups = (state: Pick<AppState, 'alerts' | 'incidents' | 'resolved'>, environment: string, rows: readonly ServiceRow[]): AlertGroups => {
  const firing = leads(Object.values(state.alerts).filter((a) => a.environment === environment && a.state === 'firing'))
  const incidents = orderedIncidents(state.incidents, environment)
    .filter((incident) => incident.alerts.length > 1)
    .map((incident) => {
      const all = incident.alerts.map((id) => state.alerts[id]).filter((a): a is Alert => a !== undefined)
      return { incident, alerts: leads(all), heldBy: [...new Set(all.flatMap((a) => (a.held ? [a.held.by] : [])))] }
    })
    .filter((i) => i.alerts.length > 1)
  const taken = new Set(incidents.flatMap((i) => i.alerts.map(groupKey)))
  const rest = firing.filter((a) => !taken.has(groupKey(a))).sort(compareAlerts)
  const noData = rest.filter((a) => a.severity === 'unknown')
  const told = new Set(noData.map((a) => a.service))
  return {
    incidents,
    noData: { alerts: noData, services: rows.filter((r) => r.health === 'unknown' && !told.has(r.service.name)) },
    separate: rest.filter((a) => a.severity !== 'unknown'),
    resolved: Object.values(state.resolved).filter((a) => a.environment === environment).toSorted((a, b) => (b.endsAt ?? 0) - (a.endsAt ?? 0)),
    firing: firing.length,
    inIncidents: firing.filter((a) => taken.has(groupKey(a))).length
  }
}

/** What leads the overview: the worst incident; a firing critical alert or warning that main counts to none leads as one of its own. Null: neither. */
export const leadIncident = (state: Pick<AppState, 'incidents' | 'alerts'>, environment: string): { readonly incident: Incident; readonly alert: Alert } | null => {
  for (const incident of orderedIncidents(state.incidents, environment)) {
    const alert = state.alerts[incident.lead] ?? incident.alerts.map((id) => state.alerts[id]).find((a) => a !== undefined)
    if (alert) return { incident, alert }
  }
  const alert = Object.values(state.alerts).filter((a) => a.environment === environment && a.state === 'firing' && (a.severity === 'critical' || a.severity === 'warning')).sort(compareAlerts)[0]
  return alert ? { incident: incidentOfOne(alert), alert } : null
}

/** An alert that main counts to no incident, as one of its own. */
export const incidentOfOne = (alert: Alert): Incident => ({
  id: `alert:${alert.id}`, environment: alert.environment, severity: alert.severity, startedAt: alert.startsAt, alerts: [alert.id], path: alert.service === null ? [] : [alert.service], likelyRoot: null, lead: alert.id
})

/** What readers feel where its author said so, else what broke. */
export const leadSentence = (alert: Alert): string => alert.annotations['impact'] || summaryOf(alert)

/** The impact without the figure behind its colon, for where that figure stands beside it in the graph. */
export const shortImpact = (impact: string): string => /^(.{8,}?):\s+[\d~<>≈]/.exec(impact)?.[1] ?? impact

/** A camel-case or snake-case alert name as words: `HighErrorRatio` → `High error ratio`. Short forms in capitals stay. */
export const alertTitle = (alert: Pick<Alert, 'name' | 'annotations'>): string => {
  if (alert.annotations['title']) return alert.annotations['title']
  const words = alert.name.replace(/[_-]+/g, ' ').replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2').split(' ').filter(Boolean)
  return words.map((word, i) => (i === 0 || /^[A-Z\d]{2,}$/.test(word) ? word : word.toLowerCase())).join(' ')
}

/** Alerts of an environment that are held back by something, by what holds them. */
export const hiddenAlerts = (alerts: Table<Alert>, environment: string): readonly Alert[] =>
  Object.values(alerts).filter((a) => a.environment === environment && a.state === 'suppressed').sort(compareAlerts)
