import { NO_WATCH } from '@shared/domain/night-watch'
import { NO_SHIFT } from '@shared/domain/page'
import { someAges } from './source'
import { NOW } from './now'
import { DEFAULT_ENVIRONMENTS } from '@shared/domain/environment'
import type { Alert } from '@shared/domain/alert'
import type { Service } from '@shared/domain/service'
import type { SourceAges, SourceStatus } from '@shared/domain/source'
import { emptyState, type AppState, type Meta } from '@shared/state/app-state'

export const aMeta = (over: Partial<Meta> = {}): Meta => ({
  mode: 'live', startedAt: NOW - 3_600_000, version: '0.1.0', pausedUntil: null, delivery: { able: true, by: 'dunst', detail: '' }, onCall: null, shift: NO_SHIFT, buddies: null, night: false, watch: NO_WATCH, journal: 0, configFile: null, lastPages: { since: NOW - 3_600_000, of: {} }, ...over
})

/** Rows are given as lists and filed under their ids; each source gets fresh ages unless `ages` has its own. Whole tables may be given by `tables`. */
export const aState = (over: {
  readonly meta?: Partial<Meta>
  readonly sources?: readonly SourceStatus[]
  readonly ages?: Readonly<Record<string, SourceAges>>
  readonly alerts?: readonly Alert[]
  readonly resolved?: readonly Alert[]
  readonly services?: readonly Service[]
  readonly tables?: Partial<Omit<AppState, 'meta'>>
} = {}): AppState => ({
  ...emptyState(aMeta(over.meta)),
  sources: byKey(over.sources ?? [], (s) => s.id),
  ages: { ...Object.fromEntries((over.sources ?? []).map((s) => [s.id, someAges()])), ...over.ages },
  alerts: byKey(over.alerts ?? [], (a) => a.id),
  resolved: byKey(over.resolved ?? [], (a) => a.id),
  services: byKey(over.services ?? [], (s) => s.key),
  environments: byKey(DEFAULT_ENVIRONMENTS, (e) => e.name),
  ...over.tables
})

const byKey = <T>(rows: readonly T[], key: (row: T) => string): Readonly<Record<string, T>> => Object.fromEntries(rows.map((row) => [key(row), row]))
