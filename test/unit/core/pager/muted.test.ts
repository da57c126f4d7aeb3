import { describe, expect, it } from 'vitest'
import { aSnapshot, NOW } from '../../../builders'
import { aSetup, prom, startCore, type Core } from '../core-harness'
import { an, BEGAN, H, held, M, pagesOf, S, watch, type Sighting } from './watched'

const DAY = { paging: { night: { from: '00:00', to: '00:00' } } }
const muted = { state: 'suppressed', mutedBy: ['nights'] } as const
const A = (over: Partial<Sighting> = {}, from = BEGAN): Sighting => an('A', 'db', from, over)
const B = (over: Partial<Sighting> = {}): Sighting => an('B', 'db', BEGAN, over)
const brief = (core: Core): readonly unknown[] => pagesOf(core).map((p) => p.status)
const reasons = (core: Core): readonly string[] => Object.values(core.state.app.notifications).map((n) => `${n.outcome} ${n.reason}`)

describe('what an Alertmanager mutes at certain times', () => {
  /** The Alertmanager mutes it until `end`, a Prometheus sees it fire from the first. `first`: who is heard first. */
  const both = (first: 'am' | 'prom', end: number): ((to: number) => Core) => {
    let core = startCore([aSetup(), prom()], { config: DAY }).answer('am', aSnapshot({ alerts: [] }), NOW).answer('prom', aSnapshot({ alerts: [] }), NOW).tick(NOW + S)
    let at = NOW + 15 * S
    return (to) => {
      for (; at < to; at += 15 * S) {
        const judge = (c: Core): Core => c.answer('am', aSnapshot({ alerts: [A(at < end ? muted : {})] }), at + (first === 'am' ? 0 : 5 * S))
        const teller = (c: Core): Core => c.answer('prom', aSnapshot({ alerts: [A()] }), at + (first === 'am' ? 5 * S : 0))
        for (const step of first === 'am' ? [judge, teller] : [teller, judge]) core = step(core)
        core = core.tick(at + 10 * S)
      }
      return core
    }
  }

  it.each(['am', 'prom'] as const)('pages nobody, though a Prometheus tells it too, and calls when the time is over (%s is heard first)', (first) => {
    const until = both(first, NOW + H)
    const during = until(NOW + H)
    expect([brief(during), during.told, reasons(during), Object.values(during.state.app.alerts).map((a) => [a.state, a.mutedBy])]).toEqual([[], [], ['suppressed muted'], [['suppressed', ['nights']]]])
    const after = until(NOW + H + M)
    expect([brief(after), reasons(after), Object.values(after.state.app.alerts).map((a) => [a.state, a.mutedBy])]).toEqual([['open'], ['suppressed muted', 'pending new'], [['firing', []]]])
  })

  it.each([['muted', muted], ['inhibited', { state: 'suppressed', inhibitedBy: ['x'] }]] as const)('pages nobody when it ends, though a Prometheus tells it for a moment longer than the Alertmanager (%s)', (_name, over) => {
    let core = startCore([aSetup(), prom()], { config: DAY }).answer('am', aSnapshot({ alerts: [] }), NOW).answer('prom', aSnapshot({ alerts: [] }), NOW).tick(NOW + S)
    const asked: string[] = []
    for (let at = NOW + 15 * S; at < NOW + 20 * M; at += 15 * S) {
      const on = at < NOW + 10 * M
      core = core.answer('am', aSnapshot({ alerts: on ? [A(over)] : [] }), at)
      asked.push(...core.last.ask)
      for (let k = 1; k < 14; k++) core = core.tick(at + k * S)
      core = core.answer('prom', aSnapshot({ alerts: on ? [A()] : [] }), at + 14 * S)
    }
    expect([core.told, brief(core), new Set(asked)]).toEqual([[], [], new Set(['prom'])])
  })

  it('ends a page quietly, and calls again when the time is over', () => {
    const w = watch()
    w.until(NOW + 5 * M, () => [A()])
    expect([brief(w.core()), w.hooks()]).toEqual([['open'], ['paged']])
    const during = w.since()
    w.until(NOW + 9 * H, () => [A(muted)])
    expect([brief(w.core()), during.hooks(), during.told(), during.sounds()]).toEqual([['over'], ['suppressed'], [], 0])
    const after = w.since()
    w.until(NOW + 9 * H + 5 * M, () => [A()])
    expect([brief(w.core()).filter((status) => status === 'open'), after.hooks(), after.sounds() > 0]).toEqual([['open'], ['paged'], true])
  })

  it('and that ends while it is muted is over without a word', () => {
    const w = watch()
    w.until(NOW + H, () => [A(muted)])
    w.until(NOW + 2 * H, () => [])
    expect([brief(w.core()), w.hooks(), w.told()]).toEqual([[], [], []])
  })

  it('is nobody’s when the time is over, though somebody took the rest of its page meanwhile', () => {
    const w = watch()
    w.until(NOW + 2 * M, () => [A(), B()])
    w.until(NOW + 10 * M, () => [A(muted), B()])
    w.until(NOW + 20 * M, () => [A(muted), B(held)])
    expect(brief(w.core())).toEqual(['held'])
    const after = w.since()
    w.until(NOW + 25 * M, () => [A(), B(held)])
    expect([brief(w.core()), after.hooks(), after.sounds() > 0]).toEqual([['open'], ['paged'], true])
  })

  it('is nobody’s when the time is over, though somebody took the rest at the very moment that it began', () => {
    const w = watch()
    w.until(NOW + M, () => [A(), B()])
    w.until(NOW + 5 * M, () => [A(muted), B(held)])
    const after = w.since()
    w.until(NOW + 10 * M, () => [A(), B(held)])
    expect([after.told(), after.sounds() > 0]).toEqual([['called'], true])
  })

  it('is nobody’s either where it was muted from its beginning', () => {
    const w = watch()
    w.until(NOW + 5 * M, () => [A(muted), B(held)])
    const after = w.since()
    w.until(NOW + 10 * M, () => [A(), B(held)])
    expect([brief(w.core()).includes('open'), after.hooks(), after.sounds() > 0]).toEqual([true, ['paged'], true])
  })

  it('stays with whoever had it before', () => {
    const w = watch()
    w.until(NOW + 2 * M, () => [A()])
    w.until(NOW + 10 * M, () => [A(held)])
    w.until(NOW + 20 * M, () => [A({ ...muted, ...held })])
    const after = w.since()
    w.until(NOW + 25 * M, () => [A(held)])
    expect([after.hooks(), after.sounds(), after.told()]).toEqual([[], 0, []])
  })
})
