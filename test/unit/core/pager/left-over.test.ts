import { expect, it } from 'vitest'
import { labelsOf } from '@shared/domain/labels'
import { aSighting, aSnapshot, NOW } from '../../../builders'
import { prom, startCore, type Core } from '../core-harness'
import { aLog, M, run, S, sees } from './blindness'

const down = (service: string, startsAt: number, alertname = 'TargetDown') =>
  aSighting({ labels: labelsOf(Object.entries({ alertname, env: 'production', service, severity: 'critical' })), startsAt })
const begun = (names: readonly string[], config = {}): Core =>
  startCore([prom()], { config: { services: names.map((name) => ({ name, tier: 1 as const })), paging: { night: { from: '00:00', to: '00:00' }, ...config } } })
    .answer('prom', aSnapshot({ services: names.map((n) => sees(n, NOW)), alerts: [] }), NOW).tick(NOW + 11 * S)

it('names both services that were lost and are seen again, where one of them had an alert', () => {
  const log = aLog()
  const names = ['api', 'shop']
  const core = run(begun(names), [NOW + 15 * S, NOW + 22 * M], log, (at) => [(c) => c.answer('prom', aSnapshot({
    services: names.map((n) => sees(n, at, at < NOW + M || at >= NOW + 18 * M)), alerts: at >= NOW + 12 * M && at < NOW + 18 * M ? [down('shop', NOW + 12 * M)] : []
  }), at)])
  expect([log.told.at(-1)?.replace(/^\d+s /, ''), Object.values(core.state.app.pages).map((p) => p.status)]).toEqual(['resolved low: Resolved: shop, api, PRODUCTION', ['over']])
})

it('is over where only what is worth a look is left on the page of a service that is seen again', () => {
  const log = aLog()
  const core = run(begun(['shop'], { rules: [{ when: { matchers: ['alertname="Odd"'] }, then: 'notify' }] }), [NOW + 15 * S, NOW + 30 * M], log, (at) => [(c) => c.answer('prom', aSnapshot({
    services: [sees('shop', at, at < NOW + M || at >= NOW + 18 * M)], alerts: at >= NOW + 12 * M ? [down('shop', NOW + 12 * M, 'Odd')] : []
  }), at)])
  expect([log.told.map((line) => line.replace(/^\d+s /, '')), Object.values(core.state.app.pages).map((p) => [p.route, p.status]), log.hooks.map((h) => h.split(' ')[1]).filter((h) => h !== 'repeated')])
    .toEqual([['unseen critical: Unknown: shop, PRODUCTION', 'joined critical: CRITICAL: shop, PRODUCTION', 'resolved low: Seen again: shop, PRODUCTION'], [['page', 'over']], ['paged', 'resolved']])
})
