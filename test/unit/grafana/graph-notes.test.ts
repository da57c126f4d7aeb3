import { describe, expect, test } from 'vitest'
import type { Board } from '@shared/grafana/model'
import { readBoard } from '@shared/grafana/read'

const board = (...panels: readonly object[]): Board => {
  const read = readBoard({ title: 'B', schemaVersion: 39, panels: panels.map((panel, i) => ({ id: i, targets: [{ refId: 'A', expr: 'x' }], ...panel })) })
  if (!read.ok) throw new Error(read.reason)
  return read.board
}
const notes = (panel: object): readonly string[] => board(panel).sections[0]!.tiles[0]!.notes
const modern = (custom: object, ...properties: readonly object[]): readonly string[] =>
  notes({ type: 'timeseries', fieldConfig: { defaults: { custom }, overrides: properties.length === 0 ? [] : [{ matcher: { id: 'byName', options: 'a' }, properties }] } })
const of = (id: string, value: unknown): object => ({ id: `custom.${id}`, value })
const old = (panel: object, override: object = {}): readonly string[] => notes({ type: 'graph', seriesOverrides: [{ alias: 'a', ...override }], ...panel })

const BARS = ['Drawn as lines instead of “bars”.']
const POINTS = ['Drawn as lines instead of “points”.']
const BETWEEN = ['The area between two lines is not filled.']
const LEGEND = ['Series that Grafana leaves out of its legend or tooltip are named like the others.']

describe('of a graph is said', () => {
  test('that it is drawn as lines where it would be bars or points, of either version', () => {
    expect([modern({ drawStyle: 'bars' }), modern({ drawStyle: 'points' }), modern({}, of('drawStyle', 'bars')), old({ bars: true, lines: false }), old({ lines: false, points: true }), old({}, { bars: true })]).toEqual([BARS, POINTS, BARS, BARS, POINTS, BARS])
    expect([modern({ drawStyle: 'line' }), modern({}, of('drawStyle', 'line')), old({ bars: false, lines: true, points: true }), old({})]).toEqual([[], [], [], []])
  })
  test('that nothing is filled between two lines, of either version', () => {
    expect([modern({ fillBelowTo: 'b' }), modern({}, of('fillBelowTo', 'b')), old({}, { fillBelowTo: 'b' }), modern({ fillBelowTo: '' }), modern({}, of('fillBelowTo', ''))]).toEqual([BETWEEN, BETWEEN, BETWEEN, [], []])
  })
  test('that a series is named which a legend or tooltip would not name, of either version; one that is hidden is hidden', () => {
    const hide = (legend: boolean, tooltip: boolean, viz: boolean): object => ({ legend, tooltip, viz })
    expect([modern({}, of('hideFrom', hide(true, false, false))), modern({}, of('hideFrom', hide(false, true, false))), modern({ hideFrom: hide(true, true, false) }), old({}, { legend: false })]).toEqual([LEGEND, LEGEND, LEGEND, LEGEND])
    expect([modern({ hideFrom: hide(false, false, false) }), modern({}, of('hideFrom', hide(true, true, true))), modern({}, of('hideFrom', null)), old({}, { legend: true })]).toEqual([[], [], [], []])
  })
  test('nothing of this where it is no graph', () => {
    expect(['stat', 'table'].map((type) => notes({ type, bars: true, fieldConfig: { defaults: { decimals: 2, custom: { drawStyle: 'bars', fillBelowTo: 'b' } }, overrides: [] } }))).toEqual([[], []])
  })
})

test('values in legends and decimals of graphs are said once for a board', () => {
  const graph = (calcs: readonly unknown[], decimals: number | null = null, legend: object = {}): object => ({ type: 'timeseries', options: { legend: { calcs, ...legend } }, fieldConfig: { defaults: { decimals, custom: {} }, overrides: [] } })
  const said = (...panels: readonly object[]): unknown => { const { notes: whole, sections } = board(...panels); return [whole, sections.flatMap(({ tiles }) => tiles.flatMap((tile) => tile.notes))] }
  const DECIMALS = 'Decimals that are set for graphs are not used; a number has as many as its size bears.'
  expect([
    said(graph(['mean', 'lastNotNull', 'max']), graph(['max', 'min'], 2)), said(graph([]), graph([], 0)), said(graph(['mean'], null, { showLegend: false })), said(graph(['mean'], null, { displayMode: 'hidden' })),
    said({ type: 'graph', legend: { show: true, values: true, avg: true, max: true, min: false, current: true } }), said({ type: 'graph', legend: { show: true, values: false, avg: true } }), said({ type: 'graph', legend: { show: false, values: true, avg: true } }),
    said({ type: 'graph', decimals: 1 }), said({ type: 'stat', options: { legend: { calcs: ['mean'] } } }), said(graph([7]), { type: 'graph', legend: null })
  ]).toEqual([
    [['Values in legends are not shown: lastNotNull, max, mean, min.', DECIMALS], []], [[DECIMALS], []], [[], []], [[], []],
    [['Values in legends are not shown: avg, current, max.'], []], [[], []], [[], []], [[DECIMALS], []], [[], []], [[], []]
  ])
})
