import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { layersOf } from '@shared/domain/layers'
import type { Line } from '@shared/domain/series'
import { figureText } from '@shared/text/format'
import { endLabels } from '../../../../src/renderer/charts/labels'
import { modelOf, NO_MARKS, type PanelModel } from '../../../../src/renderer/charts/model'
import { rowsAt } from '../../../../src/renderer/charts/reading'
import { aPanel, aPanelData, aSeries, NOW } from '../../../builders'

const WORDS = { rest: (count: number): string => `${count} more`, errors: (count: number): string => `${count} more failing` }
const steady = (of: Readonly<Record<string, number>>): readonly Line[] => Object.entries(of).map(([name, v]) => aSeries([v, v, v], { name, role: name }))
const told = (lines: readonly Line[]): readonly (readonly [string, string, ...number[]])[] => layersOf(lines, WORDS).map(({ name, role, v }) => [name, role, ...v])
const drawn = (lines: readonly Line[]): PanelModel =>
  modelOf({ panel: aPanel({ draw: 'stack' }), data: aPanelData({ lines: layersOf(lines, WORDS) }), window: { from: NOW - 3_600_000, to: NOW }, marks: NO_MARKS, intervalMs: 60_000 })

describe('a stack', () => {
  const HAPROXY = { '1xx': 6, '2xx': 2000, '3xx': 200, '4xx': 50, '5xx': 4, other: 5 }

  test('of five layers is left alone', () => {
    const lines = steady({ a: 1, b: 2, c: 3, d: 4, e: 5 })
    expect(layersOf(lines, WORDS)).toBe(lines)
  })

  test('of six classes of answers keeps its 5xx and its sum, on the screen and beside the pointer', () => {
    const model = drawn(steady(HAPROXY))
    expect([model.layers.map(({ name, ink }) => [name, ink]), [...model.stack!.total], model.more]).toEqual([
      [['2xx', 'code-2xx'], ['3xx', 'code-3xx'], ['4xx', 'code-4xx'], ['2 more', 'series-past'], ['5xx', 'code-5xx']], [2265, 2265, 2265], 0
    ])
    expect(rowsAt(model, NOW).map(({ name, text }) => [name, text])).toEqual(
      [['5xx', 4], ['2 more', 11], ['4xx', 50], ['3xx', 200], ['2xx', 2000], ['Total', 2265]].map(([name, value]) => [name, figureText(value as number, 'per-second')])
    )
    expect(endLabels(model, 'utc').map(({ name }) => name)).toEqual(['2xx', '3xx', '4xx', '2 more', '5xx'])
  })

  test('has the highest by themselves, in their own order, and one layer of all others, the sum of what is there', () => {
    const lines = [aSeries([9, 9, 9], { name: 'a' }), aSeries([1, 1, null], { name: 'b' }), aSeries([2, null, null], { name: 'c' }), aSeries([0, 50, 0], { name: 'd' }), aSeries([-7, -7, -7], { name: 'e' }), aSeries([3, 8, 3], { name: 'f' })]
    expect(told(lines)).toEqual([['a', '', 9, 9, 9], ['d', '', 0, 50, 0], ['e', '', -7, -7, -7], ['f', '', 3, 8, 3], ['2 more', 'rest', 3, 1, NaN]])
  })

  test('keeps what fails apart from the rest, however little it is, and sums up what of it is too much by itself', () => {
    expect(told(steady({ '200': 900, '301': 20, '404': 10, '500': 3, '502': 1, '503': 2, '504': 4, '304': 30 }))).toEqual([
      ['200', '200', 900, 900, 900], ['3 more', 'rest', 60, 60, 60], ['500', '500', 3, 3, 3], ['504', '504', 4, 4, 4], ['2 more failing', '5xx', 3, 3, 3]
    ])
    expect(told(steady({ 'active': 9, 'disabled': 8, 'fastpath function call': 7, 'idle': 60, 'idle in transaction': 5, 'idle in transaction (aborted)': 1 })).map(([name]) => name)).toEqual(['active', 'disabled', 'idle', '2 more', 'idle in transaction (aborted)'])
    expect(told(steady({ 'failover-1': 1, 'db-503': 2, 'GET 503': 1, 'job_failed': 1, 'a': 3, 'b': 4, 'c': 5 })).map(([name]) => name)).toEqual(['b', 'c', '3 more', 'GET 503', 'job_failed'])
    expect(told(steady({ 500: 1, 501: 2, 502: 3, 503: 4, 504: 5, 505: 6 })).map(([name]) => name)).toEqual(['502', '503', '504', '505', '2 more failing'])
  })

  test('never loses a part of its sum, nor has more layers than can be told apart', () => {
    const value = fc.oneof({ weight: 5, arbitrary: fc.integer({ min: -9, max: 1000 }) }, { weight: 1, arbitrary: fc.constant(null) })
    const name = fc.constantFrom('1xx', '2xx', '5xx', '500', '503', 'failed', 'other', 'a', 'b', 'c')
    fc.assert(fc.property(fc.array(fc.tuple(name, fc.array(value, { minLength: 4, maxLength: 4 })), { maxLength: 30 }), (of) => {
      const lines = of.map(([role, v]) => aSeries(v, { name: role, role }))
      const layers = layersOf(lines, WORDS)
      const sums = (some: readonly Line[]): readonly number[] => [0, 1, 2, 3].map((i) => {
        const there = some.map(({ v }) => v[i]!).filter(Number.isFinite)
        return there.length ? there.reduce((a, b) => a + b, 0) : NaN
      })
      const failing = (some: readonly Line[]): readonly number[] => sums(some.filter(({ role, name: as }) => /^5|^failed$/.test(role) || as.endsWith('failing')))
      expect([sums(layers), failing(layers), layers.length <= 5]).toEqual([sums(lines), failing(lines), true])
    }))
  })
})
