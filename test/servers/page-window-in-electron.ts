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
  /** What somebody at the desk does. */
  readonly xdotool: (...args: readonly string[]) => Promise<string>
  readonly stop: () => Promise<void>
}

export const startPagedDesktop = async (desktop: Desktop): Promise<PagedDesktop> => {
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
  await writeFile(join(pages, 'index.html'), '<!doctype html><title>a page</title><button>button</button>')
  const xdotool = async (...args: readonly string[]): Promise<string> => (await run('xdotool', args, { env: { ...process.env, ...desktop.env }, timeout: 10_000 })).stdout.trim()
  const manager = await startProcess({
    command: 'openbox', args: ['--sm-disable'], env: desktop.env, ready: async () => (await xdotool('getwindowfocus')) !== ''
  })
  const start = (role: Role, ready: (log: string) => boolean): Promise<Running> => startProcess({
    command: runtime.execPath, args: [join(folder.path, 'main.cjs'), '--user-data-dir', join(folder.path, role), '--disable-gpu'],
    env: { ...runtimeEnv(), ...desktop.env, HOME: folder.path, GARDA_TEST_PAGES: pages, GARDA_TEST_ROLE: role }, ready
  })
  const other = await start('other', (log) => log.includes('focus of #other'))
  const pager = await start('pager', (log) => log.includes('ready'))
  return {
    other, pager, xdotool,
    toggle: () => { process.kill(pager.pid, 'SIGUSR2') },
    stop: async () => {
      await Promise.all([pager.stop(), other.stop()])
      await manager.stop()
      await folder.remove()
    }
  }
}
