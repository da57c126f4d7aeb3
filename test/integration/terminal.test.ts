import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stateDocumentSchema, type GardaState1 } from '@shared/contract/state-document'
import { ensureBuilt } from '../../scripts/lib/build.mjs'
import { out as built, root } from '../../scripts/lib/paths.mjs'
import { startAlertmanager, type Alertmanager } from '../servers/alertmanager'
import { startHostileServers, type HostileServers } from '../servers/hostile'
import { scratch } from '../servers/process'

type Ran = { readonly code: number | null; readonly out: string; readonly err: string }

let folder: Awaited<ReturnType<typeof scratch>>
let files = 0

/** Runs the terminal face, as it was built, to its end. */
const garda = async (...args: readonly string[]): Promise<Ran> => {
  const { GARDA_CONFIG: _config, ...env } = process.env
  const child = spawn(process.execPath, [join(built, 'main', 'headless.cjs'), ...args], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => { out += chunk.toString() })
  child.stderr.on('data', (chunk: Buffer) => { err += chunk.toString() })
  const [code] = await once(child, 'close') as [number | null]
  return { code, out, err }
}

const written = async (text: string): Promise<string> => {
  const file = join(folder.path, `garda-${++files}.yaml`)
  await writeFile(file, text)
  return file
}

/** One look with these sources and nothing else; the document is read as its schema says. */
const look = async (...sources: readonly object[]): Promise<Omit<Ran, 'out'> & { readonly document: GardaState1 }> => {
  const file = await written(JSON.stringify({ thisComputer: false, sources }))
  const { code, out, err } = await garda('--once', '--json', '--config', file, '--user-data-dir', join(folder.path, `home-${files}`))
  return { code, err, document: stateDocumentSchema.parse(JSON.parse(out)) }
}

beforeAll(async () => {
  await ensureBuilt()
  folder = await scratch('terminal')
}, 120_000)
afterAll(() => folder.remove())

describe('one look at an Alertmanager', () => {
  let server: Alertmanager
  const startsAt = new Date(Math.floor(Date.now() / 1000) * 1000 - 600_000).toISOString()
  const post = (severity: string, over: object = {}): Promise<void> =>
    server.post([{ labels: { alertname: `Is${severity}`, severity, service: 'checkout', env: 'production' }, annotations: { summary: `A ${severity} one` }, startsAt, ...over }])
  const am = (): object => ({ name: 'am', kind: 'alertmanager', url: server.url })
  beforeAll(async () => { server = await startAlertmanager() })
  afterAll(() => server.stop())

  test('exits 0 while nothing fires above info, 1 with a warning, 2 with a critical alert', async () => {
    await post('info')
    expect((await look(am())).code).toBe(0)
    await post('warning')
    expect((await look(am())).code).toBe(1)
    await post('critical')
    expect((await look(am())).code).toBe(2)
    await Promise.all(['info', 'warning', 'critical'].map((severity) => post(severity, { endsAt: new Date().toISOString() })))
  })

  test('prints the whole of what it sees as one document', async () => {
    await post('critical', { generatorURL: 'http://prometheus.example/graph?g0.expr=up' })
    const { document, err } = await look(am())
    const [alert] = await (await fetch(`${server.url}/api/v2/alerts`)).json() as readonly { readonly fingerprint: string }[]
    const any = expect
    expect(document).toEqual({
      schema: 'garda.state/1', at: any.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      sources: [{ name: 'am', kind: 'alertmanager', health: 'ok', lastSuccess: any.stringMatching(/Z$/), ageSeconds: 0, error: null, counts: { alerts: 1, silences: 0 } }],
      alerts: [{
        id: document.services[0]?.alerts[0], fingerprint: alert?.fingerprint, name: 'Iscritical', severity: 'critical', state: 'firing', service: 'checkout', environment: 'production',
        labels: { alertname: 'Iscritical', severity: 'critical', service: 'checkout', env: 'production' }, annotations: { summary: 'A critical one' },
        startsAt, firedAt: startsAt, endsAt: null, sources: ['am'], silencedBy: [], inhibitedBy: [], generatorURL: 'http://prometheus.example/graph?g0.expr=up',
        why: 'Not told: this was a single look, not a watch (rule: production critical pages).'
      }],
      services: [{ name: 'checkout', environment: 'production', tier: null, health: 'critical', ageSeconds: 0, alerts: [document.alerts[0]?.id] }],
      notifications: [{
        at: any.stringMatching(/Z$/), key: any.stringMatching(/^baseline:/), alerts: [document.alerts[0]?.id], title: 'Already firing. CRITICAL: checkout, PRODUCTION',
        body: any.stringMatching(/^A critical one\. Since .*\nIscritical, seen by am\.$/), outcome: 'suppressed', reason: 'one-shot',
        rule: 'production critical pages', why: 'Not told: this was a single look, not a watch (rule: production critical pages).'
      }]
    })
    expect(err).toBe('Watching 1 source: am.\n')
  })

  test('a source that cannot be seen beside a quiet one is 3, beside a critical alert 2', async () => {
    await post('critical', { endsAt: new Date().toISOString() })
    const gone = { name: 'gone', kind: 'prometheus', url: 'http://127.0.0.1:9' }
    expect((await look(am(), gone)).code).toBe(3)
    await post('critical')
    expect((await look(am(), gone)).code).toBe(2)
  })
})

describe('the command line and the configuration', () => {
  test('an unknown option, a bad value and options that do not go together are one line and 64', async () => {
    const said = await Promise.all([['--nonsense'], ['--log-level', 'loud'], ['--once', '--screenshot', 'x.png', '--view', 'overview'], ['--demo', '--config', 'x.yaml']].map((args) => garda(...args)))
    expect(said).toEqual([
      { code: 64, out: '', err: expect.stringMatching(/^garda: [^\n]*--nonsense[^\n]*\n$/) },
      { code: 64, out: '', err: expect.stringMatching(/^garda: [^\n]*--log-level[^\n]*"loud"[^\n]*\n$/) },
      { code: 64, out: '', err: expect.stringMatching(/^garda: [^\n]*--screenshot[^\n]*\n$/) },
      { code: 64, out: '', err: expect.stringMatching(/^garda: [^\n]*--config[^\n]*\n$/) }
    ])
  })

  test('a bad file is refused whole, with line, column and reason', async () => {
    const cases = [
      ['sources:\n\t- name: a\n', ':2:1: ', /tab/],
      ['sources:\n  - { name: a, kind: alertmanager, url: "http://a.example", intervall: 5s }\n', ':2:61: ', /did you mean interval/],
      ['sources:\n  - { name: One, kind: alertmanager, url: "http://a.example" }\n  - { name: one, kind: prometheus, url: "http://b.example" }\n', ':3:', /two sources are named "one"/],
      ['sources:\n  - { name: a, kind: alertmanager, url: "http://user:pass@a.example" }\n', ':2:', /without user or password/]
    ] as const
    for (const [text, place, reason] of cases) {
      const file = await written(text)
      const { code, out, err } = await garda('--once', '--json', '--config', file, '--user-data-dir', join(folder.path, `refused-${files}`))
      expect({ code, out, lines: err.trimEnd().split('\n').length }).toEqual({ code: 64, out: '', lines: 1 })
      expect(err).toContain(`${file}${place}`)
      expect(err).toMatch(reason)
      expect(err).not.toContain('user:pass')
    }
    expect(await garda('--once', '--config', join(folder.path, 'nowhere.yaml'))).toEqual({ code: 64, out: '', err: expect.stringContaining('the file cannot be found') })
  })

  test('the published schema is that of the document', async () => {
    const published = JSON.parse(await readFile(join(root, 'resources', 'garda-state.schema.json'), 'utf8')) as { readonly required: readonly string[] }
    expect(Object.keys((await look()).document).toSorted()).toEqual(published.required.toSorted())
  })
})

describe('a source that does not answer as it should', () => {
  let hostile: HostileServers
  let pages: string
  const odd = createServer((request, response) => {
    if (request.url?.startsWith('/html')) response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Sign in</title>')
    else response.writeHead(200, { 'content-type': 'application/json' }).end('[{"labels": {"alertname": "Torn"')
  })
  beforeAll(async () => {
    hostile = await startHostileServers()
    odd.listen(0, '127.0.0.1')
    await once(odd, 'listening')
    pages = `http://127.0.0.1:${(odd.address() as AddressInfo).port}`
  })
  afterAll(async () => {
    odd.closeAllConnections()
    odd.close()
    await hostile.close()
  })

  const cases: readonly (readonly [string, () => string, 'error' | 'auth', string])[] = [
    ['nobody listening', () => hostile.refused, 'error', 'refused'],
    ['a name that cannot be found', () => 'http://nowhere.invalid', 'error', 'dns'],
    ['a wrong path', () => `${hostile.plain}/elsewhere`, 'error', 'not-found'],
    ['a web page', () => `${pages}/html`, 'error', 'html'],
    ['malformed JSON', () => `${pages}/torn`, 'error', 'not-json'],
    ['JSON of another shape', () => `${hostile.plain}/json`, 'error', 'wrong-shape'],
    ['status 401', () => `${hostile.plain}/status/401`, 'auth', 'unauthorized'],
    ['status 403', () => `${hostile.plain}/status/403`, 'auth', 'forbidden'],
    ['status 429', () => `${hostile.plain}/status/429`, 'error', 'rate-limited'],
    ['status 500', () => `${hostile.plain}/status/500`, 'error', 'server-error'],
    ['a certificate of an unknown authority', () => hostile.selfSigned, 'error', 'tls-untrusted'],
    ['an expired certificate', () => hostile.expired, 'error', 'tls-expired'],
    ['a body that never ends', () => `${hostile.plain}/endless`, 'error', 'too-big'],
    ['an answer that never comes', () => hostile.silent, 'error', 'timeout'],
    ['something that is no HTTP', () => hostile.foreign, 'error', 'not-http']
  ]

  test.each(['alertmanager', 'prometheus'])('%s: each way to fail is named, exits 3 and leaves a clean document', async (kind) => {
    // all at once, each with a name of its own: what one does is no other's trouble
    const { code, document, err } = await look(...cases.map(([name, url, , failure]) => ({ name, kind, url: url(), timeout: failure === 'too-big' ? '25s' : '5s' })))
    expect(document.sources.map(({ name, health, lastSuccess, error }) => ({ name, health, lastSuccess, code: error?.code })))
      .toEqual(cases.map(([name, , health, failure]) => ({ name, health, lastSuccess: null, code: failure })))
    for (const { name, error } of document.sources) expect(error?.message).toContain(name)
    expect({ code, alerts: document.alerts, services: document.services }).toEqual({ code: 3, alerts: [], services: [] })
    expect(err).not.toMatch(/^\s+at /m)
  })
})
