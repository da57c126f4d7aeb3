import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FAILURE_CODES } from '@shared/domain/source'
import { gapOf, isStalled, nextAfterWake, nextAt, phase } from '../../../src/main/core/schedule'

const cadence = { intervalMs: 15_000, timeoutMs: 10_000 }
const down = (failures: number, retryAfterMs: number | null = null, code: (typeof FAILURE_CODES)[number] = 'refused'): Parameters<typeof nextAt>[3] => ({ ok: false, code, failures, retryAfterMs })

describe('when a source is asked next', () => {
  it('keeps the beat whatever the answer took, and skips beats that were missed', () => {
    expect([nextAt(0, 40, cadence, { ok: true }, 0.5), nextAt(0, 14_999, cadence, { ok: true }, 0.5), nextAt(0, 47_000, cadence, { ok: true }, 0.5)]).toEqual([15_000, 15_000, 60_000])
  })

  it('backs off exponentially to a minute', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 60].map((n) => nextAt(0, 0, cadence, down(n), 0.5))).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000])
  })

  it('spreads retries by a quarter to either side', () => {
    expect([0, 0.999].map((r) => nextAt(0, 0, cadence, down(3), r))).toEqual([6_000, 9_996])
  })

  it('does not hammer a server that wants a sign-in', () => {
    expect(nextAt(0, 0, cadence, down(1, null, 'unauthorized'), 0.5)).toBe(60_000)
  })

  it('honours Retry-After up to five minutes', () => {
    expect([30_000, 9_999_999].map((ms) => nextAt(0, 0, cadence, down(1, ms, 'rate-limited'), 0.5))).toEqual([30_000, 300_000])
  })

  it('is never in the past, and a second apart at least for a source that fails', () => {
    const ms = fc.integer({ min: 0, max: 10_000_000 })
    fc.assert(fc.property(ms, ms, fc.integer({ min: 1_000, max: 3_600_000 }), fc.integer({ min: 0, max: 99 }), fc.double({ min: 0, max: 0.999, noNaN: true }),
      fc.constantFrom(...FAILURE_CODES), (due, late, intervalMs, failures, random, code) => {
      const now = due + late
      const next = nextAt(due, now, { intervalMs, timeoutMs: 1 }, failures === 0 ? { ok: true } : down(failures, null, code), random)
      expect(next).toBeGreaterThanOrEqual(now)
      if (failures > 0) expect(next - now).toBeGreaterThanOrEqual(750)
      if (failures === 0) expect((next - due) % intervalMs).toBe(0)
    }))
  })
})

describe('the watchdog', () => {
  it('finds timers that did not fire and asks that outlive their deadline', () => {
    expect([
      isStalled({ dueAt: 10_000, askedAt: null, timeoutMs: 5_000 }, 14_000), isStalled({ dueAt: 10_000, askedAt: null, timeoutMs: 5_000 }, 15_001),
      isStalled({ dueAt: 0, askedAt: 10_000, timeoutMs: 5_000 }, 20_000), isStalled({ dueAt: 0, askedAt: 10_000, timeoutMs: 5_000 }, 20_001),
      isStalled({ dueAt: null, askedAt: null, timeoutMs: 1 }, 1e9)
    ]).toEqual([false, true, false, true, false])
  })

  it('tells sleep from a set clock', () => {
    const gap = (wall: number, monotonic: number, uptime: number | null = null): unknown => gapOf({ wall, monotonic, uptime }, 1_000)
    expect([gap(1_000, 1_000), gap(30_000, 30_000), gap(3_601_000, 1_000), gap(-3_599_000, 1_000), gap(2_500, 1_000)]).toEqual([
      { kind: 'none' }, { kind: 'slept', ms: 30_000 }, { kind: 'jumped', ms: 3_600_000 }, { kind: 'jumped', ms: -3_600_000 }, { kind: 'none' }
    ])
    // by uptime it is sleep whatever the clock was set to meanwhile, and never sleep without it
    expect([gap(3_601_000, 1_000, 3_601_000), gap(-5_000, 1_000, 3_601_000), gap(3_601_000, 1_000, 1_000), gap(1_000, 1_000, 1_010), gap(30_000, 30_000, 30_000)]).toEqual([
      { kind: 'slept', ms: 3_601_000 }, { kind: 'slept', ms: 3_601_000 }, { kind: 'jumped', ms: 3_600_000 }, { kind: 'none' }, { kind: 'slept', ms: 30_000 }
    ])
  })

  it('after waking asks again quickly for half a minute, but hammers nobody', () => {
    const next = (wokeAt: number | null, now: number, code: 'dns' | 'unauthorized', retryAfterMs: number | null = null): number | null => nextAfterWake(wokeAt, now, { code, retryAfterMs }, 0.5)
    expect([next(null, 5_000, 'dns'), next(0, 5_000, 'dns'), next(0, 29_999, 'dns'), next(0, 30_000, 'dns'), next(0, 5_000, 'unauthorized'), next(0, 5_000, 'dns', 9_000)]).toEqual([null, 7_000, 31_999, null, null, null])
  })

  it('spreads first asks within a quarter of a second', () => {
    expect([phase(15_000, 0), phase(15_000, 0.99), phase(1_000, 0.5)]).toEqual([0, 248, 125])
  })
})
