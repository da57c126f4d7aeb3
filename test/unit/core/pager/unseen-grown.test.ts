import { describe, expect, it } from 'vitest'
import { configSchema, type ConfigInput } from '@shared/config/schema'
import type { Page, Shift } from '@shared/domain/page'
import { aSnapshot, NOW } from '../../../builders'
import { prom, startCore, type Core } from '../core-harness'
import { again, aLog, M, run, S, sees, type Log } from './blindness'

const ALL_DAY = { from: '00:00', to: '00:00' }
/** The night begins at 12:20 in a watch that begins at noon. */
const byDay = (over: ConfigInput['paging'] = {}): ConfigInput => ({
  services: [{ name: 's0', tier: 1 }],
  paging: { night: { from: '12:20', to: '18:00', zone: 'UTC' }, rules: [{ when: { severity: ['unknown'], time: 'day' }, then: 'notify' }], ...over }
})
const tiers = (tier: 1 | 2): ConfigInput => ({ services: [{ name: 's0', tier }, { name: 's1', tier: 2 }], paging: { night: ALL_DAY } })
const pagesOf = (core: Core): readonly Page[] => Object.values(core.state.app.pages)
const brief = (core: Core): readonly unknown[] => pagesOf(core).map((p) => [p.route, p.status, (p.since - NOW) / S, p.loud, p.called, p.person, p.held?.by])
/** s0 has samples until its own moment, s1 until another. */
const lost = (end: number, other = Infinity) => (at: number) => [(c: Core): Core => c.answer('prom', aSnapshot({ services: [sees('s0', at, at < end), sees('s1', at, at < other)] }), at)]
const begun = (config: ConfigInput): Core => startCore([prom()], { config }).answer('prom', aSnapshot({ services: [sees('s0', NOW), sees('s1', NOW)] }), NOW).tick(NOW + 11 * S)
const firstSound = ({ sounds }: Log): number | undefined => sounds[0]
const configured = (core: Core, config: ConfigInput, at: number): Core => core.do({ type: 'configured', at, config: configSchema.parse(config), sources: [prom()], file: null, notices: [] })
/** Unseen by tier 2 for ten minutes, then tier 1. */
const raised = (log: Log, before: (core: Core) => Core = (c) => c): Core => configured(before(run(begun(tiers(2)), [NOW + 15 * S, NOW + 10 * M], log, lost(NOW + M))), tiers(1), NOW + 10 * M)

describe('what cannot be seen and was worth a look', () => {
  it('pages from the night on where the rules say so then: its notification, its sound, its window and its hook begin with that', () => {
    const log = aLog()
    const day = run(begun(byDay()), [NOW + 15 * S, NOW + 19 * M], log, lost(NOW + M))
    const before = [brief(day), log.sounds.length, log.hooks.length]
    const core = run(day, [NOW + 19 * M + 5 * S, NOW + 24 * M], log, lost(NOW + M))
    const [page] = pagesOf(core)
    const since = (page!.since - NOW) / S
    expect([before, log.told, firstSound(log) === since, log.hooks, brief(core), page?.window]).toEqual([
      [[['notify', 'open', 360, true, true, null, undefined]], 0, 0],
      ['360s unseen normal: Unknown: s0, PRODUCTION', `${since}s unseen critical: Unknown: s0, PRODUCTION`], true, [`${since + 120}s paged`], [['page', 'open', since, true, true, null, undefined]], true
    ])
  })

  it('stays a page when the rules want less again, and is told no more', () => {
    const log = aLog()
    const core = run(raised(log), [NOW + 10 * M + 5 * S, NOW + 12 * M], log, lost(NOW + M))
    const lowered = run(configured(core, tiers(2), NOW + 12 * M), [NOW + 12 * M + 5 * S, NOW + 20 * M], log, lost(NOW + M))
    expect([log.told.length, pagesOf(lowered).map((p) => [p.route, p.status])]).toEqual([1, [['page', 'open']]])
  })

  it('pages at once when the configuration gives its service a higher tier; whoever has it, or made it quiet, took no more than a look', () => {
    const page = (core: Core): string => pagesOf(core)[0]!.id
    const held = (core: Core): Core => core.do({ type: 'acknowledged', at: NOW + 9 * M, page: page(core), held: { by: 'Mira', since: NOW + 9 * M, source: '' } })
    const snoozed = (core: Core): Core => core.do({ type: 'snoozed', at: NOW + 9 * M, page: page(core), until: NOW + 19 * M })
    expect([(c: Core): Core => c, held, snoozed].map((before) => {
      const core = raised(aLog(), before)
      return [core.last.intents.map((i) => [i.record.reason, i.record.rule, i.request.urgency, i.request.key === page(core)]), core.last.effects, brief(core)]
    })).toEqual(Array.from({ length: 3 }, () => [
      [['unseen', 'unknown pages for tier 1', 'critical', true]],
      [{ type: 'sound', page: expect.stringMatching(/^unseen:/), request: { pattern: expect.anything(), level: 0 } }],
      [['page', 'open', 600, true, true, null, undefined]]
    ]))
  })

  it('calls whoever is on call by then, and nobody else', () => {
    const shift: Shift = { now: { name: 'Daniel', until: NOW + 99 * M }, next: null, order: ['Daniel', 'Mira'] }
    const at = (me: string): readonly unknown[] => {
      const log = aLog()
      const day = run(begun(byDay({ me })), [NOW + 15 * S, NOW + 19 * M], log, lost(NOW + M)).do({ type: 'meta', at: NOW + 19 * M, change: { shift } })
      const core = run(day, [NOW + 19 * M + 5 * S, NOW + 21 * M], log, lost(NOW + M))
      return [log.told.at(-1)?.replace(/^\d+s /, ''), log.sounds.length > 0, pagesOf(core).map((p) => [p.route, p.loud, p.called, p.person])]
    }
    expect([at('Daniel'), at('Mira')]).toEqual([
      ['unseen critical: Unknown: s0, PRODUCTION', true, [['page', true, true, 'Daniel']]], ['unseen low: Unknown: s0, PRODUCTION', false, [['page', false, false, 'Daniel']]]
    ])
  })

  it('does not page while Garda is paused, but after that; nor what is seen by then', () => {
    const log = aLog()
    const paused = run(begun(tiers(2)), [NOW + 15 * S, NOW + 10 * M], log, lost(NOW + M)).do({ type: 'meta', at: NOW + 10 * M, change: { pausedUntil: NOW + 15 * M } })
    const core = run(configured(paused, tiers(1), NOW + 10 * M), [NOW + 10 * M + 5 * S, NOW + 15 * M - 5 * S], log, lost(NOW + M))
    const after = run(core.do({ type: 'meta', at: NOW + 15 * M, change: { pausedUntil: null } }), [NOW + 15 * M + 5 * S, NOW + 16 * M], log, lost(NOW + M))
    const seen = run(configured(run(begun(tiers(2)), [NOW + 15 * S, NOW + 10 * M], aLog(), lost(NOW + M)).answer('prom', aSnapshot({ services: [sees('s0', NOW + 10 * M), sees('s1', NOW + 10 * M)] }), NOW + 10 * M), tiers(1), NOW + 10 * M),
      [NOW + 10 * M + 5 * S, NOW + 15 * M], aLog(), lost(Infinity))
    expect([pagesOf(core).map((p) => p.route), brief(after), pagesOf(seen).map((p) => [p.route, p.status])]).toEqual([['notify'], [['page', 'open', 900, true, true, null, undefined]], [['notify', 'over']]])
  })

  it('pages by one notification where another thing joins its page at that very moment', () => {
    const log = aLog()
    const two = run(begun(tiers(2)), [NOW + 15 * S, NOW + 10 * M + 10 * S], log, lost(NOW + M, NOW + 5 * M + 15 * S))
    const core = configured(two, tiers(1), NOW + 10 * M + 15 * S)
    expect([core.last.intents.map((i) => [i.request.title, i.request.urgency]), brief(core), pagesOf(core).map((p) => p.unseen)]).toEqual([
      [['Unknown: 2 things that cannot be seen, PRODUCTION', 'critical']], [['page', 'open', 615, true, true, null, undefined]], [['service:production/s0', 'service:production/s1']]
    ])
  })

  it('pages after a restart, too, once it is known to be unseen', () => {
    const log = aLog()
    const day = run(begun(byDay()), [NOW + 15 * S, NOW + 19 * M], log, lost(NOW + M))
    const core = run(again(day, [prom()], NOW + 21 * M), [NOW + 21 * M + 5 * S, NOW + 30 * M], log, lost(NOW + M))
    expect([log.told.length, pagesOf(core).map((p) => [p.route, p.status, p.flaps])]).toEqual([2, [['page', 'open', 0]]])
  })
})
