import type { Alert } from '@shared/domain/alert'
import type { Page } from '@shared/domain/page'
import { isUnheard } from '../away'
import { overWords, summaryWords, withPast } from '../notify-words'
import { released } from '../pager/hold'
import { eventsOf, joinPage, openPage } from '../pager/open'
import { MISSED } from '../missed'
import { newKey, say, tell, type Draft } from './draft'
import { allOn, byPage, inOrder, join, loudest, open, tellingOf, urgencyOn } from './onto-pages'
import { repeatAll } from './repeat'
import { whyNot } from './why-not'

/**
 * Tells what was gathered as one, and what began and ended unseen, unless more is awaited.
 * Returns the key that the absence is told under; null: it is not.
 */
export const tellGathered = (draft: Draft, gathering: boolean): string | null => {
  const { next, waiting, gathered } = draft
  const firing = [...gathered].map((id) => next.app.alerts[id]).filter((a): a is Alert => a !== undefined && a.state === 'firing')
  // what nobody has told since a sleep may be gone
  const unheard = new Set(firing.filter((a) => isUnheard(a, next, draft.now)).map((a) => a.id))
  const list = inOrder(firing.filter((a) => !unheard.has(a.id)), draft)
  const holds = waiting || (gathering && loudest(list, draft) !== 'page')
  const past = next.away === null || (gathering && list.length === 0) ? [] : next.past.filter((a) => whyNot({ ...a, state: 'firing', endsAt: null }, draft) === null)
  if (!holds) for (const id of [...gathered]) if (!unheard.has(id)) gathered.delete(id)
  const toldAs = !holds && list.length > 0 ? tellList(draft, list, past) : null
  if (toldAs !== null) return toldAs
  if (!gathering && past.length > 0) return tellPast(draft, past)
  return next.away?.told ?? null
}

/** Tells all of it, and returns under which key what is on no page yet was; null: there was no such thing. */
const tellList = (draft: Draft, list: readonly Alert[], past: readonly Alert[]): string | null => {
  const { next, now, slept, episodes } = draft
  if (slept) {
    const key = next.away?.told ?? newKey(draft, 'away')
    tellAway(draft, key, list, past)
    return key
  }
  const { on, own: loose } = byPage(list, draft)
  const summary = next.lastRunAt === null || next.baselineUntil === null ? 'baseline' : 'digest'
  // what was only not shown did not begin while nobody watched
  const isMissed = ({ id }: Alert): boolean => { const known = episodes[id]; return known?.toldAt === null && MISSED.has(known.reason) }
  repeatAll(draft, on, (alerts) => (alerts.some((a) => episodes[a.id] === undefined || isMissed(a)) ? 'repeated' : summary))
  const events = eventsOf(loose, { ...next.app, pages: draft.pages }, now)
  for (const { page, alerts } of events) if (page !== null) joinKept(draft, draft.pages[page.id]!, alerts)
  const own = inOrder(events.flatMap((e) => (e.page === null ? e.alerts : [])), draft)
  if (own.length === 0) return null
  const reason = own.every(isMissed) ? 'repeated' : summary
  // whoever starts Garda for the first time sits before it
  const first = next.lastRunAt === null && next.baselineUntil !== null
  const words = summaryWords(reason === 'repeated' ? 'storm' : reason, own, next, now)
  const key = newKey(draft, reason)
  open(draft, key, own, reason, withPast(words, past, next, now), first ? 'notify' : loudest(own, draft))
  return key
}

/** What belongs to a page of before, and began while nobody watched or waited for the morning, is told on it. */
export const joinKept = (draft: Draft, page: Page, alerts: readonly Alert[]): void => {
  const all = allOn(page, alerts, draft)
  const words = join(draft, page, alerts, all)
  tell(draft, alerts, 'joined', page.id, words, urgencyOn([page], all, draft))
}

/** Of these, what somebody had before this step, and nobody has now. */
const givenBack = ({ prev }: Draft, alerts: readonly Alert[]): readonly Alert[] => alerts.filter((a) => a.held === null && (prev.app.alerts[a.id]?.held ?? null) !== null)

/** What is new after sleep, as one: what belongs to pages goes onto them, the rest onto one of its own. */
const tellAway = (draft: Draft, key: string, list: readonly Alert[], past: readonly Alert[]): void => {
  const { next, now, pages } = draft
  const events = eventsOf(list, { ...next.app, pages }, now)
  const own = inOrder(events.flatMap((e) => (e.page === null || e.page.id === key ? e.alerts : [])), draft)
  for (const { page, alerts } of events) {
    if (page === null || page.id === key) continue
    join(draft, page, alerts, allOn(page, alerts, draft))
    // what was given back meanwhile is nobody's, though somebody has the page
    if (givenBack(draft, alerts).length > 0) pages[page.id] = released(pages[page.id]!, now)
  }
  const before = pages[key]
  const all = before ? allOn(before, list, draft) : list
  const words = withPast(summaryWords('away', all, next, now), past, next, now)
  const telling = tellingOf(draft, words, loudest(own, draft))
  if (own.length > 0) pages[key] = before ? joinPage(before, own, next.app.alerts, telling) : openPage(key, own, telling)
  tell(draft, list, 'away', key, words, urgencyOn([{ id: key }, ...events.flatMap(({ page }) => page ?? [])], list, draft))
}

/** Nothing is new, but something came and went unseen: told once, and shown where the absence was told before. */
const tellPast = (draft: Draft, past: readonly Alert[]): string => {
  const { next, now, slept, pages } = draft
  const toldAs = next.away?.told ?? null
  if (toldAs === null) {
    const [key, reason] = [newKey(draft, 'away'), slept ? 'away' : 'digest'] as const
    say(draft, { key, alerts: [], words: overWords(past, next, now), reason }, 'low')
    return key
  }
  const page = pages[toldAs]
  if (page) pages[toldAs] = { ...page, body: withPast(page, past, next, now).body }
  return toldAs
}
