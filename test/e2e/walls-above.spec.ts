import { join } from 'node:path'
import { root } from '../../scripts/lib/paths.mjs'
import { findRuntime, runtimeEnv } from '../../scripts/lib/runtime.mjs'
import { startAlertmanager } from '../servers/alertmanager'
import { RIGHT } from '../servers/displays'
import { scratch, startProcess, until } from '../servers/process'
import { onDesktop, startDesk } from './support/desktop-parts'
import { expect, test } from './support/watching'

const GUARD_MS = 800

// from outside, as a person sees it: a browser that is driven by a test tool believes that it always has the keyboard
test('a page over a wall takes the keyboard at a click and gives way to the wall once somebody has it; a main window that was minimised and restored does so too', async ({ config, owned }) => {
  test.setTimeout(120_000)
  const runtime = findRuntime()
  if (runtime === null) throw new Error('no Electron runtime: run `npm test -- e2e`')
  const { desktop, manager } = await startDesk(owned)
  const alertmanager = owned(await startAlertmanager())
  const home = await scratch('e2e-walls')
  owned({ stop: home.remove })
  const xdotool = (...args: readonly string[]): Promise<string> => onDesktop(desktop, 'xdotool', ...args).catch(() => '') // it fails where there is no such window
  const file = await config({
    paging: { me: 'Mira Solberg', ladders: [{ window: { after: '1s' } }] }, sources: [{ name: 'am', kind: 'alertmanager', url: alertmanager.url, interval: '1s' }],
    walls: [{ name: 'office', display: `Display ${RIGHT.width}x${RIGHT.height}` }]
  })
  const garda = owned(await startProcess({
    command: runtime.execPath, args: [root, '--user-data-dir', home.path, '--config', file], ready: async () => (await xdotool('search', '--onlyvisible', '--name', '^Wall: ')) !== '',
    env: { ...runtimeEnv(), HOME: home.path, XDG_CONFIG_HOME: join(home.path, 'config'), XDG_RUNTIME_DIR: home.path, ...desktop.env }
  }))
  const active = (): Promise<string> => xdotool('getactivewindow', 'getwindowname')
  /** Name of the window that is seen at the middle of the display on the right. */
  const front = async (): Promise<string> => {
    const id = /^WINDOW=(\d+)$/m.exec(await xdotool('mousemove', String(RIGHT.x + RIGHT.width / 2), String(RIGHT.height / 2), 'getmouselocation', '--shell'))?.[1] ?? ''
    // a window manager's own frame has no name: it is that of the window that has the keyboard
    return await xdotool('getwindowname', id) || active()
  }
  const seen = (what: string, name: RegExp): Promise<string> => until(what, front, (title) => name.test(title), 30_000)
  await until('the keyboard in the main window', active, (name) => / Garda$/.test(name))
  const main = await xdotool('getactivewindow')
  await seen('the wall alone', /^Wall: /)

  await xdotool('windowmove', main, String(RIGHT.x + 100), '60')
  await seen('the main window above the wall', / Garda$/)
  await xdotool('windowminimize', main)
  await seen('the wall, the main window minimised', /^Wall: /)
  await xdotool('windowactivate', main)
  await seen('the main window above the wall, restored', / Garda$/)
  await xdotool('windowminimize', main)
  await seen('the wall again', /^Wall: /)

  await alertmanager.post([{
    labels: { alertname: 'CheckoutDown', severity: 'critical', service: 'checkout', env: 'production' }, annotations: { summary: 'Nobody can pay' }, endsAt: new Date(Date.now() + 600_000).toISOString()
  }])
  await seen('the page above the wall', /^Page: CRITICAL/)
  const clickedAt = Date.now()
  await xdotool('click', '1')
  await until('the keyboard in the page', active, (name) => /^Page: /.test(name))
  await seen('the page that has the keyboard', /^Page: CRITICAL/)
  await until('the wall, once somebody has it', async () => { await xdotool('key', 'Return'); return front() }, (name) => /^Wall: /.test(name), 30_000)
  expect(Date.now() - clickedAt).toBeGreaterThanOrEqual(GUARD_MS)
  // a window manager may end when it is asked to put a window above one that is none of its own
  expect([manager.log().includes('signal'), garda.log().includes('a window crashed')]).toEqual([false, false])
})
