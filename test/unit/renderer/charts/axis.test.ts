import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { axisTexts, baseOf, endedAxis, extent, fixedAxis, niceStep, valueAxis } from '../../../../src/renderer/charts/axis'

const value = fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((v) => (Math.abs(v) < 1e-9 ? 0 : v))
const size = fc.double({ min: 1e-9, max: 1e15, noNaN: true })

describe('extent', () => {
  it('leaves missing and infinite values out', () => {
    expect(extent([[NaN, 3, Infinity], [-2, -Infinity]])).toEqual([-2, 3])
    expect(extent([[NaN], []])).toBeNull()
  })
})

describe('niceStep', () => {
  it('gives one to three gridlines for any range, of which bytes fall on powers of two', () => {
    fc.assert(fc.property(size, (range) => {
      const lines = Math.floor(range / niceStep(range) + 1e-9)
      expect(lines).toBeGreaterThanOrEqual(2)
      expect(lines).toBeLessThanOrEqual(3)
      expect(Number.isInteger(Math.log2(niceStep(range, 2)))).toBe(true)
    }))
  })
})

describe('valueAxis', () => {
  it('holds every value, starts at 0 unless values are below it, and draws at most three lines above 0', () => {
    fc.assert(fc.property(value, value, (a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)]
      const axis = valueAxis(low, high)
      const hair = 1e-6 * (axis.max - axis.min)
      expect(axis.min).toBeLessThanOrEqual(Math.min(0, low) + hair)
      expect(axis.max).toBeGreaterThanOrEqual(Math.max(0, high) - hair)
      expect(axis.max).toBeGreaterThan(axis.min)
      if (low >= 0) expect(axis.min).toBe(0)
      expect(axis.ticks.filter((v) => v !== 0).length).toBeLessThanOrEqual(3)
      expect(axis.ticks.every((v) => v >= axis.min - hair && v <= axis.max + hair)).toBe(true)
    }))
  })

  it('is the figures of the design', () => {
    expect(valueAxis(0, 2620)).toEqual({ min: 0, max: 3000, ticks: [0, 1000, 2000, 3000] })
    expect(valueAxis(0, 0.079)).toEqual({ min: 0, max: 0.09, ticks: [0, 0.04, 0.08] })
    expect(valueAxis(0, 0)).toEqual({ min: 0, max: 1, ticks: [0] })
    expect(valueAxis(-3, 5)).toEqual({ min: -4, max: 6, ticks: [-4, 0, 4] })
  })

  it('stays the same object while the data fits and fills half of it', () => {
    const axis = valueAxis(0, 100)
    expect(valueAxis(0, 90, axis)).toBe(axis)
    expect(valueAxis(0, axis.max + 1, axis)).not.toBe(axis)
    expect(valueAxis(0, 10, axis)).not.toBe(axis)
    const fixed = fixedAxis(0, 1)
    expect(fixedAxis(0, 1, fixed)).toBe(fixed)
    expect(fixed.ticks).toEqual([0, 0.5, 1])
  })
})

describe('an axis of durations', () => {
  const told = (low: number, high: number): readonly string[] => axisTexts(valueAxis(low, high, null, baseOf('seconds')).ticks, 'seconds')
  it('falls on what a clock and a calendar count by', () => {
    expect([0.5, 4.1, 50, 400, 4_000, 80_000, 200_000, 31 * 86_400, 36 * 86_400, 400 * 86_400].map((top) => told(0, top).join(' '))).toEqual([
      '0 200 400\u202fms', '0 2 4\u202fs', '0 15 30 45\u202fs', '0 2 4 6\u202fmin', '0 30 60\u202fmin', '0 12 24\u202fh', '0 1 2\u202fd', '0 10 20 30\u202fd', '0 20 40\u202fd', '0 200 400\u202fd'
    ])
    expect([told(-90, 7_200), axisTexts(fixedAxis(0, 86_400, null, baseOf('seconds')).ticks, 'seconds')]).toEqual([['0', '1', '2\u202fh'], ['0', '12', '24\u202fh']])
  })

  it('has one to three short labels above 0, whatever it reaches', () => {
    fc.assert(fc.property(fc.double({ min: 3, max: 1e9, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (top, below) => {
      const axis = valueAxis(-below * top, top, null, 60)
      const words = axisTexts(axis.ticks, 'seconds')
      expect([axis.ticks.filter((v) => v !== 0).length >= 1, axis.ticks.filter((v) => v !== 0).length <= 3, words.filter((text) => !/^-?\d{1,5}(\.5)?(\u202f\w+)?$/.test(text))]).toEqual([true, true, []])
    }))
  })
})

describe('axisTexts', () => {
  it('writes the unit on the highest tick only, a factor on each', () => {
    expect(axisTexts([0, 0.04, 0.08], 'ratio')).toEqual(['0', '4', '8\u202f%'])
    expect(axisTexts([0, 500, 1000, 1500], 'per-second')).toEqual(['0', '500', '1\u202fk', '1.5\u202fk'])
    expect(axisTexts([0, 0.2, 0.4], 'seconds')).toEqual(['0', '200', '400\u202fms'])
    expect(axisTexts([0, 2, 4], 'seconds')).toEqual(['0', '2', '4\u202fs'])
    expect(axisTexts([0, 86_400 * 2, 86_400 * 4], 'seconds')).toEqual(['0', '2', '4\u202fd'])
    expect(axisTexts([0, 2 ** 30, 2 ** 31], 'bytes')).toEqual(['0', '1', '2\u202fGiB'])
    expect(axisTexts([-1e19, 0, 1e19], 'count')).toEqual(['-1e7\u202fT', '0', '1e7\u202fT'])
    expect(axisTexts([0], 'count')).toEqual(['0'])
  })

  it('writes the unit on the lowest tick where the axis ends at 0', () => {
    expect([axisTexts([-0.004, -0.002, 0], 'seconds'), axisTexts([-(2 ** 21), -(2 ** 20), 0], 'bytes-per-second'), axisTexts([-0.5, 0], 'ratio'), axisTexts([0], 'seconds')])
      .toEqual([['-4\u202fms', '-2', '0'], ['-2\u202fMiB', '-1', '0'], ['-50\u202f%', '0'], ['0']])
  })

  it('has its unit once, on whatever side of 0 it lies', () => {
    fc.assert(fc.property(value, value, fc.constantFrom('seconds' as const, 'bytes' as const, 'bytes-per-second' as const, 'ratio' as const), (a, b, unit) => {
      const { ticks } = valueAxis(Math.min(a, b), Math.max(a, b), null, baseOf(unit))
      expect(axisTexts(ticks, unit).filter((text) => text.includes('\u202f'))).toHaveLength(ticks.some((tick) => tick !== 0) ? 1 : 0)
    }))
  })
})

it('comes to rest: the axis for the same data is the same object, whatever was in force before', () => {
  const some = fc.oneof(fc.constant(0), fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }))
  fc.assert(fc.property(some, some, some, some, (a, b, c, d) => {
    const first = valueAxis(Math.min(a, b), Math.max(a, b), valueAxis(Math.min(c, d), Math.max(c, d)))
    expect(valueAxis(Math.min(a, b), Math.max(a, b), first)).toBe(first)
  }))
})

describe('an axis of which one end is fixed', () => {
  it('ends there, and where the other values ask at its other end', () => {
    expect([
      endedAxis({ min: null, max: 1 }, 0.1, 0.42), endedAxis({ min: null, max: 1 }, -0.9, 3), endedAxis({ min: 0, max: null }, 40, 90), endedAxis({ min: 50, max: null }, 60, 90),
      endedAxis({ min: null, max: 100 }, 0, 0), endedAxis({ min: 0, max: 1 }, 4, 9)
    ]).toEqual([
      { min: 0, max: 1, ticks: [0, 0.5, 1] }, { min: -1, max: 1, ticks: [-1, 0, 1] }, { min: 0, max: 100, ticks: [0, 40, 80] }, { min: 50, max: 95, ticks: [60, 80] },
      { min: 0, max: 100, ticks: [0, 50, 100] }, { min: 0, max: 1, ticks: [0, 0.5, 1] }
    ])
  })

  it('is that of its values where some lie below its lowest, or all above its highest: no line is drawn as if it were nothing', () => {
    expect([endedAxis({ min: 0, max: null }, -40, 90), endedAxis({ min: 10, max: null }, 2, 5), endedAxis({ min: null, max: -1 }, 2, 5), endedAxis({ min: 0, max: null }, 0, 0)])
      .toEqual([valueAxis(-40, 90), valueAxis(2, 5), valueAxis(2, 5), valueAxis(0, 0)])
  })

  it('has no ticks, rather than no end of them, where its ends are too near to each other for a figure', () => {
    expect([fixedAxis(1e6, 1e6 + 2e-10), endedAxis({ min: 1e6, max: null }, 1e6, 1e6 + 2e-10)]).toEqual([{ min: 1e6, max: 1e6 + 2e-10, ticks: [] }, valueAxis(1e6, 1e6 + 2e-10)])
  })

  it('has that end, holds what does not lie beyond it, and comes to rest', () => {
    const base = fc.constantFrom(2 as const, 10 as const, 60 as const)
    fc.assert(fc.property(value, value, value, fc.boolean(), base, value, (a, b, end, below, of, other) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)]
      const ends = below ? { min: end, max: null } : { min: null, max: end }
      const axis = endedAxis(ends, low, high, endedAxis(ends, Math.min(low, other), Math.max(low, other), null, of), of)
      const hair = 1e-6 * (axis.max - axis.min)
      const range = below ? Math.max(0, high) - end : end - Math.min(0, low)
      const near = range <= 1e-9 * Math.max(1, Math.abs(end), Math.abs(low), Math.abs(high))
      expect([
        axis.max > axis.min, near || (below ? low < end || axis.min === end : axis.max === end),
        near || (!below || axis.max >= high - hair) && axis.min <= low + hair, axis.ticks.every((v) => v >= axis.min - hair && v <= axis.max + hair), endedAxis(ends, low, high, axis, of) === axis
      ]).toEqual([true, true, true, true, true])
    }))
  })
})
