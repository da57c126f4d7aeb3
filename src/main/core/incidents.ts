import type { Alert } from '@shared/domain/alert'
import type { Incident } from '@shared/domain/incident'
import type { Service } from '@shared/domain/service'
import { serviceKey } from '@shared/domain/service'
import type { Table } from '@shared/state/app-state'
import { worstFirst } from '@shared/domain/worst-first'

/** Alerts further apart than this are not one event, however near their services are. */
export const WINDOW_MS = 30 * 60_000

/** Where an alert is: its service, else its name by itself. */
export const placeOf = ({ environment, service, name }: Pick<Alert, 'environment' | 'service' | 'name'>): string => serviceKey(environment, service ?? `\0${name}`)

/**
 * Firing critical and warning alerts that belong together: of one service, or of services joined by a dependency, begun within
 * half an hour of a neighbour, in one environment: a chain of any age, since the oldest may end first; how long a page takes in more is the page's (`takesIn`).
 * An incident keeps its id while any alert it began with is in it.
 */
export const incidentsOf = (alerts: Table<Alert>, services: Table<Service>, prev: Table<Incident>): readonly (readonly [string, Incident])[] => {
  const firing = Object.values(alerts).filter((a) => a.state === 'firing' && (a.severity === 'critical' || a.severity === 'warning'))
  const parent = new Map(firing.map((a) => [a.id, a.id]))
  // each look halves its way up, or a storm along one chain of services would walk that chain for every alert
  const root = (id: string): string => {
    let at = id
    for (let up = parent.get(at)!; up !== at; up = parent.get(at)!) {
      const above = parent.get(up)!
      parent.set(at, above)
      at = above
    }
    return at
  }
  const join = (a: Alert, b: Alert): void => { parent.set(root(b.id), root(a.id)) }

  const byService = new Map<string, Alert[]>()
  for (const alert of firing) {
    const key = placeOf(alert)
    const list = byService.get(key)
    if (list) list.push(alert)
    else byService.set(key, [alert])
  }
  for (const list of byService.values()) {
    list.sort((a, b) => a.startsAt - b.startsAt)
    list.forEach((a, i) => { if (i > 0 && a.startsAt - list[i - 1]!.startsAt <= WINDOW_MS) join(list[i - 1]!, a) })
  }
  for (const [key, list] of byService) {
    const service = services[key]
    if (!service) continue
    for (const below of belowOf(service, services, byService)) meet(list, byService.get(below)!, join)
  }
  const groups = new Map<string, Alert[]>()
  for (const alert of firing) { const at = root(alert.id); const list = groups.get(at); if (list) list.push(alert); else groups.set(at, [alert]) }
  const taken = new Set<string>()
  const earlier = new Map<string, string>()
  for (const incident of Object.values(prev)) for (const id of incident.alerts) earlier.set(id, incident.id)
  return [...groups.values()].map((list) => {
    const known = list.map((a) => earlier.get(a.id)).find((id) => id !== undefined && !taken.has(id))
    const incident = incidentOf(list, services, known)
    taken.add(incident.id)
    return [incident.id, incident] as const
  })
}

/** Keys of the services with alerts that a service needs, itself or by way of services without any. */
const belowOf = (service: Service, services: Table<Service>, byService: ReadonlyMap<string, unknown>): readonly string[] => {
  const [found, seen]: [string[], Set<string>] = [[], new Set([service.key])]
  const ways = [service]
  for (let at = ways.pop(); at !== undefined; at = ways.pop()) {
    for (const name of at.dependsOn) {
      const key = serviceKey(at.environment, name)
      if (seen.has(key)) continue
      seen.add(key)
      const next = services[key]
      if (byService.has(key)) found.push(key)
      else if (next) ways.push(next)
    }
  }
  return found
}

/** Joins two lists sorted by start where alerts lie within the window of each other; linear, since a storm may be on both sides. */
const meet = (a: readonly Alert[], b: readonly Alert[], join: (x: Alert, y: Alert) => void): void => {
  let j = 0
  for (const x of a) {
    while (j < b.length - 1 && b[j]!.startsAt < x.startsAt - WINDOW_MS) j++
    for (const y of [b[j], b[j + 1]]) if (y && Math.abs(y.startsAt - x.startsAt) <= WINDOW_MS) join(x, y)
  }
}

const incidentOf = (list: readonly Alert[], services: Table<Service>, known: string | undefined): Incident => {
  const [only] = list
  if (only && list.length === 1) {
    // most of a storm: thousands that nothing joins
    return { id: known ?? `${only.id}:${only.startsAt}`, environment: only.environment, severity: only.severity, startedAt: only.startsAt, alerts: [only.id], path: only.service === null ? [] : [only.service], likelyRoot: null, lead: only.id }
  }
  const sorted = worstFirst(list)
  const first = sorted[0]!
  const names = [...new Set(sorted.map((a) => a.service).filter((s): s is string => s !== null))]
  const inside = new Set(names)
  const below = new Map(names.map((name) => [name, (services[serviceKey(first.environment, name)]?.dependsOn ?? []).filter((d) => inside.has(d))]))
  const path = bottomUp(names, below)
  const roots = path.filter((name) => below.get(name)!.length === 0)
  const felt = sorted.filter((a) => a.annotations['impact'])
  const oldest = [...list].sort((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1))[0]!
  return {
    id: known ?? `${oldest.id}:${oldest.startsAt}`,
    environment: first.environment,
    severity: first.severity,
    startedAt: oldest.startsAt,
    alerts: sorted.map((a) => a.id),
    path,
    likelyRoot: names.length > 1 && roots.length === 1 && below.size > 1 ? roots[0]! : null,
    lead: (felt[0] ?? first).id
  }
}

/** Services ordered so that each comes after those it depends on; cycles end where they close. A walk with its own stack: chains may be deeper than calls can be. */
const bottomUp = (names: readonly string[], below: ReadonlyMap<string, readonly string[]>): readonly string[] => {
  const out: string[] = []
  const seen = new Set<string>()
  for (const start of names) {
    if (seen.has(start)) continue
    seen.add(start)
    const trail = [{ name: start, next: 0 }]
    for (let at = trail.at(-1); at !== undefined; at = trail.at(-1)) {
      const name = below.get(at.name)?.[at.next++]
      if (name === undefined) { out.push(at.name); trail.pop() }
      else if (!seen.has(name)) { seen.add(name); trail.push({ name, next: 0 }) }
    }
  }
  return out
}
