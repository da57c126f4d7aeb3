import { isMap, isScalar, isSeq, parseDocument } from 'yaml'
import { z } from 'zod'
import type { Labels } from '@shared/domain/labels'
import { endsOf, fieldOf, readRoutes, UNSURE, type Route } from './routes'
import { contains, timesWire, type Times } from './times'

/** When an Alertmanager tells nobody of which alerts, by its own configuration. */
export interface MuteTimes {
  /** Where an alert ends in the routing tree; null: that cannot be told. */
  readonly ends: (labels: Labels) => readonly Route[] | null
  /** Time intervals by name; one that cannot be read is null. */
  readonly times: ReadonlyMap<string, readonly (Times | null)[]>
  /** Fields that cannot be read: what is muted by them is not known. */
  readonly unread: readonly string[]
}

/** Reading this much takes about a second, once for each configuration; some three thousand routes are as long. */
const MOST_CHARS = 512 * 1024
const DEEPEST = 150
const MOST_NAMED = 2_000
const MOST_TIMES = 5_000

/**
 * The mute times of a configuration as an Alertmanager prints it (`config.original`); null where no route has any. Only the sections that tell of them are
 * read as YAML: in the one form that it prints, each begins a line.
 */
export const readMuteTimes = (original: string): MuteTimes | null => {
  const sections = original.split(/^(?=[^\s#-])/m)
  const of = (name: string): readonly string[] => sections.filter((text) => text.startsWith(`${name}:`))
  const routes = of('route')
  if (!(routes.length === 0 ? original : routes.join('')).includes('time_intervals')) return null
  const read = readYaml([...routes, ...of('time_intervals'), ...of('mute_time_intervals')].join(''))
  const unread: string[] = []
  const say = (field: string): void => { unread.push(field) }
  const root = read && Object.hasOwn(read, 'route') ? readRoutes(read['route'], { say }) : UNSURE
  if (root === UNSURE) return muting(root, new Map(), unread.length > 0 ? unread : ['route'])
  const used = namesIn(root)
  const times = readTimes(read ?? {}, used, say)
  for (const name of used) if (!times.has(name)) say(`time_intervals[${name}]`)
  return muting(root, times, unread)
}

const muting = (root: Route, times: MuteTimes['times'], unread: readonly string[]): MuteTimes => {
  const known = new WeakMap<Labels, readonly Route[] | null>()
  const ends = (labels: Labels): readonly Route[] | null => {
    const before = known.get(labels)
    if (before !== undefined) return before
    const found = endsOf(root, labels)
    known.set(labels, found)
    return found
  }
  return { ends, times, unread }
}

const namesIn = (route: Route): ReadonlySet<string> => new Set([...route.mutes, ...route.actives, ...route.routes.flatMap((child) => [...namesIn(child)])])

const namedWire = z.array(z.unknown()).max(MOST_NAMED).nullish().transform((list) => list ?? [])
const namedOne = z.strictObject({ name: z.string().min(1), time_intervals: z.array(z.unknown()).nullish().transform((list) => list ?? []) })

/** Both lists, the one of today and the older one. Of what no route uses nothing is said. */
const readTimes = (read: Readonly<Record<string, unknown>>, used: ReadonlySet<string>, say: (field: string) => void): MuteTimes['times'] => {
  const times = new Map<string, readonly (Times | null)[]>()
  let count = 0
  for (const section of ['time_intervals', 'mute_time_intervals']) {
    const list = namedWire.safeParse(read[section])
    if (!list.success) { say(section); continue }
    for (const [i, one] of list.data.entries()) {
      const named = namedOne.safeParse(one)
      if (!named.success) { say(fieldOf(`${section}[${i}]`, named.error)); continue }
      const { name, time_intervals: intervals } = named.data
      if (!used.has(name)) continue
      // one name for two is refused there
      if (times.has(name)) { say(`${section}[${i}].name`); times.set(name, [null]); continue }
      if ((count += intervals.length) > MOST_TIMES) { say(`${section}[${i}]`); times.set(name, [null]); continue }
      times.set(name, intervals.map((interval, n) => {
        const known = timesWire.safeParse(interval)
        if (!known.success) say(fieldOf(`${section}[${i}].time_intervals[${n}]`, known.error))
        return known.success ? known.data : null
      }))
    }
  }
  return times
}

/** A document of plain maps, lists and scalars; null where it is none, or too large or too deep. */
const readYaml = (text: string): Readonly<Record<string, unknown>> | null => {
  if (text.length > MOST_CHARS) return null
  try {
    // comparing all keys of a map with each other is left to a set
    const doc = parseDocument(text, { schema: 'core', uniqueKeys: false, prettyErrors: false, logLevel: 'silent' })
    const value = doc.errors.length + doc.warnings.length === 0 ? plain(doc.contents, DEEPEST) : null
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : null
  } catch { return null }
}

/** Aliases, keys that are no text and keys that come twice are thrown out: Alertmanager prints none. */
const plain = (node: unknown, left: number): unknown => {
  if (left === 0) throw new RangeError('too deep')
  if (node === null || isScalar(node)) return node?.value ?? null
  if (isSeq(node)) return node.items.map((item) => plain(item, left - 1))
  if (!isMap(node)) throw new TypeError('neither a map nor a list')
  const seen = new Map<string, unknown>()
  for (const { key, value } of node.items) {
    const name = isScalar(key) ? key.value : null
    if (typeof name !== 'string' || name === '__proto__' || seen.has(name)) throw new TypeError('not a key')
    seen.set(name, plain(value, left - 1))
  }
  return Object.fromEntries(seen)
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
