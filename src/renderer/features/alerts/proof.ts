import type { AppState } from '@shared/state/app-state'
import { blindSpots, type ServiceRow } from '../../state/select/services'

export interface Tellers {
  /** Sources that tell of alerts. */
  readonly total: number
  readonly fresh: number
  readonly stale: number
  /** When the one that was asked longest ago last answered, ms; null: none ever did. */
  readonly oldestAt: number | null
}

/** The sources that tell of alerts, and how far they can be relied on. */
export const tellers = (state: Pick<AppState, 'sources' | 'ages'>, fresh: ReadonlySet<string>): Tellers => {
  const ids = Object.values(state.sources).filter((s) => s.abilities.includes('alerts') || s.abilities.includes('rules')).map((s) => s.id)
  const answered = ids.filter((id) => fresh.has(id))
  const times = ids.flatMap((id) => { const at = state.ages[id]?.alertsAt ?? state.ages[id]?.successAt; return at == null ? [] : [at] })
  return { total: ids.length, fresh: answered.length, stale: ids.length - answered.length, oldestAt: times.length > 0 ? Math.min(...times) : null }
}

export interface Proof extends Tellers {
  /** Everything that could say otherwise is fresh: only then may a list be called empty without a "that we can see". */
  readonly sure: boolean
  /** Names of services that matter and cannot be seen. */
  readonly blind: readonly string[]
}

/** What stands behind an empty list. */
export const proofOf = (state: Pick<AppState, 'sources' | 'ages'>, rows: readonly ServiceRow[], fresh: ReadonlySet<string>): Proof => {
  const told = tellers(state, fresh)
  const blind = blindSpots(rows).map((r) => r.service.name)
  return { ...told, blind, sure: told.total > 0 && told.stale === 0 && blind.length === 0 }
}
