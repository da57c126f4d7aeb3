import type { Notice, NoticeCode } from '@shared/domain/notice'
import type { NotificationRecord, NotifyReason } from '@shared/domain/notification'
import type { CoreState } from '../core/core-state'
import type { CoreEvent } from '../core/events'
import type { Decision } from '../core/notify'
import type { Intent } from '../core/telling/draft'
import type { Clock } from '../ports/clock'
import type { Log } from '../ports/log'
import type { Notifier } from '../ports/notifier'

export interface DeliveringTools {
  readonly clock: Clock
  readonly log: Log
  readonly notifier: Notifier
  readonly core: () => CoreState
  readonly dispatch: (event: CoreEvent) => void
  readonly note: (code: NoticeCode, severity: Notice['severity'], values: Notice['values']) => void
  /** Without a decision upon it: an outcome is none to decide on. */
  readonly apply: (event: CoreEvent) => void
  readonly save: () => void
  /** Of the run before. */
  readonly records: readonly NotificationRecord[]
}

export interface Delivering {
  /** Asks now, and again and again, whether a notification could be shown. */
  readonly begin: () => void
  /** Keeps the records of a decision, and has what was decided for shown; the outcome goes into its record once it is known. */
  readonly send: (decision: Pick<Decision, 'records' | 'intents'>) => void
  /** What was decided so far, oldest first, for the disk. */
  readonly records: () => readonly NotificationRecord[]
  /** Asks the notifier again whether it could show something. */
  readonly check: () => Promise<void>
  /** Alerts told of whose notification is not yet known to be shown. */
  readonly underway: () => ReadonlySet<string>
  /** Resolves when what is under way now has its outcome. */
  readonly settled: () => Promise<unknown>
  readonly stop: () => void
}

/** How often it is asked whether one could be shown. */
const CHECK_MS = 15_000
/** Kept on disk; the windows see fewer. */
const MOST_RECORDS = 2_000

/** Has notifications shown, and says when none can be. */
export const createDelivering = ({ clock, log, notifier, core, dispatch, apply, note, save, records: before }: DeliveringTools): Delivering => {
  const deliveries = new Set<Promise<void>>()
  // by notification: one alert may be told of by several at once, and is under way until the last of them has its outcome
  const underway = new Set<NotificationRecord>()
  let records = before
  let stopped = false
  let cancel = (): void => undefined

  const deliver = async ({ record, request }: Intent): Promise<void> => {
    const result = await notifier.show(request)
    underway.delete(record)
    if (result.outcome === 'shown') { became(record, 'shown', null); return }
    const missed = result.reason !== 'one-shot'
    if (missed) log.write('warn', 'a notification was not shown', { key: record.key, reason: result.reason, detail: result.detail })
    became(record, 'suppressed', result.reason)
    void result.late?.then((came) => { if (came) became(record, 'shown', record.reason) })
    if (!missed) return
    // the next check, not this moment's, says when to try again
    if (result.reason === 'no-daemon') undeliverable(result.detail)
    else await check()
  }
  const became = ({ id }: NotificationRecord, outcome: 'shown' | 'suppressed', reason: NotifyReason | null): void => {
    records = records.map((r) => (r.id === id ? { ...r, outcome, reason: reason ?? r.reason } : r))
    apply({ type: 'delivered', at: clock.now(), id, outcome, reason })
    save()
  }
  const undeliverable = (detail: string): void => {
    dispatch({ type: 'meta', at: clock.now(), change: { delivery: { able: false, by: '', detail } } })
    if (core().app.notices['not-deliverable']?.values['detail'] !== detail) note('not-deliverable', 'warning', { detail })
  }
  const check = async (): Promise<void> => {
    const delivery = await notifier.able()
    if (stopped) return
    if (!delivery.able) { undeliverable(delivery.detail); return }
    dispatch({ type: 'meta', at: clock.now(), change: { delivery } })
    dispatch({ type: 'unnoted', at: clock.now(), id: 'not-deliverable' })
  }

  const again = (): void => { cancel = clock.after(CHECK_MS, () => { void check(); if (!stopped) again() }) }

  return {
    begin: () => { again(); void check() },
    send: (decision) => {
      if (decision.records.length) {
        const ids = new Set(decision.records.map(({ id }) => id))
        records = [...records.filter(({ id }) => !ids.has(id)), ...decision.records].slice(-MOST_RECORDS)
      }
      for (const intent of decision.intents) {
        underway.add(intent.record)
        const delivery = deliver(intent).finally(() => { deliveries.delete(delivery) })
        deliveries.add(delivery)
      }
    },
    records: () => records,
    check,
    underway: () => new Set([...underway].flatMap(({ alerts }) => alerts)),
    settled: () => Promise.all(deliveries),
    stop: () => { stopped = true; cancel() }
  }
}
