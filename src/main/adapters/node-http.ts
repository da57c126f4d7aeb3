import { readFile } from 'node:fs/promises'
import { networkInterfaces } from 'node:os'
import { windowSignIn } from '@shared/domain/sign-in'
import { SourceFailure } from '../ports/failure'
import type { Connection, HttpClient, HttpFactory, HttpLimits, HttpRequest, HttpResponse } from '../ports/http'
import type { Secrets } from '../ports/secrets'
import { connectionCredentials, proxySignIn } from './http-credentials'
import { withinLimits } from './http-limits'
import { proxyFor, type Environment } from './http-proxy'
import { followRedirects, type Hop, type HopAnswer } from './http-redirects'
import { renewable } from './http-renewal'
import { openAgents } from './node-agents'
import { exchange, Stale } from './node-exchange'
import { sharedResolve, type Resolve } from './node-lookup'
import { tlsSource } from './node-tls'
import { proxyWays } from './proxy-ways'
import { systemRoots } from './system-roots'

/** Cookies of one source. */
export interface Jar {
  /** What goes with a request to this address; '': nothing. */
  header(url: URL): Promise<string>
  /** What an answer of it set. */
  keep(url: URL, given: readonly string[]): Promise<void>
}

export interface NodeHttpWorld {
  readonly secrets: Secrets
  readonly env: Environment
  readonly resolve?: Resolve
  /** Whether this computer has a network at all; without it, by its interfaces. */
  readonly online?: () => boolean
  /** The system's proxies for an address in the order in which they are tried, null for none; without it, the environment's. */
  readonly systemProxies?: (url: URL) => Promise<readonly (URL | null)[]>
  /** What a person signed in to; without it no cookies are kept. */
  readonly jar?: (id: string) => Jar
}

/**
 * Sources through Node's own sockets: for the terminal, and for what Chromium cannot do (certificate files and proxies per source).
 * It keeps no cookies of its own: without a window nobody could sign in by one.
 */
export const nodeHttpFactory = (world: NodeHttpWorld): HttpFactory => renewable((id, connection) => openClient(id, connection, world))

/** An address that others can reach it by. */
const hasNetwork = (): boolean => Object.values(networkInterfaces()).some((list) => list?.some((one) => !one.internal) === true)

const openClient = (id: string, connection: Connection, { secrets, env, resolve = sharedResolve, online = hasNetwork, systemProxies, jar: jarOf }: NodeHttpWorld): HttpClient => {
  const monotonic = (): number => performance.now()
  const credentials = connectionCredentials(connection, secrets, monotonic)
  const tls = tlsSource(connection.tls, { secrets, readFile: (path) => readFile(path, 'utf8'), roots: () => systemRoots(env), monotonic })
  const atProxy = proxySignIn(connection, secrets, monotonic)
  const agents = openAgents()
  const ways = proxyWays(monotonic)
  const jar = windowSignIn(connection) === 'yes' ? jarOf?.(id) : undefined
  let closed = false
  const ownProxy = async (url: URL): Promise<URL | null> => {
    const proxy = proxyFor(connection.proxy, url, env)
    return proxy && connection.proxy !== 'system' ? atProxy.sign(proxy) : proxy
  }

  const send = async (hop: Hop, limits: HttpLimits, signal: AbortSignal): Promise<HopAnswer> => {
    const cookie = hop.own && jar ? await jar.header(hop.url) : ''
    const own = hop.own ? { ...await credentials.headers(), ...(cookie === '' ? {} : { cookie }) } : {}
    let given: readonly string[] = []
    const by = async (proxy: URL | null, reachMs?: number): Promise<HopAnswer> => {
      const contexts = hop.url.protocol === 'https:' || proxy?.protocol === 'https:' ? await tls.contexts() : null
      return exchange({
        hop, own, proxy, resolve, limits, signal, cookies: (list) => { given = list }, ...(reachMs === undefined ? {} : { reachMs }),
        agent: agents.agentFor(hop.url, proxy, hop.own, contexts), serverName: hop.own ? connection.tls?.serverName : undefined
      })
    }
    const proxies = connection.proxy === 'system' && systemProxies ? await systemProxies(hop.url) : [await ownProxy(hop.url)]
    const once = (): Promise<HopAnswer> => ways.tryInOrder(proxies, limits.deadlineMs, by)
    try {
      const answer = await once().catch((error: unknown) => {
        // A server may close a kept connection just as it is used again. What changes nothing is asked once more, on a fresh one.
        if (!(error instanceof Stale) || hop.method !== 'GET') throw error
        agents.dropIdle()
        return once()
      })
      if (hop.own && jar && given.length > 0) await jar.keep(hop.url, given)
      return answer
    } catch (error) {
      // The next request starts on a fresh connection: a half-dead one would fail it, too.
      agents.dropIdle()
      if (error instanceof SourceFailure && error.code.startsWith('tls')) tls.forget()
      if (error instanceof SourceFailure && error.code === 'proxy-auth') atProxy.forget()
      throw error instanceof Stale ? error.failure : error instanceof SourceFailure && (error.code === 'dns' || error.code === 'unreachable') && !online() ? new SourceFailure('offline', error.values) : error
    }
  }

  return {
    request: (request: HttpRequest, limits: HttpLimits): Promise<HttpResponse> => withinLimits(limits, async (signal) => {
      if (closed) throw new Error('this connection was closed')
      const response = await followRedirects(request, (hop) => send(hop, limits, signal))
      if (response.status === 407) atProxy.forget()
      if (response.status === 401 || response.status === 403) credentials.forget()
      return response
    }),
    redact: (text) => atProxy.redact(credentials.redact(text)),
    reset: () => { agents.destroy(); ways.forget() },
    close: () => { closed = true; agents.destroy() }
  }
}
