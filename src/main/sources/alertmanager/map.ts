import type { AlertSighting } from '@shared/domain/alert'
import { fingerprintOf, sameLabels } from '@shared/domain/labels'
import { presenceOf } from '@shared/domain/buddy'
import type { Silence } from '@shared/domain/silence'
import { endOf, isTold } from './told'
import { readAlert, type AlertWire, type SilenceWire } from './wire'

/** Alerts by fingerprint, in the order sent. */
export type Sightings = ReadonlyMap<string, AlertSighting>

/**
 * What one peer tells. An alert that says the same as before keeps its reference: each resend moves its times, nothing else.
 * What was read before and comes again is recognised without being read again, so that a new alert among thousands is not kept waiting.
 * Throws `wrong-shape`, with the place, for an alert that is none.
 * @param list alerts as sent
 * @param now the peer's clock, ms
 */
export const toSightings = (list: readonly unknown[], before: Sightings | null, now: number): Sightings => {
  const sightings = new Map<string, AlertSighting>()
  list.forEach((sent, i) => {
    const sighting = againOf(sent, before, now) ?? toSighting(readAlert(sent, i), now)
    const twin = sightings.get(sighting.fingerprint)
    const next = twin ? worse(twin, sighting) : sighting
    const old = before?.get(next.fingerprint)
    sightings.set(next.fingerprint, old && old !== next && sameSighting(old, next) ? old : next)
  })
  return before && sameValues(before, sightings) ? before : sightings
}

const againOf = (sent: unknown, before: Sightings | null, now: number): AlertSighting | null => {
  const print = before && typeof sent === 'object' && sent !== null && 'fingerprint' in sent ? sent.fingerprint : null
  const old = typeof print === 'string' ? before?.get(print) : undefined
  return old && isTold(sent, old, now) ? old : null
}

/** The silences that alerts name. */
export const silencesNamed = (sightings: Sightings): ReadonlySet<string> => new Set([...sightings.values()].flatMap((s) => s.silencedBy))

const sameValues = (a: Sightings, b: Sightings): boolean => {
  if (a.size !== b.size) return false
  const other = b.values()
  for (const value of a.values()) if (other.next().value !== value) return false
  return true
}

const toSighting = (alert: AlertWire, now: number): AlertSighting => ({
  fingerprint: /^[0-9a-f]{16}$/.test(alert.fingerprint ?? '') ? alert.fingerprint! : fingerprintOf(alert.labels),
  labels: alert.labels,
  annotations: alert.annotations,
  state: alert.status.state === 'suppressed' ? 'suppressed' : 'firing',
  silencedBy: alert.status.silencedBy,
  inhibitedBy: alert.status.inhibitedBy,
  mutedBy: alert.status.mutedBy,
  startsAt: alert.startsAt,
  endsAt: endOf(alert.startsAt, alert.endsAt, now),
  generatorURL: alert.generatorURL || null,
  expression: null,
  value: null,
  held: null
})

const sameList = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((x, i) => x === b[i])

const sameSighting = (a: AlertSighting, b: AlertSighting): boolean =>
  a.state === b.state && a.startsAt === b.startsAt && a.endsAt === b.endsAt && a.generatorURL === b.generatorURL &&
  sameList(a.silencedBy, b.silencedBy) && sameList(a.inhibitedBy, b.inhibitedBy) && sameList(a.mutedBy, b.mutedBy) &&
  sameLabels(a.labels, b.labels) && sameLabels(a.annotations, b.annotations)

/** Two tellings of one alert: firing wins, else the earlier start. */
const worse = (a: AlertSighting, b: AlertSighting): AlertSighting =>
  a.state !== b.state ? (a.state === 'firing' ? a : b) : b.startsAt < a.startsAt ? b : a

export interface United {
  readonly alerts: readonly AlertSighting[]
  /** How many alerts living peers do not agree on. */
  readonly disputed: number
}

/**
 * The cluster as one: firing on any peer is firing, since silences travel between peers and alerts do not.
 * @param living what each peer that answered lists
 * @param kept what only peers that do not answer knew
 */
export const unite = (living: readonly Sightings[], kept: readonly AlertSighting[]): United => {
  const only = living.length === 1 ? living[0] : undefined
  if (only && kept.length === 0) return { alerts: [...only.values()], disputed: 0 }
  const all = new Map<string, AlertSighting>()
  const times = new Map<string, number>()
  const disputed = new Set<string>()
  for (const peer of living) {
    for (const [fingerprint, sighting] of peer) {
      const known = all.get(fingerprint)
      if (known && known.state !== sighting.state) disputed.add(fingerprint)
      all.set(fingerprint, known ? worse(known, sighting) : sighting)
      times.set(fingerprint, (times.get(fingerprint) ?? 0) + 1)
    }
  }
  for (const [fingerprint, n] of times) if (n < living.length) disputed.add(fingerprint)
  for (const sighting of kept) if (!all.has(sighting.fingerprint)) all.set(sighting.fingerprint, sighting)
  return { alerts: [...all.values()], disputed: disputed.size }
}

/** A silence and when it was last changed: the newest telling of several peers is the right one. */
export interface DatedSilence { readonly silence: Silence; readonly updatedAt: number }

const EXPIRED_KEPT_MS = 3_600_000

/** Silences of one peer; those that ended more than an hour ago are history, unless they tell since when somebody is gone. */
export const toSilences = (wire: readonly SilenceWire[], source: string, now: number): readonly DatedSilence[] =>
  wire.filter((s) => s.status.state !== 'expired' || s.endsAt > now - EXPIRED_KEPT_MS || presenceOf(s) !== null).map((s) => ({
    silence: { id: s.id, source, matchers: s.matchers, startsAt: s.startsAt, endsAt: s.endsAt, createdBy: s.createdBy, comment: s.comment, state: s.status.state },
    updatedAt: s.updatedAt
  }))

/** Every silence of the cluster once, as it was told last. */
export const newestSilences = (peers: readonly (readonly DatedSilence[])[]): readonly DatedSilence[] => {
  const newest = new Map<string, DatedSilence>()
  for (const peer of peers) for (const dated of peer) if (dated.updatedAt > (newest.get(dated.silence.id)?.updatedAt ?? -Infinity)) newest.set(dated.silence.id, dated)
  return [...newest.values()]
}

/** Ends soonest first; without those that only tell that somebody's Garda watches. */
export const uniteSilences = (newest: readonly DatedSilence[]): readonly Silence[] =>
  newest.map((d) => d.silence).filter((s) => presenceOf(s) === null).sort((a, b) => a.endsAt - b.endsAt || (a.id < b.id ? -1 : 1))
