import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { labelsWire, keepEqual, keepSnapshot, readWire, sameBytes, skewOf, timeWire } from '../../../src/main/ports/wire'
import { isDue } from '../../../src/main/ports/ask'
import { basesOf, nameFor } from '../../../src/main/ports/address'
import { aSnapshot } from '../../builders'
import { NOW } from '../../builders/now'

describe('bytes', () => {
  test('are the same when each is, wherever they lie in memory', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat({ max: 3 }), fc.nat({ max: 3 }), (bytes, a, b) => {
      const at = (offset: number): Uint8Array => { const all = new Uint8Array(offset + bytes.length); all.set(bytes, offset); return all.subarray(offset) }
      expect(sameBytes(at(a), at(b))).toBe(true)
    }))
  })
  test('differ when any one does', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.nat(), (bytes, n) => {
      const other = bytes.slice()
      other[n % bytes.length]! ^= 1
      expect([sameBytes(bytes, other), sameBytes(bytes, bytes.subarray(1))]).toEqual([false, false])
    }))
  })
})

describe('a wrong shape', () => {
  const schema = z.object({ groups: z.array(z.object({ name: z.string(), state: z.enum(['a', 'b']), labels: labelsWire, at: timeWire })) })
  const good = { name: 'x', state: 'a', labels: { b: '2', a: '1' }, at: '2025-11-13T12:00:00.5Z' }
  const detail = (value: unknown, within?: string): unknown => {
    try { return readWire(schema, value, within) } catch (thrown) { return (thrown as { readonly values: { readonly detail: string } }).values.detail }
  }
  test('says where, and what was expected', () => {
    expect([
      detail(null), detail({ groups: [good, { ...good, name: 3 }] }, 'data'), detail({ groups: [{ ...good, state: 'c' }] }),
      detail({ groups: [{ ...good, labels: { le: 1 } }] }), detail({ groups: [{ ...good, labels: [] }] }), detail({ groups: [{ ...good, at: 'soon' }] })
    ]).toEqual([
      'the answer should be object', 'data.groups[1].name should be string', 'groups[0].state should be a | b',
      'groups[0].labels.le should be string', 'groups[0].labels should be object', 'groups[0].at should be RFC 3339'
    ])
  })
  test('is not what is right: labels come sorted, times in ms', () => {
    expect(readWire(schema, { groups: [good] })).toEqual({ groups: [{ ...good, labels: { a: '1', b: '2' }, at: NOW + 500 }] })
  })
})

test('equal parts keep the list, the snapshot and its parts keep the reference', () => {
  const [a, b] = [{}, {}]
  const list = [a, b]
  expect([keepEqual(list, [a, b]) === list, keepEqual(list, [b, a]) === list, keepEqual(null, list) === list]).toEqual([true, false, true])
  const before = aSnapshot({ counts: { targets: 3 } })
  expect(keepSnapshot(before, { ...before, counts: { targets: 3 } })).toBe(before)
  expect(keepSnapshot(before, { ...before, counts: { targets: 4 } })).not.toBe(before)
  expect(keepSnapshot(before, { ...before, alerts: [] })).not.toBe(before)
})

test('a skew below two seconds is none, and one that moves by less is the same', () => {
  expect([skewOf(null, NOW, 0), skewOf(NOW - 1999, NOW, 0), skewOf(NOW + 2000, NOW, 0), skewOf(NOW - 60_000, NOW, 0)]).toEqual([0, 0, 2000, -60_000])
  expect([skewOf(NOW + 60_900, NOW, 60_000), skewOf(NOW + 1900, NOW, 2100), skewOf(NOW + 50, NOW, 2100)]).toEqual([60_000, 2100, 0])
  expect([skewOf(NOW + 70_000, NOW, 60_000), skewOf(null, NOW, 60_000)]).toEqual([70_000, 0])
})

test('due is what was never asked, what is old, and what a clock that stepped back made young', () => {
  expect([isDue(null, 1000, NOW), isDue(NOW - 999, 1000, NOW), isDue(NOW - 1000, 1000, NOW), isDue(NOW + 1, 1000, NOW)]).toEqual([true, false, true, true])
})

test('addresses to try lose pages, queries and slashes, and gain the usual prefix', () => {
  expect(basesOf('https://host:9090/mon/graph?g0.expr=up#x', /\/graph$/, '/prometheus')).toEqual(['https://host:9090/mon', 'https://host:9090/mon/prometheus', 'https://host:9090/mon/graph', 'https://host:9090'])
  expect(basesOf('http://host/prometheus/', /\/graph$/, '/prometheus')).toEqual(['http://host/prometheus', 'http://host'])
})

test('a name to offer is the host; a bare number says what it is', () => {
  expect([nameFor('https://prom.eu.example/x', 'prometheus'), nameFor('http://10.0.0.1:9090', 'prometheus'), nameFor('http://localhost:9093', 'alertmanager'), nameFor('http://[::1]:9090', 'prometheus')])
    .toEqual(['prom.eu.example', 'prometheus 10.0.0.1:9090', 'alertmanager localhost:9093', 'prometheus [::1]:9090'])
})
