import { describe, expect, test } from 'vitest'
import { prometheus } from '../../../../src/main/sources/prometheus'
import type { SourceContext } from '../../../../src/main/ports/source-kind'
import type { HttpRequest } from '../../../../src/main/ports/http'
import type { ServiceSighting } from '@shared/domain/service'
import type { SourceSnapshot } from '@shared/domain/source'
import { aContext, anInstance } from '../../../builders/asking'
import { NOW } from '../../../builders/now'
import { fakeHttp, type FakeHttp, type FakeReply } from '../../../fakes/fake-http'
import { queryOf } from '../../../fakes/recorded'

/** One rule that watches. */
const WATCHED = { groups: [{ name: 'g', rules: [{ type: 'alerting', name: 'A', query: 'x', health: 'ok', alerts: [] }] }] }
const MINUTE = 60_000
const success = (data: unknown): FakeReply => ({ json: { status: 'success', data } })
const params = (request: HttpRequest): URLSearchParams => (request.body === undefined ? new URL(request.url).searchParams : new URLSearchParams(request.body))

/** A Prometheus with these targets and counters; `give` answers ranges: labels and a value for each moment, null for none. */
interface World {
  now: number
  up: readonly object[]
  give: (query: string) => readonly { readonly labels: object; readonly value: (at: number) => string | null }[] | FakeReply
  readonly asked: { query: string; start: number; end: number }[]
}
const TRAFFIC = 'sum by (job) (rate(http_requests_total{}[240s]))'
const ERRORS = /^\(sum by \(job\) .*\) \/ sum by/

const worldOf = (over: Partial<World> = {}): { world: World; http: FakeHttp; poll: () => Promise<SourceSnapshot>; ctx: SourceContext } => {
  const world: World = { now: NOW, up: [{ metric: { job: 'api', garda_up: '1' }, value: [0, '1'] }], give: () => [], asked: [], ...over }
  const range = (request: HttpRequest): FakeReply => {
    const p = params(request)
    const [start, end, step] = ['start', 'end', 'step'].map((k) => Number(p.get(k))) as [number, number, number]
    const query = queryOf(request)
    world.asked.push({ query, start: start * 1000, end: end * 1000 })
    const given = world.give(query)
    if (!Array.isArray(given)) return given as FakeReply
    const result = (given as Exclude<ReturnType<World['give']>, FakeReply>).map(({ labels, value }) => {
      const values: [number, string][] = []
      for (let t = start; t <= end; t += step) { const v = value(t * 1000); if (v !== null) values.push([t, v]) }
      return { metric: labels, values }
    })
    return success({ resultType: 'matrix', result })
  }
  const http = fakeHttp({
    '/api/v1/rules': success(WATCHED),
    '/api/v1/label/__name__/values': success(['up', 'http_requests_total']),
    '/api/v1/query': () => success({ resultType: 'vector', result: world.up }),
    '/api/v1/query_range': range, 'POST /api/v1/query_range': range,
    '*': { status: 404 }
  })
  const ctx = aContext(http, { now: () => world.now })
  return { world, http, ctx, poll: () => prometheus.poll(anInstance(['http://prometheus:9090']), ctx) }
}
const api = (s: SourceSnapshot): ServiceSighting => s.services!.find((x) => x.name === 'api')!
const traffic = (s: SourceSnapshot) => api(s).signals.traffic

describe('golden signals', () => {
  test('are read for an hour once, then only what is new', async () => {
    const { world, poll } = worldOf({ give: (q) => (q === TRAFFIC ? [{ labels: { job: 'api' }, value: (at) => String((at - NOW) / MINUTE + 100) }] : []) })
    const first = traffic(await poll())
    expect(first).toMatchObject({ value: 100, unit: 'per-second', at: NOW, trend: { from: NOW - 60 * MINUTE, step: MINUTE } })
    expect(first?.trend.values).toHaveLength(61)
    world.now += 30_000
    expect(traffic(await poll())).toBe(first)
    world.now = NOW + 2 * MINUTE + 10_000
    expect(traffic(await poll())).toMatchObject({ value: 102, at: NOW + 2 * MINUTE, trend: { from: NOW - 58 * MINUTE } })
    expect(world.asked.filter((a) => a.query === TRAFFIC).map(({ start, end }) => [(start - NOW) / MINUTE, (end - NOW) / MINUTE])).toEqual([[-60, 0], [0, 2]])
  })

  test('missing samples are missing, and no number is no data', async () => {
    const { poll } = worldOf({ give: (q) => (q === TRAFFIC ? [{ labels: { job: 'api' }, value: (at) => (at > NOW - 5 * MINUTE ? null : at === NOW - 7 * MINUTE ? '+Inf' : '2') }] : ERRORS.test(q) ? [{ labels: { job: 'api' }, value: () => 'NaN' }] : []) })
    const { signals } = api(await poll())
    expect(signals.traffic?.trend.values.slice(-9)).toEqual([2, null, 2, 2, null, null, null, null, null])
    expect(signals.traffic).toMatchObject({ value: 2, at: NOW - 5 * MINUTE })
    expect(signals.errors).toMatchObject({ value: null, at: null })
  })

  test('a query that fails keeps what was known, is said, and is asked for less and less often', async () => {
    let fails = false
    const { world, poll } = worldOf({ give: (q) => (fails ? { status: 422, json: { status: 'error', errorType: 'execution', error: 'too many samples' } } : q === TRAFFIC ? [{ labels: { job: 'api' }, value: () => '1' }] : []) })
    const before = await poll()
    fails = true
    world.now += MINUTE
    const after = await poll()
    expect(traffic(after)).toBe(traffic(before))
    expect(after.warnings).toMatchObject([{ part: 'metrics', failure: { code: 'api-error', values: { detail: 'execution: too many samples' } } }])
    const asked = (): number => world.asked.filter((a) => a.query === TRAFFIC).length
    const counts = [asked()]
    for (const wait of [15_000, 15_000, 30_000, 30_000]) { world.now += wait; await poll(); counts.push(asked()) }
    expect(counts).toEqual([2, 2, 3, 3, 4])
    fails = false
    world.now += 5 * MINUTE
    const healed = await poll()
    expect([healed.warnings, traffic(healed)?.at]).toEqual([[], NOW + 7 * MINUTE])
  })

  test('a clock that stepped back begins anew', async () => {
    const { world, poll } = worldOf({ give: (q) => (q === TRAFFIC ? [{ labels: { job: 'api' }, value: () => '1' }] : []) })
    await poll()
    world.now = NOW - 30 * MINUTE
    expect(traffic(await poll())).toMatchObject({ at: NOW - 30 * MINUTE })
  })

  test('are asked by the server\'s clock and told by ours', async () => {
    const { http, world, poll } = worldOf({ give: (q) => (q === TRAFFIC ? [{ labels: { job: 'api' }, value: () => '1' }] : []) })
    for (const path of ['/api/v1/rules', '/api/v1/query']) http.on(path, { ...(path === '/api/v1/rules' ? success(WATCHED) : success({ resultType: 'vector', result: world.up })), headers: { 'content-type': 'application/json', date: new Date(NOW - 3_600_000).toUTCString() } })
    http.on('*', { status: 404, headers: { date: new Date(NOW - 3_600_000).toUTCString() } })
    const snapshot = await poll()
    expect(world.asked[0]?.end).toBe(NOW - 3_600_000)
    expect([traffic(snapshot)?.at, snapshot.serverTime]).toEqual([NOW, NOW - 3_600_000])
  })

  test('can be switched off', async () => {
    const { world, ctx } = worldOf()
    await prometheus.poll(anInstance(['http://prometheus:9090'], { options: { signals: false } }), ctx)
    expect(world.asked).toEqual([])
  })
})

describe('parts', () => {
  test('rules that cannot be read leave services, and the other way round', async () => {
    const { http, poll } = worldOf()
    http.on('/api/v1/rules', { status: 403 })
    expect(await poll()).toMatchObject({ alerts: null, services: [{ name: 'api' }], warnings: [{ part: 'alerts', failure: { code: 'forbidden' } }] })
    http.on('/api/v1/rules', success(WATCHED))
    http.on('/api/v1/query', { status: 500 })
    expect(await poll()).toMatchObject({ alerts: [], services: null, warnings: [{ part: 'services', failure: { code: 'server-error' } }] })
  })

  test('a partial answer is said, and loses no service', async () => {
    const { http, world, poll } = worldOf()
    await poll()
    http.on('/api/v1/query', { json: { status: 'success', data: { resultType: 'vector', result: [] }, warnings: ['store-3 did not answer'] } })
    const partial = await poll()
    expect(partial).toMatchObject({ services: [{ name: 'api' }], warnings: [{ part: 'services', failure: null }] })
    expect(partial.warnings[0]?.text).toContain('store-3 did not answer')
    http.on('/api/v1/query', { json: { status: 'success', isPartial: true, data: { resultType: 'vector', result: world.up } } })
    expect((await poll()).warnings).toHaveLength(1)
  })

  test('an error told with status 200 is an error', async () => {
    const { http, poll } = worldOf()
    for (const path of ['/api/v1/rules', '/api/v1/query']) http.on(path, { json: { status: 'error', errorType: 'internal', error: 'no disk' } })
    await expect(poll()).rejects.toMatchObject({ code: 'api-error', values: { detail: 'internal: no disk' } })
  })

  test('a service that goes down was last seen when we last saw it up', async () => {
    const { world, poll } = worldOf()
    expect(api(await poll())).toMatchObject({ fresh: true, lastSampleAt: null })
    world.now += 15_000
    world.up = [{ metric: { job: 'api', garda_up: '0' }, value: [0, '1'] }]
    const down = await poll()
    expect(api(down)).toMatchObject({ fresh: false, lastSampleAt: NOW, targets: { up: 0, total: 1 } })
    world.now += 15_000
    expect(api(await poll())).toBe(api(down))
  })

  test('one that was down before we looked is asked for, once', async () => {
    const { http, world, poll } = worldOf()
    const lastUp: string[] = []
    http.on('/api/v1/query', (request) => {
      const query = queryOf(request)
      if (!query.includes('timestamp')) return success({ resultType: 'vector', result: [{ metric: { job: 'a.b', garda_up: '0' }, value: [0, '1'] }] })
      lastUp.push(query)
      return success({ resultType: 'vector', result: [{ metric: { job: 'a.b' }, value: [0, String((NOW - 120_000) / 1000)] }] })
    })
    expect((await poll()).services).toMatchObject([{ name: 'a.b', fresh: false, lastSampleAt: NOW - 120_000 }])
    world.now += 15_000
    await poll()
    expect(lastUp).toEqual(['max by (job) (max_over_time(timestamp(up{job=~"a\\\\.b"} == 1)[6h:1m]))'])
  })

  test('long queries travel in the body', async () => {
    const { http, ctx } = worldOf()
    http.on('POST /api/v1/query', success({ resultType: 'vector', result: [] }))
    const expression = Array.from({ length: 300 }, (_, i) => `metric_${i}`).join(' + ')
    await prometheus.expression!(anInstance(['http://prometheus:9090']), { expression: `${expression} > 1`, labels: {}, from: NOW - MINUTE, to: NOW, width: 100 }, ctx)
    expect(http.calls.map((c) => [c.method, new URL(c.url).search, c.headers?.['content-type'], queryOf(c)])).toEqual([
      ['POST', '', 'application/x-www-form-urlencoded', `count(${expression}\n)`], ['POST', '', 'application/x-www-form-urlencoded', expression]
    ])
  })
})

test('pages that are nice to know may hang without holding up the rest, and are let alone for a while', async () => {
  const { http, world, ctx } = worldOf()
  for (const path of ['buildinfo', 'config']) http.on(`/api/v1/status/${path}`, 'hang')
  const poll = (): Promise<SourceSnapshot> => prometheus.poll(anInstance(['http://prometheus:9090'], { timeoutMs: 300 }), ctx)
  expect(await poll()).toMatchObject({ product: null, externalLabels: null, warnings: [], services: [{ name: 'api' }] })
  const asked = (): number => http.calls.filter((c) => c.url.includes('/status/')).length
  const counts = [asked()]
  for (const wait of [15_000, 45_000]) { world.now += wait; await poll(); counts.push(asked()) }
  expect(counts).toEqual([2, 2, 4])
})
