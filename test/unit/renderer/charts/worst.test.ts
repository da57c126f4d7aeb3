import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Line } from '@shared/domain/series'
import { PLAIN } from '@shared/grafana/format'
import type { Tile } from '@shared/grafana/model'
import { axisOf, modelOf, NO_MARKS } from '../../../../src/renderer/charts/model'
import { worstOf } from '../../../../src/renderer/charts/worst'
import { panelDataOf, panelOf } from '../../../../src/renderer/features/dashboards/graph'
import { aSeries, NOW } from '../../../builders'

const WINDOW = { from: NOW - 120_000, to: NOW }
const NOTHING_SAID = { limits: [] }
const named = (lines: readonly Line[]): readonly string[] => lines.map(({ name }) => name)
const flat = (name: string, y: number): Line => aSeries([y, y, y], { name })
/** Measured so high, and drawn below the axis. */
const below = (name: string, y: number): Line => ({ ...aSeries([-y, -y, -y], { name }), below: true })

describe('of lines above and below the axis', () => {
  const tile: Tile = {
    id: 't', title: 'Network', description: '', type: 'timeseries', show: { as: 'graph', stack: false, percent: false, limits: [], negative: [{ by: 'regex', is: '/Transmit/' }] }, cell: { x: 0, y: 0, w: 12, h: 8 },
    repeat: null, targets: [], format: { ...PLAIN, unit: 'short' }, overrides: [], interval: '', notes: []
  }
  const board = (rates: Readonly<Record<string, number>>) => {
    const series = Object.entries(rates).map(([name, y]) => ({ ref: 'A', name, labels: {}, format: tile.format, negative: name.includes('Transmit'), t: Float64Array.of(NOW), v: Float64Array.of(y) }))
    const data = panelDataOf(tile, { series, more: 0, warnings: [], at: NOW, stepMs: 60_000, source: 'prom', text: null }, WINDOW)
    const model = modelOf({ panel: panelOf(tile, 'Network', 'prom', 'x'), data, window: WINDOW, marks: NO_MARKS, intervalMs: 60_000 })
    return { shown: model.series.toSorted((a, b) => a.index - b.index).map(({ name, last }) => [name, last?.value]), more: model.more, axis: axisOf(model) }
  }

  test('the busiest of each side is shown, and the axis holds it', () => {
    expect(board({
      'eth0 Receive': 100e3, 'eth1 Receive': 200e3, 'eth2 Receive': 300e3, 'eth3 Receive': 400e3,
      'eth0 Transmit': 900e6, 'eth1 Transmit': 5e3, 'eth2 Transmit': 6e3, 'eth3 Transmit': 800e6
    })).toEqual({
      shown: [['eth1 Receive', 200e3], ['eth2 Receive', 300e3], ['eth3 Receive', 400e3], ['eth0 Transmit', -900e6], ['eth3 Transmit', -800e6]], more: 3,
      axis: { min: -1_000e6, max: 100e6, ticks: [-800e6, -400e6, 0] }
    })
  })

  test('each has its share, and what one does not need the other has', () => {
    const up = (count: number): readonly Line[] => Array.from({ length: count }, (_, i) => flat(`up${i}`, i))
    const down = (count: number): readonly Line[] => Array.from({ length: count }, (_, i) => below(`down${i}`, 10 * i))
    expect([[6, 0], [6, 1], [6, 6], [1, 6], [0, 6]].map(([a, b]) => named(worstOf([...up(a!), ...down(b!)], NOTHING_SAID, 5)))).toEqual([
      ['up1', 'up2', 'up3', 'up4', 'up5'], ['up2', 'up3', 'up4', 'up5', 'down0'], ['up4', 'up5', 'down3', 'down4', 'down5'], ['up0', 'down2', 'down3', 'down4', 'down5'], ['down1', 'down2', 'down3', 'down4', 'down5']
    ])
  })

  test('the lowest of each where those are the worst, and the one of an alert always; a line without samples last', () => {
    const lines = [flat('up9', 9), flat('up1', 1), flat('up2', 2), below('down9', 9), below('down1', 1), below('down2', 1.5), aSeries([null, null], { name: 'none' }), aSeries([5, 5], { name: 'own', role: 'own' })]
    expect([named(worstOf(lines, { limits: [], worst: 'lowest' }, 4)), named(worstOf(lines, NOTHING_SAID, 1)), named(worstOf(lines, NOTHING_SAID, 7))]).toEqual([['up1', 'down1', 'down2', 'own'], ['own'], ['up9', 'up1', 'up2', 'down9', 'down1', 'down2', 'own']])
  })

  test('no line that was left out of a side was measured higher than one of it that is shown, and each side has half of the room if it needs it', () => {
    const some = fc.array(fc.record({ y: fc.integer({ min: 0, max: 1_000 }), down: fc.boolean() }), { minLength: 1, maxLength: 30 })
    fc.assert(fc.property(some, fc.integer({ min: 1, max: 8 }), (each, most) => {
      const lines = each.map(({ y, down }, i) => (down ? below(`l${i}`, y) : flat(`l${i}`, y)))
      const kept = new Set(worstOf(lines, { limits: [], worst: 'highest' }, most))
      const sides = [true, false].map((down) => {
        const side = lines.filter((line) => (line.below === true) === down)
        const size = (line: Line): number => Math.abs(line.v[0]!)
        const [shown, left] = [side.filter((line) => kept.has(line)), side.filter((line) => !kept.has(line))]
        return shown.length >= Math.min(side.length, Math.floor(most / 2)) && Math.min(...shown.map(size)) >= Math.max(...left.map(size))
      })
      expect([kept.size, ...sides]).toEqual([Math.min(most, lines.length), true, true])
    }))
  })
})
