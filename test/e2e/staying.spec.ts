import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../../scripts/lib/paths.mjs'
import { findRuntime, runtimeEnv } from '../../scripts/lib/runtime.mjs'
import type { Desktop } from '../servers/desktop'
import { freePort, scratch, until } from '../servers/process'
import { startDesk } from './support/desktop-parts'
import { journalOf } from './support/journal'
import { runGarda } from './support/run-garda'
import { startScriptedAlertmanager } from './support/scripted-alertmanager'
import { expect, press, test, untilFresh } from './support/watching'

interface Supervised {
  readonly process: ChildProcess
  readonly log: () => string
  /** Pid of the Garda that runs now; null: none does. */
  readonly garda: () => Promise<number | null>
  readonly ended: Promise<readonly [number | null]>
  /** Its pages: what they are titled, by what is at their address. */
  readonly pages: () => Promise<Readonly<Record<string, string>>>
  readonly stop: () => Promise<void>
}

/** Starts the built Garda by its supervisor, as an autostart entry does. */
const supervise = async (desktop: Desktop, home: string, args: readonly string[]): Promise<Supervised> => {
  const runtime = findRuntime()
  if (runtime === null) throw new Error('no Electron runtime: run `npm test -- e2e`')
  await mkdir(join(home, 'run'), { recursive: true })
  const port = await freePort()
  const child = spawn('sh', [join(root, 'resources', 'supervise.sh'), '--', runtime.execPath, `--remote-debugging-port=${port}`, root, '--user-data-dir', home, ...args], {
    cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...runtimeEnv(), HOME: home, XDG_CONFIG_HOME: join(home, 'config'), XDG_RUNTIME_DIR: join(home, 'run'), ...desktop.env }
  })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => { said += chunk.toString() })
  child.stderr.on('data', (chunk: Buffer) => { said += chunk.toString() })
  const ended = once(child, 'exit') as Promise<[number | null]>
  const garda = async (): Promise<number | null> => {
    const children = (await readFile(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').catch(() => '')).trim().split(' ').filter(Boolean)
    for (const pid of children) if ((await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).startsWith(runtime.execPath)) return Number(pid)
    return null
  }
  return {
    process: child, log: () => said, garda, ended,
    pages: async () => {
      const listed = await fetch(`http://127.0.0.1:${port}/json/list`).then((response) => response.json() as Promise<readonly { readonly url: string; readonly title: string }[]>, () => [])
      return Object.fromEntries(listed.map(({ url, title }) => [url.replace('garda://app/', ''), title]))
    },
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) { child.kill('SIGTERM'); await ended }
    }
  }
}

test('a Garda that is killed is back with its wall within seconds, watches on, and says from when to when it did not; a quit ends both', async ({ config, owned }) => {
  test.setTimeout(120_000)
  const { desktop } = await startDesk(owned)
  const alertmanager = owned(await startScriptedAlertmanager())
  const home = await scratch('e2e-staying')
  owned({ stop: home.remove })
  const args = ['--config', await config({ sources: [{ name: 'am', kind: 'alertmanager', url: alertmanager.url, interval: '1s' }], walls: [{ name: 'office' }] }), '--at-login']
  const supervised = owned(await supervise(desktop, home.path, args))
  const withWall = (pages: Readonly<Record<string, string>>): boolean => pages['index.html#wall/%40office']?.startsWith('Wall: office') === true
  await until('the wall', supervised.pages, withWall)
  await until('polls', () => alertmanager.asked().length, (n) => n > 6)
  const first = await supervised.garda()
  const lived = (await journalOf(home.path)).length
  // past the first sign of life
  await until('a sign of life', () => readdir(home.path), (names) => names.includes('alive'))

  const killedAt = Date.now()
  process.kill(first!, 'SIGKILL')
  await until('another Garda', supervised.garda, (pid) => pid !== null && pid !== first)
  await until('the wall again', supervised.pages, withWall)
  expect(Date.now() - killedAt).toBeLessThan(15_000)
  const asked = alertmanager.asked().length
  await until('polls again', () => alertmanager.asked().length, (n) => n > asked + 3)

  const gap = (await until('the interval on record', async () => (await journalOf(home.path)).slice(lived), (entries) => entries.some((e) => e.type === 'started'))).find((e) => e.type === 'gap')
  expect(gap).toEqual({ n: lived + 1, at: expect.any(Number), type: 'gap', from: expect.any(Number), why: 'crashed' })
  if (gap?.type !== 'gap') throw new Error('no gap')
  expect([gap.from <= killedAt, killedAt - gap.from < 6_000, gap.at > killedAt]).toEqual([true, true, true])
  expect(supervised.log()).toContain('garda: it ended abnormally with code 137 (1 of 5 within 300 s); starting it again in 1 s\n')

  // started at login there is no window but the wall; a second start at login opens none, a second start does
  expect((await runGarda(desktop, home.path, args)).code).toBe(0)
  const later = alertmanager.asked().length
  await until('polls after that', () => alertmanager.asked().length, (n) => n > later + 3)
  expect(Object.keys(await supervised.pages()).filter((url) => !url.startsWith('index.html#page'))).toEqual(['index.html#wall/%40office'])
  expect((await runGarda(desktop, home.path, args.slice(0, -1))).code).toBe(0)
  await until('the window', supervised.pages, (pages) => 'index.html' in pages)

  process.kill((await supervised.garda())!, 'SIGTERM')
  expect(await supervised.ended).toEqual([0, null])
  expect((await journalOf(home.path)).at(-1)?.type).toBe('stopped')
})

test('after a crash the window says what was not watched; after a quit it does not', async ({ launch, config, owned }) => {
  const alertmanager = owned(await startScriptedAlertmanager())
  const args = ['--config', await config({ sources: [{ name: 'am', kind: 'alertmanager', url: alertmanager.url, interval: '1s' }] })]
  const first = await launch({ args })
  await expect(first.window.getByRole('heading', { level: 1 })).toBeVisible()
  await until('a sign of life', () => readdir(first.userData), (names) => names.includes('alive'))
  await first.kill()
  const second = await launch({ args, userData: first.userData })
  await expect(second.window.getByText(/^Nothing was watched from \w{3} \d{1,2} \w{3} \d\d:\d\d:\d\d to \d\d:\d\d:\d\d: Garda did not end by itself\. It was a crash, or the power went\.$/)).toBeVisible()
  await second.app.close()
  const third = await launch({ args, userData: first.userData })
  await expect(third.window.getByRole('heading', { level: 1 })).toBeVisible()
  const { notices } = (await third.window.evaluate(() => self.garda!.snapshot())).state
  expect(Object.keys(notices).filter((id) => id === 'crashed')).toEqual([])
})

test('a restart that was asked for goes by whoever watches over Garda, and comes back to the same place', async ({ launch, config, owned }) => {
  const alertmanager = owned(await startScriptedAlertmanager())
  const args = ['--config', await config({ sources: [{ name: 'am', kind: 'alertmanager', url: alertmanager.url, interval: '1s' }] })]
  const first = await launch({ args, env: { GARDA_SUPERVISOR: 'supervisor' } })
  await untilFresh(first.window, 1)
  await press(first.window, 'g', 't')
  await expect(first.window.getByRole('heading', { level: 1, name: 'Timeline' })).toBeVisible()
  const ended = once(first.app.process(), 'exit') as Promise<[number | null]>
  expect(await first.window.evaluate(() => self.garda!.restart())).toEqual({ ok: true, reason: '' })
  expect(await ended).toEqual([75, null])
  const second = await launch({ args, userData: first.userData })
  await expect(second.window.getByRole('heading', { level: 1, name: 'Timeline' })).toBeVisible()
  expect((await readdir(first.userData)).includes('resume.json')).toBe(false)
})

test('start at login is set and told from the shell, without a display, and is what the window says', async ({ launch, config, desktop }) => {
  const home = await scratch('e2e-login')
  const file = await config({ sources: [], welcomed: true })
  const type = (what: string): ReturnType<typeof runGarda> => runGarda(desktop, home.path, ['--start-at-login', what, '--config', file], { DISPLAY: '', XDG_CONFIG_HOME: join(home.path, 'config') })
  const entry = join(home.path, 'config', 'autostart', 'garda.desktop')
  const off = await type('status')
  const on = await type('on')
  expect([off.code, off.out, on.code, on.out, await readFile(entry, 'utf8')]).toEqual([
    0, 'Start at login is off.\n', 0, `Start at login is on, by the desktop’s autostart: ${entry}\nAfter a crash it is started again by Garda’s supervisor.\n`, expect.stringContaining(`"--at-login" "--config" "${file}" "--user-data-dir" "${home.path}"`)
  ])
  const { window } = await launch({ args: ['--config', file], env: { XDG_CONFIG_HOME: join(home.path, 'config') } })
  await expect(window.getByRole('heading', { level: 1 })).toBeVisible()
  await press(window, 'g', ',')
  const login = window.getByRole('switch', { name: 'Start at login' })
  await expect(login).toBeChecked()
  await expect(window.getByText('It starts something other than this Garda.', { exact: false })).toBeVisible()
  await login.press('Space')
  await expect(login).not.toBeChecked()
  expect([(await type('status')).out, await readdir(join(home.path, 'config', 'autostart'))]).toEqual(['Start at login is off.\n', []])
  await home.remove()
})
