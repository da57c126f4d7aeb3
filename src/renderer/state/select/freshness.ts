import type { Alert } from '@shared/domain/alert'
import { trusted } from '@shared/domain/freshness'
import type { Health, Service } from '@shared/domain/service'
import type { SourceAges } from '@shared/domain/source'
import type { AppState, Table } from '@shared/state/app-state'

/** Main beats once a second; 3 s more without a word and it must be taken for dead. */
const SILENCE_MS = 4_000

/** Whether main has stopped: no push and no beat since `heardAt` (ms, Garda's clock, as `now`). */
export const isSilent = (heardAt: number, now: number): boolean => now - heardAt > SILENCE_MS

/** Ids of the sources whose word holds at `now`; none when main is silent. */
export const freshSources = (state: Pick<AppState, 'sources' | 'ages'>, heardAt: number, now: number): ReadonlySet<string> =>
  isSilent(heardAt, now) ? new Set() : trusted(state.sources, state.ages, now)

/**
 * What can be said of a service now: what main said, lapsed to unknown when nothing fresh stands behind it any more.
 * A critical state holds while any of its critical alerts has a fresh source; all else needs fresh samples
 * (or, for a service known by its alerts alone, fresh sources of all of them). Never better than what main said.
 */
export const serviceHealthNow = (service: Service, alerts: Table<Alert>, fresh: ReadonlySet<string>): Health => {
  if (service.health === 'unknown') return 'unknown'
  const own = service.alerts.map((id) => alerts[id]).filter((a): a is Alert => a !== undefined)
  const backed = (a: Alert): boolean => a.sources.some((id) => fresh.has(id))
  if (service.health === 'critical') return own.some((a) => a.severity === 'critical' && a.state === 'firing' && backed(a)) ? 'critical' : 'unknown'
  const seen = service.seenBy.some((s) => s.fresh && fresh.has(s.source))
  const knownByAlerts = service.seenBy.length === 0 && own.length > 0 && own.every(backed)
  return seen || knownByAlerts ? service.health : 'unknown'
}

/** When a service was last seen and by whom: its newest sample over all sources. Null: never. */
export const serviceAge = (service: Service, ages: Table<SourceAges>): { readonly source: string; readonly at: number | null } | null => {
  let best: { source: string; at: number | null } | null = null
  for (const seen of service.seenBy) {
    const at = seen.lastSampleAt ?? (seen.fresh ? (ages[seen.source]?.servicesAt ?? ages[seen.source]?.successAt ?? null) : null)
    if (best === null || (at !== null && (best.at === null || at > best.at))) best = { source: seen.source, at }
  }
  return best
}
