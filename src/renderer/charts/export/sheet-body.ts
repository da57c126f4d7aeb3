import type { SignalReading } from '@shared/domain/service'
import { t } from '@shared/text/catalogue'
import { hatchPath } from '../path'
import type { Cell, Paragraph, Reading, SheetBody, SmallLines } from '../sheet'
import { sparkOf } from '../spark'
import type { Span } from '../time'
import { fitting, textAt, wide, wrapped } from './drawing'
import { GLYPH, glyphAt } from './glyph'
import { el, words, type Attributes, type Markup } from './markup'
import { fill, stroke, type Palette } from './palette'

/** What stands in a card below its head: pixels it wants, and pixels without which it says nothing. */
export interface Body { readonly natural: number; readonly least: number; readonly at: (x: number, y: number, height: number) => readonly Markup[] }

const ROW = 20
const METER = 8
const SIZES = [26, 19, 15, 12] as const

const toneInk = (palette: Palette, tone: Reading['tone'], otherwise: 'text' | 'text-muted' = 'text'): Attributes => fill(palette(tone === null ? otherwise : `${tone}-text`))
const more = (palette: Palette, x: number, y: number, said: string): Markup => textAt(palette, x, y, said, fill(palette('text-faint')))

/** As many rows as there is room for; with one less where what is left has to be told. */
const fits = (rows: number, left: number, room: number): number => {
  const all = Math.floor(room / ROW + 0.01)
  return rows <= all && left === 0 ? rows : Math.max(0, Math.min(rows, all - 1))
}

/** The way from the lowest to the highest value, hatched where there is no sample. */
const meterAt = ({ share, marks, tone }: Reading, x: number, y: number, width: number, palette: Palette): readonly Markup[] => [
  el('rect', { x, y, width, height: METER, rx: 2, ...fill(palette('surface-sunken')), ...stroke(palette('border')) }),
  share === null
    ? el('path', { d: hatchPath(x, y, width, METER, 5), fill: 'none', ...stroke(palette('unknown-edge')) })
    : el('rect', { x, y, width: Math.max(0, share * width), height: METER, rx: 2, ...fill(palette(tone ?? 'series-2')) }),
  ...marks.map((mark) => el('path', { d: `M${Math.round((x + mark.at * width) * 10) / 10} ${y}v${METER}`, ...stroke(palette(mark.severity ?? 'border-strong')) }))
]

/** What a value says, its unit smaller, what is known of its age smaller still. */
const figureAt = (reading: Reading, x: number, y: number, size: number, palette: Palette, over: Attributes, note: string): Markup => el(
  'text', { x, y, 'font-size': size, 'font-weight': 600, ...toneInk(palette, reading.tone), ...over }, words(reading.number),
  ...(reading.unit === '' ? [] : [el('tspan', { 'font-size': Math.max(11, size / 2), 'font-weight': 500, ...fill(palette('text-faint')) }, words(`\u202f${reading.unit}`))]),
  ...(note === '' ? [] : [el('tspan', { 'font-size': 11, 'font-weight': 500, ...fill(palette('text-faint')) }, words(` ${note}`))])
)
const isSerious = (tone: Reading['tone']): tone is 'critical' | 'warning' => tone === 'critical' || tone === 'warning'

/** Pixels of a small line under a number, at most and at least, and of one in a row. */
const SPARK = { most: 34, least: 18, between: 6, width: 96, row: 16 } as const

/** The way that a number came, hatched where it has stopped. */
const sparkAt = (reading: SignalReading, { from, to }: Span, x: number, y: number, width: number, height: number, palette: Palette): Markup => {
  const { d, hatch, edge } = sparkOf({ reading, signal: 'latency', from, to, width, height, changes: [], lapsedAt: null })
  const way = (path: string, ink: 'series-2' | 'unknown-edge'): readonly Markup[] => (path === '' ? [] : [el('path', { d: path, fill: 'none', ...stroke(palette(ink)) })])
  return el('g', { transform: `translate(${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10})` }, ...way(hatch, 'unknown-edge'), ...way(edge, 'unknown-edge'), ...way(d, 'series-2'))
}

/** One number, large, with its meter where it is a gauge, and the way that it came where there is room. */
const oneBody = (reading: Reading, meter: boolean, named: boolean, left: number, room: number, palette: Palette, lines: SmallLines | undefined): Body => {
  const glyph = isSerious(reading.tone) ? 22 : 0
  const needs = (size: number): number => glyph + wide(reading.number, size) + wide(reading.unit === '' ? '' : ` ${reading.unit}`, Math.max(11, size / 2))
  const size = SIZES.find((each) => needs(each) <= room && (each < 26 || reading.number.length <= 7)) ?? SIZES.at(-1)!
  const shown = needs(size) <= room ? reading : { ...reading, number: fitting(reading.number, Math.max(20, room - glyph - wide(reading.unit, 11)), size) }
  const name = named && reading.name !== '' ? reading.name : ''
  const said = [reading.tone === null || reading.note !== '' ? '' : t(`severity.${reading.tone}`), reading.note, left > 0 ? t('out.sheet.more', { count: left }) : ''].filter(Boolean).join(', ')
  const least = (name === '' ? 0 : 16) + size * 1.2 + (meter ? METER + 6 : 0) + (said === '' ? 0 : 17)
  const way = lines?.of[0] ?? null
  return {
    natural: least + (way === null ? 0 : SPARK.between + SPARK.most), least,
    at: (x, y, height) => {
      const spare = Math.min(SPARK.most, height - least - SPARK.between)
      const lined = way !== null && lines !== undefined && spare >= SPARK.least
      const top = y + Math.max(0, (height - least - (lined ? SPARK.between + spare : 0)) / 2)
      const base = top + (name === '' ? 0 : 16) + size
      const under = base + size * 0.2
      return [
        ...(name === '' ? [] : [textAt(palette, x, top + 11, fitting(name, room), fill(palette('text-muted')))]),
        ...(isSerious(reading.tone) ? [glyphAt(reading.tone, x, base - size * 0.36 - 8, palette, 16)] : []),
        figureAt(shown, x + glyph, base, size, palette, {}, ''),
        ...(meter ? meterAt(reading, x, under + 3, room, palette) : []),
        ...(said === '' ? [] : [textAt(palette, x, under + (meter ? METER + 6 : 0) + 13, fitting(said, room), toneInk(palette, reading.tone, 'text-muted'))]),
        ...(lined ? [sparkAt(way, lines, x, top + least + SPARK.between, room, spare, palette)] : [])
      ]
    }
  }
}

const nothing = (palette: Palette): Body => ({
  natural: ROW, least: ROW,
  at: (x, y, height) => [glyphAt('unknown', x, y + height / 2 - 7, palette, 14), textAt(palette, x + 20, y + height / 2 + 4, t('charts.noData'), { 'font-size': 12, ...fill(palette('unknown-text')) })]
})

/** Numbers as one, or as rows with their bars. */
export const readingsBody = ({ readings, form, named, lines }: Extract<SheetBody, { readonly kind: 'readings' }>, left: number, room: number, palette: Palette): Body => {
  const [first] = readings
  if (!first) return nothing(palette)
  if (readings.length === 1 && form !== 'bars') return oneBody(first, form === 'meter', named, left, room, palette, lines)
  const valueWide = ({ number, unit, note, tone }: Reading): number => wide(`${number} ${unit}`, 12) + (note === '' ? 0 : wide(` ${note}`)) + (isSerious(tone) ? GLYPH + 5 : 0)
  const values = Math.min(room * 0.55, Math.max(...readings.map(valueWide)))
  const rest = room - values - 10
  const bars = form !== 'numbers' && rest > 90
  const ways = !bars && lines !== undefined && rest > SPARK.width + 120 && lines.of.some((way) => way !== null)
  const names = ways ? rest - SPARK.width - 10 : bars ? Math.min(rest * 0.5, Math.max(...readings.map(({ name }) => wide(name || t('common.none'))))) : rest
  const natural = (readings.length + (left > 0 ? 1 : 0)) * ROW
  return {
    natural, least: Math.min(natural, 2 * ROW),
    at: (x, y, height) => {
      const count = fits(readings.length, left, height)
      const hidden = readings.length - count + left
      return [
        ...readings.slice(0, count).flatMap((reading, i) => {
          const base = y + i * ROW + 14
          const note = valueWide(reading) <= values + 1 ? reading.note : ''
          const number = fitting(reading.number, Math.max(20, values - wide(` ${reading.unit}`, 12) - (isSerious(reading.tone) ? GLYPH + 5 : 0)), 12)
          return [
            textAt(palette, x, base, fitting(reading.name || t('common.none'), names), fill(palette('text'))),
            ...(bars ? meterAt(reading, x + names + 10, base - METER, Math.max(1, rest - names - 10), palette) : []),
            ...(ways && lines.of[i] ? [sparkAt(lines.of[i], lines, x + names + 10, base - SPARK.row + 3, SPARK.width, SPARK.row, palette)] : []),
            ...(isSerious(reading.tone) ? [glyphAt(reading.tone, x + room - Math.min(values, valueWide(reading)), base - GLYPH + 2, palette)] : []),
            figureAt({ ...reading, number }, x + room, base, 12, palette, { 'text-anchor': 'end' }, note)
          ]
        }),
        ...(hidden > 0 ? [more(palette, x, y + count * ROW + 14, t('out.sheet.more', { count: hidden }))] : [])
      ]
    }
  }
}

const COLUMN = { least: 44, most: 280, between: 12 } as const

const mostColumns = (room: number): number => Math.max(1, Math.floor((room + COLUMN.between) / (COLUMN.least + COLUMN.between)))

/** How wide each column is, and how many there is room for. */
export const columnsIn = (wants: readonly number[], room: number): readonly number[] => {
  const kept = wants.slice(0, mostColumns(room)).map((want) => Math.min(COLUMN.most, Math.max(COLUMN.least, want)))
  const space = room - (kept.length - 1) * COLUMN.between
  const sum = kept.reduce((all, each) => all + each, 0)
  if (sum <= space) return kept.map((each) => each + (space - sum) / kept.length)
  // what is over is taken from those that want most
  const spare = sum - kept.length * COLUMN.least
  return kept.map((each) => each - ((each - COLUMN.least) * (sum - space)) / Math.max(1, spare))
}

const cellWide = ({ text, tone }: Cell): number => wide(text) + (tone === null ? 0 : GLYPH + 5)

type GridOf = Extract<SheetBody, { readonly kind: 'grid' }>
/** Lines in which columns are named that are left out. */
const MOST_NAMED = 3

/** The first columns that there is room for, but numbers before words: they are what was asked for. And the names of the others. */
const inRoom = ({ columns, rows }: GridOf, room: number): { readonly grid: Omit<GridOf, 'kind'>; readonly gone: readonly string[] } => {
  const most = mostColumns(room)
  if (columns.length <= most) return { grid: { columns, rows }, gone: [] }
  const all = columns.map((_, i) => i)
  const kept = new Set([...all.filter((i) => columns[i]!.right), ...all.filter((i) => !columns[i]!.right)].slice(0, most))
  return {
    grid: { columns: columns.filter((_, i) => kept.has(i)), rows: rows.map((row) => row.filter((_, i) => kept.has(i))) },
    gone: columns.filter((_, i) => !kept.has(i)).map(({ name }) => name || t('common.none'))
  }
}

/** Columns that are left out, by name as far as some lines go. */
const goneLines = (gone: readonly string[], room: number): readonly string[] => {
  if (gone.length === 0) return []
  const { lines, whole } = wrapped(t('out.sheet.moreColumns', { count: gone.length, names: gone.join(', ') }), room, { most: MOST_NAMED })
  return whole ? lines : [...lines.slice(0, -1), fitting(`${lines.at(-1) ?? ''} …`, room)]
}

/** Rows of a table as far as they fit. */
export const gridBody = (body: GridOf, left: number, room: number, palette: Palette): Body => {
  if (body.rows.length === 0 || body.columns.length === 0) return nothing(palette)
  const { grid: { columns, rows }, gone } = inRoom(body, room)
  const widths = columnsIn(columns.map(({ name }, i) => Math.max(wide(name), ...rows.slice(0, 60).map((row) => (row[i] ? cellWide(row[i]) : 0)))), room)
  const starts = widths.map((_, i) => widths.slice(0, i).reduce((sum, each) => sum + each + COLUMN.between, 0))
  const named = goneLines(gone, room)
  const natural = (rows.length + 1 + (left > 0 ? 1 : 0) + named.length) * ROW
  const cell = (text: string, i: number, x: number, base: number, ink: Attributes, tone: Cell['tone']): readonly Markup[] => {
    const room = widths[i]! - (tone === null ? 0 : GLYPH + 5)
    const shown = fitting(text, room)
    const right = columns[i]!.right
    return [
      ...(tone === null ? [] : [glyphAt(tone, x + starts[i]! + (right ? room - wide(shown) : 0), base - GLYPH + 2, palette)]),
      textAt(palette, x + starts[i]! + (right ? widths[i]! : tone === null ? 0 : GLYPH + 5), base, shown, { ...(right ? { 'text-anchor': 'end' } : {}), ...ink })
    ]
  }
  return {
    natural, least: Math.min(natural, 3 * ROW),
    at: (x, y, height) => {
      // where there is no room for names and a row besides, both are told in one line
      const tight = named.length > 0 && height + 0.5 < Math.min(natural, (named.length + 3) * ROW)
      const count = fits(rows.length, left + (tight ? gone.length : 0), height - ROW - (tight ? 0 : named.length * ROW))
      const hidden = rows.length - count + left
      const lost = hidden > 0 ? [t('out.sheet.moreRows', { count: hidden })] : []
      const said = tight ? [[...lost, t('out.sheet.moreColumns', { count: gone.length, names: gone.join(', ') })].join(', ')] : [...lost, ...named]
      return [
        ...widths.flatMap((_, i) => cell(columns[i]!.name, i, x, y + 14, fill(palette('text-faint')), null)),
        ...rows.slice(0, count).flatMap((row, k) => [
          el('path', { d: `M${x} ${y + (k + 1) * ROW}h${room}`, ...stroke(palette('border')), 'shape-rendering': 'crispEdges' }),
          ...widths.flatMap((_, i) => { const { text, tone } = row[i] ?? { text: '', tone: null }; return text === '' ? [] : cell(text, i, x, y + (k + 1) * ROW + 14, toneInk(palette, tone), tone) })
        ]),
        ...said.map((line, i) => more(palette, x, y + (count + 1 + i) * ROW + 14, fitting(line, room)))
      ]
    }
  }
}

const LINE = 16
const MOST_LINES = 400

/** A text in plain lines. */
export const wordsBody = (paragraphs: readonly Paragraph[], room: number, palette: Palette): Body => {
  const lines: { readonly text: string; readonly of: Paragraph; readonly y: number }[] = []
  let y = 0
  let cut = false
  for (const of of paragraphs) {
    for (const line of of.code ? of.text.split('\n') : [of.text]) {
      if (lines.length >= MOST_LINES) { cut = true; break }
      const { lines: parts, whole } = of.code ? { lines: [fitting(line, room)], whole: true } : wrapped(line, room, { size: of.strong ? 12 : 11, most: MOST_LINES - lines.length })
      for (const text of parts) { lines.push({ text, of, y }); y += LINE }
      cut ||= !whole
    }
    y += 6
  }
  const natural = y + (cut ? LINE : 0)
  return {
    natural, least: Math.min(natural, 2 * LINE),
    at: (x, top, height) => {
      const all = !cut && y - 6 <= height + 4
      const shown = all ? lines : lines.filter((line) => line.y + 2 * LINE <= height + 4)
      const end = shown.at(-1)
      return [
        ...shown.map(({ text, of, y: at }) => textAt(palette, x, top + at + 12, text, {
          ...(of.strong ? { 'font-weight': 600, 'font-size': 12 } : {}), ...(of.code ? { 'font-family': 'monospace', 'xml:space': 'preserve' } : {}), ...fill(palette(of.strong ? 'text' : 'text-muted'))
        })),
        ...(all ? [] : [more(palette, x, top + (end ? end.y + LINE : 0) + 12, t('out.sheet.cut'))])
      ]
    }
  }
}
