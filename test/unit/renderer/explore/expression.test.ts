import { describe, expect, it } from 'vitest'
import { MOST_NODES, firstQuestion, furtherQuestions, treeOf } from '../../../../src/renderer/features/explore/tree'
import { unitOf } from '../../../../src/renderer/features/explore/units'
import { prometheusUrl } from '@shared/domain/prometheus-url'
import { explorePlace, readExplore } from '../../../../src/renderer/state/explore-place'

const shown = (expression: string): unknown => {
  const tree = treeOf(expression)
  return tree.ok ? tree.nodes.map(({ depth, head, type }) => `${'  '.repeat(depth)}${head} : ${type}`) : tree
}

describe('the tree of an expression', () => {
  it('shows each part before its own, out of its brackets, with numbers and text left where they stand', () => {
    expect(shown('histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket{job="api"}[5m]))) > bool 0.5')).toEqual([
      '… > bool 0.5 : vector',
      '  histogram_quantile(0.95, …) : vector',
      '    0.95 : scalar',
      '    sum by (le) (…) : vector',
      '      rate(…) : vector',
      '        …[5m] : matrix',
      '          http_request_duration_seconds_bucket{job="api"} : vector',
      '  0.5 : scalar'
    ])
    expect(shown('((up)) / on (job) group_left () (time() - 2)')).toEqual(['… / on (job) group_left () … : vector', '  up : vector', '  … - 2 : scalar', '    time() : scalar', '    2 : scalar'])
    expect(shown('label_replace(up offset 5m, "a", "$1", "b", "(.*)")')).toEqual([
      'label_replace(…, "a", "$1", "b", "(.*)") : vector', '  … offset 5m : vector', '    up : vector', '  "a" : string', '  "$1" : string', '  "b" : string', '  "(.*)" : string'
    ])
  })

  it('says where an expression stops making sense', () => {
    expect([shown('sum by (job'), shown('up{job='), shown(''), shown('up up'), shown('# nothing')]).toEqual([
      { ok: false, at: 11 }, { ok: false, at: 7 }, { ok: false, at: 0 }, { ok: false, at: 3 }, { ok: false, at: 9 }
    ])
  })

  it('does not call wrong what is only too long for it', () => {
    const row = (n: number, label = 'a', operator = ' or '): string => Array.from({ length: n }, (_, i) => `up{${label}="${i}"}`).join(operator)
    expect([row(320), row(400), `(${row(400)}) / 2`, row(153, 'a'.repeat(2_100)), row(220, 'a', ' + on (a) group_left () ')].map((expression) => { const tree = treeOf(expression); return tree.ok || tree.long })).toEqual(Array(5).fill(true))
    expect([treeOf(row(250)).ok, shown(`${row(100)} or or up`), shown(`up or or ${row(400)}`)]).toEqual([true, { ok: false, at: 1393 }, { ok: false, at: 9 }])
  })

  it('asks for numbers of vectors, values of numbers, and ages of selectors, and for no more than is bounded', () => {
    const tree = treeOf('sum(up) # all\n/ 2')
    if (!tree.ok) throw new Error('a sound expression')
    expect(tree.nodes.map((node) => [firstQuestion(node)?.expression ?? null, furtherQuestions(node, 1).map((q) => q.expression)])).toEqual([
      ['count(sum(up) # all\n/ 2\n)', ['sum(up) # all\n/ 2']],
      ['count(sum(up)\n)', ['sum(up)']],
      ['count(up\n)', ['up', 'min(time() - timestamp(up\n))']],
      ['2', ['2']]
    ])
    expect(furtherQuestions(tree.nodes[2]!, 0)).toEqual([])
    const wide = treeOf(Array.from({ length: 40 }, (_, i) => `m${i}`).join(' + '))
    expect(wide.ok && [wide.nodes.length, wide.more]).toEqual([MOST_NODES, 49])
    const deep = treeOf(`${'abs('.repeat(500)}up${')'.repeat(500)}`)
    expect(deep.ok && deep.nodes.length).toBe(MOST_NODES)
  })
})

describe('units by name', () => {
  it.each([
    ['process_resident_memory_bytes', 'bytes'], ['rate(node_network_receive_bytes_total[5m])', 'bytes-per-second'], ['sum by (code) (rate(http_requests_total[5m]))', 'per-second'],
    ['increase(http_requests_total[1h])', 'count'], ['http_requests_total', 'count'], ['rate(process_cpu_seconds_total[5m])', 'cores'], ['sum(rate(request_seconds_sum[5m])) / sum(rate(request_seconds_count[5m]))', 'seconds'],
    ['histogram_quantile(0.99, sum by (le) (rate(request_seconds_bucket[5m])))', 'seconds'], ['histogram_quantile(0.5, rate(response_size_bytes_bucket[5m]))', 'bytes'],
    ['sum(rate(http_requests_total{code=~"5.."}[5m])) / sum(rate(http_requests_total[5m]))', 'ratio'], ['1 - node_filesystem_avail_bytes / node_filesystem_size_bytes', 'ratio'], ['cache_hit_ratio', 'ratio'],
    ['time() - process_start_time_seconds', 'seconds'], ['process_start_time_seconds', 'none'], ['last_success_timestamp_seconds', 'none'], ['count(up)', 'count'], ['up', 'none'], ['node_load1 * 100', 'none'],
    ['process_resident_memory_bytes > 1e9', 'bytes'], ['up == bool 1', 'none'], ['topk(3, process_resident_memory_bytes)', 'bytes'], ['rate(gc_duration_seconds_sum[5m])', 'none'], ['sum by (', 'none'], ['group(http_requests_total)', 'none'],
    ['max_over_time(process_resident_memory_bytes[1h:5m] offset 1d)', 'bytes']
  ])('%s is in %s', (expression, unit) => { expect(unitOf(expression)).toBe(unit) })
})

describe('addresses', () => {
  it('open the expressions on Prometheus’ own page, at the time that is shown', () => {
    const to = Date.UTC(2025, 10, 13, 2, 47, 12)
    expect([
      prometheusUrl('https://prom.example/prefix/', ['up{a="b c&d"} + 1'], { from: to - 3_600_000, to, live: true }),
      prometheusUrl('http://prom:9090', ['up', 'x'], { from: to - 90_500, to, live: false })
    ]).toEqual([
      'https://prom.example/prefix/graph?g0.expr=up%7Ba%3D%22b%20c%26d%22%7D%20%2B%201&g0.tab=0&g0.range_input=3600s',
      'http://prom:9090/graph?g0.expr=up&g0.tab=0&g0.range_input=91s&g0.end_input=2025-11-13%2002%3A47%3A12&g1.expr=x&g1.tab=0&g1.range_input=91s&g1.end_input=2025-11-13%2002%3A47%3A12'
    ])
  })

  it('lead to Explore with an expression, and with a source, there and back', () => {
    for (const exploring of [{ expression: 'up == 0', source: null }, { expression: 'sum(\n up ) ? x', source: 'prom eu/1 & ü' }, { expression: '', source: 'p' }]) expect(readExplore(explorePlace(exploring).item ?? '')).toEqual(exploring)
    expect(explorePlace({ expression: 'up', source: null })).toEqual({ view: 'explore', item: 'up' })
  })
})
