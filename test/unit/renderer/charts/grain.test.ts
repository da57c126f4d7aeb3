// @vitest-environment jsdom
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { axisOf, modelOf, NO_MARKS, type PanelModel } from '../../../../src/renderer/charts/model'
import { drawPanel } from '../../../../src/renderer/charts/export/drawing'
import { grainOf, grainPath, type Grain } from '../../../../src/renderer/charts/grain'
import { rowsAt } from '../../../../src/renderer/charts/reading'
import { sceneOf } from '../../../../src/renderer/charts/scene'
import { shapesOf } from '../../../../src/renderer/charts/shapes'
import { drawTip } from '../../../../src/renderer/charts/tip'
import { aPanel, aPanelData, aSeries, NOW } from '../../../builders'

const MODES = ['user', 'system', 'nice', 'iowait', 'irq', 'softirq', 'steal', 'guest', 'guest_nice', 'idle', 'other', 'new', 'newer', 'newest', 'last', 'more', 'most']
const PLOT = { x: 0, y: 0, width: 400, height: 100 }
const stackOf = (names: readonly string[], role = ''): PanelModel => modelOf({
  panel: aPanel({ draw: 'stack' }), data: aPanelData({ lines: names.map((name) => aSeries([1, 2, 1], { name, role: role || name })) }),
  window: { from: NOW - 120_000, to: NOW }, marks: NO_MARKS, intervalMs: 60_000
})

describe('layers of a stack', () => {
  test('are told apart by more than five inks: each further use of one has a grain', () => {
    expect(stackOf(MODES.slice(0, 12)).layers.map(({ ink, grain }) => [ink, grain])).toEqual([
      ['series-1', undefined], ['series-3', undefined], ['series-4', undefined], ['series-5', undefined], ['series-2', undefined],
      ['series-1', 'lines'], ['series-3', 'lines'], ['series-4', 'lines'], ['series-5', 'lines'], ['series-2', 'lines'], ['series-1', 'dots'], ['series-3', 'dots']
    ])
    expect([0, 1, 2, 3, 4].map(grainOf)).toEqual([undefined, 'lines', 'dots', 'close', 'lines'])
    const told = MODES.map((_, i) => stackOf(MODES).layers[i]!).map(({ ink, grain }) => `${ink} ${grain ?? ''}`)
    expect(new Set(told).size).toBe(MODES.length)
  })

  test('of failed answers, which have one ink, too', () => {
    expect(stackOf(['500', '502', '503'], '5xx').layers.map(({ name, ink, grain }) => [name, ink, grain])).toEqual([['500', 'code-5xx', undefined], ['502', 'code-5xx', 'lines'], ['503', 'code-5xx', 'dots']])
  })

  test('have their grain on the screen, beside the pointer and in a picture', () => {
    const model = stackOf(MODES.slice(0, 11))
    const axis = axisOf(model)
    const scene = sceneOf({ model, axis, plot: PLOT, zone: 'utc', labelRoom: 60 })
    expect(scene.areas.map(({ grain }) => grain?.kind)).toEqual([undefined, undefined, undefined, undefined, undefined, 'lines', 'lines', 'lines', 'lines', 'lines', 'dots'])
    const areas = shapesOf({ scene, model, axis, plot: PLOT, labelRoom: 60, variant: 'panel', id: 'x' }).find(({ values }) => values[0] === 'g-areas')!.of
    expect(areas.map(({ values }) => values[0] === 'g-grain' ? values.slice(2) : values[1])).toEqual([
      'var(--g-series-1)', 'var(--g-series-3)', 'var(--g-series-4)', 'var(--g-series-5)', 'var(--g-series-2)',
      ...['series-1', 'series-3', 'series-4', 'series-5', 'series-2'].flatMap((ink) => [`var(--g-${ink})`, [1, 'butt', undefined]]), 'var(--g-series-1)', [2.5, 'round', '0 6']
    ])
    const tip = document.createElement('div')
    drawTip(tip, { title: '', rows: rowsAt(model, NOW - 60_000), x: 0, plot: { ...PLOT, height: 400 } })
    expect([...tip.querySelectorAll('i')].map((swatch) => swatch.className)).toEqual(['g-tip-area g-tip-dots', ...Array<string>(5).fill('g-tip-area g-tip-lines'), ...Array<string>(5).fill('g-tip-area'), 'g-tip-sum'])
    const picture = drawPanel(model, { x: 0, y: 0, width: 600, height: 200 }, 'utc', () => ({ colour: '#010203', opacity: 1 }), 'y').markup.map(({ svg }) => svg)
    expect(picture.filter((each) => each.includes('stroke-dasharray="0 6"')).length).toBe(1)
  })
})

describe('a grain', () => {
  const SCALE = { kx: 1, bx: 0, ky: -1, by: 100 }

  test('stands on a grid of its own, within its layer, and not across a gap', () => {
    expect(grainPath([0, 12, 14, 20], [0, 0, NaN, 0], [10, 22, 20, 20], SCALE, 'lines')).toBe('M0 90V100M6 84V100')
    expect(grainPath([0, 7], [0, 0], [10, 10], SCALE, 'dots')).toBe('M0 96V99M6 96V99')
    expect(grainPath([3, 9], [50, 50], [50.2, 50.2], SCALE, 'close')).toBe('')
  })

  test('stays inside what it lies on', () => {
    const value = fc.integer({ min: 0, max: 90 })
    fc.assert(fc.property(fc.array(fc.tuple(value, fc.integer({ min: 0, max: 10 })), { minLength: 2, maxLength: 30 }), fc.constantFrom<Grain>('lines', 'dots', 'close'), (of, grain) => {
      const times = of.map((_, i) => 7 * i)
      const low = of.map(([v]) => v)
      const high = of.map(([v, over]) => v + over)
      for (const [, x, top, bottom] of grainPath(times, low, high, SCALE, grain).matchAll(/M([\d.]+) ([\d.]+)V([\d.]+)/g)) {
        const i = Math.min(of.length - 2, Math.floor(Number(x) / 7))
        const at = (v: readonly number[]): number => 100 - (v[i]! + (Number(x) / 7 - i) * (v[i + 1]! - v[i]!))
        expect(Number(top)).toBeGreaterThanOrEqual(at(high) - 0.1)
        expect(Number(bottom)).toBeLessThanOrEqual(at(low) + 0.1)
        expect(Number(x) % (grain === 'close' ? 3 : 6)).toBe(0)
      }
    }))
  })
})
