import type { Session } from 'electron'
import { windowSignIn } from '@shared/domain/sign-in'
import type { Connection, HttpClient, HttpFactory, HttpLimits, HttpRequest, HttpResponse } from '../ports/http'
import type { Secrets } from '../ports/secrets'
import { chromiumExchange } from './electron-exchange'
import { electronJar } from './electron-jar'
import { certificateEnd, hasJar, openSession, partitionOf, quietSession } from './electron-sessions'
import { bareHost, isLocalAddress } from './http-addresses'
import { connectionCredentials } from './http-credentials'
import { withinLimits } from './http-limits'
import { proxiesFromPac, type Environment } from './http-proxy'
import { renewable } from './http-renewal'
import { blocked, followRedirects, type Hop, type HopAnswer } from './http-redirects'
import { nodeHttpFactory } from './node-http'

export interface ElectronHttpWorld {
  readonly secrets: Secrets
  readonly env: Environment
  /** For what Chromium cannot do. */
  readonly fallback?: HttpFactory
}

/**
 * Sources through Chromium's network: the system's proxy, its store of certificates, and a jar of cookies for each source that is gone with the app,
 * unless a person signed in at it in a window.
 * What Chromium cannot do per source (certificate files, server name, a proxy of its own, the headers Host and Cookie) goes over Node's sockets;
 * these learn the system's proxy from Chromium, too. Needs a ready app only when a request is made.
 */
export const electronHttpFactory = ({ secrets, env, fallback = nodeHttpFactory({ secrets, env, systemProxies, jar: electronJar }) }: ElectronHttpWorld): HttpFactory =>
  renewable((id, connection) => (needsNode(connection) ? fallback.open(id, connection) : openClient(id, connection, secrets)))

const needsNode = ({ tls, proxy, headers }: Connection): boolean =>
  tls !== null || (proxy !== 'system' && proxy !== 'none') || Object.keys(headers).some((name) => /^(host|cookie)$/i.test(name))

const systemProxies = async (url: URL): Promise<readonly (URL | null)[]> => proxiesFromPac(await quietSession('garda-proxy').resolveProxy(url.href))

const openClient = (id: string, connection: Connection, secrets: Secrets): HttpClient => {
  const credentials = connectionCredentials(connection, secrets, () => performance.now())
  const maySignIn = windowSignIn(connection) === 'yes'
  let opened: Session | null = null
  let partition = ''
  const session = async (): Promise<Session> => {
    // the jar may have been made since
    const wanted = partitionOf(id, maySignIn && hasJar(id))
    if (opened && partition === wanted) return opened
    partition = wanted
    return (opened = await openSession(wanted, connection))
  }
  let closed = false
  /** A request that is made while sockets are being closed may lose its own with them. */
  let dropping: Promise<unknown> = Promise.resolve()

  const send = async (hop: Hop, limits: HttpLimits, signal: AbortSignal): Promise<HopAnswer> => {
    const own = hop.own ? await credentials.headers() : {}
    const through = await session()
    await dropping
    if (hop.guarded) await checkResolved(through, hop.url)
    signal.throwIfAborted()
    return chromiumExchange({ session: through, certificateEnd: (hostname) => certificateEnd(through, hostname), hop, own, limits, signal })
  }
  const drop = (): void => {
    if (opened) dropping = Promise.allSettled([dropping, opened.closeAllConnections()])
  }

  return {
    request: (request: HttpRequest, limits: HttpLimits): Promise<HttpResponse> => withinLimits(limits, async (signal) => {
      if (closed) throw new Error('this connection was closed')
      const response = await followRedirects(request, (hop) => send(hop, limits, signal))
      if (response.status === 401 || response.status === 403) credentials.forget()
      return response
    }),
    redact: (text) => credentials.redact(text),
    reset: drop,
    close: () => { closed = true; drop() }
  }
}

/** Behind a proxy a name may be known only there; what does not resolve here leads nowhere here. */
const checkResolved = async (session: Session, url: URL): Promise<void> => {
  const found = await session.resolveHost(bareHost(url.hostname)).catch(() => null)
  if (found?.endpoints.some(({ address }) => isLocalAddress(address))) throw blocked(url.origin, 'local')
}
