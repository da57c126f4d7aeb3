import { expect, test } from 'vitest'
import { withOdd } from '@shared/domain/odd'
import type { Line } from '@shared/domain/series'
import { panelCsv } from '../../../../src/renderer/charts/export'
import { modelOf, NO_MARKS } from '../../../../src/renderer/charts/model'
import { summaryOf } from '../../../../src/renderer/charts/summary'
import { aPanel, NOW } from '../../../builders'

const STEP = 15_000
const WINDOW = { from: NOW - 20 * STEP, to: NOW }
const times = Float64Array.from({ length: 21 }, (_, i) => WINDOW.from + i * STEP)
/** Missing where it is null. */
const line = (values: readonly (number | null)[]): Line => {
  const odd = values.flatMap((y, i) => (y === null || Number.isFinite(y) ? [] : [i]))
  return {
    name: 'a', role: '', t: times, v: Float64Array.from(values, (y) => (y !== null && Number.isFinite(y) ? y : NaN)),
    ...(odd.length > 0 ? { odd: { t: Float64Array.from(odd, (i) => times[i]!), v: Float64Array.from(odd, (i) => values[i]!) } } : {})
  }
}
const given = (values: readonly (number | null)[]) => {
  const panel = aPanel({ title: 'A', limits: [] })
  const data = { panel: panel.id, source: 'p', ...WINDOW, stepMs: STEP, at: NOW, lines: [line(values)], more: 0, warnings: [] }
  return { panel, data, model: modelOf({ panel, data, window: WINDOW, marks: NO_MARKS, intervalMs: STEP }) }
}
const all = (y: number | null): readonly (number | null)[] => Array.from({ length: 21 }, () => y)

test('where samples came that are no finite number nothing is missing, and where none came it is', () => {
  const told = (values: readonly (number | null)[]): unknown => { const { model } = given(values); return [model.gaps.map(({ from, to }) => [(from - WINDOW.from) / STEP, (to - WINDOW.from) / STEP]), model.lastAt, summaryOf(model, 'utc')] }
  expect([told(all(Infinity)), told(all(NaN)), told(all(1).map((y, i) => (i < 5 ? y : i < 10 ? null : Infinity)))]).toEqual([
    [[], NOW, 'A: no finite number now.'], [[], NOW, 'A: no finite number now.'], [[[4, 10]], NOW, expect.stringContaining('no data for')]
  ])
  expect(told(all(null))).toEqual([[[0, 20]], null, expect.stringContaining('no samples')])
})

test('they stand in CSV as what they are, what is missing is empty', () => {
  const { data, model } = given([1, Infinity, -Infinity, NaN, null, 2, ...all(3).slice(6)])
  const rows = panelCsv({ kind: 'graph', data, past: null, model } as unknown as Parameters<typeof panelCsv>[0])!.split('\r\n')
  expect(rows.slice(1, 7).map((row) => row.split(',')[1])).toEqual(['1', '+Inf', '-Inf', 'NaN', '', '2'])
})

test('times are told once, rising, also of a line that was thinned', () => {
  const thin = { t: Float64Array.of(1, 2, 6), v: Float64Array.of(5, NaN, 7), odd: { t: Float64Array.of(2, 3, 4), v: Float64Array.of(Infinity, NaN, -Infinity) } }
  expect(withOdd(thin)).toEqual({ t: Float64Array.of(1, 2, 3, 4, 6), v: Float64Array.of(5, Infinity, NaN, -Infinity, 7) })
})
