import { describe, expect, it } from 'vitest'
import { fileName } from '../../../../src/renderer/outlet/file-name'
import { thinned } from '@shared/domain/thinned'
import { createWanting, withAll, type Gathering } from '../../../../src/renderer/outlet/gather'
import { panelBlocks, rangeBlock } from '../../../../src/renderer/outlet/panel-blocks'
import { sheetBlocks } from '../../../../src/renderer/outlet/sheet-blocks'
import { scaleOf } from '../../../../src/renderer/outlet/png'
import { markdownOf } from '../../../../src/renderer/outlet'
import type { Member } from '../../../../src/renderer/charts'
import { aPanel, aPanelData, aSeries, NOW } from '../../../builders'
import { aGrid, aReading, aSheet, numbers, someWords } from '../charts/export/a-sheet'
import { aGiven } from '../charts/export/given'

const MIN = 60_000

describe('names of files', () => {
  it('say what, of what and when', () => {
    expect([fileName('article-service', 'Error ratio', NOW, 'svg'), fileName('../../etc/passwd', '', NOW, 'png'), fileName('Überblick', 'p95 < 1 s', NOW, 'csv')]).toEqual([
      'garda-article-service-error-ratio-20251113T120000Z.svg', 'garda-etc-passwd-20251113T120000Z.png', 'garda-überblick-p95-1-s-20251113T120000Z.csv'
    ])
  })
})

describe('how many dots a picture has', () => {
  it('is twice its size at least, more on a finer screen, and what a canvas bears at most', () => {
    const of = (width: number, height: number, ratio: number): readonly number[] => { const s = scaleOf({ width, height }, ratio); return [Math.round(width * s), Math.round(height * s)] }
    expect([of(640, 400, 1), of(640, 400, 3), of(1_000, 20_000, 2)]).toEqual([[1_280, 800], [1_920, 1_200], [800, 16_000]])
    const [w, h] = of(10_000, 12_000, 2)
    expect(w! * h!).toBeLessThanOrEqual(121_000_000)
  })
})

describe('all panels of a view', () => {
  const answered = { data: aPanelData(), status: { kind: 'answered' } } as const
  const asking = { data: null, status: { kind: 'asking', since: 0 } } as const
  const member = (read: () => typeof answered | typeof asking): Member => ({ read: () => ({ ...aGiven(), ...read() }), place: () => null })
  const stage = (members: (frame: number) => readonly Member[], empty: (frame: number) => number): Gathering & { readonly log: string[] } => {
    let frame = 0
    const log: string[] = []
    const wanting = createWanting()
    wanting.subscribe(() => log.push(wanting.get() ? 'all are wanted' : 'enough'))
    return { log, members: () => members(frame), empty: () => empty(frame), wanting, frame: async () => { frame++ }, now: () => frame * 16, tell: (done, all) => { log.push(`${done}/${all}`) } }
  }
  it('are drawn and answered before anything is made of them, and rest again after', async () => {
    const it = stage((frame) => [member(() => answered), ...(frame >= 2 ? [member(() => (frame >= 3 ? answered : asking))] : [])], (frame) => (frame >= 2 ? 0 : 1))
    expect(await withAll(it, async () => { it.log.push('made'); return 7 })).toBe(7)
    expect(it.log).toEqual(['all are wanted', '1/2', '1/2', '2/2', '2/2', '2/2', 'made', 'enough'])
  })
  it('are done once they stood, though of many that go on with the time one always asks', async () => {
    const live = [0, 1, 2, 3, 4, 5].map((nth): Member => {
      let reads = 0
      const read: Member['read'] = () => ({ ...aGiven(), ...(reads++ % 6 === nth ? { status: { kind: 'asking', since: 0 } } : answered) })
      return { read, place: () => null }
    })
    const it = stage(() => live, () => 0)
    expect(await withAll(it, async () => it.log.length)).toBeLessThan(12)
  })
  it('are no graphs as well: what asks nothing is there, what asks is waited for', async () => {
    let frame = 0
    const given = [aSheet({ body: someWords, source: null, at: null }), aSheet()]
    const sheets = given.map((sheet, i): Member => ({ read: () => (i === 1 && frame < 3 ? { ...sheet, at: null } : sheet), place: () => null }))
    const it = stage((n) => { frame = n; return sheets }, () => 0)
    await withAll(it, async () => undefined)
    expect(it.log).toEqual(['all are wanted', '1/2', '1/2', '2/2', '2/2', '2/2', 'enough'])
  })
  it('are not waited for for ever: what has not come is told as it is', async () => {
    const it = stage(() => [member(() => asking)], () => 0)
    expect(await withAll(it, async () => 'made')).toBe('made')
    expect(it.log.at(-1)).toBe('enough')
  })
  it('rest again also when nothing could be made', async () => {
    const it = stage(() => [member(() => answered)], () => 0)
    await expect(withAll(it, async () => { throw new Error('no canvas') })).rejects.toThrow('no canvas')
    expect([it.wanting.get(), it.log.at(-1)]).toEqual([false, 'enough'])
  })
})

describe('a panel in words', () => {
  const given = aGiven({
    panel: aPanel({ title: 'Latency', caption: 'p50, p95', unit: 'seconds', limits: [{ value: 0.8, label: '', severity: 'warning', side: 'above' }], expression: 'histogram_quantile(0.95, x)' }),
    data: aPanelData({ lines: [aSeries([0.1, 0.1, 0.1, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2], { name: 'p50', role: 'p50' }), aSeries([0.2, 0.2, 0.2, 0.2, 0.4, 0.8, 1.6, 1.6, 1.6, 1.6, 1.6], { name: 'p95', role: 'p95' })], at: NOW - 45_000, warnings: ['one store did not answer'] }),
    marks: { bands: [{ from: NOW - 4 * MIN, to: Infinity, severity: 'warning', pending: false }], changes: [{ at: NOW - 6 * MIN, label: 'v2' }] }
  })
  it('says where its numbers come from, what marks them, the query, and what each line was', () => {
    const window = given.model.window
    expect(markdownOf([rangeBlock(window, 'utc'), ...panelBlocks(given, NOW, window)])).toBe(`- Range: Thu 13 Nov 2025 11:50 to 12:00 UTC

## Latency

- p50, p95
- Data: prom-eu-1, 45 s old when copied, NOT FRESH
- partial: one store did not answer
- Unit: seconds
- limit 800\u202fms
- Warning, firing since 11:56
- Change marked at 11:54 v2

\`\`\`promql
histogram_quantile(0.95, x)
\`\`\`

| Series | now | min | max | mean | p95 |
| --- | --- | --- | --- | --- | --- |
| p50 | 200\u202fms | 100\u202fms | 200\u202fms | 173\u202fms | 200\u202fms |
| p95 | 1.60\u202fs | 200\u202fms | 1.60\u202fs | 909\u202fms | 1.60\u202fs |

\`\`\`text
p50  ▅▅▅▅▅▅▅▅▅▅▅▅████████████████████████████
p95  ▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▃▃▃▃▅▅▅▅████████████████
\`\`\`
`)
  })
  it('names the day of each moment where its time is of more than one', () => {
    const HOUR = 60 * MIN
    const window = { from: NOW - 48 * HOUR, to: NOW }
    const marks = { bands: [{ from: NOW - 40 * HOUR, to: NOW - 30 * HOUR, severity: 'warning' as const, pending: false }], changes: [{ at: NOW - 41 * HOUR, label: 'v2' }] }
    const data = aPanelData({ ...window, stepMs: HOUR, lines: [aSeries(Array<number>(25).fill(1), { name: 'a', from: window.from, step: HOUR })] })
    const blocks = panelBlocks(aGiven({ panel: aPanel({ unit: 'none' }), data, marks, window, intervalMs: HOUR }), NOW, window)
    expect(blocks.flatMap((b): readonly (string | undefined)[] => (b.kind === 'list' ? b.items.slice(2) : b.kind === 'table' ? [b.rows[0]![1]] : []))).toEqual([
      'Warning, firing Tue 11 Nov 20:00 to Wed 12 Nov 06:00', 'No data Wed 12 Nov 12:00 to Thu 13 Nov 12:00', 'Change marked at Tue 11 Nov 19:00 v2', '1 at Wed 12 Nov 12:00'
    ])
  })
  describe('whose samples were thinned', () => {
    const DAY = 86_400_000
    const spiky = (over: Parameters<typeof aSeries>[1], base = 1): ReturnType<typeof aSeries> => aSeries(Array.from({ length: 1_440 }, (_, i) => (i % 20 === 7 ? 101 : base)), over)
    const of = (draw: 'lines' | 'stack', lines: readonly ReturnType<typeof aSeries>[], window = { from: NOW - DAY, to: NOW }, past: readonly ReturnType<typeof aSeries>[] = []): ReturnType<typeof panelBlocks> => {
      const data = (all: typeof lines): ReturnType<typeof aPanelData> => aPanelData({ from: NOW - DAY, ...thinned(all, draw, DAY, 100) })
      return panelBlocks(aGiven({ panel: aPanel({ draw, unit: 'none' }), data: data(lines), past: past.length > 0 ? { data: data(past), shiftMs: 7 * DAY, name: 'a week ago' } : null, window }), NOW, window)
    }
    const rows = (blocks: ReturnType<typeof panelBlocks>): unknown => { const table = blocks.find((b) => b.kind === 'table'); return table?.kind === 'table' ? table.rows.map(([name, , ...figures]) => [name, ...figures]) : null }
    const facts = (blocks: ReturnType<typeof panelBlocks>): readonly string[] => (blocks[1]?.kind === 'list' ? blocks[1].items : [])
    it('says what all of them were', () => {
      expect([rows(of('lines', [spiky({ name: 'a' })], undefined, [spiky({ name: 'a', from: NOW - 8 * DAY + 60_000 }, 21)])), rows(of('stack', [spiky({ name: 'a' }), spiky({ name: 'b' }, 21)]))]).toEqual([
        [['a', '1', '101', '6', '1'], ['a week ago', '21', '101', '25', '21']], [['a', '1', '101', '6', '1'], ['b', '21', '101', '25', '21'], ['Total', '22', '202', '31', '22']]
      ])
    })
    it('says of which time that is where the graph shows less of it', () => {
      const line = spiky({ name: 'a' })
      expect([facts(of('lines', [line])), facts(of('lines', [line], { from: NOW - DAY / 2, to: NOW })).at(-1)]).toEqual([['per second', 'Data: prom-eu-1, 0 s old when copied'], 'min, max, mean and p95: Wed 12 Nov 2025 12:01 to Thu 13 Nov 2025 12:00 UTC'])
    })
  })
  it('is as old as its newest sample where that ends before the answer', () => {
    const of = (lines: Parameters<typeof aPanelData>[0] & object): readonly string[] => {
      const list = panelBlocks(aGiven({ data: aPanelData({ at: NOW - 4_000, ...lines }) }), NOW, { from: NOW - 10 * MIN, to: NOW })[1]
      return list?.kind === 'list' ? list.items.filter((item) => item.startsWith('Data')) : []
    }
    expect([of({ lines: [aSeries([1, 2], { name: '', from: NOW - 6 * MIN })] }), of({ lines: [] })]).toEqual([['Data: prom-eu-1, newest sample 5 min old when copied, NOT FRESH'], ['Data: prom-eu-1, no samples']])
  })
  it('says when there is nothing, and its own time where that is another', () => {
    const items = (block: ReturnType<typeof panelBlocks>[number] | undefined): readonly string[] => (block?.kind === 'list' ? block.items : [])
    const nothing = panelBlocks(aGiven({ data: null, status: { kind: 'failed', reason: 'prom-eu-1 refused.' } }), NOW, { from: 0, to: NOW })
    expect([items(nothing[1]), nothing.at(-1)]).toEqual([
      ['5xx of all', 'Range: Thu 13 Nov 2025 11:50 to 12:00 UTC', 'Data: prom-eu-1, no answer', 'No answer: prom-eu-1 refused.', 'Unit: percent', 'limit 2\u202f%'], { kind: 'text', text: 'No samples in this time.' }
    ])
  })
})

describe('what is no graph in words', () => {
  const of = (over: Parameters<typeof aSheet>[0]): string => { const sheet = aSheet(over); return markdownOf(sheetBlocks(sheet, NOW, sheet.window)) }
  it('is a table of names and values, with what is serious and how old it is', () => {
    expect(of({ body: numbers([aReading({ tone: 'critical' }), aReading({ name: '', number: '–', unit: '', tone: 'unknown', note: 'no data' })]), at: NOW - 45_000, warnings: ['one store did not answer'], more: 3 })).toBe(`## CPU busy

- Data: prom-eu-1, 45 s old when copied, NOT FRESH
- partial: one store did not answer

\`\`\`promql
avg(cpu)
\`\`\`

| Name | Value |
| --- | --- |
| node-1 | 43\u202f%, Critical |
| CPU busy | –, no data |

3 more
`)
  })
  it('is a table’s rows, as many as one reads', () => {
    const text = of({ body: aGrid(60) })
    expect([text.match(/^\| sd/gm)?.length, text.includes('| sd2 | 80\u202f%, Critical |'), text.endsWith('\n10 more\n')]).toEqual([49, true, true])
  })
  it('is a text as a quote, its code as it was and its links', () => {
    expect(of({ title: '', body: someWords, source: null, at: null, queries: [] })).toBe(`## Text

> When it is busy
>
> Look at what runs, then call whoever started it. See the Runbook for more.

\`\`\`text
top -b
  -n 1
\`\`\`

- [Runbook](https://runbooks.example/cpu)
`)
  })
})
