import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { root } from '../../scripts/lib/paths.mjs'
import { nodeClock } from '../../src/main/adapters/node-clock'
import { nodeSound } from '../../src/main/adapters/node-sound'
import type { Level, Sound } from '../../src/main/ports/sound'
import { startPulse, type Pulse } from '../servers/pulse'

let pulse: Pulse
let sound: Sound
beforeAll(async () => { pulse = await startPulse() })
afterAll(() => pulse.stop())
beforeEach(() => {
  sound = nodeSound({ folder: join(root, 'resources', 'sounds'), platform: 'linux', env: pulse.env, clock: nodeClock(), log: { write: () => undefined }, limitMs: 20_000 })
})
afterEach(async () => { sound.dispose(); await pulse.unplug() })

test('a real sound service is asked whether anything could be heard', async () => {
  const says = async (): Promise<readonly [boolean, string]> => { const { able, detail } = await sound.able(); return [able, detail] }
  const sink = '@DEFAULT_SINK@'
  const told = [await says()]
  await pulse.plugIn()
  told.push(await says())
  await pulse.control('set-sink-mute', sink, '1')
  told.push(await says())
  await pulse.control('set-sink-mute', sink, '0')
  await pulse.control('set-sink-volume', sink, '0')
  told.push(await says())
  expect(told).toEqual([
    [false, 'This computer has nothing to hear it on: no loudspeaker, no headphones.'], [true, ''],
    [false, 'The sound of this computer is muted.'], [false, 'The volume of this computer is at zero.']
  ])
})

test('what is played comes out of the loudspeaker, as loud as it was asked for', async () => {
  await pulse.plugIn()
  // a sound that is as loud all along, for a busy machine leaves gaps in a recording
  const loudest = async (level: Level): Promise<number> => {
    const heard = await pulse.record(async () => { expect(await sound.play({ pattern: 'warning', level })).toEqual({ played: true }) })
    return heard.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
  }
  const [soft, full] = [await loudest(0), await loudest(3)]
  expect([Math.round(20 * full) / 20, Math.round(50 * (soft / full)) / 50]).toEqual([0.65, 0.1])
})

test('without a loudspeaker it says that nothing was played', async () => {
  expect(await sound.play({ pattern: 'info', level: 3 })).toEqual({ played: false, detail: expect.stringMatching(/^It could not be played: .*paplay: Stream error: No such entity/) as unknown })
})
