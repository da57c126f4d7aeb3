import { z } from 'zod'
import { SEVERITIES } from './severity'

/** What could swallow a page, the worst first. */
export const WATCH_CHECKS = ['telling', 'daemon', 'disturb', 'audio', 'sources', 'hook', 'sleep', 'lock'] as const
export type WatchCheck = (typeof WATCH_CHECKS)[number]

const time = z.number()
/** What the system says of one of them: `unknown` where it does not say. `detail` is a sentence, '' where there is no more to say. */
export interface Reading { readonly state: 'fine' | 'threat' | 'unknown'; readonly detail: string }
/** One check with its last answer. */
export interface Checked extends Reading { readonly check: WatchCheck; readonly at: number }

const testSchema = z.object({
  at: time,
  /** Of the night it was made for: when that ends. */
  dawn: time,
  /** `displayed`: whether the daemon says that it is not held back. */
  notification: z.object({ shown: z.boolean(), displayed: z.enum(['yes', 'no', 'unknown']), detail: z.string() }),
  sound: z.object({ played: z.boolean(), detail: z.string() }),
  /** What the system had said works, and did not: threats until the alarm is tested again. */
  belied: z.array(z.enum(['daemon', 'audio'])).exactOptional()
})
/** What became of a self-test: a real notification, and a quiet sound. */
export type WatchTest = Readonly<z.infer<typeof testSchema>>

const alert = z.object({ id: z.string(), name: z.string(), severity: z.enum(SEVERITIES), service: z.string().nullable(), environment: z.string(), at: time })
const several = { count: z.number().int(), alerts: z.array(alert) }
export const digestSchema = z.object({
  from: time,
  to: time,
  /** What began to fire, at when; each alert once. */
  fired: z.object(several),
  paged: z.object({ count: z.number().int(), pages: z.array(z.object({ id: z.string(), title: z.string(), severity: z.enum(SEVERITIES), at: time, by: z.string().nullable() })) }),
  /** What ended without anybody having taken it, at when. */
  resolved: z.object(several),
  /** What fires still, since when. */
  open: z.object(several),
  /** Silences that end today. */
  silences: z.object({ count: z.number().int(), list: z.array(z.object({ id: z.string(), comment: z.string(), by: z.string(), endsAt: time })) }),
  /**
   * Sources that could not be seen for a minute or longer, for how many ms of the night, and whether they still cannot; and open pages of
   * which nothing fires, or something cannot be seen, since when. Of an older run: none.
   */
  unseen: z.object({
    sources: z.object({ count: z.number().int(), list: z.array(z.object({ id: z.string(), name: z.string(), ms: time, still: z.boolean() })) }),
    pages: z.object({ count: z.number().int(), list: z.array(z.object({ id: z.string(), title: z.string(), severity: z.enum(SEVERITIES), at: time })) })
  }).default({ sources: { count: 0, list: [] }, pages: { count: 0, list: [] } }),
  /** How long nothing was watched meanwhile, ms. */
  unwatchedMs: z.number(),
  /** More happened than was read, or it could not be read: what is counted is the least. */
  partial: z.boolean(),
  closed: z.boolean()
})
type Frozen<T> = T extends readonly (infer U)[] ? readonly Frozen<U>[] : T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T
/** A night in figures and names, the lists bounded. */
export type NightDigest = Frozen<z.infer<typeof digestSchema>>
export type DigestAlert = NightDigest['open']['alerts'][number]
export const MOST_IN_DIGEST = 20

const keptSchema = z.object({
  armed: z.enum(['schedule', 'hand']).nullable(),
  night: z.object({ from: time, dawn: time }).nullable(),
  hand: z.object({ arm: z.boolean(), until: time }).nullable(),
  testDue: z.boolean(),
  test: testSchema.nullable(),
  told: z.array(z.enum(WATCH_CHECKS)),
  over: time.nullable(),
  owed: z.object({ from: time, to: time }).nullable(),
  digest: digestSchema.nullable()
})

/** As it outlives a run. */
export const watchSchema: z.ZodType<KeptWatch> = keptSchema

/** The night watch as it outlives a run. Times are ms since 1970. */
export interface KeptWatch {
  readonly armed: 'schedule' | 'hand' | null
  /** The night in hand, from its first arming to its dawn; null: none. */
  readonly night: { readonly from: number; readonly dawn: number } | null
  /** What somebody said by hand, which holds until then. */
  readonly hand: { readonly arm: boolean; readonly until: number } | null
  readonly testDue: boolean
  readonly test: WatchTest | null
  /** What was told as a threat in this night. */
  readonly told: readonly WatchCheck[]
  /** The last dawn that came; null: none did. */
  readonly over: number | null
  /** A night whose digest is not made yet. */
  readonly owed: { readonly from: number; readonly to: number } | null
  /** Of the last night. */
  readonly digest: NightDigest | null
}

/** All that windows see of it. */
export interface NightWatch extends KeptWatch {
  /** Whether this face keeps one at all. */
  readonly kept: boolean
  /** When it will arm by itself; null: not by itself. */
  readonly next: number | null
  readonly checks: readonly Checked[]
  readonly testing: boolean
  /** Whether the computer is kept awake now. */
  readonly awake: boolean
}

export const NO_WATCH: NightWatch = {
  kept: false, armed: null, night: null, hand: null, testDue: false, test: null, told: [], over: null, owed: null, digest: null, next: null, checks: [], testing: false, awake: false
}

/** What a run leaves to the next. */
export const keptOf = ({ armed, night, hand, testDue, test, told, over, owed, digest }: NightWatch): KeptWatch => ({ armed, night, hand, testDue, test, told, over, owed, digest })

/** What threatens, the worst first. */
export const threatsOf = ({ armed, checks }: Pick<NightWatch, 'armed' | 'checks'>): readonly Checked[] =>
  armed === null ? [] : WATCH_CHECKS.flatMap((check) => checks.filter((c) => c.check === check && c.state === 'threat'))

/** Whether the test that was made last reached eyes and ears, as far as is known. */
export const isGood = ({ notification, sound }: WatchTest): boolean => notification.shown && notification.displayed !== 'no' && sound.played
