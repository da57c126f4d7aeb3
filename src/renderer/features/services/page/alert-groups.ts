import { severityRank } from '@shared/domain/severity'
import { firingSince, type Alert } from '@shared/domain/alert'

/** Instances of one alert that fare alike, as one row. */
export interface AlertGroup {
  /** The oldest of them. */
  readonly alert: Alert
  readonly count: number
  readonly hidden: boolean
}

const alike = (a: Alert): string => JSON.stringify([a.name, a.state, a.severity, a.held?.by ?? null])

/** Worst first, then longest; what is held back comes last. */
export const groupAlerts = (alerts: readonly Alert[]): readonly AlertGroup[] => {
  const groups = new Map<string, Alert[]>()
  for (const alert of alerts) {
    const key = alike(alert)
    const group = groups.get(key)
    if (group) group.push(alert)
    else groups.set(key, [alert])
  }
  return [...groups.values()]
    .map((group): AlertGroup => ({ alert: group.reduce((first, a) => (a.startsAt < first.startsAt ? a : first)), count: group.length, hidden: group[0]!.state === 'suppressed' }))
    .sort((a, b) => Number(a.hidden) - Number(b.hidden) || Number(a.alert.state === 'pending') - Number(b.alert.state === 'pending')
      || severityRank(a.alert.severity) - severityRank(b.alert.severity) || a.alert.startsAt - b.alert.startsAt)
}

/** When the oldest firing alert of those began, pending or at once; null when none fires. */
export const begunAt = (alerts: readonly Alert[], counts: (alert: Alert) => boolean): number | null =>
  alerts.reduce<number | null>((first, a) => (a.state === 'firing' && counts(a) && (first === null || a.startsAt < first) ? a.startsAt : first), null)

/** Since when one of those fires, as people are told it. */
export const firesSince = (alerts: readonly Alert[], counts: (alert: Alert) => boolean): number | null =>
  alerts.reduce<number | null>((first, a) => (a.state === 'firing' && counts(a) ? Math.min(first ?? Infinity, firingSince(a)) : first), null)
