import { describe, expect, it } from 'vitest'
import { followRedirects, type Hop, type HopAnswer } from '../../../src/main/adapters/http-redirects'

/** What is sent when `start` redirects to each of `targets` in turn. */
const walk = async (start: string, ...targets: readonly string[]): Promise<readonly Hop[]> => {
  const hops: Hop[] = []
  await followRedirects({ url: start }, async (hop): Promise<HopAnswer> => {
    const location = targets[hops.push(hop) - 1]
    const body = new Uint8Array(0)
    return location === undefined ? { status: 200, headers: {}, body } : { status: 307, headers: { location }, body }
  })
  return hops
}
const owned = async (start: string, ...targets: readonly string[]): Promise<readonly boolean[]> => (await walk(start, ...targets)).slice(1).map(({ own }) => own)

describe('who is still the source', () => {
  it('is the same origin, and the same host grown to https', async () => {
    expect(await owned('http://am.example/a', '/b', 'https://am.example/b')).toEqual([true, true])
    expect(await owned('https://am.example:9093/a', 'https://AM.example:9093/b')).toEqual([true])
  })
  it('is not another port, another host, or a host below or above', async () => {
    expect(await owned('https://am.example/', 'https://am.example:8443/')).toEqual([false])
    expect(await owned('http://am.example:9093/', 'https://am.example/')).toEqual([false])
    expect(await owned('https://am.example/', 'https://sso.am.example/')).toEqual([false])
    expect(await owned('https://am.example/', 'https://example/')).toEqual([false])
  })
  it('is nobody after a stay elsewhere', async () => { expect(await owned('https://am.example/', 'https://sso.example/', 'https://am.example/')).toEqual([false, false]) })
})

describe('where a redirect goes', () => {
  it('drops users and fragments from the address', async () => { expect((await walk('https://am.example/', 'https://ann:pw@am.example/x#y'))[1]!.url.href).toBe('https://am.example/x') })
  it('guards other hosts, unless the source is this computer', async () => {
    expect((await walk('https://am.example/', 'https://am.example/a', 'https://b.example/')).map(({ guarded }) => guarded)).toEqual([false, false, true])
    expect((await walk('http://localhost:9093/', 'http://127.0.0.1:9093/')).map(({ guarded }) => guarded)).toEqual([false, false])
  })
  it('stops before the sign-in of another host, which is not asked at all', async () => {
    const asked: string[] = []
    const send = (location: string) => followRedirects({ url: 'https://am.example/api' }, async ({ url }) => { asked.push(url.href); return { status: 302, headers: { location }, body: new Uint8Array(0) } })
    await expect(send('https://id.example:8443/login?rd=x')).rejects.toMatchObject({ code: 'sign-in-needed', values: { host: 'id.example:8443' } })
    expect(asked).toEqual(['https://am.example/api'])
    await expect(send('https://auth.example/api')).rejects.toMatchObject({ code: 'redirect-loop' })
  })
})
