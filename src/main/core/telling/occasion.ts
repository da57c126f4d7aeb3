import type { Alert } from '@shared/domain/alert'
import { isStarting } from '../away'
import type { Episode } from '../../ports/ledger'
import type { CoreState } from '../core-state'
import { holdsMorning } from '../pager/night-watch'
import { routerOf, type Router } from '../pager/routes'
import { isDue } from '../retry'

/** A change of the state that something may have to be told of. */
export interface Occasion {
  readonly prev: CoreState
  readonly next: CoreState
  readonly now: number
  /** Alerts and episodes have to be looked at. */
  readonly news: boolean
  /** Notifications can be shown again. */
  readonly deliverable: boolean
  /** Whether what was refused of this alert is to be tried again. */
  readonly due: (alert: string) => boolean
  readonly route: Router
  /** First answers are still awaited. */
  readonly waiting: boolean
  readonly slept: boolean
}

/** What `prev` and `next` make of the moment, before anything is told. */
export const occasionOf = (prev: CoreState, next: CoreState, now: number): Occasion => {
  const deliverable = next.app.meta.delivery.able && !prev.app.meta.delivery.able
  const isUp = (episode: Episode | undefined): boolean => next.app.meta.delivery.able && isDue(episode, deliverable ? Infinity : now)
  const due = (id: string): boolean => isUp(next.episodes[id])
  return {
    prev, next, now, deliverable, due, route: routerOf(next, now),
    news: deliverable || isNews(prev, next) || Object.values(next.episodes).some((e) => e.awaitingSince !== undefined || isUp(e) || (e.endedAt ?? now) > now),
    waiting: isStarting(next, now),
    slept: next.away?.why === 'slept'
  }
}

/** Alerts whose row changed, whose time for another try has come or that are left open, and, when a pause or the settings changed or notifications can be shown again, all of them. */
export const changed = ({ prev, next, news, deliverable, due }: Occasion): readonly Alert[] => {
  if (!news) return []
  const all = deliverable || isOtherTime(prev, next)
  // what was told before and waits for an Alertmanager to be heard
  const kept = new Set(next.gathered.filter((id) => next.episodes[id]?.toldAt != null))
  return Object.values(next.app.alerts).filter((a) => all || prev.app.alerts[a.id] !== a || due(a.id) || kept.has(a.id) || next.episodes[a.id]?.awaitingSince !== undefined)
}

/** Whether anything happened that a notification could come of, or an episode end by. */
const isNews = (prev: CoreState, next: CoreState): boolean =>
  prev.app.alerts !== next.app.alerts || isOtherTime(prev, next) || prev.memory !== next.memory || next.gathered.length > 0

/** Whether what is told may be another by now, whatever the alerts: the settings, a pause, the night, the shift or somebody's absence began or ended. */
const isOtherTime = ({ config, moment, app: { meta: before }, presence: { absent } }: CoreState, { config: now, moment: then, app: { meta }, presence }: CoreState): boolean =>
  config !== now || moment !== then || absent !== presence.absent || before.pausedUntil !== meta.pausedUntil || before.night !== meta.night || before.shift !== meta.shift ||
  before.watch.digest !== meta.watch.digest || holdsMorning(before.watch, true) !== holdsMorning(meta.watch, true)
