import type { Cell } from './model'

export type Sized = Cell
const WIDE = 24
const whole = (value: unknown, otherwise: number): number => { const n = typeof value === 'string' && value.trim() !== '' ? Number(value) : value; return typeof n === 'number' && Number.isFinite(n) ? Math.round(n) : otherwise }

/** Where a panel says that it is, made to fit the grid. */
export const cellOf = (panel: object): Cell => {
  const pos = ((panel as { gridPos?: unknown }).gridPos ?? {}) as Readonly<Record<string, unknown>>
  const w = Math.min(WIDE, Math.max(1, whole(pos['w'], 12)))
  return { x: Math.min(WIDE - w, Math.max(0, whole(pos['x'], 0))), y: Math.min(1e6, Math.max(0, whole(pos['y'], 0))), w, h: Math.min(60, Math.max(1, whole(pos['h'], 8))) }
}

/** Cells as high up as they can go without lying upon each other, in the order of their places; counted from 0. */
export const flow = (cells: readonly Cell[]): readonly Cell[] => {
  const depth = new Array<number>(WIDE).fill(0)
  const out = new Array<Cell>(cells.length)
  for (const i of cells.map((_, n) => n).sort((a, b) => cells[a]!.y - cells[b]!.y || cells[a]!.x - cells[b]!.x || a - b)) {
    const cell = cells[i]!
    const y = Math.max(...depth.slice(cell.x, cell.x + cell.w))
    depth.fill(y + cell.h, cell.x, cell.x + cell.w)
    out[i] = { ...cell, y }
  }
  return out
}
