import type { Alert } from '@shared/domain/alert'
import { MOST_NAMED, type JournalDraft, type NamedAlert } from '@shared/domain/journal'
import type { Page } from '@shared/domain/page'
import type { Failure } from '@shared/domain/source'
import { clean } from '@shared/text/clean'
import { worstFirst } from '@shared/domain/worst-first'
import type { PastAlert } from '../ports/source-kind'
import type { Absence, Away, CoreState } from './core-state'
import { alertOf } from './dedupe'
import type { Heard } from './events'

/** A sighting at the very end of a span, and an alert of now that began this soon afterwards, are one. */
const SAME_MS = 120_000
/** Alerts of one absence that are kept for the digest. */
const MOST_PAST = 200
/** Alerts of one source and absence that are written down one by one. */
const MOST_WRITTEN = 20

/** Before it began: the clock was set back meanwhile. */
export const isWithin = (away: Away | null, now: number): away is Away => away !== null && now < away.until && now >= away.at - 2_000

/** Whether the network and the sources still have time to come back, and what is new is gathered for one digest. */
export const isGathering = ({ away, app }: CoreState, now: number): boolean => {
  if (!isWithin(away, now)) return false
  const known = (id: string): boolean => Object.hasOwn(app.sources, id)
  return away.awaited.some((id) => known(id) && app.sources[id]!.failingSince === null) || (away.why === 'slept' && away.unheard.some(known))
}

/** After an answer or a failure of a source: heard it is when it answered, or fails as it did before. */
export const withHeard = (state: CoreState, { type, source }: Pick<Heard, 'type' | 'source'>): CoreState => {
  const { away } = state
  if (!away?.unheard.includes(source) || (type === 'failed' && !away.failing.includes(source))) return state
  return { ...state, away: { ...away, unheard: away.unheard.filter((id) => id !== source) } }
}

/** Whether an Alertmanager, which knows what is silenced and who has what, is still to be heard for the first time since the start or a sleep. */
export const awaitsJudges = (state: CoreState, now: number): boolean => Object.values(state.app.sources).some(({ id, abilities, health }) =>
  abilities.includes('silence') && ((health === 'pending' && isStarting(state, now)) || isAsleep(id, state, now)))

/** Whether first answers are still awaited. */
export const isStarting = ({ baselineUntil, app: { sources } }: CoreState, now: number): boolean => {
  const all = Object.values(sources)
  // it is not known yet whose: what is noted before the configuration is no end to that
  return baselineUntil !== null && now < baselineUntil && (all.length === 0 || all.some((s) => s.health === 'pending'))
}

/** Whether nobody can know yet what became of a page of before the sleep, or whether somebody still has it: then it neither climbs nor ends. */
export const isUnsure = (page: Page, state: CoreState, now: number): boolean => {
  const { away, app } = state
  if (page.status === 'held' && awaitsJudges(state, now)) return true
  if (away?.why !== 'slept' || !away.pages.includes(page.id) || !isGathering(state, now)) return false
  // a colleague may have taken or silenced it meanwhile
  return awaitsJudges(state, now) || !page.alerts.some((id) => {
    const alert = app.alerts[id]
    return alert?.state === 'firing' && alert.sources.some((source) => !away.unheard.includes(source))
  })
}

/** Whether a sleep is over and a source has not been heard since, which it still may be: its silence says nothing yet. */
export const isAsleep = (source: string, state: CoreState, now: number): boolean => state.away?.why === 'slept' && state.away.unheard.includes(source) && isGathering(state, now)

/** Whether a sleep is over and no source of the alert has been heard since: it may be gone. */
export const isUnheard = ({ sources }: Alert, state: CoreState, now: number): boolean =>
  state.away?.why === 'slept' && isGathering(state, now) && sources.every((id) => state.away!.unheard.includes(id))

/** Of what a source remembers, the alerts that began and ended unseen, as they were; the rest still fire, or were told in their time. */
export const goneOf = (state: CoreState, source: string, past: readonly PastAlert[]): readonly Alert[] => {
  const memory = Object.hasOwn(state.memory, source) ? state.memory[source]! : null
  if (memory === null) return []
  const firing = new Map((memory.alerts ?? []).filter((a) => a.state !== 'pending').map((a) => [a.fingerprint, a.startsAt]))
  const order = new Map([[source, 0]])
  const known = [...state.past]
  return past.flatMap(({ fingerprint, labels, from, to }): readonly Alert[] => {
    if ((firing.get(fingerprint) ?? Infinity) <= to + SAME_MS) return []
    const id = state.ids.get(fingerprint) ?? fingerprint
    const sighting = { fingerprint, labels, annotations: {}, state: 'firing', silencedBy: [], inhibitedBy: [], mutedBy: [], startsAt: from, endsAt: null, generatorURL: null, expression: null, value: null, held: null } as const
    const alert: Alert = { ...alertOf({ key: fingerprint, prints: [fingerprint], seen: [{ source: memory, sighting }] }, id, state.rules, order, { lifted: () => false, fresh: () => true, believed: () => true }), state: 'resolved', endsAt: to }
    const toldAt = state.episodes[id]?.toldAt ?? null
    if (memory.setup.watchdog?.names.includes(alert.name) === true || (toldAt !== null && toldAt >= from - SAME_MS && toldAt <= to + SAME_MS)) return []
    // of two servers that are alike, one is enough
    if (known.some((one) => one.id === id && one.startsAt <= to + SAME_MS && (one.endsAt ?? 0) >= from - SAME_MS)) return []
    known.push(alert)
    return [alert]
  })
}

/** What has begun, when somebody or something comes back. Two absences so close that the first was not told yet are one. */
export const withAway = (state: CoreState, { at, from, until, why, awaited }: Absence): CoreState => {
  const { sources, pages } = state.app
  const before = state.away !== null && state.away.told === null && isGathering(state, at) ? state.away : null
  return {
    ...state, past: before ? state.past : [], wokeAt: why === 'slept' ? at : state.wokeAt,
    away: {
      at, until, why, from: Math.min(from, before?.from ?? from), awaited: [...new Set([...(before?.awaited ?? []), ...awaited])], told: null,
      unheard: Object.keys(sources), failing: Object.values(sources).filter((s) => s.failingSince !== null).map((s) => s.id), pages: Object.keys(pages)
    }
  }
}

/** What a source remembers of it; `gone` as goneOf gives it. */
export const withPast = (state: CoreState, source: string, gone: readonly Alert[]): CoreState => {
  const { away } = state
  const past = gone.length ? worstFirst([...state.past, ...gone]).slice(0, MOST_PAST) : state.past
  return { ...state, past, away: away && { ...away, awaited: away.awaited.filter((id) => id !== source) } }
}

const short = (text: string): string => clean(text, { max: 300 })
const named = ({ id, name, severity, service, environment }: Alert): NamedAlert => ({ id, name: short(name), severity, service, environment })

/** Which source was asked about which span, and when that was. */
export interface Asked { readonly at: number; readonly from: number; readonly to: number; readonly source: string; readonly name: string }
/** What came of asking a source for an absence, as the journal has it: the sum, and the worst of it one by one with their own times. */
export const pastEntries = (asked: Asked, gone: readonly Alert[], whole: boolean, failure: Failure | null): readonly JournalDraft[] => {
  const { at, from, to, source } = asked
  const sorted = worstFirst(gone)
  const written = [...sorted.slice(0, MOST_WRITTEN)].sort((a, b) => a.startsAt - b.startsAt)
  return [
    ...written.flatMap((alert): readonly JournalDraft[] => [
      { type: 'began', at, alert: named(alert), startedAt: alert.startsAt, recovered: true },
      { type: 'ended', at, alert: named(alert), startedAt: alert.startsAt, endedAt: alert.endsAt ?? to, recovered: true }
    ]),
    { type: 'away', at, from, to, source, name: short(asked.name), count: gone.length, named: sorted.slice(0, MOST_NAMED).map(named), whole, failure: failure && { code: failure.code, values: { ...failure.values } } }
  ]
}
