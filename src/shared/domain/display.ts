/** In the desktop's own units, which a scale turns into pixels. */
export interface Rect { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
export interface Size { readonly width: number; readonly height: number }

/** A display as the system tells of it now. */
export interface Display {
  /** Means this display for as long as Garda runs, and nothing after that. */
  readonly id: string
  /** What its maker calls it; '' where nobody says. */
  readonly label: string
  /** Whether it is part of the computer. */
  readonly internal: boolean
  /** Pixels. */
  readonly native: Size
  readonly scale: number
  readonly bounds: Rect
  /** `bounds` without panels and docks. */
  readonly workArea: Rect
  readonly primary: boolean
}

/** Why a wall stands nowhere: it is switched off, its display is not there, another wall has it, or there is none beside the main window's. */
export type WallWait = 'off' | 'gone' | 'several' | 'taken' | 'none-free'

/** Displays and walls as they are now. */
export interface WallsView {
  readonly displays: readonly {
    /** By which a wall's `display` and `--display` know it. */
    readonly name: string
    readonly native: Size
    readonly scale: number
    readonly position: { readonly x: number; readonly y: number }
    readonly internal: boolean
    /** The system's main one. */
    readonly primary: boolean
    /** Name of the wall that stands on it. */
    readonly wall: string | null
  }[]
  readonly walls: readonly {
    readonly name: string
    /** Item of its window's place: `@NAME`, or a board where it was opened from the command line. */
    readonly item: string
    /** Who asks for it: the person's settings, the team's file, the command line of this run. */
    readonly from: 'own' | 'file' | 'run'
    /** Name of the display on which it stands. */
    readonly display: string | null
    /** Null: it stands. */
    readonly waits: WallWait | null
    /** Whether it is the plain page, because its own failed again and again. */
    readonly plain: boolean
  }[]
}
