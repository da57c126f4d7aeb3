import type { QueryData } from '@shared/domain/query'
import type { Unit } from '@shared/domain/service'
import { clean } from '@shared/text/clean'
import { figureText } from '@shared/text/format'
import { t } from '@shared/text/catalogue'

/** An answered query, as the table takes it. */
export interface Tabled { readonly letter: string; readonly unit: Unit; readonly data: QueryData }

/** `label:` and the name of a label, or one of the fixed columns. */
export type Column = 'query' | 'metric' | 'value' | `label:${string}`
export interface Sort { readonly column: Column; readonly down: boolean }

export interface Row {
  readonly key: string
  readonly letter: string
  readonly metric: string
  /** As many as there are columns of labels. */
  readonly cells: readonly string[]
  readonly value: number
  /** For people; `exact` is every digit. */
  readonly text: string
  readonly exact: string
}
export interface TableModel {
  readonly columns: readonly Column[]
  /** Names of the labels, in order of their columns. */
  readonly labels: readonly string[]
  /** Labels that have no column because there are too many. */
  readonly moreLabels: number
  readonly rows: readonly Row[]
  /** How many results there were, here and at the source. */
  readonly total: number
}

export const MOST_ROWS = 1_000
const MOST_LABELS = 12

/** Infinities are numbers of PromQL, too. */
const textOf = (value: number, unit: Unit): string => (value === Infinity ? t('explore.infinite') : value === -Infinity ? t('explore.infinite.minus') : Number.isNaN(value) ? t('explore.nan') : figureText(value, unit))

const newestOf = (v: Float64Array): number => v.at(-1) ?? NaN

/** The instant values of the queries as rows, sorted; at most `MOST_ROWS`. */
export const tableOf = (queries: readonly Tabled[], sort: Sort): TableModel => {
  const several = queries.length > 1
  const count = new Map<string, number>()
  let named = false
  let own = 0
  let total = 0
  for (const { data } of queries) {
    total += data.total
    for (const { labels } of data.series) {
      own++
      for (const [name, value] of Object.entries(labels)) if (name === '__name__') named ||= value !== ''; else count.set(name, (count.get(name) ?? 0) + 1)
    }
  }
  const all = [...count.keys()].sort()
  // where there is no room for each, those that most results have
  const labels = all.length <= MOST_LABELS ? all : [...all].sort((a, b) => count.get(b)! - count.get(a)!).slice(0, MOST_LABELS).sort()
  const rows = queries.flatMap(({ letter, unit, data }) => data.series.map((s, i): Row => {
    const value = newestOf(s.v)
    return {
      key: `${letter} ${i}`, letter, metric: clean(s.labels['__name__'] ?? '', { max: 200 }), cells: labels.map((name) => clean(s.labels[name] ?? '', { max: 300 })),
      value, text: textOf(value, unit), exact: String(value)
    }
  }))
  const columns: readonly Column[] = [...(several ? ['query' as const] : []), ...(named ? ['metric' as const] : []), ...labels.map((name): Column => `label:${name}`), 'value']
  return { columns, labels, moreLabels: all.length - labels.length, rows: rows.sort(comparing(sort, labels)).slice(0, MOST_ROWS), total: Math.max(total, own) }
}

const collator = new Intl.Collator('en', { numeric: true })
const comparing = ({ column, down }: Sort, labels: readonly string[]): ((a: Row, b: Row) => number) => {
  const sign = down ? -1 : 1
  if (column === 'value') {
    // what is no number stands last, whichever way it is sorted
    return (a, b) => (Number.isNaN(a.value) || Number.isNaN(b.value) ? Number(Number.isNaN(a.value)) - Number(Number.isNaN(b.value)) : a.value === b.value ? 0 : a.value < b.value ? -sign : sign)
  }
  const at = labels.indexOf(column.slice('label:'.length))
  const text = (row: Row): string => (column === 'query' ? row.letter : column === 'metric' ? row.metric : (row.cells[at] ?? ''))
  return (a, b) => sign * collator.compare(text(a), text(b))
}

/** A press on a column's head: values begin with the highest, words with the first; a second press turns it. */
export const nextSort = (sort: Sort, column: Column): Sort => ({ column, down: sort.column === column ? !sort.down : column === 'value' })
