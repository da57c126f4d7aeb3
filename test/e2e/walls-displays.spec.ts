import type { ElectronApplication } from '@playwright/test'
import type { Desktop } from '../servers/desktop'
import { RIGHT } from '../servers/displays'
import { until } from '../servers/process'
import { onDesktop, startDesk } from './support/desktop-parts'
import { launchGarda } from './support/garda'
import { expect, test } from './support/watching'

/** Where X11 itself says that windows of walls are, in pixels: those that are seen. */
const placesOf = async (desktop: Desktop, app: ElectronApplication): Promise<readonly string[]> => {
  const numbers = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().filter((window) => window.webContents.getURL().includes('#wall') && window.isVisible()).map((window) => window.getMediaSourceId().split(':')[1]!))
  return Promise.all(numbers.map(async (number) => {
    // it may go between the question which there are and this one
    const geometry = await onDesktop(desktop, 'xdotool', 'getwindowgeometry', '--shell', number).catch((error: unknown) => { if (String(error).includes('BadWindow')) return null; throw error })
    if (geometry === null) return 'gone meanwhile'
    const { X, Y, WIDTH, HEIGHT } = Object.fromEntries(geometry.split('\n').map((line) => line.split('='))) as Record<string, string>
    return `${WIDTH}x${HEIGHT}+${X}+${Y}`
  }))
}
const OFF = ['--output', 'DUMMY1', '--off']
const ON = ['--output', 'DUMMY1', '--mode', `${RIGHT.width}x${RIGHT.height}`, '--pos', `${RIGHT.x}x0`]
const PLACE = `${RIGHT.width}x${RIGHT.height + 1}+${RIGHT.x}+0`

test('a display that vanishes while a wall opens on it leaves no wall elsewhere, and the wall stands there once it is back', async ({ config, owned }) => {
  test.setTimeout(120_000)
  const { desktop } = await startDesk(owned)
  const { app, quit } = await launchGarda(desktop, { args: ['--config', await config({ sources: [], walls: [{ name: 'office', display: `Display ${RIGHT.width}x${RIGHT.height}` }] })] })
  const places = (): Promise<readonly string[]> => placesOf(desktop, app)
  const wall = (what: 'open' | 'close'): Promise<unknown> => app.windows().find((page) => /\/index\.html($|#(?!wall\/|page))/.test(page.url()))!.evaluate((act) => self.garda!.wall({ do: act, name: 'office' }), what)
  await until('the wall', places, (all) => all.join() === PLACE)
  // before it is made, while it is made, while it is shown, and just after
  for (const late of [-40, 0, 30, 80, 160, 300]) {
    await wall('close')
    await until('no wall', places, (all) => all.length === 0)
    const [off, opened] = await Promise.all([
      app.evaluate((_electron, ms) => new Promise((done) => { setTimeout(done, ms) }), Math.max(0, late)).then(() => onDesktop(desktop, 'xrandr', ...OFF)),
      app.evaluate((_electron, ms) => new Promise((done) => { setTimeout(done, ms) }), Math.max(0, -late)).then(() => wall('open'))
    ])
    expect([off, opened]).toEqual(['', { ok: true, reason: '' }])
    await until('no wall without its display', places, (all) => all.length === 0)
    await onDesktop(desktop, 'xrandr', ...ON)
    await until('the wall on its display', places, (all) => all.join() === PLACE)
  }
  await quit()
})

test('two walls follow their displays when these change places, hide the pointer, and keep the displays awake while they stand', async ({ config, owned }) => {
  test.setTimeout(90_000)
  const { desktop } = await startDesk(owned)
  const walls = [{ name: 'small', display: `Display ${RIGHT.width}x${RIGHT.height}` }, { name: 'large', display: 'Display 1280x800' }]
  const { app, quit } = await launchGarda(desktop, { args: ['--config', await config({ sources: [], walls })] })
  const stood = (): Promise<readonly string[]> => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().flatMap((window) => {
    const name = /#wall\/%40(.+)$/.exec(window.webContents.getURL())?.[1]
    const { x, width, height } = window.getBounds()
    return name === undefined ? [] : [`${name} ${width}x${height}+${x}`]
  }).sort())
  await until('both walls', stood, (all) => all.join() === 'large 1280x801+0,small 1024x769+1280')
  await onDesktop(desktop, 'xrandr', '--output', 'DUMMY1', '--pos', '0x0', '--output', 'DUMMY0', '--pos', '1024x0')
  await until('both on the other side', stood, (all) => all.join() === 'large 1280x801+1024,small 1024x769+0')

  const page = app.windows().find((one) => one.url().includes('#wall'))!
  await page.waitForSelector('html[data-pointer="still"]', { state: 'attached' })
  expect(await page.evaluate(() => getComputedStyle(document.querySelector('main')!).cursor)).toBe('none')

  await app.evaluate(({ powerSaveBlocker }) => {
    const kept: string[] = []
    Object.assign(globalThis, { kept })
    const { start, stop } = powerSaveBlocker
    powerSaveBlocker.start = (type) => { kept.push(type); return start.call(powerSaveBlocker, type) }
    powerSaveBlocker.stop = (id) => { kept.push('released'); return stop.call(powerSaveBlocker, id) }
  })
  const main = app.windows().find((one) => /\/index\.html($|#(?!wall\/|page))/.test(one.url()))!
  for (const [act, name] of [['close', 'small'], ['close', 'large'], ['open', 'large']] as const) await main.evaluate(([what, which]) => self.garda!.wall({ do: what, name: which }), [act, name] as const)
  expect(await app.evaluate(() => (globalThis as unknown as { kept: readonly string[] }).kept)).toEqual(['released', 'prevent-display-sleep'])
  await quit()
})

for (const scale of [1.25, 1.5]) {
  test(`at a scale of ${scale} a wall covers its display, whole and no other, and draws all of it`, async ({ config, owned }) => {
    test.setTimeout(90_000)
    const { desktop } = await startDesk(owned)
    const { app, quit } = await launchGarda(desktop, { args: [`--force-device-scale-factor=${scale}`, '--config', await config({ sources: [], walls: [{ name: 'office', display: `Display ${RIGHT.width}x${RIGHT.height}` }] })] })
    const [place] = await until('the wall', () => placesOf(desktop, app), (all) => all.length === 1)
    const [width, height, x, y] = place!.split(/[x+]/).map(Number) as [number, number, number, number]
    // a line of the neighbour's is nothing that anybody sees
    expect([x >= RIGHT.x - 2 && x <= RIGHT.x, y <= 0, x + width >= RIGHT.x + RIGHT.width, y + height >= RIGHT.height], place).toEqual([true, true, true, true])
    const page = app.windows().find((one) => one.url().includes('#wall'))!
    await page.waitForSelector('html[data-ready]')
    expect(await page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement
      return [devicePixelRatio, scrollWidth - innerWidth, scrollHeight - innerHeight]
    })).toEqual([scale, 0, 0])
    await quit()
  })
}
