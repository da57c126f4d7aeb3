import { DEMO_DEVELOPMENT, DEMO_SERVICES, DEMO_STAGING, type DemoService } from '@shared/domain/demo'
import { labelsOf, type Labels } from '@shared/domain/labels'
import type { MetricMetadata } from '@shared/domain/query'
import type { Sight } from './alerts'
import { seriesOf, type Curve } from './curve'
import { quietOf, STORIES } from './scenario'

/** A series as if it had been scraped. A counter is told by how fast it grows, per second; null: no sample. */
export interface Scraped { readonly labels: Labels; readonly counter: boolean; readonly at: (t: number) => number | null }

/** Shares of all answers, as in the panels. */
const CODES = { 302: 200 / 2460, 404: 50 / 2460 } as const
/** s */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** What each metric is; of others there is no series. */
export const METRICS: Readonly<Record<string, MetricMetadata>> = {
  up: { type: 'gauge', help: 'Whether a target answers.', unit: '' },
  http_requests_total: { type: 'counter', help: 'Requests answered, by status.', unit: '' },
  http_request_duration_seconds_bucket: { type: 'histogram', help: 'How long answers took.', unit: 'seconds' },
  http_request_duration_seconds_count: { type: 'histogram', help: 'How long answers took.', unit: 'seconds' },
  operations_total: { type: 'counter', help: 'Operations of a store.', unit: '' },
  saturation_ratio: { type: 'gauge', help: 'Share in use of the resource that ends first.', unit: '' },
  node_cpu_seconds_total: { type: 'counter', help: 'Time of the processors, by mode.', unit: 'seconds' },
  kafka_consumergroup_lag: { type: 'gauge', help: 'Messages that wait for a group of consumers.', unit: '' },
  db_pool_connections: { type: 'gauge', help: 'Connections to the database, by state.', unit: '' },
  pg_stat_activity_count: { type: 'gauge', help: 'Connections of each client.', unit: '' },
  resizer_queue_length: { type: 'gauge', help: 'Pictures that wait.', unit: '' }
}
/** Graphs beyond the four signals: their metric, and the label that tells their lines apart. */
const MORE: Readonly<Record<string, readonly [string, string | null, Readonly<Record<string, string>>]>> = {
  pool: ['db_pool_connections', 'state', {}], lag: ['kafka_consumergroup_lag', null, { topic: 'article-events', group: 'article-service' }],
  queue: ['resizer_queue_length', null, {}], connections: ['pg_stat_activity_count', 'client', {}]
}

/** Everything that a Prometheus of the newsroom would hold. */
export const scraped = (sight: Sight): readonly Scraped[] => {
  const seen = DEMO_SERVICES.filter((s) => sight.part === 'all' || sight.part === s.part)
  return [
    ...seen.flatMap((s) => ofService(s, 'production', sight)),
    ...seen.filter((s) => DEMO_STAGING.includes(s.name)).flatMap((s) => ofService(s, 'staging', sight)),
    ...seen.filter((s) => DEMO_DEVELOPMENT.includes(s.name)).flatMap((s) => ofService(s, 'development', sight))
  ]
}

const ofService = (service: DemoService, env: string, sight: Sight): readonly Scraped[] => {
  const loud = STORIES[service.name]
  if (!loud) return []
  const story = env === 'production' ? loud : quietOf(loud)
  const curve = (of: Curve, id: string): ((t: number) => number | null) => remembered(seriesOf(of, sight.seed, `${env}/${service.name} ${id}`))
  const one = (name: string, more: Readonly<Record<string, string>>, at: (t: number) => number | null, counter = name.endsWith('_total')): Scraped =>
    ({ labels: labelsOf(Object.entries({ __name__: name, env, job: service.name, service: service.name, ...more })), counter, at })
  const [traffic, errors, p95, used] = [curve(story.traffic, 'traffic'), curve(story.errors, 'errors'), curve(story.latency, 'latency'), curve(story.saturation, 'saturation')]
  const p50 = story.p50 ? curve(story.p50, 'p50') : (t: number): number | null => scaled(p95(t), 0.32)
  const p99 = story.p99 ? curve(story.p99, 'p99') : (t: number): number | null => scaled(p95(t), 1.7)
  const failed = (t: number): number | null => { const [a, b] = [traffic(t), errors(t)]; return a === null || b === null ? null : a * b }
  const bucket = (le: number) => (t: number): number | null => {
    const [n, a, b, c] = [traffic(t), p50(t), p95(t), p99(t)]
    return n === null || a === null || b === null || c === null ? null : n * shareBelow(le, [[0, 0], [a, 0.5], [b, 0.95], [c, 0.99], [2 * c, 1]])
  }
  const targets = Array.from({ length: env === 'production' ? service.targets : 1 }, (_, i) => `${service.name}-${i}`)
  const busy = (share: number) => (t: number): number | null => { const v = used(t); return v === null || story.lag ? null : Math.min(1, v) * share }
  return [
    ...targets.map((instance) => one('up', { instance }, (t) => (traffic(t) === null ? null : 1))),
    ...(service.part === 'prom-eu-2' ? [one('operations_total', {}, traffic), one('operations_total', { result: 'failed' }, failed)] : [
      one('http_requests_total', { code: '200' }, (t) => { const [a, b] = [traffic(t), failed(t)]; return a === null || b === null ? null : a * (1 - CODES[302] - CODES[404]) - b }),
      ...Object.entries(CODES).map(([code, part]) => one('http_requests_total', { code }, (t) => scaled(traffic(t), part))),
      one('http_requests_total', { code: '500' }, failed),
      ...BOUNDS.map((le) => one('http_request_duration_seconds_bucket', { le: String(le) }, bucket(le), true)),
      one('http_request_duration_seconds_bucket', { le: '+Inf' }, traffic, true), one('http_request_duration_seconds_count', {}, traffic, true)
    ]),
    ...(story.lag ? [one('kafka_consumergroup_lag', { group: service.name, topic: service.name }, used)] : [
      one('saturation_ratio', {}, used),
      ...([['user', 0.7], ['system', 0.25], ['iowait', 0.05]] as const).map(([mode, share]) => one('node_cpu_seconds_total', { cpu: '0', mode }, busy(share))),
      one('node_cpu_seconds_total', { cpu: '0', mode: 'idle' }, (t) => { const v = used(t); return v === null ? null : 1 - Math.min(1, v) })
    ]),
    ...(story.more ?? []).flatMap((panel) => {
      const [metric, label, fixed] = MORE[panel.id] ?? []
      return metric === undefined ? [] : panel.lines.map(([name, of]) => one(metric, { ...fixed, ...(label ? { [label]: name } : {}) }, curve(of, `${panel.id} ${name}`)))
    })
  ]
}

/** Every bucket looks at the same curves at the same moments. */
const remembered = (at: (t: number) => number | null): ((t: number) => number | null) => {
  const known = new Map<number, number | null>()
  return (t) => {
    const before = known.get(t)
    if (before !== undefined) return before
    const value = at(t)
    known.set(t, value)
    return value
  }
}

const scaled = (value: number | null, by: number): number | null => (value === null ? null : value * by)

/** Share of answers that took no longer, between known quantiles as if even. */
const shareBelow = (le: number, quantiles: readonly (readonly [number, number])[]): number => {
  for (let i = 1; i < quantiles.length; i++) {
    const [[x0, y0], [x1, y1]] = [quantiles[i - 1]!, quantiles[i]!]
    if (le < x1) return y0 + ((y1 - y0) * (le - x0)) / (x1 - x0)
  }
  return 1
}
