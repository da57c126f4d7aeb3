import { t } from '@shared/text/catalogue'
import { SourceFailure } from '../ports/failure'
import type { HttpRequest, HttpResponse } from '../ports/http'
import { isSignInAddress } from '../ports/reply'
import { isLocalHost, isLoopbackHost } from './http-addresses'

const MAX_REDIRECTS = 5

/** One request of the chain that redirects make. */
export interface Hop {
  readonly url: URL
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly body: string | undefined
  /** What the caller asked to send; the connection's own are the sender's to add. */
  readonly headers: Readonly<Record<string, string>>
  /** Whether this is still the source itself. If not, its credentials, headers, client certificate and server name stay at home. */
  readonly own: boolean
  /** Whether the name must not resolve to this computer, its link or a metadata service. */
  readonly guarded: boolean
}
export type HopAnswer = Omit<HttpResponse, 'url' | 'redirects'>

export const isRedirect = (status: number, headers: Readonly<Record<string, string>>): boolean =>
  (status === 301 || status === 302 || status === 303 || status === 307 || status === 308) && headers['location'] !== undefined

/**
 * Sends a request and whatever its redirects ask for, at most five. Fails with `redirect-loop` at the sixth, and with `redirect-blocked` where one
 * leads from https to http, to something that is not the web, or from elsewhere into this computer or its link. One to a sign-in of another host is
 * not followed: nobody is there to sign in, and `sign-in-needed` says so.
 */
export const followRedirects = async (request: HttpRequest, send: (hop: Hop) => Promise<HopAnswer>): Promise<HttpResponse> => {
  const start = new URL(request.url)
  let hop: Hop = { url: start, method: request.method ?? 'GET', body: request.body, headers: request.headers ?? {}, own: true, guarded: false }
  for (let redirects = 0; ; redirects++) {
    const answer = await send(hop)
    if (!isRedirect(answer.status, answer.headers)) return { ...answer, url: hop.url.href, ...(redirects ? { redirects } : {}) }
    if (redirects === MAX_REDIRECTS) throw new SourceFailure('redirect-loop', { hops: MAX_REDIRECTS })
    hop = nextHop(start, hop, answer.status, answer.headers['location']!)
    if (!hop.own && isSignInAddress(hop.url) && !hop.url.pathname.endsWith(start.pathname)) throw new SourceFailure('sign-in-needed', { host: hop.url.host })
  }
}

/** A redirect that is not followed; the target is named without its path and query, which may carry a token. */
export const blocked = (target: string, why: 'insecure' | 'local' | 'not-web'): SourceFailure =>
  new SourceFailure('redirect-blocked', { target, detail: t(`failure.detail.redirect-${why}`) })

const nextHop = (start: URL, from: Hop, status: number, location: string): Hop => {
  let url: URL
  try { url = new URL(location, from.url) } catch { throw blocked(t('failure.detail.no-address'), 'not-web') }
  url.username = ''
  url.password = ''
  url.hash = ''
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw blocked(url.protocol, 'not-web')
  if (from.url.protocol === 'https:' && url.protocol === 'http:') throw blocked(url.origin, 'insecure')
  const guarded = url.hostname !== start.hostname && !isLoopbackHost(start.hostname)
  if (guarded && isLocalHost(url.hostname)) throw blocked(url.origin, 'local')
  // Once it has been elsewhere, a redirect back is somebody else's wish and travels without credentials, too.
  const own = from.own && isSameParty(start, url)
  const asGet = status === 303 ? true : status !== 307 && status !== 308 && from.method === 'POST'
  return {
    url, own, guarded,
    method: asGet ? 'GET' : from.method,
    body: asGet ? undefined : from.body,
    headers: Object.fromEntries(Object.entries(from.headers).filter(([name]) => (own || !isCredential(name)) && !(asGet && /^content-/i.test(name))))
  }
}

/** The same host and port, or the same host grown from http to https on the default ports. */
const isSameParty = (a: URL, b: URL): boolean => a.origin === b.origin || (a.hostname === b.hostname && a.port === '' && b.port === '' && b.protocol === 'https:')
const isCredential = (name: string): boolean => /^(authorization|proxy-authorization|cookie)$/i.test(name)
