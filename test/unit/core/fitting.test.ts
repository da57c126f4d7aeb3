import { expect, test } from 'vitest'
import { labelsOf } from '@shared/domain/labels'
import type { Matcher, Silence } from '@shared/domain/silence'
import { aSnapshot, NOW } from '../../builders'
import { aSetup, prom, startCore, type Core } from './core-harness'
import { an, M, pagesOf, S, type Sighting } from './pager/watched'

const DAY = { paging: { night: { from: '00:00', to: '00:00' } } }
const is = (name: string, value: string, over: Partial<Matcher> = {}): Matcher => ({ name, value, isRegex: false, isEqual: true, ...over })
const silence = (over: Partial<Silence> = {}): Silence => ({ id: 's1', source: 'am', matchers: [is('alertname', 'A')], startsAt: NOW, endsAt: NOW + 600 * M, createdBy: 'Daniel', comment: 'planned', state: 'active', ...over })
const am = (silences: readonly Silence[], ...alerts: readonly Sighting[]) => aSnapshot({ alerts, silences })
const tells = (...alerts: readonly Sighting[]) => aSnapshot({ alerts })
const quiet = (one: Sighting): Sighting => ({ ...one, state: 'suppressed', silencedBy: ['s1'] })
/** A row, as it stands: state, what holds it back, who has it. */
const row = (core: Core, name = 'A') => Object.values(core.state.app.alerts).filter((a) => a.name === name).map((a) => [a.state, a.silencedBy, a.held?.by ?? null])
const asking = (core: Core) => pagesOf(core).filter((p) => p.status === 'open').length

/** Both have told `known` an hour ago, which is over. */
const bothTold = (silences: readonly Silence[], known: Sighting = an('Known', 'api', NOW), added: Readonly<Record<string, string>> = {}): Core => {
  const there = { ...known, labels: labelsOf([...Object.entries(known.labels), ...Object.entries(added)]), fingerprint: `${known.fingerprint.slice(0, 15)}x` }
  return startCore([aSetup(), prom()], { config: DAY, lastRunAt: NOW - M }).answer('am', am(silences, there), NOW).answer('prom', tells(known), NOW).tick(NOW + 20 * S)
    .answer('am', am(silences), NOW + 30 * S).answer('prom', tells(), NOW + 30 * S).tick(NOW + 2 * M)
}
const begins = (core: Core, ...alerts: readonly Sighting[]): Core => core.fail('am', NOW + 60 * M).answer('prom', tells(...alerts), NOW + 60 * M).tick(NOW + 61 * M)

test('what begins under a silence of an Alertmanager that is gone is silenced', () => {
  const core = begins(bothTold([silence()]), an('A', 'api', NOW + 59 * M), an('B', 'api', NOW + 59 * M))
  expect([row(core), row(core, 'B'), pagesOf(core).filter((p) => p.status === 'open').map((p) => p.alerts.length)]).toEqual([[['suppressed', ['s1'], null]], [['firing', [], null]], [1]])
})

test('what it holds back until then calls when it has ended', () => {
  let core = begins(bothTold([silence({ endsAt: NOW + 90 * M })]), an('A', 'api', NOW + 59 * M))
  expect(asking(core)).toBe(0)
  core = core.answer('prom', tells(an('A', 'api', NOW + 59 * M)), NOW + 91 * M).tick(NOW + 92 * M)
  expect([row(core), asking(core)]).toEqual([[['firing', [], null]], 1])
})

test('an Alertmanager that was restarted lists nothing yet: what it silences stays silenced, and who has what has it', () => {
  const [A, B] = [an('A', 'api', NOW), an('B', 'web', NOW)]
  const ack = silence({ id: 's2', matchers: [is('alertname', 'B')], comment: 'ACK! on it' })
  const silences = [silence(), ack]
  let core = startCore([aSetup(), prom()], { config: DAY, lastRunAt: NOW - M })
    .answer('am', am(silences, quiet(A), { ...B, silencedBy: ['s2'], held: { by: 'Daniel', since: NOW, source: 'am' } }), NOW).answer('prom', tells(A, B), NOW).tick(NOW + 20 * S)
  for (let at = NOW + 30 * S; at < NOW + 3 * M; at += 15 * S) core = core.answer('am', am(silences), at).answer('prom', tells(A, B), at).tick(at + S)
  expect([row(core), row(core, 'B'), asking(core)]).toEqual([[['suppressed', ['s1'], null]], [['firing', [], 'Daniel']], 0])
})

test.each<readonly [string, Core, readonly unknown[]]>([
  ['one that its alerts never were seen at holds nothing back', startCore([aSetup(), prom()], { config: DAY, lastRunAt: NOW - M }).answer('am', am([silence()]), NOW).answer('prom', tells(), NOW).tick(NOW + 20 * S), ['firing', [], null]],
  ['one that has expired, or has yet to begin, is none', bothTold([silence({ state: 'expired' }), silence({ id: 's2', startsAt: NOW + 600 * M, endsAt: NOW + 700 * M, state: 'pending' })]), ['firing', [], null]],
  ['regular expressions fit whole values', bothTold([silence({ matchers: [is('alertname', 'A|Z', { isRegex: true }), is('service', 'web', { isEqual: false })] })]), ['suppressed', ['s1'], null]],
  ['one that cannot be read fits nothing', bothTold([silence({ matchers: [is('alertname', '(', { isRegex: true, isEqual: false })] })]), ['firing', [], null]],
  ['a label that sending adds is known of the others', bothTold([silence({ matchers: [is('alertname', 'A'), is('cluster', 'eu')] })], an('Known', 'api', NOW), { cluster: 'eu' }), ['suppressed', ['s1'], null]],
  ['and keeps one from fitting', bothTold([silence({ matchers: [is('alertname', 'A'), is('cluster', 'us')] })], an('Known', 'api', NOW), { cluster: 'eu' }), ['firing', [], null]]
])('%s', (_name, core, expected) => { expect(row(begins(core, an('A', 'api', NOW + 59 * M)))).toEqual([expected]) })

test('where several are told, whichever has no silence that fits would tell of it', () => {
  const sources = [aSetup(), aSetup({ id: 'am2', name: 'am2' }), prom()]
  const known = an('Known', 'api', NOW)
  const other = { ...silence(), id: 's2', source: 'am2' }
  const of = (second: readonly Silence[]): Core => startCore(sources, { config: DAY, lastRunAt: NOW - M }).answer('am', am([silence()], known), NOW).answer('am2', am(second, known), NOW).answer('prom', tells(known), NOW).tick(NOW + 20 * S)
    .answer('prom', tells(an('A', 'api', NOW + M)), NOW + M)
  expect([row(of([])), row(of([other]))]).toEqual([[['firing', [], null]], [['suppressed', ['s1', 's2'], null]]])
})

test('the silence of what was taken here is of that, and not of what begins when it is over', () => {
  const own = silence({ id: 's9', comment: 'ACK! by hand' })
  let core = bothTold([own])
  core = core.do({ type: 'acks', at: NOW + 3 * M, change: { a: { id: 'a', prints: [an('A', 'api', NOW).fingerprint], by: 'Mira', comment: 'ACK!', since: NOW, page: null, source: 'am', matchers: [], silence: 's9', endsAt: NOW + 15 * M, released: false, goneSince: null, retryAt: null } } })
  expect(row(begins(core, an('A', 'api', NOW + 59 * M)))).toEqual([['firing', [], null]])
})

test('what an Alertmanager said of inhibitions counts for as long as nobody is told that it is gone', () => {
  const A = an('A', 'api', NOW)
  let core = startCore([aSetup(), prom()], { config: DAY, lastRunAt: NOW - M }).answer('am', am([], { ...A, state: 'suppressed', inhibitedBy: ['i1'] }), NOW).answer('prom', tells(A), NOW).tick(NOW + 20 * S)
  const states: Record<number, unknown> = {}
  for (const s of [45, 60, 75, 90]) {
    core = core.fail('am', NOW + s * S).answer('prom', tells(A), NOW + s * S).tick(NOW + s * S)
    states[s] = row(core)[0]![0]
  }
  expect(states).toEqual({ 45: 'suppressed', 60: 'suppressed', 75: 'firing', 90: 'firing' })
})

test('and never for longer than two minutes, however late somebody wants to be told', () => {
  const A = an('A', 'api', NOW)
  let core = startCore([aSetup(), prom()], { config: { ...DAY, notifications: { blindAfter: '1h' } }, lastRunAt: NOW - M }).answer('am', am([], { ...A, state: 'suppressed', inhibitedBy: ['i1'] }), NOW).answer('prom', tells(A), NOW).tick(NOW + 20 * S)
  const states = [60, 105, 120].map((s) => { core = core.fail('am', NOW + s * S).answer('prom', tells(A), NOW + s * S).tick(NOW + s * S); return row(core)[0]![0] })
  expect(states).toEqual(['suppressed', 'suppressed', 'firing'])
})

test('after a sleep a silence that ended meanwhile, or was made longer, is not judged before its Alertmanager is heard', () => {
  const A = an('A', 'api', NOW)
  const first = silence({ endsAt: NOW + 30 * M })
  const longer = silence({ endsAt: NOW + 600 * M })
  let core = startCore([aSetup(), prom()], { config: DAY, lastRunAt: NOW - M }).answer('am', am([first], quiet(A)), NOW).answer('prom', tells(A), NOW).tick(NOW + 20 * S)
  core = core.do({ type: 'woke', at: NOW + 60 * M, from: NOW + 20 * S, why: 'slept', until: NOW + 60 * M + 20 * S, awaited: [] })
    .answer('prom', tells(A), NOW + 60 * M + S)
  expect([row(core), asking(core)]).toEqual([[['suppressed', ['s1'], null]], 0])
  const heard = core.answer('am', am([longer], quiet(A)), NOW + 60 * M + 2 * S).tick(NOW + 62 * M)
  expect([row(heard), asking(heard)]).toEqual([[['suppressed', ['s1'], null]], 0])
  // one that stays away is not waited for
  const alone = core.fail('am', NOW + 60 * M + 5 * S).answer('prom', tells(A), NOW + 60 * M + 25 * S).tick(NOW + 60 * M + 30 * S)
  expect([row(alone), asking(alone)]).toEqual([[['firing', [], null]], 1])
})
