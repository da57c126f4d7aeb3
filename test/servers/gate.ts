import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { until } from './process'

/** Stands before a server, so that what happens there between two answers is seen as one change. */
export interface Gate {
  readonly url: string
  /** How many answers have gone out. */
  readonly passed: () => number
  /** Runs `work` while nobody is let through; who asks meanwhile waits. */
  readonly shut: (work: () => Promise<unknown>) => Promise<void>
  readonly stop: () => Promise<void>
}

export const startGate = async (upstream: string): Promise<Gate> => {
  let shut = false
  let inside = 0
  let passed = 0
  let waiting: (() => void)[] = []
  const pass = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    inside++
    outgoing.once('close', () => { inside--; passed++ })
    const onward = request(new URL(incoming.url ?? '/', upstream), { method: incoming.method, headers: { ...incoming.headers, host: new URL(upstream).host } }, (reply) => {
      outgoing.writeHead(reply.statusCode ?? 502, reply.headers)
      reply.pipe(outgoing)
    })
    onward.on('error', () => { outgoing.destroy() })
    incoming.pipe(onward)
  }
  const server = createServer((incoming, outgoing) => {
    if (shut) waiting.push(() => { pass(incoming, outgoing) })
    else pass(incoming, outgoing)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    passed: () => passed,
    shut: async (work) => {
      shut = true
      try {
        await until('the last one inside', () => inside, (count) => count === 0)
        await work()
      } finally {
        shut = false
        const next = waiting
        waiting = []
        for (const one of next) one()
      }
    },
    stop: async () => { server.closeAllConnections(); server.close(); await once(server, 'close') }
  }
}
