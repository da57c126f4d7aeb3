import { expect, it } from 'vitest'
import { aSnapshot, NOW } from '../../builders'
import { prom, startCore } from './core-harness'

it('how often a source takes samples stands in its row from the first answer that tells it, and stays while one does not', () => {
  const first = startCore([prom()]).answer('prom', aSnapshot(), NOW)
  const told = first.answer('prom', aSnapshot({ scrapeMs: 60_000 }), NOW + 15_000)
  const rows = [first, told, told.answer('prom', aSnapshot(), NOW + 30_000), told.fail('prom', NOW + 30_000)]
  expect(rows.map((core) => core.state.app.sources['prom']?.scrapeMs)).toEqual([undefined, 60_000, 60_000, 60_000])
})
