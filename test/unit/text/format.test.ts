import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Unit } from '@shared/domain/service'
import { age, clock, day, duration, figure, figureText, moment, momentIn, span } from '@shared/text/format'
import { NOW } from '../../builders'

const UNITS: readonly Unit[] = ['ratio', 'per-second', 'seconds', 'bytes', 'bytes-per-second', 'count', 'cores', 'none']
const all = (unit: Unit, ...values: readonly (number | null)[]): readonly string[] => values.map((v) => figureText(v, unit).replaceAll('\u202f', ' '))

describe('figure', () => {
  it('gives each unit its size', () => {
    expect(all('ratio', 0, 0.0004, 0.0031, 0.079, 0.142, 0.41, 0.9996, 1, -0.05)).toEqual(['0.00 %', '0.04 %', '0.31 %', '7.9 %', '14.2 %', '41 %', '99.96 %', '100 %', '-5.0 %'])
    expect(all('per-second', 0, 0.05, 38, 412, 999.7, 2460, 18_400, 1.5e6)).toEqual(['0 /s', '0.05 /s', '38 /s', '412 /s', '1 k /s', '2.46 k /s', '18.4 k /s', '1.5 M /s'])
    expect(all('seconds', 0.0006, 0.006, 0.34, 0.99949, 0.9996, 2.41, 9.996, 12.34, 119.9, 119.99, 7200, -5, -7200)).toEqual(
      ['0.6 ms', '6 ms', '340 ms', '999 ms', '1.00 s', '2.41 s', '10.0 s', '12.3 s', '119.9 s', '2 min', '2 h', '-5.00 s', '-2 h'])
    expect(all('ratio', 0.99, 0.994, 0.9951, 0.996, 0.9994, 0.99995, 0.9999999, 1.0004, 1.003, 1.3, -0.9996)).toEqual(['99 %', '99 %', '99.5 %', '99.6 %', '99.9 %', '99.995 %', '99.9999 %', '100.04 %', '100.3 %', '130 %', '-99.96 %'])
    expect(all('ratio', 0.0001, 0.00004, 0.0000042, 1e-9, -0.00004, 1e-17, 1 - 1e-16, 1 + 3e-16)).toEqual(['0.01 %', '0.004 %', '0.0004 %', '1e-7 %', '-0.004 %', '0.00 %', '100 %', '100 %'])
    expect(all('seconds', 120, 121, 150, 179, 179.6, 3599, 3599.6, 5399, 7190, -150)).toEqual(['2 min', '2 min 1 s', '2 min 30 s', '2 min 59 s', '3 min', '59 min 59 s', '1 h', '1 h 29 min', '1 h 59 min', '-2 min 30 s'])
    expect(all('bytes', 0, 512, 1023.9, 1024, 1.5 * 2 ** 30)).toEqual(['0 B', '512 B', '1 KiB', '1 KiB', '1.5 GiB'])
    expect(all('bytes-per-second', 2 ** 20)).toEqual(['1 MiB/s'])
    expect(all('count', 0, 37.94, 163, 1e-7)).toEqual(['0', '37.9', '163', '1e-7'])
  })

  it('takes what is no number for no data, never for 0', () => {
    for (const unit of UNITS) expect(all(unit, null, NaN, Infinity, -Infinity)).toEqual(['–', '–', '–', '–'])
  })

  it('is short and never off by more than a rounding', () => {
    const FACTOR: Readonly<Record<string, number>> = { '': 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12 }
    fc.assert(fc.property(fc.double({ min: 0.001, max: 999e12, noNaN: true }), (x) => {
      const f = figure(x, 'count')
      expect(f.number.length).toBeLessThanOrEqual(6)
      expect(Math.abs(Number(f.number) * FACTOR[f.unit]! - x) / x).toBeLessThanOrEqual(0.051)
      expect(Number(f.number)).toBeLessThan(1000)
    }))
  })
})

it('never tells a ratio as a whole that it is not, nor as nothing, and never on the other side of either', () => {
  const close = fc.tuple(fc.constantFrom(0, 1), fc.double({ min: 1e-11, max: 0.02, noNaN: true }), fc.boolean()).map(([of, by, less]) => (less ? of - by : of + by))
  fc.assert(fc.property(fc.oneof(close, fc.double({ min: -2, max: 3, noNaN: true })), (x) => {
    fc.pre(Math.abs(x) > 1e-11 && Math.abs(Math.abs(x) - 1) > 1e-11)
    const told = Number(figure(x, 'ratio').number)
    expect([Math.sign(told), Math.sign(Math.abs(told) - 100)]).toEqual([Math.sign(x), Math.sign(Math.abs(x) - 1)])
    expect(Math.abs(told - x * 100)).toBeLessThanOrEqual(0.5000001)
  }))
})

const SECONDS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, min: 60, h: 3600, d: 86_400 }
it('tells a duration to its last part, below an hour to the second', () => {
  fc.assert(fc.property(fc.double({ min: 0.001, max: 1e7, noNaN: true }), (x) => {
    const told = [...figureText(x, 'seconds').matchAll(/([\d.]+)[ \u202f](ms|s|min|h|d)/g)].reduce((sum, [, n, unit]) => sum + Number(n) * SECONDS[unit!]!, 0)
    expect(Math.abs(told - x)).toBeLessThanOrEqual(x < 119.95 ? x * 0.051 : x < 3599.5 ? 0.5 : x < 86_399.5 ? 60 : 3600)
  }))
})

describe('times', () => {
  it('say lengths and ages in words', () => {
    expect([0, 4_000, 59_999, 360_000, 3_600_000, 10_140_000, 86_400_000, 273_600_000, -5].map(duration)).toEqual(['0 s', '4 s', '59 s', '6 min', '1 h', '2 h 49 min', '1 d', '3 d 4 h', '0 s'])
    expect([age(null, NOW), age(NOW - 4000, NOW), age(NOW + 4000, NOW)]).toEqual(['–', '4 s', '0 s'])
  })

  it('name the day only when it is another', () => {
    expect([clock(NOW, 'utc'), day(NOW, 'utc'), moment(NOW - 60_000, NOW, 'utc'), moment(NOW - 86_400_000, NOW, 'utc')]).toEqual(['12:00', 'Thu 13 Nov', '11:59', 'Wed 12 Nov 12:00'])
  })

  it('name the day beside a window that is not all of it, or of a moment that is of another', () => {
    const MIN = 60_000
    const H = 60 * MIN
    const of = (length: number, to = NOW) => (...back: readonly number[]): readonly string[] => back.map((ms) => momentIn(to - ms, { from: to - length, to }, 'utc'))
    // a window of one day: only what is of another; of more: all, since each clock time is there twice or nearly
    expect([of(H)(0, H, 3 * 24 * H, -24 * H), of(12 * H)(0, 12 * H), of(12 * H + MIN)(0), of(24 * H)(0, 24 * H - MIN, 24 * H), of(10 * MIN, NOW + 12 * H + 5 * MIN)(0, 10 * MIN)]).toEqual([
      ['12:00', '11:00', 'Mon 10 Nov 12:00', 'Fri 14 Nov 12:00'], ['12:00', '00:00'], ['Thu 13 Nov 12:00'], ['Thu 13 Nov 12:00', 'Wed 12 Nov 12:01', 'Wed 12 Nov 12:00'], ['Fri 14 Nov 00:05', 'Thu 13 Nov 23:55']
    ])
    expect(momentIn(NOW - 24 * H, { from: NOW - MIN, to: NOW }, 'utc', 'second')).toBe('Wed 12 Nov 12:00:00')
  })

  it('name the same day as a clock of that zone does', () => {
    const spanOf = fc.tuple(fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2026, 11, 31) }), fc.integer({ min: 0, max: 3 * 86_400_000 }), fc.integer({ min: -2 * 86_400_000, max: 86_400_000 }))
    fc.assert(fc.property(spanOf, fc.constantFrom('local' as const, 'utc' as const), ([from, length, off], zone) => {
      const to = from + length
      const one = day(from, zone) === day(to, zone) && day(to + off, zone) === day(to, zone)
      expect(momentIn(to + off, { from, to }, zone)).toBe(one ? clock(to + off, zone) : `${day(to + off, zone)} ${clock(to + off, zone)}`)
    }))
  })
})

describe('a span', () => {
  const at = (text: string): number => Date.parse(`${text}Z`)
  const said = (from: string, to: string, dated = false): string => Object.values(span(at(from), at(to), 'utc', { dated })).join(' to ')
  it('has seconds where it is short, its days where there are two, and a day in any case where it is read on another', () => {
    expect([
      said('2026-11-13T17:02:10', '2026-11-13T17:04:00'), said('2026-11-13T17:02:10', '2026-11-13T18:00:00'), said('2026-11-13T17:02:10', '2026-11-16T08:01:00'), said('2026-11-13T23:59:50', '2026-11-14T00:00:10'),
      said('2026-11-13T17:02:10', '2026-11-13T18:00:00', true), said('2026-11-13T17:02:10', '2026-11-13T17:04:00', true), said('2026-11-13T17:02:10', '2026-11-16T08:01:00', true)
    ]).toEqual([
      '17:02:10 to 17:04:00', '17:02 to 18:00', 'Fri 13 Nov 17:02 to Mon 16 Nov 08:01', 'Fri 13 Nov 23:59:50 to Sat 14 Nov 00:00:10',
      'Fri 13 Nov 17:02 to 18:00', 'Fri 13 Nov 17:02:10 to 17:04:00', 'Fri 13 Nov 17:02 to Mon 16 Nov 08:01'
    ])
  })
})
