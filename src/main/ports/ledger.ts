import type { NotificationRecord, NotifyReason } from '@shared/domain/notification'

/** An alert from its first firing until it is seen resolved: told at most once. Kept over restarts. */
export interface Episode {
  readonly alert: string
  /** When the alert says it began, ms. */
  readonly startedAt: number
  /** Null: decided against so far, because of `reason`. */
  readonly toldAt: number | null
  readonly reason: NotifyReason
}
export interface LedgerState {
  /** Open episodes by alert id. */
  readonly episodes: Readonly<Record<string, Episode>>
  readonly records: readonly NotificationRecord[]
  readonly lastRunAt: number | null
}

export interface Ledger {
  /** What the last run left; a damaged file is put aside, and said. */
  load(): Promise<{ readonly state: LedgerState; readonly damaged: string | null }>
  /** Durable when it resolves; calls may be merged. */
  save(state: LedgerState): Promise<void>
}
