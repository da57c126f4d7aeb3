import { describe, expect, test } from 'vitest'
import { alertmanager } from '../../../../src/main/sources/alertmanager'
import type { SourceSnapshot } from '@shared/domain/source'
import { aContext, anInstance } from '../../../builders/asking'
import { NOW } from '../../../builders/now'
import { fakeHttp, type FakeAnswer, type FakeHttp } from '../../../fakes/fake-http'

const alert = (name: string, state = 'active', silencedBy: readonly string[] = []): object => ({
  fingerprint: name.padStart(16, '0'), labels: { alertname: name }, annotations: {}, startsAt: new Date(NOW - 60_000).toISOString(), endsAt: new Date(NOW + 60_000).toISOString(),
  status: { state, silencedBy, inhibitedBy: [], mutedBy: [] }
})
const down: FakeAnswer = { status: 502 }
const ABOUT = { versionInfo: { version: '0.27.0' }, config: { original: 'route:\n  receiver: nobody\n' } }

/** Peers a, b, c; each lists what `lists` gives it, or does not answer. */
const cluster = (): { http: FakeHttp; set: (lists: Readonly<Record<string, readonly object[] | null>>) => void; poll: (timeoutMs?: number) => Promise<SourceSnapshot>; clock: { now: number } } => {
  const http = fakeHttp()
  const clock = { now: NOW }
  const ctx = aContext(http, { now: () => clock.now })
  const set = (lists: Readonly<Record<string, readonly object[] | null>>): void => {
    for (const [peer, list] of Object.entries(lists)) {
      http.on(`http://${peer}/api/v2/alerts`, list ? { json: list } : down)
      http.on(`http://${peer}/api/v2/silences`, list ? { json: [] } : down)
      http.on(`http://${peer}/api/v2/status`, list ? { json: ABOUT } : down)
    }
  }
  return { http, set, clock, poll: (timeoutMs = 10_000) => alertmanager.poll(anInstance(['http://a', 'http://b', 'http://c'], { timeoutMs }), ctx) }
}
const names = (s: SourceSnapshot): readonly string[] => (s.alerts ?? []).map((a) => a.fingerprint.replace(/^0+/, '')).sort()

test('one of three peers down: the union of the rest and what only it knew, and a warning by its name', async () => {
  const { set, poll } = cluster()
  set({ a: [alert('aa')], b: [alert('aa'), alert('bb')], c: [alert('aa'), alert('cc')] })
  expect(names(await poll())).toEqual(['aa', 'bb', 'cc'])
  set({ c: null })
  const degraded = await poll()
  expect([names(degraded), degraded.counts]).toEqual([['aa', 'bb', 'cc'], { alerts: 3, silences: 0, peers: 2 }])
  expect(degraded.warnings).toMatchObject([{ part: 'peer', failure: { code: 'server-error' }, text: expect.stringContaining('c ') as unknown }, { part: 'peer', failure: null }])
})

test('what the living no longer list has ended; what only the dead knew has not, until they say so', async () => {
  const { set, poll } = cluster()
  set({ a: [alert('aa')], b: [alert('aa')], c: [alert('aa'), alert('cc')] })
  await poll()
  set({ a: [], b: [], c: null })
  expect(names(await poll())).toEqual(['cc'])
  set({ a: [alert('cc')] })
  expect(names(await poll())).toEqual(['cc'])
  set({ a: [] })
  expect(names(await poll())).toEqual([])
  set({ c: [] })
  expect((await poll()).warnings).toEqual([])
})

test('two peers that die together keep what both knew and the third did not', async () => {
  const { set, poll } = cluster()
  set({ a: [], b: [alert('bb')], c: [alert('bb')] })
  await poll()
  set({ b: null, c: null })
  expect(names(await poll())).toEqual(['bb'])
})

test('a peer that never answered takes nothing and adds nothing; when none answers the first failure is thrown', async () => {
  const { http, set, poll } = cluster()
  set({ a: [alert('aa')], b: null, c: [alert('aa')] })
  expect(names(await poll())).toEqual(['aa'])
  set({ a: null, c: null })
  http.on('http://a/api/v2/alerts', { status: 401 })
  await expect(poll()).rejects.toMatchObject({ code: 'unauthorized' })
})

test('a peer that hangs does not take the others\' answers with it', async () => {
  const { http, set, poll } = cluster()
  set({ a: [alert('aa')], b: [alert('aa')], c: [] })
  http.on('http://c/api/v2/alerts', 'hang')
  const snapshot = await poll(200)
  // given up before the poll's own deadline, so that the poll still counts
  expect([names(snapshot), snapshot.warnings[0]?.failure]).toEqual([['aa'], { code: 'timeout', values: { seconds: 0.16 } }])
})

test('an unchanged answer is not read again, and silences are asked for every quarter minute, or once other ones are named', async () => {
  const { http, set, poll, clock } = cluster()
  set({ a: [alert('aa')], b: [alert('aa')], c: [alert('aa')] })
  const first = await poll()
  const asked = (path: string): number => http.calls.filter((c) => c.url.startsWith(`http://a${path}`)).length
  expect([asked('/api/v2/alerts'), asked('/api/v2/silences'), asked('/api/v2/status')]).toEqual([1, 1, 1])
  clock.now += 14_000
  expect(await poll()).toBe(first)
  clock.now += 1000
  expect(await poll()).toBe(first)
  expect([asked('/api/v2/alerts'), asked('/api/v2/silences'), asked('/api/v2/status')]).toEqual([3, 2, 1])
  set({ a: [alert('aa'), alert('bb')] })
  expect(names(await poll())).toEqual(['aa', 'bb'])
  expect(asked('/api/v2/silences')).toBe(2)
  set({ a: [alert('aa', 'suppressed', ['s1']), alert('bb')] })
  await poll()
  expect(asked('/api/v2/silences')).toBe(3)
})

test('silences that cannot be read are said, and alerts go on', async () => {
  const { http, set, poll } = cluster()
  set({ a: [alert('aa')], b: [alert('aa')], c: [alert('aa')] })
  for (const peer of 'abc') http.on(`http://${peer}/api/v2/silences`, { status: 403 })
  expect(await poll()).toMatchObject({ alerts: [{}], silences: null, warnings: [{ part: 'silences', failure: { code: 'forbidden' } }] })
  http.on('http://b/api/v2/silences', { json: [] })
  expect(await poll()).toMatchObject({ silences: [], warnings: [] })
})

test('an Alertmanager that speaks only version 1 is told to be too old', async () => {
  const http = fakeHttp({ '/api/v1/status': { json: { status: 'success', data: { versionInfo: { version: '0.15.3' } } } }, '*': { status: 404 } })
  await expect(alertmanager.identify!('http://old', aContext(http))).rejects.toMatchObject({ code: 'gone' })
})

test('a status page that hangs is given up early and let alone for a while', async () => {
  const { http, set, poll, clock } = cluster()
  set({ a: [alert('aa')], b: [alert('aa')], c: [alert('aa')] })
  for (const peer of 'abc') http.on(`http://${peer}/api/v2/status`, 'hang')
  expect(await poll(200)).toMatchObject({ product: { name: 'Alertmanager', version: '' }, warnings: ['a', 'b', 'c'].map((peer) => ({ failure: { code: 'timeout' }, text: expect.stringMatching(`^${peer} does not show`) as unknown })) })
  const asked = (): number => http.calls.filter((c) => c.url === 'http://a/api/v2/status').length
  const counts = [asked()]
  for (const wait of [15_000, 45_000]) { clock.now += wait; await poll(200); counts.push(asked()) }
  expect(counts).toEqual([1, 1, 2])
})

test('a restart that loses alerts ends none of them until they had time to be sent again', async () => {
  const { http, set, poll, clock } = cluster()
  const started = (at: string): void => { for (const peer of 'abc') http.on(`http://${peer}/api/v2/status`, { json: { ...ABOUT, uptime: at } }) }
  set({ a: [alert('aa'), alert('bb')], b: [], c: [] })
  started('2025-11-13T10:00:00Z')
  const before = await poll()
  expect(names(before)).toEqual(['aa', 'bb'])
  set({ a: [alert('aa')] })
  started('2025-11-13T12:00:00Z')
  clock.now += 15_000
  expect((await poll()).alerts).toBe(before.alerts)
  clock.now += 149_000
  expect(names(await poll())).toEqual(['aa', 'bb'])
  clock.now += 1_000
  expect(names(await poll())).toEqual(['aa'])
  set({ a: [] })
  started('2025-11-13T12:00:00Z')
  clock.now += 15_000
  expect(names(await poll())).toEqual([])
})

test('what a restart lost is kept for as long as it would have lived without it, where its rule is evaluated less often, and half an hour at most', async () => {
  const { http, set, poll, clock } = cluster()
  const ends = (ms: number): string => new Date(clock.now + ms).toISOString()
  set({ a: [{ ...alert('aa'), endsAt: ends(20 * 60_000) }, { ...alert('bb'), endsAt: ends(24 * 3_600_000) }], b: [], c: [] })
  http.on('http://a/api/v2/status', { json: { ...ABOUT, uptime: 'first' } })
  await poll()
  set({ a: [] })
  http.on('http://a/api/v2/status', { json: { ...ABOUT, uptime: 'second' } })
  const seen: (readonly string[])[] = []
  for (const wait of [15_000, 20 * 60_000 - 16_000, 2_000, 10 * 60_000 + 12_000, 2_000]) { clock.now += wait; seen.push(names(await poll())) }
  expect(seen).toEqual([['aa', 'bb'], ['aa', 'bb'], ['bb'], ['bb'], []])
})

test('what comes back after a restart, and ends then, has ended', async () => {
  const { http, set, poll, clock } = cluster()
  const one = async (list: readonly object[], started: string): Promise<readonly string[]> => {
    set({ a: list, b: [], c: [] })
    http.on('http://a/api/v2/status', { json: { ...ABOUT, uptime: started } })
    clock.now += 15_000
    return names(await poll())
  }
  expect([
    await one([alert('aa'), alert('bb')], 'first'), await one([], 'second'), await one([alert('aa'), alert('bb')], 'second'), await one([alert('bb')], 'second')
  ]).toEqual([['aa', 'bb'], ['aa', 'bb'], ['aa', 'bb'], ['bb']])
})

describe('a peer that was restarted with empty hands', () => {
  const restart = (http: FakeHttp, peer: string, started: string): void => { http.on(`http://${peer}/api/v2/status`, { json: { ...ABOUT, uptime: started } }) }
  type Next = (lists: Readonly<Record<string, readonly object[] | null>>, restarted?: readonly string[]) => Promise<readonly string[]>
  const running = async (): Promise<{ readonly clock: { now: number }; readonly next: Next }> => {
    const { http, set, poll, clock } = cluster()
    let starts = 0
    const next: Next = async (lists, restarted = []) => {
      set(lists)
      for (const peer of restarted) restart(http, peer, `start ${++starts}`)
      clock.now += 15_000
      return names(await poll())
    }
    expect(await next({ a: [alert('aa')], b: [alert('aa'), alert('bb')], c: [] }, ['a', 'b', 'c'])).toEqual(['aa', 'bb'])
    return { clock, next }
  }

  test('does not bring back what another peer has ended while it was away, and holds what only it knew', async () => {
    const { next, clock } = await running()
    expect([await next({ b: null }), await next({ a: [] }), await next({ b: [] }, ['b']), await next({})]).toEqual([['aa', 'bb'], ['bb'], ['bb'], ['bb']])
    clock.now += 150_000
    expect(await next({})).toEqual([])
  })

  test('holds nothing that another ends at that very moment, or later', async () => {
    const { next } = await running()
    expect(await next({ a: [], b: [] }, ['b'])).toEqual(['bb'])
    const other = await running()
    expect([await other.next({ b: [] }, ['b']), await other.next({ a: [] }), await other.next({})]).toEqual([['aa', 'bb'], ['bb'], ['bb']])
  })

  test('together with the others ends nothing by that', async () => {
    const { next } = await running()
    expect([await next({ a: [], b: [], c: [] }, ['a', 'b', 'c']), await next({ a: null }), await next({})]).toEqual([['aa', 'bb'], ['aa', 'bb'], ['aa', 'bb']])
  })
})
