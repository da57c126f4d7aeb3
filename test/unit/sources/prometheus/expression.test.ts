import { describe, expect, test } from 'vitest'
import type { HttpRequest } from '../../../../src/main/ports/http'
import type { SourceInstance } from '../../../../src/main/ports/source-kind'
import { expression } from '../../../../src/main/sources/prometheus/expression'
import { unitOf } from '../../../../src/main/sources/prometheus/limit'
import { aContext, anInstance } from '../../../builders/asking'
import { NOW } from '../../../builders/now'
import { fakeHttp, type FakeHttp, type FakeReply } from '../../../fakes/fake-http'
import { queryOf } from '../../../fakes/recorded'

const success = (data: unknown): FakeReply => ({ json: { status: 'success', data } })
const zones = { a: 0.084, b: 0.079, c: 0.074 }
const series = Object.entries(zones).map(([zone, share]) => ({ labels: { zone }, share: String(share) }))

test('beside other series the alert\'s own is marked, so that the graph tells the number of its sentence', async () => {
  const http = fakeHttp({
    '/api/v1/query': success({ resultType: 'vector', result: series.map((s) => ({ metric: s.labels, value: [NOW / 1000, s.share] })) }),
    '/api/v1/query_range': success({ resultType: 'matrix', result: series.map((s) => ({ metric: s.labels, values: [[NOW / 1000, s.share]] })) })
  })
  const query = { expression: 'zone:errors:ratio > 0.02', labels: { alertname: 'Failing', severity: 'critical', zone: 'b' }, from: NOW - 600_000, to: NOW, width: 300 }
  const { data } = await expression(anInstance(['http://prometheus:9090']), query, aContext(http, { now: () => NOW }))
  expect(data.lines.map((l) => [l.name, l.role, l.v.at(-1)])).toEqual([['a', '', 0.084], ['b', 'own', 0.079], ['c', '', 0.074]])
})

/** A server with these series of `x`: it counts them, finds the alert's own, and answers no list of them that it was not to answer. */
const many = (rows: readonly { readonly metric: Readonly<Record<string, string>>; readonly value: string }[], own: Readonly<Record<string, string>> | null): FakeHttp => {
  const vector = (result: readonly unknown[]): FakeReply => success({ resultType: 'vector', result })
  const at = NOW / 1000
  const http = fakeHttp({
    '/api/v1/query_range': (request) => {
      const query = queryOf(request)
      const shown = query.startsWith('topk(5, ') ? rows.slice(0, 5) : query.startsWith('bottomk(5, ') ? rows.slice(-5) : query.includes(' and on ') ? rows.filter(({ metric }) => metric === own) : rows
      return success({ resultType: 'matrix', result: shown.map(({ metric, value }) => ({ metric, values: [[at, value]] })) })
    }
  })
  const instant = (request: HttpRequest): FakeReply => {
    const query = queryOf(request)
    if (query.startsWith('count(')) return vector([{ metric: {}, value: [at, String(rows.length)] }])
    return query.includes(' and ignoring ') ? vector(rows.flatMap(({ metric, value }) => (metric === own ? [{ metric, value: [at, value] }] : []))) : { body: 'x'.repeat(65 << 20) }
  }
  http.on('GET /api/v1/query', instant)
  http.on('POST /api/v1/query', instant)
  return http
}
const asked = (http: FakeHttp, expr: string, labels: Readonly<Record<string, string>>) =>
  expression(anInstance(['http://prometheus:9090']), { expression: expr, labels, from: NOW - 600_000, to: NOW, width: 300 }, aContext(http, { now: () => NOW }))

describe('behind many series', () => {
  const hosts = Array.from({ length: 50_000 }, (_, i) => ({ metric: { __name__: 'up', instance: `host${i}`, note: '$1' }, value: '1' }))
  test('the server counts them and tells the alert\'s own, and nothing else comes', async () => {
    const http = many(hosts, hosts[40_003]!.metric)
    const { data } = await asked(http, 'up # all', { alertname: 'Down', instance: 'host40003', note: '$1' })
    const one = (name: string, value: string): string => `label_replace(vector(1), "${name}", "${value}", "", "")`
    expect([data.lines.map(({ role, v }) => [role, v.at(-1)]), data.more, data.warnings, http.calls.map(queryOf)]).toEqual([[['own', 1]], 49_999, [], [
      'count(up # all\n)',
      `topk(5, ((((up # all\n) and on (alertname) (${one('alertname', 'Down')} or vector(1))) and on (instance) (${one('instance', 'host40003')} or vector(1))) and on (note) (${one('note', '$$1')} or vector(1))) and ignoring (alertname, instance, note) vector(1))`,
      `(up # all\n) and on (instance, note) label_replace(${one('instance', 'host40003')}, "note", "$$1", "", "")`
    ]])
  })
  test('without one of its own the highest are, or where trouble lies below the lowest', async () => {
    const tops = await Promise.all(['up > 0', 'up < 2'].map(async (text) => { const http = many(hosts, null); const { data } = await asked(http, text, { instance: 'gone' }); return [data.lines.length, data.more, queryOf(http.calls.at(-1)!)] }))
    expect(tops).toEqual([[5, 49_995, 'topk(5, up\n)'], [5, 49_995, 'bottomk(5, up\n)']])
  })
  test('few stay as they are, and so does what cannot be counted', async () => {
    const few = many(hosts.slice(0, 5), null)
    const number = fakeHttp({ '/api/v1/query': { status: 400, json: { status: 'error', errorType: 'bad_data', error: 'expected type instant vector' } }, '/api/v1/query_range': success({ resultType: 'matrix', result: [{ metric: {}, values: [[NOW / 1000, '7']] }] }) })
    const shown = [(await asked(few, 'up < 2', {})).data, (await asked(number, 'time() > 5', {})).data]
    expect([shown.map(({ lines, more }) => [lines.length, more]), [few, number].map((http) => http.calls.map(queryOf))]).toEqual([[[5, 0], [1, 0]], [['count(up\n)', 'up'], ['count(time()\n)', 'time()']]])
  })
})

test('of many mounts behind an alert that does not name its own, the fullest are drawn', async () => {
  const http = many([0.8, 0.7, 0.6, 0.5, 0.4, 0.02].map((free, i) => ({ metric: { mountpoint: `/${i}` }, value: String(free) })), null)
  const { data } = await asked(http, 'avail / size < 0.1', { alertname: 'DiskFull' })
  expect([data.lines.map((l) => l.v.at(-1)).toSorted(), data.more, queryOf(http.calls.at(-1)!)]).toEqual([[0.02, 0.4, 0.5, 0.6, 0.7], 1, 'bottomk(5, avail / size\n)'])
})

test('what was divided by zero is no missing sample: it is kept apart, counted and said', async () => {
  const at = [3, 2, 1, 0].map((ago) => NOW / 1000 - ago * 60)
  const http = many([], null)
  http.on('GET /api/v1/query_range', success({ resultType: 'matrix', result: [{ metric: {}, values: [[at[0], '0.5'], [at[1], '+Inf'], [at[2], 'NaN'], [at[3], '+Inf']] }] }))
  const { data } = await asked(http, 'a / b > 0.5', {})
  expect([data.lines.map(({ v, odd }) => [[...v.slice(-4)], odd]), data.warnings]).toEqual([
    [[[0.5, NaN, NaN, NaN], { t: Float64Array.from(at.slice(1), (s) => s * 1000), v: Float64Array.of(Infinity, NaN, Infinity) }]],
    ['2 samples are +Inf, such as what is divided by zero, and not drawn.']
  ])
})

test('units are told where the usual names say them', () => {
  expect(([
    ['histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket{job="x"}[5m])))', 0.5], ['sum(rate(errors_total[5m])) / sum(rate(requests_total[5m]))', 0.05], ['a / b', 20],
    ['node_filesystem_avail_bytes{mountpoint="/"}', 1e9], ['sum by (instance) (rate(node_network_receive_bytes_total[1m]))', 1], ['rate(requests_total[1m])', 5], ['time() - backup_last_success_timestamp_seconds', 3600],
    ['job:errors:ratio5m', 0.1], ['up', 0], ['a * 100', 5], ['count(up_seconds)', 3], ['probe_duration_seconds', 1], ['rate(process_cpu_seconds_total[5m])', 1], ['a - b', 1]
  ] as const).map(([text, limit]) => unitOf(text, limit))).toEqual(['seconds', 'ratio', 'none', 'bytes', 'bytes-per-second', 'per-second', 'seconds', 'ratio', 'none', 'none', 'none', 'seconds', 'none', 'none'])
})

test('a sum by how often it came is a mean, in the unit of what was summed, whatever the limit', () => {
  expect(([
    ['sum(rate(http_request_duration_seconds_sum{job="x"}[5m])) / sum(rate(http_request_duration_seconds_count{job="x"}[5m]))', 0.8], ['sum by (job) (rate(a_seconds_sum[5m])) / sum by (job) (rate(a_seconds_count[5m]))', 20],
    ['rate(response_size_bytes_sum[5m]) / rate(response_size_bytes_count[5m])', 0.5], ['rate(a_ms_sum[5m]) / rate(a_ms_count[5m])', 0.8],
    ['rate(errors_count[5m]) / rate(requests_count[5m])', 0.8], ['rate(busy_seconds_sum[5m]) / rate(all_seconds_sum[5m])', 0.8], ['rate(a_seconds_sum[5m]) / rate(a_seconds_count[5m]) / 2', 0.8], ['rate(busy_seconds_total[5m]) / rate(all_seconds_total[5m])', 0.8]
  ] as const).map(([text, limit]) => unitOf(text, limit))).toEqual(['seconds', 'seconds', 'bytes', 'none', 'ratio', 'ratio', 'none', 'ratio'])
})

test('the limit of an alert has the severity that the configuration reads from its labels', async () => {
  const http = fakeHttp({ '/api/v1/query': success({ resultType: 'vector', result: [] }), '/api/v1/query_range': success({ resultType: 'matrix', result: [] }) })
  const query = { expression: 'up < 1', labels: { alertname: 'Down', urgency: 'sev0' }, from: NOW - 600_000, to: NOW, width: 300 }
  const severity = { labels: ['urgency'], words: { critical: ['sev0'], warning: [], info: [], unknown: [] } }
  const of = async (over: Partial<SourceInstance>): Promise<unknown> => (await expression(anInstance(['http://prometheus:9090'], over), query, aContext(http, { now: () => NOW }))).panel.limits.map((limit) => limit.severity)
  expect([await of({ severity }), await of({})]).toEqual([['critical'], [null]])
})

test('a native histogram behind an alert is not drawn, and said', async () => {
  const histogram = { count: '5', sum: '2.5', buckets: [[0, '0.1', '0.5', '5']] }
  const http = fakeHttp({
    '/api/v1/query': success({ resultType: 'vector', result: [{ metric: {}, histogram: [NOW / 1000, histogram] }] }), '/api/v1/query_range': success({ resultType: 'matrix', result: [{ metric: {}, histograms: [[NOW / 1000, histogram]] }] })
  })
  const { data } = await expression(anInstance(['http://p']), { expression: 'sum(rate(x_seconds[5m])) > 1', labels: { alertname: 'Slow' }, from: NOW - 600_000, to: NOW, width: 300 }, aContext(http, { now: () => NOW }))
  expect([data.lines, data.more, data.warnings]).toEqual([[], 0, ['1 series is a native histogram and is not drawn. Put histogram_quantile(0.95, …), histogram_avg(…) or histogram_count(…) around it.']])
})
