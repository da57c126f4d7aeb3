// @vitest-environment jsdom
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pageSvg, panelSvg, type Given } from '../../../../../src/renderer/charts/export'
import { dashesOf } from '../../../../../src/renderer/charts/export/drawing'
import { xmlWords } from '../../../../../src/renderer/charts/export/markup'
import { columnsOf, pushedDown } from '../../../../../src/renderer/charts/export/page-svg'
import { summaryOf } from '../../../../../src/renderer/charts/summary'
import { panelBlocks } from '../../../../../src/renderer/outlet/panel-blocks'
import { readPaint } from '../../../../../src/renderer/charts/export/palette'
import { aPanel, aPanelData, aSeries, NOW } from '../../../../builders'
import { aGiven, paletteFor } from './given'

const MIN = 60_000
const around = { title: 'article-service', note: 'PRODUCTION', madeAt: NOW }
const marks = { bands: [{ from: NOW - 3 * MIN, to: Infinity, severity: 'critical' as const, pending: false }], changes: [{ at: NOW - 4 * MIN, label: 'v2.318.0' }] }
const parse = (svg: string): Document => {
  const read = new DOMParser().parseFromString(svg, 'image/svg+xml')
  expect(read.querySelector('parsererror')?.textContent).toBeUndefined()
  return read
}
const texts = (read: Document): readonly string[] => [...read.querySelectorAll('text')].map((e) => e.textContent)
const kinds = (read: Document): readonly string[] => [...new Set([...read.querySelectorAll('*')].flatMap((e) => [e.localName, ...[...e.attributes].map((a) => `@${a.name}`)]))].sort()

describe('a panel as SVG', () => {
  it('is this file, whole', () => {
    const golden = readFileSync(resolve(import.meta.dirname, '../../../../fixtures/export/panel.svg'), 'utf8')
    expect(panelSvg(aGiven({ marks }), around, paletteFor('light')).svg).toBe(golden)
  })

  it('says what it is of, its source, its time in both clocks, when it was made, and all that is drawn', () => {
    expect(texts(parse(panelSvg(aGiven({ marks }), around, paletteFor('dark')).svg))).toEqual([
      'article-service, PRODUCTION', 'Error ratio', '5xx of all, percent', 'prom-eu-1, data of 11:59:56', '0', '2', '4\u202f%', 'v2.318.0', '11:52', '11:54', '11:56', '11:58', 'limit 2\u202f%', '4.0\u202f%',
      'no data', '5 min', 'errors 4.0\u202f%', 'limit 2\u202f%', 'Critical, firing since 11:57:00', 'change 11:56:00 v2.318.0', 'no data 11:50:00 to 11:55:00',
      'Thu 13 Nov 2025 11:50 to 12:00 UTC', 'Made by Garda Thu 13 Nov 2025 12:00:00 UTC'
    ])
  })

  it('says when an alert began, also before its time, as the copied text and the spoken sentence do', () => {
    const band = { severity: 'critical' as const, pending: false }
    const marks = { bands: [{ ...band, from: NOW - 72 * 60 * MIN, to: Infinity }, { ...band, severity: 'warning' as const, from: NOW - 26 * 60 * MIN, to: NOW - 30 * MIN, pending: true }], changes: [] }
    const window = { from: NOW - 60 * MIN, to: NOW }
    const given = aGiven({ marks, window, data: aPanelData({ ...window, lines: [aSeries(Array<number>(61).fill(0.01), { name: 'errors', from: window.from })] }) })
    const words = ['Critical, firing since Mon 10 Nov 12:00', 'Warning, pending Wed 12 Nov 10:00 to 11:30']
    const copied = panelBlocks(given, NOW, window).flatMap((b) => (b.kind === 'list' ? b.items : []))
    expect([texts(parse(panelSvg(given, around, paletteFor('dark')).svg)).filter((text) => /firing|pending/.test(text)), copied.filter((item) => /firing|pending/.test(item)), summaryOf(given.model, 'utc')]).toEqual([
      words, words, 'Error ratio: 1.0\u202f% now, limit 2\u202f%, firing since Mon 10 Nov 12:00.'
    ])
  })

  it('says only that an alert began before, where no source tells when', () => {
    const band = { severity: 'critical' as const, pending: false, before: true, from: NOW - 60 * MIN }
    const window = { from: NOW - 60 * MIN, to: NOW }
    const of = (to: number): unknown => {
      const given = aGiven({ marks: { bands: [{ ...band, to }], changes: [] }, window, data: aPanelData({ ...window, lines: [aSeries(Array<number>(61).fill(0.01), { name: 'errors', from: window.from })] }) })
      const copied = panelBlocks(given, NOW, window).flatMap((b) => (b.kind === 'list' ? b.items : []))
      return [...texts(parse(panelSvg(given, around, paletteFor('dark')).svg)), ...copied, summaryOf(given.model, 'utc')].filter((text) => /firing|fired/.test(text))
    }
    expect([of(Infinity), of(NOW - 30 * MIN)]).toEqual([
      ['Critical, firing since before 11:00', 'Critical, firing since before 11:00', 'Error ratio: 1.0\u202f% now, limit 2\u202f%, firing since before 11:00.'],
      ['Critical, firing from before 11:00 to 11:30', 'Critical, firing from before 11:00 to 11:30', 'Error ratio: 1.0\u202f% now, limit 2\u202f%, fired from before 11:00 to 11:30.']
    ])
  })

  it('takes its colours from the theme, and nothing from outside the file', () => {
    const [dark, light] = [panelSvg(aGiven({ marks }), around, paletteFor('dark')).svg, panelSvg(aGiven({ marks }), around, paletteFor('light')).svg]
    expect([dark.includes('fill="#0c0f11"'), light.includes('fill="#eef0f0"'), light.includes('#0c0f11')]).toEqual([true, true, false])
    for (const svg of [dark, light]) expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/url\((?!#)|href|https?:|<style|<script|<image|<foreignObject|\son\w+=|NaN|undefined|Infinity/)
  })

  it('draws every sample of a long line and a long stack', () => {
    const zigzag = (name: string) => aSeries(Array.from({ length: 600 }, (_, i) => i % 7), { name, from: NOW - 600_000, step: 1_000 })
    for (const draw of ['lines', 'stack'] as const) {
      const read = parse(panelSvg(aGiven({ panel: aPanel({ draw }), data: aPanelData({ stepMs: 1_000, lines: [zigzag('a'), zigzag('b')] }), intervalMs: 1_000, width: 1_600 }), around, paletteFor('dark')).svg)
      const long = [...read.querySelectorAll('path')].map((e) => e.getAttribute('d')!).filter((d) => d.length > 3_000)
      expect(long.length).toBeGreaterThanOrEqual(2)
      for (const d of long) expect(d).toMatch(/^(?:[MLl](?:[ -]?(?:\d+(?:\.\d)?|\.\d))+|h0|Z)+$/)
    }
  })

  it('says of when the newest sample is where that ends before the answer, with the day where it is another', () => {
    const head = (minutes: number | null): string | undefined => {
      const line = minutes === null ? [] : [aSeries([1, 2], { name: '', from: NOW - (minutes + 1) * MIN })]
      const window = { from: NOW - 2 * 1440 * MIN, to: NOW }
      return texts(parse(panelSvg(aGiven({ window, data: aPanelData({ from: window.from, to: NOW, at: NOW - 4_000, lines: line }), width: 900 }), around, paletteFor('dark')).svg)).find((text) => text.startsWith('prom-eu-1'))
    }
    expect([head(5), head(1440), head(null)]).toEqual(['prom-eu-1, newest sample of 11:55:00, not fresh', 'prom-eu-1, newest sample of Wed 12 Nov 12:00:00, not fresh', 'prom-eu-1, no samples'])
  })

  it('says why there is no graph', () => {
    expect(texts(parse(panelSvg(aGiven({ data: null, status: { kind: 'failed', reason: 'prom-eu-1 refused.' } }), around, paletteFor('dark')).svg))).toContain('No answer: prom-eu-1 refused.')
    expect(texts(parse(panelSvg(aGiven({ data: null }), around, paletteFor('dark')).svg))).toContain('No answer yet from prom-eu-1')
  })

  it('gives lines of one ink a stroke each', () => {
    const p = (name: string) => aSeries([1, 2, 3], { name, role: name })
    const { model } = aGiven({ panel: aPanel({ unit: 'seconds' }), data: aPanelData({ lines: ['p50', 'p90', 'p95', 'p99'].map(p) }) })
    const dashes = dashesOf(model.series)
    const drawn = model.series.map((s) => `${s.ink} ${dashes.get(s.id) ?? 'whole'}`)
    expect([new Set(drawn).size, dashes.get(model.series.find((s) => s.draw === 'main')!.id)]).toEqual([4, undefined])
  })
})

describe('words from outside', () => {
  const hostile = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom('</text><script>alert(1)</script>', '"/><image href="http://evil"/>', ']]>', '<!--', '&lt;', '&#x0;', '\u0000\u202e\ufffe\ud800', '<?xml?>', '<![CDATA[', '" onload="x'))
  const given = (words: string): Given => aGiven({
    panel: aPanel({ title: words, caption: words, unit: 'ratio', limits: [{ value: 0.02, label: words, severity: 'warning', side: 'above' }] }), source: words,
    data: aPanelData({ from: NOW - 10 * MIN, lines: [aSeries([0.01, 0.03], { name: words }), aSeries([0.01, 0.02], { name: `${words}2` })], warnings: [words] }), marks: { bands: [], changes: [{ at: NOW - 4 * MIN, label: words }] }
  })
  const harmless = kinds(parse(panelSvg(given('calm'), { ...around, title: 'calm', note: 'calm' }, paletteFor('dark')).svg))
  it('stay words: the file has the parts of a harmless one, and its texts are what was said', () => {
    fc.assert(fc.property(hostile, (words) => {
      const read = parse(panelSvg(given(words), { ...around, title: words, note: words }, paletteFor('dark')).svg)
      expect(kinds(read).filter((kind) => !harmless.includes(kind))).toEqual([])
      if (words !== '') expect(texts(read)[0]).toBe(xmlWords(`${words}, ${words}`))
    }), { numRuns: 100 })
  })
  it('keep every letter that XML can hold', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (words) => {
      const shown = xmlWords(words)
      const read = parse(`<svg xmlns="http://www.w3.org/2000/svg">${panelSvg(aGiven({ data: null, status: { kind: 'failed', reason: words } }), around, paletteFor('dark')).svg.replace(/^<\?xml[^>]*>\n/, '')}</svg>`)
      expect(texts(read).find((text) => text.startsWith('No answer: '))).toBe(`No answer: ${shown}`)
    }))
  })
})

describe('a page as SVG', () => {
  const at = (x: number, y: number, given = aGiven()) => ({ given, x, y, width: 400, height: 260 })
  it('has its panels in the page’s own grid below a head, and names what it leaves out', () => {
    const { svg, width, height } = pageSvg({ ...around, zone: 'utc', window: { from: NOW - 10 * MIN, to: NOW }, panels: [at(100, 300), at(512, 300, aGiven({ marks })), at(100, 572)], left: ['Uptime', 'Notes'] }, paletteFor('light'))
    const read = parse(svg)
    const cards = [...read.querySelectorAll('rect[rx="8"]')].map((e) => ['x', 'y', 'width', 'height'].map((name) => Number(e.getAttribute(name))))
    expect(cards.map(([x, , w]) => [x, w])).toEqual([[20.5, 399], [432.5, 399], [20.5, 399]])
    const [[, y1, , h1], [, y2, , h2], [, y3, , h3]] = cards as [number[], number[], number[]]
    expect([y1 === y2, h1 === h2, y3! >= y1! + h1!, y3! + h3! < height, width]).toEqual([true, true, true, true, 852])
    expect(texts(read).slice(0, 4)).toEqual(['article-service', 'PRODUCTION', 'Thu 13 Nov 2025 11:50 to 12:00 UTC', 'Made by Garda Thu 13 Nov 2025 12:00:00 UTC'])
    expect(texts(read).at(-1)).toBe('Not in this picture: Uptime, Notes')
    const ids = [...read.querySelectorAll('[id]')].map((e) => e.id)
    expect(new Set(ids).size).toBe(ids.length)
  })
  it('lets no panel lie over another, whatever each needs', () => {
    const box = fc.record({ column: fc.integer({ min: 0, max: 3 }), row: fc.integer({ min: 0, max: 4 }), needs: fc.integer({ min: 50, max: 700 }) })
    fc.assert(fc.property(fc.uniqueArray(box, { minLength: 1, maxLength: 12, selector: ({ column, row }) => `${column} ${row}` }), (list) => {
      const boxes = list.map(({ column, row, needs }) => ({ x: column * 110, y: row * 210, height: 200, needs }))
      const out = pushedDown(boxes)
      boxes.forEach((a, i) => boxes.forEach((b, j) => {
        if (i < j && a.x === b.x) { const [up, down] = a.y < b.y ? [out[i]!, out[j]!] : [out[j]!, out[i]!]; expect(up.y + up.height).toBeLessThanOrEqual(down.y) }
        if (a.y === b.y) expect(out[i]!.y).toBe(out[j]!.y)
      }))
      boxes.forEach(({ needs }, i) => { expect(out[i]!.height).toBeGreaterThanOrEqual(needs) })
    }))
  })
})

describe('a page that is too tall for a picture in dots', () => {
  it('goes on beside itself, whole, and says in how many columns', () => {
    const panels = Array.from({ length: 8 }, (_, i) => ({ given: aGiven({ panel: aPanel({ title: `Panel ${i}` }) }), x: 100 + (i % 2) * 412, y: 300 + Math.floor(i / 2) * 272, width: 400, height: 260 }))
    const of = (tallest?: number) => pageSvg({ ...around, zone: 'utc', window: { from: NOW - 10 * MIN, to: NOW }, panels, left: [], ...(tallest === undefined ? {} : { tallest }) }, paletteFor('dark'))
    const [plain, split] = [of(), of(700)]
    expect([plain.columns, split.columns, split.width, split.height < plain.height * 0.6]).toEqual([1, 2, 2 * 20 + 2 * 812 + 28, true])
    const titles = (svg: string): readonly string[] => texts(parse(svg)).filter((text) => text.startsWith('Panel '))
    expect(titles(split.svg)).toEqual(titles(plain.svg))
  })
  it('is cut about evenly, never through a panel, and no taller than it may be where rows allow it', () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 20, max: 300 }), fc.boolean()), { minLength: 1, maxLength: 60 })
    fc.assert(fc.property(rows, fc.integer({ min: 620, max: 3_000 }), (list, tallest) => {
      let at = 0
      // every other place has a neighbour that reaches into the next row
      const boxes = list.flatMap(([height, joined], i) => {
        const y = at
        at += height + 12
        return [{ y, height }, ...(joined && i % 2 === 0 && i + 1 < list.length ? [{ y, height: height + 12 + list[i + 1]![0] }] : [])]
      })
      const starts = columnsOf(boxes, tallest)
      for (const start of starts) expect(boxes.some(({ y, height }) => y < start && y + height > start)).toBe(false)
      const parts = starts.map((start, i) => boxes.filter(({ y }) => y >= start && y < (starts[i + 1] ?? Infinity)))
      for (const [i, part] of parts.entries()) expect(Math.max(...part.map(({ y, height }) => y + height)) - starts[i]!).toBeLessThanOrEqual(Math.max(tallest, 612))
    }))
  })
})

describe('colours', () => {
  it('are read in every spelling of the tokens, and written as every reader knows them', () => {
    expect(['#fb4a3c', ' #FFF ', 'rgb(251 74 60 / .11)', 'rgba(0, 0, 0, 50%)', 'rgb(1,2,3)', 'CanvasText', ''].map(readPaint)).toEqual([
      { colour: '#fb4a3c', opacity: 1 }, { colour: '#ffffff', opacity: 1 }, { colour: '#fb4a3c', opacity: 0.11 }, { colour: '#000000', opacity: 0.5 }, { colour: '#010203', opacity: 1 }, null, null
    ])
  })
})
