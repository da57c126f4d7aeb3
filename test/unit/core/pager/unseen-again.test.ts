import { describe, expect, it } from 'vitest'
import type { ConfigInput } from '@shared/config/schema'
import type { Page } from '@shared/domain/page'
import { aSnapshot, NOW } from '../../../builders'
import { aSetup, prom, startCore, type Core } from '../core-harness'
import { again, aLog, M, run, S, sees, WATCHDOG, type Log } from './blindness'

const ALL_DAY: ConfigInput = { paging: { night: { from: '00:00', to: '00:00' } } }
const TWO: ConfigInput = { ...ALL_DAY, services: [{ name: 's0', tier: 1 }, { name: 's1', tier: 1 }] }
const pagesOf = (core: Core): readonly Page[] => Object.values(core.state.app.pages)
const take = (core: Core, at: number): Core => core.do({ type: 'acknowledged', at, page: pagesOf(core)[0]!.id, held: { by: 'Mira', since: at, source: '' } })
type Answers = (at: number) => readonly ((core: Core) => Core)[]
/** Spans of minutes in which the first of two is seen; the second never is after the first minute. */
type Spans = readonly (readonly [from: number, to: number])[]
const isIn = (spans: Spans, at: number): boolean => spans.some(([from, to]) => at >= NOW + from * M && at < NOW + to * M)

/** Two of a kind that are lost after a minute: how they start, and how they are answered for. */
interface Kind { readonly start: () => Core; readonly answers: (spans: Spans) => Answers; readonly first: string; readonly told: string; readonly left: string; readonly services: readonly string[] }
const p2 = prom({ id: 'p2', name: 'p2', address: 'p2:9090' })
const p3 = prom({ id: 'p3', name: 'p3', address: 'p3:9090' })
const dog = { watchdog: { names: ['Watchdog'], declared: true } } as const
const dogs = [aSetup(dog), aSetup({ ...dog, id: 'am2', name: 'am2', address: 'am2:9093' })]
const KINDS: Readonly<Record<string, Kind>> = {
  services: {
    start: () => startCore([prom()], { config: TWO }).answer('prom', aSnapshot({ services: [sees('s0', NOW), sees('s1', NOW)] }), NOW).tick(NOW + 11 * S), first: 'service:production/s0', told: 'Unknown: s0, PRODUCTION', left: 'Unknown: s1, PRODUCTION', services: ['s1'],
    answers: (spans) => (at) => [(c) => c.answer('prom', aSnapshot({ services: [sees('s0', at, isIn(spans, at)), sees('s1', at, at < NOW + M)] }), at)]
  },
  sources: {
    start: () => [prom(), p2].reduce((c, { id }, i) => c.answer(id, aSnapshot({ services: [sees(`s${i}`, NOW)] }), NOW), startCore([prom(), p2, p3], { config: TWO })).answer('p3', aSnapshot({ services: [] }), NOW).tick(NOW + 11 * S),
    first: 'source:prom', told: 'Garda cannot see prom', left: 'Garda cannot see p2', services: ['s1'],
    answers: (spans) => (at) => [
      (c) => (isIn(spans, at) ? c.answer('prom', aSnapshot({ services: [sees('s0', at)] }), at) : c.fail('prom', at)),
      (c) => (at < NOW + M ? c.answer('p2', aSnapshot({ services: [sees('s1', at)] }), at) : c.fail('p2', at)), (c) => c.answer('p3', aSnapshot({ services: [] }), at)
    ]
  },
  watchdogs: {
    start: () => dogs.reduce((c, { id }) => c.answer(id, aSnapshot({ alerts: [WATCHDOG] }), NOW), startCore(dogs, { config: ALL_DAY })).tick(NOW + 11 * S), first: 'watchdog:am:Watchdog',
    told: 'CRITICAL: alerts of am no longer come through', left: 'CRITICAL: alerts of am2 no longer come through', services: [],
    answers: (spans) => (at) => [(c) => c.answer('am', aSnapshot({ alerts: isIn(spans, at) ? [WATCHDOG] : [] }), at), (c) => c.answer('am2', aSnapshot({ alerts: at < NOW + M ? [WATCHDOG] : [] }), at)]
  }
}
const subjects = (page: Page): readonly string[] => page.unseen.map((key) => key.replace(/:\d+$/, ''))
/** Both are lost, and the page is taken at ten minutes; the first is seen in these spans. */
const night = ({ start, answers }: Kind, spans: Spans, end: number, log: Log = aLog(), takenAt = 10): Core => {
  const step = answers([[0, 1], ...spans])
  const open = run(start(), [NOW + 15 * S, NOW + takenAt * M], log, step)
  return run(take(open, NOW + takenAt * M), [NOW + takenAt * M + 15 * S, NOW + end * M], log, step)
}
const news = ({ told, sounds, hooks }: Log, after: number): readonly unknown[] =>
  [told.filter((line) => parseInt(line) > after * 60).map((line) => line.replace(/^\d+s /, '')), sounds.filter((s) => s > after * 60).length > 0, hooks.filter((h) => parseInt(h) > after * 60).map((h) => h.replace(/^\d+s /, ''))[0]]

describe.each(Object.entries(KINDS))('of two %s on a page that somebody has', (_, kind) => {
  const lost = { subjects: [kind.first], loud: true }
  const tell = (core: Core): readonly unknown[] => pagesOf(core).map((p) => (p.status === 'open' ? { subjects: subjects(p), loud: p.loud } : [p.status, p.unseen.length]))

  it('the one that was seen for hours pages by itself when it is lost again', () => {
    const log = aLog()
    const core = night(kind, [[20, 60]], 80, log)
    expect([tell(core), news(log, 10)]).toEqual([[['held', 1], lost], [[expect.stringMatching(new RegExp(`(unseen|source-blind) critical: ${kind.told}$`))], true, 'paged']])
  })

  it('the one that was seen no longer than an event lasts is still what was taken', () => {
    const log = aLog()
    const core = night(kind, [[20, 49]], 70, log)
    expect([tell(core), news(log, 10)]).toEqual([[['held', 2]], [[], false, undefined]])
  })

  it('the one that blinks while it is back is back all the same', () => {
    const log = aLog()
    const core = night(kind, [[20, 40], [40.5, 60]], 90, log)
    expect([tell(core), news(log, 10).slice(1)]).toEqual([[['held', 1], lost], [true, 'paged']])
  })

  it('the one that is lost for longer in between begins anew', () => {
    const log = aLog()
    const core = night(kind, [[20, 40], [48, 68]], 80, log)
    expect([tell(core), news(log, 10)]).toEqual([[['held', 2]], [[], false, undefined]])
  })

  it('the one that was seen for hours before the page was taken is not taken by that', () => {
    const log = aLog()
    const core = night(kind, [[20, 70]], 90, log, 60)
    expect([tell(core), news(log, 70).slice(1)]).toEqual([[['held', 1], lost], [true, 'paged']])
  })

  it('the one that is lost again while the page still asks is one page, and told once', () => {
    const log = aLog()
    const core = run(kind.start(), [NOW + 15 * S, NOW + 80 * M], log, kind.answers([[0, 1], [20, 60]]))
    expect([pagesOf(core).map((p) => [p.status, p.unseen.length, p.seenAgain]), log.told.filter((t) => parseInt(t) > 600), log.hooks.filter((h) => h.endsWith(' paged')).length]).toEqual([[['open', 2, undefined]], [], 1])
  })

  it('the one that was seen for so long leaves the page, which says what is left', () => {
    const [[before], [after]] = [pagesOf(night(kind, [[20, 90]], 50)), pagesOf(night(kind, [[20, 90]], 51))]
    const other = before!.unseen.filter((key) => !key.startsWith(kind.first))
    expect([before!.unseen.length, [after!.unseen, after!.seenAgain, after!.status, after!.flaps, after!.title, after!.services]]).toEqual([2, [other, undefined, 'held', 0, kind.left, kind.services]])
  })
})

describe('what is seen again on a page', () => {
  const { services } = KINDS
  it('is known over a restart', () => {
    const log = aLog()
    const before = night(services!, [[20, 30]], 30)
    const after = run(again(before, [prom()], NOW + 31 * M), [NOW + 31 * M + 5 * S, NOW + 80 * M], log, services!.answers([[31, 52]]))
    expect([pagesOf(before).map((p) => p.seenAgain), pagesOf(after).map((p) => [p.status, p.unseen, p.services, p.title])]).toEqual([
      [{ 'service:production/s0': NOW + 20 * M }],
      [['held', ['service:production/s1'], ['s1'], 'Unknown: s1, PRODUCTION'], ['open', ['service:production/s0'], ['s0'], 'Unknown: s0, PRODUCTION']]
    ])
  })

  it('stays as long as the grace where that is longer', () => {
    const config: ConfigInput = { ...TWO, paging: { night: { from: '00:00', to: '00:00' }, grace: '1h' } }
    const long: Kind = { ...services!, start: () => startCore([prom()], { config }).answer('prom', aSnapshot({ services: [sees('s0', NOW), sees('s1', NOW)] }), NOW).tick(NOW + 11 * S) }
    expect([70, 85].map((end) => pagesOf(night(long, [[20, end]], 95)).map((p) => [p.status, p.unseen.length]))).toEqual([[['held', 2]], [['held', 1], ['open', 1]]])
  })

  it('changes nothing from one moment to the next, so that nothing travels (law 6)', () => {
    const core = night(services!, [[20, 90]], 30)
    expect(core.tick(NOW + 30 * M + 5 * S).state.app.pages).toBe(core.state.app.pages)
  })
})
