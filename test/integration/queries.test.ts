import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FreeQuery, NamesQuery, QueryData } from '@shared/domain/query'
import { createGate } from '../../src/main/app/gate'
import { SourceFailure } from '../../src/main/ports/failure'
import type { HttpClient } from '../../src/main/ports/http'
import type { SourceContext } from '../../src/main/ports/source-kind'
import { prometheus } from '../../src/main/sources/prometheus'
import { aContext, anInstance, realHttp } from '../builders/asking'
import { queryOf } from '../fakes/recorded'
import { startHistogramExporter } from '../servers/native-histogram'
import { startExporter, startPrometheus, untilQuery, type Exporter, type Prometheus } from '../servers/prometheus'

const SERIES = 1_200
const METRICS = `# HELP depth How deep the queue is.
# TYPE depth gauge
depth{queue="a"} 3
depth{queue="b"} +Inf
${Array.from({ length: SERIES }, (_, i) => `wide{i="${i}"} ${i}`).join('\n')}`

let http: HttpClient
let shop: Exporter
let native: Awaited<ReturnType<typeof startHistogramExporter>>
let server: Prometheus
beforeAll(async () => {
  http = realHttp()
  ;[shop, native] = await Promise.all([startExporter(METRICS), startHistogramExporter('took_seconds')])
  server = await startPrometheus({ scrape: [{ job: 'shop', targets: [shop.target] }, { job: 'native', targets: [native.target] }], args: ['--enable-feature=native-histograms'] })
  await untilQuery(server.url, 'count_over_time(depth{queue="a"}[1m]) >= 5 and on () (count(took_seconds) > 0)')
}, 60_000)
afterAll(async () => {
  http.close()
  await Promise.all([server.stop(), shop.stop(), native.stop()])
})

const ask = (expression: string, over: Partial<FreeQuery> = {}, ctx: SourceContext = aContext(http), url = server.url): Promise<QueryData> => {
  const now = ctx.now()
  return prometheus.query!(anInstance([url]), { expression, kind: 'range', from: now - 30_000, to: now, width: 300, stepMs: 1_000, ...over }, ctx)
}
const last = ({ series }: QueryData): readonly unknown[] => series.map(({ labels, v }) => [labels['queue'], v.findLast((x) => !Number.isNaN(x))])

describe('a real server', () => {
  test('counts all series of a range whose answer was too big, and gives the highest', async () => {
    const failing: Readonly<Record<string, SourceFailure>> = { 'wide # all': new SourceFailure('too-big', { limit: '64 MB' }), 'count(wide # all\n)': new SourceFailure('timeout', { seconds: 2 }) }
    const small: HttpClient = { ...http, request: (request, limits) => { const failure = failing[queryOf(request)]; return failure ? Promise.reject(failure) : http.request(request, limits) } }
    const data = await ask('wide # all', {}, aContext(small))
    expect([data.series.length, data.total, data.series.every(({ labels }) => Number(labels['i']) >= SERIES - 500)]).toEqual([500, SERIES, true])
  })

  test('draws a range', async () => {
    const data = await ask('depth')
    expect([data.shape, data.stepMs, data.total, last(data)]).toEqual(['matrix', 1_000, 2, [['a', 3], ['b', Infinity]]])
  })
  test('answers every shape of one moment', async () => {
    const instant = (expression: string): Promise<QueryData> => ask(expression, { kind: 'instant' })
    const [vector, scalar, text, raw] = await Promise.all(['depth{queue="a"}', 'scalar(depth{queue="a"})', '"hello"', 'depth{queue="a"}[30s]'].map(instant))
    expect([vector, scalar].map((d) => [d!.shape, d!.series.map(({ v }) => [...v])])).toEqual([['vector', [[3]]], ['scalar', [[3]]]])
    expect([text!.shape, text!.text, raw!.shape, raw!.series[0]!.v.length >= 4]).toEqual(['string', 'hello', 'matrix', true])
  })
  test('says what is wrong with a query in its own words', async () => {
    await expect(ask('sum(depth')).rejects.toMatchObject({ code: 'api-error', values: { detail: expect.stringContaining('unclosed left parenthesis') as unknown } })
    await expect(ask('depth[5m]')).rejects.toMatchObject({ code: 'api-error', values: { detail: expect.stringContaining('invalid expression type "range vector"') as unknown } })
  })
  test('of too many series gives the highest', async () => {
    const data = await ask('wide')
    expect([data.series.length, data.total, data.series.some((s) => s.labels['i'] === String(SERIES - 1)), data.warnings.length]).toEqual([500, SERIES, true, 1])
  })
  test('has native histograms counted, and their quantiles drawn', async () => {
    const [raw, count, instant] = await Promise.all([ask('took_seconds'), ask('histogram_count(took_seconds)'), ask('{__name__=~"took_seconds|depth"}', { kind: 'instant' })])
    expect([raw.total, raw.histograms, count.total, count.histograms, count.series[0]!.v.findLast(Number.isFinite), instant.total, instant.histograms]).toEqual([0, 1, 1, 0, 5, 2, 1])
  })
  test('names what it has', async () => {
    const names = (over: Partial<NamesQuery>) => prometheus.names!(anInstance([server.url]), { what: 'metrics', label: null, metric: null, match: null, ...over }, aContext(http))
    const [metrics, labels, values, metadata, series] = await Promise.all([
      names({ match: '{job="shop",__name__=~"d.*"}' }), names({ what: 'labels', metric: 'depth' }), names({ what: 'values', label: 'queue' }), names({ what: 'metadata', metric: 'depth' }), names({ what: 'series', match: 'depth' })
    ])
    expect([metrics.names, labels.names, values.names, metadata.metadata, series.series.map((s) => s['queue'])])
      .toEqual([['depth'], ['__name__', 'instance', 'job', 'queue'], ['a', 'b'], { depth: { type: 'gauge', help: 'How deep the queue is.', unit: '' } }, ['a', 'b']])
  })
})

test('a refresh and its tail say what the whole would', async () => {
  const ctx = aContext(http)
  const to = Date.now() - 2_000
  const query = 'sum by (queue) (count_over_time(depth[10s])) + on (queue) depth'
  await ask(query, { from: to - 300_000, to: to - 1_000 }, ctx)
  const later = { from: to - 290_000, to }
  const [kept, whole] = [await ask(query, later, ctx), await ask(query, later)]
  expect(kept.series).toEqual(whole.series)
  expect(kept.series).toHaveLength(2)
})

test('a server with another clock is asked by its own and drawn by ours', async () => {
  const ahead = 300_000
  const ctx = aContext(http, { now: () => Date.now() + ahead })
  await prometheus.poll(anInstance([server.url]), ctx)
  const data = await ask('depth', {}, ctx)
  const { t, v } = data.series[0]!
  const newest = t[v.findLastIndex(Number.isFinite)]!
  expect([data.to - newest < 5_000, newest <= data.to, last(data)]).toEqual([true, true, [['a', 3], ['b', Infinity]]])
})

test('a server that restarts in the middle of a question fails it, and is asked for all again', async () => {
  const first = await startPrometheus({ scrape: [{ job: 'shop', targets: [shop.target] }] })
  const port = Number(new URL(first.url).port)
  const ctx = aContext(http)
  await untilQuery(first.url, 'count_over_time(depth{queue="a"}[1m]) >= 3')
  const before = await ask('depth', {}, ctx, first.url)
  expect(before.total).toBe(2)
  first.freeze()
  const asked = ask('depth', {}, ctx, first.url)
  const failed = expect(asked).rejects.toMatchObject({ code: expect.stringMatching(/^(reset|refused|truncated|not-ready)$/) as unknown })
  // one that is asked to end answers first
  process.kill(first.pid, 'SIGKILL')
  await failed
  await first.stop()
  const second = await startPrometheus({ port })
  try { expect((await ask('depth', {}, ctx, second.url)).series).toEqual([]) } finally { await second.stop() }
}, 60_000)

test('six questions at a time reach a server, identical ones once', async () => {
  let out = 0
  let most = 0
  let sent = 0
  const counting: HttpClient = {
    request: async (request, limits) => {
      most = Math.max(most, ++out)
      sent++
      try { return await http.request(request, limits) } finally { out-- }
    },
    redact: (text) => text, reset: () => undefined, close: () => undefined
  }
  const ctx = aContext(createGate().through(counting, false))
  const to = Date.now() - 5_000
  await Promise.all(Array.from({ length: 40 }, (_, i) => ask(`depth + ${i % 20}`, { from: to - 30_000, to }, { ...ctx, signal: new AbortController().signal })))
  expect([most, sent]).toEqual([6, 40])
})
