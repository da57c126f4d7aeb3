import type { Alert } from '@shared/domain/alert'
import type { Silence } from '@shared/domain/silence'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { moment, type Zone } from '@shared/text/format'

type Known = Pick<AppState, 'alerts' | 'silences'>

/** The silence of an id, looked for in the alert's own sources first; null when none tells of it. */
export const silenceOf = (id: string, alert: Pick<Alert, 'sources'>, silences: AppState['silences']): Silence | null => {
  for (const source of alert.sources) {
    const key = `${source}/${id}`
    if (Object.hasOwn(silences, key)) return silences[key]!
  }
  return Object.values(silences).find((s) => s.id === id) ?? null
}

/** The alert of a fingerprint or id; null when it is not listed any more. */
export const alertBy = (id: string, alerts: AppState['alerts']): Alert | null =>
  (Object.hasOwn(alerts, id) ? alerts[id]! : undefined) ?? Object.values(alerts).find((a) => a.fingerprint === id) ?? null

/** Alerts that an alert holds back. */
export const hiddenBy = (alert: Alert, alerts: AppState['alerts']): readonly Alert[] =>
  Object.values(alerts).filter((a) => a.state === 'suppressed' && (a.inhibitedBy.includes(alert.fingerprint) || a.inhibitedBy.includes(alert.id)))

/** Every reason an alert is held back, one sentence each. */
export const whyHidden = (alert: Alert, { alerts, silences }: Known, now: number, zone: Zone): readonly string[] => {
  const named = (name: string): string => clean(name, { max: 160 })
  const reasons = [
    ...alert.silencedBy.map((id) => {
      const silence = silenceOf(id, alert, silences)
      return silence ? t('alerts.why.silenced', { who: named(silence.createdBy), time: moment(silence.endsAt, now, zone), comment: clean(silence.comment, { max: 300 }) }) : t('alerts.why.silenced.unknown', { id: named(id) })
    }),
    ...alert.inhibitedBy.map((id) => {
      const by = alertBy(id, alerts)
      return by ? t('alerts.why.inhibited', { name: named(by.service ? `${by.name}, ${by.service}` : by.name) }) : t('alerts.why.inhibited.unknown', { id: named(id) })
    }),
    ...alert.mutedBy.map((name) => t('alerts.why.muted', { name: named(name) }))
  ]
  return reasons.length > 0 ? reasons : [t('alerts.why.other')]
}

/** By what most of all: a silence, then another alert, then a time. */
export const suppressedBy = (alert: Pick<Alert, 'silencedBy' | 'inhibitedBy'>): 'silenced' | 'inhibited' | 'muted' =>
  alert.silencedBy.length > 0 ? 'silenced' : alert.inhibitedBy.length > 0 ? 'inhibited' : 'muted'
