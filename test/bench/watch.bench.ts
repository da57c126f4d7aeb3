import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { test } from '@playwright/test'
import { startAlertmanager, type Alertmanager, type PostedAlert } from '../servers/alertmanager'
import { startDesktop, type Desktop } from '../servers/desktop'
import { scratch } from '../servers/process'
import { watchNotifyCalls } from '../e2e/support/desktop-parts'
import { launchGarda } from '../e2e/support/garda'
import { cpuSeconds, pssMiB } from './processes'
import { paging } from './page'
import { put, type Row } from './table'
import { startTap } from './tap'

const ALIVE = new Date(Date.now() + 24 * 3_600_000).toISOString()
const STARTED = new Date(Date.now() - 3_600_000).toISOString()

/** Alerts as a large site has them: eight labels, three annotations, some 700 bytes each. */
const crowd = (count: number): readonly PostedAlert[] => Array.from({ length: count }, (_, i) => ({
  labels: {
    alertname: `BenchAlert${i % 50}`, severity: i % 40 === 0 ? 'critical' : 'warning', env: 'production', service: `service-${i % 100}`,
    instance: `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}:9100`, job: 'bench', zone: `eu-north-1${'abc'[i % 3]}`, team: `team-${i % 12}`
  },
  annotations: { summary: `Something is wrong with instance ${i}`, description: 'A sentence or two that say what is wrong and what to look at first, as people write them.', runbook_url: 'https://runbooks.example/bench' },
  startsAt: STARTED, endsAt: ALIVE, generatorURL: 'http://prometheus.example/graph?g0.expr=up'
}))

const fill = async (alertmanager: Alertmanager, count: number): Promise<void> => {
  const alerts = crowd(count)
  for (let i = 0; i < alerts.length; i += 500) await alertmanager.post(alerts.slice(i, i + 500))
}

const configFor = async (url: string): Promise<{ readonly file: string; readonly remove: () => Promise<void> }> => {
  const folder = await scratch('bench')
  const file = join(folder.path, 'garda.yaml')
  await writeFile(file, `thisComputer: false\nsources:\n  - { name: am, kind: alertmanager, urls: ["${url}"], interval: 1s }\n`)
  return { file, remove: folder.remove }
}

const percentile = (values: readonly number[], p: number): number => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.ceil((p / 100) * values.length) - 1)] ?? NaN
const fixed = (x: number, digits = 1): string => x.toFixed(digits)

/** Shorter for a first look while optimising. */
const WATCH_S = Number(process.env['GARDA_BENCH_SECONDS'] ?? 30)
const COUNTS = (process.env['GARDA_BENCH_COUNTS'] ?? '0,2000,10000').split(',').filter(Boolean).map(Number)
const TOLD = Number(process.env['GARDA_BENCH_TOLD'] ?? 100)
const PAGED = Number(process.env['GARDA_BENCH_PAGED'] ?? 5)

const watching = async (desktop: Desktop, count: number): Promise<readonly Row[]> => {
  const alertmanager = await startAlertmanager()
  const tap = await startTap(alertmanager.url)
  const config = await configFor(tap.url)
  try {
    await fill(alertmanager, count)
    const t0 = performance.now()
    const garda = await launchGarda(desktop, { args: ['--config', config.file] })
    const tWindow = performance.now()
    await garda.window.waitForFunction((wanted) => (wanted === 0 ? document.documentElement.dataset['ready'] === 'true' : document.body.innerText.includes('Bench alert')), count, { polling: 'raf' })
    const tData = performance.now()
    const pid = garda.app.process().pid!
    await wait(15_000)
    const polls = tap.answers.length
    const cpu = cpuSeconds(pid)
    const from = performance.now()
    await wait(WATCH_S * 1_000)
    const asked = tap.answers.length - polls
    const by = Object.entries(cpuSeconds(pid)).map(([kind, seconds]) => ({ kind, seconds: seconds - (cpu[kind] ?? 0) })).filter(({ seconds }) => seconds > 0.005)
    const used = by.reduce((sum, { seconds }) => sum + seconds, 0)
    const shares = by.sort((a, b) => b.seconds - a.seconds).map(({ kind, seconds }) => `${kind} ${fixed(seconds / asked, 3)}`).join(', ')
    const lasted = (performance.now() - from) / 1_000
    const pss = pssMiB(pid)
    await garda.quit()
    const n = count.toLocaleString('en')
    return [
      { what: `Processor time per poll, ${n} alerts, all processes`, figure: `${fixed(used / asked, 3)} s (${shares})`, wanted: count === 2_000 ? '≤ 0.06 s' : count === 10_000 ? '≤ 0.3 s' : '' },
      { what: `Interval of 1 s held, ${n} alerts`, figure: `${asked} polls in ${fixed(lasted)} s`, wanted: 'one a second' },
      ...(count === 0 ? [] : [
        { what: `First screenful of ${n} alerts after the window exists`, figure: `${fixed((tData - tWindow) / 1_000, 2)} s`, wanted: count === 2_000 ? '≤ 1.0 s' : '' },
        { what: `Process start to data on screen, ${n} alerts`, figure: `${fixed((tData - t0) / 1_000, 2)} s`, wanted: count === 2_000 ? '≤ 2.5 s' : '' }
      ]),
      { what: `Memory of all processes (PSS), ${n} alerts`, figure: `${fixed(pss, 0)} MiB`, wanted: '' }
    ]
  } finally { await Promise.all([tap.stop(), config.remove()]); await alertmanager.stop() }
}

const telling = async (desktop: Desktop, count: number, samples: number): Promise<readonly Row[]> => {
  const alertmanager = await startAlertmanager()
  const tap = await startTap(alertmanager.url)
  const config = await configFor(tap.url)
  const notified = await watchNotifyCalls(desktop)
  try {
    await fill(alertmanager, count)
    const garda = await launchGarda(desktop, { args: ['--config', config.file] })
    await garda.window.waitForFunction(() => document.body.innerText.includes('Bench alert'))
    await notified.until(1) // the summary of what fires already
    const delays: number[] = []
    for (let i = 0; i < samples; i++) {
      const name = `Fresh${i}X`
      // what begins on one service is one page, told in its place
      await alertmanager.post([{ labels: { alertname: name, severity: 'critical', env: 'production', service: `fresh-${i}` }, annotations: { summary: name }, startsAt: new Date().toISOString(), endsAt: ALIVE }])
      const calls = await notified.until(i + 2)
      const call = calls[i + 1]!
      const answer = tap.answers.find((a) => a.holds(name))
      if (answer && call.body.includes(name)) delays.push(call.at - answer.at)
    }
    await garda.quit()
    return [{
      what: `Last byte of a reply to the Notify call, ${count.toLocaleString('en')} alerts, ${delays.length} alerts told`,
      figure: `p50 ${fixed(percentile(delays, 50), 0)} ms, p99 ${fixed(percentile(delays, 99), 0)} ms, most ${fixed(Math.max(...delays), 0)} ms`, wanted: 'p99 ≤ 100 ms'
    }]
  } finally { await Promise.all([tap.stop(), notified.stop(), config.remove()]); await alertmanager.stop() }
}

test('the watch', async () => {
  const desktop = await startDesktop()
  await desktop.startDaemon()
  try {
    const rows: Row[] = []
    for (const count of COUNTS) rows.push(...await watching(desktop, count))
    if (TOLD > 0) rows.push(...await telling(desktop, 2_000, TOLD))
    if (PAGED > 0) rows.push(...await paging(desktop, PAGED))
    await put(rows)
  } finally { await desktop.stop() }
})
