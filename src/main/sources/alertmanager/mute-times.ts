import { z } from 'zod'
import type { Labels } from '@shared/domain/labels'
import { readPrinted } from './printed'
import { endsOf, fieldOf, readRoutes, UNSURE, type Route } from './routes'
import type { Work } from './slices'
import { contains, timesWire, type Times } from './times'

/** When an Alertmanager tells nobody of which alerts, by its own configuration. */
export interface MuteTimes {
  /** Where an alert ends in the routing tree; null: that cannot be told. */
  readonly ends: (labels: Labels) => readonly Route[] | null
  /** Looks where alerts end that nobody has asked about yet, so that they are told at once. */
  readonly lookAhead: (labels: Iterable<Labels>) => Work<void>
  /** Time intervals by name; one that cannot be read is null. */
  readonly times: ReadonlyMap<string, readonly (Times | null)[]>
  /** Fields that cannot be read: what is muted by them is not known. */
  readonly unread: readonly string[]
}

/** Reading this much takes about a second, in slices and once for each configuration; some two thousand routes are as long. */
const MOST_CHARS = 512 * 1024
const MOST_NAMED = 2_000
const MOST_TIMES = 5_000
const US_AN_INTERVAL = 100

/**
 * The mute times of a configuration as an Alertmanager prints it (`config.original`); null where no route has any. Only the sections that tell of them are
 * read as YAML: in the one form that it prints, each begins a line.
 */
export function* readMuteTimes(original: string): Work<MuteTimes | null> {
  const sections = original.split(/^(?=[^\s#-])/m)
  const of = (name: string): readonly string[] => sections.filter((text) => text.startsWith(`${name}:`))
  const routes = of('route')
  if (!(routes.length === 0 ? original : routes.join('')).includes('time_intervals')) return null
  const told = [...routes, ...of('time_intervals'), ...of('mute_time_intervals')]
  const read = told.reduce((sum, { length }) => sum + length, 0) > MOST_CHARS ? null : yield* readPrinted(told)
  const unread: string[] = []
  const say = (field: string): void => { unread.push(field) }
  const root = read && Object.hasOwn(read, 'route') ? yield* readRoutes(read['route'], { say }) : UNSURE
  if (root === UNSURE) return muting(root, new Map(), unread.length > 0 ? unread : ['route'])
  const used = namesIn(root)
  const times = yield* readTimes(read ?? {}, used, say)
  for (const name of used) if (!times.has(name)) say(`time_intervals[${name}]`)
  return muting(root, times, unread)
}

/** Asking one node whether an alert fits, by an expression that has not seen its value yet. */
const US_A_NODE = 2

const muting = (root: Route, times: MuteTimes['times'], unread: readonly string[]): MuteTimes => {
  const known = new WeakMap<Labels, readonly Route[] | null>()
  const nodes = sizeOf(root)
  const ends = (labels: Labels): readonly Route[] | null => {
    const before = known.get(labels)
    if (before !== undefined) return before
    const found = endsOf(root, labels)
    known.set(labels, found)
    return found
  }
  function* lookAhead(all: Iterable<Labels>): Work<void> {
    for (const labels of all) if (!known.has(labels)) { ends(labels); yield US_A_NODE * nodes }
  }
  return { ends, lookAhead, times, unread }
}

const sizeOf = (route: Route): number => route.routes.reduce((sum, child) => sum + sizeOf(child), 1)
const namesIn = (route: Route): ReadonlySet<string> => new Set([...route.mutes, ...route.actives, ...route.routes.flatMap((child) => [...namesIn(child)])])

const namedWire = z.array(z.unknown()).max(MOST_NAMED).nullish().transform((list) => list ?? [])
const namedOne = z.strictObject({ name: z.string().min(1), time_intervals: z.array(z.unknown()).nullish().transform((list) => list ?? []) })

/** Both lists, the one of today and the older one. Of what no route uses nothing is said. */
function* readTimes(told: Readonly<Record<string, unknown>>, used: ReadonlySet<string>, say: (field: string) => void): Work<MuteTimes['times']> {
  const times = new Map<string, readonly (Times | null)[]>()
  let count = 0
  for (const section of ['time_intervals', 'mute_time_intervals']) {
    const list = namedWire.safeParse(told[section])
    if (!list.success) { say(section); continue }
    for (const [i, one] of list.data.entries()) {
      const named = namedOne.safeParse(one)
      if (!named.success) { say(fieldOf(`${section}[${i}]`, named.error)); continue }
      const { name, time_intervals: intervals } = named.data
      if (!used.has(name)) continue
      // one name for two is refused there
      if (times.has(name)) { say(`${section}[${i}].name`); times.set(name, [null]); continue }
      if ((count += intervals.length) > MOST_TIMES) { say(`${section}[${i}]`); times.set(name, [null]); continue }
      const read: (Times | null)[] = []
      for (const [n, interval] of intervals.entries()) {
        const known = timesWire.safeParse(interval)
        if (!known.success) say(fieldOf(`${section}[${i}].time_intervals[${n}]`, known.error))
        read.push(known.success ? known.data : null)
        yield US_AN_INTERVAL
      }
      times.set(name, read)
    }
  }
  return times
}

/** Which of the time intervals contain a moment, ms; null: that cannot be told. */
export type Open = ReadonlyMap<string, boolean | null>
/** They begin and end with a minute, in all zones of today: of one minute all moments are alike, and what was found of it stays. */
const MINUTE_MS = 60_000
const found = new WeakMap<MuteTimes, { readonly minute: number; readonly open: Open }>()
export const openAt = (of: MuteTimes, at: number): Open => {
  const minute = Math.floor(at / MINUTE_MS)
  const known = found.get(of)
  if (known?.minute === minute) return known.open
  const open: Open = new Map([...of.times].map(([name, list]) => {
    const now = list.map((one) => one && contains(one, minute * MINUTE_MS))
    return [name, now.includes(true) ? true : now.includes(null) ? null : false]
  }))
  found.set(of, { minute, open })
  return open
}

/**
 * By which time intervals an alert is muted; empty: somebody is told of it, or that cannot be told. It is muted where all nodes that it ends in
 * are, and intervals are of the very node: no node has those of its parent.
 */
export const mutedBy = ({ ends }: MuteTimes, labels: Labels, open: Open): readonly string[] => {
  const by = (ends(labels) ?? []).map(({ mutes, actives }) => {
    const muting = mutes.filter((name) => open.get(name) === true)
    return muting.length > 0 ? muting : actives.every((name) => open.get(name) === false) ? actives : []
  })
  return by.some((names) => names.length === 0) ? [] : [...new Set(by.flat())].sort()
}
