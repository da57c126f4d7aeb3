import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { daysBefore, nearest, offsetOf, pointText, tickText, timeTicks, type Offset } from '../../../../src/renderer/charts/time'
import { NOW } from '../../../builders'

const HOUR = 3_600_000
/** Oslo around its changes of clocks in 2025, without asking any machine's zone. */
const SPRING = Date.UTC(2025, 2, 30, 1)
const AUTUMN = Date.UTC(2025, 9, 26, 1)
const oslo: Offset = (at) => (at >= SPRING && at < AUTUMN ? 2 * HOUR : HOUR)
const local = (at: number): string => new Date(at + oslo(at)).toISOString().slice(11, 16)

describe('timeTicks', () => {
  it('are round times of the zone inside the window, few enough, each once', () => {
    const span = fc.tuple(fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2025, 11, 31) }), fc.integer({ min: 60_000, max: 40 * 24 * HOUR }))
    fc.assert(fc.property(span, fc.integer({ min: 2, max: 14 }), ([from, length], most) => {
      const { at, step } = timeTicks({ from, to: from + length }, most, oslo)
      expect(at.length).toBeLessThanOrEqual(most + 2)
      expect([...at].sort((a, b) => a - b)).toEqual(at)
      expect(new Set(at).size).toBe(at.length)
      for (const moment of at) {
        expect(moment).toBeGreaterThanOrEqual(from)
        expect(moment).toBeLessThanOrEqual(from + length)
        // an hour that the clock skips has no round time; next to it the nearest moment stands for it
        if (Math.abs(moment - SPRING) > HOUR) expect((moment + oslo(moment)) % step).toBe(0)
      }
    }))
  })

  it('keeps midnight at midnight across both changes of clocks', () => {
    const days = (from: number): readonly string[] => timeTicks({ from, to: from + 6 * 24 * HOUR }, 7, oslo).at.map(local)
    expect(days(Date.UTC(2025, 2, 27))).toEqual(Array.from({ length: 6 }, () => '00:00'))
    expect(days(Date.UTC(2025, 9, 23))).toEqual(Array.from({ length: 6 }, () => '00:00'))
  })

  it('skips the hour that is skipped and names the repeated one once', () => {
    expect(timeTicks({ from: SPRING - 2 * HOUR, to: SPRING + 2 * HOUR }, 5, oslo).at.map(local)).toEqual(['00:00', '01:00', '03:00', '04:00', '05:00'])
    expect(timeTicks({ from: AUTUMN - 2 * HOUR, to: AUTUMN + 2 * HOUR }, 5, oslo).at.map(local)).toEqual(['01:00', '02:00', '03:00', '04:00'])
  })

  it('reads the machine only for its offset', () => {
    expect(offsetOf('utc')(NOW)).toBe(0)
    expect(offsetOf('local')(NOW)).toBe(-60_000 * new Date(NOW).getTimezoneOffset())
  })
})

describe('words', () => {
  it('say as much as the window needs', () => {
    expect([tickText(NOW, HOUR, 'utc'), tickText(NOW, 15_000, 'utc'), tickText(NOW, 24 * HOUR, 'utc')]).toEqual(['12:00', '12:00:00', 'Thu 13 Nov'])
    const window = (length: number): { from: number; to: number } => ({ from: NOW - length, to: NOW })
    expect([pointText(NOW, window(HOUR), 'utc'), pointText(NOW, window(60_000), 'utc'), pointText(NOW, window(30 * HOUR), 'utc')]).toEqual(['12:00', '12:00:00', 'Thu 13 Nov 12:00'])
    // exactly a day is one of the ranges to choose from: its ends have one clock time
    const day = window(24 * HOUR)
    expect([pointText(day.from, day, 'utc'), pointText(day.to, day, 'utc'), pointText(NOW - 72 * HOUR, window(60_000), 'utc'), pointText(NOW - 72 * HOUR, window(HOUR), 'utc')]).toEqual(['Wed 12 Nov 12:00', 'Thu 13 Nov 12:00', 'Mon 10 Nov 12:00:00', 'Mon 10 Nov 12:00'])
  })
})

describe('daysBefore', () => {
  it('is the same clock time of the day before', () => {
    fc.assert(fc.property(fc.integer({ min: Date.UTC(2025, 2, 28), max: Date.UTC(2025, 3, 2) }), (at) => {
      const before = at - daysBefore(at, 1, oslo)
      fc.pre(Math.abs(before - SPRING) > 2 * HOUR && Math.abs(at - SPRING) > 2 * HOUR)
      expect(local(before)).toBe(local(at))
    }))
    const hours = [[SPRING + 12 * HOUR, 1], [AUTUMN + 12 * HOUR, 1], [NOW, 1], [SPRING + 12 * HOUR, 7]] as const
    expect(hours.map(([at, days]) => daysBefore(at, days, oslo)).map((ms) => ms / HOUR)).toEqual([23, 25, 24, 167])
  })
})

describe('nearest', () => {
  it('is what a search of all finds', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 60 }), fc.integer({ min: -50, max: 1050 }), (list, at) => {
      const t = Float64Array.from(list).sort()
      expect(Math.abs(t[nearest(t, at)]! - at)).toBe(Math.min(...[...t].map((x) => Math.abs(x - at))))
    }))
    expect(nearest(new Float64Array(), 5)).toBe(-1)
  })
})
