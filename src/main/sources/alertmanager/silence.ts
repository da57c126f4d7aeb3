import { z } from 'zod'
import type { FailureCode } from '@shared/domain/source'
import { sameMatchers } from '@shared/domain/silence'
import { ask } from '../../ports/ask'
import { asFailure, SourceFailure } from '../../ports/failure'
import type { HttpRequest } from '../../ports/http'
import { jsonReply } from '../../ports/reply'
import type { MadeSilence, SilenceAbility, SilenceDraft, SourceContext, SourceInstance } from '../../ports/source-kind'
import { readWire } from '../../ports/wire'
import { memoryOf } from './memory'
import { silencesWire, silenceWire, type SilenceWire } from './wire'

const SILENCES = '/api/v2/silences'
const SILENCE = '/api/v2/silence/'
/** Of a source's deadline, so that a write and its reading back fit into two of them. */
const SHARE = 0.5
/** A silence that ends this close to what was asked for is as long as was asked for. */
const NEAR_MS = 2_000

/** Nothing was sent: another peer may be asked at once. */
const UNSENT: ReadonlySet<FailureCode> = new Set(['refused', 'dns', 'unreachable', 'offline', 'tls', 'tls-expired', 'tls-untrusted', 'tls-name', 'not-http', 'redirect-blocked', 'proxy', 'proxy-auth', 'secret', 'settings'])
/** The server has said no. */
const REFUSED: ReadonlySet<FailureCode> = new Set(['unauthorized', 'forbidden', 'sign-in-needed', 'not-found', 'gone', 'rate-limited', 'unexpected-status', 'api-error'])

const createdWire = z.object({ silenceID: z.string().min(1) })

/** One member of the cluster; silences travel between them, so any will do. */
interface Peer {
  readonly url: string
  /** Its clock minus ours, ms. */
  readonly skewMs: number
  readonly ask: (path: string, request?: Omit<HttpRequest, 'url'>) => ReturnType<typeof ask>
}

const peersOf = (source: SourceInstance, ctx: SourceContext): readonly Peer[] => {
  const known = new Map(memoryOf(ctx).peers.map((p) => [p.url, p]))
  const down = (url: string): number => (known.get(url)?.failure ? 1 : 0)
  return source.urls.toSorted((a, b) => down(a) - down(b)).map((url) => ({
    url, skewMs: known.get(url)?.skewMs ?? 0,
    ask: (path, request = {}) => ask(ctx, { ...request, url: url + path }, source.timeoutMs * SHARE)
  }))
}

/** What the first peer answers that can be reached. */
const atOne = async <T>(source: SourceInstance, ctx: SourceContext, run: (peer: Peer) => Promise<T>): Promise<T> => {
  let first: SourceFailure | null = null
  for (const peer of peersOf(source, ctx)) {
    try { return await run(peer) } catch (thrown) {
      ctx.signal.throwIfAborted()
      const failure = asFailure(thrown)
      first ??= failure
      if (!UNSENT.has(failure.code)) throw failure
    }
  }
  throw first ?? new SourceFailure('settings', { detail: 'it has no address' })
}

/**
 * Writes, and after a write without an answer reads back whether it was done; only when it was not, it is written once more.
 * @param done what reading back shows; null when it was not done
 */
const surely = async <T>(write: () => Promise<T>, done: () => Promise<T | null>, ctx: SourceContext): Promise<T> => {
  for (let tries = 1; ; tries++) {
    try { return await write() } catch (thrown) {
      ctx.signal.throwIfAborted()
      const failure = asFailure(thrown)
      if (UNSENT.has(failure.code) || REFUSED.has(failure.code)) throw failure
      const there = await readBack(done, ctx)
      if (there !== null) return there
      if (tries === 2) throw failure
    }
  }
}
const readBack = async <T>(done: () => Promise<T | null>, ctx: SourceContext): Promise<T | null> => {
  try { return await done() } catch {
    ctx.signal.throwIfAborted()
    throw new SourceFailure('unconfirmed')
  }
}

const post = async (peer: Peer, body: object): Promise<string> => {
  const response = await peer.ask(SILENCES, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  return readWire(createdWire, jsonReply(response, new URL(peer.url + SILENCES).pathname)).silenceID
}

const isOurs = (silence: SilenceWire, draft: SilenceDraft): boolean => silence.createdBy === draft.createdBy && silence.comment === draft.comment && sameMatchers(silence.matchers, draft.matchers)
const madeOf = (peer: Peer, { id, endsAt }: SilenceWire): MadeSilence => ({ id, endsAt: endsAt - peer.skewMs })

/** One of this draft that has not ended, the one that lasts longest. */
const find = async (peer: Peer, draft: SilenceDraft): Promise<MadeSilence | null> => {
  const list = readWire(silencesWire, jsonReply(await peer.ask(SILENCES), new URL(peer.url + SILENCES).pathname))
  const own = list.filter((s) => s.status.state !== 'expired' && isOurs(s, draft)).toSorted((a, b) => b.endsAt - a.endsAt)[0]
  return own ? madeOf(peer, own) : null
}

/** Null: unknown there. */
const read = async (peer: Peer, id: string): Promise<SilenceWire | null> => {
  const path = SILENCE + encodeURIComponent(id)
  try { return readWire(silenceWire, jsonReply(await peer.ask(path), new URL(peer.url + path).pathname)) } catch (thrown) {
    if (asFailure(thrown).code === 'not-found') return null
    throw thrown
  }
}

/** Silences of Alertmanager, API v2. Times are sent by the server's clock, since one in its past is refused. */
export const silence: SilenceAbility = {
  create: (source, draft, again, ctx) => atOne(source, ctx, async (peer) => {
    const there = again ? await find(peer, draft) : null
    if (there) return there
    const write = async (): Promise<MadeSilence> => {
      const now = ctx.now()
      const { matchers, createdBy, comment, forMs } = draft
      const id = await post(peer, { matchers, createdBy, comment, startsAt: iso(now + peer.skewMs), endsAt: iso(now + peer.skewMs + forMs) })
      return { id, endsAt: now + forMs }
    }
    return surely(write, () => find(peer, draft), ctx)
  }),

  extend: (source, id, draft, ctx) => atOne(source, ctx, async (peer) => {
    const before = await read(peer, id)
    if (before === null) throw new SourceFailure('not-found', { path: SILENCE })
    if (before.status.state === 'expired' || !isOurs(before, draft)) return null
    const wanted = ctx.now() + draft.forMs
    if (before.endsAt - peer.skewMs >= wanted - NEAR_MS) return madeOf(peer, before)
    const { matchers, createdBy, comment, startsAt } = before
    const write = async (): Promise<MadeSilence> =>
      // another start would end it and make a new one
      ({ id: await post(peer, { id, matchers, createdBy, comment, startsAt: iso(startsAt), endsAt: iso(wanted + peer.skewMs) }), endsAt: wanted })
    const done = async (): Promise<MadeSilence | null> => {
      const now = await find(peer, draft)
      return now && now.endsAt >= wanted - NEAR_MS ? now : null
    }
    return surely(write, done, ctx)
  }),

  expire: (source, id, draft, ctx) => atOne(source, ctx, async (peer) => {
    const isOver = async (): Promise<true | null> => {
      const now = await read(peer, id)
      return now === null || now.status.state === 'expired' || !isOurs(now, draft) ? true : null
    }
    if (await isOver()) return
    const path = SILENCE + encodeURIComponent(id)
    const write = async (): Promise<true> => {
      const { status, ...response } = await peer.ask(path, { method: 'DELETE' })
      if (status >= 200 && status < 300) return true
      jsonReply({ ...response, status }, new URL(peer.url + path).pathname)
      throw new SourceFailure('unexpected-status', { status })
    }
    await surely(write, isOver, ctx)
  })
}

const iso = (ms: number): string => new Date(ms).toISOString()
