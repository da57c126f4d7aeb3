import { parser } from '@prometheus-io/lezer-promql'
import { describe, expect, test } from 'vitest'
import { readBoard } from '@shared/grafana/read'
import type { Tile } from '@shared/grafana/model'
import { dataOf, type TileData } from '../../../../src/renderer/features/dashboards/answers'
import { readingsOf, samplesOf } from '../../../../src/renderer/features/dashboards/figures'
import { panelDataOf, panelOf } from '../../../../src/renderer/features/dashboards/graph'
import { planOf } from '../../../../src/renderer/features/dashboards/plan'
import { gridOf } from '../../../../src/renderer/features/dashboards/table'
import { panelCsv } from '../../../../src/renderer/charts/export'
import { aSheet } from '../charts/export/a-sheet'
import { aGiven } from '../charts/export/given'

const HOUR = { from: 0, to: 3_600_000 }
const one = (panel: object): Tile => {
  const read = readBoard({ title: 'B', schemaVersion: 39, panels: [{ title: 'P', gridPos: { x: 0, y: 0, w: 12, h: 8 }, targets: [{ refId: 'A', expr: 'x', legendFormat: '{{n}}' }], ...panel }] })
  if (!read.ok) throw new Error(read.reason)
  return read.board.sections[0]!.tiles[0]!
}
type Sample = readonly [labels: Record<string, string>, value: number]
const heard = (tile: Tile, ...samples: readonly Sample[]): TileData => dataOf(tile, planOf(tile, new Map(), HOUR, 400).questions, [{
  ok: true, data: { shape: 'matrix', source: 'p', ...HOUR, stepMs: 60_000, at: 5, series: samples.map(([labels, value]) => ({ labels, t: Float64Array.of(HOUR.to), v: Float64Array.of(value) })), text: null, total: samples.length, histograms: 0, warnings: [] }
}])!
const readings = (panel: object, ...samples: readonly Sample[]) => { const tile = one(panel); return readingsOf(tile, heard(tile, ...samples), { to: HOUR.to, stepMs: 60_000, zone: 'utc' }).readings }
const tones = (panel: object, ...samples: readonly Sample[]): readonly unknown[] => readings(panel, ...samples).map(({ tone }) => tone)
const grid = (panel: object, ...samples: readonly Sample[]) => { const tile = one(panel); return gridOf(tile, heard(tile, ...samples), ['A'], 'utc') }
const cells = (panel: object, ...samples: readonly Sample[]): unknown => grid(panel, ...samples).rows.map((row) => row.map(({ text, tone }) => [text, tone]))

describe('colours', () => {
  // as Grafana writes it into a panel whether it is used or not
  const thresholds = { mode: 'absolute', steps: [{ color: 'green', value: null }, { color: 'red', value: 80 }] }
  const high: Sample = [{ n: 'a' }, 4096]
  const fields = (defaults: object = {}, ...overrides: readonly (readonly [matcher: object, ...properties: readonly object[]])[]): object =>
    ({ fieldConfig: { defaults: { mappings: [], thresholds, ...defaults }, overrides: overrides.map(([matcher, ...properties]) => ({ matcher, properties })) } })
  const named = (options: string): object => ({ id: 'byName', options })

  test('a number is severe by its steps only where Grafana colours by them', () => {
    const at = (type: string, color?: object): unknown => tones({ type, ...fields(color ? { color } : {}) }, high)[0]
    const fixed = (fixedColor: string): object => ({ mode: 'fixed', fixedColor })
    expect(['stat', 'gauge', 'bargauge', 'piechart', 'barchart'].map((type) => [type, at(type), at(type, { mode: 'thresholds' }), at(type, { mode: 'palette-classic' }), at(type, fixed('blue')), at(type, fixed('dark-red')), at(type, { mode: 'continuous-GrYlRd' }), at(type, { mode: 'continuous-blues' })])).toEqual([
      ['stat', 'critical', 'critical', null, null, 'critical', 'critical', null], ['gauge', 'critical', 'critical', null, null, 'critical', 'critical', null], ['bargauge', 'critical', 'critical', null, null, 'critical', 'critical', null],
      ['piechart', null, 'critical', null, null, 'critical', 'critical', null], ['barchart', null, 'critical', null, null, 'critical', 'critical', null]
    ])
  })
  test('a table\'s cell only where it shows colour', () => {
    const at = (custom: object): unknown => grid({ type: 'table', ...fields({ custom }) }, high).rows[0]![1]!.tone
    const options = (type: string): object => ({ cellOptions: { type } })
    expect([{}, options('auto'), options('json-view'), { displayMode: 'auto' }, { displayMode: 'color-text', cellOptions: { type: 'auto' } }].map(at)).toEqual([null, null, null, null, null])
    expect([options('color-text'), options('color-background'), options('gauge'), options('of later'), { displayMode: 'color-background-solid' }, { displayMode: 'lcd-gauge' }].map(at)).toEqual(new Array(6).fill('critical'))
    expect(grid({ type: 'table', ...fields({ color: { mode: 'fixed', fixedColor: 'text' }, custom: options('color-text') }) }, high).rows[0]![1]!.tone).toBeNull()
  })
  test('an override colours its own, by the name that a column was given too', () => {
    const shown = { id: 'custom.cellOptions', value: { type: 'color-background' } }
    expect(tones({ type: 'bargauge', ...fields({ color: { mode: 'palette-classic' } }, [named('a'), { id: 'color', value: { mode: 'thresholds' } }]) }, high, [{ n: 'b' }, 4096])).toEqual(['critical', null])
    expect(tones({ type: 'stat', ...fields({}, [named('a'), { id: 'color', value: { mode: 'fixed', fixedColor: 'blue' } }]) }, high, [{ n: 'b' }, 4096])).toEqual([null, 'critical'])
    expect([
      cells({ type: 'table', ...fields({}, [named('Value'), shown]) }, high), cells({ type: 'table', ...fields({}, [named('Load'), shown]), transformations: [{ id: 'organize', options: { renameByName: { Value: 'Load' } } }] }, high),
      cells({ type: 'table', ...fields({}, [named('Other'), shown]) }, high), cells({ type: 'table', ...fields({ custom: { cellOptions: { type: 'color-text' } } }, [named('Value'), { id: 'custom.displayMode', value: 'auto' }]) }, high)
    ]).toEqual([[[['a', null], ['4.1\u202fk', 'critical']]], [[['a', null], ['4.1\u202fk', 'critical']]], [[['a', null], ['4.1\u202fk', null]]], [[['a', null], ['4.1\u202fk', null]]]])
  })
  test('where it cannot be told what an override colours, the steps judge', () => {
    const shown = { id: 'custom.cellOptions', value: { type: 'color-background' } }
    const tone = (panel: object): unknown => grid({ type: 'table', ...panel }, high).rows[0]![1]!.tone
    expect([
      tone(fields({}, [{ id: 'byValue', options: {} }, shown])), tone(fields({}, [{ id: 'byRegexp', options: '/(a)\\1/' }, shown])), tone({ ...fields({}, [named('Last *'), shown]), transformations: [{ id: 'reduce', options: {} }] }),
      tone({ ...fields(), transformations: [{ id: 'reduce', options: {} }] }), tones({ type: 'piechart', ...fields({}, [{ id: 'byValue', options: {} }, { id: 'color', value: { mode: 'thresholds' } }]) }, high)[0]
    ]).toEqual(['critical', 'critical', 'critical', null, 'critical'])
  })
  test('what a mapping paints is so, green too', () => {
    const custom = { cellOptions: { type: 'color-text' } }
    const mappings = [{ type: 'value', options: { 100: { text: 'fine', color: 'green' }, 90: { text: 'down', color: 'red' }, 95: { text: 'as it is' } } }]
    const of = (value: number): unknown => [cells({ type: 'table', ...fields({ custom, mappings }) }, [{ n: 'a' }, value]), tones({ type: 'stat', ...fields({ mappings }) }, [{ n: 'a' }, value])]
    expect([100, 90, 95].map(of)).toEqual([[[[['a', null], ['fine', null]]], [null]], [[[['a', null], ['down', 'critical']]], ['critical']], [[[['a', null], ['as it is', 'critical']]], ['critical']]])
  })
  test('a gauge marks its steps whatever it is coloured by, bars only where these colour', () => {
    const marks = (type: string, mode: string): unknown => readings({ type, ...fields({ color: { mode, fixedColor: 'blue' }, min: 0, max: 100 }) }, [{ n: 'a' }, 50])[0]!.marks
    const red = [{ at: 0.8, severity: 'critical' }]
    expect([marks('gauge', 'thresholds'), marks('gauge', 'fixed'), marks('bargauge', 'thresholds'), marks('bargauge', 'palette-classic')]).toEqual([red, red, red, []])
  })
  test('a graph has limits only where it shows its steps', () => {
    const limits = (custom: object): unknown => { const { show } = one({ type: 'timeseries', ...fields({ color: { mode: 'palette-classic' }, custom }) }); return show.as === 'graph' && show.limits }
    const at = [{ value: 80, severity: 'critical', side: 'above', inclusive: true }]
    expect([limits({}), limits({ thresholdsStyle: { mode: 'off' } }), limits({ thresholdsStyle: { mode: 'line' } }), limits({ thresholdsStyle: { mode: 'area' } })]).toEqual([[], [], at, at])
  })
})

describe('a heatmap', () => {
  test('has the unit and the bounds of its axis, of either version', () => {
    const axis = (panel: object): unknown => { const { unit, axis } = panelOf(one({ type: 'heatmap', ...panel }), 'H', 'p', ''); return [unit, axis] }
    const fieldConfig = { defaults: { custom: {} }, overrides: [] }
    expect([
      axis({ options: { calculate: false, yAxis: { unit: 's', axisPlacement: 'left' }, cellValues: { unit: 'short' } }, fieldConfig }), axis({ options: { yAxis: { unit: 'ms', min: 0, max: '2000' } }, fieldConfig }),
      axis({ options: { yAxis: { unit: 's', min: 0, max: 2 } } }), axis({ options: { yAxis: null } }), axis({ yAxis: { format: 's', min: '0', max: '2' } })
    ]).toEqual([['seconds', null], ['seconds', { min: 0, max: null }], ['seconds', { min: 0, max: 2 }], ['none', null], ['seconds', { min: 0, max: 2 }]])
  })
  test('whose query ends with a comment is asked for whole', () => {
    const asked = (expr: string): readonly unknown[] => planOf(one({ type: 'heatmap', targets: [{ refId: 'A', format: 'heatmap', expr }] }), new Map(), HOUR, 400).questions.map(({ query: { expression } }) => {
      let wrong = false
      parser.parse(expression).iterate({ enter: ({ type }) => { wrong ||= type.isError } })
      return [expression, wrong]
    })
    expect([asked('sum by (le) (rate(x_bucket[5m])) # all')[0], asked('rate(x_bucket[5m])')[0]])
      .toEqual([['histogram_quantile(0.5, sum by (le) (rate(x_bucket[5m])) # all\n)', false], ['histogram_quantile(0.5, rate(x_bucket[5m]))', false]])
  })
})

test('a graph of bytes by thousands counts in tens and says bytes beside its title; beside those by 1024 they are one unit', () => {
  const graph = (unit: string, other?: string): Tile => one({ type: 'timeseries', fieldConfig: { defaults: { unit }, overrides: other === undefined ? [] : [{ matcher: { id: 'byName', options: 'a' }, properties: [{ id: 'unit', value: other }] }] } })
  expect(['Bps', 'decbytes', 'binBps', 'bytes'].map((unit) => { const { unit: of, caption } = panelOf(graph(unit), 'T', 'p', ''); return [of, caption] })).toEqual([['none', 'B/s'], ['none', 'B'], ['bytes-per-second', ''], ['bytes', '']])
  expect([graph('Bps', 'binBps').notes, graph('bytes', 'decbytes').notes, graph('bytes', 'Bps').notes]).toEqual([[], [], ['Series of another unit are drawn on the axis of the others: a (Bps).']])
})

test('a query steps by so many intervals as it says, and its rates look back no further for it', () => {
  const asked = (intervalFactor?: unknown): unknown => planOf(one({ type: 'graph', targets: [{ refId: 'A', expr: 'rate(a[$__interval]) + rate(b[$__rate_interval])', intervalFactor }] }), new Map(), { from: 0, to: 86_400_000 }, 400, 15_000).questions.map(({ query }) => [query.expression, query.stepMs])
  const plain = [['rate(a[5m]) + rate(b[315s])', 300_000]]
  expect([asked(), asked(1), asked(2), asked('10'), asked(0), asked(-2), asked(1.5), asked(null), asked('many'), asked(1e9)]).toEqual([
    plain, plain, [['rate(a[10m]) + rate(b[315s])', 600_000]], [['rate(a[50m]) + rate(b[315s])', 3_000_000]], plain, plain, [['rate(a[10m]) + rate(b[315s])', 600_000]], plain, plain, [['rate(a[500m]) + rate(b[315s])', 30_000_000]]
  ])
  const two = planOf(one({ type: 'graph', targets: [{ refId: 'A', expr: 'a' }, { refId: 'B', expr: 'b', intervalFactor: 4 }] }), new Map(), HOUR, 400, 15_000)
  expect([two.questions.map(({ query }) => query.stepMs), two.stepMs]).toEqual([[15_000, 60_000], 60_000])
})

test('a graph says beside its title what its axis is called and in what it counts, of either version', () => {
  const caption = (panel: object): string => panelOf(one(panel), 'T', 'p', '').caption
  const modern = (unit: string, custom: object, type = 'timeseries'): string => caption({ type, fieldConfig: { defaults: { unit, custom }, overrides: [] } })
  const label = 'bits out (-) / in (+)'
  expect([
    modern('bps', { axisLabel: label }), modern('short', { axisLabel: label }), modern('bps', { axisLabel: '' }), modern('bps', { axisLabel: ' bit/s ' }), modern('bps', {}), modern('bps', { axisLabel: 7 }),
    modern('bps', { axisLabel: label, axisPlacement: 'hidden' }), modern('bps', { axisLabel: label }, 'stat'),
    caption({ type: 'graph', yaxes: [{ format: 'bps', label }, { label: 'other' }] }), caption({ type: 'graph', yaxes: [{ format: 'bps', label: null, show: true }] }), caption({ type: 'graph', yaxes: [{ format: 'bps', label, show: false }] }),
    caption({ type: 'heatmap', options: { yAxis: { unit: 's', axisLabel: 'took' } } })
  ]).toEqual([`bit/s, ${label}`, label, 'bit/s', 'bit/s', 'bit/s', 'bit/s', 'bit/s', 'bit/s', `bit/s, ${label}`, 'bit/s', 'bit/s', 'took'])
})

test('a table of more columns than there is room for keeps its values and says how many are gone; what leaves has all', () => {
  const labels = Object.fromEntries(Array.from({ length: 45 }, (_, i) => [`label_${String(i).padStart(2, '0')}`, String(i)]))
  const tile = one({ type: 'table' })
  const of = (most?: Parameters<typeof gridOf>[4]): unknown => { const { columns, rows, moreColumns } = gridOf(tile, heard(tile, [labels, 77]), ['A'], 'utc', most); return [columns.length, columns.at(-1), rows[0]!.length, rows[0]!.at(-1)!.text, moreColumns] }
  expect([of(), of({ rows: Infinity, columns: Infinity, letters: 2_000 })]).toEqual([[40, { name: 'Value', right: true }, 40, '77', 6], [46, { name: 'Value', right: true }, 46, '77', undefined]])
})

test('a mapping of nothing maps no 0', () => {
  const number = (panel: object): unknown => { const { number: told, tone } = readings(panel, [{ n: 'a' }, 0])[0]!; return [told, tone] }
  const modern = (value: string): object => ({ type: 'stat', fieldConfig: { defaults: { mappings: [{ type: 'value', options: { [value]: { text: 'N/A', color: 'red' } } }] } } })
  expect([number({ type: 'singlestat', valueMaps: [{ value: '', text: 'N/A', op: '=' }] }), number(modern('')), number(modern(' ')), number(modern('0')), number(modern('0.0'))])
    .toEqual([['0', null], ['0', null], ['0', null], ['N/A', 'critical'], ['N/A', 'critical']])
})

test('a number leaves on one scale with its unit, whatever panel of a board it leaves from', () => {
  const csv = (type: string, unit: string, value: number, other?: string): string | null => {
    const tile = one({ type, fieldConfig: { defaults: { unit }, overrides: other === undefined ? [] : [{ matcher: { id: 'byName', options: 'b' }, properties: [{ id: 'unit', value: other }] }] } })
    const data = heard(tile, [{ n: 'a' }, value], ...(other === undefined ? [] : [[{ n: 'b' }, value] as const]))
    if (type === 'timeseries') return panelCsv(aGiven({ panel: panelOf(tile, 'P', 'p', 'x'), data: panelDataOf(tile, data, HOUR), window: HOUR }))
    const { columns, rows } = gridOf(tile, data, ['A'], 'utc')
    return panelCsv(aSheet({ window: HOUR, body: type === 'table' ? { kind: 'grid', columns, rows } : { kind: 'readings', form: 'numbers', named: true, readings: [], samples: samplesOf(data) } }))
  }
  const at = '1970-01-01T01:00:00.000Z'
  expect(['timeseries', 'stat', 'table'].map((type) => csv(type, 'ms', 250))).toEqual([`time,"a [s]"\r\n${at},0.25\r\n`, `time,"a [s]"\r\n${at},0.25\r\n`, '"n","Value [s]"\r\n"a",0.25\r\n'])
  expect(['timeseries', 'stat'].map((type) => [csv(type, 'percent', 50), csv(type, 'Kbits', 3), csv(type, 'short', 7), csv(type, 'kbytes', 2, 'none')])).toEqual(Array.from({ length: 2 }, () => [
    `time,"a [share of 1]"\r\n${at},0.5\r\n`, `time,"a [bit/s]"\r\n${at},3000\r\n`, `time,"a"\r\n${at},7\r\n`, `time,"a [B]","b"\r\n${at},2048,2\r\n`
  ]))
})
