import type { Display, Rect, WallWait } from '@shared/domain/display'
import type { Layout, Layouts, Stood } from '../../ports/layouts'
import { displayNamed, inOrder, isOfSeveral, markOf, recognise, setName } from './displays'

/** A wall that is to stand. */
export interface WallAsked { readonly name: string; /** By name; null: any that is free beside the main window's. */ readonly display: string | null }

export interface Placed {
  readonly standing: readonly { readonly name: string; readonly display: Display }[]
  readonly waiting: readonly { readonly name: string; readonly why: Exclude<WallWait, 'off'> }[]
  /** The same object when there is nothing new to remember. */
  readonly layouts: Layouts
}

export interface Placing {
  readonly walls: readonly WallAsked[]
  readonly displays: readonly Display[]
  readonly layouts: Layouts
  /** Where the main window is; null: there is none, and the system's main display is left to it. */
  readonly main: Rect | null
}

/** How many sets of displays are remembered. */
const MOST_SETS = 32
const EMPTY: Layout = { walls: {}, main: null }
export const NO_LAYOUTS: Layouts = { sets: {}, last: EMPTY }

/**
 * Which wall stands on which display. A wall is where it stood with just these displays, else where it stood last, else where it is asked to stand;
 * one that asks for none takes the first that is free. Where its display is not there it waits: it never moves to that of the main window.
 */
export const placeWalls = ({ walls, displays, layouts, main }: Placing): Placed => {
  const set = setOf(layouts, displays)
  const taken = new Map<string, string>()
  const why = new Map<string, Exclude<WallWait, 'off'>>()
  const give = ({ name }: WallAsked, display: Display | null): boolean => {
    if (!display) return false
    if (taken.has(display.id)) { why.set(name, 'taken'); return false }
    taken.set(display.id, name)
    return true
  }
  const own = mainDisplay(displays, main)
  const here = layouts.sets[set]
  /** Gives each of these walls what `choice` has for it; answers those that are left. Whoever names a display comes before those that take any. */
  const round = (those: readonly WallAsked[], choice: (wall: WallAsked) => Display | null): readonly WallAsked[] =>
    [...those.filter((w) => w.display !== null), ...those.filter((w) => w.display === null)].filter((wall) => !give(wall, choice(wall)))
  const last = (wall: WallAsked): Display | null => find(within(layouts.last, wall), displays)
  const moved = round(walls, (wall) => {
    const stood = within(here, wall)
    const latest = claimOf(layouts.last, wall.name)?.run
    // what was learned of others since
    return find(stood, displays, latest && latest.id === stood?.run?.id ? latest.others : [])
  })
  const back = round(moved, (wall) => (wall.display === null ? null : last(wall)))
  const left = round(back, (wall) => {
    if (wall.display !== null) return displayNamed(wall.display, displays)
    const stood = last(wall)
    // with other displays it may be the main window's, or one that is alike
    return stood?.id === own?.id ? null : stood
  })
  for (const wall of left) {
    if (wall.display !== null) { if (!why.has(wall.name)) why.set(wall.name, isOfSeveral(wall.display, displays) ? 'several' : 'gone'); continue }
    if (!give(wall, inOrder(displays).find((d) => d.id !== own?.id && !taken.has(d.id)) ?? null)) why.set(wall.name, 'none-free')
  }
  const standing = inOrder(displays).flatMap((display) => { const name = taken.get(display.id); return name === undefined ? [] : [{ name, display }] })
  const stood = (name: string): Stood =>
    stoodOn(walls.find((w) => w.name === name)!, displays.find((d) => taken.get(d.id) === name)!, displays, claimOf(layouts.last, name)?.run)
  return {
    standing,
    waiting: walls.flatMap(({ name }) => { const reason = why.get(name); return reason === undefined || standing.some((s) => s.name === name) ? [] : [{ name, why: reason }] }),
    layouts: remember(layouts, set, Object.fromEntries(standing.map(({ name }) => [name, stood(name)])))
  }
}

/** Ids of a run that are remembered as others; some systems make a new one each time a display is plugged in. */
const MOST_OTHERS = 50
const stoodOn = ({ display: asked }: WallAsked, to: Display, displays: readonly Display[], before?: Stood['run']): Stood => {
  const others = [...new Set([...(before?.id === to.id ? before.others : []), ...displays.map((d) => d.id)])].filter((id) => id !== to.id).slice(-MOST_OTHERS).sort()
  return { asked, mark: markOf(to, displays), run: { id: to.id, others } }
}
const claimOf = ({ walls }: Layout, name: string): Stood | null => (Object.hasOwn(walls, name) ? walls[name]! : null)

const within = (layout: Layout | undefined, { name, display }: WallAsked): Stood | null => {
  const stood = layout ? claimOf(layout, name) : null
  return stood?.asked === display ? stood : null
}
/** By this run's id while that means the same make, else by what it is known by at any time. */
const find = (stood: Stood | null, displays: readonly Display[], not: readonly string[] = []): Display | null => {
  if (!stood) return null
  const { mark, run } = stood
  const known = displays.find((d) => d.id === run?.id && d.label === mark.label) ?? recognise(mark, displays)
  return known && [...(run?.others ?? []), ...not].includes(known.id) ? null : known
}

/** A person moved a wall to a display: with just these displays it stands there from now on. */
export const moveWall = (layouts: Layouts, wall: WallAsked, to: Display, displays: readonly Display[]): Layouts =>
  withSet(layouts, setOf(layouts, displays), (layout) => ({ ...layout, walls: { ...without(layout.walls, ({ run }) => run?.id === to.id), [wall.name]: stoodOn(wall, to, displays) } }))

/** The main window was put somewhere. */
export const moveMain = (layouts: Layouts, main: Layout['main'], displays: readonly Display[]): Layouts =>
  (displays.length === 0 ? layouts : withSet(layouts, setOf(layouts, displays), (layout) => ({ ...layout, main })))

const setOf = ({ sets }: Layouts, displays: readonly Display[]): string => setName(displays, Object.keys(sets))
const without = (walls: Layout['walls'], gone: (stood: Stood, name: string) => boolean): Layout['walls'] =>
  Object.fromEntries(Object.entries(walls).filter(([name, stood]) => !gone(stood, name)))

/** One that waits, or is switched off, keeps its claim. */
const remember = (layouts: Layouts, set: string, stood: Layout['walls']): Layouts => {
  if (set === '') return layouts
  const here = { ...layouts.sets[set]?.walls, ...stood }
  const last = { ...layouts.last.walls, ...stood }
  if (same(here, layouts.sets[set]?.walls) && same(last, layouts.last.walls)) return layouts
  return withSet({ ...layouts, last: { ...layouts.last, walls: last } }, set, (layout) => ({ ...layout, walls: here }))
}
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

const withSet = (layouts: Layouts, set: string, change: (layout: Layout) => Layout): Layouts => {
  const { [set]: before = EMPTY, ...others } = layouts.sets
  const next = change(before)
  return { sets: { ...Object.fromEntries(Object.entries(others).slice(1 - MOST_SETS)), [set]: next }, last: { ...layouts.last, main: next.main ?? layouts.last.main } }
}

/** The display that the main window is on, or would be. */
const mainDisplay = (displays: readonly Display[], main: Rect | null): Display | null => {
  const primary = displays.find((d) => d.primary) ?? displays[0] ?? null
  if (!main) return primary
  const [best] = [...displays].map((display) => ({ display, area: overlap(display.bounds, main) })).sort((a, b) => b.area - a.area)
  return best && best.area > 0 ? best.display : primary
}
export const overlap = (a: Rect, b: Rect): number =>
  Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)) * Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y))
