import { expect, test } from 'vitest'
import { startAlertmanager, startAlertmanagerCluster } from '../servers/alertmanager'
import { until } from '../servers/process'
import { startExporter, startNodeExporter, startPrometheus, untilQuery } from '../servers/prometheus'

const names = async (url: string): Promise<readonly string[]> => {
  const alerts = await (await fetch(`${url}/api/v2/alerts`)).json() as readonly { readonly labels: { readonly alertname: string } }[]
  return alerts.map(({ labels }) => labels.alertname).sort()
}

test('a rule over a scraped metric fires through a real Prometheus into a real Alertmanager, and ends', async () => {
  const [alertmanager, exporter, node] = await Promise.all([startAlertmanager(), startExporter('queue_length 12'), startNodeExporter()])
  const prometheus = await startPrometheus({
    alertmanagers: [alertmanager.target],
    scrape: [{ job: 'queue', targets: [exporter.target] }, { job: 'node', targets: [node.target] }],
    rules: [{ alert: 'QueueLong', expr: 'queue_length > 10', labels: { severity: 'warning' } }]
  })
  try {
    expect(await untilQuery(prometheus.url, 'queue_length')).toEqual(['12'])
    expect(await untilQuery(prometheus.url, 'count(node_uname_info)')).toEqual(['1'])
    await until('the alert', () => names(alertmanager.url), (list) => list.includes('QueueLong'))
    exporter.set('queue_length 3')
    await until('its end', () => names(alertmanager.url), (list) => list.length === 0)
  } finally {
    await Promise.all([prometheus.stop(), alertmanager.stop(), exporter.stop(), node.stop()])
  }
})

test('Alertmanagers of one cluster share what is silenced', async () => {
  const [one, two] = await startAlertmanagerCluster(2)
  if (one === undefined || two === undefined) throw new Error('two members were asked for')
  try {
    const id = await one.silence({
      matchers: [{ name: 'alertname', value: 'Noise', isRegex: false }], comment: 'known', createdBy: 'test',
      startsAt: new Date().toISOString(), endsAt: new Date(Date.now() + 60_000).toISOString()
    })
    const silences = async (): Promise<readonly string[]> => ((await (await fetch(`${two.url}/api/v2/silences`)).json()) as readonly { readonly id: string }[]).map((s) => s.id)
    expect(await until('the silence', silences, (list) => list.length > 0)).toEqual([id])
  } finally {
    await Promise.all([one.stop(), two.stop()])
  }
})
