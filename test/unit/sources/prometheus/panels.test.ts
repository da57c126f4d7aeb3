import { expect, test } from 'vitest'
import { packSchema, panelSchema } from '@shared/config/packs'
import type { Labels } from '@shared/domain/labels'
import type { SourceInstance } from '../../../../src/main/ports/source-kind'
import { readRules } from '../../../../src/main/sources/prometheus/alerts'
import { memoryOf } from '../../../../src/main/sources/prometheus/memory'
import { panels, series } from '../../../../src/main/sources/prometheus/panels'
import { aContext, anInstance } from '../../../builders/asking'
import { NOW } from '../../../builders/now'
import { fakeHttp, type FakeReply } from '../../../fakes/fake-http'

/** A Prometheus where the service has these metrics, each with the labels behind it. */
const answering = (metrics: readonly object[]) => {
  const answer = { json: { status: 'success', data: { resultType: 'vector', result: metrics.map((metric) => ({ metric, value: [0, '1'] })) } } }
  const http = fakeHttp({ '/api/v1/query': answer, 'POST /api/v1/query': answer, '*': { status: 404 } })
  const ctx = aContext(http)
  return (over: Partial<SourceInstance> = {}, declared: readonly unknown[] = []) =>
    panels(anInstance(['http://prometheus:9090'], over), { name: 'api', labels: { job: 'api' }, panels: declared.map((raw) => panelSchema.parse(raw)) }, ctx)
}
const ids = (list: readonly { readonly id: string }[]): readonly string[] => list.map((p) => p.id)
const OWN = { id: 'mine', needs: ['x_total'], panels: [{ id: 'http-errors', title: 'Refusals', caption: 'by the paywall', unit: 'ratio', limits: [{ value: 0.05, severity: 'warning' }, { value: 0.1, side: 'below' }], lines: [{ query: 'x_total{$selector}' }] }] }

test('panels are those whose metrics exist, in their own words and with their limits', async () => {
  const ask = answering([{ __name__: 'x_total' }, { __name__: 'http_requests_total', code: '200' }])
  expect(ids(await ask())).toEqual(['http-requests', 'http-errors'])
  const [first, ...rest] = await ask({ packs: [packSchema.parse(OWN)] })
  expect([first, ids(rest)]).toEqual([{
    id: 'http-errors', title: 'Refusals', caption: 'by the paywall', unit: 'ratio', signal: 'other', draw: 'lines', axis: null, source: 'it', expression: 'x_total{job="api"}',
    limits: [{ value: 0.05, label: 'limit 5\u202f%', severity: 'warning', side: 'above' }, { value: 0.1, label: 'limit 10\u202f%', severity: null, side: 'below' }]
  }, ['http-requests']])
})

test('what a service declares comes before all packs and needs nothing but what it says', async () => {
  const ask = answering([{ __name__: 'http_requests_total', code: '200' }])
  const declared = [{ id: 'http-requests', unit: 'per-second', lines: [{ query: 'rate(y{$selector}[$window])' }] }, { id: 'z', title: 'Z', unit: 'count', needs: ['z'], lines: [{ query: 'z' }] }]
  expect((await ask({}, declared)).map((p) => [p.id, p.title, p.expression])).toEqual([
    ['http-requests', 'Requests', 'rate(y{job="api"}[240s])'], ['http-errors', 'Failed requests', expect.any(String)]
  ])
})

test('of a service that it does not see, a source draws only what it is given, and asks nothing to know that', async () => {
  const http = fakeHttp({ '*': { status: 500 } })
  const declared = [panelSchema.parse({ id: 'mine', title: 'Mine', unit: 'count', lines: [{ query: 'x{$selector}' }] })]
  expect((await panels(anInstance(['http://prometheus:9090']), { name: 'api', labels: { job: 'api' }, panels: declared, alone: true }, aContext(http))).map((p) => [p.id, p.expression])).toEqual([['mine', 'x{job="api"}']])
})

test('latency is read from the native histogram where there are no classic buckets, and never from a summary', async () => {
  const expressions = async (metrics: readonly object[]) => (await answering(metrics)()).filter((p) => p.id === 'http-latency').map((p) => p.expression.split('\n')[1])
  const [name, job] = ['http_request_duration_seconds', 'job="api"']
  const classic = [{ __name__: `${name}_count`, code: '200' }, { __name__: `${name}_bucket`, code: '200', le: '+Inf' }]
  expect(await expressions(classic)).toEqual([`histogram_quantile(0.95, sum by (le) (rate(${name}_bucket{${job}}[240s])))`])
  expect(await expressions([{ __name__: name, code: '200' }])).toEqual([`histogram_quantile(0.95, sum(rate(${name}{${job}}[240s])))`])
  expect(await expressions([...classic, { __name__: name, code: '200' }])).toEqual([`histogram_quantile(0.95, sum by (le) (rate(${name}_bucket{${job}}[240s])))`])
  expect(await expressions([{ __name__: name, quantile: '0.99' }])).toEqual([])
})

test('where an exporter tells of a service, the exporter’s own process is not taken for it', async () => {
  const own = [{ __name__: 'process_cpu_seconds_total' }, { __name__: 'go_goroutines' }]
  expect(ids(await answering(own)())).toEqual(['process-cpu', 'go-goroutines'])
  expect(ids(await answering([...own, { __name__: 'memcached_commands_total' }])()).filter((id) => !id.startsWith('memcached-'))).toEqual([])
})

const success = (data: unknown): FakeReply => ({ json: { status: 'success', data } })
/** Lines of a declared panel over seven certificates. */
const certificates = async (panel: object, rules: readonly { readonly query: string; readonly labels: Labels }[] = []): Promise<readonly (number | undefined)[]> => {
  const days = [35, 1, 36, 31, 32, 33, 34].map((left, i) => ({ metric: { site: `site-${i}` }, values: [[NOW / 1000, String(left)]] }))
  const ctx = aContext(fakeHttp({ '/api/v1/query': success({ resultType: 'vector', result: [] }), 'POST /api/v1/query': success({ resultType: 'vector', result: [] }), '/api/v1/query_range': success({ resultType: 'matrix', result: days }) }), { now: () => NOW })
  memoryOf(ctx).rules = { body: new Uint8Array(), partial: [], read: { ...readRules({ groups: [] }, null, false, ''), watched: rules } }
  const declared = panelSchema.parse({ id: 'certificate', title: 'Certificate', unit: 'count', lines: [{ query: 'days_left{$selector}' }], ...panel })
  const data = await series(anInstance(['http://prometheus:9090']), { name: 'api', labels: { job: 'api' }, panels: [declared] }, { service: 'api', panel: 'certificate', from: NOW - 600_000, to: NOW, width: 300 }, ctx)
  expect(data.more).toBe(2)
  return data.lines.map((line) => line.v.at(-1))
}
test.each<[string, object, readonly { readonly query: string; readonly labels: Labels }[], readonly number[]]>([
  ['has no limit', {}, [], [36, 35, 34, 33, 32]],
  ['may not go above one', { limits: [{ value: 40 }] }, [], [36, 35, 34, 33, 32]],
  ['may not fall below one', { limits: [{ value: 14, side: 'below' }] }, [], [1, 31, 32, 33, 34]],
  ['may not fall below that of a rule', {}, [{ query: 'days_left < 14', labels: {} }], [1, 31, 32, 33, 34]],
  ['is stacked', { draw: 'stack', limits: [{ value: 14, side: 'below' }] }, [], [36, 35, 34, 33, 32]]
])('the worst five of what %s are drawn', async (_what, panel, rules, drawn) => {
  expect(await certificates(panel, rules)).toEqual(drawn)
})
