import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TABLES, type AppState } from '@shared/state/app-state'
import { applyDelta, diff } from '@shared/state/delta'
import { deltaText, readDelta } from '@shared/state/delta-text'
import { aMeta, aState } from '../../builders'

/** Rows of any shape: the delta knows tables and rows, not what is in them. */
const row = fc.record({ n: fc.integer(), s: fc.string() })
const table = fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'a', 'b', 'c')), row, { maxKeys: 6 })
const state = fc.record({ tables: fc.record(Object.fromEntries(TABLES.map((name) => [name, table]))), paused: fc.option(fc.integer(), { nil: null }) })
  .map(({ tables, paused }): AppState => ({ ...aState(), meta: aMeta({ pausedUntil: paused }), ...(tables as unknown as Partial<AppState>) }))

describe('law 1: a delta makes the next state from the one before', () => {
  it('applyDelta(prev, diff(prev, next)) equals next', () => {
    fc.assert(fc.property(state, state, (prev, next) => {
      const delta = diff(prev, next, 1, 0)
      expect(delta === null ? prev : applyDelta(prev, delta)).toEqual(next)
    }))
  })

  it('also when it crosses as text', () => {
    fc.assert(fc.property(state, state, (prev, next) => {
      const delta = diff(prev, next, 1, 0)
      expect(delta === null ? prev : applyDelta(prev, readDelta(deltaText(delta)))).toEqual(next)
    }))
  })

  it('is null for the same state, and holds only the rows that changed', () => {
    const a = { n: 1, s: 'a' }
    const b = { n: 2, s: 'b' }
    const prev = { ...aState(), alerts: { a, b } } as unknown as AppState
    const next = { ...prev, alerts: { a, c: b } } as unknown as AppState
    expect(diff(prev, prev, 1, 0)).toBeNull()
    expect(diff(prev, { ...prev }, 1, 0)).toBeNull()
    expect(diff(prev, next, 7, 99)).toEqual({ seq: 7, at: 99, tables: { alerts: { set: { c: b }, drop: ['b'] } } })
  })

  it('keeps the places of the rows', () => {
    const [one, two] = [{ n: 1, s: 'a' }, { n: 2, s: 'b' }]
    const prev = { ...aState(), sources: { b: one, a: one, c: one } } as unknown as AppState
    const next = { ...prev, sources: { b: two, a: one, d: one } } as unknown as AppState
    expect(Object.keys(applyDelta(prev, diff(prev, next, 1, 0)!).sources)).toEqual(['b', 'a', 'd'])
  })

  it('keeps the tables it does not touch', () => {
    fc.assert(fc.property(state, (prev) => {
      const next: AppState = { ...prev, ages: { ...prev.ages, x: { attemptAt: 1, successAt: 1, alertsAt: 1, servicesAt: 1, freshUntil: 1, nextAt: 1 } } }
      const made = applyDelta(prev, diff(prev, next, 1, 0)!)
      expect(TABLES.filter((name) => made[name] !== prev[name])).toEqual(['ages'])
    }))
  })
})
