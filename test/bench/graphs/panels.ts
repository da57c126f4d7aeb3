import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import react from '@vitejs/plugin-react'
import { _electron } from '@playwright/test'
import { build } from 'vite'
import { root } from '../../../scripts/lib/paths.mjs'
import { findRuntime, runtimeEnv } from '../../../scripts/lib/runtime.mjs'
import type { Desktop } from '../../servers/desktop'
import { scratch } from '../../servers/process'
import type { Case, Variant } from './data'
import type { Bench } from './main'

/** Builds the page that is measured as Garda's own is built, and answers its file. */
export const buildPage = async (): Promise<string> => {
  const outDir = join(root, 'out', 'bench-graphs')
  await build({
    configFile: false, root: import.meta.dirname, base: './', logLevel: 'warn', plugins: [react()], resolve: { alias: { '@shared': join(root, 'src', 'shared') } },
    build: { outDir, emptyOutDir: true, target: 'chrome114', cssTarget: 'chrome114', modulePreload: { polyfill: false }, chunkSizeWarningLimit: 3_000, reportCompressedSize: false }
  })
  return join(outDir, 'index.html')
}

/** Calls one of the page's measurements. */
type Call = <N extends keyof Bench>(name: N, ...args: Parameters<Bench[N]>) => Promise<Awaited<ReturnType<Bench[N]>>>

/** What the page lays into its global scope. */
interface Page { readonly bench: Readonly<Record<string, (...args: readonly unknown[]) => unknown>> }

interface Window { readonly call: Call; /** What the page's process holds, MB, after its garbage is gone. */ readonly memory: () => Promise<number> }

const inWindow = async <T>(desktop: Desktop, page: string, use: (window: Window) => Promise<T>): Promise<T> => {
  const runtime = findRuntime()
  if (runtime === null) throw new Error('no Electron runtime: run `npm run bench:graphs`')
  const folder = await scratch('bench-graphs')
  const app = await _electron.launch({
    executablePath: runtime.execPath, cwd: root, chromiumSandbox: !('ELECTRON_DISABLE_SANDBOX' in runtimeEnv()),
    args: ['--disable-gpu', '--js-flags=--expose-gc', join(import.meta.dirname, 'window.cjs'), '--user-data-dir', folder.path],
    env: { ...runtimeEnv(), HOME: folder.path, XDG_CONFIG_HOME: folder.path, XDG_RUNTIME_DIR: folder.path, ...desktop.env, GARDA_BENCH_PAGE: page }
  })
  try {
    const window = await app.firstWindow()
    await window.waitForFunction(() => document.title === 'ready')
    await wait(400)
    return await use({
      call: async (name, ...args) => window.evaluate(([n, a]) => (globalThis as unknown as Page).bench[n]!(...a), [name, args] as const) as never,
      memory: async () => {
        await window.evaluate(() => { (globalThis as unknown as { readonly gc: () => void }).gc() })
        return app.evaluate((electron) => electron.app.getAppMetrics().filter(({ type }) => type === 'Tab').reduce((sum, { memory }) => sum + memory.workingSetSize / 1024, 0))
      }
    })
  } finally {
    await app.close()
    await folder.remove()
  }
}

const percentile = (values: readonly number[], part: number): number => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? NaN
const median = (values: readonly number[]): number => percentile(values, 0.5)

/** Of several launches. Times in ms, memory in MB. */
export interface Figures {
  readonly variant: Variant
  readonly panels: number
  readonly mount: number
  readonly mountTask: number
  readonly update: number
  readonly updateTask: number
  readonly one: number
  readonly frame: number
  readonly frame95: number
  readonly memory: number
  /** Panels that were mounted at all. */
  readonly mounted: number
}

/** The clock and the memory, untroubled by a heartbeat or a pointer. */
const timed = (desktop: Desktop, page: string, what: Case) => inWindow(desktop, page, async ({ call, memory }) => {
  await call('warm', what)
  const { took: mount, lines, mounted } = await call('mount', what, false)
  if (what.variant !== 'uplot' && what.variant !== 'slots' && lines < what.panels * what.series) throw new Error(`${what.variant} drew ${lines} lines, not ${what.panels * what.series}`)
  const updates: number[] = []
  const ones: number[] = []
  for (let k = 1; k <= 3; k++) updates.push((await call('update', k * 15, null, false)).took)
  for (let k = 1; k <= 3; k++) ones.push((await call('update', 100 + k * 15, 1, false)).script)
  return { mount, mounted, updates, ones, memory: await memory() }
})

/** The longest task, and the crosshair over all panels. */
const beaten = (desktop: Desktop, page: string, what: Case) => inWindow(desktop, page, async ({ call }) => {
  await call('warm', what)
  const mount = (await call('mount', what, true)).longest ?? NaN
  const updates: number[] = []
  for (let k = 1; k <= 5; k++) updates.push((await call('update', k * 15, null, true)).longest ?? NaN)
  await wait(300)
  await call('hover', 15)
  const { frames, followed } = await call('hover', 105)
  if (followed === 0) throw new Error(`no crosshair followed the pointer in ${what.variant}`)
  return { mount, updates, frames }
})

/** Launches a window again and again and answers the medians. */
export const measure = async (desktop: Desktop, page: string, what: Case, launches: number): Promise<Figures> => {
  const times: Awaited<ReturnType<typeof timed>>[] = []
  const beats: Awaited<ReturnType<typeof beaten>>[] = []
  for (let i = 0; i < launches; i++) {
    times.push(await timed(desktop, page, what))
    beats.push(await beaten(desktop, page, what))
  }
  const frames = beats.flatMap((b) => b.frames)
  return {
    variant: what.variant, panels: what.panels,
    mount: median(times.map((r) => r.mount)), mountTask: median(beats.map((b) => b.mount)), update: median(times.flatMap((r) => r.updates)), updateTask: median(beats.flatMap((b) => b.updates)),
    one: median(times.flatMap((r) => r.ones)), frame: median(frames), frame95: percentile(frames, 0.95), memory: median(times.map((r) => r.memory)), mounted: median(times.map((r) => r.mounted))
  }
}

/** Median of thinning 100,000 samples, ms, without and with holes. */
export const decimation = (desktop: Desktop, page: string): Promise<{ readonly whole: number; readonly holed: number }> => inWindow(desktop, page, async ({ call }) => {
  const { whole, holed } = await call('decimation')
  return { whole: median(whole), holed: median(holed) }
})
