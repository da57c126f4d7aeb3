import type { Alert } from '@shared/domain/alert'
import { isFresh } from '@shared/domain/freshness'
import type { Episode } from '../ports/ledger'
import type { CoreState } from './core-state'

/** How long an episode that is over is remembered, ms. */
export const OVER_MS = 24 * 3_600_000

/** The episode of an alert. One that was over goes on when the alert is back with the same beginning: servers restart and forget, alerts do not begin anew by that. */
export const resumed = (episodes: Record<string, Episode>, alert: Alert): Episode | undefined => {
  const known = episodes[alert.id]
  if (known?.endedAt === undefined || alert.state === 'pending') return known
  const { endedAt: _over, ...open } = known
  // nobody was shown what its page says: that goes for what it begins with now, too
  if (known.toldAt === null) { episodes[alert.id] = { ...open, startedAt: alert.startsAt }; return episodes[alert.id] }
  if (!isSameSecond(known.startedAt, alert.startsAt)) { Reflect.deleteProperty(episodes, alert.id); return undefined }
  episodes[alert.id] = open
  return open
}

/** Servers that were restarted give the beginning of an alert in whole seconds. */
const isSameSecond = (a: number, b: number): boolean => Math.floor(a / 1000) === Math.floor(b / 1000)

/**
 * Whether an alert that never went missing has begun anew, since no answer came in between or the machine slept. Only the beginnings that the
 * same Alertmanagers gave before and give now can be compared: a Prometheus gives another one whenever it is restarted.
 */
export const beganUnseen = (alert: Alert, prev: CoreState, next: CoreState, now: number): boolean => {
  const before = prev.app.alerts[alert.id]
  if (before?.state !== 'firing' || alert.state !== 'firing' || alert.startsAt - before.startsAt < 1000) return false
  const judges = (a: Alert): readonly string[] => a.sources.filter((id) => next.app.sources[id]?.abilities.includes('silence'))
  const wereOut = judges(alert).some((id) => prev.app.sources[id]?.failingSince != null || !isFresh(prev.app.ages[id], now))
  return wereOut && judges(before).join('\n') === judges(alert).join('\n')
}

const AWAIT_MS = 30_000
/**
 * Alertmanagers that may know of a silence or an inhibition of an alert that only others have seen so far, and have not been asked since.
 * Nobody waits for one that does not answer, or longer than half a minute.
 */
export const judgesAwaited = (alert: Alert, state: CoreState, since: number, now: number): readonly string[] => {
  if (now - since >= AWAIT_MS || alert.sources.some((id) => state.app.sources[id]?.abilities.includes('silence'))) return []
  return Object.values(state.app.sources).flatMap(({ id, abilities, failingSince }) => {
    const ages = state.app.ages[id]
    if (!abilities.includes('silence') || failingSince !== null || !isFresh(ages, now)) return []
    return ages?.attemptAt == null || ages.attemptAt < since ? [id] : []
  })
}

/**
 * Sources that told an alert before its Alertmanagers stopped listing what they inhibited or muted, and have not told it since: most often it has ended. Waited for as those are.
 */
export const tellersAwaited = (alert: Alert, { app: { sources, ages } }: CoreState, since: number, now: number): readonly string[] =>
  (now - since >= AWAIT_MS || alert.sources.some((id) => sources[id]?.abilities.includes('silence')) ? [] : alert.sources.filter((id) => sources[id]?.failingSince === null && isFresh(ages[id], now) && (ages[id]?.successAt ?? 0) < since))

/** Episodes of alerts that another source's name was given to since: which source answers first after a restart decides the id. */
export const renamed = (state: CoreState): readonly (readonly [from: string, to: string])[] => Object.keys(state.episodes).flatMap((id) => {
  const now = Object.hasOwn(state.app.alerts, id) ? undefined : state.ids.get(id)
  return now !== undefined && now !== id && Object.hasOwn(state.app.alerts, now) && state.episodes[now]?.toldAt == null ? [[id, now] as const] : []
})

/** Told before this run, but begun anew since that run was last alive: another episode under the same labels. Only a server remembers when it began. */
export const beganAway = (alert: Alert, prev: CoreState, next: CoreState): boolean => {
  const told = next.episodes[alert.id]
  return !Object.hasOwn(prev.app.alerts, alert.id) && told?.toldAt != null && next.lastRunAt !== null && told.toldAt <= next.lastRunAt && alert.startsAt > next.lastRunAt &&
    !isSameSecond(told.startedAt, alert.startsAt) &&
    alert.sources.some((id) => next.app.sources[id]?.address !== '')
}

/** Seen while first answers are still awaited, or in the first answer of a source that came late. */
export const isBaseline = (alert: Alert, waiting: boolean, state: CoreState): boolean => waiting || alert.sources.some((id) => !state.memory[id]?.baselined)

/** An episode ends when its alert, seen in this run, is gone; one left by the run before ends when every source has answered without it. */
export const everyoneTold = (state: Pick<CoreState, 'memory'>): boolean => Object.values(state.memory).every((m) => m.baselined || !m.setup.abilities.includes('alerts'))
