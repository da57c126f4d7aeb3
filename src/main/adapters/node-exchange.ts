import { t } from '@shared/text/catalogue'
import { request as httpRequest, type Agent, type IncomingHttpHeaders } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP, type Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { SourceFailure } from '../ports/failure'
import type { HttpLimits } from '../ports/http'
import { bareHost } from './http-addresses'
import { ACCEPT_ENCODING, decodeBody } from './http-encoding'
import { nodeFailure, proxyFailure, unreachedProxy } from './http-errors'
import { checkAnnounced, collector } from './http-limits'
import { isSocks, proxyHeaders } from './http-proxy'
import { isRedirect, type Hop, type HopAnswer } from './http-redirects'
import { lookupVia, type Resolve } from './node-lookup'
import { connectWithin, type TunnelOptions } from './node-tunnel'

/** One request and the way it takes. */
export interface Route {
  readonly hop: Hop
  /** The connection's own headers; empty on a foreign host. */
  readonly own: Readonly<Record<string, string>>
  readonly proxy: URL | null
  /** How long the proxy may take to accept a connection, ms; without it, as long as the request may take. */
  readonly reachMs?: number
  readonly agent: Agent
  readonly serverName: string | undefined
  readonly resolve: Resolve
  readonly limits: HttpLimits
  readonly signal: AbortSignal
  /** Hears what cookies an answer sets. */
  readonly cookies?: (given: readonly string[]) => void
}

/** A kept connection turned out to be closed before an answer began. */
export class Stale extends Error {
  constructor(readonly failure: SourceFailure) { super('stale connection') }
}

/** Runtimes before 18.18 try several addresses of a host, but lose a TLS socket on the way. */
const [major, minor] = process.versions.node.split('.').map(Number) as [number, number]
const TRIES_ALL_ADDRESSES = major >= 20 || (major === 18 && minor >= 18)

/** Sends one request and reads its answer whole. A redirect's body is not read. Rejects with SourceFailure, Stale or the signal's reason. */
export const exchange = (route: Route): Promise<HopAnswer> => new Promise((resolve, reject) => {
  const { hop, proxy, limits, signal } = route
  const { url } = hop
  const secure = url.protocol === 'https:'
  const viaProxy = proxy !== null && !secure && !isSocks(proxy) ? proxy : null
  const options = requestOptions(route, viaProxy)
  const request = secure || viaProxy?.protocol === 'https:' ? httpsRequest(options) : httpRequest(options)

  let settled = false
  const settle = (act: () => void): void => {
    if (settled) return
    settled = true
    signal.removeEventListener('abort', cancel)
    act()
  }
  const fail = (error: unknown): void => { settle(() => { reject(error); request.destroy() }) }
  const cancel = (): void => { fail(signal.reason) }
  signal.addEventListener('abort', cancel, { once: true })
  if (signal.aborted) { cancel(); return }

  // Whether what is asked may have gone out.
  let sent = false
  request.on('socket', (socket) => {
    if (viaProxy) connectWithin(socket, route.reachMs, () => { fail(unreachedProxy(viaProxy.host)) })
    if (!request.reusedSocket && (socket.connecting || secure || viaProxy?.protocol === 'https:')) socket.once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', () => { sent = true })
    else sent = true
  })
  request.on('error', (error) => {
    const failure = failureOf(error, route, viaProxy, sent, request.reusedSocket)
    fail(request.reusedSocket && (failure.code === 'reset' || (viaProxy !== null && failure.code === 'proxy')) ? new Stale(failure) : failure)
  })
  request.on('response', (response) => {
    const status = response.statusCode ?? 0
    const headers = plainHeaders(response.headers)
    route.cookies?.(response.headers['set-cookie'] ?? [])
    const certificate = secure ? certificateEnd(response.socket) : {}
    if (isRedirect(status, headers)) {
      // A short body is let through, so that the connection can serve the next poll.
      if (Number(headers['content-length'] ?? Infinity) <= 65_536) response.resume()
      else request.destroy()
      settle(() => { resolve({ status, headers, body: new Uint8Array(0) }) })
      return
    }
    const body = collector(limits.maxBytes)
    const guard = <T extends readonly unknown[]>(act: (...given: T) => void) => (...given: T): void => { try { act(...given) } catch (error) { fail(error) } }
    guard(checkAnnounced)(headers['content-length'], limits.maxBytes)
    response.on('data', guard((chunk: Buffer) => { body.add(chunk) }))
    response.on('error', (error) => { fail(nodeFailure(error, url.host, true)) })
    response.on('close', () => { if (!response.complete) fail(new SourceFailure('truncated')) })
    response.on('end', () => {
      if (!response.complete) { fail(new SourceFailure('truncated')); return }
      const decoded = decodeBody(body.whole(), headers['content-encoding'], limits.maxInflatedBytes)
      decoded.then((whole) => { settle(() => { resolve({ status, headers, body: whole, ...certificate }) }) }, fail)
    })
  })
  request.end(hop.body)
})

const failureOf = (error: unknown, { hop, proxy }: Route, viaProxy: URL | null, sent: boolean, reused: boolean): SourceFailure => {
  const failure = nodeFailure(error, hop.url.host, false)
  const { code } = failure
  // of a write that may have arrived nobody may be told that it has not
  const open = sent && hop.method !== 'GET'
  if (viaProxy) {
    if (open && code === 'reset') return failure
    const proxied = proxyFailure(error, viaProxy.host)
    return sent && (open || code !== 'reset') ? new SourceFailure(proxied.code, proxied.values) : proxied
  }
  // some say that a way is open before they have tried, and close it where it is not
  const shut = proxy !== null && isSocks(proxy) && code === 'reset' && !reused && !open && (!sent || hop.url.protocol === 'http:')
  return shut ? new SourceFailure('proxy', { detail: t('failure.detail.socks-closed', { proxy: proxy.host, host: hop.url.host }) }) : failure
}

/** A resumed session remembers the certificate it began with. */
const certificateEnd = (socket: Socket): Pick<HopAnswer, 'certificateEndsAt'> => {
  const endsAt = socket instanceof TLSSocket ? Date.parse(socket.getPeerCertificate().valid_to) : NaN
  return Number.isFinite(endsAt) ? { certificateEndsAt: endsAt } : {}
}

const requestOptions = ({ hop, own, proxy, reachMs, agent, serverName, resolve, signal }: Route, viaProxy: URL | null): TunnelOptions => {
  const { url } = hop
  const host = bareHost((viaProxy ?? url).hostname)
  const given = Object.fromEntries(Object.entries(hop.headers).map(([name, value]) => [name.toLowerCase(), value]))
  return {
    agent,
    method: hop.method,
    host,
    port: (viaProxy ?? url).port || ((viaProxy ?? url).protocol === 'https:' ? 443 : 80),
    path: viaProxy ? url.href : `${url.pathname}${url.search}`,
    headers: {
      'accept-encoding': ACCEPT_ENCODING, 'cache-control': 'no-cache', 'user-agent': 'Garda', host: url.host, ...given, ...own,
      ...(hop.body === undefined ? {} : { 'content-length': Buffer.byteLength(hop.body) }), ...(viaProxy ? proxyHeaders(viaProxy) : {})
    },
    servername: (viaProxy ? undefined : serverName) ?? (isIP(host) === 0 ? host : ''),
    lookup: lookupVia(resolve, hop.guarded && proxy === null),
    insecureHTTPParser: false,
    lookupHost: lookupVia(resolve, hop.guarded),
    cancel: signal,
    ...(reachMs === undefined ? {} : { reachMs }),
    ...(TRIES_ALL_ADDRESSES ? { autoSelectFamily: true, autoSelectFamilyAttemptTimeout: 1000 } : {})
  }
}

/** One value per name; cookies are nobody's business further up. */
const plainHeaders = (headers: IncomingHttpHeaders): Record<string, string> => {
  const plain: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && name !== 'set-cookie') plain[name] = typeof value === 'string' ? value : value.join(', ')
  }
  return plain
}
