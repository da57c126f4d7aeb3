import type { Alert, Held } from '@shared/domain/alert'
import type { Change } from '@shared/domain/change'
import { DEFAULT_ENVIRONMENTS } from '@shared/domain/environment'
import type { Incident } from '@shared/domain/incident'
import { labelsOf } from '@shared/domain/labels'
import type { Service, Signal, SignalReading, Tier, Unit } from '@shared/domain/service'
import type { Severity } from '@shared/domain/severity'
import type { SeriesAnswer } from '@shared/contract/commands'
import type { AppState } from '@shared/state/app-state'
import { aPanel, aReading, aSeries, aService, aSource, aState, anAlert, someAges } from '../../../builders'

const MIN = 60_000
const STEP = MIN / 2
const POINTS = 121

/** A made-up bad night in a newsroom, as the screens' design shows it: one incident over four services, one service without samples, seven sources of which one is late. */
export const nightState = (now: number): AppState => {
  const wave = (seed: number, i: number): number => Math.sin(i * 0.9 + seed) * 0.5 + Math.sin(i * 0.37 + seed * 3) * 0.3 + Math.sin(i * 2.3 + seed * 7) * 0.2
  const trend = (seed: number, base: number, to: number, risesAt: number | null, gapFrom: number | null): SignalReading['trend'] => ({
    from: now - (POINTS - 1) * STEP, step: STEP,
    values: Array.from({ length: POINTS }, (_, i) => {
      if (gapFrom !== null && i >= gapFrom) return null
      const up = risesAt === null ? 0 : Math.min(1, Math.max(0, (i - risesAt) / 10))
      return Math.max(0, base + (to - base) * up * up * (3 - 2 * up) + wave(seed, i) * base * 0.04)
    })
  })
  const reading = (seed: number, unit: Unit, value: number, { base = value, limit = null, rises = null, gap = null, note = '' }: { base?: number; limit?: SignalReading['limit']; rises?: number | null; gap?: number | null; note?: string } = {}): SignalReading =>
    aReading({ unit, value: gap === null ? value : null, note: unit === 'seconds' ? 'p95' : note, at: gap === null ? now - 4_000 : now - (POINTS - gap) * STEP, limit, trend: trend(seed, base, value, rises, gap) })
  const above = (value: number, severity: 'critical' | 'warning'): SignalReading['limit'] => ({ value, severity, side: 'above' })

  const signals: Record<string, Partial<Record<Signal, SignalReading>>> = {
    'postgres-primary': { traffic: reading(1, 'per-second', 9800), errors: reading(2, 'ratio', 0.034, { base: 0.001, limit: above(0.01, 'critical'), rises: 90 }), latency: reading(3, 'seconds', 0.41, { base: 0.02, limit: above(0.25, 'critical'), rises: 90 }), saturation: reading(4, 'ratio', 1, { base: 0.4, limit: above(0.9, 'critical'), rises: 76 }) },
    'article-service': { traffic: reading(5, 'per-second', 2460), errors: reading(6, 'ratio', 0.079, { base: 0.001, limit: above(0.02, 'critical'), rises: 92 }), latency: reading(7, 'seconds', 2.41, { base: 0.2, limit: above(0.8, 'critical'), rises: 92 }), saturation: reading(8, 'ratio', 0.71, { base: 0.45, rises: 92 }) },
    'api-gateway': { traffic: reading(9, 'per-second', 5870), errors: reading(10, 'ratio', 0.051, { base: 0.001, limit: above(0.014, 'critical'), rises: 94 }), latency: reading(11, 'seconds', 1.92, { base: 0.2, rises: 98 }), saturation: reading(12, 'ratio', 0.63) },
    'web-frontend': { traffic: reading(13, 'per-second', 3210), errors: reading(14, 'ratio', 0.016, { base: 0.002, rises: 100 }), latency: reading(15, 'seconds', 3.1, { base: 0.6, limit: above(1.5, 'warning'), rises: 100 }), saturation: reading(16, 'ratio', 0.58) },
    'push-notifications': { traffic: reading(17, 'per-second', 95, { base: 220, rises: 60 }), errors: reading(18, 'ratio', 0), latency: reading(19, 'seconds', 0.061), saturation: reading(20, 'none', 48_000, { base: 2_000, limit: above(10_000, 'warning'), rises: 62, note: 'lag' }) },
    'image-resizer': { traffic: reading(21, 'per-second', 918), errors: reading(22, 'ratio', 0.0012), latency: reading(23, 'seconds', 0.34), saturation: reading(24, 'ratio', 0.84, { limit: above(0.8, 'warning') }) },
    elasticsearch: { traffic: reading(25, 'per-second', 3000, { gap: 50 }), errors: reading(26, 'ratio', 0.001, { gap: 50 }), latency: reading(27, 'seconds', 0.03, { gap: 50 }), saturation: reading(28, 'ratio', 0.5, { gap: 50 }) },
    'cdn-edge': calm(31, 18_400, 0.0031, 0.048, 0.41), search: calm(32, 412, 0.0004, 0.126, 0.38), comments: calm(33, 286, 0.0009, 0.088, 0.31), auth: calm(34, 640, 0.0002, 0.034, 0.27),
    cms: calm(35, 38, 0, 0.21, 0.22), ads: calm(36, 1120, 0.006, 0.175, 0.44), kafka: calm(37, 24_100, 0, 0.006, 0.46), 'redis-cache': calm(38, 41_200, 0, 0.0006, 0.62)
  }
  function calm(seed: number, traffic: number, errors: number, latency: number, saturation: number): Partial<Record<Signal, SignalReading>> {
    return { traffic: reading(seed, 'per-second', traffic), errors: reading(seed + 0.3, 'ratio', errors), latency: reading(seed + 0.5, 'seconds', latency), saturation: reading(seed + 0.7, 'ratio', saturation) }
  }

  const alert = (name: string, service: string, severity: Severity, minutes: number, summary: string, over: Partial<Alert> = {}): Alert => {
    const environment = over.environment ?? 'production'
    const labels = labelsOf(Object.entries({ alertname: name, env: environment, service, severity, job: service }))
    return anAlert({ labels, name, service, severity, startsAt: now - minutes * MIN, annotations: labelsOf(Object.entries({ summary, ...over.annotations })), sources: ['prom-eu-1', 'am-eu-1'], expression: 'some_metric > 1', ...over, id: `${name}-${service}` })
  }
  const by = (who: string, minutes: number): Held => ({ by: who, since: now - minutes * MIN, source: 'am-eu-1' })
  const inIncident = [
    alert('ConnectionsExhausted', 'postgres-primary', 'critical', 6, '200 of 200 connections in use', { annotations: labelsOf([['summary', '200 of 200 connections in use'], ['description', '200 of 200 connections since 02:31, of which 164 belong to article-service, deployed 02:24.'], ['runbook_url', 'https://runbooks.example/postgres/connections']]) }),
    alert('ErrorRatioHigh', 'article-service', 'critical', 11, '7.9 % of requests fail, limit 2 %', { held: by('Mira', 9), value: 0.079, annotations: labelsOf([['summary', '7.9 % of requests fail, limit 2 %'], ['impact', 'Article pages are failing: 7.9 % of requests'], ['runbook_url', 'https://runbooks.example/articles/errors']]), generatorURL: 'https://prometheus.example/graph?g0.expr=errors', expression: 'sum(rate(http_requests_total{code=~"5.."}[5m])) / sum(rate(http_requests_total[5m])) > 0.02' }),
    alert('BudgetBurningFast', 'api-gateway', 'critical', 9, 'burning budget 14.4× too fast'),
    alert('P95Above800ms', 'article-service', 'warning', 10, 'p95 2.41 s, limit 800 ms', { annotations: labelsOf([['title', 'p95 above 800 ms'], ['summary', 'p95 2.41 s, limit 800 ms']]) }),
    alert('PagesSlow', 'web-frontend', 'warning', 7, 'slow, readers still served')
  ]
  const others = [
    alert('NoSamples', 'elasticsearch', 'unknown', 35, 'no samples since 02:12'),
    alert('ConsumerLagGrowing', 'push-notifications', 'warning', 28, 'lag growing since 02:19'),
    alert('QueueDeep', 'image-resizer', 'warning', 169, 'queue 1 240, limit 1 000', { held: by('Daniel', 163) }),
    alert('CertificateEndsIn13Days', 'cdn-edge', 'info', 2880, 'certificate of cdn.example ends in 13 days', { annotations: labelsOf([['title', 'Certificate ends in 13 days'], ['summary', 'ends in 13 days']]) }),
    alert('BackupSlow', 'postgres-primary', 'info', 77, 'backup runs for 77 min'),
    alert('DiskFilling', 'search', 'warning', 20, 'disk 91 % full', { environment: 'staging' })
  ]
  const hidden = [
    ...['comments', 'cms', 'auth', 'search'].map((s) => alert('SlowQueries', s, 'warning', 5, 'slow queries', { state: 'suppressed', inhibitedBy: [inIncident[0]!.fingerprint] })),
    alert('CreativeLate', 'ads', 'warning', 60, 'creatives late', { state: 'suppressed', silencedBy: ['silence-1'] })
  ]
  const resolved = [
    alert('P99Above1s', 'api-gateway', 'warning', 95, 'p99 1.2 s', { state: 'resolved', endsAt: now - 89 * MIN, annotations: labelsOf([['title', 'p99 above 1 s'], ['summary', 'p99 1.2 s']]) }),
    alert('ReplicaBehind', 'postgres-primary', 'warning', 136, 'replica 40 s behind', { state: 'resolved', endsAt: now - 133 * MIN }),
    alert('ProbeFailedFromOslo', 'cdn-edge', 'critical', 239, 'probe failed', { state: 'resolved', endsAt: now - 237 * MIN })
  ]
  const alerts = [...inIncident, ...others, ...hidden]
  const worst = (service: string, environment: string): readonly string[] => alerts.filter((a) => a.service === service && a.environment === environment).map((a) => a.id)
  const service = (name: string, health: Service['health'], source: string, over: Partial<Service> = {}): Service =>
    aService({ name, health, tier: 2, seenBy: [{ source, lastSampleAt: null, fresh: true }], alerts: worst(name, over.environment ?? 'production'), targets: { up: 3, total: 3 }, owner: 'Newsroom Platform', ...over })
  const tier = (n: Tier): Partial<Service> => ({ tier: n })
  const services = [
    service('postgres-primary', 'critical', 'prom-eu-2', tier(1)), service('article-service', 'critical', 'prom-eu-1', { ...tier(1), dependsOn: ['postgres-primary', 'elasticsearch', 'redis-cache'], version: 'v2.318.0' }),
    service('api-gateway', 'critical', 'prom-eu-1', { ...tier(1), dependsOn: ['article-service'] }), service('web-frontend', 'warning', 'prom-eu-1', { ...tier(1), dependsOn: ['api-gateway'] }),
    service('push-notifications', 'warning', 'prom-eu-1'), service('image-resizer', 'warning', 'prom-eu-1'),
    service('elasticsearch', 'unknown', 'prom-eu-2', { seenBy: [{ source: 'prom-eu-2', lastSampleAt: now - 35 * MIN, fresh: false }], targets: { up: 0, total: 4 } }),
    ...['cdn-edge', 'search', 'comments', 'auth', 'cms', 'ads'].map((n) => service(n, 'ok', 'prom-eu-1')), service('kafka', 'ok', 'prom-eu-2'), service('redis-cache', 'ok', 'prom-eu-2'),
    service('search', 'warning', 'prom-eu-1', { environment: 'staging', environmentKind: 'staging' }), service('article-service', 'ok', 'prom-eu-1', { environment: 'development', environmentKind: 'development' })
  ]
  const incident: Incident = {
    id: 'incident-1', environment: 'production', severity: 'critical', startedAt: now - 16 * MIN, alerts: inIncident.map((a) => a.id),
    path: ['postgres-primary', 'article-service', 'api-gateway', 'web-frontend'], likelyRoot: 'postgres-primary', lead: inIncident[1]!.id
  }
  const change = (minutes: number, name: string, what: string, who: string): Change => ({ id: `${name}-${what}`, source: 'grafana', at: now - minutes * MIN, service: name, environment: 'production', what, detail: '', by: who, link: null })
  const changes = [
    change(23, 'article-service', 'v2.318.0', 'E. Haugen'), change(55, 'ads', 'lazy-load 25 → 50 %', 'L. Costa'), 
    change(127, 'cms', 'v5.12.1', 'N. Adeyemi'), change(212, 'search', 'v1.88.0', 'S. Whitlock'), change(282, 'redis-cache', 'maxmemory 24 → 32 GB', 'Mira')
  ]
  const ids = ['prom-eu-1', 'prom-eu-2', 'am-eu-1', 'am-eu-2', 'loki', 'pagerduty', 'grafana']
  const seen = (ago: number, freshFor: number) => {
    const at = now - ago
    return someAges({ attemptAt: at, successAt: at, alertsAt: at, servicesAt: at, freshUntil: at + freshFor, nextAt: now + 10_000 })
  }
  const incidentOf = (a: Alert, n: number): Incident => ({
    id: `single-${n}`, environment: a.environment, severity: a.severity, startedAt: a.startsAt, alerts: [a.id], path: [a.service ?? ''], likelyRoot: null, lead: a.id
  })
  const singles = others.filter((a) => a.severity === 'warning').map(incidentOf)
  return aState({
    meta: { onCall: { name: 'Mira Solberg', until: now + 4 * 60 * MIN, source: 'pagerduty' }, startedAt: now - 6 * 60 * MIN },
    sources: ids.map((id) => aSource({ id, name: id, kind: id.startsWith('am') ? 'alertmanager' : 'prometheus', address: `${id}.newsroom.example`, ...(id === 'grafana' ? { health: 'error', failures: 6, failingSince: now - 6 * MIN, failure: { code: 'timeout', values: { seconds: 10 } } } : {}) })),
    ages: Object.fromEntries(ids.map((id, i) => [id, id === 'grafana' ? seen(6 * MIN, 32_000) : seen(4_000 + (i % 2) * 1_000, 10 * MIN)])),
    alerts, resolved, services,
    tables: {
      signals: Object.fromEntries(services.filter((s) => s.environment === 'production' && signals[s.name]).map((s) => [s.key, { key: s.key, source: s.seenBy[0]!.source, readings: signals[s.name]! }])),
      environments: Object.fromEntries(DEFAULT_ENVIRONMENTS.filter((e) => e.kind !== 'local').map((e) => [e.name, e])),
      incidents: Object.fromEntries([incident, ...singles].map((i) => [i.id, i])),
      changes: Object.fromEntries(changes.map((c) => [c.id, c])),
      silences: { 'silence-1': { id: 'silence-1', source: 'am-eu-1', matchers: [{ name: 'service', value: 'ads', isRegex: false, isEqual: true }], startsAt: now - 60 * MIN, endsAt: now + 73 * MIN, createdBy: 'L. Costa', comment: 'campaign start', state: 'active' } }
    }
  })
}

/** The same newsroom on a good night: everything fresh, nothing fires. */
export const calmState = (now: number): AppState => {
  const night = nightState(now)
  const services = Object.fromEntries(Object.entries(night.services).map(([key, s]) => [key, { ...s, health: 'ok' as const, alerts: [], seenBy: [{ source: 'prom-eu-1', lastSampleAt: null, fresh: true }] }]))
  const signals = Object.fromEntries(Object.entries(night.signals).map(([key]) => [key, night.signals['production/search']!]).map(([key, s]) => [key, { ...(s as AppState['signals'][string]), key: key as string }]))
  return { ...night, services, signals, alerts: {}, incidents: {}, changes: {}, ages: { ...night.ages, grafana: night.ages['prom-eu-1']! } }
}

/** Calm until a quarter of an hour ago, then eight in a hundred fail. */
const errorsAt = (i: number): number => (i < 92 ? 0.001 + Math.sin(i) * 0.0002 : Math.min(0.079, 0.001 + ((i - 92) / 16) * 0.078) + Math.sin(i * 1.7) * 0.003)

/** The graph behind the night's lead alert. */
export const nightGraph = (now: number): SeriesAnswer => ({
  ok: true,
  panel: aPanel({ id: 'alert', title: 'article-service', caption: 'errors per request', unit: 'ratio', signal: 'errors', source: 'prom-eu-1', limits: [{ value: 0.02, label: 'limit 2 %', severity: 'critical', side: 'above' }] }),
  data: {
    panel: 'alert', source: 'prom-eu-1', from: now - 60 * MIN, to: now, stepMs: STEP, at: now - 4_000, more: 0, warnings: [],
    lines: [aSeries(Array.from({ length: POINTS }, (_, i) => errorsAt(i)), { from: now - 60 * MIN, step: STEP })]
  }
})
