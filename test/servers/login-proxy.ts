import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, request, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'

/** Single sign-on before a server: who has no session is sent to a login on another port and under another name. */
export interface LoginProxy {
  /** Of what is behind it. */
  readonly url: string
  /** Where one signs in. */
  readonly loginHost: string
  /** Lifetime of the sessions that begin from now on, s. */
  lifetimeS: number
  /** `keeps` as it should be; `no-cookie`: it gives none; `circles`: the login sends everybody back at once, and a session is never accepted. */
  manner: 'keeps' | 'no-cookie' | 'circles'
  /** All sessions end. */
  readonly kill: () => void
  /** Cookies that each request brought, by the server that it went to. */
  readonly cookies: { readonly source: string[]; readonly login: string[] }
  /** Paths that the login was asked for. */
  readonly loginAsked: string[]
  readonly stop: () => Promise<void>
}

const FORM = '<!doctype html><title>Corporate login</title><form method="post"><label>User <input name="user"></label><label>Password <input name="password" type="password"></label><button>Log in</button></form>'
type Secure = { readonly cert: string; readonly key: string } | null
const listen = async (answer: RequestListener, secure: Secure): Promise<Server> => {
  const server = (secure ? createSecureServer(secure, answer) : createServer(answer)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}
const portOf = (server: Server): number => (server.address() as AddressInfo).port
const end = async (server: Server): Promise<void> => { server.closeAllConnections(); server.close(); await once(server, 'close') }

/** The password is "open sesame", whoever it is. `secure`: in PEM, what both speak TLS with. */
export const startLoginProxy = async (upstream: string, secure: Secure = null): Promise<LoginProxy> => {
  const scheme = secure ? 'https' : 'http'
  let sessions: ReadonlySet<string> = new Set()
  const cookies = { source: [] as string[], login: [] as string[] }
  const loginAsked: string[] = []
  const source: Server = await listen((incoming, outgoing) => {
    const brought = incoming.headers.cookie ?? ''
    const url = new URL(incoming.url ?? '/', it.url)
    cookies.source.push(brought)
    if (url.pathname === '/callback') {
      const session = url.searchParams.get('ticket') ?? ''
      const lasts = it.manner === 'no-cookie' ? {} : { 'set-cookie': `corp_session=${session}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${it.lifetimeS}` }
      outgoing.writeHead(302, { ...lasts, location: url.searchParams.get('rd') ?? '/' }).end()
    } else if (it.manner === 'circles' || !sessions.has(/corp_session=([\w-]+)/.exec(brought)?.[1] ?? '')) {
      if (it.manner === 'no-cookie' && url.pathname === '/' && url.search === '?again') outgoing.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Welcome</title>')
      else outgoing.writeHead(302, { location: `${scheme}://${it.loginHost}/login?rd=${encodeURIComponent(incoming.url ?? '/')}` }).end()
    } else {
      const onward = request(new URL(incoming.url ?? '/', upstream), { method: incoming.method, headers: { accept: 'application/json' } }, (reply) => {
        outgoing.writeHead(reply.statusCode ?? 502, reply.headers)
        reply.pipe(outgoing)
      })
      onward.on('error', () => { outgoing.destroy() })
      incoming.pipe(onward)
    }
  }, secure)
  const login: Server = await listen((incoming, outgoing) => {
    const url = new URL(incoming.url ?? '/', 'http://login')
    cookies.login.push(incoming.headers.cookie ?? '')
    loginAsked.push(url.pathname)
    const back = (): void => {
      const ticket = randomUUID()
      sessions = new Set([...sessions, ticket])
      const rd = it.manner === 'no-cookie' ? '/?again' : (url.searchParams.get('rd') ?? '/')
      outgoing.writeHead(302, { 'set-cookie': 'corp_login=yes; Path=/; HttpOnly', location: `${it.url}/callback?ticket=${ticket}&rd=${encodeURIComponent(rd)}` }).end()
    }
    if (it.manner === 'circles') { back(); return }
    if (incoming.method !== 'POST') { outgoing.writeHead(200, { 'content-type': 'text/html' }).end(FORM); return }
    let body = ''
    incoming.on('data', (chunk: Buffer) => { body += chunk.toString() })
    incoming.on('end', () => {
      if (new URLSearchParams(body).get('password') === 'open sesame') back()
      else outgoing.writeHead(200, { 'content-type': 'text/html' }).end(FORM)
    })
  }, secure)
  const it: LoginProxy = {
    url: `${scheme}://127.0.0.1:${portOf(source)}`, loginHost: `localhost:${portOf(login)}`, lifetimeS: 86_400, manner: 'keeps', cookies, loginAsked,
    kill: () => { sessions = new Set() },
    stop: async () => { await end(source); await end(login) }
  }
  return it
}
