import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rotationSchema } from '@shared/config/paging'
import type { z } from 'zod'
import { FOR_GOOD, type Turn } from '@shared/domain/on-call'
import { NO_SHIFT } from '@shared/domain/page'
import { instantOf, wallAt } from '@shared/domain/zone'
import { shiftOf, shiftsAhead } from '../../../../src/main/core/oncall/rotation'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const OSLO = 'Europe/Oslo'
const NEW_YORK = 'America/New_York'
const rotation = (given: z.input<typeof rotationSchema>) => rotationSchema.parse(given)
const at = (text: string): number => Date.parse(text)
const iso = (ms: number): string => new Date(ms).toISOString()

describe('a rotation', () => {
  const team = rotation({ people: ['Mira', 'Daniel', 'Ola'], start: '2026-01-05T09:00:00+01:00' })

  it('gives each person their days in turn, and says who follows in which order', () => {
    expect([shiftOf(team, null, at('2026-01-05T08:59:59+01:00'), OSLO), shiftOf(team, null, at('2026-01-05T09:00:00+01:00'), OSLO), shiftOf(team, null, at('2026-01-20T12:00:00+01:00'), OSLO)]).toEqual([
      { now: { name: 'Ola', until: at('2026-01-05T09:00:00+01:00') }, next: { name: 'Mira', from: at('2026-01-05T09:00:00+01:00') }, order: ['Ola', 'Mira', 'Daniel'] },
      { now: { name: 'Mira', until: at('2026-01-12T09:00:00+01:00') }, next: { name: 'Daniel', from: at('2026-01-12T09:00:00+01:00') }, order: ['Mira', 'Daniel', 'Ola'] },
      { now: { name: 'Ola', until: at('2026-01-26T09:00:00+01:00') }, next: { name: 'Mira', from: at('2026-01-26T09:00:00+01:00') }, order: ['Ola', 'Mira', 'Daniel'] }
    ])
  })

  it.each([
    [OSLO, '2026-03-24T12:00:00Z', '2026-03-30T07:00:00.000Z'], [OSLO, '2026-10-20T12:00:00Z', '2026-10-26T08:00:00.000Z'],
    [NEW_YORK, '2026-03-05T12:00:00Z', '2026-03-09T13:00:00.000Z'], [NEW_YORK, '2026-10-29T12:00:00Z', '2026-11-02T14:00:00.000Z']
  ])('hands over at the same time of day when the clocks change: %s, %s', (zone, now, until) => {
    expect(iso(shiftOf(team, null, at(now), zone).now!.until)).toBe(until)
  })

  it('hands over after the gap when the clocks leave the handover out, and once when they show it twice', () => {
    const daily = rotation({ people: ['A', 'B'], start: '2026-03-27', handover: '02:30', every: 1 })
    const ends = (from: string): readonly string[] => shiftsAhead(daily, null, at(from), OSLO, 3).map((s) => iso(s.to))
    expect([ends('2026-03-27T12:00:00Z'), ends('2026-10-23T12:00:00Z')]).toEqual([
      ['2026-03-28T01:30:00.000Z', '2026-03-29T01:30:00.000Z', '2026-03-30T00:30:00.000Z'], ['2026-10-24T00:30:00.000Z', '2026-10-25T00:30:00.000Z', '2026-10-26T01:30:00.000Z']
    ])
  })

  it('begins on the first Monday of 2024 when nothing says otherwise, and reads a bare date in its own zone', () => {
    const begin = (given: z.input<typeof rotationSchema>, now: string, zone: string): string | undefined => shiftOf(rotation({ people: ['A', 'B'], ...given }), null, at(now), zone).now?.name
    expect([begin({}, '2024-01-01T09:00:00Z', 'UTC'), begin({}, '2024-01-01T08:59:00Z', 'UTC'), begin({ start: '2026-02-02' }, '2026-02-02T14:00:00Z', NEW_YORK), begin({ start: '2026-02-02' }, '2026-02-02T13:59:00Z', NEW_YORK)])
      .toEqual(['A', 'B', 'A', 'B'])
  })

  it('is nobody’s without people, and one person’s for good', () => {
    expect([shiftOf(rotation({}), null, 0, OSLO), shiftOf(rotation({}), [], 0, OSLO), shiftOf(rotation({ people: ['Mira', 'Mira'] }), null, 0, OSLO)])
      .toEqual([NO_SHIFT, NO_SHIFT, { now: { name: 'Mira', until: FOR_GOOD }, next: null, order: ['Mira'] }])
  })
})

describe('an override', () => {
  const swap = { from: '2026-01-07T18:00:00+01:00', to: '2026-01-08T08:00:00+01:00', person: 'Daniel' }
  const given = { people: ['Mira', 'Daniel'], start: '2026-01-05', overrides: [swap, { from: '2026-01-07T20:00', to: '2026-01-07T22:00', person: 'Ola' }] }

  it('wins while it lasts, the later listed over the earlier, and is marked', () => {
    expect(shiftsAhead(rotation(given), null, at('2026-01-06T12:00:00Z'), OSLO, 6).map((s) => [s.person, s.by, iso(s.to)])).toEqual([
      ['Mira', 'rotation', '2026-01-07T17:00:00.000Z'], ['Daniel', 'override', '2026-01-07T19:00:00.000Z'], ['Ola', 'override', '2026-01-07T21:00:00.000Z'], ['Daniel', 'override', '2026-01-08T07:00:00.000Z'],
      ['Mira', 'rotation', '2026-01-12T08:00:00.000Z'], ['Daniel', 'rotation', '2026-01-19T08:00:00.000Z']
    ])
    expect(shiftOf(rotation(given), null, at('2026-01-07T19:30:00Z'), OSLO)).toEqual({ now: { name: 'Ola', until: at('2026-01-07T21:00:00Z') }, next: { name: 'Daniel', from: at('2026-01-07T21:00:00Z') }, order: ['Ola', 'Daniel', 'Mira'] })
  })

  it('by the person who is on call anyway ends nothing', () => {
    const same = rotation({ people: ['Mira', 'Daniel'], start: '2026-01-05', overrides: [{ from: '2026-01-10', to: '2026-01-13', person: 'Mira' }] })
    expect(shiftOf(same, null, at('2026-01-06T12:00:00Z'), OSLO).now).toEqual({ name: 'Mira', until: at('2026-01-12T23:00:00Z') })
  })
})

describe('a calendar', () => {
  const turns: readonly Turn[] = [{ person: 'Kari', from: 1_000 * DAY, to: 1_007 * DAY }, { person: 'Per', from: 1_003 * DAY, to: 1_004 * DAY }, { person: 'Kari', from: 1_009 * DAY, to: 1_010 * DAY }]

  it('says who is on call, of overlapping entries the later one, and that nobody is between them', () => {
    expect([999, 1_003.5, 1_006, 1_008, 1_011].map((d) => shiftOf(rotation({}), turns, d * DAY, OSLO))).toEqual([
      { now: null, next: { name: 'Kari', from: 1_000 * DAY }, order: ['Kari', 'Per'] },
      { now: { name: 'Per', until: 1_004 * DAY }, next: { name: 'Kari', from: 1_004 * DAY }, order: ['Per', 'Kari'] },
      { now: { name: 'Kari', until: 1_007 * DAY }, next: { name: 'Kari', from: 1_009 * DAY }, order: ['Kari'] },
      { now: null, next: { name: 'Kari', from: 1_009 * DAY }, order: ['Kari'] },
      NO_SHIFT
    ])
  })

  it('wins over the people in turn, who have what it leaves open, and gives way to overrides', () => {
    const both = rotation({ people: ['Mira'], overrides: [{ from: iso(1_001 * DAY), to: iso(1_002 * DAY), person: 'Ola' }] })
    expect(shiftsAhead(both, turns, 999 * DAY, OSLO, 9).map((s) => [s.person, s.by, s.from / DAY])).toEqual([
      ['Mira', 'rotation', 999], ['Kari', 'calendar', 1_000], ['Ola', 'override', 1_001], ['Kari', 'calendar', 1_002], ['Per', 'calendar', 1_003], ['Kari', 'calendar', 1_004], ['Mira', 'rotation', 1_007], ['Kari', 'calendar', 1_009], ['Mira', 'rotation', 1_010]
    ])
  })
})

/** The person in turn, by counting days on the wall: no instant is computed. */
const inTurn = (people: readonly string[], startDay: number, handover: string, every: number, now: number, zone: string): string => {
  const wall = wallAt(now, zone)
  const [h = 0, m = 0] = handover.split(':').map(Number)
  const day = Math.floor((wall - (h * 60 + m) * 60_000) / DAY)
  const index = Math.floor((day - startDay) / every)
  return people[((index % people.length) + people.length) % people.length]!
}

describe('whatever the rotation', () => {
  const minute = (from: number, to: number): fc.Arbitrary<number> => fc.integer({ min: Math.floor(from / 60_000), max: Math.floor(to / 60_000) }).map((m) => m * 60_000)
  const [FROM, TO] = [Date.UTC(2026, 0, 1), Date.UTC(2026, 11, 31)]
  // 02:00 to 03:30 is left out or shown twice in one zone or the other: the count of days above knows no such hour
  const handover = fc.tuple(fc.constantFrom(0, 4, 7, 9, 15, 22), fc.constantFrom(0, 15, 30)).map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`)
  const made = fc.record({
    people: fc.uniqueArray(fc.constantFrom('Ada', 'Bo', 'Cy', 'Di', 'Ed'), { minLength: 1 }),
    startDay: fc.integer({ min: 20_000, max: 21_000 }), handover, every: fc.integer({ min: 1, max: 15 }),
    overrides: fc.array(fc.record({ from: minute(FROM, TO), length: fc.integer({ min: 1, max: 20 * 24 }), person: fc.constantFrom('Ada', 'Bo', 'Zoe') }), { maxLength: 6 }),
    zone: fc.constantFrom(OSLO, NEW_YORK), now: minute(FROM, TO)
  })
  interface Made {
    readonly people: readonly string[]; readonly startDay: number; readonly handover: string; readonly every: number
    readonly overrides: readonly { readonly from: number; readonly length: number; readonly person: string }[]
  }
  const build = (x: Made) => rotation({
    people: [...x.people], start: iso(x.startDay * DAY).slice(0, 10), handover: x.handover, every: x.every,
    overrides: x.overrides.map((o) => ({ from: iso(o.from), to: iso(o.from + o.length * HOUR), person: o.person }))
  })
  const expected = (x: Made & { readonly zone: string }, now: number): string =>
    x.overrides.findLast((o) => o.from <= now && now < o.from + o.length * HOUR)?.person ?? inTurn(x.people, x.startDay, x.handover, x.every, now, x.zone)

  it('every moment has exactly the person that counting days gives, and the order begins with them and names each once', () => {
    fc.assert(fc.property(made, (x) => {
      const shift = shiftOf(build(x), null, x.now, x.zone)
      expect(shift.now!.name).toBe(expected(x, x.now))
      expect([shift.order[0], new Set(shift.order).size, x.people.filter((p) => !shift.order.includes(p))]).toEqual([shift.now!.name, shift.order.length, []])
    }), { numRuns: 500 })
  })

  it('a shift holds until just before its end, and then the next person has it', () => {
    fc.assert(fc.property(made, fc.double({ min: 0, max: 1, noNaN: true }), (x, part) => {
      const rotation = build(x)
      const shift = shiftOf(rotation, null, x.now, x.zone)
      if (shift.now!.until === FOR_GOOD) { expect([x.people.length, shift.next]).toEqual([1, null]); return }
      const { until, name } = shift.now!
      const between = x.now + Math.floor((until - 1 - x.now) * part)
      expect(shiftOf(rotation, null, between, x.zone).now).toEqual({ name, until })
      expect([expected(x, until - 60_000), shift.next]).toEqual([name, { name: expected(x, until), from: until }])
      expect(expected(x, until)).not.toBe(name)
    }), { numRuns: 500 })
  })

  it('shifts follow each other without a gap and without an overlap', () => {
    fc.assert(fc.property(made, (x) => {
      const ahead = shiftsAhead(build(x), null, x.now, x.zone, 8)
      expect([ahead[0]!.from, ahead.slice(1).map((s) => s.from)]).toEqual([x.now, ahead.slice(0, -1).map((s) => s.to)])
      expect(ahead.map((s) => s.person)).toEqual(ahead.map((s) => expected(x, s.from)))
    }), { numRuns: 300 })
  })

  it('a time on the wall is found again, unless the clocks leave it out', () => {
    fc.assert(fc.property(minute(FROM, TO), fc.constantFrom(OSLO, NEW_YORK, 'Asia/Kolkata', 'Pacific/Apia'), (now, zone) => {
      const wall = wallAt(now, zone)
      const found = instantOf(wall, zone)
      expect([wallAt(found, zone), found === now || found === now - HOUR]).toEqual([wall, true])
    }), { numRuns: 500 })
  })
})

describe('the configuration of a rotation', () => {
  it('refuses an override that ends before it begins, and names the place', () => {
    const checked = rotationSchema.safeParse({ overrides: [{ from: '2026-01-09', to: '2026-01-08', person: 'Mira' }] })
    expect(checked.success ? [] : checked.error.issues.map((i) => [i.path, i.message])).toEqual([[['overrides', 0, 'to'], 'must be later than from']])
  })
})
