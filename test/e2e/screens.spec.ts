import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { scratch } from '../servers/process'
import { expect, press, test } from './support/watching'

/** The way to every screen of the demo, by keys as far as there are any. */
const rooms: readonly (readonly [name: string, open: (window: Page) => Promise<void>])[] = [
  ['Overview', async (window) => { await press(window, 'g', 'o'); await expect(window.getByRole('rowheader').first()).toBeVisible() }],
  ['Alerts', async (window) => {
    await press(window, 'g', 'a')
    await expect(window.locator('[role=row][data-current]')).toBeVisible()
    await press(window, 'Enter')
    await expect(window.locator('[data-drawer]')).toBeVisible()
  }],
  ['Services', async (window) => { await press(window, 'g', 's'); await expect(window.getByRole('rowheader').first()).toBeVisible() }],
  ['Service', async (window) => {
    await press(window, 'Control+k')
    await window.keyboard.type('article-service')
    await expect(window.getByRole('option').first()).toContainText('article-service')
    await press(window, 'Enter')
    await expect(window.getByRole('heading', { level: 1 })).toContainText('article-service')
    await expect.poll(() => window.locator('figure .g-plot').count()).toBeGreaterThanOrEqual(4)
  }],
  ['Explore', async (window) => { await press(window, 'g', 'e'); await expect(window.getByRole('textbox', { name: 'Expression of query A' })).toBeVisible() }],
  ['Dashboards', async (window) => { await press(window, 'g', 'b'); await expect(window.getByRole('list', { name: 'Dashboards' }).getByRole('listitem').first()).toBeVisible() }],
  ['Dashboard', async (window) => {
    await press(window, 'g', 'b')
    await window.getByRole('button', { name: 'Article pages (demo)' }).first().click()
    await expect(window.getByRole('heading', { level: 1, name: 'Article pages' })).toBeVisible()
    await expect(window.locator('figure .g-plot').first()).toBeVisible()
  }],
  ['Timeline', async (window) => {
    await press(window, 'g', 't')
    await expect(window.getByRole('grid', { name: 'Timeline' }).locator('[data-index]').first()).toBeVisible()
    await press(window, 'j')
  }],
  ['On-call', async (window) => { await press(window, 'g', 'c'); await expect(window.getByRole('table', { name: 'Coming shifts' })).toBeVisible() }],
  ['Sources', async (window) => { await press(window, 'g', 'd'); await expect(window.getByRole('table', { name: 'Sources' })).toBeVisible() }],
  ['Settings', async (window) => { await press(window, 'g', ','); await expect(window.getByRole('radio', { name: 'Light' })).toBeAttached() }],
  ['Welcome', async (window) => { await press(window, 'g', 'd'); await window.getByRole('button', { name: 'Look at an address' }).first().click(); await expect(window.getByLabel('Address', { exact: true })).toBeVisible() }],
  ['Acknowledging', async (window) => { await press(window, 'Escape', 'g', 'o', 'a'); await expect(window.getByRole('dialog')).toContainText('Nothing is written: this is the demo.') }]
]

for (const theme of ['dark', 'light'] as const) {
  test(`every screen of the demo, ${theme}: labelled, without a fault that axe knows, easy to hit, and whole at 200 %`, async ({ launch, owned }) => {
    test.slow() // on a busy machine
    const home = await scratch('e2e-home')
    owned({ stop: home.remove })
    await writeFile(join(home.path, 'settings.json'), JSON.stringify({ version: 1, welcomed: true, appearance: { theme } }))
    const { app, window } = await launch({ args: ['--demo'], userData: home.path })
    await app.evaluate(({ BrowserWindow }) => { BrowserWindow.fromId(1)?.setContentSize(1280, 800) })
    await expect(window.locator('nav [aria-current=page]')).toBeVisible()
    expect(await window.evaluate(() => document.documentElement.dataset['mantineColorScheme'])).toBe(theme)
    const zoom = (factor: number): Promise<void> => app.evaluate(({ BrowserWindow }, to) => { BrowserWindow.fromId(1)?.webContents.setZoomFactor(to) }, factor)
    const found: string[] = []
    for (const [name, open] of rooms) {
      await open(window)
      await expect(window.getByText('demo', { exact: true }).first(), `${name} says that it is a demo`).toBeVisible()
      const { violations } = await new AxeBuilder({ page: window }).setLegacyMode(true).analyze()
      found.push(...violations.map(({ id, nodes }) => `${name}: ${id} at ${nodes.slice(0, 3).map(({ target }) => target.join(' ')).join(', ')}, ${nodes[0]?.failureSummary ?? ''}`))
      const small = await window.evaluate(() => [...document.querySelectorAll<HTMLElement>('main [role=row] button, main input[type=checkbox]:not([role=switch])')]
        .flatMap((target) => { const { width, height } = target.getBoundingClientRect(); return width > 0 && (width < 24 || height < 24) ? [`${(target.textContent || target.getAttribute('aria-label')) ?? ''} ${width} x ${height}`] : [] }))
      found.push(...small.map((what) => `${name}: a target below 24 pixels: ${what}`))
      await zoom(2)
      await expect.poll(() => window.evaluate(() => self.innerWidth), `${name} is zoomed`).toBeLessThanOrEqual(640)
      const wide = await window.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      if (wide > 0) found.push(`${name}: ${wide} pixels too wide at 200 %`)
      await zoom(1)
      await expect.poll(() => window.evaluate(() => self.innerWidth)).toBeGreaterThan(1000)
    }
    expect(found).toEqual([])
  })
}

test('the window of a page: night whatever the theme, labelled, without a fault that axe knows, and whole at 200 %', async ({ launch }) => {
  const { app, window } = await launch({ args: ['--demo', '--demo-at', '02:37'] })
  await window.waitForLoadState('load')
  await expect(window.locator('nav [aria-current=page]')).toBeVisible()
  await app.evaluate(async ({ BrowserWindow }) => {
    const main = BrowserWindow.fromId(1)
    main?.setContentSize(1280, 800)
    await main?.loadURL('about:blank')
    await main?.loadURL('garda://app/index.html#page')
  })
  await expect(window.getByRole('heading', { level: 1 })).toHaveText('Article pages are failing')
  await expect(window.locator('figure .g-plot')).toBeVisible()
  await expect(window.getByRole('button', { name: 'Acknowledge' })).toBeFocused()
  await expect(window.getByText('demo', { exact: true })).toBeVisible()
  expect(await window.evaluate(() => document.documentElement.dataset['theme'])).toBe('night')
  const { violations } = await new AxeBuilder({ page: window }).setLegacyMode(true).analyze()
  expect(violations.map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([])
  const targets = await window.getByRole('button').evaluateAll((all) => all.map((button) => button.getBoundingClientRect().height))
  expect(targets.filter((height) => height < 92)).toEqual([])
  await app.evaluate(({ BrowserWindow }) => { BrowserWindow.fromId(1)?.setContentSize(1024, 700) })
  await expect.poll(() => window.evaluate(() => self.innerWidth)).toBe(1024)
  await expect(window.getByRole('button', { name: 'Acknowledge' })).toBeInViewport({ ratio: 1 })
  await app.evaluate(({ BrowserWindow }) => { BrowserWindow.fromId(1)?.setContentSize(1280, 800) })
  await app.evaluate(({ BrowserWindow }) => { BrowserWindow.fromId(1)?.webContents.setZoomFactor(2) })
  await expect.poll(() => window.evaluate(() => self.innerWidth)).toBeLessThanOrEqual(640)
  expect(await window.locator('main').evaluate((main) => [main, main.parentElement!].map((box) => box.scrollWidth - box.clientWidth))).toEqual([0, 0])
  await window.getByRole('button', { name: 'Open graphs' }).scrollIntoViewIfNeeded()
  await expect(window.getByRole('button', { name: 'Open graphs' })).toBeInViewport()
})

test('the keyboard reaches every room, the search, the shortcuts, the rail and the alerts', async ({ launch }) => {
  const { window } = await launch({ args: ['--demo'] })
  const here = window.locator('nav [aria-current=page]')
  await expect(here).toBeVisible()
  for (const [key, room] of [['a', 'Alerts'], ['s', 'Services'], ['e', 'Explore'], ['b', 'Dashboards'], ['t', 'Timeline'], ['c', 'On-call'], ['d', 'Sources'], [',', 'Settings'], ['o', 'Overview']] as const) {
    await press(window, 'g', key)
    await expect(here).toContainText(room)
    await expect(window).toHaveTitle(new RegExp(room))
  }
  await press(window, '?')
  const shortcuts = window.getByRole('dialog', { name: 'Shortcuts' })
  await expect(shortcuts).toContainText('Search or jump')
  await press(window, 'g', 'a')
  await expect(here).toContainText('Overview') // a dialog keeps the keys to itself
  await press(window, 'Escape')
  await expect(shortcuts).toBeHidden()

  const rail = window.locator('aside').first()
  await expect(rail).not.toHaveAttribute('data-slim')
  await press(window, '[')
  await expect(rail).toHaveAttribute('data-slim', 'true')
  await press(window, '[')
  await expect(rail).not.toHaveAttribute('data-slim')

  await press(window, 'g', 'a')
  const current = window.locator('[role=row][data-current]')
  const [place, name] = [await current.getAttribute('aria-rowindex') ?? '', await current.locator('b').first().innerText()]
  await press(window, 'Enter')
  await expect(window.locator('[data-drawer]').getByRole('heading', { level: 2 })).toHaveText(name)
  await press(window, 'Escape')
  await expect(window.locator('[data-drawer]')).toBeHidden()
  await press(window, 'j')
  await expect(current).not.toHaveAttribute('aria-rowindex', place)
  await press(window, 'k')
  await expect(current).toHaveAttribute('aria-rowindex', place)

  await press(window, 'Control+k')
  await window.keyboard.type('settings')
  await press(window, 'Enter')
  await expect(here).toContainText('Settings')
  await press(window, 'Alt+ArrowLeft')
  await expect(here).toContainText('Alerts')
})

test('a small window cuts no cell of the strip in two, keeps who is on call, and scrolls the overview in one place', async ({ launch }) => {
  const { app, window } = await launch({ args: ['--demo'] })
  await expect(window.getByRole('rowheader').first()).toBeVisible()
  // other letters are of other widths
  await window.evaluate(async () => { await document.fonts.ready })
  const at = async (width: number, height: number): Promise<unknown> => {
    await app.evaluate(({ BrowserWindow }, [w = 0, h = 0]) => { BrowserWindow.fromId(1)?.setContentSize(w, h) }, [width, height])
    await expect.poll(async () => Math.abs(await window.evaluate(() => self.innerWidth) - width)).toBeLessThanOrEqual(1) // pixels are rounded
    return window.evaluate(() => {
      const strip = document.querySelector('header')!.getBoundingClientRect()
      const cells = [...document.querySelectorAll('header section, header button:not(section *)')].map((cell) => ({ box: cell.getBoundingClientRect(), text: cell.textContent }))
      const seen = cells.filter(({ box }) => box.width > 0 && box.top < strip.top + strip.height / 2)
      return {
        cut: seen.filter(({ box }, i) => box.bottom > strip.bottom || box.right > (seen[i + 1]?.box.left ?? strip.right) + 0.5).map(({ text }) => text),
        demo: seen.some(({ text }) => text.startsWith('demo')),
        onCall: seen.some(({ text }) => text.startsWith('On call')),
        scrolls: [...document.querySelectorAll('main, main *')].filter((e) => e.scrollHeight > e.clientHeight && ['auto', 'scroll'].includes(getComputedStyle(e).overflowY)).length
      }
    })
  }
  expect([await at(1280, 800), await at(1100, 700), await at(1024, 700), await at(800, 600)]).toEqual([
    { cut: [], demo: true, onCall: true, scrolls: 1 }, { cut: [], demo: true, onCall: true, scrolls: 1 }, { cut: [], demo: true, onCall: true, scrolls: 1 },
    { cut: [], demo: true, onCall: false, scrolls: 1 }
  ])
})
