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

const rank = ({ outcome }: NotificationRecord): number => (outcome === 'pending' ? 0 : outcome === 'shown' ? 1 : 2)
/** How many of those that were told go before the newest decisions against. */
const MOST_TOLD = 250

/**
 * The newest 500, among them what was told: a storm of decisions against must not push out the one that counts. What waits for its
 * outcome always stays. What is older is in the ledger on disk.
 */
export const pruneRecords = (records: Table<NotificationRecord>): Table<NotificationRecord> => {
  const all = Object.entries(records)
  if (all.length <= MOST_RECORDS) return records
  const newest = all.sort(([, a], [, b]) => b.at - a.at)
  const waiting = newest.filter(([, r]) => rank(r) === 0)
  const told = newest.filter(([, r]) => rank(r) === 1)
  const rest = [...told.slice(MOST_TOLD), ...newest.filter(([, r]) => rank(r) === 2)].sort(([, a], [, b]) => b.at - a.at)
  return Object.fromEntries([...waiting, ...[...told.slice(0, MOST_TOLD), ...rest].slice(0, Math.max(0, MOST_RECORDS - waiting.length))])
}
