import type { Alert } from '@shared/domain/alert'
import type { Health, Service } from '@shared/domain/service'
import type { SourceAges } from '@shared/domain/source'
import type { AppState, Table } from '@shared/state/app-state'

/** Main asks each source when it said it would, and says so. This much later it must be taken for dead. */
const SILENCE_MS = 3_000

/**
 * Whether main has stopped: a source was due more than 3 s ago, and no word has come since it was due.
 * `heardAt` is Garda's clock at main's last word; all in ms.
 */
export const isSilent = (ages: Table<SourceAges>, heardAt: number, now: number): boolean => {
  let due = Infinity
  for (const id of Object.keys(ages)) { const next = ages[id]!.nextAt; if (next !== null && next < due) due = next }
  return due !== Infinity && now > Math.max(due, heardAt) + SILENCE_MS
}

/** A source is fresh while its last good answer is younger than it promised. */
export const isSourceFresh = (ages: SourceAges | undefined, now: number): boolean => ages !== undefined && ages.successAt !== null && now <= ages.freshUntil

/** Ids of the sources whose word holds at `now`; none when main is silent. */
export const freshSources = (state: Pick<AppState, 'sources' | 'ages'>, heardAt: number, now: number): ReadonlySet<string> =>
  isSilent(state.ages, heardAt, now) ? new Set() : new Set(Object.keys(state.sources).filter((id) => isSourceFresh(state.ages[id], now)))

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
