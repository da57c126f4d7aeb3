import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { durationMs, durationText } from '@shared/config/duration'
import { mapPaths, mergeConfig, secretsNamed } from '@shared/config/merge'
import { migrate } from '@shared/config/migrations'
import { checkConfig, pathText } from '@shared/config/problems'
import { configSchema, CONFIG_VERSION, defaultConfig, sourceSchema, type ConfigInput } from '@shared/config/schema'
import { suggest } from '@shared/config/suggest'

const name = fc.stringMatching(/^[a-z][a-z0-9 _.-]{0,20}[a-z0-9]$/)
const duration = (min: number, max: number) => fc.integer({ min, max }).chain((ms) => fc.constantFrom<string | number>(ms, durationText(ms)))
const secret = fc.oneof(fc.record({ env: fc.stringMatching(/^[A-Z_]{1,10}$/) }), fc.record({ file: fc.stringMatching(/^[a-z/.]{1,10}$/) }), fc.record({ secret: name }))
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
const option = fc.oneof(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0), fc.boolean(), fc.array(fc.string(), { maxLength: 2 }))
const source = fc.record({
  name, kind: fc.constantFrom('prometheus', 'alertmanager', 'a-later-kind'), url: maybe(fc.webUrl()), enabled: maybe(fc.boolean()), interval: maybe(duration(1_000, 3_600_000)), timeout: maybe(duration(1_000, 300_000)),
  environment: maybe(name), proxy: maybe(fc.constantFrom('system', 'none', 'http://proxy:3128', 'socks5://localhost:1080')),
  auth: maybe(fc.oneof(fc.constant({ type: 'none' as const }), fc.record({ type: fc.constant('basic' as const), username: name, password: secret }), fc.record({ type: fc.constant('bearer' as const), token: secret }))),
  headers: maybe(fc.dictionary(fc.stringMatching(/^X-[A-Z]{1,5}$/), fc.oneof(fc.stringMatching(/^[a-z ]{0,10}$/), secret), { maxKeys: 2 })),
  tls: maybe(fc.record({ ca: maybe(name), serverName: maybe(name), passphrase: maybe(secret) })),
  options: maybe(fc.dictionary(name, option, { maxKeys: 3 }))
})
const names = maybe(fc.array(name, { maxLength: 2 }))
const rate = fc.constantFrom('sum(rate(a_total[$window]))', 'rate(b[$window]) / 2')
const objective = fc.tuple(fc.double({ min: 50, max: 99.9999, noNaN: true }), maybe(fc.integer({ min: 3_600_000, max: 90 * 86_400_000 })), maybe(fc.tuple(rate, rate)))
  .map(([target, window, own]) => ({ target, ...(window === undefined ? {} : { window }), ...(own === undefined ? {} : { errors: own[0], total: own[1] }) }))
const service = fc.record({ name, tier: maybe(fc.constantFrom(1 as const, 2 as const, 3 as const)), dependsOn: names, objective: maybe(objective) })
const environment = fc.record({ name, kind: fc.constantFrom('production' as const, 'staging' as const), values: names })
const severities = fc.constantFrom('critical', 'warning', 'unknown', 'info')
const input: fc.Arbitrary<ConfigInput> = fc.record({
  version: maybe(fc.constant(CONFIG_VERSION)), welcomed: maybe(fc.boolean()),
  sources: maybe(fc.uniqueArray(source, { maxLength: 4, selector: (s) => s.name })),
  services: maybe(fc.uniqueArray(service, { maxLength: 3, selector: (s) => s.name })),
  environments: maybe(fc.uniqueArray(environment, { maxLength: 2, selector: (e) => e.name })),
  severities: maybe(fc.dictionary(severities, fc.array(name, { maxLength: 2 }), { maxKeys: 2 })),
  notifications: maybe(fc.record({ enabled: maybe(fc.boolean()), severities: maybe(fc.array(severities, { maxLength: 2 })), blindAfter: maybe(duration(10_000, 3_600_000)) })),
  appearance: maybe(fc.record({ theme: maybe(fc.constantFrom('system' as const, 'dark' as const, 'light' as const)), pinned: maybe(fc.array(fc.string(), { maxLength: 2 })) })),
  thisComputer: maybe(fc.boolean())
})

describe('the schema', () => {
  it('has these defaults', () => {
    expect(defaultConfig()).toEqual({
      version: 1, welcomed: false, sources: [], services: [], environments: [], packs: [], packFiles: [], labels: {},
      notifications: { enabled: true, severities: ['critical', 'warning', 'unknown'], environments: ['production', 'staging', 'local'], blindAfter: 60_000, stormAbove: 10 },
      paging: {
        rules: [], night: { from: '22:00', to: '07:00' }, nightWatch: { schedule: true, keepAwake: false, test: true, digest: true },
        ladders: [], grace: 60_000, unknownAfter: 300_000, onCall: { people: [], handover: '09:00', every: 7, overrides: [] }, hooks: {}
      },
      appearance: { theme: 'dark', time: 'local', railCollapsed: false, pinned: [] }, explore: { history: [] }, ownPanels: [], openHttpLinks: false, thisComputer: true, weakSecrets: false, walls: [],
      startup: { window: 'hidden' }, updates: {}
    })
  })

  it('reads what it made, and what was kept as JSON, as the very same', () => {
    fc.assert(fc.property(input, (given) => {
      const once = configSchema.parse(given)
      expect(configSchema.parse(once)).toEqual(once)
      expect(configSchema.parse(JSON.parse(JSON.stringify(once)))).toEqual(once)
    }))
  })

  it('judges anything without throwing', () => {
    fc.assert(fc.property(fc.anything(), (raw) => {
      const checked = checkConfig(raw)
      if (!checked.ok) for (const p of checked.problems) expect(`${pathText(p.path)}${p.reason}`).not.toBe('')
    }))
  })

  it.each([
    ['https://prom.example/mon/', null],
    ['https://prom.example/graph?g0.expr=up', 'must be the server’s own address: leave out ? or # and what follows'],
    ['https://prom.example/#/alerts', 'must be the server’s own address: leave out ? or # and what follows'],
    ['https://prom.example?', 'must be the server’s own address: leave out ? or # and what follows'],
    ['prom.example?x', 'must be an http or https address without user or password in it (those go into auth)']
  ])('judges the address %s, of one server and of a peer', (url, reason) => {
    const told = (source: object) => { const checked = checkConfig({ sources: [{ name: 'a', kind: 'k', ...source }] }); return checked.ok ? null : checked.problems.map((p) => p.reason) }
    expect([told({ url }), told({ urls: [url] })]).toEqual(reason === null ? [null, null] : [[reason], [reason]])
  })

  it.each<readonly [object, readonly (readonly [string, string])[]]>([
    [{ target: 99.9 }, []],
    [{ target: 99.9, window: '7d', errors: 'sum(rate(e[$window]))', total: 'sum(rate(t[$window]))' }, []],
    [{}, [['services[0].objective.target', 'is needed']]],
    [{ target: 0.999 }, [['services[0].objective.target', 'must be a percentage from 50 to 99.9999, such as 99.9']]],
    [{ target: 100 }, [['services[0].objective.target', 'must be a percentage from 50 to 99.9999, such as 99.9']]],
    [{ target: '99.9' }, [['services[0].objective.target', 'must be a number, not text']]],
    [{ target: 99.9, window: '1m' }, [['services[0].objective.window', 'must lie between 1h and 90d']]],
    [{ target: 99.9, errors: 'sum(rate(e[$window]))' }, [['services[0].objective.errors', 'errors needs total beside it']]],
    [{ target: 99.9, total: 'sum(rate(e[$window]))' }, [['services[0].objective.total', 'total needs errors beside it']]],
    [{ target: 99.9, errors: 'sum(rate(e[5m]))', total: 'sum(increase(t[$window]))' }, [
      ['services[0].objective.errors', 'must hold $window, as in sum(rate(http_requests_total[$window]))'], ['services[0].objective.total', 'must count per second: use rate(…[$window]), not increase(…)']
    ]],
    [{ target: 99.9, slo: 1 }, [['services[0].objective.slo', 'is not a known key']]]
  ])('judges the objective %j', (objective, problems) => {
    const checked = checkConfig({ services: [{ name: 'a', objective }] })
    expect(checked.ok ? [] : checked.problems.map((p) => [pathText(p.path), p.reason])).toEqual(problems)
  })

  it('leaves hostile keys inert', () => {
    const checked = checkConfig(JSON.parse('{"sources": [{"name": "a", "kind": "k", "options": {"__proto__": {"x": 1}}, "headers": {"__proto__": "x"}}]}'))
    expect([checked.ok, ({} as { x?: number }).x]).toEqual([true, undefined])
  })
})

describe('the proxy of a source', () => {
  const read = (proxy: unknown, proxyAuth?: unknown): unknown => {
    const read = sourceSchema.safeParse({ name: 's', kind: 'prometheus', proxy, ...(proxyAuth === undefined ? {} : { proxyAuth }) })
    return read.success ? read.data.proxy : read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`)
  }
  const WRONG = 'proxy must be system, none, or the address of an http, https or SOCKS proxy, without user or password in it (those go into proxyAuth)'
  it.each([
    'system', 'none', 'http://proxy:3128', 'https://proxy', 'socks5://localhost:1080', 'socks5h://proxy', 'socks4://10.0.0.1:9', 'socks4a://proxy', 'socks://[2001:db8::1]:1080'
  ])('may be %s', (proxy) => { expect(read(proxy)).toBe(proxy) })
  it.each(['socks5://ann:pass@proxy', 'http://ann@proxy', 'socks5://', 'socks6://proxy', 'proxy:1080', 'ftp://proxy', ''])('may not be %j', (proxy) => { expect(read(proxy)).toEqual([WRONG]) })
  it('may have a sign-in where the source names it', () => {
    expect(read('socks5://proxy', { username: 'ann', password: { env: 'P' } })).toBe('socks5://proxy')
    expect(read('socks4://proxy', { username: 'ann' })).toBe('socks4://proxy')
    for (const proxy of ['system', 'none', undefined]) expect(read(proxy, { username: 'ann' })).toEqual(['proxyAuth is only for a proxy that the source names itself: give its address as proxy'])
    expect(read('socks5://proxy', { username: 'ann', password: 'literal' })).toEqual(['proxyAuth.password is a secret and is not written here; name where it is: {env: NAME}, {file: PATH} or {secret: NAME}'])
  })
  it('has its secret found with all others', () => {
    const source = (name: string, password: object): object => ({ name, kind: 'prometheus', proxy: 'socks5://proxy', proxyAuth: { username: 'ann', password } })
    const config = configSchema.parse({ sources: [source('s', { secret: 's proxy' }), source('t', { file: 'p' })] })
    expect([...secretsNamed(config.sources)]).toEqual(['s proxy'])
    expect(mapPaths(config, (path) => `/etc/${path}`).sources.map(({ proxyAuth }) => proxyAuth)).toEqual([{ username: 'ann', password: { secret: 's proxy' } }, { username: 'ann', password: { file: '/etc/p' } }])
  })
})

describe('migrations', () => {
  it('bring every older document to a version that is known', () => {
    fc.assert(fc.property(input, fc.constantFrom(0, 1), (given, version) => {
      const old: Record<string, unknown> = JSON.parse(JSON.stringify({ ...configSchema.parse(given), version }))
      if (version === 0) {
        // Before versions, numbers were seconds.
        for (const s of old['sources'] as Record<string, number>[]) for (const key of ['interval', 'timeout']) if (s[key] !== undefined) s[key] /= 1000
        const n = old['notifications'] as Record<string, number>
        n['blindAfter']! /= 1000
        delete old['version']
      }
      const migrated = migrate(old, 0)
      expect(migrated.ok && configSchema.parse(migrated.value)).toEqual(configSchema.parse(given))
    }))
  })
  it('give back the very document when there is nothing to do', () => {
    const now = { version: CONFIG_VERSION, sources: [] }
    expect(migrate(now, 0)).toEqual({ ok: true, value: now, from: 1 })
    const migrated = migrate(now, 0)
    expect(migrated.ok && migrated.value).toBe(now)
  })
  it.each([
    [{ version: 2 }, 'newer', 2], [{ version: 'x' }, 'version', 'x'], [{ version: -1 }, 'version', -1], [{ version: 0.5 }, 'version', 0.5], [[], 'shape', null], [null, 'shape', null], ['', 'shape', null]
  ])('refuse %j', (raw, why, version) => { expect(migrate(raw, 0)).toEqual({ ok: false, why, version }) })
  it('carry along what they do not understand', () => {
    expect(migrate({ sources: 'all', notifications: null, wishes: [1] }, 0)).toEqual({ ok: true, from: 0, value: { sources: 'all', notifications: null, wishes: [1], version: 1 } })
  })
})

describe('durations', () => {
  it.each([['15s', 15_000], ['2m', 120_000], ['2min', 120_000], ['1h 30m', 5_400_000], [' 250ms ', 250], ['1.5h', 5_400_000], ['1d', 86_400_000], ['30', 30_000], ['0s', 0]])('%s', (text, ms) => { expect(durationMs(text)).toBe(ms) })
  it.each(['', 's', '5 parsecs', '-5s', '1h30', '1e3s', '5s5'])('%s is none', (text) => { expect(durationMs(text)).toBeNull() })
  it('are written as they are read', () => { fc.assert(fc.property(fc.nat(), (ms) => { expect(durationMs(durationText(ms))).toBe(ms) })) })
})

describe('merging', () => {
  it('without a file leaves the very settings', () => {
    const own = defaultConfig()
    expect(mergeConfig(own, null).config).toBe(own)
  })
  it('overrides only what the file gives', () => {
    const own = configSchema.parse({ labels: { service: ['app'], environment: ['zone'] }, severities: { critical: ['own'], info: ['own'] }, thisComputer: false, openHttpLinks: true, appearance: { theme: 'light' } })
    const team = configSchema.parse({ labels: { service: ['job'] }, severities: { critical: ['team'] }, notifications: { stormAbove: 3 } })
    const { config } = mergeConfig(own, { config: team, given: { labels: ['service'], severities: ['critical'], notifications: ['stormAbove'] } })
    expect(config).toEqual({ ...own, labels: { service: ['job'], environment: ['zone'] }, severities: { critical: ['team'], info: ['own'] }, notifications: { ...own.notifications, stormAbove: 3 } })
  })
  it('keeps one of each service where it runs', () => {
    const own = configSchema.parse({ services: [{ name: 'api', owner: 'me' }, { name: 'api', environment: 'staging' }] })
    const team = configSchema.parse({ services: [{ name: 'api', environment: 'production', owner: 'team' }] })
    expect(mergeConfig(own, { config: team, given: { services: [] } }).config.services.map((s) => [s.name, s.environment, s.owner])).toEqual([['api', 'production', 'team'], ['api', 'staging', undefined]])
  })
})

describe('a suggestion', () => {
  it.each([['optoins', 'options'], ['SOURCES', 'sources'], ['sorces', 'sources'], ['zzz', null], ['', null], ['x'.repeat(100), null]])('for %s', (given, expected) => { expect(suggest(given, ['sources', 'services', 'options'])).toBe(expected) })
})

describe('what may have one of several forms', () => {
  const wrong = (boards: unknown): unknown => {
    const read = checkConfig({ walls: [{ name: 'office', boards }] })
    return read.ok ? null : read.problems.map(({ path, reason }) => `${path.join('.')}: ${reason}`)
  }
  it('is wrong where the form that is meant is', () => {
    expect([wrong([{ board: 'now', dwell: '2s' }]), wrong([{ board: 'nonsense' }, 'nonsense']), wrong([{ board: 'now', dwel: '9s' }]), wrong([7])]).toEqual([
      ['walls.0.boards.0.dwell: must lie between 5s and 1h'],
      ['walls.0.boards.0.board', 'walls.0.boards.1'].map((at) => `${at}: must be now, services, alerts, service:environment/name or dashboard:id`),
      ['walls.0.boards.0.dwel: is not a known key; did you mean dwell?'], ['walls.0.boards.0: is not valid here']
    ])
  })
})
