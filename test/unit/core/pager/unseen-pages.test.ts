import { describe, expect, it } from 'vitest'
import type { ConfigInput } from '@shared/config/schema'
import type { Page } from '@shared/domain/page'
import { aSnapshot, NOW } from '../../../builders'
import { aSetup, prom, startCore, type Core } from '../core-harness'
import { again, aLog, M, run, S, sees, WATCHDOG } from './blindness'

const NAMES = Array.from({ length: 10 }, (_, i) => `s${i}`)
const chain: ConfigInput = { services: NAMES.map((name, i) => ({ name, tier: 1 as const, dependsOn: i ? [`s${i - 1}`] : [] })) }
const pagesOf = (core: Core): readonly Page[] => Object.values(core.state.app.pages)
/** Each service has samples until its own moment. */
const until = (ends: Readonly<Record<string, number>>) => (at: number) => [(c: Core): Core => c.answer('prom', aSnapshot({ services: Object.entries(ends).map(([name, end]) => sees(name, at, at < end)) }), at)]
const begun = (config: ConfigInput, names: readonly string[]): Core =>
  startCore([prom()], { config }).answer('prom', aSnapshot({ services: names.map((n) => sees(n, NOW)) }), NOW).tick(NOW + 11 * S)
const two = NAMES.slice(0, 2)

describe('services that cannot be seen', () => {
  it('are one page when they become due at once', () => {
    const log = aLog()
    const core = run(begun(chain, NAMES), [NOW + 15 * S, NOW + 20 * M], log, until(Object.fromEntries(NAMES.map((n) => [n, NOW + M]))))
    expect([log.told, pagesOf(core).map((p) => [p.services, p.unseen.length, p.route])]).toEqual([['360s unseen critical: Unknown: 10 things that cannot be seen, PRODUCTION'], [[NAMES, 10, 'page']]])
  })

  it('join the open page of their environment within half an hour, in its place', () => {
    const log = aLog()
    const core = run(begun(chain, two), [NOW + 15 * S, NOW + 20 * M], log, until({ s0: NOW + M, s1: NOW + 10 * M }))
    expect([log.told, core.told.length, pagesOf(core).map((p) => [p.services, p.unseen, p.body, p.flaps])]).toEqual([
      ['360s unseen critical: Unknown: s0, PRODUCTION', '900s unseen critical: Unknown: 2 things that cannot be seen, PRODUCTION'], 2,
      [[two, ['service:production/s0', 'service:production/s1'], 's0, s1.', 0]]
    ])
  })

  it('of which the first is seen again are told without it', () => {
    const log = aLog()
    const core = run(begun(chain, two), [NOW + 15 * S, NOW + 14 * M + 30 * S], log, until({ s0: NOW + M, s1: NOW + 10 * M }))
    const later = run(core, [NOW + 14 * M + 35 * S, NOW + 20 * M], log, until({ s0: NOW + 60 * M, s1: NOW }))
    expect([log.told.at(-1), pagesOf(later).map((p) => [p.title, p.services, p.status])]).toEqual(['900s unseen critical: Unknown: s1, PRODUCTION', [['Unknown: s1, PRODUCTION', two, 'open']]])
  })

  it('join a page of before a restart, which still names what it told', () => {
    const log = aLog()
    const before = run(begun(chain, two), [NOW + 15 * S, NOW + 8 * M], log, until({ s0: NOW + M, s1: NOW + 60 * M }))
    const half = run(again(before, [prom()], NOW + 490 * S), [NOW + 495 * S, NOW + 20 * M], log, until({ s0: NOW, s1: NOW }))
    expect([log.told.slice(1), pagesOf(half).map((p) => [p.services, p.body])]).toEqual([['790s unseen critical: Unknown: 2 things that cannot be seen, PRODUCTION'], [[two, 's0, s1.']]])
  })

  it('make a new page where somebody has the old one, after half an hour, and in another environment', () => {
    const log = aLog()
    // neither needs the other
    const free: ConfigInput = { services: two.map((name) => ({ name, tier: 1 })) }
    const open = run(begun(free, two), [NOW + 15 * S, NOW + 7 * M], log, until({ s0: NOW + M, s1: NOW + 10 * M }))
    const taken = open.do({ type: 'acknowledged', at: NOW + 7 * M, page: pagesOf(open)[0]!.id, held: { by: 'Mira', since: NOW + 7 * M, source: '' } })
    const other = run(taken, [NOW + 7 * M + 5 * S, NOW + 20 * M], log, until({ s0: NOW + M, s1: NOW + 10 * M }))
    const late = run(begun(free, two), [NOW + 15 * S, NOW + 60 * M], aLog(), until({ s0: NOW + M, s1: NOW + 40 * M }))
    const eu: ConfigInput = { environments: [{ name: 'prod-eu', kind: 'production', values: ['prod-eu'] }], services: [{ name: 's0', tier: 1 }, { name: 's1', environment: 'prod-eu', tier: 1 }] }
    const apart = run(startCore([prom()], { config: eu }), [NOW + 15 * S, NOW + 20 * M], aLog(), (at) => [(c) => c.answer('prom', aSnapshot({
      services: [sees('s0', at, at < NOW + M), { ...sees('s1', at, at < NOW + M), labels: { env: 'prod-eu', service: 's1' } }]
    }), at)])
    expect([other, late, apart].map((core) => pagesOf(core).map((p) => [p.status, p.environment, p.services]))).toEqual([
      [['held', 'production', ['s0']], ['open', 'production', ['s1']]], [['open', 'production', ['s0']], ['open', 'production', ['s1']]], [['open', 'production', ['s0']], ['open', 'prod-eu', ['s1']]]
    ])
  })

  it('make a notification a page when one that pages joins', () => {
    const log = aLog()
    const config: ConfigInput = { services: [{ name: 's0', tier: 2 }, { name: 's1', tier: 1 }] }
    const core = run(begun(config, two), [NOW + 15 * S, NOW + 20 * M], log, until({ s0: NOW + M, s1: NOW + 10 * M }))
    expect([log.told.map((t) => t.split(':')[0]), log.sounds[0], pagesOf(core).map((p) => [p.route, p.since])]).toEqual([['360s unseen normal', '900s unseen critical'], 900, [['page', NOW + 900 * S]]])
  })
})

describe('watchdogs that are missing', () => {
  const usual = { names: ['Watchdog'], declared: false }
  const missing = (setups: readonly ReturnType<typeof aSetup>[], ends: readonly number[], config: ConfigInput = {}): readonly [Core, ReturnType<typeof aLog>] => {
    const log = aLog()
    return [run(startCore(setups, { config }), [NOW, NOW + 10 * M], log, (at) => setups.map(({ id }, i) => (c: Core) => c.answer(id, aSnapshot({ alerts: at < ends[i]! ? [WATCHDOG] : [] }), at))), log]
  }

  it('at a Prometheus and at its Alertmanager are one page, whichever is missed first', () => {
    const setups = [aSetup({ watchdog: usual }), prom({ watchdog: usual })]
    const [at, log] = missing(setups, [NOW + M, NOW + M])
    const [later, told] = missing(setups, [NOW + M, NOW + 4 * M])
    expect([log.told.at(-1), pagesOf(at).length, told.told, pagesOf(later).map((p) => [p.unseen, p.body.split('.')[0]])]).toEqual([
      '90s unseen critical: CRITICAL: alerts of am, prom no longer come through', 1,
      ['90s unseen critical: CRITICAL: alerts of am no longer come through', '270s unseen critical: CRITICAL: alerts of am, prom no longer come through'],
      [[['watchdog:am:Watchdog', 'watchdog:prom:Watchdog'], expect.stringMatching(/^Watchdog is missing since \d\d:\d\d$/)]]
    ])
  })

  it('are of the environment of their source, else of production under its name here', () => {
    const where = (over: Parameters<typeof aSetup>[0], config?: ConfigInput): readonly string[] =>
      pagesOf(missing([aSetup({ watchdog: usual, ...over })], [NOW + M], config)[0]).map((p) => p.environment)
    const named: ConfigInput = { environments: [{ name: 'prod-eu', kind: 'production', values: ['prod-eu'] }], services: [{ name: 'db', environment: 'prod-eu' }] }
    expect([where({}), where({ environment: 'staging' }), where({}, named)]).toEqual([['production'], ['staging'], ['prod-eu']])
  })
})
