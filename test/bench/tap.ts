import { createServer, request } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

/** Stands between Garda and a server and looks at the clock. */
export interface Tap {
  readonly url: string
  /** When the last byte of each reply that is timed left, ms since 1970, with a test of what it held. */
  readonly answers: { readonly at: number; readonly bytes: number; readonly holds: (text: string) => boolean }[]
  readonly stop: () => Promise<void>
}

/** Keeps no more lists than this: 10,000 alerts are 7 MB each. */
const KEPT = 3

/** `path`: which replies are timed. */
export const startTap = async (upstream: string, path = '/api/v2/alerts'): Promise<Tap> => {
  const answers: Tap['answers'] = []
  const bodies: (Buffer | null)[] = []
  const server = createServer((incoming, outgoing) => {
    const out = request(new URL(incoming.url ?? '/', upstream), { method: incoming.method, headers: { ...incoming.headers, host: new URL(upstream).host } }, (reply) => {
      const chunks: Buffer[] = []
      outgoing.writeHead(reply.statusCode ?? 502, reply.headers)
      reply.on('data', (chunk: Buffer) => { chunks.push(chunk); outgoing.write(chunk) })
      reply.on('end', () => {
        outgoing.end(() => {
          if (!incoming.url?.startsWith(path)) return
          const at = Date.now()
          const index = bodies.push(Buffer.concat(chunks)) - 1
          if (index >= KEPT) bodies[index - KEPT] = null
          answers.push({ at, bytes: chunks.reduce((n, c) => n + c.length, 0), holds: (text) => bodies[index]?.includes(text) ?? false })
        })
      })
    })
    out.on('error', () => { outgoing.destroy() })
    incoming.pipe(out)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answers,
    stop: () => new Promise((resolve) => { server.close(() => { resolve() }); server.closeAllConnections() })
  }
}
