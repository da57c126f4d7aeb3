import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ALERT_STATES } from '@shared/domain/alert'
import { NO_WATCH } from '@shared/domain/night-watch'
import type { NotificationRecord } from '@shared/domain/notification'
import type { PageStatus } from '@shared/domain/page'
import type { Service } from '@shared/domain/service'
import type { SourceHealth } from '@shared/domain/source'
import { SEVERITIES } from '@shared/domain/severity'
import type { AppState } from '@shared/state/app-state'
import { interruptionOf } from '../../../src/main/core/calm'
import { aPage, aService, aSource, aState, anAlert, NOW, someAges } from '../../builders'

const held = { by: 'Mira', since: NOW, source: '' }
const record = { id: 'n', at: NOW, key: 'k', alerts: [], title: '', body: '', outcome: 'pending', reason: 'new' } as const
const calm = aState({ sources: [aSource()], services: [aService()] })
const of = (state: AppState, { now = NOW, looking = false } = {}): unknown => interruptionOf(state, now, looking)

it('is nothing when all is well, also with what is silenced or over', () => {
  expect([of(calm), of(aState()), of({ ...calm, alerts: { a: anAlert({ state: 'suppressed', held }) }, pages: { p: aPage({ status: 'over' }) }, notifications: { n: { ...record, outcome: 'shown' } } })]).toEqual([null, null, null])
})

it('is what would be lost sight of', () => {
  expect([
    of({ ...calm, pages: { p: aPage() } }), of({ ...calm, pages: { p: aPage({ status: 'held', held }) } }), of({ ...calm, pages: { p: aPage({ status: 'snoozed' }) } }),
    of({ ...calm, alerts: { a: anAlert({ severity: 'info' }) } }), of({ ...calm, alerts: { a: anAlert({ held }) } }), of({ ...calm, alerts: { a: anAlert({ state: 'pending' }) } }), of({ ...calm, notifications: { n: record } }), of({ ...calm, services: { s: aService({ health: 'unknown' }) } }),
    of({ ...calm, sources: { prometheus: aSource({ health: 'degraded' }) } }), of(calm, { now: NOW + 26_000 }), of({ ...calm, ages: {} }),
    of({ ...calm, meta: { ...calm.meta, watch: { ...NO_WATCH, kept: true, armed: 'schedule' } } }), of({ ...calm, meta: { ...calm.meta, watch: { ...NO_WATCH, testing: true } } }), of({ ...calm, meta: { ...calm.meta, pausedUntil: NOW + 1 } }), of(calm, { looking: true })
  ]).toEqual(['page', 'page', 'page', 'firing', 'firing', 'firing', 'delivery', 'unseen', 'unheard', 'unheard', 'unheard', 'night-watch', 'night-watch', 'paused', 'looked-at'])
})

const anyAlert = fc.record({ state: fc.constantFrom(...ALERT_STATES), severity: fc.constantFrom(...SEVERITIES), held: fc.constantFrom(null, held), environment: fc.constantFrom('production', 'development') }).map((over) => anAlert(over))
const anyState = fc.record({
  alerts: fc.array(anyAlert, { maxLength: 4 }), pages: fc.array(fc.constantFrom<PageStatus>('open', 'snoozed', 'held', 'over'), { maxLength: 3 }), outcome: fc.constantFrom<NotificationRecord['outcome']>('shown', 'suppressed', 'pending'),
  health: fc.constantFrom<Service['health']>('ok', 'warning', 'critical', 'unknown'), source: fc.constantFrom<SourceHealth>('ok', 'degraded', 'error'), armed: fc.constantFrom('hand', null), age: fc.constantFrom(-1, 1), looking: fc.boolean()
})
it('is never nothing while anything fires that nothing silences, a page is not over, a notification is under way or something cannot be seen', () => {
  fc.assert(fc.property(anyState, ({ alerts, pages, outcome, health, source, armed, age, looking }) => {
    const state = aState({
      meta: { watch: { ...NO_WATCH, armed } }, sources: [aSource({ health: source })], ages: { prometheus: someAges({ freshUntil: NOW + age }) }, services: [aService({ health })],
      tables: {
        alerts: Object.fromEntries(alerts.map((alert, i) => [`${i}`, { ...alert, id: `${i}` }])), pages: Object.fromEntries(pages.map((status, i) => [`${i}`, aPage({ id: `${i}`, status })])),
        notifications: { n: { ...record, outcome, reason: 'new' } }
      }
    })
    const inTheWay = alerts.some((a) => a.state === 'firing' || a.state === 'pending') || pages.some((status) => status !== 'over') || outcome === 'pending' || health === 'unknown' || source !== 'ok' || age < 0 || armed !== null || looking
    expect(interruptionOf(state, NOW, looking) === null).toBe(!inTheWay)
  }))
})
