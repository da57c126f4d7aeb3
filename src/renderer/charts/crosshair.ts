/**
 * The one moment that all panels of a view point at, kept outside React: a pointer move costs one frame callback and one small write per
 * panel, and renders nothing.
 */
export interface Crosshair {
  /** ms since 1970; null: nothing is pointed at. */
  readonly at: () => number | null
  readonly move: (at: number | null) => void
  /** Calls back once per frame at most, and at once when a moment is set. Returns its own unsubscribe. */
  readonly follow: (listener: (at: number | null) => void) => () => void
}

/** @param nextFrame runs a callback before the next drawing */
export const createCrosshair = (nextFrame: (run: () => void) => unknown = (run) => requestAnimationFrame(run)): Crosshair => {
  const listeners = new Set<(at: number | null) => void>()
  let moment: number | null = null
  let asked = false
  const tell = (): void => {
    asked = false
    for (const listener of listeners) listener(moment)
  }
  return {
    at: () => moment,
    move: (at) => {
      if (at === moment) return
      moment = at
      if (asked) return
      asked = true
      nextFrame(tell)
    },
    follow: (listener) => {
      listeners.add(listener)
      if (moment !== null) listener(moment)
      return () => { listeners.delete(listener) }
    }
  }
}
