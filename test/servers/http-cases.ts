import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { expect } from 'vitest'
import type { FailureCode } from '@shared/domain/source'
import { SourceFailure } from '../../src/main/ports/failure'
import type { Connection, HttpClient, HttpLimits, HttpRequest, HttpResponse } from '../../src/main/ports/http'
import type { HostileServers, Seen } from './hostile'

/** What the cases need of a client; what it sends may lie in another process. */
export type CaseClient = Omit<HttpClient, 'redact'>

/** Where the cases run: any client of the port, against servers that may be fakes. */
export interface HttpWorld {
  readonly servers: HostileServers
  readonly open: (connection?: Partial<Connection>) => CaseClient
  /** Of the factory that all of its clients come from; a fake network has nothing to renew. */
  readonly renew?: () => void
}

/** Secrets that a world must know, as environment variables. */
export const CASE_SECRETS = { HTTP_CASE_PASSWORD: 'pässwörd', HTTP_CASE_TOKEN: 'token-123', HTTP_CASE_KEY: 'key-456', HTTP_CASE_PASSPHRASE: 'open sesame', HTTP_CASE_BAD: 'two\nlines' } as const
const secret = (name: keyof typeof CASE_SECRETS): { readonly env: string } => ({ env: name })

/** `anywhere`: needs no real network, so a fake must show it, too. */
export interface HttpCase { readonly name: string; readonly anywhere?: boolean; readonly run: (world: HttpWorld) => Promise<void> }

export const limits = (over: Partial<HttpLimits> = {}): HttpLimits => ({ signal: new AbortController().signal, deadlineMs: 10_000, maxBytes: 1 << 20, maxInflatedBytes: 4 << 20, ...over })
export const text = (response: HttpResponse): string => new TextDecoder().decode(response.body)
export const ask = (world: HttpWorld, request: string | HttpRequest, connection: Partial<Connection> = {}, over: Partial<HttpLimits> = {}): Promise<HttpResponse> => {
  const client = world.open(connection)
  return client.request(typeof request === 'string' ? { url: request } : request, limits(over)).finally(() => { client.close() })
}
/** The failure of a request; anything else is thrown. */
export const failureOf = async (answer: Promise<unknown>): Promise<{ readonly code: FailureCode; readonly values: object }> => {
  const outcome = await answer.then((response) => ({ response }), (error: unknown) => error)
  if (outcome instanceof SourceFailure) return { code: outcome.code, values: outcome.values }
  throw outcome instanceof Error ? outcome : new Error(`expected a failure, got ${JSON.stringify(outcome).slice(0, 300)}`)
}
export const lastSeen = ({ servers }: HttpWorld, server: string): Seen => {
  const found = servers.seen.filter((seen) => seen.server === server).at(-1)
  if (!found) throw new Error(`${server} was not asked`)
  return found
}
export const HELLO = '{"hello":"world"}'

const answers = (name: string, path: string, expected: string | number, anywhere = false): HttpCase => ({
  name, anywhere,
  run: async (world) => {
    const response = await ask(world, world.servers.plain + path)
    expect(typeof expected === 'number' ? response.status : text(response)).toBe(expected)
  }
})
export type Place = Exclude<keyof HostileServers, 'certificates' | 'seen' | 'connections' | 'close'>
interface More {
  readonly values?: (world: HttpWorld) => object
  readonly connection?: (world: HttpWorld) => Partial<Connection>
  readonly limits?: Partial<HttpLimits>
  readonly anywhere?: boolean
}
export const fails = (name: string, at: readonly [Place, string], code: FailureCode, more: More = {}): HttpCase => ({
  name, ...(more.anywhere ? { anywhere: true } : {}),
  run: async (world) => {
    const failure = await failureOf(ask(world, world.servers[at[0]] + at[1], more.connection?.(world), more.limits))
    expect(failure).toEqual(more.values ? { code, values: more.values(world) } : { code, values: expect.any(Object) })
  }
})
export const host = (place: Place) => (world: HttpWorld): object => ({ host: new URL(world.servers[place]).host })
export const ownCa = ({ servers }: HttpWorld): Partial<Connection> => ({ tls: { ca: servers.certificates.ca } })
export const short = { deadlineMs: 300 } as const

const BASICS: readonly HttpCase[] = [
  {
    name: 'gives status, headers in lower case, body and address',
    anywhere: true,
    run: async (world) => {
      const url = `${world.servers.plain}/json?a=b`
      const response = await ask(world, url)
      expect({ status: response.status, type: response.headers['content-type'], body: text(response), url: response.url, redirects: response.redirects ?? 0 }).toEqual({ status: 200, type: 'application/json', body: HELLO, url, redirects: 0 })
      expect(Object.keys(response.headers).filter((name) => name !== name.toLowerCase())).toEqual([])
    }
  },
  {
    name: 'joins repeated headers, and keeps cookies to itself',
    run: async (world) => {
      const { headers } = await ask(world, `${world.servers.plain}/json`)
      expect([headers['x-two'], headers['set-cookie']]).toEqual(['a, b', undefined])
    }
  },
  answers('answers 204 with an empty body', '/status/204', '', true),
  ...[200, 204, 400, 401, 403, 404, 410, 422, 429, 500, 502, 503, 504].map((status) => answers(`takes ${status} for an answer`, `/status/${status}`, status, true)),
  {
    name: 'takes a 401 with a challenge for an answer, and asks nobody',
    run: async (world) => {
      expect((await ask(world, `${world.servers.plain}/challenge/basic`)).status).toBe(401)
      expect((await ask(world, `${world.servers.plain}/challenge/bearer`)).status).toBe(401)
    }
  },
  {
    name: 'posts a body, and says how long it is',
    run: async (world) => {
      await ask(world, { url: `${world.servers.plain}/json`, method: 'POST', body: 'query=ü', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } })
      const seen = lastSeen(world, 'plain')
      expect([seen.method, seen.body, seen.headers['content-length'], seen.headers['content-type']]).toEqual(['POST', 'query=ü', '8', 'application/x-www-form-urlencoded'])
    }
  },
  {
    name: 'deletes',
    run: async (world) => {
      await ask(world, { url: `${world.servers.plain}/json/1`, method: 'DELETE' })
      expect(lastSeen(world, 'plain')).toMatchObject({ method: 'DELETE', url: '/json/1' })
    }
  },
  {
    name: 'wants no answer from a cache',
    run: async (world) => {
      await ask(world, `${world.servers.plain}/json`)
      expect(lastSeen(world, 'plain').headers['cache-control']).toBe('no-cache')
    }
  },
  {
    name: 'uses one connection for poll after poll, and a new one after a reset',
    run: async (world) => {
      const client = world.open()
      const url = `${world.servers.plain}/json`
      const poll = async (): Promise<void> => { await client.request({ url }, limits()) }
      await poll()
      const before = world.servers.connections()
      await poll()
      await poll()
      expect(world.servers.connections()).toBe(before)
      client.reset()
      await poll()
      expect(world.servers.connections()).toBe(before + 1)
      client.close()
    }
  },
  {
    name: 'loses no time on connections that died in sleep once they are renewed, whoever has them',
    run: async (world) => {
      const clients = [world.open(), world.open()]
      const poll = (client: CaseClient, over: Partial<HttpLimits> = {}): Promise<HttpResponse> => client.request({ url: `${world.servers.plain}/deaf` }, limits(over))
      for (const client of clients) expect((await poll(client)).status).toBe(200)
      expect((await failureOf(poll(clients[0]!, short))).code).toBe('timeout')
      expect((await poll(clients[0]!)).status).toBe(200)
      world.renew?.()
      for (const answer of await Promise.all(clients.map((client) => poll(client)))) expect(answer.status).toBe(200)
      for (const client of clients) client.close()
    }
  },
  {
    name: 'asks again when a kept connection was closed under it',
    run: async (world) => {
      const client = world.open()
      for (let i = 0; i < 3; i++) expect((await client.request({ url: `${world.servers.plain}/once` }, limits())).status).toBe(200)
      client.close()
    }
  }
]

const IDENTITY: readonly HttpCase[] = [
  {
    name: 'signs in with user and password',
    run: async (world) => {
      await ask(world, `${world.servers.plain}/json`, { auth: { type: 'basic', username: 'ann', password: secret('HTTP_CASE_PASSWORD') } })
      expect(lastSeen(world, 'plain').headers.authorization).toBe(`Basic ${Buffer.from('ann:pässwörd').toString('base64')}`)
    }
  },
  {
    name: 'signs in with a token and headers of its own, secret or not',
    run: async (world) => {
      await ask(world, `${world.servers.plain}/json`, { auth: { type: 'bearer', token: secret('HTTP_CASE_TOKEN') }, headers: { 'X-Scope-OrgID': 'team', 'X-Api-Key': secret('HTTP_CASE_KEY') } })
      expect(lastSeen(world, 'plain').headers).toMatchObject({ authorization: 'Bearer token-123', 'x-scope-orgid': 'team', 'x-api-key': 'key-456' })
    }
  },
  fails('says which secret is missing', ['plain', '/json'], 'secret', { connection: () => ({ auth: { type: 'bearer', token: { env: 'HTTP_CASE_ABSENT' } } }) }),
  fails('refuses a secret that would break a header', ['plain', '/json'], 'secret', { connection: () => ({ headers: { 'X-Key': secret('HTTP_CASE_BAD') } }), values: () => ({ detail: 'what is set for the header x-key has line breaks or characters that a header cannot carry' }) }),
  fails('leaves the framing of messages to the transport', ['plain', '/json'], 'settings', { connection: () => ({ headers: { 'Content-Length': '5' } }) })
]

const TIME: readonly HttpCase[] = [
  fails('gives up on headers that never come', ['plain', '/never'], 'timeout', { limits: short, values: () => ({ seconds: 0.3 }), anywhere: true }),
  fails('gives up on a server that accepts and is silent', ['silent', '/'], 'timeout', { limits: short }),
  fails('gives up on a body that drips', ['plain', '/drip'], 'timeout', { limits: short }),
  {
    name: 'rejects at once with the reason when it is cancelled',
    anywhere: true,
    run: async (world) => {
      const why = new Error('switched off')
      const before = new AbortController()
      before.abort(why)
      await expect(ask(world, `${world.servers.plain}/json`, {}, { signal: before.signal })).rejects.toBe(why)
      const during = new AbortController()
      const answer = ask(world, `${world.servers.plain}/never`, {}, { signal: during.signal })
      setTimeout(() => { during.abort(why) }, 50)
      await expect(answer).rejects.toBe(why)
    }
  }
]

const SIZE: readonly HttpCase[] = [
  fails('stops an endless body at the cap', ['plain', '/endless'], 'too-big', { values: () => ({ limit: '1\u202fMiB' }) }),
  fails('refuses by its announced length', ['plain', '/announced'], 'too-big', { values: () => ({ limit: '1\u202fMiB' }) }),
  fails('stops a gzip bomb at the inflated cap', ['plain', '/bomb'], 'too-big', { values: () => ({ limit: '4\u202fMiB' }) }),
  fails('refuses one byte too many', ['plain', '/large/1000'], 'too-big', { limits: { maxBytes: 999 }, anywhere: true }),
  answers('takes what just fits', '/large/1000', `"${'x'.repeat(998)}"`, true)
]

const ENCODING: readonly HttpCase[] = [
  ...['gzip', 'x-gzip', 'deflate', 'br'].map((coding) => answers(`reads ${coding}`, `/${coding}`, HELLO)),
  fails('refuses nested encodings', ['plain', '/nested'], 'encoding', { values: () => ({ detail: 'several on top of each other: gzip, gzip' }) }),
  fails('refuses mixed nested encodings', ['plain', '/nested-mixed'], 'encoding'),
  fails('refuses an encoding that is none', ['plain', '/wrong-gzip'], 'encoding'),
  fails('refuses an encoding it does not know', ['plain', '/unknown-encoding'], 'encoding', { values: () => ({ detail: 'compress is not known' }) })
]

const CUT: readonly HttpCase[] = [
  fails('refuses a body shorter than announced', ['plain', '/cut-length'], 'truncated'),
  fails('refuses a chunked body without its end', ['plain', '/cut-chunked'], 'truncated'),
  fails('says that the connection was reset', ['plain', '/reset'], 'reset'),
  fails('says that the connection was refused', ['refused', '/'], 'refused', { values: host('refused'), anywhere: true }),
  fails('says that something else answers', ['foreign', '/'], 'not-http')
]

export const onTheWay = (world: HttpWorld, from: Place, status: number, to: string): string => `${world.servers[from]}/to/${status}?url=${encodeURIComponent(to)}`
export const CREDENTIALS = { auth: { type: 'bearer', token: secret('HTTP_CASE_TOKEN') }, headers: { 'X-Scope-OrgID': 'team', 'X-Api-Key': secret('HTTP_CASE_KEY') } } as const
export const shown = (world: HttpWorld, server: string): readonly unknown[] => { const { headers } = lastSeen(world, server); return [headers.authorization, headers['x-api-key'], headers['x-scope-orgid'], headers.cookie, headers['accept']] }

const REDIRECTS: readonly HttpCase[] = [
  {
    name: 'follows five redirects and says where it ended',
    run: async (world) => {
      const response = await ask(world, `${world.servers.plain}/redirect/5`)
      expect([text(response), response.url, response.redirects]).toEqual([HELLO, `${world.servers.plain}/json`, 5])
    }
  },
  fails('gives up at the sixth', ['plain', '/redirect/6'], 'redirect-loop', { values: () => ({ hops: 5 }) }),
  {
    name: 'does not read the body of a redirect',
    run: async (world) => { expect(text(await ask(world, `${world.servers.plain}/to-endless`))).toBe(HELLO) }
  },
  answers('takes a redirect to nowhere for an answer', '/no-location', 302),
  {
    name: 'keeps credentials on the same host',
    run: async (world) => {
      await ask(world, onTheWay(world, 'plain', 302, '/json'), CREDENTIALS)
      expect(shown(world, 'plain').slice(0, 3)).toEqual(['Bearer token-123', 'key-456', 'team'])
    }
  },
  {
    name: 'shows no credentials to another host, and none on the way back',
    run: async (world) => {
      const headers = { Accept: 'application/json', Authorization: 'Bearer direct', Cookie: 'a=1' }
      await ask(world, { url: onTheWay(world, 'plain', 302, `${world.servers.other}/json`), headers }, CREDENTIALS)
      expect(shown(world, 'other')).toEqual([undefined, undefined, undefined, undefined, 'application/json'])
      await ask(world, { url: onTheWay(world, 'plain', 302, onTheWay(world, 'other', 302, `${world.servers.plain}/json`)), headers }, CREDENTIALS)
      expect(shown(world, 'plain')).toEqual([undefined, undefined, undefined, undefined, 'application/json'])
    }
  },
  ...([[301, 'GET', ''], [302, 'GET', ''], [303, 'GET', ''], [307, 'POST', 'a=1'], [308, 'POST', 'a=1']] as const).map(([status, method, body]): HttpCase => ({
    name: `sends a POST that meets ${status} on as ${method}`,
    run: async (world) => {
      await ask(world, { url: onTheWay(world, 'plain', status, '/json'), method: 'POST', body: 'a=1', headers: { 'content-type': 'text/plain' } })
      const seen = lastSeen(world, 'plain')
      expect([seen.method, seen.body, seen.headers['content-type']]).toEqual([method, body, body === '' ? undefined : 'text/plain'])
    }
  })),
  {
    name: 'does not leave https for http',
    run: async (world) => {
      expect(await failureOf(ask(world, onTheWay(world, 'secure', 302, `${world.servers.plain}/json`), ownCa(world))))
        .toEqual({ code: 'redirect-blocked', values: { target: world.servers.plain, detail: 'that would leave the encrypted connection' } })
    }
  },
  {
    name: 'follows from http to https',
    run: async (world) => { expect(text(await ask(world, onTheWay(world, 'plain', 302, `${world.servers.secure}/json`), ownCa(world)))).toBe(HELLO) }
  },
  {
    name: 'leaves the web for nothing',
    run: async (world) => {
      for (const target of ['file:///etc/passwd', 'ftp://example.org/', 'javascript:alert(1)', 'data:,x']) {
        expect((await failureOf(ask(world, onTheWay(world, 'plain', 302, target)))).code).toBe('redirect-blocked')
      }
    }
  }
]

/** A name that is not this computer's, though it leads here: worlds must resolve `*.test` to 127.0.0.1. */
const strange = (origin: string): string => origin.replace('127.0.0.1', 'source.test')
const GUARDED: readonly HttpCase[] = [
  ...([['loopback', 'http://127.0.0.1:1/'], ['loopback by name', 'http://localhost:1/'], ['IPv6 loopback', 'http://[::1]:1/'], ['mapped loopback', 'http://[::ffff:127.0.0.1]:1/'], ['a number for loopback', 'http://2130706433:1/'], ['unspecified', 'http://0.0.0.0:1/'], ['metadata', 'http://169.254.169.254/latest/meta-data/'], ['metadata by name', 'http://metadata.google.internal/'], ['link-local', 'http://[fe80::1]/']] as const).map(([kind, target]): HttpCase => ({
    name: `follows no stranger to ${kind}`,
    run: async (world) => {
      expect(await failureOf(ask(world, strange(onTheWay(world, 'plain', 302, target)))))
        .toEqual({ code: 'redirect-blocked', values: { target: new URL(target).origin, detail: 'that address is local to this computer or network, and the source is not' } })
    }
  })),
  {
    name: 'follows no stranger to a name that leads home',
    run: async (world) => { expect((await failureOf(ask(world, strange(onTheWay(world, 'plain', 302, world.servers.other.replace('127.0.0.1', 'rebound.test')))))).code).toBe('redirect-blocked') }
  },
  { name: 'lets a host redirect to itself', run: async (world) => { expect((await ask(world, strange(`${world.servers.plain}/redirect/1`))).status).toBe(200) } }
]

/** Until when a certificate is valid, by its own word. */
export const endOf = async (file: string): Promise<number> => Date.parse(new X509Certificate(await readFile(file)).validTo)

const CERTIFICATES: readonly HttpCase[] = [
  {
    name: 'tells until when a certificate that this computer trusts is valid: at once, on a kept connection, after a reset, to the next client',
    run: async (world) => {
      const url = `${world.servers.trusted}/json`
      const [one, other] = [world.open(), world.open()]
      const told = async (client: CaseClient): Promise<number | undefined> => (await client.request({ url }, limits())).certificateEndsAt
      const ends = [await told(one), await told(one), (one.reset(), await told(one)), await told(other)]
      one.close()
      ends.push(await told(other))
      other.close()
      expect(ends).toEqual(Array(5).fill(await endOf(world.servers.certificates.trusted.cert)))
    }
  },
  { name: 'tells it of an authority of its own', run: async (world) => { expect((await ask(world, `${world.servers.secure}/json`, ownCa(world))).certificateEndsAt).toBe(await endOf(world.servers.certificates.good.cert)) } },
  {
    name: 'tells it through a tunnel',
    run: async (world) => { expect((await ask(world, `${world.servers.secure}/json`, { ...ownCa(world), proxy: world.servers.proxy })).certificateEndsAt).toBe(await endOf(world.servers.certificates.good.cert)) }
  },
  {
    name: 'tells it of the host that answered in the end',
    run: async (world) => { expect((await ask(world, onTheWay(world, 'plain', 302, `${world.servers.trusted}/json`))).certificateEndsAt).toBe(await endOf(world.servers.certificates.trusted.cert)) }
  },
  { name: 'tells nothing where there is none', anywhere: true, run: async (world) => { expect('certificateEndsAt' in await ask(world, `${world.servers.plain}/json`)).toBe(false) } }
]

const TLS: readonly HttpCase[] = [
  { name: 'trusts an authority of its own', run: async (world) => { expect(text(await ask(world, `${world.servers.secure}/json`, ownCa(world)))).toBe(HELLO) } },
  fails('trusts no unknown authority', ['secure', '/json'], 'tls-untrusted', { values: host('secure') }),
  fails('trusts no self-signed certificate', ['selfSigned', '/json'], 'tls-untrusted', { values: host('selfSigned') }),
  fails('trusts no self-signed certificate beside an authority of its own', ['selfSigned', '/json'], 'tls-untrusted', { connection: ownCa }),
  { name: 'trusts a self-signed certificate that is named', run: async (world) => { expect(text(await ask(world, `${world.servers.selfSigned}/json`, { tls: { ca: world.servers.certificates.selfSigned.cert } }))).toBe(HELLO) } },
  fails('refuses an expired certificate', ['expired', '/json'], 'tls-expired', { connection: ownCa, values: () => ({ detail: 'it has expired' }) }),
  fails('refuses a certificate of tomorrow', ['early', '/json'], 'tls-expired', { connection: ownCa }),
  fails('refuses a certificate for another host', ['wrongHost', '/json'], 'tls-name', { connection: ownCa }),
  { name: 'asks for the server name it was told', run: async (world) => { expect(text(await ask(world, `${world.servers.wrongHost}/json`, { tls: { ca: world.servers.certificates.ca, serverName: 'other.example' } }))).toBe(HELLO) } },
  fails('says that a client certificate is missing', ['mutual', '/json'], 'tls', { connection: ownCa }),
  {
    name: 'shows its client certificate, with the key in the open or under a passphrase',
    run: async (world) => {
      const { ca, client, lockedKey } = world.servers.certificates
      expect(text(await ask(world, `${world.servers.mutual}/json`, { tls: { ca, cert: client.cert, key: client.key } }))).toBe(HELLO)
      expect(text(await ask(world, `${world.servers.mutual}/json`, { tls: { ca, cert: client.cert, key: lockedKey, passphrase: secret('HTTP_CASE_PASSPHRASE') } }))).toBe(HELLO)
    }
  },
  {
    name: 'does not show its client certificate to another host',
    run: async (world) => {
      const { ca, client } = world.servers.certificates
      expect((await failureOf(ask(world, onTheWay(world, 'secure', 302, `${world.servers.mutual}/json`), { tls: { ca, cert: client.cert, key: client.key } }))).code).toBe('tls')
    }
  },
  fails('says which key does not open', ['mutual', '/json'], 'settings', { connection: ({ servers: { certificates: c } }) => ({ tls: { cert: c.client.cert, key: c.lockedKey, passphrase: secret('HTTP_CASE_TOKEN') } }) }),
  fails('says which file is missing', ['secure', '/json'], 'settings', { connection: () => ({ tls: { ca: '/nowhere/ca.pem' } }), values: () => ({ detail: '/nowhere/ca.pem cannot be read (ENOENT)' }) }),
  fails('says which file holds no certificate', ['secure', '/json'], 'settings', { connection: ({ servers: { certificates: c } }) => ({ tls: { ca: c.client.key } }) }),
  { name: 'says that there is no TLS', run: async (world) => { expect((await failureOf(ask(world, world.servers.plain.replace('http:', 'https:')))).code).toBe('tls') } }
]

const PROXY: readonly HttpCase[] = [
  {
    name: 'goes through a proxy to http, and through a tunnel to https',
    run: async (world) => {
      expect(text(await ask(world, `${world.servers.plain}/json`, { proxy: world.servers.proxy }))).toBe(HELLO)
      expect(lastSeen(world, 'proxy')).toMatchObject({ method: 'GET', url: `${world.servers.plain}/json` })
      expect(text(await ask(world, `${world.servers.secure}/json`, { ...ownCa(world), proxy: world.servers.proxy }))).toBe(HELLO)
      expect(lastSeen(world, 'proxy')).toMatchObject({ method: 'CONNECT', url: new URL(world.servers.secure).host })
    }
  },
  {
    name: 'does not show the proxy what is for the source',
    run: async (world) => {
      await ask(world, `${world.servers.secure}/json`, { ...ownCa(world), ...CREDENTIALS, proxy: world.servers.proxy })
      expect(shown(world, 'proxy')).toEqual([undefined, undefined, undefined, undefined, undefined])
      expect(shown(world, 'secure').slice(0, 3)).toEqual(['Bearer token-123', 'key-456', 'team'])
    }
  },
  fails('says that the proxy wants a sign-in', ['secure', '/json'], 'proxy-auth', { connection: (world) => ({ ...ownCa(world), proxy: world.servers.proxyAuth }) }),
  { name: 'takes the sign-in of a proxy for an answer where there is no tunnel', run: async (world) => { expect((await ask(world, `${world.servers.plain}/json`, { proxy: world.servers.proxyAuth })).status).toBe(407) } },
  { name: 'signs in at the proxy', run: async (world) => { expect(text(await ask(world, `${world.servers.secure}/json`, { ...ownCa(world), proxy: world.servers.proxyAuth.replace('//', '//proxy:pass@') }))).toBe(HELLO) } },
  fails('says that the proxy opens no tunnel', ['secure', '/json'], 'proxy', { connection: (world) => ({ ...ownCa(world), proxy: world.servers.proxyDeny }), values: () => ({ detail: 'it answered 403 instead of opening the way' }) }),
  fails('says that the proxy refuses', ['plain', '/json'], 'proxy', { connection: ({ servers }) => ({ proxy: servers.refused }), values: ({ servers }) => ({ detail: `${new URL(servers.refused).host} refuses connections` }) }),
  fails('says that the proxy refuses the way to a tunnel', ['secure', '/json'], 'proxy', { connection: (world) => ({ ...ownCa(world), proxy: world.servers.refused }), values: ({ servers }) => ({ detail: `${new URL(servers.refused).host} refuses connections` }) }),
  fails('says that the proxy is none', ['secure', '/json'], 'proxy', { connection: (world) => ({ ...ownCa(world), proxy: world.servers.foreign }) }),
  fails('gives up on a proxy that is silent', ['secure', '/json'], 'timeout', { connection: (world) => ({ ...ownCa(world), proxy: world.servers.silent }), limits: short }),
  fails('looks at certificates through the tunnel, too', ['expired', '/json'], 'tls-expired', { connection: (world) => ({ ...ownCa(world), proxy: world.servers.proxy }) })
]

/** What every client of the port must do, whatever it is made of. */
export const HTTP_CASES: readonly (readonly [group: string, cases: readonly HttpCase[]])[] = [
  ['answers', BASICS], ['identity', IDENTITY], ['time', TIME], ['size', SIZE], ['encoding', ENCODING], ['broken connections', CUT], ['redirects', REDIRECTS], ['redirects into the house', GUARDED], ['TLS', TLS], ['certificates', CERTIFICATES], ['proxy', PROXY]
]
