import { lookup, type LookupAddress, type LookupOptions } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { isLocalAddress } from './http-addresses'
import { blocked } from './http-redirects'

/** Resolves a name to all its addresses. */
export type Resolve = (hostname: string, done: (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void) => void

/**
 * Name look-ups run on a few shared threads, where one dead name server could stall every source and every file. So each name is asked
 * once at a time however many wait for it, and at most `parallel` names at once.
 */
export const boundedResolve = (resolve: Resolve, parallel = 3): Resolve => {
  const waiting = new Map<string, ((error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void)[]>()
  const queue: string[] = []
  let running = 0
  const next = (): void => {
    while (running < parallel && queue.length > 0) {
      const hostname = queue.shift()!
      running++
      resolve(hostname, (error, addresses) => {
        running--
        const all = waiting.get(hostname) ?? []
        waiting.delete(hostname)
        next()
        for (const done of all) done(error, addresses)
      })
    }
  }
  return (hostname, done) => {
    const others = waiting.get(hostname)
    if (others) { others.push(done); return }
    waiting.set(hostname, [done])
    queue.push(hostname)
    next()
  }
}

/** IPv4 first: with IPv6 dead, as it often is, nothing is lost, and runtimes that try one family after the other still find the other. */
const systemResolve: Resolve = (hostname, done) => { lookup(hostname, { all: true, verbatim: false }, (error, addresses) => { done(error, error ? [] : addresses) }) }
export const sharedResolve = boundedResolve(systemResolve)

/** For `net.connect`. A guarded one refuses names that lead to this computer, its link or a metadata service. */
export const lookupVia = (resolve: Resolve, guarded: boolean): LookupFunction => (hostname, options: LookupOptions, callback) => {
  resolve(hostname, (error, found) => {
    const addresses = found.filter(({ family }) => !options.family || options.family === family || options.family === `IPv${family}`)
    const first = addresses[0]
    if (error) callback(error, '', 4)
    else if (guarded && addresses.some(({ address }) => isLocalAddress(address))) callback(blocked(hostname, 'local'), '', 4)
    else if (!first) callback(Object.assign(new Error(`no address for ${hostname}`), { code: 'ENOTFOUND' }), '', 4)
    else if (options.all) callback(null, [...addresses])
    else callback(null, first.address, first.family)
  })
}
