import { describe, expect, it } from 'vitest'
import { configSchema } from '@shared/config/schema'
import { createEngine, type Engine } from '../../../src/main/app/engine'
import { SourceFailure } from '../../../src/main/ports/failure'
import { fakeClock, type FakeClock } from '../../fakes/fake-clock'
import { fakeHooks } from '../../fakes/fake-hooks'
import { fakeHttp, type FakeHttp } from '../../fakes/fake-http'
import { fakeJournal, type FakeJournal } from '../../fakes/fake-journal'
import { fakeLedger } from '../../fakes/fake-ledger'
import { fakeMachine } from '../../fakes/fake-machine'
import { fakeNotifier, type FakeNotifier } from '../../fakes/fake-notifier'
import { fakeSound } from '../../fakes/fake-sound'
import { NOW } from '../../builders'

const HOUR = 3_600_000
const MIN = 60_000

interface Running { readonly engine: Engine; readonly clock: FakeClock; readonly http: FakeHttp; readonly journal: FakeJournal; readonly notifier: FakeNotifier; readonly renewed: () => number }

const rules = (...names: readonly string[]) => ({ json: { status: 'success', data: { groups: [{ name: 'g', rules: names.map((name) => ({
  type: 'alerting', name, query: 'up == 0', labels: {}, annotations: {}, health: 'ok', alerts: [{ labels: { alertname: name, severity: 'warning' }, annotations: {}, state: 'firing', activeAt: new Date(NOW + HOUR).toISOString(), value: '1' }]
})) }] } } })
/** Fired from one hour to two hours after NOW, looked at from each point of a grid a minute back. */
const past = (url: string) => {
  const query = new URL(url).searchParams
  const [start, step] = [Number(query.get('start')), Number(query.get('step'))]
  const values = Array.from({ length: 1_000 }, (_, i) => start + i * step).filter((t) => t * 1000 >= NOW + HOUR && (t - 60) * 1000 < NOW + 2 * HOUR).map((t) => [t, '1'])
  return { json: { status: 'success', data: { resultType: 'matrix', result: [{ metric: { alertname: 'Blip', alertstate: 'firing', severity: 'warning' }, values }] } } }
}

const start = async ({ mode = 'live', lastRunAt = null, clock = fakeClock(NOW) }: { readonly mode?: 'live' | 'demo'; readonly lastRunAt?: number | null; readonly clock?: FakeClock } = {}): Promise<Running> => {
  const http = fakeHttp({ 'GET /api/v1/rules': rules(), 'GET /api/v1/query': { json: { status: 'success', data: { resultType: 'vector', result: [] } } }, 'GET /api/v1/query_range': ({ url }) => past(url) })
  const [journal, notifier] = [fakeJournal(), fakeNotifier()]
  let renewed = 0
  const config = configSchema.parse({ thisComputer: false, sources: [{ name: 'prom', kind: 'prometheus', url: 'http://prom:9090', interval: '15s' }] })
  const engine = await createEngine({ config, readOnly: { sources: [], services: [], environments: [] }, file: null, notices: [] }, { mode, version: '0' }, {
    clock, random: () => 0.5, notifier, sound: fakeSound(), hooks: fakeHooks(), ledger: fakeLedger({ lastRunAt }), journal, log: { write: () => undefined },
    tools: { http: { open: () => http }, machine: fakeMachine() }, renew: () => { renewed++ }
  })
  await clock.advance(20_000)
  return { engine, clock, http, journal, notifier, renewed: () => renewed }
}
const wrote = ({ journal: { entries } }: Running): readonly string[] => entries.flatMap((e): string[] => {
  switch (e.type) {
    case 'suspended': return [e.type]
    case 'gap': return [`gap ${e.why} ${Math.round((e.at - e.from) / MIN)} min`]
    case 'began': case 'ended': return e.recovered ? [`${e.type} ${e.alert.name} recovered`] : [`${e.type} ${e.alert.name}`]
    case 'away': return [`away ${e.count} ${e.named.map((a) => a.name).join()} ${e.whole} ${e.failure?.code ?? ''}`.trim()]
    default: return []
  }
})
/** How often all was asked. */
const looks = ({ http }: Running): number => http.calls.filter((c) => c.url.includes('/rules')).length
const told = ({ notifier }: Running): readonly string[] => notifier.shown.map((r) => `${r.title} / ${r.body}`)

describe('waking', () => {
  it.each(['clocks', 'system'] as const)('is one, whether the %s or the other tells of it first: fresh connections, one look at once, one digest', async (first) => {
    const one = await start()
    const { engine, clock, http, renewed } = one
    const before = looks(one)
    engine.suspended()
    clock.sleep(8 * HOUR, { monotonicToo: false })
    http.on('GET /api/v1/rules', rules('Slow'))
    if (first === 'system') engine.resumed()
    await clock.advance(1_500)
    if (first === 'clocks') engine.resumed()
    await clock.advance(3_000)
    await engine.stop()
    expect([looks(one) - before, renewed(), http.resets, Object.keys(engine.state().notices).filter((id) => id === 'woke' || id === 'clock-jumped')]).toEqual([1, 1, 1, ['woke']])
    expect([wrote(one), told(one)]).toEqual([
      ['suspended', 'gap slept 480 min', 'began Slow', 'began Blip recovered', 'ended Blip recovered', 'away 1 Blip true'],
      ['While you were away. Warning: Slow, PRODUCTION / Slow. Since 13:00.\nSlow, seen by prom.\nOne began and ended meanwhile: Blip, 13:00 to 14:00.']
    ])
  })

  it('asks again and again while the network comes back, and says nothing of it', async () => {
    const one = await start()
    const { engine, clock, http } = one
    clock.sleep(8 * HOUR, { monotonicToo: false })
    http.on('GET /api/v1/rules', new SourceFailure('dns', { host: 'prom' }))
    http.on('GET /api/v1/query', new SourceFailure('dns', { host: 'prom' }))
    const before = looks(one)
    await clock.advance(25_000)
    const tries = looks(one) - before
    http.on('GET /api/v1/rules', rules())
    await clock.advance(4_000)
    await engine.stop()
    expect([tries, told(one), wrote(one)]).toEqual([13, ['While you were away: one alert began and ended / Blip, 13:00 to 14:00.'], ['gap slept 480 min', 'began Blip recovered', 'ended Blip recovered', 'away 1 Blip true']])
  })

  it('says that what happened meanwhile could not be read, and tells what is new all the same', async () => {
    const one = await start()
    const { engine, clock, http } = one
    http.on('GET /api/v1/query_range', { status: 503, body: 'overloaded' })
    http.on('GET /api/v1/rules', rules('Slow'))
    clock.sleep(8 * HOUR, { monotonicToo: false })
    await clock.advance(3_000)
    await engine.stop()
    expect([wrote(one), one.notifier.shown.length]).toEqual([['gap slept 480 min', 'began Slow', 'away 0  false not-ready'], 1])
  })

  it('after a nap of less than two polls asks nobody what they remember, after less than 10 s does not even speak of it, but renews', async () => {
    const one = await start()
    const { engine, clock, http, renewed } = one
    const ranges = (): number => http.calls.filter((c) => c.url.includes('query_range')).length
    const before = ranges()
    clock.sleep(20_000, { monotonicToo: false })
    await clock.advance(2_000)
    engine.suspended()
    clock.sleep(5_000, { monotonicToo: false })
    engine.resumed()
    await clock.advance(2_000)
    await engine.stop()
    expect([ranges() - before, renewed(), wrote(one)]).toEqual([0, 2, ['gap slept 0 min', 'suspended']])
  })

  it('a clock that is set is no sleep', async () => {
    const one = await start()
    one.clock.jump(HOUR)
    await one.clock.advance(3_000)
    await one.engine.stop()
    expect([wrote(one), told(one), Object.keys(one.engine.state().notices).includes('clock-jumped'), one.renewed()]).toEqual([[], [], true, 0])
  })

  it('does not happen to the demo', async () => {
    const one = await start({ mode: 'demo' })
    one.clock.sleep(8 * HOUR)
    await one.clock.advance(3_000)
    await one.engine.stop()
    expect([wrote(one), told(one), Object.keys(one.engine.state().notices), one.renewed(), one.http.calls.some((c) => c.url.includes('query_range'))]).toEqual([[], [], [], 0, false])
  })

  it('from a stop: what was missed is asked for at most a day back', async () => {
    const one = await start({ clock: fakeClock(NOW + 72 * HOUR), lastRunAt: NOW })
    await one.engine.stop()
    const range = one.http.calls.map((c) => new URL(c.url)).find((url) => url.pathname.endsWith('query_range') && url.searchParams.get('query')?.includes('ALERTS'))
    expect([Number(range?.searchParams.get('start')) * 1000 - NOW, wrote(one)]).toEqual([48 * HOUR, ['gap crashed 4320 min', 'away 0  true']])
  })
})
