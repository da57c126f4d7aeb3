import { appendFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from '@playwright/test'
import { root } from '../../scripts/lib/paths.mjs'
import { putTable } from '../bench/table'
import { startDesktop } from '../servers/desktop'
import { startSoaked, type Sample } from './garda'
import { COLUMNS, judge, plainRow, rising, rowOf } from './report'
import { leakable, reported } from './series'
import { startStack, type Churn } from './stack'

const HOURS = Number(process.env['GARDA_SOAK_HOURS'] ?? 1)
const EVERY_MS = 10_000
/** In samples: once a minute. */
const SWEPT_EVERY = 6
/** The first part of a run is not judged: caches fill, code is compiled, and each alert is met for the first time. */
const warmUpMinutes = (minutes: number): number => Math.min(30, minutes / 3)
const SIZE = { width: 1920, height: 1080 }
const CHURN: Churn = { waves: [60, 300], postEveryMs: 2_000, stopEveryMs: 240_000, stoppedMs: 10_000 }
const SERVICES = 24

test('nothing grows in a Garda that is left alone', async () => {
  const minutes = HOURS * 60
  test.setTimeout((minutes + 5) * 60_000)
  const desktop = await startDesktop({ size: SIZE })
  await desktop.startDaemon()
  const stack = await startStack({ services: SERVICES, interval: '1s', churn: CHURN })
  try {
    const garda = await startSoaked(desktop, stack, { interval: '1s', boards: ['now', 'alerts', 'services', 'service:production/service-01'], dwell: '30s', size: SIZE, delay: true, sweep: SWEPT_EVERY })
    const samples: Sample[] = []
    const kept = join(root, 'out', 'soak')
    await mkdir(kept, { recursive: true })
    await writeFile(join(kept, 'samples.jsonl'), '')
    const from = performance.now()
    try {
      for (let i = 0; performance.now() - from < minutes * 60_000; i++) {
        await wait(Math.max(0, from + i * EVERY_MS - performance.now()))
        const sample = await garda.sample()
        samples.push(sample)
        await appendFile(join(kept, 'samples.jsonl'), `${JSON.stringify(sample)}\n`)
        expect(stack.trouble()).toBe(null)
      }
    } finally {
      await writeFile(join(kept, 'garda.log'), garda.log().replace(/^soak .*\n/gm, ''))
      await garda.stop()
    }
    const warm = warmUpMinutes(minutes)
    const counted = samples.filter(({ at }) => at - samples[0]!.at >= warm * 60_000)
    const judged = judge(leakable(counted))
    const { posted, stopped } = stack.done()
    const [first, last] = [counted[0]!, counted.at(-1)!]
    const used = last.held.reduce((sum, { cpu }) => sum + cpu, 0) - first.held.reduce((sum, { cpu }) => sum + cpu, 0)
    const facts = [`${minutes.toFixed(0)} minutes, the first ${warm.toFixed(0)} not judged`, `${posted} alerts posted beside those of the rules`, `${stopped} times a source stopped`, `${counted.length} samples`, `${((used / ((last.at - first.at) / 1_000)) * 100).toFixed(1)} % of one core`]
    await putTable('soak', COLUMNS, [...judged.map(rowOf), ...reported(counted).map(plainRow), [facts.join(', '), '', '', '', '', '', '']])
    expect(rising(judged)).toEqual([])
  } finally {
    await stack.stop()
    await desktop.stop()
  }
})
