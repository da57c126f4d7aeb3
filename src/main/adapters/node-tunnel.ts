import { t } from '@shared/text/catalogue'
import { Agent as HttpAgent, request as httpRequest, type OutgoingHttpHeaders } from 'node:http'
import { Agent, request as httpsRequest, type AgentOptions, type RequestOptions } from 'node:https'
import { isIP, type LookupFunction, type Socket, type TcpNetConnectOpts } from 'node:net'
import { connect, type SecureContext } from 'node:tls'
import { SourceFailure } from '../ports/failure'
import { bareHost } from './http-addresses'
import { proxyFailure, unreachedProxy } from './http-errors'
import { proxyHeaders } from './http-proxy'

/** A request through a tunnel. */
export interface TunnelOptions extends RequestOptions, Pick<TcpNetConnectOpts, 'autoSelectFamily' | 'autoSelectFamilyAttemptTimeout'> {
  /** Ends a tunnel that is still being opened. */
  readonly cancel?: AbortSignal
  /** How long the proxy may take to accept a connection, ms; without it, as long as the request may take. */
  readonly reachMs?: number
  /** Finds the host itself, for a proxy that takes nothing but addresses. */
  readonly lookupHost?: LookupFunction
}

export type Opened = (error: Error | null, socket?: Socket) => void
/** Opens a way through a proxy to the host and port of a request: bytes go through as they are. Fails with `proxy` or `proxy-auth`. */
export type Opener = (to: TunnelOptions, done: Opened) => void

/** An agent that speaks TLS with https hosts through what `open` opens. */
export const tunnelAgent = (open: Opener, secureContext: SecureContext, options: AgentOptions): Agent => {
  const createConnection = (to: TunnelOptions, done: Opened): void => {
    const host = bareHost(String(to.host))
    open(to, (error, socket) => {
      if (error || !socket) { done(error); return }
      const servername = to.servername ?? (isIP(host) === 0 ? host : '')
      done(null, connect({ socket, host, servername, secureContext, rejectUnauthorized: true, ALPNProtocols: ['http/1.1'] }))
    })
  }
  return Object.assign(new Agent(options), { createConnection })
}

/** The same for http hosts. */
export const plainTunnelAgent = (open: Opener, options: AgentOptions): HttpAgent => Object.assign(new HttpAgent(options), { createConnection: open })

/** How the proxy itself is found: like any host, several addresses one after the other. */
export const reaching = ({ lookup, autoSelectFamily, autoSelectFamilyAttemptTimeout }: TunnelOptions): Partial<TcpNetConnectOpts> => ({
  ...(lookup ? { lookup } : {}), ...(autoSelectFamily === undefined ? {} : { autoSelectFamily }), ...(autoSelectFamilyAttemptTimeout === undefined ? {} : { autoSelectFamilyAttemptTimeout })
})

/** Calls `late` where a socket is not connected within `ms`; undefined waits. */
export const connectWithin = (socket: Socket, ms: number | undefined, late: () => void): void => {
  if (ms === undefined || !socket.connecting) return
  const timer = setTimeout(late, ms)
  const over = (): void => { clearTimeout(timer) }
  socket.once('connect', over)
  socket.once('close', over)
}

/**
 * By CONNECT. What the proxy answers instead of a tunnel is never taken for the host's answer: it fails with `proxy-auth` (407) or `proxy`.
 * `secureContext` is for a proxy that itself speaks TLS.
 */
export const byConnect = (proxy: URL, secureContext: SecureContext): Opener => (to, done) => {
  const name = bareHost(String(to.host))
  const authority = `${isIP(name) === 6 ? `[${name}]` : name}:${to.port ?? 443}`
  const secure = proxy.protocol === 'https:'
  const headers: OutgoingHttpHeaders = { host: authority, ...proxyHeaders(proxy) }
  const place = { host: bareHost(proxy.hostname), port: proxy.port || (secure ? 443 : 80) }
  const options = { ...place, ...reaching(to), method: 'CONNECT', path: authority, headers, ...(to.cancel ? { signal: to.cancel } : {}) }
  const request = secure ? httpsRequest({ ...options, agent: new Agent({ secureContext, rejectUnauthorized: true }) }) : httpRequest({ ...options, agent: false })
  const refuse = (status: number): void => {
    request.destroy()
    done(status === 407 ? new SourceFailure('proxy-auth') : new SourceFailure('proxy', { detail: t('failure.detail.proxy-status', { status }) }))
  }
  request.on('socket', (socket) => { connectWithin(socket, to.reachMs, () => { request.destroy(unreachedProxy(proxy.host)) }) })
  request.on('connect', (response, socket: Socket, head) => {
    if (response.statusCode !== 200) { socket.destroy(); refuse(response.statusCode ?? 0); return }
    if (head.length > 0) socket.unshift(head)
    done(null, socket)
  })
  request.on('response', (response) => { refuse(response.statusCode ?? 0) })
  request.on('error', (error) => { done(proxyFailure(error, proxy.host)) })
  request.end()
}
