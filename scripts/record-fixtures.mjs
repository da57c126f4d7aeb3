#!/usr/bin/env node
// Starts real servers of the distribution, asks them what the sources ask, and keeps their replies under test/fixtures/<kind>/<version>/.
// Hosts, ports, folders and times are scrubbed in one fixed way: every recording looks as if made at NOW of the test builders.
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createServer } from 'vite'

const root = resolve(import.meta.dirname, '..')
const NOW = Date.UTC(2025, 10, 13, 12)
const vite = await createServer({ root, configFile: false, logLevel: 'error', server: { middlewareMode: true }, appType: 'custom', optimizeDeps: { noDiscovery: true }, resolve: { alias: { '@shared': join(root, 'src/shared') } } })
const { startAlertmanager } = /** @type {typeof import('../test/servers/alertmanager')} */ (await vite.ssrLoadModule(join(root, 'test/servers/alertmanager.ts')))
const { startNodeExporter, startPrometheus, untilQuery } = /** @type {typeof import('../test/servers/prometheus')} */ (await vite.ssrLoadModule(join(root, 'test/servers/prometheus.ts')))
const { until } = /** @type {typeof import('../test/servers/process')} */ (await vite.ssrLoadModule(join(root, 'test/servers/process.ts')))
const { upQuery } = /** @type {typeof import('../src/main/sources/prometheus/services')} */ (await vite.ssrLoadModule(join(root, 'src/main/sources/prometheus/services.ts')))
const { firingQuery } = /** @type {typeof import('../src/main/sources/prometheus/past')} */ (await vite.ssrLoadModule(join(root, 'src/main/sources/prometheus/past.ts')))
const { DEFAULT_SERVICE_LABELS } = /** @type {typeof import('../src/shared/domain/service')} */ (await vite.ssrLoadModule(join(root, 'src/shared/domain/service.ts')))
const { DEFAULT_ENVIRONMENT_LABELS } = /** @type {typeof import('../src/shared/domain/environment')} */ (await vite.ssrLoadModule(join(root, 'src/shared/domain/environment.ts')))

/**
 * Times move by the same amount, addresses get the names they would have in a team's network.
 * @param {number} recordedAt @param {ReadonlyMap<string, string>} names
 */
const scrubber = (recordedAt, names) => {
  const delta = NOW - recordedAt
  /** @param {string} value @returns {string} */
  const text = (value) => [...names].reduce((t, [from, to]) => t.replaceAll(from, to), value)
    .replace(/\/tmp\/[^\s"']*\/(?=[\w.-]+\.(yml|yaml))/g, '/etc/prometheus/')
    .replace(/http:\/\/[\w.-]+:\d+(?=\/graph)/g, 'http://prometheus:9090')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, (t) => (t.startsWith('0001') ? t : new Date(Date.parse(t) + delta).toISOString()))
  /** @param {unknown} value @returns {unknown} */
  const walk = (value) => {
    if (typeof value === 'string') return text(value)
    if (typeof value !== 'object' || value === null) return value
    if (!Array.isArray(value)) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, walk(v)]))
    const list = /** @type {readonly unknown[]} */ (value)
    const [at, sample] = list
    return list.length === 2 && typeof at === 'number' && at > 1e9 ? [Math.round(at * 1000 + delta) / 1000, walk(sample)] : list.map(walk)
  }
  return { text, walk, date: new Date(NOW).toUTCString() }
}

/** @param {string} url @returns {Promise<unknown>} */
const asked = async (url) => (await fetch(url)).json()
/**
 * The text at this place of a reply.
 * @param {unknown} json @param {readonly string[]} path @returns {string}
 */
const textAt = (json, path) => String(path.reduce((/** @type {unknown} */ value, key) => (typeof value === 'object' && value !== null ? /** @type {Readonly<Record<string, unknown>>} */ (value)[key] : null), json))

/** @param {string} folder @param {string} name @param {string} base @param {string} path @param {Readonly<Record<string, string>>} query @param {ReturnType<typeof scrubber>} scrub */
const record = async (folder, name, base, path, query, scrub) => {
  const url = new URL(base + path)
  for (const [k, v] of Object.entries(query)) url.searchParams.set(k, v)
  const reply = await fetch(url)
  const body = await reply.text()
  const type = reply.headers.get('content-type') ?? ''
  const kept = { path, query: query.query ? { query: query.query } : query, status: reply.status, headers: { 'content-type': type, date: scrub.date }, body: type.includes('json') ? scrub.walk(JSON.parse(body)) : scrub.text(body) }
  await writeFile(join(folder, `${name}.json`), `${JSON.stringify(kept, null, 1)}\n`)
}

/** @param {string} kind @param {string} version */
const fresh = async (kind, version) => {
  const folder = join(root, 'test/fixtures', kind, version)
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  return folder
}

/** @type {(() => Promise<void>)[]} */
const stops = []
try {
  const [am, node] = await Promise.all([startAlertmanager(), startNodeExporter()])
  stops.push(am.stop, node.stop)
  const server = await startPrometheus({
    alertmanagers: [am.target], externalLabels: { cluster: 'loop' },
    rules: [
      { alert: 'Watchdog', expr: 'vector(1)', labels: { severity: 'none' }, annotations: { summary: 'The pipeline works' } },
      { alert: 'CheckoutSlow', expr: 'vector(42) > 10', labels: { severity: 'critical', service: 'checkout', env: 'prod' }, annotations: { summary: 'Checkout needs {{ $value }} s', runbook_url: 'https://runbooks.example/checkout' } },
      { alert: 'Waiting', expr: 'vector(2) > 1', for: '1h', labels: { severity: 'warning' } },
      { alert: 'Quiet', expr: 'vector(0) > 1', labels: { severity: 'warning' } },
      { alert: 'Unreadable', expr: 'node_cpu_seconds_total * on (job) node_cpu_seconds_total', labels: { severity: 'warning' } }
    ],
    scrape: [
      { job: 'prometheus', targets: ['127.0.0.1:9'] },
      { job: 'node', targets: [node.target], labels: { env: 'test' } },
      { job: 'alertmanager', targets: [am.target] },
      { job: 'dead', targets: ['127.0.0.1:1'], labels: { env: 'prod', service: 'checkout' } }
    ]
  })
  stops.push(server.stop)
  await untilQuery(server.url, 'count(rate(node_cpu_seconds_total[1m] offset 2s)) and on () count(ALERTS{alertstate="pending"})')
  const soon = new Date(Date.now() + 3_600_000).toISOString()
  await am.silence({ matchers: [{ name: 'alertname', value: 'Watch.*', isRegex: true }], comment: 'known, <b>harmless</b>', createdBy: 'mira', startsAt: new Date().toISOString(), endsAt: soon })
  await am.post([{ labels: { alertname: 'Hostile', severity: 'critical', service: '<img src=x>', note: 'a\u202eb' }, annotations: { summary: '{{ not a template }} <script>alert(1)</script>' }, endsAt: soon }])
  await until('a silenced alert among three', () => asked(`${am.url}/api/v2/alerts`), (list) => Array.isArray(list) && list.length >= 3 && JSON.stringify(list).includes('"suppressed"'))

  const scrub = scrubber(Date.now(), new Map([[server.target, 'prometheus:9090'], [am.target, 'alertmanager:9093'], [node.target, 'node:9100'], ['127.0.0.1:9\n', 'prometheus:9090\n']]))
  /** @param {string} text */
  const version = (text) => text.replace(/[+~-].*$/, '')
  const folder = await fresh('prometheus', version(textAt(await asked(`${server.url}/api/v1/status/buildinfo`), ['data', 'version'])))
  const end = Math.floor(Date.now() / 1000)
  /** @type {readonly (readonly [string, string, Readonly<Record<string, string>>])[]} */
  const replies = [
    ['buildinfo', '/api/v1/status/buildinfo', {}],
    ['config', '/api/v1/status/config', {}],
    ['alertmanagers', '/api/v1/alertmanagers', {}],
    ['rules', '/api/v1/rules', { type: 'alert' }],
    ['names', '/api/v1/label/__name__/values', { 'match[]': '{__name__=~"up|node_load1|process_.+"}' }],
    ['up', '/api/v1/query', { query: upQuery({ service: DEFAULT_SERVICE_LABELS, environment: DEFAULT_ENVIRONMENT_LABELS }) }],
    ['one', '/api/v1/query', { query: '1' }],
    ['nothing', '/api/v1/query', { query: 'no_such_metric' }],
    ['load', '/api/v1/query_range', { query: 'node_load1', start: String(end - 30), end: String(end), step: '5' }],
    ['firing', '/api/v1/query_range', { query: firingQuery(60_000), start: String(end - 60), end: String(end + 60), step: '15' }],
    ['no-number', '/api/v1/query_range', { query: 'vector(0) / 0', start: String(end - 10), end: String(end), step: '5' }],
    ['bad-query', '/api/v1/query', { query: 'sum(' }],
    ['cannot', '/api/v1/query', { query: 'node_cpu_seconds_total * on (job) node_cpu_seconds_total' }]
  ]
  for (const [name, path, query] of replies) await record(folder, name, server.url, path, query, scrub)

  const other = await fresh('alertmanager', version(textAt(await asked(`${am.url}/api/v2/status`), ['versionInfo', 'version'])))
  for (const name of ['alerts', 'silences', 'status']) await record(other, name, am.url, `/api/v2/${name}`, {}, scrub)
  process.stdout.write(`recorded ${folder}\nrecorded ${other}\n`)
} finally {
  for (const stop of stops.reverse()) await stop()
  await vite.close()
}
