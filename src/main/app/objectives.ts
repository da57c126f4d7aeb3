import type { ObjectiveAnswer } from '@shared/contract/commands'
import { firingSince } from '@shared/domain/alert'
import type { AppState } from '@shared/state/app-state'
import type { Service } from '@shared/domain/service'
import { t } from '@shared/text/catalogue'
import { asFailure } from '../ports/failure'
import type { Engine } from './engine'
import type { Asking } from './queries'

/** An answer this young is given again: several screens show the same budget. */
const YOUNG_MS = 10_000
/** So many services are asked for at a time, however many a screen lists. */
const AT_ONCE = 2
const MOST_KEPT = 500

export interface ObjectivesTools {
  readonly engine: Pick<Engine, 'state' | 'instance' | 'sighting'>
  /** ms since 1970 */
  readonly now: () => number
  readonly ask: Asking['ask']
}

interface Kept { readonly at: number; readonly about: string; readonly answer: Promise<ObjectiveAnswer> }

/** Answers what the objectives of services say, few at a time and no more often than it is worth. */
export const createObjectives = ({ engine, now, ask }: ObjectivesTools): ((key: string) => Promise<ObjectiveAnswer>) => {
  const kept = new Map<string, Kept>()
  const waiting: (() => void)[] = []
  let running = 0
  const inTurn = async <T>(run: () => Promise<T>): Promise<T> => {
    if (running >= AT_ONCE) await new Promise<void>((resolve) => { waiting.push(resolve) })
    else running++
    // the place of one that is done goes to the next that waits
    try { return await run() } finally { const next = waiting.shift(); if (next) next(); else running-- }
  }

  const count = async (service: Service, since: number | null): Promise<ObjectiveAnswer> => {
    const { objective } = service
    if (objective === null) return no('objective.undeclared')
    let failed: ObjectiveAnswer | null = null
    for (const { source } of service.seenBy.toSorted((a, b) => Number(b.fresh) - Number(a.fresh))) {
      const instance = engine.instance(source)
      const sighting = engine.sighting(source, service.name, service.environment)
      const counts = instance?.kind?.objective
      if (!instance || !counts || !sighting) continue
      try {
        const reading = await ask(instance, (ctx) => counts(instance.source, { name: sighting.name, labels: sighting.labels }, { objective, since }, ctx))
        if (reading) return { ok: true, ...reading }
      } catch (thrown) {
        const { code, values } = asFailure(thrown)
        failed ??= { ok: false, failure: { code, values }, source: instance.setup.name }
      }
    }
    return failed ?? no('objective.none')
  }

  return (key) => {
    const state = engine.state()
    const service = Object.hasOwn(state.services, key) ? state.services[key]! : null
    if (!service) return Promise.resolve(no('objective.undeclared'))
    const since = troubleSince(service, state)
    const about = JSON.stringify([service.objective, since])
    const old = kept.get(key)
    if (old?.about === about && now() >= old.at && now() - old.at < YOUNG_MS) return old.answer
    if (kept.size >= MOST_KEPT) kept.clear()
    const answer = inTurn(() => count(service, since))
    kept.set(key, { at: now(), about, answer })
    return answer
  }
}

const no = (why: 'objective.undeclared' | 'objective.none'): ObjectiveAnswer => ({ ok: false, failure: { code: 'settings', values: { detail: t(why) } }, source: '' })

/** When the alert that has fired longest and asks for somebody began to fire, ms; null: there is none. */
export const troubleSince = (service: Pick<Service, 'alerts'>, { alerts }: Pick<AppState, 'alerts'>): number | null => {
  const times = service.alerts.flatMap((id) => { const a = alerts[id]; return a?.state === 'firing' && (a.severity === 'critical' || a.severity === 'warning') ? [firingSince(a)] : [] })
  return times.length > 0 ? Math.min(...times) : null
}
