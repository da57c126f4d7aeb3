import type { FailureCode } from '@shared/domain/source'
import { SourceFailure } from './failure'

/**
 * Addresses to try for what a person pasted: without query, fragment and trailing slash, without the product's own pages,
 * then below a usual prefix, then with what looked like a page, then the bare host.
 * @param pages matches the end of a path that is a page of the product
 */
export const basesOf = (typed: string, pages: RegExp, prefix: string): readonly string[] => {
  const url = new URL(typed)
  const typedPath = url.pathname.replace(/\/+$/, '')
  const path = typedPath.replace(pages, '').replace(/\/+$/, '')
  const bases = [path, ...(path.endsWith(prefix) ? [] : [path + prefix]), typedPath, '']
  return [...new Set(bases)].map((base) => url.origin + base)
}

/** A name to offer for a source: its host; for a bare number or localhost, what it is as well. */
export const nameFor = (base: string, kind: string): string => {
  const { host, hostname } = new URL(base)
  return /^(localhost|[\d.]+|\[.*\])$/.test(hostname) ? `${kind} ${host}` : hostname
}

const ELSE: ReadonlySet<FailureCode> = new Set(['not-found', 'html', 'not-json', 'empty', 'wrong-shape', 'unexpected-status', 'api-error'])

/** Whether a failure only says that something else answers there. */
export const isSomethingElse = (code: FailureCode): boolean => ELSE.has(code)

/**
 * What the first address that fits answers; null: none does. A page that a script draws may stand before another thing on the same host,
 * so the rest is tried before it counts as the login that it most likely is.
 */
export const firstThatFits = async <T>(bases: readonly string[], attempt: (base: string) => Promise<T | null>): Promise<T | null> => {
  let login: SourceFailure | null = null
  for (const base of bases) {
    try {
      const found = await attempt(base)
      if (found !== null) return found
    } catch (thrown) {
      if (!(thrown instanceof SourceFailure && thrown.values['page'] === 'script')) throw thrown
      login ??= thrown
    }
  }
  if (login) throw login
  return null
}
