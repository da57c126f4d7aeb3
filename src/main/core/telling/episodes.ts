import { isGathering, isWithin } from '../away'
import { everyoneTold, OVER_MS, renamed } from '../episodes'
import type { Draft } from './draft'

/** Gives episodes the names that their alerts have by now. */
export const renameEpisodes = ({ news, next, episodes, gathered }: Draft): void => {
  for (const [from, to] of news ? renamed(next) : []) {
    episodes[to] = { ...episodes[from]!, alert: to }
    Reflect.deleteProperty(episodes, from)
    gathered.delete(to)
  }
}

/** Ends the episodes whose alerts are gone, and forgets those that were never told or are over for long. */
export const endEpisodes = ({ news, prev, next, now, episodes, gathered }: Draft): void => {
  const baselined = everyoneTold(next)
  for (const id of news ? Object.keys(episodes) : []) {
    const alert = next.app.alerts[id]
    const episode = episodes[id]!
    if (alert ? alert.state !== 'pending' || episode.toldAt === null : !Object.hasOwn(prev.app.alerts, id) && !baselined) continue
    if (episode.toldAt === null || (episode.endedAt ?? now) <= now - OVER_MS) Reflect.deleteProperty(episodes, id)
    else if (episode.endedAt === undefined) episodes[id] = { ...episode, endedAt: now }
    gathered.delete(id)
  }
}

/** Whether what is new after an absence is still gathered, once the alerts are sorted and before anything is told. */
export const stillGathers = ({ next, now, slept, episodes, gathered }: Draft): boolean =>
  // what an Alertmanager is asked of belongs to it, too
  isGathering(next, now) || (slept && isWithin(next.away, now) && Object.values(episodes).some((e) => e.awaitingSince !== undefined && !gathered.has(e.alert)))
