import { startAlertmanager } from '../servers/alertmanager'
import { freePort } from '../servers/process'
import { startNodeExporter, startPrometheus, untilQuery } from '../servers/prometheus'
import { expect, press, stateOf, test, untilFresh, untilState } from './support/watching'

test('a Prometheus and its Alertmanager: one alert of both, graphs of every service, and nothing green while it is gone', async ({ launch, config, owned }) => {
  test.slow() // on a busy machine
  const alertmanager = owned(await startAlertmanager())
  const node = owned(await startNodeExporter())
  const port = await freePort()
  const options = {
    port, alertmanagers: [alertmanager.target],
    scrape: [{ job: 'prometheus', targets: [`127.0.0.1:${port}`] }, { job: 'node', targets: [node.target] }],
    rules: [{ alert: 'NodeWatched', expr: 'up{job="node"} == 1', labels: { severity: 'critical', env: 'production' }, annotations: { summary: 'The exporter answers' } }]
  }
  const prometheus = owned(await startPrometheus(options))
  await untilQuery(prometheus.url, 'ALERTS{alertstate="firing"} and on() rate(node_cpu_seconds_total[10s])')
  const file = await config({ sources: [
    { name: 'prom', kind: 'prometheus', url: prometheus.url, interval: '1s', environment: 'production' },
    { name: 'am', kind: 'alertmanager', url: alertmanager.url, interval: '1s' }
  ] })
  const { window } = await launch({ args: ['--config', file] })
  await untilFresh(window, 2)

  // the same alert, seen through both, is one that names both
  const seen = await untilState('the alert by both', window, ({ alerts }) => Object.values(alerts).some((alert) => alert.sources.length === 2))
  expect(Object.values(seen.alerts).map(({ name, severity, state, service, environment, sources }) => ({ name, severity, state, service, environment, sources: sources.toSorted() })))
    .toEqual([{ name: 'NodeWatched', severity: 'critical', state: 'firing', service: 'node', environment: 'production', sources: ['am', 'prom'] }])
  await press(window, 'g', 'a')
  const row = window.getByRole('row').filter({ hasText: 'NodeWatched' })
  await expect(row).toHaveCount(1)
  await expect(row.getByRole('img', { name: 'prom', exact: true })).toBeVisible()
  await expect(row.getByRole('img', { name: 'am', exact: true })).toBeVisible()

  // its services, each with graphs
  await press(window, 'g', 's')
  await expect(window.getByRole('rowheader')).toHaveText([/^node/, /^prometheus/])
  for (const [name, key] of [['node', 'production/node'], ['prometheus', 'production/prometheus']] as const) {
    await press(window, 'g', 's')
    await window.getByRole('rowheader', { name }).getByRole('button').click()
    await expect(window.getByRole('heading', { level: 1 })).toContainText(name)
    await expect.poll(() => window.locator('figure .g-plot').count()).toBeGreaterThanOrEqual(4)
    const drawn = await window.evaluate(async (service) => {
      if (!self.garda) throw new Error('no bridge')
      const { series, panels } = self.garda
      const [to, list] = [Date.now(), (await panels(service)).panels]
      const answers = await Promise.all(list.map((panel) => series({ service, panel: panel.id, from: to - 60_000, to, width: 400 })))
      return answers.map((answer) => (answer.ok ? answer.data.lines.reduce((sum, line) => sum + line.v.filter(Number.isFinite).length, 0) : 0))
    }, key)
    expect(drawn.filter((samples) => samples > 0).length, `samples of each panel: ${drawn.join(', ')}`).toBeGreaterThanOrEqual(4)
  }

  // gone: what it saw is unknown within its window, nothing is called OK, and the alert stays
  await prometheus.stop()
  const [gone] = [Date.now()]
  await untilState('nothing OK', window, ({ services }) => Object.values(services).every(({ health }) => health !== 'ok'))
  expect(Date.now() - gone).toBeLessThan(10_000)
  await untilState('what it saw, unknown', window, ({ services }) => Object.values(services).every(({ health }) => health === 'unknown'))
  await press(window, 'g', 's')
  await expect(window.getByRole('rowheader')).toHaveCount(2)
  await expect(window.getByRole('row').filter({ hasText: /\bOK\b/ })).toHaveCount(0)
  await press(window, 'g', 'a')
  await expect(row).toHaveCount(1)
  expect(Object.values((await stateOf(window)).resolved)).toEqual([])
  await press(window, 'g', 'd')
  await expect(window.getByText(`prom refused the connection at 127.0.0.1:${port}.`).first()).toBeVisible()

  // back at the same address
  owned(await startPrometheus(options))
  await window.getByRole('button', { name: 'prom', exact: true }).click()
  await window.getByRole('button', { name: 'Ask now' }).click()
  await untilFresh(window, 2)
  await untilState('services seen again', window, ({ services }) => services['production/prometheus']?.health === 'ok')
})
