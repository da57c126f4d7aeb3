import type { AlertSighting } from '@shared/domain/alert'
import type { Sightings } from './map'
import { mutedBy, openAt, type MuteTimes, type Open } from './mute-times'

/** So long a configuration is believed that cannot be read again from a server that answers: it may have been reloaded since. */
const BELIEVED_MS = 5 * 60_000

/** What a server said of its configuration. */
export interface Config {
  /** The answer that it came with, and when it was read last, ms. */
  readonly body: Uint8Array
  readonly at: number
  readonly original: string
  /** Null: nothing is muted by times. */
  readonly times: MuteTimes | null
}

/** What is listed as it is with the mute times of a moment. */
export interface Muted { readonly listed: Sightings; readonly times: MuteTimes | null; readonly open: string; readonly value: Sightings }

interface Mutable {
  readonly listed: Sightings | null
  readonly config: Config | null
  readonly muted: Muted | null
  /** Null: it answers. */
  readonly failure: object | null
  readonly skewMs: number
}

/** Whether it mutes by times and no longer shows how. */
export const isOutdated = ({ config, failure }: Pick<Mutable, 'config' | 'failure'>, now: number): boolean =>
  config?.times != null && failure === null && Math.abs(now - config.at) > BELIEVED_MS

/** The mute times that count; of a server that does not answer the last ones do. */
export const timesOf = (peer: Pick<Mutable, 'config' | 'failure'>, now: number): MuteTimes | null => (isOutdated(peer, now) ? null : peer.config?.times ?? null)

const NONE_OPEN: Open = new Map()

/**
 * A peer with its mute times as they are now: what fires and is muted is suppressed. Alertmanager mutes and, in its list of alerts, never says so.
 * The very same peer where nothing has changed, also over a boundary that changes nothing.
 * @param now ms of our clock
 */
export const withMutes = <P extends Mutable>(peer: P, now: number): P => {
  const { listed, muted, skewMs } = peer
  if (listed === null) return peer
  const times = timesOf(peer, now)
  const at = times === null ? NONE_OPEN : openAt(times, now + skewMs)
  const open = [...at.values()].join()
  if (muted?.listed === listed && muted.times === times && muted.open === open) return peer
  const value = times === null ? listed : new Map([...listed].map(([fingerprint, sighting]) => [fingerprint, mute(sighting, mutedBy(times, sighting.labels, at))]))
  return { ...peer, muted: { listed, times, open, value } }
}

/** What became of a sighting last: the same once more keeps its reference (law 6). */
const made = new WeakMap<AlertSighting, AlertSighting>()
const mute = (sighting: AlertSighting, names: readonly string[]): AlertSighting => {
  if (names.length === 0) return sighting
  const by = [...new Set([...sighting.mutedBy, ...names])]
  const known = made.get(sighting)
  if (known && known.mutedBy.length === by.length && by.every((name, i) => known.mutedBy[i] === name)) return known
  const muted: AlertSighting = { ...sighting, state: 'suppressed', mutedBy: by }
  made.set(sighting, muted)
  return muted
}
