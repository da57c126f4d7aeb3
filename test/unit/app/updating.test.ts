import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { configSchema, type Config } from '@shared/config/schema'
import { restartMode } from '@shared/config/updates'
import type { AppState } from '@shared/state/app-state'
import { keepUpdates, type Updating } from '../../../src/main/app/updating'
import type { Installed } from '../../../src/main/ports/program'
import { aPage, aSource, aState, anAlert, NOW, someAges } from '../../builders'
import { fakeClock, type FakeClock } from '../../fakes/fake-clock'

const MIN = 60_000
const calm = aState({ sources: [aSource()], ages: { prometheus: someAges({ freshUntil: NOW + 1e9 }) } })
const OLD: Installed = { version: '0.1.0', build: 'a' }
const NEW: Installed = { version: '0.2.0', build: 'b' }

interface Desk {
  readonly clock: FakeClock; readonly updates: Updating; disk: Installed | null; state: AppState; looking: boolean; config: object; looks: number
  readonly said: readonly string[]; readonly restarts: readonly number[]
}
/** A Garda of version 0.1.0, its disk, and what it says: notices as they come and go. */
const aDesk = async (config: object = {}): Promise<Desk> => {
  const clock = fakeClock(NOW)
  const said: string[] = []
  const restarts: number[] = []
  let beat = (): void => undefined
  let read: { readonly of: object; readonly config: Config } | null = null
  const desk = { clock, disk: OLD as Installed | null, state: calm, looking: false, config, looks: 0, said, restarts }
  const updates = keepUpdates({
    clock, version: '0.1.0', config: () => (read = read?.of === desk.config ? read : { of: desk.config, config: configSchema.parse(desk.config) }).config, looking: () => desk.looking, restart: () => { restarts.push(clock.now() - NOW) },
    program: { installed: () => { desk.looks++; return Promise.resolve(desk.disk) } },
    engine: {
      state: () => desk.state, onBeat: (listener) => { beat = () => { listener({ seq: 0, at: clock.now() }) }; return () => { beat = () => undefined } },
      note: (code, severity, values) => { said.push(`${severity} ${code} ${Object.values(values).join(' ')}`) }, dismiss: (id) => { said.push(`- ${id}`) }
    }
  })
  const every = (): void => { clock.after(1_000, () => { beat(); every() }) }
  every()
  await clock.advance(0)
  return Object.assign(desk, { updates })
}

describe('a new version on the disk', () => {
  it('is noticed within minutes, once it has stayed the same for a while, and taken back with it', async () => {
    const desk = await aDesk()
    await desk.clock.advance(4 * MIN)
    desk.disk = { version: '0.2.0-part', build: 'half' }
    await desk.clock.advance(MIN)
    desk.disk = null
    await desk.clock.advance(10_000)
    desk.disk = NEW
    await desk.clock.advance(10_000)
    const early = [...desk.said]
    await desk.clock.advance(6 * MIN)
    const then = [[...desk.said], desk.updates.installed()]
    desk.disk = OLD
    await desk.clock.advance(6 * MIN)
    expect([early, then, desk.said.slice(1), desk.updates.installed(), desk.restarts]).toEqual([[], [['info update-installed 0.2.0 no ask'], NEW], ['- update-installed'], null, []])
    desk.updates.stop()
  })

  it('may be another build of the same, and is said anew when what becomes of it is another', async () => {
    const desk = await aDesk()
    desk.disk = { version: '0.1.0', build: 'c' }
    await desk.clock.advance(6 * MIN)
    desk.config = { walls: [{ name: 'office' }] }
    await desk.clock.advance(1_000)
    expect(desk.said).toEqual(['info update-installed 0.1.0 yes ask', 'info update-installed 0.1.0 yes calm'])
    desk.updates.stop()
  })

  it('is looked for once in five minutes', async () => {
    const desk = await aDesk()
    await desk.clock.advance(60 * MIN)
    expect(desk.looks).toBe(13)
    desk.updates.stop()
  })

  it('is used by itself once it has been calm for five minutes on end, where that is set', async () => {
    const desk = await aDesk({ updates: { restart: 'calm' } })
    desk.disk = NEW
    desk.state = { ...calm, pages: { p: aPage() } }
    await desk.clock.advance(20 * MIN)
    desk.state = calm
    await desk.clock.advance(4 * MIN)
    desk.looking = true
    await desk.clock.advance(2_000)
    desk.looking = false
    await desk.clock.advance(5 * MIN)
    const before = [...desk.restarts]
    await desk.clock.advance(60 * MIN)
    expect([before, desk.restarts]).toEqual([[], [29 * MIN + 3_000]])
    desk.updates.stop()
  })

  it('is never used by itself where it is to ask', async () => {
    const desk = await aDesk({ walls: [{ name: 'office' }], updates: { restart: 'ask' } })
    desk.disk = NEW
    await desk.clock.advance(60 * MIN)
    expect([desk.said, desk.restarts]).toEqual([['info update-installed 0.2.0 no ask'], []])
    desk.updates.stop()
  })

  it('never interrupts what fires, nor follows it within five minutes, whatever comes when', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.record({ fires: fc.boolean(), forMs: fc.integer({ min: 1_000, max: 8 * MIN }) }), { maxLength: 8 }), async (night) => {
      const desk = await aDesk({ updates: { restart: 'calm' } })
      desk.disk = NEW
      let firedAt = -Infinity
      for (const { fires, forMs } of night) {
        desk.state = fires ? { ...calm, alerts: { a: anAlert() } } : calm
        await desk.clock.advance(forMs)
        if (fires) firedAt = desk.clock.now() - NOW
        if (desk.restarts.length > 0) break
      }
      for (const at of desk.restarts) expect(at - firedAt).toBeGreaterThanOrEqual(5 * MIN)
      desk.updates.stop()
    }), { numRuns: 25 })
  }, 60_000)
})

it('restarts by itself where a wall is open, unless it is told', () => {
  const mode = (config: object): string => restartMode(configSchema.parse(config))
  expect([mode({}), mode({ walls: [{ name: 'a' }] }), mode({ walls: [{ name: 'a', enabled: false }] }), mode({ walls: [{ name: 'a' }], updates: { restart: 'ask' } }), mode({ updates: { restart: 'calm' } })]).toEqual(['ask', 'calm', 'ask', 'ask', 'calm'])
})
