import { describe, expect, it } from 'vitest'
import { stackOf, valuesAt } from '../../../../src/renderer/charts/stack'

const line = (t: readonly number[], v: readonly number[]): { t: Float64Array; v: Float64Array } => ({ t: Float64Array.from(t), v: Float64Array.from(v) })
const plain = (v: Float64Array): readonly number[] => [...v]

describe('stackOf', () => {
  it('lays layers upon each other; one without a sample adds nothing and is not drawn', () => {
    const stack = stackOf([line([0, 10, 20, 30], [5, 6, NaN, NaN]), line([0, 10, 20, 30], [NaN, 1, 2, NaN])])
    expect(stack.low.map(plain)).toEqual([[0, 0, 0, 0], [5, 6, 0, 0]])
    expect(stack.high.map(plain)).toEqual([[5, 6, NaN, NaN], [NaN, 7, 2, NaN]])
    expect(plain(stack.total)).toEqual([5, 7, 2, NaN])
  })

  it('lays what is negative downwards from 0, so that nothing is covered', () => {
    const stack = stackOf([line([0, 10, 20], [5, -1, 2]), line([0, 10, 20], [-3, -2, NaN]), line([0, 10, 20], [1, 4, NaN])])
    expect([stack.low.map(plain), stack.high.map(plain), plain(stack.total), plain(stack.top), plain(stack.bottom)]).toEqual([
      [[0, 0, 0], [0, -1, 2], [5, 0, 2]], [[5, -1, 2], [-3, -3, NaN], [6, 4, NaN]], [3, 1, 2], [6, 4, 2], [-3, -3, 0]
    ])
  })

  it('brings layers that were thinned apart to common times', () => {
    const stack = stackOf([line([0, 20, 40], [10, 20, 10]), line([0, 10, 40], [1, 2, 5])])
    expect(plain(stack.t)).toEqual([0, 10, 20, 40])
    expect(plain(stack.total)).toEqual([11, 17, 23, 15])
  })
})

describe('valuesAt', () => {
  it('never reaches across a gap or beyond the ends', () => {
    expect(plain(valuesAt(line([10, 20, 30], [1, NaN, 3]), Float64Array.of(5, 10, 15, 25, 30, 35)))).toEqual([NaN, 1, NaN, NaN, 3, NaN])
  })
})
