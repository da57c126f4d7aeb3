import { describe, expect, it } from 'vitest'
import { aSnapshot, NOW } from '../../../builders'
import { prom, startCore } from '../core-harness'
import { an, BEGAN, held, M, pagesOf, S, silenced, watch } from './watched'

const warning = { severity: 'warning' }
const statuses = (w: ReturnType<typeof watch>) => pagesOf(w.core()).map((p) => [p.status, p.held, p.window])

describe('what was taken with something', () => {
  const services = [{ name: 'web', dependsOn: ['db'] }, { name: 'api', dependsOn: ['db'] }, { name: 'db' }]
  const [db, api, web] = [(over = {}) => an('Down', 'db', BEGAN, over), (over = {}) => an('Errors', 'api', BEGAN, over), (over = {}) => an('Errors', 'web', NOW + 10 * M, over)]
  const both = () => {
    const w = watch({ services })
    w.until(NOW + M, () => [db(), api()])
    w.until(NOW + 20 * M, (at) => [db(held), api(held), ...(at >= NOW + 10 * M ? [web()] : [])])
    return w
  }

  it('calls when that is over or silenced, though something else that was taken goes on', () => {
    const over = (rest: () => readonly ReturnType<typeof an>[]) => {
      const w = both()
      const before = pagesOf(w.core()).map((p) => p.status)
      const after = w.since()
      w.until(NOW + 25 * M, rest)
      return [before, pagesOf(w.core()).map((p) => p.status), after.sounds() > 0, after.hooks()]
    }
    expect([over(() => [api(held), web()]), over(() => [db(silenced), api(held), web()])]).toEqual([[['held'], ['open'], true, ['paged']], [['held'], ['open'], true, ['paged']]])
  })

  it('calls when its cause is over and all that is left to explain it began on its service more than half an hour before', () => {
    const later = (begins: number) => {
      const w = watch({ services })
      const next = () => an('Queue', 'api', NOW + begins)
      w.until(NOW + M, () => [db(), api()])
      w.until(NOW + 50 * M, (at) => [db(held), api(held), ...(at >= NOW + begins ? [next()] : [])])
      const [before, after] = [pagesOf(w.core()).map((p) => p.status), w.since()]
      w.until(NOW + 50 * M + 45 * S, () => [api(held), next()])
      const soon = [pagesOf(w.core()).map((p) => p.status), after.sounds()]
      w.until(NOW + 55 * M, () => [api(held), next()])
      return [before, soon, pagesOf(w.core()).map((p) => p.status), after.sounds() > 0, after.hooks()]
    }
    expect([later(40 * M), later(20 * M)]).toEqual([[['held'], [['held'], 0], ['open'], true, ['paged']], [['held'], [['held'], 0], ['held'], false, []]])
  })

  it('does not when that is only gone for a blink, nor when it is over a moment before it', () => {
    const w = both()
    const after = w.since()
    w.until(NOW + 40 * M, (at) => (at >= NOW + 21 * M && at < NOW + 21 * M + 30 * S ? [api(held), web()] : [db(held), api(held), web()]))
    w.until(NOW + 41 * M, (at) => (at < NOW + 40 * M + 20 * S ? [web()] : []))
    expect([pagesOf(w.core()).map((p) => p.status), after.sounds(), after.hooks(), after.urgent()]).toEqual([['held'], 0, [], []])
    w.until(NOW + 43 * M, () => [])
    expect([pagesOf(w.core()).map((p) => p.status), after.sounds(), after.hooks(), after.told()]).toEqual([['over'], 0, ['resolved'], ['resolved']])
  })

  it('is told on the page of before when it began while Garda was not running', () => {
    const first = watch({ services })
    first.until(NOW + M, () => [db()])
    first.until(NOW + 3 * M, () => [db(held)])
    const { episodes, app: { pages } } = first.core().state
    const w = watch({ services }, { at: NOW + 4 * M, episodes, pages, lastRunAt: NOW + 3 * M })
    w.until(NOW + 10 * M, () => [db(held), an('Errors', 'web', NOW + 3 * M + 30 * S)], NOW + 4 * M)
    expect([pagesOf(w.core()).map((p) => [p.status, p.services]), w.sounds(), w.hooks()]).toEqual([[['held', ['db', 'web']]], 0, []])
  })

  it('calls when it was given back while the computer slept', () => {
    const w = watch({ services })
    const disk = (over = {}) => an('Disk', 'db', NOW + 2 * M, over)
    w.until(NOW + M, () => [db()])
    w.until(NOW + 5 * M, (at) => [db(held), ...(at > NOW + 2 * M ? [disk({ held: { by: 'Kari', since: NOW, source: 'am' } })] : [])])
    w.then((core) => core.do({ type: 'woke', at: NOW + 10 * M, from: NOW + 5 * M, until: NOW + 11 * M, why: 'slept', awaited: [] }))
    const after = w.since()
    w.until(NOW + 15 * M, () => [db(held), disk()], NOW + 10 * M + 5 * S)
    expect([pagesOf(w.core()).map((p) => p.status), after.sounds() > 0]).toEqual([['open'], true])
  })
})

describe('an open page', () => {
  it('is quiet from when its severity or environment was turned off', () => {
    const off = (notifications: object) => {
      const w = watch()
      w.until(NOW + M, () => [an('Down', 'db')])
      w.then((core, at) => core.do({ type: 'configured', at, config: { ...core.state.config, notifications: { ...core.state.config.notifications, ...notifications } }, sources: Object.values(core.state.memory).map((m) => m.setup), file: null, notices: [] }))
      const after = w.since()
      w.until(NOW + 20 * M, () => [an('Down', 'db')])
      return [after.sounds(), after.hooks(), pagesOf(w.core()).map((p) => p.window)]
    }
    expect([off({ severities: ['warning'] }), off({ environments: ['staging'] }), off({})[1]]).toEqual([[0, [], [false]], [0, [], [false]], ['paged', 'repeated']])
  })

  it('pages in the morning for what a rule lists at night only', () => {
    const w = watch({ paging: { rules: [{ when: { service: ['db'], time: 'night' as const }, then: 'list' as const }], night: { from: '00:00', to: '12:20', zone: 'UTC' } } })
    w.until(NOW + 30 * M, (at) => (at >= NOW + 5 * M ? [an('Down', 'db', NOW + 5 * M)] : []))
    expect([pagesOf(w.core()).map((p) => [p.route, p.status]), w.sounds() > 0, w.hooks().slice(0, 1), w.told()]).toEqual([[['page', 'open']], true, ['paged'], ['morning']])
  })
})

describe('what lies downstream of a cause that somebody has', () => {
  const services = [{ name: 'web', dependsOn: ['api'] }, { name: 'api', dependsOn: ['db'] }, { name: 'db' }, { name: 'cms', dependsOn: ['queue'] }, { name: 'queue', dependsOn: ['cms'] }]
  const db = () => an('Down', 'db', BEGAN, held)
  const web = (over = {}) => an('Errors', 'web', NOW + 50 * M, over)

  it('is told on its page however late it begins, and heard once the cause is over and it is not', () => {
    const w = watch({ services })
    w.until(NOW + M, () => [an('Down', 'db')])
    const after = w.since()
    w.until(NOW + 60 * M, (at) => [db(), ...(at >= NOW + 50 * M ? [web()] : [])])
    expect([pagesOf(w.core()).map((p) => [p.status, p.services]), after.sounds(), after.hooks(), after.told(), after.urgent()]).toEqual([[['held', ['db', 'web']]], 0, ['acknowledged'], ['joined'], []])
    const over = w.since()
    w.until(NOW + 65 * M, () => [web()])
    expect([pagesOf(w.core()).map((p) => [p.status, p.title]), over.sounds() > 0, over.hooks()]).toEqual([[['open', 'CRITICAL: web, PRODUCTION']], true, ['paged']])
  })

  it('stays with it when it comes and goes', () => {
    const w = watch({ services })
    w.until(NOW + M, () => [an('Down', 'db')])
    w.until(NOW + 60 * M, (at) => [db(), ...(at >= NOW + 50 * M ? [web()] : [])])
    const after = w.since()
    w.until(NOW + 70 * M, (at) => [db(), ...(at >= NOW + 66 * M ? [an('Errors', 'web', NOW + 66 * M)] : [])])
    expect([pagesOf(w.core()).map((p) => p.status), after.sounds(), after.hooks()]).toEqual([['held'], 0, []])
  })

  it('is told there though its own service is on the page already, and what lies above it', () => {
    const w = watch({ services })
    const first = [an('Down', 'db'), an('Errors', 'api'), an('Errors', 'web')]
    w.until(NOW + M, () => first)
    w.until(NOW + 50 * M, () => [db(), an('Errors', 'api', BEGAN, held), an('Errors', 'web', BEGAN, held)])
    const after = w.since()
    w.until(NOW + 55 * M, () => [db(), an('Errors', 'api', BEGAN, held), an('Errors', 'web', BEGAN, held), an('Slow', 'api', NOW + 50 * M)])
    expect([pagesOf(w.core()).map((p) => [p.status, p.alerts.length]), after.sounds(), after.told()]).toEqual([[['held', 4]], 0, ['joined']])
  })

  it('pages by itself where nobody has heard of the cause lately', () => {
    const other = prom({ id: 'p2', name: 'p2', address: 'p2:9090' })
    let core = startCore([prom(), other], { config: { services, paging: { night: { from: '00:00', to: '00:00' } } } }).answer('prom', aSnapshot({ alerts: [] }), NOW).answer('p2', aSnapshot({ alerts: [] }), NOW).answer('prom', aSnapshot({ alerts: [an('Down', 'db', BEGAN, held)] }), NOW + 15 * S)
    for (let at = NOW + 30 * S; at < NOW + 60 * M; at += 15 * S) {
      core = (at < NOW + 5 * M ? core.answer('prom', aSnapshot({ alerts: [an('Down', 'db', BEGAN, held)] }), at) : core.fail('prom', at)).answer('p2', aSnapshot({ alerts: at < NOW + 50 * M ? [] : [web()] }), at).tick(at)
    }
    expect(pagesOf(core).filter((p) => p.alerts.length > 0).map((p) => [p.status, p.services])).toContainEqual(['open', ['web']])
  })

  it('pages by itself where nobody has the cause, though somebody has the page', () => {
    const apart = [{ name: 'web', dependsOn: ['db'] }, { name: 'api', dependsOn: ['db'] }, { name: 'db' }]
    const w = watch({ services: apart, paging: { night: { from: '00:00', to: '00:00' }, rules: [{ when: { service: ['db'] }, then: 'notify' as const }] } })
    w.until(NOW + M, () => [an('Down', 'db'), an('Errors', 'api')])
    w.until(NOW + 55 * M, (at) => [an('Down', 'db'), an('Errors', 'api', BEGAN, held), ...(at >= NOW + 50 * M ? [an('Errors', 'web', NOW + 50 * M)] : [])])
    expect(pagesOf(w.core()).map((p) => [p.status, p.services])).toEqual([['held', ['db', 'api']], ['open', ['web']]])
  })

  it('pages by itself where the cause is only worth a look, is over, is silenced, or where services need each other', () => {
    const late = (cause: (at: number) => readonly ReturnType<typeof an>[], symptom = web) => {
      const w = watch({ services })
      w.until(NOW + 55 * M, (at) => [...cause(at), ...(at >= NOW + 50 * M ? [symptom()] : [])])
      return pagesOf(w.core()).filter((p) => p.status === 'open').map((p) => p.services)
    }
    expect([
      late((at) => [an('Slow', 'db', BEGAN, at > NOW + M ? held : {}, warning)]), late((at) => (at < NOW + 10 * M ? [an('Down', 'db')] : [])), late((at) => [an('Down', 'db', BEGAN, at > NOW + M ? silenced : {})]),
      late((at) => [an('Down', 'queue', BEGAN, at > NOW + M ? held : {})], () => an('Errors', 'cms', NOW + 50 * M))
    ]).toEqual([[['web']], [['web']], [['web']], [['cms']]])
  })
})

describe('a page of which a colleague has all that pages', () => {
  it('is theirs, though something goes on that is only worth a look: nothing more is heard', () => {
    const w = watch()
    w.until(NOW + 3 * M, () => [an('ErrorRate', 'api'), an('Slow', 'api', BEGAN, {}, warning)])
    const after = w.since()
    w.until(NOW + 20 * M, () => [an('ErrorRate', 'api', BEGAN, held), an('Slow', 'api', BEGAN, {}, warning)])
    expect([statuses(w), after.sounds(), after.hooks(), after.told()]).toEqual([[['held', held.held, false]], 0, ['acknowledged'], []])
  })

  it('asks again when that is given back, not when what is only worth a look is', () => {
    const w = watch()
    const slow = (over = {}) => an('Slow', 'api', BEGAN, over, warning)
    w.until(NOW + M, () => [an('ErrorRate', 'api'), slow()])
    w.until(NOW + 5 * M, () => [an('ErrorRate', 'api', BEGAN, held), slow(held)])
    const light = w.since()
    w.until(NOW + 10 * M, () => [an('ErrorRate', 'api', BEGAN, held), slow()])
    expect([statuses(w), light.sounds(), light.hooks()]).toEqual([[['held', held.held, false]], 0, []])
    const given = w.since()
    w.until(NOW + 13 * M, () => [an('ErrorRate', 'api'), slow()])
    expect([statuses(w), given.sounds(), given.hooks()]).toEqual([[['open', null, true]], 3, ['paged']])
  })

  it('is over when what they had is, though something that is only worth a look goes on; what pages then is another', () => {
    const w = watch()
    w.until(NOW + M, () => [an('ErrorRate', 'api'), an('Slow', 'api', BEGAN, {}, warning)])
    w.until(NOW + 5 * M, () => [an('ErrorRate', 'api', BEGAN, held), an('Slow', 'api', BEGAN, {}, warning)])
    const over = w.since()
    w.until(NOW + 10 * M, () => [an('Slow', 'api', BEGAN, {}, warning)])
    expect([statuses(w), over.sounds(), over.hooks()]).toEqual([[['over', held.held, false]], 0, ['resolved']])
    const next = w.since()
    w.until(NOW + 11 * M, () => [an('Slow', 'api', BEGAN, {}, warning), an('Down', 'api', NOW + 10 * M)])
    expect([statuses(w).at(-1), next.sounds(), next.told()]).toEqual([['open', null, true], 1, ['new']])
  })

  it('is not theirs while another that pages is nobody’s', () => {
    const w = watch()
    w.until(NOW + M, () => [an('ErrorRate', 'api'), an('Down', 'api'), an('Slow', 'api', BEGAN, {}, warning)])
    w.until(NOW + 5 * M, () => [an('ErrorRate', 'api', BEGAN, held), an('Down', 'api'), an('Slow', 'api', BEGAN, held, warning)])
    expect(statuses(w)).toEqual([['open', null, true]])
  })

  it('asks again when what was only worth a look pages by another hour', () => {
    const rules = [{ when: { severity: ['warning' as const], time: 'night' as const }, then: 'page' as const }]
    const w = watch({ paging: { rules, night: { from: '12:20', to: '14:00', zone: 'UTC' } } })
    w.until(NOW + M, () => [an('ErrorRate', 'api'), an('Slow', 'api', BEGAN, {}, warning)])
    w.until(NOW + 19 * M, () => [an('ErrorRate', 'api', BEGAN, held), an('Slow', 'api', BEGAN, {}, warning)])
    const night = w.since()
    expect(statuses(w)).toEqual([['held', held.held, false]])
    w.until(NOW + 22 * M, () => [an('ErrorRate', 'api', BEGAN, held), an('Slow', 'api', BEGAN, {}, warning)])
    expect([statuses(w), night.sounds() > 2, night.told(), night.urgent().length]).toEqual([[['open', null, true]], true, ['joined'], 1])
  })
})

const open = (w: ReturnType<typeof watch>) => pagesOf(w.core()).filter((p) => p.status !== 'over').map((p) => [p.status, p.alerts.length])

describe('what begins after half an hour on a service whose page somebody has', () => {
  const taken = an('A0', 'api', BEGAN, held)
  const later = (now: number, minutes: readonly number[]) => minutes.flatMap((m) => (now >= BEGAN + m * M ? [an(`A${m}`, 'api', BEGAN + m * M)] : []))

  it('pages by itself, though each begins within half an hour of another', () => {
    const w = watch()
    const minutes = Array.from({ length: 11 }, (_, i) => (i + 1) * 25)
    const all = w.since()
    w.until(NOW + 2 * M, () => [an('A0', 'api')])
    w.until(NOW + 5 * 60 * M, (now) => [taken, ...later(now, minutes)])
    // the second joins what is taken; the third is heard, and all that follow ring with it
    expect([open(w), all.told(), all.urgent().length]).toEqual([[['held', 2], ['open', 10]], ['new', 'joined', 'new', ...Array.from({ length: 9 }, () => 'joined')], 11])
  })

  it('is heard each half hour by whoever takes that, too', () => {
    const w = watch()
    const minutes = Array.from({ length: 6 }, (_, i) => (i + 1) * 20)
    const all = w.since()
    w.until(NOW + 2 * M, () => [an('A0', 'api')])
    w.until(NOW + 140 * M, (now) => [taken, ...later(now, minutes.filter((m) => now < BEGAN + (m + 3) * M)), ...minutes.filter((m) => now >= BEGAN + (m + 3) * M).map((m) => an(`A${m}`, 'api', BEGAN + m * M, held))])
    expect([open(w), all.told()]).toEqual([[['held', 2], ['held', 2], ['held', 2], ['held', 1]], ['new', 'joined', 'new', 'joined', 'new', 'joined', 'new']])
  })

  it('joins it while it still asks: one page, not two', () => {
    const w = watch()
    w.until(NOW + 90 * M, (now) => [an('A0', 'api'), ...later(now, [25, 50, 75])])
    expect(open(w)).toEqual([['open', 4]])
  })

  it('pages by itself while the page is snoozed; what begins sooner waits with it', () => {
    const w = watch()
    w.until(NOW + 26 * M, (now) => [an('A0', 'api'), ...later(now, [25])])
    w.then((core, at) => core.do({ type: 'snoozed', at, page: pagesOf(core)[0]!.id, until: at + 10 * M }))
    const after = w.since()
    w.until(NOW + 33 * M, (now) => [an('A0', 'api'), ...later(now, [25, 27, 32])])
    expect([open(w), after.told(), after.sounds() > 0]).toEqual([[['snoozed', 3], ['open', 1]], ['joined', 'new'], true])
  })

  it('keeps its pages over a restart, and whichever alert is over first', () => {
    const w = watch()
    w.until(NOW + 2 * M, () => [an('A0', 'api')])
    w.until(NOW + 60 * M, (now) => [taken, ...later(now, [25, 50])])
    const before = pagesOf(w.core()).map((p) => [p.id, p.status, p.alerts])
    expect(before.map(([, status]) => status)).toEqual(['held', 'open'])
    const { state } = w.core()
    const again = watch({}, { at: NOW + 61 * M, episodes: state.episodes, pages: state.app.pages, lastRunAt: NOW + 60 * M })
    again.until(NOW + 65 * M, (now) => [...later(now, [25, 50])].map((a) => ({ ...a, ...(a.startsAt < NOW + 30 * M ? held : {}) })), NOW + 61 * M)
    again.until(NOW + 70 * M, (now) => later(now, [50]))
    expect(pagesOf(again.core()).map((p) => [p.id, p.alerts])).toEqual(before.map(([id, , alerts]) => [id, alerts]))
  })

  it('is nobody’s when it was on the page, was gone and begins anew', () => {
    const w = watch()
    w.until(NOW + 5 * M, () => [an('A0', 'api'), an('Flaps', 'api')])
    w.until(NOW + 25 * M, () => [taken, an('Flaps', 'api', BEGAN, held)])
    w.until(NOW + 40 * M, () => [taken])
    const after = w.since()
    w.until(NOW + 45 * M, () => [taken, an('Flaps', 'api', NOW + 40 * M)])
    expect([open(w), after.told(), after.sounds() > 2]).toEqual([[['open', 2]], ['reopened'], true])
  })
})

describe('what begins on another service while somebody has a page', () => {
  const services = [{ name: 'web', dependsOn: ['api'] }, { name: 'api', dependsOn: ['db'] }, { name: 'db' }, { name: 'shop', dependsOn: ['api', 'queue'] }, { name: 'queue' }]
  /** What was told, and how the page stands, when `service` joins the page of `first`, which Mira has. */
  const joining = (first: readonly string[], ...then: readonly string[]) => joiningIn(services, first, ...then)
  const joiningIn = (services: readonly { readonly name: string; readonly dependsOn?: readonly string[] }[], first: readonly string[], ...then: readonly string[]) => {
    const w = watch({ services })
    const mine = (over = {}) => first.map((service) => an('Down', service, BEGAN, over))
    w.until(NOW + 2 * M, () => mine())
    w.until(NOW + 15 * M, () => mine(held))
    const after = w.since()
    then.forEach((_, i) => { w.until(NOW + (17 + i) * M, () => [...mine(held), ...then.slice(0, i + 1).map((service, n) => an('Errors', service, NOW + (15 + n) * M))]) })
    const [page] = pagesOf(w.core())
    return { told: after.told(), urgent: after.urgent().length, status: page?.status, says: page?.body.split('\n').at(-1), pages: pagesOf(w.core()).length }
  }

  it('is heard where what was taken needs it: the page asks again, and says why', () => {
    expect([joining(['web'], 'db'), joining(['web'], 'api')]).toEqual([
      { told: ['root'], urgent: 1, status: 'open', says: 'db, which web needs, began after Mira took it.', pages: 1 },
      { told: ['root'], urgent: 1, status: 'open', says: 'api, which web needs, began after Mira took it.', pages: 1 }
    ])
  })

  it('is taken with it where it lies on it, or downstream of something on the page', () => {
    expect([joining(['db'], 'web'), joining(['db'], 'db'), joining(['db'], 'web', 'api'), joining(['api', 'db'], 'shop'), joining(['web', 'db'], 'api')].map(({ told, urgent, status, pages }) => [told, urgent, status, pages]))
      .toEqual([[['joined'], 0, 'held', 1], [['joined'], 0, 'held', 1], [['joined', 'joined'], 0, 'held', 1], [['joined'], 0, 'held', 1], [['joined'], 0, 'held', 1]])
  })

  it('is heard where the two need each other', () => {
    expect(joiningIn([{ name: 'a', dependsOn: ['b'] }, { name: 'b', dependsOn: ['a'] }], ['a'], 'b')).toEqual({ told: ['root'], urgent: 1, status: 'open', says: 'b, which a needs, began after Mira took it.', pages: 1 })
  })

  it('is heard where it is the root of what joined since', () => {
    expect(joining(['api'], 'shop', 'queue')).toEqual({ told: ['joined', 'root'], urgent: 1, status: 'open', says: 'queue, which shop needs, began after Mira took it.', pages: 1 })
  })

  it('is no news when it is only worth a look, or when somebody has it already', () => {
    const w = watch({ services })
    w.until(NOW + 2 * M, () => [an('Down', 'web')])
    w.until(NOW + 15 * M, () => [an('Down', 'web', BEGAN, held)])
    const after = w.since()
    w.until(NOW + 20 * M, () => [an('Down', 'web', BEGAN, held), an('Slow', 'db', NOW + 15 * M, {}, warning), an('Errors', 'db', NOW + 15 * M, held)])
    expect([pagesOf(w.core()).map((p) => p.status), after.told(), after.urgent()]).toEqual([['held'], ['joined'], []])
    // the warning explains nothing that was not there when web was taken: what pages on db is news
    w.until(NOW + 25 * M, () => [an('Down', 'web', BEGAN, held), an('Slow', 'db', NOW + 15 * M, {}, warning), an('Full', 'db', NOW + 20 * M)])
    expect([pagesOf(w.core()).map((p) => p.status), after.told()]).toEqual([['open'], ['joined', 'root']])
  })
})

describe('what has nothing to do with a storm', () => {
  const storm = (over = {}) => Array.from({ length: 15 }, (_, i) => an(`Down${i}`, `svc-${i}`, BEGAN, over))
  const lost = an('DataLoss', 'billing', NOW + 3 * M)

  it.each([['is snoozed', {}, 'snoozed'], ['is somebody’s', held, 'held']])('pages by itself while its page %s', (_what, over, status) => {
    const w = watch()
    w.until(NOW + 2 * M, () => storm())
    w.then((core, at) => (status === 'snoozed' ? core.do({ type: 'snoozed', at, page: pagesOf(core)[0]!.id, until: at + 10 * M }) : core))
    w.until(NOW + 3 * M, () => storm(over))
    const after = w.since()
    w.until(NOW + 5 * M, () => [...storm(over), lost])
    expect([open(w), after.told(), after.urgent().length, after.sounds()]).toEqual([[[status, 15], ['open', 1]], ['new'], 1, 2])
  })

  it('joins it while it still asks, within five minutes', () => {
    const w = watch()
    w.until(NOW + 5 * M, (now) => [...storm(), ...(now >= NOW + 3 * M ? [lost] : [])])
    expect(open(w)).toEqual([['open', 16]])
  })
})
