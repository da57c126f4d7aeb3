import { describe, expect, it } from 'vitest'
import type { Page } from '@shared/domain/page'
import { keptForRestart } from '../../../../src/main/core/kept'
import { aServiceSighting, aSnapshot, NOW } from '../../../builders'
import { aSetup, prom, startCore, type Core } from '../core-harness'
import { again, aLog, M, run, S, sees, WATCHDOG } from './blindness'

const db = { services: [{ name: 'db', tier: 1 as const }] }
const seen = (at: number, fresh = true) => (c: Core): Core => c.answer('prom', aSnapshot({ services: [sees('db', at, fresh)] }), at)
const dead = (at: number) => (c: Core): Core => c.fail('prom', at)
const started = (): Core => seen(NOW)(startCore([prom()], { config: db })).tick(NOW + 11 * S)
const pagesOf = (core: Core): readonly Page[] => Object.values(core.state.app.pages)
const held = { by: 'Mira', since: NOW + 8 * M, source: '', here: true } as const

describe('a page of what cannot be seen, after a restart', () => {
  it('goes on while its source is still silent, is told once, and is over when that has answered', () => {
    const log = aLog()
    const before = run(started(), [NOW + 15 * S, NOW + 3 * M], log, (at) => [dead(at)])
    const [page] = pagesOf(before)
    const after = run(again(before, [prom()], NOW + 190 * S), [NOW + 191 * S, NOW + 30 * M], log, (at) => [dead(at)])
    expect([log.told, log.sounds.some((s) => s > 1_700), pagesOf(after).map((p) => [p.id, p.status, p.unseen, p.flaps])]).toEqual([
      ['75s source-blind critical: Garda cannot see prom'], true, [[page?.id, 'open', [`source:prom:${NOW + 191 * S}`], 0]]
    ])
    const back = run(after, [NOW + 30 * M + 5 * S, NOW + 33 * M], log, (at) => [seen(at)])
    expect([log.told.slice(1), pagesOf(back).map((p) => p.status)]).toEqual([[expect.stringMatching(/resolved low: Seen again: /)], ['over']])
  })

  it('is not over because its source, or its service, was not asked yet', () => {
    const log = aLog()
    const before = run(started(), [NOW + 15 * S, NOW + 3 * M], log, (at) => [dead(at)])
    const after = run(again(before, [prom()], NOW + 190 * S), [NOW + 191 * S, NOW + 10 * M], log, () => [])
    expect([log.told.length, pagesOf(after).map((p) => [p.status, p.quietSince])]).toEqual([1, [['open', null]]])
  })

  it('is over when its source is no longer configured', () => {
    const log = aLog()
    const before = run(started(), [NOW + 15 * S, NOW + 3 * M], log, (at) => [dead(at)])
    const after = run(again(before, [aSetup()], NOW + 190 * S), [NOW + 191 * S, NOW + 10 * M], log, (at) => [(c) => c.answer('am', aSnapshot(), at)])
    expect(pagesOf(after).map((p) => p.status)).toEqual(['over'])
  })

  it('goes on while its service has no samples, and is over when it has some', () => {
    const log = aLog()
    const before = run(started(), [NOW + 15 * S, NOW + 8 * M], log, (at) => [seen(at, false)])
    const after = run(again(before, [prom()], NOW + 490 * S), [NOW + 491 * S, NOW + 30 * M], log, (at) => [seen(at, false)])
    expect([log.told, pagesOf(after).map((p) => [p.status, p.quietSince])]).toEqual([['315s unseen critical: Unknown: db, PRODUCTION'], [['open', null]]])
    const back = run(after, [NOW + 30 * M + 5 * S, NOW + 33 * M], log, (at) => [seen(at)])
    expect([log.told.slice(1), pagesOf(back).map((p) => p.status)]).toEqual([['1865s resolved low: Seen again: db, PRODUCTION'], ['over']])
  })

  it('goes on while a source that died meanwhile hides its service', () => {
    const log = aLog()
    const before = run(started(), [NOW + 15 * S, NOW + 8 * M], log, (at) => [seen(at, false)])
    const after = run(before, [NOW + 8 * M + 5 * S, NOW + 20 * M], log, (at) => [dead(at)])
    expect([log.told.filter((t) => t.includes('Seen again')), pagesOf(after).map((p) => p.status)]).toEqual([[], ['open', 'open']])
  })

  it.each([false, true])('goes on while its watchdog is missing, for whoever has it, and is over when that is back; declared: %s', (declared) => {
    const log = aLog()
    const setups = [aSetup({ watchdog: { names: ['Watchdog'], declared } })]
    const answers = (alerts: readonly (typeof WATCHDOG)[]) => (at: number) => [(c: Core): Core => c.answer('am', aSnapshot({ alerts }), at)]
    const first = startCore(setups).answer('am', aSnapshot({ alerts: [WATCHDOG] }), NOW).tick(NOW + 11 * S)
    const open = run(first, [NOW + 15 * S, NOW + 8 * M], log, answers([]))
    const taken = open.do({ type: 'acknowledged', at: NOW + 8 * M, page: pagesOf(open)[0]!.id, held })
    const heard = log.sounds.length
    const after = run(again(taken, setups, NOW + 490 * S), [NOW + 495 * S, NOW + 30 * M], log, answers([]))
    expect([log.told, log.sounds.length - heard, pagesOf(after).map((p) => [p.status, p.held, p.quietSince]), after.state.app.sources['am']?.watchdog?.missingSince]).toEqual([
      ['45s unseen critical: CRITICAL: alerts of am no longer come through'], 0, [['held', held, null]], NOW + 15 * S
    ])
    const back = run(after, [NOW + 30 * M + 5 * S, NOW + 33 * M], log, answers([WATCHDOG]))
    expect([log.told.length, pagesOf(back).map((p) => p.status)]).toEqual([2, ['over']])
  })

  it('is over when its watchdog is no longer expected', () => {
    const log = aLog()
    const first = startCore([aSetup({ watchdog: { names: ['Watchdog'], declared: true } })]).answer('am', aSnapshot(), NOW).tick(NOW + 11 * S)
    const open = run(first, [NOW + 15 * S, NOW + 4 * M], log, (at) => [(c) => c.answer('am', aSnapshot(), at)])
    const after = run(again(open, [aSetup()], NOW + 250 * S), [NOW + 255 * S, NOW + 7 * M], log, (at) => [(c) => c.answer('am', aSnapshot(), at)])
    expect(pagesOf(after).map((p) => p.status)).toEqual(['over'])
  })

  it('of this computer, offline, goes on until something answers', () => {
    const log = aLog()
    const setups = [aSetup(), prom()]
    const unreachable = (id: string, at: number) => (c: Core): Core => c.do({ type: 'failed', at, source: id, askedAt: at, failure: { code: 'dns', values: { host: 'x' } }, nextAt: at + 15 * S })
    const away = (at: number) => [unreachable('am', at), unreachable('prom', at)]
    const first = seen(NOW)(startCore(setups, { config: db }).answer('am', aSnapshot(), NOW)).tick(NOW + 11 * S)
    const open = run(first, [NOW + 15 * S, NOW + 3 * M], log, away)
    const after = run(again(open, setups, NOW + 190 * S), [NOW + 191 * S, NOW + 10 * M], log, away)
    expect([log.told, pagesOf(after).map((p) => [p.status, p.quietSince, p.flaps])]).toEqual([['75s source-blind critical: This computer is offline'], [['open', null, 0]]])
    const back = run(after, [NOW + 10 * M + 5 * S, NOW + 13 * M], log, (at) => [seen(at), (c) => c.answer('am', aSnapshot(), at)])
    expect(pagesOf(back).map((p) => p.status)).toEqual(['over'])
  })
})

describe('a source that answers once in a while', () => {
  it('is one page, which counts how often', () => {
    const log = aLog()
    const core = run(started(), [NOW + 15 * S, NOW + 60 * M], log, (at) => [((at - NOW) / S / 15) % 20 === 0 ? seen(at) : dead(at)])
    expect([log.told, pagesOf(core).map((p) => [p.status, p.flaps])]).toEqual([['75s source-blind critical: Garda cannot see prom'], [['open', 11]]])
  })

  it('keeps its page for twice as long each time it was over within the hour', () => {
    const log = aLog()
    // dead for 2 min, back for 4
    const core = run(started(), [NOW + 15 * S, NOW + 24 * M], log, (at) => [(at - NOW) % (6 * M) < 2 * M ? dead(at) : seen(at)])
    const ends = log.told.filter((t) => t.includes('Seen again')).map((t) => Number(t.split('s ')[0]))
    expect([ends, pagesOf(core).map((p) => [p.status, p.flaps])]).toEqual([[180, 600, 1_080], [['over', 0], ['over', 0], ['over', 0], ['open', 1]]])
  })
})

describe('a declared service of tier 1 that nobody has seen in this run', () => {
  const silent = (setups: Parameters<typeof startCore>[0], ids: readonly string[], first: (core: Core) => Core = (c) => c): readonly [Core, ReturnType<typeof aLog>] => {
    const log = aLog()
    const begun = first(startCore(setups, { config: db, lastRunAt: NOW - M })).tick(NOW + 11 * S)
    return [run(begun, [NOW + 15 * S, NOW + 10 * M], log, (at) => ids.map((id) => (c: Core) => c.fail(id, at))), log]
  }

  it('pages for a source that is dead from the start', () => {
    const [core, log] = silent([prom()], ['prom'], (c) => c.fail('prom', NOW))
    expect([log.told, log.sounds.length > 5, pagesOf(core).map((p) => [p.route, p.services, p.body])]).toEqual([
      ['60s source-blind critical: Garda cannot see prom'], true, [['page', ['db'], 'No answer for 60 s. 1 service is now unknown, not OK.']]
    ])
  })

  it('pages for an Alertmanager alone that dies', () => {
    const [core, log] = silent([aSetup()], ['am'], (c) => c.answer('am', aSnapshot(), NOW))
    expect([log.told, log.sounds.length > 5, pagesOf(core).map((p) => [p.route, p.services])]).toEqual([['75s source-blind critical: Garda cannot see am'], true, [['page', ['db']]]])
  })

  it('does not while another source could see it and answers; this computer could not', () => {
    const log = aLog()
    const here = aSetup({ id: 'here', name: 'here', kind: 'this-computer', abilities: ['metrics', 'alerts', 'services'], address: '' })
    const with_ = (other: string, setups: Parameters<typeof startCore>[0]): readonly (readonly string[])[] =>
      pagesOf(run(startCore(setups, { config: db }), [NOW + 15 * S, NOW + 5 * M], log, (at) => [(c) => c.fail('am', at), (c) => c.answer(other, aSnapshot(), at)])).filter((p) => p.unseen[0]?.startsWith('source:')).map((p) => p.services)
    expect([with_('prom', [aSetup(), prom()]), with_('here', [aSetup(), here])]).toEqual([[], [['db']]])
  })

  it('pages when the source that the run before saw it by is dead, though another answers, and again in the run after that', () => {
    const log = aLog()
    const before = startCore([aSetup(), prom()], { config: db }).answer('am', aSnapshot(), NOW).answer('prom', aSnapshot({ services: [aServiceSighting({ name: 'db' })] }), NOW)
    const again = (seenBy: Readonly<Record<string, readonly string[]>>): Core =>
      run(startCore([aSetup(), prom()], { at: NOW + M, config: db, lastRunAt: NOW, seenBy }), [NOW + M + 15 * S, NOW + 6 * M], log, (at) => [(c) => c.answer('am', aSnapshot(), at), (c) => c.fail('prom', at)])
    const kept = keptForRestart(before.state, new Set()).seenBy ?? {}
    const [unseen, dead] = [again({}), again(kept)]
    expect([kept, keptForRestart(dead.state, new Set()).seenBy, pagesOf(unseen).map((p) => p.services), pagesOf(dead).map((p) => [p.route, p.services, p.title])]).toEqual([
      { 'production/db': ['prom'] }, { 'production/db': ['prom'] }, [], [['page', ['db'], 'Garda cannot see prom']]
    ])
  })

  it('pages once the last source that could see it is dead as well', () => {
    const log = aLog()
    const core = run(startCore([aSetup(), prom()], { config: db }), [NOW + 15 * S, NOW + 4 * M], log, (at) => [(c) => c.fail('am', at), (c) => (at < NOW + 2 * M ? c.answer('prom', aSnapshot(), at) : c.fail('prom', at))])
    expect(pagesOf(core).map((p) => [p.route, p.services])).toContainEqual(['page', ['db']])
  })
})
