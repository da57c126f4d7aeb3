import { describe, expect, it } from 'vitest'
import { ProxyUnreached } from '../../../src/main/adapters/http-errors'
import { proxyWays } from '../../../src/main/adapters/proxy-ways'
import { SourceFailure } from '../../../src/main/ports/failure'

const A = new URL('http://a:1')
const B = new URL('socks5://b:2')
const unreached = (name: string): ProxyUnreached => new ProxyUnreached('proxy', { detail: name })

/** Ways of which some fail: what was asked of them, and what came of it. */
const world = () => {
  let now = 0
  const ways = proxyWays(() => now)
  const failing = new Map<string, Error>()
  const asked: string[] = []
  const run = async (...proxies: readonly (URL | null)[]): Promise<string> => {
    asked.length = 0
    const outcome = await ways.tryInOrder(proxies, 9000, (proxy, reachMs) => {
      const name = proxy?.hostname ?? 'straight'
      asked.push(`${name} ${reachMs ?? 'all'}`)
      const error = failing.get(name)
      return error ? Promise.reject(error) : Promise.resolve(name)
    }).catch((error: unknown) => error)
    return `${asked.join(', ')}: ${outcome instanceof SourceFailure ? `${outcome.code} ${String(outcome.values['detail'] ?? '')}`.trim() : String(outcome)}`
  }
  return { failing, run, forget: ways.forget, pass: (ms: number) => { now += ms } }
}

describe('the ways of the system', () => {
  it('are tried in order, each but the last for its share of the time', async () => {
    const { failing, run } = world()
    expect(await run(A, B, null)).toBe('a 3000: a')
    failing.set('a', unreached('a')).set('b', unreached('b'))
    expect(await run(A, B, null)).toBe('a 3000, b 3000, straight all: straight')
    expect(await run(null)).toBe('straight all: straight')
  })
  it('come last for five minutes where they failed and another did not, until the network changes', async () => {
    const { failing, run, pass, forget } = world()
    failing.set('a', unreached('a'))
    expect(await run(A, B)).toBe('a 4500, b all: b')
    expect(await run(A, B)).toBe('b 4500: b')
    failing.set('b', unreached('b'))
    expect(await run(A, B)).toBe('b 4500, a all: proxy b')
    pass(5 * 60_000)
    expect(await run(A, B)).toBe('a 4500, b all: proxy a')
    failing.delete('b')
    expect(await run(A, B)).toBe('a 4500, b all: b')
    forget()
    failing.clear()
    expect(await run(A, B)).toBe('a 4500: a')
  })
  it.each([['proxy-auth'], ['proxy'], ['tls-expired'], ['timeout']] as const)('end where %s was the answer', async (code) => {
    const { failing, run } = world()
    failing.set('a', new SourceFailure(code))
    expect(await run(A, null)).toBe(`a 4500: ${code}`)
  })
  it('tell of the proxy where none leads to the source, and else of what is amiss there', async () => {
    const { failing, run } = world()
    failing.set('a', unreached('a is away'))
    for (const [code, told] of [['dns', 'proxy a is away'], ['refused', 'proxy a is away'], ['unreachable', 'proxy a is away'], ['tls-expired', 'tls-expired'], ['timeout', 'timeout']] as const) {
      failing.set('straight', new SourceFailure(code))
      expect(await run(A, null)).toBe(`a 4500, straight all: ${told}`)
    }
  })
})
