import type { Config } from '@shared/config/schema'
import type { Held } from '@shared/domain/alert'
import type { Notice } from '@shared/domain/notice'
import type { NotificationRecord } from '@shared/domain/notification'
import type { Certificate, Failure, SourceSnapshot } from '@shared/domain/source'
import type { AppState, Meta } from '@shared/state/app-state'
import type { Ack, Episode } from '../ports/ledger'
import type { PastAlert } from '../ports/source-kind'
import type { Absence, Away, SourceSetup } from './core-state'

/** What a poll of one source came to. */
export type Heard =
  | { readonly type: 'answered'; readonly at: number; readonly source: string; readonly askedAt: number; readonly snapshot: SourceSnapshot; readonly nextAt: number; readonly certificate?: Certificate | null }
  | { readonly type: 'failed'; readonly at: number; readonly source: string; readonly askedAt: number; readonly failure: Failure; readonly nextAt: number }

/** All that can happen to the core. `at` is ms since 1970. */
export type CoreEvent =
  | { readonly type: 'configured'; readonly at: number; readonly config: Config; readonly sources: readonly SourceSetup[]; readonly file: string | null; readonly notices: readonly Notice[] }
  | Heard
  /** All that was heard at one moment, judged once: of a watch of which only some moments are known, no source is stale while another speaks. */
  | { readonly type: 'round'; readonly at: number; readonly heard: readonly Heard[] }
  | { readonly type: 'tick'; readonly at: number }
  | { readonly type: 'decided'; readonly at: number; readonly episodes: Readonly<Record<string, Episode>>; readonly records: readonly NotificationRecord[]; readonly gathered: readonly string[]; readonly baselineUntil: number | null; readonly toldBlind: Readonly<Record<string, number>>; readonly pages: AppState['pages']; readonly away: Away | null }
  | { readonly type: 'delivered'; readonly at: number; readonly id: string; readonly outcome: 'shown' | 'suppressed'; readonly reason: NotificationRecord['reason'] | null }
  | { readonly type: 'noted'; readonly at: number; readonly notice: Notice }
  | { readonly type: 'unnoted'; readonly at: number; readonly id: string }
  | { readonly type: 'meta'; readonly at: number; readonly change: Partial<Pick<Meta, 'pausedUntil' | 'delivery' | 'shift' | 'night' | 'watch' | 'journal'>> }
  | { readonly type: 'acknowledged'; readonly at: number; readonly page: string; readonly held: Held }
  /** Hooks were told that it pages; `ok`: all that are configured have heard it. */
  | { readonly type: 'handed'; readonly at: number; readonly page: string; readonly ok: boolean }
  | { readonly type: 'released'; readonly at: number; readonly page: string }
  /** Acknowledgements by id as they are now; null: forgotten. */
  | { readonly type: 'acks'; readonly at: number; readonly change: Readonly<Record<string, Ack | null>> }
  /** The computer woke, or a run follows another one. */
  | ({ readonly type: 'woke' } & Absence)
  /** What a source remembers of that absence; null: it could not be read. */
  | { readonly type: 'recovered'; readonly at: number; readonly source: string; readonly alerts: readonly PastAlert[] | null }
  | { readonly type: 'snoozed'; readonly at: number; readonly page: string; readonly until: number }
