import type { Mirror } from './mirror'

/** Whether somebody can see the page: not while its window is closed, minimised or wholly covered. */
export interface Seen {
  readonly is: () => boolean
  /** Calls back each time it can be seen again; returns its own unsubscribe. */
  readonly onAgain: (listener: () => void) => () => void
}

type Later = (ms: number, run: () => void) => () => void

/** A mirror that goes on being right and tells nobody while nobody looks; then it tells at once, before anything is drawn. */
export const toldWhenSeen = (mirror: Mirror, seen: Seen): Mirror => {
  let missed = false
  const listeners = new Set<() => void>()
  const tell = (): void => {
    missed = false
    for (const listener of [...listeners]) listener()
  }
  return {
    ...mirror,
    subscribe: (listener) => { listeners.add(listener); return () => { listeners.delete(listener) } },
    start: () => {
      const stops = [mirror.subscribe(() => { if (seen.is()) tell(); else missed = true }), seen.onAgain(() => { if (missed) tell() }), mirror.start()]
      return () => { for (const stop of stops) stop() }
    }
  }
}

/** The same `later`, but what comes due while nobody looks waits until somebody does. */
export const dueWhenSeen = (later: Later, seen: Seen): Later => (ms, run) => {
  let stop = later(ms, () => {
    if (seen.is()) { run(); return }
    stop = seen.onAgain(() => { stop(); run() })
  })
  return () => { stop() }
}

/** This page, by what Chromium says of its window. */
export const pageSeen: Seen = {
  is: () => !document.hidden,
  onAgain: (listener) => {
    const look = (): void => { if (!document.hidden) listener() }
    document.addEventListener('visibilitychange', look)
    return () => { document.removeEventListener('visibilitychange', look) }
  }
}
/** A page that is drawn whether or not anybody looks. */
export const alwaysSeen: Seen = { is: () => true, onAgain: () => () => undefined }
