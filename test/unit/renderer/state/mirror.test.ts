import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMirror, type MirrorTime } from '../../../../src/renderer/state/mirror'
import { anAlert, aState, NOW } from '../../../builders'
import { createFakeBridge } from '../../../fakes/fake-bridge'
import type { AppState } from '@shared/state/app-state'

/** Clocks that stand until they are moved, and timers that wait until they are told to run. */
const fakeTime = () => {
  let wall = 5_000
  let steady = 100
  const timers: (() => void)[] = []
  const time: MirrorTime = { wall: () => wall, steady: () => steady, later: (_ms, run) => { timers.push(run); return () => { timers.splice(timers.indexOf(run), 1) } } }
  return { time, pass: (w: number, s = w) => { wall += w; steady += s }, runTimers: () => { for (const run of timers.splice(0)) run() } }
}
const settled = async (): Promise<void> => { for (let i = 0; i < 10; i++) await Promise.resolve() }
const withAlerts = (...ids: readonly string[]): AppState => aState({ alerts: ids.map((id) => anAlert({ id })) })

describe('the mirror of the state', () => {
  it('shows the snapshot, then what the deltas make of it', async () => {
    const fake = createFakeBridge(withAlerts('a'), NOW)
    const mirror = createMirror(fake.bridge, fakeTime().time)
    const stop = mirror.start()
    expect(mirror.get()).toEqual({ state: null, seq: 0, heardAt: 0, failure: null })
    await settled()
    fake.next(withAlerts('a', 'b'), NOW + 1_000)
    expect(mirror.get()).toEqual({ state: withAlerts('a', 'b'), seq: 2, heardAt: NOW + 1_000, failure: null })
    stop()
    fake.next(withAlerts(), NOW + 2_000)
    expect(mirror.get().seq).toBe(2)
  })

  it('keeps deltas that come while the snapshot travels and uses only those that are newer', async () => {
    const fake = createFakeBridge(withAlerts('a'), NOW)
    const mirror = createMirror(fake.bridge, fakeTime().time)
    mirror.start()
    fake.next(withAlerts('a', 'b'), NOW + 10)
    await settled()
    expect(mirror.get()).toMatchObject({ seq: 2, state: withAlerts('a', 'b') })
    expect(fake.calls.filter((c) => c.command === 'snapshot')).toHaveLength(1)
  })

  it('heals a lost delta by one new snapshot, noticed by the next delta or by the beat', async () => {
    for (const notice of ['delta', 'beat'] as const) {
      const fake = createFakeBridge(withAlerts('a'), NOW)
      const mirror = createMirror(fake.bridge, fakeTime().time)
      mirror.start()
      await settled()
      fake.next(withAlerts('b'), NOW + 1_000, { lose: true })
      if (notice === 'delta') fake.next(withAlerts('b', 'c'), NOW + 2_000)
      else fake.beat(NOW + 2_000)
      await settled()
      expect(mirror.get().state).toEqual(notice === 'delta' ? withAlerts('b', 'c') : withAlerts('b'))
      expect(fake.calls.filter((c) => c.command === 'snapshot')).toHaveLength(2)
    }
  })

  it('equals main whatever is lost on the way, once main beats', async () => {
    const steps = fc.array(fc.record({ ids: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 }), lose: fc.boolean() }), { maxLength: 12 })
    await fc.assert(fc.asyncProperty(steps, async (list) => {
      const fake = createFakeBridge(withAlerts('a'), NOW)
      const mirror = createMirror(fake.bridge, fakeTime().time)
      mirror.start()
      await settled()
      let last = withAlerts('a')
      for (const [i, { ids, lose }] of list.entries()) { last = withAlerts(...ids); fake.next(last, NOW + i, { lose }) }
      fake.beat(NOW + 100)
      await settled()
      expect(mirror.get().state).toEqual(last)
    }), { numRuns: 60 })
  })

  it('says why there is no snapshot, and asks again', async () => {
    let fail = true
    const good = createFakeBridge(withAlerts('a'), NOW)
    const fake = createFakeBridge(withAlerts('a'), NOW, { answer: { snapshot: async () => { if (fail) throw new Error('main is busy'); return good.bridge.snapshot() } } })
    const clock = fakeTime()
    const mirror = createMirror(fake.bridge, clock.time)
    mirror.start()
    await settled()
    expect(mirror.get()).toEqual({ state: null, seq: 0, heardAt: 0, failure: 'main is busy' })
    fail = false
    clock.runTimers()
    await settled()
    expect(mirror.get()).toMatchObject({ state: withAlerts('a'), failure: null })
  })

  it('runs on main’s clock, by whichever local clock went further', async () => {
    const fake = createFakeBridge(withAlerts(), NOW)
    const clock = fakeTime()
    const mirror = createMirror(fake.bridge, clock.time)
    mirror.start()
    await settled()
    clock.pass(1_500)
    expect(mirror.now()).toBe(NOW + 1_500)
    clock.pass(60_000, 0) // asleep: the steady clock stood
    expect(mirror.now()).toBe(NOW + 61_500)
    clock.pass(-3_600_000, 500) // set back: what passed still counts
    expect(mirror.now()).toBe(NOW + 2_000)
    fake.beat(NOW + 70_000)
    expect([mirror.now(), mirror.get().heardAt]).toEqual([NOW + 70_000, NOW + 70_000])
  })
})
