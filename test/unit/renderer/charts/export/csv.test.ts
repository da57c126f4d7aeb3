import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { panelCsv } from '../../../../../src/renderer/charts/export'
import { thinned } from '@shared/domain/thinned'
import { csvOf, type Column } from '../../../../../src/renderer/charts/export/csv'
import { aPanel, aPanelData, aSeries, NOW } from '../../../../builders'
import { aGiven } from './given'

/** RFC 4180, read by its grammar: records end in CRLF; a field is quoted or holds neither quote, comma nor line end. */
const readCsv = (text: string): readonly (readonly string[])[] => {
  const rows: string[][] = [[]]
  for (let i = 0; i < text.length;) {
    let field = ''
    if (text[i] === '"') {
      for (i++; ; i++) {
        if (i >= text.length) throw new Error('a quote that does not end')
        if (text[i] !== '"') field += text[i]!
        else if (text[i + 1] === '"') { field += '"'; i++ } else break
      }
      i++
    } else while (i < text.length && text[i] !== ',' && text[i] !== '\r') {
      if (text[i] === '"' || text[i] === '\n') throw new Error(`a bare ${JSON.stringify(text[i])}`)
      field += text[i++]!
    }
    rows.at(-1)!.push(field)
    if (text[i] === ',') { i++; if (i === text.length) rows.at(-1)!.push('') } else if (text.startsWith('\r\n', i)) { i += 2; rows.push([]) } else throw new Error(`${JSON.stringify(text.slice(i, i + 5))} behind a field`)
  }
  expect(rows.pop()).toEqual([])
  return rows
}
const nameOf = (cell: string): string => cell.replace(/^'(?=['=+\-@\t\r])/, '')
const valueOf = (cell: string): number => (cell === '' ? NaN : cell === '+Inf' ? Infinity : cell === '-Inf' ? -Infinity : Number(cell))

describe('a table for others', () => {
  it('holds times in UTC, every digit, nothing where nothing was, and no formula', () => {
    const [t, v] = [[NOW, NOW + 60_000, NOW + 120_000], [0.1 + 0.2, NaN, Infinity]]
    const columns: readonly Column[] = [{ name: '5xx', t, v }, { name: '=HYPERLINK("http://evil")', t: [NOW + 60_000], v: [-1e-21] }, { name: 'a, "b"', t: [NOW + 120_000], v: [-Infinity] }]
    expect(csvOf(columns, 'time')).toBe([
      'time,"5xx","\'=HYPERLINK(""http://evil"")","a, ""b"""', '2025-11-13T12:00:00.000Z,0.30000000000000004,,', '2025-11-13T12:01:00.000Z,,-1e-21,', '2025-11-13T12:02:00.000Z,+Inf,,-Inf', ''
    ].join('\r\n'))
  })
  it('is read back as what it was', () => {
    const value = fc.oneof(fc.double(), fc.constantFrom(NaN, Infinity, -Infinity, 0, -0))
    const column = fc.tuple(fc.string({ unit: 'binary', maxLength: 12 }).map((name) => name), fc.uniqueArray(fc.integer({ min: 0, max: 4e12 }), { maxLength: 12 })).chain(([name, times]) =>
      fc.array(value, { minLength: times.length, maxLength: times.length }).map((v): Column => ({ name, t: times.sort((a, b) => a - b), v })))
    const formula = fc.constantFrom('=1+1', '+1', '-1', '@x', '\tx', '\rx', '\'=x', '\'\'', '"', '', '\r\n')
    fc.assert(fc.property(fc.array(fc.oneof(column, column.chain((c) => formula.map((name): Column => ({ ...c, name }))))), (columns) => {
      const [head, ...rows] = readCsv(csvOf(columns, 'time'))
      expect(head!.slice(1).map(nameOf)).toEqual(columns.map(({ name }) => name))
      for (const cell of head!) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
      const at = rows.map(([time]) => Date.parse(time!))
      expect(at).toEqual([...new Set(columns.flatMap(({ t }) => [...(t as number[])]))].sort((a, b) => a - b))
      columns.forEach(({ t, v }, i) => {
        const known = new Map([...(t as number[])].map((ms, k) => [ms, (v as number[])[k]!]))
        expect(rows.map((row) => valueOf(row[i + 1]!))).toEqual(at.map((ms) => known.get(ms) ?? NaN))
      })
    }))
  })
  it('has all lines of a panel, also those it has no room to draw, and what is laid beside it where it is drawn', () => {
    const lines = Array.from({ length: 7 }, (_, i) => aSeries([i], { name: `pod-${i}`, from: NOW - 60_000 }))
    const past = { data: aPanelData({ lines: [aSeries([5], { name: 'pod-2', from: NOW - 86_400_000 - 60_000 })] }), shiftMs: 86_400_000, name: 'yest.' }
    const given = aGiven({ panel: aPanel(), data: aPanelData({ lines }), past })
    expect([given.model.series.length, panelCsv(given)]).toEqual([6, `time,${lines.map(({ name }) => `"${name} [/s]"`).join(',')},"pod-2, yest., moved by 1 d [/s]"\r\n2025-11-13T11:59:00.000Z,0,1,2,3,4,5,6,5\r\n`])
  })
  it('says in its head of what was thinned that it was, how, and of how many samples', () => {
    const lines = [aSeries(Array.from({ length: 241 }, (_, i) => i % 7), { step: 15_000, name: 'a, b' }), aSeries([1, 2], { name: 'few' })]
    const data = aPanelData({ lines: [...thinned(lines.slice(0, 1), 'lines', 3_600_000, 40).lines, lines[1]!] })
    const given = aGiven({ panel: aPanel(), data, past: { data, shiftMs: 60_000, name: 'a minute ago' }, window: { from: NOW - 3_600_000, to: NOW } })
    expect(panelCsv(given)!.split('\r\n')[0]).toBe(
      'time,"a, b [/s] (thinned, minima and maxima kept, from 241 samples)","few [/s]","a, b, a minute ago, moved by 1 min [/s] (thinned, minima and maxima kept, from 241 samples)","few, a minute ago, moved by 1 min [/s]"'
    )
  })
})
