import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Tile } from '@shared/grafana/model'
import { readBoard } from '@shared/grafana/read'
import { legendOf } from '../../../../src/renderer/charts/export/legend'
import { panelCsv } from '../../../../src/renderer/charts/export'
import { endLabels } from '../../../../src/renderer/charts/labels'
import { axisOf, modelOf, NO_MARKS } from '../../../../src/renderer/charts/model'
import { readAt, rowsAt } from '../../../../src/renderer/charts/reading'
import { sceneOf } from '../../../../src/renderer/charts/scene'
import { stackOf } from '../../../../src/renderer/charts/stack'
import { summaryOf } from '../../../../src/renderer/charts/summary'
import { tableOf } from '../../../../src/renderer/charts/table'
import { dataOf } from '../../../../src/renderer/features/dashboards/answers'
import { panelDataOf, panelOf } from '../../../../src/renderer/features/dashboards/graph'
import { planOf } from '../../../../src/renderer/features/dashboards/plan'
import { panelBlocks } from '../../../../src/renderer/outlet/panel-blocks'
import { aGiven, paletteFor } from '../charts/export/given'

const MIN = 60_000
const SPAN = { from: 0, to: 2 * MIN }
const PLOT = { x: 0, y: 0, width: 300, height: 100 }

/** A graph of traffic with what is sent below the axis, as boards have it; a sample a minute of each line. */
const traffic = (stacked: boolean, names: readonly string[], values: readonly (readonly number[])[]) => {
  const read = readBoard({
    title: 'B', schemaVersion: 39, panels: [{
      type: 'timeseries', title: 'Traffic', gridPos: { x: 0, y: 0, w: 12, h: 8 }, targets: names.map((legendFormat, i) => ({ refId: 'AB'[i], expr: `m${i}`, legendFormat })),
      fieldConfig: { defaults: { unit: 'bps', custom: stacked ? { stacking: { group: 'A', mode: 'normal' } } : {} }, overrides: [{ matcher: { id: 'byRegexp', options: '/Transmit/' }, properties: [{ id: 'custom.transform', value: 'negative-Y' }] }] }
    }]
  })
  if (!read.ok) throw new Error(read.reason)
  const tile: Tile = read.board.sections[0]!.tiles[0]!
  const answers = values.map((v) => ({ ok: true as const, data: { shape: 'matrix' as const, source: 'p', ...SPAN, stepMs: MIN, at: 5, series: [{ labels: {}, t: Float64Array.from(v, (_, i) => i * MIN), v: Float64Array.from(v) }], text: null, total: 1, histograms: 0, warnings: [] } }))
  const panel = panelOf(tile, 'Traffic', 'p', '')
  const data = panelDataOf(tile, dataOf(tile, planOf(tile, new Map(), SPAN, 400).questions, answers)!, SPAN)
  return { panel, data, model: modelOf({ panel, data, window: SPAN, marks: NO_MARKS, intervalMs: MIN }) }
}
const NAMES = ['eth0 - Receive', 'eth0 - Transmit']

describe('what a board draws below the axis', () => {
  test('is told as it is, wherever it is told, and lies below', () => {
    const { panel, data, model } = traffic(false, NAMES, [[1000, 1000, 3000], [0, 1000, 2000]])
    const axis = axisOf(model)
    const scene = sceneOf({ model, axis, plot: PLOT, zone: 'utc', labelRoom: 200 })
    const given = aGiven({ panel, data, window: SPAN, intervalMs: MIN })
    const blocks = panelBlocks(given, SPAN.to, SPAN)
    expect({
      axis: [axis.min < 0, axis.max > 0], drawn: [...model.series.find(({ name }) => name === NAMES[1])!.v], places: endLabels(model, 'utc').map(({ value }) => value), ends: endLabels(model, 'utc').map(({ figure }) => figure),
      tip: rowsAt(model, SPAN.to).map(({ name, text }) => [name, text]), zero: rowsAt(model, 0).map(({ text }) => text), dots: readAt(model, scene.scale, SPAN.to).dots.map(({ y }) => y! > scene.base),
      table: [tableOf(model, 'utc').columns, tableOf(model, 'utc').rows[0]!.cells], csv: panelCsv(given), legend: JSON.stringify(legendOf(model, 'utc', paletteFor('dark'), 900).at(0, 0)).match(/eth0 - (Receive|Transmit) [^"<]*/g),
      figures: blocks.flatMap((block) => (block.kind === 'table' ? block.rows.map((row) => row.slice(0, 5)) : []))
    }).toEqual({
      axis: [true, true], drawn: [0, -1000, -2000], places: [-2000, 3000], ends: ['2\u202fk', '3\u202fk'],
      tip: [['eth0 - Receive', '3\u202fk'], ['eth0 - Transmit', '2\u202fk']], zero: ['1\u202fk', '0'], dots: [true, false],
      table: [NAMES, ['3\u202fk', '2\u202fk']],
      csv: 'time,"eth0 - Receive [bit/s]","eth0 - Transmit [bit/s]"\r\n1970-01-01T00:00:00.000Z,1000,0\r\n1970-01-01T00:01:00.000Z,1000,1000\r\n1970-01-01T00:02:00.000Z,3000,2000\r\n',
      legend: ['eth0 - Receive 3\u202fk', 'eth0 - Transmit 2\u202fk'],
      figures: [['eth0 - Receive', '3\u202fk', '1\u202fk', '3\u202fk', '1.67\u202fk'], ['eth0 - Transmit', '2\u202fk', '0', '2\u202fk', '1\u202fk']]
    })
  })

  test('is told as it is where it is all there is, also in the head and to those who do not see it', () => {
    const { model } = traffic(false, [NAMES[1]!], [[0, 1000, 2000]])
    const scene = sceneOf({ model, axis: axisOf(model), plot: PLOT, zone: 'utc', labelRoom: 200 })
    expect([readAt(model, scene.scale, SPAN.to).text, summaryOf(model, 'utc'), scene.head!.y > scene.base]).toEqual(['2\u202fk', 'Traffic: 2\u202fk now.', true])
  })

  test('of a stack is laid downwards, told as it is, and part of what all layers are together', () => {
    const { panel, data, model } = traffic(true, NAMES, [[1000, 1000, 3000], [0, 1000, 2000]])
    expect({
      low: model.stack!.low.map((v) => v.at(-1)), high: model.stack!.high.map((v) => v.at(-1)), bottom: [...model.stack!.bottom], total: [...model.stack!.total], places: endLabels(model, 'utc').map(({ value, figure }) => [value, figure]),
      tip: rowsAt(model, SPAN.to).map(({ name, text }) => [name, text]), table: tableOf(model, 'utc').rows[0]!.cells, csv: panelCsv(aGiven({ panel, data, window: SPAN, intervalMs: MIN }))!.split('\r\n').at(-2)
    }).toEqual({
      low: [0, 0], high: [3000, -2000], bottom: [0, -1000, -2000], total: [1000, 2000, 5000], places: [[1800, '3\u202fk'], [-1000, '2\u202fk']],
      tip: [['eth0 - Transmit', '2\u202fk'], ['eth0 - Receive', '3\u202fk'], ['Total', '5\u202fk']], table: ['3\u202fk', '2\u202fk', '5\u202fk'], csv: '1970-01-01T00:02:00.000Z,3000,2000'
    })
  })

  test('is told with the same words as above it, and a 0 has no sign on either side', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 1e12, noNaN: true }), { minLength: 1, maxLength: 3 }), fc.boolean(), (values, stacked) => {
      const [above, below] = ['Receive', 'Transmit'].map((name) => {
        const { panel, data, model } = traffic(stacked, [name], [values])
        const csv = panelCsv(aGiven({ panel, data, window: SPAN, intervalMs: MIN }))!.replace(name, '')
        return { csv, tip: rowsAt(model, SPAN.to).map(({ text }) => text), ends: endLabels(model, 'utc').map(({ figure }) => figure), rows: tableOf(model, 'utc').rows, drawn: model.series.flatMap(({ v }) => [...v].filter((y) => Object.is(y, -0))) }
      })
      expect(below).toEqual(above)
    }))
  })

  test('the layers of a stack add up to its sum as they are told', () => {
    const layer = fc.record({ v: fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 3, maxLength: 3 }), below: fc.boolean() })
    fc.assert(fc.property(fc.array(layer, { minLength: 1, maxLength: 6 }), (layers) => {
      const t = Float64Array.of(0, 1, 2)
      const stack = stackOf(layers.map(({ v, below }) => ({ t, v: Float64Array.from(v), ...(below ? { below: true as const } : {}) })))
      const sides = (sign: number) => [0, 1, 2].map((i) => layers.reduce((sum, { v, below }) => sum + Math.max(0, sign * (below ? -v[i]! : v[i]!)), 0) * sign + 0)
      const sums = [0, 1, 2].map((i) => layers.reduce((sum, { v }) => sum + v[i]!, 0))
      expect([stack.values.map((v) => [...v]), [...stack.total], [...stack.top], [...stack.bottom]]).toEqual([layers.map(({ v }) => v), sums, sides(1), sides(-1)])
    }))
  })
})
