import type { NotifyReason } from '@shared/domain/notification'
import type { Page } from '@shared/domain/page'
import type { Table } from '@shared/state/app-state'
import type { LedgerState, Retry } from '../ports/ledger'

/** Decided for, and never shown: told, late, when it can be. */
export const MISSED: ReadonlySet<NotifyReason> = new Set(['no-daemon', 'daemon-refused'])

/** Whether this is a page of what cannot be seen, and not over. */
export const tellsUnseen = (pages: Table<Page>, id: string): boolean => Object.hasOwn(pages, id) && pages[id]!.status !== 'over' && pages[id]!.unseen.length > 0

/** Pages of what cannot be seen whose notification the run before did not get shown, or does not know of: it is repeated. */
export const leftUntold = ({ pages = {}, records = [] }: Partial<Pick<LedgerState, 'pages' | 'records'>>): Readonly<Record<string, Retry>> => Object.fromEntries(Object.keys(pages).flatMap((key) => {
  const last = tellsUnseen(pages, key) ? records.findLast((r) => r.key === key) : undefined
  if (!last || last.outcome === 'shown' || (last.outcome === 'suppressed' && !MISSED.has(last.reason))) return []
  return [[key, { key, reason: last.outcome === 'pending' ? last.reason : 'unseen', tries: 1, since: last.at, at: last.at }] as const]
}))
