import { describe, expect, test } from 'vitest'
import { alertmanager } from '../../../../src/main/sources/alertmanager'
import { memoryOf } from '../../../../src/main/sources/alertmanager/memory'
import type { SourceSnapshot, SourceWarning } from '@shared/domain/source'
import { aContext, anInstance } from '../../../builders/asking'
import { fakeHttp, type FakeAnswer, type FakeReply } from '../../../fakes/fake-http'

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
const status = (original: unknown, uptime = 'first'): FakeReply => ({ json: { cluster: { status: 'ready' }, versionInfo: { version: '0.25.0' }, uptime, config: { original } } })

const peers = (...names: readonly string[]) => {
  const http = fakeHttp()
  const clock = { now: NOON }
  const ctx = aContext(http, { now: () => clock.now })
  const url = (peer: string, path: string): string => `http://${peer}/api/v2/${path}`
  for (const peer of names) { http.on(url(peer, 'silences'), { json: [ack] }); http.on(url(peer, 'status'), status(config())) }
  return {
    http, clock, ctx, poll: () => alertmanager.poll(anInstance(names.map((peer) => `http://${peer}`)), ctx),
    lists: (peer: string, ...list: readonly object[]) => { http.on(url(peer, 'alerts'), { json: list }) },
    says: (peer: string, answer: FakeAnswer) => { http.on(url(peer, 'status'), answer) },
    asked: () => http.calls.filter((c) => c.url.endsWith('/status')).length
  }
}
const FORBIDDEN = { code: 'forbidden', values: { path: '/api/v2/status' } } as const
/** What is said of a peer whose configuration is not shown; `judged`: another's is. */
const unshown = (begins: string, failure: SourceWarning['failure'] = FORBIDDEN, judged = false): SourceWarning => ({
  part: 'other', failure, blinds: false,
  text: `${begins} its configuration. What it mutes by time intervals is told all the same${judged ? ', unless its peers list and mute it too' : ''}.`
})
const MUTED = ['bb', 'suppressed', ['lunch'], null]
const FIRES = ['bb', 'firing', [], null]
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
  lists('a', alert('bb'))
  const times = (): unknown => memoryOf(ctx).peers[0]!.config!.times
  expect([await at(0), await at(M - 1), await at(M)]).toEqual([[1, [MUTED]], [1, [MUTED]], [2, [MUTED]]])
  const before = times()
  // the same configuration in another answer
  says('a', status(config(), 'second'))
  expect([await at(2 * M), times() === before]).toEqual([[3, [MUTED]], true])
  says('a', status('route:\n  receiver: x\n'))
  expect([await at(3 * M), await at(8 * M - 1), await at(8 * M)]).toEqual([[4, [FIRES]], [4, [FIRES]], [5, [FIRES]]])
})

test('a configuration that is not shown any more mutes nothing after five minutes, and that is said', async () => {
  const { http, lists, poll, clock } = peers('a')
  lists('a', alert('bb'))
  await poll()
  http.on('http://a/api/v2/status', { status: 403 })
  const at = async (ms: number): Promise<readonly unknown[]> => { clock.now = NOON + ms; const snapshot = await poll(); return [rows(snapshot), snapshot.warnings] }
  expect([await at(5 * M), await at(5 * M + 1)]).toEqual([
    [[['bb', 'suppressed', ['lunch'], null]], []],
    [[['bb', 'firing', [], null]], [unshown('a no longer shows')]]
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

test.each<readonly [string, FakeAnswer, SourceWarning['failure']]>([
  ['a proxy refuses', { status: 403 }, FORBIDDEN],
  ['fails', { status: 500, json: {} }, { code: 'server-error', values: { status: 500 } }],
  ['is no JSON', { body: '{"versionInfo"' }, { code: 'not-json', values: { offset: 14 } }],
  ['never comes', 'hang', { code: 'timeout', values: { seconds: 0.1 } }],
  ['is of something else', { json: [] }, { code: 'wrong-shape', values: { detail: 'the answer should be object' } }],
  ['has no configuration', status(undefined), { code: 'wrong-shape', values: { detail: 'config.original should be string' } }],
  ['has one that is no text', status(7), { code: 'wrong-shape', values: { detail: 'config.original should be string' } }],
  ['has an empty one', status(''), { code: 'wrong-shape', values: { detail: 'config.original should be YAML' } }]
])('where the status %s, nothing is muted and that is said, by its address and the reason, until it is shown', async (_name, answer, failure) => {
  const { lists, says, clock, ctx } = peers('a')
  const poll = () => alertmanager.poll(anInstance(['http://a'], { timeoutMs: 200 }), ctx)
  lists('a', alert('bb'))
  says('a', answer)
  const first = await poll()
  expect([rows(first), first.warnings]).toEqual([[FIRES], [unshown('a does not show', failure)]])
  clock.now += M
  expect(await poll()).toBe(first)
  says('a', status(config()))
  clock.now += 5 * M
  const shown = await poll()
  expect([rows(shown), shown.warnings]).toEqual([[MUTED], []])
})

test('a configuration that is left out of a status for a while is believed like one that is not shown, and the version and a restart are told all the same', async () => {
  const { lists, says, poll, clock, ctx } = peers('a')
  lists('a', alert('bb'))
  await poll()
  says('a', { json: { versionInfo: { version: '0.26.0' }, uptime: 'second' } })
  clock.now += M
  const snapshot = await poll()
  expect([rows(snapshot), snapshot.product?.version, memoryOf(ctx).peers[0]!.startedAt]).toEqual([[MUTED], '0.26.0', 'second'])
})

test('one without mute times that is not shown any more is said too, once it was asked for in vain more than once', async () => {
  const { lists, says, poll, clock } = peers('a')
  lists('a', alert('bb'))
  says('a', status('route: {}'))
  await poll()
  says('a', { status: 403 })
  const at = async (ms: number): Promise<readonly unknown[]> => { clock.now = NOON + ms; return (await poll()).warnings }
  expect([await at(5 * M), await at(10 * M), await at(10 * M + 1)]).toEqual([[], [], [unshown('a no longer shows')]])
})

describe('a peer that does not show its configuration', () => {
  const both = (...list: readonly object[]) => {
    const desk = peers('a', 'b')
    desk.says('b', { status: 403 })
    for (const peer of ['a', 'b']) desk.lists(peer, ...list)
    return desk
  }
  const NAMED = [unshown('b does not show', FORBIDDEN, true)]

  test('is judged by the other of what both list, and that is said', async () => {
    const { poll, clock } = both(alert('aa'), alert('bb'))
    const first = await poll()
    expect([rows(first), first.warnings]).toEqual([[['aa', 'firing', [], null], MUTED], NAMED])
    clock.now += 30 * M
    expect(rows(await poll())).toEqual([['aa', 'firing', [], null], FIRES])
  })

  test('mutes nothing that it alone lists', async () => {
    const { lists, poll } = both(alert('bb'))
    lists('a')
    expect(rows(await poll())).toEqual([FIRES])
  })

  test('is judged by the last list of one that is being restarted, for as long as its configuration is believed', async () => {
    const { http, poll, clock } = both(alert('bb'))
    await poll()
    http.on('http://a/api/v2/alerts', { status: 502 })
    http.on('http://a/api/v2/status', { status: 502 })
    const states: unknown[] = []
    for (const ms of [5 * M, 5 * M + 1]) { clock.now = NOON + ms; states.push(rows(await poll())) }
    expect(states).toEqual([[MUTED], [FIRES]])
  })

  test('is judged by all others: one that does not mute is enough', async () => {
    const { lists, says, poll } = peers('a', 'b', 'c')
    for (const peer of ['a', 'b', 'c']) lists(peer, ...(peer === 'c' ? [] : [alert('bb')]))
    says('b', { status: 403 })
    says('c', status(config('13:00', '14:00')))
    expect(rows(await poll())).toEqual([MUTED])
    const other = peers('a', 'b', 'c')
    for (const peer of ['a', 'b', 'c']) other.lists(peer, alert('bb'))
    other.says('b', { status: 403 })
    other.says('c', status('route: {}'))
    expect(rows(await other.poll())).toEqual([FIRES])
  })

  test('is judged by its own last word too: what was another configuration is not taken for the same', async () => {
    const desk = (last: string) => {
      const { lists, says, poll, clock } = peers('a', 'b')
      for (const peer of ['a', 'b']) lists(peer, alert('bb'))
      says('b', status(last))
      return { poll, lapse: () => { says('b', { status: 403 }); clock.now += 5 * M + 1 } }
    }
    const same = desk(config())
    const other = desk(config('12:00', '12:02'))
    for (const { poll, lapse } of [same, other]) { expect(rows(await poll())).toEqual([MUTED]); lapse() }
    const [muted, fires] = [await same.poll(), await other.poll()]
    expect([rows(muted), muted.warnings, rows(fires)]).toEqual([[MUTED], [unshown('b no longer shows', FORBIDDEN, true)], [FIRES]])
  })

  test('and whose peers do not either mutes nothing', async () => {
    const { says, poll } = both(alert('bb'))
    says('a', { status: 403 })
    const snapshot = await poll()
    expect([rows(snapshot), snapshot.warnings]).toEqual([[FIRES], [unshown('a does not show'), unshown('b does not show')]])
  })
})
