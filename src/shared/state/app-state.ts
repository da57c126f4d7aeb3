import type { Alert } from '../domain/alert'
import type { Buddies } from '../domain/buddy'
import type { Change } from '../domain/change'
import type { Environment } from '../domain/environment'
import type { Incident } from '../domain/incident'
import type { Notice } from '../domain/notice'
import type { NotificationRecord } from '../domain/notification'
import type { Service, SignalReadings } from '../domain/service'
import type { NightWatch } from '../domain/night-watch'
import type { LastPages, Page, Shift } from '../domain/page'
import type { Silence } from '../domain/silence'
import type { OnCall, SourceAges, SourceStatus } from '../domain/source'

export type Table<T> = Readonly<Record<string, T>>

/** Everything the windows may know. Plain data: it crosses IPC as it is. Every table is keyed by the row's id. */
export interface AppState {
  readonly meta: Meta
  readonly sources: Table<SourceStatus>
  /** The only part that changes at every poll. */
  readonly ages: Table<SourceAges>
  /** Pending, firing, suppressed. */
  readonly alerts: Table<Alert>
  /** Resolved in the last 24 hours, newest 500. */
  readonly resolved: Table<Alert>
  readonly silences: Table<Silence>
  readonly services: Table<Service>
  /** Golden signals by service key, with the source that gave them. */
  readonly signals: Table<ServiceSignals>
  readonly environments: Table<Environment>
  readonly incidents: Table<Incident>
  readonly changes: Table<Change>
  readonly notifications: Table<NotificationRecord>
  /** What was told and is not over, or was over in the last 24 hours. */
  readonly pages: Table<Page>
  readonly notices: Table<Notice>
}

export interface ServiceSignals { readonly key: string; readonly source: string; readonly readings: SignalReadings }

export interface Meta {
  readonly mode: 'live' | 'demo'
  readonly startedAt: number
  readonly version: string
  /** Until when notifications are paused, ms; null: not paused. */
  readonly pausedUntil: number | null
  /** Whether a notification could be shown now, and by what. */
  readonly delivery: { readonly able: boolean; readonly by: string; readonly detail: string }
  readonly onCall: OnCall | null
  /** By the rotation or calendar in the configuration. */
  readonly shift: Shift
  /** Which Gardas watch besides; null: that is not asked for. */
  readonly buddies: Buddies | null
  /** Whether it is night by the configuration. */
  readonly night: boolean
  readonly watch: NightWatch
  /** Remembered for good, and over restarts. */
  readonly lastPages: LastPages
  /** Number of the journal's newest entry; 0: it is empty. */
  readonly journal: number
  /** The provisioning file in force, for Settings; null: none. */
  readonly configFile: string | null
}

export const TABLES = ['sources', 'ages', 'alerts', 'resolved', 'silences', 'services', 'signals', 'environments', 'incidents', 'changes', 'notifications', 'pages', 'notices'] as const
export type TableName = (typeof TABLES)[number]

export const emptyState = (meta: Meta): AppState => ({
  meta, sources: {}, ages: {}, alerts: {}, resolved: {}, silences: {}, services: {}, signals: {}, environments: {}, incidents: {}, changes: {}, notifications: {}, pages: {}, notices: {}
})
