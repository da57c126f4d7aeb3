import { z } from 'zod'
import { instantOf, wallAt } from '@shared/domain/zone'

/** From and to, both included. */
type Range = readonly [from: number, to: number]

/**
 * One time interval of Alertmanager; null where it says nothing. Minutes are of the day; weekdays count from Sunday, 0; months from
 * January, 1; days of the month from 1, or from -1 backwards.
 */
export interface Times {
  readonly minutes: readonly Range[] | null
  readonly weekdays: readonly Range[] | null
  readonly days: readonly Range[] | null
  readonly months: readonly Range[] | null
  readonly years: readonly Range[] | null
  readonly zone: string
}

const MOST = 500
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december']

const whole = (text: string): number => (/^[-+]?\d{1,6}$/.test(text) ? Number(text) : NaN)
const weekday = (text: string): number => (WEEKDAYS.includes(text) ? WEEKDAYS.indexOf(text) : NaN)
const month = (text: string): number => (MONTHS.includes(text) ? MONTHS.indexOf(text) + 1 : whole(text))

/** `a` or `a:b`. What Alertmanager would refuse to load is no range here either. */
const ranges = (member: (text: string) => number, isRange: (from: number, to: number) => boolean): z.ZodType<readonly Range[] | null> =>
  z.array(z.union([z.string(), z.number()]).transform((value, ctx): Range => {
    const ends = String(value).toLowerCase().split(':')
    const [from, to] = [member(ends[0]!), member(ends.at(-1)!)]
    if (ends.length > 2 || !isRange(from, to)) { ctx.addIssue({ code: 'custom', message: 'range' }); return z.NEVER }
    return [from, to]
  })).max(MOST).nullish().transform((list) => list ?? null)

const upward = (from: number, to: number): boolean => from <= to
const isDay = (day: number): boolean => day !== 0 && Math.abs(day) <= 31
/** The shortest month has 28 days: what runs backwards there is refused. */
const inMonth = (from: number, to: number): boolean =>
  isDay(from) && isDay(to) && !(from < 0 && to > 0) && (from < 0 ? 28 + from : from) <= (to < 0 ? 28 + to : to)

const clock = z.string().transform((text, ctx): number => {
  const found = /^(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/.exec(text)
  if (!found) { ctx.addIssue({ code: 'custom', message: 'time' }); return z.NEVER }
  return found[1] === undefined ? 1_440 : Number(found[1]) * 60 + Number(found[2])
})
/** The end is no part of it. */
const times = z.strictObject({ start_time: clock, end_time: clock }).refine((t) => t.start_time < t.end_time).transform((t): Range => [t.start_time, t.end_time - 1])

/** The server's own zone, `Local`, is known to it alone. */
const zone = z.string().transform((text, ctx): string => {
  if (text === '' || text === 'UTC') return 'UTC'
  if (/^[A-Za-z][\w+/-]*$/.test(text) && text !== 'Local' && isKnown(text)) return text
  ctx.addIssue({ code: 'custom', message: 'zone' })
  return z.NEVER
})
const isKnown = (timeZone: string): boolean => {
  try { wallAt(0, timeZone) } catch { return false }
  return true
}

/**
 * As it stands in a configuration. One that limits nothing cannot be told from one with an empty list, which Alertmanager never takes to
 * be now and leaves out when it prints its configuration, so it is none.
 */
export const timesWire: z.ZodType<Times> = z.strictObject({
  times: z.array(times).max(MOST).nullish().transform((list) => list ?? null),
  weekdays: ranges(weekday, upward),
  days_of_month: ranges(whole, inMonth),
  months: ranges(month, upward),
  years: ranges(whole, upward),
  location: zone.nullish().transform((name) => name ?? 'UTC')
}).transform((t): Times => ({ minutes: t.times, weekdays: t.weekdays, days: t.days_of_month, months: t.months, years: t.years, zone: t.location }))
  .refine((t) => t.minutes !== null || t.weekdays !== null || t.days !== null || t.months !== null || t.years !== null)

const DAY_MS = 86_400_000
const within = (list: readonly Range[] | null, value: number): boolean => list === null || list.some(([from, to]) => value >= from && value <= to)

/** Days that a month does not have are cut off; a range that begins after its end is none in it. */
const onDay = (list: readonly Range[] | null, day: number, length: number): boolean =>
  within(list?.flatMap(([a, b]): Range[] => {
    const [from, to] = [a < 0 ? length + a + 1 : a, b < 0 ? length + b + 1 : b]
    return from > length ? [] : [[from, Math.min(to, length)]]
  }) ?? null, day)

/**
 * Whether it contains a moment, ms. Null: that depends on the version. Alertmanager counts the days of a month by its hours, so that a month that
 * loses one to summer time is a day short; where that decides, and a later version may count otherwise, nothing is sure.
 */
export const contains = ({ minutes, weekdays, days, months, years, zone: place }: Times, at: number): boolean | null => {
  const wall = new Date(wallAt(at, place))
  const [year, monthOf, day] = [wall.getUTCFullYear(), wall.getUTCMonth(), wall.getUTCDate()]
  if (!within(minutes, wall.getUTCHours() * 60 + wall.getUTCMinutes()) || !within(weekdays, wall.getUTCDay()) || !within(months, monthOf + 1) || !within(years, year)) return false
  if (days === null) return true
  const [first, next] = [Date.UTC(year, monthOf, 1), Date.UTC(year, monthOf + 1, 1)]
  const byDays = onDay(days, day, (next - first) / DAY_MS)
  const byHours = onDay(days, day, Math.floor((instantOf(next, place) - instantOf(first, place)) / DAY_MS))
  return byDays === byHours ? byDays : null
}
