import type { AlertSighting } from '@shared/domain/alert'
import type { Labels } from '@shared/domain/labels'
import type { Sightings } from './map'
import { mutedBy, openAt, type MuteTimes, type Open } from './mute-times'
import type { Work } from './slices'

/**
 * So long a configuration is believed that cannot be read again from a server that answers: it may have been reloaded since. Where it has no mute
 * times it is asked for less often, and believed for longer.
 */
const BELIEVED_MS = 5 * 60_000
const BELIEVED_PLAIN_MS = 10 * 60_000

/** What a server said of its configuration. */
export interface Config {
  /** The answer that it came with, and when it was read last, ms. */
  readonly body: Uint8Array
  readonly at: number
  readonly original: string
  /** Null: nothing is muted by times. */
  readonly times: MuteTimes | null
}

/** What is listed with the mute times of a moment, and all that this was made from. */
export interface Muted { readonly from: readonly unknown[]; readonly value: Sightings }

interface Mutable {
  readonly listed: Sightings | null
  readonly config: Config | null
  readonly muted: Muted | null
  /** Null: it answers. */
  readonly failure: object | null
  readonly skewMs: number
}
type Shown = Pick<Mutable, 'config' | 'failure'>

/** Whether its configuration was read a short while ago. */
export const isShown = ({ config }: Pick<Mutable, 'config'>, now: number): boolean =>
  config !== null && Math.abs(now - config.at) <= (config.times === null ? BELIEVED_PLAIN_MS : BELIEVED_MS)

/** Whether what it mutes is known; of a server that does not answer the last word counts. */
const isKnown = (peer: Shown, now: number): boolean => isShown(peer, now) || (peer.config !== null && peer.failure !== null)

/** The mute times that count. */
export const timesOf = (peer: Shown, now: number): MuteTimes | null => (isKnown(peer, now) ? peer.config?.times ?? null : null)

/** A peer's list and its mute times as they are now. */
interface View { readonly listed: Sightings; readonly times: MuteTimes | null; readonly open: Open }
const NONE_OPEN: Open = new Map()
const viewOf = ({ listed, config, skewMs }: Mutable, now: number): View | null => {
  if (listed === null || config === null) return null
  const { times } = config
  return { listed, times, open: times === null ? NONE_OPEN : openAt(times, now + skewMs) }
}
const namesIn = ({ times, open }: View, { labels }: AlertSighting): readonly string[] => (times === null ? [] : mutedBy(times, labels, open))

/** Where in the routes the alerts of all peers end: of many alerts and many routes that takes long. */
export function* lookAhead(peers: readonly Pick<Mutable, 'listed' | 'config'>[]): Work<void> {
  for (const { listed, config } of peers) if (config?.times && listed) yield* config.times.lookAhead(labelsIn(listed))
}
function* labelsIn(listed: Sightings): Iterable<Labels> { for (const { labels } of listed.values()) yield labels }

/**
 * Peers with their mute times as they are now: what fires and is muted is suppressed. Alertmanager mutes and, in its list of alerts, never says so.
 * Peers of a cluster have one configuration as a rule: where one does not show its own, an alert is muted that all mute who show theirs and list it
 * too, and its own last word as well, if it ever had one. What none of them lists is not.
 * The very same peer where nothing has changed, also over a boundary that changes nothing.
 * @param now ms of our clock
 */
export const withMutes = <P extends Mutable>(peers: readonly P[], now: number): readonly P[] => {
  const judges = peers.flatMap((peer) => (isShown(peer, now) ? viewOf(peer, now) ?? [] : []))
  return peers.map((peer) => {
    const { listed, muted } = peer
    if (listed === null) return peer
    const own = viewOf(peer, now)
    const others = isKnown(peer, now) ? null : judges
    const from = [listed, others === null, ...[own ?? [], ...(others ?? [])].flat().flatMap((view) => [view.listed, view.times, [...view.open.values()].join()])]
    if (muted && sameItems(muted.from, from)) return peer
    const value = new Map([...listed].map(([fingerprint, sighting]) => [fingerprint, mute(sighting, namesFor(fingerprint, sighting, own, others))]))
    return { ...peer, muted: { from, value: sameItems([...value.values()], [...listed.values()]) ? listed : value } }
  })
}

const namesFor = (fingerprint: string, sighting: AlertSighting, own: View | null, others: readonly View[] | null): readonly string[] => {
  const told = own === null ? [] : [namesIn(own, sighting)]
  const judged = (others ?? []).flatMap((view) => { const seen = view.listed.get(fingerprint); return seen ? [namesIn(view, seen)] : [] })
  if (others !== null && judged.length === 0) return []
  const all = [...told, ...judged]
  return all.some((names) => names.length === 0) ? [] : [...new Set(all.flat())]
}

const sameItems = (a: readonly unknown[], b: readonly unknown[]): boolean => a.length === b.length && a.every((x, i) => x === b[i])

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
