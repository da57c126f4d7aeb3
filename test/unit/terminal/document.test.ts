import { describe, expect, it } from 'vitest'
import { stateDocumentSchema } from '@shared/contract/state-document'
import type { Notice, NoticeCode } from '@shared/domain/notice'
import type { NotificationRecord } from '@shared/domain/notification'
import type { Failure } from '@shared/domain/source'
import type { AppState } from '@shared/state/app-state'
import { changeDocuments, exitCode, safeJson, stateDocument } from '../../../src/main/terminal/document'
import { anAlert, aService, aSource, aState, NOW, someAges } from '../../builders'

const RECORD: NotificationRecord = { id: 'r1', at: NOW - 1_000, key: 'alert:a:1', alerts: ['a'], title: 'CRITICAL: checkout, PRODUCTION', body: 'b', outcome: 'shown', reason: 'new', rule: 'production critical pages' }
const STALE = someAges({ successAt: NOW - 90_000, servicesAt: NOW - 90_000, alertsAt: NOW - 90_000, freshUntil: NOW - 60_000 })

describe('the state document', () => {
  it('is exactly as published', () => {
    const state = aState({
      sources: [
        aSource({ id: 'prometheus', name: 'Prom EU', counts: { targets: 12 } }),
        aSource({ id: 'am', name: 'am', kind: 'alertmanager', health: 'error', failure: { code: 'refused', values: { host: 'am:9093' } } })
      ],
      ages: { am: someAges({ successAt: null, freshUntil: 0 }) },
      alerts: [
        anAlert({ id: 'w', fingerprint: 'w', severity: 'warning', state: 'suppressed', silencedBy: ['s1'] }),
        anAlert({ id: 'a', fingerprint: 'a', labels: { alertname: 'X' }, annotations: {}, sources: ['prometheus', 'gone'], generatorURL: 'http://prom/graph', startsAt: NOW - 60_000, firedAt: NOW - 30_000 })
      ],
      resolved: [anAlert({ id: 'r', fingerprint: 'r', labels: {}, annotations: {}, state: 'resolved', service: null, endsAt: NOW - 5_000 })],
      services: [aService({ name: 'checkout', tier: 1, health: 'critical', alerts: ['a'] })],
      tables: { notifications: { r1: RECORD, r2: { ...RECORD, id: 'r2', outcome: 'pending' }, r0: { ...RECORD, id: 'r0', at: NOW - 2_000, outcome: 'suppressed', reason: 'paused' } } }
    })
    const document = stateDocument(state, NOW)
    expect(document).toEqual({
      schema: 'garda.state/1',
      at: '2025-11-13T12:00:00.000Z',
      sources: [
        { name: 'Prom EU', kind: 'prometheus', health: 'ok', lastSuccess: '2025-11-13T11:59:55.000Z', ageSeconds: 5, error: null, counts: { targets: 12 } },
        { name: 'am', kind: 'alertmanager', health: 'error', lastSuccess: null, ageSeconds: null, error: { code: 'refused', message: 'am refused the connection at am:9093.' }, counts: {} }
      ],
      alerts: [
        {
          id: 'a', fingerprint: 'a', name: 'X', severity: 'critical', state: 'firing', service: null, environment: 'production', labels: { alertname: 'X' }, annotations: {},
          startsAt: '2025-11-13T11:59:00.000Z', firedAt: '2025-11-13T11:59:30.000Z', endsAt: null, sources: ['Prom EU', 'gone'], silencedBy: [], inhibitedBy: [], generatorURL: 'http://prom/graph', why: 'Told: it began to fire (rule: production critical pages).'
        },
        {
          id: 'w', fingerprint: 'w', name: 'HighErrorRatio', severity: 'warning', state: 'suppressed', service: 'checkout', environment: 'production',
          labels: { alertname: 'HighErrorRatio', env: 'production', service: 'checkout', severity: 'critical' }, annotations: { summary: '5 % of requests fail, limit 2 %' },
          startsAt: '2025-11-13T11:50:00.000Z', firedAt: '2025-11-13T11:50:00.000Z', endsAt: null, sources: ['Prom EU'], silencedBy: ['s1'], inhibitedBy: [], generatorURL: null, why: null
        },
        {
          id: 'r', fingerprint: 'r', name: '', severity: 'critical', state: 'resolved', service: null, environment: 'production', labels: {}, annotations: {},
          startsAt: '2025-11-13T11:50:00.000Z', firedAt: '2025-11-13T11:50:00.000Z', endsAt: '2025-11-13T11:59:55.000Z', sources: ['Prom EU'], silencedBy: [], inhibitedBy: [], generatorURL: null, why: null
        }
      ],
      services: [{ name: 'checkout', environment: 'production', tier: 1, health: 'critical', ageSeconds: 5, alerts: ['a'] }],
      notifications: [
        { at: '2025-11-13T11:59:58.000Z', key: 'alert:a:1', alerts: ['a'], title: 'CRITICAL: checkout, PRODUCTION', body: 'b', outcome: 'suppressed', reason: 'paused',
          rule: 'production critical pages', why: 'Not told: notifications were paused (rule: production critical pages).' },
        { at: '2025-11-13T11:59:59.000Z', key: 'alert:a:1', alerts: ['a'], title: 'CRITICAL: checkout, PRODUCTION', body: 'b', outcome: 'shown', reason: 'new',
          rule: 'production critical pages', why: 'Told: it began to fire (rule: production critical pages).' }
      ]
    })
    expect(stateDocumentSchema.parse(document)).toEqual(document)
  })

  it('never says ok of what was not heard of in time, whatever it said last', () => {
    const state = aState({ sources: [aSource()], ages: { prometheus: STALE }, services: [aService()] })
    const { sources: [source], services: [service] } = stateDocument(state, NOW)
    expect([source?.health, source?.error?.code, source?.ageSeconds, service?.health, service?.ageSeconds]).toEqual(['error', 'stalled', 90, 'unknown', 90])
  })

  it('takes the freshness of a service known by its alerts alone from their sources', () => {
    const only = aService({ seenBy: [], alerts: ['a'] })
    const of = (ages: Record<string, typeof STALE>): unknown => stateDocument(aState({ sources: [aSource()], ages, alerts: [anAlert({ id: 'a', state: 'pending' })], services: [only] }), NOW).services.map((s) => [s.health, s.ageSeconds])
    expect([of({}), of({ prometheus: STALE })]).toEqual([[['ok', 5]], [['unknown', 90]]])
  })

  it('tells why a source is degraded', () => {
    const said = (failure: Failure | null): unknown =>
      stateDocument(aState({ sources: [aSource({ name: 'am', health: 'degraded', warnings: [{ part: 'peer', failure, blinds: false, text: 'am-2 did not answer.' }] })] }), NOW).sources[0]?.error
    expect([said(null), said({ code: 'not-ready', values: {} })]).toEqual([
      { code: 'partial', message: 'am-2 did not answer.' }, { code: 'not-ready', message: 'am-2 did not answer. am is not ready yet (503).' }
    ])
  })

  it('gives no negative ages when the clock was set back', () => {
    expect(stateDocument(aState({ sources: [aSource()], ages: { prometheus: someAges({ successAt: NOW + 60_000 }) } }), NOW).sources[0]?.ageSeconds).toBe(0)
  })
})

describe('the exit code', () => {
  const calm = { sources: [aSource()], services: [aService()] }
  const lost = (code: NoticeCode, values: Notice['values']): AppState => ({ ...aState(calm), notices: { n: { id: 'n', at: NOW, severity: 'warning', code, values } } })
  it.each<[string, AppState, 0 | 1 | 2 | 3]>([
    ['all fresh and quiet', aState(calm), 0],
    ['an info firing', aState({ ...calm, alerts: [anAlert({ severity: 'info' })] }), 0],
    ['a critical that is suppressed', aState({ ...calm, alerts: [anAlert({ state: 'suppressed' })] }), 0],
    ['a critical that is pending', aState({ ...calm, alerts: [anAlert({ state: 'pending' })] }), 0],
    ['a critical that is over', aState({ ...calm, resolved: [anAlert({ state: 'resolved' })] }), 0],
    ['a warning', aState({ ...calm, alerts: [anAlert({ severity: 'warning' })] }), 1],
    ['a severity nobody can read', aState({ ...calm, alerts: [anAlert({ severity: 'unknown' })] }), 1],
    ['a critical', aState({ ...calm, alerts: [anAlert()] }), 2],
    ['a critical, and a source that fails', aState({ sources: [aSource(), aSource({ id: 'b', health: 'error' })], alerts: [anAlert()] }), 2],
    ['a warning, and a source that fails', aState({ sources: [aSource(), aSource({ id: 'b', health: 'error' })], alerts: [anAlert({ severity: 'warning' })] }), 3],
    ['nothing to watch', aState(), 3],
    ['a source not asked yet', aState({ sources: [aSource({ health: 'pending' })] }), 3],
    ['a source that wants a sign-in', aState({ sources: [aSource({ health: 'auth' })] }), 3],
    ['a source that answers in part', aState({ sources: [aSource({ health: 'degraded' })] }), 3],
    ['a source whose answer is too old', aState({ sources: [aSource()], ages: { prometheus: STALE } }), 3],
    ['a source without ages', aState({ sources: [aSource()], tables: { ages: {} } }), 3],
    ['settings that were lost', lost('settings-damaged', { used: 'defaults', kept: 'k' }), 3],
    ['settings that cannot be read', lost('settings-unwritable', { used: 'defaults', reason: 'r' }), 3],
    ['a team’s file refused without a last good one', lost('config-refused', { used: 'defaults', file: 'f', line: 1, column: 1, reason: 'r' }), 3],
    ['settings whose backup was used', lost('settings-damaged', { used: 'backup', kept: 'k' }), 0],
    ['a team’s file refused, the last good one in use', lost('config-refused', { used: 'last', file: 'f', line: 1, column: 1, reason: 'r' }), 0],
    ['a service that is unknown', aState({ ...calm, services: [aService({ health: 'unknown' })] }), 3]
  ])('%s', (_, state, expected) => { expect(exitCode(state, NOW)).toBe(expected) })
})

describe('changes for machines', () => {
  it('hold what was and what is; ages alone are none', () => {
    const before = aState({ sources: [aSource()], alerts: [anAlert({ id: 'a' }), anAlert({ id: 'b' })], services: [aService({ health: 'critical' })] })
    const after: AppState = {
      ...before, ages: { prometheus: someAges({ successAt: NOW }) }, alerts: { b: before.alerts['b']! }, resolved: { a: anAlert({ id: 'a', state: 'resolved', endsAt: NOW }) },
      services: { 'production/checkout': aService() }, notifications: { r1: RECORD }
    }
    expect(changeDocuments(before, { ...before, ages: after.ages }, NOW)).toEqual([])
    expect(changeDocuments(before, after, NOW).map((c) => [c.schema, c.type, c.before && ('state' in c.before ? c.before.state : 'health' in c.before ? c.before.health : ''), c.after && ('state' in c.after ? c.after.state : 'health' in c.after ? c.after.health : c.after.key)])).toEqual([
      ['garda.change/1', 'alert', 'firing', 'resolved'], ['garda.change/1', 'service', 'critical', 'ok'], ['garda.change/1', 'notification', null, 'alert:a:1']
    ])
  })

  it('tell of a notification once it is known what became of it', () => {
    const pending = aState({ tables: { notifications: { r1: { ...RECORD, outcome: 'pending' } } } })
    const shown = aState({ tables: { notifications: { r1: RECORD } } })
    const of = (a: AppState, b: AppState): number => changeDocuments(a, { ...a, notifications: b.notifications }, NOW).length
    expect([of(aState(), pending), of(pending, shown), of(shown, shown), of(shown, { ...shown, notifications: { r1: { ...RECORD } } })]).toEqual([0, 1, 0, 0])
  })
})

describe('JSON on a terminal', () => {
  it('holds every character, but none of them acts', () => {
    const hostile = { text: 'a\u001b[31m\u202e\u200b\u2028\u009b\u{e0041}é€😀\ud800' }
    const text = safeJson(hostile, 0)
    expect([text, JSON.parse(text)]).toEqual(['{"text":"a\\u001b[31m\\u202e\\u200b\\u2028\\u009b\\udb40\\udc41é€😀\\ud800"}', hostile])
  })
})
