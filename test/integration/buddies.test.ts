import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { configSchema } from '@shared/config/schema'
import { createEngine, type Engine } from '../../src/main/app/engine'
import { forgetfulJournal } from '../../src/main/app/face'
import { keepPresence } from '../../src/main/app/presence'
import { nodeHttpFactory } from '../../src/main/adapters/node-http'
import { nodeClock } from '../../src/main/adapters/node-clock'
import { fakeHooks } from '../fakes/fake-hooks'
import { fakeLedger } from '../fakes/fake-ledger'
import { fakeMachine } from '../fakes/fake-machine'
import { fakeNotifier, type FakeNotifier } from '../fakes/fake-notifier'
import { fakeSecrets } from '../fakes/fake-secrets'
import { fakeSound } from '../fakes/fake-sound'
import { startAlertmanager, type Alertmanager } from '../servers/alertmanager'
import { until } from '../servers/process'

const run = promisify(execFile)
let server: Alertmanager
beforeAll(async () => { server = await startAlertmanager() })
afterAll(async () => { await server.stop() })

/** A minute is three seconds here: a real server has a real clock. */
const TIMES = { lifeMs: 15_000, everyMs: 3_000, againMs: 1_000, quitMs: 3_000 }
const SETTLE_MS = 6_000

interface Told { readonly id: string; readonly createdBy: string; readonly endsAt: string; readonly updatedAt: string; readonly status: { readonly state: string } }
/** As amtool tells it. */
const presence = async (name: string, ...args: readonly string[]): Promise<readonly Told[]> =>
  JSON.parse((await run('amtool', ['silence', 'query', ...args, '--alertmanager.url', server.url, '-o', 'json', `garda_presence=${name}`])).stdout) as readonly Told[]

interface Desk { readonly engine: Engine; readonly notifier: FakeNotifier; readonly crash: () => Promise<void>; readonly quit: () => Promise<void> }
const open = async (me: string): Promise<Desk> => {
  const config = configSchema.parse({
    thisComputer: false, sources: [{ name: 'am', kind: 'alertmanager', urls: [server.url], interval: '1s' }],
    paging: { me, buddy: {}, grace: '1s', onCall: { people: ['Mira', 'Daniel'], start: new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10), handover: '00:00', zone: 'UTC', every: 7 }, ladders: [{ sound: { after: '0s' } }] }
  })
  const [clock, notifier, log] = [nodeClock(), fakeNotifier(), { write: () => undefined }]
  const engine = await createEngine({ config, readOnly: { sources: [], services: [], environments: [] }, file: null, notices: [] }, { mode: 'live', version: '0' }, {
    clock, random: () => 0.5, notifier, sound: fakeSound(), hooks: fakeHooks(), ledger: fakeLedger({ lastRunAt: Date.now() - 60_000 }), journal: forgetfulJournal(), log,
    tools: { http: nodeHttpFactory({ secrets: fakeSecrets(), env: {} }), machine: fakeMachine() }
  }, { settleMs: SETTLE_MS })
  const kept = keepPresence({ engine, clock, log, times: TIMES })
  return { engine, notifier, crash: () => engine.stop(), quit: async () => { await kept.end(); await engine.stop() } }
}
const standing = ({ engine }: Desk, name: string): string | undefined => engine.state().meta.buddies?.rows.find((b) => b.name === name)?.standing
const page = ({ engine }: Desk) => Object.values(engine.state().pages).find((p) => p.alerts.length > 0)
const titles = ({ notifier }: Desk): readonly string[] => notifier.shown.map((r) => r.title)

test('two Gardas see each other by silences that hold nothing back, and one takes over when the other dies', async () => {
  const mira = await open('Mira')
  const daniel = await open('Daniel')
  const both = (): readonly (string | undefined)[] => [standing(mira, 'Daniel'), standing(daniel, 'Mira')]
  await until('that they see each other', async () => { await Promise.all([mira.engine.pollNow('am'), daniel.engine.pollNow('am')]); return both() }, (seen) => seen.every((s) => s === 'present'))
  const [first] = await presence('Mira')
  expect([first?.createdBy, first?.status.state]).toEqual(['Mira', 'active'])

  // an alert that has their very label, with the name of one of them
  await server.post([{ labels: { alertname: 'Hostile', severity: 'critical', env: 'production', service: 'checkout', garda_presence: 'Mira' }, endsAt: new Date(Date.now() + 600_000).toISOString() }])
  await until('the page at both', () => [page(mira)?.loud, page(daniel)?.loud], (loud) => loud[0] === true && loud[1] === false)
  const [alert] = await (await fetch(`${server.url}/api/v2/alerts`)).json() as readonly { readonly status: { readonly state: string; readonly silencedBy: readonly string[] } }[]
  expect(alert?.status).toMatchObject({ state: 'active', silencedBy: [] })

  const later = await until('two more extensions', () => presence('Mira'), ([now]) => now !== undefined && Date.parse(now.endsAt) - Date.parse(first!.endsAt) > 5_000)
  expect([later.map((s) => s.id), Object.keys(daniel.engine.state().silences)]).toEqual([[first!.id], []])

  await mira.crash()
  await until('that Mira is missed', () => standing(daniel, 'Mira'), (s) => s === 'gone', 60_000)
  await until('the page here', () => page(daniel)?.loud, (loud) => loud === true)
  expect(titles(daniel)).toEqual(['CRITICAL: checkout, PRODUCTION', 'Mira’s Garda is gone', 'CRITICAL: checkout, PRODUCTION'])

  const again = await open('Mira')
  await until('that Mira is back', () => [standing(daniel, 'Mira'), page(daniel)?.loud], ([s, loud]) => s === 'present' && loud === false, 60_000)
  await until('the word of it', () => titles(daniel), (told) => told.includes('Mira’s Garda is back'))

  await again.quit()
  const ended = (await presence('Mira', '--expired')).toSorted((a, b) => Date.parse(b.endsAt) - Date.parse(a.endsAt))[0]!
  expect([await presence('Mira'), ended.status.state, Math.abs(Date.parse(ended.endsAt) - Date.parse(ended.updatedAt)) < 1_000]).toEqual([[], 'expired', true])
  await until('that Mira has left', () => standing(daniel, 'Mira'), (s) => s === 'left', 60_000)
  await until('the words for that', () => titles(daniel), (told) => told.includes('Mira’s Garda is closed or paused'))
  await daniel.quit()
}, 180_000)

test('a Garda that starts again goes on with the presence that a crash left', async () => {
  const first = await open('Ola')
  const [made] = await until('its presence', () => presence('Ola'), (list) => list.length === 1)
  await first.crash()
  const second = await open('Ola')
  const [after] = await until('its extension', () => presence('Ola'), ([now]) => now !== undefined && now.endsAt > made!.endsAt)
  expect([after?.id, (await presence('Ola')).length]).toEqual([made!.id, 1])
  await second.quit()
}, 60_000)
