import { firingSince } from '@shared/domain/alert'
import { clock } from '@shared/text/format'
import { startDesktop } from '../servers/desktop'
import { startNotificationService } from '../servers/notification-service'
import { until } from '../servers/process'
import { startExporter, startPrometheus, untilQuery } from '../servers/prometheus'
import { launchGarda } from './support/garda'
import { expect, press, test, untilFresh, untilState } from './support/watching'

const metrics = (queue: number): string => `queue_length ${queue}
http_requests_total{code="200"} ${Math.round(Date.now() / 100) % 1e6}`

test('from a page to its expression with limit and firing band, and on to its service at that time, by one key', async ({ config, owned }) => {
  test.setTimeout(90_000)
  const exporter = owned(await startExporter(metrics(1)))
  const prometheus = owned(await startPrometheus({
    scrape: [{ job: 'shop', targets: [exporter.target], labels: { service: 'shop', env: 'production' } }],
    rules: [{ alert: 'QueueLong', expr: 'queue_length > 10', labels: { severity: 'critical' }, annotations: { summary: 'The queue holds {{ $value }}' } }]
  }))
  await untilQuery(prometheus.url, 'queue_length')
  const desktop = owned(await startDesktop())
  const service = owned(await startNotificationService(desktop.address))
  const file = await config({ sources: [{ name: 'prom', kind: 'prometheus', url: prometheus.url, interval: '1s' }] })
  const garda = await launchGarda(desktop, { args: ['--config', file] })
  owned({ stop: garda.quit })
  const { window } = garda
  await untilFresh(window, 1)
  await untilState('the service', window, ({ services }) => 'production/shop' in services)

  exporter.set(metrics(40))
  const [{ id } = { id: 0 }] = await until('the page', service.notified, (list) => list.length === 1)
  // what was told is asked for ahead
  const alert = Object.values((await untilState('the alert', window, ({ alerts }) => Object.keys(alerts).length === 1)).alerts)[0]!
  await expect.poll(() => window.evaluate(async (key) => (await self.garda?.alertSeriesKept(key))?.ok, alert.id)).toBe(true)

  service.invoke(id, 'default')
  const details = window.getByRole('complementary', { name: 'QueueLong' })
  // one sample alone is a dot without a size
  await expect(details.locator('.g-line[d^="M"]').first()).toBeAttached()

  await press(window, 'o')
  const large = window.getByRole('region', { name: 'The graph behind it' })
  await expect(large.locator('.g-band').first()).toBeVisible()
  await expect(large.locator('.g-plot')).toHaveAccessibleName(new RegExp(`^QueueLong: .* now, limit 10, firing since (\\w{3} \\d+ \\w{3} )?${clock(firingSince(alert), 'local')}\\b`))
  await expect(large.locator('pre')).toHaveText('queue_length')
  expect(await large.locator('.g-limit-line').count()).toBeGreaterThan(0)
  expect((await large.locator('.g-plot').boundingBox())!.height).toBeGreaterThan(300)

  await press(window, 'o')
  await expect(window.getByRole('heading', { level: 1, name: 'shop' })).toBeVisible()
  const from = Number(await window.locator('main .g-plot').first().getAttribute('aria-valuemin'))
  expect((alert.startsAt - from) / 60_000).toBeCloseTo(15, 0)
})
