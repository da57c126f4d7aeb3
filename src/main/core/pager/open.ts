import type { Alert } from '@shared/domain/alert'
import { serviceKey } from '@shared/domain/service'
import { serviceIn } from '@shared/domain/unseen'
import { severityRank, type Severity } from '@shared/domain/severity'
import { isAsking, type Page, type Shift } from '@shared/domain/page'
import type { AppState, Table } from '@shared/state/app-state'
import { byWorst } from '@shared/domain/worst-first'
import { placeOf, WINDOW_MS } from '../incidents'
import { anew } from './hold'
import { atFoot, isLoud } from './ladder'
import { explaining, groundsIn } from './roots'

/** Alerts to be told that belong to one event, and the page that tells of it already. */
export interface Event { readonly page: Page | null; readonly alerts: readonly Alert[] }

/**
 * Whether a page takes in what is told at `now` and belongs to its event. While it asks it rings anyway; what somebody has, or has made quiet, is one event and lasts no longer than any: what begins
 * after that, or is seen only then, is heard by itself.
 */
export const takesIn = ({ status, startedAt, openedAt }: Page, { startsAt }: Pick<Alert, 'startsAt'>, now: number): boolean => status === 'open' || (startsAt - startedAt <= WINDOW_MS && now - openedAt <= WINDOW_MS)

/**
 * Fresh alerts, worst first, by the event they belong to: a page that has them, one of their incident that takes them in, or one with what explains them; else each incident is one of its own.
 * @param strayed those whose pages of before are another matter
 */
export const eventsOf = (fresh: readonly Alert[], app: Pick<AppState, 'incidents' | 'pages' | 'services' | 'alerts' | 'ages' | 'resolved'>, now: number, strayed: ReadonlySet<string> = new Set()): readonly Event[] => {
  if (fresh.length === 0) return []
  const { incidents, pages } = app
  const own = new Map(Object.values(pages).flatMap((page) => (page.status === 'over' ? [] : page.alerts.flatMap((id) => (strayed.has(id) ? [] : [[id, page] as const])))))
  const pageOf = new Map(own)
  const wanted = new Map(fresh.map((a) => [a.id, a]))
  const open = Object.values(pages).filter((p) => p.status !== 'over').sort(byNearest)
  const incidentOf = new Map<string, string>()
  const turnsOn = inTurn(open, app, now, strayed)
  for (const { id, alerts: members } of Object.values(incidents)) {
    if (!members.some((a) => wanted.has(a))) continue
    const near = [...new Set(members.flatMap((a) => own.get(a) ?? []))].sort(byNearest)
    for (const one of members) {
      incidentOf.set(one, id)
      const alert = wanted.get(one)
      const page = alert && !own.has(one) ? near.find((p) => takesIn(p, alert, now)) : undefined
      // a page that asks goes on with what takes turns on it, though another of the incident is on a page that asks for nobody
      const turn = page && !isAsking(page) ? turnsOn(alert!) : null
      if (page) pageOf.set(one, turn && isAsking(turn) ? turn : page)
    }
  }
  const events = new Map<string, { page: Page | null; alerts: Alert[] }>()
  const grounds = groundsIn(app.services)
  const explainedBy = explaining(open, app, now)
  const turned = new Map<string, Page>()
  for (const alert of fresh) {
    const of = own.has(alert.id) ? [] : open.filter((p) => takesIn(p, alert, now))
    const page = of.find((p) => isOfUnseen(p, alert)) ?? of.find((p) => p.route === 'page' && isFeltOf(p, alert, grounds))
    if (page === undefined) continue
    pageOf.set(alert.id, page)
    turned.set(incidentOf.get(alert.id) ?? alert.id, page)
  }
  for (const alert of fresh) {
    if (pageOf.has(alert.id)) continue
    const page = explainedBy(alert) ?? turnsOn(alert)
    if (page === null) continue
    pageOf.set(alert.id, page)
    turned.set(incidentOf.get(alert.id) ?? alert.id, page)
  }
  for (const alert of fresh) {
    const beside = turned.get(incidentOf.get(alert.id) ?? alert.id)
    const page = pageOf.get(alert.id) ?? (beside && takesIn(beside, alert, now) ? beside : null)
    const key = page ? `page ${page.id}` : `incident ${incidentOf.get(alert.id) ?? alert.id}`
    const event = events.get(key)
    if (event) event.alerts.push(alert)
    else events.set(key, { page, alerts: [alert] })
  }
  return [...events.values()]
}

/** Whether a page tells that the very service of a critical alert cannot be seen: what came later says the same once more, or why. */
const isOfUnseen = ({ unseen }: Page, { severity, environment, service }: Alert): boolean => severity === 'critical' && service !== null && unseen.includes(`service:${serviceKey(environment, service)}`)

/** Whether a page tells that something which a critical alert's service needs, or that needs it, cannot be seen, and that goes on: then this is what is felt of it, or why. */
const isFeltOf = ({ unseen, seenAgain = {}, environment }: Page, alert: Alert, grounds: Grounds): boolean => {
  if (alert.severity !== 'critical' || unseen.length === 0) return false
  const [needed, own] = [grounds(alert), placeOf(alert)]
  return unseen.some((key) => {
    const service = serviceIn(key)
    if (service === null || Object.hasOwn(seenAgain, key)) return false
    return needed.has(service) || grounds({ environment, service: service.slice(environment.length + 1) }).has(own)
  })
}

/** Keys of the services that an alert's own needs, and its own; empty where it has none. */
type Grounds = (alert: Pick<Alert, 'environment' | 'service'>) => ReadonlySet<string>

/** Whether it fires no more though it is listed: another alert inhibits it, or it is pending. */
const isBack = ({ state, silencedBy }: Alert): boolean => state === 'pending' || (state === 'suppressed' && silencedBy.length === 0)

/** What is on a page and gone by now. Times are ms; `name` null: not known, another run told it. */
interface Gone extends Pick<Alert, 'environment' | 'service'> { readonly page: Page; readonly name: string | null; readonly from: number; readonly to: number }

/**
 * The page of an alert that takes turns with those on it, which are gone by now, inhibited or pending again: of the same service, or of one that needs the other, and begun within half an hour
 * of them or of their end.
 * An outage that is told under other labels each time is one event all the same.
 */
const inTurn = (open: readonly Page[], { alerts, resolved, services }: Pick<AppState, 'alerts' | 'resolved' | 'services'>, now: number, strayed: ReadonlySet<string>): ((alert: Alert) => Page | null) => {
  let left: ReadonlyMap<string, readonly Gone[]> | null = null
  const gone = (): NonNullable<typeof left> => {
    const found = new Map<string, Gone[]>()
    const put = (key: string, one: Gone): void => { const list = found.get(key); if (list) list.push(one); else found.set(key, [one]) }
    for (const page of open) {
      // whoever has it has what was on it, and that is gone: what comes after it is heard at once
      if (page.status === 'held') continue
      const out = page.alerts.filter((id) => !strayed.has(id) && (!Object.hasOwn(alerts, id) || isBack(alerts[id]!)))
      for (const id of out) {
        const there = Object.hasOwn(alerts, id)
        const alert = there ? alerts[id] : resolved[id]
        if (!alert) continue
        const { name, environment, service, startsAt, endsAt } = alert
        put(placeOf(alert), { page, name, environment, service, from: Math.min(startsAt, page.startedAt), to: there ? now : Math.max(startsAt, endsAt ?? startsAt) })
      }
      // of what the run before told only the page is known
      if (out.every((id) => resolved[id] !== undefined || Object.hasOwn(alerts, id))) continue
      const { environment, startedAt: from, quietSince, climbedAt } = page
      for (const service of page.services) put(serviceKey(environment, service), { page, name: null, environment, service, from, to: quietSince ?? climbedAt })
    }
    return found
  }
  const grounds = groundsIn(services)
  const near = (a: Alert, { from, to }: Gone): boolean => a.startsAt >= from - WINDOW_MS && a.startsAt <= to + WINDOW_MS
  // quiet was asked for what was on it then
  const hears = (page: Page, alert: Alert, beside: readonly Gone[]): boolean => page.status !== 'snoozed' || beside.some((one) => one.page === page && one.name === alert.name)
  return (alert) => {
    left ??= gone()
    if (left.size === 0) return null
    const own = placeOf(alert)
    const needed = grounds(alert)
    const beside = [...left].flatMap(([key, list]) => (key === own || needed.has(key) || grounds(list[0]!).has(own) ? list : []))
    return open.find((page) => takesIn(page, alert, now) && hears(page, alert, beside) && beside.some((one) => one.page === page && near(alert, one))) ?? null
  }
}

/** Pages of one incident, in the order in which they take in what is new: what asks, then what began last. */
export const byNearest = (a: Page, b: Page): number => Number(isAsking(b)) - Number(isAsking(a)) || b.startedAt - a.startedAt || (a.id < b.id ? -1 : 1)

export interface Telling { readonly route: Page['route']; readonly title: string; readonly body: string; readonly now: number; readonly shift: Shift; readonly me: string | undefined; /** People whose Garda does not watch. */ readonly absent: readonly string[]
  /** Alerts in the order they are told. */ readonly inOrder: (alerts: readonly Alert[]) => readonly Alert[]; readonly grounds: Grounds }

/** What cannot be seen. */
export interface Trouble { readonly keys: readonly string[]; readonly severity: Severity; readonly environment: string; readonly services: readonly string[]; readonly since: number }

/** A page of these alerts, in order, or of what cannot be seen. */
export const openPage = (id: string, alerts: readonly Alert[], { route, title, body, now, shift, me, absent }: Telling, unseen?: Trouble): Page => {
  const person = shift.now?.name ?? null
  const reached = person === null ? [] : [person]
  const first = alerts[0]
  const loud = isLoud({ person, reached }, me, absent)
  return {
    id, route, status: 'open', severity: [...alerts].sort(byWorst)[0]?.severity ?? unseen?.severity ?? 'unknown', environment: first?.environment ?? unseen?.environment ?? 'production',
    alerts: alerts.map((a) => a.id), sources: [], lost: [], suppressed: false, unseen: unseen?.keys ?? [], services: unseen?.services ?? servicesOf(alerts), title, body, lead: leadOf(alerts),
    startedAt: first ? alerts.reduce((least, a) => Math.min(least, a.startsAt), Infinity) : (unseen?.since ?? now), openedAt: now, ...atFoot(now),
    window: false, person, reached, passed: 0, loud, called: loud, paged: false, handedAt: null, next: null, held: null, taken: [], free: [], bareSince: null,
    snoozedUntil: null, stillSince: null, owed: [], peak: [...alerts].sort(byWorst)[0]?.severity ?? unseen?.severity ?? 'unknown', ended: [], flaps: 0, quietSince: null, endedAt: null
  }
}

/** Whether alerts that join a page are another matter than what it told of so far. */
export const isLouder = (page: Page, alerts: readonly Alert[], { route, grounds }: Pick<Telling, 'route' | 'grounds'>): boolean => {
  // while its ladder stands still beside something that is only worth a look, it is as loud as it was
  const heard = page.status === 'open' && page.stillSince !== null ? page.peak : page.severity
  // while it asks because of what cannot be seen, an alert on that, or on what needs it, is no other matter
  const isOf = (a: Alert): boolean => page.status === 'open' && (isOfUnseen(page, a) || isFeltOf(page, a, grounds))
  return route === 'page' && (page.route === 'notify' || alerts.some((a) => severityRank(a.severity) < severityRank(heard) && !isOf(a) && (heard !== 'unknown' || a.severity === 'critical')))
}

/** The page with more alerts in it, told anew. What makes it louder opens it, whoever had it, and begins its ladder. */
export const joinPage = (page: Page, alerts: readonly Alert[], all: Table<Alert>, { route, title, body, now, inOrder, grounds }: Pick<Telling, 'route' | 'title' | 'body' | 'now' | 'inOrder' | 'grounds'>): Page => {
  const known = page.alerts.flatMap((id) => (Object.hasOwn(all, id) ? [all[id]!] : []))
  const list = inOrder([...known, ...alerts])
  const rest = page.alerts.filter((id) => !Object.hasOwn(all, id))
  // those whom it has reached are called on
  const begun = page.status === 'open' && page.route === 'page' ? { person: page.person, reached: page.reached } : {}
  return {
    ...(isLouder(page, alerts, { route, grounds }) ? { ...anew(page, now), ...begun, route } : page),
    environment: (list.find((a) => a.state === 'firing') ?? page).environment, alerts: [...new Set([...list.map((a) => a.id), ...rest])], services: [...new Set([...servicesOf(list), ...unseenOn(page)])].slice(0, 100), title, body,
    lead: leadOf(list) ?? page.lead, startedAt: Math.min(page.startedAt, ...alerts.slice(0, 100).map((a) => a.startsAt))
  }
}

/** Names of the services that a page cannot see, and has not seen again. */
export const unseenOn = ({ unseen, seenAgain = {} }: Pick<Page, 'unseen' | 'seenAgain'>): readonly string[] => unseen.filter((key) => !Object.hasOwn(seenAgain, key)).flatMap((key) => { const service = serviceIn(key); return service === null ? [] : [service.slice(service.indexOf('/') + 1)] })

/** The page with more that cannot be seen in it, told anew. What pages for the first time begins its ladder. */
export const joinUnseen = (page: Page, { route, title, body, now, grounds }: Pick<Telling, 'route' | 'title' | 'body' | 'now' | 'grounds'>, { keys, services, since }: Trouble): Page => ({
  ...page, ...(isLouder(page, [], { route, grounds }) ? { status: 'open', route, ...atFoot(now), passed: 0, snoozedUntil: null } as const : {}),
  unseen: [...new Set([...page.unseen, ...keys])], services: [...new Set([...page.services, ...services])].slice(0, 100), title, body, startedAt: Math.min(page.startedAt, since)
})

export const servicesOf = (alerts: readonly Alert[]): readonly string[] => [...new Set(alerts.flatMap((a) => a.service ?? []))].slice(0, 100)
/** What readers feel explains best, else the worst. */
export const leadOf = (alerts: readonly Alert[]): string | null => (alerts.find((a) => a.annotations['impact']) ?? alerts[0])?.id ?? null

/** A page of what began all at once is named so. */
export const isStorm = ({ id }: Page): boolean => id.startsWith('storm:')
