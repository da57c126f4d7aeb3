import type { AlertSighting } from './alert'
import type { Presence } from './buddy'
import type { Change } from './change'
import type { Labels } from './labels'
import type { ServiceSighting } from './service'
import type { Silence } from './silence'

export const ABILITIES = ['metrics', 'alerts', 'rules', 'silence', 'acknowledge', 'services', 'changes', 'flow'] as const
export type Ability = (typeof ABILITIES)[number]

export type SourceHealth = 'ok' | 'degraded' | 'error' | 'auth' | 'pending'

/** Why a source could not be read. Each has one sentence in the text catalogue: `failure.<code>`. */
export const FAILURE_CODES = [
  'refused', 'reset', 'dns', 'unreachable', 'offline', 'timeout', 'tls', 'tls-expired', 'tls-untrusted', 'tls-name', 'too-big', 'truncated', 'encoding',
  'redirect-loop', 'redirect-blocked', 'unauthorized', 'sign-in-needed', 'forbidden', 'not-found', 'gone', 'rate-limited', 'server-error',
  'unexpected-status', 'not-ready', 'proxy', 'proxy-auth', 'empty', 'not-json', 'html', 'wrong-shape', 'api-error', 'secret', 'settings',
  'stalled', 'not-http', 'unconfirmed', 'overtaken', 'no-expression', 'internal'
] as const
export type FailureCode = (typeof FAILURE_CODES)[number]

/** A failure in words' raw material; `values` fill the sentence and never hold a secret. */
export interface Failure { readonly code: FailureCode; readonly values: Readonly<Record<string, string | number>> }

export const failureHealth = (code: FailureCode): SourceHealth =>
  code === 'unauthorized' || code === 'forbidden' || code === 'sign-in-needed' || code === 'proxy-auth' ? 'auth' : 'error'

/** Something the reply could not say in full. A snapshot with warnings makes the source degraded. */
export interface SourceWarning {
  readonly part: 'alerts' | 'services' | 'silences' | 'metrics' | 'peer' | 'other'
  readonly failure: Failure | null
  readonly text: string
  /** True: the part is not there, or not whole, so that what it does not list proves nothing. */
  readonly blinds: boolean
  /** True: worth saying only while no Alertmanager is configured, where alerts of others arrive, too. */
  readonly ifAlone?: true
}

/** Another thing to watch that a source knows of. */
export interface Offer { readonly kind: string; readonly url: string; readonly detail: string }

/**
 * All that one poll learned. A part that is null was not asked for or could not be read: what was known of it stays, and grows old.
 * A part that is an empty list was read whole and holds nothing.
 */
export interface SourceSnapshot {
  readonly product: { readonly name: string; readonly version: string } | null
  /** The server's own clock (`Date`), ms, at this very answer; null when it gives none, or none that is worth telling from ours. */
  readonly serverTime: number | null
  readonly alerts: readonly AlertSighting[] | null
  readonly silences: readonly Silence[] | null
  /** Gardas that say by this source that they watch; absent: it cannot tell. Null here, too, means that it could not be read. */
  readonly presences?: readonly Presence[] | null
  readonly services: readonly ServiceSighting[] | null
  readonly changes: readonly Change[] | null
  readonly onCall: OnCall | null
  /** Labels that this source adds when it hands alerts on; null when not known. */
  readonly externalLabels: Labels | null
  readonly offers: readonly Offer[]
  readonly warnings: readonly SourceWarning[]
  /** How often it samples what it watches, as it is configured for all, ms; absent: not known. */
  readonly scrapeMs?: number
  /** What was read, for the Sources screen: `{targets: 214, rules: 412}`. */
  readonly counts: Readonly<Record<string, number>>
}

export interface OnCall { readonly name: string; readonly until: number; readonly source: string }

/** A configured source and how it fares; ages are kept apart, see state. */
export interface SourceStatus {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly abilities: readonly Ability[]
  /** Host and path without user info, for people; '' for sources without one. */
  readonly address: string
  readonly intervalMs: number
  readonly health: SourceHealth
  readonly failure: Failure | null
  /** Failures in a row. */
  readonly failures: number
  /** When the present trouble began, ms; null while it answers. */
  readonly failingSince: number | null
  readonly warnings: readonly SourceWarning[]
  /** Since when it answers without its alerts, ms; null while they are read whole. */
  readonly unreadSince: number | null
  readonly product: { readonly name: string; readonly version: string } | null
  readonly counts: Readonly<Record<string, number>>
  readonly offers: readonly Offer[]
  /** Set in a file that Garda may not change. */
  readonly readOnly: boolean
  /** How often it samples what it watches, ms; absent: not known. */
  readonly scrapeMs?: number
  /** Server clock minus ours, ms, when it is worth saying (2 s or more); else 0. */
  readonly clockSkewMs: number
  /** The certificate of its servers that ends first; null where none is known. */
  readonly certificate: Certificate | null
  /** The alert that must always fire here, the one that is missing before the others; null: none is known. */
  readonly watchdog: Watchdog | null
}

/** An alert that fires as long as the way of alerts to here works. Times are ms. */
export interface Watchdog {
  readonly name: string
  /** Since when it was seen last without a break; null: never in this run. */
  readonly seenAt: number | null
  /** Since when good answers lack it, once that is sure; null: it is there, or not yet expected. */
  readonly missingSince: number | null
}

/** Until when a server's certificate is valid, ms. */
export interface Certificate { readonly host: string; readonly endsAt: number }

/** When each part of a source was last read whole, ms. All change at every poll, so they travel apart from everything else. */
export interface SourceAges {
  readonly attemptAt: number | null
  readonly successAt: number | null
  readonly alertsAt: number | null
  readonly servicesAt: number | null
  /** After this moment nothing it says is fresh. */
  readonly freshUntil: number
  /** When it is asked next; null while an answer is awaited. */
  readonly nextAt: number | null
}
