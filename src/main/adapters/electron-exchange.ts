import { net, type IncomingMessage, type Session } from 'electron'
import { t } from '@shared/text/catalogue'
import { SourceFailure } from '../ports/failure'
import type { HttpLimits } from '../ports/http'
import { chromiumFailure } from './chromium-errors'
import { reasonOf } from './error-reason'
import { bareHost } from './http-addresses'
import { contentCoding } from './http-encoding'
import { checkAnnounced, collector } from './http-limits'
import type { Hop, HopAnswer } from './http-redirects'

/** What Chromium undoes by itself. */
const KNOWN: ReadonlySet<string> = new Set(['gzip', 'x-gzip', 'deflate', 'br', 'zstd'])

/** One request and the session it goes through. */
export interface ChromiumRoute {
  readonly session: Session
  /** Until when the certificate of a host is valid, ms, as far as the session has seen it. */
  readonly certificateEnd: (hostname: string) => number | undefined
  readonly hop: Hop
  /** The connection's own headers; empty on a foreign host. */
  readonly own: Readonly<Record<string, string>>
  readonly limits: HttpLimits
  readonly signal: AbortSignal
}

/**
 * Sends one request through a session and reads its answer whole; a redirect is answered, not followed. Rejects with SourceFailure or the signal's
 * reason. Chromium decodes bodies itself, so what came over the wire is known from Content-Length only; what comes out is counted.
 */
export const chromiumExchange = ({ session, certificateEnd, hop, own, limits, signal }: ChromiumRoute): Promise<HopAnswer> => new Promise((resolve, reject) => {
  const { url } = hop
  // Without a priority, where it is known, a request counts as idle chatter. Cookies are the source's own and stay with it.
  const options = {
    method: hop.method, url: url.href, session, redirect: 'manual', useSessionCookies: hop.own, cache: 'no-store', referrerPolicy: 'no-referrer', priority: 'medium'
  } as const
  const request = net.request(options)

  let settled = false
  const settle = (act: () => void): void => {
    if (settled) return
    settled = true
    signal.removeEventListener('abort', cancel)
    act()
  }
  const fail = (error: unknown): void => { settle(() => { reject(error); request.abort() }) }
  const cancel = (): void => { fail(signal.reason) }
  signal.addEventListener('abort', cancel, { once: true })
  if (signal.aborted) { cancel(); return }

  request.on('error', (error) => { fail(chromiumFailure(error, url.host)) })
  request.on('login', (info, answer) => {
    if (info.isProxy) fail(new SourceFailure('proxy-auth'))
    else answer()
  })
  request.on('redirect', (status, _method, location, headers) => {
    settle(() => { resolve({ status, headers: { ...plainHeaders(headers), location }, body: new Uint8Array(0) }); request.abort() })
  })
  request.on('response', (response) => {
    try { read(response) } catch (error) { fail(error) }
  })
  const read = (response: IncomingMessage): void => {
    const status = response.statusCode
    const headers = plainHeaders(response.headers)
    checkAnnounced(headers['content-length'], limits.maxBytes)
    const coded = contentCoding(headers['content-encoding'], KNOWN) !== ''
    const body = collector(coded ? limits.maxInflatedBytes : Math.min(limits.maxBytes, limits.maxInflatedBytes))
    response.on('data', (chunk) => { try { body.add(chunk) } catch (error) { fail(error) } })
    response.on('error', (error: unknown) => { fail(chromiumFailure(error, url.host)) })
    response.on('aborted', () => { fail(new SourceFailure('truncated')) })
    const endsAt = url.protocol === 'https:' ? certificateEnd(bareHost(url.hostname)) : undefined
    response.on('end', () => { settle(() => { resolve({ status, headers, body: body.whole(), ...(endsAt === undefined ? {} : { certificateEndsAt: endsAt }) }) }) })
  }

  try {
    // A header that Chromium does not let through is the configuration's mistake.
    for (const [name, value] of Object.entries({ 'cache-control': 'no-cache', 'user-agent': 'Garda', ...hop.headers, ...own })) request.setHeader(name, value)
  } catch (error) {
    fail(new SourceFailure('settings', { detail: t('failure.detail.header-refused', { reason: reasonOf(error) }) }))
    return
  }
  request.end(hop.body)
})

/** Names in lower case, one value per name; cookies are nobody's business further up. */
const plainHeaders = (headers: Readonly<Record<string, string | readonly string[]>>): Record<string, string> => {
  const plain: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (name.toLowerCase() !== 'set-cookie') plain[name.toLowerCase()] = typeof value === 'string' ? value : value.join(', ')
  }
  return plain
}
