import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEMO_START, demoTime, readDemoTime } from '@shared/domain/demo'
import { seriesOf } from '../../../../src/main/sources/demo/curve'

const any = fc.integer({ min: demoTime('20:00') - 7 * 86_400_000, max: demoTime('08:00') + 7 * 86_400_000 })

describe('a made-up series', () => {
  it('is the same for the same seed and moment, whatever was asked before', () => {
    fc.assert(fc.property(fc.integer(), any, any, (seed, t, other) => {
      const curve = { base: 100, noise: 0.1, day: 0.5, surge: 1 }
      const asked = seriesOf(curve, seed, 'a')
      asked(other)
      expect(asked(t)).toBe(seriesOf(curve, seed, 'a')(t))
    }))
  })

  it('stays within its noise, its day and its surge', () => {
    fc.assert(fc.property(fc.integer(), any, (seed, t) => {
      const v = seriesOf({ base: 100, noise: 0.1 }, seed, 'a')(t)!
      expect(v).toBeGreaterThanOrEqual(80)
      expect(v).toBeLessThanOrEqual(120)
    }))
  })

  it('meets the number of the first screen to the digit, whatever the seed', () => {
    fc.assert(fc.property(fc.integer(), (seed) => { expect(seriesOf({ base: 2_460, noise: 0.1, day: 0.8, surge: 1.1 }, seed, 'x')(demoTime('02:47:00'))).toBeCloseTo(2_460, 9) }))
  })

  it('differs from seed to seed and from name to name', () => {
    const t = demoTime('23:00')
    const values = [seriesOf({ base: 1, noise: 0.1 }, 1, 'a')(t), seriesOf({ base: 1, noise: 0.1 }, 2, 'a')(t), seriesOf({ base: 1, noise: 0.1 }, 1, 'b')(t)]
    expect(new Set(values).size).toBe(3)
  })

  it('passes through its keys, and stays before and after them', () => {
    const at = seriesOf({ base: [['02:00', 10], ['02:10', 20]] }, 1, 'a')
    expect([demoTime('20:00'), demoTime('02:00'), demoTime('02:05'), demoTime('02:10'), demoTime('07:00')].map(at)).toEqual([10, 10, 15, 20, 20])
  })

  it('has no samples in a gap, and never an end below nothing or above its most', () => {
    const at = seriesOf({ base: 1, noise: 0.5, max: 1, gaps: [['02:00', '02:10']] }, 1, 'a')
    expect(at(demoTime('02:00'))).toBeNull()
    expect(at(demoTime('02:09:59'))).toBeNull()
    fc.assert(fc.property(any, (t) => { const v = at(t); expect(v === null || (v >= 0 && v <= 1)).toBe(true) }))
  })
})

describe('scenario time', () => {
  it('is local time of Oslo, evening before and morning after', () => {
    expect([demoTime('02:47:12'), demoTime('23:58:31'), demoTime('12:00')]).toEqual([DEMO_START, Date.UTC(2025, 10, 12, 22, 58, 31), Date.UTC(2025, 10, 12, 11)])
    expect(new Date(DEMO_START).toISOString()).toBe('2025-11-13T01:47:12.000Z')
  })
  it.each(['', '2:47', '24:00', '02:60', '02:47:60', 'noon'])('is not "%s"', (text) => expect(readDemoTime(text)).toBeNull())
})
