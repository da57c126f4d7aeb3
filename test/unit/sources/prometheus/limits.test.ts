import { describe, expect, test } from 'vitest'
import type { Labels } from '@shared/domain/labels'
import type { Panel, PanelLimit } from '@shared/domain/series'
import { withLimits } from '../../../../src/main/sources/prometheus/limits'
import { aPanel } from '../../../builders'

const SERVICE = { service: 'checkout', labels: { service: 'checkout', env: 'prod' }, groups: [{ service: 'checkout', env: 'prod', job: 'shop' }], naming: ['service', 'app', 'job', 'env'] }
const S = 'service="checkout",env="prod"'
const known = `(rate(http_requests_total{code!="",${S}}[1m]) or rate(http_requests_total{status!="",${S}}[1m]))`
const failed = `(rate(http_requests_total{code=~"5.+",${S}}[1m]) or rate(http_requests_total{status=~"5.+",${S}}[1m]))`
const PANELS: Readonly<Record<string, Panel>> = {
  traffic: aPanel({ id: 'traffic', unit: 'per-second', expression: `sum(rate(http_requests_total{${S}}[1m]))` }),
  errors: aPanel({ id: 'errors', unit: 'ratio', expression: `(sum(${failed}) or 0 * sum(${known})) / sum(${known})` }),
  latency: aPanel({ id: 'latency', unit: 'seconds', expression: ['0.5', '0.95', '0.99'].map((q) => `histogram_quantile(${q}, sum by (le) (rate(http_request_duration_seconds_bucket{${S}}[1m])))`).join('\n') }),
  memory: aPanel({ id: 'memory', unit: 'bytes', expression: `process_resident_memory_bytes{${S}}` }),
  lag: aPanel({ id: 'lag', unit: 'count', expression: `sum(kafka_consumergroup_lag{${S}})` }),
  disk: aPanel({ id: 'disk', unit: 'ratio', expression: `1 - node_filesystem_avail_bytes{${S}} / node_filesystem_size_bytes{${S}}` })
}
/** Panels with the limits that one rule gives them. */
const limitsOf = (query: string, labels: Readonly<Record<string, string>> = { severity: 'critical' }): Readonly<Record<string, readonly PanelLimit[]>> =>
  Object.fromEntries(withLimits(Object.values(PANELS), { ...SERVICE, rules: [{ query, labels }] }).flatMap((p) => (p.limits.length > 0 ? [[p.id, p.limits]] : [])))
const panelsFor = (query: string, labels?: Readonly<Record<string, string>>): readonly string[] => Object.keys(limitsOf(query, labels))

describe('a rule that compares what a panel shows', () => {
  test('gives it a named limit in its severity', () => {
    expect([
      limitsOf('sum by (zone) (rate(http_requests_total{service="checkout", code=~"5.."}[5m])) / sum by (zone) (rate(http_requests_total{service="checkout"}[5m])) > 0.02'),
      limitsOf('histogram_quantile(0.95, sum by (le, route) (rate(http_request_duration_seconds_bucket{service="checkout"}[5m]))) > 0.8', { severity: 'warning' }),
      limitsOf('process_resident_memory_bytes > 2147483648', { severity: 'warning' }),
      limitsOf('sum(kafka_consumergroup_lag) > 1000', {}),
      limitsOf('sum(rate(http_requests_total{job="shop"}[5m])) < 10', { severity: 'info' })
    ]).toEqual([
      { errors: [{ value: 0.02, label: 'limit 2\u202f%', severity: 'critical', side: 'above' }] },
      { latency: [{ value: 0.8, label: 'limit 800\u202fms', severity: 'warning', side: 'above' }] },
      { memory: [{ value: 2147483648, label: 'limit 2\u202fGiB', severity: 'warning', side: 'above' }] },
      { lag: [{ value: 1000, label: 'limit 1\u202fk', severity: null, side: 'above' }] },
      { traffic: [{ value: 10, label: 'limit 10\u202f/s', severity: null, side: 'below' }] }
    ])
  })

  test('turns colour by the labels and words that the configuration knows', () => {
    const severity = { labels: ['urgency', 'severity'], words: { critical: ['sev0'], warning: ['soon'], info: [], unknown: [] } }
    const of = (labels: Labels): readonly (string | null)[] => withLimits([PANELS['memory']!], { ...SERVICE, severity, rules: [{ query: 'process_resident_memory_bytes > 1e9', labels }] })[0]!.limits.map((limit) => limit.severity)
    expect([{ severity: 'sev0' }, { urgency: 'soon', severity: 'sev0' }, { severity: 'critical' }, {}].map((labels) => of(labels as Labels))).toEqual([['critical'], ['warning'], [null], [null]])
  })

  test('counts once where two say the same, in the worse severity', () => {
    const rules = ['warning', 'critical', 'warning'].map((severity) => ({ query: 'process_resident_memory_bytes > 1073741824', labels: { severity } }))
    expect(withLimits([PANELS['memory']!], { ...SERVICE, rules })[0]!.limits).toEqual([{ value: 1073741824, label: 'limit 1\u202fGiB', severity: 'critical', side: 'above' }])
  })

  test('reads a class of statuses in every way that it is written, and nothing wider or narrower for one', () => {
    const of = (matcher: string): readonly string[] => panelsFor(`sum(rate(http_requests_total{service="checkout",${matcher}}[5m])) / sum(rate(http_requests_total{service="checkout"}[5m])) > 0.3`)
    const whole = ['5..', '5.+', '5.*', '5\\\\d\\\\d', '5\\\\d{2}', '5\\\\d+', '5[0-9][0-9]', '5[0-9]{2}', '5.{2}', '5xx', '5XX', '(5..)', '(?:5..)', '^5..$', '^(5..)$']
    expect(whole.filter((pattern) => of(`code=~"${pattern}"`).join() !== 'errors')).toEqual([])
    expect(of('status="5xx"')).toEqual(['errors'])
    const other = ['5..|429', '429|5..', '5..|4..', '(5..)|(4..)', '[45]..', '50.', '5.', '503', '500|502|503', '5..|', '(5..|429)', '5\\\\d', '.5..']
    expect(other.filter((pattern) => of(`code=~"${pattern}"`).length > 0)).toEqual([])
    expect([of('code="503"'), of('code=~"5..",code!="501"'), of('code!~"5.."')]).toEqual([[], [], []])
  })

  test('marks on the limit itself what either of two marks there', () => {
    const limits = (...rules: readonly (readonly [string, string])[]): unknown => withLimits([PANELS['lag']!], { ...SERVICE, rules: rules.map(([operator, severity]) => ({ query: `sum(kafka_consumergroup_lag) ${operator} 5`, labels: { severity } })) })[0]!.limits
    const critical = { value: 5, label: 'limit 5', severity: 'critical', side: 'above' }
    expect([limits(['>', 'critical']), limits(['>=', 'critical']), limits(['>', 'critical'], ['>=', 'warning']), limits(['>=', 'critical'], ['>', 'warning']), limits(['<=', 'critical'], ['>', 'critical'])])
      .toEqual([[critical], [{ ...critical, inclusive: true }], [{ ...critical, inclusive: true }], [{ ...critical, inclusive: true }], [{ ...critical, side: 'below', inclusive: true }, critical]])
  })

  test.each([
    ['of another service', 'process_resident_memory_bytes{service="billing"} > 1e9'],
    ['of another service by a pattern', 'process_resident_memory_bytes{service=~"bill.*|web"} > 1e9'],
    ['of all services but this', 'process_resident_memory_bytes{service!="checkout"} > 1e9'],
    ['of another environment', 'process_resident_memory_bytes{env="staging"} > 1e9'],
    ['of a service by a label that this one does not carry', 'process_resident_memory_bytes{app="checkout"} > 1e9'],
    ['of a pattern that cannot be read', 'process_resident_memory_bytes{service=~"(("} > 1e9'],
    ['of one part of it', 'process_resident_memory_bytes{instance="a:1"} > 1e9'],
    ['in another unit', '100 * sum(rate(http_requests_total{code=~"5.."}[5m])) / sum(rate(http_requests_total[5m])) > 2'],
    ['of other failures', 'sum(rate(http_requests_total{code=~"4.."}[5m])) / sum(rate(http_requests_total[5m])) > 0.2'],
    ['of success', 'sum(rate(http_requests_total{code!~"5.."}[5m])) / sum(rate(http_requests_total[5m])) < 0.98'],
    ['of failures alone, for all requests', 'sum(rate(http_requests_total{code=~"5.."}[5m])) > 5'],
    ['of each instance, for their sum', 'rate(http_requests_total[5m]) > 100'],
    ['of traffic beside that of a day ago', 'sum(rate(http_requests_total[5m])) / sum(rate(http_requests_total[5m] offset 1d)) < 0.5'],
    ['of another quantile', 'histogram_quantile(0.9, sum by (le) (rate(http_request_duration_seconds_bucket[5m]))) > 0.5'],
    ['of what is left, for what is taken', 'node_filesystem_avail_bytes / node_filesystem_size_bytes < 0.1'],
    ['of an increase, for what stands', 'sum(increase(kafka_consumergroup_lag[5m])) > 100'],
    ['of an event', 'process_resident_memory_bytes > 0'],
    ['of a state', 'sum(kafka_consumergroup_lag) == 3'],
    ['of another metric', 'process_virtual_memory_bytes > 1e9'],
    ['of a metric without a name', '{__name__="process_resident_memory_bytes"} > 1e9'],
    ['of no number', 'process_resident_memory_bytes > process_virtual_memory_max_bytes']
  ])('never one %s', (_what, query) => {
    expect(panelsFor(query)).toEqual([])
  })

  test('never one that puts its alerts on another service', () => {
    const query = 'process_resident_memory_bytes > 1e9'
    expect([{ service: 'billing' }, { env: 'staging' }, { service: 'checkout' }, { env: 'prod' }, { service: '{{ $labels.service }}' }, {}].map((labels) => panelsFor(query, labels as Record<string, string>)))
      .toEqual([[], [], ['memory'], ['memory'], ['memory'], ['memory']])
  })
})
