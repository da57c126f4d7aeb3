import { describe, expect, it } from 'vitest'
import { labelsOf } from '@shared/domain/labels'
import { aService, aServiceSighting, aSighting, anAlert, aSnapshot, NOW } from '../../builders'
import { incidentsOf } from '../../../src/main/core/incidents'
import { aSetup, prom, startCore, type Core } from './core-harness'

const S = 1_000
const named = (name: string, over: Record<string, string> = {}, rest = {}): ReturnType<typeof aSighting> =>
  aSighting({ labels: labelsOf(Object.entries({ alertname: name, env: 'production', service: 'checkout', severity: 'critical', ...over })), ...rest })
const health = (core: Core): Record<string, string> => Object.fromEntries(Object.values(core.state.app.services).map((s) => [s.key, s.health]))

describe('three-state truth', () => {
  it('gives ok to fresh samples only, and takes it back by itself', () => {
    const core = startCore([prom()]).answer('prom', aSnapshot({ services: [aServiceSighting(), aServiceSighting({ name: 'gone', fresh: false, lastSampleAt: NOW - 60 * S })] }), NOW)
    expect(health(core)).toEqual({ 'production/checkout': 'ok', 'production/gone': 'unknown' })
    expect([health(core.tick(NOW + 32 * S)), health(core.tick(NOW + 33 * S))].map((h) => h['production/checkout'])).toEqual(['ok', 'unknown'])
  })

  it('does not take an answer from before the clock was set back for fresh', () => {
    const core = startCore([prom()]).answer('prom', aSnapshot({ services: [aServiceSighting()] }), NOW)
    expect(health(core.tick(NOW - 3_600 * S))).toEqual({ 'production/checkout': 'unknown' })
  })

  it('ranks critical before unknown before warning', () => {
    const of = (severity: string, fresh: boolean): string | undefined => health(startCore([prom(), aSetup()])
      .answer('prom', aSnapshot({ services: [aServiceSighting({ fresh })] }), NOW).answer('am', aSnapshot({ alerts: [named('A', { severity })] }), NOW))['production/checkout']
    expect([of('critical', true), of('critical', false), of('warning', true), of('warning', false), of('info', true), of('info', false), of('none-of-these', true)])
      .toEqual(['critical', 'critical', 'warning', 'unknown', 'ok', 'unknown', 'warning'])
  })

  it('keeps a critical alert listed when its source dies, and calls its service unknown', () => {
    const core = startCore([prom()]).answer('prom', aSnapshot({ alerts: [named('A')], services: [aServiceSighting()] }), NOW).fail('prom', NOW + 15 * S).tick(NOW + 60 * S)
    expect([health(core), Object.values(core.state.app.alerts).map((a) => a.state), core.state.app.resolved]).toEqual([{ 'production/checkout': 'unknown' }, ['firing'], {}])
  })

  it('believes samples only while the alerts are read too, by this source or by an Alertmanager', () => {
    const unread = aSnapshot({ alerts: null, services: [aServiceSighting()], warnings: [{ part: 'alerts', failure: null, text: '', blinds: true }] })
    const read = aSnapshot({ services: [aServiceSighting()] })
    const first = startCore([prom()]).answer('prom', unread, NOW)
    expect(health(first)).toEqual({ 'production/checkout': 'unknown' })
    const lapsed = first.answer('prom', read, NOW + 15 * S).answer('prom', unread, NOW + 30 * S).answer('prom', unread, NOW + 45 * S)
    expect([health(lapsed), health(lapsed.tick(NOW + 48 * S))].map((h) => h['production/checkout'])).toEqual(['ok', 'unknown'])
    expect(health(lapsed.tick(NOW + 48 * S).answer('prom', read, NOW + 60 * S))).toEqual({ 'production/checkout': 'ok' })
    expect(health(startCore([prom(), aSetup()]).answer('am', aSnapshot({ services: null }), NOW).answer('prom', unread, NOW))).toEqual({ 'production/checkout': 'ok' })
  })

  it('says that a source has no rules only while no Alertmanager is configured beside it', () => {
    const text = { part: 'alerts', failure: null, text: 'no rules', blinds: false, ifAlone: true } as const
    const bare = aSnapshot({ services: [aServiceSighting()], warnings: [text] })
    const told = (setups: readonly ReturnType<typeof aSetup>[]): unknown => {
      const core = startCore(setups).answer('prom', bare, NOW)
      return [core.state.app.sources['prom']?.health, core.state.app.sources['prom']?.warnings, health(core)]
    }
    expect([told([prom()]), told([prom(), aSetup()])]).toEqual([['degraded', [text], { 'production/checkout': 'ok' }], ['ok', [], { 'production/checkout': 'ok' }]])
  })

  it('lets samples lapse that a source no longer gives, though it answers', () => {
    const blind = aSnapshot({ services: null, warnings: [{ part: 'services', failure: null, text: '', blinds: true }] })
    const core = startCore([prom()]).answer('prom', aSnapshot({ services: [aServiceSighting()] }), NOW).answer('prom', blind, NOW + 15 * S).answer('prom', blind, NOW + 30 * S)
    expect([health(core), health(core.tick(NOW + 33 * S))].map((h) => h['production/checkout'])).toEqual(['ok', 'unknown'])
  })

  it('does not take an alert for firing whose source stopped telling its alerts', () => {
    const unread = aSnapshot({ alerts: null, services: [aServiceSighting()], warnings: [{ part: 'alerts', failure: null, text: '', blinds: true }] })
    const core = startCore([prom()]).answer('prom', aSnapshot({ alerts: [named('A')], services: [aServiceSighting()] }), NOW).answer('prom', unread, NOW + 15 * S).answer('prom', unread, NOW + 30 * S).tick(NOW + 40 * S)
    expect([health(core), Object.values(core.state.app.alerts).map((a) => a.state)]).toEqual([{ 'production/checkout': 'unknown' }, ['firing']])
  })

  it('does not let a dead Alertmanager’s word hide what a Prometheus sees fire, but for silences that have not ended', () => {
    const of = (quiet: object): readonly string[] => {
      const both = startCore([prom(), aSetup()]).answer('prom', aSnapshot({ alerts: [named('A')], services: [aServiceSighting()] }), NOW)
        .answer('am', aSnapshot({ alerts: [named('A', {}, { state: 'suppressed', ...quiet })], silences: [{ id: 's1', source: 'am', matchers: [], startsAt: NOW, endsAt: NOW + 120 * S, createdBy: '', comment: '', state: 'active' }] }), NOW)
      const state = (core: Core): string => Object.values(core.state.app.alerts)[0]!.state
      const later = (core: Core, at: number): Core => core.fail('am', at).answer('prom', aSnapshot({ alerts: [named('A')], services: [aServiceSighting()], counts: { at } }), at)
      return [state(both), state(later(both, NOW + 20 * S)), state(later(both, NOW + 80 * S)), state(later(both, NOW + 130 * S))]
    }
    expect([of({ inhibitedBy: ['x'] }), of({ mutedBy: ['night'] }), of({ silencedBy: ['s1'] }), of({ silencedBy: ['s1'], inhibitedBy: ['x'] })]).toEqual([
      ['suppressed', 'suppressed', 'firing', 'firing'], ['suppressed', 'suppressed', 'firing', 'firing'], ['suppressed', 'suppressed', 'suppressed', 'firing'], ['suppressed', 'suppressed', 'suppressed', 'firing']
    ])
  })

  it('shows a service that is no longer listed as unknown for an hour, then lets it go', () => {
    const core = startCore([prom()]).answer('prom', aSnapshot({ services: [aServiceSighting()] }), NOW).answer('prom', aSnapshot(), NOW + 15 * S)
    expect(health(core)).toEqual({ 'production/checkout': 'unknown' })
    expect(health(core.answer('prom', aSnapshot({ counts: { n: 1 } }), NOW + 3_700 * S))).toEqual({})
  })

  it('knows a declared service that nobody sees', () => {
    const core = startCore([prom()], { config: { services: [{ name: 'billing', tier: 1, owner: 'Payments', dependsOn: ['ledger'] }] } })
    expect(Object.values(core.state.app.services).map((s) => [s.key, s.health, s.tier, s.owner, s.dependsOn, s.declared])).toEqual([['production/billing', 'unknown', 1, 'Payments', ['ledger'], true]])
  })

  it('believes a crowd that vanishes at once only when it stays away', () => {
    const crowd = Array.from({ length: 5 }, (_, i) => named(`A${i}`))
    const core = startCore([aSetup()]).answer('am', aSnapshot({ alerts: crowd }), NOW).answer('am', aSnapshot({ counts: { n: 1 } }), NOW + 15 * S)
    expect(Object.keys(core.state.app.alerts)).toHaveLength(5)
    const back = core.answer('am', aSnapshot({ alerts: crowd }), NOW + 30 * S)
    expect([Object.keys(back.state.app.alerts).length, back.state.app.resolved]).toEqual([5, {}])
    const away = core.answer('am', aSnapshot({ counts: { n: 2 } }), NOW + 45 * S)
    expect([Object.keys(away.state.app.alerts).length, Object.keys(away.state.app.resolved).length]).toEqual([0, 5])
  })

  it('does not call resolved what goes with its source', () => {
    const core = startCore([aSetup()]).answer('am', aSnapshot({ alerts: [named('A')] }), NOW)
    const without = core.do({ type: 'configured', at: NOW + S, config: core.state.config, sources: [], file: null, notices: [] })
    expect([without.state.app.alerts, without.state.app.resolved]).toEqual([{}, {}])
  })

  it('does not take for production what says that it is none', () => {
    const names = ['nonprod', 'eu_non-prod', 'preprod-eu', 'prod-eu', 'product-prod', 'live-2']
    const core = startCore([aSetup()]).answer('am', aSnapshot({ alerts: names.map((env) => named(env, { env })) }), NOW)
    expect(Object.fromEntries(Object.values(core.state.app.environments).map((e) => [e.name, e.kind]))).toEqual({
      nonprod: 'staging', 'eu_non-prod': 'staging', 'preprod-eu': 'staging', 'prod-eu': 'production', 'product-prod': 'production', 'live-2': 'production'
    })
  })

  it('counts an environment nobody declared as production unless its name says otherwise', () => {
    const core = startCore([aSetup()]).answer('am', aSnapshot({ alerts: [named('A', { env: 'eu-west' }), named('B', { env: 'pr-test-7' }), named('C', { env: 'PRD' })] }), NOW)
    expect(Object.values(core.state.app.environments).map((e) => [e.name, e.kind]).sort()).toEqual([['eu-west', 'production'], ['pr-test-7', 'development'], ['production', 'production']])
  })
})

describe('incidents', () => {
  const config = { services: [
    { name: 'web', environment: 'production', dependsOn: ['api'] }, { name: 'api', environment: 'production', dependsOn: ['db'] }, { name: 'db', environment: 'production', dependsOn: [] }, { name: 'mail', environment: 'production', dependsOn: [] }
  ] }
  const at = (name: string, service: string, startsAt: number, severity = 'critical', annotations = {}): ReturnType<typeof aSighting> => named(name, { service, severity }, { startsAt, annotations })
  const incidents = (...alerts: ReturnType<typeof aSighting>[]): readonly unknown[] => {
    const core = startCore([aSetup()], { config }).answer('am', aSnapshot({ alerts }), NOW)
    const name = (id: string): string => core.state.app.alerts[id]!.name
    return Object.values(core.state.app.incidents).map((i) => ({ severity: i.severity, alerts: i.alerts.map(name), path: i.path, root: i.likelyRoot, lead: name(i.lead), startedAt: i.startedAt }))
  }

  it('join services along their dependencies, from the likely root up', () => {
    expect(incidents(at('Slow', 'web', NOW - 60 * S, 'warning'), at('Errors', 'api', NOW - 120 * S, 'critical', { impact: 'Pages fail' }), at('Full', 'db', NOW - 180 * S), at('Queue', 'mail', NOW - 60 * S, 'warning'))).toEqual([
      { severity: 'critical', alerts: ['Full', 'Errors', 'Slow'], path: ['db', 'api', 'web'], root: 'db', lead: 'Errors', startedAt: NOW - 180 * S },
      { severity: 'warning', alerts: ['Queue'], path: ['mail'], root: null, lead: 'Queue', startedAt: NOW - 60 * S }
    ])
  })

  it('keep apart what began more than half an hour apart', () => {
    expect(incidents(at('Errors', 'api', NOW - 60 * S), at('Old', 'db', NOW - 7_200 * S))).toHaveLength(2)
  })

  it('keep their id while an alert of theirs is in them', () => {
    const one = startCore([aSetup()], { config }).answer('am', aSnapshot({ alerts: [at('Errors', 'api', NOW - 60 * S)] }), NOW)
    const two = one.answer('am', aSnapshot({ alerts: [at('Errors', 'api', NOW - 60 * S), at('Full', 'db', NOW - 120 * S)] }), NOW + S)
    expect(Object.keys(two.state.app.incidents)).toEqual(Object.keys(one.state.app.incidents))
  })

  it('survive a circle of dependencies', () => {
    const circle = { services: [{ name: 'a', environment: 'production', dependsOn: ['b'] }, { name: 'b', environment: 'production', dependsOn: ['a'] }] }
    const core = startCore([aSetup()], { config: circle }).answer('am', aSnapshot({ alerts: [at('X', 'a', NOW), at('Y', 'b', NOW)] }), NOW)
    expect(Object.values(core.state.app.incidents).map((i) => [[...i.path].sort(), i.likelyRoot])).toEqual([[['a', 'b'], null]])
  })

  it('follow a chain of services deeper than calls may nest', () => {
    const names = Array.from({ length: 12_000 }, (_, i) => `s${i}`)
    // each stands on the next, and the top is heard of first
    const services = Object.fromEntries(names.map((name, i) => [`production/${name}`, aService({ name, dependsOn: names.slice(i + 1, i + 2) })]))
    const alerts = Object.fromEntries(names.map((name) => [name, anAlert({ id: name, service: name })]))
    expect(incidentsOf(alerts, services, {}).map(([, { path, likelyRoot }]) => ({ path, likelyRoot }))).toEqual([{ path: names.toReversed(), likelyRoot: 's11999' }])
  })
})
