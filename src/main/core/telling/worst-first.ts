import type { Alert } from '@shared/domain/alert'
import { severityRank } from '@shared/domain/severity'

/** Alerts in the order they are told: by severity, then by age, then by name. */
export const worstFirst = (alerts: readonly Alert[]): readonly Alert[] => [...alerts].sort((a, b) =>
  severityRank(a.severity) - severityRank(b.severity) || a.startsAt - b.startsAt || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1))
