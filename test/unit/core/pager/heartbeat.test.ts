import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SourceStatus } from '@shared/domain/source'
import { heartbeatDue } from '../../../../src/main/core/pager/heartbeat'
import { aMeta, aSource, aState, NOW, someAges } from '../../../builders'

const EVERY = 60_000
/** Two sources, both read whole 5 s ago; `over` changes the second. */
const state = (over: Partial<SourceStatus> = {}, ages: Parameters<typeof someAges>[0] = {}) =>
  aState({ sources: [aSource({ id: 'a' }), aSource({ id: 'b', ...over })], ages: { b: someAges(ages) } })
const due = (s: ReturnType<typeof state>, last: number | null = NOW - 70_000): boolean => heartbeatDue(s, last, EVERY, NOW)

describe('a heartbeat', () => {
  it('is due after the first whole round, and then when its time is over and all have answered since', () => {
    expect([due(state(), null), due(state()), due(state(), NOW - EVERY), due(state(), NOW - EVERY + 1)]).toEqual([true, true, true, false])
    const late = [{ successAt: NOW - 80_000, alertsAt: NOW - 80_000 }, { alertsAt: NOW - 80_000 }, { alertsAt: null }]
    expect([...late.map((ages) => due(state({}, ages))), due(state({}, { successAt: null }), null)]).toEqual([false, false, false, false])
  })

  it('is held back by one source that fails, is unread or not whole, or is stale, and by a watch of nothing', () => {
    const warning = { part: 'services', failure: null, text: '', blinds: true } as const
    expect([
      due(state({ failingSince: NOW - 1 })), due(state({ unreadSince: NOW - 1 })), due(state({ warnings: [warning] })), due(state({}, { freshUntil: NOW - 1 })), due(aState({ sources: [] })), due({ ...state(), meta: aMeta({ mode: 'demo' }) })
    ]).toEqual([false, false, false, false, false, false])
    expect([due(state({ warnings: [{ ...warning, blinds: false }] })), due(state({ abilities: ['services'] }, { alertsAt: null }))]).toEqual([true, true])
  })

  it('goes on after the clock was set back', () => {
    expect(due(state(), NOW + 3_600_000)).toBe(true)
  })

  it('never comes more often than asked for, nor without an answer of each source in between', () => {
    fc.assert(fc.property(fc.array(fc.record({ after: fc.integer({ min: 0, max: 30_000 }), source: fc.constantFrom('a', 'b', null) }), { maxLength: 60 }), (steps) => {
      let [now, last] = [NOW, null as number | null]
      const answered: Record<string, number | null> = { a: null, b: null }
      for (const { after, source } of steps) {
        now += after
        if (source) answered[source] = now
        const ages = Object.fromEntries(Object.entries(answered).map(([id, at]) => [id, someAges({ successAt: at, alertsAt: at, freshUntil: (at ?? 0) + 1e9 })]))
        const is = heartbeatDue(aState({ sources: [aSource({ id: 'a' }), aSource({ id: 'b' })], ages }), last, EVERY, now)
        const since = last
        expect(is).toBe(Object.values(answered).every((at) => at !== null && (since === null || at > since)) && (since === null || now - since >= EVERY))
        if (is) last = now
      }
    }))
  })
})
