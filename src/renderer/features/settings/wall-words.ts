import type { WallConfig } from '@shared/config/walls'
import { durationText } from '@shared/config/duration'
import type { WallsView } from '@shared/domain/display'
import { environmentOfWord, type Environment } from '@shared/domain/environment'
import { boardText, parseBoard } from '@shared/domain/wall'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'

export type BoardEntry = WallConfig['boards'][number]
export const textOf = (entry: BoardEntry): string => (typeof entry === 'string' ? entry : entry.board)

/** How long it is shown where that is its own, ms; null: as long as the others. */
export const dwellOf = (entry: BoardEntry): number | null => (typeof entry === 'string' ? null : (entry.dwell ?? null))
/** As it is typed, not yet read. */
export type TypedEntry = BoardEntry | { readonly board: string; readonly dwell: string }
/** The same board for as long as `text` says; empty: as long as the others. */
export const withDwell = (entry: BoardEntry, text: string): TypedEntry => (text === '' ? textOf(entry) : { board: textOf(entry), dwell: text })

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
    boards: boards.map((b) => { const own = dwellOf(b); return own === null || boards.length === 1 ? boardName(textOf(b), titles) : `${boardName(textOf(b), titles)} (${durationText(own)})` }).join(', '), count: boards.length, dwell: durationText(dwell), display: display === undefined ? t('settings.walls.display.free') : clean(display, { max: 80 })
  })

type DisplayNow = WallsView['displays'][number]
const isNamed = (name: string) => (d: DisplayNow): boolean => d.name.trim().toLowerCase() === name.trim().toLowerCase()

/** A display in words: its name, its size where the name does not say it, whether it is the main one. */
export const displayLabel = ({ name, native, primary }: DisplayNow): string => {
  const size = `${native.width}x${native.height}`
  return [clean(name, { max: 80 }), name.includes(size) ? '' : size, primary ? t('settings.walls.display.main') : ''].filter(Boolean).join(', ')
}

/** The value of a choice of `displayChoices` that stands for what is configured, however that is written. */
export const displayValue = (displays: WallsView['displays'], display: string | undefined): string => (display === undefined ? '' : (displays.find(isNamed(display))?.name ?? display))

/** Any that is free, those that are connected, and the one that is asked for where it is not. */
export const displayChoices = (displays: WallsView['displays'], display: string | undefined): readonly { readonly value: string; readonly label: string }[] => [
  { value: '', label: t('settings.walls.display.free') }, ...displays.map((d) => ({ value: d.name, label: displayLabel(d) })),
  ...(display === undefined || displays.some(isNamed(display)) ? [] : [{ value: display, label: t('settings.walls.display.gone', { name: clean(display, { max: 80 }) }) }])
]

interface Choice { readonly value: string; readonly label: string }
/** Whether any environment is watched, those that exist, and the one that is asked for where it does not. `value` is the choice that stands for what is configured, however that is written. */
export const environmentChoices = (environments: readonly Environment[], written: string | undefined): { readonly value: string; readonly data: readonly Choice[] } => {
  const found = written === undefined ? undefined : environmentOfWord(written, environments)
  const label = (name: string): Choice => ({ value: name, label: clean(name, { max: 60 }) })
  return {
    value: found?.name ?? written ?? '',
    data: [{ value: '', label: t('settings.walls.environment.worst') }, ...environments.map((e) => label(e.name)), ...(written === undefined || found ? [] : [label(written)])]
  }
}

/** Where a wall stands, or why it waits. */
export const placeOf = ({ display, waits, plain }: Pick<WallsView['walls'][number], 'display' | 'waits' | 'plain'>, asked: string | undefined): string => {
  if (waits !== null) return t(`settings.walls.waits.${waits}`, { display: asked === undefined ? '' : clean(asked, { max: 80 }), named: asked === undefined ? 'no' : 'yes' })
  return t('settings.walls.stands', { display: clean(display ?? '', { max: 80 }), plain: plain ? 'yes' : 'no' })
}
