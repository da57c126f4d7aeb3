import { expect, test } from 'vitest'
import { MOST_EXPRESSION } from '@shared/domain/query'
import { interpolateQuery, interpolateText, type Chosen } from '@shared/grafana/interpolate'
import { readBoardText } from '@shared/grafana/read'
import { resolveVariables } from '@shared/grafana/resolve'
import { MOST_OPTIONS, optionsOf } from '@shared/grafana/variable-query'
import { planOf } from '../../../src/renderer/features/dashboards/plan'

const HOUR = { from: 0, to: 3_600_000 }
/** A board of one graph and one variable, and what it makes of All of so many pods. */
const plan = async (pods: number, expr: string) => {
  const read = readBoardText(JSON.stringify({
    title: 'Pods', schemaVersion: 39, templating: { list: [{ name: 'pod', type: 'query', query: 'label_values(up, pod)', multi: true, includeAll: true, current: { value: ['$__all'] } }] },
    panels: [{ type: 'timeseries', title: 'Of $pod', gridPos: { x: 0, y: 0, w: 12, h: 8 }, targets: [{ refId: 'A', expr }] }]
  }))
  if (!read.ok) throw new Error(read.reason)
  const resolved = await resolveVariables({ variables: read.board.variables, picks: {}, span: HOUR, source: 'p', ask: async () => ({ ok: true, values: Array.from({ length: pods }, (_, i) => `article-service-7d9f8b6c5d-${String(i).padStart(5, '0')}`) }) })
  return { problems: resolved.map((r) => r.problem), plan: planOf(read.board.sections[0]!.tiles[0]!, new Map(resolved.map((r) => [r.variable.name, r.chosen])), HOUR, 400) }
}

test('All of two thousand pods is asked for, each by its name', async () => {
  const { problems, plan: { questions, long } } = await plan(2_000, 'sum(up{pod=~"$pod"})')
  expect([problems, long, questions.map((q) => [q.query.expression.split('|').length, q.query.expression.length <= MOST_EXPRESSION])]).toEqual([[null], [], [[2_000, true]]])
})

test('what makes a query longer than it may be is named, and nothing is asked', async () => {
  const { questions, long, missing } = (await plan(4_000, 'sum(up{pod=~"$pod"})')).plan
  expect([questions, long, missing]).toEqual([[], ['pod'], []])
})

test('a small board cannot write an endless query or title', () => {
  const v: Chosen = { values: ['x'.repeat(8_000)], texts: ['x'.repeat(8_000)], raw: null, many: false, literal: false }
  const scope = { variables: new Map([['v', v]]), own: new Map() }
  const [query, title] = [interpolateQuery('$v+'.repeat(60_000), scope), interpolateText('$v '.repeat(60_000), scope)]
  expect([query.cutAt, query.text.length <= MOST_EXPRESSION, title.cutAt, title.text.length]).toEqual(['v', true, 'v', 20_000])
  expect(interpolateQuery('a + $v', { ...scope, variables: new Map([['v', { ...v, values: ['b'] }]]) })).toEqual({ text: 'a + b', missing: [], cutAt: null })
})

test('a variable of more values than are shown says so', () => {
  const values = Array.from({ length: MOST_OPTIONS + 1 }, (_, i) => `p${i}`)
  const said = '“pod” has more than 5,000 values: the first of them are there, and All means these.'
  expect([optionsOf('pod', values, '', 0), optionsOf('pod', values, '/^p/', 0), optionsOf('pod', values.slice(1), '', 0)].map(({ options, problem }) => [options.length, problem]))
    .toEqual([[MOST_OPTIONS, said], [MOST_OPTIONS, said], [MOST_OPTIONS, null]])
})
