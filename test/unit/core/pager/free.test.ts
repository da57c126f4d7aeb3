import { describe, expect, it } from 'vitest'
import { endingOf } from '@shared/domain/page'
import { aSnapshot, NOW } from '../../../builders'
import { aSetup, prom, startCore } from '../core-harness'
import { an, BEGAN, H, held, M, pagesOf, S, silenced, watch } from './watched'

const [A, B] = [(over = {}, from = BEGAN) => an('A', 'db', from, over), (over = {}) => an('B', 'db', BEGAN, over)]
const inhibited = { state: 'suppressed', inhibitedBy: ['i1'] }
const warning = (over = {}) => an('Slow', 'db', BEGAN, over, { severity: 'warning' })
const brief = (w: ReturnType<typeof watch>) => pagesOf(w.core()).map((p) => [p.status, p.severity])
/** A page of which Mira has B; nobody has A. */
const partly = (other: typeof B = B) => {
  const w = watch()
  w.until(NOW + 2 * M, () => [A(), other()])
  w.until(NOW + 5 * M, () => [A(), other(held)])
  return w
}
/** Whether the blink is in the one answer that comes then. */
const isAt = (at: number, then: number): boolean => at === then

describe('what nobody has, on a page of which somebody has the rest', () => {
  const spell = (other: typeof B, during: () => ReturnType<typeof A>[], after = A, ms = 15 * S) => {
    const w = partly(other)
    const since = w.since()
    w.until(NOW + 7 * M, (at) => [...(at >= NOW + 5 * M && at < NOW + 5 * M + ms ? during() : [after()]), other(held)])
    return [brief(w), since.hooks(), since.sounds() > 0]
  }
  const asks = [[['open', 'critical']], [], true]

  it('goes on asking over a blink, and is not taken by that', () => {
    expect([spell(B, () => []), spell(warning, () => []), spell(B, () => [], () => A({}, NOW + 5 * M + 10 * S))]).toEqual([asks, asks, asks])
  })

  it('asks again once it is not inhibited any more', () => {
    expect(spell(B, () => [A(inhibited)], A, M)).toEqual([[['open', 'critical']], ['acknowledged'], true])
    const w = partly()
    w.until(NOW + 10 * M, () => [A(inhibited), B(held)])
    expect(brief(w)).toEqual([['held', 'critical']])
    const after = w.since()
    w.until(NOW + 15 * M, () => [A(), B(held)])
    expect([brief(w), after.hooks(), after.told(), after.sounds() > 0]).toEqual([[['open', 'critical']], ['paged'], ['called'], true])
  })

  it('asks once its silence is over, also where that ends in a restart', () => {
    const w = watch()
    w.until(NOW + 2 * M, () => [A(), B()])
    w.until(NOW + 10 * M, () => [A(silenced), B()])
    w.until(NOW + 20 * M, () => [A(silenced), B(held)])
    expect(brief(w)).toEqual([['held', 'critical']])
    const { episodes, app: { pages } } = w.core().state
    const again = watch({}, { at: NOW + 21 * M, episodes, pages, lastRunAt: NOW + 20 * M })
    again.until(NOW + 25 * M, () => [A(), B(held)], NOW + 21 * M)
    expect([brief(again), again.sounds() > 0, again.hooks()]).toEqual([[['open', 'critical']], true, ['paged']])
  })

  it('is taken with the rest by whoever has all of it, or once it is over', () => {
    const over = partly()
    const since = over.since()
    over.until(NOW + 9 * M, (at) => (at < NOW + 6 * M ? [A(), B(held)] : [B(held)]))
    expect([brief(over), since.hooks()]).toEqual([[['held', 'critical']], ['acknowledged']])
    const blink = partly()
    // Mira takes it while it blinks once more
    blink.until(NOW + 6 * M, (at) => (isAt(at, NOW + 5 * M + 30 * S) ? [B(held)] : [A(held), B(held)]))
    expect(brief(blink)).toEqual([['held', 'critical']])
  })

  it('is over after the grace though the clock is set back meanwhile', () => {
    const w = watch()
    w.until(NOW + 2 * H, () => [])
    w.until(NOW + 2 * H + 5 * M, (at) => [A({}, NOW + 2 * H), an('B', 'db', NOW + 2 * H, at < NOW + 2 * H + 2 * M ? {} : held)])
    w.until(NOW + 2 * H + 5 * M + 30 * S, () => [an('B', 'db', NOW + 2 * H, held)])
    expect(brief(w)).toEqual([['open', 'critical']])
    w.until(NOW + H + 2 * M, () => [an('B', 'db', NOW + 2 * H, held)], NOW + H)
    expect(brief(w)).toEqual([['held', 'critical']])
  })
})

describe('what is left when something that somebody has is over', () => {
  it('asks where only something less bad of its service is taken', () => {
    const w = watch()
    w.until(NOW + 2 * M, () => [A(), warning()])
    w.until(NOW + 5 * M, () => [A(held), warning(held)])
    w.until(NOW + 10 * M, () => [A(held), warning(held), an('C', 'db', NOW + 5 * M)])
    expect(brief(w)).toEqual([['held', 'critical']])
    const after = w.since()
    w.until(NOW + 15 * M, () => [warning(held), an('C', 'db', NOW + 5 * M)])
    expect([brief(w), after.hooks(), after.told()]).toEqual([[['open', 'critical']], ['paged'], ['called']])
  })

  it('asks after the grace though the clock is set back meanwhile', () => {
    const w = watch({ services: [{ name: 'web', dependsOn: ['db'] }, { name: 'db' }] })
    const web = () => an('Errors', 'web', NOW + H + 10 * M)
    w.until(NOW + H, () => [])
    w.until(NOW + H + 5 * M, () => [A({}, NOW + H)])
    w.until(NOW + H + 20 * M, (at) => [A(held, NOW + H), ...(at >= NOW + H + 10 * M ? [web()] : [])])
    w.until(NOW + H + 20 * M + 40 * S, () => [web()])
    expect([brief(w), pagesOf(w.core()).map((p) => p.bareSince)]).toEqual([[['held', 'critical']], [NOW + H + 20 * M]])
    w.until(NOW + 30 * M, () => [web()], NOW + 20 * M)
    expect(brief(w)).toEqual([['open', 'critical']])
  })
})

describe('a critical that comes and goes beside a warning', () => {
  const ladder = (beside: readonly ReturnType<typeof warning>[]) => {
    const w = watch({ paging: { night: { from: '00:00', to: '00:00' }, onCall: { people: ['Mira', 'Kari'], start: '2020-01-06', every: 7, zone: 'UTC' } } })
    w.then((core, at) => core.do({ type: 'meta', at, change: { shift: { now: { name: 'Mira', until: NOW + 9 * H }, next: null, order: ['Mira', 'Kari'] } } }))
    w.until(NOW + 30 * M, (at) => [...((at - NOW) % (4 * M) === 0 ? [] : [A()]), ...beside])
    return [w.hooks(), pagesOf(w.core()).map((p) => p.reached)]
  }

  it('climbs its ladder as it does alone: to a phone, and on to the next person', () => {
    const climbed = [['paged', 'passed-on', 'repeated', 'repeated'], [['Mira', 'Kari']]]
    expect([ladder([warning()]), ladder([])]).toEqual([climbed, climbed])
  })
})

describe('a critical that comes and goes for longer than a blink beside a warning', () => {
  const night = (to: number, on: number, off: number, beside: boolean) => {
    const w = watch({ paging: { night: { from: '00:00', to: '00:00' }, onCall: { people: ['Mira', 'Kari'], start: '2020-01-06', every: 7, zone: 'UTC' } } })
    w.then((core, at) => core.do({ type: 'meta', at, change: { shift: { now: { name: 'Mira', until: NOW + 9 * H }, next: null, order: ['Mira', 'Kari'] } } }))
    w.until(NOW + to, (at) => [...((at - NOW) % (on + off) < on ? [A({}, at - ((at - NOW) % (on + off)))] : []), ...(beside ? [warning()] : [])])
    return [pagesOf(w.core()).map((p) => [p.openedAt, p.status, p.reached, p.flaps]), w.hooks(), w.told(), w.sounds()]
  }

  it('pages as it does alone: to a phone, and, as the grace grows, on to the next person', () => {
    const [often, seldom] = [[60 * M, 4 * M, 90 * S], [90 * M, 90 * S, 2 * M]].map(([to, on, off]) => [night(to!, on!, off!, true), night(to!, on!, off!, false)])
    expect([often![0], seldom![0]]).toEqual([often![1], seldom![1]])
    expect(often![0]!.slice(0, 3)).toEqual([
      [[NOW + 15 * S, 'over', ['Mira'], 0], [NOW + 5.5 * M, 'open', ['Mira', 'Kari'], 9]],
      ['paged', 'resolved', 'paged', 'passed-on', 'repeated', 'repeated', 'repeated', 'repeated'], ['new', 'resolved', 'new']
    ])
  })
})

describe('the words of a page', () => {
  it('tell of what is left once the rest is over, and hooks of what each alert is', () => {
    const w = watch()
    w.until(NOW + M, () => [A(), B(), an('C', 'db')])
    const all = pagesOf(w.core()).map((p) => p.title)
    w.until(NOW + M + 45 * S, () => [A(), B()])
    const blink = pagesOf(w.core()).map((p) => p.title)
    w.until(NOW + 5 * M, () => [A()])
    expect([all, blink, pagesOf(w.core()).map((p) => [p.title, p.alerts.length, p.ended.length])]).toEqual([['CRITICAL: 3 alerts, one incident, PRODUCTION'], ['CRITICAL: 3 alerts, one incident, PRODUCTION'], [['CRITICAL: db, PRODUCTION', 3, 2]]])
    w.until(NOW + 8 * M, () => [A(), an('C', 'db', NOW + 5 * M)])
    expect(pagesOf(w.core()).map((p) => p.title)).toEqual(['CRITICAL: 2 alerts, one incident, PRODUCTION'])
  })

  it('name all of it once it is over', () => {
    const w = watch({ services: [{ name: 'web', dependsOn: ['db'] }, { name: 'db' }] })
    w.until(NOW + 3 * M, () => [A(), an('Errors', 'web')])
    w.until(NOW + 6 * M, () => [an('Errors', 'web')])
    const left = pagesOf(w.core()).map((p) => p.title)
    w.until(NOW + 8 * M, () => [])
    expect([left, w.core().told.at(-1)]).toEqual([['CRITICAL: web, PRODUCTION'], 'Resolved: 2 alerts, one incident, PRODUCTION'])
  })

  it('tell of a critical that is back beside a warning as of a critical', () => {
    const w = watch()
    w.until(NOW + 3 * M, () => [A(), warning()])
    w.until(NOW + 8 * M, () => [warning()])
    const left = pagesOf(w.core()).map((p) => [p.title, p.severity])
    w.until(NOW + 10 * M, () => [A({}, NOW + 8 * M), warning()])
    expect([left, pagesOf(w.core()).map((p) => [p.title, p.severity])]).toEqual([[['CRITICAL: 2 alerts, one incident, PRODUCTION', 'critical']], [['CRITICAL: 2 alerts, one incident, PRODUCTION', 'critical'], ['CRITICAL: db, PRODUCTION', 'critical']]])
  })

  it('name whoever has it by now', () => {
    const w = partly()
    const kari = { held: { by: 'Kari', since: NOW + 6 * M, source: 'am' } }
    w.until(NOW + 6 * M, () => [A(held), B(held)])
    expect(pagesOf(w.core()).map((p) => p.held?.by)).toEqual(['Mira'])
    w.until(NOW + 7 * M, () => [A(kari), B(held)])
    expect(pagesOf(w.core()).map((p) => p.held?.by)).toEqual(['Mira'])
    w.until(NOW + 8 * M, () => [A(kari), B(kari)])
    expect(pagesOf(w.core()).map((p) => [p.status, p.held?.by])).toEqual([['held', 'Kari']])
  })
})

describe('what was taken and is hidden', () => {
  it('is given back when nobody has it once it shows again, however it was hidden', () => {
    const over = (hidden: () => ReturnType<typeof A>[], ms: number) => {
      const w = partly()
      w.until(NOW + 6 * M, () => [A(held), B(held)])
      w.until(NOW + 6 * M + ms, () => [...hidden(), B(held)])
      const before = brief(w)
      const after = w.since()
      w.until(NOW + 12 * M, () => [A(), B(held)])
      return [before, brief(w), after.hooks(), after.sounds() > 0]
    }
    const given = [[['held', 'critical']], [['open', 'critical']], ['paged'], true]
    expect([over(() => [A(inhibited)], 2 * M), over(() => [], 15 * S)]).toEqual([given, given])
  })
})

describe('what began before somebody took its page, and was held back from this desk', () => {
  it('pages by itself when that is over', () => {
    const w = watch()
    w.until(NOW + 2 * M, () => [B()])
    w.then((core, at) => core.do({ type: 'meta', at, change: { pausedUntil: NOW + 10 * M } }))
    w.until(NOW + 10 * M, (at) => [A({}, NOW + 3 * M), B(at >= NOW + 5 * M ? { held: { by: 'Mira', since: NOW + 5 * M, source: 'am' } } : {})])
    const after = w.since()
    w.then((core, at) => core.do({ type: 'meta', at, change: { pausedUntil: null } }))
    w.until(NOW + 15 * M, () => [A({}, NOW + 3 * M), B({ held: { by: 'Mira', since: NOW + 5 * M, source: 'am' } })])
    expect([pagesOf(w.core()).map((p) => [p.status, p.alerts.length]), after.hooks(), after.told(), after.sounds() > 0]).toEqual([[['held', 1], ['open', 1]], ['paged'], ['new'], true])
  })
})

describe('a page whose alerts are over', () => {
  it('is over though another source was never heard since the start', () => {
    let core = startCore([aSetup(), prom()], { config: { paging: { night: { from: '00:00', to: '00:00' } } } }).answer('am', aSnapshot({ alerts: [] }), NOW)
    for (let at = NOW + 15 * S; at < NOW + 10 * M; at += 15 * S) core = core.tick(at).fail('prom', at).answer('am', aSnapshot({ alerts: at < NOW + 5 * M ? [A()] : [] }), at)
    expect([pagesOf(core).map((p) => [p.status, endingOf(p)]), core.told.at(-1)]).toEqual([[['over', 'resolved']], 'Resolved: db, PRODUCTION'])
    // after a restart the one that told it has to say so
    const { episodes, app: { pages } } = startCore([aSetup(), prom()]).answer('am', aSnapshot({ alerts: [] }), NOW).answer('prom', aSnapshot({ alerts: [] }), NOW).answer('prom', aSnapshot({ alerts: [A()] }), NOW + 15 * S)
      .answer('am', aSnapshot({ alerts: [] }), NOW + 16 * S).state
    let again = startCore([aSetup(), prom()], { at: NOW + M, episodes, pages, lastRunAt: NOW + M })
    for (let at = NOW + M + 15 * S; at < NOW + 10 * M; at += 15 * S) again = again.tick(at).fail('prom', at).answer('am', aSnapshot({ alerts: [] }), at)
    expect(pagesOf(again).filter((p) => p.alerts.length > 0).map((p) => p.status)).toEqual(['open'])
  })

  it('is resolved once what was held back is gone, and hooks hear that', () => {
    const w = watch()
    w.until(NOW + 2 * M, () => [A()])
    w.until(NOW + 10 * M, () => [A(silenced)])
    const quiet = [pagesOf(w.core()).map((p) => [p.status, endingOf(p)]), w.hooks()]
    w.until(NOW + 15 * M, () => [])
    expect([quiet, pagesOf(w.core()).map((p) => [p.status, endingOf(p)]), w.hooks(), w.told()]).toEqual([[[['over', 'suppressed']], ['suppressed']], [['over', 'resolved']], ['suppressed', 'resolved'], ['new']])
  })
})
