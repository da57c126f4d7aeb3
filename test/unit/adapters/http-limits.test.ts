import { describe, expect, it, vi } from 'vitest'
import { collector, withinLimits } from '../../../src/main/adapters/http-limits'
import { SourceFailure } from '../../../src/main/ports/failure'
import { someLimits } from '../../fakes/fake-http'

describe('withinLimits', () => {
  it('leaves neither timer nor listener behind', async () => {
    vi.useFakeTimers()
    try {
      const { signal } = new AbortController()
      const removed = vi.spyOn(signal, 'removeEventListener')
      expect(await withinLimits(someLimits({ signal }), async () => 5)).toBe(5)
      expect([vi.getTimerCount(), removed.mock.calls.length]).toEqual([0, 1])
    } finally { vi.useRealTimers() }
  })
  it('aborts what runs with the reason it rejects with', async () => {
    vi.useFakeTimers()
    try {
      let inner: AbortSignal | null = null
      const answer = withinLimits(someLimits({ deadlineMs: 2500 }), (signal) => { inner = signal; return new Promise<never>(() => { /* ignores its signal */ }) })
      const failed = expect(answer).rejects.toEqual(new SourceFailure('timeout', { seconds: 2.5 }))
      await vi.advanceTimersByTimeAsync(2500)
      await failed
      await expect(answer.catch((error: unknown) => error)).resolves.toBe(inner!.reason)
    } finally { vi.useRealTimers() }
  })
})

describe('collector', () => {
  it('joins chunks, and takes exactly the cap', () => {
    const body = collector(4)
    body.add(Buffer.from('ab'))
    body.add(Buffer.from('cd'))
    expect(body.whole().toString()).toBe('abcd')
    expect(() => { body.add(Buffer.from('e')) }).toThrow(new SourceFailure('too-big', { limit: '4\u202fB' }))
    expect(collector(4).whole().length).toBe(0)
  })
})
