import type { Alert } from '@shared/domain/alert'
import type { Page } from '@shared/domain/page'
import { serviceKey, type Service } from '@shared/domain/service'
import { serviceIn } from '@shared/domain/unseen'
import { isFresh } from '@shared/domain/freshness'
import type { AppState, Table } from '@shared/state/app-state'

/** What decides whether something that joins a page is news to whoever has it. */
export interface Grounds {
  readonly services: Table<Service>
  readonly alertOf: (id: string) => Alert | undefined
  /** Whether an alert, as things stand, pages. */
  readonly pages: (alert: Alert) => boolean
}

/** Something that whoever has a page could not know of when they took it; `above`: the service of it that needs this one, where it is known. */
export interface Root { readonly alert: Alert; readonly above: string | null }

/**
 * Of what joins a page that somebody has, what they could not know of: a new cause, beneath what was taken, or of which nothing that it needs is on the page.
 * What lies on what was taken, or downstream of that, is taken with it. Linear in the services, since a storm may join.
 */
export const newRoots = (page: Page, joining: readonly Alert[], { services, alertOf, pages }: Grounds): readonly Root[] => {
  if (page.status !== 'held') return []
  const keysOf = (ids: readonly string[]): readonly string[] => [...new Set(ids.flatMap((id) => keyOf(alertOf(id)) ?? []))]
  // what it could not see was taken with it
  const lost = page.unseen.flatMap((key) => serviceIn(key) ?? [])
  const [on, taken] = [[...keysOf(page.alerts), ...lost], [...keysOf(page.taken.length > 0 ? page.taken : page.alerts), ...lost]]
  const had = new Set(taken)
  const free = joining.filter((a) => { const key = keyOf(a); return key !== null && !had.has(key) && a.held === null && pages(a) })
  if (free.length === 0 || taken.length === 0) return []
  const [down, up] = [belowIn(services), aboveIn(services)]
  const [beneath, onTop, explained] = [reach(taken, down), reach(taken, up), reach(on, up)]
  // where services need each other, neither lies downstream
  const isDownstream = (key: string): boolean => { const [needs, needed] = [reach([key], down), reach([key], up)]; return taken.some((t) => needs.has(t) && !needed.has(t)) }
  const roots = free.filter((a) => { const key = keyOf(a)!; return beneath.has(key) ? !onTop.has(key) || !isDownstream(key) : !explained.has(key) })
  return roots.map((alert, i) => ({ alert, above: i === 0 ? nameOf([...taken, ...on].find((key) => reach([key], down).has(keyOf(alert)!)), services) : null }))
}

const MOST_CAUSES = 50

/**
 * The page that explains an alert, however long ago it began: a critical on it, as fresh answers say, still fires on a service that the alert's own
 * needs, and that does not need it back; where the page is held, somebody has that. Dependencies suppress the paging of what lies downstream for as long as its cause goes on.
 */
export const explaining = (pages: readonly Page[], { services, alerts, ages }: Pick<AppState, 'services' | 'alerts' | 'ages'>, now: number): ((alert: Alert) => Page | null) => {
  const isCause = (alert: Alert | undefined, page: Page): alert is Alert => alert?.state === 'firing' && alert.severity === 'critical' && alert.sources.some((id) => isFresh(ages[id], now))
    && (page.status !== 'held' || page.taken.length === 0 || alert.held !== null)
  let explained: ReadonlyMap<string, Page> | null = null
  const all = (): ReadonlyMap<string, Page> => {
    const [down, up] = [belowIn(services), aboveIn(services)]
    const found = new Map<string, Page>()
    for (const page of pages) {
      const causes = [...new Set(page.alerts.flatMap((id) => { const alert = Object.hasOwn(alerts, id) ? alerts[id] : undefined; return page.route === 'page' && isCause(alert, page) ? (keyOf(alert) ?? []) : [] }))]
      if (causes.length === 0) continue
      // a storm has thousands: of those together, what lies between two of them is left out
      for (const lot of causes.length <= MOST_CAUSES ? causes.map((key) => [key]) : [causes]) {
        const beneath = reach(lot, down)
        for (const key of reach(lot, up)) if (!beneath.has(key) && !found.has(key)) found.set(key, page)
      }
    }
    return found
  }
  return (alert) => { const key = keyOf(alert); return key === null ? null : ((explained ??= all()).get(key) ?? null) }
}

/** Keys of what each alert's service needs, and of itself, walked once for each service. */
export const groundsIn = (services: Table<Service>): ((alert: Pick<Alert, 'environment' | 'service'>) => ReadonlySet<string>) => {
  const down = belowIn(services)
  const known = new Map<string, ReadonlySet<string>>()
  return (alert) => {
    const key = keyOf(alert)
    if (key === null) return NOWHERE
    const found = known.get(key) ?? new Set([key, ...reach([key], down)])
    known.set(key, found)
    return found
  }
}
const NOWHERE: ReadonlySet<string> = new Set()

type Way = (key: string) => readonly string[]
const keyOf = (alert: Pick<Alert, 'environment' | 'service'> | undefined): string | null => (alert === undefined || alert.service === null ? null : serviceKey(alert.environment, alert.service))
const belowIn = (services: Table<Service>): Way => (key) => {
  const service = Object.hasOwn(services, key) ? services[key] : undefined
  return service?.dependsOn.map((name) => serviceKey(service.environment, name)) ?? []
}
const aboveIn = (services: Table<Service>): Way => {
  const above = new Map<string, string[]>()
  const below = belowIn(services)
  for (const { key } of Object.values(services)) for (const needed of below(key)) { const list = above.get(needed); if (list) list.push(key); else above.set(needed, [key]) }
  return (key) => above.get(key) ?? []
}
const nameOf = (key: string | undefined, services: Table<Service>): string | null => (key === undefined ? null : (services[key]?.name ?? null))

/** All that a step, or more of them, lead to. */
const reach = (from: readonly string[], step: Way): ReadonlySet<string> => {
  const found = new Set<string>()
  const ways = from.flatMap(step)
  for (let at = ways.pop(); at !== undefined; at = ways.pop()) if (!found.has(at)) { found.add(at); ways.push(...step(at)) }
  return found
}
