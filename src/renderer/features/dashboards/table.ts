import { labelOf } from '@shared/domain/labels'
import type { Tile } from '@shared/grafana/model'
import { baseWords, formOf } from '@shared/grafana/units'
import { severityAt } from '@shared/grafana/values'
import { clean } from '@shared/text/clean'
import type { Zone } from '@shared/text/format'
import type { Cell, Grid } from '../../charts'
import { formatFor, type TileData } from './answers'
import { valueWords } from './figures'

interface Room { readonly rows: number; readonly columns: number; readonly letters: number }
/** What a tile has room for. */
const SHOWN: Room = { rows: 200, columns: 40, letters: 200 }
const EMPTY: Cell = { text: '', tone: null }

/** Series as rows: one for each set of labels, a column for each label and for each query. Grafana's names of columns hold. */
export const gridOf = (tile: Tile, data: TileData, refs: readonly string[], zone: Zone, most: Room = SHOWN): Grid => {
  const columns = tile.show.as === 'table' ? tile.show.columns : { hidden: [], names: {}, order: {} }
  const labels = [...new Set(data.series.flatMap((s) => Object.keys(s.labels)))].filter((name) => name !== '__name__').sort()
  const valueName = (ref: string): string => (refs.length > 1 ? `Value #${ref}` : 'Value')
  const sides: readonly { readonly name: string; readonly ref: string | null }[] = [...labels.map((name) => ({ name, ref: null })), ...refs.map((ref) => ({ name: valueName(ref), ref }))]
  const wanted = sides
    .map((column, i) => ({ ...column, ...formatFor(tile, { name: column.name, ref: column.ref ?? '' }, labelOf(columns.names, column.name)), at: labelOrder(columns.order, column.name) ?? 1_000 + i }))
    .filter((column) => !column.hidden && !columns.hidden.includes(column.name))
    .sort((a, b) => a.at - b.at)
  const all = roomFor(wanted, most.columns)
  const rows = new Map<string, { readonly labels: Readonly<Record<string, string>>; readonly values: Map<string, number> }>()
  for (const { labels: own, ref, v } of data.series) {
    const key = JSON.stringify(Object.entries(own).filter(([name]) => name !== '__name__'))
    const row = rows.get(key) ?? { labels: own, values: new Map<string, number>() }
    const last = v.at(-1)
    if (last !== undefined) row.values.set(ref, last)
    rows.set(key, row)
  }
  const list = [...rows.values()]
  return {
    columns: all.map(({ name, ref, format }) => {
      const told = ref === null ? '' : baseWords(format.unit)
      return { ...(told ? { told } : {}), name: clean(format.name || (labelOf(columns.names, name) ?? name), { max: 80 }), right: ref !== null }
    }),
    rows: list.slice(0, most.rows).map((row) => all.map(({ name, ref, format }): Cell => {
      if (ref === null) return { text: clean(labelOf(row.labels, name) ?? '', { max: most.letters }), tone: null }
      const value = row.values.get(ref)
      if (value === undefined) return EMPTY
      const { number, unit, severity } = valueWords(value, format, zone)
      return { text: unit ? `${number}\u202f${unit}` : number, tone: severity !== undefined ? severity : format.steps.length > 1 && format.cell !== 'plain' ? severityAt(value, format) : null, value: value * formOf(format.unit).factor }
    })),
    more: data.more + Math.max(0, list.length - most.rows), ...(wanted.length > all.length ? { moreColumns: wanted.length - all.length } : {})
  }
}

/** The first columns, but those of values before those of labels: they are what was asked for. */
const roomFor = <T extends { readonly ref: string | null }>(columns: readonly T[], most: number): readonly T[] => {
  if (columns.length <= most) return columns
  const kept = new Set([...columns.filter(({ ref }) => ref !== null), ...columns.filter(({ ref }) => ref === null)].slice(0, most))
  return columns.filter((column) => kept.has(column))
}

const labelOrder = (order: Readonly<Record<string, number>>, name: string): number | undefined => (Object.hasOwn(order, name) ? order[name] : undefined)
