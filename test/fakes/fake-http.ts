import { SourceFailure } from '../../src/main/ports/failure'
import type { HttpClient, HttpLimits, HttpRequest, HttpResponse } from '../../src/main/ports/http'

/** What a fake server says. `json` is sent as JSON; `hang` never answers. */
export interface FakeReply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly body?: string | Uint8Array
  /** Where it came from after redirects. */
  readonly url?: string
  readonly redirects?: number
}
export type FakeAnswer = FakeReply | SourceFailure | 'hang' | ((request: HttpRequest) => FakeReply | SourceFailure | 'hang')

export interface FakeHttp extends HttpClient {
  readonly calls: readonly HttpRequest[]
  resets: number
  closed: boolean
  /** Replaces one answer. */
  on(route: string, answer: FakeAnswer): void
}

const lowerCase = (headers: Readonly<Record<string, string>>): Record<string, string> => Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

const responseOf = (reply: FakeReply, request: HttpRequest): HttpResponse => {
  const body = reply.json === undefined ? (reply.body ?? '') : JSON.stringify(reply.json)
  return {
    status: reply.status ?? 200,
    headers: { ...(reply.json === undefined ? {} : { 'content-type': 'application/json' }), ...lowerCase(reply.headers ?? {}) },
    body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
    url: reply.url ?? request.url,
    ...(reply.redirects ? { redirects: reply.redirects } : {})
  }
}

const hang = (limits: HttpLimits): Promise<never> => new Promise((_, reject) => {
  const timer = setTimeout(() => { limits.signal.removeEventListener('abort', cancel); reject(new SourceFailure('timeout', { seconds: limits.deadlineMs / 1000 })) }, limits.deadlineMs)
  const cancel = (): void => { clearTimeout(timer); reject(limits.signal.reason) }
  limits.signal.addEventListener('abort', cancel, { once: true })
})

/**
 * A network in memory. A route is `GET /path` (path without query) or `GET http://host/path`; the method may be left out for GET, and `*` answers
 * what nothing else does. It is given no secret, so it has none to hide. Without an answer the host refuses. Limits hold as they do on a real network.
 */
export const fakeHttp = (routes: Readonly<Record<string, FakeAnswer>> = {}): FakeHttp => {
  const answers = new Map(Object.entries(routes))
  const calls: HttpRequest[] = []
  return {
    calls,
    resets: 0,
    closed: false,
    on(route, answer) { answers.set(route, answer) },
    async request(request, limits) {
      limits.signal.throwIfAborted()
      if (this.closed) throw new Error('the client is closed')
      calls.push(request)
      const url = new URL(request.url)
      const method = request.method ?? 'GET'
      const places = [`${method} ${url.origin}${url.pathname}`, `${method} ${url.pathname}`, ...(method === 'GET' ? [`${url.origin}${url.pathname}`, url.pathname] : []), '*']
      const found = places.map((place) => answers.get(place)).find((answer) => answer !== undefined)
      const answer = typeof found === 'function' ? found(request) : found
      if (answer === undefined) throw new SourceFailure('refused', { host: url.host })
      if (answer === 'hang') return hang(limits)
      if (answer instanceof SourceFailure) throw answer
      const response = responseOf(answer, request)
      if (response.body.length > Math.min(limits.maxBytes, limits.maxInflatedBytes)) throw new SourceFailure('too-big', { limit: `${Math.min(limits.maxBytes, limits.maxInflatedBytes)} B` })
      return response
    },
    redact: (text) => text,
    reset() { this.resets++ },
    close() { this.closed = true }
  }
}

/** Limits that no test reaches by accident. */
export const someLimits = (over: Partial<HttpLimits> = {}): HttpLimits => ({ signal: new AbortController().signal, deadlineMs: 5000, maxBytes: 64 << 20, maxInflatedBytes: 256 << 20, ...over })
