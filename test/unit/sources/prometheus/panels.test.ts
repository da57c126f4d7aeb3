import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packSchema, panelSchema } from '@shared/config/packs'
import { labelsOf, type Labels } from '@shared/domain/labels'
import type { PanelData } from '@shared/domain/series'
import { asFailure, SourceFailure } from '../../../../src/main/ports/failure'
import type { HttpRequest } from '../../../../src/main/ports/http'
import type { SourceInstance } from '../../../../src/main/ports/source-kind'
import { readRules } from '../../../../src/main/sources/prometheus/alerts'
import { readYaml } from '../../../../src/main/sources/prometheus/facts'
import { memoryOf } from '../../../../src/main/sources/prometheus/memory'
import { panels, series } from '../../../../src/main/sources/prometheus/panels'
import { discover } from '../../../../src/main/sources/prometheus/services'
import { aContext, anInstance } from '../../../builders/asking'
import { NOW } from '../../../builders/now'
import { fakeHttp, type FakeReply } from '../../../fakes/fake-http'
import { queryOf } from '../../../fakes/recorded'

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
    limits: [{ value: 0.05, label: 'limit 5\u202f%', severity: 'warning', side: 'above', inclusive: true }, { value: 0.1, label: 'limit 10\u202f%', severity: null, side: 'below', inclusive: true }]
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
const certificates = async (panel: object, rules: readonly { readonly query: string; readonly labels: Labels }[] = []): Promise<PanelData> => {
  const days = [35, 1, 36, 31, 32, 33, 34].map((left, i) => ({ metric: { site: `site-${i}` }, values: [[NOW / 1000, String(left)]] }))
  const ctx = aContext(fakeHttp({ '/api/v1/query': success({ resultType: 'vector', result: [] }), 'POST /api/v1/query': success({ resultType: 'vector', result: [] }), '/api/v1/query_range': success({ resultType: 'matrix', result: days }) }), { now: () => NOW })
  memoryOf(ctx).rules = { body: new Uint8Array(), partial: [], read: { ...readRules({ groups: [] }, null, false, ''), watched: rules.map((rule) => ({ name: 'Rule', ...rule })) } }
  const declared = panelSchema.parse({ id: 'certificate', title: 'Certificate', unit: 'count', lines: [{ query: 'days_left{$selector}' }], ...panel })
  return series(anInstance(['http://prometheus:9090']), { name: 'api', labels: { job: 'api' }, panels: [declared] }, { service: 'api', panel: 'certificate', from: NOW - 600_000, to: NOW, width: 300 }, ctx)
}
test.each<[string, object, readonly { readonly query: string; readonly labels: Labels }[], readonly number[]]>([
  ['has no limit', {}, [], [36, 35, 34, 33, 32]],
  ['may not go above one', { limits: [{ value: 40 }] }, [], [36, 35, 34, 33, 32]],
  ['may not fall below one', { limits: [{ value: 14, side: 'below' }] }, [], [1, 31, 32, 33, 34]],
  ['may not fall below that of a rule', {}, [{ query: 'days_left < 14', labels: {} }], [1, 31, 32, 33, 34]],
  ['is worst when it is low', { worst: 'lowest' }, [], [1, 31, 32, 33, 34]],
  ['is worst when it is high, whatever else lies below', { worst: 'highest', limits: [{ value: 14, side: 'below' }] }, [], [36, 35, 34, 33, 32]]
])('the worst five of what %s are drawn', async (_what, panel, rules, drawn) => {
  const { lines, more } = await certificates(panel, rules)
  expect([lines.map((line) => line.v.at(-1)), more]).toEqual([drawn, 2])
})

const HISTOGRAM = { count: '5', sum: '2.5', buckets: [[0, '0.1', '0.5', '5']] }
test('series that are native histograms are not drawn, and said', async () => {
  const rows = ['a', 'b', 'c'].map((pod) => ({ metric: { pod }, histograms: [[NOW / 1000, HISTOGRAM]] }))
  const of = async (result: readonly object[]): Promise<unknown> => {
    const declared = panelSchema.parse({ id: 'mine', title: 'Mine', unit: 'seconds', lines: [{ query: 'rate(x{$selector}[$window])' }] })
    const ctx = aContext(fakeHttp({ '/api/v1/query_range': success({ resultType: 'matrix', result }) }), { now: () => NOW })
    const data = await series(anInstance(['http://p']), { name: 'api', labels: { job: 'api' }, panels: [declared], alone: true }, { service: 'api', panel: 'mine', from: NOW - 60_000, to: NOW, width: 300 }, ctx)
    return [data.lines.map((line) => line.name), data.more, data.warnings]
  }
  const words = '3 series are native histograms and are not drawn. Put histogram_quantile(0.95, …), histogram_avg(…) or histogram_count(…) around it.'
  expect([await of(rows), await of([...rows, { metric: { pod: 'd' }, values: [[NOW / 1000, '1']] }]), await of([])]).toEqual([[[], 0, [words]], [['d'], 0, [words]], [[], 0, []]])
})

test('of a stack the highest are drawn, and the sum of all others as a layer of its own', async () => {
  const { lines, more } = await certificates({ draw: 'stack', limits: [{ value: 14, side: 'below' }] })
  expect([lines.map((line) => [line.name, line.role, line.v.at(-1)]), more]).toEqual([[['site-0', '', 35], ['site-2', '', 36], ['site-5', '', 33], ['site-6', '', 34], ['3 more', 'rest', 64]], 0])
})

test('of a stack with more series than are read the rest is what their sum has beyond those that are', async () => {
  const drawn = async (sum: FakeReply): Promise<unknown> => {
    const range = (request: HttpRequest): FakeReply => { const query = queryOf(request); return query.startsWith('sum') ? sum : query.startsWith('topk') ? many(50) : many(3_000) }
    const http = fakeHttp({ '/api/v1/query_range': range })
    const declared = panelSchema.parse({ id: 'mine', title: 'Mine', unit: 'count', draw: 'stack', lines: [{ query: 'x # all' }] })
    const data = await series(anInstance(['http://p']), { name: 'api', labels: { job: 'api' }, panels: [declared], alone: true }, { service: 'api', panel: 'mine', from: NOW - 60_000, to: NOW, width: 300 }, aContext(http, { now: () => NOW }))
    return { lines: data.lines.map((line) => [line.name, line.v.at(-1)]), more: data.more, queries: http.calls.map(queryOf) }
  }
  const queries = ['x # all', 'topk(50, x # all\n)', 'sum(x # all\n)']
  expect(await drawn(success({ resultType: 'matrix', result: [{ metric: {}, values: [[NOW / 1000, '9000']] }] }))).toEqual({ lines: [['46', 46], ['47', 47], ['48', 48], ['49', 49], ['2996 more', 9000 - 190]], more: 0, queries })
  expect(await drawn({ status: 500 })).toEqual({ lines: [['46', 46], ['47', 47], ['48', 48], ['49', 49], ['46 more', 1225 - 190]], more: 2_950, queries })
})

interface Told { readonly answers: readonly unknown[]; readonly queries: readonly string[] }
/** A declared panel that is asked for several times, so many ms after the first. */
const asking = async (range: (query: string) => FakeReply | SourceFailure, times: readonly number[], limits: readonly object[] = []): Promise<Told> => {
  let now = NOW
  const all = success({ resultType: 'vector', result: [{ metric: {}, value: [0, '50000'] }] })
  const none = success({ resultType: 'vector', result: [] })
  const instant = (request: HttpRequest): FakeReply => (queryOf(request).startsWith('count(last') ? all : none)
  const http = fakeHttp({ '/api/v1/query': instant, 'POST /api/v1/query': instant, '/api/v1/query_range': (request) => range(queryOf(request)) })
  const ctx = aContext(http, { now: () => now })
  const declared = panelSchema.parse({ id: 'mine', title: 'Mine', unit: 'count', limits, lines: [{ query: 'x # all' }] })
  const answers: unknown[] = []
  for (const ms of times) {
    now = NOW + ms
    const ref = { name: 'api', labels: { job: 'api' }, panels: [declared], alone: true }
    const data = await series(anInstance(['http://p']), ref, { service: 'api', panel: 'mine', from: now - 3_600_000, to: now, width: 300 }, ctx).catch((thrown: unknown) => asFailure(thrown).code)
    answers.push(typeof data === 'string' ? data : [data.lines.length, data.more])
  }
  return { answers, queries: http.calls.map(queryOf).filter((query) => query.includes('x #')) }
}
const many = (n: number): FakeReply => success({ resultType: 'matrix', result: Array.from({ length: n }, (_, i) => ({ metric: { i: String(i) }, values: [[NOW / 1000, String(i)]] })) })
const tooBig = new SourceFailure('too-big', { limit: '64 MB' })

test('a graph of few series is asked for as it is, and never counted', async () => {
  expect(await asking(() => many(9), [0, 15_000])).toEqual({ answers: [[5, 4], [5, 4]], queries: ['x # all', 'x # all'] })
})

test('a graph whose answer was too big has the worst from then on, until it is counted anew', async () => {
  const worst = (query: string): FakeReply | SourceFailure => (/^(top|bottom)k/.test(query) ? many(50) : query.startsWith('count') ? many(1) : tooBig)
  const count = 'count(last_over_time((x # all\n)[3660000ms:60000ms]))'
  expect(await asking(worst, [0, 15_000])).toEqual({ answers: [[5, 49_995], [5, 49_995]], queries: ['x # all', count, 'topk(50, x # all\n)', 'topk(50, x # all\n)'] })
  expect((await asking(worst, [0], [{ value: 1, side: 'below' }])).queries).toEqual(['x # all', count, 'bottomk(50, x # all\n)'])
  expect((await asking((query) => (/^(x|count)/.test(query) ? many(3) : many(50)), [0])).answers).toEqual([[3, 0]])
})

test('a graph with more series than are read has the worst of all, not the first', async () => {
  const range = (query: string): FakeReply => (query.startsWith('topk') ? many(50) : query.startsWith('count') ? success({ resultType: 'matrix', result: [{ metric: {}, values: [[NOW / 1000, '7']] }] }) : many(3_000))
  expect(await asking(range, [0, 15_000, 700_000])).toEqual({
    answers: [[5, 2_995], [5, 2_995], [5, 2_995]], queries: ['x # all', 'topk(50, x # all\n)', 'topk(50, x # all\n)', 'count(x # all\n)', 'x # all', 'topk(50, x # all\n)']
  })
})

test('an answer that is too big for what its series say stays a failure', async () => {
  expect((await asking((query) => (query.startsWith('x') ? tooBig : many(1)), [0])).answers).toEqual([[1, 49_999]])
  expect((await asking(() => tooBig, [0])).answers).toEqual(['too-big'])
})

/** `$window` of a panel of a service that is known by these labels, and the step of its graph, s. `targets`: labels that name services, of those that are scraped; null: nobody said yet. */
const windowOf = async (labels: Labels, jobs: Readonly<Record<string, string>>, targets: readonly Labels[] | null): Promise<readonly [string, number]> => {
  const http = fakeHttp({ '/api/v1/query': success({ resultType: 'vector', result: [] }), 'POST /api/v1/query': success({ resultType: 'vector', result: [] }), '/api/v1/query_range': success({ resultType: 'matrix', result: [] }) })
  const ctx = aContext(http, { now: () => NOW })
  const memory = memoryOf(ctx)
  const config = `global:\n  scrape_interval: 15s\nscrape_configs:\n${Object.entries(jobs).map(([job, every]) => `- job_name: ${job}\n  scrape_interval: ${every}\n`).join('')}`
  memory.facts = { ...memory.facts, ...readYaml(config) }
  memory.discovery = targets && discover(targets.map((target) => ({ labels: labelsOf([...Object.entries(target), ['garda_up', '1']]), at: NOW, value: 1 })), { service: ['service', 'app', 'job'], environment: ['env'] }, labelsOf([]), null)
  const ref = { name: 'checkout', labels, panels: [panelSchema.parse({ id: 'mine', title: 'Mine', unit: 'per-second', lines: [{ query: 'rate(x{$selector}[$window])' }] })], alone: true }
  const [shown] = await panels(anInstance(['http://p']), ref, ctx)
  const { stepMs } = await series(anInstance(['http://p']), ref, { service: 'checkout', panel: 'mine', from: NOW - 600_000, to: NOW, width: 600 }, ctx)
  return [/\[(\w+)\]/.exec(shown!.expression)![1]!, stepMs / 1000]
}
const named = labelsOf([['service', 'checkout'], ['env', 'production']])
const by = (job: string, service = 'checkout'): Labels => labelsOf([['service', service], ['env', 'production'], ['job', job]])

test('a rate looks back over four scrapes of the service’s own job, whichever label names the service', async () => {
  const jobs = { slow: '1m', quick: '15s', rare: '10m' }
  expect({
    own: await windowOf(named, jobs, [by('slow'), by('quick', 'other')]),
    quick: await windowOf(named, jobs, [by('quick'), by('slow', 'other')]),
    several: await windowOf(named, jobs, [by('quick'), by('slow')]),
    rare: await windowOf(named, jobs, [by('rare')]),
    named: await windowOf(labelsOf([['job', 'slow']]), jobs, null)
  }).toEqual({ own: ['240s', 60], quick: ['60s', 15], several: ['240s', 15], rare: ['2400s', 600], named: ['240s', 60] })
})
test('where nobody says which job a service is of, it looks back over four scrapes of the slowest, within reason', async () => {
  expect({
    unasked: await windowOf(named, { slow: '1m' }, null), unlabelled: await windowOf(named, { slow: '1m', quick: '15s' }, [named]), relabelled: await windowOf(named, { monitor: '30s' }, [by('checkout-metrics')]),
    rare: await windowOf(named, { rare: '10m' }, [named]), nothing: await windowOf(named, {}, [named])
  }).toEqual({ unasked: ['240s', 15], unlabelled: ['240s', 15], relabelled: ['120s', 15], rare: ['600s', 15], nothing: ['60s', 15] })
})
test('a rate never looks back over less than four scrapes of any job that the service is of', async () => {
  const jobs = { a: 15, b: 30, c: 60, d: 120 }
  await fc.assert(fc.asyncProperty(fc.subarray(Object.keys(jobs) as (keyof typeof jobs)[], { minLength: 1 }), fc.constantFrom('service', 'app'), async (mine, label) => {
    const labels = labelsOf([[label, 'checkout'], ['env', 'production']])
    const [window] = await windowOf(labels, Object.fromEntries(Object.entries(jobs).map(([job, s]) => [job, `${s}s`])), mine.map((job) => labelsOf([...Object.entries(labels), ['job', job]])))
    expect(window).toBe(`${4 * Math.max(...mine.map((job) => jobs[job]))}s`)
  }), { numRuns: 40 })
})
