import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createServer as createTcpServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { nodeHttpFactory, type NodeHttpWorld } from '../../src/main/adapters/node-http'
import { SourceFailure } from '../../src/main/ports/failure'
import type { Connection, HttpClient } from '../../src/main/ports/http'
import { prometheus } from '../../src/main/sources/prometheus'
import { aContext, anInstance } from '../builders/asking'
import { fakeSecrets } from '../fakes/fake-secrets'
import { startHostileServers, type HostileServers } from '../servers/hostile'
import { failureOf, limits } from '../servers/http-cases'

let servers: HostileServers
beforeAll(async () => { servers = await startHostileServers() })
beforeEach(() => { servers.seen.length = 0 })
afterAll(async () => { await servers.close() })

const open = (connection: Partial<Connection> = {}, world: Partial<NodeHttpWorld> = {}): HttpClient =>
  nodeHttpFactory({ secrets: fakeSecrets(), env: {}, ...world }).open('test', { auth: { type: 'none' }, headers: {}, tls: null, proxy: 'system', ...connection })
const status = async (client: HttpClient, url: string): Promise<number> => (await client.request({ url }, limits())).status
const on = (address: string, family: 4 | 6): { readonly address: string; readonly family: number } => ({ address, family })

describe('the network of Node, by itself', () => {
  it('takes the proxy from the environment', async () => {
    const resolve: NodeHttpWorld['resolve'] = (_hostname, done) => { done(null, [on('127.0.0.1', 4)]) }
    const client = open({ tls: { ca: servers.certificates.ca } }, { env: { https_proxy: servers.proxy, no_proxy: 'localhost' }, resolve })
    await status(client, `${servers.secure}/json`)
    expect(servers.seen.map(({ server }) => server)).toEqual(['secure'])
    await status(client, `${servers.secure.replace('localhost', 'source.test')}/json`)
    expect(servers.seen.map(({ server }) => server)).toEqual(['secure', 'proxy', 'secure'])
    client.close()
  })

  it('reaches IPv4 when IPv6 is dead, and the other way round', async () => {
    const { port } = new URL(servers.plain)
    for (const addresses of [[on('::1', 6), on('127.0.0.1', 4)], [on('127.0.0.1', 4), on('::1', 6)]]) {
      const client = open({}, { resolve: (_hostname, done) => { done(null, addresses) } })
      expect(await status(client, `http://source.test:${port}/json`)).toBe(200)
      client.close()
    }
  })

  it('says that a name cannot be found', async () => {
    const resolve: NodeHttpWorld['resolve'] = (_hostname, done) => { done(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), []) }
    const client = open({}, { resolve, online: () => true })
    expect(await failureOf(client.request({ url: 'http://gone.test:9090/' }, limits()))).toEqual({ code: 'dns', values: { host: 'gone.test:9090' } })
    client.close()
  })

  it('says that there is no network, and of a host that is there that it refuses all the same', async () => {
    const resolve: NodeHttpWorld['resolve'] = (hostname, done) => { done(hostname === 'gone.test' ? Object.assign(new Error('no'), { code: 'EAI_AGAIN' }) : null, [on('127.0.0.1', 4)]) }
    const client = open({}, { resolve, online: () => false })
    const failures = [await failureOf(client.request({ url: 'http://gone.test:9090/' }, limits())), await failureOf(client.request({ url: servers.refused }, limits()))]
    expect(failures).toEqual([{ code: 'offline', values: { host: 'gone.test:9090' } }, { code: 'refused', values: { host: new URL(servers.refused).host } }])
    client.close()
  })

  it('reads a token again after a 401', async () => {
    const secrets = fakeSecrets({ 'file /token': 'old' })
    const client = open({ auth: { type: 'bearer', token: { file: '/token' } } }, { secrets })
    await status(client, `${servers.plain}/json`)
    secrets.values.set('file /token', 'new')
    await status(client, `${servers.plain}/status/401`)
    await status(client, `${servers.plain}/json`)
    expect(servers.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer old', 'Bearer old', 'Bearer new'])
    client.close()
  })

  it('takes up an authority that was exchanged after it failed', async () => {
    const ca = join(servers.certificates.folder, 'rotated.pem')
    await copyFile(servers.certificates.selfSigned.cert, ca)
    const client = open({ tls: { ca } })
    expect((await failureOf(client.request({ url: `${servers.secure}/json` }, limits()))).code).toBe('tls-untrusted')
    await writeFile(ca, await readFile(servers.certificates.ca))
    expect(await status(client, `${servers.secure}/json`)).toBe(200)
    client.close()
  })

  it('repeats no write on a connection that went stale', async () => {
    const client = open()
    await status(client, `${servers.plain}/once`)
    expect((await failureOf(client.request({ url: `${servers.plain}/once`, method: 'POST', body: '' }, limits()))).code).toBe('reset')
    expect(servers.seen.map(({ method }) => method)).toEqual(['GET', 'POST'])
    client.close()
  })

  it('lets nothing it sent onto a screen, however a server repeats it', async () => {
    // the second canary needs quoting in an address and in JSON
    const canaries = { 'env TOKEN': 'canary-token-7', 'env PASSWORD': 'canary "pass/word', 'env KEY': 'Canary canary-key-7' }
    const server = createServer(({ headers }, response) => {
      const [, basic] = /^Basic (.+)$/.exec(headers.authorization ?? '') ?? []
      const decoded = basic === undefined ? '' : Buffer.from(basic, 'base64').toString()
      const said = [headers.authorization, headers['x-key'], headers['x-auth-token'], headers['x-scope'], decoded, encodeURIComponent(decoded), JSON.stringify(decoded), String(headers['x-key']).slice(7)].join(' | ')
      const rules = { groups: [{ name: 'g', rules: [{ type: 'alerting', name: 'A', query: 'x', health: 'err', lastError: said, alerts: [] }] }] }
      const body = headers['x-scope'] === 'refused' ? { status: 'error', errorType: 'bad_data', error: said } : { status: 'success', data: rules, warnings: [said] }
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
    })
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
    const source = anInstance([`http://127.0.0.1:${(server.address() as AddressInfo).port}`])
    const told: string[] = []
    for (const auth of [{ type: 'bearer', token: { env: 'TOKEN' } }, { type: 'basic', username: 'ann', password: { env: 'PASSWORD' } }] as const) {
      for (const scope of ['refused', 'answered']) {
        const http = open({ auth, headers: { 'X-Key': { env: 'KEY' }, 'X-Auth-Token': 'canary-written-7', 'X-Scope': scope } }, { secrets: fakeSecrets(canaries) })
        const outcome = await prometheus.poll(source, aContext(http)).catch((thrown: unknown) => thrown)
        told.push(JSON.stringify(outcome instanceof SourceFailure ? outcome.values : outcome))
        http.close()
      }
    }
    await new Promise((resolve) => { server.close(resolve) })
    const basic = Buffer.from('ann:canary "pass/word').toString('base64')
    expect(told.filter((text) => /canary/i.test(text) || text.includes(basic.replace(/=+$/, '')))).toEqual([])
    expect(told[0]).toBe(JSON.stringify({ detail: 'bad_data: Bearer … | … | … | refused |  |  | "" | …' }))
    expect(told[1]).toContain('Bearer …')
  })

  it('is of no use when it is closed', async () => {
    const client = open()
    client.close()
    await expect(client.request({ url: `${servers.plain}/json` }, limits())).rejects.toThrow('this connection was closed')
  })

  it('ends what is under way when it is closed', async () => {
    const client = open()
    const answer = failureOf(client.request({ url: `${servers.plain}/never` }, limits()))
    await vi.waitFor(() => { expect(servers.seen.length).toBe(1) })
    client.close()
    expect((await answer).code).toBe('reset')
  })

  it('goes on to the next way of the system where a proxy cannot be reached, and by it at once from then on', async () => {
    const dead = new URL(servers.refused)
    const ways = [new URL(`socks5://${dead.host}`), dead, new URL(servers.proxy), null]
    for (const url of [`${servers.plain}/json`, `${servers.secure}/json`]) {
      const client = open({ tls: { ca: servers.certificates.ca } }, { systemProxies: () => Promise.resolve(ways) })
      expect([await status(client, url), await status(client, url)]).toEqual([200, 200])
      client.close()
    }
    expect(servers.seen.map(({ server, method }) => `${server} ${method}`)).toEqual(['proxy GET', 'plain GET', 'proxy GET', 'plain GET', 'proxy CONNECT', 'secure GET', 'secure GET'])
  })

  it('goes straight in the end, with a write, too', async () => {
    const client = open({}, { systemProxies: () => Promise.resolve([new URL(servers.refused), null]) })
    expect((await client.request({ url: `${servers.plain}/json`, method: 'POST', body: 'a' }, limits())).status).toBe(200)
    expect(servers.seen.map(({ server, method }) => `${server} ${method}`)).toEqual(['plain POST'])
    client.close()
  })

  it('goes no other way where a proxy or the source has answered', async () => {
    const by = async (way: string, url: string): Promise<string> => {
      const client = open({ tls: { ca: servers.certificates.ca } }, { systemProxies: () => Promise.resolve([new URL(way), null]) })
      const said = await client.request({ url }, limits()).then(({ status: answered }) => String(answered), (error: unknown) => (error instanceof SourceFailure ? error.code : String(error)))
      client.close()
      return said
    }
    const asked = [
      await by(servers.proxyAuth, `${servers.secure}/json`), await by(servers.proxyDeny, `${servers.secure}/json`),
      await by(servers.proxy, `${servers.plain}/status/503`), await by(servers.proxy, `${servers.expired}/json`),
      await by(`socks5://${servers.socksAuth}`, `${servers.secure}/json`), await by(`socks5://${servers.socksDeny}`, `${servers.secure}/json`),
      await by(`socks5://${servers.socks}`, `${servers.expired}/json`)
    ]
    expect(asked).toEqual(['proxy-auth', 'proxy', '503', 'tls-expired', 'proxy-auth', 'proxy', 'tls-expired'])
    expect(servers.seen.filter(({ server }) => server === 'secure' || server === 'expired')).toEqual([])
  })

  it('takes a write nowhere else once it may have gone out, and does not say that it has not', async () => {
    const proxy = createServer((request) => { request.socket.destroy() })
    await new Promise<void>((resolve) => { proxy.listen(0, '127.0.0.1', resolve) })
    const client = open({}, { systemProxies: () => Promise.resolve([new URL(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}`), null]) })
    expect((await failureOf(client.request({ url: `${servers.plain}/json`, method: 'POST', body: 'a' }, limits()))).code).toBe('reset')
    expect(servers.seen).toEqual([])
    expect(await status(client, `${servers.plain}/json`)).toBe(200)
    client.close()
    await new Promise((resolve) => { proxy.close(resolve) })
  })

  it('names the proxy where no way leads to the source', async () => {
    const client = open({}, { systemProxies: () => Promise.resolve([new URL(`socks5://${new URL(servers.refused).host}`), null]) })
    expect(await failureOf(client.request({ url: `${servers.refused}/` }, limits()))).toEqual({ code: 'proxy', values: { detail: `${new URL(servers.refused).host} refuses connections` } })
    client.close()
  })

  it.each(['http:', 'socks5:'])('waits a share of its time for an %s proxy that does not let itself be reached', async (scheme) => {
    // a name that is never found is as far away as a host that never answers
    const resolve: NodeHttpWorld['resolve'] = (hostname, done) => { if (hostname !== 'proxy.test') done(null, [on('127.0.0.1', 4)]) }
    for (const url of [`${servers.plain}/json`, `${servers.secure}/json`]) {
      const client = open({ tls: { ca: servers.certificates.ca } }, { resolve, systemProxies: () => Promise.resolve([new URL(`${scheme}//proxy.test:3128`), null]) })
      expect((await client.request({ url }, limits({ deadlineMs: 1000 }))).status).toBe(200)
      client.close()
    }
  })

  it.each(['http:', 'socks5:'])('signs in at an %s proxy of its own, reads the password again when it is refused, and never says it', async (scheme) => {
    const secrets = fakeSecrets({ 'file /proxy': 'old pass/word' })
    const proxy = scheme === 'http:' ? servers.proxyAuth : `socks5://${servers.socksAuth}`
    const client = open({ proxy, proxyAuth: { username: 'proxy', password: { file: '/proxy' } }, tls: { ca: servers.certificates.ca } }, { secrets })
    expect((await failureOf(client.request({ url: `${servers.secure}/json` }, limits()))).code).toBe('proxy-auth')
    expect(client.redact('it was old pass/word, or old%20pass%2Fword')).toBe('it was …, or …')
    secrets.values.set('file /proxy', 'pass')
    expect(await status(client, `${servers.secure}/json`)).toBe(200)
    client.close()
  })

  it('shows what is for its own proxy to no proxy of the system', async () => {
    const client = open({ proxyAuth: { username: 'proxy', password: { env: 'PASS' } } }, {
      secrets: fakeSecrets({ 'env PASS': 'pass' }), systemProxies: () => Promise.resolve([new URL(servers.proxy)]) })
    expect(await status(client, `${servers.plain}/json`)).toBe(200)
    expect(servers.seen.map(({ headers }) => headers['proxy-authorization'])).toEqual([undefined, undefined])
    client.close()
  })

  it('leaves no socket behind at a SOCKS proxy that never answers', async () => {
    const sockets = { opened: 0, closed: 0 }
    const proxy = createTcpServer((socket) => { sockets.opened++; socket.resume(); socket.on('error', () => undefined); socket.on('close', () => { sockets.closed++ }) })
    await new Promise<void>((resolve) => { proxy.listen(0, '127.0.0.1', resolve) })
    const client = open({ proxy: `socks5://127.0.0.1:${(proxy.address() as AddressInfo).port}` })
    const away = new AbortController()
    const cancelled = client.request({ url: 'https://source.test/' }, limits({ signal: away.signal }))
    await vi.waitFor(() => { expect(sockets.opened).toBe(1) })
    away.abort(new Error('switched off'))
    await expect(cancelled).rejects.toThrow('switched off')
    for (const url of ['https://source.test/', 'http://source.test/']) expect((await failureOf(client.request({ url }, limits({ deadlineMs: 300 })))).code).toBe('timeout')
    await vi.waitFor(() => { expect(sockets).toEqual({ opened: 3, closed: 3 }) })
    client.close()
    await new Promise((resolve) => { proxy.close(resolve) })
  })

  it('leaves no socket behind at a proxy that never answers', async () => {
    let connected = 0
    let ended = 0
    const proxy = createServer()
    proxy.on('connect', (_request, socket) => { connected++; socket.resume(); socket.on('end', () => { ended++; socket.destroy() }); socket.on('error', () => { socket.destroy() }) })
    await new Promise<void>((resolve) => { proxy.listen(0, '127.0.0.1', resolve) })
    const client = open({ proxy: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` })
    for (let i = 0; i < 3; i++) expect((await failureOf(client.request({ url: 'https://source.test/' }, limits({ deadlineMs: 300 })))).code).toBe('timeout')
    await vi.waitFor(() => { expect([connected, ended]).toEqual([3, 3]) })
    client.close()
    await new Promise((resolve) => { proxy.close(resolve) })
  })
})
