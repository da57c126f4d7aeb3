import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readingAge, type ReadingAge } from '../../../../src/renderer/state/select/reading-age'
import { aReading, NOW } from '../../../builders'

const S = 1_000
const of = (ageS: number | null, intervalS: number, lapsed = false): ReadingAge => readingAge(aReading({ at: ageS === null ? null : NOW - ageS * S }), { now: NOW, intervalMs: intervalS * S, lapsed })

describe('the age of a reading', () => {
  it('is its own while its source answers, on the grid of a minute that it is told on', () => {
    expect([0, 90, 180, 181, 300, 301, 2_700].map((age) => of(age, 15))).toEqual(['now', 'now', 'now', 'dated', 'dated', 'gone', 'gone'])
    expect([90, 900, 901, 1_500, 1_501].map((age) => of(age, 300))).toEqual(['now', 'now', 'dated', 'dated', 'gone'])
  })

  it('is dated as soon as nothing fresh stands behind it, and none after five intervals of its source', () => {
    expect([0, 75, 76].map((age) => of(age, 15, true))).toEqual(['dated', 'dated', 'gone'])
  })

  it('never gets better by growing older, nor by its source falling silent', () => {
    const RANK: Readonly<Record<ReadingAge, number>> = { now: 0, dated: 1, gone: 2 }
    expect(of(null, 15)).toBe('gone')
    fc.assert(fc.property(fc.nat(4_000), fc.nat(4_000), fc.integer({ min: 1, max: 600 }), fc.boolean(), (a, b, interval, lapsed) => {
      const [young, old] = [Math.min(a, b), Math.max(a, b)]
      expect(RANK[of(young, interval, lapsed)]).toBeLessThanOrEqual(RANK[of(old, interval, lapsed)])
      expect(RANK[of(a, interval)]).toBeLessThanOrEqual(RANK[of(a, interval, true)])
    }))
  })
})
