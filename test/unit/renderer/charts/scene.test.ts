import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Panel, PanelData } from '@shared/domain/series'
import { marginOf } from '../../../../src/renderer/charts/layout'
import { beyondLimit, modelOf, axisOf, NO_MARKS, type ModelInput } from '../../../../src/renderer/charts/model'
import { readAt, rowsAt } from '../../../../src/renderer/charts/reading'
import { sceneOf } from '../../../../src/renderer/charts/scene'
import { summaryOf } from '../../../../src/renderer/charts/summary'
import { tableOf } from '../../../../src/renderer/charts/table'
import { aPanel, aPanelData, aSeries, NOW } from '../../../builders'

const MIN = 60_000
const window = { from: NOW - 10 * MIN, to: NOW }
const at = (minute: number): number => window.from + minute * MIN
const plot = { x: 40, y: 10, width: 200, height: 100 }
const errors = aPanel({ id: 'errors', title: 'Error ratio', caption: '5xx of all', unit: 'ratio', signal: 'errors', limits: [{ value: 0.02, label: '', severity: 'critical', side: 'above' }] })
const answered = (...lines: PanelData['lines']): PanelData => aPanelData({ from: window.from, to: NOW, lines })
const ratio = answered(aSeries([0, 0, 0, 0, 0, 0, 0, 0.01, 0.03, 0.04, 0.04], { name: '', from: window.from }))
const input = (over: Partial<ModelInput>): ModelInput => ({ panel: errors, data: ratio, window, marks: NO_MARKS, intervalMs: 15_000, ...over })
const draw = (over: Partial<ModelInput> = {}): ReturnType<typeof sceneOf> => {
  const model = modelOf(input(over))
  return sceneOf({ model, axis: axisOf(model), plot, zone: 'utc', labelRoom: 75 })
}

describe('a scene', () => {
  it('has a wider margin for words that would touch the border', () => {
    const left = (max: number): number => { const model = modelOf(input({})); return marginOf(model, { min: 0, max, ticks: [0, max] }, 420, 'panel', 'utc').left }
    expect([left(0.08), left(0.4), left(1), left(0.0003), left(0.0025)]).toEqual([44, 44, 44, 58, 58])
  })
  it('is ink until the limit is crossed, and the same line in its severity beyond', () => {
    const marks = { bands: [{ from: at(8), to: Infinity, severity: 'critical' as const, pending: false }], changes: [{ at: at(6), label: 'v2' }] }
    const { scale: _, ...scene } = draw({ marks })
    expect(scene).toEqual({
      base: 110,
      bands: [{ x: 200, width: 40, severity: 'critical', pending: false }],
      gaps: [], areas: [],
      lines: [{ id: 'line-0', ink: 'series-1', draw: 'main', d: 'M40 110l120 0 20-22.2 20-44.5 20-22.2 20 0', hot: true }],
      beyond: [{ severity: 'critical', y: 6, height: 59.6 }],
      changes: [{ x: 160, label: 'v2', side: 'left' }],
      ticks: [{ at: at(5), x: 140, text: '11:55' }],
      labels: [
        { key: 'limit-0', y: 65.6, text: 'limit 2\u202f%', full: 'limit 2\u202f%', bold: false, ink: null, severity: null },
        { key: 'line-0', y: 21.1, text: '4.0\u202f%', full: '4.0\u202f%', bold: true, ink: null, severity: 'critical' }
      ],
      head: { x: 240, y: 21.1, severity: 'critical' }
    })
  })

  it('hatches from the last sample to now and says how long', () => {
    const data = answered(aSeries([1, 1, 1, 1, 1, 1], { name: '', from: window.from }))
    const { gaps, head } = draw({ panel: aPanel(), data })
    expect(gaps.map(({ hatch, ...gap }) => ({ ...gap, hatched: hatch.startsWith('M') }))).toEqual([
      { hatched: true, words: { x: 190, y: 55, lines: ['no data', '5 min'], anchor: 'middle' } }
    ])
    expect(head).toBeNull()
  })

  it('says that there is nothing where there is nothing, and joins nothing', () => {
    const { gaps, lines, labels } = draw({ panel: aPanel(), data: answered() })
    expect({ words: gaps.map((g) => g.words?.lines), lines, labels }).toEqual({ words: [['no samples in this window']], lines: [], labels: [] })
    expect(draw({ panel: aPanel(), data: answered(aSeries([1, 1, null, null, null, null, 1, 1, 1, 1, 1], { name: '', from: window.from })) }).lines[0]?.d).toMatch(/^M40 [\d.]+l20 0M160 [\d.]+l80 0$/)
  })

  it('cuts a line to the window it is drawn in', () => {
    const later = { from: at(5), to: at(15) }
    const { lines } = draw({ window: later })
    expect(lines[0]?.d.startsWith('M40 110')).toBe(true)
  })

  it('colours a warning up to the critical limit, and what lies under a lower limit', () => {
    const limits = [{ value: 80, label: '', severity: 'warning' as const, side: 'above' as const }, { value: 90, label: '', severity: 'critical' as const, side: 'above' as const }]
    const data = answered(aSeries([50, 60, 70, 80, 85, 90, 95, 99, 99, 99, 99], { name: '', from: window.from }))
    expect(draw({ panel: aPanel({ unit: 'count', axis: { min: 0, max: 100 }, limits }), data }).beyond).toEqual([{ severity: 'warning', y: 20, height: 10 }, { severity: 'critical', y: 6, height: 14 }])
    const low = [{ value: 60, label: '', severity: 'critical' as const, side: 'below' as const }]
    expect(draw({ panel: aPanel({ unit: 'count', axis: { min: 0, max: 100 }, limits: low }), data }).beyond).toEqual([{ severity: 'critical', y: 50, height: 64 }])
    expect(draw({ panel: aPanel({ unit: 'count', axis: { min: 0, max: 100 }, limits: [{ ...low[0]!, value: 10 }] }), data }).beyond).toEqual([])
  })

  it('marks a value that stands on its limit where that is trouble itself, in every place that marks', () => {
    const marks = (side: 'above' | 'below', inclusive: true | undefined): unknown => {
      const limits = [{ value: 1, label: 'limit 1', severity: 'critical' as const, side, inclusive }]
      const model = modelOf(input({ panel: aPanel({ unit: 'count', title: 'Alarms', axis: { min: 0, max: 2 }, limits }), data: answered(aSeries(Array<number>(11).fill(1), { name: '', from: window.from })) }))
      const { lines, beyond, labels, head } = sceneOf({ model, axis: axisOf(model), plot, zone: 'utc', labelRoom: 75 })
      const placed = [lines[0]!.hot, beyond, labels.map((l) => l.severity), head?.severity]
      return [...placed, readAt(model, { kx: 1, bx: 0, ky: -1, by: 0 }, at(5)).dots[0]!.severity, rowsAt(model, at(5))[0]!.severity, beyondLimit(1, model.limits)?.severity ?? null]
    }
    const all = (y: number, height: number): unknown => [true, [{ severity: 'critical', y, height }], [null, 'critical'], 'critical', 'critical', 'critical', 'critical']
    const none = [false, [], [null, null], null, null, null, null]
    expect([marks('above', true), marks('below', true), marks('above', undefined), marks('below', undefined)]).toEqual([all(6, 56), all(58, 56), none, none])
  })

  it('leaves what lies on a critical limit to that, not to the warning below it', () => {
    const limits = [{ value: 80, label: '', severity: 'warning' as const, side: 'above' as const, inclusive: true as const }, { value: 90, label: '', severity: 'critical' as const, side: 'above' as const, inclusive: true as const }]
    const data = answered(aSeries([50, 60, 70, 80, 85, 90, 95, 99, 99, 99, 99], { name: '', from: window.from }))
    expect(draw({ panel: aPanel({ unit: 'count', axis: { min: 0, max: 100 }, limits }), data }).beyond).toEqual([{ severity: 'warning', y: 22, height: 10 }, { severity: 'critical', y: 6, height: 16 }])
  })

  it('draws a stack by status, its failures loud only from one in a hundred on', () => {
    const codes = (failed: number): PanelData => answered(aSeries(Array<number>(11).fill(1000), { name: '2xx', role: '2xx', from: window.from }), aSeries(Array<number>(11).fill(failed), { name: '5xx', role: '5xx', from: window.from }))
    const panel = aPanel({ draw: 'stack', title: 'Requests by status' })
    const loud = draw({ panel, data: codes(200) })
    expect(loud.areas.map(({ id, ink }) => [id, ink])).toEqual([['layer-0', 'code-2xx'], ['layer-1', 'code-5xx']])
    expect(loud.labels.map(({ text, severity }) => [text, severity])).toEqual([['2xx 1\u202fk', null], ['5xx 200', 'critical']])
    expect(draw({ panel, data: codes(5) }).labels.map(({ severity }) => severity)).toEqual([null, null])
  })

  it('makes p95 the main line and limits it alone', () => {
    const line = (role: string, v: number): ReturnType<typeof aSeries> => aSeries(Array<number>(11).fill(v), { name: role, role, from: window.from })
    const panel = aPanel({ unit: 'seconds', limits: [{ value: 0.8, label: 'limit 0.8', severity: 'warning', side: 'above' }] })
    const { lines } = draw({ panel, data: answered(line('p50', 0.3), line('p95', 0.7), line('p99', 2)) })
    expect(lines.map(({ id, ink, draw: how, hot }) => [id, ink, how, hot])).toEqual([['line-0', 'series-2', 'quiet', false], ['line-2', 'series-2', 'quiet', false], ['line-1', 'series-1', 'main', false]])
  })

  it('makes the series of an alert its main line, whichever the source told first, and never leaves it out', () => {
    const line = (v: number, i: number): ReturnType<typeof aSeries> => aSeries(Array<number>(11).fill(v), { name: `zone-${i}`, role: v === 0.079 ? 'own' : '', from: window.from })
    const { lines, labels } = draw({ data: answered(...[0.084, 0.079, 0.081, 0.082, 0.083, 0.085].map(line)) })
    expect([lines.at(-1), labels.filter((l) => l.ink === null && l.severity === 'critical').map((l) => l.full)]).toEqual([expect.objectContaining({ draw: 'main', ink: 'series-1' }), ['zone-1 7.9\u202f%']])
  })

  it('dates a value that is old, and then tells it no more: nothing stale looks like now', () => {
    const until = (minutes: number): readonly [string, boolean, string | null] => {
      const [label] = draw({ panel: { ...errors, limits: [] }, window: { from: at(5), to: NOW + minutes * MIN }, intervalMs: MIN }).labels
      return [label!.text, label!.bold, label!.severity]
    }
    expect([until(2), until(3), until(6)]).toEqual([['4.0\u202f%', true, null], ['4.0\u202f% at 12:00', false, null], ['–', false, null]])
  })

  it('shows the worst five of many lines and says how many more there are', () => {
    const line = (v: number, i: number): ReturnType<typeof aSeries> => aSeries(Array<number>(11).fill(v), { name: `/disk${i}`, from: window.from })
    const values = [10, 80, 20, 70, 30, 60, 40]
    const shown = (side: 'above' | 'below', over: Partial<Panel> = {}): readonly string[] =>
      draw({ panel: aPanel({ unit: 'count', limits: [{ value: 50, label: 'limit', severity: 'warning', side }], ...over }), data: { ...answered(...values.map(line)), more: 2 } }).labels.map((l) => l.full)
    expect(shown('above')).toEqual(['limit', '/disk3 70', '/disk4 30', '/disk5 60', '/disk6 40', '/disk1 80', '4 more'])
    expect(shown('below')).toEqual(['limit', '/disk2 20', '/disk4 30', '/disk5 60', '/disk6 40', '/disk0 10', '4 more'])
    expect(shown('above', { worst: 'lowest', limits: [] })).toEqual(shown('below').slice(1))
  })

  it('lays yesterday beside today', () => {
    const past = { data: aPanelData({ lines: [aSeries(Array<number>(11).fill(0.01), { name: '', from: window.from - 86_400_000 })] }), shiftMs: 86_400_000, name: 'yest.' }
    const { lines, labels } = draw({ past })
    expect(lines.map((l) => [l.id, l.draw])).toEqual([['past', 'past'], ['line-0', 'main']])
    expect(labels.find((l) => l.key === 'past')?.text).toBe('1.0 yest.')
  })

  it('leaves out the unit of what is laid beside where it is today\'s, never a factor', () => {
    const told = (unit: 'per-second' | 'count' | 'bytes' | 'seconds', was: number, is: number): string | undefined => {
      const flat = (v: number, at: number) => aPanelData({ lines: [aSeries(Array<number>(11).fill(v), { name: '', from: at })] })
      return draw({ panel: aPanel({ unit }), data: answered(...flat(is, window.from).lines), past: { data: flat(was, window.from), shiftMs: 0, name: 'yest.' } }).labels.find((l) => l.key === 'past')?.text
    }
    expect([told('per-second', 11_100, 9_800), told('count', 11_100, 9_800), told('per-second', 640, 630), told('bytes', 3 * 2 ** 30, 2 * 2 ** 30), told('seconds', 0.05, 2)])
      .toEqual(['11.1\u202fk yest.', '11.1\u202fk yest.', '640 yest.', '3 yest.', '50\u202fms yest.'])
  })
})

describe('under the crosshair', () => {
  it('stand the value of the nearest sample and a dot per line; in a gap nothing', () => {
    const model = modelOf(input({ data: answered(aSeries([0.01, 0.03, null, null, null, null, null, null, 0.01, 0.01, 0.01], { name: '', from: window.from })) }))
    const scale = { kx: 1, bx: 0, ky: -1000, by: 100 }
    expect(readAt(model, scale, at(1) + 5000)).toEqual({ dots: [{ y: 70, severity: 'critical' }], text: '3.0\u202f%' })
    expect(readAt(model, scale, at(5))).toEqual({ dots: [{ y: null, severity: null }], text: '–' })
  })

  it('stands nothing inside a gap, however irregular the line is', () => {
    const hour = { from: NOW - 60 * MIN, to: NOW }
    const irregular = { name: '', role: '', t: Float64Array.from([0, 1, 2, 3, 45, 46], (m) => hour.from + m * MIN), v: Float64Array.of(1, 1, 1, 1, 9, 9) }
    const model = modelOf(input({ panel: aPanel({ unit: 'none', limits: [] }), data: { ...answered(irregular), from: hour.from }, window: hour }))
    expect([2.4, 3, 5, 30, 40, 44.8, 45.5, 46, 47, 59].map((m) => readAt(model, { kx: 1, bx: 0, ky: 1, by: 0 }, hour.from + m * MIN).text)).toEqual(['1', '1', '–', '–', '–', '9', '9', '9', '–', '–'])
  })

  it('reads on every drawn line, at a sample that sample, and nothing deeper in a hole than half an interval', () => {
    const samples = fc.array(fc.tuple(fc.integer({ min: 1, max: 400 }), fc.option(fc.integer({ min: 1, max: 9 }), { freq: 4 })), { minLength: 2, maxLength: 40 })
    fc.assert(fc.property(samples, fc.nat(10_000), (told, share) => {
      let ms = NOW - 3_600_000
      const kept = told.map(([s, v]) => [(ms += s * 1000), v ?? NaN] as const)
      const window = { from: kept[0]![0] - 1000, to: ms + 1000 }
      const model = modelOf(input({ panel: aPanel({ unit: 'none', limits: [] }), data: { ...answered({ name: '', role: '', t: Float64Array.from(kept, ([t]) => t), v: Float64Array.from(kept, ([, v]) => v) }), stepMs: MIN }, window }))
      const read = (moment: number): string => rowsAt(model, moment)[0]!.text
      for (const [t, v] of kept) expect(read(t)).toBe(Number.isNaN(v) ? '–' : String(v))
      const moment = window.from + ((window.to - window.from) * share) / 10_000
      const before = kept.findLast(([t, v]) => t <= moment && !Number.isNaN(v))
      const after = kept.find(([t, v]) => t >= moment && !Number.isNaN(v))
      if (!before || !after) return
      const joined = kept.indexOf(after) - kept.indexOf(before) <= 1 && after[0] - before[0] <= 2 * MIN
      const reach = Math.max(MIN / 2, (window.to - window.from) / 200)
      if (joined) expect(read(moment)).toBe(String(moment - before[0] <= after[0] - moment ? before[1] : after[1]))
      else if (moment - before[0] > reach && after[0] - moment > reach) expect(read(moment)).toBe('–')
    }))
  })

  it('reads the sum of a stack', () => {
    const line = (v: number): ReturnType<typeof aSeries> => aSeries(Array<number>(11).fill(v), { from: window.from })
    const model = modelOf(input({ panel: aPanel({ draw: 'stack' }), data: answered(line(200), line(50)) }))
    expect(readAt(model, { kx: 1, bx: 0, ky: 1, by: 0 }, NOW)).toEqual({ dots: [], text: '250\u202f/s' })
  })
})

describe('in words', () => {
  it('a panel is one sentence', () => {
    const band = { from: at(8), to: Infinity, severity: 'critical' as const, pending: false }
    expect(summaryOf(modelOf(input({ marks: { bands: [band], changes: [] } })), 'utc')).toBe('Error ratio: 4.0\u202f% now, limit 2\u202f%, firing since 11:58.')
    // what fires now is not of a time before it began
    expect(summaryOf(modelOf(input({ marks: { bands: [{ ...band, from: at(11) }], changes: [] } })), 'utc')).toBe('Error ratio: 4.0\u202f% now, limit 2\u202f%.')
    expect(summaryOf(modelOf(input({ data: answered() })), 'utc')).toBe('Error ratio: no samples between 11:50 and 12:00.')
    expect(summaryOf(modelOf(input({ window: { from: at(5), to: at(15) } })), 'utc')).toBe('Error ratio: 4.0\u202f% at 12:00, limit 2\u202f%, no data for 5 min from 12:00.')
  })

  it('names the day of each moment where the window is of more than one, or the moment of another', () => {
    const DAY = 24 * 60 * MIN
    const long = { from: NOW - DAY, to: NOW }
    const week = { from: NOW - 7 * DAY, to: NOW }
    const said = (over: Partial<ModelInput>): string => summaryOf(modelOf(input({ ...over, intervalMs: MIN })), 'utc')
    const hours = (from: number, values: readonly number[]): PanelData => aPanelData({ from, to: NOW, stepMs: 60 * MIN, lines: [aSeries([...values], { name: '', from, step: 60 * MIN })] })
    const old = { severity: 'critical' as const, pending: false }
    const ended = { bands: [{ ...old, from: NOW - 30 * 60 * MIN, to: NOW - 20 * 60 * MIN }], changes: [] }
    expect([
      said({ window: long, data: answered() }), said({ window: week, data: hours(week.from, Array<number>(48).fill(0.01)) }),
      said({ window: long, data: hours(long.from, Array<number>(25).fill(0.01)), marks: ended }),
      said({ marks: { bands: [{ ...old, from: NOW - 3 * DAY, to: Infinity }], changes: [] } })
    ]).toEqual([
      'Error ratio: no samples between Wed 12 Nov 12:00 and Thu 13 Nov 12:00.',
      'Error ratio: 1.0\u202f% at Sat 8 Nov 11:00, limit 2\u202f%, no data for 5 d 1 h from Sat 8 Nov 11:00.',
      'Error ratio: 1.0\u202f% now, limit 2\u202f%, fired from Wed 12 Nov 06:00 to Wed 12 Nov 16:00.', 'Error ratio: 4.0\u202f% now, limit 2\u202f%, firing since Mon 10 Nov 12:00.'
    ])
  })

  it('calls no line, and no layer, now that ended while others of its panel live', () => {
    const ended = (role: string, v: number, until: number): ReturnType<typeof aSeries> =>
      aSeries(Array.from({ length: 11 }, (_, i) => (i <= until ? v : null)), { name: role, role, from: window.from })
    const latency = aPanel({ title: 'Latency', unit: 'seconds', limits: [{ value: 0.8, label: 'limit 0.8', severity: 'warning', side: 'above' }] })
    const requests = aPanel({ title: 'Requests', draw: 'stack' })
    const said = (panel: Panel, ...lines: readonly ReturnType<typeof aSeries>[]): readonly [string, boolean] => { const given = { panel, data: answered(...lines) }; return [summaryOf(modelOf(input(given)), 'utc'), draw(given).head !== null] }
    expect([
      said(latency, ended('p50', 0.2, 10), ended('p95', 2.41, 4)), said(latency, ended('p50', 0.2, 4), ended('p95', 2.41, 10)),
      said(requests, ended('2xx', 900, 10), ended('5xx', 50, 3)), said(requests, ended('2xx', 900, 10), ended('5xx', 50, 8))
    ]).toEqual([
      ['Latency: 2.41\u202fs at 11:54, limit 0.8.', false], ['Latency: 2.41\u202fs now, limit 0.8.', true],
      ['Requests: 900\u202f/s now, 5xx 50\u202f/s at 11:53.', false], ['Requests: 900\u202f/s now, of it 5xx 50\u202f/s.', false]
    ])
  })

  it('a panel is a table, newest first, with – where nothing was sampled', () => {
    const data = answered(aSeries([1, 2, null, null, null, null, null, null, null, null, null], { name: 'a', from: window.from }), aSeries([5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5], { name: 'b', from: window.from }))
    const table = tableOf(modelOf(input({ panel: aPanel({ unit: 'count' }), data })), 'utc')
    expect(table.columns).toEqual(['a', 'b'])
    expect([table.rows[0], table.rows.at(-1)?.cells]).toEqual([{ at: NOW, time: '12:00:00', cells: ['–', '5'] }, ['1', '5']])
  })
})
