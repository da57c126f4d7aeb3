import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { root } from '../../../scripts/lib/paths.mjs'
import { findRuntime, runtimeEnv } from '../../../scripts/lib/runtime.mjs'
import { launchGarda } from '../../e2e/support/garda'
import type { Desktop } from '../../servers/desktop'
import { startNotificationService } from '../../servers/notification-service'
import { scratch, startProcess, until } from '../../servers/process'
import { startExporter, startPrometheus, untilQuery } from '../../servers/prometheus'
import { startTap, type Tap } from '../tap'

/** A click as soon as the notification is there, and one on a notification that has stood for a while, in turn. */
const STOOD_MS = 3_000

/** From the click on a notification to the drawn graph of its alert, ms: clicked at once, and clicked later. */
export const clicked = async (desktop: Desktop, times: number): Promise<{ readonly atOnce: readonly number[]; readonly later: readonly number[] }> => {
  const runtime = findRuntime()
  if (runtime === null) throw new Error('no Electron runtime: run `npm run bench:graphs`')
  const names = Array.from({ length: 2 * times }, (_, i) => `Ill${i}`)
  const metrics = (firing: number): string => names.map((_, i) => `ill_${i} ${i < firing ? 40 : 1}`).join('\n')
  const exporter = await startExporter(metrics(0))
  const prometheus = await startPrometheus({
    scrape: [{ job: 'shop', targets: [exporter.target], labels: { env: 'production' } }],
    rules: names.map((name, i) => ({ alert: name, expr: `ill_${i} > 10`, labels: { severity: 'critical', service: `shop-${i}` } }))
  })
  await untilQuery(prometheus.url, 'ill_0')
  const service = await startNotificationService(desktop.address)
  const { path, remove } = await scratch('bench')
  const file = join(path, 'garda.yaml')
  await writeFile(file, JSON.stringify({ thisComputer: false, paging: { nightWatch: { schedule: false }, ladders: [{}] }, sources: [{ name: 'prom', kind: 'prometheus', url: prometheus.url, interval: '1s' }] }))
  const garda = await startProcess({
    command: runtime.execPath, args: ['-r', join(import.meta.dirname, 'heed-graph.cjs'), root, '--user-data-dir', join(path, 'user-data'), '--config', file], ready: () => true,
    env: { ...runtimeEnv(), HOME: path, XDG_CONFIG_HOME: join(path, 'config'), XDG_RUNTIME_DIR: path, ...desktop.env, GARDA_BENCH_WORDS: names.join('|') }
  })
  const took: number[] = []
  try {
    for (const [i, name] of names.entries()) {
      await until(`the end of the window before ${name}`, garda.log, (log) => log.includes(`closed before ${name}\n`), 60_000)
      const told = service.notified().length
      exporter.set(metrics(i + 1))
      const [call] = await until(`the notification of ${name}`, () => service.notified().slice(told).filter(({ title }) => title.includes(`shop-${i}`)), (list) => list.length > 0, 60_000)
      if (i % 2 === 1) await wait(STOOD_MS)
      const at = Date.now()
      service.invoke(call!.id, 'default')
      const [, drawnAt] = await until(`the graph of ${name}`, () => new RegExp(`^drawn ${name} at (\\d+)$`, 'm').exec(garda.log()) ?? [], (found) => found.length > 0, 60_000)
      took.push(Number(drawnAt) - at)
    }
    return { atOnce: took.filter((_, i) => i % 2 === 0), later: took.filter((_, i) => i % 2 === 1) }
  } finally {
    await garda.stop()
    await service.stop()
    await Promise.all([prometheus.stop(), exporter.stop(), remove()])
  }
}

const DAY_S = 86_400
const SCRAPE_S = 15

/** The metrics of a Go service with HTTP, at a moment, in seconds: twelve panels' worth. */
const service = (instance: number, at: number): readonly (readonly [name: string, labels: string, value: number])[] => {
  const load = 20 + 10 * Math.sin(at / 7_000 + instance)
  const requests = at * 20 - 70_000 * Math.cos(at / 7_000 + instance)
  return [
    ['http_requests_total', 'code="200"', requests], ['http_requests_total', 'code="500"', requests / 500],
    ...[0.01, 0.05, 0.1, 0.5, 1].map((le, i) => ['http_request_duration_seconds_bucket', `le="${le}"`, (requests * (i + 4)) / 9] as const),
    ['http_request_duration_seconds_bucket', 'le="+Inf"', requests], ['http_request_duration_seconds_count', '', requests], ['http_request_duration_seconds_sum', '', requests / 12],
    ['process_cpu_seconds_total', '', requests / 400], ['process_resident_memory_bytes', '', load * 1e7], ['process_open_fds', '', load * 4], ['process_max_fds', '', 1_024],
    ['go_goroutines', '', load * 9], ['go_memstats_heap_inuse_bytes', '', load * 6e6]
  ]
}
const TYPES: Readonly<Record<string, string>> = { http_requests: 'counter', http_request_duration_seconds: 'histogram', process_cpu_seconds: 'counter' }
const familyOf = (name: string): string => name.replace(/_(total|bucket|count|sum)$/, '')

const text = (from: number, to: number, instances: readonly string[]): string => {
  const lines = new Map<string, string[]>()
  for (let i = 0; i < instances.length; i++) {
    for (let at = from; at <= to; at += SCRAPE_S) {
      const all = [...service(i, at), ['up', '', 1] as const, ['scrape_duration_seconds', '', 0.01] as const, ['scrape_samples_scraped', '', 17] as const]
      for (const [name, labels, value] of all) {
        const family = familyOf(name)
        const row = `${name}{${labels}${labels && ','}job="shop",env="production",instance="${instances[i]}"} ${value.toFixed(3)} ${at}`
        const known = lines.get(family)
        if (known) known.push(row)
        else lines.set(family, [row])
      }
    }
  }
  return [...[...lines].flatMap(([family, rows]) => [`# TYPE ${family} ${TYPES[family] ?? 'gauge'}`, ...rows]), '# EOF', ''].join('\n')
}

/** In the page: notes when a line was last drawn, to the frame after it. */
const heedLines = (): void => {
  const seen = { last: 0 }
  Object.assign(globalThis, { seen })
  const holdsLine = (node: Node): boolean => node instanceof Element && (node.matches('.g-line, .g-areas path') || node.querySelector('.g-line, .g-areas path') !== null)
  new MutationObserver((changes) => {
    if (changes.some(({ type, target, addedNodes }) => (type === 'attributes' ? holdsLine(target) : [...addedNodes].some(holdsLine)))) requestAnimationFrame(() => { requestAnimationFrame(() => { seen.last = Date.now() }) })
  }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['d'] })
}
const linesSeen = (): { readonly last: number; readonly panels: number; readonly slots: number } => {
  const slots = [...document.querySelectorAll('.g-slot')]
  return {
    last: (globalThis as unknown as { readonly seen: { readonly last: number } }).seen.last, slots: slots.length,
    panels: slots.filter((slot) => slot.querySelector('.g-line[d^=M], .g-areas path') !== null).length
  }
}

export interface Opened { readonly panels: number; readonly answers: number; readonly ms: number }

/** In a Garda of its own, from the last hour to 24 hours. */
const openOnce = async (desktop: Desktop, config: string, tap: Tap): Promise<Opened> => {
  const garda = await launchGarda(desktop, { args: ['--config', config] })
  const { app, window } = garda
  try {
    // so high that nothing waits below its edge
    await app.evaluate(({ BrowserWindow }) => { BrowserWindow.getAllWindows()[0]?.setBounds({ x: 0, y: 0, width: 1_600, height: 2_400 }) })
    await window.waitForFunction(() => /(\d+) of \1 fresh/.test(document.body.innerText))
    await window.evaluate(heedLines)
    await window.keyboard.press('g')
    await window.keyboard.press('s')
    await window.locator('button[data-open]', { hasText: /^shop$/ }).click()
    const settled = async (): Promise<ReturnType<typeof linesSeen>> => {
      await window.locator('.g-slot').first().waitFor()
      // until nothing was asked for two seconds
      for (let known = -1; known !== tap.answers.length;) { known = tap.answers.length; await wait(2_000) }
      return window.evaluate(linesSeen)
    }
    await settled()
    const before = tap.answers.length
    await window.getByText('24 h', { exact: true }).first().click()
    const { last, panels, slots } = await settled()
    if (panels < slots) throw new Error(`only ${panels} of ${slots} panels are drawn`)
    return { panels, answers: tap.answers.length - before, ms: last - (tap.answers.at(-1)?.at ?? NaN) }
  } finally { await garda.quit() }
}

/** The page of a service over 24 hours, as often as asked: from the last byte of the last answer to the frame with the last line. */
export const opened = async (desktop: Desktop, times: number): Promise<readonly Opened[]> => {
  const now = Math.floor(Date.now() / 1_000 / SCRAPE_S) * SCRAPE_S
  const exporter = await startExporter(service(0, now).map(([name, labels, value]) => `${name}{${labels}} ${value}`).join('\n'))
  const prometheus = await startPrometheus({
    interval: `${SCRAPE_S}s`, scrape: [{ job: 'shop', targets: [exporter.target], labels: { env: 'production' } }], past: text(now - 2 * DAY_S, now - SCRAPE_S, [exporter.target])
  })
  await untilQuery(prometheus.url, 'go_goroutines')
  const tap = await startTap(prometheus.url, '/api/v1/query_range')
  const { path, remove } = await scratch('bench')
  const file = join(path, 'garda.yaml')
  await writeFile(file, JSON.stringify({ thisComputer: false, paging: { nightWatch: { schedule: false } }, sources: [{ name: 'prom', kind: 'prometheus', url: tap.url, interval: '15s' }] }))
  try {
    const all: Opened[] = []
    for (let i = 0; i < times; i++) all.push(await openOnce(desktop, file, tap))
    return all
  } finally {
    await tap.stop()
    await Promise.all([prometheus.stop(), exporter.stop(), remove()])
  }
}
