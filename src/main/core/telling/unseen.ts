import type { Alert } from '@shared/domain/alert'
import type { Page } from '@shared/domain/page'
import { serviceKey } from '@shared/domain/service'
import { serviceIn } from '@shared/domain/unseen'
import { t } from '@shared/text/catalogue'
import { globalReason } from '../blind'
import { WINDOW_MS } from '../incidents'
import { lostSince } from '../lost'
import { unseenWords, watchdogWords, type Words } from '../notify-words'
import { byNearest, joinUnseen, openPage, takesIn, type Telling } from '../pager/open'
import { explainedIn, isCutOff } from '../pager/explained'
import { groundsIn } from '../pager/roots'
import { proofOf } from '../pager/proof'
import { momentOf, policyFor } from '../pager/routes'
import { unseenOf, type Unseen } from '../pager/unseen'
import { againId, isUp } from '../retry'
import { say, urgencyOf, withhold, type Draft } from './draft'
import { allOn, pageWords, tellingOf } from './onto-pages'

/** Tells what ought to be seen and is not, though its source answers. Returns all of it. */
export const tellUnseen = (draft: Draft, gathering: boolean): readonly Unseen[] => {
  const { next, now, pages } = draft
  const unseen = unseenOf(next, policyFor(next.config.paging), momentOf(next, now), now)
  const toldOf = new Set(Object.values(pages).flatMap((p) => (p.status === 'over' ? [] : p.unseen)))
  const may = globalReason(next, now) === null && !gathering
  const isExplained = explainedIn(next, draft.route, now)
  const isFeltOfHad = feltIn(draft)
  const waits = ({ key, since, missing }: Unseen): boolean => {
    const service = serviceIn(key)
    if (missing) return isCutOff(missing, next)
    return service !== null && Object.hasOwn(next.app.services, service) && (isExplained(next.app.services[service]!, since) || isFeltOfHad(service, since))
  }
  const untold = may ? unseen.filter((u) => !toldOf.has(u.key) && !waits(u)) : []
  const matters = new Map<string, Unseen[]>()
  for (const u of untold) matters.set(matterOf(u.key, u.environment), [...(matters.get(matterOf(u.key, u.environment)) ?? []), u])
  // together when they are many: what broke is one thing then
  for (const group of matters.size > next.config.notifications.stormAbove ? [untold] : matters.values()) for (const one of apart(group, draft)) tellGroup(draft, one, unseen)
  if (may) tellGrown(draft, unseen)
  if (next.baselineUntil === null && may) tellMissed(draft)
  return unseen
}

/** What was worth a look by day may page by night, and by other rules: then its page begins anew, whoever has it took no more than that. It stays a page until it is over. */
const tellGrown = (draft: Draft, unseen: readonly Unseen[]): void => {
  const { pages } = draft
  for (const page of Object.values(pages)) {
    const first = page.status === 'over' || page.route === 'page' ? undefined : unseen.find((u) => u.route === 'page' && page.unseen.includes(u.key))
    if (!first) continue
    const words = wordsOf(stillOn(page, draft, unseen), draft)
    pages[page.id] = asPaging(page, tellingOf(draft, words, 'page'))
    say(draft, { key: page.id, alerts: [], words, reason: 'unseen', rule: first.rule }, urgencyOf(pages[page.id]!))
  }
}
/** The page as one that pages from now on, for whoever is on call now. */
const asPaging = ({ id, openedAt, flaps, seenAgain, ...page }: Page, telling: Telling): Page => {
  const trouble = { keys: page.unseen, severity: page.severity, environment: page.environment, services: page.services, since: page.startedAt }
  return { ...openPage(id, [], telling, trouble), openedAt, flaps, ...(seenAgain && { seenAgain }) }
}

/** Tells once more, by its page, what is still unseen and was not shown to anybody. */
const tellMissed = (draft: Draft): void => {
  const { next: { app, unseenRetries }, now, deliverable, pages, intents } = draft
  for (const [id, retry] of app.meta.delivery.able ? Object.entries(unseenRetries) : []) {
    const page = Object.hasOwn(pages, id) ? pages[id]! : null
    if ((page?.status !== 'open' && page?.status !== 'snoozed') || page.quietSince !== null || intents.some((i) => i.request.key === id)) continue
    if (!(deliverable || isUp(retry, now)) || app.notifications[againId(retry)]?.outcome === 'pending') continue
    say(draft, { key: id, alerts: [], words: { title: page.title, body: page.body, open: t('notify.open') }, reason: retry.reason, tried: retry }, urgencyOf(page))
  }
}

/** What is told together: the services of an environment, all watchdogs; anything else stands alone. */
const matterOf = (key: string, environment: string): string => (key.startsWith('watchdog:') ? 'watchdog' : key.startsWith(`service:${environment}/`) ? `service ${environment}` : key)

/** What is lost together, and by itself what of it belongs to a page that somebody has made quiet: the rest has nothing to do with that. */
const apart = (group: readonly Unseen[], draft: Draft): readonly (readonly Unseen[])[] => {
  if (eventOf(group, draft)?.status !== 'snoozed') return [group]
  const quiet = group.filter((u) => eventOf([u], draft)?.status === 'snoozed')
  return [quiet, group.filter((u) => !quiet.includes(u))].filter((list) => list.length > 0)
}

/** Whether what a lost service needs was lost within half an hour of it, on a page that somebody has, or made quiet: whoever has the cause has what is felt of it. */
const feltIn = ({ next, next: { app }, pages, now }: Draft): ((service: string, since: number) => boolean) => {
  const had = Object.values(pages).flatMap((p) => ((p.status === 'held' || p.status === 'snoozed') && p.route === 'page' ? p.unseen.flatMap((key) => { const service = serviceIn(key); return service === null ? [] : [{ key: service, page: p }] }) : []))
  const grounds = groundsIn(app.services)
  // seen for a moment it still is what was taken
  const sinceOf = ({ key, page: { startedAt, seenAgain } }: typeof had[number]): number => {
    const lost = Object.hasOwn(app.services, key) ? lostSince(app.services[key]!, next) : null
    return lost ?? (now - (seenAgain?.[`service:${key}`] ?? -Infinity) < next.config.paging.grace ? startedAt : -Infinity)
  }
  return (service, since) => {
    const { environment, name } = app.services[service]!
    return had.some((one) => one.key !== service && grounds({ environment, service: name }).has(one.key) && Math.abs(sinceOf(one) - since) <= WINDOW_MS)
  }
}

/** The page of the same event or, where that asks, of the same matter. */
const pageOf = (group: readonly Unseen[], draft: Draft): Page | undefined => {
  const { pages, now } = draft
  const [first, ...rest] = group
  if (!first) return undefined
  const event = eventOf(group, draft) ?? chainOf(group, draft)
  if (event) return event
  const matter = matterOf(first.key, first.environment)
  if (matter === first.key || rest.some((u) => matterOf(u.key, u.environment) !== matter)) return undefined
  // not so old that this is another event
  return Object.values(pages).find((p) => p.status === 'open' && Math.abs(now - p.openedAt) <= WINDOW_MS && p.unseen.length > 0 && p.unseen.every((key) => matterOf(key, p.environment) === matter))
}

/** The page that asks because of something which these need, or that needs them, and which is lost still, however long ago that began. */
const chainOf = (group: readonly Unseen[], { next: { app }, pages }: Draft): Page | undefined => {
  const lost = group.flatMap(({ key }) => serviceIn(key) ?? [])
  if (lost.length === 0) return undefined
  const grounds = groundsIn(app.services)
  const under = (key: string): ReadonlySet<string> => (Object.hasOwn(app.services, key) ? grounds({ environment: app.services[key]!.environment, service: app.services[key]!.name }) : new Set())
  return Object.values(pages).sort(byNearest).find(({ status, route, unseen, seenAgain = {} }) => status === 'open' && route === 'page' && unseen.some((key) => {
    const service = serviceIn(key)
    return service !== null && !Object.hasOwn(seenAgain, key) && lost.some((one) => under(one).has(service) || under(service).has(one))
  }))
}

/**
 * The page of alerts that the loss of services belongs to: one on them, which is there still or was when they were lost, or one on what needs them, begun within half an hour of that.
 * What somebody has made quiet takes in no more than `takesIn` says; what somebody has takes in nothing: they have not taken that it cannot be seen either, and that is heard by itself.
 */
const eventOf = (group: readonly Unseen[], { next: { app, ids }, pages, now, route }: Draft): Page | undefined => {
  const lost = group.map((u) => ({ key: serviceIn(u.key), since: u.since }))
  if (lost.some(({ key }) => key === null)) return undefined
  const grounds = groundsIn(app.services)
  return Object.values(pages).sort(byNearest).find((page) => {
    if ((page.status !== 'open' && page.status !== 'snoozed') || page.route !== 'page') return false
    const alerts = page.alerts.flatMap((id) => { const alert = app.alerts[id] ?? app.alerts[ids.get(id) ?? ''] ?? app.resolved[id]; return alert?.severity === 'critical' && alert.service !== null ? [alert] : [] })
    const wasThere = (a: Alert, since: number): boolean => a.state !== 'resolved' || (a.endsAt ?? since) >= since
    const isOn = ({ key, since }: typeof lost[number]): boolean => (page.status === 'open' && page.services.some((name) => serviceKey(page.environment, name) === key))
      || alerts.some((a) => serviceKey(a.environment, a.service!) === key && wasThere(a, since))
    const isBeneath = ({ key, since }: typeof lost[number]): boolean =>
      alerts.some((a) => wasThere(a, since) && Math.abs(a.startsAt - since) <= WINDOW_MS && route(a).route === 'page' && grounds(a).has(key!))
    return lost.some((one) => takesIn(page, { startsAt: one.since }, now) && (isOn(one) || isBeneath(one)))
  })
}

const tellGroup = (draft: Draft, group: readonly Unseen[], unseen: readonly Unseen[]): void => {
  const { now, pages } = draft
  const [first] = group
  if (!first) return
  const before = pageOf(group, draft)
  const id = before?.id ?? `unseen:${now}:${first.key}`
  const firing = before ? allOn(before, [], draft) : []
  const grown = before && { ...before, unseen: [...before.unseen, ...group.map((u) => u.key)] }
  const words = grown && firing.length > 0 ? pageWords(grown, firing, draft) : wordsOf(before ? [...stillOn(before, draft, unseen), ...group] : group, draft)
  const known = before ? unseen.filter((u) => before.unseen.includes(u.key)) : []
  const telling = tellingOf(draft, words, [...group, ...known].some((u) => u.route === 'page') ? 'page' : 'notify')
  const trouble = {
    keys: group.map((u) => u.key), severity: first.severity, environment: first.environment, services: [...new Set(group.flatMap((u) => u.services))], since: Math.min(...group.map((u) => u.since))
  }
  const page = before ? joinUnseen(before.route === 'notify' && telling.route === 'page' ? asPaging(before, telling) : before, telling, trouble) : openPage(id, [], telling, trouble)
  pages[id] = page
  const said = { key: id, alerts: [], words, rule: first.rule }
  if (!page.loud && first.untold && group.every((u) => u.untold)) withhold(draft, { ...said, reason: first.untold })
  else say(draft, { ...said, reason: 'unseen' }, urgencyOf(page))
}

type Told = Pick<Unseen, 'words' | 'services' | 'environment' | 'missing'>

const wordsOf = (list: readonly Told[], { next, now }: Draft): Words => {
  const watchdogs = list.flatMap((u) => u.missing ?? [])
  return list.length === 1 ? list[0]!.words : watchdogs.length === list.length ? watchdogWords(watchdogs, next, now) : unseenWords(list, next)
}

/** In words, what a page tells of and is not seen yet; null: nothing that words could be made of. */
export const wordsOn = (page: Page, draft: Draft, unseen: readonly Unseen[]): Words | null => { const list = stillOn(page, draft, unseen); return list.length > 0 ? wordsOf(list, draft) : null }

/** What a page tells of already and is not seen yet; after a restart, not all of it is due once more. */
const stillOn = (page: Page, { next, now }: Draft, unseen: readonly Unseen[]): readonly Told[] => {
  const seen = proofOf(next, now)
  return page.unseen.flatMap((key): readonly Told[] => {
    const due = unseen.find((u) => u.key === key)
    const service = serviceIn(key)
    return due ? [due] : service === null || seen(key) ? [] : [{ words: { title: page.title, body: page.body, open: '' }, services: [service.slice(page.environment.length + 1)], environment: page.environment }]
  })
}
