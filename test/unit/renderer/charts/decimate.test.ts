import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decimate, GAP_STEPS, keepSamples, openHoles, thin } from '@shared/domain/decimate'
import { figuresOf } from '@shared/domain/figures'
import { sumOf } from '@shared/domain/layers'
import { thinned } from '@shared/domain/thinned'
import { aSeries, NOW } from '../../../builders'

const STEP = 15_000
const value = fc.oneof({ weight: 8, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) }, { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity) })
/** Values in runs, so that gaps of many lengths occur. */
const values = fc.array(fc.tuple(value, fc.integer({ min: 1, max: 12 })), { minLength: 1, maxLength: 120 })
  .map((runs) => runs.flatMap(([v, n]) => Array.from({ length: n }, (_, i) => (Number.isFinite(v) ? v + i : v))))
const lineOf = (v: readonly number[]): { t: Float64Array; v: Float64Array } => ({ t: Float64Array.from(v, (_, i) => NOW + i * STEP), v: Float64Array.from(v) })
const columnMs = fc.integer({ min: STEP, max: 40 * STEP })

const kept = (line: { t: Float64Array; v: Float64Array }, width: number): number[] => [...(keepSamples(line.t, line.v, width) ?? line.t.keys())]
const extremes = (line: { t: Float64Array; v: Float64Array }, indices: Iterable<number>, width: number): Map<number, [number, number]> => {
  const out = new Map<number, [number, number]>()
  for (const i of indices) {
    const y = line.v[i]!
    if (!Number.isFinite(y)) continue
    const c = Math.floor(line.t[i]! / width)
    const was = out.get(c)
    out.set(c, was ? [Math.min(was[0], y), Math.max(was[1], y)] : [y, y])
  }
  return out
}

describe('keepSamples', () => {
  it('keeps the lowest and the highest of every column', () => {
    fc.assert(fc.property(values, columnMs, (v, width) => {
      const line = lineOf(v)
      expect(extremes(line, kept(line, width), width)).toEqual(extremes(line, line.t.keys(), width))
    }))
  })

  it('keeps the first and the last, in order, and few', () => {
    fc.assert(fc.property(values, columnMs, (v, width) => {
      const line = lineOf(v)
      const keep = kept(line, width)
      expect([keep[0], keep.at(-1)]).toEqual([0, v.length - 1])
      expect(keep).toEqual([...new Set(keep)].sort((a, b) => a - b))
      expect(keep.length).toBeLessThanOrEqual(6 * ((v.length * STEP) / width + 2))
    }))
  })

  it('keeps the first and the newest sample that there is, though nothing follows it', () => {
    fc.assert(fc.property(values, columnMs, (v, width) => {
      const line = lineOf(v)
      const keep = new Set(kept(line, width))
      const there = v.flatMap((y, i) => (Number.isFinite(y) ? [i] : []))
      expect([there[0], there.at(-1)].filter((i) => i !== undefined && !keep.has(i))).toEqual([])
    }))
  })

  it('never joins a line across a gap wider than a column, and leaves both edges of it', () => {
    fc.assert(fc.property(values, columnMs, (v, width) => {
      const line = lineOf(v)
      const keep = new Set(kept(line, width))
      let last = -1
      v.forEach((y, i) => {
        if (!Number.isFinite(y)) return
        if (last >= 0 && i - last > 1 && line.t[i]! - line.t[last]! > width) {
          expect([keep.has(last), keep.has(i), v.some((_, k) => k > last && k < i && keep.has(k))]).toEqual([true, true, true])
        }
        last = i
      })
    }))
  })

  it('leaves a line alone that has no more samples than places', () => {
    expect(keepSamples(...pair([1, 2, 3]), STEP)).toBeNull()
    expect(keepSamples(...pair([1, 9, 1, 1, 1, NaN, 1, 1]), 10 * STEP)).not.toBeNull()
  })
})

const pair = (v: readonly number[]): [Float64Array, Float64Array] => { const line = lineOf(v); return [line.t, line.v] }

describe('openHoles', () => {
  it('puts one missing sample into each hole and changes nothing else', () => {
    const line = { ...aSeries([1, 2, 3, 4]), t: Float64Array.of(0, 10, 50, 70) }
    expect(openHoles(line, 10)).toEqual({ ...line, t: Float64Array.of(0, 10, 20, 50, 70), v: Float64Array.of(1, 2, NaN, 3, 4) })
    expect(openHoles(line, 20)).toBe(line)
  })

  it('opens nothing twice', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 50 }), (steps) => {
      let at = 0
      const line = { name: '', role: '', t: Float64Array.from(steps, (s) => (at += s)), v: Float64Array.from(steps, (s) => s) }
      const once = openHoles(line, 20)
      expect(openHoles(once, 20)).toBe(once)
      expect(once.t.length - line.t.length).toBe(steps.slice(1).filter((s) => s > GAP_STEPS * 20).length)
    }))
  })
})

describe('decimate', () => {
  it('thins a day of samples to the width and keeps the one spike of it', () => {
    const v = Array.from({ length: 5761 }, (_, i) => (i === 3000 ? 99 : 1 + (i % 3)))
    const line = decimate(aSeries(v, { step: STEP }), 86_400_000, 340, STEP)
    expect([line.v.length <= 3 * 340, Math.max(...line.v)]).toEqual([true, 99])
    expect(line.t[line.v.indexOf(99)]).toBe(NOW - (5760 - 3000) * STEP)
  })
})

describe('a line that was thinned', () => {
  const SPAN = 86_400_000
  it('tells what all of its samples were, and from when to when', () => {
    fc.assert(fc.property(values, fc.integer({ min: 1, max: 60 }), (v, width) => {
      const line = { name: 'a', role: '', ...lineOf(v) }
      const out = thin(line, v.length * STEP, width)
      const there = v.flatMap((y, i) => (Number.isFinite(y) ? [line.t[i]!] : []))
      expect(out.whole).toEqual(out === line || there.length === 0 ? undefined : { ...figuresOf(line.v), from: there[0], to: there.at(-1) })
    }))
  })

  it('of a stack tells what the layers added up to, besides', () => {
    fc.assert(fc.property(fc.array(values, { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 60 }), (all, width) => {
      const n = Math.min(...all.map((v) => v.length))
      const lines = all.map((v, i) => ({ name: `${i}`, role: '', ...lineOf(v.slice(0, n)) }))
      const out = thinned(lines, 'stack', n * STEP, width)
      const sum = sumOf(n, lines)
      const there = [...sum].flatMap((y, i) => (Number.isFinite(y) ? [lines[0]!.t[i]!] : []))
      expect(out.whole).toEqual(out.lines === lines || there.length === 0 ? undefined : { ...figuresOf(sum), from: there[0], to: there.at(-1) })
      const figures = out.lines.map(({ whole }) => whole && { count: whole.count, min: whole.min, max: whole.max, mean: whole.mean, p95: whole.p95 })
      expect(figures).toEqual(lines.map(({ v }) => (out.lines === lines ? undefined : figuresOf(v) ?? undefined)))
    }))
  })

  it('is told of as it was before when it is thinned once more', () => {
    const line = aSeries(Array.from({ length: 5761 }, (_, i) => (i % 97 === 0 ? 1_000 : 1)), { step: STEP })
    const once = thin(line, SPAN, 340)
    expect([once.whole, thin(once, SPAN, 40).whole]).toEqual([{ count: 5761, min: 1, max: 1_000, mean: (5761 + 60 * 999) / 5761, p95: 1, from: NOW - SPAN, to: NOW }, once.whole])
    expect(thinned([line], 'lines', SPAN, 340)).toEqual({ lines: [once] })
  })
})
