import { describe, expect, it } from 'vitest'
import type { QueryData } from '@shared/domain/query'
import { examplesFor } from '../../../../src/renderer/features/explore/examples'
import { graphsOf, namesOf, sharesOf } from '../../../../src/renderer/features/explore/graph'
import { forget, MOST_ASKED, remember, searchHistory } from '../../../../src/renderer/features/explore/history'
import { addQuery, editQuery, FIRST, MOST_QUERIES, putQuery, removeQuery, runAll, shownQueries, type Query } from '../../../../src/renderer/features/explore/queries'
import { failureOf, noticesOf } from '../../../../src/renderer/features/explore/say'
import { MOST_ROWS, nextSort, tableOf } from '../../../../src/renderer/features/explore/table'
import { NOW } from '../../../builders'

const letters = (queries: readonly Query[]): string => queries.map((q) => `${q.letter}:${q.expression}${q.hidden ? '!' : ''}`).join(' ')
const data = (series: readonly { readonly labels: Readonly<Record<string, string>>; readonly v: readonly number[] }[], over: Partial<QueryData> = {}): QueryData => ({
  shape: 'vector', source: 'prom', from: NOW - 60_000, to: NOW, stepMs: 15_000, at: NOW, text: null, total: series.length, histograms: 0, warnings: [],
  series: series.map(({ labels, v }) => ({ labels, t: Float64Array.from(v, (_, i) => NOW - (v.length - 1 - i) * 15_000), v: Float64Array.from(v) })), ...over
})

describe('queries', () => {
  it('take the first free letter, and never more than there is room for', () => {
    const three = addQuery(addQuery(FIRST, 'b'), 'c')
    expect([letters(three), letters(addQuery(removeQuery(three, 'B'), 'new')), letters(removeQuery(FIRST, 'A'))]).toEqual(['A: B:b C:c', 'A: B:new C:c', 'A:'])
    const full = Array.from({ length: 20 }).reduce<readonly Query[]>((q) => addQuery(q, 'x'), FIRST)
    expect([full.length, addQuery(full, 'y') === full, letters(putQuery(full.slice(1), 'z')).endsWith('H:x')]).toEqual([MOST_QUERIES, true, true])
  })

  it('are put where there is room: an empty line, one more, in place of the last', () => {
    const full = Array.from({ length: MOST_QUERIES - 1 }).reduce<readonly Query[]>((q) => addQuery(q, 'x'), editQuery(FIRST, 'A', { expression: 'x' }))
    expect([letters(putQuery(editQuery(FIRST, 'A', { hidden: true }), 'up')), letters(putQuery(editQuery(FIRST, 'A', { expression: 'a' }), 'up')), putQuery(full, 'up').at(-1)?.expression]).toEqual(['A:up', 'A:a B:up', 'up'])
  })

  it('are drawn as they were run, not as they are being written', () => {
    const ran = runAll(editQuery(addQuery(FIRST, 'b'), 'A', { expression: ' up ' }))
    const written = editQuery(editQuery(ran, 'A', { expression: 'up{' }), 'B', { hidden: true })
    expect(shownQueries(written).map((q) => [q.letter, q.asked])).toEqual([['A', 'up']])
    expect(runAll(ran)[0]).toBe(ran[0])
  })
})

describe('history', () => {
  const one = (expression: string, source = 'prom', at = NOW) => ({ expression, source, at })
  it('keeps each question once, newest first, at most so many, and nothing that is empty or endless', () => {
    const list = remember(remember([], [one('a'), one('b'), one('a')]), [one(' b ', 'prom', NOW + 1), one(''), one('x'.repeat(5_000)), one('b', 'other')])
    expect(list).toEqual([one('b', 'prom', NOW + 1), one('b', 'other'), one('a')])
    expect(remember(list, [one('b')])).toBe(list)
    expect(Array.from({ length: 300 }, (_, i) => one(`m${i}`)).reduce<ReturnType<typeof remember>>((l, o) => remember(l, [o]), []).length).toBe(MOST_ASKED)
  })
  it('is searched by all words, and forgets', () => {
    const list = [one('sum(rate(http_requests_total[5m]))'), one('up', 'prom-eu'), one('up', 'prom-us')]
    expect([searchHistory(list, 'RATE http'), searchHistory(list, 'up eu'), searchHistory(list, ''), forget(list, list[1]!)]).toEqual([[list[0]], [list[1]], list, [list[0], list[2]]])
  })
})

describe('the table', () => {
  const a = { letter: 'A', unit: 'bytes' as const, data: data([{ labels: { __name__: 'mem', pod: 'p10' }, v: [1024] }, { labels: { __name__: 'mem', pod: 'p9', zone: 'z' }, v: [NaN] }, { labels: { __name__: 'mem', pod: 'p1\u202e' }, v: [5, 2048] }]) }
  const cells = (model: ReturnType<typeof tableOf>): unknown => model.rows.map((r) => [r.letter, r.metric, ...r.cells, r.text].join(' | '))
  it('has a column for each label, values with their unit, and what is no number last', () => {
    const down = tableOf([a], { column: 'value', down: true })
    expect([down.columns, cells(down), cells(tableOf([a], { column: 'value', down: false }))]).toEqual([
      ['metric', 'label:pod', 'label:zone', 'value'],
      ['A | mem | p1 |  | 2\u202fKiB', 'A | mem | p10 |  | 1\u202fKiB', 'A | mem | p9 | z | NaN'],
      ['A | mem | p10 |  | 1\u202fKiB', 'A | mem | p1 |  | 2\u202fKiB', 'A | mem | p9 | z | NaN']
    ])
    expect(tableOf([a], { column: 'label:pod', down: false }).rows.map((r) => r.cells[0])).toEqual(['p1', 'p9', 'p10'])
  })
  it('is bounded in rows and columns, and says by how much', () => {
    const many = data(Array.from({ length: 1_500 }, (_, i) => ({ labels: { i: String(i), ...Object.fromEntries(Array.from({ length: 20 }, (_, l) => [`l${l}`, 'x'])) }, v: [i === 3 ? Infinity : i] })), { total: 50_000 })
    const model = tableOf([{ letter: 'A', unit: 'none', data: many }, { letter: 'B', unit: 'none', data: data([{ labels: {}, v: [-Infinity] }]) }], { column: 'value', down: true })
    expect([model.rows.length, model.rows[0]?.text, model.columns.length, model.moreLabels, model.total]).toEqual([MOST_ROWS, '∞', 14, 9, 50_001])
  })
  it('sorts values from the highest and words from the first, and turns', () => {
    expect([nextSort({ column: 'value', down: true }, 'metric'), nextSort({ column: 'metric', down: false }, 'metric'), nextSort({ column: 'metric', down: false }, 'value')])
      .toEqual([{ column: 'metric', down: false }, { column: 'metric', down: true }, { column: 'value', down: true }])
  })
})

describe('graphs', () => {
  it('name series by what tells them apart', () => {
    const named = (...labels: readonly Readonly<Record<string, string>>[]): readonly string[] => namesOf(labels.map((l) => ({ labels: l })))
    expect([named({ __name__: 'up', job: 'a', pod: '1' }, { __name__: 'up', job: 'b', pod: '1' }), named({ __name__: 'up', job: 'a' }), named({}, {}), named({ a: '1', b: '1' }, { a: '2', b: '2' }, { a: '2' }), named()])
      .toEqual([['a', 'b'], ['up job=a'], ['', ''], ['a=1 b=1', 'a=2 b=2', '2'], []])
  })
  it('are one for each unit, in which no query crowds another out, and the rest is counted', () => {
    const line = (name: string, end: number) => ({ labels: { pod: name }, v: [0, end] })
    const bytes = { letter: 'B', expression: 'mem', unit: 'bytes' as const, data: data(Array.from({ length: 8 }, (_, i) => line(`p${i}`, i)), { total: 900 }) }
    const graphs = graphsOf([{ letter: 'A', expression: 'rate', unit: 'per-second', data: data([line('x', 1)]) }, bytes, { letter: 'C', expression: 'mem2', unit: 'bytes', data: data([line('y', 1), line('z', NaN)]) }])
    expect(graphs.map((g) => [g.letters, g.panel.title, g.panel.unit, g.data.lines.map((l) => l.name), g.data.more])).toEqual([
      [['A'], 'rate', 'per-second', ['pod=x'.slice(4)], 0],
      [['B', 'C'], 'Queries B, C', 'bytes', ['B p5', 'B p6', 'B p7', 'C y', 'C z'], 897]
    ])
  })
  it('show those that failed, not five that are equal, and say how many more there are', () => {
    const targets = [1, 1, 0, 1, 1, 1, 0, 1].map((v, i) => ({ labels: { instance: `i${i}` }, v: [1, v] }))
    const [graph] = graphsOf([{ letter: 'A', expression: 'up', unit: 'none', data: data(targets) }])
    expect([graph!.data.lines.map((l) => [l.name, l.v.at(-1)]), graph!.data.more]).toEqual([[['i0', 1], ['i1', 1], ['i2', 0], ['i3', 1], ['i6', 0]], 3])
  })
  it('share five lines', () => { expect([sharesOf([9, 9]), sharesOf([1, 9, 0]), sharesOf([1, 1]), sharesOf([9, 9, 9, 9, 9, 9])]).toEqual([[3, 2], [1, 4, 0], [1, 1], [1, 1, 1, 1, 1, 0]]) })
})

describe('what is said beside a query', () => {
  const say = (d: QueryData, kind: 'range' | 'instant' = 'range'): readonly string[] => noticesOf(d, { kind }, 'prom', 'utc').map((n) => n.text)
  it('tells what was cut, what is no number, and what is not there', () => {
    expect(say(data([{ labels: {}, v: [1] }], { total: 50_000, histograms: 2, warnings: ['x\u202e'] }))).toEqual([
      'Showing 1 of 50,000 series. Put sum by (…), topk(10, …) or more labels around it to see all that matters.',
      '2 series are native histograms and are not drawn. Put histogram_quantile(0.95, …), histogram_avg(…) or histogram_count(…) around it.', 'prom says: x'
    ])
    expect([say(data([])), say(data([], { to: NOW + 5_000 }), 'instant'), say(data([{ labels: {}, v: [NaN, Infinity] }])), say(data([], { shape: 'string', text: 'a\u0007b' })), say(data([], { shape: 'string', text: '' })), say(data([{ labels: {}, v: [1] }], { shape: 'scalar' }), 'instant')]).toEqual([
      ['prom has nothing for this between 11:59 and 12:00. A name or a label may be written otherwise; completion knows those that exist.'],
      ['prom has nothing for this at 12:00:05. A name or a label may be written otherwise; completion knows those that exist.'],
      ['Its samples are no numbers: NaN or infinite in all of this time. There is nothing to draw.'], ['Text: ab'], ['Text, of no letters.'], ['One number, without labels.']
    ])
  })
  it('names the days of a time that is of more than one', () => {
    expect(say(data([], { from: NOW - 86_400_000, to: NOW }))).toEqual(['prom has nothing for this between Wed 12 Nov 12:00 and Thu 13 Nov 12:00. A name or a label may be written otherwise; completion knows those that exist.'])
  })
  it('puts what the source says of an expression where it says it', () => {
    const bad = (detail: string) => ({ ok: false, source: 'prom', failure: { code: 'api-error', values: { detail } } }) as const
    expect([
      failureOf(bad('invalid parameter "query": 2:3: parse error: unexpected end of input'), 'sum(\nup', 'prom'), failureOf(bad('query timed out'), 'up', 'prom'),
      failureOf({ ok: false, source: '', failure: { code: 'timeout', values: { seconds: 10 } } }, 'up', 'prom')
    ]).toEqual([
      { text: 'prom refused the request: invalid parameter "query": 2:3: parse error: unexpected end of input.', complaint: { from: 7, message: 'unexpected end of input' } },
      { text: 'prom refused the request: query timed out.', complaint: { from: 0, message: 'query timed out' } },
      { text: 'prom did not answer in full within 10 s.', complaint: null }
    ])
  })
})

describe('examples', () => {
  it('ask what the metrics of the source can answer, and name its metrics where none is known', () => {
    expect(examplesFor(['up', 'http_requests_total', 'process_cpu_seconds_total'])).toEqual([
      { title: 'up', expression: 'sum by (job) (up)' }, { title: 'requests', expression: 'sum by (job) (rate(http_requests_total[5m]))' }, { title: 'cpu', expression: 'sum by (job) (rate(process_cpu_seconds_total[5m]))' }
    ])
    expect([examplesFor(['odd.name', 'own_gauge']), examplesFor([])]).toEqual([[{ title: 'metric', expression: 'own_gauge' }], []])
  })
})
