import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isBeyond } from '@shared/domain/bound'
import { takeApart, type Operator } from '@shared/domain/comparison'
import { limitOf, unitOf } from '../../../../src/main/sources/prometheus/limit'
import { unitOf as exploreUnitOf } from '../../../../src/renderer/features/explore/units'

const isMarked = (query: string, value: number): boolean => isBeyond(value, limitOf(takeApart(query)!, 'none', { severity: 'critical' }))

test('where a rule fires its graph is marked, also on the limit itself', () => {
  expect(([
    ['up == 0', 0], ['probe_http_status_code >= 500', 500], ['node_md_disks{state="failed"} >= 1', 1], ['disk_free_ratio <= 0.1', 0.1], ['0.1 >= disk_free_ratio', 0.1], ['alarms == 1', 1], ['up != 1', 0], ['failed != 0', 1]
  ] as const).map(([query, value]) => isMarked(query, value))).toEqual(Array.from({ length: 8 }, () => true))
  expect(([['up == 0', 1], ['errors > 500', 500], ['free < 0.1', 0.1], ['0.1 > free', 0.1], ['alarms == 1', 0], ['up != 1', 1], ['failed != 0', 0]] as const).map(([query, value]) => isMarked(query, value)))
    .toEqual(Array.from({ length: 7 }, () => false))
})

const HOLDS: Readonly<Partial<Record<Operator, (value: number, limit: number) => boolean>>> = { '>': (v, l) => v > l, '>=': (v, l) => v >= l, '<': (v, l) => v < l, '<=': (v, l) => v <= l }
test('a comparison of size marks what it fires for and nothing else, from whichever side it is written', () => {
  fc.assert(fc.property(fc.constantFrom('>', '>=', '<', '<='), fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 }), (operator: '>' | '>=' | '<' | '<=', limit, value) => {
    expect(isMarked(`x ${operator} ${limit}`, value)).toBe(HOLDS[operator]!(value, limit))
    expect(isMarked(`${limit} ${operator} x`, value)).toBe(HOLDS[operator]!(limit, value))
  }))
})

const units = (limit: number, ...texts: readonly string[]): readonly string[] => texts.map((text) => unitOf(text, limit))

test('what a constant scales is in no unit that its names tell, and never a ratio', () => {
  expect(units(1,
    'process_resident_memory_bytes / 1024 / 1024 / 1024', 'sum(kafka_lag) / 1e6', 'probe_ms / 60', 'node_memory_MemAvailable_bytes / 1024^3', 'rate(x_total[5m]) / 60', '(probe_ssl_earliest_cert_expiry - time()) / 86400',
    '(time() - backup_last_success_timestamp_seconds) / 3600', 'x_bytes / (1024 * 1024)', '100 * sum(a) / sum(b)', '(1 - a / b) * 100', 'a / b / 2', '1 / a', 'probe_duration_seconds / 1000', '-2 * x_seconds', 'a_seconds / -60', '24 * 60 * a / b', '2 ^ 10 * a / b'
  )).toEqual(Array.from({ length: 17 }, () => 'none'))
  expect([1, 24].map((limit) => limitOf({ expression: '', operator: '>', limit }, unitOf('process_resident_memory_bytes/1024/1024/1024', limit), {}).label)).toEqual(['limit 1', 'limit 24'])
})

test('constants among themselves scale nothing, nor do 0, 1 and the numbers of functions', () => {
  expect([
    ...units(0.5, '(sum(failed) or 0 * sum(known)) / sum(known)', 'sum by (a) (x{b="2 * 3"}) / clamp_min(sum(y), 1)', 'a / b / 1', '1 * a / b', 'a / on (x) group_left b', 'predict_linear(free_ratio[6h], 4 * 3600)', '1 - a / b'),
    unitOf('predict_linear(node_filesystem_avail_bytes[6h], 4 * 3600)', 0)
  ]).toEqual(['ratio', 'ratio', 'ratio', 'ratio', 'ratio', 'none', 'ratio', 'none'])
})

test('seconds until something are seconds as those since it', () => {
  expect(units(1_209_600, 'probe_ssl_earliest_cert_expiry - time()', 'min by (cn) (traefik_tls_certs_not_after - time())', 'time() - x', '(time() - x) / interval_seconds')).toEqual(['seconds', 'seconds', 'seconds', 'none'])
})

test('what a native histogram gives is what it observed, not per second', () => {
  expect(units(0.9,
    'histogram_avg(rate(http_request_duration_seconds[5m]))', 'histogram_fraction(0, 0.2, rate(http_request_duration_seconds[5m]))', '1 - histogram_fraction(0, 0.2, sum(rate(x_seconds[5m])))', 'histogram_quantile(0.95, sum(rate(http_request_duration_seconds[5m])))',
    'histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))', 'histogram_stddev(rate(response_size_bytes[5m]))', 'histogram_count(rate(x_seconds[5m]))', 'histogram_sum(rate(x_seconds[5m]))', 'histogram_sum(rate(x_bytes[5m]))', 'histogram_count(x_seconds)', 'histogram_stdvar(x_seconds)',
    'histogram_sum(rate(x_seconds[5m])) / histogram_count(rate(x_seconds[5m]))', 'histogram_quantile(0.9, rate(x[5m]))'
  )).toEqual(['seconds', 'ratio', 'ratio', 'seconds', 'seconds', 'bytes', 'per-second', 'none', 'bytes-per-second', 'none', 'none', 'seconds', 'none'])
})

test('time by events of the same time is a mean, time by time or by processors a ratio', () => {
  expect(units(0.5,
    'rate(node_disk_read_time_seconds_total[5m]) / rate(node_disk_reads_completed_total[5m])', 'increase(a_bytes_total[5m]) / increase(packets_total[5m])', 'rate(process_cpu_seconds_total[5m]) / machine_cpu_count', 'rate(throttled_seconds_total[5m]) / rate(cpu_seconds_total[5m])', 'rate(errors_total[5m]) / rate(requests_total[5m])'
  )).toEqual(['seconds', 'bytes', 'ratio', 'ratio', 'ratio'])
})

test('a quantity by another is no share, whatever its limit, but by how much of it there may be it is', () => {
  expect(units(0.5, 'queue_bytes / workers', 'sum(queue_bytes) / count(up)', 'workers / queue_bytes', 'lag_seconds / on (x) group_left consumers', 'x_bytes / y_seconds', 'x_bytes / http_requests_total')).toEqual(Array.from({ length: 6 }, () => 'none'))
  expect(units(0.5,
    'a_bytes / b_bytes', 'workers_busy / workers', 'x_bytes / redis_config_maxmemory', 'container_memory_working_set_bytes / kube_pod_container_resource_limits', 'count(a_bytes) / count(up)', '(a_bytes - b_bytes) / node_memory_MemTotal_bytes',
    'lag_seconds / interval_seconds', 'sum(rate(process_cpu_seconds_total[5m])) / machine_cpu_count', 'x_bytes / rabbitmq_node_mem_limit'
  )).toEqual(Array.from({ length: 9 }, () => 'ratio'))
})

test('a factor leaves no unit, whatever it scales and wherever it stands', () => {
  const inner = fc.constantFrom('x_seconds', 'rate(x_bytes_total[5m])', 'a / b', 'sum by (le) (x{a="b"})', 'time() - x', 'histogram_avg(rate(x_seconds[5m]))', '1 - a / b')
  const factor = fc.oneof(fc.integer({ min: 2, max: 1e6 }), fc.constantFrom('1e3', '0.001', '0x400', '.5', '(2 ^ 10)', '(60 * 60)', '-60'))
  fc.assert(fc.property(inner, factor, fc.constantFrom(0.01, 0.5, 1), (expression, by, limit) => {
    expect(units(limit, `(${expression}) / ${by}`, `(${expression}) * ${by}`, `${by} * (${expression})`, `abs(${expression}) / ${by}`, `${by} / (${expression})`)).toEqual(['none', 'none', 'none', 'none', 'none'])
  }))
})

test.each([
  ['sum(rate(http_response_size_bytes_sum[5m]))', 'bytes-per-second'], ['sum by (job) (rate(node_network_receive_bytes_total[5m]))', 'bytes-per-second'], ['rate(http_request_duration_seconds_sum[5m])', 'none'],
  ['count_over_time(x_seconds[5m])', 'none'], ['count by (job) (x_bytes)', 'none'], ['sgn(x_seconds)', 'none'], ['stdvar(x_seconds)', 'none'], ['group(x_seconds)', 'none'], ['timestamp(x_seconds)', 'none'],
  ['log2(x_bytes)', 'none'], ['hour(x_seconds)', 'none'], ['process_start_time_seconds', 'none'], ['max(backup_last_success_timestamp_seconds)', 'none'], ['time() - max(backup_last_success_timestamp_seconds)', 'seconds'],
  ['increase(sent_bytes_total[1h])', 'bytes'], ['increase(requests_total[1h])', 'none'], ['increase(node_disk_read_time_seconds_total[1h])', 'seconds'], ['max_over_time(x_seconds[1h])', 'seconds'], ['avg(x_bytes)', 'bytes'], ['rate(requests_total[5m])', 'per-second'], ['up_ratio', 'ratio']
] as const)('an alert on %s is told in %s, as in Explore, which also knows what is counted', (expression, unit) => {
  const explored = exploreUnitOf(expression)
  expect([unitOf(expression, null), explored === 'count' ? 'none' : explored]).toEqual([unit, unit])
})
