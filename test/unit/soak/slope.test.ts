import { describe, expect, it } from 'vitest'
import { leastSeen, medianOf, seeded, trendOf, type Point, type Verdict } from '../../soak/slope'

/** So many minutes, a sample every ten seconds. */
const series = (minutes: number, value: (minute: number, random: () => number) => number, seed = 1): readonly Point[] => {
  const random = seeded(seed)
  return Array.from({ length: minutes * 6 + 1 }, (_, i) => ({ minute: i / 6, value: value(i / 6, random) }))
}
const noise = (random: () => number): number => (random() * 2 - 1) * 5
const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1)
const verdicts = (minutes: number, value: (minute: number, random: () => number) => number): Readonly<Partial<Record<Verdict, number>>> => {
  const out: Partial<Record<Verdict, number>> = {}
  for (const seed of SEEDS) { const { verdict } = trendOf(series(minutes, value, seed)); out[verdict] = (out[verdict] ?? 0) + 1 }
  return out
}

describe('the slope of a soak', () => {
  it('finds a leak of 1 MB a minute in noise of 5 MB either way, every time', () => {
    expect(verdicts(20, (minute, random) => 300 + minute + noise(random))).toEqual({ rising: 20 })
  })

  it('says by how much', () => {
    const { slope, low, high, verdict } = trendOf(series(50, (minute, random) => 300 + minute + noise(random)))
    expect([verdict, Math.abs(slope - 60) < 4, low < 60 && high > 60]).toEqual(['rising', true, true])
  })

  it('finds none in noise alone', () => {
    expect(verdicts(50, (_, random) => 300 + noise(random))).toEqual({ flat: 20 })
  })

  it('finds none in a heap that fills and is swept', () => {
    for (const period of [2, 3, 5]) expect(verdicts(50, (minute, random) => 300 + ((minute % period) / period) * 20 + noise(random) / 5)).toEqual({ flat: 20 })
  })

  it('finds none where two programs share pages now and then', () => {
    expect(verdicts(50, (minute, random) => 300 - (Math.floor(minute / 4) % 3 === 1 ? 30 : 0) + noise(random) / 5)).toEqual({ flat: 20 })
  })

  it('finds a staircase', () => {
    expect(verdicts(50, (minute, random) => 300 + Math.floor(minute / 10) * 6 + noise(random))).toEqual({ rising: 20 })
  })

  it('finds a leak that a heap hides which fills and is swept', () => {
    expect(verdicts(50, (minute, random) => 300 + minute + ((minute % 7) / 7) * 20 + noise(random) / 5)).toEqual({ rising: 20 })
  })

  it('is not moved by a few samples that are far off', () => {
    expect(verdicts(50, (minute, random) => 300 + (random() < 0.05 ? 400 : 0) + noise(random))).toEqual({ flat: 20 })
  })

  it('sees what is given back', () => {
    expect(trendOf(series(50, (minute, random) => 300 - minute + noise(random))).verdict).toBe('falling')
  })

  it('takes a constant for one, and one step of a count for a rise only when it stays for half of the run', () => {
    expect(trendOf(series(50, () => 130))).toEqual({ slope: 0, low: 0, high: 0, rise: 0, noise: 0, least: 0, verdict: 'flat' })
    expect(trendOf(series(50, (minute) => (minute > 48 ? 131 : 130))).verdict).toBe('flat')
  })

  it('says the least leak that it would have seen', () => {
    const trend = trendOf(series(50, (_, random) => 300 + noise(random)))
    const least = leastSeen(trend, 50)
    expect([least > 1, least < 8]).toEqual([true, true])
    expect(verdicts(50, (minute, random) => 300 + (minute * least * 2) / 60 + noise(random))).toEqual({ rising: 20 })
  })

  it('lets pass what is less than its floor', () => {
    const slow = series(60, (minute, random) => 300 + minute / 60 + noise(random) / 50)
    expect([trendOf(slow).verdict, trendOf(slow, { floor: 0.9 }).verdict, trendOf(slow, { floor: 1.1 }).verdict]).toEqual(['rising', 'rising', 'flat'])
  })

  it('refuses a series that is too short', () => {
    expect(() => trendOf(series(1, () => 1))).toThrow('7 points tell no slope, 8 do')
  })

  it('takes the middle', () => { expect([medianOf([3, 1, 2]), medianOf([4, 1, 2, 3])]).toEqual([2, 2.5]) })
})
