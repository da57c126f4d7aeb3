import { expect, test } from 'vitest'
import { interpolateQuery } from '@shared/grafana/interpolate'
import { readBoard } from '@shared/grafana/read'
import { resolveVariables } from '@shared/grafana/resolve'
import { ownNames, stepsFor } from '@shared/grafana/times'
import { nodeExporterDashboard } from '../../fixtures/grafana/node-exporter'

const read = readBoard(nodeExporterDashboard())
if (!read.ok) throw new Error(read.reason)
const { board } = read
const tiles = board.sections.flatMap((s) => s.tiles)

test('141 panels in 16 rows: each is shown, none is lost', () => {
  const kinds = new Map<string, number>()
  for (const tile of tiles) kinds.set(tile.show.as, (kinds.get(tile.show.as) ?? 0) + 1)
  expect([board.title, board.schemaVersion, board.sections.length, board.sections.filter((s) => s.collapsed).length, tiles.length, Object.fromEntries(kinds), board.notes, board.lookbackMs])
    .toEqual(['Node exporter, everything', 38, 16, 14, 141, { bars: 1, gauge: 5, stat: 5, graph: 130 }, ['Values in legends are not shown: lastNotNull, max, mean, min.'], 86_400_000])
})

test('its variables follow each other, and every query is written out', async () => {
  const asked: string[] = []
  const span = { from: 0, to: 3_600_000 }
  const resolved = await resolveVariables({ variables: board.variables, picks: {}, span, source: 'prom', ask: async (query) => { asked.push(JSON.stringify(query)); return { ok: true, values: query.what === 'values' && query.label === 'job' ? ['node'] : ['b:9100', 'a:9100'] } } })
  const scope = { variables: new Map(resolved.map((r) => [r.variable.name, r.chosen])), own: ownNames(span, stepsFor(span, 600, null)) }
  const written = tiles.flatMap((tile) => tile.targets.map((target) => interpolateQuery(target.expression, scope)))
  expect(asked).toEqual(['{"what":"values","label":"job","match":"node_uname_info"}', '{"what":"values","label":"instance","match":"node_uname_info{job=\\"node\\"}"}'])
  expect(resolved.map((r) => [r.variable.name, r.picked, r.problem])).toEqual([['datasource', ['prom'], null], ['job', ['node'], null], ['node', ['a:9100'], null], ['diskdevices', ['[a-z]+|nvme[0-9]+n[0-9]+|mmcblk[0-9]+'], null]])
  expect(written.filter((w) => w.missing.length > 0 || w.text.includes('$'))).toEqual([])
  expect(written.find((w) => w.text.includes('disk_reads_completed'))?.text).toBe('rate(node_disk_reads_completed_total{instance="a:9100",job="node",device=~"[a-z]+|nvme[0-9]+n[0-9]+|mmcblk[0-9]+"}[1m])')
})
