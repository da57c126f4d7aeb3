import type { Alert } from '@shared/domain/alert'
import { trusted } from '@shared/domain/freshness'
import type { Health, Service } from '@shared/domain/service'
import type { SourceAges } from '@shared/domain/source'
import type { AppState, Table } from '@shared/state/app-state'

/** Main beats once a second, a wall is told every second beat and an unseen window every third; after so long without a word it must be taken for dead. */
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

export interface SeenAt { readonly source: string; readonly at: number | null }
const newer = (a: SeenAt | null, b: SeenAt): SeenAt => (a === null || (b.at !== null && (a.at === null || b.at > a.at)) ? b : a)

/** When a service was last seen and by whom: its newest sample over all sources; one known by its alerts alone is as old as what backs the oldest-told of them. Null: never. */
export const serviceAge = (service: Service, alerts: Table<Alert>, ages: Table<SourceAges>): SeenAt | null => {
  let best: SeenAt | null = null
  for (const seen of service.seenBy) best = newer(best, { source: seen.source, at: seen.lastSampleAt ?? (seen.fresh ? (ages[seen.source]?.servicesAt ?? ages[seen.source]?.successAt ?? null) : null) })
  return best ?? toldAt(service, alerts, ages)
}

/** Of each alert its newest teller counts, of all alerts the oldest: all of them stand behind the health. */
const toldAt = (service: Service, alerts: Table<Alert>, ages: Table<SourceAges>): SeenAt | null => {
  let oldest: SeenAt | null = null
  for (const id of service.alerts) {
    let told: SeenAt | null = null
    for (const source of alerts[id]?.sources ?? []) told = newer(told, { source, at: ages[source]?.alertsAt ?? ages[source]?.successAt ?? null })
    if (told !== null && (oldest === null || (oldest.at !== null && (told.at === null || told.at < oldest.at)))) oldest = told
  }
  return oldest
}
