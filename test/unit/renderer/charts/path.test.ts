import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { areaPath, hatchPath, linePath } from '../../../../src/renderer/charts/path'
import { spread } from '../../../../src/renderer/charts/spread'
import { placesOf } from './places'

/** Data are pixels already, values grow upwards. */
const scale = { kx: 1, bx: 0, ky: -1, by: 100 }
const points = (...v: readonly number[]): { t: number[]; v: readonly number[] } => ({ t: v.map((_, i) => 10 * i), v })

describe('linePath', () => {
  it('draws a line, lifts the pen where a sample is missing, and makes a lonely one a dot', () => {
    expect(linePath(points(1, 2, 4), scale)).toBe('M0 99l10-1 10-2')
    expect(linePath(points(1, 2, NaN, 4, 5), scale)).toBe('M0 99l10-1M30 96l10-1')
    expect(linePath(points(NaN, 2, NaN), scale)).toBe('M10 98h0')
    expect(linePath(points(Infinity, NaN), scale)).toBe('')
  })

  it('writes ways as short as a path allows', () => {
    const at = (...places: readonly (readonly [number, number])[]): string => linePath({ t: places.map(([x]) => x), v: places.map(([, y]) => y) }, { kx: 1, bx: 0, ky: 1, by: 0 })
    expect(at([-0.04, 0.5], [0.5, 1], [1.5, 1.1], [1.7, -8.9], [11.7, 0], [11.7, 1_234.5])).toBe('M0 .5l.5.5 1 .1.2-10 10 8.9 0 1234.5')
    expect(at([0, 0], [5_000, 1], [5_001, 1e9], [5_002, 3])).toBe('M0 0L5000 1L5001 1000000L5002 3')
  })

  it('is drawn where its samples lie, to a twentieth of a pixel, however many they are and however far some are out', () => {
    const step = fc.integer({ min: 1, max: 60 }).map((tenths) => tenths / 17)
    const value = fc.oneof({ weight: 30, arbitrary: fc.double({ min: -50, max: 4_000, noNaN: true }) }, { weight: 1, arbitrary: fc.double({ min: -1e9, max: 1e9, noNaN: true }) })
    fc.assert(fc.property(fc.array(value, { minLength: 2, maxLength: 900 }), step, (v, dx) => {
      const t = v.map((_, i) => i * dx)
      const [run = [], ...more] = placesOf(linePath({ t, v }, { kx: 1, bx: 0, ky: 1, by: 0 }))
      expect(more).toEqual([])
      const cut = (y: number): number => Math.min(1e6, Math.max(-1e6, y))
      // the inside of what is flat is left out
      const kept = v.flatMap((y, i) => (i > 0 && i < v.length - 1 && [v[i - 1]!, v[i + 1]!].every((other) => Math.round(cut(other) * 10) === Math.round(cut(y) * 10)) ? [] : [i]))
      expect(run.length).toBe(kept.length)
      const off = kept.filter((i, k) => Math.abs(run[k]![0] - t[i]!) > 0.0701 || (Math.abs(v[i]!) < 4_096 && Math.abs(run[k]![1] - v[i]!) > 0.0701))
      expect(off.map((i) => [t[i], v[i]])).toEqual([])
    }))
  })

  it('is drawn within a fiftieth of a pixel of its tenths over the widest window', () => {
    const v = Array.from({ length: 4_096 }, (_, i) => 2_000 + Math.sin(i / 300) * 1_999 + (i % 2) / 3)
    const t = v.map((_, i) => 0.1 + i)
    const [run = []] = placesOf(linePath({ t, v }, { kx: 1, bx: 0, ky: 1, by: 0 }))
    const most = (side: 0 | 1, of: readonly number[]): number => Math.max(...run.map((at, i) => Math.abs(at[side] - Math.round(of[i]! * 10) / 10)))
    expect([run.length, most(0, t) < 0.02, most(1, v) < 0.02]).toEqual([4_096, true, true])
  })

  it('draws only the samples that are kept', () => {
    expect(linePath(points(1, 2, 4, NaN, 5, 6), scale, Uint32Array.of(0, 2, 3, 5))).toBe('M0 99l20-3M50 94h0')
  })

  it('leaves the inside of a flat run out', () => {
    expect(linePath(points(5, 5, 5, 5, 6, 6), scale)).toBe('M0 95l30 0 10-1 10 0')
    expect(linePath(points(5, 5, 5, NaN, 5), scale)).toBe('M0 95l20 0M40 95h0')
  })

  it('never draws a missing sample as 0 and never joins across it', () => {
    const value = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 90 }) }, { weight: 1, arbitrary: fc.constant(NaN) })
    fc.assert(fc.property(fc.array(value, { maxLength: 60 }), (v) => {
      const d = linePath(points(...v), scale)
      const runs = v.map((y) => (Number.isNaN(y) ? ' ' : 'x')).join('').split(' ').filter(Boolean).length
      expect((d.match(/M/g) ?? []).length).toBe(runs)
      expect(placesOf(d).flat().every(([, y]) => v.includes(100 - y))).toBe(true)
    }))
  })
})

describe('areaPath', () => {
  it('closes before a gap and opens again after it, and makes a lonely sample a pixel wide', () => {
    expect(areaPath([0, 10, 20, 30], [0, 0, 0, 0], [5, 6, NaN, 7], scale)).toBe('M0 95l10-1 0 6-10 0ZM29.5 93l1 0 0 7-1 0Z')
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
