import { describe, expect, test } from 'vitest'
import type { Line } from '@shared/domain/series'
import { worst } from '../../../../src/main/sources/prometheus/lines'
import { modelOf, NO_MARKS } from '../../../../src/renderer/charts/model'
import { rowsAt } from '../../../../src/renderer/charts/reading'
import { summed } from '../../../../src/renderer/charts/stack'
import { aPanel, aPanelData, aSeries, NOW } from '../../../builders'

const DAY = 86_400_000
interface Given { readonly shiftMs?: number; readonly draw?: 'lines' | 'stack' }
/** The newest value of the main line, and of the dashed one where there is one. */
const told = (now: readonly Line[], before: readonly Line[], { shiftMs = DAY, draw = 'lines' }: Given = {}): readonly (number | undefined)[] => {
  const model = modelOf({
    panel: aPanel({ draw }), data: aPanelData({ lines: now }), past: { data: aPanelData({ lines: before }), shiftMs, name: 'yest.' },
    window: { from: NOW - 3_600_000, to: NOW }, marks: NO_MARKS, intervalMs: 60_000
  })
  expect(rowsAt(model, NOW).filter((row) => row.look === 'past').map((row) => row.name)).toEqual(model.series.some((s) => s.draw === 'past') ? ['yest.'] : [])
  return ['main', 'past'].map((draw) => model.series.find((s) => s.draw === draw)?.last?.value)
}
const lines = (of: Readonly<Record<string, number>>, shiftMs = 0, role = ''): readonly Line[] =>
  Object.entries(of).map(([name, v]) => aSeries([v, v, v], { name, role, from: NOW - 120_000 - shiftMs }))
const before = (of: Readonly<Record<string, number>>, role = ''): readonly Line[] => lines(of, DAY, role)

describe('the dashed past', () => {
  test('is of the line that it is told beside, wherever that lay then, or there is none', () => {
    expect([
      told(lines({ a: 5, b: 90 }), before({ a: 6, b: 80 })), told(lines({ b: 90, a: 5 }), before({ a: 6, b: 80 })),
      told(lines({ a: 5, b: 90 }), before({ b: 80 })), told(lines({ a: 5 }), before({ b: 80 })), told(lines({ a: 5 }), [])
    ]).toEqual([[5, 6], [90, 80], [5, undefined], [5, undefined], [5, undefined]])
  })

  test('is of the one that leads today where there are more than are drawn', () => {
    const drawn = (some: readonly Line[]): readonly Line[] => worst(some, () => ({ limits: [] })).lines
    expect(told(drawn(lines({ a: 10, b: 90, c: 11, d: 12, e: 13, f: 14 })), drawn(before({ a: 80, b: 20, c: 11, d: 12, e: 13, f: 14 })))).toEqual([90, 20])
  })

  test('is of the same percentile, and of no line that its name does not tell from another', () => {
    const percentiles = (ms: number, by: number): readonly Line[] => ['p50', 'p95', 'p99'].flatMap((p, i) => lines({ [p]: by + i }, ms, p))
    expect([
      told(percentiles(0, 1), percentiles(DAY, 7)), told(percentiles(0, 1), percentiles(DAY, 7).slice(2)),
      told(lines({ a: 5 }), [...before({ a: 6 }), ...before({ a: 7 })]), told([...lines({ a: 5 }), ...lines({ a: 4 })], before({ a: 6 }))
    ]).toEqual([[2, 8], [2, undefined], [5, undefined], [5, undefined]])
  })

  test('of another place is its only line, which has a name of its own there', () => {
    expect([
      told(lines({ 'db-1.prod': 5 }), lines({ 'db-1.stage': 6 }), { shiftMs: 0 }), told(lines({ 'db-1.prod': 5, 'db-2.prod': 4 }), lines({ 'db-1.stage': 6 }), { shiftMs: 0 }),
      told(lines({ 'db-1.prod': 5 }), lines({ 'db-1.stage': 6, 'db-2.stage': 7 }), { shiftMs: 0 })
    ]).toEqual([[5, 6], [5, undefined], [5, undefined]])
  })

  test('is told alone where there is nothing now and it is the only one', () => {
    expect([told([], before({ a: 6 })), told([], before({ a: 6, b: 7 }))]).toEqual([[undefined, 6], [undefined, undefined]])
  })

  test('of a stack is its sum, of whatever layers that was', () => {
    expect([
      told(lines({ '2xx': 5, '5xx': 1 }), before({ '2xx': 6, '4xx': 2, '5xx': 3 }), { draw: 'stack' }),
      ...[lines({ a: 5 }), lines({ a: 5, b: 1 })].map((now) => told(summed(aPanelData({ lines: now })).lines, summed(aPanelData({ lines: before({ a: 6, b: 7 }) })).lines))
    ]).toEqual([[undefined, 11], [5, 13], [6, 13]])
  })
})
