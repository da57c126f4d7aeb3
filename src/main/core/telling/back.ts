import type { Alert } from '@shared/domain/alert'
import type { Page } from '@shared/domain/page'
import { summaryWords } from '../notify-words'
import { released, reopened } from '../pager/hold'
import { type Event, eventsOf, isStorm, joinPage } from '../pager/open'
import { episodeKey, newKey, tell, type Draft } from './draft'
import { stormOf } from './fresh'
import { allOn, inOrder, join, loudest, open, tellingOf, urgencyOn, wordsOf } from './onto-pages'

/** Tells what was over or taken and is back: each event on its page, or, where a silence held back many, all that is on none as one. */
export const tellBack = (draft: Draft, back: readonly Alert[]): void => {
  if (back.length === 0) return
  const events = eventsBack(draft, inOrder(back, draft))
  const anew = events.filter(({ page }) => page === null || page.status === 'over')
  const storm = anew.length > 0 ? stormOf(draft) : null
  const isMany = storm !== null || anew.length > draft.next.config.notifications.stormAbove
  if (isMany) tellMany(draft, inOrder(anew.flatMap((e) => e.alerts), draft), storm)
  for (const { page, alerts } of isMany ? events.filter((e) => !anew.includes(e)) : events) {
    if (page === null) open(draft, episodeKey(alerts[0]!), alerts, 'reopened', wordsOf(alerts, draft))
    else tellOn(draft, page, alerts)
  }
}

/** What is back by its event: on the page that has it, on the one of its event that asks, on the one that had any of it last, or on none. */
const eventsBack = (draft: Draft, back: readonly Alert[]): readonly Event[] => {
  const { next, now, pages } = draft
  const last = lastPages(pages)
  const events = new Map<string, { page: Page | null; alerts: Alert[] }>()
  const put = (page: Page | null, alerts: readonly Alert[]): void => {
    const [first] = alerts
    if (!first) return
    const key = page ? `page ${page.id}` : `alert ${first.id}`
    const known = events.get(key)
    if (known) known.alerts.push(...alerts)
    else events.set(key, { page, alerts: [...alerts] })
  }
  for (const { page, alerts } of eventsOf(back, { ...next.app, pages }, now)) {
    const on = new Set(page?.alerts)
    put(page, alerts.filter((a) => on.has(a.id)))
    const off = alerts.filter((a) => !on.has(a.id))
    // nobody has taken it, nor made it quiet, with a page that it was not on
    const had = off.flatMap((a) => last.get(a.id) ?? []).sort(byEnd)[0]
    put(page?.status === 'open' ? page : (had ?? null), off)
  }
  return [...events.values()]
}

const byEnd = (a: Page, b: Page): number => (b.endedAt ?? 0) - (a.endedAt ?? 0)
/** Of each alert the page that is over and had it last. */
const lastPages = (pages: Draft['pages']): ReadonlyMap<string, Page> =>
  new Map(Object.values(pages).filter((p) => p.status === 'over').sort(byEnd).reverse().flatMap((page) => page.alerts.map((id) => [id, page] as const)))

const tellOn = (draft: Draft, page: Page, alerts: readonly Alert[]): void => {
  const { next, now, pages } = draft
  // what of it is on another page by now stays there
  const elsewhere = new Set(Object.values(pages).flatMap((p) => (p.status === 'over' || p.id === page.id ? [] : p.alerts)))
  const own = page.alerts.some((id) => elsewhere.has(id)) ? { ...page, alerts: page.alerts.filter((id) => !elsewhere.has(id)) } : page
  const asks = page.status === 'over' ? reopened(own, now) : released(own, now)
  const all = allOn(asks, alerts, draft)
  const words = isStorm(page) ? summaryWords('back', all, next, now) : wordsOf(all, draft)
  // what was worth a look when it was told may page by now
  pages[page.id] = joinPage(asks, alerts, next.app.alerts, tellingOf(draft, words, loudest(alerts, draft)))
  tell(draft, alerts, 'reopened', page.id, words, urgencyOn([page], alerts, draft))
}

/** More events at once than anybody can be told of one by one, or some while a storm still asks. */
const tellMany = (draft: Draft, alerts: readonly Alert[], storm: Page | null): void => {
  const { next, now } = draft
  if (!storm) { open(draft, newKey(draft, 'storm'), alerts, 'storm-back', summaryWords('back', alerts, next, now)); return }
  const all = allOn(storm, alerts, draft)
  const words = join(draft, storm, alerts, all, summaryWords('storm', all, next, now))
  tell(draft, alerts, 'storm-back', storm.id, words, urgencyOn([storm], all, draft))
}
