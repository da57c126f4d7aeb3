import type { WallConfig } from '@shared/config/walls'
import { durationText } from '@shared/config/duration'
import { boardText, parseBoard } from '@shared/domain/wall'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'

export type BoardEntry = WallConfig['boards'][number]
export const textOf = (entry: BoardEntry): string => (typeof entry === 'string' ? entry : entry.board)

/** A board in words; `titles` are those of the dashboards, by id. */
export const boardName = (text: string, titles: ReadonlyMap<string, string>): string => {
  const board = parseBoard(text)
  if (!board) return clean(text, { max: 80 })
  if (!('item' in board)) return t(`settings.walls.board.${board.kind}`)
  return t(`settings.walls.board.${board.kind}`, { name: clean(board.kind === 'dashboard' ? (titles.get(board.item) ?? board.item) : board.item, { max: 80 }) })
}

/** `now`, all services and alerts first, then what is watched, then what was imported, as they are written in the configuration. */
export const boardChoices = (services: readonly string[], dashboards: readonly string[]): readonly string[] => [
  'now', 'services', 'alerts', ...services.toSorted().map((item) => boardText({ kind: 'service', item })), ...dashboards.map((item) => boardText({ kind: 'dashboard', item }))
]

/** One board a place up or down. */
export const moved = <T>(list: readonly T[], from: number, by: -1 | 1): readonly T[] => {
  const to = from + by
  if (to < 0 || to >= list.length) return list
  const next = [...list]
  const [one] = next.splice(from, 1)
  next.splice(to, 0, one!)
  return next
}

/** A name that no wall has yet. */
export const freeName = (names: readonly string[]): string => {
  const taken = new Set(names.map((n) => n.trim().toLowerCase()))
  for (let n = names.length + 1; ; n++) {
    const name = t('settings.walls.name.new', { n })
    if (!taken.has(name.toLowerCase())) return name
  }
}

/** What a wall shows and when, in a line. */
export const summaryOf = ({ boards, dwell, display }: WallConfig, titles: ReadonlyMap<string, string>): string =>
  t('settings.walls.summary', {
    boards: boards.map((b) => boardName(textOf(b), titles)).join(', '), count: boards.length, dwell: durationText(dwell), display: display === undefined ? t('settings.walls.display.free') : clean(display, { max: 80 })
  })
