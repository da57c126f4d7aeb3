import { expect, test } from 'vitest'
import { alertmanager } from '../../../../src/main/sources/alertmanager'
import { memoryOf } from '../../../../src/main/sources/alertmanager/memory'
import type { SourceSnapshot } from '@shared/domain/source'
import { aContext, anInstance } from '../../../builders/asking'
import { fakeHttp } from '../../../fakes/fake-http'

const NOON = Date.parse('2025-11-13T12:00:00Z')
const M = 60_000

const alert = (name: string, silencedBy: readonly string[] = [], mutedBy: readonly string[] = []): object => ({
  fingerprint: name.padStart(16, '0'), labels: { alertname: name }, annotations: {}, startsAt: new Date(NOON - M).toISOString(), endsAt: new Date(NOON + M).toISOString(),
  status: { state: silencedBy.length + mutedBy.length > 0 ? 'suppressed' : 'active', silencedBy, inhibitedBy: [], mutedBy }
})
const ack = { id: 's1', matchers: [], startsAt: new Date(NOON - M).toISOString(), endsAt: new Date(NOON + 60 * M).toISOString(), updatedAt: new Date(NOON - M).toISOString(), createdBy: 'Mira', comment: 'ACK! on it', status: { state: 'active' } }
/** Alerts whose name begins with b are muted for the first half of the hour after noon. */
const config = (start = '12:00', end = '12:30', more = ''): string =>
  `route:\n  receiver: x\n  continue: false\n  routes:\n  - matchers:\n    - alertname=~"b.*"\n    mute_time_intervals:\n    - lunch\n    continue: false\n${more}time_intervals:\n- name: lunch\n  time_intervals:\n  - times:\n    - start_time: "${start}"\n      end_time: "${end}"\n`
const status = (original: unknown, uptime = 'first'): object => ({ json: { cluster: { status: 'ready' }, versionInfo: { version: '0.25.0' }, uptime, config: { original } } })

const peers = (...names: readonly string[]) => {
  const http = fakeHttp()
  const clock = { now: NOON }
  const ctx = aContext(http, { now: () => clock.now })
  const url = (peer: string, path: string): string => `http://${peer}/api/v2/${path}`
  for (const peer of names) { http.on(url(peer, 'silences'), { json: [ack] }); http.on(url(peer, 'status'), status(config())) }
  return {
    http, clock, ctx, poll: () => alertmanager.poll(anInstance(names.map((peer) => `http://${peer}`)), ctx),
    lists: (peer: string, ...list: readonly object[]) => { http.on(url(peer, 'alerts'), { json: list }) },
    says: (peer: string, answer: object) => { http.on(url(peer, 'status'), answer) },
    asked: () => http.calls.filter((c) => c.url.endsWith('/status')).length
  }
}
const rows = ({ alerts }: SourceSnapshot): readonly unknown[] => (alerts ?? []).map((a) => [a.labels['alertname'], a.state, a.mutedBy, a.held?.by ?? null])

test('what fires and is muted now is suppressed by the name of its time interval; at the end of it, it fires, though not a byte has changed', async () => {
  const { lists, poll, clock } = peers('a')
  lists('a', alert('aa'), alert('bb'))
  const first = await poll()
  expect([rows(first), first.warnings]).toEqual([[['aa', 'firing', [], null], ['bb', 'suppressed', ['lunch'], null]], []])
  clock.now = NOON + 30 * M - 1
  const second = await poll()
  clock.now += 1
  const third = await poll()
  clock.now += 10 * M
  const fourth = await poll()
  expect([second === first, rows(third), third.alerts![0] === first.alerts![0], fourth === third]).toEqual([true, [['aa', 'firing', [], null], ['bb', 'firing', [], null]], true, true])
})

test('what is muted and is sent again, or beside which another begins, is the very same', async () => {
  const { lists, poll, clock } = peers('a')
  lists('a', alert('bb'))
  const before = (await poll()).alerts![0]
  clock.now += 15_000
  lists('a', { ...alert('bb'), endsAt: new Date(NOON + 5 * M).toISOString() }, alert('cc'))
  const { alerts } = await poll()
  expect([alerts![0] === before, alerts!.length]).toEqual([true, 2])
})

test('of a server whose clock is ahead it is that clock that counts', async () => {
  const { http, lists, poll } = peers('a')
  lists('a')
  http.on('http://a/api/v2/alerts', { json: [alert('bb')], headers: { date: new Date(NOON + 30 * M).toUTCString() } })
  expect(rows(await poll())).toEqual([['bb', 'firing', [], null]])
})

test('what is silenced too says both, and is still muted when the silence has ended; what somebody has stays suppressed', async () => {
  const { lists, poll } = peers('a')
  lists('a', alert('b1', ['other']), alert('b2', ['s1']), alert('a1', ['s1']), alert('b3', [], ['told']))
  expect(rows(await poll())).toEqual([['b1', 'suppressed', ['lunch'], null], ['b2', 'suppressed', ['lunch'], 'Mira'], ['a1', 'firing', [], 'Mira'], ['b3', 'suppressed', ['told', 'lunch'], null]])
})

test('what one peer of a cluster does not mute fires', async () => {
  const { lists, says, poll, clock } = peers('a', 'b')
  says('b', status(config('13:00', '14:00')))
  lists('a', alert('b1'), alert('b2'))
  lists('b', alert('b1'))
  const snapshot = await poll()
  expect([rows(snapshot), snapshot.warnings.map((w) => w.part)]).toEqual([[['b1', 'firing', [], null], ['b2', 'suppressed', ['lunch'], null]], ['peer']])
  says('b', status(config()))
  clock.now += M
  expect(rows(await poll())).toEqual([['b1', 'suppressed', ['lunch'], null], ['b2', 'suppressed', ['lunch'], null]])
})

test('what only a peer knew that is gone is muted as its last word has it, and until its end', async () => {
  const { http, lists, poll, clock } = peers('a', 'b')
  lists('a')
  lists('b', alert('bb'))
  await poll()
  http.on('http://b/api/v2/alerts', { status: 502 })
  const states: unknown[] = []
  for (const minutes of [1, 20, 31]) { clock.now = NOON + minutes * M; states.push(rows(await poll())) }
  expect(states).toEqual([[['bb', 'suppressed', ['lunch'], null]], [['bb', 'suppressed', ['lunch'], null]], [['bb', 'firing', [], null]]])
})

test('the configuration is asked for each minute where it mutes by times, else every five, and read again only where it is another', async () => {
  const { lists, says, poll, clock, ctx, asked } = peers('a')
  const at = async (ms: number): Promise<readonly unknown[]> => { clock.now = NOON + ms; const snapshot = await poll(); return [asked(), rows(snapshot)] }
  const MUTED = [['bb', 'suppressed', ['lunch'], null]]
  const FIRES = [['bb', 'firing', [], null]]
  lists('a', alert('bb'))
  const times = (): unknown => memoryOf(ctx).peers[0]!.config!.times
  expect([await at(0), await at(M - 1), await at(M)]).toEqual([[1, MUTED], [1, MUTED], [2, MUTED]])
  const before = times()
  // the same configuration in another answer
  says('a', status(config(), 'second'))
  expect([await at(2 * M), times() === before]).toEqual([[3, MUTED], true])
  says('a', status('route:\n  receiver: x\n'))
  expect([await at(3 * M), await at(8 * M - 1), await at(8 * M)]).toEqual([[4, FIRES], [4, FIRES], [5, FIRES]])
})

test('a configuration that is not shown any more mutes nothing after five minutes, and that is said', async () => {
  const { http, lists, poll, clock } = peers('a')
  lists('a', alert('bb'))
  await poll()
  http.on('http://a/api/v2/status', { status: 403 })
  const at = async (ms: number): Promise<readonly unknown[]> => { clock.now = NOON + ms; const snapshot = await poll(); return [rows(snapshot), snapshot.warnings] }
  expect([await at(5 * M), await at(5 * M + 1)]).toEqual([
    [[['bb', 'suppressed', ['lunch'], null]], []],
    [[['bb', 'firing', [], null]], [{ part: 'other', failure: null, text: 'a no longer shows its configuration. What it mutes by time intervals is told all the same.', blinds: false }]]
  ])
})

test('what of it cannot be read is said once for the cluster, by its field', async () => {
  const { lists, says, poll } = peers('a', 'b')
  for (const peer of ['a', 'b']) { lists(peer, alert('bb')); says(peer, status(config('12:00', '12:30', '  - match:\n      x: "1"\n    moons: full\n  - match:\n      x: "2"\n    tides: low\n'))) }
  const one = await poll()
  expect([rows(one), one.warnings]).toEqual([[['bb', 'suppressed', ['lunch'], null]], [{
    part: 'other', failure: null, blinds: false,
    text: 'Garda cannot tell what route.routes[1].moons in its configuration means, nor what another field does. What it mutes by that is told all the same.'
  }]])
})

test.each<readonly [string, unknown]>([['none', undefined], ['one that is no text', 7], ['an empty one', '']])('a status with %s for a configuration is as good as ever', async (_name, original) => {
  const { lists, says, poll } = peers('a')
  lists('a', alert('bb'))
  says('a', status(original))
  expect(await poll()).toMatchObject({ alerts: [{ state: 'firing' }], product: { version: '0.25.0' }, warnings: [] })
})
