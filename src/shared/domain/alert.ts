import type { Labels } from './labels'
import type { Severity } from './severity'

export const ALERT_STATES = ['pending', 'firing', 'suppressed', 'resolved'] as const
export type AlertState = (typeof ALERT_STATES)[number]

/** Somebody has it. `source` says where the acknowledgement lives; '' where only this desk knows of it. */
export interface Held {
  readonly by: string
  readonly since: number
  readonly source: string
  /** Taken at this desk, so that it can be given back here. */
  readonly here?: true
}

/** One alert as one source tells it. Times are ms since 1970. */
export interface AlertSighting {
  /** Of `labels`; the source's own where it gives one. */
  readonly fingerprint: string
  readonly labels: Labels
  readonly annotations: Labels
  readonly state: 'pending' | 'firing' | 'suppressed'
  readonly silencedBy: readonly string[]
  readonly inhibitedBy: readonly string[]
  readonly mutedBy: readonly string[]
  readonly startsAt: number
  /** When it began to fire, of one that was pending first: not before this, to an evaluation of its rule; absent: at `startsAt`. */
  readonly firedAt?: number
  /** Null while it fires: an end that lies in the future is a keep-alive, never an end. */
  readonly endsAt: number | null
  readonly generatorURL: string | null
  /** The expression behind it where the source knows it (PromQL). */
  readonly expression: string | null
  /** The value the rule saw last, null when not given or not a number. */
  readonly value: number | null
  readonly held: Held | null
}

/** One alert, whoever saw it. */
export interface Alert {
  /** Stable over polls, restarts and sources: the fingerprint of its fullest label set. */
  readonly id: string
  readonly fingerprint: string
  readonly name: string
  readonly severity: Severity
  readonly state: AlertState
  /** Service name; null when no label names one. */
  readonly service: string | null
  /** Environment name, see environment.ts. */
  readonly environment: string
  readonly labels: Labels
  readonly annotations: Labels
  readonly startsAt: number
  /** When it began to fire, where it was pending from `startsAt` until then; absent: at `startsAt`. */
  readonly firedAt?: number
  readonly endsAt: number | null
  /** Ids of the sources that list it, in order of configuration. */
  readonly sources: readonly string[]
  readonly silencedBy: readonly string[]
  readonly inhibitedBy: readonly string[]
  readonly mutedBy: readonly string[]
  readonly generatorURL: string | null
  readonly expression: string | null
  readonly value: number | null
  readonly held: Held | null
}

/** When it began to fire, ms; of one that is pending still, when it began at all. */
export const firingSince = ({ startsAt, firedAt }: Pick<Alert, 'startsAt' | 'firedAt'>): number => firedAt ?? startsAt
/** For how long it has fired at `now`, or did until its end, ms; the time in which it was pending is not of it. */
export const firedFor = (alert: Pick<Alert, 'startsAt' | 'firedAt' | 'endsAt'>, now: number): number => Math.max(0, (alert.endsAt ?? now) - firingSince(alert))

/** The sentence to show for an alert: what its author wrote, else its name. */
export const summaryOf = (alert: Pick<Alert, 'annotations' | 'name'>): string =>
  alert.annotations['summary'] || alert.annotations['message'] || alert.annotations['title'] || alert.annotations['description'] || alert.name
