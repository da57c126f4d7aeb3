import type { Alert } from '@shared/domain/alert'
import type { Incident } from '@shared/domain/incident'
import type { Environment } from '@shared/domain/environment'
import type { Page } from '@shared/domain/page'
import { severityRank } from '@shared/domain/severity'
import type { AppState } from '@shared/state/app-state'
import { compareAlerts, incidentOfOne, leadIncident } from '../../state/select/alerts'
import { orderedIncidents } from '../../state/select/incidents'
import { quietOf } from '../../state/select/quiet'
import type { ServiceRow } from '../../state/select/services'
import type { Tone } from '../../ui'
import { keptPage } from './rotation'

/** What a wall may say of what it watches, the gravest first. */
export type Situation =
  /** Main has stopped; nothing is known since then, ms. */
  | { readonly is: 'stopped'; readonly since: number }
  /** There is nothing to watch, or not what the wall is for. */
  | { readonly is: 'nothing'; readonly wanted: string | null }
  /** None of these sources, which alone tell of it, has answered in time. */
  | { readonly is: 'blind'; readonly tellers: readonly string[] }
  /**
   * A page that asks, or one that is not over and graver than all that fires. `more`: so many others ask. `alert`: the one that explains it best; null where none of it is known.
   * `unplaced`: nothing else is known of its environment.
   */
  | { readonly is: 'page'; readonly page: Page; readonly more: number; readonly incident: Incident; readonly alert: Alert | null; readonly held: boolean; readonly stale: boolean; readonly unplaced: boolean }
  /** `stale`: none of those that told of it can be relied on now. */
  | { readonly is: 'trouble'; readonly incident: Incident; readonly alert: Alert; readonly held: boolean; readonly stale: boolean }
  /** Nothing fires that can be seen. */
  | { readonly is: 'unsure'; readonly unseen: readonly string[] }
  /** Nothing fires, or nothing that asks for anybody. */
  | { readonly is: 'quiet'; readonly lesser: number }

export interface Seen {
  readonly state: Pick<AppState, 'alerts' | 'services' | 'sources' | 'incidents' | 'resolved' | 'pages'>
  /** Pages that ask for somebody, the worst first. */
  readonly calls: readonly Page[]
  /** Null: there is none of the name. */
  readonly environment: Environment | null
  readonly wanted: string | null
  readonly rows: readonly ServiceRow[]
  readonly fresh: ReadonlySet<string>
  readonly silent: boolean
  readonly heardAt: number
}

/** Ids of the sources that tell of an environment: of its services and of its alerts; where none is known to, all there are. */
export const tellersOf = ({ alerts, services, sources }: Pick<AppState, 'alerts' | 'services' | 'sources'>, environment: string): readonly string[] => {
  const out = new Set<string>()
  for (const service of Object.values(services)) if (service.environment === environment) for (const { source } of service.seenBy) out.add(source)
  for (const alert of Object.values(alerts)) if (alert.environment === environment) for (const source of alert.sources) out.add(source)
  const known = [...out].filter((id) => Object.hasOwn(sources, id))
  return known.length > 0 ? known : Object.keys(sources)
}

/** When one of these sources answered last, ms; null: never. */
export const newestAnswer = (ages: AppState['ages'], ids: readonly string[]): number | null =>
  ids.reduce<number | null>((best, id) => { const at = ages[id]?.successAt ?? null; return at !== null && (best === null || at > best) ? at : best }, null)

/** The alert that explains a page best: one that nobody has before the others, what fires before what is over. Null: none of its alerts is known. */
const alertOf = (page: Page, { alerts, resolved }: Pick<AppState, 'alerts' | 'resolved'>): Alert | null => {
  const known = page.alerts.flatMap((id) => (Object.hasOwn(alerts, id) ? [alerts[id]!] : Object.hasOwn(resolved, id) ? [resolved[id]!] : []))
  const firing = known.filter((a) => a.state === 'firing')
  const of = (list: readonly Alert[]): Alert | undefined => list.find((a) => a.id === page.lead) ?? list[0]
  return of(firing.filter((a) => a.held === null)) ?? of(firing) ?? of(known) ?? null
}

/** What a wall says of a page. */
const pageSituation = (page: Page, more: number, { state, environment, fresh }: Pick<Seen, 'state' | 'environment' | 'fresh'>): Situation => {
  const alert = alertOf(page, state)
  const incident = alert && orderedIncidents(state.incidents, page.environment).find((i) => i.alerts.includes(alert.id))
  const { id, severity, startedAt, alerts, services: path, lead } = page
  return {
    is: 'page', page, more, alert, held: page.status === 'held', unplaced: environment === null,
    incident: incident ?? { id: `page:${id}`, environment: page.environment, severity, startedAt, alerts, path, likelyRoot: null, lead: lead ?? '' },
    stale: alert !== null && !alert.sources.some((source) => fresh.has(source))
  }
}

/** What asks is said before all else that is known; only that nothing is known now goes before. */
export const situationOf = (seen: Seen): Situation => {
  const { state, calls, environment, wanted, rows, fresh, silent, heardAt } = seen
  if (silent) return { is: 'stopped', since: heardAt }
  if (Object.keys(state.sources).length === 0) return { is: 'nothing', wanted: null }
  const tellers = environment ? tellersOf(state, environment.name) : Object.keys(state.sources)
  if (!tellers.some((id) => fresh.has(id))) return { is: 'blind', tellers }
  if (calls[0]) return pageSituation(calls[0], calls.length - 1, seen)
  const place = environment?.name ?? wanted
  if (!environment) {
    const kept = place === null ? null : keptPage(state.pages, place)
    if (kept) return pageSituation(kept, 0, seen)
    // what answers and has told of nothing is watched; a name is only wrong where others are known
    return Object.keys(state.services).length + Object.keys(state.alerts).length === 0 ? { is: 'unsure', unseen: [] } : { is: 'nothing', wanted }
  }
  const lead = leadIncident(state, environment.name) ?? unreadLead(state, environment.name)
  const kept = keptPage(state.pages, environment.name)
  if (kept && (!lead || isGraver(kept, lead.incident))) return pageSituation(kept, 0, seen)
  if (lead) {
    const worst = lead.incident.alerts.flatMap((id) => { const a = state.alerts[id]; return a?.state === 'firing' && a.severity === lead.incident.severity ? [a] : [] })
    return { is: 'trouble', ...lead, held: worst.length > 0 && worst.every((a) => a.held !== null), stale: !lead.alert.sources.some((id) => fresh.has(id)) }
  }
  const quiet = quietOf(state, environment.name, rows, fresh)
  return quiet.sure && rows.length > 0 ? { is: 'quiet', lesser: quiet.lesser } : { is: 'unsure', unseen: quiet.unseen }
}

/** What a page was worse for before, and now tells of the same, is no graver. */
const isGraver = (page: Page, { severity, alerts }: Incident): boolean => severityRank(page.severity) < severityRank(severity) && !page.alerts.some((id) => alerts.includes(id))

/** What fires and says of itself only that something cannot be seen, where nothing graver does. */
const unreadLead = ({ alerts }: Pick<AppState, 'alerts'>, environment: string): { readonly incident: Incident; readonly alert: Alert } | null => {
  const alert = Object.values(alerts).filter((a) => a.environment === environment && a.state === 'firing' && a.severity === 'unknown').sort(compareAlerts)[0]
  return alert ? { incident: incidentOfOne(alert), alert } : null
}

/** Whether anything on the wall is known now. */
export const isBlind = (situation: Situation): boolean => situation.is === 'stopped' || situation.is === 'blind' || situation.is === 'nothing'

export const toneOf = (situation: Situation): Tone => {
  switch (situation.is) {
    case 'page': return situation.page.severity
    case 'trouble': return situation.incident.severity
    case 'quiet': return 'ok'
    case 'stopped': case 'nothing': case 'blind': case 'unsure': return 'unknown'
  }
}
