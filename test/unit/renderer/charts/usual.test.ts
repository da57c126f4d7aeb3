import { describe, expect, it } from 'vitest'
import { axisOf, modelOf, NO_MARKS } from '../../../../src/renderer/charts/model'
import { sceneOf } from '../../../../src/renderer/charts/scene'
import { usualOf } from '../../../../src/renderer/charts/usual'
import { aPanel, aPanelData, aSeries, NOW } from '../../../builders'

const MIN = 60_000
const WEEK = 7 * 86_400_000
const day = (values: readonly number[], from = 0) => ({ t: Float64Array.from(values, (_, i) => from + i * MIN), v: Float64Array.from(values) })
const plain = (usual: ReturnType<typeof usualOf>) => usual && { t: [...usual.t], low: [...usual.low], high: [...usual.high] }

describe('what is usual', () => {
  it('lies between the lowest and the highest of the days, where two of them tell', () => {
    expect(plain(usualOf([day([1, 5, NaN, 4]), day([3, 2, 7, NaN]), day([2, NaN])], MIN / 2))).toEqual({ t: [0, MIN, 2 * MIN, 3 * MIN], low: [1, 2, NaN, NaN], high: [3, 5, NaN, NaN] })
  })
  it('is taken from samples near by, and from none that are far away', () => {
    expect(plain(usualOf([day([1, 2]), day([5, 6], 20_000)], MIN / 2))).toEqual({ t: [0, MIN], low: [1, 2], high: [5, 6] })
    expect(usualOf([day([1, 2]), day([5, 6], 5 * MIN)], MIN / 2)).toBeNull()
  })
  it('is not known of one day, of none, or where nothing was sampled', () => {
    expect([usualOf([], MIN), usualOf([day([1, 2])], MIN), usualOf([day([NaN]), day([NaN])], MIN), usualOf([day([]), day([])], MIN)]).toEqual([null, null, null, null])
  })
})

describe('a graph with what is usual', () => {
  const window = { from: NOW - 10 * MIN, to: NOW }
  const week = (n: number, ...values: readonly number[]) => ({ data: aPanelData({ lines: [aSeries(values, { name: 'a', from: window.from - n * WEEK, step: MIN })] }), shiftMs: n * WEEK })
  const of = (usual: readonly ReturnType<typeof week>[]) => modelOf({
    panel: aPanel(), data: aPanelData({ lines: [aSeries([10, 10, 10], { name: 'a', from: window.from, step: MIN })] }), usual, window, marks: NO_MARKS, intervalMs: MIN
  })
  const plot = { x: 0, y: 0, width: 100, height: 100 }
  it('has room for it, lays it behind its lines at the times of today, and is as before where it is not known', () => {
    const known = of([week(1, 40, 20, 30), week(2, 10, 60, 90)])
    const model = { ...known.usual!, t: [...known.usual!.t], low: [...known.usual!.low], high: [...known.usual!.high] }
    expect(model).toEqual({ t: [0, 1, 2].map((n) => window.from + n * MIN), low: [10, 20, 30], high: [40, 60, 90] })
    const scene = sceneOf({ model: known, axis: { ...axisOf(known), min: 0, max: 100 }, plot, zone: 'utc', labelRoom: 0 })
    expect([axisOf(known).max >= 90, scene.usual, scene.lines.length]).toEqual([true, 'M0 60l10-20 10-30 0 60-10 10-10 10Z', 1])
    const alone = of([week(1, 40, 20, 30)])
    expect(['usual' in alone, 'usual' in sceneOf({ model: alone, axis: axisOf(alone), plot, zone: 'utc', labelRoom: 0 }), axisOf(alone)]).toEqual([false, false, axisOf(of([]))])
  })
})
