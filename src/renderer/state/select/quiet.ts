import type { Alert } from '@shared/domain/alert'
import type { AppState } from '@shared/state/app-state'
import { blindSpots, type ServiceRow } from './services'

/** What may be said of an environment in which no critical alert or warning fires. */
export interface Quiet {
  /** Everything that could say otherwise is fresh. Only then may it be called quiet. */
  readonly sure: boolean
  /** Firing alerts that ask for no action. */
  readonly lesser: number
  /** What is out of sight: services first, then sources of alerts. */
  readonly unseen: readonly string[]
  /** When the last alert ended, ms. */
  readonly lastEndedAt: number | null
}

/** Quiet is a claim: every tier 1 service is seen (every service where there is no tier 1), and every source that tells of alerts is fresh. */
export const quietOf = (state: Pick<AppState, 'sources' | 'alerts' | 'resolved'>, environment: string, rows: readonly ServiceRow[], fresh: ReadonlySet<string>): Quiet => {
  const firing = Object.values(state.alerts).filter((a: Alert) => a.environment === environment && a.state === 'firing')
  const tellers = Object.values(state.sources).filter((s) => s.abilities.includes('alerts') || s.abilities.includes('rules'))
  const unseen = new Set([...blindSpots(rows).map((r) => r.service.name), ...tellers.filter((s) => !fresh.has(s.id)).map((s) => s.name)])
  const unread = firing.filter((a) => a.severity === 'unknown')
  const ends = Object.values(state.resolved).flatMap((a) => (a.environment === environment && a.endsAt !== null ? [a.endsAt] : []))
  return {
    sure: unseen.size === 0 && unread.length === 0 && fresh.size > 0,
    lesser: firing.length - unread.length,
    unseen: [...new Set([...unseen, ...unread.map((a) => a.service ?? a.name)])],
    lastEndedAt: ends.length > 0 ? Math.max(...ends) : null
  }
}
