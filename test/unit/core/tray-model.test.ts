import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { trayModel } from '../../../src/main/core/tray-model'
import type { Alert } from '@shared/domain/alert'
import { NO_WATCH, type NightWatch } from '@shared/domain/night-watch'
import { SEVERITIES } from '@shared/domain/severity'
import type { SourceHealth } from '@shared/domain/source'
import type { Health, Tier } from '@shared/domain/service'
import { anAlert, aService, aSource, aState, NOW, someAges } from '../../builders'

let made = 0
const alert = (over: Partial<Alert> = {}): Alert => anAlert({ id: `alert-${++made}`, ...over })
const held = { by: 'Mira', since: NOW, source: 'alertmanager' }
const sources = [aSource()]
const services = [aService({ tier: 1 })]
const draw = (over: Parameters<typeof aState>[0] = {}): ReturnType<typeof trayModel> => trayModel(aState({ sources, services, ...over }), NOW, 'utc')

describe('the tray', () => {
  test('is quiet when everything is fresh, seen and silent, and says so', () => {
    expect(draw()).toEqual({ icon: 'quiet', count: 0, tooltip: 'Nothing is firing. The one source answered. Data 5 s old.', paused: false, armed: null })
  })

  test('offers to arm the night watch or to disarm it, where there is one', () => {
    const offer = (watch: Partial<NightWatch>): boolean | null => draw({ meta: { watch: { ...NO_WATCH, ...watch } } }).armed
    expect([offer({ kept: true }), offer({ kept: true, armed: 'hand' }), offer({ armed: 'hand' })]).toEqual([false, true, null])
  })

  test('counts what is critical, where, and who has it', () => {
    const alerts = [alert({ held }), alert(), alert({ severity: 'warning' }), alert({ environment: 'staging' }), alert()]
    expect(draw({ alerts: [alert({ environment: 'prod-us' }), alert({ environment: 'prod-eu' })] })).toMatchObject({ icon: 'critical', count: 2, tooltip: '1 critical in prod-eu, 1 elsewhere. Data 5 s old.' })
    expect(draw({ alerts })).toEqual({ icon: 'critical', count: 4, tooltip: '3 critical in production, 1 elsewhere, Mira has 1. 1 warning. Data 5 s old.', paused: false, armed: null })
  })

  test('is held when somebody has every critical', () => {
    expect(draw({ alerts: [alert({ held })] })).toMatchObject({ icon: 'held', count: 1, tooltip: '1 critical in production, Mira has 1. Data 5 s old.' })
    expect(draw({ alerts: [alert({ held }), alert({ held: { ...held, by: 'Daniel' } })] })).toMatchObject({ icon: 'held', count: 2, tooltip: '2 critical in production, 2 are held. Data 5 s old.' })
  })

  test('cannot see: a tier 1 service outranks a warning, anything else does not', () => {
    const warning = [alert({ severity: 'warning' })]
    const unseen = (tier: Tier | null) => [aService({ name: 'search', health: 'unknown', tier }), aService()]
    expect(draw({ alerts: warning, services: unseen(1) })).toMatchObject({ icon: 'unknown', count: 0, tooltip: 'search is unknown. 1 warning. Data 5 s old.' })
    expect(draw({ alerts: warning, services: unseen(null) })).toMatchObject({ icon: 'warning' })
    expect(draw({ services: unseen(null) })).toMatchObject({ icon: 'unknown', tooltip: 'search is unknown. Data 5 s old.' })
    expect(draw({ services: unseen(1), alerts: [alert()] })).toMatchObject({ icon: 'critical', count: 1, tooltip: '1 critical in production. search is unknown. Data 5 s old.' })
  })

  test.each<SourceHealth>(['degraded', 'error', 'auth', 'pending'])('a source that is %s is not quiet', (health) => {
    expect(draw({ sources: [aSource(), aSource({ id: 'am', name: 'am-eu', health })] })).toMatchObject({ icon: 'unknown', tooltip: 'am-eu cannot be seen. Data 5 s old.' })
  })

  test('data that lapsed is not quiet, though nobody said so', () => {
    const state = aState({ sources: [aSource({ name: 'prom-eu-1' })], services })
    expect(trayModel(state, NOW + 25_000, 'utc').icon).toBe('quiet')
    expect(trayModel(state, NOW + 26_000, 'utc')).toMatchObject({ icon: 'unknown', tooltip: 'prom-eu-1 cannot be seen. Data 35 s old.' })
  })

  test('nothing watched is not quiet', () => {
    expect(draw({ sources: [], services: [] })).toMatchObject({ icon: 'unknown', tooltip: 'Nothing is watched yet.' })
  })

  test('pausing is told, and hides no trouble', () => {
    const meta = { pausedUntil: NOW + 3_600_000 }
    expect(draw({ meta })).toEqual({ icon: 'paused', count: 0, tooltip: 'Nothing is firing. The one source answered. Notifications are paused until 13:00. Data 5 s old.', paused: true, armed: null })
    expect(draw({ meta, alerts: [alert()] })).toMatchObject({ icon: 'critical', paused: true })
    expect(draw({ meta, sources: [aSource({ health: 'error' })] })).toMatchObject({ icon: 'unknown', paused: true })
    expect(draw({ meta: { pausedUntil: NOW - 1 } })).toMatchObject({ icon: 'quiet', paused: false })
  })

  test('what is silenced, pending or mild lights nothing; what is critical in development is a warning', () => {
    expect(draw({ alerts: [alert({ state: 'suppressed' }), alert({ state: 'pending' }), alert({ severity: 'info' })] }).icon).toBe('quiet')
    expect(draw({ alerts: [alert({ environment: 'development' })] })).toMatchObject({ icon: 'warning', count: 0 })
    expect(draw({ alerts: [alert({ severity: 'unknown' })] })).toMatchObject({ icon: 'warning' })
  })

  test('says when notifications cannot be shown, and that it is a demo', () => {
    const watch = { ...NO_WATCH, kept: true, armed: 'schedule', checks: [{ check: 'disturb', state: 'threat', detail: 'dunst holds notifications back.', at: NOW }, { check: 'lock', state: 'threat', detail: 'x', at: NOW }] } as const
    expect(draw({ meta: { watch } })).toMatchObject({ icon: 'warning', tooltip: expect.stringContaining('Night watch: pages could be swallowed. dunst holds notifications back.') as string, armed: true })
    expect(draw({ meta: { mode: 'demo', delivery: { able: false, by: '', detail: '' } } }).tooltip)
      .toBe('Demo. Nothing is firing. The one source answered. Notifications cannot be shown. Data 5 s old.')
  })

  test('names are shown without tricks', () => {
    expect(draw({ sources: [aSource({ name: `a\u202eb${'x'.repeat(100)}`, health: 'error' })] }).tooltip).toBe(`ab${'x'.repeat(38)}… cannot be seen. Data 5 s old.`)
  })

  test('is never quiet unless all is fresh, seen and silent', () => {
    const healths = fc.constantFrom<SourceHealth>('ok', 'degraded', 'error', 'auth', 'pending')
    fc.assert(fc.property(
      fc.array(fc.record({ health: healths, freshFor: fc.integer({ min: -60_000, max: 60_000 }), ever: fc.boolean() }), { maxLength: 4 }),
      fc.array(fc.record({ health: fc.constantFrom<Health>('ok', 'warning', 'critical', 'unknown'), tier: fc.constantFrom<Tier | null>(1, 2, 3, null) }), { maxLength: 4 }),
      fc.array(fc.record({ severity: fc.constantFrom(...SEVERITIES), environment: fc.constantFrom('production', 'staging', 'development', 'local'), held: fc.constantFrom(held, null) }), { maxLength: 4 }),
      (watched, seen, firing) => {
        const { icon, count } = trayModel(aState({
          sources: watched.map(({ health }, i) => aSource({ id: `s${i}`, health })),
          ages: Object.fromEntries(watched.map(({ freshFor, ever }, i) => [`s${i}`, someAges({ freshUntil: NOW + freshFor, ...(ever ? {} : { successAt: null }) })])),
          services: seen.map((over, i) => aService({ name: `service-${i}`, ...over })),
          alerts: firing.map((over) => alert(over))
        }), NOW)
        const whole = watched.length > 0 && watched.every(({ health, freshFor, ever }) => health === 'ok' && freshFor >= 0 && ever) && seen.every(({ health }) => health !== 'unknown')
        expect(icon === 'quiet').toBe(whole && firing.every(({ severity }) => severity === 'info'))
        const paging = firing.filter(({ severity, environment }) => severity === 'critical' && environment !== 'development')
        expect(icon === 'critical').toBe(paging.some((a) => a.held === null))
        expect(count).toBe(icon === 'critical' || icon === 'held' ? paging.length : 0)
      }
    ))
  })
})
