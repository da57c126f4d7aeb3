/** Something about Garda itself that a person should know: a refused file, a damaged store, notifications that cannot be shown. */
export interface Notice {
  readonly id: string
  readonly at: number
  readonly severity: 'critical' | 'warning' | 'info'
  /** Catalogue key `notice.<code>`. */
  readonly code: NoticeCode
  readonly values: Readonly<Record<string, string | number>>
}
export const NOTICE_CODES = [
  'config-refused', 'config-reloaded', 'settings-damaged', 'panels-skipped', 'settings-unwritable', 'not-deliverable', 'scheduler-stalled', 'clock-jumped', 'clock-own', 'clock-differs',
  'woke', 'crashed', 'restarted', 'update-installed', 'paused', 'secret-store-weak', 'secret-missing', 'secret-kept', 'ledger-damaged', 'ledger-unwritable', 'name-taken', 'rule-overruled', 'offline', 'unsupported-runtime', 'heartbeat-failed', 'hook-failed', 'buddy-failed',
  'journal-torn', 'journal-damaged', 'journal-unwritable', 'calendar-refused', 'calendar-floating', 'desk-unknown', 'watch-threatened',
  'sign-in-ends', 'sign-in-unkept'
] as const
export type NoticeCode = (typeof NOTICE_CODES)[number]

/** Of what was configured nothing is in use: it could not be read, and there is no last good one. So what should be watched is not known. */
export const tellsOfLoss = ({ values }: Pick<Notice, 'values'>): boolean => values['used'] === 'defaults'
