import type { Alert } from '@shared/domain/alert'
import type { NotificationRecord } from '@shared/domain/notification'
import type { Table } from '@shared/state/app-state'

const DAY = 24 * 3_600_000
const MOST_RESOLVED = 500
const MOST_RECORDS = 500

/** The newest 500 of the last 24 hours. */
export const pruneResolved = (resolved: Table<Alert>, now: number): Table<Alert> => {
  const all = Object.entries(resolved)
  const kept = all.filter(([, a]) => (a.endsAt ?? now) > now - DAY).sort(([, a], [, b]) => (b.endsAt ?? 0) - (a.endsAt ?? 0)).slice(0, MOST_RESOLVED)
  return kept.length === all.length ? resolved : Object.fromEntries(kept)
}

/** The newest 500; what is older stays in the ledger on disk. */
export const pruneRecords = (records: Table<NotificationRecord>): Table<NotificationRecord> => {
  const all = Object.entries(records)
  return all.length <= MOST_RECORDS ? records : Object.fromEntries(all.sort(([, a], [, b]) => b.at - a.at).slice(0, MOST_RECORDS))
}
