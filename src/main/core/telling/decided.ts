import type { Decided } from '@shared/domain/notification'
import type { CoreState } from '../core-state'
import { routerOf } from '../pager/routes'
import { ruleBeside, whyNot } from './why-not'

const rowOf = <T>(table: Readonly<Record<string, T>>, id: string): T | undefined => (Object.hasOwn(table, id) ? table[id] : undefined)

/**
 * The decision on an alert as it stands at `now` (ms), by the alert's id: of thousands, records tell of the newest only, while each has its episode. What has none is told by the policy as it is.
 * Null: there is no such alert, or it was over before anything was decided.
 */
export const decidedIn = (state: CoreState, now: number): ((id: string) => Decided | null) => {
  const route = routerOf(state, now)
  return (id) => {
    const { alerts, resolved } = state.app
    const alert = rowOf(alerts, id) ?? rowOf(resolved, id)
    if (alert === undefined) return null
    const episode = rowOf(state.episodes, id)
    const reason = episode?.reason ?? (Object.hasOwn(alerts, id) ? whyNot(alert, { next: state, now, route }) ?? 'gathered' : null)
    if (reason === null) return null
    const toldAt = episode?.toldAt ?? null
    // by which rule it was told then the rules of now do not say
    const rule = toldAt !== null || reason === 'gathered' ? undefined : ruleBeside(reason, route(alert))
    return { reason, toldAt, ...(rule !== undefined && { rule }) }
  }
}
