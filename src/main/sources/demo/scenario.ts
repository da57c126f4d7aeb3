import type { Signal, Unit } from '@shared/domain/service'
import type { Curve, Keys } from './curve'

/** What each service of the newsroom does that night. Times are local; numbers at 02:47 are those of the first screen. */
export interface Story {
  readonly traffic: Curve
  readonly errors: Curve
  readonly latency: Curve
  readonly saturation: Curve
  /** Where saturation is no ratio. */
  readonly lag?: boolean
  readonly limits?: Readonly<Partial<Record<Signal, readonly [number, 'critical' | 'warning']>>>
  readonly more?: readonly ExtraPanel[]
  /** Median and worst latencies, where they are more than a share of the p95. */
  readonly p50?: Curve
  readonly p99?: Curve
  readonly memory?: Curve
}

/** A graph beyond the four signals. */
export interface ExtraPanel {
  readonly id: string
  readonly title: string
  readonly caption: string
  readonly unit: Unit
  readonly signal: Signal | 'other'
  readonly lines: readonly (readonly [string, Curve])[]
  readonly limits: readonly (readonly [number, string, 'critical' | 'warning' | null])[]
  readonly expression: string
}

const flow = (base: number | Keys): Curve => ({ base, noise: 0.03, day: 0.8, surge: 1.1 })
const busy = (base: number | Keys): Curve => ({ base, noise: 0.04, surge: 0.3, max: 1 })
const share = (base: number | Keys, noise = 0.12): Curve => ({ base, noise, max: 1 })
const took = (base: number | Keys): Curve => ({ base, noise: 0.04, surge: 0.15 })
const held = (base: number | Keys): Curve => ({ base, noise: 0.01 })
const calm = (traffic: number, errors: number, latency: number, saturation: number): Story => ({ traffic: flow(traffic), errors: share(errors), latency: took(latency), saturation: busy(saturation) })
const without = (curve: Curve, ...gaps: readonly (readonly [string, string])[]): Curve => ({ ...curve, gaps })

/** elasticsearch's samples stop here and come back an hour and a half later. */
export const SILENT = ['02:12:04', '03:34:00'] as const

/** Share of article-service's requests that fail. */
export const ARTICLE_ERRORS: Curve = share([['20:30', 0.0012], ['20:46', 0.0006], ['01:30', 0.0006], ['01:45', 0.0015], ['02:32:30', 0.0015], ['02:35:00', 0.022], ['02:36:00', 0.028], ['02:37:00', 0.039], ['02:40:00', 0.068], ['02:42:00', 0.0772], ['02:47:00', 0.079], ['03:05:00', 0.088], ['03:11:00', 0.089], ['03:13:30', 0.04], ['03:15:00', 0.012], ['03:17:00', 0.002], ['03:25:00', 0.0015]], 0.05)
export const ARTICLE_P95: Curve = took([['02:28:00', 0.24], ['02:30:00', 0.46], ['02:32:30', 0.75], ['02:35:00', 0.97], ['02:36:30', 1.39], ['02:40:00', 2.13], ['02:47:00', 2.41], ['03:11:00', 2.9], ['03:14:00', 0.9], ['03:16:00', 0.3], ['03:20:00', 0.24]])
export const POSTGRES_FULL: Curve = { base: [['02:24:00', 0.48], ['02:26:30', 0.62], ['02:29:00', 0.8], ['02:31:08', 0.905], ['02:32:00', 1], ['03:11:30', 1], ['03:14:00', 0.7], ['03:17:00', 0.48]], noise: 0.008, max: 1 }
const POOL: Curve = held([['02:23:30', 61], ['02:25:00', 66], ['02:27:30', 102], ['02:30:00', 142], ['02:32:30', 154], ['02:35:00', 164], ['03:11:00', 164], ['03:13:00', 110], ['03:16:00', 60]])
const WAITING: Curve = held([['02:31:30', 0], ['02:32:30', 4], ['02:35:00', 10], ['02:37:30', 22], ['02:42:30', 32], ['02:47:00', 37], ['03:11:00', 44], ['03:13:00', 0]])
export const WEB_P95: Curve = took([['02:33:00', 0.62], ['02:36:00', 1.2], ['02:39:00', 2.1], ['02:42:00', 2.7], ['02:47:00', 3.1], ['03:11:00', 3.4], ['03:15:00', 1.6], ['03:18:00', 0.62]])
export const PUSH_LAG: Curve = { base: [['02:18:00', 120], ['02:22:00', 5_200], ['02:30:00', 14_500], ['02:40:00', 37_000], ['02:47:00', 48_000], ['03:10:00', 83_000], ['03:30:00', 104_000], ['03:38:00', 900], ['03:42:00', 120]], noise: 0.02 }
export const QUEUE: Curve = { base: [['23:40', 240], ['23:58', 1_010], ['00:30', 1_350], ['02:47:00', 1_240], ['04:30', 1_180], ['05:08', 980], ['05:30', 240]], noise: 0.02 }
const LAG: Curve = { base: [['02:36:00', 126], ['02:40:00', 132], ['02:47:00', 190], ['03:11:00', 320], ['03:16:00', 128]], noise: 0.06, gaps: [['02:08:30', '02:12:30']] }

export const STORIES: Readonly<Record<string, Story>> = {
  'cdn-edge': {
    ...calm(18_400, 0.0031, 0.048, 0.41),
    more: [{ id: 'cache', title: 'Cache hits', caption: 'of all requests', unit: 'ratio', signal: 'other', lines: [['hits', share([['22:38', 0.74], ['22:46', 0.86], ['23:25', 0.78]], 0.01)]], limits: [], expression: 'edge_cache_hits / edge_requests' }]
  },
  'web-frontend': {
    ...calm(3_210, 0, 0, 0),
    errors: share([['02:37:00', 0.0011], ['02:40:00', 0.009], ['02:47:00', 0.016], ['03:11:00', 0.019], ['03:17:00', 0.0011]]), latency: WEB_P95,
    saturation: busy([['02:33:00', 0.5], ['02:47:00', 0.58], ['03:11:00', 0.6], ['03:18:00', 0.5]]), limits: { latency: [1.5, 'warning'] }
  },
  'api-gateway': {
    ...calm(5_870, 0, 0, 0),
    errors: share([['02:33:30', 0.0009], ['02:36:00', 0.014], ['02:40:00', 0.036], ['02:47:00', 0.051], ['03:11:00', 0.058], ['03:15:00', 0.01], ['03:18:00', 0.0009]], 0.05),
    latency: took([['02:30:00', 0.21], ['02:36:00', 0.8], ['02:40:00', 1.5], ['02:47:00', 1.92], ['03:11:00', 2.2], ['03:16:00', 0.21]]),
    saturation: busy([['02:34:00', 0.52], ['02:47:00', 0.63], ['03:11:00', 0.66], ['03:17:00', 0.52]]), limits: { errors: [0.014, 'critical'] }
  },
  'article-service': {
    traffic: flow([['02:34:00', 2_560], ['02:40:00', 2_440], ['02:47:00', 2_460], ['03:14:00', 2_440], ['03:30:00', 2_560]]), errors: ARTICLE_ERRORS, latency: ARTICLE_P95,
    saturation: busy([['02:32:00', 0.46], ['02:35:00', 0.59], ['02:40:00', 0.69], ['02:47:00', 0.71], ['03:11:00', 0.74], ['03:16:00', 0.46]]),
    memory: { base: [['02:24:00', 0.565], ['02:47:00', 0.64], ['03:11:00', 0.69], ['03:14:00', 0.56]], noise: 0.008, max: 1 },
    p50: took([['02:34:00', 0.065], ['02:37:30', 0.27], ['02:42:30', 0.346], ['02:47:00', 0.38], ['03:11:00', 0.44], ['03:16:00', 0.065]]),
    p99: took([['02:28:00', 0.49], ['02:30:00', 0.92], ['02:32:30', 1.58], ['02:35:00', 1.76], ['02:37:30', 2.87], ['02:40:00', 3.6], ['02:47:00', 4.1], ['03:11:00', 4.8], ['03:16:00', 0.49]]),
    limits: { errors: [0.02, 'critical'], latency: [0.8, 'warning'], saturation: [0.9, 'warning'] },
    more: [
      { id: 'pool', title: 'DB pool', caption: 'connections to postgres-primary', unit: 'count', signal: 'saturation', lines: [['in use', POOL], ['waiting', WAITING]], limits: [[150, 'limit 150', 'critical'], [200, 'server 200', null]], expression: 'sum by (state) (db_pool_connections{service="article-service"})' },
      { id: 'lag', title: 'Kafka lag', caption: 'article-events, messages', unit: 'count', signal: 'other', lines: [['lag', LAG]], limits: [[1_000, 'limit 1 k', null]], expression: 'sum(kafka_consumergroup_lag{topic="article-events", group="article-service"})' }
    ]
  },
  search: calm(412, 0.0004, 0.126, 0.38),
  comments: calm(286, 0.0009, 0.088, 0.31),
  auth: calm(640, 0.0002, 0.034, 0.27),
  cms: calm(38, 0, 0.21, 0.22),
  'image-resizer': {
    ...calm(918, 0.0012, 0.34, 0), saturation: busy([['23:40', 0.55], ['23:58', 0.83], ['02:47:00', 0.84], ['04:30', 0.82], ['05:30', 0.55]]), limits: { saturation: [0.8, 'warning'] },
    more: [{ id: 'queue', title: 'Queue', caption: 'pictures waiting', unit: 'count', signal: 'saturation', lines: [['waiting', QUEUE]], limits: [[1_000, 'limit 1 k', 'warning']], expression: 'sum(resizer_queue_length)' }]
  },
  ads: { ...calm(1_120, 0, 0.175, 0.44), errors: share([['01:52', 0.0022], ['01:58', 0.006], ['03:40', 0.006], ['03:50', 0.0022]]) },
  'push-notifications': {
    ...calm(95, 0, 0.061, 0), traffic: { base: [['02:18:00', 250], ['02:21:00', 95], ['03:30:00', 95], ['03:32:00', 620], ['03:38:00', 250]], noise: 0.04, surge: 2 }, saturation: PUSH_LAG, lag: true, limits: { saturation: [10_000, 'warning'] }
  },
  kafka: calm(24_100, 0, 0.006, 0.46),
  'postgres-primary': {
    traffic: { ...flow([['02:31:00', 11_200], ['02:36:00', 9_700], ['02:47:00', 9_800], ['03:11:00', 9_700], ['03:17:00', 11_200]]), day: 0.3, surge: 0.4 },
    errors: share([['02:31:00', 0.0002], ['02:36:00', 0.012], ['02:47:00', 0.034], ['03:11:00', 0.039], ['03:14:00', 0.0002]], 0.05),
    latency: took([['02:31:00', 0.006], ['02:34:00', 0.12], ['02:38:00', 0.3], ['02:47:00', 0.41], ['03:11:00', 0.46], ['03:14:00', 0.006]]), saturation: POSTGRES_FULL,
    limits: { errors: [0.01, 'critical'], latency: [0.25, 'critical'], saturation: [0.9, 'critical'] },
    more: [{
      id: 'connections', title: 'Connections', caption: 'by client', unit: 'count', signal: 'saturation', limits: [[200, 'server 200', null]], expression: 'sum by (client) (pg_stat_activity_count)',
      lines: [['article-service', POOL], ['comments', held([['02:24:00', 12], ['02:32:00', 11]])], ['auth', held(14)], ['cms', held([['02:24:00', 9], ['02:32:00', 11]])]]
    }]
  },
  'redis-cache': calm(41_200, 0, 0.0006, 0.62),
  elasticsearch: {
    traffic: without(flow(640), SILENT), errors: without(share(0.0003), SILENT), latency: without(took(0.042), SILENT), saturation: without(busy(0.44), SILENT)
  }
}

/** Parts of their error budgets that the month before this night has spent. */
export const SPENT: Readonly<Record<string, number>> = {
  'cdn-edge': 0.02, 'web-frontend': 0.33, 'api-gateway': 0.46, 'article-service': 0.565, search: 0.05, comments: 0.03, auth: 0.005, cms: 0.015, 'image-resizer': 0.08, ads: 0.16, 'push-notifications': 0.115
}

/** The same service where no reader goes: a little of everything, and nothing of that night. */
export const quietOf = (story: Story): Story => {
  const first = (curve: Curve): number => (typeof curve.base === 'number' ? curve.base : curve.base[0]![1])
  const ratio = story.lag ? 0.2 : first(story.saturation) * 0.5
  return { traffic: { base: Math.max(0.2, first(story.traffic) * 0.002), noise: 0.2 }, errors: share(first(story.errors)), latency: took(first(story.latency) * 1.3), saturation: busy(ratio) }
}

/** Values as other sources would name them. */
export const VERSIONS: Readonly<Record<string, string>> = {
  'cdn-edge': 'v9.4.0', 'web-frontend': 'v3.71.2', 'api-gateway': 'v4.9.3', 'article-service': 'v2.317.4', search: 'v1.87.3', comments: 'v1.31.0', auth: 'v2.8.6', cms: 'v5.12.0',
  'image-resizer': 'v1.4.11', ads: 'v7.2.0', 'push-notifications': 'v1.19.5'
}

export interface Happening { readonly at: string; readonly service: string; readonly what: string; readonly detail: string; readonly by: string }

/** Changes of the day, oldest first. */
export const CHANGES: readonly Happening[] = [
  { at: '16:40', service: 'article-service', what: 'v2.317.4', detail: 'byline markup', by: 'L. Costa' },
  { at: '22:05', service: 'redis-cache', what: 'maxmemory 24 → 32 GB', detail: '', by: 'Mira' },
  { at: '23:15', service: 'search', what: 'v1.88.0', detail: 'synonyms for place names', by: 'S. Whitlock' },
  { at: '00:40', service: 'cms', what: 'v5.12.1', detail: 'fixes the schedule picker', by: 'N. Adeyemi' },
  { at: '01:52', service: 'ads', what: 'lazy-load 25 → 50 %', detail: '', by: 'L. Costa' },
  { at: '02:24', service: 'article-service', what: 'v2.318.0', detail: 'pool per pod 10 → 30, related-articles query', by: 'E. Haugen' },
  { at: '03:11', service: 'article-service', what: 'v2.317.4', detail: 'takes v2.318.0 back', by: 'Mira' },
  { at: '03:30', service: 'push-notifications', what: 'consumers restarted', detail: '', by: 'Mira' },
  { at: '03:33', service: 'elasticsearch', what: 'exporter restarted', detail: '', by: 'Mira' }
]

/** When a source does not answer, from and to. */
export const OUTAGES: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  grafana: [['02:41:00', '03:05:00']],
  'prom-eu-1': [['05:40:00', '05:46:00']]
}

/** Lazy-load of adverts was known to fail now and then; its author asked for quiet. */
export const SILENCE = { id: 'b1c7a2d0-ads-lazy-load', from: '01:50', to: '04:00', by: 'L. Costa', comment: 'Lazy-load goes to 50 %, some failures expected', alertname: 'AdsErrorRatioHigh', service: 'ads' } as const
