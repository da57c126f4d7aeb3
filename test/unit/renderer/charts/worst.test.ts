import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Line } from '@shared/domain/series'
import { worstOf } from '@shared/domain/worst-lines'
import { PLAIN } from '@shared/grafana/format'
import type { Tile } from '@shared/grafana/model'
import { axisOf, modelOf, NO_MARKS } from '../../../../src/renderer/charts/model'
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

describe('where most lines are equal and are the highest', () => {
  const collectors = (failed: readonly number[]): readonly Line[] => Array.from({ length: 46 }, (_, i) => flat(`c${i}`, failed.includes(i) ? 0 : 1))

  test('what differs from them is shown, and one of them to hold it against', () => {
    expect([named(worstOf(collectors([3, 9, 20, 21, 40, 44]), NOTHING_SAID, 5)), named(worstOf(collectors([40]), NOTHING_SAID, 5)), named(worstOf(collectors([]), NOTHING_SAID, 5))])
      .toEqual([['c0', 'c3', 'c9', 'c20', 'c21'], ['c0', 'c1', 'c2', 'c3', 'c40'], ['c0', 'c1', 'c2', 'c3', 'c4']])
  })

  test('the furthest first, then what differed in between; what has no sample differs from nothing', () => {
    const lines = [aSeries([1, 0, 1], { name: 'came back' }), ...['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => flat(name, 1)), flat('half', 0.5), flat('near', 0.9), aSeries([null, null, null], { name: 'none' }), flat('gone', 0)]
    expect([5, 4, 3, 2, 1].map((most) => named(worstOf(lines, NOTHING_SAID, most)))).toEqual([['came back', 'a', 'half', 'near', 'gone'], ['a', 'half', 'near', 'gone'], ['a', 'half', 'gone'], ['a', 'gone'], ['a']])
  })

  test('on either side of the axis', () => {
    const errors = Array.from({ length: 8 }, (_, i) => below(`e${i}`, i === 6 ? -1 : 0))
    expect(named(worstOf([...collectors([40]), ...errors], NOTHING_SAID, 5))).toEqual(['c0', 'c1', 'c40', 'e0', 'e6'])
  })

  test('turn by turn where they fill the room but are not most; the highest alone where they are few, and where it is said which are the worst', () => {
    const every = (nth: number): readonly Line[] => Array.from({ length: 12 }, (_, i) => flat(`d${i}`, i % nth === 0 ? 1 : 0))
    const said: readonly Parameters<typeof worstOf>[1][] = [{ limits: [], worst: 'highest' }, { limits: [{ value: 0.5, label: '', severity: 'critical', side: 'above' }] }]
    expect([named(worstOf(every(2), NOTHING_SAID, 5)), named(worstOf(every(3), NOTHING_SAID, 5)), ...said.map((panel) => named(worstOf(collectors([3, 9]), panel, 5)))])
      .toEqual([['d0', 'd1', 'd2', 'd3', 'd4'], ['d0', 'd1', 'd3', 'd6', 'd9'], ['c0', 'c1', 'c2', 'c4', 'c5'], ['c0', 'c1', 'c2', 'c4', 'c5']])
  })

  test('of lines that are all one or the other now, none is hidden whole as long as there is room for two', () => {
    fc.assert(fc.property(fc.array(fc.boolean(), { minLength: 3, maxLength: 60 }), fc.integer({ min: 2, max: 5 }), (up, most) => {
      const shown = new Set(worstOf(up.map((is, i) => flat(`l${i}`, is ? 1 : 0)), NOTHING_SAID, most).map((line) => line.v[0]))
      expect(shown).toEqual(new Set(up.map(Number)))
    }))
  })
})
