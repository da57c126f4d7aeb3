import { describe, expect, test } from 'vitest'
import type { SourceSnapshot } from '@shared/domain/source'
import { prometheus } from '../../../../src/main/sources/prometheus'
import { aContext, anInstance } from '../../../builders/asking'
import { NOW } from '../../../builders/now'
import { fakeHttp } from '../../../fakes/fake-http'

interface Answers { readonly up?: Readonly<Record<string, 0 | 1>>; readonly partial?: boolean; readonly groups?: readonly object[] }

/** One rule that watches. */
const WATCHED = [{ name: 'g', rules: [{ type: 'alerting', name: 'A', query: 'x', health: 'ok', alerts: [] }] }]

/** One Prometheus, asked every quarter minute: services by their state, rules in groups. */
const server = (): { poll: (answers: Answers) => Promise<SourceSnapshot>; clock: { now: number } } => {
  const http = fakeHttp({ '*': { status: 404 } })
  const clock = { now: NOW - 15_000 }
  const ctx = aContext(http, { now: () => clock.now })
  const success = (data: unknown, partial = false): object => ({ json: { status: 'success', data, ...(partial ? { warnings: ['store b did not answer'] } : {}) } })
  return {
    clock,
    poll: ({ up = {}, partial = false, groups = WATCHED }) => {
      clock.now += 15_000
      const result = Object.entries(up).map(([job, state]) => ({ metric: { job, garda_up: String(state) }, value: [clock.now / 1000, '2'] }))
      http.on('GET /api/v1/query', success({ resultType: 'vector', result }, partial))
      http.on('GET /api/v1/rules', success({ groups }))
      return prometheus.poll(anInstance(['http://prometheus:9090'], { options: { signals: false } }), ctx)
    }
  }
}

test('how often a server scrapes is told where its configuration can be read, and only there', async () => {
  const http = fakeHttp({ '*': { status: 404 }, 'GET /api/v1/query': { json: { status: 'success', data: { resultType: 'vector', result: [] } } }, 'GET /api/v1/rules': { json: { status: 'success', data: { groups: WATCHED } } } })
  const poll = (): Promise<SourceSnapshot> => prometheus.poll(anInstance(['http://prometheus:9090'], { options: { signals: false } }), aContext(http, { now: () => NOW }))
  const hidden = await poll()
  http.on('GET /api/v1/status/config', { json: { status: 'success', data: { yaml: 'global:\n  scrape_interval: 1m\nscrape_configs:\n- job_name: a\n  scrape_interval: 15s\n' } } })
  const told = await poll()
  expect(['scrapeMs' in hidden, told.scrapeMs]).toEqual([false, 60_000])
})

describe('a service that an incomplete answer leaves out', () => {
  const seen = (s: SourceSnapshot): unknown => s.services?.map(({ name, fresh, lastSampleAt, targets }) => [name, fresh, lastSampleAt, targets])

  test('stays listed with its last sample, and nobody vouches for it until it is listed again', async () => {
    const { poll } = server()
    await poll({ up: { a: 1, b: 1 } })
    const partial = await poll({ up: { b: 1 }, partial: true })
    expect(seen(partial)).toEqual([['a', false, NOW, null], ['b', true, null, { up: 2, total: 2 }]])
    expect((await poll({ up: { b: 1 }, partial: true })).services).toBe(partial.services)
    expect(seen(await poll({ up: { a: 1, b: 1 } }))).toEqual([['a', true, null, { up: 2, total: 2 }], ['b', true, null, { up: 2, total: 2 }]])
  })

  test('and is down once it is listed again was last up before that', async () => {
    const { poll } = server()
    await poll({ up: { a: 1, b: 1 } })
    await poll({ up: { b: 1 }, partial: true })
    expect(seen(await poll({ up: { a: 0, b: 1 } }))).toEqual([['a', false, NOW, { up: 0, total: 2 }], ['b', true, null, { up: 2, total: 2 }]])
  })
})

describe('rules that do not watch', () => {
  const rule = (health: string, name = 'A'): object => ({ type: 'alerting', name, query: 'x', health, ...(health === 'err' ? { lastError: 'many-to-many' } : {}), alerts: [] })
  const group = (rules: readonly object[], over: object = {}): object => ({ name: 'g', file: 'f', rules, ...over })
  const said = async (...groups: readonly object[]): Promise<unknown> => {
    const { poll } = server()
    return (await poll({ groups })).warnings
  }
  const warning = (text: string, blinds: boolean): object => ({ part: 'alerts', failure: null, text, blinds })
  const broken = (name: string): object => warning(`The rule ${name} cannot be evaluated, so nobody watches what it watches: many-to-many`, false)

  test('one that fails is said; when none is evaluated, that nothing fires proves nothing', async () => {
    expect(await said(group([rule('err'), rule('ok', 'B')]))).toEqual([broken('A')])
    expect(await said(group([rule('err'), rule('err', 'B')]))).toEqual([
      warning('None of the 2 alerting rules is being evaluated; that nothing fires proves nothing.', true), broken('A'), broken('B')
    ])
    expect(await said(group([rule('unknown')]))).toEqual([warning('The only alerting rule is not being evaluated; that nothing fires proves nothing.', true)])
  })

  test('all evaluated long ago are not of now, by the clock of the server and at their own pace', async () => {
    const ago = (seconds: number): string => new Date(NOW - seconds * 1000).toISOString()
    const late = [warning('The rules have not been evaluated for a while; the alerts are not of now.', true)]
    expect(await said(group([rule('ok')], { lastEvaluation: ago(300), interval: 15 }))).toEqual([])
    expect(await said(group([rule('ok')], { lastEvaluation: ago(301), interval: 15 }))).toEqual(late)
    expect(await said(group([rule('ok')], { lastEvaluation: ago(600), interval: 120 }))).toEqual([])
    expect(await said(group([rule('ok')], { lastEvaluation: ago(601), interval: 120 }))).toEqual(late)
    expect(await said(group([rule('ok')], { lastEvaluation: ago(7200) }), group([rule('ok')], { lastEvaluation: ago(1) }))).toEqual([])
    expect(await said(group([rule('ok')], { lastEvaluation: ago(7200) }), group([], { lastEvaluation: ago(1) }))).toEqual(late)
  })

  test('grow late while the very same answer keeps coming', async () => {
    const { poll, clock } = server()
    const groups = [group([rule('ok')], { lastEvaluation: new Date(NOW).toISOString(), interval: 60 })]
    expect((await poll({ groups })).warnings).toEqual([])
    clock.now += 300_000
    expect((await poll({ groups })).warnings).toMatchObject([{ part: 'alerts', blinds: true }])
  })

  test('where the time is not told, or is that of no evaluation at all, nothing is concluded', async () => {
    for (const over of [{}, { lastEvaluation: null, interval: '1m' }, { lastEvaluation: '0001-01-01T00:00:00Z', interval: 60 }, { lastEvaluation: 'never' }]) {
      expect(await said(group([rule('ok')], over))).toEqual([])
    }
    expect(await said(group([rule('ok')], { lastEvaluation: new Date(NOW - 7_200_000).toISOString() }), group([rule('ok')]))).toEqual([])
  })

  test('that are not there at all are said, and blind nobody', async () => {
    const none = [{ ...warning('This server has no alerting rules; only what is down can be seen.', false), ifAlone: true }]
    expect([await said(), await said(group([{ type: 'recording', name: 'job:up' }]))]).toEqual([none, none])
  })
})
