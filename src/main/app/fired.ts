import type { CommandArgs, FiredAnswer } from '@shared/contract/commands'
import type { FiredAlert } from '@shared/domain/fired'
import { isSubset, labelOf } from '@shared/domain/labels'
import type { Failure } from '@shared/domain/source'
import { clean } from '@shared/text/clean'
import { asFailure } from '../ports/failure'
import type { FiredAlerts, FiredQuery } from '../ports/source-kind'
import type { Engine } from './engine'
import type { Instance } from './instances'
import type { Asking } from './queries'

export interface FiredTools {
  readonly engine: Pick<Engine, 'state' | 'instance' | 'placed'>
  readonly ask: Asking['ask']
}

/** When a service's alerts fired, by all sources that remember such things: which of what they tell is the service's own is judged as for alerts of now. */
export const createFired = ({ engine, ask }: FiredTools) => async ({ service: key, from, to, slot }: CommandArgs<'fired'>[0]): Promise<FiredAnswer> => {
  const { services, sources, alerts } = engine.state()
  const service = Object.hasOwn(services, key) ? services[key]! : null
  if (service === null) return { alerts: [], partial: [] }
  const held = service.alerts.flatMap((alert) => { const a = alerts[alert]; return a?.state === 'suppressed' ? [a] : [] })
  const told = await Promise.all(Object.keys(sources).map(async (id): Promise<{ readonly alerts: readonly FiredAlert[]; readonly partial: FiredAnswer['partial'] }> => {
    const instance = engine.instance(id)
    if (!instance?.kind?.fired || instance.broken) return { alerts: [], partial: [] }
    const { said, failure } = await asked(instance, ask, { service: service.name, from, to }, slot === undefined ? undefined : `${slot} ${id}`)
    const own = said.alerts.flatMap(({ labels, expression, from: began, to: ended, before }): readonly FiredAlert[] => {
      const place = engine.placed(id, labels)
      if (place?.service !== service.name || place.environment !== service.environment) return []
      // what is held back now called for nobody: it is no trouble on a graph
      if (held.some((a) => ended >= a.startsAt && isSubset(labels, a.labels))) return []
      return [{ name: labelOf(labels, 'alertname') || instance.setup.name, severity: place.severity, expression, from: began, to: ended, ...(before && { before }) }]
    })
    return { alerts: own, partial: said.whole ? [] : [{ source: clean(instance.setup.name, { max: 80 }), failure }] }
  }))
  return { alerts: told.flatMap((t) => t.alerts).sort((a, b) => a.from - b.from), partial: told.flatMap((t) => t.partial) }
}

/** Whoever cannot say lacks it all, and is named with why. */
const asked = async (instance: Instance, ask: Asking['ask'], query: FiredQuery, slot: string | undefined): Promise<{ readonly said: FiredAlerts; readonly failure: Failure | null }> => {
  try { return { said: await ask(instance, (ctx) => instance.kind!.fired!(instance.source, query, ctx), { slot }), failure: null } } catch (thrown) {
    const { code, values } = asFailure(thrown)
    return { said: { alerts: [], whole: false }, failure: { code, values } }
  }
}
