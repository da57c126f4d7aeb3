import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newestSilences, toSightings, toSilences, unite, uniteSilences, type Sightings } from '../../../../src/main/sources/alertmanager/map'
import { silencesWire } from '../../../../src/main/sources/alertmanager/wire'
import { readWire } from '../../../../src/main/ports/wire'
import { aSighting } from '../../../builders'
import { NOW } from '../../../builders/now'

const at = (ms: number): string => new Date(ms).toISOString()
const alert = (over: object = {}): object => ({
  fingerprint: '00000000000000aa', labels: { alertname: 'A' }, annotations: {}, startsAt: at(NOW - 60_000), endsAt: at(NOW + 60_000), updatedAt: at(NOW), receivers: [{ name: 'x' }],
  status: { state: 'active', silencedBy: [], inhibitedBy: [] }, ...over
})
const read = (list: readonly object[], before: Sightings | null = null): Sightings => toSightings(list, before, NOW)
const one = (over: object) => [...read([alert(over)]).values()][0]

describe('an alert', () => {
  test('is firing unless it is suppressed; what is missing is empty', () => {
    const states = ['active', 'unprocessed', 'suppressed'].map((state) => one({ status: { state, silencedBy: null, inhibitedBy: ['b'], mutedBy: ['night'] } }))
    expect(states.map((s) => [s?.state, s?.silencedBy, s?.inhibitedBy, s?.mutedBy])).toEqual([['firing', [], ['b'], ['night']], ['firing', [], ['b'], ['night']], ['suppressed', [], ['b'], ['night']]])
    expect(one({})?.mutedBy).toEqual([])
  })
  test('has no end while it lies ahead', () => {
    expect([one({})?.endsAt, one({ endsAt: at(NOW - 1000) })?.endsAt, one({ endsAt: undefined })?.endsAt, one({ endsAt: '0001-01-01T00:00:00Z' })?.endsAt]).toEqual([null, NOW - 1000, null, null])
  })
  test('keeps the fingerprint it brings when it is one, else gets that of its labels', () => {
    expect([one({})?.fingerprint, one({ fingerprint: '<b>' })?.fingerprint, one({ fingerprint: undefined })?.fingerprint]).toEqual(['00000000000000aa', aSighting({ labels: { alertname: 'A' } }).fingerprint, aSighting({ labels: { alertname: 'A' } }).fingerprint])
  })
  test('told again is the same one, a new annotation makes another', () => {
    const before = read([alert(), alert({ fingerprint: '00000000000000bb' })])
    expect(read([alert({ endsAt: at(NOW + 999_000), updatedAt: at(NOW + 1) }), alert({ fingerprint: '00000000000000bb' })], before)).toBe(before)
    const after = read([alert({ annotations: { summary: 'x' } }), alert({ fingerprint: '00000000000000bb' })], before)
    expect([after.get('00000000000000aa') === before.get('00000000000000aa'), after.get('00000000000000bb') === before.get('00000000000000bb')]).toEqual([false, true])
  })
})

describe('what was read before', () => {
  const odd = fc.constantFrom<unknown>(null, undefined, 1, '', 'x', [], ['s1'], ['s1', 2], {}, { a: 'b' }, { a: 1 }, [{}])
  const field = fc.constantFrom('fingerprint', 'labels', 'annotations', 'startsAt', 'endsAt', 'generatorURL', 'status')
  const change = fc.oneof(
    fc.record({ at: field, to: fc.oneof(odd, fc.constantFrom(at(NOW - 60_000), at(NOW - 1000), at(NOW + 5), '2025-11-13T12:00:00+01:00')) }).map((c) => ({ [c.at]: c.to })),
    fc.record({ state: fc.constantFrom('active', 'unprocessed', 'suppressed', 'other', 7), silencedBy: odd, inhibitedBy: odd, mutedBy: odd }).map((status) => ({ status })),
    fc.constant({})
  )
  const outcome = (read: () => Sightings): unknown => { try { return [...read()] } catch (error) { return error } }

  test('is recognised only where the schema would read the same', () => {
    fc.assert(fc.property(change, change, (first, second) => {
      const list = (changed: object): readonly object[] => [alert(changed), alert({ fingerprint: '00000000000000bb', labels: { alertname: 'B', ['__proto__']: 'x' }, status: { state: 'suppressed', silencedBy: ['s1'] } })]
      const before = outcome(() => read(list(first)))
      fc.pre(Array.isArray(before))
      expect(outcome(() => read(list(second), new Map(before as [string, never][])))).toEqual(outcome(() => read(list(second))))
    }), { numRuns: 1000 })
  })

  test('an alert of another shape is refused by its place', () => {
    const before = read([alert()])
    expect(() => read([alert(), alert({ labels: { alertname: 7 } })], before)).toThrow(expect.objectContaining({ code: 'wrong-shape', values: { detail: expect.stringContaining('[1].labels.alertname') as unknown } }))
  })
})

describe('a cluster', () => {
  const sighting = (fingerprint: string, state: 'firing' | 'suppressed', startsAt = NOW) => aSighting({ fingerprint, state, startsAt })
  const peer = (...list: readonly ReturnType<typeof sighting>[]): Sightings => new Map(list.map((s) => [s.fingerprint, s]))

  test('fires when any peer says so, from the earliest start, and tells what is disputed', () => {
    const { alerts, disputed } = unite([peer(sighting('a', 'suppressed'), sighting('b', 'firing', NOW - 5)), peer(sighting('a', 'firing'), sighting('b', 'firing', NOW - 9), sighting('c', 'suppressed'))], [sighting('d', 'firing'), sighting('a', 'suppressed')])
    expect([alerts.map((a) => [a.fingerprint, a.state, NOW - a.startsAt]), disputed]).toEqual([[['a', 'firing', 0], ['b', 'firing', 9], ['c', 'suppressed', 0], ['d', 'firing', 0]], 2])
  })

  test('never hides what one peer lists, whatever the others say and in whatever order they are asked', () => {
    const peers = fc.array(fc.uniqueArray(fc.record({ print: fc.constantFrom('a', 'b', 'c', 'd'), firing: fc.boolean() }), { selector: (x) => x.print }), { minLength: 1, maxLength: 4 })
    fc.assert(fc.property(peers, (lists) => {
      const members = lists.map((list) => peer(...list.map(({ print, firing }) => sighting(print, firing ? 'firing' : 'suppressed'))))
      const told = (list: readonly Sightings[]) => Object.fromEntries(unite(list, []).alerts.map((a) => [a.fingerprint, a.state]))
      const expected = Object.fromEntries(['a', 'b', 'c', 'd'].flatMap((print) => {
        const said = lists.flat().filter((x) => x.print === print)
        return said.length ? [[print, said.some((x) => x.firing) ? 'firing' : 'suppressed']] : []
      }))
      expect(told(members)).toEqual(expected)
      expect(told(members.toReversed())).toEqual(expected)
    }))
  })
})

describe('silences', () => {
  const silence = (over: object = {}): object => ({
    id: 's1', matchers: [{ name: 'a', value: 'b', isRegex: false }], startsAt: at(NOW), endsAt: at(NOW + 60_000), updatedAt: at(NOW), createdBy: 'mira', comment: 'c', status: { state: 'active' }, ...over
  })
  const told = (list: readonly object[]) => toSilences(readWire(silencesWire, list), 'am', NOW)

  test('a matcher is an equality unless it says otherwise', () => {
    expect(uniteSilences(newestSilences([told([silence()])]))).toEqual([{ id: 's1', source: 'am', matchers: [{ name: 'a', value: 'b', isRegex: false, isEqual: true }], startsAt: NOW, endsAt: NOW + 60_000, createdBy: 'mira', comment: 'c', state: 'active' }])
  })
  test('of several tellings the newest counts; what expired long ago is left out', () => {
    const list = uniteSilences(newestSilences([
      told([silence(), silence({ id: 's2', endsAt: at(NOW + 1000) }), silence({ id: 'old', status: { state: 'expired' }, endsAt: at(NOW - 3_600_000) })]),
      told([silence({ updatedAt: at(NOW + 1), status: { state: 'expired' }, endsAt: at(NOW - 1) })])
    ]))
    expect(list.map((s) => [s.id, s.state])).toEqual([['s1', 'expired'], ['s2', 'active']])
  })
})
