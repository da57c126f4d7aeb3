import type { AppState } from '@shared/state/app-state'
import { isFresh } from '@shared/domain/freshness'
import type { SourceAges, SourceStatus } from '@shared/domain/source'

/**
 * Whether a heartbeat is due: every source in force has answered whole since the last one, all of them still count as fresh, and `everyMs`
 * is over. One that fails or cannot be read holds it back, as does a watch of nothing: whoever waits for the heartbeat then learns of it.
 * @param last when one was sent last, ms; null: never in this run. A clock that was set back counts as never.
 */
export const heartbeatDue = ({ meta, sources, ages }: Pick<AppState, 'meta' | 'sources' | 'ages'>, last: number | null, everyMs: number, now: number): boolean => {
  const since = last !== null && last > now ? null : last
  const all = Object.values(sources)
  return meta.mode === 'live' && all.length > 0 && (since === null || now - since >= everyMs) && all.every((s) => isWhole(s, Object.hasOwn(ages, s.id) ? ages[s.id] : undefined, since, now))
}

const isWhole = (source: SourceStatus, ages: SourceAges | undefined, since: number | null, now: number): boolean => {
  const after = (at: number | null | undefined): boolean => at != null && (since === null || at > since)
  return source.failingSince === null && source.unreadSince === null && !source.warnings.some((w) => w.blinds) && isFresh(ages, now) && after(ages?.successAt) &&
    (!source.abilities.includes('alerts') || after(ages?.alertsAt))
}
