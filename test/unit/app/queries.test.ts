import { expect, test } from 'vitest'
import { createAsking, createQueries } from '../../../src/main/app/queries'
import { createInstance, type Instance } from '../../../src/main/app/instances'
import type { FreeQuery } from '@shared/domain/query'
import { NOW } from '../../builders/now'
import { fakeClock } from '../../fakes/fake-clock'
import { fakeHttp, type FakeAnswer } from '../../fakes/fake-http'
import { fakeMachine } from '../../fakes/fake-machine'

const instanceOf = (answer: FakeAnswer, over: { readonly kind?: string; readonly url?: string } = {}): Instance =>
  createInstance({ name: 'Prom', kind: 'prometheus', url: 'http://prometheus:9090', enabled: true, auth: { type: 'none' }, headers: {}, proxy: 'none', options: {}, ...over }, false,
    { http: { open: () => fakeHttp({ '*': answer }) }, machine: fakeMachine(), now: () => NOW })
const aQuestion: FreeQuery & { readonly source: string } = { source: 'prom', expression: 'up', kind: 'instant', from: NOW, to: NOW, width: 300, stepMs: null }
const someNames = { source: 'prom', what: 'metrics', label: null, metric: null, match: null } as const
const queriesTo = (instance: Instance | undefined, clock = fakeClock(NOW)) => createQueries({ instance: () => instance }, createAsking(clock))

test('a question goes to its source, and so do names', async () => {
  const { query } = queriesTo(instanceOf({ json: { status: 'success', data: { resultType: 'scalar', result: [NOW / 1000, '2'] } } }))
  expect(await query(aQuestion)).toMatchObject({ ok: true, data: { shape: 'scalar', source: 'prom', series: [{ labels: {} }] } })
  const { names } = queriesTo(instanceOf({ json: { status: 'success', data: ['up'] } }))
  expect(await names(someNames)).toEqual({ ok: true, names: ['up'], metadata: {}, series: [] })
})

test.each([
  ['unknown', undefined, 'settings', 'prom'],
  ['of a kind that is not asked freely', instanceOf('hang', { kind: 'alertmanager' }), 'settings', 'Prom'],
  ['of a kind that does not exist', instanceOf('hang', { kind: 'nagios' }), 'settings', 'Prom'],
  ['away', instanceOf({ status: 503 }), 'not-ready', 'Prom']
])('a source that is %s is a failure', async (_name, instance, code, source) => {
  const { query, names } = queriesTo(instance)
  const failure = { ok: false, source, failure: { code } }
  expect([await query(aQuestion), await names(someNames)]).toMatchObject([failure, failure])
})

test('a source that never answers is given up in the end', async () => {
  const clock = fakeClock(NOW)
  const answer = queriesTo(instanceOf('hang'), clock).query(aQuestion)
  await clock.advance(60_000)
  expect(await answer).toEqual({ ok: false, source: 'Prom', failure: { code: 'timeout', values: { seconds: 60 } } })
  expect(clock.pending).toBe(0)
})

const overtaken = { ok: false, source: 'Prom', failure: { code: 'overtaken', values: {} } }
test('a newer question of the same slot overtakes the one before it, of another slot it does not', async () => {
  let answer: FakeAnswer = 'hang'
  const { query } = queriesTo(instanceOf(() => (typeof answer === 'function' ? 'hang' : answer)))
  const first = query({ ...aQuestion, slot: 'a' })
  answer = { json: { status: 'success', data: { resultType: 'string', result: [1, 'x'] } } }
  expect(await query({ ...aQuestion, slot: 'b', expression: '"b"' })).toMatchObject({ ok: true, data: { text: 'x' } })
  expect(await query({ ...aQuestion, slot: 'a', expression: '"a"' })).toMatchObject({ ok: true, data: { text: 'x' } })
  expect(await first).toEqual(overtaken)
})

test('a question that nobody waits for any more is called off', async () => {
  const clock = fakeClock(NOW)
  const instance = instanceOf('hang')
  const asking = createAsking(clock)
  const answer = createQueries({ instance: () => instance }, asking).query({ ...aQuestion, slot: 'a' })
  asking.giveUp('another')
  asking.giveUp('a')
  asking.giveUp('a')
  expect([await answer, clock.pending]).toEqual([overtaken, 0])
})
