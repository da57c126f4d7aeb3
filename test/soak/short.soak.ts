import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from '@playwright/test'
import { startDesktop } from '../servers/desktop'
import { startSoaked, type Sample } from './garda'
import { plainRow } from './report'
import { leakable, type Series } from './series'
import { medianOf } from './slope'
import { startStack, type Churn } from './stack'

/** Alerts come and go many times a second, and a source stops every twenty: what leaks by the alert or by the connection leaks in minutes. */
const CHURN: Churn = { waves: [8, 30], postEveryMs: 100, stopEveryMs: 20_000, stoppedMs: 3_000 }
const SIZE = { width: 1280, height: 800 }
const MINUTES = 3
const WARM_MINUTES = 1
const EVERY_MS = 5_000

/**
 * What the last half minute may have more than the half minute after the warm-up, in the series' unit. Medians of swept heaps: what a moment holds does not count, nor how fast the machine is.
 * Handles and nodes follow what fires and what is on screen; a leak by the alert or by the connection is hundreds.
 */
const bound = (what: string): number => {
  if (what.startsWith('Own memory')) return what.endsWith('all processes') ? 40 : 25
  if (what.startsWith('JavaScript heap')) return 6
  if (what.startsWith('DOM nodes')) return 400
  if (what.startsWith('Listeners')) return 100
  return 20
}
const HALF_MINUTE = 0.5
const growth = ({ points }: Series): number => {
  const end = points.at(-1)!.minute
  const of = (from: number, to: number): number => medianOf(points.filter(({ minute }) => minute >= from && minute <= to).map(({ value }) => value))
  return of(end - HALF_MINUTE, end) - of(0, HALF_MINUTE)
}

test('three minutes of high churn leave nothing behind', async () => {
  test.setTimeout((MINUTES + 3) * 60_000)
  const desktop = await startDesktop({ size: SIZE })
  await desktop.startDaemon()
  const stack = await startStack({ services: 12, interval: '1s', churn: CHURN })
  try {
    const garda = await startSoaked(desktop, stack, { interval: '1s', boards: ['now', 'alerts', 'services', 'service:production/service-01'], dwell: '5s', size: SIZE, delay: false, sweep: 1 })
    try {
      const samples: Sample[] = []
      const from = performance.now()
      for (let i = 0; performance.now() - from < MINUTES * 60_000; i++) {
        await wait(Math.max(0, from + i * EVERY_MS - performance.now()))
        samples.push(await garda.sample())
      }
      expect(stack.trouble()).toBe(null)
      const { posted, stopped } = stack.done()
      // a machine that is too busy to churn proves nothing
      expect([posted > 500, stopped > 4]).toEqual([true, true])
      const counted = samples.filter(({ at }) => at - samples[0]!.at >= WARM_MINUTES * 60_000)
      const all = leakable(counted).filter(({ points }) => points.length === counted.length)
      process.stdout.write(`${all.map((series) => plainRow(series).slice(0, 4).join(' | ')).join('\n')}\n${posted} posted, ${stopped} stopped\n`)
      const seen = ['Own memory, all processes', 'Own memory, main', 'Own memory, renderer, wall', 'Handles, all processes', 'DOM nodes, wall', 'DOM nodes, main window']
      expect(all.map(({ what }) => what)).toEqual(expect.arrayContaining(seen))
      expect(all.flatMap((series) => {
        const [more, most] = [growth(series), bound(series.what)]
        return more > most ? [`${series.what}: ${more.toFixed(1)} ${series.unit} more, ${most} may be`] : []
      })).toEqual([])
    } finally { await garda.stop() }
  } finally {
    await stack.stop()
    await desktop.stop()
  }
})
