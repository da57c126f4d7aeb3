import { firingSince, summaryOf, type Alert } from '@shared/domain/alert'
import type { Change } from '@shared/domain/change'
import type { Incident } from '@shared/domain/incident'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { age, clock, day, duration, moment, type Zone } from '@shared/text/format'
import { markdownOf, type Block } from '../../outlet'
import { leadSentence } from '../../state/select/alerts'
import { environmentOf } from '../../state/select/environments'
import { sourceName } from '../../state/select/sources'
import { environmentShout } from '../../ui'

const MOST_ALERTS = 30
const HOUR_MS = 3_600_000

export interface EvidenceInput {
  readonly incident: Incident
  readonly lead: Alert
  readonly state: Pick<AppState, 'alerts' | 'sources' | 'ages' | 'environments'>
  /** Of the incident's environment, newest first. */
  readonly changes: readonly Change[]
  readonly fresh: ReadonlySet<string>
  readonly now: number
  readonly zone: Zone
}

/** All that a developer needs to take over, as Markdown: what, since when, where it likely comes from, every alert, what changed, how far it can be trusted. */
export const evidenceText = (input: EvidenceInput): string => markdownOf(blocksOf(input))

const blocksOf = ({ incident, lead, state, changes, fresh, now, zone }: EvidenceInput): readonly Block[] => {
  const at = (ms: number): string => moment(ms, now, zone)
  const alerts = incident.alerts.map((id) => state.alerts[id]).filter((a): a is Alert => a !== undefined)
  const environment = environmentShout(environmentOf(state.environments, incident.environment))
  const near = changes.filter((c) => c.at <= now && incident.startedAt - c.at <= HOUR_MS)
  const links = [
    { words: t('out.md.runbook'), url: lead.annotations['runbook_url'] }, { words: t('out.md.dashboard'), url: lead.annotations['dashboard_url'] }, { words: t('out.md.alert.source'), url: lead.generatorURL }
  ].flatMap(({ words, url }) => (url ? [{ words, url }] : []))
  const tellers = [...new Set(alerts.flatMap((a) => a.sources))]
  const part = (text: string, block: Block, there = true): readonly Block[] => (there ? [{ kind: 'heading', level: 2, text }, block] : [])
  return [
    { kind: 'heading', level: 1, text: t('overview.evidence.title', { severity: t(`severity.${incident.severity}`).toUpperCase(), environment, sentence: clean(leadSentence(lead), { max: 500 }) }) },
    {
      kind: 'list', items: [
        t('overview.evidence.since', { time: at(incident.startedAt), utc: clock(incident.startedAt, 'utc'), age: duration(now - incident.startedAt) }),
        ...(incident.likelyRoot !== null ? [t('overview.evidence.root', { name: clean(incident.likelyRoot, { max: 120 }) })] : []),
        ...(incident.path.length > 1 ? [t('overview.evidence.path', { path: incident.path.map((p) => clean(p, { max: 120 })).join(' < ') })] : [])
      ]
    },
    ...part(t('overview.evidence.alerts'), {
      kind: 'list', items: [...alerts.slice(0, MOST_ALERTS).map((a) => alertItem(a, state, at)), ...(alerts.length > MOST_ALERTS ? [t('overview.more', { count: alerts.length - MOST_ALERTS })] : [])]
    }),
    ...part(t('overview.evidence.expression'), { kind: 'code', language: 'promql', text: clean(lead.expression ?? '', { max: 4000, lines: true }) }, lead.expression !== null),
    ...part(t('overview.evidence.labels'), { kind: 'code', language: 'text', text: Object.entries(lead.labels).map(([name, value]) => `${clean(name, { max: 120 })}="${clean(value, { max: 300 })}"`).join('\n') }),
    ...part(t('overview.evidence.changes'), {
      kind: 'list', items: near.map((c) => t('overview.evidence.change', { time: at(c.at), service: clean(c.service, { max: 120 }), what: clean(c.what, { max: 160 }), who: clean(c.by, { max: 80 }) }))
    }, near.length > 0),
    ...part(t('overview.evidence.links'), { kind: 'links', links }, links.length > 0),
    ...part(t('overview.evidence.sources'), {
      kind: 'list', items: tellers.map((id) => t('overview.evidence.source', { name: clean(sourceName(state, id), { max: 60 }), age: age(state.ages[id]?.successAt ?? null, now), stale: fresh.has(id) ? 'no' : 'yes' }))
    }),
    { kind: 'text', text: t('overview.evidence.made', { time: `${day(now, zone)} ${clock(now, zone)}`, utc: clock(now, 'utc') }) }
  ]
}

const alertItem = (a: Alert, state: EvidenceInput['state'], at: (ms: number) => string): string => {
  const extras = [
    ...(a.value !== null ? [t('overview.evidence.value', { value: String(a.value) })] : []),
    t('overview.evidence.seen', { sources: a.sources.map((id) => clean(sourceName(state, id), { max: 60 })).join(', ') }),
    ...(a.held ? [t('overview.evidence.held', { who: clean(a.held.by, { max: 60 }) })] : [])
  ]
  const service = a.service === null ? t('overview.evidence.nobody') : clean(a.service, { max: 120 })
  return `${t('overview.evidence.alert', { severity: t(`severity.${a.severity}`), name: clean(a.name, { max: 160 }), service, time: at(firingSince(a)), sentence: clean(summaryOf(a), { max: 300 }) })} (${extras.join('; ')})`
}
