import { t } from '@shared/text/catalogue'
import type { Zone } from '@shared/text/format'
import type { Span } from '../time'
import type { Sheet } from '../sheet'
import { textAt, wide, wrapped } from './drawing'
import type { Given } from './given'
import { fill, type Palette } from './palette'
import { cardOf, fileOf, madeText, rangeTexts, type Around, type Card, type Picture } from './picture'
import { sheetCard } from './sheet'

/** A panel where the page has it, pixels. */
export interface Placed { readonly given: Given | Sheet; readonly x: number; readonly y: number; readonly width: number; readonly height: number }

export interface PageInput extends Around {
  readonly panels: readonly Placed[]
  readonly window: Span
  readonly zone: Zone
  /** Names of what the page has and a picture cannot. */
  readonly left: readonly string[]
  /** Pixels of its panels from which on it goes on beside itself. */
  readonly tallest?: number
}

/** A page as a picture, and in how many columns. */
export interface PagePicture extends Picture { readonly columns: number }

const EDGE = 20
const GAP = 12
/** Between two columns of a page. */
const BETWEEN = 28
const LEAST_WIDTH = 480
/** Of a panel on the screen, what is not its graph. */
const AROUND = 44
const LEAST_PLOT = 90

interface Box { readonly y: number; readonly height: number }

/** Boxes of the same row stay one, and none lies over another: what needs more height pushes down all that began below it. */
export const pushedDown = (boxes: readonly (Box & { readonly needs: number })[]): readonly { readonly y: number; readonly height: number }[] => {
  const alike = ({ y, height }: Box): string => `${Math.round(y)} ${Math.round(height)}`
  const tallest = new Map<string, number>()
  for (const box of boxes) tallest.set(alike(box), Math.max(tallest.get(alike(box)) ?? 0, box.needs))
  const tall = (box: Box): number => tallest.get(alike(box))!
  const rows = [...new Set(boxes.map((box) => Math.round(box.y)))].sort((a, b) => a - b)
  const top = new Map<number, number>()
  for (const row of rows) {
    const above = boxes.filter((box) => Math.round(box.y + box.height) <= row)
    top.set(row, above.length === 0 ? row : Math.max(...above.map((box) => top.get(Math.round(box.y))! + tall(box) + GAP)))
  }
  return boxes.map((box) => ({ y: top.get(Math.round(box.y))!, height: tall(box) }))
}

/** Where the columns of a page begin, so that none is taller than `tallest` and all are about even; never through a panel. */
export const columnsOf = (boxes: readonly Box[], tallest: number): readonly number[] => {
  const total = Math.max(...boxes.map(({ y, height }) => y + height))
  if (total <= tallest) return [0]
  const tops = [...new Set(boxes.map(({ y }) => y))].sort((a, b) => a - b).filter((top) => boxes.every(({ y, height }) => y >= top || y + height <= top))
  const cut = (limit: number): readonly number[] => {
    const starts = [0]
    tops.forEach((top, i) => { if (top > starts.at(-1)! && (tops[i + 1] ?? total) - starts.at(-1)! > limit) starts.push(top) })
    return starts
  }
  const least = Math.ceil(total / tallest)
  for (let limit = Math.ceil(total / least); limit < tallest; limit += 50) { const starts = cut(limit); if (starts.length <= least) return starts }
  return cut(tallest)
}

/** A page as one picture: what it is of, the time shown, its panels in its own grid, and what it leaves out. */
export const pageSvg = ({ title, note, madeAt, panels, window, zone, left, tallest = Infinity }: PageInput, palette: Palette): PagePicture => {
  const x0 = Math.min(...panels.map((p) => p.x))
  const y0 = Math.min(...panels.map((p) => p.y))
  const cards = panels.map(({ given, width, height }): Card => (given.kind === 'sheet'
    ? sheetCard(given, width, { least: height, most: height }, palette, madeAt)
    : cardOf(given, width, Math.max(LEAST_PLOT, height - AROUND), palette, madeAt)))
  const pushed = pushedDown(panels.map(({ y, height }, i) => ({ y: y - y0, height, needs: cards[i]!.height })))
  const starts = columnsOf(pushed, tallest)
  const across = Math.max(...panels.map((p) => p.x - x0 + p.width))
  const places = pushed.map(({ y, height }, i) => {
    const column = starts.findLastIndex((start) => start <= y)
    return { x: panels[i]!.x - x0 + column * (across + BETWEEN), y: y - starts[column]!, height }
  })
  const width = Math.max(LEAST_WIDTH, 2 * EDGE + starts.length * across + (starts.length - 1) * BETWEEN)
  const lines = [...rangeTexts(window, zone), madeText(madeAt, zone)]
  const top = EDGE + 28 + lines.length * 16 + 10
  const foot = left.length > 0 ? wrapped(t('out.page.left', { names: left.join(', ') }), width - 2 * EDGE).lines : []
  const bottom = top + Math.max(...places.map(({ y, height }) => y + height))
  const height = Math.ceil(bottom + (foot.length > 0 ? 12 + foot.length * 16 : 0) + EDGE)
  const file = fileOf(Math.ceil(width), height, t('out.page.title', { title, note }), palette, [
    textAt(palette, EDGE, EDGE + 18, title, { 'font-size': 20, 'font-weight': 600, ...fill(palette('text')) }),
    textAt(palette, EDGE + wide(title, 20) + 14, EDGE + 18, note, { 'font-size': 13, 'font-weight': 600, ...fill(palette('text-muted')) }),
    ...lines.map((line, i) => textAt(palette, EDGE, EDGE + 40 + i * 16, line, fill(palette('text-muted')))),
    ...places.flatMap((place, i) => cards[i]!.at(EDGE + place.x, top + place.y, `p${i}`, place.height)),
    ...foot.map((line, i) => textAt(palette, EDGE, bottom + 20 + i * 16, line, fill(palette('text-muted'))))
  ])
  return { ...file, columns: starts.length }
}
