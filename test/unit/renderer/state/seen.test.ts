import { describe, expect, it } from 'vitest'
import { createMirror } from '../../../../src/renderer/state/mirror'
import { dueWhenSeen, toldWhenSeen, type Seen } from '../../../../src/renderer/state/seen'
import { createClock } from '../../../../src/renderer/ui/clock'
import { anAlert, aState, NOW } from '../../../builders'
import { createFakeBridge } from '../../../fakes/fake-bridge'

/** A window that is shown and hidden as a test says. */
const window = (): { readonly seen: Seen; readonly show: () => void; readonly hide: () => void; readonly listening: () => number } => {
  let is = true
  const listeners = new Set<() => void>()
  return {
    seen: { is: () => is, onAgain: (listener) => { listeners.add(listener); return () => { listeners.delete(listener) } } },
    show: () => { is = true; for (const listener of [...listeners]) listener() },
    hide: () => { is = false },
    listening: () => listeners.size
  }
}
const settled = async (): Promise<void> => { for (let i = 0; i < 10; i++) await Promise.resolve() }
const withAlerts = (...ids: readonly string[]): ReturnType<typeof aState> => aState({ alerts: ids.map((id) => anAlert({ id })) })

describe('a mirror that nobody looks into', () => {
  it('goes on being right, tells nobody, and tells once when somebody looks', async () => {
    const { seen, show, hide, listening } = window()
    const fake = createFakeBridge(withAlerts('a'), NOW)
    const mirror = toldWhenSeen(createMirror(fake.bridge, { wall: () => NOW, steady: () => 0, later: () => () => undefined }), seen)
    const told: number[] = []
    mirror.subscribe(() => { told.push(mirror.get().seq) })
    const stop = mirror.start()
    await settled()
    expect(told).toEqual([1])
    hide()
    fake.next(withAlerts('a', 'b'), NOW + 1_000)
    fake.next(withAlerts('b'), NOW + 2_000)
    expect([told, mirror.get()]).toEqual([[1], { state: withAlerts('b'), seq: 3, heardAt: NOW + 2_000, failure: null }])
    show()
    show()
    expect(told).toEqual([1, 3])
    fake.next(withAlerts(), NOW + 3_000)
    expect(told).toEqual([1, 3, 4])
    stop()
    expect(listening()).toBe(0)
  })

  it('heals a lost delta while nobody looks, too', async () => {
    const { seen, hide } = window()
    const fake = createFakeBridge(withAlerts('a'), NOW)
    const mirror = toldWhenSeen(createMirror(fake.bridge, { wall: () => NOW, steady: () => 0, later: () => () => undefined }), seen)
    mirror.start()
    await settled()
    hide()
    fake.next(withAlerts('b'), NOW + 1_000, { lose: true })
    fake.beat(NOW + 2_000)
    await settled()
    expect(mirror.get()).toMatchObject({ seq: 2, state: withAlerts('b') })
  })
})

describe('a clock that nobody looks at', () => {
  const ticking = (): { readonly clock: ReturnType<typeof createClock>; readonly pass: (ms: number) => void; readonly waiting: () => number } & ReturnType<typeof window> => {
    const frame = window()
    let now = 0
    let waits: readonly { readonly at: number; readonly run: () => void }[] = []
    const later = (ms: number, run: () => void): (() => void) => { const one = { at: now + ms, run }; waits = [...waits, one]; return () => { waits = waits.filter((w) => w !== one) } }
    return {
      ...frame, clock: createClock({ now: () => now, later: dueWhenSeen(later, frame.seen) }), waiting: () => waits.length,
      pass: (ms) => { now += ms; for (const one of waits.filter((w) => w.at <= now)) { waits = waits.filter((w) => w !== one); one.run() } }
    }
  }

  it('stands, and is right as soon as somebody looks', () => {
    const { clock, pass, show, hide, waiting } = ticking()
    const told: number[] = []
    clock.subscribe(() => { told.push(clock.tick()) })
    pass(1_001)
    hide()
    for (let i = 0; i < 10; i++) pass(1_000)
    expect([told, waiting()]).toEqual([[1_001], 0])
    show()
    pass(1_000)
    expect(told).toEqual([1_001, 11_001, 12_001])
  })

  it('waits for nobody once nobody listens', () => {
    const { clock, pass, show, hide, listening } = ticking()
    const told: number[] = []
    const stop = clock.subscribe(() => { told.push(clock.tick()) })
    hide()
    pass(1_001)
    expect(listening()).toBe(1)
    stop()
    expect(listening()).toBe(0)
    show()
    expect(told).toEqual([])
  })
})
