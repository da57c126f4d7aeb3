import { describe, expect, it } from 'vitest'
import { aDisk, someFacts } from '../../../fakes/fake-machine'
import { fullness, history, HISTORY_MS, samplesOf } from '../../../../src/main/sources/this-computer/history'

const values = (n: number): ReadonlyMap<string, number> => new Map([['cpu', n]])

describe('the last hour', () => {
  it('keeps an hour and no more', () => {
    const past = history()
    for (let at = 0; at <= 2 * HISTORY_MS; at += 60_000) past.add(at, values(at))
    const line = past.line('cpu', 0, Infinity)
    expect([line.t[0], line.t.length, line.v.at(-1)]).toEqual([HISTORY_MS, 61, 2 * HISTORY_MS])
  })

  it('is bounded however often it is fed', () => {
    const past = history()
    for (let at = 0; at < 10_000; at++) past.add(at * 100, values(at))
    const line = past.line('cpu', 0, Infinity)
    expect([line.t.length, line.v[0], line.v.at(-1)]).toEqual([3_700, 6_300, 9_999])
  })

  it('leaves a hole where a series had no sample, and forgets a series that is gone for an hour', () => {
    const past = history()
    past.add(0, new Map([['cpu', 1], ['disk /usb', 0.5]]))
    past.add(60_000, values(2))
    past.add(120_000, new Map([['cpu', 3], ['disk /usb', 0.6]]))
    expect([...past.line('disk /usb', 0, Infinity).v]).toEqual([0.5, NaN, 0.6])
    for (let at = 180_000; at <= 120_000 + HISTORY_MS + 60_000; at += 60_000) past.add(at, values(4))
    expect(past.series()).toEqual(['cpu'])
  })

  it('does not keep a future when the clock is set back', () => {
    const past = history()
    past.add(1_000, values(1))
    past.add(9_000, values(2))
    past.add(5_000, values(3))
    expect([[...past.line('cpu', 0, Infinity).t], [...past.line('cpu', 0, Infinity).v]]).toEqual([[1_000, 5_000], [1, 3]])
  })
})

describe('a reading as samples', () => {
  it('says nothing of what the system does not tell', () => {
    const facts = someFacts({ cpu: null, load1: null, memory: null, swap: { total: 0, used: 0 }, disks: [aDisk({ mount: '/dead', space: null })], network: [{ name: 'eth0', rx: null, tx: null, up: true }], uptimeSeconds: null })
    expect([...samplesOf(facts)]).toEqual([])
  })

  it('adds up the cards and divides by the cores', () => {
    const facts = someFacts({ load1: 3, cores: 4, network: [{ name: 'a', rx: 1, tx: 2, up: true }, { name: 'b', rx: 10, tx: null, up: true }] })
    expect(Object.fromEntries(samplesOf(facts))).toEqual({ cpu: 0.12, load: 0.75, memory: 0.5, swap: 0, uptime: 86_400, 'disk /': 0.5, rx: 11, tx: 2 })
  })

  it('counts fullness as df does', () => {
    expect(fullness({ used: 90, available: 5 })).toBeCloseTo(90 / 95)
    expect(fullness({ used: 0, available: 0 })).toBeNull()
  })
})
