import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { busiestOf, dayOf } from '../../../../src/renderer/features/wall/busiest'
import { DATA_HEIGHT, fitting, PLAIN_HEIGHT, type Fact } from '../../../../src/renderer/features/wall/fact-words'
import { cellsOf, gridOf, inPlace, longestName, matrixHeight } from '../../../../src/renderer/features/wall/grid'
import { frameOf, titleSize } from '../../../../src/renderer/features/wall/measures'
import { nowRoom } from '../../../../src/renderer/features/wall/now-room'
import { fitBoard } from '../../../../src/renderer/features/dashboards/fit'
import { serviceRow } from '../../../../src/renderer/state/select/services'
import type { ShownSection } from '@shared/grafana/repeat'
import { aReading, aService, aState, NOW } from '../../../builders'

const fresh = new Set(['prometheus'])
const rowOf = (name: string, tier: 1 | 2 | 3 | null) => serviceRow(aState(), aService({ name, tier }), fresh)

describe('the frame of a wall', () => {
  it('has units that are pixels at 1920 by 1080, and fit every display', () => {
    expect([[1920, 1080], [1280, 720], [3840, 2160], [1080, 1920], [2560, 1080], [1024, 768]].map(([width, height]) => frameOf({ width: width!, height: height! }))).toEqual([
      { unit: 1, upright: false, width: 1920, height: 1080 }, { unit: 2 / 3, upright: false, width: 1920, height: 1080 }, { unit: 2, upright: false, width: 1920, height: 1080 },
      { unit: 1, upright: true, width: 1080, height: 1920 }, { unit: 1, upright: false, width: 2560, height: 1080 }, { unit: 1024 / 1920, upright: false, width: 1920, height: 1440 }
    ])
  })
  it('writes what is short at its largest, what is long on more lines, and nothing too small', () => {
    const room = { width: 1060, most: 116, lines: 2 }
    expect(['All quiet', 'Article pages are failing', 'Nothing firing that we can see', 'x'.repeat(60), 'x'.repeat(400)].map((text) => titleSize(text, room))).toEqual([116, 99, 82, 71, 42])
  })
})

describe('the matrix', () => {
  it('keeps every service in its place by tier and name', () => {
    const rows = [rowOf('b', 2), rowOf('z', 1), rowOf('none', null), rowOf('a', 2)]
    expect(inPlace(rows).map((r) => r.service.name)).toEqual(['z', 'a', 'b', 'none'])
    expect([cellsOf(rows).cells.length, cellsOf(rows, 3)]).toEqual([4, { cells: rows.slice(0, 2), more: 2 }])
  })
  it('takes its size from the names that there are, not from the one that is longest by far', () => {
    expect([longestName(['a', 'b']), longestName([...Array.from({ length: 39 }, () => 'ten-long-x'), 'x'.repeat(80)])]).toEqual([6, 10])
  })
  it('fills five by three with fifteen services', () => {
    expect(gridOf(15, 18, { width: 1864, height: 256 })).toEqual({ columns: 5, rows: 3, type: 34, gap: 8 })
  })
  it('has room for every service without scrolling, in every frame', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 6, max: 40 }), fc.boolean(), (count, longest, upright) => {
      const room = upright ? { width: 1024, height: 1880, upright } : { width: 1864, height: 1042, upright }
      const height = matrixHeight(count, room)
      const grid = gridOf(count, longest, { width: room.width, height })
      expect(grid.columns * grid.rows).toBeGreaterThanOrEqual(count)
      // a line of type fits into its cell
      expect(((height - (grid.rows - 1) * grid.gap) / grid.rows) / grid.type).toBeGreaterThan(1.25)
      expect(grid.type).toBeGreaterThanOrEqual(17)
      expect(height).toBeLessThanOrEqual(room.height * 0.4)
    }))
  })
})

describe('the facts', () => {
  const fact = (key: string, note = ''): Fact => ({ key, name: key, value: key, note })
  it('lose notes before they lose facts, the last ones first', () => {
    const all = [fact('a', 'n'), fact('b', 'n')]
    expect([268, 267, 233, 200, 199, 99].map((room) => fitting(all, room).map((f) => f.key + f.note))).toEqual([['an', 'bn'], ['an', 'b'], ['a', 'b'], ['a', 'b'], ['a'], []])
  })
})

describe('what `now` has room for', () => {
  const fact = (key: string, note = ''): Fact => ({ key, name: key, value: key, note })
  const facts = [fact('paged', 'who is next'), fact('on call', 'then'), fact('a part of it', 'since')]
  const said = (count: number, width: number, height: number): readonly string[] => {
    const frame = frameOf({ width, height })
    const room = nowRoom(count, { width: frame.width - 56, height: frame.height - 38, upright: frame.upright })
    return fitting(facts, (room.facts ?? Infinity) - DATA_HEIGHT - PLAIN_HEIGHT).map((f) => [f.key, f.note].filter(Boolean).join(', '))
  }
  it('is who is paged, who is next and who is on call beside forty services, on every kind of display', () => {
    expect([[1920, 1080], [1920, 1200], [3440, 1440], [1366, 768], [1080, 1920]].map(([width, height]) => said(40, width!, height!))).toEqual([
      ...Array<readonly string[]>(4).fill(['paged, who is next', 'on call']), ['paged, who is next', 'on call, then', 'a part of it, since']
    ])
  })
  it('is that for any number of services, each of which stays legible', () => {
    const counts = fc.integer({ min: 0, max: 300 })
    const lengths = fc.integer({ min: 6, max: 40 })
    const [widths, heights] = [fc.integer({ min: 800, max: 8_000 }), fc.integer({ min: 500, max: 4_000 })] as const
    fc.assert(fc.property(counts, lengths, widths, heights, (count, longest, width, height) => {
      expect(said(count, width, height).slice(0, 2).map((text) => text.split(', ').slice(0, text.startsWith('paged') ? 2 : 1))).toEqual([['paged', 'who is next'], ['on call']])
      const frame = frameOf({ width, height })
      const room = { width: frame.width - 56, height: frame.height - 38, upright: frame.upright }
      const { matrix } = nowRoom(count, room)
      const grid = gridOf(Math.min(count, 60), longest, { width: room.width, height: matrix })
      if (count > 0) expect([((matrix - (grid.rows - 1) * grid.gap) / grid.rows) / grid.type > 1.25, grid.type >= 17]).toEqual([true, true])
    }))
  })
  it('is the first two with their notes before the third', () => {
    expect([402, 401, 367, 267, 233, 199].map((room) => fitting(facts, room).map((f) => [f.key, f.note].filter(Boolean).join(', ')))).toEqual([
      ['paged, who is next', 'on call, then', 'a part of it, since'], ['paged, who is next', 'on call, then', 'a part of it'], ['paged, who is next', 'on call, then'], ['paged, who is next', 'on call'], ['paged', 'on call'], ['paged']
    ])
  })
})

describe('the busiest service', () => {
  const signals = (values: Readonly<Record<string, number>>) => Object.fromEntries(Object.entries(values).map(([name, value]) => [`production/${name}`, { key: `production/${name}`, source: 'prometheus', readings: { traffic: aReading({ unit: 'per-second', value }) } }]))
  it('is the one with most requests of those that no other needs; it keeps its place', () => {
    const services = [aService({ name: 'edge', dependsOn: ['cache'] }), aService({ name: 'cache' }), aService({ name: 'web' })]
    const traffic = signals({ edge: 10, cache: 1000, web: 5 })
    expect([busiestOf(services, traffic, null), busiestOf(services, traffic, 'production/web'), busiestOf([services[1]!], traffic, null), busiestOf(services, {}, null)]).toEqual(['production/edge', 'production/web', 'production/cache', null])
  })
  it('is shown from midnight to midnight, beside the same day a week before', () => {
    const from = Date.UTC(2025, 10, 13)
    expect(dayOf(NOW, 'utc')).toEqual({ from, to: from + 86_400_000, weeksMs: [7, 14, 21, 28].map((days) => days * 86_400_000) })
  })
})

describe('a dashboard on a wall', () => {
  const section = (rows: readonly (readonly [number, number, number, number])[], collapsed = false): ShownSection => ({
    section: { id: 'top', title: '', collapsed }, shown: rows.map(([x, y, w, h], i) => ({ key: `${i} ${y}`, tile: { show: { as: 'graph' } }, cell: { x, y, w, h }, own: new Map() })), own: new Map(), more: 0
  }) as unknown as ShownSection
  it('puts its open sections under one another and fills the height', () => {
    const open = [section([[0, 0, 12, 8], [12, 0, 12, 8]]), section([[0, 0, 24, 4]])]
    const fit = fitBoard([...open, section([[0, 0, 24, 4]], true)], { width: 1800, height: 900, scale: 1.5 })
    expect({ ...fit, placed: fit.placed.map((p) => p.cell) }).toEqual({
      scale: 1.5, row: 608 / 12 - 8, gap: 8, more: 0, placed: [{ x: 0, y: 0, w: 12, h: 8 }, { x: 12, y: 0, w: 12, h: 8 }, { x: 0, y: 8, w: 24, h: 4 }]
    })
  })
  it('is smaller where it is long, and leaves out at last what has no room', () => {
    const rows = (n: number) => [section(Array.from({ length: n }, (_, i) => [0, i * 8, 24, 8] as const))]
    const [long, tooLong] = [fitBoard(rows(4), { width: 1800, height: 900, scale: 1.5 }), fitBoard(rows(20), { width: 1800, height: 900, scale: 1.5 })]
    const deepest = Math.max(...tooLong.placed.map((p) => (p.cell.y + p.cell.h) * (tooLong.row + 8) - 8)) * tooLong.scale
    expect([long.scale < 1.5, long.more, tooLong.placed.length + tooLong.more, tooLong.more > 0, deepest <= 901]).toEqual([true, 0, 20, true, true])
  })
})
