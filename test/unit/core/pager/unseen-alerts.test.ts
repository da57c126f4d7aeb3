import { describe, expect, it } from 'vitest'
import { labelsOf } from '@shared/domain/labels'
import type { Page } from '@shared/domain/page'
import { aSighting, aSnapshot, NOW } from '../../../builders'
import { prom, startCore, type Core } from '../core-harness'
import { aLog, M, run, S, sees } from './blindness'

const pagesOf = (core: Core): readonly Page[] => Object.values(core.state.app.pages)
const down = (service: string, startsAt: number, severity = 'critical', alertname = 'TargetDown') => aSighting({ labels: labelsOf(Object.entries({ alertname, env: 'production', service, severity })), startsAt })
type At = (at: number) => readonly ReturnType<typeof down>[]
/** Services that are lost from a minute on, and seen again from `back` on; alerts as given. */
const live = (core: Core, from: number, to: number, log: ReturnType<typeof aLog>, names: readonly string[], alerts: At, back = Infinity): Core =>
  run(core, [from, to], log, (at) => [(c) => c.answer('prom', aSnapshot({ services: names.map((n) => sees(n, at, at < NOW + M || at >= back)), alerts: alerts(at) }), at)])
const begun = (names: readonly string[], tier: 1 | 2 = 1): Core =>
  startCore([prom()], { config: { services: names.map((name) => ({ name, tier })), paging: { night: { from: '00:00', to: '00:00' } } } }).answer('prom', aSnapshot({ services: names.map((n) => sees(n, NOW)), alerts: [] }), NOW).tick(NOW + 11 * S)
const after = (ms: number, make: () => ReturnType<typeof down>, until = Infinity): At => (at) => (at >= NOW + ms && at < until ? [make()] : [])

describe('a critical alert on a service that a page cannot see', () => {
  it('joins that page, in its place, and begins no ladder anew', () => {
    const log = aLog()
    const before = live(begun(['shop']), NOW + 15 * S, NOW + 12 * M, log, ['shop'], () => [])
    const core = live(before, NOW + 12 * M, NOW + 20 * M, log, ['shop'], after(12 * M, () => down('shop', NOW + 12 * M)))
    const [page] = pagesOf(core)
    expect([log.told, pagesOf(core).length]).toEqual([['360s unseen critical: Unknown: shop, PRODUCTION', '720s joined critical: CRITICAL: shop, PRODUCTION'], 1])
    expect([page!.severity, page!.services, page!.unseen, page!.since, page!.status]).toEqual(['critical', ['shop'], ['service:production/shop'], pagesOf(before)[0]!.since, 'open'])
  })

  it('makes a page of what was told as worth a look', () => {
    const log = aLog()
    const core = live(begun(['shop'], 2), NOW + 15 * S, NOW + 20 * M, log, ['shop'], after(12 * M, () => down('shop', NOW + 12 * M)))
    expect([log.told, pagesOf(core).map((p) => [p.route, p.severity, p.since])]).toEqual([['360s unseen normal: Unknown: shop, PRODUCTION', '720s joined critical: CRITICAL: shop, PRODUCTION'], [['page', 'critical', NOW + 12 * M]]])
  })

  it('asks again where somebody has the page: it is worse than they knew', () => {
    const log = aLog()
    const before = live(begun(['shop']), NOW + 15 * S, NOW + 8 * M, log, ['shop'], () => [])
    const held = before.do({ type: 'acknowledged', at: NOW + 8 * M, page: pagesOf(before)[0]!.id, held: { by: 'Mira', since: NOW + 8 * M, source: '' } })
    const core = live(held, NOW + 8 * M + 15 * S, NOW + 14 * M, log, ['shop'], after(12 * M, () => down('shop', NOW + 12 * M)))
    expect([log.told.at(-1), pagesOf(core).map((p) => [p.status, p.severity])]).toEqual(['720s joined critical: CRITICAL: shop, PRODUCTION', [['open', 'critical']]])
  })

  it('is not resolved while the service cannot be seen, and the page tells of that again', () => {
    const log = aLog()
    const core = live(begun(['shop']), NOW + 15 * S, NOW + 30 * M, log, ['shop'], after(12 * M, () => down('shop', NOW + 12 * M), NOW + 15 * M))
    expect([log.told.slice(2), pagesOf(core).map((p) => [p.status, p.severity, p.title, p.services, p.lead])]).toEqual([[], [['open', 'unknown', 'Unknown: shop, PRODUCTION', ['shop'], null]]])
    const end = live(core, NOW + 30 * M, NOW + 35 * M, log, ['shop'], () => [], NOW + 30 * M)
    expect([log.told.slice(2), pagesOf(end).map((p) => p.status)]).toEqual([[expect.stringMatching(/^1\d+s resolved low: Resolved: shop, PRODUCTION$/)], ['over']])
  })

  it('goes on when the service is seen again, and the page is over with both', () => {
    const log = aLog()
    const core = live(begun(['shop']), NOW + 15 * S, NOW + 20 * M, log, ['shop'], after(12 * M, () => down('shop', NOW + 12 * M)), NOW + 14 * M)
    expect([log.told.slice(2), pagesOf(core).map((p) => [p.status, p.severity, p.title])]).toEqual([[], [['open', 'critical', 'CRITICAL: shop, PRODUCTION']]])
    const end = live(core, NOW + 20 * M, NOW + 25 * M, log, ['shop'], () => [], NOW + 14 * M)
    expect([log.told.slice(2), pagesOf(end).map((p) => p.status)]).toEqual([[expect.stringMatching(/ resolved low: Resolved: shop, PRODUCTION$/)], ['over']])
  })

  it('names what else of the page cannot be seen, until that has an alert as well', () => {
    const log = aLog()
    const names = ['api', 'shop', 'web']
    const one = live(begun(names), NOW + 15 * S, NOW + 13 * M, log, names, after(12 * M, () => down('shop', NOW + 12 * M)))
    expect([log.told.at(-1), pagesOf(one).map((p) => [p.body.split('\n').at(-1), p.services])]).toEqual(['720s joined critical: CRITICAL: shop, PRODUCTION', [['Not seen: api, web.', ['shop', 'api', 'web']]]])
    const all = live(one, NOW + 13 * M, NOW + 16 * M, log, names, () => names.map((n) => down(n, NOW + 12 * M + (n === 'shop' ? 0 : M))))
    expect([log.told.slice(2), pagesOf(all).map((p) => [p.title, p.body.includes('Not seen')])]).toEqual([[expect.stringMatching(/^780s joined critical: CRITICAL: 3 alerts, one incident, PRODUCTION$/)], [['CRITICAL: 3 alerts, one incident, PRODUCTION', false]]])
  })

  it('is a matter of its own where it is a warning, of another service, or of another environment', () => {
    const log = aLog()
    const core = live(begun(['shop']), NOW + 15 * S, NOW + 14 * M, log, ['shop'], (at) => (at < NOW + 12 * M ? [] : [down('shop', NOW + 12 * M, 'warning', 'Slow'), down('mail', NOW + 12 * M)]))
    expect([pagesOf(core).length, pagesOf(core)[0]!.title]).toEqual([3, 'Unknown: shop, PRODUCTION'])
  })

  it('joins it though a warning on the service has a page of its own', () => {
    const log = aLog()
    const slow = down('shop', NOW + 30 * S, 'warning', 'Slow')
    const core = live(begun(['shop']), NOW + 15 * S, NOW + 20 * M, log, ['shop'], (at) => [...(at >= NOW + 30 * S ? [slow] : []), ...(at >= NOW + 12 * M ? [down('shop', NOW + 12 * M)] : [])])
    expect([log.told, pagesOf(core).map((p) => [p.route, p.severity])]).toEqual([
      ['30s new normal: Warning: shop, PRODUCTION', '360s unseen critical: Unknown: shop, PRODUCTION', '720s joined critical: CRITICAL: shop, PRODUCTION'], [['notify', 'warning'], ['page', 'critical']]
    ])
  })

  it('begins no ladder anew where a warning comes with it', () => {
    const log = aLog()
    const core = live(begun(['shop']), NOW + 15 * S, NOW + 14 * M, log, ['shop'], (at) => (at < NOW + 12 * M ? [] : [down('shop', NOW + 12 * M), down('shop', NOW + 12 * M, 'warning', 'Slow')]))
    expect(pagesOf(core).filter((p) => p.route === 'page').map((p) => [p.severity, p.since])).toEqual([['critical', NOW + 6 * M]])
  })

  it('stays first in its words when more is lost', () => {
    const log = aLog()
    const lost = (core: Core, from: number, to: number, api: number): Core => run(core, [from, to], log, (at) => [(c) => c.answer('prom', aSnapshot({
      services: [sees('shop', at, at < NOW + M), sees('api', at, at < api)], alerts: at >= NOW + 12 * M ? [down('shop', NOW + 12 * M)] : []
    }), at)])
    const core = lost(begun(['api', 'shop']), NOW + 15 * S, NOW + 25 * M, NOW + 15 * M)
    expect(pagesOf(core).map((p) => [p.title, p.body.split('\n').at(-1), p.services])).toEqual([['CRITICAL: shop, PRODUCTION', 'Not seen: api.', ['shop', 'api']]])
  })

  it('is no second page, and nothing is resolved, where the service outlives the alert that explained it', () => {
    const log = aLog()
    const core = live(begun(['shop']), NOW + 15 * S, NOW + 40 * M, log, ['shop'], (at) => (at >= NOW + M && at < NOW + 20 * M ? [down('shop', NOW + M)] : []))
    expect([log.told.map((line) => line.replace(/^\d+s /, '')), pagesOf(core).map((p) => [p.status, p.title])]).toEqual([['new critical: CRITICAL: shop, PRODUCTION', 'unseen critical: Unknown: shop, PRODUCTION'], [['open', 'Unknown: shop, PRODUCTION']]])
  })

  it('and the loss are over beside a warning, and a blink of the service calls nobody after that', () => {
    const log = aLog()
    const core = run(begun(['shop']), [NOW + 15 * S, NOW + 30 * M], log, (at) => [(c) => c.answer('prom', aSnapshot({
      services: [sees('shop', at, at < NOW + M || (at >= NOW + 15 * M && (at < NOW + 25 * M || at >= NOW + 25.5 * M)))],
      alerts: [...(at >= NOW + 12 * M && at < NOW + 15 * M ? [down('shop', NOW + 12 * M)] : []), ...(at >= NOW + 12 * M ? [down('shop', NOW + 12 * M, 'warning', 'Slow')] : [])]
    }), at)])
    expect([log.told.slice(2).map((line) => line.replace(/^\d+s /, '')), pagesOf(core).map((p) => p.status)]).toEqual([['resolved low: Resolved: TargetDown (shop), PRODUCTION'], ['over']])
  })

  it('leaves the page to the loss when it is over, also beside a warning on it', () => {
    const log = aLog()
    const config = { services: [{ name: 'shop', tier: 1 as const }], paging: { night: { from: '00:00', to: '00:00' }, ladders: [{ severity: ['warning' as const], sound: { after: '0s' } }] } }
    const start = startCore([prom()], { config }).answer('prom', aSnapshot({ services: [sees('shop', NOW)], alerts: [] }), NOW).tick(NOW + 11 * S)
    const core = live(start, NOW + 15 * S, NOW + 40 * M, log, ['shop'], (at) => [
      ...(at >= NOW + M && at < NOW + 20 * M ? [down('shop', NOW + M)] : []), ...(at >= NOW + M ? [down('shop', NOW + M, 'warning', 'CertExpires')] : [])
    ])
    expect(pagesOf(core).map((p) => [p.status, p.severity, p.title, p.lead, p.climbed])).toEqual([['open', 'unknown', 'Unknown: shop, PRODUCTION', null, ['sound', 'window', 'hook']]])
  })
})
