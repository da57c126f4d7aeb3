import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { alertmanager } from '../../src/main/sources/alertmanager'
import { prometheus } from '../../src/main/sources/prometheus'
import type { HttpClient } from '../../src/main/ports/http'
import type { SourceContext } from '../../src/main/ports/source-kind'
import type { ServiceSighting } from '@shared/domain/service'
import type { SourceSnapshot } from '@shared/domain/source'
import { aContext, anInstance, realHttp } from '../builders/asking'
import { startAlertmanager, type Alertmanager } from '../servers/alertmanager'
import { until } from '../servers/process'
import { startExporter, startNodeExporter, startPrometheus, untilQuery, type Exporter, type Prometheus } from '../servers/prometheus'

const RULES = [
  { alert: 'QueueLong', expr: 'queue_length > 10', labels: { severity: 'critical' }, annotations: { summary: 'The queue holds {{ $value }}' } },
  { alert: 'Waiting', expr: 'queue_length > 1', for: '1h', labels: { severity: 'warning' } },
  { alert: 'Broken', expr: 'queue_length * on (job) http_requests_total' }
]
/** Each counter of these stands at `n` after so many requests. */
const METRICS = {
  shop: (n: number): string => `queue_length 12
http_requests_total{code="200"} ${n}
http_requests_total{code="500"} 3
http_request_duration_seconds_bucket{le="0.1"} ${n}
http_request_duration_seconds_bucket{le="+Inf"} ${n}
http_request_duration_seconds_count ${n}
http_request_duration_seconds_sum ${n / 20}`,
  spring: (n: number): string => `http_server_requests_seconds_count{status="200",outcome="SUCCESS"} ${n}
http_server_requests_seconds_count{status="503",outcome="SERVER_ERROR"} ${n / 4}
http_server_requests_seconds_sum{status="200",outcome="SUCCESS"} ${n / 20}
http_server_requests_seconds_sum{status="503",outcome="SERVER_ERROR"} ${n / 80}
http_server_requests_seconds_max{status="200",outcome="SUCCESS"} 0.4`,
  otel: (n: number): string => `http_server_request_duration_seconds_bucket{http_response_status_code="200",le="0.1"} ${n}
http_server_request_duration_seconds_bucket{http_response_status_code="200",le="+Inf"} ${n}
http_server_request_duration_seconds_count{http_response_status_code="200"} ${n}
http_server_request_duration_seconds_sum{http_response_status_code="200"} ${n / 20}`
}
type Job = keyof typeof METRICS
const JOBS: readonly Job[] = ['shop', 'spring', 'otel']

let am: Alertmanager
let exporters: Readonly<Record<Job, Exporter>>
let node: Awaited<ReturnType<typeof startNodeExporter>>
let server: Prometheus
let http: HttpClient
let ctx: SourceContext
let snapshot: SourceSnapshot
const poll = (): Promise<SourceSnapshot> => prometheus.poll(anInstance([server.url]), ctx)
const service = (s: SourceSnapshot, name: string): ServiceSighting => {
  const found = s.services?.find((x) => x.name === name)
  if (!found) throw new Error(`${name} is not among ${(s.services ?? []).map((x) => x.name).join(', ')}`)
  return found
}

beforeAll(async () => {
  const [shop, spring, otel] = await Promise.all(JOBS.map((job) => startExporter(METRICS[job](100))))
  exporters = { shop: shop!, spring: spring!, otel: otel! }
  ;[am, node] = await Promise.all([startAlertmanager(), startNodeExporter()])
  http = realHttp()
  server = await startPrometheus({
    alertmanagers: [am.target], rules: RULES, externalLabels: { cluster: 'loop', env: 'staging' },
    scrape: [
      { job: 'shop', targets: [exporters.shop.target, '127.0.0.1:1'], labels: { service: 'checkout', env: 'prod' } },
      { job: 'spring', targets: [exporters.spring.target] },
      { job: 'otel', targets: [exporters.otel.target] },
      { job: 'node', targets: [node.target] },
      { job: 'alertmanager', targets: [am.target] },
      { job: 'gone', targets: ['127.0.0.1:1'] }
    ]
  })
  await untilQuery(server.url, 'count(http_requests_total) > 1 and on () (count(up) == 7) and on () count(ALERTS{alertname="QueueLong", alertstate="firing"}) and on () count(ALERTS{alertstate="pending"})')
  // counters have to move before they have a rate
  let n = 100
  const timer = setInterval(() => { n += 20; for (const job of JOBS) exporters[job].set(METRICS[job](n)) }, 300)
  try {
    for (const counter of ['http_requests_total', 'http_server_requests_seconds_count', 'http_server_request_duration_seconds_count', 'node_cpu_seconds_total', 'process_cpu_seconds_total{job="alertmanager"}']) {
      await untilQuery(server.url, `sum(rate(${counter}[1m] offset 2s)) > 0`)
    }
    ctx = aContext(http)
    snapshot = await until('the rule that fails', poll, (s) => s.warnings.length > 0 && s.warnings.every((w) => !w.blinds))
  } finally { clearInterval(timer) }
}, 60_000)
afterAll(async () => {
  http.close()
  await Promise.all([server.stop(), am.stop(), node.stop(), ...JOBS.map((job) => exporters[job].stop())])
})

test('tells pending and firing alerts with the expression and the value behind them', () => {
  expect(snapshot.alerts?.toSorted((a, b) => (a.labels['alertname']! < b.labels['alertname']! ? -1 : 1))).toMatchObject([
    { labels: { alertname: 'QueueLong', service: 'checkout', env: 'prod', severity: 'critical' }, annotations: { summary: 'The queue holds 12' }, state: 'firing', expression: 'queue_length > 10', value: 12, endsAt: null },
    { labels: { alertname: 'Waiting' }, state: 'pending', expression: 'queue_length > 1' }
  ])
})

test('a rule that cannot be evaluated is a warning by its name', () => {
  expect(snapshot.warnings).toMatchObject([{ part: 'alerts', failure: null }])
  expect(snapshot.warnings[0]?.text).toContain('Broken')
})

test('finds the services, places them by their own and by external labels, and sees which are down', () => {
  expect(snapshot.services?.map(({ name, labels, fresh, targets }) => ({ name, labels, fresh, targets })).toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
    { name: 'alertmanager', labels: { env: 'staging', job: 'alertmanager' }, fresh: true, targets: { up: 1, total: 1 } },
    { name: 'checkout', labels: { env: 'prod', service: 'checkout' }, fresh: true, targets: { up: 1, total: 2 } },
    { name: 'gone', labels: { env: 'staging', job: 'gone' }, fresh: false, targets: { up: 0, total: 1 } },
    { name: 'node', labels: { env: 'staging', job: 'node' }, fresh: true, targets: { up: 1, total: 1 } },
    { name: 'otel', labels: { env: 'staging', job: 'otel' }, fresh: true, targets: { up: 1, total: 1 } },
    { name: 'spring', labels: { env: 'staging', job: 'spring' }, fresh: true, targets: { up: 1, total: 1 } }
  ])
  expect(snapshot).toMatchObject({ product: { name: 'Prometheus' }, externalLabels: { cluster: 'loop', env: 'staging' }, offers: [{ kind: 'alertmanager', url: am.url }], counts: { targets: 7, services: 6, rules: 3, alerts: 2 } })
})

test('all four golden signals come from the metrics there are', () => {
  for (const name of ['checkout', 'spring', 'otel']) {
    const { traffic, errors, latency } = service(snapshot, name).signals
    expect([traffic?.unit, errors?.unit, latency?.unit]).toEqual(['per-second', 'ratio', 'seconds'])
    expect(traffic?.value).toBeGreaterThan(0)
    expect(traffic?.trend.values).toHaveLength(61)
    expect(errors?.value).toBeCloseTo(name === 'spring' ? 0.2 : 0, 6)
    expect(latency?.value).toBeGreaterThan(0)
  }
  expect(Object.keys(service(snapshot, 'node').signals).sort()).toEqual(['errors', 'latency', 'saturation', 'traffic'])
  expect(service(snapshot, 'node').signals.saturation?.value).toBeGreaterThanOrEqual(0)
  expect(service(snapshot, 'gone').signals).toEqual({})
})

describe('panels', () => {
  const lines = async (name: string) => {
    const seen = service(snapshot, name)
    const source = anInstance([server.url])
    const list = await prometheus.panels!(source, seen, ctx)
    return Promise.all(list.map(async (panel) => {
      const to = Date.now()
      const data = await prometheus.series!(source, seen, { service: name, panel: panel.id, from: to - 60_000, to, width: 300 }, { ...ctx, signal: new AbortController().signal })
      return { id: panel.id, title: panel.title, names: data.lines.map((l) => l.name), finite: data.lines.some((l) => l.v.some(Number.isFinite)) }
    }))
  }

  test.each([
    ['checkout', ['http-requests', 'http-errors', 'http-latency', 'up-targets', 'up-failed', 'up-duration', 'up-samples'], []],
    ['node', ['node-cpu', 'node-memory', 'node-disk-space', 'node-network', 'node-load', 'node-disk-time', 'up-targets'], ['node-network-errors']],
    ['alertmanager', ['http-requests', 'http-latency', 'alertmanager-alerts', 'alertmanager-notifications', 'process-memory', 'up-samples'], ['go-pauses']],
    ['spring', ['http-requests', 'http-errors', 'http-latency', 'http-slowest', 'up-targets'], []],
    ['otel', ['http-requests', 'http-errors', 'http-latency', 'up-targets'], []],
    ['gone', ['up-targets', 'up-failed', 'up-duration', 'up-samples'], []]
  ])('of %s have samples', async (name, expected, maybeEmpty) => {
    const drawn = await lines(name)
    expect(drawn.map((p) => p.id)).toEqual(expect.arrayContaining(expected))
    expect(new Set(drawn.map((p) => p.id)).size).toBe(drawn.length)
    expect(drawn.filter((p) => !p.finite && !(maybeEmpty as readonly string[]).includes(p.id))).toEqual([])
    expect(drawn.length).toBeGreaterThanOrEqual(4)
    expect(drawn.every((p) => !p.title.startsWith('panel.'))).toBe(true)
  })

  test('a target that is down draws what up says, and nothing else', async () => {
    expect(await lines('gone')).toMatchObject([{ names: ['up', 'all'] }, { names: ['failed'] }, { names: ['127.0.0.1:1'] }, { names: ['127.0.0.1:1'] }])
  })
})

test('the graph behind an alert shows its line without the comparison, and the limit', async () => {
  const to = Date.now()
  const { panel, data } = await prometheus.expression!(anInstance([server.url]), { expression: 'queue_length > 10', labels: { alertname: 'QueueLong', severity: 'critical', job: 'shop' }, from: to - 30_000, to, width: 300 }, ctx)
  expect(panel).toMatchObject({ title: 'QueueLong', expression: 'queue_length', limits: [{ value: 10, severity: 'critical', side: 'above' }] })
  expect(data.lines.map((l) => [...l.v].findLast((v) => Number.isFinite(v)))).toEqual([12])
})

test('of many series behind an alert its own is drawn', async () => {
  const to = Date.now()
  const labels = { alertname: 'Busy', severity: 'warning', handler: '/api/v1/query', instance: 'x' }
  const { data } = await prometheus.expression!(anInstance([server.url]), { expression: 'node_cpu_seconds_total >= 0', labels: { ...labels, cpu: '0', mode: 'idle', job: 'node', instance: node.target }, from: to - 30_000, to, width: 300 }, ctx)
  expect(data.lines).toHaveLength(1)
  expect(data.more).toBeGreaterThan(5)
})

test('the Alertmanager it names is one, and tells the same alert with the external labels added', async () => {
  const [offer] = snapshot.offers
  const told = await alertmanager.poll(anInstance([offer!.url]), aContext(http))
  expect(told.alerts).toMatchObject([{ labels: { alertname: 'QueueLong', cluster: 'loop', env: 'prod' } }])
})

test('is recognised by what people paste, and nothing else is taken for it', async () => {
  const found = async (url: string) => (await prometheus.identify!(url, aContext(http)))?.url ?? null
  expect(await Promise.all([server.url, `${server.url}/`, `${server.url}/graph?g0.expr=up`, `${server.url}/alerts`, `${server.url}/classic/targets`, am.url].map(found)))
    .toEqual([server.url, server.url, server.url, server.url, server.url, null])
  const prefixed = await startPrometheus({ routePrefix: '/prometheus' })
  try { expect(await found(`http://${prefixed.target}`)).toBe(prefixed.url) } finally { await prefixed.stop() }
  await expect(found('http://127.0.0.1:1')).rejects.toMatchObject({ code: 'refused' })
})

test('a server that stops throws; nothing is taken for resolved', async () => {
  const other = await startPrometheus({ rules: [{ alert: 'On', expr: 'vector(1)' }] })
  const mine = aContext(http)
  const ask = (): Promise<SourceSnapshot> => prometheus.poll(anInstance([other.url]), mine)
  await until('the alert', ask, (s) => s.alerts?.length === 1)
  await other.stop()
  await expect(ask()).rejects.toMatchObject({ code: 'refused' })
})
