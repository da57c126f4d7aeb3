import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readBoard } from '@shared/grafana/read'
import type { Tile } from '@shared/grafana/model'

const one = (panel: object, schemaVersion = 16): Tile => {
  const read = readBoard({ title: 'B', schemaVersion, panels: [{ title: 'P', gridPos: { x: 0, y: 0, w: 12, h: 8 }, targets: [{ refId: 'A', expr: 'x' }], ...panel }] })
  if (!read.ok) throw new Error(read.reason)
  return read.board.sections[0]!.tiles[0]!
}
const RED = [{ color: 'green', index: 0, value: null }, { color: 'red', index: 1, value: 90 }]
const STEPS = [{ from: -Infinity, severity: null }, { from: 90, severity: 'critical' }]
const WHOLE = { unit: 'percent', decimals: 1, min: 0, max: 100, steps: STEPS, relative: false, mappings: [{ on: 'nothing', value: 'null', to: { text: 'N/A', severity: null, coloured: false } }], name: '' }
const NA = [{ type: 1, value: 'null', text: 'N/A', id: 0 }]
const BOUNDS = { unit: 'percent', decimals: 1, min: 0, max: 100 }

describe('what a panel wants', () => {
  test('of several values of a series the first is shown, and the others are named', () => {
    const of = (type: string, options: object): unknown => { const { show, notes } = one({ type, options }, 39); return ['calc' in show ? show.calc : null, notes] }
    const several = { reduceOptions: { calcs: ['lastNotNull', 'max', 'p95'] } }
    const words = 'Of several values of a series the first is shown; not shown: max, p95.'
    expect([...['stat', 'gauge', 'bargauge'].map((type) => of(type, several)), of('stat', { reduceOptions: { calcs: ['max'] } }), of('stat', {}), of('gauge', { fieldOptions: { calcs: ['mean', 'min'] } })]).toEqual([
      ['lastNotNull', [words]], ['lastNotNull', [words]], ['lastNotNull', [words]], ['max', []], ['lastNotNull', []], ['mean', ['Of several values of a series the first is shown; not shown: min.']]
    ])
  })
  test('is as many points as it says, where that is a number of some', () => {
    expect([100, '250', null, '', 'auto', 0, -5, undefined].map((maxDataPoints) => { const { maxPoints, notes } = one({ type: 'timeseries', maxDataPoints }); return [maxPoints, notes] })).toEqual([
      [100, []], [250, []], ...Array.from({ length: 6 }, () => [undefined, []])
    ])
  })
})

describe('numbers of Grafana 6', () => {
  test('have their unit, bounds, steps, mappings and value, wherever their version keeps them', () => {
    const gauge = (options: object, over: object = {}): unknown => { const { format, show, notes } = one({ type: 'gauge', options, ...over }, 18); return [format, show, notes] }
    const whole = [WHOLE, { as: 'gauge', calc: 'max', coloured: true, text: 'value', perRow: false }, []]
    const value = { unit: 'percent', stat: 'max', decimals: 1, prefix: '', suffix: '' }
    expect([
      gauge({ minValue: 0, maxValue: '100', thresholds: RED, valueMappings: NA, valueOptions: value }), gauge({ minValue: 0, maxValue: 100, thresholds: RED.toReversed(), valueMappings: NA, valueOptions: value }, { pluginVersion: '6.1.6' }),
      gauge({ fieldOptions: { calcs: ['max'], defaults: BOUNDS, thresholds: RED, mappings: NA, override: {}, values: false } }, { pluginVersion: '6.2.5' }),
      gauge({ fieldOptions: { calcs: ['max'], defaults: { ...BOUNDS, thresholds: RED, mappings: NA }, values: false } }, { pluginVersion: '6.4.0' }),
      gauge({ fieldOptions: { calcs: ['max'], defaults: { ...BOUNDS, thresholds: { mode: 'absolute', steps: RED }, mappings: NA }, overrides: [], values: false } }, { pluginVersion: '6.7.1' })
    ]).toEqual([whole, whole, whole, whole, whole])
  })
  test('also their names, colour and overrides', () => {
    const { format, overrides } = one({ type: 'bargauge', options: { fieldOptions: { calcs: ['mean'], defaults: { title: '${__field.labels.host}', color: 'blue', thresholds: RED }, overrides: [{ matcher: { id: 'byName', options: 'a' }, properties: [{ path: 'unit', value: 's' }, { id: 'max', value: 5 }] }] } } }, 22)
    expect([format, overrides]).toEqual([{ ...WHOLE, unit: '', decimals: null, min: null, max: null, mappings: [], name: '${__field.labels.host}', paint: 'other' }, [{ match: { by: 'name', is: 'a' }, change: { unit: 's', max: 5 }, hidden: false, negative: false }]])
  })
  test('what Grafana 7 and later says stands before what was left from then; what is of a wrong shape is named', () => {
    expect([
      one({ type: 'stat', pluginVersion: '7.3.0', options: { fieldOptions: { defaults: { unit: 's' } } }, fieldConfig: { defaults: { unit: 'bytes' }, overrides: [] } }, 27).format.unit,
      one({ type: 'stat', pluginVersion: '6.7.0', options: { fieldOptions: { defaults: { unit: 's' } } }, fieldConfig: { defaults: {}, overrides: [] } }, 25).format.unit,
      one({ type: 'gauge', options: { valueOptions: { unit: 's' }, maxValue: 'much' } }, 18).notes
    ]).toEqual(['bytes', 's', ['Left out, for it could not be read: fieldConfig.defaults.max: number was expected.']])
  })
  test('no panel is lost whatever its old parts are', () => {
    const part = fc.jsonValue({ maxDepth: 3 })
    const defaults = fc.record({ thresholds: part, mappings: part, color: part, title: part, max: part }, { requiredKeys: [] })
    const fields = fc.record({ calcs: part, defaults: fc.oneof(part, defaults), thresholds: part, mappings: part, overrides: part }, { requiredKeys: [] })
    const all = fc.record({ valueOptions: part, fieldOptions: fc.oneof(part, fields), thresholds: part, minValue: part, valueMappings: part }, { requiredKeys: [] })
    fc.assert(fc.property(all, part, (options, fieldConfig) => one({ type: 'gauge', options, fieldConfig }, 20).type === 'gauge'))
  })
})

describe('what of before is not shown is named', () => {
  test('words beside a number, the columns of an old table, an axis that is no time', () => {
    const aggregations = { type: 'table', transform: 'timeseries_aggregations', columns: [{ text: 'Avg', value: 'avg' }, { text: 'Max', value: 'max' }] }
    expect([
      one({ type: 'singlestat', format: 'none', prefix: '', postfix: ' GB' }), one({ type: 'singlestat', prefix: '≈', postfix: 'GB' }), one({ type: 'gauge', options: { valueOptions: { prefix: '~', suffix: ' ' } } }),
      one(aggregations), one({ type: 'table', transform: 'timeseries_to_rows' }), one({ type: 'table', transform: 'table', columns: [] }), one({ type: 'graph', xaxis: { mode: 'series', values: ['total'] } }), one({ type: 'graph', xaxis: { mode: 'time' } })
    ].map(({ notes }) => notes)).toEqual([
      ['Words beside its number are not shown: “GB”.'], ['Words beside its number are not shown: “≈”, “GB”.'], ['Words beside its number are not shown: “~”.'],
      ['Transformations are not made: timeseries_aggregations (Avg, Max).'], ['Transformations are not made: timeseries_to_rows.'], [], ['Drawn over time instead of by “series”.'], []
    ])
  })
})

test('a column of an old table has the steps that colour it', () => {
  const style = (over: object): unknown => one({ type: 'table', styles: [{ pattern: 'Value', type: 'number', thresholds: ['50', '90'], colors: ['rgba(50, 172, 45, 0.9)', 'rgba(237, 129, 40, 0.9)', 'rgba(245, 54, 54, 0.9)'], ...over }] }).overrides[0]!.change
  expect([style({ colorMode: 'cell' }), style({ colorMode: null }), style({ colorMode: 'value', thresholds: [] })])
    .toEqual([{ steps: [{ from: -Infinity, severity: null }, { from: 50, severity: 'warning' }, { from: 90, severity: 'critical' }] }, {}, { steps: [] }])
})
