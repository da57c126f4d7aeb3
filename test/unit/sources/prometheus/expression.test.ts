import { describe, expect, test } from 'vitest'
import type { SourceInstance } from '../../../../src/main/ports/source-kind'
import { expression, narrowed } from '../../../../src/main/sources/prometheus/expression'
import { unitOf } from '../../../../src/main/sources/prometheus/limit'
import { aContext, anInstance } from '../../../builders/asking'
import { NOW } from '../../../builders/now'
import { fakeHttp, type FakeReply } from '../../../fakes/fake-http'
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

const sample = (labels: Readonly<Record<string, string>>) => ({ labels, at: 0, value: 1 })

describe('behind many series', () => {
  const many = Array.from({ length: 9 }, (_, i) => sample({ __name__: 'up', instance: `host${i}`, note: '$1' }))
  test('few stay as they are', () => {
    expect(narrowed('up', many.slice(0, 5), {}, false)).toEqual({ text: 'up', more: 0 })
  })
  test('the alert\'s own is asked for', () => {
    expect(narrowed('up # all', many, { alertname: 'Down', instance: 'host3', note: '$1', severity: 'x' }, false)).toEqual({
      text: '(up # all\n) and on (instance, note) label_replace(label_replace(vector(1), "instance", "host3", "", ""), "note", "$$1", "", "")', more: 8
    })
  })
  test('without one of its own the highest are, or where trouble lies below the lowest', () => {
    expect([false, true].map((low) => narrowed('up # all', many, { instance: 'gone' }, low))).toEqual([{ text: 'topk(5, up # all\n)', more: 4 }, { text: 'bottomk(5, up # all\n)', more: 4 }])
  })
})

test('of many mounts behind an alert that does not name its own, the fullest are drawn', async () => {
  const mounts = [0.8, 0.7, 0.6, 0.5, 0.4, 0.02].map((free, i) => ({ metric: { mountpoint: `/${i}` }, free: String(free) }))
  const http = fakeHttp({
    '/api/v1/query': success({ resultType: 'vector', result: mounts.map(({ metric, free }) => ({ metric, value: [NOW / 1000, free] })) }),
    '/api/v1/query_range': success({ resultType: 'matrix', result: mounts.map(({ metric, free }) => ({ metric, values: [[NOW / 1000, free]] })) })
  })
  const query = { expression: 'avail / size < 0.1', labels: { alertname: 'DiskFull' }, from: NOW - 600_000, to: NOW, width: 300 }
  const { data } = await expression(anInstance(['http://prometheus:9090']), query, aContext(http, { now: () => NOW }))
  expect([data.lines.map((l) => l.v.at(-1)), data.more, http.calls.map(queryOf)]).toEqual([[0.02, 0.4, 0.5, 0.6, 0.7], 1, ['avail / size', 'bottomk(5, avail / size\n)']])
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
