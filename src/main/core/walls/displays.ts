import type { Display } from '@shared/domain/display'
import { clean } from '@shared/text/clean'
import { t } from '@shared/text/catalogue'
import type { DisplayMark } from '../../ports/layouts'

/** From left to right, from above below; how people count displays. */
export const inOrder = (displays: readonly Display[]): readonly Display[] =>
  [...displays].sort((a, b) => a.bounds.x - b.bounds.x || a.bounds.y - b.bounds.y || (a.id < b.id ? -1 : 1))

/** A fractional scale rounds: sizes that are this near in pixels are the same. */
const near = (a: number, b: number, scale: number): boolean => Math.abs(a - b) <= 2 * Math.ceil(scale)
type Kind = Pick<DisplayMark, 'label' | 'internal' | 'width' | 'height'>
const isKind = (kind: Kind, display: Display): boolean =>
  kind.label === display.label && kind.internal === display.internal && near(kind.width, display.native.width, display.scale) && near(kind.height, display.native.height, display.scale)
const kindOf = ({ label, internal, native }: Display): Kind => ({ label, internal, ...native })

/** What a display is known by at another time: its make, and where it stands among those that are alike. */
export const markOf = (display: Display, displays: readonly Display[]): DisplayMark => {
  const alike = inOrder(displays).filter((d) => isKind(kindOf(display), d))
  return { ...kindOf(display), x: display.bounds.x, y: display.bounds.y, nth: alike.findIndex((d) => d.id === display.id), of: alike.length, total: displays.length }
}

/**
 * The display that a mark was made of; null: it is not there, or cannot be told from another. Those that are alike are told apart by their order, and
 * when there are not as many as then, by where they stand. One whose resolution was changed is known by its label, else by its corner, while no display came or went.
 */
export const recognise = (mark: DisplayMark, displays: readonly Display[]): Display | null => {
  const alike = inOrder(displays).filter((d) => isKind(mark, d))
  const atCorner = (those: readonly Display[]): Display | null => those.find(({ bounds }) => bounds.x === mark.x && bounds.y === mark.y) ?? null
  if (alike.length === mark.of) return alike[mark.nth] ?? null
  if (alike.length > mark.of) return atCorner(alike) ?? alike[mark.nth] ?? null
  if (alike.length > 0) return atCorner(alike)
  const changed = displays.filter((d) => d.label === mark.label && d.internal === mark.internal)
  if (mark.label !== '' && mark.of === 1 && changed.length === 1) return changed[0]!
  return displays.length === mark.total ? atCorner(changed) : null
}

/**
 * Names a set of displays: the same ones give the same name, wherever they stand and whatever their scale. A fractional scale lets some systems tell sizes that are a few pixels off:
 * a name among the `known` ones that is the same but for that is theirs.
 */
export const setName = (displays: readonly Display[], known: readonly string[] = []): string => {
  const own = displays.map((display) => `${partBefore(display)}${sizeText(display)}`).sort().join(JOIN)
  return known.includes(own) ? own : (known.find((name) => isSetOf(name, displays)) ?? own)
}
const JOIN = ' + '
const partBefore = ({ label, internal }: Display): string => `${label}|${internal ? 'internal' : ''}|`
const isSetOf = (name: string, displays: readonly Display[]): boolean => {
  const left = name.split(JOIN)
  for (const display of displays) {
    const before = partBefore(display)
    const i = left.findIndex((part) => {
      const size = part.startsWith(before) ? /^(\d+)x(\d+)$/.exec(part.slice(before.length)) : null
      return size !== null && near(Number(size[1]), display.native.width, display.scale) && near(Number(size[2]), display.native.height, display.scale)
    })
    if (i < 0) return false
    left.splice(i, 1)
  }
  return left.length === 0
}

export const sizeText = ({ native }: Display): string => `${native.width}x${native.height}`

const ownName = (display: Display): string => {
  const label = clean(display.label, { max: 80 }).trim()
  return label !== '' ? label : display.internal ? t('display.builtin') : t('display.unnamed', { size: sizeText(display) })
}

/** What people call each display, by its id: its maker's name, or its size; those of one name are told apart by where they stand. */
export const displayNames = (displays: readonly Display[]): ReadonlyMap<string, string> => {
  const byName = new Map<string, Display[]>()
  for (const display of inOrder(displays)) {
    const name = ownName(display)
    byName.set(name, [...(byName.get(name) ?? []), display])
  }
  return new Map([...byName].flatMap(([name, same]) => same.map((display, i): [string, string] => [display.id, same.length === 1 ? name : t('display.among', { name, place: placeAmong(same, i) })])))
}
const placeAmong = (same: readonly Display[], i: number): string => {
  const [first, second] = same
  if (same.length !== 2) return t('display.nth', { n: i + 1, count: same.length })
  return t(first!.bounds.x === second!.bounds.x ? (i === 0 ? 'display.upper' : 'display.lower') : i === 0 ? 'display.left' : 'display.right')
}

const key = (name: string): string => name.trim().replace(/\s+/g, ' ').toLowerCase()
/** The display of a name, however it is spaced and capitalised; null: there is none. */
export const displayNamed = (name: string, displays: readonly Display[]): Display | null => {
  const names = displayNames(displays)
  return displays.find(({ id }) => key(names.get(id) ?? '') === key(name)) ?? null
}
/** Whether a name is that of several displays, which are told apart by where they stand. */
export const isOfSeveral = (name: string, displays: readonly Display[]): boolean => displays.filter((display) => key(ownName(display)) === key(name)).length > 1
