import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY, HOUR, LONGEST, MIN, windowOf } from '../../../../src/renderer/time/range'
import { momentsReading, rangeOf } from '../../../../src/renderer/time/typed'
import { NOW } from '../../../builders'

/** Thu 13 Nov 2025, 12:00 UTC */
const at = (text: string): number => Date.parse(text)
const words = (from: string, to = 'now'): string => {
  const typed = rangeOf(from, to, NOW, 'utc')
  if (!typed.ok) return [typed.from && `from: ${typed.from}`, typed.to && `to: ${typed.to}`].filter(Boolean).join(' ')
  const { range } = typed
  const iso = (ms: number): string => new Date(ms).toISOString().slice(0, 19)
  switch (range.kind) {
    case 'preset': return range.preset
    case 'last': return `last ${range.ms / MIN} min`
    case 'since': return `since ${iso(range.from)}`
    case 'between': return `${iso(range.from)} ${iso(range.to)}`
  }
}

describe('typed times', () => {
  it('may be so long ago, in many spellings', () => {
    expect(['now-6h', '-6h', '6h', '6 hours ago', 'last 6 h', 'now - 360min', '5h 60m'].map((text) => words(text))).toEqual(Array.from({ length: 7 }, () => '6h'))
    expect([words('last 90 min'), words('now-2d', ''), words('1.5h'), words('now-1w'), words('3 weeks')]).toEqual(['last 90 min', 'last 2880 min', 'last 90 min', '7d', 'last 30240 min'])
    expect(words('now-6h', 'now-3h')).toBe('2025-11-13T06:00:00 2025-11-13T09:00:00')
  })

  it('may be a time of day: the last one, and at the end the next after the beginning', () => {
    expect([words('02:30'), words('14:00'), words('2:30:15'), words('yesterday 22:00', '02:30'), words('22:00', '02:30'), words('02:30', '03:00')]).toEqual([
      'since 2025-11-13T02:30:00', 'since 2025-11-12T14:00:00', 'since 2025-11-13T02:30:15',
      '2025-11-12T22:00:00 2025-11-13T02:30:00', '2025-11-12T22:00:00 2025-11-13T02:30:00', '2025-11-13T02:30:00 2025-11-13T03:00:00'
    ])
  })

  it('may be a day, whole where no time stands with it', () => {
    expect([words('2025-11-12 02:00', '2025-11-12 03:00'), words('2025-11-12T02:00', '2025-11-12'), words('yesterday', 'yesterday'), words('today'), words('monday 08:00'), words('Thu 6 Nov 23:10', '6 Nov 2025 23:20'), words('24 Dec')]).toEqual([
      '2025-11-12T02:00:00 2025-11-12T03:00:00', '2025-11-12T02:00:00 2025-11-13T00:00:00', '2025-11-12T00:00:00 2025-11-13T00:00:00', 'since 2025-11-13T00:00:00', 'since 2025-11-10T08:00:00',
      '2025-11-06T23:10:00 2025-11-06T23:20:00', 'since 2024-12-24T00:00:00'
    ])
  })

  it('may name their zone, and be copied from a log', () => {
    expect([words('2025-11-13T02:00:00Z'), words('02:30 UTC'), words('2025-11-13T03:00:00.123+01:00'), words('2025-11-13 02:00:00.123456Z'), words('1763001000'), words('1763001000123')]).toEqual([
      'since 2025-11-13T02:00:00', 'since 2025-11-13T02:30:00', 'since 2025-11-13T02:00:00', 'since 2025-11-13T02:00:00', 'since 2025-11-13T02:30:00', 'since 2025-11-13T02:30:00'
    ])
  })

  it('say what is wrong with them, each end for itself', () => {
    expect([
      words('', ''), words('half past two'), words('25:99'), words('2025-02-30 10:00'), words('30 Feb'), words('5 fortnights'), words('02:30', 'blue'), words('x', 'y'),
      words('11:00', '2025-11-13 10:00'), words('2025-11-14'), words('now'), words('now-30s'), words('now-9000d'), words('2025-11-13 10:00:00', '2025-11-13 10:00:20'), words('yesterday 26:00')
    ]).toEqual([
      'from: A time is missing.', 'from: “half past two” is no time that we can read.', 'from: 25:99 is no time of day.', 'from: 2025-02-30 is no date.', 'from: 30 feb is no date.',
      'from: “fortnights” is no unit of time. There are s, min, h, d and w.', 'to: “blue” is no time that we can read.', 'from: “x” is no time that we can read. to: “y” is no time that we can read.',
      'to: The end is not after the beginning.', 'from: This time is still to come.', 'from: This time is still to come.', 'from: A window is one minute at least.', 'from: A window is two years at most.',
      'to: A window is one minute at least.', 'from: 26:00 is no time of day.'
    ])
  })

  it('give a window or a reason, whatever is typed', () => {
    const piece = fc.constantFrom('now', '-', '6h', ' ', '02:30', 'yesterday', '2025-11-13', 'T', 'Z', '13 Nov', ':', '99', 'ago', 'mon', '+01:00', 'utc', '0', '\u202e', '__proto__', 'constructor')
    const text = fc.oneof(fc.string({ maxLength: 40 }), fc.array(piece, { maxLength: 6 }).map((all) => all.join('')))
    fc.assert(fc.property(text, text, (from, to) => {
      const typed = rangeOf(from, to, NOW, 'utc')
      if (!typed.ok) { expect(typed.from ?? typed.to).toBeTruthy(); return }
      const window = windowOf(typed.range, NOW)
      expect(window.to - window.from).toBeGreaterThanOrEqual(MIN)
      expect(window.to - window.from).toBeLessThanOrEqual(LONGEST)
      expect(window.to).toBeLessThanOrEqual(NOW)
    }), { numRuns: 500 })
  })
})

/** Oslo around its changes of clocks in 2025, without asking any machine's zone. */
const SPRING = at('2025-03-30T01:00Z')
const AUTUMN = at('2025-10-26T01:00Z')
const oslo = (ms: number): number => (ms >= SPRING && ms < AUTUMN ? 2 * HOUR : HOUR)

describe('what a clock reads', () => {
  it('is one moment, none where an hour is skipped, two where it is repeated', () => {
    const iso = (wall: string): readonly string[] => momentsReading(at(`${wall}Z`), oslo).map((ms) => new Date(ms).toISOString().slice(0, 16))
    expect([iso('2025-07-01T12:00'), iso('2025-03-30T02:30'), iso('2025-10-26T02:30'), iso('2025-03-30T03:00'), iso('2025-10-26T03:00')]).toEqual([
      ['2025-07-01T10:00'], [], ['2025-10-26T00:30', '2025-10-26T01:30'], ['2025-03-30T01:00'], ['2025-10-26T02:00']
    ])
  })

  it('is found again for every moment', () => {
    fc.assert(fc.property(fc.oneof(...[SPRING, AUTUMN, NOW].map((near) => fc.integer({ min: near - 2 * DAY, max: near + 2 * DAY }))), (moment) => {
      expect(momentsReading(moment + oslo(moment), oslo)).toContain(moment)
    }))
  })
})
