import { describe, expect, test } from 'vitest'
import { readBoard } from '@shared/grafana/read'
import type { Tile } from '@shared/grafana/model'
import { dataOf, type TileData } from '../../../../src/renderer/features/dashboards/answers'
import { readingsOf } from '../../../../src/renderer/features/dashboards/figures'
import { planOf } from '../../../../src/renderer/features/dashboards/plan'
import { gridOf } from '../../../../src/renderer/features/dashboards/table'

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
    const at = [{ value: 80, severity: 'critical', side: 'above' }]
    expect([limits({}), limits({ thresholdsStyle: { mode: 'off' } }), limits({ thresholdsStyle: { mode: 'line' } }), limits({ thresholdsStyle: { mode: 'area' } })]).toEqual([[], [], at, at])
  })
})
