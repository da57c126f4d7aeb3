import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NO_WATCH, type KeptWatch, type WatchTest } from '@shared/domain/night-watch'
import { wallAt } from '@shared/domain/zone'
import { armByHand, disarmByHand, holdsMorning, stepWatch, turnsOf, type WatchWorld } from '../../../../src/main/core/pager/night-watch'

const OSLO = 'Europe/Oslo'
const NIGHT = { from: '22:00', to: '07:00' }
const H = 3_600_000
const at = (text: string): number => Date.parse(text)
const world = (now: number, over: Partial<WatchWorld> = {}, night = NIGHT, zone = OSLO): WatchWorld =>
  ({ ...turnsOf(night, zone, now), now, schedule: true, test: true, digest: true, wanted: true, ...over })
const step = (watch: KeptWatch, now: string, over?: Partial<WatchWorld>): KeptWatch => stepWatch(watch, world(at(now), over))
const tested = (watch: KeptWatch, now: string): KeptWatch => ({ ...watch, testDue: false, test: aTest(at(now), watch.night?.dawn ?? 0) })
const aTest = (when: number, dawn: number): WatchTest => ({ at: when, dawn, notification: { shown: true, displayed: 'yes', detail: '' }, sound: { played: true, detail: '' } })
const seen = ({ armed, night, testDue, owed }: KeptWatch): readonly unknown[] =>
  [armed, night && new Date(night.from).toISOString().slice(0, 16), testDue, owed && [owed.from, owed.to].map((t) => new Date(t).toISOString().slice(0, 16))]

describe('dusk and dawn', () => {
  it('come by the wall clocks of the zone, also on the days when these are changed', () => {
    const of = (now: string): readonly string[] => { const { dusk, dawn } = turnsOf(NIGHT, OSLO, at(now)); return [dusk, dawn].map((t) => new Date(t).toISOString()) }
    expect([of('2025-11-13T12:00:00Z'), of('2026-03-28T22:00:00Z'), of('2025-10-25T20:00:00Z')]).toEqual([
      ['2025-11-13T21:00:00.000Z', '2025-11-14T06:00:00.000Z'], ['2026-03-29T20:00:00.000Z', '2026-03-29T05:00:00.000Z'], ['2025-10-26T21:00:00.000Z', '2025-10-26T06:00:00.000Z']
    ])
  })

  it('are ahead, within 26 hours, and where the clock on the wall says so or was moved over it', () => {
    fc.assert(fc.property(fc.integer({ min: at('2025-01-01'), max: at('2027-01-01') }), fc.integer({ min: 0, max: 1439 }), fc.constantFrom(OSLO, 'America/New_York', 'Australia/Lord_Howe', 'UTC'), (now, minutes, zone) => {
      const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
      const { dusk } = turnsOf({ from: time, to: '07:00' }, zone, now)
      const wall = new Date(wallAt(dusk, zone))
      const off = (wall.getUTCHours() * 60 + wall.getUTCMinutes() - minutes + 1440) % 1440
      expect([dusk > now, dusk - now <= 26 * H, off <= 60]).toEqual([true, true, true])
    }))
  })
})

describe('the night watch', () => {
  it('arms at dusk, tests once, and owes one digest from dawn on', () => {
    const day = step(NO_WATCH, '2025-11-13T12:00:00Z')
    expect(day).toBe(NO_WATCH)
    const dusk = step(day, '2025-11-13T21:00:00Z')
    expect(seen(dusk)).toEqual(['schedule', '2025-11-13T21:00', true, null])
    const night = tested(dusk, '2025-11-13T21:00:05Z')
    expect(step(night, '2025-11-14T02:00:00Z')).toBe(night)
    const dawn = step(night, '2025-11-14T06:00:00Z')
    expect(seen(dawn)).toEqual([null, null, false, ['2025-11-13T21:00', '2025-11-14T06:00']])
    expect([holdsMorning(night, true), holdsMorning(dawn, true), holdsMorning(dawn, false), holdsMorning({ ...dawn, owed: null }, true)]).toEqual([true, true, false, false])
    expect(seen(step({ ...dawn, owed: null }, '2025-11-14T21:00:00Z'))).toEqual(['schedule', '2025-11-14T21:00', true, null])
  })

  it('stays off by setting, without anything to watch, and where it is never night', () => {
    const now = at('2025-11-13T23:00:00Z')
    for (const over of [{ schedule: false }, { wanted: false }, turnsOf({ from: '07:00', to: '07:00' }, OSLO, now)]) expect(stepWatch<KeptWatch>(NO_WATCH, world(now, over))).toBe(NO_WATCH)
  })

  it('that was restarted in the night is neither tested nor begun anew, and one that was untested is', () => {
    const dusk = step(NO_WATCH, '2025-11-13T21:00:00Z')
    const left = JSON.parse(JSON.stringify(tested(dusk, '2025-11-13T21:00:05Z'))) as KeptWatch
    expect(step(left, '2025-11-14T01:00:00Z')).toBe(left)
    expect(step(dusk, '2025-11-14T01:00:00Z').testDue).toBe(true)
    // it was off for more than a day: that night is over, and this one is another
    expect(seen(step(left, '2025-11-14T22:00:00Z'))).toEqual(['schedule', '2025-11-14T22:00', true, null])
    // the first chance of that morning
    expect(seen(step(left, '2025-11-14T09:30:00Z'))).toEqual([null, null, false, ['2025-11-13T21:00', '2025-11-14T06:00']])
  })

  it('goes with the shift, and keeps its digest for the morning', () => {
    const night = tested(step(NO_WATCH, '2025-11-13T21:00:00Z'), '2025-11-13T21:00:05Z')
    const off = step(night, '2025-11-13T23:00:00Z', { wanted: false })
    expect(seen(off)).toEqual([null, '2025-11-13T21:00', false, null])
    expect(seen(step(off, '2025-11-14T01:00:00Z'))).toEqual(['schedule', '2025-11-13T21:00', false, null])
    expect(seen(step(off, '2025-11-14T06:00:01Z', { wanted: false }))).toEqual([null, null, false, ['2025-11-13T21:00', '2025-11-14T06:00']])
  })

  it('does as a hand says until the next dusk or dawn', () => {
    const noon = world(at('2025-11-13T11:00:00Z'))
    const armed = tested(armByHand<KeptWatch>(NO_WATCH, noon), '2025-11-13T11:00:01Z')
    expect(seen({ ...armed, testDue: true })).toEqual(['hand', '2025-11-13T11:00', true, null])
    expect(step(armed, '2025-11-13T21:00:00Z', { wanted: false })).toBe(armed)
    expect(seen(step(armed, '2025-11-14T06:00:00Z'))).toEqual([null, null, false, ['2025-11-13T11:00', '2025-11-14T06:00']])
    expect(armByHand<KeptWatch>(armed, world(at('2025-11-13T12:00:00Z'))).testDue).toBe(true)
    const off = disarmByHand<KeptWatch>(armed, world(at('2025-11-13T23:00:00Z')))
    expect(seen(off)).toEqual([null, null, false, ['2025-11-13T11:00', '2025-11-13T23:00']])
    expect([step({ ...off, owed: null }, '2025-11-14T03:00:00Z').armed, step({ ...off, owed: null }, '2025-11-14T21:00:00Z').armed]).toEqual([null, 'schedule'])
  })

  it('survives a clock that is set back: no second test, no second digest', () => {
    const night = tested(step(NO_WATCH, '2025-11-13T21:10:00Z'), '2025-11-13T21:10:05Z')
    const back = step(night, '2025-11-13T20:50:00Z')
    expect(seen(back)).toEqual([null, '2025-11-13T20:50', false, null])
    expect(seen(step(back, '2025-11-13T21:00:00Z'))).toEqual(['schedule', '2025-11-13T20:50', false, null])
    const told: KeptWatch = { ...step(night, '2025-11-14T06:00:00Z'), owed: null }
    expect(step(told, '2025-11-14T05:50:00Z')).toBe(told)
    // by a year: nothing stays ahead for a year
    const far = step(armByHand<KeptWatch>(night, world(at('2025-11-13T22:00:00Z'))), '2024-11-13T12:00:00Z')
    expect([far.hand?.until, far.night?.dawn]).toEqual([at('2024-11-14T06:00:00Z'), at('2024-11-14T06:00:00Z')])
  })

  it('never tests a night twice unless a hand asks for it, owes one digest a night, and obeys the hand', () => {
    const act = fc.oneof(
      { weight: 12, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1_000, max: 5 * H }) }) },
      fc.record({ do: fc.constantFrom('restart' as const, 'shift' as const, 'arm' as const, 'disarm' as const), ms: fc.constant(0) })
    )
    const start = fc.constantFrom('2026-03-27T12:00:00Z', '2026-10-23T12:00:00Z', '2025-11-13T12:00:00Z').map(at)
    fc.assert(fc.property(start, fc.constantFrom(NIGHT, { from: '02:30', to: '02:45' }, { from: '23:00', to: '02:30' }), fc.array(act, { maxLength: 80 }), (begin, hours, acts) => {
      let watch: KeptWatch = NO_WATCH
      let now = begin
      let wanted = true
      const tests: number[] = []
      const digests: number[] = []
      const seenNow = (): WatchWorld => world(now, { wanted }, hours)
      const live = (byHand: boolean): void => {
        watch = stepWatch(watch, seenNow())
        expect(stepWatch(watch, seenNow())).toBe(watch)
        if (watch.testDue) { if (!byHand) tests.push(watch.night!.dawn); watch = { ...watch, testDue: false, test: aTest(now, watch.night!.dawn) } }
        if (watch.owed) { digests.push(watch.owed.to); watch = { ...watch, owed: null } }
        if (watch.hand) expect(watch.armed).toBe(watch.hand.arm ? 'hand' : null)
        else expect(watch.armed === 'schedule' && !wanted).toBe(false)
        expect([watch.armed !== null && watch.night === null, watch.night !== null && now >= watch.night.dawn]).toEqual([false, false])
      }
      for (const { do: what, ms } of acts) {
        now += ms
        if (what === 'restart') watch = JSON.parse(JSON.stringify(watch)) as KeptWatch
        if (what === 'shift') wanted = !wanted
        if (what === 'arm') watch = armByHand(watch, seenNow())
        if (what === 'disarm') watch = disarmByHand(watch, seenNow())
        live(what === 'arm')
      }
      expect([new Set(tests).size, new Set(digests).size]).toEqual([tests.length, digests.length])
    }), { numRuns: 300 })
  })
})
