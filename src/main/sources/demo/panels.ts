import { DEMO_SERVICES } from '@shared/domain/demo'
import type { Line, Panel, PanelData, PanelLimit } from '@shared/domain/series'
import type { Unit } from '@shared/domain/service'
import { limitText } from '@shared/text/limit'
import type { ExpressionQuery, ServiceRef } from '../../ports/source-kind'
import { instanceTimes, VALUE_MS, type Sight } from './alerts'
import { seriesOf, type Curve } from './curve'
import { RULES } from './rules'
import { quietOf, STORIES } from './scenario'

/** A panel and the functions of scenario time that draw it. Its words are made up like the rest of the newsroom, as a server's would be. */
interface Drawn {
  readonly panel: Panel
  readonly lines: readonly { readonly name: string; readonly role: string; readonly at: (t: number) => number | null }[]
  /** Samples lie no closer than this, ms. */
  readonly closestMs?: number
}

const RATIO = { min: 0, max: 1 }
/** Shares of all answers that are redirects and that are the reader's own mistakes. */
const REDIRECTS = 200 / 2460
const MISTAKES = 50 / 2460

const limitLabel = (value: number, unit: Unit): string => `limit ${limitText(value, unit)}`

/** The graphs of a service; none for a service the newsroom does not have. */
export const drawn = (service: ServiceRef, sight: Sight): readonly Drawn[] => {
  const env = service.labels['env'] ?? 'production'
  const known = DEMO_SERVICES.find((s) => s.name === service.name)
  const loud = STORIES[service.name]
  if (!known || !loud) return []
  const story = env === 'production' ? loud : quietOf(loud)
  const series = (curve: Curve, id: string): ((t: number) => number | null) => seriesOf(curve, sight.seed, `${env}/${service.name} ${id}`)
  const panel = (id: string, over: Pick<Panel, 'title' | 'caption' | 'unit' | 'signal' | 'expression'> & Partial<Panel>): Panel => ({ id, draw: 'lines', axis: null, limits: [], source: sight.source, ...over })
  const signal = (s: 'errors' | 'latency' | 'saturation', unit: Unit): readonly PanelLimit[] => {
    const limit = story.limits?.[s]
    return limit ? [{ value: limit[0], label: limitLabel(limit[0], unit), severity: limit[1], side: 'above' }] : []
  }
  const q = `{service="${service.name}", env="${env}"}`
  const store = known.part === 'prom-eu-2'
  const traffic = series(story.traffic, 'traffic')
  const errors = series(story.errors, 'errors')
  const p95 = series(story.latency, 'latency')
  const both = (f: (total: number, failed: number) => number) => (t: number): number | null => { const [a, b] = [traffic(t), errors(t)]; return a === null || b === null ? null : f(a, b) }
  const times = (n: number) => (t: number): number | null => { const v = p95(t); return v === null ? null : v * n }
  const requests: Drawn = store
    ? { panel: panel('requests', { title: 'Operations', caption: 'per second', unit: 'per-second', signal: 'traffic', expression: `sum(rate(operations_total${q}[1m]))` }), lines: [{ name: 'operations', role: '', at: traffic }] }
    : {
      panel: panel('requests', { title: 'Requests by status', caption: 'per second', unit: 'per-second', signal: 'traffic', draw: 'stack', expression: `sum by (code) (rate(http_requests_total${q}[1m]))` }),
      lines: [
        { name: '2xx', role: '2xx', at: both((a, b) => a * (1 - b - REDIRECTS - MISTAKES)) }, { name: '3xx', role: '3xx', at: both((a) => a * REDIRECTS) },
        { name: '4xx', role: '4xx', at: both((a) => a * MISTAKES) }, { name: '5xx', role: '5xx', at: both((a, b) => a * b) }
      ]
    }
  const saturation: Drawn = {
    panel: story.lag
      ? panel('saturation', { title: 'Consumer lag', caption: 'article-events, messages', unit: 'count', signal: 'saturation', limits: signal('saturation', 'count'), expression: `sum(kafka_consumergroup_lag${q})` })
      : panel('saturation', {
        title: 'Saturation', caption: service.name === 'postgres-primary' ? 'connections in use' : story.memory ? 'CPU, memory' : store ? 'fullest resource' : 'CPU', unit: 'ratio', signal: 'saturation', axis: RATIO, limits: signal('saturation', 'ratio'), expression: `max(saturation_ratio${q})`
      }),
    lines: [
      { name: story.lag ? 'lag' : story.memory || !store ? 'CPU' : 'used', role: '', at: series(story.saturation, 'saturation') },
      ...(story.memory ? [{ name: 'memory', role: '', at: series(story.memory, 'memory') }] : [])
    ]
  }
  return [
    requests,
    { panel: panel('errors', { title: 'Error ratio', caption: store ? 'failed of all' : '5xx of all', unit: 'ratio', signal: 'errors', limits: signal('errors', 'ratio'), expression: `sum(rate(http_requests_total{service="${service.name}", env="${env}", code=~"5.."}[1m])) / sum(rate(http_requests_total${q}[1m]))` }), lines: [{ name: 'errors', role: '', at: errors }] },
    {
      panel: panel('latency', { title: 'Latency', caption: 'p50, p95, p99', unit: 'seconds', signal: 'latency', limits: signal('latency', 'seconds'), expression: `histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket${q}[5m])))` }),
      lines: [
        { name: 'p50', role: 'p50', at: story.p50 ? series(story.p50, 'p50') : times(0.32) }, { name: 'p95', role: 'p95', at: p95 },
        { name: 'p99', role: 'p99', at: story.p99 ? series(story.p99, 'p99') : times(1.7) }
      ]
    },
    saturation,
    ...(story.more ?? []).map((m): Drawn => ({
      panel: panel(m.id, { title: m.title, caption: m.caption, unit: m.unit, signal: m.signal, expression: m.expression, axis: m.unit === 'ratio' ? RATIO : null, limits: m.limits.map(([value, label, severity]) => ({ value, label, severity, side: 'above' })) }),
      lines: m.lines.map(([name, curve]) => ({ name, role: '', at: series(curve, `${m.id} ${name}`) }))
    }))
  ]
}

/** The graph behind an alert: the value that its sentences tell and its limit is meant for, as its rule reads it. Null when the newsroom has no such rule. */
export const drawnAlert = (query: Pick<ExpressionQuery, 'labels'>, sight: Sight): Drawn | null => {
  const rule = RULES.find((r) => r.name === query.labels['alertname'] && r.service === query.labels['service'])
  if (!rule) return null
  const instance = rule.instances.find((i) => Object.entries(i.labels).every(([k, v]) => query.labels[k] === v)) ?? rule.instances[0]!
  const at = seriesOf(rule.value, sight.seed, `alert ${rule.name}`)
  const limits: readonly PanelLimit[] = rule.limit === null
    ? [] : [{ value: rule.limit, label: limitLabel(rule.limit, rule.unit), severity: rule.severity === 'critical' ? 'critical' : rule.severity === 'warning' ? 'warning' : null, side: rule.name === 'CertificateEndsSoon' ? 'below' : 'above' }]
  const { pending, from } = instanceTimes(rule, instance)
  return {
    panel: {
      id: `alert ${rule.name}`, title: rule.title, caption: pending === null ? '' : `must hold for ${Math.round((from - pending) / 60_000)} min`, unit: rule.unit, signal: 'other', draw: 'lines',
      axis: rule.unit === 'ratio' && rule.limit !== null && rule.limit > 0.5 ? RATIO : null, limits, source: sight.source, expression: rule.expression
    },
    lines: [{ name: rule.service, role: 'own', at }], closestMs: VALUE_MS
  }
}

const STEPS = [15, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200, 21_600].map((s) => s * 1_000)
/** Pixels per sample. */
const SPACING = 2

/** Samples of a panel between two moments of the reader's time; none of the future. */
export const dataOf = ({ panel, lines, closestMs = 0 }: Drawn, query: { readonly from: number; readonly to: number; readonly width: number }, sight: Sight, now: number): PanelData => {
  const stepMs = STEPS.find((s) => s >= closestMs && (query.to - query.from) / s <= query.width / SPACING) ?? STEPS[STEPS.length - 1]!
  const first = Math.ceil((query.from - sight.offset) / stepMs) * stepMs
  const last = Math.min(query.to, now) - sight.offset
  const count = Math.max(0, Math.floor((last - first) / stepMs) + 1)
  return {
    panel: panel.id, source: sight.source, from: query.from, to: query.to, stepMs, at: now, more: 0, warnings: [],
    lines: lines.map((line): Line => ({
      name: line.name, role: line.role,
      t: Float64Array.from({ length: count }, (_, i) => first + i * stepMs + sight.offset),
      v: Float64Array.from({ length: count }, (_, i) => line.at(first + i * stepMs) ?? NaN)
    }))
  }
}
