import type { Alert } from '@shared/domain/alert'
import { serviceKey, type Service } from '@shared/domain/service'
import type { Matcher } from '@shared/domain/silence'
import { idInKey, subjectOf } from '@shared/domain/unseen'
import type { CoreState, SourceMemory } from '../core-state'
import { isActive, testOf } from '../fitting'
import { environmentOf } from '../rules'
import { groundsIn } from './roots'
import type { Router } from './routes'
import type { Missing } from './watchdog'

/** An alert that begins this long before a service is lost, or later, is of the same trouble. */
const NEAR_MS = 5 * 60_000

/**
 * What explains that a service cannot be seen: a critical alert on it that came with that, or one beneath it, which is told itself or held back by somebody; or a silence of the whole service.
 * It is told once nothing does any more.
 */
export const explainedIn = (state: CoreState, route: Router, at: number): ((service: Service, since: number) => boolean) => {
  const { app: { services, alerts } } = state
  const grounds = groundsIn(services)
  const asking = Object.values(alerts).filter((a) => a.state !== 'pending' && a.severity === 'critical' && a.service !== null && route(a).route === 'page')
  const byKey = new Map<string, Alert[]>()
  for (const a of asking) { const key = serviceKey(a.environment, a.service!); byKey.set(key, [...(byKey.get(key) ?? []), a]) }
  return (service, since) => {
    const own = (byKey.get(service.key) ?? []).some((a) => a.startsAt >= since - NEAR_MS)
    return own || [...grounds({ environment: service.environment, service: service.name })].some((key) => key !== service.key && byKey.has(key)) || isSilenced(service, state, at)
  }
}

/** Whether a silence fits the service whatever fires on it: one of its matchers names it, and none asks for a label that only alerts have. */
const isSilenced = ({ name, environment }: Service, { memory, rules }: CoreState, at: number): boolean => {
  const silences = Object.values(memory).flatMap((m) => m.silences.filter((s) => isActive(s, at)))
  if (silences.length === 0) return false
  const named = new Set(rules.serviceLabels)
  const names = ({ name: label, isEqual }: Matcher): boolean => isEqual && named.has(label)
  return Object.values(memory).some(({ setup, services, vanished }) =>
    [...(services ?? []), ...Object.values(vanished).map((v) => v.sighting)].some((s) => s.name === name && environmentOf(s.labels, rules, setup.environment).name === environment &&
      silences.some(({ matchers }) => matchers.some(names) && matchers.every((m) => testOf(m)(s.labels)))))
}

/** Whether a watchdog is missing at an Alertmanager because all that send to it are silent, which a page tells of. */
export const isCutOff = ({ source, name }: Missing, { sendings, memory, app: { pages, sources } }: CoreState): boolean => {
  const sends = ({ setup: { id, abilities }, watched }: SourceMemory): boolean =>
    id !== source && !abilities.includes('silence') && (sendings[id]?.to.includes(source) === true || watched.some((w) => w.name === name && w.seenAt !== null))
  const senders = Object.values(memory).filter((m) => Object.hasOwn(sources, m.setup.id) && sends(m)).map((m) => m.setup.id)
  const told = new Set(Object.values(pages).flatMap((p) => (p.status !== 'over' && p.route === 'page' ? p.unseen.map(subjectOf) : [])))
  return senders.length > 0 && senders.every((id) => sources[id]!.failingSince !== null) && senders.some((id) => told.has(`source:${idInKey(id)}`))
}
