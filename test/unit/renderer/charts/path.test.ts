import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { areaPath, hatchPath, linePath } from '../../../../src/renderer/charts/path'
import { spread } from '../../../../src/renderer/charts/spread'

/** Data are pixels already, values grow upwards. */
const scale = { kx: 1, bx: 0, ky: -1, by: 100 }
const points = (...v: readonly number[]): { t: number[]; v: readonly number[] } => ({ t: v.map((_, i) => 10 * i), v })

describe('linePath', () => {
  it('draws a line, lifts the pen where a sample is missing, and makes a lonely one a dot', () => {
    expect(linePath(points(1, 2, 4), scale)).toBe('M0 99L10 98L20 96')
    expect(linePath(points(1, 2, NaN, 4, 5), scale)).toBe('M0 99L10 98M30 96L40 95')
    expect(linePath(points(NaN, 2, NaN), scale)).toBe('M10 98h0')
    expect(linePath(points(Infinity, NaN), scale)).toBe('')
  })

  it('writes every place as a number is written, to a tenth, however far out and however many', () => {
    const place = fc.integer({ min: -12_000_000, max: 12_000_000 }).map((tenths) => tenths / 10)
    const word = (px: number): string => String(Math.min(1e6, Math.max(-1e6, px)) + 0)
    fc.assert(fc.property(fc.uniqueArray(place, { maxLength: 40 }), (v) => {
      const t = v.map((_, i) => v[v.length - 1 - i]!)
      const d = linePath({ t, v }, { kx: 1, bx: 0, ky: 1, by: 0 })
      const flat = (i: number): boolean => i > 0 && word(v[i]!) === word(v[i - 1]!)
      if (v.some((_, i) => flat(i))) return
      expect(d).toBe(v.map((y, i) => `${i === 0 ? 'M' : 'L'}${word(t[i]!)} ${word(y)}`).join('') + (v.length === 1 ? 'h0' : ''))
    }))
    const many = Array.from({ length: 5_000 }, (_, i) => -90_000.5 - i)
    expect(linePath({ t: many, v: many }, { kx: 1, bx: 0, ky: 1, by: 0 })).toBe(many.map((x, i) => `${i === 0 ? 'M' : 'L'}${x} ${x}`).join(''))
  })

  it('draws only the samples that are kept', () => {
    expect(linePath(points(1, 2, 4, NaN, 5, 6), scale, Uint32Array.of(0, 2, 3, 5))).toBe('M0 99L20 96M50 94h0')
  })

  it('leaves the inside of a flat run out', () => {
    expect(linePath(points(5, 5, 5, 5, 6, 6), scale)).toBe('M0 95L30 95L40 94L50 94')
    expect(linePath(points(5, 5, 5, NaN, 5), scale)).toBe('M0 95L20 95M40 95h0')
  })

  it('never draws a missing sample as 0 and never joins across it', () => {
    const value = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 90 }) }, { weight: 1, arbitrary: fc.constant(NaN) })
    fc.assert(fc.property(fc.array(value, { maxLength: 60 }), (v) => {
      const d = linePath(points(...v), scale)
      const runs = v.map((y) => (Number.isNaN(y) ? ' ' : 'x')).join('').split(' ').filter(Boolean).length
      expect((d.match(/M/g) ?? []).length).toBe(runs)
      const ys = [...d.matchAll(/[ML][\d.]+ ([\d.]+)/g)].map(([, y]) => 100 - Number(y))
      expect(ys.every((y) => v.includes(y))).toBe(true)
    }))
  })
})

describe('areaPath', () => {
  it('closes before a gap and opens again after it', () => {
    expect(areaPath([0, 10, 20, 30], [0, 0, 0, 0], [5, 6, NaN, 7], scale)).toBe('M0 95L10 94L10 100L0 100ZM30 93L30 100Z')
  })
})

describe('hatchPath', () => {
  it('stays inside its rectangle', () => {
    const place = fc.double({ min: 0, max: 500, noNaN: true })
    fc.assert(fc.property(place, place, place, place, (x, y, width, height) => {
      for (const [, a, b] of hatchPath(x, y, width, height).matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)) {
        expect(Number(a)).toBeGreaterThanOrEqual(x - 0.1)
        expect(Number(a)).toBeLessThanOrEqual(x + width + 0.1)
        expect(Number(b)).toBeGreaterThanOrEqual(y - 0.1)
        expect(Number(b)).toBeLessThanOrEqual(y + height + 0.1)
      }
    }))
    expect(hatchPath(0, 0, 0, 50)).toBe('')
  })
})

describe('spread', () => {
  it('keeps labels apart and inside, in their order', () => {
    const places = fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 12 })
    fc.assert(fc.property(places, (list) => {
      const out = spread(list, 15, 0, 200)
      const order = list.map((_, i) => i).sort((a, b) => list[a]! - list[b]! || a - b)
      order.forEach((i, k) => {
        expect(out[i]).toBeGreaterThanOrEqual(-1e-9)
        expect(out[i]).toBeLessThanOrEqual(200 + 1e-9)
        if (k > 0) expect(out[i]! - out[order[k - 1]!]!).toBeGreaterThanOrEqual(Math.min(15, 200 / (list.length - 1)) - 1e-9)
      })
    }))
    expect(spread([50, 100], 15, 0, 200)).toEqual([50, 100])
    expect(spread([50, 50], 15, 0, 200)).toEqual([50, 65])
  })
})
