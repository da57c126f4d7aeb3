import type { Rect } from '@shared/domain/display'
import type { PlainView } from '@shared/domain/plain-view'

/** A wall as its window must be. */
export interface StandingWall {
  readonly name: string
  /** What its page is opened with, see `Place`. */
  readonly item: string
  readonly bounds: Rect
  /** Of its display. */
  readonly scale: number
}

/** The windows of walls: each full screen without a frame, never with the keyboard, loaded again when its page dies or hangs, and plain when that does not help. */
export interface WallWindows {
  /** From now on exactly these stand. Those that stand already are moved, not opened anew. */
  stand(walls: readonly StandingWall[]): void
  /** Names of those whose page failed again and again: they have the plain one. */
  plain(): readonly string[]
  /** What the plain pages show. */
  tell(view: PlainView): void
}
