import type { Alert } from '@shared/domain/alert'
import type { Incident } from '@shared/domain/incident'
import type { Environment } from '@shared/domain/environment'
import type { AppState } from '@shared/state/app-state'
import { leadIncident } from '../../state/select/alerts'
import { quietOf } from '../../state/select/quiet'
import type { ServiceRow } from '../../state/select/services'
import type { Tone } from '../../ui'

/** What a wall may say of what it watches, the gravest first. */
export type Situation =
  /** Main has stopped; nothing is known since then, ms. */
  | { readonly is: 'stopped'; readonly since: number }
  /** There is nothing to watch, or not what the wall is for. */
  | { readonly is: 'nothing'; readonly wanted: string | null }
  /** None of these sources, which alone tell of it, has answered in time. */
  | { readonly is: 'blind'; readonly tellers: readonly string[] }
  /** `stale`: none of those that told of it can be relied on now. */
  | { readonly is: 'trouble'; readonly incident: Incident; readonly alert: Alert; readonly held: boolean; readonly stale: boolean }
  /** Nothing fires that can be seen. */
  | { readonly is: 'unsure'; readonly unseen: readonly string[] }
  /** Nothing fires, or nothing that asks for anybody. */
  | { readonly is: 'quiet'; readonly lesser: number }

export interface Seen {
  readonly state: Pick<AppState, 'alerts' | 'services' | 'sources' | 'incidents' | 'resolved'>
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

export const situationOf = ({ state, environment, wanted, rows, fresh, silent, heardAt }: Seen): Situation => {
  if (silent) return { is: 'stopped', since: heardAt }
  if (Object.keys(state.sources).length === 0) return { is: 'nothing', wanted: null }
  const tellers = environment ? tellersOf(state, environment.name) : Object.keys(state.sources)
  if (!tellers.some((id) => fresh.has(id))) return { is: 'blind', tellers }
  if (!environment) return { is: 'nothing', wanted }
  const lead = leadIncident(state, environment.name)
  if (lead) {
    const worst = lead.incident.alerts.flatMap((id) => { const a = state.alerts[id]; return a?.state === 'firing' && a.severity === lead.incident.severity ? [a] : [] })
    return { is: 'trouble', ...lead, held: worst.length > 0 && worst.every((a) => a.held !== null), stale: !lead.alert.sources.some((id) => fresh.has(id)) }
  }
  const quiet = quietOf(state, environment.name, rows, fresh)
  return quiet.sure && rows.length > 0 ? { is: 'quiet', lesser: quiet.lesser } : { is: 'unsure', unseen: quiet.unseen }
}

/** Whether anything on the wall is known now. */
export const isBlind = (situation: Situation): boolean => situation.is === 'stopped' || situation.is === 'blind' || situation.is === 'nothing'

export const toneOf = (situation: Situation): Tone => {
  switch (situation.is) {
    case 'trouble': return situation.incident.severity
    case 'quiet': return 'ok'
    case 'stopped': case 'nothing': case 'blind': case 'unsure': return 'unknown'
  }
}
