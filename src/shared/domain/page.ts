import type { Held } from './alert'
import type { Severity } from './severity'

/** What becomes of something that is wrong, from the quietest to the loudest. */
export const ROUTES = ['ignore', 'list', 'notify', 'page'] as const
export type Route = (typeof ROUTES)[number]

/** A rung of the ladder that a page climbs until somebody has it. */
export const RUNGS = ['window', 'sound', 'hook', 'next'] as const
export type Rung = (typeof RUNGS)[number]

export type PageStatus = 'open' | 'snoozed' | 'held' | 'over'

/**
 * One event told as one: the alerts of an incident from the first that was told until all of them are gone. Times are ms since 1970.
 * `route` is `notify` for what deserves a notification and no more; only a `page` climbs the ladder.
 */
export interface Page {
  readonly id: string
  readonly route: 'notify' | 'page'
  readonly status: PageStatus
  readonly severity: Severity
  readonly environment: string
  /** Ids of its alerts, worst first; those that are over stay until the page is. Empty where something cannot be seen. */
  readonly alerts: readonly string[]
  /** Ids of the sources that tell what fires of it; of what fired last once nothing does. */
  readonly sources: readonly string[]
  /** Ids of those that were taken out of the configuration while alerts of theirs fired: what became of these nobody knows. */
  readonly lost: readonly string[]
  /** Some of it still fired when it ended, held back by a silence, an inhibition or a mute time. */
  readonly suppressed: boolean
  /** Keys of what cannot be seen, where that is the trouble; else empty. */
  readonly unseen: readonly string[]
  /** Of that, by what it is about, since when it is seen again, ms; absent: none of it is. */
  readonly seenAgain?: Readonly<Record<string, number>>
  /** Who took, at this desk, what of that could not be seen then; absent: nobody did. Whatever the page asks for since, that is theirs. */
  readonly had?: { readonly keys: readonly string[]; readonly by: Held }
  /** Names of the services it hurts, worst first. */
  readonly services: readonly string[]
  /** As last told. */
  readonly title: string
  readonly body: string
  /** The alert whose graph explains it best; null where there is none. */
  readonly lead: string | null
  /** When the first of its alerts began. */
  readonly startedAt: number
  /** When it was first told; its ladder counts from `since`, which a snooze moves. */
  readonly openedAt: number
  readonly since: number
  /** Up to where its ladder was climbed. */
  readonly climbedAt: number
  /** Up to where it was passed on from person to person; what fell due while nobody's names were known still does. */
  readonly passedAt: number
  /** Rungs that it has taken at this desk since its ladder began. */
  readonly climbed: readonly Rung[]
  /** Its window was asked for and stands until somebody has it. */
  readonly window: boolean
  /** Who is paged now and since when; null: nobody is known to be on call. */
  readonly person: string | null
  /** Everybody it was paged to so far, in that order; it stays loud at their desks until somebody has it. */
  readonly reached: readonly string[]
  /** How many people it went on to since it came to whoever is on call. */
  readonly passed: number
  /** Whether it is this desk's turn. */
  readonly loud: boolean
  /** Whether a notification has called for it since that turn began. */
  readonly called: boolean
  /** Whether the hooks of this desk have heard that it pages, since it asks. */
  readonly paged: boolean
  /** When they were told that, or failed to be, where not all of them are known to have heard it; null: they are, or nothing was told. */
  readonly handedAt: number | null
  /** What happens next when nobody takes it. */
  readonly next: { readonly rung: Rung; readonly at: number; readonly person: string | null } | null
  readonly held: Held | null
  /** Ids of those of its alerts that somebody has; empty where the page was taken without any. What joins them within the half hour, and is neither worse nor a new cause, is taken with them. */
  readonly taken: readonly string[]
  /** Ids of those that nobody has and that asked, or were held back, while nobody had the page: whoever takes the rest has not taken them. */
  readonly free: readonly string[]
  /** Since when something of it that somebody's has nothing to do with any more asks for somebody, though the page is held; null: nothing does. */
  readonly bareSince: number | null
  /** Ids of those that were taken while none of the page was listed, as in a blink or just after a start: whoever has it has them as soon as they are again. */
  readonly owed: readonly string[]
  readonly snoozedUntil: number | null
  /** Since when nothing of it calls though it is not over: its ladder stands still for so long. Null: something calls. */
  readonly stillSince: number | null
  /** The worst that it has called for since its ladder began: no more than that, it goes on instead of beginning anew. */
  readonly peak: Severity
  /** Ids of its alerts that are gone for longer than a blink: its words tell of the rest. */
  readonly ended: readonly string[]
  /** How often one of its alerts came back after it was gone; what fired on while rules kept it quiet did not. */
  readonly flaps: number
  /** Since when none of its alerts fires; null while one does. */
  readonly quietSince: number | null
  readonly endedAt: number | null
}

/** What is remembered of a page when it is no longer kept itself. Times are ms since 1970. */
export interface LastPage extends Pick<Page, 'id' | 'openedAt' | 'startedAt' | 'endedAt'> { readonly service: string | null }
/** The newest page of each environment by its name; `since`: there was none before it that is not remembered, as far back as this. */
export interface LastPages { readonly since: number; readonly of: Readonly<Record<string, LastPage>> }

/** A snooze lasts this long at most, whatever the clock does meanwhile. */
export const SNOOZE_MS = 10 * 60_000

/** How a page ended; only `resolved` is well. `unwatched`: its source was taken out of the configuration. `suppressed`: it still fires, and is held back. */
export type Ending = 'resolved' | 'unwatched' | 'suppressed'
/** How a page ended that is over. */
export const endingOf = (page: Pick<Page, 'lost' | 'suppressed'>): Ending => (page.lost.length > 0 ? 'unwatched' : page.suppressed ? 'suppressed' : 'resolved')

/** Whether a page still asks for somebody at `now`. */
export const isAsking = (page: Page): boolean => page.route === 'page' && page.status === 'open'

/** Who is on call, who is next, and the people in the order a page goes on to them, the one on call first. */
export interface Shift {
  readonly now: { readonly name: string; readonly until: number } | null
  readonly next: { readonly name: string; readonly from: number } | null
  readonly order: readonly string[]
  /** A calendar decides and was never read: its first answer is awaited, or was refused. Nobody is known to be on call then; absent: what is known is all there is. */
  readonly calendar?: 'awaited' | 'refused'
}
export const NO_SHIFT: Shift = { now: null, next: null, order: [] }
