import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from '@playwright/test'
import { cpuOf } from '../bench/processes'
import { putTable } from '../bench/table'
import { startDesktop } from '../servers/desktop'
import { startSoaked } from './garda'
import { namedProcesses } from './series'
import { startStack } from './stack'

const MINUTES = Number(process.env['GARDA_SOAK_MINUTES'] ?? 10)
const SERVICES = 40
const SIZE = { width: 1920, height: 1080 }
/** The page's window is made ready, and what is only done once is done: heaps are swept, long texts packed. */
const SETTLED_MS = 120_000

test('what a wall costs while nothing happens', async () => {
  test.setTimeout((MINUTES + 5) * 60_000)
  const desktop = await startDesktop({ size: SIZE })
  await desktop.startDaemon()
  const stack = await startStack({ services: SERVICES, interval: '15s', churn: null })
  try {
    const garda = await startSoaked(desktop, stack, { interval: '15s', boards: ['now'], size: SIZE, delay: false, bare: true })
    try {
      await wait(SETTLED_MS)
      const [spent, from] = [cpuOf(garda.pid), performance.now()]
      await wait(MINUTES * 60_000)
      const [now, seconds] = [cpuOf(garda.pid), (performance.now() - from) / 1_000]
      const after = await garda.sample()
      expect(after.rows['services']).toBe(SERVICES)
      const used = (pid: number): number => (now.find((one) => one.pid === pid)?.cpu ?? 0) - (spent.find((one) => one.pid === pid)?.cpu ?? 0)
      const percent = (cpu: number): string => `${((cpu / seconds) * 100).toFixed(2)} %`
      const rows = namedProcesses(after).map(([name, held]) => [name, held.reduce((sum, { pid }) => sum + used(pid), 0)] as const)
      await putTable('idle', ['what', 'measured', 'wanted'], [
        [`All processes, wall with ${SERVICES} services, interval 15 s, ${seconds.toFixed(0)} s`, `${percent(rows.reduce((sum, [, cpu]) => sum + cpu, 0))} of one core`, '≤ 1 %'],
        ...rows.map(([name, cpu]) => [`… ${name}`, percent(cpu), ''])
      ])
    } finally { await garda.stop() }
  } finally {
    await stack.stop()
    await desktop.stop()
  }
})
