import { app } from 'electron'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { electronHttpFactory } from '../../src/main/adapters/electron-http'
import { nodeSecrets } from '../../src/main/adapters/node-secrets'
import { SourceFailure } from '../../src/main/ports/failure'
import type { Connection, HttpClient, HttpLimits, HttpRequest } from '../../src/main/ports/http'

/** What the test says, one message a request. A request lasts until it is answered or the test hangs up, which cancels it. */
export type Order =
  | { readonly do: 'open'; readonly client: string; readonly connection: Connection }
  | { readonly do: 'request'; readonly client: string; readonly request: HttpRequest; readonly limits: Omit<HttpLimits, 'signal'> }
  | { readonly do: 'reset' | 'close'; readonly client: string }
  | { readonly do: 'renew' }
export type Reply =
  | { readonly is: 'done' }
  | { readonly is: 'response'; readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string; readonly url: string; readonly redirects: number; readonly certificateEndsAt?: number }
  | { readonly is: 'failure'; readonly code: SourceFailure['code']; readonly values: SourceFailure['values'] }
  | { readonly is: 'error'; readonly message: string }

const factory = electronHttpFactory({ secrets: nodeSecrets({ env: process.env, userDataDir: '/', log: { write: () => { /* nobody listens */ } } }), env: {} })
const clients = new Map<string, HttpClient>()
const clientOf = (id: string): HttpClient => {
  const client = clients.get(id)
  if (!client) throw new Error(`no client ${id}`)
  return client
}

const obey = async (order: Order, signal: AbortSignal): Promise<Reply> => {
  switch (order.do) {
    case 'open': clients.set(order.client, factory.open(order.client, order.connection)); return { is: 'done' }
    case 'reset': clientOf(order.client).reset(); return { is: 'done' }
    case 'renew': factory.renew(); return { is: 'done' }
    case 'close': clientOf(order.client).close(); clients.delete(order.client); return { is: 'done' }
    case 'request': {
      const response = await clientOf(order.client).request(order.request, { ...order.limits, signal })
      return { is: 'response', status: response.status, headers: response.headers, body: Buffer.from(response.body).toString('base64'), url: response.url, redirects: response.redirects ?? 0, ...(response.certificateEndsAt === undefined ? {} : { certificateEndsAt: response.certificateEndsAt }) }
    }
  }
}
const asReply = (error: unknown): Reply => (error instanceof SourceFailure ? { is: 'failure', code: error.code, values: error.values } : { is: 'error', message: String(error) })
const say = (response: ServerResponse, reply: Reply): void => { response.end(JSON.stringify(reply)) }

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  const hangUp = new AbortController()
  response.on('close', () => { hangUp.abort(new Error('the test hung up')) })
  request.on('data', (chunk: Buffer) => { chunks.push(chunk) })
  request.on('end', () => { obey(JSON.parse(Buffer.concat(chunks).toString()) as Order, hangUp.signal).then((reply) => { say(response, reply) }, (error: unknown) => { say(response, asReply(error)) }) })
})
void app.whenReady().then(() => { server.listen(0, '127.0.0.1', () => { process.stdout.write(`listening on ${(server.address() as AddressInfo).port}\n`) }) })
