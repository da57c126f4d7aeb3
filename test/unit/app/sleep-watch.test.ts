import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { watchSleep, type SleepWatch } from '../../../src/main/app/sleep-watch'
import type { Clock } from '../../../src/main/ports/clock'
import { fakeClock, type FakeClock } from '../../fakes/fake-clock'
import { NOW } from '../../builders'

const HOUR = 3_600_000
const SLEPT = { kind: 'slept', ms: 8 * HOUR }
const NONE = { kind: 'none' }

/** Clocks as on Linux: only wall time and uptime count sleep. */
const start = (over: (clock: FakeClock) => Clock = (clock) => clock): { readonly clock: FakeClock; readonly sleep: SleepWatch } => {
  const clock = fakeClock(NOW)
  return { clock, sleep: watchSleep(over(clock), 1_000) }
}
const withoutUptime = ({ now, monotonic, after }: FakeClock): Clock => ({ now, monotonic, after })

describe('one sleep is told once', () => {
  it('whether the clocks or the system tell of it first, announced or not', async () => {
    const told: unknown[] = []
    for (const announced of [true, false]) {
      for (const first of ['clocks', 'system'] as const) {
        const { clock, sleep } = start()
        if (announced) sleep.suspended()
        clock.sleep(8 * HOUR, { monotonicToo: false })
        const seen = first === 'clocks' ? [sleep.look(), sleep.resumed()] : [sleep.resumed(), sleep.look()]
        await clock.advance(4_000)
        told.push([first, ...seen, sleep.look()])
      }
    }
    expect(told).toEqual([['clocks', SLEPT, null, NONE], ['system', SLEPT, NONE, NONE], ['clocks', SLEPT, null, NONE], ['system', SLEPT, NONE, NONE]])
  })

  it('where the monotonic clock runs on in sleep, too', () => {
    const { clock, sleep } = start()
    sleep.suspended()
    clock.sleep(8 * HOUR)
    expect([sleep.resumed(), sleep.look()]).toEqual([SLEPT, NONE])
  })

  it('too short for the clocks, it is known by the system alone; the next one is another', () => {
    const { clock, sleep } = start()
    sleep.suspended()
    clock.sleep(4_000, { monotonicToo: false })
    const short = [sleep.look(), sleep.resumed(), sleep.resumed()]
    sleep.suspended()
    clock.sleep(5_000, { monotonicToo: false })
    expect([...short, sleep.resumed()]).toEqual([NONE, { kind: 'slept', ms: 4_000 }, null, { kind: 'slept', ms: 5_000 }])
  })

  it('without an uptime, the system decides whether a clock that is ahead was set or slept', () => {
    const slept = start(withoutUptime)
    slept.sleep.suspended()
    slept.clock.jump(8 * HOUR)
    const set = start(withoutUptime)
    set.clock.jump(8 * HOUR)
    expect([slept.sleep.look(), slept.sleep.resumed(), set.sleep.look()]).toEqual([SLEPT, null, { kind: 'jumped', ms: 8 * HOUR }])
  })

  it('however sleep, set clocks and news of the system mix: no sleep is missed, none counts twice', () => {
    const step = fc.oneof(fc.record({ sleep: fc.integer({ min: 15_000, max: 8 * HOUR }), announced: fc.boolean(), resumed: fc.constantFrom('before' as const, 'after' as const, 'never' as const) }), fc.record({ jump: fc.integer({ min: -HOUR, max: HOUR }) }))
    fc.assert(fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const { clock, sleep } = start()
      const told: number[] = []
      const hear = (gap: ReturnType<SleepWatch['resumed']>): void => { if (gap?.kind === 'slept' && gap.ms > 0) told.push(gap.ms) }
      for (const one of steps) {
        if ('jump' in one) { clock.jump(one.jump); hear(sleep.look()); continue }
        if (one.announced) sleep.suspended()
        clock.sleep(one.sleep, { monotonicToo: false })
        if (one.resumed === 'before') hear(sleep.resumed())
        hear(sleep.look())
        if (one.resumed === 'after') hear(sleep.resumed())
      }
      expect(told).toEqual(steps.flatMap((one) => ('sleep' in one ? [one.sleep] : [])))
    }))
  })
})
