import { t } from '@shared/text/catalogue'
import { request as httpRequest, type OutgoingHttpHeaders } from 'node:http'
import { Agent, request as httpsRequest, type AgentOptions, type RequestOptions } from 'node:https'
import { isIP, type Socket } from 'node:net'
import { connect, type ConnectionOptions, type SecureContext, type TLSSocket } from 'node:tls'
import { SourceFailure } from '../ports/failure'
import { bareHost } from './http-addresses'
import { proxyFailure } from './http-errors'
import { proxyHeaders } from './http-proxy'

/** A request through a tunnel; `cancel` ends a CONNECT that is still under way. */
export interface TunnelOptions extends RequestOptions { readonly cancel?: AbortSignal }

type Done = (error: Error | null, socket?: TLSSocket) => void

/**
 * An agent that reaches https hosts through a proxy by CONNECT. What the proxy answers instead of a tunnel is never taken for the host's answer:
 * it fails with `proxy-auth` (407) or `proxy`. `proxyContext` is for a proxy that itself speaks TLS.
 */
export const tunnelAgent = (proxy: URL, secureContext: SecureContext, proxyContext: SecureContext, options: AgentOptions): Agent => {
  const createConnection = (to: TunnelOptions & ConnectionOptions, done: Done): void => {
    const host = bareHost(String(to.host))
    openTunnel(proxy, proxyContext, `${isIP(host) === 6 ? `[${host}]` : host}:${to.port ?? 443}`, to.cancel, (error, socket) => {
      if (error || !socket) { done(error); return }
      const servername = to.servername ?? (isIP(host) === 0 ? host : '')
      done(null, connect({ socket, host, servername, secureContext, rejectUnauthorized: true, ALPNProtocols: ['http/1.1'] }))
    })
  }
  return Object.assign(new Agent(options), { createConnection })
}

type Opened = (error: Error | null, socket?: Socket) => void

const openTunnel = (proxy: URL, secureContext: SecureContext, authority: string, cancel: AbortSignal | undefined, done: Opened): void => {
  const secure = proxy.protocol === 'https:'
  const headers: OutgoingHttpHeaders = { host: authority, ...proxyHeaders(proxy) }
  const place = { host: bareHost(proxy.hostname), port: proxy.port || (secure ? 443 : 80) }
  const options = { ...place, method: 'CONNECT', path: authority, headers, ...(cancel ? { signal: cancel } : {}) }
  const request = secure ? httpsRequest({ ...options, agent: new Agent({ secureContext, rejectUnauthorized: true }) }) : httpRequest({ ...options, agent: false })
  const refuse = (status: number): void => {
    request.destroy()
    done(status === 407 ? new SourceFailure('proxy-auth') : new SourceFailure('proxy', { detail: t('failure.detail.proxy-status', { status }) }))
  }
  request.on('connect', (response, socket: Socket, head) => {
    if (response.statusCode !== 200) { socket.destroy(); refuse(response.statusCode ?? 0); return }
    if (head.length > 0) socket.unshift(head)
    done(null, socket)
  })
  request.on('response', (response) => { refuse(response.statusCode ?? 0) })
  request.on('error', (error) => { done(proxyFailure(error, proxy.host)) })
  request.end()
}
