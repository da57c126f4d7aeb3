import { readdirSync, readFileSync } from 'node:fs'
import { parser } from '@prometheus-io/lezer-promql'
import { describe, expect, test } from 'vitest'
import { packSchema, queriesIn } from '@shared/config/packs'
import { shownPanel } from '@shared/config/panel'
import { isBeyond } from '@shared/domain/bound'
import { BUILT_IN } from '../../../../src/main/sources/prometheus/built-in'
import { worst } from '../../../../src/main/sources/prometheus/lines'
import { exists, packSet, readNeed } from '../../../../src/main/sources/prometheus/packs'
import { existingQuery } from '../../../../src/main/sources/prometheus/panels'
import { expand } from '../../../../src/main/sources/prometheus/template'
import { aSeries } from '../../../builders'

/** Where the official grammar cannot read on. */
const unreadable = (query: string): readonly string[] => {
  const found: string[] = []
  parser.parse(query).iterate({ enter: (node) => { if (node.type.isError) found.push(query.slice(Math.max(0, node.from - 20), node.to + 20)) } })
  return found
}

const written = BUILT_IN.flatMap((pack) => queriesIn(pack).flatMap(({ path, query, parts }) => parts.map((p) => [`${pack.id} ${path.join('.')}`, query, p] as const)))
/** For one service, for all at once, and for a service that nothing selects. */
const fills: readonly Pick<Parameters<typeof expand>[1], 'selector' | 'by'>[] = [{ selector: { job: 'x', 'k8s.name': 'y"z' }, by: [] }, { selector: {}, by: ['job', 'service'] }, { selector: {}, by: [] }]

describe('the packs that come with Garda', () => {
  test.each(written)('%s is PromQL with no blank left, and looks only at its service', (_where, query, parts) => {
    const whole = fills.map((fill) => expand(query, { ...fill, windowMs: 60_000, parts }))
    expect(whole.flatMap(unreadable)).toEqual([])
    expect(whole.map((text) => text.replaceAll('${1}', '')).filter((text) => text.includes('$'))).toEqual([])
    const selectors = [...expand(query, { selector: { job: 'x' }, by: [], windowMs: 60_000, parts }).matchAll(/[a-z_]+\{([^}]*)\}/g)].map((m) => m[1]!)
    expect(selectors.length).toBeGreaterThan(0)
    expect(selectors.filter((s) => !s.includes('job="x"'))).toEqual([])
  })
  test('take for counters what exporters call so: a gauge that falls would be counted as if it had begun anew', () => {
    const folder = new URL('../../../fixtures/packs/', import.meta.url)
    const gauges = new Set(readdirSync(folder).flatMap((file) => [...readFileSync(new URL(file, folder), 'utf8').matchAll(/^# TYPE (\S+) gauge$/gm)].map((m) => m[1]!)))
    const rated = written.flatMap(([where, query, parts]) =>
      [...expand(query, { selector: {}, by: [], windowMs: 0, parts }).matchAll(/(?:rate|increase)\(([\w:]+)/g)].map((m) => [where, m[1]!] as const))
    expect(rated.filter(([, metric]) => gauges.has(metric))).toEqual([])
  })
  test('have ids of their own, are all in force, and have all that they need filled', () => {
    const files = readdirSync(new URL('../../../../resources/packs/', import.meta.url)).map((file) => file.replace('.json', '')).sort()
    expect(BUILT_IN.map((pack) => pack.id).sort()).toEqual(files)
    const { packs } = packSet([])
    expect(new Set(packs.map((p) => p.id)).size).toBe(packs.length)
    expect(packs.flatMap((p) => [...p.needs, ...p.panels.flatMap((panel) => panel.needs)]).filter((need) => need.includes('$'))).toEqual([])
  })
  test.each([
    ['blackbox', 'blackbox-success', 0, 1], ['redis', 'redis-hits', 0.1, 0.99], ['memcached', 'memcached-hits', 0.1, 0.99], ['postgres', 'postgres-cache', 0.2, 0.99], ['mysql', 'mysql-cache', 0.2, 0.99],
    ['rabbitmq', 'rabbitmq-disk', 1e6, 1e11], ['haproxy', 'haproxy-servers', 0, 8], ['kafka', 'kafka-members', 0, 4], ['process', 'process-uptime', 20, 1e6], ['envoy', 'envoy-hosts', 0, 1]
  ])('of %s, where low is bad, %s never leaves out the lowest of seven', (pack, id, bad, good) => {
    const panel = shownPanel(BUILT_IN.find((p) => p.id === pack)!.panels.find((p) => p.id === id)!, 'prometheus', '')
    const lines = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => aSeries([good, good, name === 'f' ? bad : good], { name }))
    expect(worst(lines, () => panel).lines.map((line) => line.name)).toEqual(['f', 'a', 'b', 'c', 'd'])
  })
  test.each([
    ['blackbox', 'blackbox-status', 500, 499, 'critical'], ['rabbitmq', 'rabbitmq-alarms', 1, 0, 'critical'], ['kubernetes', 'kubernetes-scaling', 1, 0.9, 'warning'], ['kubernetes', 'kubernetes-missing', 1, 0, 'warning'],
    ['kubernetes', 'kubernetes-jobs', 1, 0, 'warning'], ['kafka', 'kafka-under-replicated', 1, 0, 'warning'], ['elasticsearch', 'elasticsearch-shards', 1, 0, 'warning'], ['php-fpm', 'php-fpm-queue', 1, 0, 'warning'],
    ['mysql', 'mysql-replicating', 0, 1, 'critical']
  ])('of %s, %s marks a value that stands on its limit', (pack, id, bad, good, severity) => {
    const panel = shownPanel(BUILT_IN.find((p) => p.id === pack)!.panels.find((p) => p.id === id)!, 'prometheus', '')
    expect([bad, good].map((value) => panel.limits.filter((limit) => isBeyond(value, limit)).map((limit) => limit.severity))).toEqual([[severity], []])
  })
  test('have all their words in the catalogue', () => {
    expect(BUILT_IN.flatMap((pack) => pack.panels.filter((panel) => panel.title !== undefined || panel.caption !== undefined).map((panel) => panel.id))).toEqual([])
  })
  test('are told apart by one query of a bounded length', () => {
    const query = existingQuery({ job: 'article-service', env: 'production' }, packSet([]))
    expect(unreadable(query)).toEqual([])
    expect(query.length).toBeLessThan(8_000)
  })
})

describe('what a pack needs', () => {
  test('is a metric, one with one of some labels, or one with none of them', () => {
    const existing = new Map([['a', new Set(['code'])]])
    expect([readNeed('a{code|status}'), readNeed('a{!quantile}')]).toEqual([{ metric: 'a', labels: ['code', 'status'], without: false }, { metric: 'a', labels: ['quantile'], without: true }])
    expect([['a'], ['a{code|status}'], ['a{status}'], ['a', 'b'], ['a{!quantile}'], ['a{!code}'], ['b{!code}']].map((needs) => exists(needs, existing))).toEqual([true, true, false, false, true, false, false])
    expect([exists(['a{status}'], existing, false), exists(['a{!code}'], existing, false)]).toEqual([true, true])
  })
})

describe('packs of one’s own', () => {
  const own = (id: string, panel: string): unknown => ({ id, needs: ['x'], panels: [{ id: panel, title: 'Mine', unit: 'count', lines: [{ query: 'x{$selector}' }] }] })
  const read = (raw: unknown) => packSchema.parse(raw)
  test('lead, or stand where the one of the same id stood', () => {
    const before = packSet([]).packs.map((p) => p.id)
    const { packs, metrics } = packSet([read(own('mine', 'a')), read(own('go', 'b'))])
    expect(packs.map((p) => p.id)).toEqual(['mine', ...before])
    expect([packs.find((p) => p.id === 'go')!.needs, metrics.includes('x'), metrics.includes('go_goroutines')]).toEqual([['x'], true, false])
  })
  test('may come in variants, each with names of its own, the first that fits first', () => {
    const { packs } = packSet([read({
      id: 'mine', needs: ['$count'], parts: { suffix: 'total' },
      variants: [{ id: 'new', needs: ['b_$suffix'], parts: { count: 'b_count' } }, { id: 'old', needs: ['c'], parts: { count: 'c_count', suffix: 'sum' } }],
      signals: { traffic: { unit: 'per-second', needs: ['x_$suffix'], query: 'rate($count{$selector}[$window])' } }
    })])
    expect(packs.slice(0, 2).map((p) => [p.id, p.needs, p.signals.traffic?.needs, p.parts])).toEqual([
      ['mine.new', ['b_count', 'b_total'], ['x_total'], { count: 'b_count', suffix: 'total' }],
      ['mine.old', ['c_count', 'c'], ['x_sum'], { count: 'c_count', suffix: 'sum' }]
    ])
  })
})
