import { nameKey, type Config } from '@shared/config/schema'
import type { Display } from '@shared/domain/display'
import { parseBoard } from '@shared/domain/wall'
import { clean } from '@shared/text/clean'
import { t } from '@shared/text/catalogue'
import { displayNamed, displayNames, inOrder, sizeText } from '../core/walls/displays'
import type { RunWall } from './walls'

const shown = (text: string): string => clean(text, { max: 80 })
const listed = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ')

/** What `--list-displays` prints. */
export const displayLines = (displays: readonly Display[]): string => {
  if (displays.length === 0) return `${t('display.none')}\n`
  const names = displayNames(displays)
  const rows = inOrder(displays).map((display) => ({ display, name: names.get(display.id) ?? '' }))
  const [name, size] = [Math.max(...rows.map((row) => row.name.length)), Math.max(...rows.map((row) => sizeText(row.display).length))]
  return rows.map((row) => `${t('display.line', {
    name: row.name.padEnd(name), size: sizeText(row.display).padEnd(size), scale: String(row.display.scale), x: String(row.display.bounds.x), y: String(row.display.bounds.y), main: row.display.primary ? 'yes' : 'no'
  })}\n`).join('')
}

/** Why the wall of a command line cannot be opened, with what there is; null: it can. */
export const wrongWall = ({ item, display }: RunWall, there: { readonly displays: readonly Display[]; readonly walls: Config['walls']; /** Ids; null: not known. */ readonly dashboards: readonly string[] | null }): string | null => {
  if (display !== null && !displayNamed(display, there.displays)) return t('display.unknown', { name: shown(display), count: there.displays.length, names: namesAfter(there.displays) })
  if (item.startsWith('@')) {
    const name = item.slice(1)
    return there.walls.some((wall) => nameKey(wall.name) === nameKey(name)) ? null : t('wall.unlisted', { name: shown(name), names: there.walls.length === 0 ? 'none' : listed(there.walls.map((wall) => wall.name)) })
  }
  const board = parseBoard(item)
  if (board?.kind !== 'dashboard' || there.dashboards === null || there.dashboards.includes(board.item)) return null
  return t('wall.unknown-dashboard', { id: shown(board.item), ids: there.dashboards.length === 0 ? 'none' : listed(there.dashboards.map(shown)) })
}
const namesAfter = (displays: readonly Display[]): string => (displays.length === 0 ? '' : ` ${listed([...displayNames(displays).values()])}`)
