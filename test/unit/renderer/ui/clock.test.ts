import { describe, expect, it } from 'vitest'
import { createClock } from '../../../../src/renderer/ui/clock'

describe('the ticking clock', () => {
  const make = () => {
    let now = 10_250
    const waits: { readonly ms: number; readonly run: () => void }[] = []
    const clock = createClock({ now: () => now, later: (ms, run) => { const wait = { ms, run }; waits.push(wait); return () => { waits.splice(waits.indexOf(wait), 1) } } })
    return { clock, waits, to: (ms: number) => { now = ms }, fire: () => waits.shift()!.run() }
  }
  it('ticks just after each whole second, while somebody listens', () => {
    const { clock, waits, to, fire } = make()
    const seen: number[] = []
    const stop = clock.subscribe(() => seen.push(clock.tick()))
    expect(waits.map((w) => w.ms)).toEqual([751])
    to(11_001); fire()
    to(12_400); fire()
    expect([seen, waits.map((w) => w.ms)]).toEqual([[11_001, 12_400], [601]])
    stop()
    expect(waits).toEqual([])
  })
  it('ticks at once when the clock was set anew', () => {
    const { clock, to } = make()
    const seen: number[] = []
    clock.subscribe(() => seen.push(clock.tick()))
    to(99_000)
    clock.poke()
    expect(seen).toEqual([99_000])
  })
  it('is right again for whoever comes after a pause', () => {
    const { clock, to } = make()
    clock.subscribe(() => undefined)()
    to(50_000)
    clock.subscribe(() => undefined)
    expect(clock.tick()).toBe(50_000)
  })
})
