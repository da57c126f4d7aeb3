import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from '@playwright/test'
import { startDesktop } from '../servers/desktop'
import { startSoaked, type Sample, type SeenWindow } from './garda'
import { startStack } from './stack'

const SIZE = { width: 1280, height: 800 }
const WATCHED_MS = 15_000

test('a hidden main window draws nothing while alerts come and go', async () => {
  test.setTimeout(120_000)
  const desktop = await startDesktop({ size: SIZE })
  await desktop.startDaemon()
  const stack = await startStack({ services: 12, interval: '1s', churn: { waves: [8, 30], postEveryMs: 100, stopEveryMs: 600_000, stoppedMs: 1_000 } })
  try {
    const garda = await startSoaked(desktop, stack, { interval: '1s', boards: ['now'], size: SIZE, delay: false, frames: true })
    try {
      const of = ({ windows }: Sample, name: string): SeenWindow => windows.find((window) => window.name === name)!
      const before = await garda.sample()
      await wait(WATCHED_MS)
      const after = await garda.sample()
      const drawn = (name: string): readonly unknown[] => [of(after, name).visibility, of(after, name).frames - of(before, name).frames, of(after, name).layouts - of(before, name).layouts]
      expect(drawn('main window')).toEqual(['hidden', 0, 0])
      // the same counter, where something is drawn
      expect(drawn('wall')[0]).toBe('visible')
      expect(drawn('wall')[1]).toBeGreaterThan(10)
      expect(stack.trouble()).toBe(null)
    } finally { await garda.stop() }
  } finally {
    await stack.stop()
    await desktop.stop()
  }
})
