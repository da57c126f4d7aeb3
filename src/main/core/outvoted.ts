import type { AlertSighting } from '@shared/domain/alert'
import { telling } from '@shared/domain/freshness'
import type { Ability, SourceSnapshot } from '@shared/domain/source'
import type { CoreState, Over, SourceMemory } from './core-state'
import { sameKeys } from './same'

/** A Prometheus that was restarted needs as long to know again what fires, and twice as long where it calls that pending first. */
const LACKING_MS = 150_000
const PENDING_MS = 2 * LACKING_MS
/** What an Alertmanager still lists this long after a Prometheus stopped telling it, another one sends: by then what is not repeated has lapsed there. */
const CONTRADICTED_MS = 5 * 60_000
/** Replicas of one Prometheus stop telling what is over within this of each other: one that told it for longer, and is silent now, knows of something else. */
const REPLICA_MS = 60_000

const relays = ({ abilities }: { readonly abilities: readonly Ability[] }): boolean => abilities.includes('silence')
const second = (ms: number): number => Math.floor(ms / 1000)

/** Whether an answer tells all alerts: one that warns of any of them proves nothing of what it lacks. */
const isWhole = ({ alerts, warnings }: SourceSnapshot): boolean => alerts !== null && !warnings.some((w) => w.part === 'alerts')

interface Answer { readonly source: string; readonly snapshot: SourceSnapshot; readonly at: number; readonly askedAt: number }

/**
 * What a source that evaluates rules itself told as firing in this run and does not any more, where an Alertmanager tells the same. Only whole answers without a break count.
 * @param before the state before this answer
 * @param memory of the source, after it
 */
const overBy = (before: CoreState, memory: SourceMemory, { source, snapshot, at }: Answer): SourceMemory['over'] => {
  const old = before.memory[source]!
  const changed = memory.alerts !== old.alerts
  if (relays(memory.setup) || (!changed && Object.keys(old.over).length === 0)) return old.over
  const now = new Map((memory.alerts ?? []).map((s) => [s.fingerprint, s]))
  const unbroken = isWhole(snapshot) && telling(before.app.sources, before.app.ages, at).has(source)
  const known = Object.entries(old.over).flatMap(([print, over]): [string, Over][] => {
    const listed = now.get(print)
    if (listed?.state === 'firing' || !Object.hasOwn(before.app.alerts, idOf(over.of, before))) return []
    // what was restored is told again, though it is not called firing yet
    return [[print, unbroken && over.since <= at && !isRestored(listed, over) ? over : { ...over, since: at }]]
  })
  const left = changed ? (old.alerts ?? []).flatMap(({ fingerprint, state, startsAt }): [string, Over][] => {
    if (state !== 'firing' || now.get(fingerprint)?.state === 'firing') return []
    const id = idOf(fingerprint, before)
    const alert = Object.hasOwn(before.app.alerts, id) ? before.app.alerts[id]! : null
    // also where only a replica that is silent has it still
    const hasIt = (one: string): boolean => relays(before.memory[one]!.setup) || (one !== source && before.app.sources[one]!.failingSince !== null)
    return alert?.sources.some(hasIt) ? [[fingerprint, { of: alert.fingerprint, startsAt, since: at }]] : []
  }) : []
  const over = Object.fromEntries([...known, ...left])
  return sameKeys(old.over, over) ? old.over : over
}

/** The fingerprint that its alert has as a whole, which its Alertmanager gave it. */
const printOf = (print: string, state: Pick<CoreState, 'ids' | 'app'>): string => { const id = idOf(print, state); return Object.hasOwn(state.app.alerts, id) ? state.app.alerts[id]!.fingerprint : print }
const idOf = (print: string, { ids }: Pick<CoreState, 'ids'>): string => ids.get(print) ?? print
const isRestored = (listed: AlertSighting | undefined, { startsAt }: Over): boolean => listed !== undefined && second(listed.startsAt) <= second(startsAt)

/**
 * The state after an answer, in which Alertmanagers that are silent no longer list what is over by it: all that told it themselves in this run have told it no more, in good, whole answers, since
 * they fell silent and for long enough. So does a replica that is silent, where the Alertmanager that it sent to answers and does not list it either. What else only another silent source knows
 * stays (law 2): that may evaluate the same rules elsewhere. Who is back says for itself what fires.
 */
export const outvoted = (before: CoreState, state: CoreState, answer: Answer): CoreState => {
  const { source, snapshot, at, askedAt } = answer
  const memory = state.memory[source]!
  const over = overBy(before, memory, answer)
  const next = over === memory.over ? state : { ...state, memory: { ...state.memory, [source]: { ...memory, over } } }
  if (!isWhole(snapshot) || Object.keys(over).length === 0) return next
  const told = telling(next.app.sources, next.app.ages, at)
  const latest = latestOf(Object.values(next.memory))
  const pending = new Set(memory.alerts?.map((s) => s.fingerprint))
  // nothing that is asked here is listed by these any more, or they would be among its sources
  const listing = new Set((next.sendings[source]?.to ?? []).filter((id) => told.has(id)))
  const gone = new Set(Object.entries(over).flatMap(([print, { of }]) => {
    const since = latest.get(of)!
    if (at - since < (pending.has(print) ? PENDING_MS : LACKING_MS)) return []
    const id = idOf(of, next)
    const alert = Object.hasOwn(next.app.alerts, id) ? next.app.alerts[id] : undefined
    const isOver = (one: string): boolean => {
      const { setup, over: theirs } = next.memory[one]!
      const wordAt = next.app.ages[one]?.alertsAt ?? null
      if (!relays(setup)) {
        if (told.has(one)) return Object.values(theirs).some((o) => o.of === of)
        return wordAt !== null && wordAt <= askedAt && wordAt - since < REPLICA_MS && (next.sendings[one]?.to ?? []).some((id) => listing.has(id)) && !alert!.sources.some((id) => listing.has(id))
      }
      return !told.has(one) && wordAt !== null && wordAt <= askedAt && wordAt - since < CONTRADICTED_MS
    }
    return alert?.sources.every((one) => one === source || isOver(one)) ? [of] : []
  }))
  if (gone.size === 0) return next
  const without = Object.values(next.memory).flatMap((m): [string, SourceMemory][] => {
    if (told.has(m.setup.id)) return []
    const alerts = m.alerts?.filter((s) => !gone.has(s.fingerprint) && !gone.has(printOf(s.fingerprint, next))) ?? null
    return alerts === null || alerts.length === m.alerts!.length ? [] : [[m.setup.id, { ...m, alerts }]]
  })
  return without.length === 0 ? next : { ...next, memory: { ...next.memory, ...Object.fromEntries(without) } }
}

/** Since when the last of those that told it lacks it, by the fingerprint its Alertmanager gives it. */
const latestOf = (memory: readonly SourceMemory[]): ReadonlyMap<string, number> => {
  const latest = new Map<string, number>()
  for (const { over } of memory) for (const { of, since } of Object.values(over)) latest.set(of, Math.max(since, latest.get(of) ?? since))
  return latest
}

/** Whether somebody who knows says that it is over, by the fingerprint its Alertmanager gives it, though that is not believed yet: nobody is woken by a silence that ends meanwhile. */
export const doubted = (memory: readonly SourceMemory[], fresh: (source: string) => boolean): ReadonlySet<string> =>
  new Set(memory.flatMap(({ setup, over }) => (fresh(setup.id) ? Object.values(over).map(({ of }) => of) : [])))
