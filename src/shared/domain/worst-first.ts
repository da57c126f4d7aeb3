import type { Alert } from './alert'
import { severityRank } from './severity'

/** Alerts in the order they are told and listed: by severity, then by age, then by name. */
export const byWorst = (a: Alert, b: Alert): number =>
  severityRank(a.severity) - severityRank(b.severity) || a.startsAt - b.startsAt || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1)
export const worstFirst = (alerts: readonly Alert[]): readonly Alert[] => [...alerts].sort(byWorst)
