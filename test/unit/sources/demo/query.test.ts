import { describe, expect, test } from 'vitest'
import { DEMO_START } from '@shared/domain/demo'
import type { FreeQuery, NamesQuery, QueryData } from '@shared/domain/query'
import { demo } from '../../../../src/main/sources/demo'
import { aContext, anInstance } from '../../../builders/asking'
import { servicePanelSchema } from '@shared/config/packs'
import { fakeHttp } from '../../../fakes/fake-http'

const options = { start: '02:47:12', seed: 1, part: 'all', clock: 'scenario' }
const ask = (expression: string, over: Partial<FreeQuery> = {}, now = DEMO_START, seed = 1): Promise<QueryData> => demo.query!(
  anInstance([], { options: { ...options, seed } }), { expression, kind: 'instant', from: now - 3_600_000, to: now, width: 300, stepMs: null, ...over }, aContext(fakeHttp(), { now: () => now })
)
const values = async (expression: string): Promise<unknown> => (await ask(expression)).series.map(({ labels, v }) => [Object.values(labels).join(' '), Number(v[0]!.toPrecision(3))])
const names = (over: Partial<NamesQuery>) => demo.names!(anInstance([], { options }), { what: 'metrics', label: null, metric: null, match: null, ...over }, aContext(fakeHttp(), { now: () => DEMO_START }))

test.each([
  ['saturation_ratio{service="postgres-primary",env="production"}', [['saturation_ratio production postgres-primary postgres-primary', 0.999]]],
  ['count by (env) (up{service=~"search|comments"})', [['production', 10], ['staging', 2], ['development', 2]]],
  ['sum(rate(http_requests_total{service="article-service",env="production"}[1m]))', [['', 2480]]],
  ['100 * sum(rate(http_requests_total{service="article-service",env="production",code=~"5.."}[30s])) / sum(rate(http_requests_total{service="article-service",env="production"}[30s]))', [['', 7.95]]],
  ['topk by () (2, db_pool_connections)', [['db_pool_connections production article-service article-service in use', 164], ['db_pool_connections production article-service article-service waiting', 36.9]]],
  ['sum without (client) (pg_stat_activity_count) > 199', [['production postgres-primary postgres-primary', 200]]],
  ['max(saturation_ratio) >bool 0.5', [['', 1]]],
  ['1 + 2 * 3 - -1', [['', 8]]],
  ['nothing_of_this_name', []]
])('%s', async (expression, expected) => {
  expect(await values(expression)).toEqual(expected)
})

test('a quantile of the histogram is near the one of the panel', async () => {
  const { series } = await ask('histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket{service="article-service",env="production"}[1m])))')
  expect(series).toHaveLength(1)
  expect(Math.abs(series[0]!.v[0]! / 2.41 - 1)).toBeLessThan(0.15)
})

test('a range lies on one grid, ends now and keeps its gaps', async () => {
  const now = DEMO_START
  const data = await ask('saturation_ratio{service="elasticsearch",env="production"}', { kind: 'range', to: now + 3_600_000, from: now - 3_600_000, stepMs: 60_000 })
  const [line] = data.series
  expect([data.shape, data.stepMs, data.total, line!.t.length, line!.t.at(-1)! <= now, line!.v.some(Number.isNaN), line!.v.some(Number.isFinite)]).toEqual(['matrix', 60_000, 1, 60, true, true, true])
})

test('the same question has the same answer, another seed another', async () => {
  const query = { kind: 'range' } as const
  const first = await ask('sum(rate(http_requests_total[1m]))', query)
  expect(await ask('sum(rate(http_requests_total[1m]))', query)).toEqual(first)
  expect((await ask('sum(rate(http_requests_total[1m]))', query, DEMO_START, 2)).series).not.toEqual(first.series)
})

describe('what it does not answer is a failure that says so', () => {
  test.each([
    ['http_requests_total', 'http_requests_total'], ['up{job=~"(.|.)*x"}', '(.|.)*x'], ['up{job=~".*.*.*.*x"}', '.*.*.*.*x'], ['up{job=~"("}', '('], ['up or up', 'or'], ['deriv(up[5m])', 'deriv'], ['up offset 5m', 'offset'], ['rate(up[5m])', 'rate(up)'], ['up[5m]', '[…]'], ['up * on (env) group_left saturation_ratio', 'group_left']
  ])('%s', async (expression, what) => {
    await expect(ask(expression)).rejects.toMatchObject({ code: 'api-error', values: { detail: expect.stringMatching(new RegExp(`but not ${what.replace(/[[\]()*.|]/g, '\\$&')}$`)) as unknown } })
  })
  test.each([['sum(up', 7], ['up{', 4], ['up $', 4], ['up up', 4], ['up{job}', 7], ['', 1], ['('.repeat(100), 51]])('%s cannot be read', async (expression, at) => {
    await expect(ask(expression)).rejects.toMatchObject({ code: 'api-error', values: { detail: `it cannot be read from character ${at} on` } })
  })
})

test('names what it has', async () => {
  const [metrics, labels, env, metadata, series] = await Promise.all([
    names({}), names({ what: 'labels', metric: 'http_requests_total' }), names({ what: 'values', label: 'env', match: 'up{job="kafka"}' }), names({ what: 'metadata', metric: 'up' }), names({ what: 'series', match: 'resizer_queue_length' })
  ])
  expect([metrics.names.length, labels.names, env.names, metadata.metadata, series.series]).toEqual([
    11, ['__name__', 'code', 'env', 'job', 'service'], ['production'], { up: { type: 'gauge', help: 'Whether a target answers.', unit: '' } },
    [{ __name__: 'resizer_queue_length', env: 'production', job: 'image-resizer', service: 'image-resizer' }]
  ])
})

test('a graph that somebody made for a service is answered like a question', async () => {
  const ctx = aContext(fakeHttp(), { now: () => DEMO_START })
  const lines = [
    { query: 'sum by (code) (rate(http_requests_total{code=~"[45].*",$selector}[$window]))', label: 'code' },
    { query: 'sum by (code, env) (rate(http_requests_total{code="302",$selector}[$window]))', legend: '{{code}} of {{env}}' }
  ]
  const mine = servicePanelSchema.parse({ id: 'mine', title: 'Mine', unit: 'per-second', lines })
  const service = { name: 'article-service', labels: { env: 'staging', service: 'article-service' }, panels: [mine] }
  const source = anInstance([], { options })
  const own = await demo.panels!(source, { ...service, alone: true }, ctx)
  const data = await demo.series!(source, service, { service: 'staging/article-service', panel: 'mine', from: DEMO_START - 600_000, to: DEMO_START, width: 400 }, ctx)
  const page = await demo.panels!(source, service, ctx)
  expect([own.map((p) => [p.id, p.title, p.expression]), page.map((p) => p.id).slice(0, 2), data.lines.map((line) => [line.name, line.role, line.v.at(-1)! > 0])]).toEqual([
    [['mine', 'Mine', 'sum by (code) (rate(http_requests_total{code=~"[45].*",env="staging",service="article-service"}[60s]))\n'
      + 'sum by (code, env) (rate(http_requests_total{code="302",env="staging",service="article-service"}[60s]))']],
    ['mine', 'requests'], [['404', '404', true], ['500', '500', true], ['302 of staging', '', true]]
  ])
})

test('a stack that somebody made for a service loses no part of its sum', async () => {
  const rate = 'rate(http_requests_total{$selector}[$window])'
  const panels = [
    { id: 'mine', draw: 'stack', lines: [{ query: `sum by (code) (${rate})`, label: 'code' }, { query: `2 * sum by (code) (${rate})`, legend: 'twice {{code}}' }] }, { id: 'sum', lines: [{ query: `3 * sum(${rate})` }] }
  ].map((panel) => servicePanelSchema.parse({ title: panel.id, unit: 'per-second', ...panel }))
  const service = { name: 'article-service', labels: { env: 'production', service: 'article-service' }, panels }
  const [mine, sum] = await Promise.all(['mine', 'sum'].map((panel) => demo.series!(
    anInstance([], { options }), service, { service: 'production/article-service', panel, from: DEMO_START - 600_000, to: DEMO_START, width: 400 }, aContext(fakeHttp(), { now: () => DEMO_START })
  )))
  const total = mine!.lines.reduce((all, { v }) => all + v.at(-1)!, 0)
  expect([mine!.lines.map(({ name, role }) => [name, role]), mine!.more, Math.abs(total / sum!.lines[0]!.v.at(-1)! - 1) < 1e-9]).toEqual([[['200', '200'], ['twice 200', ''], ['4 more', 'rest'], ['500', '500'], ['twice 500', '']], 0, true])
})
