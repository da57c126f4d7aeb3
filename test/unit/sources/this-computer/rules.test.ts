import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aSeries } from '../../../builders'
import { aDisk, someFacts } from '../../../fakes/fake-machine'
import type { MachineFacts } from '../../../../src/main/ports/machine'
import { findings, fullIn, type Look } from '../../../../src/main/sources/this-computer/rules'

const GIB = 2 ** 30
const limits = { diskWarning: 0.9, diskCritical: 0.95, memoryLow: 0.05, loadPerCore: 2 }
const look = (facts: Partial<MachineFacts>, over: Partial<Look> = {}): Look =>
  ({ facts: someFacts(facts), limits, holding: new Set(), past: () => aSeries([]), writable: new Set(), ...over })
const holding = (l: Look): Readonly<Record<string, boolean | null>> => Object.fromEntries(findings(l).filter((f) => f.holds !== false).map((f) => [f.key, f.holds]))
const memory = (free: number): MachineFacts['memory'] => ({ total: 16 * GIB, available: free * 16 * GIB })

describe('rules of this computer', () => {
  it('say nothing on a calm computer', () => expect(holding(look({}))).toEqual({}))

  it.each([
    ['at the warning limit', aDisk({ full: 0.9 }), { 'DiskFillingUp /': true }],
    ['at the critical limit', aDisk({ full: 0.96 }), { 'DiskFull /': true, 'DiskFillingUp /': true }],
    ['with less than 1 GiB left on a small disk', aDisk({ full: 0.94, size: 15 * GIB }), { 'DiskFull /': true, 'DiskFillingUp /': true }],
    ['on a tiny disk, where little is left always', aDisk({ full: 0.5, size: GIB }), {}],
    ['on a disk that does not answer', aDisk({ space: null }), { 'DiskFull /': null, 'DiskFillingUp /': null, 'DiskFullSoon /': null }],
    ['on a disc that was always read-only', aDisk({ full: 1, readOnly: true }), {}]
  ])('judge a disk %s', (_, disk, expected) => expect(holding(look({ disks: [disk] }))).toEqual(expected))

  it('let a disk go only below a band, so that it does not flap', () => {
    const disks = [aDisk({ full: 0.89 })]
    expect(holding(look({ disks }))).toEqual({})
    expect(holding(look({ disks }, { holding: new Set(['DiskFillingUp /']) }))).toEqual({ 'DiskFillingUp /': true })
    expect(holding(look({ disks: [aDisk({ full: 0.87 })] }, { holding: new Set(['DiskFillingUp /']) }))).toEqual({})
  })

  it('say in plain words how full and what is left', () => {
    const found = findings(look({ disks: [aDisk({ mount: '/home', full: 0.961 })] })).find((f) => f.key === 'DiskFull /home')!
    expect(found.summary).toBe('/home is 96 % full, 3.9\u202fGiB left.')
  })

  it('tell a file system that became read-only from one that always was', () => {
    const disks = [aDisk({ readOnly: true })]
    expect(holding(look({ disks }, { writable: new Set(['/']) }))).toEqual({ 'DiskReadOnly /': true })
  })

  it('see a disk that will be full in four hours', () => {
    const filling = aSeries(Array.from({ length: 61 }, (_, i) => 0.6 + i * 0.002))
    const facts = { at: filling.t.at(-1)!, disks: [aDisk({ full: 0.72 })] }
    const found = findings(look(facts, { past: () => filling })).find((f) => f.key === 'DiskFullSoon /')!
    expect([found.holds, found.summary]).toEqual([true, '/ will be full in about 2 hours if it goes on like this; 28\u202fGiB left.'])
  })

  it.each([
    ['little memory', { memory: memory(0.04) }, { MemoryLow: true }],
    ['little memory and swap nearly full', { memory: memory(0.04), swap: { total: GIB, used: 0.95 * GIB } }, { MemoryLow: true, SwapFull: true }],
    ['full swap, but memory to spare', { swap: { total: GIB, used: GIB } }, {}],
    ['no swap at all', { memory: memory(0.2), swap: { total: 0, used: 0 } }, {}],
    ['unknown memory', { memory: null }, { MemoryLow: null }],
    ['unknown memory beside full swap', { memory: null, swap: { total: GIB, used: GIB } }, { MemoryLow: null, SwapFull: null }],
    ['many programs waiting', { load1: 9, cores: 4 }, { LoadHigh: true }],
    ['unknown load', { load1: null }, { LoadHigh: null }]
  ] as const)('judge %s', (_, facts, expected) => expect(holding(look(facts))).toEqual(expected))

  it('never call well what was not told', () => {
    fc.assert(fc.property(fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean(), (noDisk, noMemory, noSwap, noLoad) => {
      const facts = {
        ...(noDisk ? { disks: [aDisk({ space: null })] } : {}), ...(noMemory ? { memory: null } : {}),
        ...(noSwap ? { swap: null, memory: memory(0.01) } : {}), ...(noLoad ? { load1: null } : {})
      }
      const verdicts = new Map(findings(look(facts)).map((f) => [f.key, f.holds]))
      if (noDisk) expect(verdicts.get('DiskFull /')).toBeNull()
      if (noMemory && !noSwap) expect(verdicts.get('MemoryLow')).toBeNull()
      if (noSwap) expect(verdicts.get('SwapFull')).toBeNull()
      if (noLoad) expect(verdicts.get('LoadHigh')).toBeNull()
    }))
  })
})

describe('the straight line', () => {
  const now = aSeries([0]).t[0]!
  it('gives the minutes that are left', () => expect(fullIn(aSeries(Array.from({ length: 61 }, (_, i) => 0.4 + i * 0.005)), now)).toBeCloseTo(60))
  it.each([
    ['nothing fills', aSeries(Array.from({ length: 61 }, () => 0.5))],
    ['it empties', aSeries(Array.from({ length: 61 }, (_, i) => 0.9 - i * 0.001))],
    ['the past is short', aSeries(Array.from({ length: 12 }, (_, i) => 0.5 + i * 0.01))],
    ['it goes up and down', aSeries(Array.from({ length: 61 }, (_, i) => 0.5 + i * 0.0005 + (i % 2) * 0.3))],
    ['there are no samples', aSeries([])]
  ])('says nothing when %s', (_, line) => expect(fullIn(line, now)).toBeNull())
  it('looks past holes', () => expect(fullIn(aSeries(Array.from({ length: 61 }, (_, i) => (i % 3 ? 0.4 + i * 0.005 : null))), now)).toBeCloseTo(60))
})
