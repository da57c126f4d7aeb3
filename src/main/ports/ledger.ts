import type { Alert, Held } from '@shared/domain/alert'
import type { Buddies } from '@shared/domain/buddy'
import type { KeptWatch } from '@shared/domain/night-watch'
import type { LastPages, Page } from '@shared/domain/page'
import type { Matcher } from '@shared/domain/silence'
import type { NotificationRecord, NotifyReason } from '@shared/domain/notification'

/** What the notification service refused, and when to ask it again. */
export interface Retry {
  /** Of the notification, so that the next try replaces one that came on screen after all. */
  readonly key: string
  /** Why it was decided for. */
  readonly reason: NotifyReason
  readonly tries: number
  /** When it was decided for first, ms. */
  readonly since: number
  /** Not before, ms. */
  readonly at: number
}

/** An alert from its first firing until it is seen resolved: told at most once. Kept over restarts. */
export interface Episode {
  readonly alert: string
  /** When the alert says it began, ms. */
  readonly startedAt: number
  /** Null: decided against so far, because of `reason`. */
  readonly toldAt: number | null
  readonly reason: NotifyReason
  /** It was told as no more than worth a look; absent: it paged, or an earlier version told it. */
  readonly lightly?: true
  /** When its alert was gone, ms. It is kept a while: an alert that comes back with the same beginning was never over. */
  readonly endedAt?: number
  /** Since when it is left open whether to tell it, ms: what an Alertmanager knows of it is asked first. */
  readonly awaitingSince?: number
  /** How it began after an episode that was told, while it is untold itself: `strayed`, after longer than any event lasts; `unseen`, while nobody could see it. Absent: it did not. */
  readonly anew?: 'begun' | 'strayed' | 'unseen'
  /** Belongs to a run: after a restart it is told at once. */
  readonly retry?: Retry
}

/** What somebody at this desk took. Kept over restarts, so that it is given back even then. Times are ms since 1970 by our clock. */
export interface Ack {
  readonly id: string
  /** Fingerprints of its alerts. */
  readonly prints: readonly string[]
  readonly by: string
  readonly comment: string
  readonly since: number
  /** The page it was taken with; null: the alerts alone. */
  readonly page: string | null
  /** Where colleagues see it; '': only this desk knows. */
  readonly source: string
  /** Of its silence. */
  readonly matchers: readonly Matcher[]
  /** Null: not made, or not known to be. */
  readonly silence: string | null
  /** When that silence ends unless it is extended. */
  readonly endsAt: number | null
  /** Given back: its silence is to end. */
  readonly released: boolean
  /** Since when its source lists none of its alerts. */
  readonly goneSince: number | null
  /** After a refusal: not before. */
  readonly retryAt: number | null
  /** Of its alerts that were seen begun anew as somebody else's, by fingerprint: what begins later than this, ms, is none of it. Absent: none was. */
  readonly upTo?: Readonly<Record<string, number>>
}

/** Who has an alert by what a server told. Times are ms since 1970 by our clock. */
export interface Hold {
  readonly held: Held
  /** When the silence ends by which they have it. */
  readonly until: number
  /** When what they have began: what begins later they have not taken. */
  readonly startsAt: number
}

/** What an alert is called and where it is. */
export type Naming = Pick<Alert, 'name' | 'service' | 'environment' | 'severity'>

export interface LedgerState {
  /** Open episodes by alert id. */
  readonly episodes: Readonly<Record<string, Episode>>
  readonly records: readonly NotificationRecord[]
  /** Those that are not over: their ladders go on after a restart; and those that may call again. */
  readonly pages?: Readonly<Record<string, Page>>
  readonly lastRunAt: number | null
  /** Absent: none. */
  readonly acks?: readonly Ack[]
  /** Which Gardas watched; a server that lost its silences cannot tell. Absent: that was not asked for. */
  readonly buddies?: Buddies
  /** Ids of the sources that each service of tier 1 was seen by, by its key. Absent: none. */
  readonly seenBy?: Readonly<Record<string, readonly string[]>>
  /** Ids of alerts by their other fingerprints: sources that give one alert different labels. Absent: none. */
  readonly names?: Readonly<Record<string, string>>
  /** Who has which alerts, by the alert's id; a server that is gone at the start cannot tell. Absent: nobody has any. */
  readonly holds?: Readonly<Record<string, Hold>>
  /** What is on a page that is not over, by the alert's id: what ends while nobody watches no run after that sees. Absent: nothing. */
  readonly onPages?: Readonly<Record<string, Naming>>
  /** The newest page of each environment, however old. Absent: it was never kept. */
  readonly lastPages?: LastPages
  /** Names of the watchdogs that were seen, by the id and the address of the source. Absent: none. */
  readonly watchdogs?: Readonly<Record<string, readonly string[]>>
  /** Absent: it was never kept. */
  readonly watch?: KeptWatch
}

export interface Ledger {
  /** What the last run left; a damaged file is put aside, and said. */
  load(): Promise<{ readonly state: LedgerState; readonly damaged: string | null }>
  /** Durable when it resolves; calls may be merged. */
  save(state: LedgerState): Promise<void>
}
