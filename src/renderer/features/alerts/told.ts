import { ruleFor, type Decided, type NotificationRecord } from '@shared/domain/notification'
import type { AppState } from '@shared/state/app-state'

/** A decision to tell, or not to tell, of an alert, and what became of it. `at` null: it is not known when it was made. */
export interface Decision { readonly id: string; readonly at: number | null; readonly reason: string; readonly rule?: string; readonly outcome: NotificationRecord['outcome'] }

const ruled = (told: Pick<NotificationRecord, 'rule' | 'others'>, alert: string): Pick<Decision, 'rule'> => { const rule = ruleFor(told, alert); return rule === undefined ? {} : { rule } }

/** Decisions on an alert that the windows hold, newest first. */
export const decisionsOn = (alert: string, notifications: AppState['notifications']): readonly Decision[] =>
  Object.values(notifications).filter((r) => r.alerts.includes(alert)).sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
    .map((record) => ({ id: record.id, at: record.at, reason: record.reason, ...ruled(record, alert), outcome: record.outcome }))

/** A decision of which no record is left. */
export const decisionOf = ({ reason, toldAt, rule }: Decided): Decision => ({ id: '', at: toldAt, reason, outcome: toldAt === null ? 'suppressed' : 'shown', ...(rule !== undefined && { rule }) })
