import { describe, expect, it, test } from 'vitest'
import { NOW } from '../../../builders'
import { aSetup, prom } from '../core-harness'
import { byMira, film } from './film'
import { aDesk, manager, prometheus } from './desk'
import { an, M, S, silenced } from './watched'

const at = (minute: number): number => NOW + minute * M
const W = { severity: 'warning' }

describe('what cannot be seen, on a page with alerts', () => {
  it('is not taken with an alert that a colleague acknowledges at an Alertmanager', () => {
    const f = aDesk()
    f.play(0, 40, (m) => (m < 8 || m >= 30 ? [] : [an('TargetDown', 'mail', at(8), m >= 12 ? byMira(at(12)) : {})]), { db: [1], mail: [1, 30] })
    expect([f.told().filter((line) => line.includes('acknowledged')), f.rang()![1] >= 38, f.pages()]).toEqual([[], true, ['open page: Unknown: db, PRODUCTION']])
  })

  it('is taken with that where the alert is on it, or what it needs', () => {
    const f = aDesk()
    f.play(0, 40, (m) => (m < 8 ? [] : [an('TargetDown', 'db', at(8), m >= 12 ? byMira(at(12)) : {})]), { db: [1], api: [1] })
    expect([f.told().filter((line) => line.includes('acknowledged')), f.rang()![1] <= 12, f.pages().map((p) => p.split(':')[0])]).toEqual([['12m hook acknowledged'], true, ['held page']])
  })

  it('is not quiet on a snoozed page that it has nothing to do with', () => {
    const both = aDesk()
    both.play(0, 9, (m) => (m < 2 ? [] : [an('Errors', 'api', at(2))]), { db: [5], mail: [5] })
    both.snooze(9)
    both.play(9, 14, () => [an('Errors', 'api', at(2))], { db: [5], mail: [5] })
    expect(both.told().filter((line) => line.includes('unseen'))).toEqual(['10m unseen low: CRITICAL: api, PRODUCTION', '10m unseen critical: Unknown: mail, PRODUCTION'])
    const after = aDesk()
    after.play(0, 8, () => [], { db: [1], mail: [6] })
    after.snooze(8)
    after.play(8, 13, () => [], { db: [1], mail: [6] })
    expect(after.told().filter((line) => line.includes('unseen'))).toEqual(['6m unseen critical: Unknown: db, PRODUCTION', '11m unseen critical: Unknown: mail, PRODUCTION'])
  })

  it('keeps no page that calls where by itself it would only be worth a look', () => {
    const alert = aDesk(['db'])
    alert.play(0, 40, (m) => (m >= 2 && m < 10 ? [an('Errors', 'api', at(2))] : []), { db: [1, 35] })
    expect([alert.told(), alert.rang()![1] < 11]).toEqual([[
      '2m new critical: CRITICAL: api, PRODUCTION', '4m hook paged', '6m unseen critical: CRITICAL: api, PRODUCTION', expect.stringMatching(/^11m\S* resolved low: Resolved: Errors \(api\), PRODUCTION$/) as string,
      expect.stringMatching(/hook resolved$/) as string, expect.stringMatching(/unseen normal: Unknown: db, PRODUCTION$/) as string
    ], true])
    const other = aDesk(['mail'])
    other.play(0, 40, () => [], { api: [1, 15], mail: [1, 35] })
    expect([other.rang()![1] <= 16, other.told().slice(2).map((line) => line.replace(/^\S+ /, ''))]).toEqual([true, ['resolved low: Seen again: api, PRODUCTION', 'hook resolved', 'unseen normal: Unknown: mail, PRODUCTION']])
  })

  it('asks no more where its own alert is silenced, as it would not have paged then', () => {
    const f = aDesk()
    f.play(0, 30, (m) => (m < 8 ? [] : [an('TargetDown', 'db', at(8), m >= 12 ? silenced : {})]), { db: [1] })
    expect([f.rang()![1] <= 13, f.pages()]).toEqual([true, ['over page: Unknown: db, PRODUCTION']])
  })

  it('is named for as long as it is so', () => {
    const f = aDesk()
    f.play(0, 20, (m) => (m < 2 ? [] : [an('Errors', 'api', at(2))]), { db: [1, 12] })
    expect(Object.values(f.core().state.app.pages).map((p) => [p.status, p.body.includes('Not seen')])).toEqual([['open', false]])
  })
})

describe('lost services and criticals, in any order, are one page', () => {
  it('where the cause fires last', () => {
    const f = aDesk()
    f.play(0, 16, (m) => (m >= 8 ? [an('Down', 'db', at(8))] : []), { web: [1] })
    expect([f.told(), f.pages()]).toEqual([['6m unseen critical: Unknown: web, PRODUCTION', '8m hook paged', '8m joined critical: CRITICAL: db, PRODUCTION'], ['open page: CRITICAL: db, PRODUCTION']])
  })

  it('where somebody has the cause, and what needs it is lost with it', () => {
    const f = aDesk()
    f.play(0, 8, () => [], { db: [1], api: [5] })
    f.take(8)
    f.play(8, 20, () => [], { db: [1], api: [5] })
    expect([f.told(), f.pages()]).toEqual([['6m unseen critical: Unknown: db, PRODUCTION', '8m hook acknowledged'], ['held page: Unknown: db, PRODUCTION']])
    const late = aDesk()
    late.play(0, 8, () => [], { db: [1], api: [50] })
    late.take(8)
    late.play(8, 60, () => [], { db: [1], api: [50] })
    expect(late.told().slice(2, 3)).toEqual(['55m unseen critical: Unknown: api, PRODUCTION'])
  })

  it('where the page of one rings for longer than any event lasts when the other is lost', () => {
    const felt = aDesk()
    felt.play(0, 60, () => [], { db: [1], api: [45] })
    const cause = aDesk()
    cause.play(0, 60, () => [], { api: [1], db: [45], mail: [46] })
    expect([felt.told(), felt.pages(), cause.told().slice(2), cause.pages()]).toEqual([
      ['6m unseen critical: Unknown: db, PRODUCTION', '8m hook paged', '50m unseen critical: Unknown: 2 things that cannot be seen, PRODUCTION'], ['open page: Unknown: 2 things that cannot be seen, PRODUCTION'],
      ['50m unseen critical: Unknown: 2 things that cannot be seen, PRODUCTION', '51m unseen critical: Unknown: mail, PRODUCTION', '53m hook paged'], ['open page: Unknown: 2 things that cannot be seen, PRODUCTION', 'open page: Unknown: mail, PRODUCTION']
    ])
  })

  it('where what was felt is over by a moment', () => {
    const f = aDesk()
    f.play(0, 12, (m) => (m >= 1 && m < 9 ? [an('Errors', 'api', at(1))] : []), { db: [4.25] })
    expect([f.pages().length, f.told().filter((line) => line.includes('resolved'))]).toEqual([1, []])
  })
})

describe('a loss that an alert explains', () => {
  const web = (gone: (m: number) => boolean, to = 25, back = Infinity) => {
    const f = aDesk()
    f.play(0, to, (m) => (m < 2 || gone(m) ? [] : [an('TargetDown', 'web', at(2), m >= 4 ? byMira(at(4)) : {})]), { web: [1, back] })
    return f.told().filter((line) => line.includes('unseen'))
  }
  it('is not told while that blinks, nor in the moment in which both end', () => {
    expect([web((m) => m >= 20 && m < 20.25), web((m) => m >= 20, 25, 20.75)]).toEqual([[], []])
  })

  it('is told once that has been gone for the grace', () => {
    expect(web((m) => m >= 20)).toEqual([expect.stringMatching(/^21m\S* unseen /)])
  })

  it('is not told while that is pending again', () => {
    const f = aDesk()
    f.play(0, 25, (m) => (m < 2 ? [] : [m < 15 || m >= 17 ? an('TargetDown', 'web', at(m < 15 ? 2 : 17), m >= 4 && m < 15 ? byMira(at(4)) : {}) : an('TargetDown', 'web', at(15), { state: 'pending' })]), { web: [1] })
    expect(f.told().filter((line) => line.includes('unseen'))).toEqual([])
  })
})

describe('an alert of a page that is pending again', () => {
  it('is none that somebody gave back, nor one that is taken', () => {
    const had = aDesk()
    had.play(0, 15.9, (m) => [...(m < 2 ? [] : [m < 15 ? an('Down', 'db', at(2), m >= 5 ? byMira(at(5)) : {}) : an('Down', 'db', at(15), { state: 'pending' })]), ...(m < 6 ? [] : [an('Errors', 'api', at(6))])])
    expect(had.told().filter((line) => Number.parseInt(line, 10) >= 7)).toEqual([])
    const free = aDesk()
    free.play(0, 12, (m) => [...(m < 2 ? [] : [m < 8 || m >= 8.75 ? an('Down', 'db', at(2)) : an('Down', 'db', at(8), { state: 'pending' })]), ...(m < 3 ? [] : [an('Errors', 'db', at(3), m >= 5 ? byMira(at(5)) : {})])])
    expect(free.told().filter((line) => Number.parseInt(line, 10) >= 5)).toEqual([])
  })

  it('keeps no page open where it was never more than worth a look', () => {
    const f = aDesk()
    f.play(0, 20, (m) => (m < 1 ? [] : [...(m < 6 ? [an('Down', 'db', at(1))] : []), an('Slow', 'db', at(m < 6 ? 1 : 6), m < 6 ? {} : { state: 'pending' }, W)]))
    expect(f.told().filter((line) => line.includes('resolved'))).toEqual(['7m resolved low: Resolved: db, PRODUCTION', '7m hook resolved'])
  })
})

describe('what takes turns', () => {
  it('with an alert that is inhibited is on its page', () => {
    const f = film(aDesk([], [aSetup()]).core())
    f.run(NOW, at(10), (now) => [manager(now, [
      ...(now >= at(2) ? [an('Errors', 'db', at(2), now >= at(4) ? { state: 'suppressed', inhibitedBy: ['x'] } : {})] : []), ...(now >= at(4) ? [an('Down', 'db', at(4))] : [])
    ])])
    expect([f.out.filter((line) => line.includes('hook')), Object.keys(f.core().state.app.pages).length]).toEqual([['4m hook paged'], 1])
  })

  it('with an alert that asks on a page of its own stays there, though its incident leads to what somebody has', () => {
    const f = aDesk()
    // by another clock, which is ahead: near the second, and not near the first
    const above = (m: number) => an('Errors', 'web', at(33), m >= 2 ? byMira(at(2)) : {})
    f.play(0, 12, (m) => (m < 1 ? [] : [above(m), ...(m < 2 || (m >= 5 && m < 5.25) ? [] : [m < 5 ? an('Down', 'api', at(2)) : an('Slow', 'api', at(5.25))])]))
    expect([f.pages().map((page) => page.split(':')[0]), f.told().filter((line) => line.includes('hook paged'))]).toEqual([['held page', 'open page'], ['4m hook paged']])
  })

  it('with an alert that asks on a page of its own stays there, though its incident leads to what is only worth a look', () => {
    const f = aDesk()
    // by another clock, which is ahead: near the second, and not near the first
    f.play(0, 12, (m) => (m < 1 ? [] : [an('Slow', 'web', at(33), {}, W), ...(m < 2 || (m >= 5 && m < 5.25) ? [] : [m < 5 ? an('Down', 'api', at(2)) : an('Errors', 'api', at(5.25))])]))
    expect([f.pages().map((page) => page.split(':')[0]), f.told().filter((line) => line.includes('hook paged'))]).toEqual([['open notify', 'open page'], ['4m hook paged']])
  })

  it('with an alert that is pending again is on its page', () => {
    const f = aDesk()
    f.play(0, 16, (m) => [
      ...(m < 2 ? [] : [m < 7 ? an('Errors', 'web', at(2)) : m < 12 ? an('Errors', 'web', at(7), { state: 'pending' }) : an('Errors', 'web', at(12))]), ...(m >= 9 ? [an('Slow', 'web', at(9))] : [])
    ])
    expect(f.pages()).toEqual(['open page: CRITICAL: 2 alerts, one incident, PRODUCTION'])
  })
})

test('one good answer, and silence after it, is no end of an alert though another source tells the rest of its page', () => {
  const f = film(aDesk([], [aSetup(), prom()]).core())
  const [slow, down] = [an('Slow', 'db', at(1), {}, W), an('Down', 'db', at(1))]
  f.run(NOW, at(22), (now) => [prometheus(now, now < at(1) ? [] : [slow]), now < at(1) ? manager(now, []) : now < at(5) || now >= at(20) ? manager(now, [down]) : now < at(5) + 15 * S ? manager(now, []) : (c) => c.fail('am', now)])
  expect(f.said('resolved')).toEqual([])
})

test('one good answer, and silence after it, is no end of an alert that another rules, though a Prometheus that sends there goes on', () => {
  const f = film(aDesk([], [aSetup(), prom()]).core())
  const [slow, down] = [an('Slow', 'db', at(1), {}, W), an('Down', 'mail', at(1))]
  f.run(NOW, at(12), (now) => [prometheus(now, now < at(1) ? [] : [slow]), now < at(1) ? manager(now, []) : now < at(5) ? manager(now, [slow, down]) : now < at(5) + 15 * S ? manager(now, [slow]) : (c) => c.fail('am', now)])
  expect(f.said('resolved')).toEqual([])
})

test('a page is over though the warning beside its critical has flapped', () => {
  const f = aDesk()
  f.play(0, 30, (m) => [...(m >= 1 && m < 8 ? [an('Down', 'db', at(1))] : []), ...(m < 1 || (m >= 4 && m < 5.5) ? [] : [an('Slow', 'db', at(m < 5 ? 1 : 5.5), {}, W)])])
  expect(f.told().filter((line) => line.includes('resolved'))).toEqual([expect.stringMatching(/resolved low: Resolved: Down \(db\), PRODUCTION$/), expect.stringMatching(/hook resolved$/)])
})
