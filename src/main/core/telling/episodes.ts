import type { Page } from '@shared/domain/page'
import { isGathering, isWithin } from '../away'
import type { CoreState } from '../core-state'
import { everyoneTold, OVER_MS, renamed } from '../episodes'
import type { Draft } from './draft'

/** Gives episodes and pages the names that their alerts have by now. */
export const rename = ({ news, prev, next, episodes, gathered, pages }: Draft): void => {
  if (prev.app.alerts !== next.app.alerts) for (const page of Object.values(pages)) if (page.status !== 'over') pages[page.id] = renamedIn(page, next)
  for (const [from, to] of news ? renamed(next) : []) {
    episodes[to] = { ...episodes[from]!, alert: to }
    Reflect.deleteProperty(episodes, from)
    gathered.delete(to)
  }
}

const renamedIn = (page: Page, { ids, app: { alerts } }: CoreState): Page => {
  const nameOf = (id: string): string => { const now = Object.hasOwn(alerts, id) ? id : ids.get(id); return now !== undefined && Object.hasOwn(alerts, now) ? now : id }
  if (page.alerts.every((id) => nameOf(id) === id)) return page
  const named = (list: readonly string[]): readonly string[] => [...new Set(list.map(nameOf))]
  return { ...page, alerts: named(page.alerts), taken: named(page.taken), free: named(page.free), ended: named(page.ended), lead: page.lead === null ? null : nameOf(page.lead) }
}

/** Ends the episodes whose alerts are gone, and forgets those that were never told or are over for long. */
export const endEpisodes = ({ news, prev, next, now, episodes, gathered, pages }: Draft): void => {
  const baselined = everyoneTold(next)
  for (const id of news ? Object.keys(episodes) : []) {
    const alert = next.app.alerts[id]
    const episode = episodes[id]!
    if (alert ? alert.state !== 'pending' || episode.toldAt === null : !Object.hasOwn(prev.app.alerts, id) && !baselined) continue
    // what began anew is remembered as such until it is told, and what is on a page that goes on as long as that
    const isForgotten = episode.toldAt === null && episode.anew === undefined ? episode.retry === undefined || !isOn(pages, id) : (episode.endedAt ?? now) <= now - OVER_MS && !isOn(pages, id)
    if (isForgotten) Reflect.deleteProperty(episodes, id)
    // the clock was set back meanwhile: what is gone for a blink may not stay so until the old time comes again
    else if (episode.endedAt === undefined || episode.endedAt > now) episodes[id] = { ...episode, endedAt: now }
    gathered.delete(id)
  }
}

/** Whether a page that is not over has it: what of it was shown to nobody has yet to be told. */
const isOn = (pages: Draft['pages'], id: string): boolean => Object.values(pages).some((p) => p.status !== 'over' && p.alerts.includes(id))

/** Whether what is new after an absence is still gathered, once the alerts are sorted and before anything is told. */
export const stillGathers = ({ next, now, slept, episodes, gathered }: Draft): boolean =>
  // what an Alertmanager is asked of belongs to it, too
  isGathering(next, now) || (slept && isWithin(next.away, now) && Object.values(episodes).some((e) => e.awaitingSince !== undefined && !gathered.has(e.alert)))
