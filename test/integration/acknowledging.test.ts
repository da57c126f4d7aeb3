import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { configSchema, type ConfigInput } from '@shared/config/schema'
import { createEngine, type Engine, type EnginePorts } from '../../src/main/app/engine'
import { forgetfulJournal } from '../../src/main/app/face'
import { nodeHttpFactory } from '../../src/main/adapters/node-http'
import { nodeClock } from '../../src/main/adapters/node-clock'
import { fakeHooks } from '../fakes/fake-hooks'
import { fakeLedger, type FakeLedger } from '../fakes/fake-ledger'
import { fakeMachine } from '../fakes/fake-machine'
import { fakeNotifier } from '../fakes/fake-notifier'
import { fakeSecrets } from '../fakes/fake-secrets'
import { fakeSound } from '../fakes/fake-sound'
import { startAlertmanager, type Alertmanager } from '../servers/alertmanager'
import { until } from '../servers/process'

const run = promisify(execFile)
let server: Alertmanager
beforeAll(async () => { server = await startAlertmanager() })
afterAll(async () => { await server.stop() })

interface Told {
  readonly id: string; readonly createdBy: string; readonly comment: string; readonly startsAt: string; readonly endsAt: string; readonly status: { readonly state: string }
  readonly matchers: readonly { readonly name: string; readonly value: string }[]
}
const silences = async (): Promise<readonly Told[]> => (await (await fetch(`${server.url}/api/v2/silences`)).json()) as readonly Told[]
const silenceOf = async (name: string): Promise<Told | undefined> => (await silences()).find((s) => s.matchers.some((m) => m.value === name))

const post = (name: string, over: { readonly endsAt?: string; readonly startsAt?: string } = {}): Promise<void> =>
  server.post([{ labels: { alertname: name, severity: 'critical', service: 'checkout', path: 'C:\\ "a" ü' }, endsAt: new Date(Date.now() + 600_000).toISOString(), ...over }])

type Heard = Pick<EnginePorts, 'sound' | 'hooks' | 'pageWindow'>
const start = async (ledger: FakeLedger, paging: ConfigInput['paging'] = {}, heard: Partial<Heard> = {}): Promise<Engine> => {
  const config = configSchema.parse({ thisComputer: false, paging: { grace: '1s', ...paging }, sources: [{ name: 'am', kind: 'alertmanager', urls: [server.url], interval: '5s' }] })
  return createEngine({ config, readOnly: { sources: [], services: [], environments: [] }, file: null, notices: [] }, { mode: 'live', version: '0' }, {
    clock: nodeClock(), random: () => 0.5, notifier: fakeNotifier(), sound: fakeSound(), hooks: fakeHooks(), ledger, journal: forgetfulJournal(), log: { write: () => undefined }, ...heard,
    tools: { http: nodeHttpFactory({ secrets: fakeSecrets(), env: {} }), machine: fakeMachine() }
  })
}
const alertOf = (engine: Engine, name: string) => Object.values(engine.state().alerts).find((a) => a.name === name)
const polled = (engine: Engine, name: string) => async () => { await engine.pollNow('am'); return alertOf(engine, name) }

test('an acknowledgement here is a silence there, extended while it fires and ended when it is resolved', async () => {
  await post('Taken')
  const ledger = fakeLedger()
  const first = await start(ledger)
  const alert = await until('the alert', polled(first, 'Taken'), (a) => a !== undefined)
  const done = await first.acknowledge({ page: null, alerts: [alert!.id], comment: 'looking, "really"' }, 'Mira Solberg')
  expect(done).toEqual({ ok: true, reason: 'Yours, and am tells everybody until it is resolved.' })
  const made = await silenceOf('Taken')
  expect([made?.createdBy, made?.comment, made?.status.state, Date.parse(made!.endsAt) - Date.now() > 14 * 60_000]).toEqual(['Mira Solberg', 'ACK! looking, "really"', 'active', true])
  const { stdout } = await run('amtool', ['silence', 'query', '--alertmanager.url', server.url, '-o', 'json', 'alertname=Taken'])
  expect((JSON.parse(stdout) as readonly Told[]).map((s) => [s.id, s.createdBy])).toEqual([[made!.id, 'Mira Solberg']])
  const held = await until('the silence in the answer', polled(first, 'Taken'), (a) => a?.held?.here === true && first.state().silences[`am/${made!.id}`] !== undefined)
  expect([held?.state, held?.held?.by]).toEqual(['firing', 'Mira Solberg'])
  const kept = ledger.saved().at(-1)!
  await first.stop()

  // a run that is started with four minutes left
  const soon = Date.now() + 4 * 60_000
  const shorter = { id: made!.id, matchers: made!.matchers, startsAt: made!.startsAt, endsAt: new Date(soon).toISOString(), createdBy: made!.createdBy, comment: made!.comment }
  await fetch(`${server.url}/api/v2/silences`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(shorter) })
  const second = await start(fakeLedger({ ...kept, acks: kept.acks!.map((ack) => ({ ...ack, endsAt: soon })) }))
  const extended = await until('the extension', () => silenceOf('Taken'), (s) => s !== undefined && Date.parse(s.endsAt) > soon + 60_000)
  expect([extended?.id, extended?.status.state, (await silences()).length]).toEqual([made!.id, 'active', 1])

  await post('Taken', { startsAt: new Date(Date.now() - 60_000).toISOString(), endsAt: new Date(Date.now() - 1000).toISOString() })
  const ended = await until('the end of the silence', async () => { await second.pollNow('am'); return silenceOf('Taken') }, (s) => s?.status.state === 'expired')
  expect(ended?.id).toBe(made!.id)
  await second.stop()
}, 90_000)

test('an acknowledgement by hand is held here, a plain silence is not; giving it back is up to whoever took it', async () => {
  await Promise.all([post('Hers'), post('Quiet')])
  const add = (name: string, comment: string) => run('amtool', ['silence', 'add', '--alertmanager.url', server.url, '--author', 'Eve', '--comment', comment, '--duration', '1h', `alertname=${name}`])
  const [ack] = await Promise.all([add('Hers', 'ACK! on it'), add('Quiet', 'maintenance')])
  const engine = await start(fakeLedger())
  const held = await until('who has it', polled(engine, 'Hers'), (a) => a?.held !== undefined && a.held !== null)
  expect([held?.state, held?.held, alertOf(engine, 'Quiet')?.state, alertOf(engine, 'Quiet')?.held])
    .toEqual(['firing', { by: 'Eve', since: Date.parse((await silences()).find((s) => s.id === ack.stdout.trim())!.startsAt), source: 'am' }, 'suppressed', null])
  expect((await engine.release({ page: null, alerts: [held!.id] })).ok).toBe(false)
  await run('amtool', ['silence', 'expire', '--alertmanager.url', server.url, ack.stdout.trim()])
  const free = await until('that nobody has it', polled(engine, 'Hers'), (a) => a?.held === null)
  expect(free?.state).toBe('firing')
  await engine.stop()
}, 60_000)

test('an acknowledgement by amtool stops the sound, the hook and the window here, though a warning goes on beside it, and its end begins them anew', async () => {
  const [sound, hooks, shown] = [fakeSound(), fakeHooks(), [] as string[]]
  const engine = await start(fakeLedger(), {
    night: { from: '00:00', to: '00:00' }, ladders: [{ sound: { after: '0s', every: '10s' }, window: { after: '0s' }, hook: { after: '0s', every: '10s' } }], hooks: { webhook: { url: 'http://hook.example' } }
  }, { sound, hooks, pageWindow: { show: () => { shown.push('shown') }, hide: () => { shown.push('hidden') }, stands: () => shown.at(-1) === 'shown' } })
  const page = () => Object.values(engine.state().pages).find((p) => p.services.includes('ladder'))
  const heard = () => [sound.played.length, hooks.told.map(({ payload }) => payload.event), [...shown]]
  await until('the first look', async () => { await engine.pollNow('am'); return engine.state().ages['am']?.successAt }, (at) => at != null)
  await server.post(['critical', 'warning'].map((severity) => ({ labels: { alertname: severity === 'critical' ? 'Ladder' : 'Slow', severity, service: 'ladder' }, endsAt: new Date(Date.now() + 600_000).toISOString() })))
  await until('the page', async () => { await engine.pollNow('am'); return page()?.window }, (window) => window === true)
  expect(page()?.alerts.length).toBe(2)
  expect(heard()).toEqual([1, ['paged'], ['shown']])
  await until('the repeats', () => sound.played.length, (count) => count === 2)

  const { stdout } = await run('amtool', ['silence', 'add', '--alertmanager.url', server.url, '--author', 'Eve', '--comment', 'ACK! on it', '--duration', '1h', 'alertname=Ladder'])
  const held = await until('that she has it', async () => { await engine.pollNow('am'); return page() }, (p) => p?.status === 'held')
  const stopped = Date.now()
  expect([held?.held?.by, held?.window, held?.next]).toEqual(['Eve', false, null])
  await until('the time of two more repeats', async () => { await engine.pollNow('am'); return Date.now() - stopped }, (ms) => ms > 21_000, 30_000)
  expect(heard()).toEqual([2, ['paged', 'repeated', 'acknowledged'], ['shown', 'hidden']])

  await run('amtool', ['silence', 'expire', '--alertmanager.url', server.url, stdout.trim()])
  await until('that it asks again', async () => { await engine.pollNow('am'); return sound.played.length }, (count) => count === 3)
  expect(heard()).toEqual([3, ['paged', 'repeated', 'acknowledged', 'paged'], ['shown', 'hidden', 'shown']])
  await engine.stop()
}, 120_000)

test('what was given back fires for everybody again', async () => {
  await post('Back')
  const engine = await start(fakeLedger())
  const alert = await until('the alert', polled(engine, 'Back'), (a) => a !== undefined)
  await engine.acknowledge({ page: null, alerts: [alert!.id], comment: '' }, 'Mira')
  await until('the silence', polled(engine, 'Back'), (a) => a?.held?.here === true)
  expect(await engine.release({ page: null, alerts: [alert!.id] })).toEqual({ ok: true, reason: 'Given back. Nobody has it now.' })
  const free = await until('that nobody has it', polled(engine, 'Back'), (a) => a?.held === null && a.state === 'firing')
  expect([free?.silencedBy, (await silenceOf('Back'))?.status.state]).toEqual([[], 'expired'])
  await engine.stop()
}, 60_000)
