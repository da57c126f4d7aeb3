import { SIGNALS, type Signal } from '@shared/domain/service'
import type { ServiceRow } from '../../state/select/services'

/** How the columns of the service table share its width, in px. */
export interface TableLayout {
  /** `grid-template-columns` of the head and every row. */
  readonly columns: string
  readonly signals: readonly Signal[]
  /** The note that every figure of a column carries; said once, in its head. '' where they differ or have none. */
  readonly notes: Readonly<Record<Signal, string>>
  /** Width of one sparkline; 0: no room for any. */
  readonly spark: number
  /** Whether some service has an error budget, and there is room for it. */
  readonly budget: boolean
}

const GLYPH = 16
const GAP = 8
const PAD = 31
const VALUE = 66
const AGE = 96
const BUDGET = 50
/** In less the budgets give way to what is measured now. */
const LEAST_FOR_BUDGET = 520
const LEAST_SPARK = 40
const MOST_SPARK = 360

const commonNote = (rows: readonly ServiceRow[], signal: Signal): string => {
  const notes = new Set(rows.flatMap((row) => row.signals?.readings[signal]?.note ?? []))
  const [only = ''] = notes
  return notes.size === 1 ? only : ''
}

/** Only signals that some service has get a column. Names give way last, sparklines first. */
export const tableLayout = (width: number, rows: readonly ServiceRow[]): TableLayout => {
  const signals = SIGNALS.filter((signal) => rows.some((row) => row.signals?.readings[signal]))
  const n = signals.length
  const budget = width >= LEAST_FOR_BUDGET && rows.some((row) => row.service.objective !== null)
  const name = Math.round(Math.min(320, Math.max(150, width * (budget ? 0.18 : 0.2))))
  const rest = width - PAD - GLYPH - name - AGE - GAP * (n + 2) - (budget ? BUDGET + GAP : 0)
  const each = n === 0 ? 0 : Math.floor(rest / n)
  const room = Math.min(MOST_SPARK, each - VALUE - GAP)
  const spark = room >= LEAST_SPARK ? room : 0
  const column = spark > 0 ? `${VALUE + GAP + spark}px` : 'minmax(56px, 1fr)'
  const notes = Object.fromEntries(SIGNALS.map((signal) => [signal, commonNote(rows, signal)])) as Record<Signal, string>
  return { signals, notes, spark, budget, columns: [`${GLYPH}px`, n === 0 ? 'minmax(0, 1fr)' : spark > 0 ? `minmax(${name}px, 1fr)` : 'minmax(110px, 2.4fr)', ...signals.map(() => column), ...(budget ? [`${BUDGET}px`] : []), `${AGE}px`].join(' ') }
}

/** Rows as drawn: services, and the line before those within their objectives. */
export type TableItem = { readonly kind: 'row'; readonly row: ServiceRow; readonly index: number } | { readonly kind: 'within'; readonly count: number }

export const tableItems = (rows: readonly ServiceRow[]): readonly TableItem[] => {
  const items: TableItem[] = []
  const calm = rows.filter((r) => r.health === 'ok').length
  let said = false
  rows.forEach((row, index) => {
    if (row.health === 'ok' && !said) { items.push({ kind: 'within', count: calm }); said = true }
    items.push({ kind: 'row', row, index })
  })
  return items
}

/** The same rows in the order they were in; newcomers where the new order has them, at the latest before what they preceded. */
export const keepOrder = <T>(rows: readonly T[], order: readonly string[], key: (row: T) => string): readonly T[] => {
  const at = new Map(order.map((k, i) => [k, i]))
  const known = rows.filter((r) => at.has(key(r))).sort((a, b) => at.get(key(a))! - at.get(key(b))!)
  let next = 0
  return rows.map((row) => (at.has(key(row)) ? known[next++]! : row))
}
