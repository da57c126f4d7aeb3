import type { Connection, HttpClient, HttpFactory } from '../ports/http'

/** A factory of clients that remembers those that are open, so that all of them can drop their sockets. */
export const renewable = (open: HttpFactory['open']): HttpFactory => {
  const clients = new Set<HttpClient>()
  return {
    open: (id: string, connection: Connection) => {
      const client = open(id, connection)
      clients.add(client)
      return { ...client, close: () => { clients.delete(client); client.close() } }
    },
    renew: () => { for (const client of clients) client.reset() }
  }
}
