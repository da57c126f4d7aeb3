import { assertNever } from '@shared/domain/assert-never'
import { oddMoved, withOdd, type Odd } from '@shared/domain/odd'
import type { Line } from '@shared/domain/series'
import type { Unit } from '@shared/domain/service'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { duration } from '@shared/text/format'
import type { Sheet } from '../sheet'
import type { Given } from './given'

/** One column: a name, and values at times, ms, rising. NaN is a missing sample. */
export interface Column {
  readonly name: string
  readonly t: ArrayLike<number>
  readonly v: ArrayLike<number>
  /** Whether a sample at this time came, though it is NaN; absent: none did. */
  readonly came?: (at: number) => boolean
}

/** A text that a table program would take for a formula is told to be text. What begins with the mark itself gets one more, so that nothing is lost. */
const guarded = (text: string): string => (/^['=+\-@\t\r]/.test(text) ? `'${text}` : text)
const quoted = (text: string): string => `"${guarded(text).replaceAll('"', '""')}"`
/** With all digits there are; what is missing is empty, never 0. */
const number = (value: number | undefined): string =>
  value === undefined || Number.isNaN(value) ? '' : value === Infinity ? '+Inf' : value === -Infinity ? '-Inf' : Object.is(value, -0) ? '-0' : String(value)

/** A table after RFC 4180: times in ISO 8601, UTC, each once; a column for each series. */
export const csvOf = (columns: readonly Column[], time: string): string => {
  const at = new Map<number, number>()
  for (const { t: times } of columns) for (let i = 0; i < times.length; i++) at.set(times[i]!, 0)
  const moments = [...at.keys()].filter((ms) => Math.abs(ms) <= 8.64e15).sort((a, b) => a - b)
  moments.forEach((ms, row) => at.set(ms, row))
  const cells = moments.map(() => new Array<string>(columns.length).fill(''))
  columns.forEach(({ t: times, v, came }, column) => {
    for (let i = 0; i < times.length; i++) { const row = cells[at.get(times[i]!)!]; if (row) row[column] = Number.isNaN(v[i]) && came?.(times[i]!) ? 'NaN' : number(v[i]) }
  })
  const rows = [[time, ...columns.map(({ name }) => quoted(name))], ...moments.map((ms, row) => [new Date(ms).toISOString(), ...cells[row]!])]
  return rows.map((row) => `${row.join(',')}\r\n`).join('')
}

const within = ({ from, to }: { readonly from: number; readonly to: number }, name: string, line: { readonly t: Float64Array; readonly v: Float64Array; readonly odd?: Odd | undefined }): Column => {
  const { t, v } = withOdd(line)
  const came = new Set(line.odd?.t)
  const keep = [...t.keys()].filter((i) => t[i]! >= from && t[i]! <= to)
  return { name, t: keep.map((i) => t[i]!), v: keep.map((i) => v[i]!), came: (at) => came.has(at) }
}

const pastName = (name: string, { name: when, shiftMs }: NonNullable<Given['past']>): string =>
  shiftMs === 0 ? `${name}, ${when}` : t('out.csv.past', { name: `${name}, ${when}`, shift: duration(shiftMs) })

/** Whoever counts means and percentiles over samples has to know that most are gone. */
const withThinned = (name: string, { whole }: Pick<Line, 'whole'>): string => (whole ? t('out.csv.thinned', { name, count: whole.count }) : name)

/** A number of unknown scale is none: with what its values are in. */
const withUnit = (name: string, told: string): string => (told ? t('out.csv.unit', { name, unit: clean(told, { max: 40 }) }) : name)

/** A line's name, what it is in, and how it was thinned. */
const headOf = (name: string, line: Line, unit: Unit): string => withThinned(withUnit(name, line.told ?? t(`out.csv.unit.${unit}`)), line)

/** All samples that a panel was given, also of lines that it has no room to draw; what is laid beside it stands at the time where it is drawn. */
const graphCsv = ({ data, past, model }: Given): string => csvOf([
  ...(data?.lines ?? []).map((line) => within(model.window, headOf(clean(line.name, { max: 2_000 }) || model.title, line, model.unit), line)),
  ...(past?.data.lines ?? []).map((line) => {
    const name = pastName(clean(line.name, { max: 2_000 }) || model.title, past!)
    return within(model.window, headOf(name, line, model.unit), { t: line.t.map((at) => at + past!.shiftMs), v: line.v, ...oddMoved(line.odd, past!.shiftMs) })
  })
], t('out.csv.time'))

/** A sheet as rows: a number's samples, a table's cells with all digits there are. Of words there is no table: null. */
const sheetCsv = ({ body, title, window }: Sheet): string | null => {
  switch (body.kind) {
    case 'readings': return csvOf(body.samples.map(({ name, told, t: times, v }) => within(window, withUnit(clean(name, { max: 2_000 }) || title, told), { t: times, v })), t('out.csv.time'))
    case 'grid': return [
      body.columns.map(({ name, told }) => quoted(withUnit(name, told ?? ''))), ...body.rows.map((row) => row.map(({ text, value }) => (value === undefined ? (text === '' ? '' : quoted(text)) : number(value))))
    ].map((row) => `${row.join(',')}\r\n`).join('')
    case 'words': return null
    default: return assertNever(body)
  }
}

/** What a panel shows as a table for others; null: it has none. */
export const panelCsv = (given: Given | Sheet): string | null => (given.kind === 'sheet' ? sheetCsv(given) : graphCsv(given))
