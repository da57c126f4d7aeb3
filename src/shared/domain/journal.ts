import { z } from 'zod'
import { WATCH_CHECKS } from './night-watch'
import { FAILURE_CODES } from './source'
import { SEVERITIES } from './severity'

/**
 * What Garda did and saw, line by line, as it is kept on the disk. Times are ms since 1970. An entry says enough to be understood
 * when what it is about is long gone. Kinds and fields are only ever added.
 */
const time = z.number()
const severity = z.enum(SEVERITIES)
const line = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) => z.object({ n: z.number().int().min(1), at: time, type: z.literal(type), ...shape })

const named = z.object({ id: z.string(), name: z.string(), severity, service: z.string().nullable(), environment: z.string() })
/** Alerts by id, at most `MOST_NAMED` of the `count`. */
const several = { alerts: z.array(z.string()), count: z.number().int().min(0) }
const page = {
  page: z.string(), title: z.string(), severity, environment: z.string(), services: z.array(z.string()),
  /** The alert that explains it best; null: something cannot be seen. */
  lead: z.string().nullable(), ...several
}
const ruledBy = z.object({ rule: z.string(), alerts: z.array(z.string()) })
const notification = {
  record: z.string(), key: z.string(), title: z.string(), reason: z.string(), rule: z.string().exactOptional(), others: z.array(ruledBy).exactOptional(),
  about: named.nullable(), ...several
}
const failure = z.object({ code: z.enum(FAILURE_CODES).catch('internal'), values: z.record(z.string(), z.union([z.string(), z.number()])) }).nullable()
const maybePage = { page: z.string().nullable(), title: z.string() }

/** Alerts that an entry names one by one; of more it keeps the number. */
export const MOST_NAMED = 50

export const journalEntrySchema = z.discriminatedUnion('type', [
  /** `recovered`: nobody watched when it happened; a source remembered it, with the times given. */
  line('began', { alert: named, startedAt: time, recovered: z.literal(true).optional() }),
  /** `by`: who had it; absent: nobody. */
  line('ended', { alert: named, startedAt: time, endedAt: time.optional(), recovered: z.literal(true).optional(), by: z.string().optional() }),
  /** More at once than anybody reads: the worst by name, the others by number. */
  /** `had`: ids of the named that somebody had when they ended; `hadMore`: how many of the others. */
  line('storm', { what: z.enum(['began', 'ended']), count: z.number().int(), severities: z.record(severity, z.number().int()), named: z.array(named), had: z.array(z.string()).optional(), hadMore: z.number().int().optional() }),
  /** A page, or a notification and no more, was decided for. */
  line('decided', { ...page, route: z.enum(['notify', 'page']) }),
  /** Handed to the notification service. */
  line('told', notification),
  /** The notification service has it on screen, or had. */
  line('shown', { ...notification, by: z.string() }),
  line('not-shown', notification),
  /** Decided against. */
  line('suppressed', notification),
  line('window', page),
  line('sound', { ...maybePage, pattern: z.string(), level: z.number(), outcome: z.enum(['asked', 'played', 'not-played']), detail: z.string() }),
  line('hook', { ...maybePage, hook: z.enum(['command', 'webhook']), event: z.string(), ok: z.boolean(), detail: z.string() }),
  line('seen', { ...maybePage, how: z.enum(['window', 'notification']), ...several }),
  /** `where` names the source that keeps it; '' for this computer alone. */
  line('acknowledged', { ...page, by: z.string(), where: z.string() }),
  line('released', page),
  line('snoozed', { ...page, until: time }),
  line('snooze-over', page),
  line('passed', { ...page, person: z.string().nullable(), passed: z.number().int() }),
  line('reopened', page),
  line('resolved', { ...page, startedAt: time }),
  /** Gone without being resolved: nobody watches it any more. */
  line('dropped', page),
  /** Nothing of it fires any more but what a silence, an inhibition or a mute time holds back. */
  line('quieted', page),
  line('blind', { source: z.string(), name: z.string(), failure }),
  line('back', { source: z.string(), name: z.string(), since: time }),
  /** Somebody's Garda does not watch any more, or again. `since`: when it ended, or since when it was away. */
  line('buddy-gone', { name: z.string(), how: z.enum(['gone', 'left']), since: time }),
  line('buddy-back', { name: z.string(), since: time }),
  line('delivery', { able: z.boolean(), by: z.string(), detail: z.string() }),
  line('paused', { until: time }),
  line('unpaused', {}),
  line('armed', { by: z.enum(['schedule', 'hand']), until: time }),
  line('disarmed', { by: z.enum(['schedule', 'hand']) }),
  /** The alarm was tested: what became of the notification and of the sound. */
  line('tested', { good: z.boolean(), notification: z.string(), sound: z.string() }),
  line('threatened', { check: z.enum(WATCH_CHECKS), detail: z.string() }),
  line('unthreatened', { check: z.enum(WATCH_CHECKS), detail: z.string() }),
  line('digest', { from: time, to: time, fired: z.number().int(), paged: z.number().int(), resolved: z.number().int(), open: z.number().int(), silences: z.number().int(), unseen: z.number().int().optional() }),
  line('started', { version: z.string() }),
  line('stopped', {}),
  /** The system said that it goes to sleep. */
  line('suspended', {}),
  /** What a source remembers of an absence: alerts that began and ended in it. `failure`: it could not be asked. */
  line('away', { from: time, to: time, source: z.string(), name: z.string(), count: z.number().int().min(0), named: z.array(named), whole: z.boolean(), failure }),
  /** Nothing was watched from `from` until this entry. */
  line('gap', { from: time, why: z.enum(['stopped', 'crashed', 'slept']) })
])

type Frozen<T> = T extends readonly (infer U)[] ? readonly Frozen<U>[] : T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T
export type JournalEntry = Frozen<z.infer<typeof journalEntrySchema>>
/** An entry that has no number yet. */
export type JournalDraft = JournalEntry extends infer E ? (E extends JournalEntry ? Omit<E, 'n'> : never) : never
export type NamedAlert = Frozen<z.infer<typeof named>>

/** Where a reading went on from: entries before this one, by UTC day and then by number. */
export interface JournalPlace { readonly at: number; readonly n: number }
export interface JournalQuery {
  /** Times from and up to which, ms; null: no bound. */
  readonly from: number | null
  readonly to: number | null
  readonly before: JournalPlace | null
  readonly limit: number
}
export interface JournalAnswer {
  /** Newest first. */
  readonly entries: readonly JournalEntry[]
  /** Where the next page begins; null: there is no more. */
  readonly next: JournalPlace | null
  /** Lines that were passed over because this version cannot read them. */
  readonly unread: number
}
export const MOST_ENTRIES = 500

export const utcDay = (at: number): string => new Date(at).toISOString().slice(0, 10)

/** Whether an entry comes before a place. Within a day entries stand as they were written, whatever the clock did. */
export const isBefore = (entry: JournalPlace, place: JournalPlace): boolean => {
  const [a, b] = [utcDay(entry.at), utcDay(place.at)]
  return a < b || (a === b && entry.n < place.n)
}

export const fitsQuery = (entry: JournalPlace, { from, to, before }: JournalQuery): boolean =>
  (from === null || entry.at >= from) && (to === null || entry.at <= to) && (before === null || isBefore(entry, before))
