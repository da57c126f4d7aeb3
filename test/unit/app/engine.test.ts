import { describe, expect, it } from 'vitest'
import { configSchema, type ConfigInput } from '@shared/config/schema'
import { applyDelta, type StateDelta } from '@shared/state/delta'
import type { JournalEntry } from '@shared/domain/journal'
import type { AppState } from '@shared/state/app-state'
import { createEngine, type Engine } from '../../../src/main/app/engine'
import type { Ledger, LedgerState } from '../../../src/main/ports/ledger'
import type { DeliveryResult, NotificationRequest, Notifier } from '../../../src/main/ports/notifier'
import { SourceFailure } from '../../../src/main/ports/failure'
import { forgetfulJournal } from '../../../src/main/app/face'
import type { Journal } from '../../../src/main/ports/journal'
import { fakeHooks } from '../../fakes/fake-hooks'
import { fakeSound } from '../../fakes/fake-sound'
import { fakeClock, type FakeClock } from '../../fakes/fake-clock'
import { fakeJournal } from '../../fakes/fake-journal'
import { fakeLedger } from '../../fakes/fake-ledger'
import { NOW } from '../../builders'

/** What an Alertmanager at the only address answers now. */
interface Server {
  alerts: readonly { readonly name: string; readonly severity: string }[]
  failure: SourceFailure | null
  asked: number[]
  hang: boolean
  certificateEndsAt?: number
  /** All of its alerts are silenced. */
  silenced?: boolean
  /** What a Prometheus beside it lists as firing. */
  rules?: readonly string[]
}

const NOTHING: LedgerState = { episodes: {}, records: [], lastRunAt: null }

const SHOWN: DeliveryResult = { outcome: 'shown' }

const startEngine = async ({ clock = fakeClock(NOW), ledger = NOTHING, disk, interval = '10s', result = () => SHOWN, withPrometheus = false, paging, journal = forgetfulJournal() }: {
  readonly clock?: FakeClock; readonly ledger?: LedgerState; readonly disk?: Ledger; readonly interval?: string; readonly result?: () => DeliveryResult | Promise<DeliveryResult>; readonly withPrometheus?: boolean; readonly paging?: ConfigInput['paging']; readonly journal?: Journal
} = {}): Promise<{
  clock: FakeClock; engine: Engine; server: Server; shown: NotificationRequest[]; saved: () => LedgerState
}> => {
  const server: Server = { alerts: [], failure: null, asked: [], hang: false }
  const shown: NotificationRequest[] = []
  let saved = ledger
  const notifier: Notifier = {
    show: (request) => { shown.push(request); return Promise.resolve(result()) },
    close: () => undefined, able: () => Promise.resolve({ able: true, by: 'test', detail: '' }), onAction: () => () => undefined, dispose: () => undefined
  }
  const config = configSchema.parse({ thisComputer: false, ...(paging ? { paging } : {}), sources: [{ name: 'am', kind: 'alertmanager', urls: ['http://am.example:9093'], interval, timeout: '5s' }, ...(withPrometheus ? [{ name: 'prom', kind: 'prometheus', url: 'http://prom.example:9090', interval: '4s', timeout: '3s' }] : [])] })
  const engine = await createEngine({ config, readOnly: { sources: [], services: [], environments: [] }, file: null, notices: [] }, { mode: 'live', version: '0' }, {
    clock, random: () => 0.5, notifier, sound: fakeSound(), hooks: fakeHooks(), journal, log: { write: () => undefined },
    ledger: disk ?? { load: () => Promise.resolve({ state: ledger, damaged: null }), save: (state) => { saved = state; return Promise.resolve() } },
    tools: {
      machine: { read: () => Promise.reject(new Error('not asked')) },
      http: { open: () => ({
        request: ({ url }, { signal }) => {
          if (url.includes('/alerts')) server.asked.push(clock.now())
          if (server.hang) return new Promise((_, reject) => { signal.addEventListener('abort', () => { reject(new Error('aborted')) }) })
          if (server.failure) return Promise.reject(server.failure)
          const body = url.startsWith('http://prom') ? prometheusBody(url, server.rules ?? []) : url.includes('/alerts') ? server.alerts.map(({ name, severity }, i) => ({
            fingerprint: `00000000000000${String(i).padStart(2, '0')}`, labels: { alertname: name, severity, service: 'checkout' }, annotations: {}, startsAt: '2025-11-13T11:59:00Z', endsAt: '2025-11-13T12:59:00Z',
            updatedAt: '2025-11-13T12:00:00Z', generatorURL: '', receivers: [{ name: 'x' }], status: { state: server.silenced ? 'suppressed' : 'active', silencedBy: server.silenced ? ['s1'] : [], inhibitedBy: [], mutedBy: [] }
          })) : url.includes('/silences') ? [] : { cluster: { status: 'disabled', peers: [] }, versionInfo: { version: '0.27.0' }, uptime: '2025-11-13T11:00:00Z', config: { original: 'route: {}' } }
          return Promise.resolve({ status: 200, headers: { 'content-type': 'application/json' }, body: new TextEncoder().encode(JSON.stringify(body)), url, ...(server.certificateEndsAt === undefined ? {} : { certificateEndsAt: server.certificateEndsAt }) })
        },
        redact: (text) => text, reset: () => undefined, close: () => undefined
      }) }
    }
  })
  return { clock, engine, server, shown, saved: () => saved }
}

const prometheusBody = (url: string, firing: readonly string[]): unknown => ({
  status: 'success',
  data: !url.includes('/rules') ? { resultType: 'vector', result: [] } : { groups: [{ name: 'g', rules: firing.map((name) => ({
    type: 'alerting', name, query: 'up == 0', duration: 0, labels: {}, annotations: {}, health: 'ok', state: 'firing',
    alerts: [{ labels: { alertname: name, severity: 'critical', service: 'checkout' }, annotations: {}, state: 'firing', activeAt: '2025-11-13T11:59:00Z', value: '1' }]
  })) }] }
})

describe('an alert that only a Prometheus has seen', () => {
  it('has its Alertmanager asked at once, and is not told when it is silenced there', async () => {
    const { clock, engine, server, shown } = await startEngine({ interval: '60s', withPrometheus: true })
    await clock.advance(20_000)
    const asked = server.asked.length
    server.rules = ['A']
    server.alerts = [{ name: 'A', severity: 'critical' }]
    server.silenced = true
    await clock.advance(4_000)
    expect([server.asked.length - asked, shown, Object.values(engine.state().alerts).map((a) => a.state), Object.values(engine.state().notifications).map((r) => r.reason)]).toEqual([1, [], ['suppressed'], ['silenced']])
    server.rules = ['A', 'B']
    await clock.advance(8_000)
    expect([server.asked.length - asked, shown.map((r) => r.body.split('\n')[1])]).toEqual([2, ['B, seen by prom.']])
    await engine.stop()
  })
})

describe('the certificate of a source', () => {
  it('is told with each answer as it was shown last, stays while the source is silent, and makes it no worse', async () => {
    const { clock, engine, server } = await startEngine()
    const seen = (): unknown => { const { certificate, health } = engine.state().sources['am']!; return [certificate, health] }
    await clock.advance(0)
    const told = [seen()]
    server.certificateEndsAt = NOW + 5 * 86_400_000
    await clock.advance(10_000)
    told.push(seen())
    server.failure = new SourceFailure('refused', { host: 'am.example:9093' })
    await clock.advance(10_000)
    told.push(seen())
    server.failure = null
    server.certificateEndsAt = NOW + 90 * 86_400_000
    await clock.advance(60_000)
    told.push(seen())
    const soon = { host: 'am.example:9093', endsAt: NOW + 5 * 86_400_000 }
    expect(told).toEqual([[null, 'ok'], [soon, 'ok'], [soon, 'error'], [{ ...soon, endsAt: NOW + 90 * 86_400_000 }, 'ok']])
    await engine.stop()
  })
})

describe('what the engine writes down', () => {
  const brief = (entries: readonly JournalEntry[]): unknown => entries.map((e) => [e.n, e.at - NOW, e.type, e.type === 'gap' ? [e.from - NOW, e.why] : ''])

  it('is a run from its start to its end, numbered without a hole; the windows know the newest number', async () => {
    const journal = fakeJournal()
    const { clock, engine, server } = await startEngine({ journal })
    await clock.advance(12_000)
    server.alerts = [{ name: 'A', severity: 'critical' }]
    await clock.advance(10_000)
    const { entries } = await engine.journal({ from: null, to: null, before: null, limit: 500 })
    const kinds = entries.map((e) => e.type).reverse()
    const { journal: newest } = engine.state().meta
    await engine.stop()
    expect([kinds[0], kinds.filter((k) => ['began', 'told', 'shown'].includes(k)), newest, journal.entries.map((e) => e.n), journal.entries.at(-1)?.type])
      .toEqual(['started', ['began', 'told', 'shown'], entries[0]!.n, journal.entries.map((_, i) => i + 1), 'stopped'])
  })

  it('is since when nobody watched, and why', async () => {
    const started = async (left: JournalEntry | null, lastRunAt: number | null): Promise<unknown> => {
      const journal = fakeJournal(left)
      const { engine } = await startEngine({ journal, ledger: { ...NOTHING, lastRunAt } })
      await engine.stop()
      return brief(journal.entries)
    }
    const stopped: JournalEntry = { n: 7, at: NOW - 240_000, type: 'stopped' }
    const killed: JournalEntry = { n: 7, at: NOW - 240_000, type: 'unpaused' }
    expect([await started(null, null), await started(stopped, NOW - 240_001), await started(killed, NOW - 200_000), await started({ ...stopped, at: NOW + 1 }, null)]).toEqual([
      [[1, 0, 'started', ''], [2, 0, 'stopped', '']],
      [[8, 0, 'gap', [-240_000, 'stopped']], [9, 0, 'started', ''], [10, 0, 'stopped', '']],
      [[8, 0, 'gap', [-200_000, 'crashed']], [9, 0, 'started', ''], [10, 0, 'stopped', '']],
      [[8, 0, 'started', ''], [9, 0, 'stopped', '']]
    ])
  })

  it('is a sleep, a pause and what was clicked', async () => {
    const journal = fakeJournal()
    const { clock, engine } = await startEngine({ journal })
    await clock.advance(1_000)
    clock.sleep(600_000)
    await clock.advance(1_000)
    engine.pause(NOW + 900_000)
    engine.seen({ how: 'notification', key: 'unknown' })
    await engine.stop()
    expect(journal.entries.flatMap((e) => (e.type === 'gap' ? [`${e.why} ${Math.round((e.at - e.from) / 1000)} s`] : e.type === 'paused' || e.type === 'seen' ? [e.type] : []))).toEqual(['slept 600 s', 'paused'])
  })

  it('says what becomes of the journal itself, and takes it back', async () => {
    const journal = fakeJournal()
    const { engine } = await startEngine({ journal })
    const noted = (): unknown => Object.values(engine.state().notices).map((n) => [n.code, n.values])
    journal.trouble({ type: 'torn', file: 'f' })
    journal.trouble({ type: 'damaged', file: 'f', kept: 'k' })
    journal.trouble({ type: 'unwritable', detail: 'ENOSPC', lost: 2 })
    journal.trouble({ type: 'failed', detail: 'EACCES' })
    const during = noted()
    journal.trouble({ type: 'writable' })
    expect([during, noted()]).toEqual([
      [['journal-torn', { file: 'f' }], ['journal-damaged', { kept: 'k' }], ['journal-unwritable', { detail: 'ENOSPC', lost: 2 }]], [['journal-torn', { file: 'f' }], ['journal-damaged', { kept: 'k' }]]
    ])
    await engine.stop()
  })
})

describe('the engine', () => {
  it('holds its interval, and a poll without changes sends nothing but ages', async () => {
    const { clock, engine, server } = await startEngine()
    await clock.advance(0)
    const deltas: StateDelta[] = []
    engine.onDelta((d) => { deltas.push(d) })
    await clock.advance(60_000)
    expect(server.asked).toEqual([0, 10, 20, 30, 40, 50, 60].map((s) => NOW + s * 1000))
    expect(deltas.map((d) => Object.keys(d.tables))).toEqual(Array.from({ length: 6 }, () => ['ages']))
    await engine.stop()
  })

  it('keeps sources in the order of the configuration, also those whose names are numbers', async () => {
    const { engine } = await startEngine()
    const names = ['zulu', '22', 'No.22', '1', 'am']
    const config = configSchema.parse({ thisComputer: false, sources: names.map((name) => ({ name, kind: 'alertmanager', urls: ['http://am.example:9093'] })) })
    engine.configure({ config, readOnly: { sources: [], services: [], environments: [] }, file: null, notices: [] })
    const { sources, ages } = engine.state()
    expect([Object.values(sources).map((s) => s.name), Object.keys(ages).length]).toEqual([names, 5])
    await engine.stop()
  })

  it('numbers deltas without gaps, and they rebuild its state', async () => {
    const { clock, engine, server } = await startEngine()
    let mirror: AppState = engine.state()
    let seq = engine.seq()
    engine.onDelta((d) => { expect(d.seq).toBe(seq + 1); seq = d.seq; mirror = applyDelta(mirror, d) })
    await clock.advance(0)
    server.alerts = [{ name: 'A', severity: 'critical' }]
    await clock.advance(10_000)
    server.failure = new SourceFailure('refused', { host: 'am.example' })
    await clock.advance(90_000)
    expect(mirror).toEqual(engine.state())
    await engine.stop()
  })

  it('shows a new alert once, records it, and keeps silent after a restart', async () => {
    const first = await startEngine()
    await first.clock.advance(0)
    first.server.alerts = [{ name: 'A', severity: 'critical' }]
    await first.clock.advance(30_000)
    expect(first.shown.map((r) => r.title)).toEqual(['CRITICAL: checkout, PRODUCTION'])
    expect(Object.values(first.engine.state().notifications).map((n) => [n.outcome, n.reason])).toEqual([['shown', 'new']])
    await first.engine.stop()
    const second = await startEngine({ clock: first.clock, ledger: first.saved() })
    second.server.alerts = first.server.alerts
    await second.clock.advance(30_000)
    expect(second.shown).toEqual([])
    expect(Object.values(second.engine.state().notifications).map((n) => n.reason)).toEqual(['already-told'])
    await second.engine.stop()
  })

  it('tries again what the service refuses, and the record and the next start tell what became of it', async () => {
    const results: DeliveryResult[] = [1, 2].map((n) => ({ outcome: 'suppressed', reason: 'daemon-refused', detail: `no ${n}` }))
    const first = await startEngine({ result: () => results.shift() ?? SHOWN })
    await first.clock.advance(0)
    first.server.alerts = [{ name: 'A', severity: 'critical' }]
    await first.clock.advance(20_000)
    const [key] = first.shown.map((r) => r.key)
    expect(first.saved().records).toMatchObject([{ key, outcome: 'suppressed', reason: 'daemon-refused', at: NOW + 10_000 }, { key, outcome: 'suppressed', reason: 'daemon-refused' }])
    const kept = first.saved()
    await first.clock.advance(60_000)
    expect(first.shown.map((r) => r.key)).toEqual([key, key, key])
    expect(first.saved().records.map((r) => [r.key, r.outcome, r.reason])).toEqual([[key, 'suppressed', 'daemon-refused'], [key, 'shown', 'new']])
    await first.engine.stop()
    const second = await startEngine({ clock: first.clock, ledger: kept })
    second.server.alerts = first.server.alerts
    await second.clock.advance(30_000)
    expect(second.shown).toHaveLength(1)
    await second.engine.stop()
  })

  it('takes back that a notification was missed when it came late', async () => {
    let come: (came: boolean) => void = () => undefined
    const late = new Promise<boolean>((resolve) => { come = resolve })
    const { clock, engine, server, shown, saved } = await startEngine({ result: () => ({ outcome: 'suppressed', reason: 'daemon-refused', detail: 'no answer', late }) })
    await clock.advance(0)
    server.alerts = [{ name: 'A', severity: 'critical' }]
    await clock.advance(12_000)
    come(true)
    await clock.advance(60_000)
    expect(shown).toHaveLength(1)
    expect(saved().records.map((r) => [r.outcome, r.reason])).toEqual([['shown', 'new']])
    expect(Object.values(saved().episodes).map((e) => e.toldAt)).toEqual([NOW + 10_000])
    await engine.stop()
  })

  it('goes on in memory while the disk takes no record of it, says so, and writes it once there is room', async () => {
    const disk = fakeLedger()
    const { clock, engine, server, shown } = await startEngine({ disk })
    await clock.advance(0)
    const noted = (): unknown => Object.values(engine.state().notices).map((n) => [n.code, n.values])
    disk.fail(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }))
    const before = disk.saved().length
    server.alerts = [{ name: 'A', severity: 'critical' }]
    await clock.advance(120_000)
    expect([shown.map((r) => r.title), disk.saved().length, noted()]).toEqual([
      ['CRITICAL: checkout, PRODUCTION'], before, [['ledger-unwritable', { detail: 'Error: ENOSPC: no space left on device, write' }]]
    ])
    disk.fail(null)
    await clock.advance(31_000)
    const kept = disk.saved().at(-1)!
    expect([noted(), Object.values(kept.episodes).map((e) => e.toldAt), kept.records.map((r) => [r.outcome, r.reason]), shown.length]).toEqual([[], [NOW + 10_000], [['shown', 'new']], 1])
    await engine.stop()
  })

  it('writes nothing down as told before the notification service has answered: a crash in between repeats it', async () => {
    const disk = fakeLedger()
    let answer: (result: DeliveryResult) => void = () => undefined
    const first = await startEngine({ disk, result: () => new Promise((resolve) => { answer = resolve }) })
    await first.clock.advance(0)
    first.server.alerts = [{ name: 'A', severity: 'critical' }]
    // sent, and long enough for the record that says Garda is alive
    await first.clock.advance(90_000)
    const crashed = disk.saved().at(-1)!
    answer(SHOWN)
    await first.clock.advance(1_000)
    const recorded = disk.saved().at(-1)!
    const after = async (ledger: LedgerState): Promise<readonly string[]> => {
      const { clock, engine, server, shown } = await startEngine({ clock: fakeClock(NOW + 100_000), ledger })
      server.alerts = first.server.alerts
      await clock.advance(30_000)
      await engine.stop()
      return shown.map((r) => r.title)
    }
    expect([first.shown.length, crashed.lastRunAt! > NOW + 60_000, await after(crashed), await after(recorded)]).toEqual([1, true, ['CRITICAL: checkout, PRODUCTION'], []])
    await first.engine.stop()
  })

  it('turns a source that hangs into a failure at its deadline, backs off, and recovers', async () => {
    const { clock, engine, server } = await startEngine()
    await clock.advance(0)
    server.hang = true
    await clock.advance(15_000)
    expect(engine.state().sources['am']).toMatchObject({ health: 'error', failure: { code: 'timeout', values: { seconds: 5 } }, failures: 1 })
    const before = server.asked.length
    await clock.advance(60_000)
    expect(server.asked.length - before).toBeLessThan(8)
    server.hang = false
    await clock.advance(120_000)
    expect(engine.state().sources['am']).toMatchObject({ health: 'ok', failure: null, failures: 0, failingSince: null })
    await engine.stop()
  })

  it('asks again at once after sleep, with one poll and a word about it', async () => {
    const { clock, engine, server } = await startEngine()
    await clock.advance(5_000)
    const before = server.asked.length
    clock.sleep(8 * 3_600_000)
    await clock.advance(1_000)
    expect(server.asked.length - before).toBe(1)
    expect(Object.values(engine.state().notices).map((n) => [n.code, n.values])).toEqual([['woke', { duration: '8 h' }]])
    await engine.stop()
  })

  it('pauses no longer than was asked for when the clock is set back', async () => {
    const { clock, engine } = await startEngine()
    await clock.advance(5_000)
    engine.pause(clock.now() + 30 * 60_000)
    clock.jump(-8 * 3_600_000)
    await clock.advance(1_000)
    const left = (engine.state().meta.pausedUntil ?? 0) - clock.now()
    await clock.advance(30 * 60_000)
    expect([left <= 30 * 60_000 && left > 29 * 60_000, engine.state().meta.pausedUntil]).toEqual([true, null])
    await engine.stop()
  })

  it('keeps its beat when the clock is set back', async () => {
    const { clock, engine, server } = await startEngine()
    await clock.advance(5_000)
    clock.jump(-3_600_000)
    await clock.advance(1_000)
    const before = server.asked.length
    await clock.advance(30_000)
    expect(server.asked.length - before).toBe(3)
    expect(Object.keys(engine.state().notices)).toEqual(['clock-jumped'])
    await engine.stop()
  })

  it('tells who is on call from its first state on, and once when that changes', async () => {
    const { clock, engine } = await startEngine({ paging: { onCall: { people: ['Mira', 'Daniel'], start: '2025-11-12', handover: '12:00', every: 1, zone: 'UTC' } } })
    const shifts: unknown[] = [engine.state().meta.shift]
    engine.onDelta((d) => { if (d.meta && shifts.at(-1) !== d.meta.shift) shifts.push(d.meta.shift) })
    await clock.advance(24 * 3_600_000 + 2_000)
    const [first, second] = [NOW + 24 * 3_600_000, NOW + 48 * 3_600_000]
    expect(NOW).toBe(Date.UTC(2025, 10, 13, 12))
    expect(shifts).toEqual([
      { now: { name: 'Daniel', until: first }, next: { name: 'Mira', from: first }, order: ['Daniel', 'Mira'] },
      { now: { name: 'Mira', until: second }, next: { name: 'Daniel', from: second }, order: ['Mira', 'Daniel'] }
    ])
    await engine.stop()
  })

  it('leaves nothing behind when it stops', async () => {
    const { clock, engine } = await startEngine()
    await clock.advance(12_000)
    await engine.stop()
    await clock.advance(2_000)
    expect(clock.pending).toBe(0)
  })
})
