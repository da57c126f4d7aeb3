import { describe, expect, it } from 'vitest'
import type { ConfigInput } from '@shared/config/schema'
import type { Page } from '@shared/domain/page'
import type { SourceSetup } from '../../../src/main/core/core-state'
import { isSameServer } from '../../../src/main/core/another-server'
import { aSnapshot, NOW } from '../../builders'
import { aSetup, prom, startCore, type Core } from './core-harness'
import { aLog, M, run, S, sees, WATCHDOG, type Log } from './pager/blindness'
import { an, BEGAN, held } from './pager/watched'

const CONFIG: ConfigInput = { paging: { night: { from: '00:00', to: '00:00' } } }
const pagesOf = (core: Core): readonly Page[] => Object.values(core.state.app.pages)
type Sighting = ReturnType<typeof an>
type Answers = (at: number) => readonly ((core: Core) => Core)[]
const lists = (...alerts: Sighting[]): Answers => (at) => [(c) => c.answer('am', aSnapshot({ alerts }), at)]
const silent: Answers = (at) => [(c) => c.fail('am', at)]
const reconfigured = (core: Core, at: number, sources: readonly SourceSetup[]): Core => core.do({ type: 'configured', at, config: core.state.config, sources, file: null, notices: [] })
const other = aSetup({ address: 'other.example:9093' })
const down = (over = {}): Sighting => an('Down', 'db', BEGAN, over)
/** A page of an alert that fires; its source is another server from 5 min on, which answers so. */
const moved = (log: Log, answers: Answers, { alerts = [down()], until = 10, taken = false }: { alerts?: readonly Sighting[]; until?: number; taken?: boolean } = {}): Core => {
  const first = startCore([aSetup()], { config: CONFIG }).answer('am', aSnapshot({ alerts: [] }), NOW).tick(NOW + 11 * S)
  const open = run(first, [NOW + 15 * S, NOW + 5 * M], log, lists(...alerts))
  const before = taken ? open.do({ type: 'acknowledged', at: NOW + 5 * M, page: pagesOf(open)[0]!.id, held: held.held }) : open
  return run(reconfigured(before, NOW + 5 * M + 5 * S, [other]), [NOW + 5 * M + 10 * S, NOW + until * M], log, answers)
}
const after = ({ told, hooks }: Log): readonly unknown[] => [told.filter((t) => parseInt(t) > 300).map((t) => t.replace(/^\d+s /, '')), hooks.filter((h) => parseInt(h) > 300 && !/paged|repeated/.test(h)).map((h) => h.replace(/^\d+s /, ''))]
const brief = (core: Core): readonly unknown[] => pagesOf(core).map((p) => [p.status, p.alerts.length, p.sources, p.lost, p.flaps])

describe('a source that was given another address', () => {
  it('ends its pages as not watched any more where the new server does not list their alerts', () => {
    const log = aLog()
    const core = moved(log, lists())
    expect([brief(core), after(log), Object.keys(core.state.app.resolved)]).toEqual([[['over', 1, [], ['am am.example:9093'], 0]], [['unwatched normal: Not watched any more: db, PRODUCTION'], ['unwatched']], []])
  })

  it('keeps them, and tells nothing anew, where it does; what ends there is resolved', () => {
    const log = aLog()
    const core = moved(log, lists(down()))
    const episode = Object.values(core.state.episodes).map((e) => [e.startedAt, e.endedAt])
    const seen = after(log)
    const gone = run(core, [NOW + 10 * M + 5 * S, NOW + 13 * M], log, lists())
    expect([brief(core), episode, seen, brief(gone), after(log)]).toEqual([
      [['open', 1, ['am'], [], 0]], [[BEGAN, undefined]], [[], []], [['over', 1, ['am'], [], 0]], [['resolved low: Resolved: db, PRODUCTION'], ['resolved']]
    ])
  })

  it('keeps them while the new server has not answered, however long, and says so', () => {
    const log = aLog()
    const core = moved(log, silent, { until: 60 })
    const back = run(core, [NOW + 60 * M + 5 * S, NOW + 62 * M], log, lists(down()))
    expect([pagesOf(core).map((p) => [p.id.split(':')[0], p.status]), core.state.app.sources['am']?.health, pagesOf(back).filter((p) => p.alerts.length > 0).map((p) => [p.status, p.lost, p.flaps])]).toEqual([[['alert', 'open']], 'error', [['open', [], 0]]])
  })

  it('has lost what it does not list of a page that goes on; what it told and another source tells still is not lost', () => {
    const two = [down(), an('Slow', 'db')]
    const part = moved(aLog(), lists(down()), { alerts: two })
    const both = [aSetup(), prom()]
    const told: Answers = (at) => [(c) => c.answer('am', aSnapshot({ alerts: [] }), at), (c) => c.answer('prom', aSnapshot({ alerts: [down()] }), at)]
    const first = startCore(both, { config: CONFIG }).answer('am', aSnapshot({ alerts: [] }), NOW).answer('prom', aSnapshot({ alerts: [] }), NOW).tick(NOW + 11 * S)
    const open = run(first, [NOW + 15 * S, NOW + 5 * M], aLog(), (at) => [(c) => c.answer('am', aSnapshot({ alerts: [down()] }), at), (c) => c.answer('prom', aSnapshot({ alerts: [down()] }), at)])
    const kept = run(reconfigured(open, NOW + 5 * M + 5 * S, [other, prom()]), [NOW + 5 * M + 10 * S, NOW + 10 * M], aLog(), told)
    expect([brief(part), brief(kept)]).toEqual([[['open', 2, ['am'], ['am am.example:9093'], 0]], [['open', 1, ['prom'], [], 0]]])
  })

  it('takes what the new server lists besides for its baseline, and a page from nobody who has it', () => {
    const log = aLog()
    const core = moved(log, lists(down(), an('Full', 'disk')))
    const taken = moved(aLog(), lists(down()), { taken: true })
    expect([pagesOf(core).map((p) => [p.id.split(':')[0], p.alerts.length]), after(log)[0], brief(taken), core.state.memory['am']?.baselined]).toEqual([
      [['alert', 1], ['baseline', 1]], ['baseline critical: Already firing. CRITICAL: disk, PRODUCTION'], [['held', 1, ['am'], [], 0]], true
    ])
  })

  it('does not miss a watchdog that only the server before had; its page is not said to be well, unless the new one shows it', () => {
    const dog = { watchdog: { names: ['Watchdog'], declared: false } }
    const [from, to] = [[aSetup(dog)], [aSetup({ ...dog, address: other.address })]]
    const night = (answers: Answers, lost: boolean, declared = false): readonly unknown[] => {
      const log = aLog()
      const with_ = ([setup]: readonly SourceSetup[]): readonly SourceSetup[] => [{ ...setup!, watchdog: { names: ['Watchdog'], declared } }]
      const first = run(startCore(with_(from), { config: CONFIG }), [NOW, NOW + M], log, lists(WATCHDOG))
      const before = run(first, [NOW + M + 15 * S, NOW + 5 * M], log, lost ? lists() : lists(WATCHDOG))
      const core = run(reconfigured(before, NOW + 5 * M + 5 * S, with_(to)), [NOW + 5 * M + 10 * S, NOW + 12 * M], log, answers)
      return [pagesOf(core).map((p) => p.status), after(log)[1]]
    }
    expect([night(lists(), false), night(lists(), true), night(lists(WATCHDOG), true), night(lists(), true, true), night(lists(WATCHDOG), true, true)]).toEqual([
      [[], []], [['over'], ['unwatched']], [['over'], ['resolved']], [['open'], []], [['over'], ['resolved']]
    ])
  })

  it('is still expected to show the services of tier 1 that the server before showed, and pages while it is silent', () => {
    const config: ConfigInput = { ...CONFIG, services: [{ name: 'db', tier: 1 }] }
    const night = (answer: (at: number) => (core: Core) => Core): readonly unknown[] => {
      const shows: Answers = (at) => [(c) => c.answer('am', aSnapshot({ alerts: [] }), at), (c) => c.answer('prom', aSnapshot({ services: [sees('db', at)] }), at)]
      const before = run(startCore([aSetup(), prom()], { config }), [NOW, NOW + 5 * M], aLog(), shows)
      const core = run(reconfigured(before, NOW + 5 * M + 5 * S, [aSetup(), prom({ address: 'other.example:9090' })]), [NOW + 5 * M + 10 * S, NOW + 15 * M], aLog(), (at) => [(c) => c.answer('am', aSnapshot({ alerts: [] }), at), answer(at)])
      return [core.state.app.services['production/db']?.health, pagesOf(core).map((p) => [p.status, p.services, p.unseen.map((k) => k.split(':')[0])])]
    }
    expect([night((at) => (c) => c.answer('prom', aSnapshot({ services: [sees('db', at)] }), at)), night((at) => (c) => c.fail('prom', at)), night((at) => (c) => c.answer('prom', aSnapshot({ services: [] }), at))]).toEqual([
      ['ok', []], ['unknown', [['open', ['db'], ['source']]]], ['unknown', [['open', ['db'], ['service']]]]
    ])
  })
})

describe('a source is the same server', () => {
  it.each([
    ['am:9093', 'am:9093', true], ['am:9093', 'am:9093/', true], ['proxy/am', 'proxy/am//', true], ['a:1, b:1', 'b:1, a:1', true], ['a:1, b:1', 'a:1', true], ['a:1', 'a:1, b:1, c:1', true], ['', '', true],
    ['a:1', 'b:1', false], ['a:1', 'a:2', false], ['proxy/am', 'proxy/prom', false], ['a:1, b:1', 'c:1, d:1', false], ['a:1', '', false]
  ])('%s and %s: %s', (a, b, is) => { expect([isSameServer(a, b), isSameServer(b, a)]).toEqual([is, is]) })

  it('under an address that only changes its form, and with other intervals and settings: nothing that is known of it changes', () => {
    const log = aLog()
    const one = run(startCore([aSetup()], { config: CONFIG }).answer('am', aSnapshot({ alerts: [] }), NOW).tick(NOW + 11 * S), [NOW + 15 * S, NOW + 5 * M], log, lists(down()))
    const next = reconfigured(one, NOW + 5 * M + 5 * S, [aSetup({ address: 'am2.example:9093, am.example:9093/', intervalMs: 30_000, readOnly: true })])
    expect([next.state.app.pages === one.state.app.pages, next.state.app.alerts === one.state.app.alerts, { ...next.state.memory['am'], setup: null }, next.state.app.ages]).toEqual([true, true, { ...one.state.memory['am'], setup: null }, one.state.app.ages])
  })

  it('whose watchdog the run before saw under another form of its address', () => {
    const watchdogs = { 'am am.example:9093, am2.example:9093': ['Watchdog'] }
    const awaited = (address: string): unknown => startCore([aSetup({ address, watchdog: { names: ['Watchdog'], declared: false } })], { lastRunAt: NOW - M, watchdogs }).state.app.sources['am']?.watchdog
    expect([awaited('am2.example:9093, am.example:9093'), awaited('am2.example:9093'), awaited('other.example:9093')]).toEqual([...Array.from({ length: 2 }, () => ({ name: 'Watchdog', seenAt: null, missingSince: null })), null])
  })
})
