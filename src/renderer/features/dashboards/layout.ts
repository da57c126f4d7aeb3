import { flow } from '@shared/grafana/grid'
import type { Cell, Tile, TileKind } from '@shared/grafana/model'

/** Narrower than so many pixels says nothing any more. */
const LEAST: Readonly<Record<TileKind['as'], number>> = { graph: 330, heatmap: 330, table: 330, bars: 210, text: 200, gauge: 150, stat: 122, nothing: 150 }
const COLUMNS = 24

/** Cells for a width: as Grafana has them where there is room for it, else each as wide as it must be, in the same order on shelves of their own. */
export const fitted = (tiles: readonly { readonly tile: Pick<Tile, 'show'>; readonly cell: Cell }[], width: number): readonly Cell[] => {
  const column = width / COLUMNS
  const wide = tiles.map(({ tile, cell }) => Math.min(COLUMNS, Math.max(cell.w, Math.ceil(LEAST[tile.show.as] / Math.max(1, column)))))
  if (wide.every((w, i) => w === tiles[i]!.cell.w)) return tiles.map((t) => t.cell)
  let [x, y, deep] = [0, 0, 0]
  const order = tiles.map((_, i) => i).sort((a, b) => tiles[a]!.cell.y - tiles[b]!.cell.y || tiles[a]!.cell.x - tiles[b]!.cell.x)
  const out = new Array<Cell>(tiles.length)
  for (const i of order) {
    // what is nearly half or a third is made one, so that no strip stays empty
    const w = even(wide[i]!)
    if (x + w > COLUMNS) { x = 0; y += deep; deep = 0 }
    out[i] = { x, y, w, h: tiles[i]!.cell.h }
    x += w
    deep = Math.max(deep, out[i].h)
  }
  return flow(out)
}
const even = (w: number): number => [2, 3, 4, 6, 8, 12, 24].find((n) => n >= w) ?? COLUMNS
