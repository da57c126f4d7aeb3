import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fingerprintOf, labelsOf } from '@shared/domain/labels'
import { SourceFailure } from '../../../../src/main/ports/failure'
import type { PastAlert } from '../../../../src/main/ports/source-kind'
import { readWire } from '../../../../src/main/ports/wire'
import { readRules } from '../../../../src/main/sources/prometheus/alerts'
import { memoryOf } from '../../../../src/main/sources/prometheus/memory'
import { alertsBetween, fired, pastGrid } from '../../../../src/main/sources/prometheus/past'
import { rulesWire } from '../../../../src/main/sources/prometheus/wire'
import { aContext, anInstance } from '../../../builders/asking'
import { NOW } from '../../../builders/now'
import { fakeHttp, type FakeAnswer } from '../../../fakes/fake-http'
import { recording, replyOf, versionsOf } from '../../../fakes/recorded'
import { failureOf } from '../../../servers/http-cases'

const MIN = 60_000
const HOUR = 60 * MIN
const ask = (answer: FakeAnswer, span = { from: NOW - 8 * HOUR, to: NOW }) => {
  const http = fakeHttp({ 'GET /api/v1/query_range': answer })
  return { http, said: alertsBetween(anInstance(['http://prom:9090']), span, aContext(http, { now: () => NOW })) }
}
const fingerprintNamed = (alerts: readonly PastAlert[], name: string): string => alerts.find((a) => a.labels['alertname'] === name)?.fingerprint ?? ''
type Fired = readonly [from: number, to: number]
/** What a server answers of alerts that fired then, evaluated every 15 s. */
const series = (labels: Readonly<Record<string, string>>, fired: readonly Fired[], grid = pastGrid(NOW - 8 * HOUR, NOW)): unknown => ({
  metric: { alertstate: 'firing', ...labels },
  values: Array.from({ length: Math.floor((grid.end - grid.start) / grid.stepMs) + 1 }, (_, i) => grid.start + i * grid.stepMs)
    .filter((t) => fired.some(([from, to]) => from <= t && to > t - grid.windowMs)).map((t) => [t / 1000, '1'])
})
const matrix = (result: readonly unknown[], more: object = {}): FakeAnswer => ({ json: { status: 'success', data: { resultType: 'matrix', result }, ...more } })

describe('what a Prometheus remembers', () => {
  it('is asked for in one question that looks back from each point as far as points lie apart', async () => {
    const { http, said } = ask(matrix([]))
    expect([await said, http.calls.map(({ url }) => Object.fromEntries(new URL(url).searchParams))]).toEqual([{ alerts: [], whole: true }, [{
      query: 'max_over_time(ALERTS{alertstate="firing"}[60s])', start: String((NOW - 8 * HOUR) / 1000), end: String((NOW - 8 * HOUR) / 1000 + 995 * 29), step: '29',
      max_source_resolution: 'auto', dedup: 'true', partial_response: 'true'
    }]])
  })

  it('holds at most 1,000 points, whatever the span, and reaches beyond its end', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 48 * HOUR }), (span) => {
      const { start, end, stepMs, windowMs } = pastGrid(NOW, NOW + span)
      expect((end - start) / stepMs + 1).toBeLessThanOrEqual(1_000)
      expect([start, windowMs >= stepMs, end > NOW + span, end <= NOW + span + windowMs]).toEqual([NOW, true, true, true])
    }))
  })

  it('are the alerts that began meanwhile, by the labels and fingerprints of the rules, to within a step', async () => {
    const step = pastGrid(NOW - 8 * HOUR, NOW).stepMs
    const ended: Fired = [NOW - 5 * HOUR, NOW - 4 * HOUR]
    const brief: Fired = [NOW - 3 * HOUR, NOW - 3 * HOUR]
    const { said } = ask(matrix([
      series({ alertname: 'Before' }, [[NOW - 9 * HOUR, NOW - 7 * HOUR]]),
      series({ alertname: 'Ended', service: 'api' }, [ended]),
      series({ alertname: 'Brief' }, [brief]),
      series({ alertname: 'Flaps' }, [[NOW - 2 * HOUR, NOW - 2 * HOUR + MIN], [NOW - 2 * HOUR + 4 * MIN, NOW - HOUR]]),
      series({ alertname: 'Twice' }, [[NOW - 7 * HOUR, NOW - 6.5 * HOUR], [NOW - 6 * HOUR, NOW - 5.5 * HOUR]]),
      series({ alertname: 'Fires' }, [[NOW - HOUR, NOW + HOUR]])
    ]))
    const { alerts, whole } = await said
    const wanted: readonly (readonly [string, Fired])[] = [
      ['Twice', [NOW - 7 * HOUR, NOW - 6.5 * HOUR]], ['Twice', [NOW - 6 * HOUR, NOW - 5.5 * HOUR]], ['Ended', ended], ['Brief', brief], ['Flaps', [NOW - 2 * HOUR, NOW - HOUR]], ['Fires', [NOW - HOUR, NOW]]
    ]
    expect([whole, alerts.map((a) => a.labels['alertname'])]).toEqual([true, wanted.map(([name]) => name)])
    alerts.forEach((a, i) => {
      const [from, to] = wanted[i]![1]
      expect([a.from >= from && a.from < from + step, Math.abs(a.to - to) <= step]).toEqual([true, true])
    })
    expect(alerts[2]).toMatchObject({ labels: { alertname: 'Ended', service: 'api' }, fingerprint: fingerprintOf(labelsOf([['alertname', 'Ended'], ['service', 'api']])) })
  })

  it('knows the first point again, though its fraction of a second comes back a hair off', async () => {
    const span = { from: NOW - HOUR + 123, to: NOW }
    const { start } = pastGrid(span.from, span.to)
    const { said } = ask(matrix([{ metric: { alertname: 'Before' }, values: [[start / 1000 + 1e-7, '1']] }]), span)
    expect(await said).toEqual({ alerts: [], whole: true })
  })

  it('keeps hostile labels inert and takes no number that is none', async () => {
    const { said } = ask(matrix([
      JSON.parse(`{"metric":{"alertstate":"firing","alertname":"A","__proto__":"x","constructor":"<script>\\u202e"},"values":[[${NOW / 1000 - 3600},"1"],[${NOW / 1000 - 3000},"NaN"],[1e300,"1"],[-1e300,"1"]]}`)
    ]))
    const { alerts: [only, ...more] } = await said
    expect([Object.entries(only?.labels ?? {}), only?.from, more, Object.prototype]).toEqual([[['__proto__', 'x'], ['alertname', 'A'], ['constructor', '<script>\u202e']], NOW - HOUR, [], {}])
  })

  it.each(versionsOf('prometheus'))('is read from a recorded server (%s), by the fingerprints of its rules', async (version) => {
    const replies = recording('prometheus', version)
    const { rules, firing } = replies
    const { alerts } = await ask(replyOf(firing!), { from: NOW - HOUR, to: NOW }).said
    const fingerprints = readRules(readWire(rulesWire, (rules!.body as { readonly data: unknown }).data), null, false, '').alerts.filter((a) => a.state === 'firing').map((a) => a.fingerprint)
    expect([alerts.map((a) => a.labels['alertname']), alerts.map((a) => a.fingerprint).toSorted()]).toEqual([['CheckoutSlow', 'Watchdog'].toSorted((a, b) => (fingerprintNamed(alerts, a) < fingerprintNamed(alerts, b) ? -1 : 1)), fingerprints.toSorted()])
  })

  it('is not whole when a store is missing in it or it is too much, and is bounded then', async () => {
    const many = Array.from({ length: 700 }, (_, i) => series({ alertname: `A${i}` }, [[NOW - HOUR, NOW - 0.9 * HOUR]]))
    const [partial, big] = [await ask(matrix([], { warnings: ['store gone'] })).said, await ask(matrix(many)).said]
    expect([partial, big.whole, big.alerts.length]).toEqual([{ alerts: [], whole: false }, false, 500])
  })

  it.each<[string, FakeAnswer, string]>([
    ['an error of the server', { status: 422, json: { status: 'error', errorType: 'execution', error: 'too many samples' } }, 'api-error'],
    ['another shape', { json: { status: 'success', data: { resultType: 'vector', result: [] } } }, 'wrong-shape'],
    ['no answer', new SourceFailure('timeout', { seconds: 3 }), 'timeout']
  ])('%s is a failure, never nothing', async (_name, answer, code) => { expect((await failureOf(ask(answer).said)).code).toBe(code) })
})

describe('when alerts of a service fired', () => {
  const rule = (name: string, query: string, labels: Readonly<Record<string, string>> = {}) => ({ name, query, labels: labelsOf(Object.entries(labels)) })
  const told = async (answer: FakeAnswer, rules: ReturnType<typeof rule>[] = [], naming: readonly string[] = ['service', 'a.b']) => {
    const http = fakeHttp({ 'GET /api/v1/query_range': answer })
    const ctx = aContext(http, { now: () => NOW })
    memoryOf(ctx).rules = { body: new Uint8Array(), partial: [], read: { ...readRules({ groups: [] }, null, false, ''), watched: rules } }
    const said = await fired({ ...anInstance(['http://prom:9090']), naming: { service: naming, environment: ['env'] } }, { service: 'a"pi', from: NOW - 8 * HOUR, to: NOW }, ctx)
    return { said, query: new URL(http.calls[0]!.url).searchParams.get('query') }
  }

  it('is asked by every label that may name it, and told from the beginning of the span on', async () => {
    const step = pastGrid(NOW - 8 * HOUR, NOW).stepMs
    const { said: { alerts, whole }, query } = await told(matrix([
      series({ alertname: 'Slow', service: 'a"pi' }, [[NOW - 9 * HOUR, NOW - 7 * HOUR], [NOW - 3 * HOUR, NOW - 2 * HOUR]]), series({ alertname: 'Fires', service: 'a"pi' }, [[NOW - HOUR, NOW + HOUR]])
    ]), [rule('Slow', 'latency > 1', { service: 'a"pi' })])
    expect([query, whole, alerts.map((a) => [a.labels['alertname'], a.expression])]).toEqual([
      'max_over_time(ALERTS{alertstate="firing",service="a\\"pi"}[60s]) or max_over_time(ALERTS{alertstate="firing","a.b"="a\\"pi"}[60s])', true,
      [['Slow', 'latency > 1'], ['Slow', 'latency > 1'], ['Fires', null]]
    ])
    expect(alerts.map(({ before }) => before)).toEqual([true, undefined, undefined])
    const wanted = [[NOW - 8 * HOUR, NOW - 7 * HOUR], [NOW - 3 * HOUR, NOW - 2 * HOUR], [NOW - HOUR, NOW]] as const
    alerts.forEach((a, i) => { expect([Math.abs(a.from - wanted[i]![0]) < step, Math.abs(a.to - wanted[i]![1]) <= step, a.from >= NOW - 8 * HOUR, a.to <= NOW]).toEqual([true, true, true, true]) })
  })

  it.each<[string, ReturnType<typeof rule>[], string | null]>([
    ['of two rules of one name the one whose labels it has', [rule('Slow', 'a > 1', { severity: 'warning' }), rule('Slow', 'a > 2', { severity: 'critical' })], 'a > 2'],
    ['whatever a template fills in', [rule('Slow', 'a > 2', { severity: 'critical', where: '{{ $labels.dc }}' })], 'a > 2'],
    ['none where two may be meant', [rule('Slow', 'a > 1'), rule('Slow', 'a > 2')], null],
    ['one where two say the same', [rule('Slow', 'a > 1'), rule('Slow', 'a > 1', { severity: 'critical' })], 'a > 1']
  ])('has the expression of its rule: %s', async (_name, rules, expression) => {
    const { said } = await told(matrix([series({ alertname: 'Slow', severity: 'critical', where: 'x' }, [[NOW - HOUR, NOW]])]), rules)
    expect(said.alerts.map((a) => a.expression)).toEqual([expression])
  })

  it('is not whole when it is too much or a store is missing', async () => {
    const many = Array.from({ length: 700 }, (_, i) => series({ alertname: `A${i}` }, [[NOW - HOUR, NOW - 0.9 * HOUR]]))
    const [big, partial] = [(await told(matrix(many))).said, (await told(matrix([], { warnings: ['store gone'] }))).said]
    expect([big.whole, big.alerts.length, partial]).toEqual([false, 500, { alerts: [], whole: false }])
  })
})
