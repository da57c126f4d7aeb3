import type { Cell } from '@shared/grafana/model'
import type { Shown, ShownSection } from '@shared/grafana/repeat'
import { fitted } from './layout'

/** Pixels of one row of the grid that still says something, and of what is between two. */
const ROW = 15
const GAP = 8
/** A step down in size, and how far down before panels are left out. */
const SMALLER = 0.92
const LEAST = 0.6

export interface Placed { readonly shown: Shown; readonly cell: Cell }
export interface Fit {
  /** How much larger than in a window. */
  readonly scale: number
  readonly placed: readonly Placed[]
  /** Pixels of one row, before `scale`. */
  readonly row: number
  readonly gap: number
  /** Panels that found no room. */
  readonly more: number
}

const rowsOf = (placed: readonly Placed[]): number => placed.reduce((deep, { cell }) => Math.max(deep, cell.y + cell.h), 0)

/** All open sections under one another, without their heads, in so many columns' pixels. */
const place = (sections: readonly ShownSection[], width: number): readonly Placed[] => {
  let above = 0
  return sections.filter(({ section }) => !section.collapsed).flatMap(({ shown }) => {
    const cells = fitted(shown, width)
    const placed = shown.map((one, i): Placed => ({ shown: one, cell: { ...cells[i]!, y: cells[i]!.y + above } }))
    above = Math.max(above, rowsOf(placed))
    return placed
  })
}

/** A board without scrolling: as large as it may be, smaller until all of it fits, then as much of it as does. Rows grow into what is left. */
export const fitBoard = (sections: readonly ShownSection[], { width, height, scale: most }: { readonly width: number; readonly height: number; readonly scale: number }): Fit => {
  let scale = most
  let placed = place(sections, width / scale)
  const roomFor = (s: number): number => Math.floor((height / s + GAP) / (ROW + GAP))
  while (rowsOf(placed) > roomFor(scale) && scale * SMALLER >= most * LEAST) {
    scale *= SMALLER
    placed = place(sections, width / scale)
  }
  const kept = placed.filter(({ cell }) => cell.y + cell.h <= roomFor(scale))
  const rows = Math.max(1, rowsOf(kept))
  return { scale, placed: kept, row: Math.max(ROW, (height / scale + GAP) / rows - GAP), gap: GAP, more: placed.length - kept.length }
}
