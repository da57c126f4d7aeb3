import { describe, expect, it } from 'vitest'
import { aSnapshot, NOW } from '../../../builders'
import { aSetup, prom, startCore, type Core } from '../core-harness'
import { ALL_DAY, film } from './film'
import { an, M, S, type Sighting } from './watched'

type Say = (core: Core) => Core
const alone = (config = {}) => film(startCore([aSetup()], { config: { ...ALL_DAY, ...config } }).answer('am', aSnapshot(), NOW))
const am = (at: number, ...alerts: readonly Sighting[]): Say => (core) => core.answer('am', aSnapshot({ alerts }), at)
const silent = (at: number): Say => (core) => core.fail('am', at)
const statusOf = (core: Core) => Object.values(core.state.app.pages).map((p) => [p.status, p.route, p.quietSince === null ? null : (p.quietSince - NOW) / S])
const down = an('Down', 'db', NOW + M)
const slow = an('Slow', 'db', NOW + M, {}, { severity: 'warning' })
const calls = (f: ReturnType<typeof film>): readonly string[] => f.out.filter((line) => !line.endsWith(' sound')).map((line) => line.split(' | ')[0]!)

describe('one good answer without an alert, and silence after it', () => {
  it.each([['alone', [], 'db'], ['beside a warning', [slow], 'Down (db)']] as const)('is no end of it, until its source has been heard again: %s', (_, rest, what) => {
    const f = alone()
    f.run(NOW + 15 * S, NOW + 5 * M, (at) => [at < NOW + M ? am(at) : am(at, down, ...rest)])
    f.step(am(NOW + 5 * M, ...rest), NOW + 5 * M)
    f.run(NOW + 5 * M + 5 * S, NOW + 12 * M, (at) => [silent(at)])
    expect([f.said('resolved'), Object.values(f.core().state.app.pages).filter((p) => p.alerts.length > 0).map((p) => p.status)]).toEqual([[], ['open']])
    f.run(NOW + 12 * M, NOW + 14 * M, (at) => [am(at, ...rest)])
    expect(calls(f).filter((line) => line.includes('resolved'))).toEqual([`12m resolved low: Resolved: ${what}, PRODUCTION`, '12m hook resolved'])
  })

  it('is the same page where it was there all the time', () => {
    const f = alone()
    f.run(NOW + 15 * S, NOW + 5 * M, (at) => [at < NOW + M ? am(at) : am(at, down)])
    f.step(am(NOW + 5 * M), NOW + 5 * M)
    f.run(NOW + 5 * M + 5 * S, NOW + 6.5 * M, (at) => [silent(at)])
    f.run(NOW + 6.5 * M, NOW + 9 * M, (at) => [am(at, down)])
    expect([calls(f).filter((line) => !line.includes('blind')), statusOf(f.core())]).toEqual([['1m new critical: CRITICAL: db, PRODUCTION', '3m hook paged'], [['open', 'page', null]]])
  })

  it('is an end of it where another that told it goes on without it', () => {
    const f = film(startCore([aSetup(), prom()], { config: ALL_DAY }).answer('am', aSnapshot(), NOW).answer('prom', aSnapshot(), NOW))
    const prometheus = (at: number, ...alerts: readonly Sighting[]): Say => (core) => core.answer('prom', aSnapshot({ alerts }), at)
    f.run(NOW + 15 * S, NOW + 5 * M, (at) => (at < NOW + M ? [am(at), prometheus(at)] : [am(at, down), prometheus(at, down)]))
    f.step(am(NOW + 5 * M), NOW + 5 * M)
    f.run(NOW + 5 * M + 5 * S, NOW + 7 * M, (at) => [silent(at), prometheus(at)])
    expect(calls(f).filter((line) => line.includes('resolved: ') || line.includes('hook resolved')).length).toBe(1)
  })
})

describe('an alert that is pending again', () => {
  const prometheus = (at: number, ...alerts: readonly Sighting[]): Say => (core) => core.answer('prom', aSnapshot({ alerts }), at)
  const pending = (startsAt: number): Sighting => an('Down', 'db', startsAt, { state: 'pending' })
  /** Fires from 1 min to 5, is pending from 5:30 for `ms`, and fires again where that is `so`. */
  const night = (ms: number, so: boolean, rest: readonly Sighting[] = []) => {
    const f = film(startCore([prom()], { config: ALL_DAY }).answer('prom', aSnapshot(), NOW))
    const from = NOW + 5.5 * M
    f.run(NOW + 15 * S, from + ms + 4 * M, (at) => [prometheus(at, ...(at < NOW + M ? [] : [
      ...rest, ...(at < NOW + 5 * M ? [down] : at < from ? [] : at < from + ms ? [pending(from)] : so ? [an('Down', 'db', from + ms)] : [])
    ]))])
    return f
  }

  it.each([['alone', []], ['beside a warning', [slow]]] as const)('is not over, asks nobody, and goes on with its page when it fires: %s', (_, rest) => {
    const f = night(5 * M, true, rest)
    const told = calls(f)
    expect([told.filter((line) => !line.includes('hook')).length, told.filter((line) => line.includes('resolved')), told.filter((line) => line.endsWith('hook paged')).length]).toEqual([1, [], 1])
    expect(f.out.filter((line) => line.endsWith(' sound') && Number.parseInt(line, 10) >= 6 && Number.parseInt(line, 10) < 10)).toEqual([])
    expect(statusOf(f.core()).filter(([, route]) => route === 'page')).toEqual([['open', 'page', null]])
  })

  it.each([['alone', [], 'db'], ['beside a warning', [slow], 'Down (db)']] as const)('is over as soon as it is not pending any more: %s', (_, rest, what) => {
    expect(calls(night(5 * M, false, rest)).filter((line) => line.includes('resolved'))).toEqual([`10m30s resolved low: Resolved: ${what}, PRODUCTION`, '10m30s hook resolved'])
  })

  it.each([['alone', [], '35m'], ['beside a warning', [slow], '36m']] as const)('keeps no page for longer than any event lasts, and the last word says that it is pending: %s', (_, rest, at) => {
    const f = night(40 * M, false, rest)
    expect(f.said('resolved low').map((line) => [line.split(' ')[0], line.includes('Pending again: Down (db).')])).toEqual([[at, true]])
  })
})
