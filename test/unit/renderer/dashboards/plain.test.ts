import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { QueryAnswer } from '@shared/contract/commands'
import type { FreeQuery, QueryData } from '@shared/domain/query'
import { PLAIN } from '@shared/grafana/format'
import type { Calc, Format, Tile, TileKind } from '@shared/grafana/model'
import { stepsFor } from '@shared/grafana/times'
import { dataOf } from '../../../../src/renderer/features/dashboards/answers'
import { createTileAsker, type Wanted } from '../../../../src/renderer/features/dashboards/asker'
import { readingsOf, sparkFor } from '../../../../src/renderer/features/dashboards/figures'
import { panelDataOf, panelOf } from '../../../../src/renderer/features/dashboards/graph'
import { fitted } from '../../../../src/renderer/features/dashboards/layout'
import { pixelsOf, planOf } from '../../../../src/renderer/features/dashboards/plan'
import { rangeFor } from '../../../../src/renderer/features/dashboards/range-for'
import { gridOf } from '../../../../src/renderer/features/dashboards/table'

const HOUR = { from: 0, to: 3_600_000 }
const GRAPH: TileKind = { as: 'graph', stack: false, percent: false, limits: [], negative: [] }
const STAT: TileKind = { as: 'stat', calc: 'lastNotNull', coloured: true, text: 'value', perRow: false }
const tile = (over: Partial<Tile> = {}): Tile => ({ id: 't', title: 'T', description: '', type: 'x', show: GRAPH, cell: { x: 0, y: 0, w: 12, h: 8 }, repeat: null, targets: [], format: PLAIN, overrides: [], interval: '', notes: [], ...over })
const target = (expression: string, over: Partial<Tile['targets'][number]> = {}): Tile['targets'][number] => ({ ref: 'A', expression, legend: '', instant: false, table: false, interval: '', ...over })
const format = (over: Partial<Format>): Format => ({ ...PLAIN, ...over })
const answer = (series: readonly (readonly [labels: Record<string, string>, values: readonly number[]])[], over: Partial<QueryData> = {}): QueryAnswer => ({
  ok: true,
  data: { shape: 'matrix', source: 'prom', ...HOUR, stepMs: 60_000, at: 5, series: series.map(([labels, v]) => ({ labels, t: Float64Array.from(v, (_, i) => HOUR.to - (v.length - 1 - i) * 60_000), v: Float64Array.from(v) })), text: null, total: series.length, histograms: 0, warnings: [], ...over }
})

describe('what a tile asks', () => {
  test('steps by its width and its own wishes; a variable that nobody knows keeps it quiet', () => {
    const of = (t: Tile): unknown => { const plan = planOf(t, new Map([['i', { values: ['5m'], texts: ['5m'], raw: null, many: false, literal: false }]]), HOUR, 400); return [plan.questions.map((q) => [q.query.kind, q.query.expression, q.query.stepMs, q.legend]), plan.missing, plan.stepMs] }
    expect([of(tile({ targets: [target('rate(a[$__rate_interval])', { legend: '$i' })] })), of(tile({ interval: '$i', targets: [target('rate(a[$__interval])')] })), of(tile({ show: STAT, targets: [target('a', { instant: true })] })), of(tile({ targets: [target('a{x="$gone"}')] }))]).toEqual([
      [[['range', 'rate(a[1m])', 15_000, '5m']], [], 15_000], [[['range', 'rate(a[5m])', 300_000, '']], [], 300_000], [[['instant', 'a', null, '']], [], 15_000], [[], ['gone'], 15_000]
    ])
  })
  const rates = (scrapeMs: number | null, over: Partial<Tile> = {}, interval = '', span = HOUR): unknown =>
    planOf(tile({ targets: [target('rate(a[$__rate_interval])', { interval })], ...over }), new Map(), span, 400, scrapeMs).questions.map(({ query }) => [query.expression, query.stepMs])[0]
  test('rates over four samples of the source, whatever step the panel wants at least', () => {
    expect([rates(60_000), rates(10_000), rates(null), rates(60_000, { interval: '10s' }), rates(60_000, { interval: '30s' }), rates(15_000, { interval: '5m' }), rates(null, { interval: '5m' })]).toEqual([
      ['rate(a[4m])', 60_000], ['rate(a[40s])', 10_000], ['rate(a[1m])', 15_000], ['rate(a[4m])', 10_000], ['rate(a[4m])', 30_000], ['rate(a[315s])', 300_000], ['rate(a[315s])', 300_000]
    ])
  })
  test('rates over four steps of the query where it asks for one, never over less than four samples of the source', () => {
    expect([rates(15_000, {}, '5m'), rates(15_000, { interval: '10m' }, '1m'), rates(60_000, { interval: '30s' }, '5s'), rates(null, {}, '5s'), rates(15_000, {}, 'nonsense')]).toEqual([
      ['rate(a[20m])', 300_000], ['rate(a[11m])', 60_000], ['rate(a[4m])', 10_000], ['rate(a[20s])', 10_000], ['rate(a[1m])', 15_000]
    ])
  })
  test('a query that steps by a name of Grafana’s own steps by what that stands for', () => {
    expect(['$__interval', '${__interval}', '$__rate_interval', '${__rate_interval}'].map((interval) => rates(15_000, {}, interval, { from: 0, to: 86_400_000 }))).toEqual([
      ['rate(a[20m])', 300_000], ['rate(a[20m])', 300_000], ['rate(a[315s])', 315_000], ['rate(a[315s])', 315_000]
    ])
  })
  test('as many points as it wants instead of one for each pixel, but never none', () => {
    const day = { from: 0, to: 86_400_000 }
    const of = (maxPoints?: number): unknown => { const plan = planOf(tile({ targets: [target('rate(a[$__interval])')], ...(maxPoints === undefined ? {} : { maxPoints }) }), new Map(), day, 400); return [plan.questions.map(({ query }) => [query.expression, query.stepMs, query.width]), plan.stepMs] }
    expect([of(), of(100), of(2_000), of(1)]).toEqual([
      [[['rate(a[5m])', 300_000, 400]], 300_000], [[['rate(a[15m])', 900_000, 400]], 900_000], [[['rate(a[1m])', 60_000, 400]], 60_000], [[['rate(a[3h])', 10_800_000, 400]], 10_800_000]
    ])
  })
  test('by all of its width where it has no axis, so that a rate of a day looks back over minutes', () => {
    const day = { from: 0, to: 86_400_000 }
    const of = (show: TileKind, wide: number): unknown => { const t = tile({ show, targets: [target('rate(a[$__rate_interval])')] }); const pixels = pixelsOf(t, wide); return [pixels, planOf(t, new Map(), day, pixels, 15_000).questions[0]!.query.expression] }
    const kinds: readonly TileKind[] = [STAT, { ...STAT, as: 'gauge' }, { ...STAT, as: 'bars' }, { as: 'table', columns: { hidden: [], names: {}, order: {} } }, GRAPH, { as: 'heatmap', buckets: false }]
    expect(kinds.map((show) => [150, 300].map((wide) => of(show, wide)))).toEqual([
      ...new Array(4).fill([[160, 'rate(a[615s])'], [300, 'rate(a[315s])']]), ...new Array(2).fill([[50, 'rate(a[1815s])'], [180, 'rate(a[615s])']])
    ])
  })
  test('rates never over less than four samples, nor over less than a step and one more', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: 90 * 86_400 }), fc.integer({ min: 50, max: 4_000 }), (scrape, seconds, width) => {
      const { interval, rateInterval } = stepsFor({ from: 0, to: seconds * 1_000 }, width, scrape * 1_000)
      expect([interval >= scrape * 1_000, rateInterval >= 4 * scrape * 1_000, rateInterval >= interval + scrape * 1_000]).toEqual([true, true, true])
    }))
  })
  test('a heatmap as quantiles of its buckets, a table as it is now', () => {
    const heat = planOf(tile({ show: { as: 'heatmap', buckets: true }, targets: [target('sum by (le) (rate(b[1m]))')] }), new Map(), HOUR, 400).questions.map((q) => [q.legend, q.query.expression])
    expect(heat).toEqual([['p50', 'histogram_quantile(0.5, sum by (le) (rate(b[1m])))'], ['p90', 'histogram_quantile(0.9, sum by (le) (rate(b[1m])))'], ['p99', 'histogram_quantile(0.99, sum by (le) (rate(b[1m])))']])
    expect(planOf(tile({ show: { as: 'table', columns: { hidden: [], names: {}, order: {} } }, targets: [target('up')] }), new Map(), HOUR, 400).questions[0]!.query.kind).toBe('instant')
  })
})

const heard = (t: Tile, answers: readonly QueryAnswer[]) => dataOf(t, planOf(t, new Map(), HOUR, 400).questions, answers)

describe('what is drawn of answers', () => {
  test('a graph in our unit, below the axis where it says so, without what is hidden', () => {
    const t = tile({
      show: { ...GRAPH, negative: [{ by: 'regex', is: '/out/' }], limits: [{ value: 80, severity: 'warning', side: 'above' }] }, format: format({ unit: 'percent', min: 0, max: 100 }),
      overrides: [{ match: { by: 'name', is: 'gone' }, change: {}, hidden: true, negative: false }, { match: { by: 'name', is: 'in' }, change: { name: 'In of ${__field.labels.d}' }, hidden: false, negative: false }], targets: [target('x', { legend: '{{n}}' })]
    })
    const data = heard(t, [answer([[{ n: 'in', d: 'eth0' }, [50, NaN, Infinity]], [{ n: 'out' }, [10]], [{ n: 'gone' }, [1]]], { total: 9, warnings: ['w'] })])!
    const drawn = panelDataOf(t, data, HOUR)
    expect([panelOf(t, 'CPU', 'prom', 'x'), drawn.lines.map((l) => [l.name, [...l.v], l.below]), drawn.more, drawn.warnings]).toEqual([
      { id: 't', title: 'CPU', caption: '', unit: 'ratio', signal: 'other', draw: 'lines', axis: { min: 0, max: 1 }, limits: [{ value: 0.8, label: '', severity: 'warning', side: 'above' }], source: 'prom', expression: 'x' },
      [['In of eth0', [0.5, NaN, NaN], undefined], ['out', [0.1], true]], 6, ['w']
    ])
  })

  test('each end of the axis that the board fixes, in our unit; none where they are no axis', () => {
    const ends = (min: number | null, max: number | null) => panelOf(tile({ format: format({ unit: 'percent', min, max }) }), 'CPU', 'prom', 'x').axis
    expect([ends(null, null), ends(0, null), ends(null, 100), ends(0, 100), ends(100, 0)]).toEqual([null, { min: 0, max: null }, { min: null, max: 1 }, { min: 0, max: 1 }, null])
  })

  test('native histograms are said where they are not drawn, whatever the panel', () => {
    const words = '3 series are native histograms and are not drawn. Put histogram_quantile(0.95, …), histogram_avg(…) or histogram_count(…) around it.'
    const said = [GRAPH, STAT].map((show) => { const data = heard(tile({ show, targets: [target('x'), target('y', { ref: 'B' })] }), [answer([], { histograms: 2 }), answer([[{}, [1]]], { histograms: 1, warnings: ['w'] })]); return [data?.series.length, data?.warnings] })
    expect(said).toEqual([[1, [words, 'w']], [1, [words, 'w']]])
  })

  test('a limit holds for its own value where the board says so', () => {
    const limits = [{ value: 80, severity: 'warning', side: 'above', inclusive: true }, { value: 90, severity: 'critical', side: 'above' }, { value: 20, severity: 'critical', side: 'below' }] as const
    expect(panelOf(tile({ show: { ...GRAPH, limits }, format: format({ unit: 'percent' }) }), 'CPU', 'prom', 'x').limits).toEqual([
      { value: 0.8, label: '', severity: 'warning', side: 'above', inclusive: true }, { value: 0.9, label: '', severity: 'critical', side: 'above' }, { value: 0.2, label: '', severity: 'critical', side: 'below' }
    ])
  })

  test('what is stacked and below the axis is both', () => {
    const t = tile({ show: { ...GRAPH, stack: true, negative: [{ by: 'regex', is: '/out/' }] }, targets: [target('x', { legend: '{{n}}' })] })
    const data = heard(t, [answer([[{ n: 'in' }, [2]], [{ n: 'out' }, [1]]])])!
    expect([panelOf(t, 'Net', 'prom', 'x').draw, panelDataOf(t, data, HOUR).lines.map((l) => [[...l.v], l.below])]).toEqual(['stack', [[[2], undefined], [[1], true]]])
  })

  test('the small line under a number: on an even grid, with its gaps, nothing of a single sample', () => {
    const points = (t: readonly number[], v: readonly number[]) => ({ t: Float64Array.from(t), v: Float64Array.from(v) })
    const trend = (t: readonly number[], v: readonly number[], stepMs = 10): unknown => sparkFor(points(t, v), { from: 0, to: 50 }, stepMs)?.trend ?? null
    expect([trend([0, 10, 31, 90], [1, NaN, 4, 9]), trend([10], [1]), trend([0, 10], [NaN, NaN]), trend([0, 10], [1, 2], 0)])
      .toEqual([{ from: 0, step: 10, values: [1, null, null, 4, null, null] }, null, null, null])
  })

  test('lines that are all classes of HTTP answers are drawn as these', () => {
    const t = tile({ targets: [target('x', { legend: '{{n}}' })] })
    const roles = (...names: readonly string[]): unknown => panelDataOf(t, heard(t, [answer(names.map((n) => [{ n }, [1]]))])!, HOUR).lines.map((l) => l.role)
    expect([roles('200', '404', '5xx'), roles('200', 'all'), roles('p95', 'mean')]).toEqual([['2xx', '4xx', '5xx'], ['', ''], ['p95', '']])
  })

  const age = { to: HOUR.to, stepMs: 60_000, zone: 'utc' } as const
  test('numbers, judged, with what stands for them; no sample is no zero', () => {
    const t = tile({ show: STAT, format: format({ unit: 'percent', steps: [{ from: -Infinity, severity: null }, { from: 80, severity: 'critical' }], mappings: [{ on: 'nothing', to: { text: '0', severity: null, coloured: true } }, { on: 'value', value: '7', to: { text: 'seven', severity: 'warning', coloured: true } }] }), targets: [target('x', { legend: '{{n}}' })] })
    const data = heard(t, [answer([[{ n: 'a' }, [90]], [{ n: 'b' }, [7]], [{ n: 'c' }, [NaN]], [{ n: 'd' }, [50, NaN, NaN, NaN]], [{ n: 'e' }, [50, ...Array.from({ length: 9 }, () => NaN)]]])])!
    expect(readingsOf(t, data, age).readings.map(({ name, number, unit, tone, note }) => [name, number, unit, tone, note])).toEqual([
      ['a', '90', '%', 'critical', ''], ['b', 'seven', '', 'warning', ''], ['c', '–', '', 'unknown', 'no data'], ['d', '50', '%', 'unknown', 'at 00:57'], ['e', '–', '', 'unknown', 'last at 00:51']
    ])
  })
  test('dates a number by its day where that is not the day of its board’s end', () => {
    const t = tile({ show: STAT, targets: [target('x', { legend: '{{n}}' })] })
    const data = heard(t, [answer([[{ n: 'a' }, [50, NaN, NaN, NaN]], [{ n: 'b' }, [50, ...Array.from({ length: 9 }, () => NaN)]]])])!
    expect(readingsOf(t, data, { ...age, to: HOUR.to + 2 * 86_400_000, stepMs: 6 * 3_600_000 }).readings.map(({ note }) => note)).toEqual(['last at Thu 1 Jan 00:57', 'last at Thu 1 Jan 00:51'])
  })
  test('what a window had of a series that is over stays, says until when, and is judged as nothing that holds now', () => {
    const over = [0.3, 0.1, ...Array.from({ length: 9 }, () => NaN)]
    const of = (calc: Calc): unknown => {
      const t = tile({ show: { ...STAT, calc }, format: format({ steps: [{ from: -Infinity, severity: null }, { from: 0.05, severity: 'critical' }], mappings: [{ on: 'value', value: '2', to: { text: 'two', severity: 'warning', coloured: true } }] }), targets: [target('x', { legend: '{{n}}' })] })
      return readingsOf(t, heard(t, [answer([[{ n: 'over' }, over], [{ n: 'now' }, [0.3, 0.1]]])])!, age).readings.map(({ number, tone, note }) => [number, tone, note])
    }
    const ended = (number: string): unknown => [number, 'unknown', 'until 00:51']
    expect([of('mean'), of('max'), of('min'), of('first'), of('firstNotNull'), of('sum'), of('count'), of('lastNotNull')]).toEqual([
      [ended('0.2'), ['0.2', 'critical', '']], [ended('0.3'), ['0.3', 'critical', '']], [ended('0.1'), ['0.1', 'critical', '']], [ended('0.3'), ['0.3', 'critical', '']], [ended('0.3'), ['0.3', 'critical', '']],
      [ended('0.4'), ['0.4', 'critical', '']], [ended('two'), ['two', 'warning', '']], [['–', 'unknown', 'last at 00:51'], ['0.1', 'critical', '']]
    ])
  })
  test('a meter from its lowest to its highest, hatched without a sample', () => {
    const t = tile({ show: { ...STAT, as: 'gauge' }, format: format({ unit: 'percentunit', steps: [{ from: -Infinity, severity: null }, { from: 0.8, severity: 'warning' }] }), targets: [target('x', { legend: '{{n}}' })] })
    expect(readingsOf(t, heard(t, [answer([[{ n: 'a' }, [0.25]], [{ n: 'b' }, [2]], [{ n: 'c' }, []]])])!, age).readings.map(({ share, marks, tone }) => [share, marks, tone])).toEqual([
      [0.25, [{ at: 0.8, severity: 'warning' }], null], [1, [{ at: 0.8, severity: 'warning' }], 'warning'], [null, [{ at: 0.8, severity: 'warning' }], 'unknown']
    ])
  })

  test('a table: a row for each set of labels, Grafana’s names of columns', () => {
    const t = tile({ show: { as: 'table', columns: { hidden: ['job'], names: { instance: 'Host' }, order: { 'Value #B': 0 } } }, targets: [target('a'), target('b', { ref: 'B' })], overrides: [{ match: { by: 'name', is: 'Value #A' }, change: { unit: 's', name: 'Took', steps: [{ from: -Infinity, severity: null }, { from: 2, severity: 'warning' }] }, hidden: false, negative: false }] })
    const data = heard(t, [answer([[{ __name__: 'a', job: 'j', instance: 'x' }, [3]]]), answer([[{ __name__: 'b', job: 'j', instance: 'x' }, [4]], [{ __name__: 'b', instance: 'y' }, [NaN]]])])!
    expect(gridOf(t, data, ['A', 'B'], 'utc')).toEqual({
      columns: [{ name: 'Value #B', right: true }, { name: 'Host', right: false }, { told: 's', name: 'Took', right: true }],
      rows: [[{ text: '4', tone: null, value: 4 }, { text: 'x', tone: null }, { text: '3.00\u202fs', tone: 'warning', value: 3 }], [{ text: '–', tone: null, value: NaN }, { text: 'y', tone: null }, { text: '', tone: null }]], more: 0
    })
  })
  test('nothing that answered is nothing', () => {
    expect([heard(tile({ targets: [target('x')] }), [{ ok: false, source: 'p', failure: { code: 'timeout', values: {} } }]), heard(tile({ targets: [target('x')] }), [answer([])])?.series]).toEqual([null, []])
  })
})

test('cells keep their places where there is room, and none is too narrow where there is not', () => {
  const stat = (x: number): Tile => tile({ show: STAT, cell: { x, y: 0, w: 3, h: 4 } })
  const graph = (x: number): Tile => tile({ cell: { x, y: 4, w: 12, h: 8 } })
  const tiles = [stat(0), stat(3), graph(0), graph(12)].map((t) => ({ tile: t, cell: t.cell }))
  const at = (width: number): readonly string[] => fitted(tiles, width).map(({ x, y, w }) => `${x},${y} ${w}`)
  expect([at(1_200), at(700), at(400)]).toEqual([['0,0 3', '3,0 3', '0,4 12', '12,4 12'], ['0,0 6', '6,0 6', '12,0 12', '0,4 12'], ['0,0 8', '8,0 8', '0,4 24', '0,12 24']])
})

test('the range that a dashboard asks for', () => {
  expect([null, 86_400_000, 7_200_000, 1, 1e15].map(rangeFor)).toEqual([{ kind: 'preset', preset: '1h' }, { kind: 'preset', preset: '24h' }, { kind: 'last', ms: 7_200_000 }, { kind: 'last', ms: 60_000 }, { kind: 'last', ms: 731 * 86_400_000 }])
})

describe('asking', () => {
  const wanted = (view: string, to: number, n = 1): Wanted => ({ view, source: 'p', span: { from: 0, to }, queries: Array.from({ length: n }, (_, i): FreeQuery => ({ expression: `q${i}`, kind: 'range', from: 0, to, width: 400, stepMs: 1_000 })) })
  const parts = () => {
    const pending: ((a: QueryAnswer) => void)[] = []
    const asked: string[] = []
    const nths: number[] = []
    const asker = createTileAsker({ now: () => 9, ask: (_s, query, nth) => { asked.push(`${query.expression}@${query.to}`); nths.push(nth); return new Promise((resolve) => { pending.push(resolve) }) } })
    const answerAll = async (a: QueryAnswer): Promise<void> => {
      for (const resolve of pending.splice(0)) resolve(a)
      await new Promise((resolve) => { setImmediate(resolve) })
    }
    return { asker, asked, nths, answer: answerAll }
  }
  test('one round at a time; the newest moment waits for it', async () => {
    const { asker, asked, nths, answer: say } = parts()
    asker.want(wanted('v', 1, 2)); asker.want(wanted('v', 2, 2)); asker.want(wanted('v', 3, 2))
    expect([asked, asker.get().status]).toEqual([['q0@1', 'q1@1'], { kind: 'asking', since: 9 }])
    await say(answer([]))
    expect([asked, nths, asker.get().of?.span.to]).toEqual([['q0@1', 'q1@1', 'q0@3', 'q1@3'], [0, 1, 0, 1], 1])
  })
  test('another view is asked for at once, and the old answer is dropped', async () => {
    const { asker, asked, answer: say } = parts()
    asker.want(wanted('v', 1)); asker.want(wanted('w', 1))
    expect(asked).toEqual(['q0@1', 'q0@1'])
    await say(answer([], { source: 'late' }))
    expect([asker.get().of?.view, asker.get().status]).toEqual(['w', { kind: 'answered' }])
  })
  test('what was drawn stays while a later moment fails; stopped, nothing is heard', async () => {
    const { asker, answer: say } = parts()
    const no: QueryAnswer = { ok: false, source: 'p', failure: { code: 'timeout', values: {} } }
    asker.want(wanted('v', 1)); await say(answer([])); asker.want(wanted('v', 2)); await say(no)
    expect([asker.get().data?.length, asker.get().of?.span.to, asker.get().last?.span.to, asker.get().status]).toEqual([1, 1, 2, { kind: 'failed', answer: no }])
    asker.want(wanted('v', 3)); asker.stop(); await say(answer([]))
    expect(asker.get().of?.span.to).toBe(1)
  })
})
