import { expect, test } from 'vitest'
import { productOf, readYaml } from '../../../../src/main/sources/prometheus/facts'

test('external labels stay text, and each job has its interval', () => {
  const { externalLabels, scrape } = readYaml(`global:
  scrape_interval: 15s
  external_labels:
    cluster: eu
    replica: 1
    __proto__: x
alerting:
  alertmanagers: []
scrape_configs:
- job_name: api
  scrape_interval: 1m30s
  metric_relabel_configs:
  - source_labels: [job_name]
    scrape_interval: 9s
- job_name: "odd: name"
  honor_labels: true
  scrape_interval: 5s
- scrape_interval: 7s
`)
  expect(Object.entries(externalLabels ?? {})).toEqual([['__proto__', 'x'], ['cluster', 'eu'], ['replica', '1']])
  expect(scrape).toEqual({ usual: 15_000, byJob: new Map([['api', 90_000], ['odd: name', 5000]]) })
})

test('what cannot be read is not known, rather than nothing', () => {
  expect([readYaml(''), readYaml('global: [').externalLabels, readYaml('global:\n  scrape_interval: 10s\n').externalLabels]).toEqual([
    { externalLabels: null, scrape: { usual: 60_000, byJob: new Map() } }, null, {}
  ])
})

test('products are told by the name they give', () => {
  expect([productOf({ version: '2.53.0' }), productOf({ version: '2.10', application: 'Grafana Mimir' }), productOf({ version: '' })]).toEqual([
    { name: 'Prometheus', version: '2.53.0' }, { name: 'Grafana Mimir', version: '2.10' }, { name: 'Prometheus API', version: '' }
  ])
})
