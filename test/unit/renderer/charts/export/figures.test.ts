import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { figuresOf } from '@shared/domain/figures'
import { shapeOf } from '../../../../../src/renderer/charts/export'

describe('what a line was', () => {
  it('is told of the samples that there are', () => {
    expect(figuresOf(Float64Array.from([3, NaN, 1, Infinity, 2]))).toEqual({ count: 3, min: 1, max: 3, mean: 2, p95: 3 })
    expect(figuresOf(Float64Array.from({ length: 100 }, (_, i) => i + 1))).toEqual({ count: 100, min: 1, max: 100, mean: 50.5, p95: 95 })
    expect(figuresOf(Float64Array.from([NaN, -Infinity]))).toBeNull()
  })
  it('lies in order, however large', () => {
    fc.assert(fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }), (values) => {
      const { min, max, mean, p95 } = figuresOf(Float64Array.from(values))!
      expect([min <= mean, mean <= max, min <= p95, p95 <= max]).toEqual([true, true, true, true])
    }))
  })
  it('has of all samples the one that 95 of 100 do not exceed, whatever their order, and leaves them as they are', () => {
    const sample = fc.oneof(fc.integer({ min: -9, max: 9 }), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(NaN))
    const some = fc.array(sample, { minLength: 1, maxLength: 400 }).filter((values) => values.some(Number.isFinite))
    fc.assert(fc.property(some, (values) => {
      const v = Float64Array.from(values)
      const sorted = values.filter(Number.isFinite).sort((a, b) => a - b)
      const { count, min, max, p95 } = figuresOf(v)!
      // 0 and -0 are one number
      expect([count, min + 0, max + 0, p95 + 0]).toEqual([sorted.length, sorted[0]! + 0, sorted.at(-1)! + 0, sorted[Math.ceil(sorted.length * 0.95) - 1]! + 0])
      expect([...v]).toEqual(values)
    }))
  })
  it('has a shape in letters: from zero to the highest, the highest of each part, a dot where nothing was', () => {
    const at = (values: readonly number[], letters: number): string => shapeOf(Float64Array.from(values, (_, i) => i), Float64Array.from(values), { from: 0, to: values.length - 1 }, letters, 1)
    expect([at([0, 1, 2, 3, 4, 5, 6, 7], 8), at([0, 9, 0, 0, 0, 0, 0, 0], 4), at([5, 5, NaN, NaN, 5, 5], 3), at([0, 0], 2), at([-4, 0, 4], 3), at([1, 2, NaN, 4], 12)]).toEqual(['▁▂▃▄▅▆▇█', '█▁▁▁', '█·█', '▁▁', '▁▅█', '▃▃▃▃▅······█'])
  })
})
