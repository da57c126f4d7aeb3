import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contains, timesWire } from '../../../../src/main/sources/alertmanager/times'

const at = (text: string): number => Date.parse(text)
const within = (spec: object, text: string): boolean | null => contains(timesWire.parse(spec), at(text))

describe('a time interval is read as Alertmanager reads it', () => {
  test('with names and numbers, one or from and to, in either case', () => {
    expect(timesWire.parse({
      times: [{ start_time: '00:00', end_time: '08:30' }, { start_time: '22:00', end_time: '24:00' }], weekdays: ['Monday:friday', 'sunday'], days_of_month: ['1:5', '-3:-1', '7'],
      months: ['january:march', '5', 'june:7', '12'], years: [2020, '2024:2026'], location: 'Europe/Oslo'
    })).toEqual({
      minutes: [[0, 509], [1320, 1439]], weekdays: [[1, 5], [0, 0]], days: [[1, 5], [-3, -1], [7, 7]], months: [[1, 3], [5, 5], [6, 7], [12, 12]], years: [[2020, 2020], [2024, 2026]], zone: 'Europe/Oslo'
    })
    expect(timesWire.parse({ weekdays: [] })).toEqual({ minutes: null, weekdays: [], days: null, months: null, years: null, zone: 'UTC' })
  })

  test.each<readonly [string, object]>([
    ['no hour of a day', { times: [{ start_time: '24:01', end_time: '24:00' }] }], ['an hour in one digit', { times: [{ start_time: '8:00', end_time: '9:00' }] }],
    ['an end before its start', { times: [{ start_time: '22:00', end_time: '06:00' }] }], ['an end at its start', { times: [{ start_time: '06:00', end_time: '06:00' }] }],
    ['no end', { times: [{ start_time: '06:00' }] }], ['a weekday by number', { weekdays: ['1'] }], ['a week that turns', { weekdays: ['saturday:sunday'] }], ['three ends', { weekdays: ['monday:tuesday:friday'] }],
    ['day 0', { days_of_month: ['0'] }], ['day 32', { days_of_month: ['1:32'] }], ['days from the end to the start', { days_of_month: ['-1:1'] }], ['days that run backwards', { days_of_month: ['20:-10'] }],
    ['a month by a short name', { months: ['jan'] }], ['a year with a fraction', { years: [2020.5] }], ['years that run backwards', { years: ['2026:2025'] }],
    ['a zone of nowhere', { weekdays: ['monday'], location: 'Mars/Olympus' }], ['the zone of the server', { weekdays: ['monday'], location: 'Local' }], ['an offset', { weekdays: ['monday'], location: '+01:00' }],
    ['a limit of a later version', { weekdays: ['monday'], moons: ['full'] }], ['the name of its zone in another version', { weekdays: ['monday'], time_zone: 'Europe/Oslo' }],
    ['no limit at all', {}], ['only a zone', { location: 'UTC' }], ['more than anybody has', { years: Array.from({ length: 501 }, () => '2025') }]
  ])('%s is none', (_name, spec) => { expect(timesWire.safeParse(spec).success).toBe(false) })
})

describe('a moment is in it', () => {
  test.each<readonly [string, object, Readonly<Record<string, boolean | null>>]>([
    ['from its start until its end, and not at its end', { times: [{ start_time: '09:00', end_time: '17:00' }] }, { '2025-11-13T08:59:59Z': false, '2025-11-13T09:00:00Z': true, '2025-11-13T16:59:59Z': true, '2025-11-13T17:00:00Z': false }],
    ['until the end of the day', { times: [{ start_time: '23:00', end_time: '24:00' }] }, { '2025-11-13T23:59:59Z': true, '2025-11-14T00:00:00Z': false }],
    ['on weekdays that begin on Sunday', { weekdays: ['sunday:monday'] }, { '2025-11-15T12:00:00Z': false, '2025-11-16T12:00:00Z': true, '2025-11-17T12:00:00Z': true, '2025-11-18T12:00:00Z': false }],
    ['on days from the end of a month', { days_of_month: ['-2:-1'] }, { '2025-02-26T12:00:00Z': false, '2025-02-27T12:00:00Z': true, '2025-02-28T12:00:00Z': true, '2024-02-28T12:00:00Z': true, '2024-02-27T12:00:00Z': false }],
    ['on days that the month cuts off', { days_of_month: ['28:31'] }, { '2025-02-28T12:00:00Z': true, '2025-03-01T12:00:00Z': false, '2025-04-30T12:00:00Z': true }],
    ['never on a day that the month does not have', { days_of_month: ['31'] }, { '2025-04-30T12:00:00Z': false, '2025-05-31T12:00:00Z': true }],
    ['when all of it is so', { months: ['november'], years: ['2025'], weekdays: ['thursday'], days_of_month: ['13'] }, { '2025-11-13T00:00:00Z': true, '2026-11-13T00:00:00Z': false, '2025-12-13T00:00:00Z': false, '2025-11-14T00:00:00Z': false }],
    ['never, of an empty list', { years: [] }, { '2025-11-13T00:00:00Z': false }],
    ['by the clocks of its zone', { times: [{ start_time: '00:00', end_time: '06:00' }], weekdays: ['friday'], location: 'America/New_York' }, { '2025-11-14T04:59:59Z': false, '2025-11-14T05:00:00Z': true, '2025-11-14T10:59:59Z': true, '2025-11-14T11:00:00Z': false }],
    ['an hour sooner in summer', { times: [{ start_time: '09:00', end_time: '10:00' }], location: 'Europe/Oslo' }, { '2025-03-29T07:59:59Z': false, '2025-03-29T08:00:00Z': true, '2025-03-30T06:59:59Z': false, '2025-03-30T07:00:00Z': true, '2025-03-30T08:00:00Z': false, '2025-10-26T07:00:00Z': false, '2025-10-26T08:00:00Z': true }],
    ['twice, in the hour that comes twice', { times: [{ start_time: '02:00', end_time: '03:00' }], location: 'Europe/Oslo' }, { '2025-10-25T23:59:59Z': false, '2025-10-26T00:00:00Z': true, '2025-10-26T01:59:59Z': true, '2025-10-26T02:00:00Z': false }],
    ['never, in the hour that is left out', { times: [{ start_time: '02:00', end_time: '03:00' }], location: 'America/New_York' }, { '2025-03-09T06:59:59Z': false, '2025-03-09T07:00:00Z': false }]
  ])('%s', (_name, spec, wanted) => {
    expect(Object.fromEntries(Object.keys(wanted).map((text) => [text, within(spec, text)]))).toEqual(wanted)
  })

  test('or nobody knows, where a month is a day short by its hours', () => {
    const march = (days: string, hours: object = {}): readonly unknown[] => ['2025-03-30T12:00:00Z', '2025-03-31T12:00:00Z'].map((text) => within({ days_of_month: [days], location: 'Europe/Oslo', ...hours }, text))
    expect([march('-1'), march('1:31'), march('15:-1'), march('29:30'), march('-1', { weekdays: ['friday'] })]).toEqual([[null, null], [true, null], [true, null], [true, false], [false, false]])
    expect(within({ days_of_month: ['-1'], location: 'Europe/Oslo' }, '2025-10-31T12:00:00Z')).toBe(true)
  })
})

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const clock = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
const upward = (lo: number, hi: number) => fc.tuple(fc.integer({ min: lo, max: hi }), fc.integer({ min: lo, max: hi })).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)
const maybe = <T>(list: fc.Arbitrary<T>) => fc.option(fc.array(list, { maxLength: 3 }), { nil: undefined, freq: 3 })
const days = fc.tuple(fc.integer({ min: -31, max: 31 }), fc.integer({ min: -31, max: 31 })).filter(([a, b]) => timesWire.safeParse({ days_of_month: [`${a}:${b}`] }).success)
const spec = fc.record({
  minutes: maybe(upward(0, 1440).filter(([a, b]) => a < b)), weekdays: maybe(upward(0, 6)), days: maybe(days), months: maybe(upward(1, 12)), years: maybe(upward(2023, 2026)), zone: fc.constantFrom('UTC', 'Asia/Kolkata', 'Pacific/Kiritimati')
}).filter((s) => (s.minutes ?? s.weekdays ?? s.days ?? s.months ?? s.years) !== undefined)
type Spec = typeof spec extends fc.Arbitrary<infer T> ? T : never

const asWritten = ({ minutes, weekdays, days: of, months, years, zone }: Spec): object => ({
  times: minutes?.map(([a, b]) => ({ start_time: clock(a), end_time: clock(b) })), weekdays: weekdays?.map(([a, b]) => (a === b ? DAYS[a]! : `${DAYS[a]!}:${DAYS[b]!}`)),
  days_of_month: of?.map(([a, b]) => `${a}:${b}`), months: months?.map(([a, b]) => `${a}:${b}`), years: years?.map(([a, b]) => `${a}:${b}`), location: zone
})

const AHEAD: Readonly<Record<string, number>> = { 'UTC': 0, 'Asia/Kolkata': 330, 'Pacific/Kiritimati': 840 }
const every = (from: number, to: number): readonly number[] => Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i)
/** The minutes of a day that it contains, by writing all of them down. */
const oracle = (s: Spec, year: number, month: number, day: number): ReadonlySet<number> => {
  const date = new Date(Date.UTC(year, month - 1, day))
  const calendar = every(1, 31).filter((n) => new Date(Date.UTC(year, month - 1, n)).getUTCMonth() === month - 1)
  const listed = (ranges: Spec['months'], value: number): boolean => ranges === undefined || ranges.flatMap(([a, b]) => every(a, b)).includes(value)
  const fromEnd = (n: number): number => (n < 0 ? calendar.length + n + 1 : n)
  const onDay = s.days === undefined || s.days.some(([a, b]) => calendar.includes(Math.max(1, fromEnd(a))) && every(fromEnd(a), fromEnd(b)).includes(day))
  if (!onDay || !listed(s.weekdays, date.getUTCDay()) || !listed(s.months, month) || !listed(s.years, year)) return new Set()
  return new Set(s.minutes ? s.minutes.flatMap(([a, b]) => every(a, b - 1)) : every(0, 1439))
}

test('property: every minute of a day is in it just when it is one of those written down', () => {
  fc.assert(fc.property(spec, fc.integer({ min: at('2023-01-01T00:00Z') / 86_400_000, max: at('2026-12-31T00:00Z') / 86_400_000 }), (s, n) => {
    const date = new Date(n * 86_400_000)
    const wanted = oracle(s, date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())
    const read = timesWire.parse(asWritten(s))
    const start = date.getTime() - AHEAD[s.zone]! * 60_000
    const found = every(0, 1439).filter((minute) => contains(read, start + minute * 60_000 + 59_999))
    expect(found).toEqual([...wanted].sort((a, b) => a - b))
  }), { numRuns: 200 })
})
