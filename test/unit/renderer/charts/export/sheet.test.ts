// @vitest-environment jsdom
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SignalReading } from '@shared/domain/service'
import type { Sheet } from '../../../../../src/renderer/charts'
import { pageSvg, panelCsv, panelSvg } from '../../../../../src/renderer/charts/export'
import { xmlWords } from '../../../../../src/renderer/charts/export/markup'
import { columnsIn } from '../../../../../src/renderer/charts/export/sheet-body'
import { NOW } from '../../../../builders'
import { aGrid, aReading, aSheet, numbers, someWords, wideGrid } from './a-sheet'
import { aGiven, paletteFor } from './given'

const MIN = 60_000
const around = { title: 'Hosts', note: 'prom-eu-1', madeAt: NOW }
const parse = (svg: string): Document => {
  const read = new DOMParser().parseFromString(svg, 'image/svg+xml')
  expect(read.querySelector('parsererror')?.textContent).toBeUndefined()
  return read
}
const textsOf = (svg: string): readonly string[] => [...parse(svg).querySelectorAll('text')].map((e) => e.textContent)
const kinds = (svg: string): readonly string[] => [...new Set([...parse(svg).querySelectorAll('*')].flatMap((e) => [e.localName, ...[...e.attributes].map((a) => `@${a.name}`)]))].sort()
const alone = (sheet: Sheet): string => panelSvg(sheet, around, paletteFor('dark')).svg
const told = (sheet: Sheet): readonly string[] => textsOf(alone(sheet)).slice(1, -2)
const page = (sheets: readonly Sheet[]) => pageSvg({
  ...around, zone: 'utc', window: { from: NOW - 10 * MIN, to: NOW }, left: [],
  panels: [...sheets.map((given, i) => ({ given, x: 100 + i * 308, y: 300, width: given.width, height: given.height })), { given: aGiven(), x: 100, y: 452, width: 600, height: 260 }]
}, paletteFor('light'))

describe('what is no graph as SVG', () => {
  it('lies in the page’s grid among the graphs, and is this file, whole', () => {
    const golden = resolve(import.meta.dirname, '../../../../fixtures/export/sheets.svg')
    const svg = page([aSheet(), aSheet({ title: 'Disks', body: numbers([aReading({ tone: 'critical', number: '97' }), aReading({ name: 'node-2', number: '–', unit: '', tone: 'unknown', note: 'no data', share: null })], 'bars') }), aSheet({ title: 'Devices', body: aGrid(9) }), aSheet({ title: 'About', body: someWords, source: null, at: null })]).svg
    expect(svg).toBe(readFileSync(golden, 'utf8'))
  })

  it('says one number large, with what is serious in words and where it is from', () => {
    expect(told(aSheet({ body: numbers([aReading({ tone: 'critical', number: '97' })], 'meter') }))).toEqual(['CPU busy', 'prom-eu-1, data of 11:59:56', '97\u202f%', 'Critical'])
    expect(told(aSheet({ body: numbers([aReading({ tone: 'unknown', note: 'at 11:50' })], 'numbers', true), at: NOW - 60_000, warnings: ['one store'] }))).toEqual(['CPU busy', 'prom-eu-1, data of 11:59:00, not fresh; partial: one store', 'node-1', '43\u202f%', 'at 11:50'])
  })
  it('says what did not answer, and what is still on its way', () => {
    expect([told(aSheet({ at: null, status: { kind: 'failed', reason: 'refused.' } })), told(aSheet({ at: null })), told(aSheet({ body: numbers([]) }))]).toEqual([
      ['CPU busy', 'prom-eu-1, no answer yet', 'No answer: refused.'], ['CPU busy', 'prom-eu-1, no answer yet', 'No answer yet from prom-eu-1'], ['CPU busy', 'prom-eu-1, data of 11:59:56', 'no data']
    ])
  })
  it('draws rows as far as they fit, and says how many do not', () => {
    const many = Array.from({ length: 90 }, (_, i) => aReading({ key: String(i), name: `node-${i}` }))
    const rows = (texts: readonly string[], begins: RegExp): readonly [number, string | undefined] => [texts.filter((text) => begins.test(text)).length, texts.at(-1)]
    const [list, grid] = [told(aSheet({ body: numbers(many), more: 7 })), told(aSheet({ body: aGrid(90), more: 7 }))]
    const [inList, saidInList] = rows(list, /^node-/)
    const [inGrid, saidInGrid] = rows(grid, /^sd|^=cmd/)
    expect([saidInList, saidInGrid]).toEqual([`and ${97 - inList} more`, `and ${97 - inGrid} more rows`])
    expect([inList > 30, inGrid > 30]).toEqual([true, true])
    expect(told(aSheet({ body: aGrid(3) })).slice(2)).toEqual(['device', '=used', 'sd0', '0\u202f%', '=cmd()', '40\u202f%', 'sd2', '80\u202f%'])
  })
  it('draws the way that a number came, under it or in its row, where there is room', () => {
    const way: SignalReading = { value: null, unit: 'none', note: '', at: null, limit: null, trend: { from: NOW - 600_000, step: 60_000, values: [1, 2, 3, null, 5, 6, 5, 4, 6, 7, 8] } }
    const lines = (...of: readonly (SignalReading | null)[]) => ({ from: NOW - 600_000, to: NOW, of })
    const ways = (sheet: Sheet): readonly string[] => [...parse(alone(sheet)).querySelectorAll('g[transform] > path[fill=none]')].map((path) => path.getAttribute('d')!.replace(/[-\d. ]+/g, '').slice(0, 2))
    const one = { ...numbers([aReading()]), lines: lines(way) }
    const rows = { ...numbers([aReading(), aReading({ name: 'node-2' })]), lines: lines(way, null) }
    expect([ways(aSheet({ body: one })), ways(aSheet({ body: rows, width: 420 })), ways(aSheet({ body: { ...one, lines: lines(null) } }))]).toEqual([['Ml'], ['Ml'], []])
  })
  it('tells severities apart without colours', () => {
    const shapes = (sheet: Sheet): number => parse(alone(sheet)).querySelectorAll('g[transform]').length
    expect([shapes(aSheet({ body: aGrid(3) })), shapes(aSheet({ body: aGrid(2) })), shapes(aSheet({ body: numbers([aReading({ tone: 'warning' }), aReading()]) }))]).toEqual([1, 0, 1])
  })
  it('wraps a text plain, keeps the lines of code, and says when it goes on', () => {
    expect(told(aSheet({ title: '', body: someWords, source: null, at: null }))).toEqual(['When it is busy', 'Look at what runs, then call whoever started it. See the Runbook for', 'more.', 'top -b', '  -n 1'])
    const long = { ...someWords, paragraphs: [{ text: 'word '.repeat(4_000), strong: false, code: false }] } as const
    const lines = told(aSheet({ title: '', body: long, source: null, at: null }))
    expect([lines.at(-1), lines.length < 60]).toEqual(['The text goes on.', true])
  })
  it('gives each column its room, and leaves out those for which there is none', () => {
    expect([columnsIn([50, 100], 212), columnsIn([50, 100], 112), columnsIn(Array<number>(9).fill(90), 212).length]).toEqual([[75, 125], [expect.closeTo(45.16, 2), expect.closeTo(54.84, 2)], 4])
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 40 }), fc.integer({ min: 60, max: 1_600 }), (wants, room) => {
      const widths = columnsIn(wants, room)
      expect(widths.reduce((sum, each) => sum + each, 0) + (widths.length - 1) * 12).toBeLessThanOrEqual(room + 0.001)
      for (const each of widths) expect(each).toBeGreaterThanOrEqual(43.999)
    }))
  })
  it('keeps the columns of values where there is no room for all, and names those that are left out', () => {
    const wide = (labels: number, more = 0) => told(aSheet({ title: '', source: null, width: 300, body: wideGrid(labels, 1), more }))
    const row = (count: number): readonly string[] => [...Array.from({ length: count }, () => 'a'), '1']
    expect([wide(3), wide(9, 4), wide(40).slice(16)]).toEqual([
      ['k0', 'k1', 'k2', 'Value', ...row(3)],
      ['k0', 'k1', 'k2', 'k3', 'k4', 'k5', 'k6', 'Value', ...row(7), 'and 4 more rows', 'and 2 more columns: k7, k8'],
      [
        'and 33 more columns: k7, k8, k9, k10, k11, k12, k13, k14, k15, k16, k17,', 'k18, k19, k20, k21, k22, k23, k24, k25, k26, k27, k28, k29, k30, k31,', 'k32, k33, k34, k35, k36, k37, k38, k39'
      ]
    ])
  })
  it('stays in its card, whatever the size', () => {
    const wide = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 30 })).map(([labels, rows]) => wideGrid(labels, rows))
    const body = fc.oneof(fc.constant(someWords), fc.integer({ min: 0, max: 30 }).map(aGrid), wide, fc.tuple(fc.integer({ min: 0, max: 30 }), fc.constantFrom('numbers' as const, 'meter' as const, 'bars' as const), fc.boolean()).map(([n, form, named]) => numbers(Array.from({ length: n }, () => aReading({ tone: 'warning' })), form, named)))
    fc.assert(fc.property(body, fc.integer({ min: 100, max: 900 }), fc.integer({ min: 40, max: 400 }), fc.nat(9), (of, width, height, more) => {
      const read = parse(pageSvg({ ...around, zone: 'utc', window: { from: NOW - 10 * MIN, to: NOW }, left: [], panels: [{ given: aSheet({ body: of, more, width, height }), x: 0, y: 0, width, height }] }, paletteFor('dark')).svg)
      const card = read.querySelector('rect[rx="8"]')!
      const [top, tall] = ['y', 'height'].map((name) => Number(card.getAttribute(name))) as [number, number]
      for (const text of [...read.querySelectorAll('text')].slice(4)) expect(Number(text.getAttribute('y'))).toBeLessThanOrEqual(top + tall)
    }))
  })
})

describe('words from outside in what is no graph', () => {
  const hostile = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom('</text><script>alert(1)</script>', '"/><image href="http://evil"/>', ']]>', '<!--', '&lt;', '&#x0;', '\u0000\u202e\ufffe\ud800', '<?xml?>', '<![CDATA[', '" onload="x'))
  const all = (words: string): readonly Sheet[] => [
    numbers([aReading({ name: words, number: words, unit: words, note: words, tone: 'critical' })], 'meter', true), numbers([aReading({ name: words, number: words, unit: words, note: words }), aReading({ tone: 'unknown', share: null })], 'bars'),
    { kind: 'grid' as const, columns: [{ name: words, right: true }, { name: 'b', right: false }], rows: [[{ text: words, tone: 'warning' as const, value: 1 }, { text: words, tone: null }]] },
    { ...someWords, kind: 'words' as const, links: [], paragraphs: [{ text: words, strong: true, code: false }, { text: words, strong: false, code: true }] }
  ].map((body) => aSheet({ title: words, body, source: { id: 'p', name: words }, warnings: [words] })).concat(aSheet({ title: words, at: null, status: { kind: 'failed', reason: words } }))
  const harmless = new Set(all('calm').flatMap((sheet) => kinds(alone(sheet))))
  it('stay words', () => {
    fc.assert(fc.property(hostile, (words) => {
      for (const sheet of all(words)) {
        const svg = alone(sheet)
        expect(kinds(svg).filter((kind) => !harmless.has(kind))).toEqual([])
        expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/<(script|image|style|foreignObject)|NaN|undefined|Infinity/)
      }
      const [title] = told(aSheet({ title: words.slice(0, 10) }))
      if (words !== '') expect(title).toBe(xmlWords(words.slice(0, 10)))
    }), { numRuns: 40 })
  })
})

describe('what is no graph as a table for others', () => {
  it('is a number’s samples, a table’s rows, and nothing of a text', () => {
    expect([panelCsv(aSheet({ body: numbers([aReading(), aReading({ name: '' })]) })), panelCsv(aSheet({ body: aGrid(3) })), panelCsv(aSheet({ body: someWords }))]).toEqual([
      'time,"node-1","CPU busy"\r\n2025-11-13T11:59:00.000Z,0,1\r\n2025-11-13T12:00:00.000Z,0.5,1.5\r\n', '"device","\'=used"\r\n"sd0",0\r\n"\'=cmd()",0.4\r\n"sd2",0.8\r\n', null
    ])
  })
})
