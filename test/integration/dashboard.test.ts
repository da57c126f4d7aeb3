import { afterAll, beforeAll, expect, test } from 'vitest'
import { readBoard } from '@shared/grafana/read'
import { resolveVariables } from '@shared/grafana/resolve'
import { planOf } from '../../src/renderer/features/dashboards/plan'
import { nodeExporterDashboard } from '../fixtures/grafana/node-exporter'
import { startNodeExporter, startPrometheus, untilQuery, type Prometheus } from '../servers/prometheus'

let prometheus: Prometheus
let exporter: Awaited<ReturnType<typeof startNodeExporter>>
beforeAll(async () => {
  exporter = await startNodeExporter()
  prometheus = await startPrometheus({ scrape: [{ job: 'node', targets: [exporter.target] }] })
  await untilQuery(prometheus.url, 'rate(node_cpu_seconds_total[1m])')
})
afterAll(async () => { await prometheus.stop(); await exporter.stop() })

type Answer = { readonly status: string; readonly error?: string; readonly data?: { readonly result?: readonly unknown[] } & readonly string[] }
const ask = async (path: string, args: Readonly<Record<string, string>>): Promise<Answer> => (await (await fetch(`${prometheus.url}/api/v1/${path}?${new URLSearchParams(args).toString()}`)).json()) as Answer

test('every query of a dashboard of 141 panels is one that a real Prometheus takes, and what the machine has is answered', async () => {
  const read = readBoard(nodeExporterDashboard())
  if (!read.ok) throw new Error(read.reason)
  const to = Date.now()
  const span = { from: to - 900_000, to }
  const resolved = await resolveVariables({
    variables: read.board.variables, picks: {}, span, source: 'prom',
    ask: async (query) => (query.what === 'values' ? { ok: true, values: (await ask(`label/${query.label}/values`, query.match === null ? {} : { 'match[]': query.match })).data ?? [] } : { ok: false, reason: query.what })
  })
  expect(resolved.map((r) => [r.variable.name, r.chosen.values, r.problem]).slice(1, 3)).toEqual([['job', ['node'], null], ['node', [exporter.target], null]])
  const variables = new Map(resolved.map((r) => [r.variable.name, r.chosen]))
  const refused: string[] = []
  const answered = new Set<string>()
  const tiles = read.board.sections.flatMap((s) => s.tiles)
  for (const tile of tiles) {
    for (const { query } of planOf(tile, variables, span, 600).questions) {
      const answer = query.kind === 'instant' ? await ask('query', { query: query.expression }) : await ask('query_range', { query: query.expression, start: String(span.from / 1000), end: String(span.to / 1000), step: String((query.stepMs ?? 0) / 1000) })
      if (answer.status !== 'success') refused.push(`${tile.title}: ${answer.error ?? ''}`)
      else if ((answer.data?.result?.length ?? 0) > 0) answered.add(tile.title)
    }
  }
  expect([tiles.length, refused]).toEqual([141, []])
  expect(['CPU busy', 'Memory used', 'CPU cores', 'Uptime', 'CPU', 'Memory', 'Network', 'CPU by mode', 'memory Active', 'memory Mapped', 'procs running', 'context switches', 'Load', 'Disk space used', 'sockstat TCP alloc', 'TCP segments', 'Scrape time'].filter((title) => !answered.has(title))).toEqual([])
  expect(answered.size).toBeGreaterThan(70)
}, 60_000)
