import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { scratch } from '../servers/process'
import { startNodeExporter, startPrometheus, untilQuery } from '../servers/prometheus'
import { nodeExporterDashboard } from '../fixtures/grafana/node-exporter'
import { fakeSaveDialog, sizeInSvg, sizeOf } from './support/saving'
import { expect, press, test, untilFresh } from './support/watching'

const fixture = (name: string): string => readFileSync(new URL(`../fixtures/grafana/${name}.json`, import.meta.url), 'utf8')

test('a dashboard of 141 panels shows what a real node exporter says, panel by panel', async ({ launch, config, owned }) => {
  test.slow() // on a busy machine
  const exporter = owned(await startNodeExporter())
  const prometheus = owned(await startPrometheus({ scrape: [{ job: 'node', targets: [exporter.target] }] }))
  await untilQuery(prometheus.url, 'node_uname_info')
  await untilQuery(prometheus.url, 'rate(node_cpu_seconds_total[1m])')
  const file = await config({ sources: [{ name: 'prom', kind: 'prometheus', url: prometheus.url, interval: '1s' }] })
  const { app, window } = await launch({ args: ['--config', file] })
  await app.evaluate(({ BrowserWindow }) => { BrowserWindow.fromId(1)?.setContentSize(1440, 900) })
  await untilFresh(window, 1)

  await press(window, 'g', 'b')
  await expect(window.getByText('No dashboards yet')).toBeVisible()
  // dropped onto the window as a file
  await window.evaluate((text) => {
    const data = new DataTransfer()
    data.items.add(new File([text], 'node.json', { type: 'application/json' }))
    self.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
  }, JSON.stringify(nodeExporterDashboard()))
  await expect(window.getByRole('heading', { level: 1, name: 'Node exporter, everything' })).toBeVisible()
  await expect(window.getByRole('combobox', { name: 'Host' })).toHaveValue(exporter.target)
  const heads = window.locator('h2 button[aria-expanded]')
  expect(await heads.count()).toBe(16)
  const counts = await heads.locator('span:last-child').allTextContents()
  expect(counts.reduce((sum, text) => sum + Number.parseInt(text), 0)).toBe(141)

  // numbers that the machine itself knows
  const tile = (name: string) => window.locator('figure').filter({ has: window.locator('figcaption b', { hasText: new RegExp(`^${name}$`) }) }).first()
  const [cores] = await untilQuery(prometheus.url, 'count(count(node_cpu_seconds_total) by (cpu))')
  await expect(tile('CPU cores')).toContainText(cores!)
  await expect(tile('Memory used')).toContainText(/\d+ ?%/)
  await expect(tile('Root disk')).toContainText(/[GT]iB/)
  await expect(tile('CPU').locator('.g-plot')).toBeVisible()
  await expect(window.locator('figure.g-chart .g-plot').first()).toBeVisible()

  // folded rows ask for nothing until they are opened
  const asked = (): Promise<number> => window.locator('figure').count()
  const before = await asked()
  await window.getByRole('button', { name: /^Memory, meminfo/ }).click()
  await expect.poll(asked).toBeGreaterThan(before)
  await window.getByRole('button', { name: /^Memory, meminfo/ }).scrollIntoViewIfNeeded()
  await expect(window.locator('figure').filter({ hasText: 'memory Active' }).locator('.g-plot').first()).toBeVisible()

  // opened whole it leaves whole: every panel in one picture, also where no canvas is so tall
  const { path: folder, remove } = await scratch('board')
  owned({ stop: remove })
  for (const folded = window.locator('h2 button[aria-expanded="false"]'); await folded.count() > 0;) await folded.first().click()
  await window.getByRole('heading', { level: 1 }).click()
  const save = async (kind: 'SVG' | 'PNG', how: string): Promise<Buffer> => {
    const path = join(folder, `board.${kind.toLowerCase()}`)
    await fakeSaveDialog(app, path)
    await press(window, 'e')
    await window.getByRole('menuitem', { name: `Save as ${kind}`, exact: true }).click()
    await expect(window.getByRole('status').getByText(`Saved to ${path}${how}`, { exact: true })).toBeAttached({ timeout: 40_000 })
    return readFile(path)
  }
  const svg = (await save('SVG', '')).toString()
  expect([svg.match(/ rx="8"/g)?.length, svg.includes('Not in this picture')]).toEqual([141, false])
  const png = await save('PNG', ', in 2 columns, since no PNG is so tall')
  const [[width, height], [wide, tall]] = [sizeInSvg(svg), sizeOf(png)]
  expect(wide / tall).toBeGreaterThan(3.5 * width / height)
  expect([wide > 2 * width, tall > 0.5 * height, tall <= 16_000]).toEqual([true, true, true])
  // one colour alone takes far less
  expect(png.length).toBeGreaterThan(1_000_000)

  // it is kept
  await press(window, 'g', 'b')
  await expect(window.getByRole('list', { name: 'Dashboards' })).toContainText('node.json')
})

test('what is no dashboard is refused with its reason, and what is hostile is only text', async ({ launch, config, owned }) => {
  const prometheus = owned(await startPrometheus())
  const file = await config({ sources: [{ name: 'prom', kind: 'prometheus', url: prometheus.url, interval: '1s' }] })
  const { window } = await launch({ args: ['--config', file] })
  const troubles: string[] = []
  window.on('dialog', (dialog) => { troubles.push(`dialog ${dialog.message()}`); void dialog.dismiss() })
  window.on('pageerror', (error) => { troubles.push(`error ${error.message}`) })
  await untilFresh(window, 1)
  await press(window, 'g', 'b')
  await expect(window.getByText('No dashboards yet')).toBeVisible()
  await press(window, 'p')
  await window.getByLabel('JSON').fill('{"panels":"x"}')
  await window.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(window.getByText('panels: array was expected.').first()).toBeVisible()
  await window.getByLabel('JSON').fill(fixture('hostile'))
  await window.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(window.getByRole('heading', { level: 1 })).toContainText('<script>alert(1)</script>')
  await expect(window.getByRole('heading', { name: 'What is not shown as in Grafana' })).toBeVisible()
  expect(await window.evaluate(() => document.querySelectorAll('img, iframe, script:not([src])').length)).toBe(0)
  expect(await window.locator('a[href]').evaluateAll((links) => links.map((link) => link.getAttribute('href')).filter((href) => !/^(https?:|#)/.test(href ?? '')))).toEqual([])
  expect(troubles).toEqual([])
})
