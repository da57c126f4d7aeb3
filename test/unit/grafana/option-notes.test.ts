import { describe, expect, test } from 'vitest'
import type { Tile } from '@shared/grafana/model'
import { readBoard } from '@shared/grafana/read'
import { boardFigure } from '@shared/grafana/units'
import { dataOf } from '../../../src/renderer/features/dashboards/answers'
import { valueWords } from '../../../src/renderer/features/dashboards/figures'
import { planOf } from '../../../src/renderer/features/dashboards/plan'

const tileOf = (panel: object): Tile => {
  const read = readBoard({ title: 'B', schemaVersion: 39, panels: [{ targets: [{ refId: 'A', expr: 'x', legendFormat: '{{n}}' }], ...panel }] })
  if (!read.ok) throw new Error(read.reason)
  return read.board.sections[0]!.tiles[0]!
}
const notes = (panel: object): readonly string[] => tileOf(panel).notes
const defaults = (fields: object, type = 'timeseries'): readonly string[] => notes({ type, fieldConfig: { defaults: fields, overrides: [] } })
const override = (matcher: object, ...properties: readonly object[]): object => ({ fieldConfig: { defaults: {}, overrides: [{ matcher, properties }] } })
const byName = { id: 'byName', options: 'a' }
const options = (...names: readonly string[]): readonly string[] => [`Options are not used: ${names.join(', ')}.`]
const overrides = (...names: readonly string[]): readonly string[] => [`Overrides are not used: ${names.join(', ')}.`]
const JOINED = ['Gaps stay gaps: missing samples are not joined, and are not drawn as 0.']

describe('what is not shown is named', () => {
  test('any option that is not known, of the panel, of its numbers, and of an override', () => {
    expect([
      notes({ type: 'timeseries', ofLater: true, timeRegions: [{ op: 'time' }] }), notes({ type: 'stat', options: { ofLater: { on: 1 } } }), defaults({ ofLater: 3, custom: { ofLater: 'x' } }),
      notes({ type: 'timeseries', ...override(byName, { id: 'custom.ofLater', value: 1 }, { id: 'ofLater', value: 'x' }) })
    ]).toEqual([options('ofLater', 'timeRegions'), options('ofLater'), options('ofLater'), overrides('custom.ofLater', 'ofLater')])
  })
  test('nothing of what is off, empty, left to Grafana, or only a matter of looks', () => {
    expect([
      notes({ type: 'timeseries', ofLater: false, other: { mode: 'none', list: [] }, transparent: true, options: { tooltip: { mode: 'multi' }, ofLater: null } }),
      defaults({ custom: { lineWidth: 2, fillOpacity: 20, axisCenteredZero: false, axisPlacement: 'left', thresholdsStyle: { mode: 'off' } } }), notes({ type: 'timeseries', ...override(byName, { id: 'custom.lineWidth', value: 3 }, { id: 'custom.axisCenteredZero', value: false }) }),
      notes({ type: 'stat', options: { reduceOptions: { calcs: ['mean'], fields: '', values: false, limit: 5 }, justifyMode: 'center' } }), notes({ type: 'text', options: { content: 'x', ofLater: true } })
    ]).toEqual([[], [], [], [], []])
  })
  test('of numbers and tables', () => {
    expect([
      notes({ type: 'stat', options: { showPercentChange: true } }), notes({ type: 'stat', options: { reduceOptions: { fields: '/^Value #A$/' } } }), notes({ type: 'stat', options: { reduceOptions: { fields: '/.*/' } } }), notes({ type: 'stat', options: { reduceOptions: { values: true, limit: 5 } } }),
      notes({ type: 'table', options: { sortBy: [{ displayName: 'Value', desc: true }], footer: { show: true, reducer: ['sum'] } } }), notes({ type: 'table', options: { sortBy: [], footer: { show: false, reducer: ['sum'] } } }), notes({ type: 'table-old', sort: { col: 0, desc: true } }), notes({ type: 'table-old', sort: { col: 2, desc: true } }),
      notes({ type: 'singlestat', tableColumn: 'instance' }), notes({ type: 'singlestat', tableColumn: 'instance', targets: [{ expr: 'x', format: 'table' }] })
    ]).toEqual([
      options('showPercentChange'), options('reduceOptions.fields'), [], ['All values of a series are not listed; each is shown by its last one.', ...options('reduceOptions.limit')],
      options('footer', 'sortBy'), [], [], options('sort'), [], options('tableColumn')
    ])
  })
  test('of axes and gaps, of all lines and of some', () => {
    expect([
      defaults({ custom: { axisSoftMin: 1, axisSoftMax: 100, axisCenteredZero: true, axisPlacement: 'right' } }), defaults({ custom: { spanNulls: 3_600_000 } }), defaults({ custom: { spanNulls: 0 } }),
      notes({ type: 'timeseries', ...override(byName, { id: 'custom.axisLabel', value: 'disk' }, { id: 'custom.axisSoftMax', value: 9 }) }), notes({ type: 'timeseries', ...override(byName, { id: 'custom.spanNulls', value: true }) })
    ]).toEqual([options('axisSoftMin', 'axisSoftMax', 'axisCenteredZero', 'axisPlacement'), JOINED, [], overrides('custom.axisLabel', 'custom.axisSoftMax'), JOINED])
  })
  test('links of its numbers, by title or address', () => {
    expect([defaults({ links: [{ title: 'Runbook', url: 'https://x' }, { title: '', url: '/d/abc' }] }), notes({ type: 'graph', options: { dataLinks: [{ title: 'Logs' }] } })]).toEqual([['Its links are not shown: Runbook, /d/abc.'], ['Its links are not shown: Logs.']])
  })
  test('an override by value, whatever it does; not where it does nothing', () => {
    const byValue = { id: 'byValue', options: { reducer: 'allIsZero' } }
    const hide = (viz: boolean): object => ({ id: 'custom.hideFrom', value: { legend: false, tooltip: false, viz } })
    expect([hide(true), hide(false), { id: 'color', value: { mode: 'fixed', fixedColor: 'red' } }].map((one) => notes({ type: 'timeseries', ...override(byValue, one) }))).toEqual([overrides('byValue'), [], overrides('byValue')])
  })
  test('mappings of what numbers never are, and what cannot be read as one', () => {
    const special = (match: string): object => ({ type: 'special', options: { match, result: { text: 'x' } } })
    expect([defaults({ mappings: ['empty', 'true', 'null', 'nan'].map(special) }, 'stat'), defaults({ mappings: [{ type: 'odd', options: {} }] }, 'stat')])
      .toEqual([['Value mappings for “empty” are not used.', 'Value mappings for “true” are not used.'], ['Value mappings for “odd” are not used.']])
  })
  test('units whose words a graph has no room for, and those that are told as they are', () => {
    const plain = (unit: string): readonly string[] => [`Numbers in “${unit}” are drawn as plain numbers.`]
    expect([defaults({ unit: 'bool_on_off' }), defaults({ unit: 'dateTimeAsIso' }), defaults({ unit: 'bool_on_off' }, 'stat'), defaults({ unit: 'hex' }, 'stat')])
      .toEqual([plain('bool_on_off'), plain('dateTimeAsIso'), [], ['The unit “hex” is not known; numbers are shown as they are.']])
  })
})

test('what is and what is not in words', () => {
  expect(['bool', 'bool_yes_no', 'bool_on_off'].map((unit) => [0, 1, 7, null].map((value) => boardFigure(value, { unit, decimals: null })))).toEqual([['False', 'True', 'True', '–'], ['No', 'Yes', 'Yes', '–'], ['Off', 'On', 'On', '–']].map((row) => row.map((number) => ({ number, unit: '' }))))
})

test('a board’s words for no data stand for it, unless they look like a number', () => {
  const stat = (noValue: string) => tileOf({ type: 'stat', fieldConfig: { defaults: { noValue }, overrides: [] } })
  expect(['idle', '0', ''].map((noValue) => { const { format, notes: said } = stat(noValue); return [valueWords(null, format, 'utc').number, valueWords(NaN, format, 'utc').number, valueWords(3, format, 'utc').number, said] })).toEqual([
    ['idle', 'idle', '3', []], ['–', '–', '3', ['Its words for no data, “0”, are not shown: they look like a number.']], ['–', '–', '3', []]
  ])
  expect(valueWords(null, tileOf({ type: 'singlestat', nullText: 'none yet' }).format, 'utc').number).toBe('none yet')
})

test('what was left on by a click on the legend is all that is drawn, by whatever name it has', () => {
  const only = (...names: readonly string[]): object => ({ matcher: { id: 'byNames', options: { mode: 'exclude', names, prefix: 'All except:', readOnly: true } }, properties: [{ id: 'custom.hideFrom', value: { legend: false, tooltip: false, viz: true } }] })
  const drawn = (...list: readonly object[]): unknown => {
    const tile = tileOf({ type: 'timeseries', fieldConfig: { defaults: {}, overrides: list } })
    const series = ['a', 'b'].map((n) => ({ labels: { n }, t: Float64Array.of(1), v: Float64Array.of(1) }))
    return dataOf(tile, planOf(tile, new Map(), { from: 0, to: 60_000 }, 400).questions, [{ ok: true, data: { shape: 'matrix', source: 'p', from: 0, to: 60_000, stepMs: 1_000, at: 5, series, text: null, total: 2, histograms: 0, warnings: [] } }])!.series.map(({ name }) => name)
  }
  expect([drawn(), drawn(only('b')), drawn({ matcher: byName, properties: [{ id: 'displayName', value: 'first ${__field.labels.n}' }] }, only('first a'))]).toEqual([['a', 'b'], ['b'], ['first a']])
})
