import type { Display, WallsView } from '@shared/domain/display'
import type { MainWindowPlace, WallsPorts } from '../../src/main/app/walls'
import { NO_LAYOUTS } from '../../src/main/core/walls/placing'
import type { Layouts, WindowPlace } from '../../src/main/ports/layouts'
import type { StandingWall } from '../../src/main/ports/walls'

/** A desktop whose displays are what a test says, and which opens nothing. */
export interface FakeWalls {
  readonly ports: Pick<WallsPorts, 'displays' | 'windows' | 'layouts' | 'awake' | 'main' | 'power' | 'told'>
  /** Displays change, and everybody hears of it. */
  connect(...displays: readonly Display[]): void
  /** Displays change, and nobody says so. */
  comes(...displays: readonly Display[]): void
  /** The computer wakes; nobody says which displays are there. */
  wake(...displays: readonly Display[]): void
  main: WindowPlace | null
  readonly stand: () => readonly StandingWall[]
  readonly awake: () => boolean
  readonly kept: () => Layouts
  /** What was told since the last look. */
  readonly told: () => readonly WallsView[]
}

export const fakeWalls = (first: readonly Display[], kept: Layouts = NO_LAYOUTS): FakeWalls => {
  let displays = first
  let standing: readonly StandingWall[] = []
  let held = false
  const told: WallsView[] = []
  const changed = new Set<() => void>()
  const resumed = new Set<() => void>()
  const main: MainWindowPlace = { place: () => it.main, put: (place) => { it.main = place } }
  const it: FakeWalls = {
    ports: {
      displays: { read: () => displays, onChange: (listener) => { changed.add(listener); return () => { changed.delete(listener) } } },
      windows: { stand: (walls) => { standing = walls }, plain: () => [] },
      layouts: { read: () => kept, write: (next) => { kept = next } },
      awake: { hold: () => { held = true }, release: () => { held = false }, held: () => held },
      main,
      told: (view) => { told.push(view) },
      power: { onResume: (listener) => { resumed.add(listener); return () => { resumed.delete(listener) } } }
    },
    connect: (...next) => { displays = next; for (const listener of changed) listener() },
    comes: (...next) => { displays = next },
    wake: (...next) => { displays = next; for (const listener of resumed) listener() },
    main: null,
    stand: () => standing,
    awake: () => held,
    kept: () => kept,
    told: () => told.splice(0)
  }
  return it
}
