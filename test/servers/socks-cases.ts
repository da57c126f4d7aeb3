import { expect } from 'vitest'
import type { FailureCode } from '@shared/domain/source'
import type { Connection } from '../../src/main/ports/http'
import { ask, CREDENTIALS, endOf, failureOf, fails, HELLO, host, lastSeen, limits, onTheWay, ownCa, short, shown, text, type HttpCase, type HttpWorld, type Place } from './http-cases'

const through = (at: 'socks' | 'socksAuth' | 'socksDeny' | 'socksMute' | 'socksHasty', scheme = 'socks5', user = '') => (world: HttpWorld): Partial<Connection> => ({ ...ownCa(world), proxy: `${scheme}://${user}${world.servers[at]}` })
const socksFails = (name: string, target: (world: HttpWorld) => string, connection: (world: HttpWorld) => Partial<Connection>, code: FailureCode, detail: (world: HttpWorld) => string): HttpCase => ({
  name, run: async (world) => { expect(await failureOf(ask(world, target(world), connection(world)))).toEqual({ code, values: { detail: detail(world) } }) }
})
const json = (place: Place) => (world: HttpWorld): string => `${world.servers[place]}/json`
const hostOf = (url: string): string => new URL(url).host
const viaSocks = ({ servers }: HttpWorld): readonly string[] => servers.seen.filter(({ server }) => server === 'socks').map(({ method, url }) => `${method} ${url}`)
const clientPair = (world: HttpWorld, more: object = {}): Partial<Connection> => {
  const { ca, client } = world.servers.certificates
  return { ...through('socks')(world), tls: { ca, cert: client.cert, key: client.key, ...more } }
}

/** What every client of the port must do with a SOCKS proxy. Names under .test are known there, those under .nowhere are not. */
export const SOCKS_CASES: readonly HttpCase[] = [
  ...([['socks5', 'SOCKS5', 'localhost'], ['socks5h', 'SOCKS5', 'localhost'],
    ['socks', 'SOCKS5', 'localhost'], ['socks4a', 'SOCKS4', 'localhost'], ['socks4', 'SOCKS4', '127.0.0.1']] as const).map(([scheme, method, name]): HttpCase => ({
    name: `goes by ${scheme} to http and https, and ${name === 'localhost' ? 'lets the proxy find' : 'finds'} a name`,
    run: async (world) => {
      const [plain, secure] = [world.servers.plain.replace('127.0.0.1', 'localhost'), world.servers.secure]
      const before = viaSocks(world).length
      for (const server of [plain, secure]) expect(text(await ask(world, `${server}/json`, through('socks', scheme)(world)))).toBe(HELLO)
      expect(viaSocks(world).slice(before)).toEqual([plain, secure].map((server) => `${method} ${name}:${new URL(server).port}`))
    }
  })),
  {
    name: 'reaches by SOCKS a name that is known there alone, and addresses',
    run: async (world) => {
      const { port } = new URL(world.servers.plain)
      for (const place of [`inner.test:${port}`, `127.0.0.1:${port}`]) expect(text(await ask(world, `http://${place}/json`, through('socks')(world)))).toBe(HELLO)
      expect(viaSocks(world).slice(-2)).toEqual([`SOCKS5 inner.test:${port}`, `SOCKS5 127.0.0.1:${port}`])
      expect((await failureOf(ask(world, 'http://[2001:db8::1:0:0:7]:9/', through('socksDeny')(world)))).code).toBe('proxy')
      expect(lastSeen(world, 'socksDeny').url).toBe('[2001:db8:0:0:1:0:0:7]:9')
    }
  },
  {
    name: 'shows the source what is for it through SOCKS, and keeps to one connection',
    run: async (world) => {
      const client = world.open({ ...CREDENTIALS, ...through('socks')(world) })
      const before = viaSocks(world).length
      for (const server of [world.servers.secure, world.servers.plain, world.servers.secure, world.servers.plain]) await client.request({ url: `${server}/json` }, limits())
      expect(viaSocks(world).length).toBe(before + 2)
      client.reset()
      await client.request({ url: `${world.servers.secure}/json` }, limits())
      expect(viaSocks(world).length).toBe(before + 3)
      client.close()
      expect([shown(world, 'plain').slice(0, 3), shown(world, 'secure').slice(0, 3)]).toEqual(Array(2).fill(['Bearer token-123', 'key-456', 'team']))
    }
  },
  { name: 'shows its client certificate through SOCKS', run: async (world) => { expect(text(await ask(world, `${world.servers.mutual}/json`, clientPair(world)))).toBe(HELLO) } },
  {
    name: 'does not show its client certificate to another host through SOCKS',
    run: async (world) => { expect((await failureOf(ask(world, onTheWay(world, 'secure', 302, `${world.servers.mutual}/json`), clientPair(world)))).code).toBe('tls') }
  },
  { name: 'asks for the server name it was told through SOCKS',
    run: async (world) => { expect(text(await ask(world, `${world.servers.wrongHost}/json`, clientPair(world, { serverName: 'other.example' })))).toBe(HELLO) } },
  fails('looks at the host of certificates through SOCKS', ['wrongHost', '/json'], 'tls-name', { connection: through('socks') }),
  fails('looks at the end of certificates through SOCKS', ['expired', '/json'], 'tls-expired', { connection: through('socks') }),
  fails('trusts no unknown authority through SOCKS', ['secure', '/json'], 'tls-untrusted', { connection: ({ servers }) => ({ proxy: `socks5://${servers.socks}` }), values: host('secure') }),
  {
    name: 'tells until when a certificate is valid through SOCKS',
    run: async (world) => { expect((await ask(world, `${world.servers.secure}/json`, through('socks')(world))).certificateEndsAt).toBe(await endOf(world.servers.certificates.good.cert)) }
  },
  {
    name: 'signs in at a SOCKS proxy',
    run: async (world) => {
      expect(text(await ask(world, `${world.servers.secure}/json`, through('socksAuth', 'socks5', 'proxy:p%61ss@')(world)))).toBe(HELLO)
      expect(lastSeen(world, 'socksAuth').body).toBe('proxy')
    }
  },
  socksFails('says that a SOCKS proxy wants a sign-in', json('secure'), through('socksAuth'), 'proxy-auth', ({ servers }) => `${servers.socksAuth} lets nobody through without one`),
  socksFails('says that a SOCKS proxy refused the sign-in', json('plain'), through('socksAuth', 'socks5', 'proxy:wrong@'),
    'proxy-auth', ({ servers }) => `${servers.socksAuth} refused the user or the password`),
  socksFails('says that a SOCKS proxy forbids the way', json('secure'), through('socksDeny'), 'proxy', ({ servers }) => `${servers.socksDeny} does not allow connections to localhost`),
  socksFails('says that the source refuses a SOCKS proxy', json('refused'), through('socks'), 'proxy', ({ servers }) => `127.0.0.1 refuses connections from ${servers.socks}`),
  socksFails('says that a SOCKS proxy does not know the name', () => 'https://gone.nowhere/', through('socks'),
    'proxy', ({ servers }) => `${servers.socks} cannot reach gone.nowhere, or does not know the name`),
  socksFails('says that a SOCKS4 proxy could not', () => 'https://gone.nowhere/', through('socks', 'socks4a'),
    'proxy', ({ servers }) => `${servers.socks} could not open the way to gone.nowhere; the name may not be known there, or nobody answers`),
  ...(['http', 'https'] as const).flatMap((scheme) => (['socksMute', 'socksHasty'] as const).map((at) => socksFails(`says that a SOCKS proxy ${at === 'socksMute' ? 'closed in place of an answer' : 'took its word back'}, for ${scheme}`,
    () => `${scheme}://gone.nowhere/`, through(at), 'proxy', ({ servers }) => `${servers[at]} closed the way to gone.nowhere before anything came back, as ssh -D does where it cannot reach a host or does not know its name`))),
  socksFails('says that a SOCKS4 proxy closed in place of an answer', () => 'https://gone.nowhere/', through('socksMute', 'socks4a'), 'proxy',
    ({ servers }) => `${servers.socksMute} closed the way to gone.nowhere before anything came back, as ssh -D does where it cannot reach a host or does not know its name`),
  {
    name: 'does not say that a write through SOCKS has not arrived when it may have',
    run: async (world) => {
      expect((await failureOf(ask(world, { url: `${world.servers.plain}/reset`, method: 'POST', body: 'a' }, through('socks')(world)))).code).toBe('reset')
      expect((await failureOf(ask(world, { url: 'https://gone.nowhere/', method: 'POST', body: 'a' }, through('socksHasty')(world)))).code).toBe('proxy')
    }
  },
  socksFails('says that the SOCKS proxy refuses', json('plain'), ({ servers }) => ({ proxy: `socks5://${hostOf(servers.refused)}` }),
    'proxy', ({ servers }) => `${hostOf(servers.refused)} refuses connections`),
  ...(['socks5', 'socks4a'] as const).map((scheme) => socksFails(`says that the ${scheme} proxy is none`, json('secure'), ({ servers }) => ({ proxy: `${scheme}://${hostOf(servers.foreign)}` }),
    'proxy', ({ servers }) => `${hostOf(servers.foreign)} does not speak SOCKS as its address says`)),
  socksFails('says that SOCKS4 carries no IPv6', () => 'http://[2001:db8::1]:9/', through('socks', 'socks4a'),
    'proxy', ({ servers }) => `${servers.socks} speaks SOCKS4, which cannot carry the IPv6 address 2001:db8::1`),
  ...(['plain', 'secure'] as const).map((place) => fails(`gives up on a SOCKS proxy that is silent, on the way to ${place}`, [place, '/json'],
    'timeout', { connection: ({ servers }) => ({ proxy: `socks5://${hostOf(servers.silent)}` }), limits: short }))
]
