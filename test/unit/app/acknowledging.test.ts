import { describe, expect, it } from 'vitest'
import { configSchema } from '@shared/config/schema'
import { createEngine, type Engine } from '../../../src/main/app/engine'
import { forgetfulJournal } from '../../../src/main/app/face'
import { SourceFailure } from '../../../src/main/ports/failure'
import type { HttpClient, HttpRequest } from '../../../src/main/ports/http'
import type { LedgerState } from '../../../src/main/ports/ledger'
import { aPage, NOW } from '../../builders'
import { fakeClock, type FakeClock } from '../../fakes/fake-clock'
import { fakeHooks } from '../../fakes/fake-hooks'
import { fakeHttp } from '../../fakes/fake-http'
import { fakeLedger } from '../../fakes/fake-ledger'
import { fakeMachine } from '../../fakes/fake-machine'
import { fakeNotifier } from '../../fakes/fake-notifier'
import { fakeSound } from '../../fakes/fake-sound'
import { fakeSilences, type FakeSilences, type KeptSilence } from '../../fakes/fake-silences'

const S = 1_000
const MIN = 60 * S

interface World {
  readonly clock: FakeClock
  readonly am: FakeSilences
  readonly saved: () => LedgerState
  /** Alerts that fire in the Alertmanager, by name. */
  firing: readonly string[]
  start(left?: Partial<LedgerState>): Promise<Engine>
  /** Of every alert: who has it. */
  held(engine: Engine): Readonly<Record<string, unknown>>
}

const labels = (name: string): Readonly<Record<string, string>> => ({ alertname: name, severity: 'critical', service: 'checkout' })

/** One Alertmanager with the alerts and silences it is told, and a Prometheus beside it whose alert `Local` goes nowhere. */
const world = (): World => {
  const clock = fakeClock(NOW)
  const am = fakeSilences(() => clock.now())
  let ledger = fakeLedger()
  const told = (name: string): object => {
    const by = am.kept.filter((s) => Date.parse(s.endsAt) > clock.now() && s.matchers.every((m) => labels(name)[m.name] === m.value)).map((s) => s.id)
    return {
      labels: labels(name), annotations: {}, startsAt: new Date(NOW - MIN).toISOString(), endsAt: new Date(clock.now() + 4 * MIN).toISOString(),
      status: { state: by.length ? 'suppressed' : 'active', silencedBy: by, inhibitedBy: [], mutedBy: [] }
    }
  }
  const prometheus = fakeHttp({
    'GET /api/v1/rules': { json: { status: 'success', data: { groups: [{ name: 'g', rules: [{
      type: 'alerting', name: 'Local', query: 'x', health: 'ok', alerts: [{ labels: labels('Local'), annotations: {}, state: 'firing', activeAt: new Date(NOW - MIN).toISOString(), value: '1' }]
    }] }] } } },
    '*': { json: { status: 'success', data: { resultType: 'vector', result: [] } } }
  })
  const it: World = {
    clock, am, firing: ['A', 'B'],
    saved: () => ledger.saved().at(-1) ?? { episodes: {}, records: [], lastRunAt: null },
    start: (left = {}) => {
      ledger = fakeLedger(left)
      const config = configSchema.parse({
        thisComputer: false, sources: [
          { name: 'am', kind: 'alertmanager', urls: ['http://am:9093'], interval: '10s', timeout: '5s' }, { name: 'prom', kind: 'prometheus', url: 'http://prom:9090', interval: '10s', timeout: '5s' }
        ]
      })
      const alertmanager: HttpClient = { ...am.http, reset: () => undefined, close: () => undefined, request: (...args) => { am.alerts = it.firing.map(told); return am.http.request(...args) } }
      const http = { open: (id: string) => (id === 'am' ? alertmanager : prometheus) }
      return createEngine({ config, readOnly: { sources: [], services: [], environments: [] }, file: null, notices: [] }, { mode: 'live', version: '0' }, {
        clock, random: () => 0.5, notifier: fakeNotifier(), sound: fakeSound(), hooks: fakeHooks(), ledger, journal: forgetfulJournal(), log: { write: () => undefined },
        tools: { http, machine: fakeMachine() }
      })
    },
    held: (engine) => Object.fromEntries(Object.values(engine.state().alerts).map((a) => [a.name, a.held] as const))
  }
  return it
}
const writes = (am: FakeSilences): readonly string[] => am.asked().filter((a) => !a.startsWith('GET'))
const idOf = (engine: Engine, name: string): string => Object.values(engine.state().alerts).find((a) => a.name === name)!.id
const isWrite = ({ method }: HttpRequest): boolean => method !== undefined && method !== 'GET'
const take = (engine: Engine, ...names: readonly string[]) => engine.acknowledge({ page: null, alerts: names.map((name) => idOf(engine, name)), comment: 'looking' }, 'Mira')
/** By hand, of a colleague. */
const hers = (name: string, comment: string): KeptSilence => ({
  id: name, matchers: [{ name: 'alertname', value: name, isRegex: false, isEqual: true }], startsAt: new Date(NOW).toISOString(), endsAt: new Date(NOW + 60 * MIN).toISOString(), createdBy: 'Eve', comment
})
const MINE = { by: 'Mira', since: NOW, source: 'am', here: true }

describe('acknowledging', () => {
  it('is told to everybody by a silence, and lasts while the alert fires', async () => {
    const { clock, am, start, held } = world()
    const engine = await start()
    await clock.advance(0)
    const taking = take(engine, 'A')
    expect(held(engine)).toEqual({ A: MINE, B: null })
    await clock.advance(0)
    expect([await taking, am.kept.map((s) => [s.createdBy, s.comment, s.matchers.length, s.endsAt])]).toEqual([
      { ok: true, reason: 'Yours, and am tells everybody until it is resolved.' }, [['Mira', 'ACK! looking', 3, new Date(NOW + 15 * MIN).toISOString()]]
    ])
    await clock.advance(60 * MIN)
    expect([held(engine), writes(am).length, Object.values(engine.state().alerts).map((a) => a.state)]).toEqual([{ A: MINE, B: null, Local: null }, 6, ['firing', 'firing', 'firing']])
    expect(Date.parse(am.kept[0]!.endsAt)).toBeGreaterThan(clock.now() + 4 * MIN)
    await engine.stop()
  })

  it('ends its silence a grace after the alert is over, and no other', async () => {
    const it = world()
    const engine = await it.start()
    await it.clock.advance(0)
    it.am.kept.push(hers('B', 'ACK! mine'))
    await take(engine, 'A')
    it.firing = []
    await it.clock.advance(3 * MIN)
    expect([writes(it.am), it.am.kept.map((s) => Date.parse(s.endsAt) > it.clock.now()), it.saved().acks]).toEqual([['POST am:9093/api/v2/silences', 'DELETE am:9093/api/v2/silence/silence-2'], [true, false], undefined])
    await engine.stop()
  })

  it('goes on after a restart, and looks for what may have been written before one', async () => {
    const it = world()
    const first = await it.start()
    await it.clock.advance(0)
    await take(first, 'A')
    const kept = it.saved()
    await first.stop()
    // as if it had died between writing and recording
    const forgotten = { ...kept, acks: kept.acks!.map((ack) => ({ ...ack, silence: null, endsAt: null })) }
    const second = await it.start(forgotten)
    await it.clock.advance(12 * MIN)
    expect([it.am.kept.length, it.held(second)['A'], writes(it.am).length, Date.parse(it.am.kept[0]!.endsAt) > NOW + 20 * MIN]).toEqual([1, MINE, 2, true])
    await second.stop()
  })

  it('tells colleagues of what was taken before anything was listed as soon as it is', async () => {
    const it = world()
    const first = await it.start()
    await it.clock.advance(0)
    const id = idOf(first, 'A')
    await first.stop()
    const engine = await it.start({ pages: { p: aPage({ id: 'p', alerts: [id], held: null, status: 'open' }) } })
    const said = await engine.acknowledge({ page: 'p', alerts: [], comment: '' }, 'Mira')
    expect([said, it.am.kept.length]).toEqual([{ ok: true, reason: 'Yours. Nothing of it is listed at this moment: colleagues are told as soon as it is again.' }, 0])
    await it.clock.advance(30 * S)
    const { p } = engine.state().pages
    expect([it.am.kept.map((s) => [s.createdBy, s.matchers.find((m) => m.name === 'alertname')?.value]), p?.status, p?.owed, p?.taken]).toEqual([[['Mira', 'A']], 'held', [], [id]])
    await engine.stop()
  })

  it('says of a page without alerts that only this desk knows', async () => {
    const it = world()
    const engine = await it.start({ pages: { p: aPage({ id: 'p', alerts: [], unseen: ['watchdog:am:Watchdog'] }) } })
    await it.clock.advance(20 * S)
    expect([await engine.acknowledge({ page: 'p', alerts: [], comment: '' }, 'Mira'), writes(it.am), engine.state().pages['p']?.status]).toEqual([
      { ok: true, reason: 'Yours, known at this desk only: it is no alert that a source could tell others of.' }, [], 'held'
    ])
    await engine.stop()
  })

  it('says what only this desk knows', async () => {
    const it = world()
    const engine = await it.start()
    await it.clock.advance(20 * S)
    expect([await take(engine, 'Local'), writes(it.am), it.held(engine)['Local']]).toEqual([
      { ok: true, reason: 'Known at this desk only: no source of it takes acknowledgements.' }, [], { by: 'Mira', since: NOW + 20 * S, source: '', here: true }
    ])
    await engine.stop()
  })

  it('says that a source refuses, and does not go on asking', async () => {
    const it = world()
    const engine = await it.start()
    await it.clock.advance(0)
    it.am.fail((request) => (isWrite(request) ? { status: 403 } : null))
    expect(await take(engine, 'A')).toEqual({ ok: true, reason: 'Known at this desk only. am does not allow this (403) with the present sign-in: /api/v2/silences.' })
    await it.clock.advance(5 * MIN)
    expect([writes(it.am).length, it.held(engine)['A']]).toEqual([1, { ...MINE, source: '' }])
    await engine.stop()
  })

  it('says that it is not confirmed, and finds it before it writes again', async () => {
    const it = world()
    const engine = await it.start()
    await it.clock.advance(0)
    it.am.fail((request) => (isWrite(request) ? 'lost' : request.url.endsWith('/silences') ? 'dropped' : null))
    expect(await take(engine, 'A')).toEqual({ ok: true, reason: 'Yours at this desk; whether am tells it is not confirmed, and is looked up before it is asked again.' })
    it.am.fail(() => null)
    await it.clock.advance(MIN)
    expect([writes(it.am).length, it.am.kept.length, it.saved().acks?.map((a) => a.silence)]).toEqual([1, 1, ['silence-1']])
    await engine.stop()
  })

  it('tries again where nobody answered, never twice at a time', async () => {
    const it = world()
    const engine = await it.start()
    await it.clock.advance(0)
    it.am.fail((request) => (isWrite(request) ? new SourceFailure('refused', { host: 'am:9093' }) : null))
    expect(await take(engine, 'A')).toEqual({ ok: true, reason: 'Yours at this desk; am does not tell it yet and is asked again. am refused the connection at am:9093.' })
    await it.clock.advance(19 * S)
    const before = writes(it.am).length
    it.am.fail(() => null)
    await it.clock.advance(2 * S)
    expect([before, writes(it.am).length, it.am.kept.length]).toEqual([1, 2, 1])
    await engine.stop()
  })

  it('stops what a colleague has acknowledged, and leaves it to them', async () => {
    const it = world()
    const engine = await it.start()
    await it.clock.advance(0)
    it.am.kept.push(hers('A', 'ACK! on it'), hers('B', 'maintenance'))
    await it.clock.advance(30 * S)
    const eve = { by: 'Eve', since: NOW, source: 'am' }
    const states = Object.fromEntries(Object.values(engine.state().alerts).map((a) => [a.name, a.state]))
    expect([it.held(engine), states]).toEqual([{ A: eve, B: null, Local: null }, { A: 'firing', B: 'suppressed', Local: 'firing' }])
    expect([await take(engine, 'A'), await engine.release({ page: null, alerts: [idOf(engine, 'A')] }), writes(it.am)])
      .toEqual([{ ok: false, reason: 'Eve has it already.' }, { ok: false, reason: 'Eve has it, by am. Only they can give it back.' }, []])
    await engine.stop()
  })

  it('is given back at once, and to everybody', async () => {
    const it = world()
    const engine = await it.start()
    await it.clock.advance(0)
    await take(engine, 'A', 'B')
    await it.clock.advance(20 * S)
    const giving = engine.release({ page: null, alerts: [idOf(engine, 'A')] })
    expect(it.held(engine)).toEqual({ A: null, B: MINE, Local: null })
    expect(await giving).toEqual({ ok: true, reason: 'Given back. Nobody has it now.' })
    await it.clock.advance(30 * S)
    expect([it.held(engine), it.am.kept.map((s) => Date.parse(s.endsAt) > it.clock.now())]).toEqual([{ A: null, B: MINE, Local: null }, [false, true]])
    await engine.stop()
  })

  it('ends here when somebody ends its silence', async () => {
    const it = world()
    const engine = await it.start()
    await it.clock.advance(0)
    await take(engine, 'A')
    it.am.kept[0]!.endsAt = new Date(NOW + 1).toISOString()
    await it.clock.advance(40 * S)
    expect([it.held(engine)['A'], writes(it.am).length, it.am.kept.length]).toEqual([null, 1, 1])
    await engine.stop()
  })

  it('takes the page with its alerts', async () => {
    const it = world()
    const engine = await it.start()
    await it.clock.advance(15 * S)
    const [page] = Object.values(engine.state().pages)
    const done = await engine.acknowledge({ page: page!.id, alerts: [], comment: '' }, 'Mira')
    await it.clock.advance(30 * S)
    const now = engine.state().pages[page!.id]
    expect([done.ok, now?.status, now?.held?.by, it.am.kept.map((s) => s.comment)]).toEqual([true, 'held', 'Mira', ['ACK! Taken in Garda', 'ACK! Taken in Garda']])
    await engine.release({ page: page!.id, alerts: [] })
    await it.clock.advance(30 * S)
    expect([engine.state().pages[page!.id]?.status, it.am.kept.filter((s) => Date.parse(s.endsAt) > it.clock.now())]).toEqual(['open', []])
    expect(it.held(engine)).toEqual({ A: null, B: null, Local: null })
    await engine.stop()
  })
})
