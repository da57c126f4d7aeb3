import { serverTime, jsonReply } from '../../ports/reply'
import { ask, EXTRA_AGAIN_MS, EXTRA_SHARE, isDue, REQUEST_SHARE } from '../../ports/ask'
import { asFailure, type SourceFailure } from '../../ports/failure'
import type { HttpResponse } from '../../ports/http'
import type { SourceContext, SourceInstance } from '../../ports/source-kind'
import { readWire, sameBytes, skewOf } from '../../ports/wire'
import { silencesNamed, toSightings, toSilences, type DatedSilence, type Sightings } from './map'
import type { MuteTimes } from './mute-times'
import type { Config, Muted } from './muting'
import { endsIn, goneFrom, heldFrom, NONE_HELD, withHeld, type Held } from './restart'
import { configWire, listWire, silencesWire, statusWire } from './wire'

const ALERTS = '/api/v2/alerts'
const SILENCES = '/api/v2/silences'
const STATUS = '/api/v2/status'
/** Silences are asked for this often, and at once when the alerts name others than before; a new alert does not wait for them. */
const SILENCES_MS = 15_000
/** Its configuration is asked for this often, since mute times may come with it, and more often where there are some: it may be reloaded. */
const STATUS_MS = 5 * 60_000
const STATUS_MUTING_MS = 60_000

interface Part<T> { readonly body: Uint8Array; readonly at: number; readonly value: T }

/** What is remembered of one member of the cluster. */
export interface Peer {
  readonly url: string
  readonly alerts: Part<Sightings> | null
  /** What counts as listed: what it lists and, for a while after a restart, what it listed before. */
  readonly listed: Sightings | null
  /** What a restart lost and has not been sent again. */
  readonly held: Held
  /** When it says it was started; null where it never said. */
  readonly startedAt: string | null
  /** The silences its alerts name. */
  readonly named: ReadonlySet<string>
  readonly silences: Part<readonly DatedSilence[]> | null
  readonly silencesFailure: SourceFailure | null
  readonly version: string | null
  /** As it was read last; null: it never showed it. */
  readonly config: Config | null
  /** Why it could not be read when it was asked for last; null: it could, or was not asked for yet. */
  readonly configFailure: SourceFailure | null
  /** What is listed, with its mute times as they were when it was last looked at. */
  readonly muted: Muted | null
  /** When it was last asked for its version and configuration, ms; set back when that failed, so that it is asked sooner. */
  readonly versionAt: number | null
  /** Null: it answered this time. */
  readonly failure: SourceFailure | null
  /** Alerts that it listed last and no other peer has listed since; only kept while it does not answer. */
  readonly own: ReadonlySet<string> | null
  /** Its clock minus ours, ms; 0 when not worth saying. */
  readonly skewMs: number
}

export const newPeer = (url: string): Peer => ({
  url, alerts: null, listed: null, held: NONE_HELD, startedAt: null, named: new Set(), silences: null, silencesFailure: null,
  version: null, config: null, configFailure: null, muted: null, versionAt: null, failure: null, own: null, skewMs: 0
})

/** Reads the mute times of a configuration. */
export type ReadTimes = (original: string) => Promise<MuteTimes | null>

/** One look at a peer. What goes wrong is told in it, and leaves what was known. Rejects only when the poll itself is called off. */
export const lookAt = async (peer: Peer, source: SourceInstance, readTimes: ReadTimes, ctx: SourceContext): Promise<Peer> => {
  const deadline = ctx.now() + source.timeoutMs * REQUEST_SHARE
  const get: Get = (path, most = source.timeoutMs) => ask(ctx, { url: peer.url + path }, Math.min(most, deadline - ctx.now()))
  const askAbout = (): Promise<About> => readAbout(peer, (path) => get(path, source.timeoutMs * EXTRA_SHARE), readTimes, ctx)
  // whoever comes back may be another version
  const due = isDue(peer.versionAt, statusEvery(peer), ctx.now()) || peer.failure ? askAbout() : null
  try {
    const response = await get(`${ALERTS}?active=true&silenced=true&inhibited=true&unprocessed=true`)
    const now = ctx.now()
    const skewMs = skewOf(serverTime(response), now, peer.skewMs)
    const alerts = read(peer.alerts, response, pathname(peer.url, ALERTS), now, (value) => toSightings(readWire(listWire, value), peer.alerts?.value ?? null, now + skewMs))
    // of one that did not answer, only what no other told meanwhile: where others knew of it, they are believed
    const gone = goneFrom(peer.listed, alerts.value).filter(([fingerprint]) => peer.own?.has(fingerprint) ?? true)
    // something is gone: has it ended, or was the server restarted?
    const status = gone.length > 0 && due === null ? await askAbout() : await (due ?? aboutOf(peer))
    ctx.signal.throwIfAborted()
    const held = heldFrom(peer, status.startedAt, gone, () => (peer.alerts === null ? NONE_HELD : endsIn(peer.alerts.body, peer.skewMs)), now)
    const listed = withHeld(peer.listed, alerts.value, gone, held)
    const named = listed === peer.listed ? peer.named : silencesNamed(listed)
    const silences = !sameSet(named, peer.named) || peer.silencesFailure || isDue(peer.silences?.at ?? null, SILENCES_MS, now) ? await readSilences(peer, source, get, ctx) : {}
    return { ...peer, ...silences, ...status, alerts, listed, held, named, failure: null, own: null, skewMs }
  } catch (thrown) {
    await due
    ctx.signal.throwIfAborted()
    return { ...peer, failure: asFailure(thrown) }
  }
}

const sameSet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => a === b || (a.size === b.size && [...a].every((x) => b.has(x)))

type Get = (path: string, mostMs?: number) => Promise<HttpResponse>
const pathname = (base: string, path: string): string => new URL(base + path).pathname

/** The part an answer holds; the same bytes as before are not parsed again. */
const read = <T>(before: Part<T> | null, response: HttpResponse, path: string, at: number, map: (value: unknown) => T): Part<T> =>
  before && response.status === 200 && sameBytes(before.body, response.body) ? { ...before, at } : { body: response.body, at, value: map(jsonReply(response, path)) }

const readSilences = async (peer: Peer, source: SourceInstance, get: Get, ctx: SourceContext): Promise<Pick<Peer, 'silences' | 'silencesFailure'>> => {
  try {
    const response = await get(SILENCES)
    const silences = read(peer.silences, response, pathname(peer.url, SILENCES), ctx.now(), (value) => toSilences(readWire(silencesWire, value), source.id, ctx.now()))
    return { silences, silencesFailure: null }
  } catch (thrown) {
    ctx.signal.throwIfAborted()
    return { silences: peer.silences, silencesFailure: asFailure(thrown) }
  }
}

type About = Pick<Peer, 'version' | 'versionAt' | 'startedAt' | 'config' | 'configFailure'>
const aboutOf = ({ version, versionAt, startedAt, config, configFailure }: Peer): About => ({ version, versionAt, startedAt, config, configFailure })
const statusEvery = ({ config }: Peer): number => (config?.times ? STATUS_MUTING_MS : STATUS_MS)

/** What it says of itself: without it all else still holds, but what it mutes by times is not known. */
const readAbout = async (peer: Peer, get: Get, readTimes: ReadTimes, ctx: SourceContext): Promise<About> => {
  const now = ctx.now()
  try {
    const response = await get(STATUS)
    const { config: before } = peer
    if (before && response.status === 200 && sameBytes(before.body, response.body)) return { ...aboutOf(peer), versionAt: now, config: { ...before, at: now }, configFailure: null }
    const { versionInfo, uptime, config } = readWire(statusWire, jsonReply(response, pathname(peer.url, STATUS)))
    return { version: versionInfo.version, versionAt: now, startedAt: uptime ?? null, ...(await readConfig(peer, config, response.body, now, readTimes)) }
  } catch (thrown) { return { ...aboutOf(peer), versionAt: now - statusEvery(peer) + EXTRA_AGAIN_MS, configFailure: asFailure(thrown) } }
}

const readConfig = async ({ config: before }: Peer, value: unknown, body: Uint8Array, at: number, readTimes: ReadTimes): Promise<Pick<About, 'config' | 'configFailure'>> => {
  try {
    const { original } = readWire(configWire, value, 'config')
    return { config: { body, at, original, times: await readTimes(original) }, configFailure: null }
  } catch (thrown) { return { config: before, configFailure: asFailure(thrown) } }
}
