import fc from 'fast-check'
import { MOODS, type Mood } from './daemon'

/** What may happen in a night. Times are whole ticks. */
export type Happening =
  | { readonly what: 'begin' | 'end'; readonly alert: number }
  | { readonly what: 'silence' | 'unsilence' | 'take' | 'give'; readonly alert: number }
  /** Gone for less than the grace; `anew`: and then begun again, by what its sources say. */
  | { readonly what: 'blink'; readonly alert: number; readonly polls: number; readonly anew: boolean }
  /** Held back by another alert, or not any more. */
  | { readonly what: 'inhibit' | 'uninhibit'; readonly alert: number }
  /** A colleague takes one that an open page wakes for. */
  | { readonly what: 'take-one'; readonly nth: number }
  | { readonly what: 'dead' | 'alive'; readonly source: number }
  | { readonly what: 'empty'; readonly source: number }
  /** Killed; `unwritten`: while what happened last was being written to the disk. */
  | { readonly what: 'crash'; readonly awayTicks: number; readonly begins: number | null; readonly blinks: number | null; readonly unwritten: boolean }
  | { readonly what: 'storm'; readonly size: number }
  /** On one service, one after the other; a colleague takes the first of them, or does not. */
  | { readonly what: 'trail'; readonly minutes: number; readonly count: number; readonly taken: boolean }
  /** Begins silenced, held back by another alert, or a colleague's already. */
  | { readonly what: 'begin-quiet'; readonly alert: number; readonly by: 'silence' | 'inhibition' | 'colleague' }
  /** Begins, is taken here or not, ends, and begins anew so long after. */
  | { readonly what: 'episodes'; readonly alert: number; readonly taken: boolean; readonly minutes: number }
  /** Of one service, one after the other, each ended when the next begins or for so many polls between: the same under other labels, or others. Taken, if at all, while none is listed. */
  | { readonly what: 'turns'; readonly by: 'labels' | 'names'; readonly count: number; readonly polls: number; readonly between: number; readonly taken: number | null; readonly beside: boolean }
  /** It blinks, and its page is taken here meanwhile. */
  | { readonly what: 'take-gone'; readonly alert: number; readonly anew: boolean }
  | { readonly what: 'calm' | 'take-all' }
  | { readonly what: 'acknowledge' | 'release' | 'snooze' }
  /** What began, ended, and began and ended (`blinks`), while nobody watched. */
  | { readonly what: 'sleep'; readonly ticks: number; readonly begins: readonly number[]; readonly ends: number | null; readonly blinks: number | null }
  | { readonly what: 'back'; readonly seconds: number }
  /** A source that answers does not list a service of tier 1 meanwhile. */
  | { readonly what: 'hide'; readonly ticks: number }
  /** The notification service dies, hangs, comes back. */
  | { readonly what: 'daemon'; readonly mood: Mood; readonly late: boolean }

export const TICK = 5_000
export const POLL_TICKS = 3

/** Eight things that may break: services that depend on each other, environments, severities. */
export const KINDS = [
  { name: 'DbDown', service: 'db', severity: 'critical', env: 'production' },
  { name: 'ApiErrors', service: 'api', severity: 'critical', env: 'production' },
  { name: 'ApiSlow', service: 'api', severity: 'warning', env: 'production' },
  { name: 'WebErrors', service: 'web', severity: 'critical', env: 'production' },
  { name: 'StagingDown', service: 'api', severity: 'critical', env: 'staging' },
  { name: 'DevDown', service: 'api', severity: 'critical', env: 'development' },
  { name: 'DiskInfo', service: 'db', severity: 'info', env: 'production' },
  { name: 'Odd', service: 'queue', severity: 'strange', env: 'production' }
] as const
const alert = fc.integer({ min: 0, max: KINDS.length - 1 })
const source = fc.integer({ min: 0, max: 1 })
const HAPPENINGS: readonly fc.WeightedArbitrary<Happening>[] = [
  { weight: 8, arbitrary: fc.record({ what: fc.constantFrom('begin' as const, 'begin' as const, 'end' as const), alert }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constantFrom('silence' as const, 'unsilence' as const, 'take' as const, 'give' as const, 'give' as const), alert }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('blink' as const), alert, polls: fc.integer({ min: 1, max: 2 }), anew: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constantFrom('inhibit' as const, 'uninhibit' as const), alert }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constantFrom('dead' as const, 'alive' as const), source }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('empty' as const), source }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('crash' as const), awayTicks: fc.integer({ min: 1, max: 60 }), begins: fc.option(alert, { nil: null }), blinks: fc.option(alert, { nil: null }), unwritten: fc.boolean() }) },
  { weight: 2, arbitrary: fc.constant({ what: 'take-all' as const }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('take-one' as const), nth: fc.integer({ min: 0, max: 3 }) }) },
  { weight: 1, arbitrary: fc.oneof(fc.record({ what: fc.constant('storm' as const), size: fc.integer({ min: 5, max: 60 }) }), fc.constant({ what: 'calm' as const }), fc.record({ what: fc.constant('trail' as const), minutes: fc.integer({ min: 12, max: 29 }), count: fc.integer({ min: 3, max: 4 }), taken: fc.boolean() })) },
  { weight: 2, arbitrary: fc.record({ what: fc.constantFrom('acknowledge' as const, 'release' as const, 'snooze' as const) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('sleep' as const), ticks: fc.integer({ min: 6, max: 500 }), begins: fc.uniqueArray(alert, { maxLength: 3 }), ends: fc.option(alert, { nil: null }), blinks: fc.option(alert, { nil: null }) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('back' as const), seconds: fc.integer({ min: 1, max: 7_200 }) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('hide' as const), ticks: fc.integer({ min: 3, max: 120 }) }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('daemon' as const), mood: fc.constantFrom('there' as const, ...MOODS), late: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('begin-quiet' as const), alert, by: fc.constantFrom('silence' as const, 'silence' as const, 'inhibition' as const, 'colleague' as const) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('episodes' as const), alert: fc.integer({ min: 0, max: 4 }), taken: fc.boolean(), minutes: fc.integer({ min: 1, max: 40 }) }) }
]
/** Alerts that take turns, and what is taken while it is not there. */
const TURNS: readonly fc.WeightedArbitrary<Happening>[] = [
  { weight: 2, arbitrary: fc.record({
    what: fc.constant('turns' as const), by: fc.constantFrom('labels' as const, 'names' as const), count: fc.integer({ min: 3, max: 6 }), polls: fc.integer({ min: 1, max: 20 }),
    between: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 12 })), taken: fc.option(fc.integer({ min: 0, max: 4 }), { nil: null }), beside: fc.boolean()
  }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('take-gone' as const), alert, anew: fc.boolean() }) }
]
export const nights = fc.record({
  /** Another run of Garda ended two hours before; else nobody was told of anything yet, and whoever starts it sits before it. */
  ranBefore: fc.constantFrom(true, true, true, false),
  hour: fc.constantFrom(3, 6.75, 12, 21.75),
  firing: fc.uniqueArray(alert, { maxLength: 3 }),
  /** The Prometheus adds a label on sending, which only the Alertmanager knows of. */
  external: fc.boolean(),
  daemon: fc.constantFrom<Mood>('there', 'there', 'missing'),
  /** Whose desk it is, and when Mira hands over to Daniel; null: nobody is named, and every page calls here. */
  team: fc.option(fc.record({ me: fc.constantFrom('Mira' as const, 'Daniel' as const), handoverMinutes: fc.integer({ min: 1, max: 60 }) })),
  steps: fc.array(fc.record({ after: fc.integer({ min: 0, max: 40 }), happening: fc.oneof(...HAPPENINGS, ...TURNS) }), { minLength: 1, maxLength: 30 })
})
type Scripted = typeof nights extends fc.Arbitrary<infer N> ? N : never
export type Night = Omit<Scripted, 'ranBefore'> & { readonly ranBefore?: boolean }
