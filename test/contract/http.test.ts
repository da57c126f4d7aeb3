import { lookup } from 'node:dns'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { nodeHttpFactory } from '../../src/main/adapters/node-http'
import type { Resolve } from '../../src/main/adapters/node-lookup'
import type { Connection, HttpFactory } from '../../src/main/ports/http'
import { fakeHttp } from '../fakes/fake-http'
import { fakeSecrets } from '../fakes/fake-secrets'
import { startHostileServers, type HostileServers } from '../servers/hostile'
import { CASE_SECRETS, HTTP_CASES } from '../servers/http-cases'
import { SOCKS_CASES } from '../servers/socks-cases'

const NOTHING: Connection = { auth: { type: 'none' }, headers: {}, tls: null, proxy: 'none' }
const secrets = fakeSecrets(Object.fromEntries(Object.entries(CASE_SECRETS).map(([name, value]) => [`env ${name}`, value])))

/** Names under .test lead to this computer. */
const resolve: Resolve = (hostname, done) => {
  if (hostname.endsWith('.test')) done(null, [{ address: '127.0.0.1', family: 4 }])
  else lookup(hostname, { all: true }, (error, addresses) => { done(error, addresses) })
}

let servers: HostileServers
beforeAll(async () => { servers = await startHostileServers() })
afterAll(async () => { await servers.close() })

describe('the network of Node', () => {
  let factory: HttpFactory
  beforeAll(() => { factory = nodeHttpFactory({ secrets, env: { SSL_CERT_FILE: servers.certificates.systemCa }, resolve }) })
  const open = (connection: Partial<Connection> = {}) => factory.open('test', { ...NOTHING, ...connection })
  for (const [group, cases] of [...HTTP_CASES, ['SOCKS', SOCKS_CASES] as const]) {
    describe(group, () => {
      for (const { name, run } of cases) it(name, () => run({ servers, open, renew: () => { factory.renew() } }))
    })
  }
})

/** Of a source behind SOCKS these say something else, or cannot be: what is refused or reset is so at the proxy, and names are found there. */
const ONLY_STRAIGHT = new Set(['says that the connection was refused', 'says that the connection was reset', 'follows no stranger to a name that leads home'])

describe('the network of Node through SOCKS', () => {
  let factory: HttpFactory
  const nowhere: Resolve = (hostname, done) => { done(new Error(`${hostname} is for the proxy to find`), []) }
  beforeAll(() => { factory = nodeHttpFactory({ secrets, env: { SSL_CERT_FILE: servers.certificates.systemCa }, resolve: nowhere }) })
  const open = (connection: Partial<Connection> = {}) => factory.open('test', { ...NOTHING, proxy: `socks5h://${servers.socks}`, ...connection })
  for (const [group, cases] of HTTP_CASES.filter(([name]) => name !== 'proxy')) {
    describe(group, () => {
      for (const { name, run } of cases) if (!ONLY_STRAIGHT.has(name)) it(name, () => run({ servers, open, renew: () => { factory.renew() } }))
    })
  }
})

describe('the fake network', () => {
  const hello = { headers: { 'Content-Type': 'application/json' }, body: '{"hello":"world"}' }
  const open = () => fakeHttp({
    '/json': hello, '/never': 'hang', '/large/1000': { body: `"${'x'.repeat(998)}"` },
    ...Object.fromEntries([200, 400, 401, 403, 404, 410, 422, 429, 500, 502, 503, 504].map((status) => [`/status/${status}`, { ...hello, status }])), '/status/204': { status: 204 }
  })
  for (const [group, cases] of HTTP_CASES) {
    const claimed = cases.filter((one) => one.anywhere)
    if (claimed.length > 0) describe(group, () => { for (const { name, run } of claimed) it(name, () => run({ servers, open })) })
  }
})
