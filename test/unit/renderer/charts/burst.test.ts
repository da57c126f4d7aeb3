import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Line } from '@shared/domain/series'
import { thinned } from '@shared/domain/thinned'
import { figureText } from '@shared/text/format'
import { axisOf, modelOf, NO_MARKS, type PanelModel } from '../../../../src/renderer/charts/model'
import { rowsAt } from '../../../../src/renderer/charts/reading'
import { sceneOf } from '../../../../src/renderer/charts/scene'
import { aPanel, aPanelData, aSeries, NOW } from '../../../builders'
import { placesOf } from './places'

const MINUTE = 60_000
const WAYS = [[360, MINUTE, 300], [504, 20 * MINUTE, 300], [360, MINUTE, 260], [504, 20 * MINUTE, 400]] as const

/** Noise that is the same in every run. */
const noiseOf = (n: number): readonly (readonly number[])[] => {
  let seed = 7
  const random = (): number => { seed = (seed * 1103515245 + 12345) % 2147483648; return seed / 2147483648 }
  return [0, 1, 2].map(() => Array.from({ length: n }, () => random() * 40))
}

/** Requests by status, of which 400 a second fail at some moments, and the sum stays what it is. */
const requests = (n: number, step: number, isBurst: (i: number) => boolean): readonly Line[] => {
  const from = NOW - (n - 1) * step
  const noise = noiseOf(n)
  const layer = (name: string, v: readonly number[]): Line => aSeries(v, { name, role: name, from, step })
  return [
    layer('2xx', noise[0]!.map((y, i) => 1000 + y - (isBurst(i) ? 400 : 0))), layer('3xx', noise[1]!.map((y) => 150 + y)), layer('4xx', noise[2]!.map((y) => 60 + y)),
    layer('5xx', noise[0]!.map((_, i) => (isBurst(i) ? 400 : 0)))
  ]
}

/** What is sent of them for a panel so wide, as a model. */
const shown = (lines: readonly Line[], step: number, width: number): PanelModel => {
  const window = { from: lines[0]!.t[0]!, to: NOW }
  return modelOf({ panel: aPanel({ draw: 'stack' }), data: aPanelData({ ...window, stepMs: step, ...thinned(lines, 'stack', NOW - window.from, width) }), window, marks: NO_MARKS, intervalMs: step })
}

/** How tall an area is at its tallest, pixels. */
const tallest = (d: string): number => {
  const byX = new Map<number, number[]>()
  for (const [at, y] of placesOf(d).flat()) { const x = Math.round(10 * at); byX.set(x, [...byX.get(x) ?? [], y]) }
  return Math.max(0, ...[...byX.values()].map((ys) => Math.max(...ys) - Math.min(...ys)))
}

describe('errors that take the place of good answers', () => {
  it.each(WAYS)('are drawn whenever they come: %i points of %i ms at %i px', (n, step, width) => {
    const lost: number[] = []
    for (let at = 100; at < 160; at++) {
      const model = shown(requests(n, step, (i) => i === at), step, width)
      const plot = { x: 0, y: 0, width, height: 200 }
      const axis = axisOf(model)
      const scene = sceneOf({ model, axis, plot, zone: 'utc', labelRoom: 70 })
      const want = (400 * plot.height) / (axis.max - axis.min)
      if (Math.abs(tallest(scene.areas.find((area) => area.ink === 'code-5xx')!.d) - want) > 0.3) lost.push(at)
    }
    expect(lost).toEqual([])
  })

  it.each(WAYS)('are told with the sum that was: %i points of %i ms at %i px', (n, step, width) => {
    const lines = requests(n, step, (i) => i % 20 === 7)
    const sums = new Map([...lines[0]!.t].map((at, i) => [at, lines.reduce((sum, { v }) => sum + v[i]!, 0)]))
    const model = shown(lines, step, width)
    const { t, total, values } = model.stack!
    expect({ sums: [...total], bursts: values[3]!.filter((y) => y === 400).length }).toEqual({ sums: [...t].map((at) => sums.get(at)), bursts: lines[3]!.v.filter((y) => y === 400).length })
    const burst = lines[3]!.v.indexOf(400)
    const told = (value: number): string => figureText(value, 'per-second')
    expect(rowsAt(model, lines[0]!.t[burst]!).map((row) => [row.name, row.text])).toEqual([
      ...lines.map(({ name, v }) => [name, told(v[burst]!)]).reverse(), ['Total', told(sums.get(lines[0]!.t[burst]!)!)]
    ])
  })
})

describe('a stack that is thinned', () => {
  const value = fc.oneof({ weight: 6, arbitrary: fc.integer({ min: -50, max: 1000 }) }, { weight: 1, arbitrary: fc.constant(null) })
  const layers = fc.integer({ min: 1, max: 300 }).chain((n) => fc.array(fc.array(value, { minLength: n, maxLength: n }), { minLength: 1, maxLength: 5 }))
  const extremes = (v: Float64Array): readonly number[] => { const found = v.filter(Number.isFinite); return found.length ? [Math.min(...found), Math.max(...found)] : [] }

  it('keeps of every layer what was lowest and highest, and no moment at which a layer was otherwise', () => {
    fc.assert(fc.property(layers, fc.integer({ min: 1, max: 120 }), (of, width) => {
      const lines = of.map((v, i) => aSeries(v, { name: String(i) }))
      const [from, to] = [lines[0]!.t[0]!, NOW]
      const { lines: thin } = thinned(lines, 'stack', to - from, width)
      const place = new Map([...lines[0]!.t].map((at, i) => [at, i]))
      expect(thin.map(({ t, v }) => [[...t], [...v], extremes(v)])).toEqual(lines.map((line) => {
        const times = [...thin[0]!.t]
        return [times, times.map((at) => line.v[place.get(at)!]), extremes(line.v)]
      }))
    }))
  })

  it('is at most so many samples', () => {
    const n = 20_000
    const lines = [1, 2, 3, 4, 5].map((k) => aSeries(Array.from({ length: n }, (_, i) => Math.sin(i * k) + 2), { name: String(k) }))
    const { lines: thin } = thinned(lines, 'stack', NOW - lines[0]!.t[0]!, 300)
    // of 150 columns and the two that the grid cuts: the lowest and the highest of each layer and of the whole
    expect(Math.max(...thin.map(({ t }) => t.length))).toBeLessThanOrEqual(152 * 12)
  })
})
