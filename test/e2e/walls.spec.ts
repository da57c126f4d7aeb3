import { readdir } from 'node:fs/promises'
import type { ElectronApplication, Page } from '@playwright/test'
import type { Desktop } from '../servers/desktop'
import { RIGHT } from '../servers/displays'
import { scratch, until } from '../servers/process'
import { onDesktop, startDesk } from './support/desktop-parts'
import { launchGarda } from './support/garda'
import { runGarda } from './support/run-garda'
import { journalOf } from './support/journal'
import { startScriptedAlertmanager } from './support/scripted-alertmanager'
import { expect, test } from './support/watching'

interface Wall { readonly url: string; readonly at: string; readonly focused: boolean; readonly visible: boolean; readonly pid: number }
/** Every window but the main one, and what is at its address. */
const wallsOf = (app: ElectronApplication): Promise<readonly Wall[]> => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().flatMap((window) => {
  const { x, y, width, height } = window.getBounds()
  const url = window.webContents.getURL().replace('garda://app/', '')
  return /^index\.html#wall|^plain/.test(url) ? [{ url, at: `${width}x${height}+${x}+${y}`, focused: window.isFocused(), visible: window.isVisible(), pid: window.webContents.getOSProcessId() }] : []
}))
const stands = (app: ElectronApplication, what: string, at: string | null): Promise<readonly Wall[]> =>
  until(what, () => wallsOf(app), (walls) => (at === null ? walls.length === 0 : walls.length === 1 && walls[0]!.at === at))
const mainAt = (app: ElectronApplication): Promise<readonly number[]> => app.evaluate(({ BrowserWindow }) => {
  const main = BrowserWindow.getAllWindows().find((window) => !window.webContents.getURL().includes('#wall'))!
  return [main.getBounds().x, main.getBounds().y]
})

/** The main window's page: which one comes first is not said. */
const mainPage = (app: ElectronApplication): Page => app.windows().find((page) => /\/index\.html($|#(?!wall\/|page))/.test(page.url()))!

const NAME = `Display ${RIGHT.width}x${RIGHT.height}`
/** On X11 a wall is a pixel higher than its display. */
const ON_RIGHT = `${RIGHT.width}x${RIGHT.height + 1}+${RIGHT.x}+0`

const aDesktop = async (owned: <T extends { readonly stop: () => Promise<void> }>(started: T) => T): Promise<Desktop & { readonly xrandr: (...args: readonly string[]) => Promise<string> }> => {
  const { desktop } = await startDesk(owned)
  return { ...desktop, xrandr: (...args) => onDesktop(desktop, 'xrandr', ...args) }
}

test('a wall stands on its display, waits while it is gone, follows it when it moves or changes its size, and is there again after a restart', async ({ config, owned }) => {
  test.setTimeout(120_000)
  const desktop = await aDesktop(owned)
  const home = await scratch('e2e-walls')
  owned({ stop: home.remove })
  const args = ['--config', await config({ sources: [], walls: [{ name: 'office', display: NAME }] })]
  const first = await launchGarda(desktop, { args, userData: home.path })
  const { app } = first
  expect(await stands(app, 'the wall', ON_RIGHT)).toEqual([{ url: 'index.html#wall/%40office', at: ON_RIGHT, focused: false, visible: true, pid: expect.any(Number) }])

  await desktop.xrandr('--output', 'DUMMY1', '--off')
  await stands(app, 'no wall', null)
  expect(await mainPage(app).evaluate(() => self.garda!.walls())).toEqual({
    displays: [{ name: 'Display 1280x800', native: { width: 1280, height: 800 }, scale: 1, position: { x: 0, y: 0 }, internal: false, primary: true, wall: null }],
    walls: [{ name: 'office', item: '@office', from: 'file', display: null, waits: 'gone', plain: false }]
  })
  await desktop.xrandr('--output', 'DUMMY1', '--mode', '1024x768', '--pos', '1280x0')
  await stands(app, 'the wall again', ON_RIGHT)

  await desktop.xrandr('--output', 'DUMMY1', '--pos', '0x0', '--output', 'DUMMY0', '--pos', '1024x0')
  await stands(app, 'the wall on the left', `${RIGHT.width}x${RIGHT.height + 1}+0+0`)
  await desktop.xrandr('--output', 'DUMMY1', '--mode', '800x600', '--pos', '1280x0', '--output', 'DUMMY0', '--pos', '0x0')
  await stands(app, 'a smaller wall', '800x601+1280+0')
  await desktop.xrandr('--output', 'DUMMY1', '--off', '--output', 'DUMMY0', '--off')
  await stands(app, 'no wall on no display', null)
  await desktop.xrandr('--output', 'DUMMY0', '--mode', '1280x800', '--pos', '0x0', '--output', 'DUMMY1', '--mode', '1024x768', '--pos', '1280x0')
  await stands(app, 'the wall after all', ON_RIGHT)
  await first.quit()

  const second = await launchGarda(desktop, { args, userData: home.path })
  await stands(second.app, 'the wall of the next run', ON_RIGHT)
  await second.quit()
})

test('the main window is where it was with these displays, and never where nobody sees it', async ({ config, owned }) => {
  test.setTimeout(90_000)
  const desktop = await aDesktop(owned)
  const home = await scratch('e2e-walls')
  owned({ stop: home.remove })
  const args = ['--config', await config({ sources: [] })]
  const first = await launchGarda(desktop, { args, userData: home.path })
  await until('a visible window', () => first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.isVisible()), Boolean)
  await first.app.evaluate(({ BrowserWindow }) => { BrowserWindow.getAllWindows()[0]!.setBounds({ x: 1400, y: 60, width: 700, height: 500 }) })
  await until('the window on the right', () => mainAt(first.app), ([x = 0]) => x >= 1280)
  const there = await mainAt(first.app)
  await first.quit()
  const second = await launchGarda(desktop, { args, userData: home.path })
  await until('the window where it was', () => mainAt(second.app), ([x = 0]) => Math.abs(x - there[0]!) < 20)
  await desktop.xrandr('--output', 'DUMMY1', '--off')
  await until('the window in sight', () => mainAt(second.app), ([x = 9999]) => x >= 0 && x + 200 <= 1280)
  await desktop.xrandr('--output', 'DUMMY1', '--mode', '1024x768', '--pos', '1280x0')
  await until('the window back', () => mainAt(second.app), ([x = 0]) => Math.abs(x - there[0]!) < 20)
  await second.quit()
})

/** What is on record of the watch itself: its beginning, and whatever it was not whole by, a source that did not answer or a time in which nothing was watched. */
const watched = async (home: string): Promise<readonly string[]> => (await journalOf(home)).flatMap(({ type }) => (type === 'started' || type === 'blind' || type === 'gap' || type === 'suspended' ? [type] : []))

/** Asked once a second, by a machine that is busy with broken pages; one look that is left out is more. */
const UNNOTICED_MS = 1_950

test('a wall whose page is killed or hangs is back within seconds, at last as the plain page, and polling goes on', async ({ config, owned }) => {
  test.setTimeout(120_000)
  const desktop = await aDesktop(owned)
  const alertmanager = owned(await startScriptedAlertmanager([{ labels: { alertname: 'CheckoutDown', severity: 'critical', service: 'checkout', env: 'production' } }]))
  const home = await scratch('e2e-walls')
  owned({ stop: home.remove })
  const args = ['--config', await config({ sources: [{ name: 'am', kind: 'alertmanager', url: alertmanager.url, interval: '1s' }], walls: [{ name: 'office' }] })]
  const { app, quit } = await launchGarda(desktop, { args, userData: home.path })
  let [wall] = await stands(app, 'the wall', ON_RIGHT)
  const dead = (): Promise<boolean> => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some(({ webContents }) => webContents.isCrashed() || webContents.isLoading()))
  const back = async (): Promise<number> => {
    const from = Date.now()
    await until('another page', () => wallsOf(app), ([one]) => one !== undefined && one.pid !== 0 && one.pid !== wall!.pid, 15_000)
    await until('a page that is whole', dead, (is) => !is, 15_000)
    ;[wall] = await wallsOf(app)
    return Date.now() - from
  }
  const asked = alertmanager.asked().length
  process.kill(wall!.pid, 'SIGKILL')
  expect(await back()).toBeLessThan(5_000)
  await app.evaluate(({ BrowserWindow }) => { void BrowserWindow.getAllWindows().find(({ webContents }) => webContents.getURL().includes('#wall'))!.webContents.executeJavaScript('for (;;);').catch(() => undefined) })
  expect(await back()).toBeLessThan(5_000)
  process.kill(wall!.pid, 'SIGKILL')
  await back()
  expect(wall!.url).toBe('index.html#wall/%40office')
  process.kill(wall!.pid, 'SIGKILL')
  await back()
  expect([wall!.url, wall!.at]).toEqual(['plain.html', ON_RIGHT])
  const plain = (): Promise<string> => app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().find(({ webContents }) => webContents.getURL().endsWith('plain.html'))!.webContents.executeJavaScript('document.querySelector("main").dataset.state + " " + document.querySelector("ul").innerText.replace(/\\s+/g, " ")') as Promise<string>)
  await until('its figures', plain, (text) => text === 'seen Critical 1 Warning 0 Info 0 Unknown 0')
  // the watch saw nothing of it
  expect(alertmanager.asked().length - asked).toBeGreaterThan(4)
  expect(alertmanager.longestPause()).toBeLessThan(UNNOTICED_MS)
  expect(await watched(home.path)).toEqual(['started'])
  expect((await mainPage(app).evaluate(() => self.garda!.walls())).walls).toEqual([{ name: 'office', item: '@office', from: 'file', display: NAME, waits: null, plain: true }])
  await quit()
})

test('the command line lists the displays, opens one wall for the run, and refuses what is not there with what is', async ({ owned }) => {
  test.setTimeout(60_000)
  const desktop = await aDesktop(owned)
  const home = await scratch('e2e-walls')
  owned({ stop: home.remove })
  const run = async (...args: readonly string[]): Promise<unknown> => { const { code, out, err } = await runGarda(desktop, home.path, args); return { code, out, err: err.split('\n').filter((line) => line.startsWith('garda:')) } }
  expect(await run('--list-displays')).toEqual({ code: 0, out: 'Display 1280x800  1280x800  scale 1  at 0,0  main\nDisplay 1024x768  1024x768  scale 1  at 1280,0\n', err: [] })
  expect(await run('--wall', 'now', '--wall-display', 'TV')).toEqual({ code: 64, out: '', err: ['garda: no display is named "TV"; there are "Display 1280x800", "Display 1024x768"'] })
  const garda = await launchGarda(desktop, { args: ['--demo', '--wall', 'services', '--wall-display', NAME], userData: home.path })
  expect((await stands(garda.app, 'the wall', ON_RIGHT))[0]?.url).toBe('index.html#wall/services')
  expect(await garda.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().filter((window) => window.isVisible()).length)).toBe(1)
  expect(await run('--wall', 'alerts', '--wall-display', 'Display 1280x800')).toEqual({ code: 0, out: '', err: [] })
  await until('a second wall', () => wallsOf(garda.app), (walls) => walls.length === 2)
  await garda.quit()
})

test('a line that the Garda that runs refuses changes nothing there, and it judges by what it has itself', async ({ config, owned }) => {
  test.setTimeout(90_000)
  const desktop = await aDesktop(owned)
  const home = await scratch('e2e-walls')
  owned({ stop: home.remove })
  const run = async (...args: readonly string[]): Promise<unknown> => { const { code, out, err } = await runGarda(desktop, home.path, args); return { code, out, err: err.split('\n').filter((line) => line.startsWith('garda:')) } }
  const garda = await launchGarda(desktop, { args: ['--config', await config({ sources: [], walls: [{ name: 'office', display: NAME }, { name: 'attic', enabled: false }] })], userData: home.path })
  const [before] = await stands(garda.app, 'the wall', ON_RIGHT)
  const refused = [
    await run('--wall', '@office', '--wall-display', 'TVX'), await run('--wall', 'dashboard:nope', '--wall-display', 'Display 1280x800'), await run('--wall', '@cellar'),
    // what is configured there, though this line names no configuration; it stands, and stays
    await run('--wall', '@office')
  ]
  const none = { code: 64, out: '' }
  expect(refused).toEqual([
    { ...none, err: ['garda: no display is named "TVX"; there are "Display 1280x800", "Display 1024x768"'] }, { ...none, err: ['garda: no dashboard has the id "nope"; none is imported'] },
    { ...none, err: ['garda: no wall is named "cellar"; there are "office", "attic"'] }, { code: 0, out: '', err: [] }
  ])
  expect([await wallsOf(garda.app), (await mainPage(garda.app).evaluate(() => self.garda!.walls())).walls.map(({ name, waits }) => [name, waits])]).toEqual([[before], [['office', null], ['attic', 'off']]])
  expect((await readdir(home.path)).filter((name) => name.startsWith('answer-'))).toEqual([])
  await garda.quit()
})

/** X11's number of the window at the middle of the display on the right: the one on top of the others. */
const onTop = async (desktop: Desktop): Promise<string> => {
  const said = await onDesktop(desktop, 'xdotool', 'mousemove', String(RIGHT.x + RIGHT.width / 2), String(RIGHT.height / 2), 'getmouselocation', '--shell')
  return /WINDOW=(\d+)/.exec(said)?.[1] ?? ''
}
const numberOf = (app: ElectronApplication): Promise<string> => app.evaluate(({ BrowserWindow }) =>
  BrowserWindow.getAllWindows().find(({ webContents }) => webContents.getURL().endsWith('#wall/%40office'))?.getMediaSourceId().split(':')[1] ?? '')

test('a main window that is opened on the display of a wall is seen above it, and so is a page', async ({ config, owned }) => {
  test.setTimeout(90_000)
  const desktop = await aDesktop(owned)
  const alertmanager = owned(await startScriptedAlertmanager([]))
  const home = await scratch('e2e-walls')
  owned({ stop: home.remove })
  const file = await config({
    paging: { ladders: [{ window: { after: '1s' } }] }, sources: [{ name: 'am', kind: 'alertmanager', url: alertmanager.url, interval: '1s' }], walls: [{ name: 'office', display: NAME }]
  })
  const { app, quit } = await launchGarda(desktop, { args: ['--config', file], userData: home.path })
  await stands(app, 'the wall', ON_RIGHT)
  await until('the first looks', () => alertmanager.asked().length, (count) => count > 3)
  const main = (what: 'show' | 'hide' | 'move'): Promise<void> => app.evaluate(({ app: electron, BrowserWindow }, to) => {
    const window = BrowserWindow.getAllWindows().find(({ webContents }) => webContents.getURL().endsWith('/index.html'))!
    if (to === 'move') window.setBounds({ x: 1400, y: 60, width: 700, height: 600 }); else if (to === 'show') electron.emit('activate'); else window[to]()
  }, what)
  const wall = await numberOf(app)
  await until('the wall alone', () => onTop(desktop), (top) => top === wall)
  await main('move')
  await until('the window above the wall', () => onTop(desktop), (top) => top !== wall)
  await main('hide')
  await until('the wall again', () => onTop(desktop), (top) => top === wall)
  await main('show')
  await until('the window that is opened above the wall', () => onTop(desktop), (top) => top !== wall)
  await main('hide')
  alertmanager.list([{ labels: { alertname: 'CheckoutDown', severity: 'critical', service: 'checkout', env: 'production' } }])
  await until('the page', () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((window) => window.webContents.getURL().endsWith('#page') && window.isVisible())), Boolean, 30_000)
  await until('the page above the wall', () => onTop(desktop), (top) => top !== wall)
  await quit()
})

test('a wall is back within seconds when the GPU process is killed or its page takes all memory, and polling goes on', async ({ config, owned }) => {
  test.setTimeout(90_000)
  const desktop = await aDesktop(owned)
  const alertmanager = owned(await startScriptedAlertmanager([]))
  const home = await scratch('e2e-walls')
  owned({ stop: home.remove })
  const args = ['--config', await config({ sources: [{ name: 'am', kind: 'alertmanager', url: alertmanager.url, interval: '1s' }], walls: [{ name: 'office' }] })]
  const { app, quit } = await launchGarda(desktop, { args, userData: home.path })
  const [wall] = await stands(app, 'the wall', ON_RIGHT)
  const answers = (): Promise<boolean> => app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows().find((window) => window.webContents.getURL().includes('#wall'))?.webContents
    return contents !== undefined && !contents.isCrashed() && !contents.isLoading() && await contents.executeJavaScript('document.querySelector("#root > *") !== null') as boolean
  })
  const gpu = (): Promise<number> => app.evaluate(({ app: electron }) => electron.getAppMetrics().find(({ type }) => type === 'GPU')?.pid ?? 0)
  const before = await gpu()
  const asked = alertmanager.asked().length
  expect(before).not.toBe(0)
  const killed = Date.now()
  process.kill(before, 'SIGKILL')
  await until('another GPU process', gpu, (pid) => pid !== 0 && pid !== before)
  await until('the wall', answers, Boolean)
  expect(Date.now() - killed).toBeLessThan(5_000)
  await app.evaluate(({ BrowserWindow }) => {
    const { webContents } = BrowserWindow.getAllWindows().find((window) => window.webContents.getURL().includes('#wall'))!
    const gone = new Promise<void>((done) => { webContents.once('render-process-gone', () => { done() }) })
    void webContents.executeJavaScript('const all = []; for (;;) all.push(new Array(1e7).fill(all.length))').catch(() => undefined)
    return gone
  })
  const from = Date.now()
  await until('another page', () => wallsOf(app), ([one]) => one !== undefined && one.pid !== 0 && one.pid !== wall!.pid)
  await until('the wall again', answers, Boolean)
  expect(Date.now() - from).toBeLessThan(5_000)
  expect(alertmanager.asked().length - asked).toBeGreaterThan(2)
  expect(alertmanager.longestPause()).toBeLessThan(UNNOTICED_MS)
  expect(await watched(home.path)).toEqual(['started'])
  await stands(app, 'the wall where it was', ON_RIGHT)
  await quit()
})
