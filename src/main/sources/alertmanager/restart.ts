import type { AlertSighting } from '@shared/domain/alert'
import type { Sightings } from './map'

/**
 * An Alertmanager that was restarted has forgotten its alerts until each is sent again, which Prometheus does every minute.
 * Nothing that is missing from its list meanwhile has ended.
 */
const HELD_MS = 90_000

type Gone = readonly (readonly [string, AlertSighting])[]

/** What was listed before and is not now. */
export const goneFrom = (before: Sightings | null, now: Sightings): Gone => (before === null || before === now ? [] : [...before].filter(([fingerprint]) => !now.has(fingerprint)))

/** Until when what is gone is kept, ms; null: it has ended. A restart shows in another start time. */
export const heldFrom = (peer: { readonly startedAt: string | null; readonly heldUntil: number | null }, startedAt: string | null, now: number): number | null =>
  peer.startedAt !== null && startedAt !== null && startedAt !== peer.startedAt ? now + HELD_MS : peer.heldUntil !== null && now < peer.heldUntil ? peer.heldUntil : null

/** What is listed with what is gone; the very list of before when that is what it amounts to. */
export const withGone = (before: Sightings | null, now: Sightings, gone: Gone): Sightings => {
  if (gone.length === 0) return now
  const all = new Map([...now, ...gone])
  return before?.size === all.size && [...before].every(([fingerprint, sighting]) => all.get(fingerprint) === sighting) ? before : all
}
