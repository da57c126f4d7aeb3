import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Connection } from '../../src/main/ports/http'
import { startDesktop, type Desktop } from '../servers/desktop'
import { startHostileServers, type HostileServers } from '../servers/hostile'
import { CASE_SECRETS, failureOf, HTTP_CASES, limits, type CaseClient } from '../servers/http-cases'
import { startElectronNetwork, type ElectronNetwork } from '../servers/http-in-electron'
import { SOCKS_CASES } from '../servers/socks-cases'

const NOTHING: Connection = { auth: { type: 'none' }, headers: {}, tls: null, proxy: 'none' }

let servers: HostileServers
let desktop: Desktop
let network: ElectronNetwork
beforeAll(async () => {
  servers = await startHostileServers()
  desktop = await startDesktop()
  network = await startElectronNetwork(desktop.env, { ...CASE_SECRETS, http_proxy: servers.proxy, https_proxy: servers.proxyAuth, no_proxy: '' }, servers.certificates.systemCa)
}, 60_000)
beforeEach(() => { servers.seen.length = 0 })
afterAll(async () => { await network.stop(); await desktop.stop(); await servers.close() })

describe('the network of Electron', () => {
  for (const [group, cases] of [...HTTP_CASES, ['SOCKS', SOCKS_CASES] as const]) {
    describe(group, () => {
      for (const { name, run } of cases) it(name, () => run({ servers, open: (connection) => network.open({ ...NOTHING, ...connection }), renew: () => { network.renew() } }))
    })
  }

  const open = (connection: Partial<Connection> = {}): CaseClient => network.open({ ...NOTHING, ...connection })
  const seenBy = (): readonly string[] => servers.seen.map(({ server }) => server)
  const strange = (origin: string): string => origin.replace(/localhost|127\.0\.0\.1/, 'source.test')

  it('goes through the system\'s proxy, and not to this computer', async () => {
    const client = open({ proxy: 'system' })
    await client.request({ url: `${strange(servers.plain)}/json` }, limits())
    expect(seenBy()).toEqual(['proxy', 'plain'])
    await client.request({ url: `${servers.plain}/json` }, limits())
    expect(seenBy()).toEqual(['proxy', 'plain', 'plain'])
    expect(await failureOf(client.request({ url: `${strange(servers.secure)}/json` }, limits()))).toEqual({ code: 'proxy-auth', values: {} })
    client.close()
  })

  it('goes through the system\'s proxy with certificates of its own, too', async () => {
    const client = open({ proxy: 'system', tls: { ca: servers.certificates.ca } })
    expect(await failureOf(client.request({ url: `${strange(servers.secure)}/json` }, limits()))).toEqual({ code: 'proxy-auth', values: {} })
    expect((await client.request({ url: `${servers.secure}/json` }, limits())).status).toBe(200)
    expect(seenBy()).toEqual(['proxyAuth', 'secure'])
    client.close()
  })

  it('keeps a jar of cookies for each source', async () => {
    const [one, other] = [open(), open()]
    for (const client of [one, one, other]) await client.request({ url: `${servers.plain}/json` }, limits())
    expect(servers.seen.map(({ headers }) => headers.cookie)).toEqual([undefined, 'a=1; b=2', undefined])
    one.close()
    other.close()
  })

  it('sends cookies to the source alone, and keeps none that others give on the way', async () => {
    const client = open()
    await client.request({ url: `${servers.plain}/json` }, limits())
    servers.seen.length = 0
    await client.request({ url: `${servers.plain}/to/302?url=${encodeURIComponent(`${servers.other}/json`)}` }, limits())
    expect(servers.seen.map(({ server, headers }) => [server, headers.cookie])).toEqual([['plain', 'a=1; b=2'], ['other', undefined]])
    client.close()
  })

  it('sends Host and Cookie headers that are configured', async () => {
    const client = open({ headers: { Host: 'virtual.example', Cookie: 'c=3' } })
    await client.request({ url: `${servers.plain}/json` }, limits())
    expect(servers.seen.map(({ headers }) => [headers.host, headers.cookie])).toEqual([['virtual.example', 'c=3']])
    client.close()
  })
})
