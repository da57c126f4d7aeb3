import AxeBuilder from '@axe-core/playwright'
import { startAlertmanager } from '../servers/alertmanager'
import { startExporter, startPrometheus, untilQuery } from '../servers/prometheus'
import { expect, test } from './support/garda'

test('a pasted address becomes sources, services and alerts', async ({ launch }) => {
  const [alertmanager, exporter] = await Promise.all([startAlertmanager(), startExporter('queue_length 12')])
  const prometheus = await startPrometheus({
    alertmanagers: [alertmanager.target], scrape: [{ job: 'queue', targets: [exporter.target], labels: { env: 'production' } }],
    rules: [{ alert: 'QueueLong', expr: 'queue_length > 10', labels: { severity: 'warning' } }]
  })
  try {
    await untilQuery(prometheus.url, 'ALERTS{alertname="QueueLong",alertstate="firing"}')
    const { window } = await launch()
    const accessible = async (): Promise<readonly string[]> => (await new AxeBuilder({ page: window }).setLegacyMode(true).analyze()).violations.map((v) => v.id)

    await expect(window.getByRole('heading', { name: 'What should Garda watch?' })).toBeVisible()
    await window.keyboard.type(prometheus.target)
    await window.keyboard.press('Enter')
    const found = window.getByRole('region', { name: 'Found from this address' })
    await expect(found.getByRole('switch')).toHaveCount(2)
    await expect(found.getByRole('listitem').filter({ hasText: 'queue, Warning' })).toBeVisible()
    expect(await accessible()).toEqual([])

    await window.keyboard.press('Control+Enter')
    await window.keyboard.press('g')
    await window.keyboard.press('d')
    await expect(window.getByRole('table').getByRole('row').filter({ hasText: 'Fresh' })).toHaveCount(3)
    // a screen hears its keys a moment after it is drawn
    const rows = window.getByRole('table').locator('button[data-open]')
    await expect(async () => { await window.keyboard.press('j'); await expect(rows.and(window.locator(':focus'))).toHaveCount(1, { timeout: 1_000 }) }).toPass()
    for (let i = 0; i < 3; i++) await window.keyboard.press('k')
    await expect(rows.first()).toBeFocused()
    await window.keyboard.press('Enter')
    await window.keyboard.press('t')
    await expect(window.getByText(/Alertmanager [\d.]+ answered\./)).toBeVisible()
    expect(await accessible()).toEqual([])
  } finally {
    await Promise.all([prometheus.stop(), alertmanager.stop(), exporter.stop()])
  }
})
