import { isFresh, trusted } from '@shared/domain/freshness'
import { labelsOf } from '@shared/domain/labels'
import type { Page } from '@shared/domain/page'
import type { Service } from '@shared/domain/service'
import type { Severity } from '@shared/domain/severity'
import type { CoreState } from '../core-state'
import { serviceIn } from '@shared/domain/unseen'
import { sourcesOf } from '../blinded'
import { dueFrom, lostSince } from '../lost'
import { unknownWords, watchdogWords, type Words } from '../notify-words'
import { backWords, vanishedOf, vanishedWords } from './buddy'
import { environmentNamed } from '../rules'
import type { Moment, Policy, Subject } from './policy'
import { BUDDY } from './proof'
import { momentOf, policyFor, routeHere } from './routes'
import { missing, type Missing } from './watchdog'

/** Something that ought to be seen and is not, though its source answers. */
export interface Unseen {
  readonly key: string
  readonly severity: Severity
  readonly environment: string
  readonly services: readonly string[]
  readonly since: number
  readonly route: Page['route']
  /** By which rule; absent: no rule had to be asked. */
  readonly rule?: string
  /** Not told here before its page comes to this desk. */
  readonly untold?: 'listed' | 'ignored'
  readonly words: Words
  /** Where it is a watchdog. */
  readonly missing?: Missing
}

const NO_LABELS = labelsOf([])

/**
 * Whoever is on call and whose Garda does not watch, services that cannot be seen for longer than the configuration allows, and watchdog alerts that are missing: the latter mean that alerts
 * no longer come through, and page. What is unknown only because its source is silent is that source's trouble, told once for all.
 */
export const unseenOf = (state: CoreState, policy: Policy, moment: Moment, now: number): readonly Unseen[] => {
  if (state.baselineUntil !== null) return []
  const { severities, environments } = state.config.notifications
  const services = !severities.includes('unknown') ? [] : Object.values(state.app.services).flatMap((service): Unseen[] => {
    const [since, due] = [lostSince(service, state), dueFrom(service, state)]
    if (since === null || due === null || now - due < state.config.paging.unknownAfter || !environments.includes(service.environmentKind) || !isAnswered(service, state, now)) return []
    const { route, rule, untold } = routeHere(subjectFor(service), policy, moment)
    return route === 'page' || route === 'notify'
      ? [{ key: `service:${service.key}`, severity: 'unknown', environment: service.environment, services: [service.name], since, route, rule, ...(untold && { untold }), words: unknownWords(service, state, now) }]
      : []
  })
  const watchdogs = missing(state, now).map((one): Unseen => ({
    key: `watchdog:${one.source}:${one.name}`, severity: 'critical', environment: placeOf(state, state.memory[one.source]!.setup.environment), services: [], since: one.since, route: 'page',
    words: watchdogWords([one], state, now), missing: one
  }))
  return [...watchdogs, ...vanished(state), ...services]
}

/** Whether what cannot be seen pages by the rules of now, whether it is due or not; what is no service always does. */
export const callsIn = (state: CoreState, now: number): ((key: string) => boolean) => {
  const [policy, moment] = [policyFor(state.config.paging), momentOf(state, now)]
  return (key) => {
    const service = serviceIn(key)
    return service === null || !Object.hasOwn(state.app.services, service) || routeHere(subjectFor(state.app.services[service]!), policy, moment).route === 'page'
  }
}
const subjectFor = ({ environment, name, environmentKind, tier }: Service): Subject => ({ severity: 'unknown', environment, service: name, labels: NO_LABELS, kind: environmentKind, tier })

/** The environment that is meant where no label says so: the source's own, else production, under the name it has here. */
const placeOf = ({ rules, app }: CoreState, own: string | null): string => {
  const { name } = environmentNamed(own ?? 'production', rules)
  const productions = own !== null || Object.hasOwn(app.environments, name) ? [] : Object.values(app.environments).filter((e) => e.kind === 'production')
  return productions.length === 1 ? productions[0]!.name : name
}

/** That nobody watches for whoever is on call is told, and pages nobody: what pages for them is loud here. */
const vanished = (state: CoreState): readonly Unseen[] => {
  const buddy = vanishedOf(state)
  return buddy ? [{ key: BUDDY + buddy.name, severity: 'unknown', environment: placeOf(state, null), services: [], since: buddy.since, route: 'notify', words: vanishedWords(buddy, state) }] : []
}

/** What is said when a notification of what could not be seen is over; null: nothing. */
export const returnWords = (page: Page, state: CoreState): Words | null => {
  const name = page.unseen.find((key) => key.startsWith(BUDDY))?.slice(BUDDY.length)
  return name === undefined || state.presence.absent.includes(name) ? null : backWords(name, page, state)
}

/** Whether a source that saw it answers: then it is the service that is missing. */
const isAnswered = (service: Service, state: CoreState, now: number): boolean => {
  const { app } = state
  const believed = trusted(app.sources, app.ages, now)
  return sourcesOf(state, service).some((source) => believed.has(source) && isFresh(app.ages[source], now))
}

