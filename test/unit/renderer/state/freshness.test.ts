import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { freshSources, isSilent, serviceAge, serviceHealthNow } from '../../../../src/renderer/state/select/freshness'
import { aService, aSource, aState, anAlert, NOW, someAges } from '../../../builders'
import type { Health } from '@shared/domain/service'

const table = (...alerts: readonly ReturnType<typeof anAlert>[]) => Object.fromEntries(alerts.map((a) => [a.id, a]))
const fresh = new Set(['prometheus'])
const none = new Set<string>()

describe('what can be said now', () => {
  it('takes main for dead after four seconds without a word', () => {
    expect([isSilent(NOW, NOW), isSilent(NOW, NOW + 4_000), isSilent(NOW, NOW + 4_001)]).toEqual([false, false, true])
  })

  it('counts a source as fresh until its promise ends, and none when main is silent', () => {
    const state = aState({ sources: [aSource({ id: 'a' }), aSource({ id: 'b' }), aSource({ id: 'c' })], ages: { b: someAges({ freshUntil: NOW + 1_000 }), c: someAges({ successAt: null }) } })
    expect([...freshSources(state, NOW, NOW)]).toEqual(['a', 'b'])
    expect([...freshSources(state, NOW, NOW + 1_001)]).toEqual(['a'])
    expect([...freshSources(state, NOW - 5_000, NOW)]).toEqual([])
  })

  it('lets ok lapse when the last source that sees the service is no longer fresh', () => {
    const service = aService({ seenBy: [{ source: 'prometheus', lastSampleAt: null, fresh: true }, { source: 'other', lastSampleAt: NOW - 60_000, fresh: false }] })
    expect([serviceHealthNow(service, {}, fresh), serviceHealthNow(service, {}, new Set(['other'])), serviceHealthNow(service, {}, none)]).toEqual(['ok', 'unknown', 'unknown'])
  })

  it('keeps critical while a fresh source tells of a critical alert, though no samples come', () => {
    const alert = anAlert({ id: 'x', sources: ['alertmanager'] })
    const service = aService({ health: 'critical', alerts: ['x'] })
    expect([serviceHealthNow(service, table(alert), new Set(['alertmanager'])), serviceHealthNow(service, table(alert), fresh)]).toEqual(['critical', 'unknown'])
  })

  it('knows a service by its alerts alone only while all of them are told freshly', () => {
    const service = aService({ health: 'warning', seenBy: [], alerts: ['x', 'y'] })
    const alerts = table(anAlert({ id: 'x', severity: 'warning', sources: ['prometheus'] }), anAlert({ id: 'y', severity: 'info', sources: ['other'] }))
    expect([serviceHealthNow(service, alerts, new Set(['prometheus', 'other'])), serviceHealthNow(service, alerts, fresh)]).toEqual(['warning', 'unknown'])
  })

  it('is never better than what main said, and never ok without a fresh source', () => {
    const health = fc.constantFrom<Health>('ok', 'warning', 'critical', 'unknown')
    fc.assert(fc.property(health, fc.boolean(), fc.uniqueArray(fc.constantFrom('prometheus', 'other')), (said, sees, ids) => {
      const service = aService({ health: said, alerts: ['x'], seenBy: [{ source: 'prometheus', lastSampleAt: null, fresh: sees }] })
      const now = serviceHealthNow(service, table(anAlert({ id: 'x' })), new Set(ids))
      expect(now === said || now === 'unknown').toBe(true)
      if (now === 'ok') expect(sees && ids.includes('prometheus')).toBe(true)
    }))
  })

  it('ages a service by its newest sample', () => {
    const ages = { a: someAges({ servicesAt: NOW - 9_000 }), b: someAges({ servicesAt: NOW - 3_000 }) }
    const seen = (source: string, lastSampleAt: number | null, isFresh: boolean) => ({ source, lastSampleAt, fresh: isFresh })
    expect(serviceAge(aService({ seenBy: [seen('a', null, true), seen('b', null, true)] }), {}, ages)).toEqual({ source: 'b', at: NOW - 3_000 })
    expect(serviceAge(aService({ seenBy: [seen('a', NOW - 60_000, false)] }), {}, ages)).toEqual({ source: 'a', at: NOW - 60_000 })
    expect(serviceAge(aService({ seenBy: [seen('a', null, false)] }), {}, ages)).toEqual({ source: 'a', at: null })
    expect(serviceAge(aService({ seenBy: [] }), {}, ages)).toBeNull()
  })

  it('ages a service that is known by its alerts alone by who tells of them: of each the newest, of all the oldest', () => {
    const ages = { am: someAges({ alertsAt: NOW - 4_000 }), prom: someAges({ alertsAt: NOW - 9_000 }), late: someAges({ alertsAt: null, successAt: null }) }
    const alerts = table(anAlert({ id: 'x', sources: ['prom', 'am'] }), anAlert({ id: 'y', sources: ['prom'] }), anAlert({ id: 'z', sources: ['late'] }))
    const age = (...ids: readonly string[]) => serviceAge(aService({ seenBy: [], alerts: ids }), alerts, ages)
    expect([age('x'), age('x', 'y'), age('x', 'z', 'y'), age('gone')]).toEqual([{ source: 'am', at: NOW - 4_000 }, { source: 'prom', at: NOW - 9_000 }, { source: 'late', at: null }, null])
    expect(serviceAge(aService({ seenBy: [{ source: 'prom', lastSampleAt: NOW - 60_000, fresh: false }], alerts: ['x'] }), alerts, ages)).toEqual({ source: 'prom', at: NOW - 60_000 })
  })
})
