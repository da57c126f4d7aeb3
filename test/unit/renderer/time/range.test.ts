import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { offered, shiftOf, shownOf } from '../../../../src/renderer/time/compare'
import { compareWith, go, goBack, lookAt } from '../../../../src/renderer/time/look'
import {
  between, DAY, HOUR, isOpen, lastOf, LONGEST, MIN, nextRange, PRESETS, rangeId, refreshEvery, shift, SHORTEST, timeOf, windowOf, zoomIn, zoomOut, zoomTo, type Range
} from '../../../../src/renderer/time/range'
import { typedWords, windowWords } from '../../../../src/renderer/time/words'
import { rangeOf } from '../../../../src/renderer/time/typed'
import { NOW } from '../../../builders'

const moment = fc.integer({ min: NOW - 400 * DAY, max: NOW + 2 * DAY })
const anyRange: fc.Arbitrary<Range> = fc.oneof(
  fc.constantFrom(...PRESETS).map((preset): Range => ({ kind: 'preset', preset })),
  fc.integer({ min: 0, max: 800 * DAY }).map(lastOf),
  fc.record({ from: moment, alert: fc.option(fc.constant('a')) }).map((r): Range => ({ kind: 'since', ...r })),
  fc.record({ from: moment, to: moment }).map(between)
)
const part = fc.double({ min: 0, max: 1, noNaN: true })
const step: fc.Arbitrary<(range: Range, now: number) => Range> = fc.oneof(
  fc.constantFrom<(range: Range, now: number) => Range>(
    (r, now) => shift(r, -1, now), (r, now) => shift(r, 1, now), zoomOut, (r, now) => zoomIn(r, null, now), nextRange, (_, now) => zoomTo({ id: 'a', startsAt: now - 11 * MIN }, now)
  ),
  part.map((a) => (r: Range, now: number) => { const { from, to } = windowOf(r, now); return zoomIn(r, from + a * (to - from), now) }),
  fc.tuple(part, part).map(([a, b]) => (r: Range, now: number) => { const { from, to } = windowOf(r, now); return between({ from: from + a * (to - from), to: from + b * (to - from) }) })
)
const steps = fc.array(fc.tuple(step, fc.integer({ min: 0, max: HOUR })), { maxLength: 12 })

describe('ranges', () => {
  it('are never empty and never reach past now, whatever is done with them and however the clock goes', () => {
    fc.assert(fc.property(anyRange, fc.array(fc.tuple(step, fc.integer({ min: -DAY, max: DAY })), { maxLength: 12 }), (first, done) => {
      let range = first
      let now = NOW
      for (const [what, passed] of done) {
        range = what(range, now)
        now += passed
        const { from, to } = windowOf(range, now)
        expect(to - from).toBeGreaterThanOrEqual(SHORTEST)
        expect(to).toBeLessThanOrEqual(now)
      }
    }))
  })

  it('go back, step by step, to where one was', () => {
    fc.assert(fc.property(anyRange, steps, (first, done) => {
      let look = lookAt(first)
      let now = NOW
      const were: Range[] = []
      for (const [what, passed] of done) {
        const next = what(look.range, now)
        if (rangeId(next) !== rangeId(look.range)) were.push(look.range)
        look = go(look, next)
        now += passed
      }
      for (const was of were.reverse()) {
        look = goBack(look)
        expect(look.range).toEqual(was)
      }
      expect(goBack(look)).toBe(look)
    }))
  })

  it('moved left and right again are the same, after any number of moves', () => {
    fc.assert(fc.property(anyRange, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: HOUR }), (first, times, passed) => {
      let range = first
      for (let i = 0; i < times; i++) range = shift(range, -1, NOW + i * passed)
      for (let i = 0; i < times; i++) range = shift(range, 1, NOW + times * passed)
      expect(range).toEqual(first)
    }))
    const hour: Range = { kind: 'preset', preset: '1h' }
    expect(shift(hour, 1, NOW)).toBe(hour)
    expect(windowOf(shift(hour, -1, NOW), NOW)).toEqual({ from: NOW - 90 * MIN, to: NOW - 30 * MIN })
    expect(shift(between({ from: NOW - 3 * HOUR, to: NOW - 10 * MIN }), 1, NOW)).toEqual({ kind: 'last', ms: 170 * MIN })
  })

  it('zoom out to twice as much about the same middle, and follow now where they would reach past it', () => {
    const past = between({ from: NOW - 10 * HOUR, to: NOW - 8 * HOUR })
    expect([zoomOut(past, NOW), zoomOut(between({ from: NOW - 2 * HOUR, to: NOW - 30 * MIN }), NOW), zoomOut({ kind: 'preset', preset: '1h' }, NOW)]).toEqual([
      between({ from: NOW - 11 * HOUR, to: NOW - 7 * HOUR }), { kind: 'last', ms: 3 * HOUR }, { kind: 'last', ms: 2 * HOUR }
    ])
    expect(zoomOut(lastOf(LONGEST), NOW)).toEqual(lastOf(LONGEST))
  })

  it('zoom in about a moment, which stays where it stands', () => {
    fc.assert(fc.property(anyRange, fc.double({ min: 0, max: 1, noNaN: true }), (range, part) => {
      const was = windowOf(range, NOW)
      fc.pre(was.to - was.from >= 2 * SHORTEST)
      const at = was.from + part * (was.to - was.from)
      const is = windowOf(zoomIn(range, at, NOW), NOW)
      expect(Math.abs((at - is.from) / (is.to - is.from) - part)).toBeLessThan(0.01)
    }))
    expect(zoomIn({ kind: 'preset', preset: '24h' }, null, NOW)).toEqual({ kind: 'last', ms: 12 * HOUR })
  })

  it('go round by T, and what is no short name gives way to an hour', () => {
    let range: Range = { kind: 'preset', preset: '15m' }
    const seen = PRESETS.map(() => { const now = range; range = nextRange(range); return now.kind === 'preset' ? now.preset : '' })
    expect([seen, range, nextRange(lastOf(90 * MIN))]).toEqual([PRESETS, { kind: 'preset', preset: '15m' }, { kind: 'preset', preset: '1h' }])
    expect([lastOf(6 * HOUR), lastOf(90 * MIN), lastOf(1)]).toEqual([{ kind: 'preset', preset: '6h' }, { kind: 'last', ms: 90 * MIN }, { kind: 'last', ms: MIN }])
  })

  it('look at an alert from shortly before it', () => {
    expect(windowOf(zoomTo({ id: 'a', startsAt: NOW - 11 * MIN }, NOW), NOW)).toEqual({ from: NOW - 26 * MIN, to: NOW })
  })

  it('look at an alert that is over until shortly after it, and never past now', () => {
    const of = (startsAt: number, endsAt: number | null): unknown => { const r = timeOf({ id: 'a', startsAt, endsAt }, NOW); return [windowOf(r, NOW), isOpen(r, NOW)] }
    expect([of(NOW - 11 * MIN, null), of(NOW - 5 * HOUR, NOW - 4 * HOUR), of(NOW - 11 * MIN, NOW - MIN)]).toEqual([
      [{ from: NOW - 26 * MIN, to: NOW }, true], [{ from: NOW - 5 * HOUR - 20 * MIN, to: NOW - 4 * HOUR + 15 * MIN }, false], [{ from: NOW - 26 * MIN, to: NOW }, false]
    ])
  })

  it('between two moments grow until the second has come, and then stand still', () => {
    const range = between({ from: NOW - HOUR, to: NOW + HOUR })
    expect([NOW, NOW + 2 * HOUR].map((now) => [windowOf(range, now), isOpen(range, now)])).toEqual([[{ from: NOW - HOUR, to: NOW }, true], [{ from: NOW - HOUR, to: NOW + HOUR }, false]])
    expect(between({ from: NOW, to: NOW - 10_000 })).toEqual({ kind: 'between', from: NOW - 35_000, to: NOW + 25_000, shifted: null })
  })

  it('ask as often as their source, less often for long ones', () => {
    const every = (length: number, source: number): number => refreshEvery({ from: NOW - length, to: NOW }, source)
    const asked = [every(HOUR, 15_000), every(15 * MIN, 1000), every(6 * HOUR, 15_000), every(DAY, 15_000), every(7 * DAY, 15_000), every(HOUR, 300_000)]
    expect(asked).toEqual([15_000, 5000, 60_000, 60_000, 300_000, 300_000])
  })

  it('say their days where they differ or lie back, and their seconds where they are short', () => {
    expect(windowWords({ from: NOW - HOUR, to: NOW }, NOW, 'utc')).toEqual({ from: '11:00', to: '12:00' })
    expect(windowWords({ from: NOW - 24 * HOUR, to: NOW }, NOW, 'utc')).toEqual({ from: 'Wed 12 Nov 12:00', to: 'Thu 13 Nov 12:00' })
    expect(windowWords({ from: NOW - 49 * HOUR, to: NOW - 48 * HOUR }, NOW, 'utc')).toEqual({ from: 'Tue 11 Nov 11:00', to: 'Tue 11 Nov 12:00' })
    expect(windowWords({ from: NOW - 2 * MIN, to: NOW }, NOW, 'utc')).toEqual({ from: '11:58:00', to: '12:00:00' })
  })

  it('are typed as they are read: the fields of a range give it again', () => {
    const whole = anyRange.filter((r) => r.kind === 'preset' || r.kind === 'last' || windowOf(r, NOW).from < NOW - SHORTEST)
    fc.assert(fc.property(whole, (range) => {
      const second = (at: number): number => Math.floor(at / 1000) * 1000
      const asked: Range = range.kind === 'between'
        ? between({ from: second(range.from), to: second(range.to) })
        : range.kind === 'since' ? { ...range, from: second(range.from), alert: null } : range.kind === 'last' ? lastOf(Math.round(range.ms / 1000) * 1000) : range
      const words = typedWords(asked, windowOf(asked, NOW), 'utc')
      expect(rangeOf(words.from, words.to, NOW, 'utc')).toEqual({ ok: true, range: asked })
    }))
  })
})

describe('comparing', () => {
  it('offers what does not overlap with the window, and the same of other environments', () => {
    const kinds = (length: number): readonly string[] => offered({ from: NOW - length, to: NOW }, ['staging']).map((o) => o.kind)
    expect([kinds(HOUR), kinds(6 * HOUR), kinds(7 * DAY), kinds(30 * DAY)]).toEqual([
      ['none', 'hour', 'day', 'week', 'environment'], ['none', 'day', 'week', 'environment'], ['none', 'week', 'environment'], ['none', 'environment']
    ])
    expect([shownOf({ kind: 'day' }, offered({ from: 0, to: 2 * DAY }, [])), shownOf({ kind: 'environment', environment: 'b' }, offered({ from: 0, to: 1 }, ['a']))]).toEqual([{ kind: 'none' }, { kind: 'none' }])
  })

  it('is with the same clock time, also across a change of clocks', () => {
    const change = Date.UTC(2025, 9, 26, 1)
    const offset = (at: number): number => (at < change ? 2 * HOUR : HOUR)
    const ago = (kind: 'hour' | 'day' | 'week'): number => shiftOf({ kind }, change + 12 * HOUR, offset) / HOUR
    expect([ago('hour'), ago('day'), ago('week'), shiftOf({ kind: 'environment', environment: 'staging' }, NOW, offset)]).toEqual([1, 25, 169, 0])
  })

  it('remembers what it was turned off from', () => {
    const look = compareWith(compareWith(lookAt(), { kind: 'week' }), { kind: 'none' })
    expect([look.compare, look.compared]).toEqual([{ kind: 'none' }, { kind: 'week' }])
  })
})
