import type { Alert } from '@shared/domain/alert'
import type { NotifyReason } from '@shared/domain/notification'
import { isAsking, type Page } from '@shared/domain/page'
import { serviceKey } from '@shared/domain/service'
import { severityRank } from '@shared/domain/severity'
import { worstFirst } from '@shared/domain/worst-first'
import { placeOf } from '../incidents'
import type { NotificationRequest } from '../../ports/notifier'
import { lostSince } from '../lost'
import { alertWords, incidentWords, summaryWords, withRoot, withUnseen, type Words } from '../notify-words'
import { NEAR_MS } from '../pager/explained'
import { anew, released } from '../pager/hold'
import { isStorm, joinPage, openPage, unseenOn, type Telling } from '../pager/open'
import { groundsIn, newRoots, type Root } from '../pager/roots'
import { environmentNamed } from '../rules'
import { tell, urgencyOf, type Draft } from './draft'
import type { Occasion } from './occasion'

/** Alerts in the order they are told: worst first, and where they are of several environments what pages before what does not, and of the same severity production before the others. */
export const inOrder = (alerts: readonly Alert[], { next: { rules }, route }: Occasion): readonly Alert[] => {
  const sorted = worstFirst(alerts)
  if (sorted.every((a) => a.environment === sorted[0]!.environment)) return sorted
  const isOther = (a: Alert): number => Number(environmentNamed(a.environment, rules).kind !== 'production')
  const ranks = new Map(sorted.map((a) => [a.id, (route(a).route === 'page' ? 0 : 100) + severityRank(a.severity) * 2 + isOther(a)]))
  return [...sorted].sort((a, b) => ranks.get(a.id)! - ranks.get(b.id)!)
}

/** What these alerts ask for together: any that pages makes them page. */
export const loudest = (alerts: readonly Alert[], { route }: Occasion): Page['route'] => (alerts.some((a) => route(a).route === 'page') ? 'page' : 'notify')

/**
 * How a notification of these alerts, which are on these pages, asks for attention: as what they ask for, whatever their severity, or as a page that calls already and goes on.
 * Nothing makes it quiet where they are on none.
 */
export const urgencyOn = (pages: readonly Pick<Page, 'id'>[], alerts: readonly Alert[], draft: Draft): NotificationRequest['urgency'] => {
  const asking = pages.flatMap(({ id }) => draft.pages[id] ?? []).filter((page) => page.loud && page.status === 'open')
  const before = asking.flatMap(({ id }) => draft.next.app.pages[id] ?? [])
  const called = before.some((page) => isAsking(page) && page.stillSince === null && page.quietSince === null)
  return urgencyOf({ loud: pages.length === 0 || asking.length > 0, status: 'open', route: called ? 'page' : loudest(alerts, draft) })
}

/** Words for alerts of one event, worst first. */
export const wordsOf = (alerts: readonly Alert[], { next, now }: Occasion): Words => (alerts.length === 1 ? alertWords(alerts[0]!, next, now) : incidentWords(alerts, next, now))

/** The words of a page's alerts with what else of it cannot be seen. */
const besidesOn = (page: Pick<Page, 'unseen' | 'seenAgain' | 'environment'>, alerts: readonly Alert[], words: Words, { next }: Occasion): Words => {
  // an alert that came with it, or later, says so already
  const since = (name: string): number => { const service = next.app.services[serviceKey(page.environment, name)]; return (service && lostSince(service, next)) ?? -Infinity }
  const besides = unseenOn(page).filter((name) => !alerts.some((a) => a.service === name && a.startsAt >= since(name) - NEAR_MS))
  return besides.length > 0 ? withUnseen(words, besides) : words
}

/** A page in the words of these alerts, worst first, and of what else of it cannot be seen. */
export const pageWords = (page: Page, alerts: readonly Alert[], occasion: Occasion): Words =>
  besidesOn(page, alerts, isStorm(page) ? summaryWords('storm', alerts, occasion.next, occasion.now) : wordsOf(alerts, occasion), occasion)

/** How a page says these words, with whoever it is for at this moment. */
export const tellingOf = (occasion: Occasion, { title, body }: Words, route: Page['route']): Telling => {
  const { next, now } = occasion
  const { meta: { shift }, services } = next.app
  return { route, title, body, now, shift, me: next.config.paging.me, absent: next.presence.absent, inOrder: (alerts) => inOrder(alerts, occasion), grounds: groundsIn(services) }
}

/** Opens a page of these alerts, worst first, and tells it. */
export const open = (draft: Draft, id: string, alerts: readonly Alert[], reason: NotifyReason, words: Words, route = loudest(alerts, draft)): void => {
  const page = openPage(id, alerts, tellingOf(draft, words, route))
  draft.pages[id] = page
  tell(draft, alerts, reason, id, words, urgencyOn([page], alerts, draft))
}

/** Puts more alerts onto a page, which asks again where one is news to whoever has it; `all` as allOn gives them. Tells nothing: the page's new words are returned. */
export const join = (draft: Draft, page: Page, joining: readonly Alert[], all: readonly Alert[], words = wordsOf(all, draft), route = loudest(joining, draft)): Words => {
  const [root] = rootsOf(draft, page, joining)
  const said = besidesOn(page, all, root ? withRoot(words, root, page) : words, draft)
  // whoever has it took what was only worth a look then, not what pages by now
  const grown = joining.some((a) => page.alerts.includes(a.id) && draft.episodes[a.id]?.lightly === true && draft.route(a).route === 'page')
  const from = root || grown ? released(page, draft.now) : isAnother(draft, page, joining) ? anew(page, draft.now) : page
  draft.pages[page.id] = joinPage(from, joining, draft.next.app.alerts, tellingOf(draft, said, route))
  return said
}

/** Whether what joins an open page of which nothing has called for longer than a blink is of a name that was never on it: another trouble, for which everybody has their time. */
const isAnother = ({ next: { app, ids, config }, now, route }: Occasion, page: Page, joining: readonly Alert[]): boolean => {
  const rests = page.stillSince !== null || (page.quietSince !== null && now - page.quietSince >= config.paging.grace)
  if (page.status !== 'open' || page.route !== 'page' || !rests) return false
  const on = page.alerts.map((id) => app.alerts[id] ?? app.alerts[ids.get(id) ?? ''] ?? app.resolved[id])
  const names = new Set(on.flatMap((a) => (a ? [`${placeOf(a)}\0${a.name}`] : [])))
  return on.every((a) => a !== undefined) && joining.some((a) => a.held === null && route(a).route === 'page' && !names.has(`${placeOf(a)}\0${a.name}`))
}

/** Of what joins a page that somebody has, what they could not know of when they took it. */
export const rootsOf = ({ next: { app, ids }, route }: Occasion, page: Page, joining: readonly Alert[]): readonly Root[] => newRoots(page, joining.filter((a) => !page.alerts.includes(a.id)), {
  services: app.services, pages: (alert) => route(alert).route === 'page',
  alertOf: (id) => { const now = ids.get(id) ?? id; return app.alerts[id] ?? app.alerts[now] ?? app.resolved[id] ?? app.resolved[now] }
})


/** Alerts by the page that is not over and has them, and those that no page has. */
export const byPage = (alerts: readonly Alert[], { pages }: Pick<Draft, 'pages'>): { readonly on: readonly { readonly page: Page; readonly alerts: readonly Alert[] }[]; readonly own: readonly Alert[] } => {
  const pageOf = new Map(Object.values(pages).flatMap((page) => (page.status === 'over' ? [] : page.alerts.map((id) => [id, page] as const))))
  const on = new Map<Page, Alert[]>()
  for (const alert of alerts) { const page = pageOf.get(alert.id); if (page) on.set(page, [...(on.get(page) ?? []), alert]) }
  return { on: [...on].map(([page, list]) => ({ page, alerts: list })), own: alerts.filter((a) => !pageOf.has(a.id)) }
}

/** All that fires on a page once more alerts are on it, in order. */
export const allOn = (page: Page, more: readonly Alert[], occasion: Occasion): readonly Alert[] => {
  const { next } = occasion
  const on = new Set(page.alerts)
  return inOrder([...page.alerts.flatMap((id) => (next.app.alerts[id]?.state === 'firing' ? [next.app.alerts[id]] : [])), ...more.filter((a) => !on.has(a.id))], occasion)
}

/** Takes alerts from the pages they were on. */
export const takeOff = ({ pages }: Draft, alerts: readonly Alert[]): void => {
  if (alerts.length === 0) return
  const ids = new Set(alerts.map((a) => a.id))
  for (const page of Object.values(pages)) if (page.status !== 'over' && page.alerts.some((id) => ids.has(id))) pages[page.id] = { ...page, alerts: page.alerts.filter((id) => !ids.has(id)) }
}
