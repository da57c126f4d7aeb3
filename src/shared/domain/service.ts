import type { Bound } from './bound'
import type { EnvironmentKind } from './environment'
import type { Objective } from './objective'

export type Tier = 1 | 2 | 3
export type Health = 'ok' | 'warning' | 'critical' | 'unknown'
export const SIGNALS = ['traffic', 'errors', 'latency', 'saturation'] as const
export type Signal = (typeof SIGNALS)[number]

/** How a number is to be read. `ratio` is 0 to 1; `seconds` and `bytes` are base units. */
export const UNITS = ['ratio', 'per-second', 'seconds', 'bytes', 'bytes-per-second', 'count', 'cores', 'none'] as const
export type Unit = (typeof UNITS)[number]

/** A golden signal over the last hour on an even grid. */
export interface SignalReading {
  /** Newest finite sample; null when there is none. */
  readonly value: number | null
  readonly unit: Unit
  /** A short word behind the unit where the number needs one, such as "lag"; else ''. */
  readonly note: string
  /** When the newest sample was taken, ms. */
  readonly at: number | null
  /** Null: no limit is known. */
  readonly limit: (Bound & { readonly severity: 'critical' | 'warning' }) | null
  readonly trend: { readonly from: number; readonly step: number; readonly values: readonly (number | null)[] }
}
export type SignalReadings = Readonly<Partial<Record<Signal, SignalReading>>>

/** A service as one source sees it. */
export interface ServiceSighting {
  readonly name: string
  /** Labels that place it: at least those that the environment rules look at. */
  readonly labels: Readonly<Record<string, string>>
  /** True when the newest reply held samples of it. `up == 0` everywhere is not seeing it. */
  readonly fresh: boolean
  /** Of its newest sample, ms; null when none was ever seen. */
  readonly lastSampleAt: number | null
  readonly targets: { readonly up: number; readonly total: number } | null
  readonly signals: SignalReadings
  /** What the source knows of it beside its samples. */
  readonly about: Partial<ServiceAbout> | null
}

export interface ServiceAbout {
  readonly tier: Tier | null
  readonly owner: string | null
  readonly runbook: string | null
  readonly repository: string | null
  readonly dashboard: string | null
  readonly version: string | null
  readonly dependsOn: readonly string[]
  readonly objective: Objective | null
}

export interface Service extends ServiceAbout {
  /** `environment/name`. */
  readonly key: string
  readonly name: string
  readonly environment: string
  readonly environmentKind: EnvironmentKind
  readonly declared: boolean
  readonly health: Health
  /** When this health began, ms. */
  readonly since: number
  /** Sources that see it; `lastSampleAt` is null while the newest reply holds it (its age is the source's age). */
  readonly seenBy: readonly { readonly source: string; readonly lastSampleAt: number | null; readonly fresh: boolean }[]
  readonly targets: { readonly up: number; readonly total: number } | null
  /** Ids of its pending, firing and suppressed alerts, worst first. */
  readonly alerts: readonly string[]
}

export const serviceKey = (environment: string, name: string): string => `${environment}/${name}`
/** Labels that may name a service, first present wins. */
export const DEFAULT_SERVICE_LABELS: readonly string[] = ['service', 'app', 'app_kubernetes_io_name', 'job']
