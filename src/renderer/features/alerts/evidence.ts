import { summaryOf, type Alert } from '@shared/domain/alert'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { age, clock, day, duration, moment, type Zone } from '@shared/text/format'
import { environmentOf } from '../../state/select/environments'
import type { AlertGroup } from '../../state/select/groups'
import { sourceName } from '../../state/select/sources'
import { environmentShout } from '../../ui'
import { instanceName, instancesOf, readingOf } from './rows'
import { isUnseen } from './seen'
import { whyHidden } from './why'

const MOST_INSTANCES = 30

export interface EvidenceInput {
  readonly alert: Alert
  /** The alert with its other instances. */
  readonly group: AlertGroup
  readonly state: Pick<AppState, 'alerts' | 'silences' | 'sources' | 'ages' | 'environments'>
  readonly fresh: ReadonlySet<string>
  readonly now: number
  readonly zone: Zone
}

/** All that a developer needs to take an alert over, as plain text: what, where, since when, how far it can be trusted. */
export const evidenceText = ({ alert, group, state, fresh, now, zone }: EvidenceInput): string => {
  const environment = environmentShout(environmentOf(state.environments, alert.environment))
  const out = [
    t('alerts.copy.title', { severity: t(`severity.${alert.severity}`).toUpperCase(), name: clean(alert.name, { max: 200 }), environment }),
    clean(summaryOf(alert), { max: 1_000, lines: true }),
    t('alerts.copy.state', { state: stateWord(alert), time: `${day(alert.startsAt, zone)} ${clock(alert.startsAt, zone)}`, utc: clock(alert.startsAt, 'utc'), age: duration((alert.endsAt ?? now) - alert.startsAt) })
  ]
  if (isUnseen(alert, fresh)) out.push(t('alerts.copy.unseen'))
  out.push(t('alerts.copy.service', { service: alert.service === null ? t('alerts.service.none') : clean(alert.service, { max: 200 }), environment }))
  if (alert.held) out.push(t('alerts.copy.held', { who: clean(alert.held.by, { max: 100 }), time: moment(alert.held.since, now, zone) }))
  if (alert.value !== null) out.push(t('alerts.copy.value', { value: String(alert.value) }))
  if (alert.state === 'suppressed') out.push(...whyHidden(alert, state, now, zone))
  if (group.alerts.length > 1) {
    const { sorted, names } = instancesOf(group)
    out.push('', t('alerts.copy.instances', { count: sorted.length }), ...sorted.slice(0, MOST_INSTANCES).map((a) => `- ${instanceName(a, names)}: ${clean(readingOf(a, group) || summaryOf(a), { max: 200 })}`))
    if (sorted.length > MOST_INSTANCES) out.push(`- ${t('alerts.more', { count: sorted.length - MOST_INSTANCES })}`)
  }
  if (alert.expression !== null) out.push('', t('alerts.expression'), clean(alert.expression, { max: 4_000, lines: true }))
  out.push('', t('alerts.labels'), ...Object.entries(alert.labels).map(([name, value]) => `${clean(name, { max: 200 })}="${clean(value, { max: 500 })}"`))
  const notes = Object.entries(alert.annotations).filter(([name]) => name !== 'summary')
  if (notes.length > 0) out.push('', t('alerts.annotations'), ...notes.map(([name, value]) => `${clean(name, { max: 200 })}: ${clean(value, { max: 2_000, lines: true })}`))
  if (alert.generatorURL) out.push('', clean(alert.generatorURL, { max: 2_000 }))
  out.push('', t('alerts.sources'), ...alert.sources.map((id) => t('alerts.copy.source', { name: clean(sourceName(state, id), { max: 100 }), age: age(state.ages[id]?.successAt ?? null, now), stale: fresh.has(id) ? 'no' : 'yes' })))
  out.push('', t('alerts.copy.made', { time: `${day(now, zone)} ${clock(now, zone)}`, utc: clock(now, 'utc') }))
  return `${out.join('\n')}\n`
}

/** One word for how an alert stands, as people say it. */
export const stateWord = (alert: Pick<Alert, 'state' | 'held' | 'silencedBy' | 'inhibitedBy'>): string => {
  if (alert.state === 'firing') return t(alert.held ? 'alerts.state.held' : 'state.firing')
  if (alert.state !== 'suppressed') return t(`state.${alert.state}`)
  return t(alert.silencedBy.length > 0 ? 'alerts.state.silenced' : alert.inhibitedBy.length > 0 ? 'alerts.state.inhibited' : 'alerts.state.muted')
}

/** What names an alert elsewhere: its page at the source where there is one, and its fingerprint. */
export const linkText = (alert: Alert): string => [`${clean(alert.name, { max: 200 })} ${alert.fingerprint}`, ...(alert.generatorURL ? [clean(alert.generatorURL, { max: 2_000 })] : [])].join('\n')
