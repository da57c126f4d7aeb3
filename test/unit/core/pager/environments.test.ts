import { describe, expect, it } from 'vitest'
import { hookPayload } from '../../../../src/main/core/pager/hook-payload'
import { aSnapshot, NOW } from '../../../builders'
import { aSetup, startCore, type Core } from '../core-harness'
import { an, BEGAN, H, M, pagesOf, S, watch } from './watched'

const storm = Array.from({ length: 12 }, (_, i) => an(`S${i}`, `s${i}`, BEGAN, {}, { env: 'staging' }))
/** What people and hooks are told of a page. */
const told = (core: Core) => pagesOf(core).map((page) => {
  const { title, environment, severity, alerts } = hookPayload('paged', page, core.state.app.alerts, NOW).page
  return { title, names: page.body.split(', ')[0], environment, severity, first: alerts[0]?.name, route: page.route, count: page.alerts.length }
})
const production = { title: 'CRITICAL: 13 alerts, PRODUCTION', names: '13 critical. Down (checkout)', environment: 'production', severity: 'critical', first: 'Down', route: 'page', count: 13 }

describe('a page of several environments is named and placed by what pages, production first', () => {
  it('where that joins a storm of staging', () => {
    const w = watch()
    w.until(NOW + M, () => storm)
    const before = told(w.core())
    const after = w.since()
    w.until(NOW + 5 * M, () => [...storm, an('Down', 'checkout', NOW + M)])
    expect([before.map((p) => [p.environment, p.route]), told(w.core()), after.told(), after.hooks()]).toEqual([[['staging', 'notify']], [production], ['joined'], ['paged']])
  })

  it('where all begins at once', () => {
    const w = watch()
    w.until(NOW + 5 * M, () => [...storm, an('Down', 'checkout')])
    expect(told(w.core())).toEqual([production])
  })

  it('where it is less severe, and the page is as severe as the worst of it', () => {
    const w = watch({ paging: { night: { from: '00:00', to: '00:00' }, rules: [{ when: { service: ['checkout'] }, then: 'page' as const }] } })
    w.until(NOW + M, () => [...storm, an('Slow', 'checkout', BEGAN, {}, { severity: 'warning' })])
    expect(told(w.core())).toEqual([{ ...production, title: 'Warning: 13 alerts, PRODUCTION', names: '12 critical. Slow (checkout)', first: 'Slow' }])
  })

  it('where it is what began while Garda was away', () => {
    const alerts = [an('S', 's', NOW - 2 * H, {}, { env: 'staging' }), an('Down', 'checkout', NOW - M)]
    const start = startCore([aSetup()], { config: { paging: { night: { from: '00:00', to: '00:00' } } }, lastRunAt: NOW - H }).answer('am', aSnapshot({ alerts, services: null }), NOW).tick(NOW + 15 * S)
    expect(told(start)).toEqual([{ title: '2 alerts began while Garda was away', names: '2 critical. Down (checkout)', environment: 'production', severity: 'critical', first: 'Down', route: 'page', count: 2 }])
  })
})
