/** One decision to tell, or not to tell, a person. */
export interface NotificationRecord {
  readonly id: string
  readonly at: number
  /** What is told of: `alert:<id>:<episode start>`, `source:<id>`, `digest:<start>`, `test`. One key is told once. */
  readonly key: string
  readonly alerts: readonly string[]
  readonly title: string
  readonly body: string
  readonly outcome: 'shown' | 'suppressed' | 'pending'
  readonly reason: NotifyReason
  /** Name of the rule of the policy that decided for the first of its alerts, or that a setting went before; absent where there is none. */
  readonly rule?: string
  /** The rules that decided for others of its alerts; absent where all came by the same. */
  readonly others?: readonly RuledBy[]
}
export interface RuledBy { readonly rule: string; readonly alerts: readonly string[] }

/** What was decided of an alert, whether or not a record of it is left. `toldAt`, ms: when somebody was told; null: nobody was. `gathered`: it is told with others, and not yet. */
export interface Decided { readonly reason: NotifyReason | 'gathered'; readonly toldAt: number | null; readonly rule?: string }

/** Whether a record tells of the episode of an alert before this one, and that of this one is gone. */
export const isOfBefore = ({ outcome, at }: Pick<NotificationRecord, 'outcome' | 'at'>, startsAt: number): boolean => outcome === 'shown' && at < startsAt

/** Name of the rule that decided for one alert of those that are told, or not told, together. */
export const ruleFor = ({ rule, others }: Pick<NotificationRecord, 'rule' | 'others'>, alert: string): string | undefined => others?.find((o) => o.alerts.includes(alert))?.rule ?? rule

/** Each has one sentence in the catalogue: `reason.<code>`. */
export const NOTIFY_REASONS = [
  'new', 'baseline', 'digest', 'storm', 'source-blind', 'test', 'already-told', 'severity', 'environment', 'paused', 'pending', 'silenced', 'inhibited', 'muted',
  'held', 'awaiting', 'joined', 'root', 'called', 'flapping', 'reopened', 'storm-back', 'morning', 'digest-morning', 'resolved', 'unwatched', 'listed', 'ignored', 'night', 'unseen', 'away', 'repeated', 'demo', 'no-daemon', 'daemon-refused', 'one-shot', 'linux-only', 'disabled'
] as const
export type NotifyReason = (typeof NOTIFY_REASONS)[number]
