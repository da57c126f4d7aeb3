import type { Config } from '@shared/config/schema'
import type { WallConfig } from '@shared/config/walls'
import { parseBoard, type Board } from '@shared/domain/wall'

/** One board of a wall, and how long its turn is, ms. */
export interface Slot { readonly board: Board; readonly dwellMs: number }

export interface Wall {
  /** Null: boards that no wall of the configuration stands for. */
  readonly name: string | null
  /** What it watches; null: the production that is worst. */
  readonly environment: string | null
  readonly slots: readonly Slot[]
  readonly night: WallConfig['night']
}

const slotsOf = ({ boards, dwell }: Pick<WallConfig, 'boards' | 'dwell'>): readonly Slot[] => boards.flatMap((entry): readonly Slot[] => {
  const board = parseBoard(typeof entry === 'string' ? entry : entry.board)
  return board ? [{ board, dwellMs: (typeof entry === 'string' ? undefined : entry.dwell) ?? dwell }] : []
})

/** What a wall is like that nobody has set up, as the schema has it. */
const USUAL = { dwellMs: 30_000, night: { from: '22:00', to: '07:00' } } as const
const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase()

/** What a window was opened for: `@NAME` is a wall of the configuration, anything else one board. Null: there is no such wall, or board. */
export const wallOf = (item: string | null, walls: Config['walls']): Wall | null => {
  if (item?.startsWith('@')) {
    const found = walls.find((w) => same(w.name, item.slice(1)))
    return found ? { name: found.name, environment: found.environment ?? null, slots: slotsOf(found), night: found.night } : null
  }
  const board = parseBoard(item ?? 'now')
  return board ? { name: null, environment: null, slots: [{ board, dwellMs: USUAL.dwellMs }], night: USUAL.night } : null
}
