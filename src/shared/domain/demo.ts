import type { Tier } from './service'

/** The demo newsroom: one made-up night, Wed 12 to Thu 13 Nov 2025, told in the local time of Oslo (UTC+1). */

const HOUR = 3_600_000

/** Where the demo opens: 02:47:12 local, sixteen minutes into the incident. */
export const DEMO_START = Date.UTC(2025, 10, 13, 1, 47, 12)

/** A scenario time, `HH:MM` or `HH:MM:SS` local, as ms since 1970: from noon on it is the evening of the 12th, before noon the 13th. Null when it is no time. */
export const readDemoTime = (text: string): number | null => {
  const [, h, m, s] = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(text.trim()) ?? []
  if (h === undefined || m === undefined) return null
  return Date.UTC(2025, 10, Number(h) >= 12 ? 12 : 13, 0, Number(m), Number(s ?? 0)) + (Number(h) - 1) * HOUR
}

/** The same for times that the code itself writes; throws on a slip of the pen. */
export const demoTime = (text: string): number => {
  const at = readDemoTime(text)
  if (at === null) throw new Error(`${text} is no scenario time`)
  return at
}

/** Moments worth looking at, in order. The scripted night runs from 20:00 to 08:00; before and after it is calm, and nothing loops. */
export const DEMO_MOMENTS = {
  /** Nothing but what is known: a certificate that ends in two weeks. */
  quiet: demoTime('21:30:00'),
  /** Breaking news: twice the readers. */
  surge: demoTime('22:45:00'),
  /** article-service v2.318.0 is out; elasticsearch has been silent for twelve minutes. */
  deploy: demoTime('02:24:30'),
  /** The last connection to postgres-primary is taken. */
  breaks: demoTime('02:32:00'),
  /** article-service pages. */
  page: demoTime('02:37:04'),
  /** As on the first screen. */
  night: DEMO_START,
  /** v2.318.0 is taken back. */
  rollback: demoTime('03:11:00'),
  /** Readers are served again. */
  recovered: demoTime('04:30:00'),
  /** prom-eu-1 does not answer: what only it sees is unknown. */
  blind: demoTime('05:42:00')
} as const

/** The sources a newsroom would have; `all` is everything in one. */
export const DEMO_PARTS = ['all', 'prom-eu-1', 'prom-eu-2', 'alertmanager-eu', 'grafana', 'tracing', 'probes', 'roster'] as const
export type DemoPart = (typeof DEMO_PARTS)[number]

export interface DemoService {
  readonly name: string
  readonly tier: Tier
  readonly owner: string
  /** The Prometheus that scrapes it. */
  readonly part: DemoPart
  readonly targets: number
  readonly dependsOn: readonly string[]
}

const one = (name: string, tier: Tier, owner: string, targets: number, dependsOn: readonly string[] = [], part: DemoPart = 'prom-eu-1'): DemoService => ({ name, tier, owner, part, targets, dependsOn })

/** Fifteen services, readers' side first. What a service can do without for an hour, as the gateway push-notifications, it does not depend on. */
export const DEMO_SERVICES: readonly DemoService[] = [
  one('cdn-edge', 1, 'Edge, #edge', 12, ['web-frontend', 'image-resizer']),
  one('web-frontend', 1, 'Web, #web', 38, ['api-gateway', 'ads']),
  one('api-gateway', 1, 'Newsroom Platform, #np-oncall', 8, ['article-service', 'auth', 'search', 'comments', 'cms']),
  one('article-service', 1, 'Newsroom Platform, #np-oncall', 6, ['postgres-primary', 'elasticsearch', 'redis-cache', 'kafka']),
  one('search', 2, 'Discovery, #discovery', 6, ['elasticsearch']),
  one('comments', 2, 'Community, #community', 4, ['postgres-primary']),
  one('auth', 1, 'Accounts, #accounts', 6, ['redis-cache', 'postgres-primary']),
  one('cms', 2, 'Editorial Tools, #editorial-tools', 4, ['postgres-primary', 'kafka']),
  one('image-resizer', 3, 'Media, #media', 64, ['redis-cache']),
  one('ads', 3, 'Advertising, #ads', 6),
  one('push-notifications', 2, 'Reader Apps, #apps', 14, ['kafka']),
  one('kafka', 2, 'Platform Data, #platform-data', 9, [], 'prom-eu-2'),
  one('postgres-primary', 1, 'Platform Data, #platform-data', 3, [], 'prom-eu-2'),
  one('redis-cache', 2, 'Platform Data, #platform-data', 6, [], 'prom-eu-2'),
  one('elasticsearch', 2, 'Discovery, #discovery', 4, [], 'prom-eu-2')
]

/** Percent of the requests that must succeed over thirty days; what no reader meets has none. */
export const DEMO_OBJECTIVES: Readonly<Record<string, number>> = {
  'cdn-edge': 99.5, 'web-frontend': 99.5, 'api-gateway': 99.9, 'article-service': 99.9, search: 99.9, comments: 99.5, auth: 99.9, cms: 99.5, 'image-resizer': 99, ads: 99, 'push-notifications': 99.5
}

/** Names that also run where no reader goes. */
export const DEMO_STAGING: readonly string[] = ['web-frontend', 'api-gateway', 'article-service', 'search', 'comments', 'auth', 'cms', 'image-resizer', 'ads', 'push-notifications', 'postgres-primary', 'redis-cache']
export const DEMO_DEVELOPMENT: readonly string[] = ['web-frontend', 'api-gateway', 'article-service', 'search', 'comments', 'auth', 'cms', 'image-resizer', 'push-notifications']

/** Addresses lead to a domain that is reserved for examples. */
export const demoUrl = {
  runbook: (page: string): string => `https://runbooks.newsroom.example/${page}`,
  repository: (service: string): string => `https://git.newsroom.example/newsroom/${service}`,
  dashboard: (service: string): string => `https://grafana.newsroom.example/d/${service}`
} as const
