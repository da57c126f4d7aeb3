import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commonGaps, gapsOf, lastSampleAt } from '../../../../src/renderer/charts/gaps'
import { aSeries, NOW } from '../../../builders'

const STEP = 60_000
const from = NOW - 20 * STEP
const window = { from, to: NOW }
const at = (minute: number): number => from + minute * STEP
/** One sample a minute from the window's start; '.' is missing. */
const line = (samples: string): ReturnType<typeof aSeries> => aSeries([...samples].map((c) => (c === '.' ? null : 1)), { from })

describe('gapsOf', () => {
  it('finds holes from the last sample to the next, to the end and from the start', () => {
    expect(gapsOf(line('xxxxx.....xxxxxxxxxxx'), window, STEP)).toEqual([{ from: at(4), to: at(10), open: false }])
    expect(gapsOf(line('xxxxxxxxxxxxxxx......'), window, STEP)).toEqual([{ from: at(14), to: NOW, open: true }])
    expect(gapsOf(line('.....xxxxxxxxxxxxxxxx'), window, STEP)).toEqual([{ from, to: at(5), open: false }])
    expect(gapsOf(line('.....................'), window, STEP)).toEqual([{ from, to: NOW, open: true }])
  })

  it('takes one late sample for none, and thinned samples for joined', () => {
    expect(gapsOf(line('xxxxx.xxxxx.xxxxxxxx.'), window, STEP)).toEqual([])
    const thinned = { ...aSeries([1, 2, 3]), t: Float64Array.of(from, at(10), NOW) }
    expect(gapsOf(thinned, window, STEP)).toEqual([])
  })
})

describe('commonGaps', () => {
  it('is where no line has samples', () => {
    expect(commonGaps([line('xxxxx..........xxxxxx'), line('xxxxxxxxxx......xxxxx')], window, STEP)).toEqual([{ from: at(9), to: at(15), open: false }])
    expect(commonGaps([line('xxxxxxxxxx...........'), line('xxxxxxxxxxxxxxxxxxxxx')], window, STEP)).toEqual([])
    expect(commonGaps([line('xxxxxxxxxx...........'), line('xxxxx................')], window, STEP)).toEqual([{ from: at(9), to: NOW, open: true }])
    expect(commonGaps([], window, STEP)).toEqual([{ from, to: NOW, open: true }])
  })

  it('never hatches a sample', () => {
    const samples = fc.array(fc.constantFrom('x', 'x', '.'), { minLength: 21, maxLength: 21 }).map((list) => list.join(''))
    fc.assert(fc.property(fc.array(samples, { minLength: 1, maxLength: 4 }), (list) => {
      const lines = list.map(line)
      for (const gap of commonGaps(lines, window, STEP)) {
        for (const { t, v } of lines) v.forEach((y, i) => { if (Number.isFinite(y)) expect(t[i]! > gap.from && t[i]! < gap.to).toBe(false) })
      }
    }))
  })
})

describe('lastSampleAt', () => {
  it('is the newest of any line inside the window', () => {
    expect(lastSampleAt([line('xxx..................'), line('xxxxxx...............')], window)).toBe(at(5))
    expect(lastSampleAt([line('.....................')], window)).toBeNull()
    expect(lastSampleAt([line('xxxxxxxxxxxxxxxxxxxxx')], { from, to: at(7) + 1 })).toBe(at(7))
    expect(lastSampleAt([line('xxxxx')], { from: at(10), to: NOW })).toBeNull()
  })
})
