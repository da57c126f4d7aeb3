import type { Alert } from '@shared/domain/alert'
import { telling } from '@shared/domain/freshness'
import type { Labels } from '@shared/domain/labels'
import { serviceKey, type Service } from '@shared/domain/service'
import type { Silence } from '@shared/domain/silence'
import { idInKey, serviceIn, subjectOf } from '@shared/domain/unseen'
import type { CoreState, SourceMemory } from '../core-state'
import { isActive, testOf } from '../fitting'
import { WINDOW_MS } from '../incidents'
import { lostSince } from '../lost'
import { environmentOf } from '../rules'
import { groundsIn } from './roots'
import type { Router } from './routes'
import type { Missing } from './watchdog'

/** An alert that begins this long before a service is lost, or later, is of the same trouble. */
export const NEAR_MS = 5 * 60_000

/**
 * What explains that a service cannot be seen: a critical alert on it that came with that, or one beneath it, which somebody tells now and which is told itself or held back; or a silence of the
 * whole service. It is told once nothing does any more.
 */
export const explainedIn = (state: CoreState, route: Router, at: number): ((service: Service, since: number) => boolean) => {
  const grounds = groundsIn(state.app.services)
  // seldom asked, and a storm has thousands of alerts
  let made: ReadonlyMap<string, readonly Alert[]> | null = null
  return (service, since) => {
    made ??= askingIn(state, route, at)
    const byKey = made
    const own = (byKey.get(service.key) ?? []).some((a) => a.startsAt >= since - NEAR_MS)
    return own || [...grounds({ environment: service.environment, service: service.name })].some((key) => key !== service.key && byKey.has(key)) || isSilenced(service, state, at)
  }
}

/**
 * Whether a service is lost whose own critical alert, which came with that, is silenced, inhibited or muted, or was somebody's before it was on any page: by itself the loss would not have been told.
 */
export const heldBackIn = (state: CoreState, route: Router, at: number): ((key: string) => boolean) => {
  let made: ReadonlyMap<string, readonly Alert[]> | null = null
  const paged = new Set(Object.values(state.app.pages).flatMap((p) => (p.status === 'over' ? [] : p.alerts)))
  return (key) => {
    const service = serviceIn(key)
    const lost = service === null || !Object.hasOwn(state.app.services, service) ? null : state.app.services[service]!
    const since = lost && lostSince(lost, state)
    if (service === null || since === null) return false
    made ??= askingIn(state, route, at)
    const own = (made.get(service) ?? []).filter((a) => a.startsAt >= since - NEAR_MS)
    return own.length > 0 && own.every((a) => a.state === 'suppressed' || (a.held !== null && !paged.has(a.id)))
  }
}

/**
 * Critical alerts that page, or would if nothing held them back, by their service's key. What nobody tells any more explains nothing; what was told and is gone for no longer than the grace, or
 * is pending again for no longer than any event on a page that somebody has, does.
 */
const askingIn = (state: CoreState, route: Router, at: number): ReadonlyMap<string, readonly Alert[]> => {
  const { episodes, config: { paging: { grace } }, app: { sources, ages, alerts, resolved } } = state
  const told = telling(sources, ages, at)
  const byKey = new Map<string, Alert[]>()
  const polls = ({ sources: ids }: Alert): number => 2 * Math.max(0, ...ids.map((id) => sources[id]?.intervalMs ?? 0))
  const isOut = (alert: Alert): boolean => at - (alert.endsAt ?? 0) >= Math.max(grace, polls(alert))
  const had = new Set(Object.values(state.app.pages).flatMap((p) => (p.status === 'held' ? p.alerts : [])))
  const again = (alert: Alert): readonly Alert[] => {
    const before = episodes[alert.id]
    return alert.state !== 'pending' ? [alert] : before?.toldAt != null && had.has(alert.id) && at - (before.endedAt ?? at) < WINDOW_MS ? [{ ...alert, startsAt: before.startedAt }] : []
  }
  for (const alert of [...Object.values(alerts).flatMap(again), ...Object.values(resolved).filter((a) => !isOut(a))]) {
    if (alert.service === null || alert.severity !== 'critical' || !alert.sources.some((id) => told.has(id)) || route(alert).route !== 'page') continue
    const key = serviceKey(alert.environment, alert.service)
    const list = byKey.get(key)
    if (list) list.push(alert)
    else byKey.set(key, [alert])
  }
  return byKey
}

/**
 * Whether silences fit the service whatever fires on it: a matcher of each names it, and none asks for a label that only alerts have. As for alerts, each Alertmanager that its sources send to
 * has to have one: what is silenced at another says nothing of this service.
 */
const isSilenced = ({ name, environment }: Service, { memory, rules, sendings }: CoreState, at: number): boolean => {
  const named = new Set(rules.serviceLabels)
  const fits = (labels: Labels) => ({ matchers }: Silence): boolean => matchers.some((m) => m.isEqual && named.has(m.name)) && matchers.every((m) => testOf(m)(labels))
  const seen = Object.values(memory).flatMap(({ setup, services, vanished }) => [...(services ?? []), ...Object.values(vanished).map((v) => v.sighting)]
    .flatMap((s) => (s.name === name && environmentOf(s.labels, rules, setup.environment).name === environment ? [{ labels: s.labels, to: sendings[setup.id]?.to ?? [] }] : [])))
  return seen.length > 0 && seen.every(({ labels, to }) => to.length > 0 && to.every((id) => Object.hasOwn(memory, id) && memory[id]!.silences.some((s) => isActive(s, at) && fits(labels)(s))))
}

/** Whether a watchdog is missing at an Alertmanager because all that send to it are silent, which a page tells of. */
export const isCutOff = ({ source, name }: Missing, { sendings, memory, app: { pages, sources } }: CoreState): boolean => {
  const sends = ({ setup: { id, abilities }, watched }: SourceMemory): boolean =>
    id !== source && !abilities.includes('silence') && (sendings[id]?.to.includes(source) === true || watched.some((w) => w.name === name && w.seenAt !== null))
  const senders = Object.values(memory).filter((m) => Object.hasOwn(sources, m.setup.id) && sends(m)).map((m) => m.setup.id)
  const told = new Set(Object.values(pages).flatMap((p) => (p.status !== 'over' && p.route === 'page' ? p.unseen.map(subjectOf) : [])))
  return senders.length > 0 && senders.every((id) => sources[id]!.failingSince !== null) && senders.some((id) => told.has(`source:${idInKey(id)}`))
}
