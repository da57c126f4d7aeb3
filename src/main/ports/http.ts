import type { AuthConfig, ProxyAuth, SecretRef, TlsConfig } from '@shared/config/schema'

export interface HttpRequest {
  readonly url: string
  readonly method?: 'GET' | 'POST' | 'DELETE'
  /** Besides the connection's own. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface HttpResponse {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** Decoded. */
  readonly body: Uint8Array
  /** After redirects. */
  readonly url: string
  /** How many redirects were followed; absent is none. */
  readonly redirects?: number
  /** Until when the certificate that answered is valid, ms; absent where none was shown or its end is not known. */
  readonly certificateEndsAt?: number
}

export interface HttpLimits {
  readonly signal: AbortSignal
  /** From now to the last byte, redirects included. */
  readonly deadlineMs: number
  /** On the wire, and after decoding. */
  readonly maxBytes: number
  readonly maxInflatedBytes: number
}

/**
 * One source's way to the network: its credentials, certificates, proxy and cookies, nobody else's.
 * Every status is an answer; what is no answer (refused, reset, TLS, deadline, too big, cut short) rejects with SourceFailure.
 * Redirects: at most 5, never from https to http, credentials never to another host.
 */
export interface HttpClient {
  request(request: HttpRequest, limits: HttpLimits): Promise<HttpResponse>
  /** A foreign text without the secrets that were sent: a server may repeat them in what it says. */
  redact(text: string): string
  /** Drops its sockets, so that the next request starts afresh (after sleep, after a change of network). */
  reset(): void
  close(): void
}

export interface Connection {
  readonly auth: AuthConfig
  readonly headers: Readonly<Record<string, string | SecretRef>>
  readonly tls: TlsConfig | null
  readonly proxy: string
  /** At the proxy, where `proxy` names one. */
  readonly proxyAuth?: ProxyAuth
}

export interface HttpFactory {
  /** `id` keeps cookies apart. */
  open(id: string, connection: Connection): HttpClient
  /** Every open client drops its sockets: after sleep they may be dead without a word, and a request on one would cost its whole deadline. */
  renew(): void
}
