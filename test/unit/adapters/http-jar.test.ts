import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { nodeHttpFactory, type Jar } from '../../../src/main/adapters/node-http'
import type { Connection } from '../../../src/main/ports/http'
import { fakeSecrets } from '../../fakes/fake-secrets'

const servers: Server[] = []
afterEach(() => { for (const server of servers.splice(0)) { server.closeAllConnections(); server.close() } })

/** A server that sets a cookie with every answer, and what each request brought. */
const serve = async (name: string, seen: string[], location?: () => string): Promise<string> => {
  const server = createServer((incoming, outgoing) => {
    seen.push(`${name}${incoming.url ?? ''} ${incoming.headers.cookie ?? '-'}`)
    outgoing.writeHead(location && incoming.url === '/away' ? 302 : 200, { 'set-cookie': [`${name}=1; Path=/`, 'more=2'], ...(location && incoming.url === '/away' ? { location: location() } : {}) }).end('{}')
  }).listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const asked = async (over: Partial<Connection>): Promise<readonly unknown[]> => {
  const seen: string[] = []
  const kept: unknown[] = []
  const other = await serve('other', seen)
  const source = await serve('source', seen, () => `${other}/there`)
  const jar = (id: string): Jar => ({
    header: (url) => Promise.resolve(`from=${id}${url.pathname}`),
    keep: (url, given) => { kept.push([id, url.pathname, given]); return Promise.resolve() }
  })
  const http = nodeHttpFactory({ secrets: fakeSecrets({ TOKEN: 'x' }), env: {}, jar }).open('am', { auth: { type: 'none' }, headers: {}, tls: null, proxy: 'none', ...over })
  const limits = { signal: new AbortController().signal, deadlineMs: 10_000, maxBytes: 1_000, maxInflatedBytes: 1_000 }
  for (const path of ['/here', '/away']) await http.request({ url: source + path }, limits)
  http.close()
  return [seen, kept]
}

it('cookies of a sign-in go with requests to the source alone, and what the source sets is kept', async () => {
  const set = ['source=1; Path=/', 'more=2']
  expect(await asked({})).toEqual([['source/here from=am/here', 'source/away from=am/away', 'other/there -'], [['am', '/here', set], ['am', '/away', set]]])
})

it('a source with credentials of its own, or another server’s name, has no cookies', async () => {
  const none = [['source/here -', 'source/away -', 'other/there -'], []]
  expect([await asked({ headers: { Host: 'am.example' } }), await asked({ tls: { serverName: 'am.example' } }), await asked({ headers: { authorization: 'Bearer x' } })]).toEqual([none, none, none])
})
