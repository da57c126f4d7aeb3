import { describe, expect, test } from 'vitest'
import { readRules, type RulesRead } from '../../../../src/main/sources/prometheus/alerts'
import { rulesWire } from '../../../../src/main/sources/prometheus/wire'
import { readWire } from '../../../../src/main/ports/wire'

interface Given { readonly name?: string; readonly health?: string; readonly lastError?: string; readonly alerts?: readonly object[] | null }
const alert = (over: object = {}): object => ({ labels: { alertname: 'A', job: 'x' }, annotations: {}, state: 'firing', activeAt: '2025-11-13T11:00:00Z', value: '1e+00', ...over })
const rule = ({ name = 'A', ...over }: Given = {}): object => ({ type: 'alerting', name, query: 'x > 1', health: 'ok', alerts: [alert()], ...over })
const read = (rules: readonly object[], before: RulesRead | null = null, partial = false): RulesRead =>
  readRules(readWire(rulesWire, { groups: [{ name: 'g', file: 'f', rules }] }), before, partial, 'http://prometheus:9090')
const names = (r: RulesRead): readonly string[] => r.alerts.map((a) => `${a.labels['alertname'] ?? ''} ${a.state}`)

test('recording rules are counted out, inactive and foreign states are no alerts', () => {
  const r = read([{ type: 'recording', name: 'job:up' }, rule({ alerts: [alert({ state: 'inactive' }), alert({ state: 'Normal (NoData)' })] }), rule({ alerts: null })])
  expect([r.rules, r.alerts]).toEqual([2, []])
})

test('values that are no numbers are no data', () => {
  expect(['NaN', '+Inf', '', '4.2e+01', undefined].map((value) => read([rule({ alerts: [alert({ value })] })]).alerts[0]?.value)).toEqual([null, null, null, 42, null])
})

test('the same alert keeps its reference, another value makes another', () => {
  const first = read([rule()])
  const second = read([rule()], first)
  expect(second.alerts).toBe(first.alerts)
  expect(read([rule({ alerts: [alert({ value: '2' })] })], first).alerts[0]).not.toBe(first.alerts[0])
})

describe('since when an alert fires, where its rule waits', () => {
  const AT = Date.parse('2025-11-13T11:00:00Z')
  const MIN = 60_000
  const fires = (group: object, duration: unknown, over: object = {}): unknown => {
    const [one] = readRules(readWire(rulesWire, { groups: [{ name: 'g', ...group, rules: [{ ...rule({ alerts: [alert(over)] }), duration }] }] }), null, false, '').alerts
    return [one!.startsAt - AT, 'firedAt' in one! ? one.firedAt! - AT : null]
  }
  test('is at the first evaluation at which it was active for that long, and not in the future', () => {
    expect({
      waits: fires({ interval: 60, lastEvaluation: '2025-11-13T12:00:00Z' }, 900), between: fires({ interval: 60 }, 90), plain: fires({}, 90), none: fires({ interval: 60 }, 0), untold: fires({ interval: 60 }, undefined),
      pending: fires({ interval: 60 }, 900, { state: 'pending' }), longer: fires({ interval: 60, lastEvaluation: '2025-11-13T11:10:00Z' }, 3_600), odd: fires({}, 900, { activeAt: undefined })
    }).toEqual({
      waits: [0, 15 * MIN], between: [0, 2 * MIN], plain: [0, 90_000], none: [0, null], untold: [0, null], pending: [0, null], longer: [0, 10 * MIN], odd: [-AT, null]
    })
  })
  test('belongs to what an alert says', () => {
    const told = (duration: number, before: RulesRead | null): RulesRead => readRules(readWire(rulesWire, { groups: [{ name: 'g', rules: [{ ...rule(), duration }] }] }), before, false, '')
    const first = told(60, null)
    expect([told(60, first).alerts === first.alerts, told(90, first).alerts === first.alerts]).toEqual([true, false])
  })
})

test('two rules of one label set are one alert, firing if one fires', () => {
  expect(names(read([rule({ alerts: [alert({ state: 'pending' })] }), rule()]))).toEqual(['A firing'])
  expect(names(read([rule(), rule({ alerts: [alert({ state: 'pending' })] })]))).toEqual(['A firing'])
})

describe('what an answer cannot tell stays', () => {
  const before = read([rule(), rule({ name: 'B', alerts: [alert({ labels: { alertname: 'B' } })] })])

  test('a rule that has not run since its server started keeps its alerts', () => {
    const restarted = read([rule({ health: 'unknown', alerts: [] }), rule({ name: 'B', health: 'ok', alerts: [] })], before)
    expect(names(restarted)).toEqual(['A firing'])
    expect(names(read([rule({ health: 'unknown', alerts: [] })], restarted))).toEqual(['A firing'])
    expect(names(read([rule({ alerts: [] })], restarted))).toEqual([])
  })
  test('nothing disappears by a partial answer, and what is new is told', () => {
    const partial = read([rule({ name: 'C', alerts: [alert({ labels: { alertname: 'C' } })] })], before, true)
    expect(names(partial)).toEqual(['C firing', 'A firing', 'B firing'])
    expect(names(read([rule({ health: 'unknown', alerts: [] })], partial))).toEqual(['A firing'])
  })
  test('a rule that fails is named, and its alerts are those the server still has', () => {
    const r = read([rule({ health: 'err', lastError: 'many-to-many' })], before)
    expect([r.broken, names(r)]).toEqual([[{ name: 'A', error: 'many-to-many' }], ['A firing']])
  })
})
