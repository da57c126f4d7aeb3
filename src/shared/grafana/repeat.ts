import { flow } from './grid'
import type { Chosen } from './interpolate'
import type { Board, Cell, Section, Tile } from './model'

/** A tile, and for which value of which variables it stands. */
export interface Shown { readonly key: string; readonly tile: Tile; readonly cell: Cell; readonly own: ReadonlyMap<string, Chosen> }
export interface ShownSection {
  readonly key: string
  readonly section: Section
  readonly own: ReadonlyMap<string, Chosen>
  readonly shown: readonly Shown[]
  /** Copies left out because there were too many. */
  readonly more: number
}

/** More copies of one thing are no help to anybody. */
export const MOST_COPIES = 60
const MOST_TILES = 2_000
const NONE: ReadonlyMap<string, Chosen> = new Map()

/** The board with its repeated rows and panels as many times as their variable has values. */
export const expand = ({ sections }: Pick<Board, 'sections'>, variables: ReadonlyMap<string, Chosen>): readonly ShownSection[] => {
  let room = MOST_TILES
  return sections.flatMap((section): readonly ShownSection[] => {
    const copies = copiesOf(section.repeat, variables)
    return copies.list.map(({ key, own }, i): ShownSection => {
      const { shown, more } = tilesOf(section, new Map([...variables, ...own]), own, key, room)
      room = Math.max(0, room - shown.length)
      return { key: `${section.id}${key}`, section, own, shown, more: more + (i === copies.list.length - 1 ? copies.more : 0) }
    })
  })
}

interface Copies { readonly list: readonly { readonly key: string; readonly own: ReadonlyMap<string, Chosen> }[]; readonly more: number }
const copiesOf = (variable: string | null, variables: ReadonlyMap<string, Chosen>): Copies => {
  const chosen = variable === null ? undefined : variables.get(variable)
  // a variable that is not there repeats nothing; one without values is shown once, to say so
  if (variable === null || !chosen || chosen.values.length === 0) return { list: [{ key: '', own: NONE }], more: 0 }
  const values = chosen.values.slice(0, MOST_COPIES)
  const named = chosen.texts.length === chosen.values.length
  return {
    list: values.map((value, i) => ({ key: `::${variable}=${value}`, own: new Map([[variable, { ...chosen, values: [value], texts: [named ? chosen.texts[i]! : value], raw: null }]]) })),
    more: chosen.values.length - values.length
  }
}

type Values = ReadonlyMap<string, Chosen>
const tilesOf = (section: Section, variables: Values, own: Values, key: string, room: number): Pick<ShownSection, 'shown' | 'more'> => {
  const out: Shown[] = []
  let more = 0
  let down = 0
  for (const tile of section.tiles) {
    const at = { ...tile.cell, y: tile.cell.y + down }
    const repeat = tile.repeat !== null && variables.has(tile.repeat.variable) && !own.has(tile.repeat.variable) ? tile.repeat : null
    if (!repeat) { out.push({ key: `${tile.id}${key}`, tile, cell: at, own }); continue }
    const copies = copiesOf(repeat.variable, variables)
    more += copies.more
    const perRow = repeat.direction === 'v' ? 1 : Math.max(1, Math.min(copies.list.length, repeat.perRow ?? copies.list.length, 24))
    const bare = copies.list[0]!.own === NONE
    const w = repeat.direction === 'v' || bare ? at.w : Math.max(1, Math.floor(24 / perRow))
    for (const [i, copy] of copies.list.entries()) {
      const cell = repeat.direction === 'v' || bare ? { ...at, y: at.y + i * at.h } : { x: (i % perRow) * w, y: at.y + Math.floor(i / perRow) * at.h, w, h: at.h }
      out.push({ key: `${tile.id}${key}${copy.key}`, tile, own: new Map([...own, ...copy.own]), cell })
    }
    down += (Math.ceil(copies.list.length / perRow) - 1) * at.h
  }
  const kept = out.slice(0, room)
  const cells = flow(kept.map((s) => s.cell))
  return { shown: kept.map((s, i) => ({ ...s, cell: cells[i]! })), more: more + out.length - kept.length }
}
