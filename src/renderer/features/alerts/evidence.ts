import { firedFor, firingSince, summaryOf, type Alert } from '@shared/domain/alert'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { age, clock, day, duration, moment, type Zone } from '@shared/text/format'
import { markdownOf, type Block, type Link } from '../../outlet'
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
  /** Null: none is known. */
  readonly runbook: string | null
}

export interface Evidence {
  readonly facts: readonly Block[]
  /** How far it can be trusted. */
  readonly trust: readonly Block[]
  readonly links: readonly Link[]
}

/** All that a developer needs to take an alert over: what, where, since when, how far it can be trusted, and where else to look. */
export const evidenceOf = ({ alert, group, state, fresh, now, zone, runbook }: EvidenceInput): Evidence => {
  const environment = environmentShout(environmentOf(state.environments, alert.environment))
  const notes = Object.entries(alert.annotations).filter(([name]) => name !== 'summary')
  const { sorted, names } = instancesOf(group)
  const since = firingSince(alert)
  const heading = (text: string): Block => ({ kind: 'heading', level: 2, text })
  return {
    facts: [
      { kind: 'heading', level: 1, text: t('alerts.copy.title', { severity: t(`severity.${alert.severity}`).toUpperCase(), name: clean(alert.name, { max: 200 }), environment }) },
      { kind: 'text', text: clean(summaryOf(alert), { max: 1_000 }) },
      {
        kind: 'list', items: [
          t('alerts.copy.state', { state: stateWord(alert), time: `${day(since, zone)} ${clock(since, zone)}`, utc: clock(since, 'utc'), age: duration(firedFor(alert, now)) }),
          ...(alert.firedAt === undefined ? [] : [`${t('out.md.alert.pending', { time: moment(alert.startsAt, now, zone) })}.`]),
          ...(isUnseen(alert, fresh) ? [t('alerts.copy.unseen')] : []),
          t('alerts.copy.service', { service: alert.service === null ? t('alerts.service.none') : clean(alert.service, { max: 200 }), environment }),
          ...(alert.held ? [t('alerts.copy.held', { who: clean(alert.held.by, { max: 100 }), time: moment(alert.held.since, now, zone) })] : []),
          ...(alert.value !== null ? [t('alerts.copy.value', { value: String(alert.value) })] : []),
          ...(alert.state === 'suppressed' ? whyHidden(alert, state, now, zone) : [])
        ]
      },
      ...(group.alerts.length > 1 ? [heading(t('alerts.copy.instances', { count: sorted.length })), {
        kind: 'list', items: [
          ...sorted.slice(0, MOST_INSTANCES).map((a) => `${instanceName(a, names)}: ${clean(readingOf(a, group) || summaryOf(a), { max: 200 })}`),
          ...(sorted.length > MOST_INSTANCES ? [t('alerts.more', { count: sorted.length - MOST_INSTANCES })] : [])
        ]
      } satisfies Block] : []),
      ...(alert.expression === null ? [] : [heading(t('alerts.expression')), { kind: 'code', language: 'promql', text: clean(alert.expression, { max: 4_000, lines: true }) } satisfies Block]),
      heading(t('alerts.labels')),
      { kind: 'code', language: 'text', text: Object.entries(alert.labels).map(([name, value]) => `${clean(name, { max: 200 })}="${clean(value, { max: 500 })}"`).join('\n') },
      ...(notes.length === 0 ? [] : [heading(t('alerts.annotations')), { kind: 'list', items: notes.map(([name, value]) => `${clean(name, { max: 200 })}: ${clean(value, { max: 2_000 })}`) } satisfies Block])
    ],
    trust: [
      heading(t('alerts.sources')),
      { kind: 'list', items: alert.sources.map((id) => t('alerts.copy.source', { name: clean(sourceName(state, id), { max: 100 }), age: age(state.ages[id]?.successAt ?? null, now), stale: fresh.has(id) ? 'no' : 'yes' })) }
    ],
    links: [
      ...(runbook ? [{ words: t('out.md.runbook'), url: runbook }] : []),
      ...(alert.annotations['dashboard_url'] ? [{ words: t('out.md.dashboard'), url: alert.annotations['dashboard_url'] }] : []),
      ...(alert.generatorURL ? [{ words: t('out.md.alert.source'), url: alert.generatorURL }] : [])
    ]
  }
}

/** The same as Markdown. */
export const evidenceText = (input: EvidenceInput): string => {
  const { facts, trust, links } = evidenceOf(input)
  const { now, zone } = input
  return markdownOf([
    ...facts, ...trust, ...(links.length > 0 ? [{ kind: 'heading', level: 2, text: t('out.md.links') }, { kind: 'links', links }] satisfies Block[] : []),
    { kind: 'text', text: t('alerts.copy.made', { time: `${day(now, zone)} ${clock(now, zone)}`, utc: clock(now, 'utc') }) }
  ])
}

/** One word for how an alert stands, as people say it. */
export const stateWord = (alert: Pick<Alert, 'state' | 'held' | 'silencedBy' | 'inhibitedBy'>): string => {
  if (alert.state === 'firing') return t(alert.held ? 'alerts.state.held' : 'state.firing')
  if (alert.state !== 'suppressed') return t(`state.${alert.state}`)
  return t(alert.silencedBy.length > 0 ? 'alerts.state.silenced' : alert.inhibitedBy.length > 0 ? 'alerts.state.inhibited' : 'alerts.state.muted')
}

/** What names an alert elsewhere: its page at the source where there is one, and its fingerprint. */
export const linkText = (alert: Alert): string => [`${clean(alert.name, { max: 200 })} ${alert.fingerprint}`, ...(alert.generatorURL ? [clean(alert.generatorURL, { max: 2_000 })] : [])].join('\n')
