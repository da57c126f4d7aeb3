import { expect, it } from 'vitest'
import { modelOf, NO_MARKS } from '../../../../src/renderer/charts/model'
import { trendOf } from '../../../../src/renderer/charts/trend'
import { aPanel, aPanelData, aSeries, NOW } from '../../../builders'

const axis = { min: 0, max: 10, ticks: [0, 5, 10] }
const trend = (values: readonly (number | null)[], now = NOW, ...beside: readonly (readonly (number | null)[])[]) =>
  trendOf(modelOf({
    panel: aPanel(), data: aPanelData({ lines: [values, ...beside].map((v) => aSeries(v)) }), window: { from: now - 1_800_000, to: now }, marks: NO_MARKS, intervalMs: 60_000
  }), axis)

it('says where the line has been going in its last three minutes, and nothing of what is not known', () => {
  expect([
    trend([1, 1, 1, 2, 3]), trend([9, 9, 5, 4, 3]), trend([1, 5, 5.1, 5.2, 5.3]), trend([3, 3]), trend([1, null, null, null, 9]), trend([1, 2, 3, 4, 5], NOW + 600_000),
    trend([1, 2, 3, 4, 5, null, null, null], NOW, Array<number>(8).fill(1))
  ]).toEqual(['rising', 'falling', 'steady', null, null, null, null])
})
