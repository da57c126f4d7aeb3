import type { Rect } from '@shared/domain/display'

/** What a display is known by at another time. */
export interface DisplayMark {
  readonly label: string
  readonly internal: boolean
  /** Pixels. */
  readonly width: number
  readonly height: number
  /** Its corner, in the desktop's units. */
  readonly x: number
  readonly y: number
  /** Which of those alike it was, from left to right, and how many they were. */
  readonly nth: number
  readonly of: number
  /** How many displays there were. */
  readonly total: number
}

/** Where a wall stood, and which display it had been asked to stand on then; null: any. */
export interface Stood {
  readonly asked: string | null
  readonly mark: DisplayMark
  /** The display's id in this run, and those of the others beside it: for sure not it. Not kept. */
  readonly run?: { readonly id: string; readonly others: readonly string[] }
}
export interface WindowPlace extends Rect { readonly maximized: boolean }

export interface Layout {
  /** By the wall's name. */
  readonly walls: Readonly<Record<string, Stood>>
  /** The main window's; null: not known. */
  readonly main: WindowPlace | null
}

/** What is remembered of places: by set of displays, the newest last, and the last of all. */
export interface Layouts {
  readonly sets: Readonly<Record<string, Layout>>
  readonly last: Layout
}

/** Keeps it over restarts. Losing it costs little: neither side throws. */
export interface LayoutStore {
  read(): Layouts
  write(layouts: Layouts): void
}
