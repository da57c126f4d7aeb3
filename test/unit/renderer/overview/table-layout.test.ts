import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keepOrder, tableItems, tableLayout } from '../../../../src/renderer/features/overview/table-layout'
import { freshSources } from '../../../../src/renderer/state/select/freshness'
import { serviceRows } from '../../../../src/renderer/state/select/services'
import { aReading, aService, aState, NOW } from '../../../builders'
import { nightState } from './night'

const night = nightState(NOW)
const rows = serviceRows(night, 'production', freshSources(night, NOW, NOW))

describe('the columns of the service table', () => {
  it('are those signals that some service has', () => {
    const state = aState({ services: [aService()], tables: { signals: { 'production/checkout': { key: 'production/checkout', source: 'prometheus', readings: { saturation: aReading() } } } } })
    expect([tableLayout(1_000, rows).signals, tableLayout(1_000, serviceRows(state, null, new Set())).signals, tableLayout(1_000, []).signals]).toEqual([['traffic', 'errors', 'latency', 'saturation'], ['saturation'], []])
  })
  it('say a note once where all figures carry it', () => {
    const { traffic, latency, saturation } = tableLayout(1_000, rows).notes
    expect([traffic, latency, saturation]).toEqual(['', 'p95', ''])
  })
  it('give way: sparklines shrink, then go', () => {
    expect([1_600, 1_034, 880, 600].map((width) => tableLayout(width, rows).spark)).toEqual([198, 85, 54, 0])
  })
  it('never need more than the width while sparklines are drawn', () => {
    fc.assert(fc.property(fc.integer({ min: 300, max: 3_000 }), (width) => {
      const { columns, spark, signals } = tableLayout(width, rows)
      if (spark === 0) return
      const least = columns.split(/ (?![^(]*\))/).map((c) => Number(/(\d+)px/.exec(c)![1])).reduce((a, b) => a + b, 0)
      expect(least + 8 * (signals.length + 2) + 31).toBeLessThanOrEqual(width)
    }))
  })
})

const letters = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')

describe('the rows', () => {
  it('say where those within their objectives begin', () => {
    const items = tableItems(rows)
    expect(items.map((i) => (i.kind === 'within' ? i : i.row.service.name)).slice(5, 9)).toEqual(['image-resizer', 'elasticsearch', { kind: 'within', count: 8 }, 'ads'])
    expect(tableItems([])).toEqual([])
  })
  it('keep their order under the pointer; newcomers stand where they belong', () => {
    const id = (x: string): string => x
    expect(keepOrder(['c', 'a', 'b'], ['a', 'b', 'c'], id)).toEqual(['a', 'b', 'c'])
    expect(keepOrder(['new', 'c', 'a'], ['a', 'b', 'c'], id)).toEqual(['new', 'a', 'c'])
    fc.assert(fc.property(fc.uniqueArray(letters), fc.uniqueArray(letters), (now, before) => {
      expect(keepOrder(now, before, id).toSorted()).toEqual(now.toSorted())
    }))
  })
})
