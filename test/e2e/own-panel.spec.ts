import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { scratch } from '../servers/process'
import { startExporter, startPrometheus, untilQuery } from '../servers/prometheus'
import { expect, press, test, untilFresh } from './support/watching'

const METRICS = `# HELP queue_length Pictures that wait.
# TYPE queue_length gauge
queue_length{kind="cover"} 12
queue_length{kind="inline"} 3
`

const axe = async (window: Page): Promise<readonly string[]> => {
  const { violations } = await new AxeBuilder({ page: window }).setLegacyMode(true).analyze()
  return violations.map(({ id, nodes }) => `${id} at ${nodes.slice(0, 3).map(({ target }) => target.join(' ')).join(', ')}, ${nodes[0]?.failureSummary ?? ''}`)
}

/** Asks in Explore and opens the dialog, all by the keyboard. */
const addFrom = async (window: Page, expression: string): Promise<void> => {
  await press(window, 'g', 'e')
  const editor = window.getByRole('textbox', { name: 'Expression of query A' })
  await press(window, '/')
  await expect(editor).toBeFocused()
  await window.keyboard.insertText(expression)
  await press(window, 'Control+Enter')
  await expect(window.locator('figure .g-plot')).toBeVisible()
  await press(window, 'Escape', 'Tab', 'p')
}

test('a graph of Explore is put on a service’s page, is still there after a restart, and goes when it is taken off', async ({ launch, config, owned }) => {
  test.slow() // on a busy machine
  const home = await scratch('own-panel')
  owned({ stop: home.remove })
  const exporter = owned(await startExporter(METRICS))
  const prometheus = owned(await startPrometheus({ scrape: [{ job: 'resizer', targets: [exporter.target], labels: { service: 'resizer' } }] }))
  // an hour is asked for in steps of five seconds: samples have to reach over one
  await untilQuery(prometheus.url, 'count_over_time(queue_length[5m]) > 11')
  const args = ['--config', await config({ sources: [{ name: 'prom', kind: 'prometheus', url: prometheus.url, interval: '1s' }] })]
  const first = await launch({ args, userData: home.path })
  await untilFresh(first.window, 1)

  await addFrom(first.window, 'sum by (kind) (queue_length{service="resizer"})')
  const dialog = first.window.getByRole('dialog', { name: 'Add to a service' })
  await expect(dialog.getByRole('textbox', { name: 'Title' })).toHaveValue('Pictures that wait')
  await expect(dialog.getByRole('textbox', { name: 'Title' })).toBeFocused()
  await expect(dialog.locator('code')).toHaveText('sum by (kind) (queue_length{$selector})')
  expect(await axe(first.window)).toEqual([])
  await press(first.window, 'Enter')
  await first.window.getByRole('button', { name: 'Open its page' }).click()
  const graph = (window: Page) => window.getByRole('slider', { name: /^Pictures that wait/ })
  await expect(graph(first.window)).toBeVisible()
  expect(await axe(first.window)).toEqual([])
  await first.quit()

  const second = await launch({ args, userData: home.path })
  await untilFresh(second.window, 1)
  await press(second.window, 'g', 's')
  await second.window.getByRole('button', { name: /resizer/ }).or(second.window.getByRole('link', { name: /resizer/ })).first().click()
  await expect(graph(second.window)).toBeVisible()
  await second.window.getByRole('button', { name: 'Remove “Pictures that wait” from this page' }).focus()
  await press(second.window, 'Enter')
  const sure = second.window.getByRole('dialog', { name: 'Remove “Pictures that wait”?' })
  await sure.getByRole('button', { name: 'Remove from this page' }).focus()
  await press(second.window, 'Enter')
  await expect(sure).toBeHidden()
  await expect(graph(second.window)).toHaveCount(0)
})

test('in the demo a graph that is added lasts as long as the demo', async ({ launch }) => {
  test.slow() // on a busy machine
  const { window } = await launch({ args: ['--demo'] })
  await expect(window.getByRole('heading', { level: 1 })).toBeVisible()
  await press(window, 'g', 'e')
  await window.getByRole('combobox', { name: 'Source' }).selectOption({ label: 'prom-eu-1' })
  await addFrom(window, 'sum by (code) (rate(http_requests_total{service="article-service",env="production"}[5m]))')
  const dialog = window.getByRole('dialog', { name: 'Add to a service' })
  await expect(dialog.locator('code')).toHaveText('sum by (code) (rate(http_requests_total{$selector}[$window]))')
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Answers by status')
  await press(window, 'Enter')
  await window.getByRole('button', { name: 'Open its page' }).click()
  const graph = window.getByRole('slider', { name: /^Answers by status/ })
  await graph.scrollIntoViewIfNeeded()
  await expect(graph).toBeVisible()
})
