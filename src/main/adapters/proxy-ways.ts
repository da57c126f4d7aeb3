import { SourceFailure } from '../ports/failure'
import { ProxyUnreached } from './http-errors'

/** Chromium's own time for a proxy that could not be reached. */
const LAST_AFTER_FAILURE_MS = 5 * 60_000

export interface ProxyWays {
  /**
   * Asks by the first of the proxies, null being none; where one cannot be reached (`ProxyUnreached`), by the next. All but the last get an equal share of
   * `deadlineMs` to accept a connection. What could not be reached while another way led on comes last for five minutes, as in Chromium.
   * Where no way leads anywhere the first proxy's failure is told, unless it is the last way that says more.
   */
  tryInOrder<T>(proxies: readonly (URL | null)[], deadlineMs: number, ask: (proxy: URL | null, reachMs?: number) => Promise<T>): Promise<T>
  /** The network may have changed. */
  forget(): void
}

/** @param monotonic ms */
export const proxyWays = (monotonic: () => number): ProxyWays => {
  const failedAt = new Map<string, number>()
  const isBad = (proxy: URL | null): boolean => proxy !== null && monotonic() - (failedAt.get(proxy.href) ?? -Infinity) < LAST_AFTER_FAILURE_MS
  return {
    tryInOrder: async (proxies, deadlineMs, ask) => {
      const ordered = [...proxies.filter((proxy) => !isBad(proxy)), ...proxies.filter(isBad)]
      let first: ProxyUnreached | null = null
      const unreached: URL[] = []
      for (const [index, proxy] of ordered.entries()) {
        const isLast = index === ordered.length - 1
        try {
          const answer = await (isLast ? ask(proxy) : ask(proxy, deadlineMs / ordered.length))
          for (const one of unreached) failedAt.set(one.href, monotonic())
          return answer
        } catch (error) {
          if (isLast) throw first !== null && leadsNowhere(error) ? first : error
          if (proxy === null || !(error instanceof ProxyUnreached)) throw error
          first ??= error
          unreached.push(proxy)
        }
      }
      throw new Error('there is no way')
    },
    forget: () => { failedAt.clear() }
  }
}

/** Of a way that did not get as far as the source: the proxy before it is what is amiss. */
const leadsNowhere = (error: unknown): boolean => error instanceof SourceFailure && (error.code === 'dns' || error.code === 'refused' || error.code === 'unreachable' || error.code === 'proxy')
