import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { nodeHttpFactory, type NodeHttpWorld } from '../../src/main/adapters/node-http'
import type { Connection, HttpClient } from '../../src/main/ports/http'
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
    const client = open({}, { resolve })
    expect(await failureOf(client.request({ url: 'http://gone.test:9090/' }, limits()))).toEqual({ code: 'dns', values: { host: 'gone.test:9090' } })
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
