import { summaryOf, type Alert } from '@shared/domain/alert'
import type { Change } from '@shared/domain/change'
import type { Incident } from '@shared/domain/incident'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { age, clock, day, duration, type Zone } from '@shared/text/format'
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

/** All that a developer needs to take over, as plain text: what, since when, where it likely comes from, every alert, what changed, how far it can be trusted. */
export const evidenceText = ({ incident, lead, state, changes, fresh, now, zone }: EvidenceInput): string => {
  const at = (ms: number): string => (day(ms, zone) === day(now, zone) ? clock(ms, zone) : `${day(ms, zone)} ${clock(ms, zone)}`)
  const sev = (a: Alert): string => t(`severity.${a.severity}`)
  const service = (a: Alert): string => (a.service === null ? t('overview.evidence.nobody') : clean(a.service, { max: 120 }))
  const alerts = incident.alerts.map((id) => state.alerts[id]).filter((a): a is Alert => a !== undefined)
  const environment = environmentShout(environmentOf(state.environments, incident.environment))
  const out: string[] = [
    t('overview.evidence.title', { severity: t(`severity.${incident.severity}`).toUpperCase(), environment, sentence: clean(leadSentence(lead), { max: 500 }) }),
    t('overview.evidence.since', { time: at(incident.startedAt), utc: clock(incident.startedAt, 'utc'), age: duration(now - incident.startedAt) })
  ]
  if (incident.likelyRoot !== null) out.push(t('overview.evidence.root', { name: clean(incident.likelyRoot, { max: 120 }) }))
  if (incident.path.length > 1) out.push(t('overview.evidence.path', { path: incident.path.map((p) => clean(p, { max: 120 })).join(' < ') }))
  out.push('', t('overview.evidence.alerts'))
  for (const a of alerts.slice(0, MOST_ALERTS)) {
    const extras = [
      ...(a.value !== null ? [t('overview.evidence.value', { value: String(a.value) })] : []),
      t('overview.evidence.seen', { sources: a.sources.map((id) => clean(sourceName(state, id), { max: 60 })).join(', ') }),
      ...(a.held ? [t('overview.evidence.held', { who: clean(a.held.by, { max: 60 }) })] : [])
    ]
    out.push(`${t('overview.evidence.alert', { severity: sev(a), name: clean(a.name, { max: 160 }), service: service(a), time: at(a.startsAt), sentence: clean(summaryOf(a), { max: 300 }) })} (${extras.join('; ')})`)
  }
  if (alerts.length > MOST_ALERTS) out.push(`- ${t('overview.more', { count: alerts.length - MOST_ALERTS })}`)
  if (lead.expression !== null) out.push('', t('overview.evidence.expression'), clean(lead.expression, { max: 4000, lines: true }))
  out.push('', t('overview.evidence.labels'), ...Object.entries(lead.labels).map(([name, value]) => `${clean(name, { max: 120 })}="${clean(value, { max: 300 })}"`))
  const near = changes.filter((c) => c.at <= now && incident.startedAt - c.at <= HOUR_MS)
  if (near.length > 0) out.push('', t('overview.evidence.changes'), ...near.map((c) => t('overview.evidence.change', { time: at(c.at), service: clean(c.service, { max: 120 }), what: clean(c.what, { max: 160 }), who: clean(c.by, { max: 80 }) })))
  const links = [lead.annotations['runbook_url'], lead.annotations['dashboard_url'], lead.generatorURL].filter((x): x is string => Boolean(x))
  if (links.length > 0) out.push('', t('overview.evidence.links'), ...links.map((url) => clean(url, { max: 1000 })))
  const tellers = [...new Set(alerts.flatMap((a) => a.sources))]
  out.push('', t('overview.evidence.sources'), ...tellers.map((id) => t('overview.evidence.source', { name: clean(sourceName(state, id), { max: 60 }), age: age(state.ages[id]?.successAt ?? null, now), stale: fresh.has(id) ? 'no' : 'yes' })))
  out.push('', t('overview.evidence.made', { time: `${day(now, zone)} ${clock(now, zone)}`, utc: clock(now, 'utc') }))
  return `${out.join('\n')}\n`
}
