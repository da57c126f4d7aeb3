import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'vite'
import { findRuntime, runtimeEnv } from '../../scripts/lib/runtime.mjs'
import type { Desktop } from './desktop'
import type { Role } from './page-window-in-electron.main'
import { scratch, startProcess, type Running } from './process'

const run = promisify(execFile)

/** A desktop with a window manager, on which a program that is full screen has the keyboard and another may page. */
export interface PagedDesktop {
  readonly other: Running
  readonly pager: Running
  /** Shows the page window, or hides it. */
  readonly toggle: () => void
  /** Nobody touches anything any more. */
  readonly leave: () => void
  /** Its page answers nothing any more. */
  readonly hang: () => void
  /** What somebody at the desk does. */
  readonly xdotool: (...args: readonly string[]) => Promise<string>
  readonly stop: () => Promise<void>
}

/** Builds the two programs; `start` runs one of them on the desktop. */
const programsOf = async (desktop: Desktop): Promise<{ readonly start: (role: Role, ready: (log: string) => boolean, x?: number) => Promise<Running>; readonly remove: () => Promise<void> }> => {
  const runtime = findRuntime()
  if (runtime === null) throw new Error('no Electron runtime: run `npm test -- integration`')
  const folder = await scratch('page-window')
  const root = join(import.meta.dirname, '../..')
  await build({
    configFile: false, root, logLevel: 'error', resolve: { alias: { '@shared': join(root, 'src/shared') } }, ssr: { noExternal: true },
    build: { ssr: join(import.meta.dirname, 'page-window-in-electron.main.ts'), outDir: folder.path, target: 'node18.15', rollupOptions: { external: ['electron'], output: { format: 'cjs', entryFileNames: 'main.cjs' } } }
  })
  const pages = join(folder.path, 'pages')
  await mkdir(pages)
  await writeFile(join(pages, 'index.html'), '<!doctype html><title>a page</title><script src="sight.js" defer></script><button>button</button>')
  await writeFile(join(pages, 'sight.js'), 'const tell = () => { document.title = document.visibilityState }; tell(); document.addEventListener("visibilitychange", tell)')
  return {
    start: (role, ready, x = 0) => startProcess({
      command: runtime.execPath, args: [join(folder.path, 'main.cjs'), '--user-data-dir', join(folder.path, role), '--disable-gpu'],
      env: { ...runtimeEnv(), ...desktop.env, HOME: folder.path, GARDA_TEST_PAGES: pages, GARDA_TEST_ROLE: role, GARDA_TEST_X: String(x) }, ready
    }),
    remove: folder.remove
  }
}

const startOther = (start: Awaited<ReturnType<typeof programsOf>>['start'], x = 0): Promise<Running> => start('other', (log) => log.includes('focus of #other'), x)

/** A full-screen program on the display that `x` lies on, where somebody types; it writes down each key. Needs a window manager. */
export const startFullScreen = async (desktop: Desktop, x: number): Promise<Running> => {
  const programs = await programsOf(desktop)
  const other = await startOther(programs.start, x)
  return { ...other, stop: async () => { await other.stop(); await programs.remove() } }
}

export const startPagedDesktop = async (desktop: Desktop): Promise<PagedDesktop> => {
  const { start, remove } = await programsOf(desktop)
  const xdotool = async (...args: readonly string[]): Promise<string> => (await run('xdotool', args, { env: { ...process.env, ...desktop.env }, timeout: 10_000 })).stdout.trim()
  const manager = await startProcess({
    command: 'openbox', args: ['--sm-disable'], env: desktop.env, ready: async () => (await xdotool('getwindowfocus')) !== ''
  })
  const other = await startOther(start)
  const pager = await start('pager', (log) => log.includes('ready'))
  return {
    other, pager, xdotool,
    toggle: () => { process.kill(pager.pid, 'SIGUSR2') },
    leave: () => { process.kill(pager.pid, 'SIGWINCH') },
    hang: () => { process.kill(pager.pid, 'SIGHUP') },
    stop: async () => {
      await Promise.all([pager.stop(), other.stop()])
      await manager.stop()
      await remove()
    }
  }
}
