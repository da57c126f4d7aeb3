import { afterAll, beforeAll, expect, test } from 'vitest'
import { budgetOf, failedShare, type Objective } from '@shared/domain/objective'
import { prometheus } from '../../src/main/sources/prometheus'
import type { HttpClient } from '../../src/main/ports/http'
import type { ObjectiveReading, ServiceRef, SourceContext } from '../../src/main/ports/source-kind'
import { aContext, anInstance, realHttp } from '../builders/asking'
import { startExporter, startPrometheus, untilQuery, type Exporter, type Prometheus } from '../servers/prometheus'

const HOUR = 3_600_000
/** Of twenty requests one fails. */
const metrics = (n: number): string => `http_requests_total{code="200"} ${19 * n}\nhttp_requests_total{code="500"} ${n}\nanswers_total{good="no"} ${n}\nanswers_total{good="yes"} ${3 * n}`

let exporter: Exporter
let server: Prometheus
let http: HttpClient
let ctx: SourceContext
let checkout: ServiceRef
const ask = (objective: Objective, since: number | null = null): Promise<ObjectiveReading | null> => prometheus.objective!(anInstance([server.url]), checkout, { objective, since }, ctx)

beforeAll(async () => {
  exporter = await startExporter(metrics(10))
  http = realHttp()
  ctx = aContext(http)
  server = await startPrometheus({
    scrape: [{ job: 'shop', targets: [exporter.target], labels: { service: 'checkout', env: 'prod' } }],
    rules: [
      { alert: 'ErrorsHigh', expr: 'sum by (env) (rate(http_requests_total{service="checkout", code=~"5.."}[1m])) / sum by (env) (rate(http_requests_total{service="checkout"}[1m])) > 0.02', labels: { severity: 'critical' } },
      { alert: 'ErrorsOfAnother', expr: 'sum(rate(http_requests_total{service="billing", code=~"5.."}[1m])) / sum(rate(http_requests_total{service="billing"}[1m])) > 0.03', labels: { severity: 'critical' } }
    ]
  })
  await untilQuery(server.url, 'count(http_requests_total) > 1')
  // counters have to move before they have a rate
  let n = 10
  const timer = setInterval(() => { n += 10; exporter.set(metrics(n)) }, 300)
  try { await untilQuery(server.url, 'sum(rate(http_requests_total{code="500"}[1m] offset 3s)) > 0 and on () sum(rate(answers_total[1m] offset 3s)) > 0') } finally { clearInterval(timer) }
  const { services } = await prometheus.poll(anInstance([server.url]), ctx)
  const found = services?.find((s) => s.name === 'checkout')
  if (!found) throw new Error('checkout was not found')
  checkout = { name: found.name, labels: found.labels }
}, 120_000)
afterAll(async () => { http.close(); await server.stop(); await exporter.stop() })

test('the known error ratio is counted by the pack, over what little history there is', async () => {
  const objective: Objective = { target: 0.9, windowMs: 12 * HOUR, errors: null, total: null }
  const { data, failure } = (await ask(objective, Date.now() - 60_000))!
  expect([failure, data.warnings, data.burns.map((c) => failedShare(c)?.toFixed(2)), failedShare(data.since!.counted)?.toFixed(2)]).toEqual([null, [], ['0.05', '0.05', '0.05', '0.05', '0.05'], '0.05'])
  const budget = budgetOf(objective, data)
  expect([budget.left!.toFixed(1), budget.whole, budget.spanMs < HOUR]).toEqual(['0.5', false, true])
})

test('expressions of its own are counted, too', async () => {
  const objective: Objective = { target: 0.5, windowMs: HOUR, errors: 'sum(rate(answers_total{good="no",$selector}[$window]))', total: 'sum(rate(answers_total{$selector}[$window]))' }
  expect(budgetOf(objective, (await ask(objective))!.data).left!.toFixed(1)).toBe('0.5')
})

test('the panel of the errors has the limit that the rule for them sets, and no other', async () => {
  const panels = await prometheus.panels!(anInstance([server.url]), checkout, ctx)
  expect(Object.fromEntries(panels.filter((p) => p.limits.length > 0).map((p) => [p.signal, p.limits]))).toEqual({ errors: [{ value: 0.02, label: 'limit 2\u202f%', severity: 'critical', side: 'above' }] })
})
