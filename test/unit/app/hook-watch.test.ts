import { afterEach, expect, test } from 'vitest'
import { configSchema, type ConfigInput } from '@shared/config/schema'
import { pageDocumentSchema } from '@shared/contract/page-document'
import { t } from '@shared/text/catalogue'
import { compose, type Garda } from '../../../src/main/app/compose'
import { forgetfulJournal } from '../../../src/main/app/face'
import { watchHooks } from '../../../src/main/app/hook-watch'
import { testPayload } from '../../../src/main/core/pager/hook-payload'
import type { HookResult, Hooks } from '../../../src/main/ports/hooks'
import { NOW } from '../../builders'
import { fakeClock } from '../../fakes/fake-clock'
import { fakeConfigStore } from '../../fakes/fake-config-store'
import { fakeHeartbeat } from '../../fakes/fake-heartbeat'
import { fakeHooks } from '../../fakes/fake-hooks'
import { fakeHttp } from '../../fakes/fake-http'
import { fakeLedger } from '../../fakes/fake-ledger'
import { fakeMachine } from '../../fakes/fake-machine'
import { fakeNotifier } from '../../fakes/fake-notifier'
import { fakeSecrets } from '../../fakes/fake-secrets'
import { fakeSound } from '../../fakes/fake-sound'

const running: Garda[] = []
afterEach(async () => { for (const garda of running.splice(0)) await garda.stop() })

const BOTH = { command: { path: '/usr/bin/page-me' }, webhook: { url: 'https://hooks.example/garda' } } as const
const start = async (hooksConfig: NonNullable<ConfigInput['paging']>['hooks'] = { command: BOTH.command }) => {
  const [clock, hooks, store] = [fakeClock(NOW), fakeHooks(), fakeConfigStore(configSchema.parse({ thisComputer: false, paging: { me: 'Mira', hooks: hooksConfig } }))]
  const garda = await compose({
    clock, random: () => 0.5, http: { open: () => fakeHttp(), renew: () => undefined }, machine: fakeMachine(), notifier: fakeNotifier(), hooks,
    heartbeat: fakeHeartbeat(), present: false, sound: fakeSound(),
    ledger: fakeLedger(), journal: forgetfulJournal(), log: { write: () => undefined }, secrets: fakeSecrets(), store,
    desktop: { openExternal: () => Promise.resolve(), copy: () => undefined, openAlert: () => undefined, about: () => { throw new Error('not asked') }, demo: () => Promise.resolve({ ok: true, reason: '' }) }
  }, { mode: 'live', version: '0' })
  running.push(garda)
  const said = (): readonly string[] => Object.values(garda.engine.state().notices).filter((n) => n.code === 'hook-failed').map((n) => t(`notice.${n.code}`, n.values))
  return { ...garda, clock, hooks, store, said }
}
const failed = (detail: string): HookResult => ({ ok: false, detail })

test('a test runs every hook with the event test, and says what came of each', async () => {
  const { commands, hooks } = await start(BOTH)
  expect(await commands.testHook()).toEqual({ runs: [{ hook: 'command', ok: true, detail: '' }, { hook: 'webhook', ok: true, detail: '' }] })
  expect(hooks.told.map(({ hook, payload }) => [hook, pageDocumentSchema.parse(payload)])).toEqual(['command', 'webhook'].map((hook) => [hook, testPayload('Mira', NOW)]))
  hooks.result = failed('exit 3')
  expect(await commands.testHook()).toEqual({ runs: [{ hook: 'command', ok: false, detail: 'exit 3' }, { hook: 'webhook', ok: false, detail: 'exit 3' }] })
  expect(await (await start({})).commands.testHook()).toEqual({ runs: [] })
})

test('a hook that fails is a notice until a later run succeeds; one that was closed comes back with the next failure', async () => {
  const { commands, hooks, said } = await start()
  hooks.result = failed('/usr/bin/page-me ended with code 3.')
  await commands.testHook()
  const notice = 'The command that hands pages on failed, and whoever waits for it is not told: /usr/bin/page-me ended with code 3.'
  expect(said()).toEqual([notice])
  await commands.dismissNotice('hook-failed:command')
  expect(said()).toEqual([])
  await commands.testHook()
  expect(said()).toEqual([notice])
  hooks.result = { ok: true }
  await commands.testHook()
  expect(said()).toEqual([])
})

test('the notice of a hook goes with the hook', async () => {
  const { clock, engine, store, commands, hooks, said } = await start()
  hooks.result = failed('exit 3')
  await commands.testHook()
  expect(said()).toHaveLength(1)
  const config = configSchema.parse({ thisComputer: false, paging: { hooks: { command: { path: '/usr/bin/another' } } } })
  engine.configure({ ...store.read(), config })
  await clock.advance(1_000)
  expect(said()).toEqual([])
})

test('what is known of hooks: not run, fine, failed, changed since, and never a run that began before the last', async () => {
  const held: ((result: HookResult) => void)[] = []
  const slow: Hooks = { run: (config) => Promise.all((['command', 'webhook'] as const).filter((hook) => config[hook]).map(async (hook) => ({ hook, result: await new Promise<HookResult>((resolve) => { held.push(resolve) }) }))) }
  const [one, both] = [{ command: BOTH.command }, BOTH].map((hooks) => configSchema.parse({ paging: { hooks } }).paging.hooks)
  const hooks = watchHooks(slow)
  expect([hooks.reading({}), hooks.reading(one!)]).toEqual([null, { state: 'unknown', detail: 'The command has not run yet; Settings, Notifications can test it.' }])
  const [first, second] = [hooks.run(one!, testPayload(null, NOW)), hooks.run(one!, testPayload(null, NOW))]
  held[1]!(failed('exit 3.'))
  await second
  held[0]!({ ok: true })
  await first
  expect(hooks.reading(one!)).toEqual({ state: 'threat', detail: 'The last run of the command failed: exit 3.' })
  const third = hooks.run(one!, testPayload(null, NOW))
  held[2]!({ ok: true })
  await third
  expect([hooks.reading(one!), hooks.reading(both!), hooks.reading({ command: { ...one!.command!, args: ['x'] } })]).toEqual([
    { state: 'fine', detail: 'The last run reached whom it is for.' }, { state: 'unknown', detail: 'The webhook has not run yet; Settings, Notifications can test it.' },
    { state: 'unknown', detail: 'The command has not run yet; Settings, Notifications can test it.' }
  ])
})
