import type { Unit } from '@shared/domain/service'
import { figureText } from '@shared/text/format'
import type { DemoPart } from '@shared/domain/demo'
import { ARTICLE_ERRORS, ARTICLE_P95, POSTGRES_FULL, PUSH_LAG, QUEUE, SILENT, WEB_P95 } from './scenario'
import type { Curve } from './curve'

/** An alert rule of the newsroom, and when that night its instances were pending, firing and over. */
export interface Rule {
  readonly name: string
  /** A few words for lists. */
  readonly title: string
  readonly service: string
  readonly severity: 'critical' | 'warning' | 'info' | 'unknown'
  readonly env?: 'staging' | 'development'
  readonly team: string
  /** Which part of the newsroom evaluates it, and who else lists it. Alertmanager lists whatever fires, unless `unsent`. */
  readonly also?: readonly DemoPart[]
  readonly by?: DemoPart
  readonly unsent?: boolean
  /** Scenario times; an alert that fires at once has no `pending`, one that goes on has no `to`. */
  readonly pending?: string
  readonly from: string | number
  readonly to?: string
  readonly instances: readonly Instance[]
  readonly value: Curve
  readonly unit: Unit
  readonly limit: number | null
  /** Sentences; `{v}` is the value of the service, `{i}` that of the instance. */
  readonly summary: string
  readonly impact?: string
  readonly description?: string
  /** What an instance says for itself in a group. */
  readonly reading?: string
  readonly show?: (value: number) => string
  readonly expression: string
  readonly runbook: string
  readonly held?: { readonly by: string; readonly since: string }
  readonly silenced?: boolean
  /** Name of the rule that inhibits it. */
  readonly inhibitedBy?: string
}
export interface Instance { readonly labels: Readonly<Record<string, string>>; /** Of the service's value. */ readonly factor?: number; readonly pending?: string; readonly from?: string }

const times = (n: number): string => `${n.toFixed(1)}×`
/** 1 240, with narrow gaps. */
const grouped = (n: number): string => String(Math.round(n)).replace(/\B(?=(\d{3})+$)/g, '\u202f')
const whole = (n: number): string => String(Math.round(n))
const seconds = (n: number): string => figureText(n, 'seconds')
const pad = (n: number): string => String(n).padStart(2, '0')
const many = (n: number, make: (i: number) => Instance): readonly Instance[] => Array.from({ length: n }, (_, i) => make(i))
const flat = (value: number): Curve => ({ base: value, noise: 0.02 })

/** The four slowest pods as on the first screen, the others behind them. */
const WEB_SLOWEST: Readonly<Record<number, readonly [number, string]>> = { 4: [3.42, '02:42:02'], 11: [3.39, '02:41:50'], 2: [3.31, '02:42:06'], 27: [3.28, '02:41:44'] }
const webPod = (i: number): Instance => {
  const [value, from] = WEB_SLOWEST[i + 1] ?? [3.24 - 0.03 * ((i * 7) % 37), i === 0 ? '02:40:00' : `02:40:${pad(5 + ((i * 11) % 50))}`]
  return { labels: { pod: `web-5d8b-${pad(i + 1)}` }, factor: value / 3.1, from }
}
const articlePod = (id: string, value: number, from: string): Instance => ({ labels: { pod: `article-7c9f-${id}` }, factor: value / 2.41, from })

const DB = { team: 'platform-data', runbook: 'database-slow', inhibitedBy: 'PostgresConnectionsExhausted', severity: 'warning', unit: 'seconds', limit: 1, show: seconds } as const
const slowQueries = (service: string, name: string, from: string): Rule => ({
  ...DB, name, title: 'Queries slow', service, from, to: '03:13:20', instances: [{ labels: { instance: 'pg-0.db:9187' } }], value: { base: 1.4, noise: 0.05 },
  summary: 'queries take {v}, limit 1 s', expression: `histogram_quantile(0.95, sum by (le) (rate(db_query_seconds_bucket{service="${service}"}[5m]))) > 1`
})

/** In the order of the night's importance. */
export const RULES: readonly Rule[] = [
  {
    name: 'PostgresConnectionsExhausted', title: 'Connections exhausted', service: 'postgres-primary', severity: 'critical', team: 'platform-data', pending: '02:31:08', from: '02:41:08', to: '03:14:20',
    instances: [{ labels: { cluster: 'eu-north-1', instance: 'pg-0.db:9187', job: 'postgres' } }], value: POSTGRES_FULL, unit: 'ratio', limit: 0.9, show: (n) => whole(n * 200),
    summary: '{v} of 200 connections in use. New connections are refused.', description: 'article-service holds 164 connections, 61 before its last deploy. Comments and cms share the server and will slow next.',
    expression: 'pg_stat_activity_count{env="production"} / pg_settings_max_connections > 0.9', runbook: 'connections-exhausted'
  },
  {
    name: 'ArticleServiceErrorRatioHigh', title: 'Error ratio high', service: 'article-service', severity: 'critical', team: 'newsroom-platform', pending: '02:35:12', from: '02:36:12', to: '03:17:12',
    instances: [['a', 8.4], ['b', 7.9], ['c', 7.4]].map(([z, v]) => ({ labels: { zone: `eu-north-1${z}` }, factor: Number(v) / 7.9 })), value: ARTICLE_ERRORS, unit: 'ratio', limit: 0.02,
    summary: '{v} of requests fail, limit 2\u202f%', impact: 'Article pages are failing: {v} of requests', reading: '{i}', description: '96 % of the failed requests carry “too many connections”.',
    expression: 'sum by (zone) (rate(http_requests_total{service="article-service", code=~"5.."}[1m])) / sum by (zone) (rate(http_requests_total{service="article-service"}[1m])) > 0.02',
    runbook: 'article-errors', held: { by: 'Mira Solberg', since: '02:38:30' }
  },
  {
    name: 'ApiGatewayErrorBudgetFastBurn', title: 'Budget burning fast', service: 'api-gateway', severity: 'critical', team: 'newsroom-platform', also: ['grafana'], pending: '02:36:05', from: '02:38:05', to: '03:20:05',
    instances: [{ labels: { route: '/v1/articles' }, factor: 21.7 / 14.4 }, { labels: { route: '/v1/home' }, factor: 15.2 / 14.4, pending: '02:43:05', from: '02:45:05' }],
    value: { base: [['02:33:30', 0.4], ['02:37:00', 9], ['02:40:00', 14], ['02:47:00', 14.4], ['03:11:00', 16], ['03:20:00', 1]], noise: 0.02 }, unit: 'none', limit: 14, show: times,
    summary: '30-day budget burns at {v}', reading: '{i}, limit 14', expression: 'slo:burn_rate:1h{service="api-gateway"} > 14 and slo:burn_rate:5m{service="api-gateway"} > 14', runbook: 'error-budget'
  },
  {
    name: 'ElasticsearchNoData', title: 'No samples', service: 'elasticsearch', severity: 'unknown', team: 'discovery', unsent: true, from: SILENT[0], to: SILENT[1],
    instances: ['es-data-0', 'es-data-1', 'es-data-2', 'es-master-0'].map((instance) => ({ labels: { instance } })), value: { base: 1, gaps: [['12:00', SILENT[0]], [SILENT[1], '11:59']] }, unit: 'none', limit: null,
    summary: 'no samples, health cannot be shown', expression: 'absent_over_time(up{service="elasticsearch"}[5m])', runbook: 'no-samples'
  },
  {
    name: 'ArticleServiceLatencyP95High', title: 'p95 above 800 ms', service: 'article-service', severity: 'warning', team: 'newsroom-platform', pending: '02:33:58', from: '02:36:58', to: '03:16:30',
    instances: [articlePod('2xkqd', 2.62, '02:38:40'), articlePod('8vn4m', 2.55, '02:37:50'), articlePod('b6tzp', 2.47, '02:38:30'), articlePod('hw9rc', 2.38, '02:36:58'), articlePod('m3slj', 2.31, '02:37:40'), articlePod('zq5tn', 2.12, '02:38:00')],
    value: ARTICLE_P95, unit: 'seconds', limit: 0.8, show: seconds, summary: 'p95 {v}, limit 800\u202fms', reading: '{i}',
    expression: 'histogram_quantile(0.95, sum by (le, pod) (rate(http_request_duration_seconds_bucket{service="article-service"}[5m]))) > 0.8', runbook: 'article-latency'
  },
  {
    name: 'WebFrontendLatencyHigh', title: 'Pages slow', service: 'web-frontend', severity: 'warning', team: 'web', pending: '02:37:00', from: '02:40:00', to: '03:17:50', instances: many(38, webPod),
    value: WEB_P95, unit: 'seconds', limit: 1.5, show: seconds, summary: 'p95 {v}, limit 1.5\u202fs', reading: '{i}', expression: 'histogram_quantile(0.95, sum by (le, pod) (rate(page_render_seconds_bucket[5m]))) > 1.5', runbook: 'pages-slow'
  },
  {
    name: 'KafkaConsumerLagGrowing', title: 'Consumer lag growing', service: 'push-notifications', severity: 'warning', team: 'reader-apps', also: ['grafana'], from: '02:19:05', to: '03:38:10',
    instances: many(48, (i) => ({ labels: { partition: String(i), topic: 'article-events' }, factor: 1 / 48 })), value: PUSH_LAG, unit: 'count', limit: 10_000, show: (n) => figureText(n, 'count'),
    summary: '{v} behind on article-events', impact: 'Push notifications arrive late', reading: '{i} behind', expression: 'sum by (partition) (kafka_consumergroup_lag{group="push-notifications"}) > 200', runbook: 'consumer-lag'
  },
  {
    name: 'ImageResizerQueueDeep', title: 'Queue deep', service: 'image-resizer', severity: 'warning', team: 'media', from: '23:58:31', to: '05:10:00', instances: many(64, (i) => ({ labels: { worker: `resizer-${pad(i)}` }, factor: 1 / 64 })),
    value: QUEUE, unit: 'count', limit: 1_000, show: grouped, summary: 'queue {v}, limit 1\u202f000', impact: 'New pictures appear late', reading: '{i} waiting', expression: 'sum(resizer_queue_length) > 1000', runbook: 'resizer-queue',
    held: { by: 'Daniel Okoye', since: '00:04:10' }
  },
  {
    name: 'CertificateEndsSoon', title: 'Certificate ends in 13 days', service: 'cdn-edge', severity: 'info', team: 'edge', from: Date.UTC(2025, 10, 11, 1, 10), instances: [{ labels: { host: 'www.newsroom.example' } }],
    value: { base: 13 }, unit: 'count', limit: 14, show: whole, summary: 'certificate of www.newsroom.example ends in {v} days', expression: '(probe_ssl_earliest_cert_expiry - time()) / 86400 < 14', runbook: 'certificates'
  },
  {
    name: 'PostgresBackupSlow', title: 'Backup slow', service: 'postgres-primary', severity: 'info', team: 'platform-data', from: '01:30:00', to: '04:20:00', instances: [{ labels: { instance: 'pg-0.db:9187', job: 'postgres' } }],
    value: { base: [['01:30', 2_400], ['04:20', 12_600]] }, unit: 'seconds', limit: 2_400, summary: 'base backup takes longer than its usual 40\u202fmin', expression: 'time() - pg_backup_started_seconds > 2400', runbook: 'backup-slow'
  },
  {
    name: 'CommentsLatencyP95High', title: 'p95 above 500 ms', service: 'comments', severity: 'warning', team: 'community', pending: '02:44:05', from: '02:54:05', to: '03:13:40', instances: [{ labels: { route: '/v1/comments/new' } }],
    value: { base: [['02:42:00', 0.2], ['02:44:00', 0.55], ['02:47:00', 0.64], ['03:11:00', 1.1], ['03:14:00', 0.2]], noise: 0.02 }, unit: 'seconds', limit: 0.5, show: seconds, summary: 'p95 {v}, limit 500\u202fms',
    expression: 'histogram_quantile(0.95, sum by (le, route) (rate(http_request_duration_seconds_bucket{service="comments"}[5m]))) > 0.5', runbook: 'comments-latency'
  },
  {
    name: 'CmsPublishSlow', title: 'Publishing slow', service: 'cms', severity: 'warning', team: 'editorial-tools', pending: '02:45:00', from: '02:50:00', to: '03:13:10', instances: [{ labels: { job: 'cms' } }],
    value: { base: [['02:43:00', 2.1], ['02:45:00', 6.4], ['02:47:00', 8.2], ['03:11:00', 11], ['03:14:00', 2.1]], noise: 0.02 }, unit: 'seconds', limit: 6, show: (n) => `${n.toFixed(1)}\u202fs`, summary: 'publish {v}, limit 6\u202fs', impact: 'Publishing an article takes {v}',
    expression: 'max(cms_publish_seconds) > 6', runbook: 'publish-slow'
  },
  {
    name: 'ArticlePodNotReady', title: 'Pod not ready', service: 'article-service', severity: 'warning', team: 'newsroom-platform', from: '02:42:00', to: '03:13:00', instances: [{ labels: { pod: 'article-7c9f-zq5tn' } }], value: { base: 1 }, unit: 'count', limit: null,
    summary: 'one of six pods is not ready', expression: 'kube_pod_status_ready{condition="false", service="article-service"} == 1', runbook: 'pod-not-ready', inhibitedBy: 'PostgresConnectionsExhausted'
  },
  slowQueries('comments', 'CommentsSlowQueries', '02:42:40'),
  slowQueries('cms', 'CmsSlowQueries', '02:43:10'),
  slowQueries('auth', 'AuthSlowQueries', '02:44:00'),
  {
    name: 'AdsErrorRatioHigh', title: 'Error ratio high', service: 'ads', severity: 'warning', team: 'ads', from: '01:58:20', to: '03:48:00', instances: [{ labels: { zone: 'eu-north-1a' } }], value: flat(0.006), unit: 'ratio', limit: 0.005,
    summary: '{v} of adverts fail to load, limit 0.5\u202f%', expression: 'ads:error_ratio:5m > 0.005', runbook: 'ads-errors', silenced: true
  },
  {
    name: 'ApiGatewayLatencyP99High', title: 'p99 above 1 s', service: 'api-gateway', severity: 'warning', team: 'newsroom-platform', from: '01:12:20', to: '01:18:20', instances: [{ labels: { route: '/v1/home' } }], value: flat(1.18), unit: 'seconds', limit: 1, show: seconds,
    summary: 'p99 {v}, limit 1\u202fs', expression: 'histogram_quantile(0.99, sum by (le, route) (rate(http_request_duration_seconds_bucket{service="api-gateway"}[5m]))) > 1', runbook: 'gateway-latency'
  },
  {
    name: 'PostgresReplicaBehind', title: 'Replica behind', service: 'postgres-primary', severity: 'warning', team: 'platform-data', from: '00:31:00', to: '00:34:10', instances: [{ labels: { instance: 'pg-1.db:9187' } }], value: flat(34), unit: 'seconds', limit: 30, show: seconds,
    summary: 'replica is {v} behind, limit 30\u202fs', expression: 'pg_replication_lag_seconds > 30', runbook: 'replica-behind'
  },
  {
    name: 'EdgeProbeFailed', title: 'Probe failed from Oslo', service: 'cdn-edge', severity: 'warning', team: 'edge', by: 'probes', from: '22:48:00', to: '22:50:10', instances: [{ labels: { from: 'oslo', target: 'www.newsroom.example' } }], value: { base: 0 }, unit: 'none', limit: null,
    summary: 'the front page could not be fetched from Oslo', expression: 'probe_success{job="edge"} == 0', runbook: 'edge-probe'
  },
  {
    name: 'SearchIndexRebuildFailed', title: 'Index rebuild failed', service: 'search', severity: 'warning', env: 'staging', team: 'discovery', from: '01:05:00', to: '06:30:00', instances: [{ labels: { job: 'search-indexer' } }], value: { base: 3 }, unit: 'count', limit: null,
    summary: 'three rebuilds in a row have failed', expression: 'increase(indexer_failures_total{env="staging"}[1h]) >= 3', runbook: 'index-rebuild'
  },
  {
    name: 'BuildOutdated', title: 'Build outdated', service: 'cms', severity: 'info', env: 'development', team: 'editorial-tools', from: '18:20:00', instances: [{ labels: { branch: 'schedule-picker' } }], value: { base: 9 }, unit: 'count', limit: 7, show: whole,
    summary: 'runs a build that is {v} days old', expression: 'build_age_days{env="development"} > 7', runbook: 'builds'
  },
  {
    name: 'PodRestarting', title: 'Pod restarting', service: 'article-service', severity: 'warning', env: 'development', team: 'newsroom-platform', from: '19:42:00', to: '09:10:00', instances: [{ labels: { pod: 'article-dev-0' } }], value: { base: 6 }, unit: 'count', limit: null,
    summary: 'restarted six times in an hour', expression: 'increase(kube_pod_container_status_restarts_total{env="development"}[1h]) > 3', runbook: 'restarts'
  }
]
