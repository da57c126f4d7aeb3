import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { isSocks } from './http-proxy'
import { bySocks } from './node-socks'
import type { TlsContexts } from './node-tls'
import { byConnect, plainTunnelAgent, tunnelAgent } from './node-tunnel'

/** At most six sockets to a host, as browsers do; kept open between polls. */
const POOL = { keepAlive: true, keepAliveMsecs: 30_000, maxSockets: 6, maxFreeSockets: 6 } as const

/** One source's sockets. */
export interface Agents {
  /**
   * The agent that reaches `url` by `proxy` (null: straight); `own` says whether it may show the source's client certificate.
   * `tls` is null only where neither speaks it.
   */
  agentFor(url: URL, proxy: URL | null, own: boolean, tls: TlsContexts | null): HttpAgent
  /** Closes sockets that wait for their next use. */
  dropIdle(): void
  destroy(): void
}

/** Agents are made when they are first needed, and made anew when the TLS files have changed. */
export const openAgents = (): Agents => {
  let made = new Map<string, HttpAgent>()
  let madeFor: TlsContexts | null = null
  const destroy = (): void => {
    for (const agent of made.values()) agent.destroy()
    made = new Map()
  }
  return {
    agentFor: (url, proxy, own, tls) => {
      if (tls !== null && tls !== madeFor) {
        // Requests under way end on the old agents; only their idle sockets go.
        for (const agent of made.values()) dropIdleOf(agent)
        made = new Map()
        madeFor = tls
      }
      // An unencrypted request is handed to the proxy itself, but not to one that passes bytes on; an encrypted one passes through it.
      const plain = url.protocol === 'http:' && (proxy ?? url).protocol === 'http:'
      const socks = isSocks(proxy) ? proxy : null
      const hop = socks && url.protocol === 'http:' ? `through ${socks.href}` : plain ? 'plain' : url.protocol === 'http:' ? 'proxy' : `${own ? 'own' : 'foreign'} ${proxy?.href ?? ''}`
      const found = made.get(hop)
      if (found) return found
      const agent = socks && url.protocol === 'http:' ? plainTunnelAgent(bySocks(socks), POOL) : plain || tls === null ? new HttpAgent(POOL)
        : url.protocol === 'http:' ? new HttpsAgent({ ...POOL, secureContext: tls.foreign, rejectUnauthorized: true })
          : proxy === null ? new HttpsAgent({ ...POOL, secureContext: own ? tls.own : tls.foreign, rejectUnauthorized: true })
            : tunnelAgent(socks ? bySocks(socks) : byConnect(proxy, tls.foreign), own ? tls.own : tls.foreign, POOL)
      made.set(hop, agent)
      return agent
    },
    dropIdle: () => { for (const agent of made.values()) dropIdleOf(agent) },
    destroy
  }
}

const dropIdleOf = (agent: HttpAgent): void => {
  for (const sockets of Object.values(agent.freeSockets)) for (const socket of sockets ?? []) socket.destroy()
}
