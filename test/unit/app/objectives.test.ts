import { describe, expect, it } from 'vitest'
import type { AppState } from '@shared/state/app-state'
import type { ObjectiveData } from '@shared/domain/objective'
import { createObjectives } from '../../../src/main/app/objectives'
import type { Instance } from '../../../src/main/app/instances'
import { SourceFailure } from '../../../src/main/ports/failure'
import type { ObjectiveQuery, SourceKind } from '../../../src/main/ports/source-kind'
import { aContext, anInstance } from '../../builders/asking'
import { anAlert, aService, aServiceSighting, aState, NOW } from '../../builders'
import { fakeHttp } from '../../fakes/fake-http'

const DAY = 86_400_000
const promised = { target: 0.999, windowMs: 30 * DAY, errors: null, total: null }
const data: ObjectiveData = { source: 'a', at: NOW, burns: [], whole: null, since: null, warnings: [] }

/** Two sources, of which each answers as told when it is let go. */
const world = (state: AppState, counts: Readonly<Record<string, 'counts' | 'nothing' | SourceFailure>>) => {
  const clock = { now: NOW }
  const asked: { source: string; service: string; since: ObjectiveQuery['since'] }[] = []
  const held: (() => void)[] = []
  const instance = (id: string): Instance => {
    const objective: SourceKind['objective'] = async (source, service, { since }) => {
      asked.push({ source: source.id, service: service.name, since })
      await new Promise<void>((done) => { held.push(done) })
      const told = counts[id]
      if (told instanceof SourceFailure) throw told
      return told === 'counts' ? { data, failure: null } : null
    }
    return { setup: { id, name: `name of ${id}` }, kind: { objective }, source: anInstance([], { id }), context: () => aContext(fakeHttp()) } as unknown as Instance
  }
  const instances = new Map(Object.keys(counts).map((id) => [id, instance(id)]))
  const ask = createObjectives({
    engine: { state: () => state, instance: (id) => instances.get(id), sighting: (_source, name) => aServiceSighting({ name }) },
    now: () => clock.now, ask: (instance, use) => use(instance.context(new AbortController().signal))
  })
  /** Lets everything that waits go on, until nothing does. */
  const letGo = async (): Promise<void> => { do { for (const go of held.splice(0)) go(); await new Promise((done) => { setImmediate(done) }) } while (held.length > 0) }
  return { ask, asked, clock, letGo, held }
}
const seenBy = (...sources: readonly string[]) => sources.map((source) => ({ source, lastSampleAt: null, fresh: source !== 'stale' }))
const many = (n: number): AppState => aState({ services: Array.from({ length: n }, (_, i) => aService({ name: `s${i}`, objective: promised, seenBy: seenBy('a') })) })

describe('the objectives of services', () => {
  it('are asked for two at a time, each once, however often they are wanted', async () => {
    const { ask, asked, held, letGo, clock } = world(many(5), { a: 'counts' })
    const answers = [0, 1, 2, 3, 4, 0, 1].map((i) => ask(`production/s${i}`))
    await new Promise((done) => { setImmediate(done) })
    expect([asked.map(({ service }) => service), held.length]).toEqual([['s0', 's1'], 2])
    await letGo()
    expect([await Promise.all(answers), asked.map(({ service }) => service)]).toEqual([Array(7).fill({ ok: true, data, failure: null }), ['s0', 's1', 's2', 's3', 's4']])
    clock.now += 9_000
    await ask('production/s0')
    expect(asked).toHaveLength(5)
    clock.now += 1_000
    const again = ask('production/s0')
    await letGo()
    await again
    expect(asked).toHaveLength(6)
  })

  it('come from the first source that counts, the fresh ones first', async () => {
    const state = aState({ services: [aService({ objective: promised, seenBy: seenBy('stale', 'refused', 'empty', 'a') })] })
    const { ask, asked, letGo } = world(state, { stale: 'counts', refused: new SourceFailure('refused', { host: 'h' }), empty: 'nothing', a: 'counts' })
    const answer = ask('production/checkout')
    await letGo()
    expect([await answer, asked.map(({ source }) => source)]).toEqual([{ ok: true, data, failure: null }, ['refused', 'empty', 'a']])
  })

  it('say why nothing was counted', async () => {
    const told = async (over: Parameters<typeof aService>[0], counts: Parameters<typeof world>[1]): Promise<unknown> => {
      const { ask, letGo } = world(aState({ services: [aService(over)] }), counts)
      const answer = ask('production/checkout')
      await letGo()
      return answer
    }
    const settings = (detail: string): unknown => ({ ok: false, failure: { code: 'settings', values: { detail } }, source: '' })
    expect([
      await told({ objective: promised, seenBy: seenBy('a') }, { a: new SourceFailure('refused', { host: 'h' }) }), await told({ objective: promised, seenBy: seenBy('a') }, { a: 'nothing' }),
      await told({ objective: null, seenBy: seenBy('a') }, { a: 'counts' }), await world(aState({ services: [] }), {}).ask('production/gone')
    ]).toEqual([
      { ok: false, failure: { code: 'refused', values: { host: 'h' } }, source: 'name of a' }, settings('None of its sources counts its requests and errors. The objective can name them: errors and total.'),
      settings('No objective is declared for this service.'), settings('No objective is declared for this service.')
    ])
  })

  it('are told since when the oldest alert that asks for somebody fires', async () => {
    const alerts = [
      anAlert({ id: 'Old', severity: 'info', startsAt: NOW - 9_000 }), anAlert({ id: 'Held', state: 'suppressed', severity: 'critical', startsAt: NOW - 8_000 }),
      anAlert({ id: 'A', severity: 'warning', startsAt: NOW - 5_000 }), anAlert({ id: 'Waited', severity: 'critical', startsAt: NOW - 90_000, firedAt: NOW - 4_000 }), anAlert({ id: 'B', severity: 'critical', startsAt: NOW - 3_000 })
    ]
    const state = aState({ alerts, services: [aService({ objective: promised, seenBy: seenBy('a'), alerts: alerts.map((a) => a.id) })] })
    const { ask, asked, letGo } = world(state, { a: 'counts' })
    const answer = ask('production/checkout')
    await letGo()
    await answer
    expect(asked).toEqual([{ source: 'a', service: 'checkout', since: NOW - 5_000 }])
  })
})
