import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hooksSchema } from '@shared/config/paging'
import { sourceSchema, type SourceConfig } from '@shared/config/schema'
import { nodeConfigStore } from '../../../src/main/adapters/node-config'
import { forgetfulJournal } from '../../../src/main/app/face'
import { compose, type Garda } from '../../../src/main/app/compose'
import { SourceFailure } from '../../../src/main/ports/failure'
import { SOURCE_KINDS } from '../../../src/main/sources/registry'
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
import type { ConfigStore } from '../../../src/main/ports/config-store'

let folder: string
let running: Garda[]
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'garda-commands-')); running = [] })
afterEach(async () => { for (const garda of running) await garda.stop(); rmSync(folder, { recursive: true, force: true }) })

const fileStore = (yaml: string | null): ConfigStore => {
  const file = yaml === null ? null : join(folder, 'garda.yaml')
  if (file !== null) writeFileSync(file, yaml!)
  return nodeConfigStore({ folder: join(folder, 'data'), file, kinds: SOURCE_KINDS.map((k) => k.manifest), now: () => NOW, log: { write: () => undefined } }).store
}

const start = async (store: ConfigStore, stored: Readonly<Record<string, string>>, own: readonly SourceConfig[] = [], mode: 'live' | 'demo' = 'live') => {
  const clock = fakeClock(NOW)
  const secrets = fakeSecrets(stored)
  store.update((config) => ({ ...config, thisComputer: false, sources: [...own] }))
  const garda = await compose({
    clock, random: () => 0.5, http: { open: () => fakeHttp(), renew: () => undefined },
    machine: fakeMachine(), notifier: fakeNotifier(), sound: fakeSound(), hooks: fakeHooks(), heartbeat: fakeHeartbeat(), present: false,
    ledger: fakeLedger(), journal: forgetfulJournal(), log: { write: () => undefined }, secrets, store,
    desktop: { openExternal: () => Promise.resolve(), copy: () => undefined, openAlert: () => undefined, about: () => { throw new Error('not asked') }, demo: () => Promise.resolve({ ok: true, reason: '' }) }
  }, { mode, version: '0' })
  running.push(garda)
  return { ...garda, secrets, kept: () => [...secrets.values.keys()].sort() }
}

const bearer = (name: string, secret: string, over: Partial<SourceConfig> = {}): SourceConfig =>
  sourceSchema.parse({ name, kind: 'prometheus', url: `http://${name}.example:9090`, auth: { type: 'bearer', token: { secret } }, ...over })
const OK = { ok: true, reason: '' }

describe('secrets that nobody refers to any more', () => {
  it('go with their source, wherever in it they stood', async () => {
    const source = bearer('prom', 'prom token', { headers: { 'X-Scope': 'x', 'X-Token': { secret: 'prom header' } }, tls: { cert: 'c.pem', key: 'k.pem', passphrase: { secret: 'prom passphrase' } } })
    const { commands, kept } = await start(fileStore(null), { 'prom token': 'a', 'prom header': 'b', 'prom passphrase': 'c', other: 'd' }, [source])
    expect(await commands.removeSource('prom')).toEqual(OK)
    expect(kept()).toEqual(['other'])
  })

  it('go when the sign-in changes away from them, and stay while the source is only renamed or switched off', async () => {
    const { commands, kept } = await start(fileStore(null), { 'prom token': 'a' }, [bearer('prom', 'prom token')])
    expect(await commands.saveSource(bearer('renamed', 'prom token', { enabled: false }), { was: 'prom', secrets: {} })).toEqual(OK)
    expect(kept()).toEqual(['prom token'])
    expect(await commands.saveSource(bearer('renamed', '', { auth: { type: 'bearer', token: { env: 'TOKEN' } } }), { was: 'renamed', secrets: {} })).toEqual(OK)
    expect(kept()).toEqual([])
  })

  it('stay while another source has them', async () => {
    const { commands, kept } = await start(fileStore(null), { shared: 'a', 'b header': 'b' }, [bearer('a', 'shared'), bearer('b', 'shared', { headers: { 'X-Token': { secret: 'b header' } } })])
    await commands.removeSource('b')
    expect(kept()).toEqual(['shared'])
    await commands.removeSource('a')
    expect(kept()).toEqual([])
  })

  it('stay while the team\'s file has them, or a source of one\'s own that the file hides', async () => {
    const yaml = 'sources:\n  - name: team\n    kind: prometheus\n    url: http://team.example\n    auth: { type: bearer, token: { secret: of the team } }\n'
    const { commands, kept } = await start(fileStore(yaml), { 'of the team': 'a', hidden: 'b', mine: 'c' }, [bearer('team', 'hidden'), bearer('one', 'of the team'), bearer('two', 'hidden'), bearer('three', 'mine')])
    for (const name of ['one', 'two', 'three']) expect(await commands.removeSource(name)).toEqual(OK)
    expect(kept()).toEqual(['hidden', 'of the team'])
  })

  it('stay while the webhook of pages has them', async () => {
    const store = fileStore(null)
    const { commands, kept } = await start(store, { shared: 'a' }, [bearer('a', 'shared')])
    store.update((own) => ({ ...own, paging: { ...own.paging, hooks: hooksSchema.parse({ webhook: { url: 'https://hook.example', token: { secret: 'shared' } } }) } }))
    expect(await commands.removeSource('a')).toEqual(OK)
    expect(kept()).toEqual(['shared'])
  })

  it('stay when the change could not be written, for the file still names them', async () => {
    const store = fakeConfigStore()
    const { commands, kept } = await start(store, { 'prom token': 'a' }, [bearer('prom', 'prom token')])
    store.refuse('the disk is full')
    expect(await commands.removeSource('prom')).toEqual({ ok: false, reason: 'the disk is full' })
    expect(kept()).toEqual(['prom token'])
  })

  it('are told of when the keychain does not let go of them', async () => {
    const { commands, engine, secrets } = await start(fileStore(null), { 'prom token': 'a' }, [bearer('prom', 'prom token')])
    secrets.remove = () => Promise.reject(new SourceFailure('secret', { detail: 'the disk is full' }))
    expect(await commands.removeSource('prom')).toEqual(OK)
    expect(engine.state().notices['secret-kept:prom token']).toEqual({ id: 'secret-kept:prom token', at: NOW, severity: 'warning', code: 'secret-kept', values: { name: 'prom token', reason: 'the disk is full' } })
  })
})

describe('where there is no keychain', () => {
  it('nothing is kept before the person agrees, and the refusal says why', async () => {
    const { commands, secrets, kept } = await start(fileStore(null), {})
    secrets.writable = 'weak'
    expect(await commands.saveSource(bearer('prom', 'prom token'), { was: null, secrets: { 'prom token': 'hush' } })).toEqual({ ok: false, reason: 'the store is weak' })
    const view = await commands.config()
    expect([kept(), view.weakStore, view.config.weakSecrets, view.config.sources]).toEqual([[], true, false, []])
  })

  it('agreeing is kept in the settings, and taking it back deletes what was only hidden', async () => {
    const store = fileStore(null)
    const { commands, kept } = await start(store, { 'prom token': 'a' })
    expect([await commands.saveSettings({ weakSecrets: true }), store.read().config.weakSecrets, kept()]).toEqual([OK, true, ['prom token']])
    await commands.saveSettings({ openHttpLinks: true })
    expect([store.read().config.weakSecrets, kept()]).toEqual([true, ['prom token']])
    expect([await commands.saveSettings({ weakSecrets: false }), store.read().config.weakSecrets, kept()]).toEqual([OK, false, []])
  })

  it('says when what was hidden could not be deleted', async () => {
    const { commands, secrets } = await start(fileStore(null), { 'prom token': 'a' })
    secrets.forgetHidden = () => Promise.reject(new SourceFailure('secret', { detail: 'the disk is full' }))
    expect(await commands.saveSettings({ weakSecrets: false })).toEqual({ ok: false, reason: 'from now on nothing is kept so, but what was could not be deleted: the disk is full' })
  })

  it('the demo decides nothing over the watch behind it', async () => {
    const { commands, kept } = await start(fakeConfigStore(), { 'prom token': 'a' }, [], 'demo')
    expect(await commands.saveSettings({ weakSecrets: false })).toMatchObject({ ok: false })
    expect(kept()).toEqual(['prom token'])
  })
})
