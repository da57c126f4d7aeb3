import type { AlertSighting } from '@shared/domain/alert'
import { labelOf, type Labels } from '@shared/domain/labels'
import type { Watchdog } from '@shared/domain/source'
import { isSameServer } from '../another-server'
import type { CoreState, SourceMemory, SourceSetup, Watched } from '../core-state'
import { keep } from '../same'

/** So many good answers may lack it. Servers restart, and a rule may be loaded a moment late. */
const PATIENCE = 2
/** One that this run has not seen yet is given as long as a server needs that was restarted just before: what Prometheus sends again comes within two minutes. */
const FIRST_MS = 150_000

const isWatchdog = (labels: Labels, setup: SourceSetup): boolean => setup.watchdog?.names.includes(labelOf(labels, 'alertname') ?? '') ?? false

/** What a source lists without its watchdogs: the alerts that mean trouble. */
export const listed = ({ setup, alerts }: Pick<SourceMemory, 'setup' | 'alerts'>): readonly AlertSighting[] =>
  (setup.watchdog ? (alerts ?? []).filter((s) => !isWatchdog(s.labels, setup)) : (alerts ?? []))

/** The watchdogs that a source lists, which fire as long as all is well. */
export const watchdogsOf = ({ setup, alerts }: Pick<SourceMemory, 'setup' | 'alerts'>): readonly AlertSighting[] => (setup.watchdog ? (alerts ?? []).filter((s) => isWatchdog(s.labels, setup)) : [])

/** What a source counted, without its watchdogs. */
export const countsWithout = (counts: Readonly<Record<string, number>>, memory: SourceMemory): Readonly<Record<string, number>> => {
  const hidden = (memory.alerts?.length ?? 0) - listed(memory).length
  return hidden > 0 && counts['alerts'] !== undefined ? { ...counts, alerts: Math.max(0, counts['alerts'] - hidden) } : counts
}

/**
 * A source's memory after a good answer. One that has never been shown is only missed where it was declared.
 * @param alerts as read whole; null: they were not, which proves nothing
 */
export const watching = (memory: SourceMemory, alerts: readonly AlertSighting[] | null, at: number): SourceMemory => {
  const { setup, watched: before } = memory
  if (alerts === null || (!setup.watchdog && before.length === 0)) return memory
  const shown = new Set(alerts.filter((s) => isWatchdog(s.labels, setup)).map((s) => labelOf(s.labels, 'alertname')))
  const watched = keep(before, (setup.watchdog?.names ?? []).map((name) => {
    const known = before.find((w) => w.name === name) ?? { name, seenAt: null, lackingSince: null, lacks: 0, missing: false }
    return shown.has(name) ? present(known, at) : lacking(known, setup, at)
  }))
  return watched === before ? memory : { ...memory, watched }
}

const present = (known: Watched, at: number): Watched =>
  known.seenAt !== null && known.lackingSince === null && !known.earlier ? known : { name: known.name, seenAt: at, lackingSince: null, lacks: 0, missing: false }

const lacking = (known: Watched, setup: SourceSetup, at: number): Watched => {
  if (known.missing || !isExpected(known, setup)) return known
  const lackingSince = Math.min(known.lackingSince ?? at, at)
  const lacks = known.lacks + 1
  // asking by hand does not hurry it
  return { ...known, lackingSince, lacks, missing: lacks > PATIENCE && at - lackingSince >= (known.seenAt === null || known.earlier ? Math.max(setup.intervalMs, FIRST_MS) : setup.intervalMs) }
}

/** Of a source, the names of those that good answers of this run have not shown, though they are expected: by declaration, or since they were shown or missed before. */
export const missingNames = ({ setup, watched }: Pick<SourceMemory, 'setup' | 'watched'>): ReadonlySet<string> =>
  new Set((setup.watchdog?.names ?? []).filter((name) => {
    const known = watched.find((w) => w.name === name)
    return known ? isExpected(known, setup) && (known.seenAt === null || known.earlier === true || known.lackingSince !== null) : setup.watchdog?.declared === true
  }))

/**
 * What a run before this one missed at a source, by the pages of it that are not over: it is missed until it is shown. What it saw there is expected. Of a source that has become another server in
 * this run, only what was declared is.
 */
export const watchedEarlier = (setup: SourceSetup, { app: { pages }, memory, watchedBefore, lastRunAt }: Pick<CoreState, 'app' | 'memory' | 'watchedBefore' | 'lastRunAt'>): readonly Watched[] =>
  (setup.watchdog?.names ?? []).flatMap((name): Watched[] => {
    const page = Object.values(pages).find((p) => p.status !== 'over' && p.unseen.includes(`watchdog:${setup.id}:${name}`))
    const declared = setup.watchdog?.declared === true
    // one that nobody declared had been shown once
    if (page && (declared || !Object.hasOwn(memory, setup.id))) return [{ name, seenAt: declared ? null : page.startedAt, lackingSince: page.startedAt, lacks: PATIENCE + 1, missing: true }]
    const known = Object.entries(watchedBefore).some(([place, names]) => isPlaceOf(place, setup) && names.includes(name))
    return known ? [{ name, seenAt: lastRunAt, lackingSince: null, lacks: 0, missing: false, earlier: true }] : []
  })

/** A source that was given another address is another server, and may have no watchdog. */
const placeOf = ({ id, address }: SourceSetup): string => `${id} ${address}`
const isPlaceOf = (place: string, { id, address }: SourceSetup): boolean => place.startsWith(`${id} `) && isSameServer(place.slice(id.length + 1), address)

/** Names to be expected at each source by the run after this one, by the source's id and address. */
export const seenWatchdogs = ({ memory }: Pick<CoreState, 'memory'>): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(Object.values(memory).flatMap(({ setup, watched }) => {
    const names = watched.filter((w) => w.seenAt !== null && setup.watchdog?.names.includes(w.name)).map((w) => w.name)
    return names.length > 0 ? [[placeOf(setup), names]] : []
  }))

const isExpected = (watched: Watched, { watchdog }: SourceSetup): boolean => watchdog !== undefined && watchdog.names.includes(watched.name) && (watchdog.declared || watched.seenAt !== null)
const isMissing = (watched: Watched, setup: SourceSetup): boolean => watched.missing && isExpected(watched, setup)

/** A watchdog that good, whole answers of its source have lacked for more than two polls. */
export interface Missing {
  /** Id of the source. */
  readonly source: string
  /** Of the alert. */
  readonly name: string
  readonly since: number
}

/**
 * Where the way of alerts is broken, longest first. A source that fails meanwhile proves nothing either way: what was missing stays so.
 * A clock that was set back puts no beginning into the future.
 */
export const missing = (state: Pick<CoreState, 'memory'>, now: number): readonly Missing[] =>
  Object.values(state.memory)
    .flatMap(({ setup, watched }) => watched.filter((w) => isMissing(w, setup)).map((w): Missing => ({ source: setup.id, name: w.name, since: Math.min(w.lackingSince ?? now, now) })))
    .sort((a, b) => a.since - b.since)

/** The one watchdog of a source to speak of: a missing one, else one that is seen, else one that is waited for. */
export const watchdogOf = (setup: SourceSetup, watched: readonly Watched[]): Watchdog | null => {
  const names = setup.watchdog?.names ?? []
  const known = watched.filter((w) => names.includes(w.name))
  const one = known.find((w) => isMissing(w, setup)) ?? known.find((w) => w.seenAt !== null && !w.earlier)
  if (one) return { name: one.name, seenAt: one.seenAt, missingSince: isMissing(one, setup) ? one.lackingSince : null }
  const awaited = known.find((w) => w.earlier)?.name ?? (setup.watchdog?.declared ? names[0] : undefined)
  return awaited === undefined ? null : { name: awaited, seenAt: null, missingSince: null }
}
