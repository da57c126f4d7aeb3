import { assertNever } from '@shared/domain/assert-never'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import type { Sheet } from '../sheet'
import { fitting, textAt, wide, wrapped } from './drawing'
import type { Markup } from './markup'
import { fill, type Palette } from './palette'
import { groundOf, nothingText, sourceText, type Card } from './picture'
import { gridBody, readingsBody, wordsBody, type Body } from './sheet-body'

const HEAD = 30
const LINE = 15
const MOST_SOURCE = 3
const NARROW = 240

/** Where a sheet is from and of when; '' where nothing is asked. */
const sourceOf = ({ source, at, warnings, ...rest }: Sheet, now: number, room: number): string =>
  source === null ? '' : sourceText({ ...rest, source: fitting(clean(source.name, { max: 60 }), room), data: at === null ? null : { at, newest: false, warnings } }, now)

/** The title and, where it fits beside it, the source; else that below, in as many lines as it needs. */
const headOf = (sheet: Sheet, room: number, palette: Palette, now: number): { readonly height: number; readonly at: (x: number, y: number) => readonly Markup[] } => {
  const source = sourceOf(sheet, now, room)
  const beside = wide(sheet.title, 13) + 12 + wide(source) <= room
  const { lines, whole } = beside ? { lines: [], whole: true } : wrapped(source, room, { most: MOST_SOURCE })
  const below = whole ? lines : [...lines.slice(0, -1), fitting(`${lines.at(-1) ?? ''}…`, room)]
  const titled = sheet.title !== '' || source !== ''
  return {
    height: (titled ? HEAD : 10) + below.length * LINE,
    at: (x, y) => [
      ...(sheet.title === '' ? [] : [textAt(palette, x, y, fitting(sheet.title, room, 13), { 'font-size': 13, 'font-weight': 600, ...fill(palette('text')) })]),
      ...(beside && source !== '' ? [textAt(palette, x + room, y, source, { 'text-anchor': 'end', ...fill(palette('text-faint')) })] : []),
      ...below.map((line, i) => textAt(palette, x, y + (i + 1) * LINE, line, fill(palette('text-faint'))))
    ]
  }
}

const bodyOf = (sheet: Sheet, room: number, palette: Palette): Body => {
  const { body, more } = sheet
  switch (body.kind) {
    case 'readings': return readingsBody(body, more, room, palette)
    case 'grid': return gridBody(body, more, room, palette)
    case 'words': return wordsBody(body.paragraphs, room, palette)
    default: return assertNever(body)
  }
}

/** A panel that is no graph, with its frame: as high as its body needs, between `least` and `most` where it can be. */
export const sheetCard = (sheet: Sheet, width: number, { least, most }: { readonly least: number; readonly most: number }, palette: Palette, now: number): Card => {
  const pad = width < NARROW ? 10 : 16
  const room = Math.max(40, width - 2 * pad)
  const head = headOf(sheet, room, palette, now)
  const answered = sheet.source === null || sheet.at !== null
  const told = !answered || sheet.status.kind === 'failed' ? wrapped(nothingText({ status: sheet.status, source: sheet.source?.name ?? '' }), room, { most: 6 }).lines : []
  const body = answered ? bodyOf(sheet, room, palette) : null
  const fixed = head.height + told.length * LINE + pad
  const own = Math.ceil(Math.max(least, fixed + (body?.least ?? 0), Math.min(most, fixed + (body?.natural ?? 0))))
  return {
    height: own,
    at: (x, y, _id, height = own) => [
      groundOf(x, y, width, height, palette),
      ...head.at(x + pad, y + 21),
      ...told.map((line, i) => textAt(palette, x + pad, y + head.height + (i + 0.8) * LINE, line, fill(palette('unknown-text')))),
      ...(body?.at(x + pad, y + fixed - pad, height - fixed) ?? [])
    ]
  }
}

const MOST_SAID = 12

/** One sentence for those who cannot see the picture. */
export const sheetSummary = ({ title, body, at, source, status }: Sheet): string => {
  const words = source !== null && at === null
    ? nothingText({ status, source: source.name })
    : body.kind === 'readings'
      ? body.readings.slice(0, MOST_SAID).map(({ name, number, unit, tone, note }) => [name, number, unit, tone === null ? '' : t(`severity.${tone}`), note].filter(Boolean).join(' ')).join(', ') || t('charts.noData')
      : body.kind === 'grid' ? t('out.sheet.rows', { count: body.rows.length }) : body.paragraphs.map(({ text }) => text).join(' ').slice(0, 400)
  return t('out.sheet.summary', { title, words })
}
