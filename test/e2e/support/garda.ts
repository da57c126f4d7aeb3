import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test'
import { root } from '../../../scripts/lib/paths.mjs'
import { findRuntime, runtimeEnv } from '../../../scripts/lib/runtime.mjs'
import { startDesktop, type Desktop } from '../../servers/desktop'
import { scratch } from '../../servers/process'

/** A Garda that runs in a real Electron. */
export type Garda = {
  readonly app: ElectronApplication
  /** The main window, loaded. */
  readonly window: Page
  readonly userData: string
  /** What it has written to standard output and error since it was launched. */
  readonly log: () => string
  /** Quits it as its menu does, and ends it when it does not go within ten seconds. */
  readonly quit: () => Promise<void>
  /** Ends it as a crash does, and waits for that. */
  readonly kill: () => Promise<void>
}

export type Launch = {
  /** Garda's own arguments, such as `['--demo']`. */
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** A file that is loaded in the main process before Garda's own code. */
  readonly preload?: string
  /** Settings of an earlier launch; a new folder by default. */
  readonly userData?: string
}

/** Launches the built Garda on a desktop. */
export const launchGarda = async (desktop: Desktop, { args = [], env = {}, preload, userData }: Launch = {}): Promise<Garda> => {
  const runtime = findRuntime()
  if (runtime === null) throw new Error('no Electron runtime: run `npm test -- e2e`')
  const folder = await scratch('e2e')
  const home = userData ?? join(folder.path, 'user-data')
  await mkdir(home, { recursive: true })
  const app = await _electron.launch({
    executablePath: runtime.execPath,
    cwd: root,
    args: [...(preload === undefined ? [] : ['-r', preload]), root, '--user-data-dir', home, ...args],
    chromiumSandbox: !('ELECTRON_DISABLE_SANDBOX' in runtimeEnv()), // as `npm start` has it
    env: { ...runtimeEnv(), HOME: folder.path, XDG_CONFIG_HOME: join(folder.path, 'config'), XDG_RUNTIME_DIR: folder.path, ...desktop.env, ...env }
  })
  const process = app.process()
  let said = ''
  process.stdout?.on('data', (chunk: Buffer) => { said += chunk.toString() })
  process.stderr?.on('data', (chunk: Buffer) => { said += chunk.toString() })
  const window = await app.firstWindow()
  await window.waitForLoadState('domcontentloaded')
  return {
    app, window, userData: home, log: () => said,
    quit: async () => {
      const insist = setTimeout(() => { process.kill('SIGKILL') }, 10_000)
      if (process.signalCode === null) await app.close()
      clearTimeout(insist)
      await folder.remove()
    },
    kill: async () => {
      const ended = once(process, 'exit')
      process.kill('SIGKILL')
      await ended
    }
  }
}

type Fixtures = {
  /** A screen, a session bus and a running dunst, for this test alone. */
  readonly desktop: Desktop
  /** Launches Garda on the test's desktop; it quits with the test. */
  readonly launch: (options?: Launch) => Promise<Garda>
}

export const test = base.extend<Fixtures>({
  desktop: async ({}, use) => {
    const desktop = await startDesktop()
    await desktop.startDaemon()
    await use(desktop)
    await desktop.stop()
  },
  launch: async ({ desktop }, use, info) => {
    const running: Garda[] = []
    await use(async (options) => {
      const garda = await launchGarda(desktop, options)
      running.push(garda)
      return garda
    })
    for (const [index, garda] of running.entries()) {
      if (info.status !== info.expectedStatus) await info.attach(`log-${index}.txt`, { body: garda.log(), contentType: 'text/plain' })
      await garda.quit()
    }
  }
})

export { expect } from '@playwright/test'
