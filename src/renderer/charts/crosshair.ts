import type { Span } from './time'

/**
 * The one moment that all panels of a view point at, and the span that is marked on all of them, kept outside React: a pointer move costs one
 * frame callback and one small write per panel, and renders nothing.
 */
export interface Crosshair {
  /** ms since 1970; null: nothing is pointed at. */
  readonly at: () => number | null
  /** `by`: the element that points, which tells more than the others. */
  readonly move: (at: number | null, by?: Element | null) => void
  readonly by: () => Element | null
  /** The span that a pointer is being drawn over. */
  readonly marked: () => Span | null
  readonly mark: (span: Span | null) => void
  /** Whether anybody looks closer at what is marked. */
  readonly zooms: () => boolean
  /** Ends the mark and looks closer at it. */
  readonly zoom: (span: Span) => void
  /** Returns its own unsubscribe. */
  readonly onZoom: (listener: (span: Span) => void) => () => void
  /** Calls back once per frame at most, and at once when a moment is set. Returns its own unsubscribe. */
  readonly follow: (listener: (at: number | null) => void) => () => void
}

/** @param nextFrame runs a callback before the next drawing */
export const createCrosshair = (nextFrame: (run: () => void) => unknown = (run) => requestAnimationFrame(run)): Crosshair => {
  const listeners = new Set<(at: number | null) => void>()
  const closer = new Set<(span: Span) => void>()
  let moment: number | null = null
  let pointer: Element | null = null
  let span: Span | null = null
  let asked = false
  const tell = (): void => {
    asked = false
    for (const listener of listeners) listener(moment)
  }
  const ask = (): void => {
    if (asked) return
    asked = true
    nextFrame(tell)
  }
  const mark = (next: Span | null): void => {
    if (next === span) return
    span = next
    ask()
  }
  return {
    at: () => moment,
    by: () => pointer,
    marked: () => span,
    move: (at, by = null) => {
      if (at === moment && by === pointer) return
      moment = at
      pointer = at === null ? null : by
      ask()
    },
    mark,
    zooms: () => closer.size > 0,
    zoom: (to) => {
      mark(null)
      for (const listener of [...closer]) listener(to)
    },
    onZoom: (listener) => {
      closer.add(listener)
      return () => { closer.delete(listener) }
    },
    follow: (listener) => {
      listeners.add(listener)
      if (moment !== null || span !== null) listener(moment)
      return () => { listeners.delete(listener) }
    }
  }
}
