import type { HttpClient } from '../../src/main/ports/http'
import type { SourceContext, SourceInstance } from '../../src/main/ports/source-kind'
import { nodeHttpFactory } from '../../src/main/adapters/node-http'
import { fakeMachine } from '../fakes/fake-machine'
import { fakeSecrets } from '../fakes/fake-secrets'

/** A configured source at these addresses. */
export const anInstance = (urls: readonly string[], over: Partial<SourceInstance> = {}): SourceInstance => ({ id: 'it', name: 'it', urls, options: {}, timeoutMs: 10_000, ...over })

/** What a poll is given. The same context is the same source: its memory is kept. */
export const aContext = (http: HttpClient, over: Partial<SourceContext> = {}): SourceContext => ({
  http, machine: fakeMachine(), now: Date.now, signal: new AbortController().signal, memory: new Map(), ...over
})

/** The network as the terminal uses it, without sign-in or proxy. */
export const realHttp = (): HttpClient =>
  nodeHttpFactory({ secrets: fakeSecrets(), env: {} }).open('test', { auth: { type: 'none' }, headers: {}, tls: null, proxy: 'none' })
