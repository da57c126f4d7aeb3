import type { NotificationRecord } from '@shared/domain/notification'

/** What was told, kept over restarts. An episode is open from the first telling until its alert is seen resolved. */
export interface Episode { readonly alert: string; readonly startedAt: number; readonly toldAt: number | null; readonly lastSeenAt: number }
export interface LedgerState { readonly episodes: Readonly<Record<string, Episode>>; readonly records: readonly NotificationRecord[]; readonly lastRunAt: number | null }

export interface Ledger {
  /** What the last run left; a damaged file is put aside, and said. */
  load(): Promise<{ readonly state: LedgerState; readonly damaged: string | null }>
  /** Durable when it resolves; calls may be merged. */
  save(state: LedgerState): Promise<void>
}
