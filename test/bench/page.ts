import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { root } from '../../scripts/lib/paths.mjs'
import { findRuntime, runtimeEnv } from '../../scripts/lib/runtime.mjs'
import { startAlertmanager } from '../servers/alertmanager'
import type { Desktop } from '../servers/desktop'
import { scratch, startProcess, until } from '../servers/process'
import type { Row } from './table'

const NAMES = ['Checkout', 'Payments'] as const
const later = (ms: number): string => new Date(Date.now() + ms).toISOString()

/** Drawn times of the first page of a run and of the second, ms. */
const once = async (desktop: Desktop): Promise<readonly number[]> => {
  const runtime = findRuntime()
  if (runtime === null) throw new Error('no Electron runtime: run `npm run bench`')
  const alertmanager = await startAlertmanager()
  const { path, remove } = await scratch('bench')
  const file = join(path, 'garda.yaml')
  await writeFile(file, JSON.stringify({ thisComputer: false, paging: { ladders: [{ window: { after: '0s' } }] }, sources: [{ name: 'am', kind: 'alertmanager', url: alertmanager.url, interval: '1s' }] }))
  const garda = await startProcess({
    command: runtime.execPath, args: ['-r', join(import.meta.dirname, 'heed-page.cjs'), root, '--user-data-dir', join(path, 'user-data'), '--config', file], ready: () => true,
    env: {
      ...runtimeEnv(), HOME: path, XDG_CONFIG_HOME: join(path, 'config'), XDG_RUNTIME_DIR: path, ...desktop.env,
      GARDA_BENCH_WORDS: NAMES.map((name) => `${name} is ill`).join('|')
    }
  })
  const times = (): readonly number[] => [...garda.log().matchAll(/^drawn .* after (\d+) ms$/gm)].map(([, ms]) => Number(ms))
  try {
    await wait(15_000)
    for (const [i, name] of NAMES.entries()) {
      await alertmanager.post([{ labels: { alertname: name, severity: 'critical', service: name.toLowerCase(), env: 'production' }, annotations: { summary: `${name} is ill` }, endsAt: later(600_000) }])
      await until(`the page of ${name}`, times, (list) => list.length === i + 1, 60_000)
      // a colleague takes it, and the window goes
      await alertmanager.silence({ matchers: [{ name: 'alertname', value: name, isRegex: false }], startsAt: later(0), endsAt: later(600_000), createdBy: 'Eve', comment: 'ACK! on it' })
      await wait(8_000)
    }
    return times()
  } finally {
    await garda.stop()
    await Promise.all([alertmanager.stop(), remove()])
  }
}

/** How long a page takes from being asked for to being drawn, the first of a run and the second. */
export const paging = async (desktop: Desktop, runs: number): Promise<readonly Row[]> => {
  const all: (readonly number[])[] = []
  for (let i = 0; i < runs; i++) all.push(await once(desktop))
  const span = (n: number): string => `${all.map((times) => times[n] ?? NaN).sort((a, b) => a - b).join(', ')} ms`
  return [
    { what: `A page asked for to the page drawn, first of a run, ${runs} runs`, figure: span(0), wanted: '≤ 300 ms' },
    { what: 'A page asked for to the page drawn, second of a run', figure: span(1), wanted: '≤ 300 ms' }
  ]
}
