import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isBeyond } from '@shared/domain/bound'
import { takeApart, type Operator } from '../../../../src/main/sources/prometheus/comparison'
import { limitOf } from '../../../../src/main/sources/prometheus/limit'

const isMarked = (query: string, value: number): boolean => isBeyond(value, limitOf(takeApart(query)!, 'none', { severity: 'critical' }))

test('where a rule fires its graph is marked, also on the limit itself', () => {
  expect(([
    ['up == 0', 0], ['probe_http_status_code >= 500', 500], ['node_md_disks{state="failed"} >= 1', 1], ['disk_free_ratio <= 0.1', 0.1], ['0.1 >= disk_free_ratio', 0.1], ['alarms == 1', 1], ['up != 1', 0], ['failed != 0', 1]
  ] as const).map(([query, value]) => isMarked(query, value))).toEqual(Array.from({ length: 8 }, () => true))
  expect(([['up == 0', 1], ['errors > 500', 500], ['free < 0.1', 0.1], ['0.1 > free', 0.1], ['alarms == 1', 0], ['up != 1', 1], ['failed != 0', 0]] as const).map(([query, value]) => isMarked(query, value)))
    .toEqual(Array.from({ length: 7 }, () => false))
})

const HOLDS: Readonly<Partial<Record<Operator, (value: number, limit: number) => boolean>>> = { '>': (v, l) => v > l, '>=': (v, l) => v >= l, '<': (v, l) => v < l, '<=': (v, l) => v <= l }
test('a comparison of size marks what it fires for and nothing else, from whichever side it is written', () => {
  fc.assert(fc.property(fc.constantFrom('>', '>=', '<', '<='), fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 }), (operator: '>' | '>=' | '<' | '<=', limit, value) => {
    expect(isMarked(`x ${operator} ${limit}`, value)).toBe(HOLDS[operator]!(value, limit))
    expect(isMarked(`${limit} ${operator} x`, value)).toBe(HOLDS[operator]!(limit, value))
  }))
})
