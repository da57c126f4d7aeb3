import type { ServiceRow } from '../../state/select/services'

/** Places that people learn: by tier, then by name, whatever the services are like. */
export const inPlace = (rows: readonly ServiceRow[]): readonly ServiceRow[] =>
  rows.toSorted((a, b) => (a.service.tier ?? 4) - (b.service.tier ?? 4) || (a.service.name < b.service.name ? -1 : a.service.name > b.service.name ? 1 : 0))

export interface Grid { readonly columns: number; readonly rows: number; /** Units. */ readonly type: number; readonly gap: number }

const GAP = 8
const TYPE = { most: 34, least: 17 } as const
/** What a cell is besides its name, in sizes of its type: glyph, gaps, rim. */
const AROUND = 2.15
const LETTER = 0.48
/** A line of type with its breathing space. */
const LINE = 1.62

/** How many columns show so many names largest, in so many units. */
export const gridOf = (count: number, longest: number, { width, height, most = TYPE.most }: { readonly width: number; readonly height: number; readonly most?: number }): Grid => {
  let best: Grid & { readonly worth: number } = { columns: 1, rows: Math.max(1, count), type: 0, gap: GAP, worth: 0 }
  for (let columns = 1; columns <= Math.max(1, count); columns++) {
    const rows = Math.max(1, Math.ceil(count / columns))
    const gap = rows > 8 ? GAP * 0.75 : GAP
    const [w, h] = [(width - (columns - 1) * gap) / columns, (height - (rows - 1) * gap) / rows]
    const type = Math.min(most, h / LINE, w / (AROUND + LETTER * longest))
    // of about equals, the fuller grid, and cells that are no mere strips
    const worth = type * (0.6 + 0.4 * (count / (rows * columns))) * (w / h > 7 ? 0.9 : 1)
    if (worth > best.worth) best = { columns, rows, type, gap, worth }
  }
  return { columns: best.columns, rows: best.rows, gap: best.gap, type: Math.round(Math.max(TYPE.least, best.type) * 2) / 2 }
}

/** So many names can be read on one board. */
export const MOST_CELLS = 60

/** What the matrix shows: all in their places; where there are too many, the worst first, and how many more. */
export const cellsOf = (rows: readonly ServiceRow[], most = MOST_CELLS): { readonly cells: readonly ServiceRow[]; readonly more: number } =>
  (rows.length <= most ? { cells: inPlace(rows), more: 0 } : { cells: rows.slice(0, most - 1), more: rows.length - most + 1 })

/** What boards have to draw in, units. */
export interface Room { readonly width: number; readonly height: number; readonly upright: boolean }

/** Units of height that the matrix takes beside a graph. */
export const matrixHeight = (count: number, { upright, height }: Room): number => {
  const lines = Math.ceil(count / (upright ? 3 : 5))
  const most = height * (upright ? 0.38 : 0.4)
  return Math.min(most, lines * 88 - GAP)
}

/** Letters of the longest name that counts: a single very long one does not make all others small. */
export const longestName = (names: readonly string[]): number => {
  const lengths = names.map((n) => [...n].length).sort((a, b) => b - a)
  return Math.max(6, lengths[Math.floor(lengths.length / 20)] ?? 6)
}
