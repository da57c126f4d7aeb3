import type { AlertSighting } from '@shared/domain/alert'
import type { Sightings } from './map'

/**
 * An Alertmanager that was restarted has forgotten its alerts until each is sent again: nothing that is missing from its list meanwhile has
 * ended. Prometheus sends again with the first evaluation of the rule after its resend delay, which is two minutes at the usual settings.
 */
const HELD_MS = 150_000
/** Rules that are evaluated less often come with a longer end: what an alert would have lived for without the restart, up to this. */
const LONGEST_MS = 30 * 60_000

/** Until when each alert that a restart lost is kept, ms of our clock, by fingerprint. */
export type Held = ReadonlyMap<string, number>
export const NONE_HELD: Held = new Map()

type Gone = readonly (readonly [string, AlertSighting])[]

/** What was listed before and is not now. */
export const goneFrom = (before: Sightings | null, now: Sightings): Gone => (before === null || before === now ? [] : [...before].filter(([fingerprint]) => !now.has(fingerprint)))

/**
 * Of what is gone, what is kept. A restart shows in another start time; what was sent again since, and is gone anew, has ended.
 * @param ends when each alert of the last list would have ended without being sent again, ms of our clock
 */
export const heldFrom = (peer: { readonly startedAt: string | null; readonly held: Held }, startedAt: string | null, gone: Gone, ends: () => Held, now: number): Held => {
  if (gone.length === 0) return NONE_HELD
  if (peer.startedAt !== null && startedAt !== null && startedAt !== peer.startedAt) {
    const by = ends()
    return new Map(gone.map(([fingerprint]) => [fingerprint, Math.max(now + HELD_MS, Math.min(by.get(fingerprint) ?? 0, now + LONGEST_MS))]))
  }
  const held = new Map(gone.flatMap(([fingerprint]) => { const until = peer.held.get(fingerprint); return until !== undefined && now < until ? [[fingerprint, until] as const] : [] }))
  return held.size === 0 ? NONE_HELD : held
}

/** What is listed with what is kept; the very list of before when that is what it amounts to. */
export const withHeld = (before: Sightings | null, now: Sightings, gone: Gone, held: Held): Sightings => {
  const kept = gone.filter(([fingerprint]) => held.has(fingerprint))
  if (kept.length === 0) return now
  const all = new Map([...now, ...kept])
  return before?.size === all.size && [...before].every(([fingerprint, sighting]) => all.get(fingerprint) === sighting) ? before : all
}

/** When alerts as sent would end without being sent again, by fingerprint; what cannot be read is left out. */
export const endsIn = (body: Uint8Array, skewMs: number): Held => {
  const list: unknown = JSON.parse(new TextDecoder().decode(body))
  return new Map((Array.isArray(list) ? list : []).flatMap((sent: unknown) => {
    if (typeof sent !== 'object' || sent === null || !('fingerprint' in sent) || !('endsAt' in sent) || typeof sent.fingerprint !== 'string' || typeof sent.endsAt !== 'string') return []
    const at = Date.parse(sent.endsAt)
    return Number.isNaN(at) ? [] : [[sent.fingerprint, at - skewMs] as const]
  }))
}
