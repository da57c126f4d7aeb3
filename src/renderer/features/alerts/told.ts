import type { JournalEntry } from '@shared/domain/journal'
import { ruleFor, type NotificationRecord } from '@shared/domain/notification'
import type { AppState } from '@shared/state/app-state'

/** A decision to tell, or not to tell, of an alert, and what became of it. */
export interface Decision { readonly id: string; readonly at: number; readonly reason: string; readonly rule?: string; readonly outcome: NotificationRecord['outcome'] }

const ruled = (told: Pick<NotificationRecord, 'rule' | 'others'>, alert: string): Pick<Decision, 'rule'> => { const rule = ruleFor(told, alert); return rule === undefined ? {} : { rule } }

/** Decisions on an alert that the windows hold, newest first. */
export const decisionsOn = (alert: string, notifications: AppState['notifications']): readonly Decision[] =>
  Object.values(notifications).filter((r) => r.alerts.includes(alert)).sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
    .map((record) => ({ id: record.id, at: record.at, reason: record.reason, ...ruled(record, alert), outcome: record.outcome }))

/** The newest decision on an alert among entries of the journal, newest first; null: there is none. */
export const decisionIn = (alert: string, entries: readonly JournalEntry[]): Decision | null => {
  for (const entry of entries) {
    switch (entry.type) {
      case 'told': case 'shown': case 'not-shown': case 'suppressed':
        if (entry.alerts.includes(alert)) return { id: entry.record, at: entry.at, reason: entry.reason, ...ruled(entry, alert), outcome: entry.type === 'told' ? 'pending' : entry.type === 'shown' ? 'shown' : 'suppressed' }
        break
      default:
    }
  }
  return null
}
