import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { ElectronApplication, Page } from '@playwright/test'
import { scratch } from '../servers/process'
import { fakeSaveDialog, offered, sizeInSvg, sizeOf } from './support/saving'
import { expect, openArticleService, press, test } from './support/watching'

const openService = async (app: ElectronApplication, window: Page): Promise<void> => {
  await openArticleService(app, window)
  await expect.poll(() => window.locator('figure .g-line.main').count()).toBeGreaterThanOrEqual(2)
}
const choose = async (window: Page, name: string): Promise<void> => { await window.getByRole('menuitem', { name, exact: true }).click() }
test('a graph and a page leave as pictures, data and a text for a developer', async ({ launch }) => {
  test.slow() // on a busy machine
  const { app, window } = await launch({ args: ['--demo'] })
  const folder = await scratch('out')
  await openService(app, window)
  const at = (name: string): string => join(folder.path, name)

  // by the keyboard: the graph in focus, its menu, its first entry
  await window.locator('figure', { hasText: 'Latency' }).locator('.g-plot').focus()
  await fakeSaveDialog(app, at('latency.svg'))
  await press(window, 'e')
  await expect(window.getByRole('menu', { name: 'Save or copy Latency' })).toBeVisible()
  expect((await new AxeBuilder({ page: window }).setLegacyMode(true).analyze()).violations.map(({ id, nodes }) => `${id} at ${nodes[0]?.target.join(' ')}`)).toEqual([])
  await press(window, 'Escape')
  await expect(window.getByRole('menu')).toHaveCount(0)
  await expect(window.getByRole('button', { name: 'Save or copy Latency' })).toBeFocused()
  await press(window, 'Enter')
  await choose(window, 'Save as SVG')
  await expect(window.getByRole('status').getByText(`Saved to ${at('latency.svg')}`)).toBeAttached()
  const svg = await readFile(at('latency.svg'), 'utf8')
  expect(svg).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<svg [^]*<\/svg>\n$/)
  for (const words of ['>article-service, PRODUCTION<', '>Latency<', '>p95', 'Made by Garda Thu 13 Nov 2025']) expect(svg).toContain(words)

  await fakeSaveDialog(app, at('latency.png'))
  await window.getByRole('button', { name: 'Save or copy Latency' }).click()
  await choose(window, 'Save as PNG')
  await expect(window.getByRole('status').getByText(`Saved to ${at('latency.png')}`)).toBeAttached()
  const [width, height] = sizeInSvg(svg)
  expect(sizeOf(await readFile(at('latency.png')))).toEqual([2 * width, 2 * height])

  await fakeSaveDialog(app, at('latency.csv'))
  await window.getByRole('button', { name: 'Save or copy Latency' }).click()
  await choose(window, 'Save data as CSV')
  await expect(window.getByRole('status').getByText(`Saved to ${at('latency.csv')}`)).toBeAttached()
  const [head, ...rows] = (await readFile(at('latency.csv'), 'utf8')).trimEnd().split('\r\n')
  expect(head).toMatch(/^time,"p50 \[s\]","p95 \[s\]","p99 \[s\]"/)
  expect(rows.length).toBeGreaterThan(50)
  expect(rows[0]).toMatch(/^2025-11-1\dT\d\d:\d\d:\d\d\.\d{3}Z(,[\d.e-]*)+$/)

  // the whole page, also of graphs that were not in sight
  await fakeSaveDialog(app, at('page.svg'))
  await window.getByRole('heading', { level: 1 }).click()
  await press(window, 'e')
  await expect(window.getByRole('menu', { name: 'Save or copy this page' })).toBeVisible()
  await choose(window, 'Save as SVG')
  await expect(window.getByRole('status').getByText(`Saved to ${at('page.svg')}`)).toBeAttached({ timeout: 30_000 })
  const page = await readFile(at('page.svg'), 'utf8')
  for (const title of await window.locator('figure figcaption b').allInnerTexts()) expect(page).toContain(`>${title}<`)
  expect(await offered(app)).toEqual([
    expect.stringMatching(/garda-article-service-latency-\d{8}T\d{6}Z\.svg$/), expect.stringMatching(/garda-article-service-latency-\d{8}T\d{6}Z\.png$/),
    expect.stringMatching(/garda-article-service-latency-\d{8}T\d{6}Z\.csv$/), expect.stringMatching(/garda-article-service-\d{8}T\d{6}Z\.svg$/)
  ])

  // what cannot be written is said with its name, and what was there stays
  await fakeSaveDialog(app, at('missing/latency.svg'))
  await window.getByRole('button', { name: 'Save or copy Latency' }).click()
  await choose(window, 'Save as SVG')
  await expect(window.getByRole('alert').getByText(`Not saved: the folder of ${at('missing/latency.svg')} does not exist.`)).toBeAttached()

  // for a developer: words everywhere, pictures where they are taken
  await press(window, 'c')
  await expect(window.getByRole('status').getByText('Copied for developer')).toBeAttached({ timeout: 30_000 })
  const [text, html] = await app.evaluate(async (electron) => {
    interface Item { readonly getType: (type: string) => Promise<Blob> }
    interface Both { readonly readText: () => string | Promise<string>; readonly readHTML?: () => string; readonly read: () => Promise<readonly Item[]> }
    const { clipboard } = electron as unknown as { readonly clipboard: Both }
    return [await clipboard.readText(), clipboard.readHTML ? clipboard.readHTML() : await (await (await clipboard.read())[0]!.getType('text/html')).text()]
  })
  expect(text.split('\n').slice(0, 2)).toEqual(['# article-service, PRODUCTION', ''])
  for (const words of ['## Alerts\n', '## Latency\n', '```promql\n', '| Series | now | min | max | mean | p95 |', '## Depends on\n', '## Links\n', '█']) expect(text).toContain(words)
  expect(html).toMatch(/<img src="data:image\/png;base64,iVBORw0KGgo/)
  await folder.remove()
})

test('a board, a question of one’s own and the graph behind an alert leave as well', async ({ launch }) => {
  test.slow() // on a busy machine
  const { app, window } = await launch({ args: ['--demo'] })
  const folder = await scratch('out')
  const at = (name: string): string => join(folder.path, name)
  const saved = async (name: string): Promise<string> => {
    await expect(window.getByRole('status').getByText(`Saved to ${at(name)}`)).toBeAttached({ timeout: 40_000 })
    return readFile(at(name), 'utf8')
  }
  await app.evaluate(({ BrowserWindow }) => { BrowserWindow.fromId(1)?.setContentSize(1440, 900) })
  await expect(window.getByRole('heading', { name: /^Article pages are failing/ })).toBeVisible()

  // a board: all that it shows, and by name what it does not
  await press(window, 'g', 'b')
  await window.getByRole('list', { name: 'Dashboards' }).getByRole('button').first().click()
  await expect(window.locator('figure.g-chart .g-plot').first()).toBeVisible()
  const title = await window.getByRole('heading', { level: 1 }).innerText()
  await fakeSaveDialog(app, at('board.svg'))
  await press(window, 'e')
  await choose(window, 'Save as SVG')
  const board = await saved('board.svg')
  expect(board).toContain(`>${title}</text>`)
  for (const graph of await window.locator('figure.g-chart figcaption b').allInnerTexts()) expect(board).toContain(`>${graph.replaceAll('&', '&amp;')}</text>`)
  for (const words of ['>Saturation</text>', '>About</text>', '>Not in this picture: Who calls whom</text>']) expect(board).toContain(words)

  // a question of one's own
  await press(window, 'g', 'e')
  await window.getByRole('button', { name: /rate|sum|up/ }).first().click()
  await expect(window.locator('figure.g-chart .g-line').first()).toBeAttached()
  await fakeSaveDialog(app, at('explore.csv'))
  await window.locator('figure.g-chart [data-out]').first().click()
  await choose(window, 'Save data as CSV')
  expect(await saved('explore.csv')).toMatch(/^time,"[^]*\r\n20/)

  // the graph behind an alert, with what is known of it
  await press(window, 'g', 'a')
  await window.getByRole('treegrid').getByText('ArticleServiceErrorRatioHigh').first().click()
  await expect(window.getByRole('complementary', { name: 'ArticleServiceErrorRatioHigh' })).toBeVisible()
  await press(window, 'o')
  await expect(window.getByRole('region', { name: 'The graph behind it' }).locator('.g-line').first()).toBeAttached()
  await fakeSaveDialog(app, at('alert.svg'))
  await press(window, 'e')
  await choose(window, 'Save as SVG')
  expect(await saved('alert.svg')).toContain('>ArticleServiceErrorRatioHigh, PRODUCTION</text>')
  await press(window, 'c')
  await expect(window.getByRole('status').getByText('Copied for developer')).toBeAttached({ timeout: 30_000 })
  const text = await app.evaluate(({ clipboard }) => clipboard.readText())
  expect(text).toMatch(/^# CRITICAL: ArticleServiceErrorRatioHigh, PRODUCTION\n/)
  for (const words of ['## Labels\n', '- Range: ', '| Series | now | min | max | mean | p95 |', '## Sources\n', '## Links\n']) expect(text).toContain(words)
  await folder.remove()
})
