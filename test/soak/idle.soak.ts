import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from '@playwright/test'
import { cpuOf } from '../bench/processes'
import { putTable } from '../bench/table'
import { startDesktop } from '../servers/desktop'
import { startSoaked, type SeenWindow } from './garda'
import { namedProcesses } from './series'
import { startStack } from './stack'

const MINUTES = Number(process.env['GARDA_SOAK_MINUTES'] ?? 10)
const SERVICES = 40
const SIZE = { width: 1920, height: 1080 }
/** The page's window is made ready, and what is only done once is done. */
const SETTLED_MS = 60_000

test('what a wall costs while nothing happens', async () => {
  test.setTimeout((MINUTES + 4) * 60_000)
  const desktop = await startDesktop({ size: SIZE })
  await desktop.startDaemon()
  const stack = await startStack({ services: SERVICES, interval: '15s', churn: null })
  try {
    const garda = await startSoaked(desktop, stack, { interval: '15s', boards: ['now'], size: SIZE, delay: false })
    try {
      await wait(SETTLED_MS)
      const before = await garda.sample()
      const [spent, from] = [cpuOf(garda.pid), performance.now()]
      await wait(MINUTES * 60_000)
      const [now, seconds] = [cpuOf(garda.pid), (performance.now() - from) / 1_000]
      const after = await garda.sample()
      expect(after.rows['services']).toBe(SERVICES)
      const used = (pid: number): number => (now.find((one) => one.pid === pid)?.cpu ?? 0) - (spent.find((one) => one.pid === pid)?.cpu ?? 0)
      const percent = (cpu: number): string => `${((cpu / seconds) * 100).toFixed(2)} %`
      const rows = namedProcesses(after).map(([name, held]) => [name, held.reduce((sum, { pid }) => sum + used(pid), 0)] as const)
      const of = (windows: readonly SeenWindow[], name: string): SeenWindow => windows.find((window) => window.name === name)!
      const [main, wall] = ['main window', 'wall'].map((name) => {
        const [a, b] = [of(before.windows, name), of(after.windows, name)]
        return { layouts: b.layouts - a.layouts, styles: b.styles - a.styles, script: b.scriptSeconds - a.scriptSeconds }
      })
      const did = (it: typeof main): string => `${it!.layouts} layouts, ${it!.styles} style passes, ${it!.script.toFixed(2)} s of script`
      await putTable('idle', ['what', 'measured', 'wanted'], [
        [`All processes, wall with ${SERVICES} services, interval 15 s, ${seconds.toFixed(0)} s`, `${percent(rows.reduce((sum, [, cpu]) => sum + cpu, 0))} of one core`, '≤ 1 %'],
        ...rows.map(([name, cpu]) => [`… ${name}`, percent(cpu), '']),
        ['What the hidden main window did in that time', did(main), '0 layouts'], ['What the wall did', did(wall), '']
      ])
    } finally { await garda.stop() }
  } finally {
    await stack.stop()
    await desktop.stop()
  }
})
