import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Change } from '@shared/domain/change'
import { begunAt, firesSince, groupAlerts } from '../../../../src/renderer/features/services/page/alert-groups'
import { markedPanelOf, panelOf, signalOf } from '@shared/domain/alert-panel'
import { takeApart } from '@shared/domain/comparison'
import { metricsOf, thresholdOf } from '@shared/domain/expression-words'
import { bandsOf, marksOf, suspectOf } from '../../../../src/renderer/charts/bands'
import { belowOf, changesBelow, neighboursOf } from '../../../../src/renderer/features/services/page/neighbours'
import { overlayOf } from '../../../../src/renderer/features/services/page/overlay'
import { headline, heldBack } from '../../../../src/renderer/features/services/page/words'
import { aPanel, aService, aState, anAlert, NOW } from '../../../builders'

const MIN = 60_000
const HOUR = 60 * MIN

describe('expressions', () => {
  it('tell their metrics and the number they are compared with', () => {
    const ratio = 'sum by (code) (rate(http_requests_total{code=~"5..", job="a > 9"}[5m])) / on(job) group_left sum(rate(http_requests_total[5m])) > 0.02'
    expect([[...metricsOf(ratio)], thresholdOf(ratio)]).toEqual([['http_requests_total'], 0.02])
    expect([...metricsOf('histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5m]))) > bool 8e-1')]).toEqual(['http_request_duration_seconds_bucket'])
    expect(thresholdOf('histogram_quantile(0.95, x) > bool 8e-1')).toBe(0.8)
    expect([thresholdOf('up == 0'), thresholdOf('absent(up)'), thresholdOf('node_time_drift <= -5')]).toEqual([0, null, -5])
  })

  it('are compared with the number that the limit of their graph is, of several with that of the part that gives the alert its value', () => {
    const texts = ['a > 0.02 and b > 1', 'a > 0.02 unless on (job) b == 0', '0.02 < a', 'a > 1 or b > 2', 'count(a > 3) > 2', 'a > 3 * 0.25', 'a > b', '(a > 5) and (b > 6 and c > 7)']
    expect(texts.map(thresholdOf)).toEqual([0.02, 0.02, 0.02, null, 2, 0.75, null, 5])
    expect(texts.map(thresholdOf)).toEqual(texts.map((text) => takeApart(text)?.limit ?? null))
  })

  it('stand whatever is written there', () => {
    fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => {
      expect(metricsOf(text)).toBeInstanceOf(Set)
      const threshold = thresholdOf(text)
      expect(threshold === null || !Number.isNaN(threshold)).toBe(true)
    }))
  })
})

const panels = [
  aPanel({ id: 'requests', signal: 'traffic', expression: 'sum by (code) (rate(http_requests_total[1m]))' }),
  aPanel({ id: 'errors', signal: 'errors', expression: 'sum(rate(http_requests_total{code=~"5.."}[1m])) / sum(rate(http_requests_total[1m]))', limits: [{ value: 0.02, label: '', severity: 'critical', side: 'above' }] }),
  aPanel({ id: 'latency', signal: 'latency', expression: 'histogram_quantile(0.95, rate(http_request_duration_seconds_bucket[5m]))' }),
  aPanel({ id: 'lag', signal: 'saturation', expression: 'sum(kafka_consumergroup_lag)' })
]

describe('which graph an alert is about', () => {
  const found = (name: string, expression: string | null): string | null => panelOf(panels, { name, expression })?.id ?? null
  it('is told by its limit, its metric and its name', () => {
    expect(found('TooManyBad', 'sum(rate(http_requests_total{code=~"5.."}[5m])) / sum(rate(http_requests_total[5m])) > 0.02')).toBe('errors')
    expect(found('ArticleServiceLatencyP95High', null)).toBe('latency')
    expect(found('HighErrorRatio', null)).toBe('errors')
    expect(found('ConsumerBehind', 'sum(kafka_consumergroup_lag) > 1000')).toBe('lag')
    expect([found('Watchdog', null), found('Watchdog', 'vector(1)')]).toEqual([null, null])
    const marked = (name: string, expression: string | null): string | null => markedPanelOf(panels, { name, expression })?.id ?? null
    expect([
      marked('PostgresBackupSlow', 'time() - pg_backup_started_seconds > 2400'), marked('CertificateRequestFailed', 'certmanager_failed == 1'), marked('DeployFailed', null),
      marked('TooManyBad', 'sum(rate(http_requests_total{code=~"5.."}[5m])) > 7'), marked('EdgeErrorRatio', 'edge:errors:ratio > 0.02'), marked('EdgeErrorRatio', 'edge:errors:ratio > 0.03')
    ]).toEqual([null, null, null, 'errors', 'errors', null])
    expect([signalOf({ name: 'X', expression: 'node_filesystem_avail_bytes < 5' }), signalOf({ name: 'X', expression: null })]).toEqual(['saturation', null])
  })
})

const aChange = (over: Partial<Change>): Change => ({ id: 'c', source: 's', at: NOW - HOUR, service: 'checkout', environment: 'production', what: 'v2.318.0', detail: '', by: 'E. Haugen', link: null, ...over })

describe('marks', () => {
  const firing = anAlert({ name: 'HighErrorRatio', expression: 'sum(rate(http_requests_total{code=~"5.."}[5m])) / sum(rate(http_requests_total[5m])) > 0.02', startsAt: NOW - 11 * MIN })
  it('put bands on the one graph, once for instances of one kind, and changes on all; the suspect says its version on the first', () => {
    const alerts = [firing, { ...firing, startsAt: NOW - 9 * MIN }, { ...firing, state: 'pending' as const, startsAt: NOW - MIN }, { ...firing, state: 'suppressed' as const }, { ...firing, state: 'resolved' as const, startsAt: NOW - HOUR, endsAt: NOW - 50 * MIN }]
    const suspect = aChange({ at: NOW - 23 * MIN })
    const other = aChange({ id: 'd', at: NOW - 5 * HOUR, what: 'v2.317.4' })
    const marks = marksOf({ panels: panels.slice(0, 2), alerts, changes: [suspect, other], showChanges: true, suspect })
    expect(Object.fromEntries(marks)).toEqual({
      requests: { bands: [], changes: [{ at: suspect.at, label: 'v2.318.0' }, { at: other.at, label: null }] },
      errors: {
        bands: [
          { from: NOW - HOUR, to: NOW - 50 * MIN, severity: 'critical', pending: false },
          { from: NOW - 11 * MIN, to: Infinity, severity: 'critical', pending: false },
          { from: NOW - MIN, to: Infinity, severity: 'critical', pending: true }
        ],
        changes: [{ at: suspect.at, label: null }, { at: other.at, label: null }]
      }
    })
    expect(marksOf({ panels, alerts: [], changes: [suspect], showChanges: false, suspect }).get('requests')).toEqual({ bands: [], changes: [] })
  })

  it('come from what sources remember as well, once where both tell of the same', () => {
    const past = { name: firing.name, expression: firing.expression, severity: firing.severity, from: NOW - 5 * HOUR, to: NOW - 4 * HOUR } as const
    const fired = [past, { ...past, from: NOW - 10 * MIN, to: NOW }, { ...past, name: 'Something', expression: null }]
    expect(marksOf({ panels: panels.slice(0, 2), alerts: [firing], fired, changes: [], showChanges: true, suspect: null }).get('errors')?.bands).toEqual([
      { from: NOW - 5 * HOUR, to: NOW - 4 * HOUR, severity: 'critical', pending: false }, { from: NOW - 11 * MIN, to: Infinity, severity: 'critical', pending: false }
    ])
    const early = { ...past, from: NOW - 6 * HOUR, before: true }
    expect(marksOf({ panels: panels.slice(0, 2), alerts: [], fired: [past, early], changes: [], showChanges: true, suspect: null }).get('errors')?.bands).toEqual([
      { from: NOW - 6 * HOUR, to: NOW - 4 * HOUR, severity: 'critical', pending: false, before: true }
    ])
  })

  it('say pending until an alert fires, so that its band is where its past one will be', () => {
    const waited = { ...firing, firedAt: NOW - 5 * MIN }
    const ended = { ...waited, state: 'resolved' as const, endsAt: NOW - 2 * MIN }
    const bands = (alert: typeof firing): unknown => marksOf({ panels: panels.slice(0, 2), alerts: [alert], changes: [], showChanges: true, suspect: null }).get('errors')?.bands
    const pending = { from: NOW - 11 * MIN, to: NOW - 5 * MIN, severity: 'critical', pending: true }
    expect([bands(waited), bands(ended)]).toEqual([
      [pending, { from: NOW - 5 * MIN, to: Infinity, severity: 'critical', pending: false }], [pending, { from: NOW - 5 * MIN, to: NOW - 2 * MIN, severity: 'critical', pending: false }]
    ])
  })

  it('leave no hole and wash nothing twice, whenever an alert begins, fires and ends', () => {
    const time = fc.integer({ min: 0, max: 1_000 })
    fc.assert(fc.property(time, fc.option(time, { nil: undefined }), fc.option(time), fc.constantFrom('firing', 'pending', 'resolved'), (begins, waits, lasts, state) => {
      const endsAt = lasts === null ? null : begins + lasts
      const bands = bandsOf({ startsAt: begins, endsAt, severity: 'critical', state, ...(waits === undefined ? {} : { firedAt: begins + waits }) }, 5_000)
      const to = endsAt ?? 5_000
      const fires = state === 'pending' ? to : Math.min(to, begins + (waits ?? 0))
      expect([bands[0]!.from, bands.at(-1)!.to, bands.slice(1).map((b) => b.from), bands.filter((b) => b.pending).map((b) => b.to)]).toEqual([begins, to, bands.slice(0, -1).map((b) => b.to), fires > begins || state === 'pending' ? [fires] : []])
    }))
  })

  it('suspect the last own change within an hour before the trouble', () => {
    const changes = [aChange({ id: 'a', at: NOW - 50 * MIN }), aChange({ id: 'b', at: NOW - 20 * MIN }), aChange({ id: 'c', at: NOW - MIN }), aChange({ id: 'd', at: NOW - 15 * MIN, service: 'other' })]
    expect([suspectOf(changes, 'checkout', NOW - 10 * MIN)?.id, suspectOf(changes, 'checkout', NOW - 2 * HOUR), suspectOf(changes, 'checkout', null)]).toEqual(['b', null, null])
  })
})

describe('neighbours', () => {
  const fresh = new Set(['prometheus'])
  const web = aService({ name: 'web', dependsOn: ['checkout'] })
  const checkout = aService({ dependsOn: ['postgres', 'kafka', 'gone', 'checkout'] })
  const firing = anAlert({ service: 'postgres' })
  const postgres = aService({ name: 'postgres', health: 'critical', alerts: [firing.id], dependsOn: ['disk', 'web'] })
  const kafka = aService({ name: 'kafka', seenBy: [{ source: 'silent', lastSampleAt: null, fresh: true }] })
  const elsewhere = aService({ name: 'batch', environment: 'staging', dependsOn: ['checkout'] })
  const state = aState({ services: [web, checkout, postgres, kafka, elsewhere], alerts: [firing] })

  it('are who uses it and what it needs, worst first; what is not watched is unknown', () => {
    expect(neighboursOf(checkout, state.services, state.alerts, fresh)).toEqual({
      usedBy: [{ key: 'production/web', name: 'web', health: 'ok', known: true }],
      dependsOn: [
        { key: 'production/postgres', name: 'postgres', health: 'critical', known: true }, { key: 'production/gone', name: 'gone', health: 'unknown', known: false },
        { key: 'production/kafka', name: 'kafka', health: 'unknown', known: true }
      ]
    })
  })

  it('reach down through circles', () => {
    expect([...belowOf(checkout, state.services)]).toEqual(['checkout', 'postgres', 'kafka', 'gone', 'disk', 'web'])
    const changes = [aChange({ id: 'a', service: 'disk', at: NOW - HOUR }), aChange({ id: 'b', at: NOW - 25 * HOUR }), aChange({ id: 'c', service: 'batch' }), aChange({ id: 'd', at: NOW - MIN }), aChange({ id: 'e', at: NOW + MIN })]
    expect(changesBelow(checkout, { services: state.services, changes: Object.fromEntries(changes.map((c) => [c.id, c])) }, NOW).map((c) => c.id)).toEqual(['d', 'a'])
  })
})

describe('words', () => {
  const alert = anAlert({ annotations: { summary: '7.9 % of requests fail' }, held: { by: 'Mira', since: NOW - 9 * MIN, source: 'am' } })
  const base = { service: aService({ since: NOW - 5 * MIN }), health: 'critical', was: null, lead: alert, begunAt: NOW - 11 * MIN, lastSampleAt: NOW, sources: 'prom-eu-1', telling: ['prom-eu-1', 'grafana'], silent: [] as readonly string[], now: NOW, zone: 'utc' } as const
  it('say since when, what and who', () => {
    expect(headline(base)).toEqual({ state: 'Critical since 11:49.', rest: '7.9 % of requests fail. Mira acknowledged 11:51.' })
    expect(headline({ ...base, health: 'ok', lead: null, begunAt: null })).toEqual({ state: 'OK since 11:55.', rest: 'Nothing fires here.' })
    expect(headline({ ...base, lead: { ...alert, held: { ...alert.held!, since: NOW - 50 * HOUR } } }).rest).toBe('7.9 % of requests fail. Mira acknowledged Tue 11 Nov 10:00.')
  })

  it('never claim what nobody has seen lately', () => {
    const quiet = { ...base, health: 'ok', lead: null, begunAt: null } as const
    expect([headline({ ...quiet, silent: ['grafana'] }), headline({ ...quiet, telling: [] })]).toEqual([
      { state: 'OK since 11:55.', rest: 'Nothing fires here that we can see; no fresh word from grafana.' }, { state: 'OK since 11:55.', rest: 'No source tells of its alerts.' }
    ])
    expect(headline({ ...base, health: 'unknown', was: 'ok', lead: null, begunAt: null })).toEqual({ state: 'Unknown.', rest: 'No fresh word from prom-eu-1. Last known: ok, since 11:55.' })
    expect(headline({ ...base, health: 'unknown', lead: null, begunAt: null, lastSampleAt: NOW - HOUR }).rest).toBe('No fresh samples, the last from 11:00.')
    expect(headline({ ...base, health: 'unknown', lead: null, begunAt: null, lastSampleAt: null }).rest).toBe('No samples have been seen.')
  })

  it('say what holds an alert back', () => {
    const root = anAlert({ id: 'root', name: 'PostgresConnectionsExhausted' })
    const silence = { id: 's1', source: 'am', matchers: [], startsAt: NOW, endsAt: NOW + HOUR, createdBy: 'Mira', comment: '', state: 'active' as const }
    const said = (over: Partial<typeof alert>): string => heldBack({ ...alert, ...over }, { root }, { s1: silence }, NOW, 'utc')
    expect([said({ silencedBy: ['s1'] }), said({ silencedBy: ['other'] }), said({ inhibitedBy: ['root'] }), said({ inhibitedBy: ['other'] }), said({ mutedBy: ['nights'] })]).toEqual(
      ['silenced by Mira until 13:00', 'silenced', 'inhibited by PostgresConnectionsExhausted', 'inhibited by another alert', 'muted by nights'])
  })

  it('tell instances of one alert as one row', () => {
    const a = anAlert({ id: '1', name: 'A', severity: 'warning', startsAt: NOW - MIN })
    const list = [a, { ...a, id: '2', startsAt: NOW - 2 * MIN }, anAlert({ id: '3', name: 'B' }), { ...a, id: '4', state: 'suppressed' as const }, { ...a, id: '5', held: { by: 'Mira', since: NOW, source: 'am' } }]
    expect(groupAlerts(list).map(({ alert: first, count, hidden }) => [first.id, count, hidden])).toEqual([['3', 1, false], ['2', 2, false], ['5', 1, false], ['4', 1, true]])
    expect([begunAt(list, () => true), begunAt([], () => true)]).toEqual([NOW - 10 * MIN, null])
    const waited = [{ ...a, firedAt: NOW - 30_000 }, { ...a, id: '6', state: 'pending' as const, startsAt: NOW - HOUR }]
    expect([begunAt(waited, () => true), firesSince(waited, () => true), firesSince(list, () => true), firesSince([], () => true)]).toEqual([NOW - MIN, NOW - 30_000, NOW - 10 * MIN, null])
  })
})

describe('the graph beside another', () => {
  it('is the one of its id and unit; else a person’s own that asks for nothing but its service', () => {
    const beside = (panel: ReturnType<typeof aPanel>, panels: readonly ReturnType<typeof aPanel>[]): unknown => overlayOf({ service: 'staging/api', panels, shiftMs: 0, name: 'staging' }, panel)?.panel ?? null
    const there = [aPanel({ id: 'a' }), aPanel({ id: 'b', unit: 'ratio' })]
    expect([beside(aPanel({ id: 'a' }), there), beside(aPanel({ id: 'b' }), there), beside(aPanel({ id: 'mine', own: 'here' }), there), beside(aPanel({ id: 'mine', own: 'anywhere' }), there)]).toEqual(['a', null, null, 'mine'])
  })
})
