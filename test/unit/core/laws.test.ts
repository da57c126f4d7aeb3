import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AlertSighting } from '@shared/domain/alert'
import { labelsOf } from '@shared/domain/labels'
import { NOTIFY_REASONS } from '@shared/domain/notification'
import { FAILURE_CODES } from '@shared/domain/source'
import { applyDelta, diff } from '@shared/state/delta'
import { aServiceSighting, aSighting, aSnapshot, NOW } from '../../builders'
import { aSetup, prom, startCore, type Core } from './core-harness'

const SOURCES = [aSetup(), prom(), aSetup({ id: 'am2', name: 'am2' })]
const IDS = SOURCES.map((s) => s.id)

const sighting: fc.Arbitrary<AlertSighting> = fc.record({
  name: fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'), service: fc.constantFrom('checkout', 'search'), severity: fc.constantFrom('critical', 'warning', 'info', 'odd'),
  env: fc.constantFrom('production', 'staging', 'development'), state: fc.constantFrom('pending', 'firing', 'suppressed' as const), startsAt: fc.integer({ min: NOW - 5_000, max: NOW })
}).map(({ name, service, severity, env, state, startsAt }) => aSighting({
  labels: labelsOf(Object.entries({ alertname: name, service, severity, env })), state, startsAt, silencedBy: state === 'suppressed' ? ['s'] : []
}))
const alerts = fc.uniqueArray(sighting, { selector: (s) => s.fingerprint, maxLength: 12 })
const services = fc.subarray(['checkout', 'search', 'login']).chain((names) => fc.tuple(...names.map((name) => fc.boolean().map((fresh) => aServiceSighting({ name, fresh })))))

/** One thing that happens, some seconds after the last. */
const step = fc.record({
  after: fc.integer({ min: 0, max: 40_000 }), source: fc.constantFrom(...IDS),
  what: fc.oneof(
    { weight: 4, arbitrary: fc.record({ alerts: fc.option(alerts, { nil: null, freq: 8 }), services: fc.option(services, { nil: null, freq: 8 }) }) },
    { weight: 2, arbitrary: fc.constantFrom(...FAILURE_CODES) },
    { weight: 1, arbitrary: fc.constant('tick' as const) }
  )
})
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never
const night = fc.array(step, { maxLength: 14 })

const live = (core: Core, steps: readonly Step[]): { readonly core: Core; readonly at: number } => {
  let at = NOW
  for (const { after, source, what } of steps) {
    at += after
    core = what === 'tick' ? core.tick(at) : typeof what === 'string' ? core.do({ type: 'failed', at, source, askedAt: at, failure: { code: what, values: {} }, nextAt: at + 1 })
      : core.answer(source, aSnapshot({ alerts: what.alerts, services: what.services }), at)
  }
  return { core, at }
}

describe('the laws of the house', () => {
  it('1: deltas along any night rebuild every state', () => {
    fc.assert(fc.property(night, (steps) => {
      let core = startCore(SOURCES)
      let mirror = core.state.app
      for (const one of steps) {
        const next = live(core, [one]).core
        const delta = diff(core.state.app, next.state.app, 1, 0)
        if (delta) mirror = applyDelta(mirror, delta)
        core = next
      }
      expect(mirror).toEqual(core.state.app)
    }))
  })

  it('2: a failed, partial or late poll resolves nothing and makes nothing ok', () => {
    fc.assert(fc.property(night, fc.constantFrom(...IDS), fc.oneof(fc.constantFrom(...FAILURE_CODES), fc.constant('partial' as const), fc.constant('tick' as const)), fc.integer({ min: 0, max: 3_600_000 }), (steps, source, what, later) => {
      const { core, at } = live(startCore(SOURCES), steps)
      const now = at + later
      const after = what === 'partial' ? core.answer(source, aSnapshot({ alerts: null, services: null, warnings: [{ part: 'alerts', failure: null, text: '', blinds: true }, { part: 'services', failure: null, text: '', blinds: true }] }), now) : what === 'tick' ? core.tick(now)
        : core.do({ type: 'failed', at: now, source, askedAt: now, failure: { code: what, values: {} }, nextAt: now + 1 })
      expect(Object.keys(after.state.app.alerts).sort()).toEqual(Object.keys(core.state.app.alerts).sort())
      expect(after.state.app.resolved).toEqual(core.state.app.resolved)
      const greener = Object.values(after.state.app.services).filter((s) => s.health === 'ok' && core.state.app.services[s.key]?.health !== 'ok')
      // a service whose critical alert went stale may only become unknown
      expect(greener.map((s) => s.key)).toEqual([])
    }))
  })

  it('2: without a fresh source nothing is ok', () => {
    fc.assert(fc.property(night, (steps) => {
      const { core, at } = live(startCore(SOURCES), steps)
      expect(Object.values(core.tick(at + 3_600_000).state.app.services).filter((s) => s.health !== 'unknown')).toEqual([])
    }))
  })

  it('3: start-up tells at most once, and what it does not tell has a record', () => {
    fc.assert(fc.property(alerts, alerts, alerts, (a, b, c) => {
      const core = startCore(SOURCES).answer('am', aSnapshot({ alerts: a }), NOW + 1).answer('prom', aSnapshot({ alerts: b }), NOW + 2).answer('am2', aSnapshot({ alerts: c }), NOW + 3)
      expect(core.told.length).toBeLessThanOrEqual(1)
      const recorded = new Set(Object.values(core.state.app.notifications).flatMap((r) => r.alerts))
      expect(Object.keys(core.state.app.alerts).filter((id) => !recorded.has(id))).toEqual([])
    }))
  })

  it('3: an alert that begins while Garda is away is in the digest', () => {
    fc.assert(fc.property(alerts, alerts, (before, meanwhile) => {
      const first = startCore([aSetup()]).answer('am', aSnapshot({ alerts: before }), NOW + 1)
      const anew = meanwhile.map((s) => ({ ...s, state: 'firing' as const, silencedBy: [], startsAt: NOW + 50_000 }))
      const again = startCore([aSetup()], { at: NOW + 60_000, episodes: first.state.episodes, lastRunAt: NOW + 40_000 }).answer('am', aSnapshot({ alerts: anew }), NOW + 61_000)
      const due = Object.values(again.state.app.alerts).filter((a) => a.environment !== 'development' && a.severity !== 'info').map((a) => a.id).sort()
      expect(again.last.intents.flatMap((i) => i.record.alerts).sort()).toEqual(due)
    }))
  })

  it('4: every decision carries a reason, and no episode is told twice', () => {
    fc.assert(fc.property(night, (steps) => {
      let core = startCore(SOURCES)
      const open = new Map<string, number>()
      let at = NOW
      for (const one of steps) {
        const made = live(core, [{ ...one, after: 0 }])
        at += one.after
        core = made.core
        for (const id of [...open.keys()]) if (!Object.hasOwn(core.state.app.alerts, id) || core.state.app.alerts[id]!.state === 'pending') open.delete(id)
        for (const { record } of core.last.intents) for (const id of record.alerts) { expect(open.has(id)).toBe(false); open.set(id, at) }
        for (const record of core.last.records) expect(NOTIFY_REASONS).toContain(record.reason)
      }
    }))
  })

  it('4: what is told in one millisecond has a page each', () => {
    const one = (name: string, service: string) => aSighting({ labels: labelsOf(Object.entries({ alertname: name, env: 'production', service, severity: 'critical' })) })
    const answers = [['am2', one('E', 'search')], ['prom', one('E', 'search')], ['am', one('A', 'checkout')]] as const
    const refused = startCore(SOURCES).do({ type: 'failed', at: NOW, source: 'am', askedAt: NOW, failure: { code: 'refused', values: {} }, nextAt: NOW + 1 })
    const core = answers.reduce((made, [source, alert]) => made.answer(source, aSnapshot({ alerts: [alert], services: null }), NOW), refused)
    const { pages, notifications } = core.state.app
    expect([Object.entries(pages).map(([id, page]) => [id, page.alerts.length]), Object.keys(notifications).length, core.told]).toEqual([
      [[`baseline:${NOW}`, 1], [`baseline:${NOW}.2`, 1]], 2, ['Already firing. CRITICAL: search, PRODUCTION', 'Already firing. CRITICAL: checkout, PRODUCTION']
    ])
  })

  describe('5: time is passed in', () => {
    beforeEach(() => {
      vi.spyOn(Date, 'now').mockImplementation(() => { throw new Error('the core read a clock') })
      vi.spyOn(Math, 'random').mockImplementation(() => { throw new Error('the core rolled dice') })
    })
    afterEach(() => { vi.restoreAllMocks() })
    it('the same night ends in the same state, clock and dice out of reach', () => {
      const sample = { seed: 7, numRuns: 50 }
      fc.assert(fc.property(night, (steps) => { expect(live(startCore(SOURCES), steps).core.state).toEqual(live(startCore(SOURCES), steps).core.state) }), sample)
    })
  })

  it('6: the same answer again changes nothing but ages', () => {
    fc.assert(fc.property(night, alerts, services, (steps, a, s) => {
      const { core, at } = live(startCore(SOURCES), steps)
      const snapshot = aSnapshot({ alerts: a, services: s })
      let first = core
      // a crowd that is gone at once is held down for a while; let that pass
      for (let i = 0; i < 4; i++) first = first.answer('am', snapshot, at + 10_000 * (i + 1))
      const again = first.answer('am', snapshot, at + 41_000)
      const delta = diff(first.state.app, again.state.app, 1, 0)
      const tables = Object.keys(delta?.tables ?? {})
      const lapsed = Object.values(first.state.app.services).some((x) => again.state.app.services[x.key] !== x)
      expect(lapsed ? [] : tables.filter((t) => t !== 'ages' && t !== 'pages' && t !== 'incidents' && t !== 'notifications')).toEqual([])
      expect(again.state.app.alerts).toBe(first.state.app.alerts)
    }))
  })
})
