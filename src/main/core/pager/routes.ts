import type { PagingConfig } from '@shared/config/paging'
import type { Alert } from '@shared/domain/alert'
import { isAmong, samePerson } from '@shared/domain/on-call'
import { serviceKey } from '@shared/domain/service'
import type { CoreState } from '../core-state'
import { environmentNamed } from '../rules'
import { wallOf } from './night'
import { policyOf, routeOf, type Moment, type Policy, type Routed, type Subject } from './policy'

/** What becomes of an alert, and by which rule. */
export type Router = (alert: Alert) => Routed
/** What becomes of an alert now, by the rules. */
export const routerOf = (state: CoreState, now: number): Router => {
  const policy = policyFor(state.config.paging)
  const moment = momentOf(state, now)
  return (alert) => {
    const subject: Subject = {
      severity: alert.severity, environment: alert.environment, service: alert.service, labels: alert.labels, kind: environmentNamed(alert.environment, state.rules).kind,
      tier: alert.service === null ? null : (state.app.services[serviceKey(alert.environment, alert.service)]?.tier ?? null)
    }
    return routeHere(subject, policy, moment)
  }
}

/** What becomes of it at this desk: whoever is next has its page as well, quietly until it comes to them. */
export const routeHere = (subject: Subject, policy: Policy, moment: Moment): Routed => {
  const here = routeOf(subject, policy, moment)
  if (moment.onCall !== false || here.route === 'page') return here
  const onCall = routeOf(subject, policy, { ...moment, onCall: true })
  if (onCall.route !== 'page') return here
  return { ...onCall, rule: here.rule, own: here.own || onCall.own, ...(here.route === 'notify' ? {} : { untold: here.route === 'list' ? 'listed' : 'ignored' }) }
}

/** Whoever stands in for a Garda that does not watch is on call. */
export const momentOf = ({ config: { paging }, app: { meta: { shift, night } }, presence: { absent } }: CoreState, now: number): Moment =>
  ({ night, ...wallOf(now, paging.night.zone), onCall: paging.me === undefined || shift.now === null ? null : samePerson(shift.now.name, paging.me) || isAmong(absent, shift.now.name) })
const policies = new WeakMap<PagingConfig, Policy>()
export const policyFor = (paging: PagingConfig): Policy => {
  const known = policies.get(paging)
  if (known) return known
  const made = policyOf(paging)
  policies.set(paging, made)
  return made
}
