// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { CommandResults } from '@shared/contract/commands'
import { seenNow, usePanels } from '../../../../src/renderer/state/panels'
import { aPanel } from '../../../builders'

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { cleanup(); vi.useRealTimers() })

const whole: CommandResults['panels'] = { panels: [aPanel({ id: 'a' }), aPanel({ id: 'b' })], failure: null, partial: [], labels: {} }
const partial = [{ source: 'prom-b', failure: { code: 'timeout' as const, values: { seconds: 10 } } }]

it('asks again soon while a source could not say which graphs it has, and names it until it has', async () => {
  const answers = [{ ...whole, partial }, { ...whole, partial }, whole, whole]
  let asked = 0
  const bridge = { panels: async () => answers[asked++]! }
  const { result } = renderHook(() => usePanels(bridge, 'production/api'))
  const said: unknown[] = []
  for (const ms of [0, 15_000, 15_000, 299_000, 1_000]) {
    await act(async () => { await vi.advanceTimersByTimeAsync(ms) })
    said.push([asked, result.current.panels?.map((p) => p.id), result.current.partial])
  }
  expect(said).toEqual([[1, ['a', 'b'], partial], [2, ['a', 'b'], partial], [3, ['a', 'b'], []], [3, ['a', 'b'], []], [4, ['a', 'b'], []]])
})

it('asks at once when a source falls silent or is back: its graphs may be those of another', async () => {
  const asked: string[] = []
  const bridge = { panels: async (service: string) => { asked.push(service); return whole } }
  const seenBy = ['a', 'b', 'c'].map((source) => ({ source, lastSampleAt: null, fresh: source !== 'c' }))
  const [both, one] = [['a', 'b', 'c'], ['b', 'c']].map((fresh) => seenNow({ seenBy }, new Set(fresh)))
  const { rerender, result } = renderHook(({ seen }) => usePanels(bridge, 'production/api', seen), { initialProps: { seen: both! } })
  const said: unknown[] = []
  for (const seen of [both!, both!, one!, one!, both!]) {
    rerender({ seen })
    await act(async () => { await vi.advanceTimersByTimeAsync(1_000) })
    said.push([seen, asked.length, result.current.panels?.length])
  }
  expect(said).toEqual([['a b', 1, 2], ['a b', 1, 2], ['b', 2, 2], ['b', 2, 2], ['a b', 3, 2]])
})
