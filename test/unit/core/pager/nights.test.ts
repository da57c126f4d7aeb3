import { describe, expect, test } from 'vitest'
import type { Alert } from '@shared/domain/alert'
import { take } from '../../../../src/main/core/pager/acks'
import { aSnapshot, NOW } from '../../../builders'
import { aSetup, startCore } from '../core-harness'
import { an, BEGAN, H, held, M, pagesOf, S, silenced, watch, type Sighting } from './watched'

describe('no page is missed', () => {
  test('what was silenced for more than a day and fires on is told again', () => {
    const w = watch()
    w.until(NOW + 2 * M, () => [an('Down', 'db')])
    w.until(NOW + 25 * H, () => [an('Down', 'db', BEGAN, silenced)])
    const after = w.since()
    w.until(NOW + 25 * H + 5 * M, () => [an('Down', 'db')])
    expect([after.told(), after.sounds() > 0]).toEqual([['reopened'], true])
  })

  test.each([['of one service', 'api', 'api'], ['of others', 'svc-0', 'svc-7']])('what begins anew hours later, while another of its old page is held, pages by itself: %s', (_what, one, other) => {
    const w = watch()
    const both = (over = {}): readonly Sighting[] => [an('Cert', one, BEGAN, over), an('Down', other, BEGAN, over)]
    w.until(NOW + M, () => both())
    w.until(NOW + 10 * M, () => both(held))
    w.until(NOW + 6 * H, () => [an('Cert', one, BEGAN, held)])
    const after = w.since()
    w.until(NOW + 6 * H + 5 * M, (now) => [an('Cert', one, BEGAN, held), an('Down', other, Math.min(now, NOW + 6 * H))])
    expect([after.told(), after.sounds() > 0, pagesOf(w.core()).filter((p) => p.status !== 'over').map((p) => [p.status, p.alerts.length])]).toEqual([['new'], true, expect.arrayContaining([['held', 1], ['open', 1]])])
  })

  test('what was silenced calls when its silence ends, though somebody has the rest of its page', () => {
    const w = watch()
    w.until(NOW + M, () => [an('A', 'api'), an('B', 'api')])
    w.until(NOW + 5 * M, () => [an('A', 'api', BEGAN, silenced), an('B', 'api', BEGAN, held)])
    const after = w.since()
    w.until(NOW + 10 * M, () => [an('A', 'api'), an('B', 'api', BEGAN, held)])
    expect([after.told(), after.sounds() > 0]).toEqual([['reopened'], true])
  })

  test('taking a storm takes nothing that has not begun', () => {
    const storm = Array.from({ length: 120 }, (_, i) => an(`Down${i % 3}`, `svc-${i % 30}`, BEGAN, {}, { instance: `i${i}` }))
    const core = startCore([aSetup()]).answer('am', aSnapshot({ alerts: [] }), NOW).answer('am', aSnapshot({ alerts: storm }), NOW + 15 * S)
    const rows: readonly Alert[] = Object.values(core.state.app.alerts)
    const { acks, local, wide } = take(rows, rows, new Set(['am']), { by: 'Mira', comment: '', page: null, at: NOW + 20 * S })
    expect([acks.length, local, wide, acks.every((a) => ['alertname', 'service'].every((name) => a.matchers.some((m) => m.name === name)))]).toEqual([30, 0, 0, true])
    const many = Array.from({ length: 60 }, (_, i) => an(`Down${i}`, `svc-${i}`))
    const wider: readonly Alert[] = Object.values(startCore([aSetup()]).answer('am', aSnapshot({ alerts: many }), NOW).state.app.alerts)
    const taken = take(wider, wider, new Set(['am']), { by: 'Mira', comment: '', page: null, at: NOW })
    expect([taken.acks.map((a) => [a.source, a.matchers]), taken.wide]).toEqual([[['', []]], 60])
  })
})

describe('no page is for nothing', () => {
  test('a storm that comes in waves is one page, and so are many small waves', () => {
    const pages = (size: number, each: number): number => {
      const w = watch()
      w.until(NOW + 3 * M, (now) => Array.from({ length: Math.min(size, Math.floor((now - NOW) / 15 / S) * each) }, (_, i) => an(`Down${i}`, `svc-${i}`)))
      return pagesOf(w.core()).length
    }
    expect([pages(2_000, 200), pages(96, 8)]).toEqual([1, 9])
  })

  test('what is left of a page may be no more than worth a look: it is quiet then, and calls again when it is worse', () => {
    const w = watch()
    w.until(NOW + M, () => [an('Down', 'db'), an('Slow', 'db', BEGAN, {}, { severity: 'warning' })])
    w.until(NOW + 5 * M, () => [an('Slow', 'db', BEGAN, {}, { severity: 'warning' })])
    const after = w.since()
    w.until(NOW + 20 * M, () => [an('Slow', 'db', BEGAN, {}, { severity: 'warning' })])
    expect([after.sounds(), pagesOf(w.core()).map((p) => [p.status, p.window])]).toEqual([0, [['over', false]]])
    w.until(NOW + 22 * M, () => [an('Worse', 'db', NOW + 20 * M), an('Slow', 'db', BEGAN, {}, { severity: 'warning' })])
    expect(after.sounds() > 1).toBe(true)
    const flaps = watch()
    const slow = an('Slow', 'db', BEGAN, {}, { severity: 'warning' })
    flaps.until(NOW + 2 * M, () => [an('Down', 'db'), slow])
    flaps.until(NOW + 4 * M, () => [slow])
    const again = flaps.since()
    flaps.until(NOW + 5 * M, () => [an('Down', 'db', NOW + 4 * M), slow])
    expect([again.told(), again.sounds() > 0, pagesOf(flaps.core()).map((p) => [p.status, p.window])]).toEqual([['new'], true, [['over', false], ['open', true]]])
  })

  test('alerts along a path of dependencies are one page, whatever lies between them', () => {
    const services = [{ name: 'web', dependsOn: ['api'] }, { name: 'api', dependsOn: ['db'] }, { name: 'db', dependsOn: ['web'] }]
    const w = watch({ services })
    w.until(NOW + M, () => [an('Down', 'db'), an('Errors', 'web')])
    expect(pagesOf(w.core()).map((p) => [...p.services].sort())).toEqual([['db', 'web']])
  })

  test('a page says what goes on when what it led with is over', () => {
    const w = watch()
    w.until(NOW + M, () => [an('Down', 'db'), an('Full', 'db', NOW + 20 * S)])
    const words = () => pagesOf(w.core()).map((p) => [p.title, w.core().state.app.alerts[p.lead ?? '']?.name])
    expect(words()).toEqual([['CRITICAL: 2 alerts, one incident, PRODUCTION', 'Down']])
    w.until(NOW + 3 * M, () => [an('Full', 'db', NOW + 20 * S)])
    expect(words()).toEqual([['CRITICAL: db, PRODUCTION', 'Full']])
  })

  test('a page stays what it is while what it led with only blinks', () => {
    const w = watch()
    const slow = an('Slow', 'db', BEGAN, {}, { severity: 'warning' })
    w.until(NOW + M, () => [an('Down', 'db'), slow])
    w.until(NOW + 90 * S, () => [slow])
    w.until(NOW + 10 * M, () => [an('Down', 'db'), slow])
    expect(pagesOf(w.core()).map((p) => [p.title, w.core().state.app.alerts[p.lead ?? '']?.name, p.severity])).toEqual([['CRITICAL: 2 alerts, one incident, PRODUCTION', 'Down', 'critical']])
  })
})

test('what was told by day pages at night where a rule says so, on the page it has, once', () => {
  const rules = [{ when: { severity: ['warning' as const], time: 'night' as const }, then: 'page' as const }]
  const w = watch({ paging: { rules, night: { from: '12:30', to: '14:00', zone: 'UTC' } } })
  w.until(NOW + 29 * M, () => [an('Slow', 'db', BEGAN, {}, { severity: 'warning' })])
  const after = w.since()
  expect(pagesOf(w.core()).map((p) => [p.route, p.status])).toEqual([['notify', 'open']])
  w.until(NOW + 60 * M, () => [an('Slow', 'db', BEGAN, {}, { severity: 'warning' })])
  expect([after.told(), after.sounds() > 10, pagesOf(w.core()).map((p) => [p.route, p.status, p.window])]).toEqual([['joined'], true, [['page', 'open', true]]])
})
