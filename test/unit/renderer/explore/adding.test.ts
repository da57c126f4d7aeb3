import { describe, expect, it } from 'vitest'
import { blanksIn, choicesOf, panelOf, serviceFor, titleFrom } from '../../../../src/renderer/features/explore/adding'
import { groupedBy, namedValues, onlyMetric, templated } from '../../../../src/renderer/features/explore/templating'
import { MOST_NODES, treeOf } from '../../../../src/renderer/features/explore/tree'
import { unitOf } from '../../../../src/renderer/features/explore/units'
import { aService } from '../../../builders'

const API = { name: 'api', labels: { service: 'api', env: 'production' } }
const both = { selector: true, window: true }
const text = (expression: string, what = both, known: typeof API | null = API): string => templated(expression, known, what).text

describe('blanks in an expression', () => {
  it.each([
    ['rate(x{service="api"}[5m])', 'rate(x{$selector}[$window])'],
    ['rate(x{code=~"5..", service="api", env="production", le!="1"}[5m])', 'rate(x{code=~"5..", $selector, le!="1"}[$window])'],
    ['sum(irate(x{service=\'api\',}[1m] offset 1d)) / sum(deriv((x{"service"=`api`}[1m])))', 'sum(irate(x{$selector}[$window] offset 1d)) / sum(deriv((x{$selector}[$window])))'],
    ['{"x.y", service="api"}', '{"x.y", $selector}'],
    // of another service, of another environment, not only of this one
    ['x{service="db"} + x{service="api", env="staging"} + x{service=~"api"} + x{service!="api"} + x{env="production"}', 'x{service="db"} + x{service="api", env="staging"} + x{service=~"api"} + x{service!="api"} + x{env="production"}'],
    // the number depends on how far these look back
    ['increase(x[1h]) + max_over_time(x[5m]) + rate(x[1h:5m])', 'increase(x[1h]) + max_over_time(x[5m]) + rate(x[1h:5m])'],
    // neither in a string nor in a comment
    ['label_replace(rate(x[5m]), "a", "rate(x[5m])", "b", "{service=\\"api\\"}") # rate(x{service="api"}[5m])', 'label_replace(rate(x[$window]), "a", "rate(x[5m])", "b", "{service=\\"api\\"}") # rate(x{service="api"}[5m])'],
    ['x{service="a\\u0070i"}', 'x{$selector}'],
    ['sum(x{service="api"}', 'sum(x{service="api"}']
  ])('%s', (from, to) => { expect(text(from)).toBe(to) })

  it('are left out one by one, and are counted', () => {
    const query = 'rate(x{service="api"}[5m])'
    expect([text(query, { selector: false, window: true }), text(query, { selector: true, window: false }), text(query, both, null), templated(query, API, both)])
      .toEqual(['rate(x{service="api"}[$window])', 'rate(x{$selector}[5m])', 'rate(x{service="api"}[$window])', { text: 'rate(x{$selector}[$window])', selectors: 1, windows: 1 }])
  })
})

describe('what an expression says of itself', () => {
  it('the labels that tell its lines apart', () => {
    expect(['sum by (code, "a", pod) (x)', 'sum(x) by (code)', 'histogram_quantile(0.9, sum by (le, pod) (rate(x[1m])))', 'topk(3, avg by (job) (x)) / 2', 'sum without (pod) (x)', 'x', 'sum by (a', 'sum by ("a.b") (x)'].map(groupedBy))
      .toEqual([['code', 'a', 'pod'], ['code'], ['pod'], ['job'], [], [], [], []])
  })
  it('its only metric, and the values that it asks for', () => {
    expect(['rate(x{a="1"}[5m]) / rate(x[5m])', 'x / y', '{job="a"}', 'vector(1)', 'x{'].map(onlyMetric)).toEqual(['x', null, null, null, null])
    expect([namedValues('x{a="1", b!="2", c=~"3"} / y{"d"=\'4\'}'), namedValues('x{')]).toEqual([['1', '4'], []])
  })
})

describe('an expression of many parts', () => {
  const chain = (many: number): string => Array.from({ length: many }, () => 'rate(x_seconds_total{service="api"}[5m])').join(' and ')
  const nested = (many: number): string => `${'abs(('.repeat(many)}sum by (pod) (x_bytes{service="api"})${'))'.repeat(many)}`
  const numbers = (many: number): string => Array.from({ length: many }, () => '1').join(' + ')
  const types = (expression: string): unknown => { const tree = treeOf(expression); return tree.ok ? [tree.nodes.length, tree.nodes[0]?.type] : null }
  const read = (one: string): unknown => [onlyMetric(one), groupedBy(one), [...new Set(namedValues(one))], unitOf(one), templated(one, API, both).selectors, types(one)]
  it('is read like any other', () => {
    expect([chain(100), nested(300), numbers(300)].map(read)).toEqual([
      ['x_seconds_total', [], ['api'], 'none', 100, [MOST_NODES, 'vector']], ['x_bytes', ['pod'], ['api'], 'bytes', 1, [MOST_NODES, 'vector']], [null, [], [], 'none', 0, [MOST_NODES, 'scalar']]
    ])
    expect(templated(chain(100), API, both)).toEqual({ text: Array.from({ length: 100 }, () => 'rate(x_seconds_total{$selector}[$window])').join(' and '), selectors: 100, windows: 100 })
  })
  it.each([['in a row', chain], ['within each other', nested], ['of numbers', numbers]])('says nothing of itself where the grammar gives up on them: 4,000 %s', (_name, of) => {
    expect([read(of(4_000)), templated(of(4_000), API, both).text]).toEqual([[null, [], [], 'none', 0, null], of(4_000)])
  })
})

describe('the panel', () => {
  const query = (letter: string, asked: string) => ({ letter, expression: asked, asked, hidden: false })
  it('holds what was taken, under a free id, of the source it was seen on', () => {
    const choices = choicesOf([query('A', 'sum by (code) (rate(x{service="api"}[5m]))'), query('B', 'sum by (code, pod) (y{service="api"})'), query('C', 'z'), query('D', 'up')])
      .map((one) => (one.letter === 'D' ? { ...one, taken: false } : one))
    const draft = { title: ' Requests ', unit: 'per-second' as const, choices, ...both }
    expect([panelOf(draft, 'prom', API, new Set(['requests'])), blanksIn(draft, API)]).toEqual([{
      id: 'requests-2', title: 'Requests', unit: 'per-second', signal: 'other', draw: 'lines', limits: [], needs: [], source: 'prom',
      lines: [{ query: 'sum by (code) (rate(x{$selector}[$window]))', label: 'code' }, { query: 'sum by (code, pod) (y{$selector})', legend: '{{code}} {{pod}}' }, { query: 'z' }]
    }, { selectors: 2, windows: 1 }])
  })

  it('begins with the service that the query names, else with the one that was looked at', () => {
    const [api, staging, db] = [aService({ name: 'api' }), aService({ name: 'api', environment: 'staging' }), aService({ name: 'db' })]
    const services = [staging, api, db]
    const pick = (asked: string, page: string | null = null): string | null => serviceFor([query('A', asked)], page === null ? [] : [{ view: 'service', item: page }, { view: 'alerts', item: null }], 'production', services)?.key ?? null
    expect([pick('x{a="api"}'), pick('x{a="api",e="staging"}'), pick('x{a="api"}', 'staging/api'), pick('x', 'production/db'), pick('x'), pick('x{a="db"}', 'production/api')])
      .toEqual(['production/api', 'staging/api', 'staging/api', 'production/db', null, 'production/db'])
  })

  it('has a title that fits', () => {
    expect([titleFrom('Requests  answered.\n'), titleFrom('word '.repeat(40)), titleFrom('x'.repeat(100))]).toEqual(['Requests answered', `${'word '.repeat(15).trim()}…`, `${'x'.repeat(79)}…`])
  })
})
