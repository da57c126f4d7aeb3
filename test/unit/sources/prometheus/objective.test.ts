import { describe, expect, test } from 'vitest'
import { BURN_WINDOWS, budgetOf, unknownBy, type Objective } from '@shared/domain/objective'
import { prometheus } from '../../../../src/main/sources/prometheus'
import { SourceFailure } from '../../../../src/main/ports/failure'
import type { ObjectiveReading } from '../../../../src/main/ports/source-kind'
import { aContext, anInstance } from '../../../builders/asking'
import { NOW } from '../../../builders/now'
import { fakeHttp, type FakeReply } from '../../../fakes/fake-http'

const MIN = 60_000
const DAY = 24 * 60 * MIN
const SERVICE = { name: 'checkout', labels: { service: 'checkout' } }
const PROMISED: Objective = { target: 0.999, windowMs: 30 * DAY, errors: null, total: null }

const success = (data: unknown, warnings: readonly string[] = []): FakeReply => ({ json: { status: 'success', data, ...(warnings.length > 0 ? { warnings } : {}) } })
interface Told {
  readonly total?: number | null
  readonly errors?: (windowMs: number) => number | null
  /** Of history. */
  readonly days?: number
  readonly metrics?: readonly string[]
  readonly long?: SourceFailure
  readonly warnings?: readonly string[]
}

/** A Prometheus that answers each part of a query by its window, and remembers what it was asked. */
const server = (told: Told = {}) => {
  const state: { told: Told; now: number } = { told, now: NOW }
  const http = fakeHttp()
  const queryOf = (request: { readonly url: string; readonly body?: string | Uint8Array }): URLSearchParams =>
    new URLSearchParams(request.body === undefined ? new URL(request.url).search : String(request.body))
  const asked: string[] = []
  const instant = (request: Parameters<typeof queryOf>[0]): FakeReply | SourceFailure => {
    const { total = 100, errors = () => 0.001, metrics = ['http_requests_total'], long, warnings } = state.told
    const query = queryOf(request).get('query') ?? ''
    if (query.startsWith('count by')) return success({ resultType: 'vector', result: metrics.map((name) => ({ metric: { __name__: name, code: '200', le: '+Inf' }, value: [0, '1'] })) })
    const parts = [...query.matchAll(/"garda_window", "(\d+)", "", ""\), "garda_part", "(\w+)"/g)].map(([, ms, part]) => ({ ms: Number(ms), part: part! }))
    asked.push([...new Set(parts.map(({ ms }) => ms / MIN))].join(' '))
    if (long && parts.some(({ ms }) => ms >= DAY)) return long
    const result = parts.flatMap(({ ms, part }) => {
      const value = part === 'total' ? total : errors(ms)
      return value === null ? [] : [{ metric: { garda_window: String(ms), garda_part: part }, value: [0, String(value)] }]
    })
    return success({ resultType: 'vector', result }, warnings)
  }
  http.on('GET /api/v1/query', instant)
  http.on('POST /api/v1/query', instant)
  http.on('GET /api/v1/query_range', (request) => {
    const at = queryOf(request)
    asked.push('history')
    const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(at.get(name))) as [number, number, number]
    const first = NOW / 1000 - (state.told.days ?? 30) * 86_400
    const values = Array.from({ length: Math.floor((end - start) / step) + 1 }, (_, i) => start + i * step).filter((t) => t >= first - 1).map((t) => [t, '1'])
    return success({ resultType: 'matrix', result: values.length > 0 ? [{ metric: {}, values }] : [] })
  })
  const ctx = aContext(http, { now: () => state.now })
  const ask = (objective: Objective = PROMISED, since: number | null = null): Promise<ObjectiveReading | null> =>
    prometheus.objective!(anInstance(['http://prometheus:9090']), SERVICE, { objective, since }, ctx)
  return { http, state, ask, asked: () => asked.splice(0), queries: () => http.calls.map((call) => queryOf(call).get('query') ?? '') }
}

describe('an objective', () => {
  test('is counted by the pack, all short windows in one query and all long ones in another', async () => {
    const { ask, asked, queries } = server({ errors: (ms) => (ms === 5 * MIN ? 0.079 : 0.0005) })
    const reading = await ask()
    expect(asked()).toEqual(['5 30 60 120 360', 'history', '1440 4320 43200'])
    expect(reading).toEqual({
      failure: null,
      data: {
        source: 'it', at: NOW, warnings: [], since: null, burns: BURN_WINDOWS.map((windowMs) => ({ windowMs, total: 100, errors: windowMs === 5 * MIN ? 7.9 : expect.closeTo(0.05) })),
        whole: { counted: { windowMs: 30 * DAY, total: 100, errors: expect.closeTo(0.05) }, spanMs: 30 * DAY, at: NOW }
      }
    })
    const { left, burns } = budgetOf(PROMISED, reading!.data)
    expect([left!.toFixed(3), burns[0]!.rate!.toFixed(1)]).toEqual(['0.500', '79.0'])
    expect(queries()[1]).toContain('label_replace(label_replace(sum(sum by () (rate(http_requests_total{service="checkout"}[300s]))), "garda_window", "300000", "", ""), "garda_part", "total", "", "")')
  })

  test('is asked again window by window, those of days after ten minutes', async () => {
    const { ask, asked, state } = server()
    await ask()
    asked()
    const later = async (ms: number): Promise<readonly string[]> => { state.now += ms; await ask(); return asked() }
    expect([await later(5_000), await later(10_000), await later(45_000), await later(9 * MIN)]).toEqual([[], ['5'], ['5 30 60'], ['5 30 60 120 360', '1440 4320 43200']])
  })

  test('asks for the window since trouble of days no oftener than for any of days', async () => {
    const { ask, asked, state } = server()
    const since = NOW - 2 * DAY + 5 * MIN
    const minutes: (readonly string[])[] = []
    for (let i = 0; i <= 25; i++) { await ask(PROMISED, since); minutes.push(asked().filter((windows) => windows.split(' ').some((ms) => Number(ms) >= 1_440))); state.now += MIN }
    expect(minutes.flatMap((windows, i) => (windows.length > 0 ? [[i, ...windows]] : []))).toEqual([[0, '1440 4320 2880 43200'], [6, '2890'], [10, '1440 4320 43200'], [16, '2900'], [20, '1440 4320 43200']])
  })

  test('says how much of it there is where the server keeps less', async () => {
    const spans = await Promise.all([45, 12, 0.25].map(async (days) => (await server({ days }).ask())!.data.whole!.spanMs / DAY))
    expect(spans.map((days) => days.toFixed(2))).toEqual(['30.00', '12.00', '0.25'])
  })

  test('is unknown without traffic, without an answer and of errors that nobody can tell', async () => {
    const left = async (told: Told): Promise<unknown> => budgetOf(PROMISED, (await server(told).ask())!.data).left
    expect([await left({ total: 0, errors: () => NaN }), await left({ total: null, errors: () => null }), await left({ errors: () => null })]).toEqual([null, null, null])
  })

  test('takes its own expressions; no series of errors means none', async () => {
    const { ask, queries } = server({ metrics: [], errors: () => null })
    const own: Objective = { ...PROMISED, windowMs: 7 * DAY, errors: 'sum(rate(failed_total{$selector}[$window]))', total: 'sum(rate(all_total{$selector}[$window]))' }
    const reading = await ask(own)
    expect([budgetOf(own, reading!.data).left, queries().some((query) => query.startsWith('count by')), queries()[0]!.includes('sum(rate(failed_total{service="checkout"}[300s]))')]).toEqual([1, false, true])
  })

  test('whose errors are no number is unknown, and where they have no series at all that is said', async () => {
    const own: Objective = { ...PROMISED, windowMs: 7 * DAY, errors: 'sum(rate(failed_total[$window]))', total: 'sum(rate(all_total[$window]))' }
    const read = async (told: Told, promised = own): Promise<unknown> => {
      const { data } = (await server(told).ask(promised))!
      return [budgetOf(promised, data).left, unknownBy(data), data.noErrors]
    }
    expect([
      await read({ errors: () => NaN }), await read({ errors: () => Infinity }), await read({ errors: () => null }), await read({ errors: (ms) => (ms < 3 * DAY ? null : 0) }),
      await read({ total: null, errors: () => null }), await read({ errors: () => null }, PROMISED)
    ]).toEqual([[null, 'failed', undefined], [null, 'failed', undefined], [1, 'traffic', true], [1, 'traffic', undefined], [null, 'traffic', undefined], [null, 'failed', undefined]])
  })

  test('counts nothing where no pack knows requests and errors', async () => {
    expect(await server({ metrics: ['go_goroutines'] }).ask()).toBe(null)
  })

  test('adds what was spent since the trouble began, and asks for that alone when it grows', async () => {
    const { ask, asked, state } = server()
    const reading = await ask(PROMISED, NOW - 14 * MIN)
    expect([asked()[0], reading!.data.since]).toEqual(['5 30 60 120 360 14', { at: NOW - 14 * MIN, counted: { windowMs: 14 * MIN, total: 100, errors: 0.1 } }])
    state.now += 10_000
    await ask(PROMISED, NOW - 14 * MIN)
    expect(asked()).toEqual(['15'])
    expect((await ask(PROMISED, NOW - 40 * DAY))!.data.since).toBe(null)
  })

  test('tells of a long window that fails beside what burns, and leaves it alone for two minutes', async () => {
    const { ask, asked, state } = server({ long: new SourceFailure('api-error', { detail: 'too many samples' }) })
    const first = await ask()
    expect([first!.failure, first!.data.whole, first!.data.burns[0]!.total]).toEqual([{ code: 'api-error', values: { detail: 'too many samples' } }, null, 100])
    asked()
    state.now += MIN
    await ask()
    expect(asked()).toEqual(['5 30 60'])
    state.now += MIN
    state.told = {}
    expect([(await ask())!.failure, asked()]).toEqual([null, ['5 30 60 120', '1440 4320 43200']])
  })

  test('fails where not even the short windows can be read', async () => {
    const { ask, http } = server()
    for (const method of ['GET', 'POST']) http.on(`${method} /api/v1/query`, new SourceFailure('refused', { host: 'prometheus:9090' }))
    await expect(ask()).rejects.toEqual(new SourceFailure('refused', { host: 'prometheus:9090' }))
  })

  test('says what is missing in it', async () => {
    expect((await server({ warnings: ['store b did not answer'] }).ask())!.data.warnings).toEqual(['store b did not answer'])
  })
})
