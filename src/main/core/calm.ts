import { isFresh } from '@shared/domain/freshness'
import type { AppState } from '@shared/state/app-state'

/** What a restart would interrupt, the worst first. */
export const INTERRUPTIONS = ['page', 'firing', 'delivery', 'unseen', 'unheard', 'night-watch', 'paused', 'looked-at'] as const
export type Interruption = (typeof INTERRUPTIONS)[number]

/** So long nothing must have been in the way. */
export const CALM_MS = 5 * 60_000

/**
 * What speaks against a restart that nobody asked for; null: nothing does. Never while a page is not over or anything fires that is not silenced, told or
 * not and taken or not: whoever watches then must not lose sight of it. What cannot be seen may hide just that.
 * @param looking somebody has a window of Garda's in hand
 */
export const interruptionOf = (state: AppState, now: number, looking: boolean): Interruption | null => {
  const { meta, alerts, pages, notifications, sources, ages, services } = state
  if (Object.values(pages).some(({ status }) => status !== 'over')) return 'page'
  if (Object.values(alerts).some(({ state: is }) => is === 'firing' || is === 'pending')) return 'firing'
  if (Object.values(notifications).some(({ outcome }) => outcome === 'pending')) return 'delivery'
  if (Object.values(services).some(({ health }) => health === 'unknown')) return 'unseen'
  if (Object.values(sources).some(({ id, health }) => health !== 'ok' || !isFresh(ages[id], now))) return 'unheard'
  if (meta.watch.armed !== null || meta.watch.testing) return 'night-watch'
  if (meta.pausedUntil !== null) return 'paused'
  return looking ? 'looked-at' : null
}
