import { expect, test } from 'vitest'
import { configSchema, type Config, type ConfigInput } from '@shared/config/schema'
import { labelsOf } from '@shared/domain/labels'
import { aSighting, aSnapshot, NOW } from '../../../builders'
import { shiftOf } from '../../../../src/main/core/oncall/rotation'
import { aSetup, prom, startCore, type Core } from '../core-harness'
import { ALL_DAY, byMira, film, raw, sees } from './film'
import { an, H, M, S, silenced, type Sighting } from './watched'

const TIER: ConfigInput = { ...ALL_DAY, services: [{ name: 'api', tier: 1 }] }
const TEAM = { people: ['Mira', 'Daniel'], start: '2025-11-06', handover: '23:00', every: 7, zone: 'UTC' }
type Say = (core: Core) => Core
const am = (at: number, ...alerts: readonly Sighting[]): Say => (core) => core.answer('am', aSnapshot({ alerts }), at)
const prometheus = (at: number, services: readonly ReturnType<typeof sees>[], ...alerts: readonly Sighting[]): Say => (core) => core.answer('prom', aSnapshot({ alerts, services }), at)
const alone = (config: ConfigInput = ALL_DAY) => film(startCore([aSetup()], { config }).answer('am', aSnapshot(), NOW))
const both = (config: ConfigInput = TIER, ...names: readonly string[]) =>
  film(startCore([aSetup(), prom()], { config }).answer('am', aSnapshot(), NOW).answer('prom', aSnapshot({ services: (names.length > 0 ? names : ['api']).map((n) => sees(n, NOW, true)) }), NOW))
const minute = (at: number): number => (at - NOW) / M
const shiftAt = (config: Config, at: number): Say => (core) => core.do({ type: 'meta', at, change: { shift: shiftOf(config.paging.onCall, null, at, 'UTC') } })

test.each(['list', 'ignore', 'notify'] as const)('what cannot be seen comes to the next person whatever a rule makes of it meanwhile: %s', (then) => {
  const config = configSchema.parse({ services: [{ name: 'api', tier: 1 }], paging: { ...ALL_DAY.paging, me: 'Daniel', onCall: TEAM, rules: [{ name: 'off duty', when: { onCall: false }, then }] } })
  const f = both(config)
  f.step(shiftAt(config, NOW), NOW)
  f.run(NOW + M, NOW + 20 * M, (at) => [am(at), prometheus(at, [sees('api', at, at < NOW + 2 * M)])])
  expect([f.out.filter((line) => /^[0-9]m/.test(line)).length, f.said('called critical').length]).toEqual([then === 'notify' ? 1 : 0, 1])
})

test('an alert that has long been on a service, and that somebody has, hides no loss of it', () => {
  const cert = (at: number): Sighting => an('CertExpires', 'api', NOW + M, at > NOW + 2 * M ? byMira(NOW + 2 * M) : {})
  const lost = both()
  lost.run(NOW + M, NOW + 40 * M, (at) => [am(at, cert(at)), prometheus(at, [sees('api', at, at < NOW + 20 * M)])])
  expect(lost.said('unseen critical').map((line) => line.split(' | ')[0])).toEqual(['25m unseen critical: Unknown: api, PRODUCTION'])
  const dead = both()
  dead.run(NOW + M, NOW + 40 * M, (at) => [am(at, cert(at)), at < NOW + 20 * M ? prometheus(at, [sees('api', at, true)]) : (core) => core.fail('prom', at)])
  expect([dead.said('source-blind critical').length, dead.said('Nothing else depends on it')]).toEqual([1, []])
  const listed = both({ ...TIER, paging: { ...ALL_DAY.paging, rules: [{ when: { matchers: ['alertname="CertExpires"'] }, then: 'list' }] } })
  listed.run(NOW + 15 * S, NOW + 30 * M, (at) => [am(at, an('CertExpires', 'api', NOW - H)), prometheus(at, [sees('api', at, at < NOW + 10 * M)])])
  expect([listed.rings(), listed.said('unseen critical').length]).toEqual([true, 1])
})

const CHAIN: ConfigInput = { ...ALL_DAY, services: [{ name: 'db', tier: 1 }, { name: 'web', tier: 1, dependsOn: ['db'] }] }
test.each([false, true])('that what needs a broken service cannot be seen is no page of its own, taken or not: %s', (taken) => {
  const f = both(CHAIN, 'db', 'web')
  const down = (at: number): readonly Sighting[] => (minute(at) < 2 || minute(at) >= 20 ? [] : [an('DbDown', 'db', NOW + 2 * M, taken && minute(at) > 3 ? byMira(NOW + 3 * M) : {})])
  f.run(NOW + 15 * S, NOW + 19 * M, (at) => [am(at, ...down(at)), prometheus(at, [sees('db', at, true), sees('web', at, minute(at) < 2.5)], ...down(at))])
  expect([f.said('Unknown: web'), Object.keys(f.core().state.app.pages).length]).toEqual([[], 1])
  // once the cause is over it is
  f.run(NOW + 19 * M, NOW + 26 * M, (at) => [am(at, ...down(at)), prometheus(at, [sees('db', at, true), sees('web', at, false)], ...down(at))])
  expect(f.said('unseen critical: Unknown: web').length).toBe(1)
})

test('a service whose alert is silenced, or that is silenced itself, is lost to nobody', () => {
  const alert = both()
  alert.run(NOW + 15 * S, NOW + 20 * M, (at) => {
    const down = minute(at) < 2 ? [] : [an('TargetDown', 'api', NOW + 2 * M, silenced)]
    return [am(at, ...down), prometheus(at, [sees('api', at, minute(at) < 2)], ...down.map((one) => ({ ...one, state: 'firing' as const, silencedBy: [] })))]
  })
  const matchers = (name: string, value: string) => [{ name, value, isRegex: false, isEqual: true }]
  const of = (list: ReturnType<typeof matchers>, to = NOW + H, elsewhere = false) => {
    // both have told the same once, so that where its alerts go is known
    const once = an('Once', 'web', NOW)
    const f = film(startCore([aSetup(), prom()], { config: TIER }).answer('am', aSnapshot({ alerts: elsewhere ? [] : [once] }), NOW).answer('prom', aSnapshot({ alerts: [once], services: [sees('api', NOW, true)] }), NOW))
    const silences = [{ id: 's1', source: 'am', matchers: list, startsAt: NOW, endsAt: to, createdBy: 'Mira', comment: 'moves house', state: 'active' as const }]
    f.run(NOW + 15 * S, NOW + 20 * M, (at) => [(core) => core.answer('am', aSnapshot({ silences: at < to ? silences : [] }), at), prometheus(at, [sees('api', at, minute(at) < 2)])])
    return f.said('unseen critical').map((line) => line.split(' ')[0])
  }
  expect([alert.rings(), of(matchers('service', 'api')), of(matchers('service', 'web')), of([...matchers('service', 'api'), ...matchers('alertname', 'Slow')]), of(matchers('env', 'production')), of(matchers('service', 'api'), NOW + 15 * M), of(matchers('service', 'api'), NOW + H, true)])
    .toEqual([false, [], ['7m'], ['7m'], ['7m'], ['15m'], ['7m']])
})

test('a cause that nobody tells any more explains nothing', () => {
  const sources = [aSetup(), prom(), prom({ id: 'second', name: 'second' })]
  const f = film(startCore(sources, { config: CHAIN }).answer('prom', aSnapshot({ services: [sees('db', NOW, true)] }), NOW).answer('second', aSnapshot({ services: [sees('web', NOW, true)] }), NOW).answer('am', aSnapshot(), NOW))
  const down = an('DbDown', 'db', NOW + 2 * M)
  f.run(NOW + 15 * S, NOW + 20 * M, (at) => [
    minute(at) < 4 ? prometheus(at, [sees('db', at, true)], ...(minute(at) < 2 ? [] : [down])) : (core) => core.fail('prom', at), am(at),
    (core) => core.answer('second', aSnapshot({ services: [sees('web', at, minute(at) < 5)] }), at)
  ])
  expect(f.said('unseen critical').map((line) => line.split(' | ')[0])).toEqual(['10m unseen critical: Unknown: web, PRODUCTION'])
})

test('nobody hears that a lost service is well because an alert is on it, or because it was let go', () => {
  const f = both()
  f.run(NOW + 15 * S, NOW + 25 * M, (at) => { const down = minute(at) >= 12 ? [an('TargetDown', 'api', NOW + 12 * M)] : []; return [prometheus(at, [sees('api', at, minute(at) < 2)], ...down), am(at, ...down)] })
  expect([f.said('Seen again'), f.said('hook resolved')]).toEqual([[], []])
  const rules = [{ when: { severity: ['unknown' as const] }, then: 'page' as const }]
  const gone = film(startCore([prom()], { config: { paging: { ...ALL_DAY.paging, rules } } }).answer('prom', aSnapshot({ services: [sees('api', NOW, true), sees('web', NOW, true)] }), NOW))
  gone.run(NOW + 15 * S, NOW + 80 * M, (at) => [prometheus(at, [...(at < NOW + 2 * M ? [sees('api', at, true)] : []), sees('web', at, true)])])
  expect([gone.said('Seen again'), gone.said('hook resolved'), gone.said('hook unwatched').length, gone.said('Not watched any more: api').length]).toEqual([[], [], 1, 1])
})

test('a dead Prometheus that somebody has pages nobody again when its Alertmanager loses the watchdog by that', () => {
  const dog = aSighting({ labels: labelsOf(Object.entries({ alertname: 'Watchdog', severity: 'none' })) })
  const watchdog = { names: ['Watchdog'], declared: false }
  const start = startCore([aSetup({ watchdog }), prom({ watchdog })], { config: TIER }).answer('am', aSnapshot({ alerts: [dog] }), NOW).answer('prom', aSnapshot({ alerts: [dog], services: [sees('api', NOW, true)] }), NOW)
  const f = film(start)
  const says = (at: number): readonly Say[] => [am(at, ...(minute(at) < 9 ? [dog] : [])), minute(at) >= 5 && minute(at) < 20 ? (core) => core.fail('prom', at) : prometheus(at, [sees('api', at, true)], dog)]
  f.run(NOW + 15 * S, NOW + 7 * M, says)
  f.step((core) => core.do({ type: 'acknowledged', at: NOW + 7 * M, page: Object.keys(core.state.app.pages)[0]!, held: { by: 'Mira', since: NOW + 7 * M, source: '', here: true } }), NOW + 7 * M)
  f.run(NOW + 7 * M + 5 * S, NOW + 19 * M, says)
  expect(f.said('no longer come through')).toEqual([])
  // the Prometheus is back, and the alerts still do not arrive
  f.run(NOW + 20 * M, NOW + 25 * M, says)
  expect(f.said('no longer come through').length).toBe(1)
})

test('whoever had a warning has not taken the critical that came after, when that ends by itself', () => {
  const f = alone()
  f.run(NOW + 15 * S, NOW + 40 * M, (at) => {
    const m = minute(at)
    return [am(at, an('W', 'a', NOW, m > 1 ? byMira(NOW + M) : {}, { severity: 'warning' }), ...(m > 3 && m < 16 ? [an('C', 'a', NOW + 3 * M)] : []))]
  })
  expect([f.said('hook acknowledged'), Object.values(f.core().state.app.pages).map((p) => p.held)]).toEqual([[], [null]])
})

test('what was never told at a desk has no end there, also when it ends after the handover', () => {
  const config = configSchema.parse({ paging: { ...ALL_DAY.paging, me: 'Daniel', onCall: { ...TEAM, handover: '12:10' }, rules: [{ name: 'off duty', when: { onCall: false }, then: 'list' }] } })
  const f = alone(config)
  const says = (at: number): readonly Say[] => [am(at, ...(minute(at) > 1 && minute(at) < 30 ? [an('H', 'h', NOW + M, minute(at) > 2 ? byMira(NOW + 2 * M) : {})] : []))]
  f.step(shiftAt(config, NOW), NOW)
  f.run(NOW + 15 * S, NOW + 10 * M, says)
  f.step(shiftAt(config, NOW + 10 * M), NOW + 10 * M)
  f.run(NOW + 10 * M + 5 * S, NOW + 35 * M, says)
  expect(f.out).toEqual([])
})

test('alerts without a service are named with their hosts', () => {
  const f = alone()
  f.run(NOW + M, NOW + 2 * M, (at) => [am(at, raw({ alertname: 'DiskFull', instance: 'a:9100' }, NOW + M), raw({ alertname: 'DiskFull', instance: 'b:9100' }, NOW + M))])
  expect(f.out[0]).toBe('1m new critical: CRITICAL: 2 alerts, one incident, PRODUCTION | DiskFull (a:9100), DiskFull (b:9100). Since 12:01.')
})

test('a storm is no incident when it is over, either', () => {
  const f = alone()
  f.run(NOW + M, NOW + 10 * M, (at) => [am(at, ...(at < NOW + 4 * M ? Array.from({ length: 12 }, (_, i) => an('Down', `s${i}`, NOW + M)) : []))])
  expect(f.said('Resolved').map((line) => line.split(' | ')[0])).toEqual(['5m30s resolved low: Resolved: 12 alerts, PRODUCTION'])
})

test('what was only silenced did not come back', () => {
  const f = alone()
  f.run(NOW + M, NOW + 2 * H, (at) => [am(at, ...(minute(at) > 80 ? [] : [an('A', 'api', NOW + M, minute(at) > 5 && minute(at) < 60 ? silenced : {})]))])
  expect(f.said('Resolved').map((line) => line.replace(/Lasted .*? min\./, 'Lasted.'))).toEqual([expect.not.stringContaining('came back')])
})

test('a watchdog that is back is no critical that is resolved', () => {
  const dog = aSighting({ labels: labelsOf(Object.entries({ alertname: 'Watchdog', severity: 'none' })) })
  const f = film(startCore([aSetup({ watchdog: { names: ['Watchdog'], declared: false } })], { config: ALL_DAY }).answer('am', aSnapshot({ alerts: [dog] }), NOW))
  f.run(NOW + 15 * S, NOW + 10 * M, (at) => [am(at, ...(minute(at) < 2 || minute(at) > 5 ? [dog] : []))])
  expect(f.said(' resolved low').map((line) => line.split(' | ')[0]?.replace(/^\S+ /, ''))).toEqual(['resolved low: Alerts of am come through again'])
})
