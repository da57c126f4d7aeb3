import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gridFor, isLowWorst, namesOf, onGrid, worst } from '../../../../src/main/sources/prometheus/lines'
import { aPanel, aSeries } from '../../../builders'
import { NOW } from '../../../builders/now'

describe('the grid', () => {
  test('is never finer than samples are taken or pixels show, and never more than a server gives', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 400 * 86_400_000 }), fc.integer({ min: 50, max: 8000 }), fc.integer({ min: 1000, max: 300_000 }), (span, width, scrape) => {
      const grid = gridFor(NOW - span, NOW, width, scrape)
      expect(grid.points).toBeLessThanOrEqual(11_000)
      expect(grid.stepMs).toBeGreaterThanOrEqual(scrape)
      expect(grid.points).toBeLessThanOrEqual(2 * width + 1)
      expect(grid.start % grid.stepMs).toBe(0)
      if (grid.points > 0) {
        expect(grid.start).toBeGreaterThanOrEqual(NOW - span)
        expect(grid.start + (grid.points - 1) * grid.stepMs).toBeLessThanOrEqual(NOW)
      }
    }))
  })
  test('of a range in the future is empty', () => {
    expect(gridFor(NOW + 60_000, NOW, 300, 15_000).points).toBe(0)
  })
})

test('a missing sample is NaN, never 0, and times are told by our clock', () => {
  const grid = { start: NOW, stepMs: 1000, points: 4 }
  const line = onGrid({ labels: {}, t: Float64Array.of(NOW + 5000, NOW + 8000, NOW + 99_000), v: Float64Array.of(1, 3, 9) }, grid, 5000, 'a', '')
  expect(line).toEqual({ name: 'a', role: '', t: Float64Array.of(NOW, NOW + 1000, NOW + 2000, NOW + 3000), v: Float64Array.of(1, NaN, NaN, 3) })
})

const NOTHING_SAID = { limits: [] }

test('of many lines that are equal and the highest one is kept beside those that differ, also those that did only for a while', () => {
  const up = [[1, 1], [1, 1], [0, 0], [1, 1], [1, 0], [1, 1], [1, 1], [0, 0]].map((v, i) => aSeries(v, { name: String(i) }))
  const { lines: kept, more } = worst(up, () => NOTHING_SAID)
  expect([kept.map((l) => l.name), more]).toEqual([['0', '1', '4', '2', '7'], 3])
  expect(worst(up, () => ({ limits: [], worst: 'highest' })).lines.map((l) => l.name)).toEqual(['0', '1', '3', '4', '5'])
})

test('of many lines the five with the highest peaks are kept', () => {
  const lines = [1, 9, 3, 8, 2, 7, 6].map((high) => aSeries([0, high, null], { name: String(high) }))
  const { lines: kept, more } = worst([...lines, aSeries([null], { name: 'none' })], () => NOTHING_SAID)
  expect([kept.map((l) => l.name), more]).toEqual([['9', '8', '7', '6', '3'], 3])
})

test('where trouble lies below, the five with the lowest lows are', () => {
  const lines = [35, 1, 36, 31, 32, 33, 34].map((low) => aSeries([99, low, null], { name: String(low) }))
  const { lines: kept, more } = worst([aSeries([null], { name: 'none' }), ...lines], () => ({ limits: [], worst: 'lowest' }))
  expect([kept.map((l) => l.name), more]).toEqual([['1', '31', '32', '33', '34'], 3])
})

test('of a stack the limits are meant for the whole, not for its parts', () => {
  const below = { value: 1, label: '', severity: null, side: 'below' } as const
  expect([
    isLowWorst(aPanel({ limits: [{ ...below, side: 'above' }, below] })), isLowWorst(aPanel({ limits: [{ ...below, side: 'above' }] })), isLowWorst(aPanel({ limits: [] })), isLowWorst(aPanel({ limits: [below], draw: 'stack' }))
  ]).toEqual([true, false, false, false])
})

test('the line that an alert is about is kept however low it is', () => {
  const lines = [aSeries([1], { name: 'own', role: 'own' }), ...[2, 3, 4, 5, 6].map((high) => aSeries([high], { name: String(high) }))]
  expect(worst(lines, () => NOTHING_SAID).lines.map((l) => l.name)).toEqual(['own', '6', '5', '4', '3'])
})

test('no two series have one name, whatever their labels are', () => {
  const word = fc.constantFrom('a', 'b', 'a b', '', '{a="b"}', '"', 'up')
  fc.assert(fc.property(fc.uniqueArray(fc.dictionary(fc.constantFrom('__name__', 'code', 'status', 'a.b'), word, { maxKeys: 3 }), { maxLength: 6, selector: (labels) => JSON.stringify(Object.entries(labels).filter(([, v]) => v !== '').sort()) }), (series) => {
    expect(new Set(namesOf(series)).size).toBe(series.length)
  }))
})

test('lines are named by what tells them apart', () => {
  expect(namesOf([{ __name__: 'up', instance: 'a', job: 'x' }, { __name__: 'up', instance: 'b', job: 'x' }])).toEqual(['a', 'b'])
  expect([namesOf([{ __name__: 'up', instance: 'a', job: 'x' }]), namesOf([{ __name__: 'up' }]), namesOf([{}]), namesOf([])]).toEqual([['a x'], ['up'], ['value'], []])
})

test('series whose values are the same are named with their labels', () => {
  expect([
    namesOf([{ code: '500' }, { status: '500' }]), namesOf([{ __name__: 'up', i: '1' }, { __name__: 'down', i: '1' }, { __name__: 'up', i: '2' }]), namesOf([{ a: 'x y' }, { a: 'x', b: 'y' }, { a: 'z"' }])
  ]).toEqual([['{code="500"}', '{status="500"}'], ['up{i="1"}', 'down{i="1"}', 'up{i="2"}'], ['{a="x y"}', '{a="x", b="y"}', '{a="z\\""}']])
})
