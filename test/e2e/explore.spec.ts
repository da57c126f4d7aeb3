import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { startExporter, startPrometheus, untilQuery } from '../servers/prometheus'
import { expect, press, test, untilFresh } from './support/watching'

const METRICS = `# HELP http_requests_total Requests answered so far.
# TYPE http_requests_total counter
http_requests_total{code="200",route="/api"} 1000
http_requests_total{code="500",route="/api"} 20
# HELP process_resident_memory_bytes Memory in use.
# TYPE process_resident_memory_bytes gauge
process_resident_memory_bytes 104857600
`

const axe = async (window: Page): Promise<readonly string[]> => {
  const { violations } = await new AxeBuilder({ page: window }).setLegacyMode(true).analyze()
  return violations.map(({ id, nodes }) => `${id} at ${nodes.slice(0, 3).map(({ target }) => target.join(' ')).join(', ')}, ${nodes[0]?.failureSummary ?? ''}`)
}

test('a question of one’s own: completed, run, drawn, listed, explained, refused where it is wrong, and remembered', async ({ launch, config, owned }) => {
  test.slow() // on a busy machine
  const exporter = owned(await startExporter(METRICS))
  const prometheus = owned(await startPrometheus({ scrape: [{ job: 'api', targets: [exporter.target], labels: { service: 'api' } }] }))
  await untilQuery(prometheus.url, 'count_over_time(http_requests_total[5m]) > 3')
  const file = await config({ sources: [{ name: 'prom', kind: 'prometheus', url: prometheus.url, interval: '1s' }] })
  const { app, window } = await launch({ args: ['--config', file] })
  await window.evaluate(() => { document.addEventListener('securitypolicyviolation', (event) => { document.documentElement.dataset['violated'] = `${event.violatedDirective} ${event.blockedURI} ${event.sample}` }) })
  await untilFresh(window, 1)

  await press(window, 'g', 'e')
  await expect(window.getByRole('heading', { level: 1 })).toHaveText('Explore')
  await expect(window.getByRole('button', { name: 'Requests per second' })).toBeVisible()

  // completion knows the metric with its type and help, the label and its values
  const editor = window.getByRole('textbox', { name: 'Expression of query A' })
  await press(window, '/')
  await expect(editor).toBeFocused()
  await window.keyboard.type('sum by (code) (http_req', { delay: 20 })
  const completions = window.getByRole('listbox', { name: 'Completions' })
  await expect(completions.getByRole('option', { name: /http_requests_total/ })).toContainText('counter')
  await expect(window.locator('.cm-completionInfo')).toHaveText('Requests answered so far.')
  // a list that has just come takes nothing for a moment
  await expect(async () => {
    await press(window, 'Tab')
    await expect(editor).toHaveText('sum by (code) (http_requests_total)', { timeout: 2_000 })
  }).toPass()
  await expect(editor).toBeFocused()
  await window.keyboard.type('{route="', { delay: 20 })
  await expect(completions.getByRole('option', { name: '/api' })).toBeVisible()
  await expect(async () => {
    await press(window, 'Tab')
    await expect(editor).toHaveText('sum by (code) (http_requests_total{route="/api"})', { timeout: 2_000 })
  }).toPass()
  await press(window, 'Control+Enter')
  const query = window.getByRole('region', { name: 'Query A' })
  await expect(query).toContainText('2 series')
  await expect(window.locator('figure .g-plot')).toBeVisible()
  expect(await axe(window)).toEqual([])

  // Tab does not hold the focus
  await press(window, 'Escape', 'Tab')
  await expect(editor).not.toBeFocused()
  await press(window, '2')
  const table = window.getByRole('table', { name: 'Instant values' })
  await expect(table.getByRole('row')).toHaveText(['codeValue', '2001 k', '50020'])
  expect(await axe(window)).toEqual([])

  await press(window, '3')
  const tree = window.getByRole('table', { name: 'Parts of the expression' })
  await expect(tree.getByRole('row').nth(1)).toContainText('2 results')
  await expect(tree.getByRole('row').nth(2)).toContainText(/2 results.*ago/)
  expect(await axe(window)).toEqual([])

  // what is wrong is said beside the query that is
  await press(window, '1', 'n')
  const second = window.getByRole('textbox', { name: 'Expression of query B' })
  await second.click()
  await window.keyboard.type('histogram_quantile(up)')
  await press(window, 'Control+Enter')
  await expect(window.getByRole('region', { name: 'Query B' }).getByRole('alert')).toContainText('expected 2 argument(s)')
  await expect(window.getByRole('region', { name: 'Query B' }).locator('.cm-lintRange-error').first()).toBeVisible()
  await expect(window.locator('figure .g-plot')).toBeVisible()
  // what is only too long for the parser is not
  await app.evaluate(({ clipboard }, text) => clipboard.writeText(text), Array.from({ length: 400 }, (_, i) => `up{job!="${i}"}`).join(' or '))
  await press(window, 'Control+a', 'Control+v')
  await press(window, 'Escape', 'Control+End')
  await expect(window.getByRole('region', { name: 'Query B' }).locator('.cm-lintRange-info').first()).toBeVisible()
  await press(window, 'Control+Enter')
  await expect(window.getByRole('region', { name: 'Query B' })).toContainText('1 series')
  await expect(window.getByRole('region', { name: 'Query B' }).locator('.cm-lintRange-error')).toHaveCount(0)
  await press(window, 'Escape', 'Tab', '3')
  await window.getByRole('group', { name: 'Query to explain' }).getByText('B', { exact: true }).click()
  await expect(window.getByRole('status').getByText('So many parts in a row are not taken apart here. Prometheus may answer them all the same.')).toBeVisible()
  await press(window, '1')
  await window.getByRole('button', { name: 'Remove query B' }).click()

  await press(window, 'h')
  const dialog = window.getByRole('dialog', { name: 'History' })
  await dialog.getByRole('searchbox').fill('route')
  await expect(dialog.getByRole('listitem')).toHaveCount(1)
  await press(window, 'Escape')
  expect(await window.evaluate(() => document.documentElement.dataset['violated'] ?? null)).toBe(null)
})
