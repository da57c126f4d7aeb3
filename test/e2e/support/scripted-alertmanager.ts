import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An alert as API v2 lists it; what is left out is that of one that fires. */
export type ListedAlert = {
  readonly labels: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
  readonly startsAt?: string
  readonly generatorURL?: string
}

export type ScriptedAlertmanager = {
  readonly url: string
  /** Replaces the whole list at once, which no real one can be made to do. */
  readonly list: (alerts: readonly ListedAlert[]) => void
  /** Paths of all requests so far. */
  readonly asked: () => readonly string[]
  /** The longest it was not asked for its alerts between two times it was, ms, by a clock that nobody sets. */
  readonly longestPause: () => number
  readonly stop: () => Promise<void>
}

const written = (alerts: readonly ListedAlert[]): string => {
  const [now, later] = [new Date().toISOString(), new Date(Date.now() + 3_600_000).toISOString()]
  return JSON.stringify(alerts.map(({ labels, annotations = {}, startsAt = now, generatorURL = '' }) => ({
    labels, annotations, startsAt, generatorURL, endsAt: later, updatedAt: now,
    receivers: [{ name: 'nobody' }], status: { state: 'active', silencedBy: [], inhibitedBy: [], mutedBy: [] }
  })))
}

/** What speaks like an Alertmanager and lists exactly what a test says, also what a real one would refuse. */
export const startScriptedAlertmanager = async (alerts: readonly ListedAlert[] = []): Promise<ScriptedAlertmanager> => {
  let body = written(alerts)
  const asked: string[] = []
  let last: number | null = null
  let longest = 0
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    asked.push(path)
    if (path.includes('/alerts')) {
      const now = performance.now()
      longest = Math.max(longest, last === null ? 0 : now - last)
      last = now
    }
    const answer = path.includes('/alerts') ? body : path.includes('/silences') ? '[]' : path.includes('/status') ? '{"versionInfo":{"version":"0.25.0"},"cluster":{"status":"disabled"},"config":{"original":"route: {}"}}' : null
    response.writeHead(answer === null ? 404 : 200, { 'content-type': 'application/json' }).end(answer ?? '{}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    list: (next) => { body = written(next) },
    asked: () => asked,
    longestPause: () => longest,
    stop: async () => { server.closeAllConnections(); server.close(); await once(server, 'close') }
  }
}
