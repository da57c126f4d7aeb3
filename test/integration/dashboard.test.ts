import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Tile } from '@shared/grafana/model'
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

/** What a board asks: who is refused, who answers with data, and who has no metric of the exporter's to answer with. */
const lived = async (dashboard: unknown): Promise<{ readonly tiles: readonly Tile[]; readonly refused: readonly string[]; readonly answered: readonly Tile[]; readonly empty: readonly Tile[] }> => {
  const read = readBoard(dashboard)
  if (!read.ok) throw new Error(read.reason)
  const to = Date.now()
  const span = { from: to - 900_000, to }
  const resolved = await resolveVariables({
    variables: read.board.variables, picks: {}, span, source: 'prom',
    ask: async (query) => (query.what === 'values' ? { ok: true, values: (await ask(`label/${query.label}/values`, query.match === null ? {} : { 'match[]': query.match })).data ?? [] } : { ok: false, reason: query.what })
  })
  expect(['job', 'node'].map((name) => resolved.find((r) => r.variable.name === name)).map((r) => [r?.chosen.values, r?.problem])).toEqual([[['node'], null], [[exporter.target], null]])
  const variables = new Map(resolved.map((r) => [r.variable.name, r.chosen]))
  const refused: string[] = []
  const answered: Tile[] = []
  const tiles = read.board.sections.flatMap((s) => s.tiles)
  for (const tile of tiles) {
    let some = false
    for (const { query } of planOf(tile, variables, span, 600).questions) {
      const answer = query.kind === 'instant' ? await ask('query', { query: query.expression }) : await ask('query_range', { query: query.expression, start: String(span.from / 1000), end: String(span.to / 1000), step: String((query.stepMs ?? 0) / 1000) })
      if (answer.status !== 'success') refused.push(`${tile.title}: ${answer.error ?? ''}`)
      some ||= (answer.data?.result?.length ?? 0) > 0
    }
    if (some) answered.push(tile)
  }
  return { tiles, refused, answered, empty: tiles.filter((tile) => !answered.includes(tile)) }
}

/** Whether this machine's exporter has all that one of the queries of a tile names: series of the host, of the disks of the pattern. */
const couldAnswer = async (tile: Tile): Promise<boolean> => {
  for (const { expression } of tile.targets) {
    const names = [...new Set(expression.match(/\b(?:node|process)_[a-zA-Z0-9_]+/g))]
    const there = await Promise.all(names.map(async (name) => ((await ask('query', { query: name })).data?.result?.length ?? 0) > 0))
    if (there.every(Boolean)) return true
  }
  return false
}

// a file of somebody else's is no part of this tree; who has one can hold Garda against it
const own = process.env['GARDA_DASHBOARD']
const boards: readonly (readonly [name: string, board: unknown, least: number])[] = [['of 141 panels', nodeExporterDashboard(), 100], ...(own ? [[`in ${own}`, JSON.parse(readFileSync(own, 'utf8')) as unknown, 1] as const] : [])]

test.each(boards)('a dashboard %s shows live data of a real node_exporter in every panel that the machine has metrics for, and a real Prometheus refuses no query of it', async (_, board, least) => {
  const { tiles, refused, answered, empty } = await lived(board)
  const silent: string[] = []
  for (const tile of empty) if (tile.show.as !== 'text' && tile.show.as !== 'nothing' && await couldAnswer(tile)) silent.push(`${tile.title}: ${tile.targets.map((target) => target.expression).join(' ; ')}`)
  expect([tiles.filter((tile) => tile.show.as === 'nothing'), refused, silent]).toEqual([[], [], []])
  expect(answered.length).toBeGreaterThan(least)
}, 60_000)
