import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { wallSchema } from '@shared/config/walls'
import { defaultConfig, type Config, type SourceConfig } from '@shared/config/schema'
import { nodeConfigStore } from '../../../src/main/adapters/node-config'
import type { ConfigStoreOptions, OpenedConfig } from '../../../src/main/adapters/node-config-core'
import type { ConfigStore, LoadedConfig } from '../../../src/main/ports/config-store'
import { KINDS } from '../config/manifests'

const NOW = Date.UTC(2025, 10, 13, 2, 47, 12)
const KEPT = 'settings.damaged-2025-11-13T02-47-12-000Z.json'
const PROM: SourceConfig = { name: 'prom', kind: 'prometheus', enabled: true, url: 'http://prom:9090', auth: { type: 'none' }, headers: {}, proxy: 'system', options: {} }

let root: string
let folder: string
let open: ConfigStore[]
beforeEach(() => { root = mkdtempSync(join(tmpdir(), 'garda-config-')); folder = join(root, 'data'); open = [] })
afterEach(() => { for (const store of open) store.dispose(); rmSync(root, { recursive: true, force: true }) })

const start = (over: Partial<ConfigStoreOptions> = {}): OpenedConfig => {
  const opened = nodeConfigStore({ folder, file: null, kinds: KINDS, now: () => NOW, log: { write: () => undefined }, pace: { debounceMs: 20, pollMs: 100 }, ...over })
  open.push(opened.store)
  return opened
}
const path = (name: string): string => join(folder, name)
const files = (): readonly string[] => readdirSync(folder).sort()
const settings = (name = 'settings.json'): unknown => JSON.parse(readFileSync(path(name), 'utf8'))
const withTheme = (theme: Config['appearance']['theme']) => (own: Config): Config => ({ ...own, appearance: { ...own.appearance, theme } })
/** The first loading told of that is as wanted. */
const next = (store: ConfigStore, wanted: (loaded: LoadedConfig) => boolean = () => true): Promise<LoadedConfig> =>
  new Promise((resolve) => { const end = store.onChange((loaded) => { if (wanted(loaded)) { end(); resolve(loaded) } }) })
const refusedNow = (loaded: LoadedConfig): boolean => loaded.notices.some((n) => n.code === 'config-refused')

describe('the settings file', () => {
  it('is not made before there is something to keep', () => {
    const { store, refused } = start()
    expect([store.read(), refused, files()]).toEqual([{ config: defaultConfig(), readOnly: { sources: [], services: [], environments: [] }, file: null, notices: [] }, null, []])
  })

  it('is not touched where nothing is to be kept: not made, not put aside, not backed up, nor is a copy of the team’s file', () => {
    const { store } = start({ keeps: false })
    expect([store.update(withTheme('light')), store.read().config.appearance.theme, existsSync(folder)]).toEqual([{ ok: true }, 'light', false])
    mkdirSync(folder)
    writeFileSync(path('settings.json'), '{"version": 1, "appearance": {"theme": "light"')
    const file = join(root, 'garda.yaml')
    writeFileSync(file, 'services: [{name: api}]\n')
    const damaged = start({ keeps: false, file }).store
    damaged.update(withTheme('system'))
    expect([damaged.read().notices.map((n) => n.code), damaged.read().config.services.length, files(), readFileSync(path('settings.json'), 'utf8')]).toEqual([['settings-damaged'], 1, ['settings.json'], '{"version": 1, "appearance": {"theme": "light"'])
  })

  it('keeps a change, with a backup of it, for the next start', () => {
    expect(start().store.update((own) => ({ ...withTheme('light')(own), sources: [{ ...PROM, interval: 30_000 }] }))).toEqual({ ok: true })
    const again = start().store.read()
    expect([again.config.appearance.theme, again.config.sources, again.notices]).toEqual(['light', [{ ...PROM, interval: 30_000 }], []])
    expect([files(), settings('settings.backup.json')]).toEqual([['settings.backup.json', 'settings.json'], settings()])
  })

  it('leaves out a panel of one’s own that is damaged, names it, and keeps the file before it is written without it', () => {
    const good = { id: 'a', title: 'Good', unit: 'count', lines: [{ query: 'up{$selector}' }], source: 'prom' }
    const ownPanels = [{ service: 'api', environment: 'production', panels: [good, { ...good, id: 'b', title: 'Bad query', lines: [{ query: 'sum(up' }] }, { id: 'c', title: 'No unit', lines: [] }] }]
    mkdirSync(folder, { recursive: true })
    writeFileSync(path('settings.json'), JSON.stringify({ version: 1, appearance: { theme: 'light' }, ownPanels }))
    const { store } = start()
    const { config, notices } = store.read()
    expect([config.appearance.theme, config.ownPanels.map((one) => one.panels.map((panel) => panel.title)), notices]).toEqual(['light', [['Good']], [
      { id: 'panels-skipped:settings', at: NOW, severity: 'warning', code: 'panels-skipped', values: { names: 'Bad query (production/api), No unit (production/api)', count: 2, more: 0 } }
    ]])
    expect([store.update(withTheme('dark')), files(), (settings(KEPT) as { readonly ownPanels: unknown }).ownPanels]).toEqual([{ ok: true }, ['settings.backup.json', KEPT, 'settings.json'], ownPanels])
    expect([start().store.read().notices, (settings() as Config).ownPanels[0]?.panels.length]).toEqual([[], 1])
  })

  it('refuses a change that is not valid and says why', () => {
    const { store } = start()
    expect(store.update((own) => ({ ...own, sources: [PROM, { ...PROM, name: 'PROM' }] }))).toEqual({
      ok: false, reason: 'the change was not made: sources[1].name two sources are named "PROM"; each needs a name of its own'
    })
    expect([store.read().config, files()]).toEqual([defaultConfig(), []])
  })

  it.each([
    ['cut short', () => { truncateSync(path('settings.json'), 40) }],
    ['emptied', () => { truncateSync(path('settings.json'), 0) }],
    ['overwritten with something else', () => { writeFileSync(path('settings.json'), '\0\0\u0007 not json') }],
    ['JSON of the wrong shape', () => { writeFileSync(path('settings.json'), '{"version": 1, "sources": "all"}') }],
    ['no text at all', () => { writeFileSync(path('settings.json'), Uint8Array.of(0xff, 0xfe, 0x80)) }]
  ])('%s: the backup is used, the damaged file kept, and both said', (_, damage) => {
    start().store.update(withTheme('light'))
    damage()
    const bytes = readFileSync(path('settings.json'))
    const { config, notices } = start().store.read()
    expect([config.appearance.theme, notices]).toEqual(['light', [{ id: 'settings-damaged:settings', at: NOW, severity: 'warning', code: 'settings-damaged', values: { used: 'backup', kept: KEPT } }]])
    expect([files(), readFileSync(path(KEPT))]).toEqual([['settings.backup.json', KEPT, 'settings.json'], bytes])
    expect(start().store.read().notices).toEqual([])
  })

  it('damaged together with its backup: defaults, and both are kept', () => {
    start().store.update(withTheme('light'))
    writeFileSync(path('settings.json'), '{')
    writeFileSync(path('settings.backup.json'), '{')
    const { config, notices } = start().store.read()
    expect([config, notices.map((n) => [n.code, n.values]), files()]).toEqual([
      defaultConfig(), [['settings-damaged', { used: 'defaults', kept: KEPT }]], ['settings.backup.damaged-2025-11-13T02-47-12-000Z.json', KEPT]
    ])
  })

  it('of a newer Garda is neither read nor written over', () => {
    mkdirSync(folder)
    writeFileSync(path('settings.json'), '{"version": 7, "wishes": []}')
    const { store } = start()
    const reason = 'settings.json was written for a newer Garda (version 7; this one reads up to 1). Changes are kept until Garda ends, and not written'
    expect([store.update(withTheme('light')), store.read().config.appearance.theme, store.read().notices.map((n) => [n.code, n.values])]).toEqual([{ ok: false, reason }, 'light', [['settings-unwritable', { reason, used: 'defaults' }]]])
    expect([files(), settings()]).toEqual([['settings.json'], { version: 7, wishes: [] }])
  })

  it('of an older Garda is brought up to date and written', () => {
    mkdirSync(folder)
    writeFileSync(path('settings.json'), JSON.stringify({ notifications: { blindAfter: 90 } }))
    expect([start().store.read().config.notifications.blindAfter, (settings() as Config).version, (settings() as Config).notifications.blindAfter]).toEqual([90_000, 1, 90_000])
  })

  it('in a folder that may not be written: the change holds until the end, with the reason', async () => {
    start().store.update(withTheme('light'))
    const { store } = start()
    chmodSync(folder, 0o555)
    const isRoot = process.geteuid?.() === 0
    if (isRoot) { chmodSync(root, 0o755); process.seteuid?.(65_534) }
    try {
      const heard = next(store)
      const done = store.update(withTheme('system'))
      expect(done.ok ? '' : done.reason).toMatch(/^settings\.json cannot be written \((EACCES|EPERM)\)\. Changes are kept until Garda ends$/)
      expect([store.read().config.appearance.theme, store.read().notices.map((n) => n.code)]).toEqual(['system', ['settings-unwritable']])
      expect(await heard).toBe(store.read())
    } finally {
      if (isRoot) process.seteuid?.(0)
      chmodSync(folder, 0o755)
    }
    expect([store.update(withTheme('dark')), store.read().notices, start().store.read().config.appearance.theme]).toEqual([{ ok: true }, [], 'dark'])
  })

  it('where its folder cannot exist: defaults, and a change that holds', () => {
    writeFileSync(folder, 'a file in the way')
    const { store } = start()
    const done = store.update(withTheme('light'))
    expect([done.ok, store.read().config.appearance.theme, store.read().notices.map((n) => n.code)]).toEqual([false, 'light', ['settings-unwritable']])
  })

  it('written by another Garda is read again', async () => {
    const { store } = start()
    const heard = next(store)
    start().store.update(withTheme('light'))
    expect((await heard).config.appearance.theme).toBe('light')
  })

  it('edited badly by hand: refused with its place, and kept when it is written over', async () => {
    const { store } = start()
    store.update(withTheme('light'))
    const heard = next(store)
    writeFileSync(path('settings.json'), '{\n  "version": 1,\n  "appearance": {"theme": "drak"}\n}\n')
    const { config, notices } = await heard
    expect([config.appearance.theme, notices.map((n) => [n.code, n.values])]).toEqual(['light', [['config-refused', { file: 'settings.json', line: 3, column: 27, reason: 'appearance.theme must be one of system, dark, light; did you mean dark?', used: 'last' }]]])
    expect([store.update(withTheme('system')), store.read().notices, readFileSync(path(KEPT), 'utf8').includes('drak'), (settings() as Config).appearance.theme]).toEqual([{ ok: true }, [], true, 'system'])
  })
})

describe('the provisioning file', () => {
  const team = (name: string, text: string): string => { const at = join(root, name); writeFileSync(at, text); return at }
  const GOOD = 'sources:\n  - {name: prom, kind: prometheus, url: http://team:9090}\n'
  const names = (loaded: LoadedConfig): readonly string[] => loaded.config.sources.map((s) => `${s.name} ${s.url ?? ''}`)

  it('comes first, is read-only, and wins over a source of the same name', () => {
    start().store.update((own) => ({ ...own, sources: [{ ...PROM, name: 'Prom' }, { ...PROM, name: 'mine' }], appearance: { ...own.appearance, theme: 'light', time: 'utc' } }))
    const file = team('garda.yaml', `${GOOD}services: [{name: api}]\nenvironments: [{name: blue, kind: staging}]\nappearance: {time: local}\nopenHttpLinks: true\n`)
    const loaded = start({ file }).store.read()
    expect([names(loaded), loaded.readOnly, loaded.file, loaded.config.appearance, loaded.config.openHttpLinks, loaded.config.welcomed]).toEqual([
      ['prom http://team:9090', 'mine http://prom:9090'], { sources: ['prom'], services: ['api'], environments: ['blue'] }, file,
      { theme: 'light', time: 'local', railCollapsed: false, pinned: [] }, true, true
    ])
    expect(loaded.notices).toEqual([{ id: 'name-taken:prom', at: NOW, severity: 'warning', code: 'name-taken', values: { name: 'Prom', file } }])
  })

  it('gives walls beside a person’s own, and wins over one of the same name', () => {
    start().store.update((own) => ({ ...own, walls: [{ name: 'Office' }, { name: 'mine' }].map((wall) => wallSchema.parse(wall)) }))
    const { config, readOnly } = start({ file: team('garda.yaml', `${GOOD}walls: [{name: office, display: TV}]\n`) }).store.read()
    expect([config.walls.map(({ name, display }) => [name, display]), readOnly.walls]).toEqual([[['office', 'TV'], ['mine', undefined]], ['office']])
  })

  it('says which rules ask for what somebody turned off, by name', () => {
    const rules = (text: string): string => `environments: [{name: blue, kind: staging}]\npaging: {rules: [${text}]}\n`
    const { store } = start({ file: team('garda.yaml', rules('{name: blue wakes, when: {environment: [Blue], severity: [warning, info]}, then: page}, {when: {severity: [unknown]}, then: notify}, {when: {severity: [unknown]}, then: list}, {when: {}, then: page}, {when: {environment: [development]}, then: page}')) })
    expect(store.read().notices).toEqual([])
    store.update((own) => ({ ...own, notifications: { ...own.notifications, severities: ['critical', 'warning'], environments: ['production', 'local'] } }))
    const said = (index: number, rule: string, off: string): unknown => ({ id: `rule-overruled:${index}`, at: NOW, severity: 'warning', code: 'rule-overruled', values: { rule, off } })
    expect(store.read().notices).toEqual([said(0, 'blue wakes', 'staging'), said(1, 'rule 2', 'unknown')])
  })

  it('is never written into the settings', () => {
    const { store } = start({ file: team('garda.yaml', GOOD) })
    store.update(withTheme('light'))
    expect((settings() as Config).sources).toEqual([])
  })

  it('names other files relative to its own folder', () => {
    mkdirSync(join(root, 'team'))
    const file = team('team/garda.yaml', 'sources:\n  - {name: a, kind: prometheus, url: http://a, tls: {ca: ca.pem}, auth: {type: bearer, token: {file: ../token}}, headers: {X-Token: {file: /run/x}}}\npaging: {hooks: {webhook: {url: http://h, token: {file: hook}}}}\n')
    const { sources: [source], paging } = start({ file }).store.read().config
    expect([source?.tls, source?.auth, source?.headers, paging.hooks.webhook?.token])
      .toEqual([{ ca: join(root, 'team/ca.pem') }, { type: 'bearer', token: { file: join(root, 'token') } }, { 'X-Token': { file: '/run/x' } }, { file: join(root, 'team/hook') }])
  })

  it('bad at the start is said with file, line, column and reason', () => {
    const file = team('garda.yaml', 'sources:\n  - {name: a, kind: prom}\n')
    const { store, refused } = start({ file })
    const reason = 'sources[0].kind "prom" is not a kind of source (prometheus, alertmanager, this-computer)'
    expect([refused, store.read().notices, store.read().config]).toEqual([
      `${file}:2:21: ${reason}`, [{ id: 'config-refused', at: NOW, severity: 'warning', code: 'config-refused', values: { file, line: 2, column: 21, reason, used: 'defaults' } }], defaultConfig()
    ])
  })

  it.each([
    ['missing', () => undefined, '1:1: the file cannot be found'],
    ['a folder', (at: string) => { mkdirSync(at) }, '1:1: the file cannot be read: EISDIR'],
    ['no text', (at: string) => { writeFileSync(at, Uint8Array.of(0xff, 0xfe, 0x80)) }, '1:1: the file is not UTF-8 text'],
    ['too large', (at: string) => { writeFileSync(at, '#'.repeat(1_048_577)) }, '1:1: the file is larger than 1 MiB']
  ])('%s at the start is refused too', (_, make, expected) => {
    const file = join(root, 'garda.yaml')
    make(file)
    expect(start({ file }).refused).toBe(`${file}:${expected}`)
  })

  it('broken while Garda runs is refused whole, and forgiven when it is good again', async () => {
    const file = team('garda.yaml', GOOD)
    const { store, refused } = start({ file })
    const bad = next(store, refusedNow)
    writeFileSync(file, `${GOOD}sorces: []\n`)
    const during = await bad
    expect([refused, names(during), during.notices.map((n) => [n.code, n.values])]).toEqual([null, ['prom http://team:9090'], [['config-refused', { file, line: 3, column: 1, reason: 'sorces is not a known key; did you mean sources?', used: 'last' }]]])
    const good = next(store, (loaded) => !refusedNow(loaded))
    writeFileSync(file, GOOD.replace('team', 'new'))
    const after = await good
    expect([names(after), after.notices.map((n) => n.code)]).toEqual([['prom http://new:9090'], ['config-reloaded']])
  })

  it('good again with the very text it had before takes its refusal back', async () => {
    const file = team('garda.yaml', GOOD)
    const { store } = start({ file })
    const bad = next(store, refusedNow)
    writeFileSync(file, 'sources: [\n')
    await bad
    const good = next(store, (loaded) => !refusedNow(loaded))
    writeFileSync(file, GOOD)
    expect(names(await good)).toEqual(['prom http://team:9090'])
  })

  it('removed while Garda runs: the last good one stays, and a later one is taken', async () => {
    const file = team('garda.yaml', GOOD)
    const { store } = start({ file })
    const gone = next(store, refusedNow)
    unlinkSync(file)
    const during = await gone
    expect([names(during), during.notices[0]?.values['reason']]).toEqual([['prom http://team:9090'], 'the file cannot be found'])
    const back = next(store, (loaded) => !refusedNow(loaded))
    team('garda.yaml', GOOD.replace('team', 'back'))
    expect(names(await back)).toEqual(['prom http://back:9090'])
  })

  it('is read again when an editor replaces it by a rename', async () => {
    const file = team('garda.yaml', GOOD)
    const { store } = start({ file })
    const heard = next(store)
    renameSync(team('garda.yaml.swp', GOOD.replace('team', 'edited')), file)
    expect(names(await heard)).toEqual(['prom http://edited:9090'])
    const again = next(store)
    renameSync(team('garda.yaml.swp', GOOD.replace('team', 'twice')), file)
    expect(names(await again)).toEqual(['prom http://twice:9090'])
  })

  it('is read again when a link two steps away is swapped, as Kubernetes does', async () => {
    const mount = join(root, 'mount')
    for (const version of ['..1', '..2']) { mkdirSync(join(mount, version), { recursive: true }); writeFileSync(join(mount, version, 'garda.yaml'), GOOD.replace('team', `v${version.slice(2)}`)) }
    symlinkSync('..1', join(mount, '..data'))
    symlinkSync('..data/garda.yaml', join(mount, 'garda.yaml'))
    const { store } = start({ file: join(mount, 'garda.yaml') })
    expect(names(store.read())).toEqual(['prom http://v1:9090'])
    const heard = next(store)
    symlinkSync('..2', join(mount, '..data_tmp'))
    renameSync(join(mount, '..data_tmp'), join(mount, '..data'))
    expect(names(await heard)).toEqual(['prom http://v2:9090'])
  })

  it('bad at the next start: the one that was good last time is used, and the fault is said', () => {
    const file = team('garda.yaml', GOOD)
    start({ file })
    writeFileSync(file, 'sources: 7\n')
    const { store, refused } = start({ file })
    expect([names(store.read()), refused]).toEqual([['prom http://team:9090'], `${file}:1:10: sources must be a list, not a number`])
  })

  it('tells nobody after the end', async () => {
    const file = team('garda.yaml', GOOD)
    const ended = start({ file }).store
    let heard = 0
    ended.onChange(() => { heard++ })
    ended.dispose()
    const witness = start({ file }).store
    const seen = next(witness)
    writeFileSync(file, GOOD.replace('team', 'later'))
    await seen
    expect(heard).toBe(0)
  })
})
