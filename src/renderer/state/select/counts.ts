import type { Alert } from '@shared/domain/alert'
import { SEVERITIES, severityRank, type Severity } from '@shared/domain/severity'
import type { AppState, Table } from '@shared/state/app-state'
import { serviceHealthNow } from './freshness'
import { groupKey } from './groups'

export type SeverityCounts = Readonly<Record<Severity, number>>
export const NO_COUNTS: SeverityCounts = { critical: 0, warning: 0, info: 0, unknown: 0 }

export interface Worst { readonly severity: Severity; readonly count: number }
/** The worst that is counted, and how often; null: nothing is. */
export const worstOf = (counts: SeverityCounts): Worst | null => {
  const severity = SEVERITIES.find((s) => counts[s] > 0)
  return severity === undefined ? null : { severity, count: counts[severity] }
}
/** The same of what is trouble; what is only worth knowing is none. */
export const troubleOf = (counts: SeverityCounts): Worst | null => {
  const worst = worstOf(counts)
  return worst?.severity === 'info' ? null : worst
}

/**
 * Firing alerts by environment and severity, all instances of one alert counted once, as the worst of them. A service whose health cannot be seen counts as unknown,
 * unless an unknown alert of its own counts already.
 */
export const countsByEnvironment = (state: Pick<AppState, 'alerts' | 'services'>, fresh: ReadonlySet<string>): Readonly<Record<string, SeverityCounts>> => {
  const counts = new Map<string, Record<Severity, number>>()
  const add = (environment: string, severity: Severity): void => {
    let row = counts.get(environment)
    if (!row) { row = { ...NO_COUNTS }; counts.set(environment, row) }
    row[severity]++
  }
  const worst = new Map<string, Alert>()
  for (const id of Object.keys(state.alerts)) {
    const alert = state.alerts[id]!
    if (alert.state !== 'firing') continue
    const key = groupKey(alert)
    const before = worst.get(key)
    if (!before || severityRank(alert.severity) < severityRank(before.severity)) worst.set(key, alert)
  }
  for (const alert of worst.values()) add(alert.environment, alert.severity)
  for (const key of Object.keys(state.services)) {
    const service = state.services[key]!
    if (serviceHealthNow(service, state.alerts, fresh) === 'unknown' && !service.alerts.some((id) => isFiringUnknown(state.alerts, id))) add(service.environment, 'unknown')
  }
  return Object.fromEntries(counts)
}

const isFiringUnknown = (alerts: Table<Alert>, id: string): boolean => alerts[id]?.state === 'firing' && alerts[id].severity === 'unknown'
