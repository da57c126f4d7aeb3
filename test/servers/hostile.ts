import { once } from 'node:events'
import { createServer as createHttpServer, request as httpRequest, type IncomingMessage, type RequestListener, type Server as HttpServer, type ServerResponse } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { connect, createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { readFile } from 'node:fs/promises'
import { brotliCompressSync, createGzip, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { socksServer, type SocksManner } from './socks'
import { makeCertificates, readPair, type Certificates } from './tls'

/** What a server saw of a request. */
export interface Seen { readonly server: string; readonly method: string; readonly url: string; readonly headers: IncomingMessage['headers']; readonly body: string }

/** Servers on loopback that do what servers should not. Addresses are origins without a slash at their end. */
export interface HostileServers {
  readonly certificates: Certificates
  readonly plain: string
  /** The same on another port: another party. */
  readonly other: string
  readonly secure: string
  readonly expired: string
  readonly early: string
  readonly wrongHost: string
  readonly selfSigned: string
  /** Has a certificate of the authority that the computer trusts. */
  readonly trusted: string
  /** Wants a client certificate of the test authority. */
  readonly mutual: string
  /** A proxy for everybody, one that wants user `proxy` and password `pass`, one that opens no tunnels. */
  readonly proxy: string
  readonly proxyAuth: string
  readonly proxyDeny: string
  /** SOCKS proxies at `host:port`: for everybody, for user `proxy` and password `pass`, for nobody, one that closes without a word, and one that promises a way before it has one. */
  readonly socks: string
  readonly socksAuth: string
  readonly socksDeny: string
  readonly socksMute: string
  readonly socksHasty: string
  /** Nobody listens there. */
  readonly refused: string
  /** Accepts and never speaks. */
  readonly silent: string
  /** Speaks something else. */
  readonly foreign: string
  readonly seen: Seen[]
  /** Connections that were opened to `plain` so far. */
  connections(): number
  close(): Promise<void>
}

const HELLO = JSON.stringify({ hello: 'world' })

const handle = (name: string, seen: Seen[]): RequestListener => (request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => { chunks.push(chunk) })
  request.on('end', () => {
    const url = new URL(request.url ?? '/', 'http://any')
    seen.push({ server: name, method: request.method ?? '', url: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() })
    const [, verb = '', argument = ''] = url.pathname.split('/')
    const act = BEHAVIOURS[verb]
    if (act) act(response, argument, url, request)
    else response.writeHead(404).end()
  })
}

type Behaviour = (response: ServerResponse, argument: string, url: URL, request: IncomingMessage) => void
const encoded = (encoding: string, body: Buffer): Behaviour => (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': encoding, 'content-length': body.length }).end(body)
}
const pump = (response: ServerResponse, chunk: Buffer): void => {
  const more = (): void => { while (!response.destroyed && response.write(chunk)); }
  response.on('drain', more)
  more()
}
const usedSockets = new WeakSet<Socket>()

const BEHAVIOURS: Readonly<Record<string, Behaviour>> = {
  json: (response) => { response.writeHead(200, { 'content-type': 'application/json', 'x-two': ['a', 'b'], 'set-cookie': ['a=1', 'b=2'] }).end(HELLO) },
  status: (response, status) => { response.writeHead(Number(status), { 'content-type': 'application/json' }).end(Number(status) === 204 ? undefined : HELLO) },
  challenge: (response, scheme) => { response.writeHead(401, { 'www-authenticate': scheme === 'basic' ? 'Basic realm="test"' : 'Bearer' }).end(HELLO) },
  never: () => { /* no header ever comes */ },
  drip: (response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    const timer = setInterval(() => { response.write(' ') }, 20)
    response.on('close', () => { clearInterval(timer) })
  },
  endless: (response) => { response.writeHead(200, { 'content-type': 'application/json' }); pump(response, Buffer.alloc(65_536, ' ')) },
  announced: (response) => { response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1 << 30 }); response.write('[') },
  bomb: (response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' })
    const gzip = createGzip({ level: 9 })
    gzip.pipe(response)
    response.on('close', () => { gzip.destroy() })
    gzip.end(Buffer.alloc(64 << 20))
  },
  large: (response, bytes) => { const body = `"${'x'.repeat(Number(bytes) - 2)}"`; response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body) },
  gzip: encoded('gzip', gzipSync(HELLO)), 'x-gzip': encoded('x-gzip', gzipSync(HELLO)), br: encoded('br', brotliCompressSync(HELLO)),
  deflate: encoded('deflate', deflateSync(HELLO)), 'deflate-raw': encoded('deflate', deflateRawSync(HELLO)),
  nested: encoded('gzip, gzip', gzipSync(gzipSync(HELLO))), 'nested-mixed': encoded('br, gzip', gzipSync(brotliCompressSync(HELLO))),
  'wrong-gzip': encoded('gzip', Buffer.from(HELLO)), 'unknown-encoding': encoded('compress', Buffer.from(HELLO)),
  'cut-gzip': encoded('gzip', gzipSync(HELLO.repeat(1000)).subarray(0, 40)),
  'cut-length': (response) => { response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000 }); response.write('[1', () => { response.socket?.end() }) },
  'cut-chunked': (response) => { response.writeHead(200, { 'content-type': 'application/json' }); response.write('[1', () => { response.socket?.end() }) },
  reset: (response) => { response.socket?.resetAndDestroy() },
  // Serves each connection once and drops it when it is used again, as a server does that closes idle connections.
  once: (response, _argument, _url, { socket }) => {
    if (usedSockets.has(socket)) { socket.destroy(); return }
    usedSockets.add(socket)
    response.writeHead(200, { 'content-type': 'application/json' }).end(HELLO)
  },
  // Serves each connection once and is deaf on it from then on, as if it had died while the computer slept.
  deaf: (response, _argument, _url, { socket }) => {
    if (usedSockets.has(socket)) return
    usedSockets.add(socket)
    response.writeHead(200, { 'content-type': 'application/json' }).end(HELLO)
  },
  redirect: (response, left) => { response.writeHead(302, { location: Number(left) > 1 ? `/redirect/${Number(left) - 1}` : '/json', 'content-length': 0 }).end() },
  to: (response, status, url) => { response.writeHead(Number(status), { location: url.searchParams.get('url') ?? '', 'content-length': 0 }).end() },
  'to-endless': (response) => { response.writeHead(302, { location: '/json' }); pump(response, Buffer.alloc(65_536, ' ')) },
  'no-location': (response) => { response.writeHead(302).end() }
}

const listen = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve, reject) => { server.once('error', reject); server.listen(0, '127.0.0.1', resolve) })
  return (server.address() as AddressInfo).port
}

/** Names under .test are known to the proxies, too. */
const reached = (hostname: string): string => (hostname.endsWith('.test') ? '127.0.0.1' : hostname)

const proxyServer = (name: string, seen: Seen[], allow: (request: IncomingMessage) => number): HttpServer => {
  const server = createHttpServer((request, response) => {
    seen.push({ server: name, method: request.method ?? '', url: request.url ?? '', headers: request.headers, body: '' })
    const status = allow(request)
    if (status !== 200) { response.writeHead(status, { 'proxy-authenticate': 'Basic realm="proxy"' }).end('no'); return }
    const { 'proxy-authorization': _, ...headers } = request.headers
    const { hostname, port, pathname, search } = new URL(request.url ?? '')
    const onward = httpRequest({ host: reached(hostname), port, path: pathname + search, method: request.method ?? 'GET', headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => { response.writeHead(502).end() })
    request.pipe(onward)
  })
  server.on('connect', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    seen.push({ server: name, method: 'CONNECT', url: request.url ?? '', headers: request.headers, body: '' })
    const status = allow(request)
    if (status !== 200) { socket.end(`HTTP/1.1 ${status} No\r\nProxy-Authenticate: Basic realm="proxy"\r\nContent-Length: 2\r\n\r\nno`); return }
    const { hostname, port } = new URL(`http://${request.url}`)
    const onward = connect(Number(port), reached(hostname), () => { socket.write('HTTP/1.1 200 Connection established\r\n\r\n'); onward.write(head); onward.pipe(socket); socket.pipe(onward) })
    onward.on('error', () => { socket.destroy() })
    socket.on('error', () => { onward.destroy() })
    socket.on('close', () => { onward.destroy() })
  })
  return server
}

/** Starts them all on free ports of loopback. */
export const startHostileServers = async (): Promise<HostileServers> => {
  const certificates = await makeCertificates()
  const ca = await readFile(certificates.ca, 'utf8')
  const seen: Seen[] = []
  const sockets = new Set<Socket>()
  const servers: Server[] = []
  let connections = 0
  const start = async (server: Server, scheme: string, host = '127.0.0.1'): Promise<string> => {
    server.on('connection', (socket: Socket) => { sockets.add(socket); socket.on('close', () => { sockets.delete(socket) }); socket.on('error', () => { socket.destroy() }) })
    servers.push(server)
    return `${scheme}://${host}:${await listen(server)}`
  }
  const secure = async (name: string, pair: Certificates['good'], more: object = {}): Promise<string> =>
    start(createHttpsServer({ ...(await readPair(pair)), ...more }, handle(name, seen)), 'https', 'localhost')

  const socks = async (name: string, sign: string | null, manner: SocksManner): Promise<string> => new URL(await start(socksServer(({ version, target, user }) => {
    seen.push({ server: name, method: `SOCKS${version}`, url: target, headers: {}, body: user })
  }, { resolve: (hostname) => (hostname.endsWith('.nowhere') ? null : reached(hostname)), sign, manner }), 'http')).host

  const main = createHttpServer(handle('plain', seen))
  main.on('connection', () => { connections++ })
  // a connection's own end: nobody listens there, and as long as it stands no other server can be given the port
  const holder = createTcpServer()
  await start(holder, 'http')
  const held = connect((holder.address() as AddressInfo).port, '127.0.0.1')
  await once(held, 'connect')
  const refused = `http://127.0.0.1:${held.localPort}`
  return {
    certificates, seen, refused,
    plain: await start(main, 'http'),
    other: await start(createHttpServer(handle('other', seen)), 'http'),
    secure: await secure('secure', certificates.good),
    expired: await secure('expired', certificates.expired),
    early: await secure('early', certificates.early),
    wrongHost: await secure('wrongHost', certificates.wrongHost),
    selfSigned: await secure('selfSigned', certificates.selfSigned),
    trusted: await secure('trusted', certificates.trusted),
    mutual: await secure('mutual', certificates.good, { ca, requestCert: true, rejectUnauthorized: true }),
    proxy: await start(proxyServer('proxy', seen, () => 200), 'http'),
    proxyAuth: await start(proxyServer('proxyAuth', seen, (request) => (request.headers['proxy-authorization'] === `Basic ${Buffer.from('proxy:pass').toString('base64')}` ? 200 : 407)), 'http'),
    proxyDeny: await start(proxyServer('proxyDeny', seen, () => 403), 'http'),
    socks: await socks('socks', null, 'allows'),
    socksAuth: await socks('socksAuth', 'proxy:pass', 'allows'),
    socksDeny: await socks('socksDeny', null, 'forbids'),
    socksMute: await socks('socksMute', null, 'closes'),
    socksHasty: await socks('socksHasty', null, 'promises'),
    silent: await start(createTcpServer(), 'http'),
    foreign: await start(createTcpServer((socket) => { socket.write('SSH-2.0-OpenSSH_9.2p1\r\n') }), 'http'),
    connections: () => connections,
    close: async () => {
      held.destroy()
      for (const socket of sockets) socket.destroy()
      await Promise.all(servers.map((server) => new Promise((resolve) => { server.close(resolve) })))
      await certificates.remove()
    }
  }
}
