import { nameKey, type Config } from '@shared/config/schema'
import type { WallConfig } from '@shared/config/walls'
import type { CommandArgs, Done } from '@shared/contract/commands'
import type { Display, WallsView, WallWait } from '@shared/domain/display'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { displayNamed, displayNames, inOrder, setName } from '../core/walls/displays'
import { mainPlace, onDisplay } from '../core/walls/main-place'
import { moveMain, moveWall, placeWalls, type Placed, type WallAsked } from '../core/walls/placing'
import type { Clock } from '../ports/clock'
import type { ConfigStore } from '../ports/config-store'
import type { StayAwake } from '../ports/desk'
import type { Displays } from '../ports/displays'
import type { LayoutStore, WindowPlace } from '../ports/layouts'
import type { Log } from '../ports/log'
import type { Power } from '../ports/power'
import type { LeftWalls } from '../ports/resume'
import type { WallWindows } from '../ports/walls'

/** A wall that the command line asks for: a board, or `@` and the name of a configured wall. Null: on any display. */
export interface RunWall { readonly item: string; readonly display: string | null }

/** The main window, as far as displays matter to it. */
export interface MainWindowPlace {
  /** Null: it has not been opened. */
  place(): WindowPlace | null
  put(place: WindowPlace): void
}

export interface WallsPorts {
  readonly displays: Displays
  readonly windows: Pick<WallWindows, 'stand' | 'plain'>
  readonly layouts: LayoutStore
  /** For the displays, while a wall stands that asks for it. */
  readonly awake: StayAwake
  readonly main: MainWindowPlace
  readonly power: Pick<Power, 'onResume'>
  readonly store: Pick<ConfigStore, 'read' | 'update' | 'onChange'>
  /** Something about displays, walls, or what is set of them may have changed. */
  readonly told: (view: WallsView) => void
  readonly clock: Clock
  readonly log: Log
}

export interface Walls {
  /** Puts everything where it belongs, now and whenever displays or the configuration change. */
  begin(): void
  /** Opens one until the end of this run. */
  run(wall: RunWall): void
  view(): WallsView
  act(what: CommandArgs<'wall'>[0]): Done
  /** A person's settings were changed by Garda itself, which the store tells nobody. */
  configured(): void
  /** Where the main window opens; null: nobody has ever put it anywhere. */
  mainPlace(): WindowPlace | null
  /** The main window was moved, made larger or closed. */
  mainMoved(): void
  end(): void
  /** What is so until the end of this run only, for one that is started in its place. */
  left(): LeftWalls
  /** To be called before `begin`. */
  resume(left: LeftWalls): void
}

interface Wanted extends WallAsked { readonly item: string; readonly from: 'own' | 'file' | 'run'; readonly on: boolean; readonly keepAwake: boolean }

/** Changes come in bursts: one display that is unplugged moves the others. */
const SETTLE_MS = 200
/** After sleep, displays come back one by one, and not every system tells of each. */
const WAKING_MS = [0, 2_000, 10_000] as const
/** A window that is dragged is remembered where it is left. */
const LEFT_MS = 500
const OK: Done = { ok: true, reason: '' }
const no = (reason: string): Done => ({ ok: false, reason })
/** A wall of the command line is called by its board, unless a configured one has that name. */
const freeName = (item: string, walls: readonly Pick<WallConfig, 'name'>[]): string => {
  for (let n = 1; ; n++) {
    const name = n === 1 ? item : `${item} (${n})`
    if (!walls.some((wall) => nameKey(wall.name) === nameKey(name))) return name
  }
}
const shown = (text: string): string => clean(text, { max: 80 })
/** The name of the configured wall that an item means, as names are compared; null: it is a board. */
const meantBy = (item: string): string | null => (item.startsWith('@') ? nameKey(item.slice(1)) : null)

/** Keeps each wall on its display and the main window on any. */
export const keepWalls = (ports: WallsPorts): Walls => {
  const { displays, clock, store } = ports
  let layouts = ports.layouts.read()
  let placed: Placed = { standing: [], waiting: [], layouts }
  let set: string | null = null
  let cancel = (): void => undefined
  let cancelMoved = (): void => undefined
  const stops: (() => void)[] = []
  /** By the wall that is meant, else by the board. */
  const runs = new Map<string, RunWall>()
  const runKey = (item: string): string => { const name = meantBy(item); return name === null ? item : `@${name}` }
  /** Those of which nobody could say yet whether there is more than one display, by the same. */
  const unseen = new Set<string>()
  /** What was opened or closed until the end of this run only, by key. */
  const switched = new Map<string, boolean>()

  const keep = (next: typeof layouts): void => {
    if (next === layouts) return
    layouts = next
    ports.layouts.write(next)
  }

  const wanted = (): readonly Wanted[] => {
    const { config, readOnly } = store.read()
    const given = new Set((readOnly.walls ?? []).map(nameKey))
    const run = [...runs.values()]
    return [
      ...config.walls.map(({ name, enabled, display = null, keepAwake }): Wanted => {
        const asked = run.find(({ item }) => meantBy(item) === nameKey(name))
        return { name, item: `@${name}`, display: asked?.display ?? display, from: given.has(nameKey(name)) ? 'file' : 'own', on: switched.get(nameKey(name)) ?? (asked ? true : enabled), keepAwake }
      }),
      ...run.filter(({ item }) => meantBy(item) === null).map(({ item, display }): Wanted => ({ name: freeName(item, config.walls), item, display, from: 'run', on: true, keepAwake: true }))
    ]
  }

  const placeMain = (there: readonly Display[]): void => {
    const before = set
    set = setName(there, Object.keys(layouts.sets))
    const now = ports.main.place()
    if (!now || there.length === 0) return
    const next = (before !== null && before !== set ? layouts.sets[set]?.main : null) ?? now
    const seen = onDisplay(next, there)
    if (seen.x !== now.x || seen.y !== now.y || seen.width !== now.width || seen.height !== now.height) ports.main.put(seen)
  }

  const view = (): WallsView => {
    const there = displays.read()
    const names = displayNames(there)
    const plain = ports.windows.plain()
    const where = (name: string): Display | undefined => placed.standing.find((s) => s.name === name)?.display
    return {
      displays: inOrder(there).map((d) => ({
        name: names.get(d.id) ?? '', native: d.native, scale: d.scale, position: { x: d.bounds.x, y: d.bounds.y }, internal: d.internal, primary: d.primary, wall: placed.standing.find((s) => s.display.id === d.id)?.name ?? null
      })),
      walls: wanted().map(({ name, item, from, on }) => {
        const display = where(name)
        const waits: WallWait | null = !on ? 'off' : display ? null : (placed.waiting.find((w) => w.name === name)?.why ?? 'gone')
        return { name, item, from, display: display && on ? (names.get(display.id) ?? null) : null, waits, plain: plain.includes(name) }
      })
    }
  }

  /** Where there is but one display, a wall that is asked for nowhere else stands on that, also if it is the main window's. It is decided when the first one is seen. */
  const settle = (there: readonly Display[]): void => {
    if (there.length === 0) return
    const [only, ...others] = [...displayNames(there).values()]
    const elsewhere = new Set(store.read().config.walls.flatMap(({ name, display }) => (display === undefined ? [] : [`@${nameKey(name)}`])))
    for (const key of unseen) {
      const wall = runs.get(key)
      if (wall && wall.display === null && only !== undefined && others.length === 0 && !elsewhere.has(key)) runs.set(key, { ...wall, display: only })
    }
    unseen.clear()
  }

  const reconcile = (): void => {
    cancel()
    const there = displays.read()
    settle(there)
    placeMain(there)
    const all = wanted()
    placed = placeWalls({ walls: all.filter((w) => w.on), displays: there, layouts, main: ports.main.place() })
    keep(placed.layouts)
    ports.windows.stand(placed.standing.map(({ name, display }) => ({ name, item: all.find((w) => w.name === name)!.item, bounds: display.bounds, scale: display.scale })))
    if (placed.standing.some(({ name }) => all.find((w) => w.name === name)?.keepAwake)) ports.awake.hold(); else ports.awake.release()
    ports.told(view())
  }
  const soon = (ms = SETTLE_MS): void => {
    cancel()
    cancel = clock.after(ms, reconcile)
  }

  const named = (name: string): Wanted | undefined => wanted().find((w) => nameKey(w.name) === nameKey(name))
  const change = (edit: (own: Config) => Config): Done => {
    const done = store.update(edit)
    reconcile()
    return done.ok ? OK : no(done.reason)
  }
  const own = (name: string, edit: (wall: WallConfig) => readonly WallConfig[]): Done =>
    change((config) => ({ ...config, walls: config.walls.flatMap((wall) => (nameKey(wall.name) === nameKey(name) ? edit(wall) : [wall])) }))

  const turn = (wall: Wanted, on: boolean): Done => {
    if (wall.from === 'own' && !runs.has(runKey(wall.item))) {
      switched.delete(nameKey(wall.name))
      return own(wall.name, (one) => [{ ...one, enabled: on }])
    }
    if (wall.from === 'run') runs.delete(runKey(wall.item)); else switched.set(nameKey(wall.name), on)
    reconcile()
    return OK
  }

  const save = (wall: WallConfig, was: string | null): Done => {
    const other = named(wall.name)
    if (other && (was === null || nameKey(was) !== nameKey(wall.name))) return no(t('wall.name-taken', { name: shown(wall.name) }))
    const before = was === null ? null : named(was)
    if (was !== null && !before) return no(t('wall.unnamed', { name: shown(was) }))
    if (before && before.from !== 'own') return no(t('wall.read-only', { name: shown(before.name) }))
    switched.delete(nameKey(wall.name))
    return before ? own(before.name, () => [wall]) : change((config) => ({ ...config, walls: [...config.walls, wall] }))
  }

  const move = (wall: Wanted, display: string): Done => {
    const there = displays.read()
    const to = displayNamed(display, there)
    if (!to) return no(t('wall.unknown-display', { name: shown(display) }))
    keep(moveWall(layouts, wall, to, there))
    reconcile()
    return OK
  }

  return {
    begin: () => {
      stops.push(displays.onChange(() => { soon() }), store.onChange(() => { soon() }), ports.power.onResume(() => { for (const ms of WAKING_MS) clock.after(ms, () => { soon(0) }) }))
      reconcile()
    },
    run: (wall) => {
      const name = meantBy(wall.item)
      runs.set(runKey(wall.item), wall)
      unseen.add(runKey(wall.item))
      // asked for anew, it is no longer closed
      if (name !== null) switched.delete(name)
      if (set !== null) reconcile()
    },
    left: () => ({ runs: [...runs].map(([key, { item, display }]) => ({ item, display, ...(unseen.has(key) ? { waits: true } : {}) })), switched: [...switched].map(([name, on]) => ({ name, on })) }),
    resume: (left) => {
      for (const { item, display, waits } of left.runs) {
        runs.set(runKey(item), { item, display })
        if (waits) unseen.add(runKey(item))
      }
      for (const { name, on } of left.switched) switched.set(name, on)
    },
    view,
    act: (what) => {
      if (what.do === 'save') return save(what.wall, what.was)
      const wall = named(what.name)
      if (!wall) return no(t('wall.unnamed', { name: shown(what.name) }))
      switch (what.do) {
        case 'remove': return wall.from === 'own' ? own(wall.name, () => []) : no(t('wall.read-only', { name: shown(wall.name) }))
        case 'open': return turn(wall, true)
        case 'close': return turn(wall, false)
        case 'move': return move(wall, what.display)
      }
    },
    configured: () => { if (set !== null) soon(0) },
    mainPlace: () => mainPlace(layouts, displays.read()),
    mainMoved: () => {
      cancelMoved()
      cancelMoved = clock.after(LEFT_MS, () => {
        const place = ports.main.place()
        const there = displays.read()
        if (!place || JSON.stringify(place) === JSON.stringify(layouts.sets[setName(there, Object.keys(layouts.sets))]?.main)) return
        keep(moveMain(layouts, place, there))
      })
    },
    end: () => {
      cancel()
      cancelMoved()
      const place = ports.main.place()
      if (place) keep(moveMain(layouts, place, displays.read()))
      for (const stop of stops.splice(0)) stop()
      ports.awake.release()
    }
  }
}
