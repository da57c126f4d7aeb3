import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { flow } from '@shared/grafana/grid'
import { PLAIN } from '@shared/grafana/format'
import type { Chosen } from '@shared/grafana/interpolate'
import { applies, displayName, namesOf } from '@shared/grafana/legend'
import { CALCS, type Format, type Section, type Tile } from '@shared/grafana/model'
import { expand } from '@shared/grafana/repeat'
import { limitsOf } from '@shared/grafana/tile'
import { mapped, reduced, severityAt } from '@shared/grafana/values'

const chosen = (...values: string[]): Chosen => ({ values, texts: values.map((v) => v.toUpperCase()), raw: null, many: true, literal: true })
const tile = (id: string, over: Partial<Tile> = {}): Tile => ({ id, title: id, description: '', type: 'stat', cell: { x: 0, y: 0, w: 6, h: 4 }, repeat: null, targets: [], format: PLAIN, overrides: [], interval: '', notes: [], show: { as: 'text', text: '', mode: 'plain' }, ...over })
const section = (tiles: readonly Tile[], repeat: string | null = null): Section => ({ id: 's', title: '', collapsed: false, repeat, tiles })
const places = (sections: ReturnType<typeof expand>): unknown => sections.map((s) => [s.key, s.shown.map(({ key, cell, own }) => [key, `${cell.x},${cell.y} ${cell.w}x${cell.h}`, [...own].map(([name, c]) => `${name}=${c.values.join('|')}/${c.texts.join('|')}`).join(' ')]), s.more])

describe('repeats', () => {
  test('panels beside each other or below, and what is under them moves down', () => {
    expect(places(expand({ sections: [section([tile('a', { repeat: { variable: 'v', direction: 'h', perRow: 2 } }), tile('b', { cell: { x: 0, y: 4, w: 24, h: 2 } })])] }, new Map([['v', chosen('x', 'y', 'z')]])))).toEqual([['s', [
      ['a::v=x', '0,0 12x4', 'v=x/X'], ['a::v=y', '12,0 12x4', 'v=y/Y'], ['a::v=z', '0,4 12x4', 'v=z/Z'], ['b', '0,8 24x2', '']
    ], 0]])
    expect(places(expand({ sections: [section([tile('a', { repeat: { variable: 'v', direction: 'v', perRow: null } })])] }, new Map([['v', chosen('x', 'y')]])))).toEqual([['s', [['a::v=x', '0,0 6x4', 'v=x/X'], ['a::v=y', '0,4 6x4', 'v=y/Y']], 0]])
  })

  test('rows with all that is in them; a panel for the same variable not again', () => {
    expect(places(expand({ sections: [section([tile('a', { repeat: { variable: 'v', direction: 'h', perRow: null } }), tile('b', { cell: { x: 6, y: 0, w: 6, h: 4 } })], 'v')] }, new Map([['v', chosen('x', 'y')]])))).toEqual([
      ['s::v=x', [['a::v=x', '0,0 6x4', 'v=x/X'], ['b::v=x', '6,0 6x4', 'v=x/X']], 0], ['s::v=y', [['a::v=y', '0,0 6x4', 'v=y/Y'], ['b::v=y', '6,0 6x4', 'v=y/Y']], 0]
    ])
  })

  test('without values, or without the variable, once; too many are counted', () => {
    const repeated = section([tile('a', { repeat: { variable: 'v', direction: 'h', perRow: null } })])
    const hundred = expand({ sections: [repeated] }, new Map([['v', chosen(...Array.from({ length: 100 }, (_, i) => `n${i}`))]]))
    const none = expand({ sections: [repeated] }, new Map([['v', chosen()]]))
    expect([places(expand({ sections: [repeated] }, new Map())), places(none), hundred[0]!.shown.length, hundred[0]!.more]).toEqual([[['s', [['a', '0,0 6x4', '']], 0]], [['s', [['a', '0,0 6x4', '']], 0]], 60, 40])
  })

  test('no two cells ever lie upon each other', () => {
    const upTo = (max: number, min = 0) => fc.integer({ min, max })
    const cell = upTo(24, 1).chain((w) => fc.record({ x: upTo(24 - w), y: upTo(40), w: fc.constant(w), h: upTo(12, 1) }))
    fc.assert(fc.property(fc.array(cell, { maxLength: 40 }), (cells) => {
      const out = flow(cells)
      return out.every((a, i) => out.every((b, j) => i === j || a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y))
    }))
  })
})

describe('names', () => {
  const s = (labels: Readonly<Record<string, string>>, legend = '', ref = 'A') => ({ ref, legend, expression: '', labels })
  test('by the legend, else by what tells them apart', () => {
    expect([
      namesOf([s({ __name__: 'up', job: 'a' })]), namesOf([s({ __name__: 'up', job: 'a', env: 'p' }), s({ __name__: 'up', job: 'b', env: 'p' })]), namesOf([s({ __name__: 'x' }), s({ __name__: 'y' })]), namesOf([s({}), s({}, '', 'B')]),
      namesOf([s({ device: 'eth0', __proto__x: '1' }, '{{device}} - {{ gone }}in'), s({ device: 'eth1' }, 'fixed')])
    ]).toEqual([[''], ['a', 'b'], ['x', 'y'], ['A', 'B'], ['eth0 - in', 'fixed']])
    expect(displayName('${__field.labels.zone} of ${__field.displayName}', { zone: 'eu' }, 'own')).toBe('eu of own')
  })
  test('what applies to which', () => {
    const is = { name: 'eth0 - out', ref: 'B' }
    expect([applies({ by: 'name', is: 'eth0 - out' }, is), applies({ by: 'regex', is: '/out/' }, is), applies({ by: 'regex', is: 'out' }, is), applies({ by: 'regex', is: '/(a+)+$/' }, is), applies({ by: 'query', is: 'B' }, is), applies({ by: 'names', are: ['x'] }, is), applies({ by: 'type', is: 'time' }, is)])
      .toEqual([true, true, false, false, true, false, false])
  })
})

describe('numbers', () => {
  test('a series as one; no sample is none', () => {
    const t = Float64Array.from([1, 2, 3, 4, 5])
    const v = Float64Array.from([NaN, 4, 1, 7, NaN])
    expect(CALCS.map((calc) => { const r = reduced(t, v, calc); return [calc, r && [r.value, r.at]] })).toEqual([
      ['last', null], ['lastNotNull', [7, 4]], ['first', null], ['firstNotNull', [4, 2]], ['mean', [4, 4]], ['min', [1, 4]], ['max', [7, 4]], ['sum', [12, 4]], ['range', [6, 4]], ['diff', [3, 4]], ['delta', [7, 4]], ['count', [3, 4]]
    ])
    expect([reduced(new Float64Array(), new Float64Array(), 'sum'), reduced(t, new Float64Array(5).fill(NaN), 'count')]).toEqual([null, null])
  })

  const format = (over: Partial<Format>): Format => ({ ...PLAIN, ...over })
  test('judged by steps', () => {
    const steps = [{ from: -Infinity, severity: null }, { from: 80, severity: 'warning' }, { from: 90, severity: 'critical' }] as const
    expect([[-5, 79.9, 80, 90, NaN].map((v) => severityAt(v, format({ steps }))), severityAt(0.95, format({ steps, relative: true, min: 0, max: 1 })), severityAt(5, format({}))]).toEqual([[null, null, 'warning', 'critical', null], 'critical', null])
    expect([limitsOf(format({ steps })), limitsOf(format({ steps: [{ from: -Infinity, severity: 'critical' }, { from: 1, severity: null }] })), limitsOf(format({}))])
      .toEqual([[{ value: 80, severity: 'warning', side: 'above', inclusive: true }, { value: 90, severity: 'critical', side: 'above', inclusive: true }], [{ value: 1, severity: 'critical', side: 'below' }], []])
  })

  test('said by what stands for them', () => {
    const to = (text: string) => ({ text, severity: null, coloured: false })
    const f = format({ mappings: [{ on: 'value', value: '1', to: to('up') }, { on: 'range', from: 2, until: 9, to: to('some') }, { on: 'regex', pattern: '/^-/', to: to('below') }, { on: 'nothing', to: to('none') }, { on: 'nan', to: to('nan') }] })
    expect([1, 5, -3, null, NaN, 100].map((v) => mapped(v, f)?.text ?? null)).toEqual(['up', 'some', 'below', 'none', 'nan', null])
  })
})
