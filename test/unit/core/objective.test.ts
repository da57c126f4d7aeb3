import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { objectiveOf } from '@shared/config/objective'
import { budgetLeft, budgetOf, burnRate, BURN_WINDOWS, failedShare, goneIn, leftBefore, roundedDown, tiersOf, toneOf, type Counted, type ObjectiveData } from '@shared/domain/objective'
import { budgetNumber, budgetText, burnText, spanText, targetText } from '@shared/text/budget'

const MIN = 60_000
const HOUR = 60 * MIN
const DAY = 24 * HOUR
const objective = objectiveOf({ target: 99.9, window: 30 * DAY })

const target = fc.double({ min: 0.5, max: 0.99999, noNaN: true })
const windowMs = fc.integer({ min: HOUR, max: 90 * DAY })
const total = fc.double({ min: 1e-6, max: 1e6, noNaN: true })
const counted = fc.record({ windowMs, total, share: fc.double({ min: 0, max: 1, noNaN: true }) }).map(({ windowMs: ms, total: t, share }): Counted => ({ windowMs: ms, total: t, errors: t * share }))
const nothing = fc.constantFrom<Partial<Counted>>({ total: 0 }, { total: null }, { errors: null }, { total: NaN }, { errors: NaN }, { total: -1 })

describe('an error budget', () => {
  it('is 1 − errors ÷ (total × (1 − target))', () => {
    fc.assert(fc.property(counted, target, (c, goal) => {
      expect(budgetLeft(c, goal)).toBeCloseTo(1 - c.errors! / (c.total! * (1 - goal)), 4)
    }))
  })

  it('is unknown without traffic, and never more than whole', () => {
    fc.assert(fc.property(counted, nothing, target, (c, none, goal) => {
      const unknown = { ...c, ...none }
      expect([failedShare(unknown), budgetLeft(unknown, goal), burnRate(unknown, goal), leftBefore(unknown, c, goal), leftBefore(c, unknown, goal)]).toEqual([null, null, null, null, null])
      expect(budgetLeft(c, goal)!).toBeLessThanOrEqual(1)
    }))
  })

  it('is what one burn leaves of it: burning at b for a window leaves 1 − b', () => {
    fc.assert(fc.property(counted, target, (c, goal) => { expect(budgetLeft(c, goal)! + burnRate(c, goal)!).toBeCloseTo(1, 6) }))
  })

  it('is gone after as long as it takes to burn what is left; a burn that it bears never ends it', () => {
    fc.assert(fc.property(
      fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1_000, noNaN: true }), windowMs, (left, burn, span) => {
      const gone = goneIn(left, burn, span)
      if (burn <= 1) expect(gone).toBe(null)
      else expect((gone! * burn) / span).toBeCloseTo(left, 6)
    }))
    expect([goneIn(null, 9, DAY), goneIn(0.5, null, DAY), goneIn(-0.2, 9, DAY)]).toEqual([null, null, 0])
  })

  it('grows with a history that is shorter than its window: it is gone when what is burnt is all that there will be by then', () => {
    fc.assert(fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 1.001, max: 1_000, noNaN: true }), fc.double({ min: 0.01, max: 1, noNaN: true }), windowMs,
      (left, burn, part, all) => {
      const span = part * all
      const gone = goneIn(left, burn, span, all)!
      expect((left * span + Math.min(gone, all - span) - burn * gone) / all).toBeCloseTo(0, 6)
    }))
    const soon = [goneIn(0.5, 2, DAY, 30 * DAY), goneIn(0.5, 1.1, DAY, 30 * DAY), goneIn(0.5, 1, DAY, 30 * DAY), goneIn(-0.2, 9, DAY, 30 * DAY)]
    expect(soon.map((ms) => ms && Number((ms / DAY).toFixed(6)))).toEqual([0.5, 5, null, 0])
  })

  it('was larger before the trouble by what the trouble has spent, and never more than whole', () => {
    fc.assert(fc.property(counted, counted, target, (whole, since, goal) => {
      const before = leftBefore(whole, since, goal)!
      expect(before).toBeLessThanOrEqual(1)
      expect(before).toBeGreaterThanOrEqual(budgetLeft(whole, goal)!)
      if (before < 1) expect((before - budgetLeft(whole, goal)!) * whole.windowMs * whole.total! * (1 - goal)).toBeCloseTo(since.windowMs * since.errors!, -6)
    }))
  })
})

describe('burn rates', () => {
  it('have the windows and factors of the workbook for thirty days', () => {
    expect(BURN_WINDOWS.map((ms) => ms / MIN)).toEqual([5, 30, 60, 120, 360, 1440, 4320])
    expect(tiersOf(30 * DAY).map(({ longMs, shortMs, factor, severity }) => [longMs / HOUR, shortMs / MIN, factor, severity]))
      .toEqual([[1, 5, 14.4, 'critical'], [6, 30, 6, 'critical'], [24, 120, 3, 'warning'], [72, 360, 1, 'warning']])
    expect(tiersOf(7 * DAY).map(({ longMs, factor }) => [longMs / HOUR, factor])).toEqual([[1, 3.36], [6, 1.4]])
  })

  it('have the tone of the least factor that they pass', () => {
    expect([null, 0, 2.4, 3, 5.9, 6, 14.2, 79].map((burn) => toneOf(burn, 30 * DAY))).toEqual([null, null, null, 'warning', 'warning', 'critical', 'critical', 'critical'])
  })

  it('are too fast only over both windows at once', () => {
    const data = (rates: Readonly<Partial<Record<number, number>>>): ObjectiveData => ({
      source: 's', at: 0, burns: BURN_WINDOWS.map((ms) => ({ windowMs: ms, total: 100, errors: (rates[ms / MIN] ?? 0) * 0.1 })), whole: null, since: null, warnings: []
    })
    expect([{}, { 60: 20 }, { 5: 20 }, { 5: 15, 60: 15 }, { 30: 7, 360: 7 }, { 120: 4, 1440: 4 }, { 360: 1.5, 4320: 1.5 }, { 4320: 1.5 }].map((rates) => budgetOf(objective, data(rates)).tooFast))
      .toEqual([null, null, null, 'critical', 'critical', 'warning', 'warning', null])
  })
})

describe('all that follows', () => {
  it('from a bad quarter of an hour', () => {
    const count = (ms: number, errors: number): Counted => ({ windowMs: ms, total: 1_000, errors })
    const data: ObjectiveData = {
      source: 's', at: 9, warnings: [], burns: [count(5 * MIN, 79), count(HOUR, 14.2)], whole: { counted: count(30 * DAY, 0.59), spanMs: 12 * DAY, at: 8 }, since: { at: 5, counted: count(15 * MIN, 56) }
    }
    const { left, before, goneInMs, ...rest } = budgetOf(objective, data)
    expect([left!.toFixed(4), before!.at, before!.left.toFixed(4), Math.round(goneInMs! / MIN)]).toEqual(['0.4100', 5, '0.4294', 91])
    expect({ ...rest, burns: rest.burns.map(({ rate, tone }) => [rate!.toFixed(1), tone]) }).toEqual({ spanMs: 12 * DAY, whole: false, burns: [['79.0', 'critical'], ['14.2', 'critical']], tooFast: null })
  })

  it('is unknown where the long window could not be read, and the burn is not', () => {
    const data: ObjectiveData = { source: 's', at: 9, warnings: [], burns: [{ windowMs: 5 * MIN, total: 1, errors: 0.01 }], whole: null, since: null }
    expect(budgetOf(objective, data)).toEqual({ left: null, spanMs: 30 * DAY, whole: true, before: null, goneInMs: null, burns: [{ windowMs: 5 * MIN, rate: expect.closeTo(10), tone: 'critical' }], tooFast: null })
  })
})

describe('the words', () => {
  it('never say more than there is', () => {
    expect([1, 0.99999, 0.41, 0.4199, 0.009, 0.0004, 0, -0.2].map(budgetNumber)).toEqual(['100', '99', '41', '41', '0.9', '0', '0', '0'])
    fc.assert(fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (left) => { expect(Number(budgetNumber(left))).toBeLessThanOrEqual(left * 100 + 1e-6) }))
    fc.assert(fc.property(fc.integer({ min: 0, max: 90 * DAY }), (ms) => { expect(roundedDown(ms)).toBeLessThanOrEqual(ms) }))
  })

  it('read like numbers', () => {
    expect([
      budgetText(0.41), targetText(0.999), targetText(objectiveOf({ target: 99.95, window: DAY }).target), burnText(79.4), burnText(14.16), burnText(3), burnText(0), burnText(null),
      spanText(30 * DAY), spanText(12.4 * DAY), spanText(DAY), spanText(90 * MIN), roundedDown(3 * HOUR + 44 * MIN) / MIN
    ]).toEqual(['41\u202f%', '99.9\u202f%', '99.95\u202f%', '79×', '14.2×', '3×', '0×', 'unknown', '30 days', '12 days', '1 d', '1 h 30 min', 220])
  })
})
