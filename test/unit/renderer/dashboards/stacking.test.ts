import { describe, expect, test } from 'vitest'
import type { Tile } from '@shared/grafana/model'
import { readBoard } from '@shared/grafana/read'
import { endLabels } from '../../../../src/renderer/charts/labels'
import { axisOf, modelOf, NO_MARKS, type PanelModel } from '../../../../src/renderer/charts/model'
import { readAt, rowsAt } from '../../../../src/renderer/charts/reading'
import { sceneOf } from '../../../../src/renderer/charts/scene'
import { dataOf } from '../../../../src/renderer/features/dashboards/answers'
import { panelDataOf, panelOf } from '../../../../src/renderer/features/dashboards/graph'
import { planOf } from '../../../../src/renderer/features/dashboards/plan'

const HOUR = { from: 0, to: 3_600_000 }
const G = 1024 ** 3
const NAMES = ['RAM Total', 'RAM Used', 'RAM Cache + Buffer', 'RAM Free']
const VALUES = [16 * G, 6 * G, 7 * G, 3 * G]

/** A graph of a machine with 16 GiB, as a board has it. */
const memory = (panel: object): Tile => {
  const targets = NAMES.map((legendFormat, i) => ({ refId: 'ABCD'[i], expr: `m${i}`, legendFormat }))
  const read = readBoard({ title: 'B', schemaVersion: 39, panels: [{ title: 'Memory', gridPos: { x: 0, y: 0, w: 12, h: 8 }, targets, ...panel }] })
  if (!read.ok) throw new Error(read.reason)
  return read.board.sections[0]!.tiles[0]!
}
const drawn = (tile: Tile): PanelModel => {
  const answers = VALUES.map((v) => ({ ok: true as const, data: { shape: 'matrix' as const, source: 'p', ...HOUR, stepMs: 60_000, at: 5, series: [{ labels: {}, t: Float64Array.of(HOUR.to - 60_000, HOUR.to), v: Float64Array.of(v, v) }], text: null, total: 1, histograms: 0, warnings: [] } }))
  const data = dataOf(tile, planOf(tile, new Map(), HOUR, 400).questions, answers)!
  return modelOf({ panel: panelOf(tile, tile.title, 'p', ''), data: panelDataOf(tile, data, HOUR), window: HOUR, marks: NO_MARKS, intervalMs: 60_000 })
}
const told = (tile: Tile): object => {
  const { layers, series, stack } = drawn(tile)
  return { layers: layers.map(({ name }) => name), lines: series.map(({ name }) => name), sum: (stack?.total.at(-1) ?? NaN) / G, notes: tile.notes }
}
const modern = (stacking: object | null, own: object = { group: 'A', mode: 'normal' }): object => ({
  type: 'timeseries', fieldConfig: {
    defaults: { unit: 'bytes', custom: { stacking: own } },
    overrides: [{ matcher: { id: 'byName', options: 'RAM Total' }, properties: [{ id: 'custom.fillOpacity', value: 0 }, ...(stacking ? [{ id: 'custom.stacking', value: stacking }] : [])] }]
  }
})
const old = (stack: unknown, own = true): object => ({ type: 'graph', stack: own, yaxes: [{ format: 'bytes' }], seriesOverrides: [{ alias: 'RAM Total', fill: 0, stack }] })

const BESIDE = { layers: NAMES.slice(1), lines: ['RAM Total'], sum: 16, notes: [] }
const WITHIN = { layers: NAMES, lines: [], sum: 32, notes: [] }
const LINES = { layers: [], lines: [...NAMES.slice(1), NAMES[0]], sum: NaN }

describe('a series that a board keeps out of its stack', () => {
  test.each<[string, object, object]>([
    ['has no group, as in node-exporter-full', modern({ group: false, mode: 'normal' }), BESIDE],
    ['is not stacked', modern({ group: 'A', mode: 'none' }), BESIDE],
    ['is not stacked, of a graph of before', old(false), BESIDE],
    ['has a group of its own', modern({ group: 'B', mode: 'normal' }), { ...BESIDE, notes: ['Series that Grafana stacks apart from the others are drawn as lines.'] }],
    ['has a group of its own in a graph of before', old('B'), { ...BESIDE, notes: ['Series that Grafana stacks apart from the others are drawn as lines.'] }],
    ['is in the same group', modern({ group: 'A', mode: 'normal' }), WITHIN],
    ['is in the same group of a graph of before', old('A'), WITHIN],
    ['is stacked in a graph of before', old(true), WITHIN],
    ['is not spoken of', modern(null), WITHIN],
    ['is the only one that would be stacked', modern({ group: 'A', mode: 'normal' }, { group: 'A', mode: 'none' }), { ...LINES, notes: ['Overrides are not used: custom.stacking.'] }],
    ['is the only one that would be stacked in a graph of before', old(true, false), { ...LINES, notes: ['Overrides are not used: stack.'] }],
    ['is not stacked, as none of the others', modern({ group: 'A', mode: 'none' }, { group: 'A', mode: 'none' }), { ...LINES, notes: [] }]
  ])('%s', (_what, panel, is) => {
    expect(told(memory(panel))).toEqual(is)
  })

  test('is a line beside the stack with its name and value, for which no limit is meant, and the header reads the sum', () => {
    const panel = modern({ group: false, mode: 'normal' }) as { fieldConfig: { defaults: object } }
    const model = drawn(memory({ ...panel, fieldConfig: { ...panel.fieldConfig, defaults: { ...panel.fieldConfig.defaults, custom: { stacking: { group: 'A', mode: 'normal' }, thresholdsStyle: { mode: 'line' } }, thresholds: { mode: 'absolute', steps: [{ color: 'green', value: null }, { color: 'red', value: 15 * G }] } } } }))
    const plot = { x: 0, y: 0, width: 300, height: 100 }
    const axis = axisOf(model)
    const scene = sceneOf({ model, axis, plot, zone: 'utc', labelRoom: 200 })
    const sum = rowsAt(model, HOUR.to).find((row) => row.look === 'sum')!.text
    expect({
      rows: rowsAt(model, HOUR.to).map(({ name, look }) => [name, look]), labels: endLabels(model, 'utc').slice(1).map(({ name, bold }) => [name, bold]), head: readAt(model, scene.scale, HOUR.to).text, dots: readAt(model, scene.scale, HOUR.to).dots.map(({ severity }) => severity),
      inks: [...model.series, ...model.layers].map(({ ink }) => ink), lines: scene.lines.map(({ draw, hot }) => [draw, hot]), areas: scene.areas.length, limits: model.limits.length
    }).toEqual({
      rows: [['RAM Free', 'area'], ['RAM Cache + Buffer', 'area'], ['RAM Used', 'area'], ['Total', 'sum'], ['RAM Total', 'line']],
      labels: [['RAM Total', false], ['RAM Used', false], ['RAM Cache + Buffer', false], ['RAM Free', false]], head: sum, dots: [null],
      inks: ['series-5', 'series-1', 'series-3', 'series-4'], lines: [['quiet', false]], areas: 3, limits: 1
    })
  })

  test('is a line like any other where nothing of the stack is there', () => {
    const { layers, series, stack } = modelOf({
      panel: { ...panelOf(memory(modern(null)), 'Memory', 'p', ''), limits: [] }, data: { ...panelDataOf(memory(modern(null)), { series: [], more: 0, warnings: [], at: 5, stepMs: 60_000, source: 'p', text: null }, HOUR), lines: [{ name: 'RAM Total', role: 'beside', t: Float64Array.of(HOUR.to), v: Float64Array.of(16) }] },
      window: HOUR, marks: NO_MARKS, intervalMs: 60_000
    })
    expect([layers, series.map(({ name, draw }) => [name, draw]), stack]).toEqual([[], [['RAM Total', 'main']], null])
  })
})
