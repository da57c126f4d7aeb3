import type { Member } from '../charts'

/** A switch that panels listen to: all are wanted, also those far from the window. */
export interface Wanting {
  readonly subscribe: (listener: () => void) => () => void
  readonly get: () => boolean
  readonly set: (on: boolean) => void
}

export const createWanting = (): Wanting => {
  let on = false
  const listeners = new Set<() => void>()
  return {
    subscribe: (listener) => { listeners.add(listener); return () => { listeners.delete(listener) } },
    get: () => on,
    set: (next) => { on = next; for (const listener of [...listeners]) listener() }
  }
}

/** A panel that is still to be drawn, or to be answered. */
const isPending = (member: Member): boolean => { const { data, status } = member.read(); return status.kind === 'asking' || (data === null && status.kind === 'answered') }

export interface Gathering {
  readonly members: () => readonly Member[]
  /** Places of panels that are not drawn yet. */
  readonly empty: () => number
  readonly wanting: Wanting
  readonly frame: () => Promise<void>
  readonly now: () => number
  readonly tell: (done: number, all: number) => void
}

const LONGEST_MS = 20_000
/** Frames in a row without anything on its way: an answer that is drawn may still ask for the next. */
const STILL = 3

/** Draws and asks for every panel of a view, and goes on with `then` while they stand. What has not come in time is told as it is. */
export const withAll = async <T>({ members, empty, wanting, frame, now, tell }: Gathering, then: () => Promise<T>): Promise<T> => {
  const until = now() + LONGEST_MS
  wanting.set(true)
  try {
    for (let still = 0; still < STILL && now() < until;) {
      await frame()
      const list = members()
      const pending = list.filter(isPending).length
      const missing = empty()
      tell(list.length - pending, list.length + missing)
      still = pending + missing === 0 ? still + 1 : 0
    }
    return await then()
  } finally { wanting.set(false) }
}
