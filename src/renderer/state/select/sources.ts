import type { SourceStatus } from '@shared/domain/source'
import type { AppState } from '@shared/state/app-state'

export interface SourceSummary {
  readonly total: number
  readonly fresh: number
  /** One for each source, in order of the table, fresh ones first; `answeredAt` of the newest answer moves at every poll. */
  readonly stale: readonly SourceStatus[]
  /** The one that has been blind longest. */
  readonly stalest: { readonly source: SourceStatus; readonly at: number | null } | null
  /** Newest answer of any source, ms. */
  readonly answeredAt: number | null
  /** Oldest good answer among the fresh ones, ms. */
  readonly oldestAt: number | null
}

/** How many sources can be relied on, and which one least. */
export const sourceSummary = (state: Pick<AppState, 'sources' | 'ages'>, fresh: ReadonlySet<string>): SourceSummary => {
  const ids = Object.keys(state.sources)
  const stale = ids.filter((id) => !fresh.has(id))
  let stalest: SourceSummary['stalest'] = null
  for (const id of stale) {
    const { unreadSince } = state.sources[id]!
    const at = (unreadSince === null ? state.ages[id]?.successAt : state.ages[id]?.alertsAt) ?? null
    if (stalest === null || (stalest.at !== null && (at === null || at < stalest.at))) stalest = { source: state.sources[id]!, at }
  }
  let answeredAt: number | null = null
  let oldestAt: number | null = null
  for (const id of ids) {
    const at = state.ages[id]?.successAt ?? null
    if (at === null) continue
    if (answeredAt === null || at > answeredAt) answeredAt = at
    if (fresh.has(id) && (oldestAt === null || at < oldestAt)) oldestAt = at
  }
  return { total: ids.length, fresh: ids.length - stale.length, stale: stale.map((id) => state.sources[id]!), stalest, answeredAt, oldestAt }
}

/** A source's name; its id when it is gone. */
export const sourceName = (state: Pick<AppState, 'sources'>, id: string): string => (Object.hasOwn(state.sources, id) ? state.sources[id]!.name : id)
