import { afterAll, beforeAll, expect, test } from 'vitest'
import { configSchema } from '@shared/config/schema'
import { createEngine, type Engine } from '../../src/main/app/engine'
import { nodeHttpFactory } from '../../src/main/adapters/node-http'
import { prometheus } from '../../src/main/sources/prometheus'
import { fakeHooks } from '../fakes/fake-hooks'
import { fakeJournal, type FakeJournal } from '../fakes/fake-journal'
import { fakeLedger, type FakeLedger } from '../fakes/fake-ledger'
import { fakeMachine } from '../fakes/fake-machine'
import { fakeNotifier, type FakeNotifier } from '../fakes/fake-notifier'
import { fakeSecrets } from '../fakes/fake-secrets'
import { fakeSound } from '../fakes/fake-sound'
import { nappingClock, type NappingClock } from '../fakes/napping-clock'
import { aContext, anInstance, realHttp } from '../builders/asking'
import { until } from '../servers/process'
import { startExporter, startPrometheus, untilQuery, type Exporter, type Prometheus } from '../servers/prometheus'

const RULES = ['Steady', 'Early', 'Blip', 'Fresh', 'Later'].map((alert) => ({ alert, expr: `trouble{what="${alert}"} > 0`, labels: { severity: 'critical', service: alert.toLowerCase() } }))
const metrics = (...firing: readonly string[]): string => RULES.map(({ alert }) => `trouble{what="${alert}"} ${firing.includes(alert) ? 1 : 0}`).join('\n')
const firing = (name: string, is: boolean): Promise<unknown> => untilQuery(server.url, is ? `ALERTS{alertname="${name}",alertstate="firing"}` : `absent(ALERTS{alertname="${name}"})`)

let exporter: Exporter
let server: Prometheus
beforeAll(async () => {
  exporter = await startExporter(metrics('Steady'))
  server = await startPrometheus({ rules: RULES, scrape: [{ job: 'app', targets: [exporter.target] }], externalLabels: { cluster: 'loop' } })
  await firing('Steady', true)
}, 60_000)
afterAll(async () => { await Promise.all([server.stop(), exporter.stop()]) })

/** What fires and is over again by the time it is answered. */
const blip = async (name: string, ...besides: readonly string[]): Promise<void> => {
  exporter.set(metrics('Steady', name, ...besides))
  await firing(name, true)
  exporter.set(metrics('Steady', ...besides))
  await firing(name, false)
}
const pass = (ms: number, from: number): Promise<number> => until('time', Date.now, (now) => now - from >= ms)

test('a Prometheus tells by the fingerprints of its rules what began and ended between two moments, and what fired before not at all', async () => {
  const from = Date.now()
  await blip('Early')
  const http = realHttp()
  const ctx = aContext(http)
  const source = anInstance([server.url])
  const [{ alerts, whole }, snapshot] = [await prometheus.alertsBetween!(source, { from, to: Date.now() }, ctx), await prometheus.poll(source, ctx)]
  expect([whole, alerts.map((a) => [a.labels['alertname'], a.from > from, a.to <= Date.now()])]).toEqual([true, [['Early', true, true]]])
  // one that still fires has the same fingerprint in both
  const { alerts: since } = await prometheus.alertsBetween!(source, { from: from - 3_600_000, to: Date.now() }, ctx)
  expect(since.find((a) => a.labels['alertname'] === 'Steady')?.fingerprint).toBe(snapshot.alerts?.find((a) => a.labels['alertname'] === 'Steady')?.fingerprint)
  // of one service also what fired before, with the rule behind it
  const steady = await prometheus.fired!(source, { service: 'steady', from, to: Date.now() }, ctx)
  expect([steady.whole, steady.alerts.map((a) => [a.labels['alertname'], a.expression, a.from])]).toEqual([true, [['Steady', 'trouble{what="Steady"} > 0', from]]])
  http.close()
}, 60_000)

const start = async (clock: NappingClock, notifier: FakeNotifier, journal: FakeJournal, ledger: FakeLedger): Promise<Engine> => {
  const config = configSchema.parse({ thisComputer: false, sources: [{ name: 'prom', kind: 'prometheus', url: server.url, interval: '5s' }] })
  const http = nodeHttpFactory({ secrets: fakeSecrets(), env: {} })
  return createEngine({ config, readOnly: { sources: [], services: [], environments: [] }, file: null, notices: [] }, { mode: 'live', version: '0' }, {
    clock, random: () => 0.5, notifier, sound: fakeSound(), hooks: fakeHooks(), ledger, journal, log: { write: () => undefined }, tools: { http, machine: fakeMachine() }, renew: http.renew
  })
}
const brief = ({ entries }: FakeJournal): unknown => entries.flatMap((e): unknown[] => {
  switch (e.type) {
    case 'suspended': return ['suspended']
    case 'gap': return [`gap ${e.why}`]
    case 'began': case 'ended': return e.recovered ? [`${e.type} ${e.alert.name}, recovered`] : []
    case 'away': return [`away ${e.count} ${e.named.map((a) => a.name).join()} ${e.whole}`]
    default: return []
  }
})

test('one digest tells after sleep what is new and what came and went, and after a stop, too', async () => {
  const clock = nappingClock()
  const [notifier, journal, ledger] = [fakeNotifier(), fakeJournal(), fakeLedger()]
  const first = await start(clock, notifier, journal, ledger)
  await until('the baseline', () => notifier.shown.length, (n) => n === 1)

  first.suspended()
  clock.nap()
  const slept = Date.now()
  await blip('Blip')
  exporter.set(metrics('Steady', 'Fresh'))
  await firing('Fresh', true)
  await pass(12_000, slept)
  clock.wake()
  first.resumed()
  await until('the digest', () => Object.values(first.state().pages).some((p) => p.body.includes('Blip')), Boolean)
  expect(notifier.shown.slice(1).map((r) => [r.title, r.urgency])).toEqual([['While you were away. CRITICAL: fresh, PRODUCTION', 'critical']])
  expect([Object.values(first.state().pages).flatMap((p) => p.body.split('\n').filter((line) => line.includes('Blip')).map((line) => line.split(',')[0])), brief(journal)]).toEqual([
    ['One began and ended meanwhile: Blip (blip)'], ['suspended', 'gap slept', 'began Blip, recovered', 'ended Blip, recovered', 'away 1 Blip true']
  ])
  expect(Object.values(first.state().alerts).map((a) => a.name).sort()).toEqual(['Fresh', 'Steady'])
  await first.stop()

  const stopped = Date.now()
  await pass(1_000, stopped)
  await blip('Later', 'Fresh')
  await pass(11_000, stopped)
  const [again, later] = [fakeNotifier(), fakeJournal()]
  const second = await start(nappingClock(), again, later, fakeLedger(ledger.saved().at(-1)))
  await until('the digest', () => again.shown.length, (n) => n === 1)
  expect([again.shown.map((r) => [r.title, r.body.split(',')[0], r.urgency]), brief(later)]).toEqual([
    [['While you were away: one alert began and ended', 'Later (later)', 'low']], ['gap crashed', 'began Later, recovered', 'ended Later, recovered', 'away 1 Later true']
  ])
  await second.stop()
}, 90_000)
