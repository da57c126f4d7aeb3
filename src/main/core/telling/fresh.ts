import type { Alert } from '@shared/domain/alert'
import type { NotifyReason } from '@shared/domain/notification'
import type { Page } from '@shared/domain/page'
import type { CoreState } from '../core-state'
import { alertWords, summaryWords } from '../notify-words'
import { type Event, eventsOf, isStorm, takesIn } from '../pager/open'
import { explaining } from '../pager/roots'
import { episodeKey, newKey, tell, withhold, type Draft } from './draft'
import { allOn, inOrder, join, open, rootsOf, takeOff, urgencyOn, wordsOf } from './onto-pages'
import type { Sorted } from './sorting'

/**
 * Tells what is fresh: each event on a page of its own, or all as one storm, and what belongs to a page on that page.
 * Returns what began anew on pages that are taken: it is to be told as what came back.
 */
export const tellFresh = (draft: Draft, sorted: Sorted): readonly Alert[] => {
  const { next, now } = draft
  const events = eventsOf(inOrder(sorted.fresh, draft), next.app, now, sorted.strayed).flatMap((event) => apart(event, draft))
  const newcomers = events.filter((e) => e.page === null)
  takeOff(draft, events.flatMap((e) => e.alerts.filter((a) => sorted.strayed.has(a.id) && e.page?.alerts.includes(a.id) !== true)))
  const storm = newcomers.length > 0 ? stormOf(draft) : null
  const all = inOrder(newcomers.flatMap((e) => e.alerts), draft)
  if (storm) {
    const onIt = allOn(storm, all, draft)
    join(draft, storm, all, onIt, summaryWords('storm', onIt, next, now))
    tell(draft, all, 'joined', storm.id, summaryWords('storm', onIt, next, now), urgencyOn([storm], onIt, draft))
  } else if (newcomers.length > 0 && newcomers.length + lately(draft) > next.config.notifications.stormAbove && newcomers.length > 1) open(draft, newKey(draft, 'storm'), all, 'storm', summaryWords('storm', all, next, now))
  else for (const { alerts } of newcomers) open(draft, episodeKey(alerts[0]!), alerts, 'new', wordsOf(alerts, draft))
  return events.flatMap(({ page, alerts }) => (page === null ? [] : tellJoining(draft, page, alerts, sorted)))
}

/** Reasons of this desk's, or of a silence, that kept an alert from being told: whoever took its page meanwhile did not see it there. What another alert inhibits comes with that. */
const HIDDEN: ReadonlySet<NotifyReason> = new Set(['silenced', 'muted', 'paused', 'disabled', 'severity', 'environment', 'listed', 'ignored', 'night'])

/** An event, and by itself what of it had begun before somebody took its page and was held back then. */
const apart = (event: Event, { episodes }: Draft): readonly Event[] => {
  const since = event.page?.status === 'held' ? (event.page.held?.since ?? null) : null
  const hidden = since === null ? [] : event.alerts.filter((a) => {
    const episode = episodes[a.id]
    return episode?.toldAt === null && HIDDEN.has(episode.reason) && a.startsAt < since && !event.page!.alerts.includes(a.id)
  })
  const rest = event.alerts.filter((a) => !hidden.includes(a))
  return hidden.length === 0 ? [event] : [...(rest.length > 0 ? [{ ...event, alerts: rest }] : []), { page: null, alerts: hidden }]
}

/** What begins within this of other beginnings is one storm, though polls come in between. */
const STORM_MS = 5 * 60_000

/** A storm that asks still, and that something began in lately: one that somebody has or has made quiet would swallow what has nothing to do with it. */
export const stormOf = ({ pages, episodes, now }: Draft): Page | null => Object.values(pages).find((page) =>
  isStorm(page) && page.status === 'open' && page.alerts.some((id) => { const at = episodes[id]?.toldAt ?? episodes[id]?.retry?.since; return at != null && at <= now && now - at < STORM_MS })) ?? null
/** How many pages were opened lately and are not over. */
const lately = ({ next, now }: Draft): number => Object.values(next.app.pages).filter((p) => p.status !== 'over' && p.alerts.length > 0 && p.openedAt <= now && now - p.openedAt < STORM_MS).length

/** When the notification was decided for that told of it last and that nobody knows to be shown or refused, ms; null: there is none. */
const underwaySince = (id: string, { episodes, app: { notifications } }: CoreState): number | null => {
  const toldAt = episodes[id]?.toldAt ?? null
  return toldAt !== null && Object.values(notifications).some((r) => r.at === toldAt && r.outcome === 'pending' && r.alerts.includes(id)) ? toldAt : null
}

/** What belongs to a page that is not over; returns what its holder has not taken. */
const tellJoining = (draft: Draft, before: Page, alerts: readonly Alert[], { begun, unseen, strayed }: Sorted): readonly Alert[] => {
  // a storm may have grown onto it in this very step
  const page = draft.pages[before.id] ?? before
  const { prev, next, now, episodes } = draft
  const told = new Set(page.alerts)
  const roots = new Set(rootsOf(draft, page, alerts.filter((a) => !told.has(a.id) && !unseen.has(a.id))).map((r) => r.alert))
  // whoever took the episode before has not taken this one, nor what begins anew long after, and what was given back is nobody's though it was never on the page
  const given = page.status === 'held' && roots.size === 0 ? alerts.filter((a) => !told.has(a.id) && a.held === null && (prev.app.alerts[a.id]?.held ?? null) !== null) : []
  const explainedBy = explaining([page], next.app, now)
  const late = (a: Alert): boolean => told.has(a.id) && begun.has(a.id) && a.held === null && !takesIn(page, a, now) && explainedBy(a) === null
  const untaken = page.status === 'held' ? alerts.filter((a) => unseen.has(a.id) || given.includes(a) || late(a)) : []
  // what somebody was only shown as firing already, as at a first start, calls when it begins anew
  const calls = (a: Alert): boolean => page.route === 'notify' && draft.route(a).route === 'page'
  const folded = alerts.filter((a) => told.has(a.id) && begun.has(a.id) && !strayed.has(a.id) && !untaken.includes(a) && !calls(a))
  for (const alert of folded) {
    // folded: its page tells of it, and how often it came back; where that is not on screen yet, it may still be refused
    const lightly = episodes[alert.id]?.lightly === true || next.episodes[alert.id]?.lightly === true
    episodes[alert.id] = { alert: alert.id, startedAt: alert.startsAt, toldAt: underwaySince(alert.id, next) ?? now, reason: 'flapping', ...(lightly && { lightly }) }
    withhold(draft, { key: page.id, alerts: [alert.id], words: alertWords(alert, next, now), reason: 'flapping' })
  }
  const joining = alerts.filter((a) => !folded.includes(a) && !untaken.includes(a))
  if (joining.length > 0) {
    const all = allOn(page, joining, draft)
    const words = join(draft, page, joining, all)
    const urgency = urgencyOn([page], all, draft)
    const rest = joining.filter((a) => !roots.has(a))
    if (rest.length > 0) tell(draft, rest, 'joined', page.id, words, urgency)
    if (roots.size > 0) tell(draft, [...roots], 'root', page.id, words, urgency)
  }
  if (given.length > 0) {
    const grown = draft.pages[page.id] ?? page
    join(draft, grown, given, allOn(grown, given, draft))
  }
  return untaken
}
