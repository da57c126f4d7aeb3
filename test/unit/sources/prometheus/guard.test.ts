import { expect, test } from 'vitest'
import type { HttpRequest } from '../../../../src/main/ports/http'
import type { QueryData } from '@shared/domain/query'
import { seriesFor } from '../../../../src/main/sources/prometheus/guard'
import { query } from '../../../../src/main/sources/prometheus/query'
import { SourceFailure } from '../../../../src/main/ports/failure'
import { aContext, anInstance } from '../../../builders/asking'
import { NOW } from '../../../builders/now'
import { fakeHttp, type FakeAnswer, type FakeReply } from '../../../fakes/fake-http'
import { queryOf } from '../../../fakes/recorded'

const success = (data: unknown): FakeReply => ({ json: { status: 'success', data } })
/** How many there were at some moments. */
const counted = (...counts: readonly number[]): FakeReply => success({ resultType: 'matrix', result: counts.length === 0 ? [] : [{ metric: {}, values: counts.map((n, i) => [NOW / 1000 - counts.length + i, String(n)]) }] })
const countedAll = (n: number): FakeReply => success({ resultType: 'vector', result: [{ metric: {}, value: [NOW / 1000, String(n)] }] })
const many = (n: number): FakeReply => success({ resultType: 'matrix', result: Array.from({ length: n }, (_, i) => ({ metric: { i: String(i) }, values: [[NOW / 1000, String(i)]] })) })

const answerTo = (answer: FakeAnswer, request: HttpRequest): Exclude<FakeAnswer, (...args: never) => unknown> => (typeof answer === 'function' ? answer(request) : answer)

interface Asked { readonly data: QueryData; readonly queries: readonly string[] }
const asked = async (count: FakeAnswer, range: FakeAnswer, over: { readonly expression?: string; readonly times?: number; readonly all?: FakeAnswer } = {}): Promise<Asked> => {
  const http = fakeHttp({ '/api/v1/query': over.all ?? { status: 500 }, '/api/v1/query_range': (request) => answerTo(queryOf(request).startsWith('count(') ? count : range, request) })
  const ctx = aContext(http, { now: () => NOW })
  const ask = (): Promise<QueryData> => query(anInstance(['http://p'], { timeoutMs: 400 }), { expression: over.expression ?? 'up', kind: 'range', from: NOW - 60_000, to: NOW, width: 300, stepMs: 15_000 }, ctx)
  for (let i = 1; i < (over.times ?? 1); i++) await ask()
  return { data: await ask(), queries: http.calls.map(queryOf) }
}

test('few series are asked for as they are, and not counted again while they are kept', async () => {
  const { data, queries } = await asked(counted(3), many(3), { times: 2 })
  expect([data.series.length, data.total, data.warnings, queries]).toEqual([3, 3, [], ['count(up\n)', 'up', 'up']])
})

test('of 50,000 series the highest are asked for, and it is said', async () => {
  const { data, queries } = await asked(counted(50_000), many(500), { expression: 'up # all' })
  expect([data.series.length, data.total, data.warnings, queries]).toEqual([
    500, 50_000, ['Of 50,000 series only the 500 highest are shown; a line breaks off where others are higher.'], ['count(up # all\n)', 'topk(500, up # all\n)']
  ])
})

test('where nobody counted, 50,000 series are read as far as they help', async () => {
  const { data } = await asked(counted(), many(50_000))
  expect([data.series.length, data.total, data.warnings.length]).toEqual([1_000, 50_000, 1])
})

test('a vector of 50,000 samples is cut, too', async () => {
  const http = fakeHttp({ '/api/v1/query': success({ resultType: 'vector', result: Array.from({ length: 50_000 }, (_, i) => ({ metric: { i: String(i) }, value: [NOW / 1000, String(i)] })) }) })
  const data = await query(anInstance(['http://p']), { expression: 'up', kind: 'instant', from: NOW, to: NOW, width: 300, stepMs: null }, aContext(http, { now: () => NOW }))
  expect([data.series.length, data.total, data.warnings]).toEqual([5_000, 50_000, ['Only 5,000 of 50,000 series are shown.']])
})

test.each<[string, FakeAnswer]>([
  ['a number, which cannot be counted', { status: 400, json: { status: 'error', errorType: 'bad_data', error: 'expected type instant vector' } }],
  ['no answer in time', 'hang'],
  ['a server that fails to count', { status: 500 }]
])('%s: the query itself is asked', async (_name, count) => {
  const { data, queries } = await asked(count, many(2))
  expect([data.series.length, queries.at(-1)]).toEqual([2, 'up'])
})

test('a server that is not there is not asked twice', async () => {
  const http = fakeHttp({ '*': new SourceFailure('refused', { host: 'p' }) })
  await expect(query(anInstance(['http://p']), { expression: 'up', kind: 'range', from: NOW - 60_000, to: NOW, width: 300, stepMs: 15_000 }, aContext(http, { now: () => NOW }))).rejects.toMatchObject({ code: 'refused' })
  expect(http.calls).toHaveLength(1)
})

test('an answer that is too big for the network is a failure that says so', async () => {
  await expect(asked(counted(4), new SourceFailure('too-big', { limit: '64 MB' }))).rejects.toMatchObject({ code: 'too-big' })
})

test('series that were there earlier and are gone at the end are counted, too', async () => {
  const { data, queries } = await asked(counted(3, 50_000, 4), many(500))
  expect([data.series.length, data.total, queries]).toEqual([500, 50_000, ['count(up\n)', 'topk(500, up\n)']])
})

test('where they come and go between the moments that are looked at, they are counted once the answer was too big', async () => {
  const tooBig = new SourceFailure('too-big', { limit: '64 MB' })
  const { data, queries } = await asked(counted(4), (request) => (queryOf(request).startsWith('topk') ? many(500) : tooBig), { all: countedAll(50_000) })
  expect([data.series.length, data.total, queries]).toEqual([500, 50_000, ['count(up\n)', 'up', 'count(last_over_time((up\n)[75000ms:15000ms]))', 'topk(500, up\n)']])
  await expect(asked(counted(4), tooBig, { all: countedAll(40) })).rejects.toMatchObject({ code: 'too-big' })
})

test('its series are looked at in a few moments, the last of them its end', async () => {
  const http = fakeHttp({ '*': counted(1) })
  await query(anInstance(['http://p']), { expression: 'up', kind: 'range', from: NOW - 3_600_000, to: NOW, width: 300, stepMs: 15_000 }, aContext(http, { now: () => NOW }))
  const { start, end, step } = Object.fromEntries(new URL(http.calls[0]!.url).searchParams)
  expect([Number(end) * 1000, (Number(end) - Number(start)) / Number(step), Number(step)]).toEqual([NOW, 8, 450])
})

test('the more points, the fewer series', () => {
  expect([1, 300, 1_000, 2_000, 10_000, 1_000_000].map(seriesFor)).toEqual([500, 500, 250, 125, 25, 1])
})
