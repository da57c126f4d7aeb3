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
const isPending = (member: Member): boolean => {
  const given = member.read()
  const answered = given.kind === 'sheet' ? given.source === null || given.at !== null : given.data !== null
  return given.status.kind === 'asking' || (!answered && given.status.kind === 'answered')
}

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
/**
 * Frames in a row without a question on its way: a panel that rested asks anew when it is wanted. One that stood so long is done, whatever it asks
 * later: of a hundred that go on with the time, one always does.
 */
const STILL = 3

/** Draws and asks for every panel of a view, and goes on with `then` while they stand. What has not come in time is told as it is. */
export const withAll = async <T>({ members, empty, wanting, frame, now, tell }: Gathering, then: () => Promise<T>): Promise<T> => {
  const until = now() + LONGEST_MS
  const stood = new Map<Member, number>()
  const isDone = (member: Member): boolean => (stood.get(member) ?? 0) >= STILL
  wanting.set(true)
  try {
    for (let still = 0; still < STILL && now() < until;) {
      await frame()
      const list = members()
      const open = list.filter((member) => !isDone(member))
      for (const member of open) stood.set(member, isPending(member) ? 0 : (stood.get(member) ?? 0) + 1)
      const pending = open.filter((member) => stood.get(member) === 0).length
      const missing = empty()
      tell(list.length - pending, list.length + missing)
      still = pending + missing === 0 ? still + 1 : 0
    }
    return await then()
  } finally { wanting.set(false) }
}
