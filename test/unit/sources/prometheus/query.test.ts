import { describe, expect, test } from 'vitest'
import type { HttpRequest } from '../../../../src/main/ports/http'
import type { FreeQuery, QueryData } from '@shared/domain/query'
import { query } from '../../../../src/main/sources/prometheus/query'
import { memoryOf } from '../../../../src/main/sources/prometheus/memory'
import { aContext, anInstance } from '../../../builders/asking'
import { NOW } from '../../../builders/now'
import { queryOf } from '../../../fakes/recorded'
import { fakeHttp, type FakeAnswer, type FakeReply } from '../../../fakes/fake-http'

const success = (data: unknown, more: object = {}): FakeReply => ({ json: { status: 'success', data, ...more } })
const matrix = (...result: readonly unknown[]): FakeReply => success({ resultType: 'matrix', result })
/** Ten points, a minute apart, the last of them now. */
const aQuery = (over: Partial<FreeQuery> = {}): FreeQuery => ({ expression: 'up', kind: 'range', from: NOW - 540_000, to: NOW, width: 300, stepMs: 60_000, ...over })
const s = (minutesAgo: number): number => (NOW - minutesAgo * 60_000) / 1000

const asked = async (answer: FakeAnswer, over: Partial<FreeQuery> = {}, skewMs = 0): Promise<{ readonly data: QueryData; readonly calls: readonly string[] }> => {
  const isCount = (request: HttpRequest): boolean => queryOf(request).startsWith('count(')
  const http = fakeHttp({ '*': (request) => (isCount(request) ? success({ resultType: 'matrix', result: [] }) : typeof answer === 'function' ? answer(request) : answer) })
  const ctx = aContext(http, { now: () => NOW })
  memoryOf(ctx).skewMs = skewMs
  const data = await query(anInstance(['http://prometheus:9090']), aQuery(over), ctx)
  return { data, calls: http.calls.filter((request) => !isCount(request)).map((c) => c.url) }
}
const shown = ({ series }: QueryData): unknown => series.map(({ labels, t, v }) => [labels, [...t].map((x) => (NOW - x) / 60_000), [...v]])

describe('a range', () => {
  test('lies on the grid that was asked for, its gaps open', async () => {
    const { data, calls } = await asked(matrix({ metric: { __name__: 'up', job: 'a' }, values: [[s(9), '1'], [s(7), '+Inf'], [s(6), '-Inf'], [s(5), 'NaN'], [s(0), '2.5e+3']] }))
    expect(shown(data)).toEqual([[{ __name__: 'up', job: 'a' }, [9, 8, 7, 6, 5, 4, 3, 2, 1, 0], [1, NaN, Infinity, -Infinity, NaN, NaN, NaN, NaN, NaN, 2500]]])
    expect(data.series[0]!.odd).toEqual({ t: Float64Array.of(NOW - 420_000, NOW - 360_000, NOW - 300_000), v: Float64Array.of(Infinity, -Infinity, NaN) })
    expect({ ...data, series: [] }).toEqual({
      shape: 'matrix', source: 'it', from: NOW - 540_000, to: NOW, stepMs: 60_000, at: NOW, series: [], text: null, total: 1, histograms: 0,
      warnings: ['1 sample is +Inf, such as what is divided by zero, and not drawn.', '1 sample is -Inf, such as what is divided by zero, and not drawn.']
    })
    expect(Object.fromEntries(new URL(calls[0]!).searchParams)).toEqual({ query: 'up', start: String(s(9)), end: String(s(0)), step: '60', max_source_resolution: 'auto', dedup: 'true', partial_response: 'true' })
  })

  test('is asked by the server\'s clock and told by ours', async () => {
    const { data, calls } = await asked(matrix({ metric: {}, values: [[s(9) + 300, '1'], [s(0) + 300, '2']] }), {}, 300_000)
    expect(shown(data)).toEqual([[{}, [9, 8, 7, 6, 5, 4, 3, 2, 1, 0], [1, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, 2]]])
    expect(new URL(calls[0]!).searchParams.get('end')).toBe(String(s(0) + 300))
  })

  test('ends now, whatever is asked for, and what a server says of the future is left out', async () => {
    const { data, calls } = await asked(matrix({ metric: {}, values: [[s(0), '1'], [s(-1), '2'], [s(-600), '3']] }), { to: NOW + 3_600_000 })
    expect(shown(data)).toEqual([[{}, [9, 8, 7, 6, 5, 4, 3, 2, 1, 0], [...Array.from({ length: 9 }, () => NaN), 1]]])
    expect(new URL(calls[0]!).searchParams.get('end')).toBe(String(s(0)))
  })

  test('of the future alone asks nobody', async () => {
    const { data, calls } = await asked('hang', { from: NOW + 60_000, to: NOW + 120_000 })
    expect([data.series, data.total, calls]).toEqual([[], 0, []])
  })

  test('with a step of its own choice keeps its times, rising', async () => {
    const { data } = await asked(matrix({ metric: {}, values: [[s(8.5), '1'], [s(3.25), '3'], [s(3.75), '2'], [s(-1), '4']] }))
    expect(shown(data)).toEqual([[{}, [8.5, 3.75, 3.25], [1, 2, 3]]])
  })

  test.each([
    ['one point', [[s(3), '7']], [NaN, NaN, NaN, NaN, NaN, NaN, 7, NaN, NaN, NaN]],
    ['nothing but NaN', [[s(9), 'NaN'], [s(0), 'NaN']], Array.from({ length: 10 }, () => NaN)],
    ['no points', [], Array.from({ length: 10 }, () => NaN)]
  ])('of %s', async (_name, values, v) => {
    const { data } = await asked(matrix({ metric: {}, values }))
    expect(data.series.map((one) => [...one.v])).toEqual([v])
  })

  test('several series of one name stay several', async () => {
    const row = { metric: { job: 'a' }, values: [[s(0), '1']] }
    expect((await asked(matrix(row, row))).data).toMatchObject({ total: 2, series: [{ labels: { job: 'a' } }, { labels: { job: 'a' } }] })
  })

  test('without a step gets a point for each pixel, and never more than a server gives', async () => {
    const step = async (over: Partial<FreeQuery>): Promise<number> => (await asked(matrix(), over)).data.stepMs
    expect([await step({ stepMs: null, from: NOW - 6 * 3_600_000, width: 360 }), await step({ stepMs: 1_000, from: NOW - 86_400_000 })]).toEqual([60_000, 9_000])
  })
})

describe('at one moment', () => {
  const instant = { kind: 'instant', stepMs: null } as const
  test('a vector is one point for each series', async () => {
    const { data, calls } = await asked(success({ resultType: 'vector', result: [{ metric: { a: 'b' }, value: [s(0), '3'] }, { metric: { a: 'c' }, value: [s(0), '+Inf'] }] }), instant)
    expect([data.shape, data.stepMs, shown(data)]).toEqual(['vector', 0, [[{ a: 'b' }, [0], [3]], [{ a: 'c' }, [0], [Infinity]]]])
    expect(Object.fromEntries(new URL(calls[0]!).searchParams)).toEqual({ query: 'up', time: String(s(0)), dedup: 'true', partial_response: 'true' })
  })
  test('a number', async () => {
    const { data } = await asked(success({ resultType: 'scalar', result: [s(0), '3'] }), instant)
    expect([data.shape, shown(data), data.total]).toEqual(['scalar', [[{}, [0], [3]]], 1])
  })
  test('a text, made safe to show', async () => {
    const { data } = await asked(success({ resultType: 'string', result: [s(0), 'a\u202eb\nc'] }), instant)
    expect([data.shape, data.text, data.series, data.total]).toEqual(['string', 'ab\nc', [], 0])
  })
  test('samples as they were taken', async () => {
    const { data } = await asked(matrix({ metric: {}, values: [[s(1.01), '1'], [s(0.5), '2']] }), instant)
    expect([data.shape, data.stepMs, data.series.map(({ t, v }) => [[...t], [...v]])]).toEqual(['matrix', 0, [[[NOW - 60_600, NOW - 30_000], [1, 2]]]])
  })
})

const histogram = { count: '5', sum: '2.5', buckets: [[0, '0.1', '0.5', '5']] }
describe('native histograms', () => {
  test('are counted and not drawn; beside numbers, numbers stay', async () => {
    const { data } = await asked(matrix(
      { metric: { a: '1' }, histograms: [[s(0), histogram]] }, { metric: { a: '2' }, values: [[s(1), '4']], histograms: [[s(0), histogram]] }, { metric: { a: '3' }, values: [[s(0), '6']] }
    ))
    expect([data.total, data.histograms, data.series.map((one) => [one.labels, one.v[9]])]).toEqual([2, 2, [[{ a: '2' }, NaN], [{ a: '3' }, 6]]])
  })
  test('of one moment, too', async () => {
    const { data } = await asked(success({ resultType: 'vector', result: [{ metric: {}, histogram: [s(0), histogram] }] }), { kind: 'instant' })
    expect([data.shape, data.total, data.histograms, data.series]).toEqual(['vector', 0, 1, []])
  })
})

test('a mistake in the query comes in the server\'s own words', async () => {
  const error = 'invalid parameter "query": 1:5: parse error: unexpected end of input in aggregation'
  await expect(asked({ status: 400, json: { status: 'error', errorType: 'bad_data', error } })).rejects.toMatchObject({ code: 'api-error', values: { detail: `bad_data: ${error}` } })
})

test('what is missing in an answer is said', async () => {
  expect((await asked(success({ resultType: 'matrix', result: [] }, { warnings: ['a store is away', 'a store is away'], infos: ['not a counter'] }))).data.warnings).toEqual(['a store is away', 'not a counter'])
})

test.each([
  ['data.resultType', success({ resultType: 'streams', result: [] })],
  ['data.result', success({ resultType: 'matrix', result: {} })],
  ['data.result[0]', success({ resultType: 'matrix', result: [1] })],
  ['data.result[0].metric.a', success({ resultType: 'matrix', result: [{ metric: { a: 1 }, values: [] }] })],
  ['data.result[0].values[1]', success({ resultType: 'matrix', result: [{ metric: {}, values: [[1, '1'], ['x', '1']] }] })],
  ['data.result', success({ resultType: 'scalar', result: ['1', 1] })]
])('a wrong shape is said by its place: %s', async (place, answer) => {
  await expect(asked(answer)).rejects.toMatchObject({ code: 'wrong-shape', values: { detail: expect.stringContaining(`${place} `) as unknown } })
})
