import { describe, expect, it } from 'vitest'
import { labelsOf } from '@shared/domain/labels'
import { ruleFor } from '@shared/domain/notification'
import { endingOf, NO_SHIFT, type Page } from '@shared/domain/page'
import { reasonText } from '@shared/text/reason'
import { aSighting, aSnapshot, NOW } from '../../../builders'
import { aSetup, prom, startCore, type Core } from '../core-harness'

const S = 1_000
const named = (name: string, over: Record<string, string> = {}, rest = {}): ReturnType<typeof aSighting> =>
  aSighting({ labels: labelsOf(Object.entries({ alertname: name, env: 'production', service: 'checkout', severity: 'critical', ...over })), startsAt: NOW + S, ...rest })
const sees = (...alerts: ReturnType<typeof aSighting>[]): ReturnType<typeof aSnapshot> => aSnapshot({ alerts, services: null })
/** The night is day here, so that the usual ladder is the day's. */
const config = { paging: { night: { from: '00:00', to: '00:00' } } }
const begin = (...alerts: ReturnType<typeof aSighting>[]): Core => startCore([aSetup()], { config }).answer('am', sees(), NOW).answer('am', sees(...alerts), NOW + S)
const pages = (core: Core): readonly Page[] => Object.values(core.state.app.pages)
const only = (core: Core): Page => { expect(pages(core)).toHaveLength(1); return pages(core)[0]! }
/** Ticks every second; what was asked for besides notifications, by second. */
const pass = (core: Core, from: number, to: number): { readonly core: Core; readonly effects: readonly string[] } => {
  const effects: string[] = []
  for (let s = from; s <= to; s++) {
    core = core.tick(NOW + s * S)
    for (const e of core.last.effects) if (e.type !== 'close') effects.push(`${s} ${e.type === 'sound' ? `${e.request.pattern} ${e.request.level}` : e.event}`)
  }
  return { core, effects }
}

describe('a page', () => {
  it('opens with its first alert, and takes in what belongs to it, in the same notification', () => {
    const core = begin(named('A')).answer('am', sees(named('A'), named('B')), NOW + 10 * S)
    const page = only(core)
    expect([page.route, page.status, page.alerts.length, page.title, page.services]).toEqual(['page', 'open', 2, 'CRITICAL: 2 alerts, one incident, PRODUCTION', ['checkout']])
    expect([core.last.intents.map((i) => i.request.key), core.last.records.map((r) => r.reason)]).toEqual([[page.id], ['joined']])
  })

  it('says by which rule somebody was told or was not', () => {
    const rules = [{ name: 'B is known', when: { matchers: ['alertname="B"'] }, then: 'ignore' as const }, { when: { matchers: ['alertname="C"'] }, then: 'list' as const }]
    const core = startCore([aSetup()], { config: { paging: { ...config.paging, rules } } }).answer('am', sees(), NOW).answer('am', sees(named('A'), named('B'), named('C'), named('D', {}, { state: 'suppressed', silencedBy: ['s'] })), NOW + S)
    expect(core.last.records.map((r) => [r.reason, r.rule, reasonText(r.reason, r.rule)])).toEqual([
      ['ignored', 'B is known', 'Not told: it is ignored (rule: B is known).'], ['listed', 'rule 2', 'Not told: it is listed and no more (rule: rule 2).'],
      ['silenced', undefined, 'Not told: it is silenced.'], ['new', 'production critical pages', 'Told: it began to fire (rule: production critical pages).']
    ])
  })

  it('names for each of those that are told together the rule that decided for it', () => {
    const rules = [{ name: 'the database', when: { matchers: ['alertname="B"'] }, then: 'page' as const }]
    const core = startCore([aSetup()], { config: { paging: { ...config.paging, rules } } }).answer('am', sees(), NOW).answer('am', sees(named('A'), named('B'), named('C')), NOW + S)
    const [record] = core.last.records
    const name = (id: string): string | undefined => core.state.app.alerts[id]?.name
    expect(record!.alerts.map((id) => [name(id), ruleFor(record!, id)])).toEqual([['A', 'production critical pages'], ['B', 'the database'], ['C', 'production critical pages']])
    expect([record!.rule, record!.others?.map((o) => [o.rule, o.alerts.map(name)])]).toEqual(['production critical pages', [['the database', ['B']]]])
  })

  it('opens when the hours or the day of the rule that held it back are over', () => {
    // it is noon on a Thursday
    const rules = [{ when: { hours: { from: '11:00', to: '12:30' } }, then: 'list' as const }, { when: { days: ['thu' as const] }, then: 'list' as const }]
    const of = (which: readonly number[]): Core =>
      startCore([aSetup()], { config: { paging: { rules: which.map((i) => rules[i]!), night: { from: '00:00', to: '00:00', zone: 'UTC' } } } }).answer('am', sees(), NOW).answer('am', sees(named('A')), NOW + S)
    const [hours, day] = [of([0]), of([1])]
    expect([hours.told, hours.tick(NOW + 1_799 * S).told, hours.tick(NOW + 1_800 * S).told, day.tick(NOW + 43_199 * S).told, day.tick(NOW + 43_200 * S).told])
      .toEqual([[], [], ['CRITICAL: checkout, PRODUCTION'], [], ['CRITICAL: checkout, PRODUCTION']])
  })

  it('climbs its ladder until somebody takes it, and no further', () => {
    const first = begin(named('A'))
    expect(first.last.effects).toEqual([{ type: 'sound', page: only(first).id, request: { pattern: 'critical', level: 0 } }])
    const { core, effects } = pass(first, 2, 200)
    expect([effects, only(core).window]).toEqual([['61 critical 0', '121 critical 1', '121 paged', '181 critical 1'], true])
    const taken = core.do({ type: 'acknowledged', at: NOW + 201 * S, page: only(core).id, held: { by: 'Mira', since: NOW + 201 * S, source: '' } })
    expect([only(taken).status, only(taken).window, only(taken).next, taken.last.effects.map((e) => (e.type === 'hook' ? e.event : e.type))]).toEqual(['held', false, null, ['acknowledged', 'close']])
    expect(pass(taken, 202, 900).effects).toEqual([])
  })

  it('stops when a colleague’s acknowledgement shows on its alerts, and begins anew when that is gone', () => {
    const held = { by: 'Daniel', since: NOW + 5 * S, source: 'am' }
    const taken = begin(named('A')).answer('am', sees(named('A', {}, { held })), NOW + 15 * S)
    expect([only(taken).status, only(taken).held]).toEqual(['held', held])
    const given = taken.answer('am', sees(named('A')), NOW + 400 * S)
    expect([only(given).status, only(given).since, given.last.effects.map((e) => e.type)]).toEqual(['open', NOW + 400 * S, ['sound']])
  })

  it('takes what joins it later with it while somebody has it, and calls again for what is worse or given back', () => {
    const held = { by: 'Daniel', since: NOW + 5 * S, source: 'am' }
    const taken = begin(named('A', { severity: 'warning' })).answer('am', sees(named('A', { severity: 'warning' }, { held })), NOW + 15 * S)
    const warning = taken.answer('am', sees(named('A', { severity: 'warning' }, { held }), named('B', { severity: 'warning' })), NOW + 30 * S)
    expect([only(warning).status, only(warning).alerts.length, warning.last.intents.map((i) => i.request.urgency), warning.last.effects]).toEqual(['held', 2, ['low'], []])
    const worse = warning.answer('am', sees(named('A', { severity: 'warning' }, { held }), named('B', { severity: 'warning' }), named('C')), NOW + 45 * S)
    expect([only(worse).status, only(worse).held, worse.last.intents.map((i) => i.request.urgency), worse.last.effects.map((e) => e.type)]).toEqual(['open', null, ['critical'], ['sound']])
    const [both, one] = [[named('A', {}, { held }), named('B', {}, { held })], [named('A', {}, { held }), named('B')]]
    const critical = begin(named('A'), named('B')).answer('am', sees(...both), NOW + 15 * S)
    expect([only(critical).status, only(critical.answer('am', sees(...one), NOW + 30 * S)).status]).toEqual(['held', 'open'])
    const rest = begin(named('A')).answer('am', sees(named('A', {}, { held })), NOW + 15 * S).answer('am', sees(...one), NOW + 30 * S)
    const alone = rest.answer('am', sees(named('B')), NOW + 45 * S)
    expect([only(rest).status, only(alone).status, only(alone.answer('am', sees(named('B')), NOW + 105 * S)).status]).toEqual(['held', 'held', 'open'])
  })

  it('is woken from a snooze by what is worse, by nothing else', () => {
    const config = { paging: { night: { from: '00:00', to: '00:00' }, rules: [{ when: {}, then: 'page' as const }] } }
    const warning = named('A', { severity: 'warning' })
    const first = startCore([aSetup()], { config }).answer('am', sees(), NOW).answer('am', sees(warning), NOW + S)
    const snoozed = first.do({ type: 'snoozed', at: NOW + 2 * S, page: only(first).id, until: NOW + 600 * S })
    const same = snoozed.answer('am', sees(warning, named('B', { severity: 'warning' })), NOW + 15 * S)
    const worse = same.answer('am', sees(warning, named('C')), NOW + 30 * S)
    expect([same, worse].map((core) => [only(core).status, core.last.intents.map((i) => i.request.urgency), core.last.effects.map((e) => e.type)])).toEqual([['snoozed', ['low'], []], ['open', ['critical'], ['sound']]])
  })

  it('is quiet while it is snoozed, then begins anew', () => {
    const first = begin(named('A'))
    const snoozed = first.do({ type: 'snoozed', at: NOW + 2 * S, page: only(first).id, until: NOW + 100 * S })
    const { core, effects } = pass(snoozed, 3, 161)
    expect([only(snoozed).status, only(core).status, effects]).toEqual(['snoozed', 'open', ['100 critical 0', '160 critical 0']])
  })

  it('is snoozed for no longer than ten minutes when the clock is set back', () => {
    const first = begin(named('A', {}, { startsAt: NOW - 86_400_000 }))
    const snoozed = first.do({ type: 'snoozed', at: NOW + 2 * S, page: only(first).id, until: NOW + 602 * S })
    const back = -28_800
    const { core, effects } = pass(snoozed, back, back + 601)
    expect([only(core).status, effects]).toEqual(['open', [`${back + 600} critical 0`]])
  })

  it('is not over for a blink, says how often it came back, and is over after the grace', () => {
    const gone = begin(named('A')).answer('am', sees(), NOW + 10 * S)
    const back = gone.tick(NOW + 30 * S).answer('am', sees(named('A', {}, { startsAt: NOW + 40 * S })), NOW + 40 * S)
    expect([only(gone).quietSince, only(back).status, only(back).flaps, back.told.length, back.last.records.map((r) => r.reason)]).toEqual([NOW + 10 * S, 'open', 1, 1, ['flapping']])
    const over = back.answer('am', sees(), NOW + 50 * S).answer('am', sees(), NOW + 110 * S)
    expect([only(over).status, only(over).endedAt, over.last.intents.map((i) => [i.request.key, i.request.title, i.request.body, i.request.urgency])])
      .toEqual(['over', NOW + 50 * S, [[only(over).id, 'Resolved: checkout, PRODUCTION', 'Lasted 49 s. It came back once meanwhile.', 'low']]])
  })

  it('outlives two polls of the slow source that tells it, however short the grace', () => {
    const slow = aSetup({ intervalMs: 120 * S })
    const first = startCore([slow], { config }).answer('am', sees(), NOW).answer('am', sees(named('A')), NOW + S)
    const gone = first.answer('am', sees(), NOW + 121 * S)
    const back = pass(gone, 122, 240).core.answer('am', sees(named('A')), NOW + 241 * S)
    expect([only(back).status, only(back).flaps, back.told]).toEqual(['open', 1, ['CRITICAL: checkout, PRODUCTION']])
    const over = pass(back.answer('am', sees(), NOW + 361 * S), 362, 600).core
    expect([only(over).status, only(over.tick(NOW + 601 * S)).status]).toEqual(['open', 'over'])
  })

  it('is not resolved when its source is taken out of the configuration while it fires, and goes on when that is back in time', () => {
    const both = [aSetup(), prom()]
    const first = startCore(both, { config }).answer('am', sees(), NOW).answer('prom', sees(), NOW).answer('am', sees(named('A')), NOW + S)
    const without = first.do({ type: 'configured', at: NOW + 10 * S, config: first.state.config, sources: [prom()], file: null, notices: [] }).answer('prom', sees(), NOW + 15 * S)
    expect([only(without).status, only(without).sources, only(without).lost]).toEqual(['open', ['am'], ['am']])
    const over = pass(without, 16, 70).core
    expect([over.told, only(over).status, endingOf(only(over)), over.last.records.map((r) => reasonText(r.reason))]).toEqual([
      ['CRITICAL: checkout, PRODUCTION', 'Not watched any more: checkout, PRODUCTION'], 'over', 'unwatched', ['Told: its source was taken out of the configuration, so nobody watches it any more.']
    ])
    expect([over.last.intents.map((i) => [i.request.key, i.request.body, i.request.urgency]), over.last.effects]).toEqual([
      [[only(over).id, 'It was not over when its source was taken out of the configuration.', 'normal']], [{ type: 'hook', page: only(over).id, event: 'unwatched' }]
    ])
    const back = pass(without, 16, 40).core.do({ type: 'configured', at: NOW + 41 * S, config: first.state.config, sources: both, file: null, notices: [] }).answer('am', sees(named('A')), NOW + 42 * S)
    expect([only(back).status, only(back).lost, back.told]).toEqual(['open', [], ['CRITICAL: checkout, PRODUCTION']])
  })

  it('is not resolved when its source was taken out between two runs, but is when the source lacks it', () => {
    const before = startCore([aSetup(), prom()], { config }).answer('am', sees(), NOW).answer('prom', sees(), NOW).answer('am', sees(named('A')), NOW + S).tick(NOW + 2 * S)
    const again = (sources: readonly ReturnType<typeof aSetup>[]): Core =>
      startCore(sources, { at: NOW + 600 * S, config, episodes: before.state.episodes, pages: before.state.app.pages, lastRunAt: NOW + 2 * S })
    const [without, lacking] = [again([prom()]).answer('prom', sees(), NOW + 601 * S), again([aSetup(), prom()]).answer('prom', sees(), NOW + 601 * S).answer('am', sees(), NOW + 602 * S)]
    expect([pass(without, 603, 800).core, pass(lacking, 603, 700).core.answer('am', sees(), NOW + 701 * S)].map((core) => core.told.at(-1))).toEqual(['Not watched any more: checkout, PRODUCTION', 'Resolved: checkout, PRODUCTION'])
  })

  it('is resolved by who still tells it when one of its sources is taken out', () => {
    const first = startCore([aSetup(), prom()], { config }).answer('am', sees(), NOW).answer('prom', sees(), NOW).answer('am', sees(named('A')), NOW + S).answer('prom', sees(named('A')), NOW + S).tick(NOW + 2 * S)
    const one = first.do({ type: 'configured', at: NOW + 10 * S, config: first.state.config, sources: [prom()], file: null, notices: [] }).answer('prom', sees(), NOW + 15 * S)
    expect([only(first).sources, only(one).sources, only(one).lost, pass(one, 16, 79).core.answer('prom', sees(), NOW + 80 * S).told.at(-1)]).toEqual([['am', 'prom'], ['prom'], [], 'Resolved: checkout, PRODUCTION'])
  })

  it('is over without a word of being resolved when it was silenced, and hooks hear that', () => {
    const quiet = named('A', {}, { state: 'suppressed', silencedBy: ['s1'] })
    const core = begin(named('A')).answer('am', sees(quiet), NOW + 10 * S).tick(NOW + 80 * S)
    expect([only(core).status, endingOf(only(core)), core.told, core.last.effects]).toEqual(['over', 'suppressed', ['CRITICAL: checkout, PRODUCTION'], [{ type: 'hook', page: only(core).id, event: 'suppressed' }, { type: 'close', page: only(core).id }]])
    const [fires, gone] = [core.answer('am', sees(named('A')), NOW + 90 * S), core.answer('am', sees(named('A')), NOW + 90 * S).answer('am', sees(), NOW + 100 * S)]
    expect([fires, pass(gone, 101, 399).core.answer('am', sees(), NOW + 400 * S)].map((c) => [only(c).status, endingOf(only(c)), c.told.at(-1)])).toEqual([['open', 'suppressed', 'CRITICAL: checkout, PRODUCTION'], ['over', 'resolved', 'Resolved: checkout, PRODUCTION']])
  })

  it('goes on to the next person, and stays loud at every desk that it has reached', () => {
    const shift = { now: { name: 'Mira', until: NOW + 9e6 }, next: null, order: ['Mira', 'Daniel'] }
    const at = (me: string): Core => startCore([aSetup()], { config: { paging: { ...config.paging, me } } }).do({ type: 'meta', at: NOW, change: { shift } }).answer('am', sees(), NOW).answer('am', sees(named('A')), NOW + S)
    const [mira, daniel, kari] = [pass(at('Mira'), 2, 362), pass(at('Daniel'), 2, 362), pass(at('Kari'), 2, 362)]
    expect([at('Mira').last.intents[0]?.request.urgency, at('Daniel').last.intents[0]?.request.urgency]).toEqual(['critical', 'low'])
    expect([mira.effects, only(mira.core).window]).toEqual([['61 critical 0', '121 critical 1', '121 paged', '181 critical 1', '241 critical 2', '301 critical 2', '301 passed-on', '361 critical 3'], true])
    expect([daniel.effects, only(daniel.core).window, only(daniel.core).person, only(daniel.core).reached]).toEqual([['301 paged', '301 critical 0', '361 critical 3'], true, 'Daniel', ['Mira', 'Daniel']])
    // a desk that it does not reach runs nothing, nor when it is taken
    const taken = kari.core.do({ type: 'acknowledged', at: NOW + 363 * S, page: only(kari.core).id, held: { by: 'Mira', since: NOW + 363 * S, source: '' } })
    expect([kari.effects, only(taken).status, taken.last.effects]).toEqual([[], 'held', [{ type: 'close', page: only(taken).id }]])
  })

  it('goes on after a restart, though no source answers', () => {
    const before = begin(named('A'))
    const again = startCore([aSetup()], { at: NOW + 600 * S, config, episodes: before.state.episodes, pages: before.state.app.pages, lastRunAt: NOW + 2 * S }).fail('am', NOW + 601 * S)
    const { core } = pass(again, 602, 900)
    expect([only(core).status, only(core).window]).toEqual(['open', true])
  })

  it('asks for nothing while notifications are paused, and for the rest after', () => {
    const paused = begin(named('A')).do({ type: 'meta', at: NOW + 2 * S, change: { pausedUntil: NOW + 130 * S } })
    expect(pass(paused, 3, 129).effects).toEqual([])
    expect(paused.do({ type: 'meta', at: NOW + 130 * S, change: { pausedUntil: null } }).last.effects.map((e) => e.type)).toEqual(['sound', 'hook'])
  })

  it('has no window while notifications are paused or turned off, and has it again when it still asks after that', () => {
    const shown = pass(begin(named('A')), 2, 60).core
    const pause = (at: number, until: number | null) => ({ type: 'meta', at: NOW + at * S, change: { pausedUntil: until } }) as const
    const paused = shown.do(pause(61, NOW + 130 * S))
    expect([only(shown).window, only(paused).window, only(pass(paused, 62, 129).core).window, only(pass(paused, 62, 130).core).window]).toEqual([true, false, false, true])
    expect(only(paused.do(pause(70, null))).window).toBe(true)
    const taken = paused.do({ type: 'acknowledged', at: NOW + 70 * S, page: only(paused).id, held: { by: 'Mira', since: NOW + 70 * S, source: '' } })
    expect(only(taken.do(pause(80, null))).window).toBe(false)
    const { notifications } = shown.state.config
    const turned = (core: Core, at: number, enabled: boolean): Core => core.do({ type: 'configured', at: NOW + at * S, config: { ...core.state.config, notifications: { ...notifications, enabled } }, sources: [aSetup()], file: null, notices: [] })
    expect([turned(shown, 61, false), turned(turned(shown, 61, false), 70, true)].map((core) => only(core).window)).toEqual([false, true])
  })

  it('opens for a silent source that blinds a service of tier 1, and is over when it is seen again', () => {
    const setup = { config: { ...config, services: [{ name: 'checkout', tier: 1 as const }] } }
    const seen = aSnapshot({ services: [{ name: 'checkout', labels: labelsOf([['service', 'checkout']]), fresh: true, lastSampleAt: NOW, targets: null, signals: {}, about: null }] })
    const blind = startCore([prom()], setup).answer('prom', seen, NOW).fail('prom', NOW + 15 * S).tick(NOW + 40 * S).tick(NOW + 76 * S)
    expect([only(blind).route, only(blind).title, only(blind).services, only(blind).severity]).toEqual(['page', 'Garda cannot see prom', ['checkout'], 'unknown'])
    const back = blind.answer('prom', seen, NOW + 90 * S).answer('prom', seen, NOW + 135 * S).tick(NOW + 151 * S)
    expect([only(back).status, back.told]).toEqual(['over', ['Garda cannot see prom', 'Seen again: checkout, PRODUCTION']])
    expect(pages(startCore([prom()], { config }).answer('prom', seen, NOW).fail('prom', NOW + 15 * S).tick(NOW + 76 * S))).toEqual([])
  })

  it('for a silent source is quiet at the desk of somebody who is not on call', () => {
    const setup = { config: { paging: { ...config.paging, me: 'Daniel' }, services: [{ name: 'checkout', tier: 1 as const }] } }
    const seen = aSnapshot({ services: [{ name: 'checkout', labels: labelsOf([['service', 'checkout']]), fresh: true, lastSampleAt: NOW, targets: null, signals: {}, about: null }] })
    const shift = { now: { name: 'Mira', until: NOW + 3_600 * S }, next: null, order: ['Mira', 'Daniel'] }
    const blind = startCore([prom()], setup).do({ type: 'meta', at: NOW, change: { shift } }).answer('prom', seen, NOW).fail('prom', NOW + 15 * S).tick(NOW + 40 * S).tick(NOW + 76 * S)
    expect([only(blind).loud, only(blind).person, blind.last.intents.map((i) => i.request.urgency)]).toEqual([false, 'Mira', ['low']])
  })

  it('opens for a silent source that was told of before what it showed was too old to be believed', () => {
    const slow = prom({ intervalMs: 5 * 60 * S })
    const seen = aSnapshot({ services: [{ name: 'checkout', labels: labelsOf([['service', 'checkout']]), fresh: true, lastSampleAt: NOW, targets: null, signals: {}, about: null }] })
    let core = startCore([slow], { config: { ...config, services: [{ name: 'checkout', tier: 1 }] } }).answer('prom', seen, NOW).fail('prom', NOW + 300 * S).tick(NOW + 361 * S)
    expect([core.told, pages(core)]).toEqual([['Garda cannot see prom'], []])
    core = core.tick(NOW + 603 * S)
    expect([only(core).route, only(core).title, only(core).services, core.last.intents.map((i) => i.request.urgency)]).toEqual(['page', 'Garda cannot see prom', ['checkout'], ['critical']])
    const later = core.fail('prom', NOW + 610 * S).tick(NOW + 700 * S)
    expect([later.told.length, only(later).status, only(later.answer('prom', seen, NOW + 710 * S).tick(NOW + 1_200 * S)).status]).toEqual([2, 'open', 'over'])
  })

  it('opens for a service that nobody has seen for five minutes, and pages for tier 1', () => {
    const of = (tier: 1 | 2): Core => {
      const sighting = (fresh: boolean) => aSnapshot({ services: [{ name: 'checkout', labels: labelsOf([['service', 'checkout']]), fresh, lastSampleAt: fresh ? null : NOW, targets: null, signals: {}, about: null }] })
      let core = startCore([prom()], { config: { ...config, services: [{ name: 'checkout', tier }] } }).answer('prom', sighting(true), NOW)
      for (let s = 15; s <= 330; s += 15) core = core.answer('prom', sighting(false), NOW + s * S)
      return core
    }
    expect([of(1), of(2)].map((core) => [only(core).route, only(core).title, core.told])).toEqual([
      ['page', 'Unknown: checkout, PRODUCTION', ['Unknown: checkout, PRODUCTION']], ['notify', 'Unknown: checkout, PRODUCTION', ['Unknown: checkout, PRODUCTION']]
    ])
    expect(of(1).state.app.notifications[Object.keys(of(1).state.app.notifications)[0]!]?.body).toMatch(/^No samples for 5 min, last at \d\d:\d\d\. Health cannot be shown\.$/)
  })

  it('opens when a watchdog that was seen is missing from whole answers, and is over when it is back', () => {
    const watched = aSetup({ watchdog: { names: ['Watchdog'], declared: false } })
    const dog = named('Watchdog', { severity: 'none' })
    let core = startCore([watched], { config }).answer('am', sees(dog), NOW)
    for (let s = 15; s <= 60; s += 15) core = core.answer('am', aSnapshot({ alerts: [], services: null, counts: { s } }), NOW + s * S)
    expect([only(core).route, core.told]).toEqual(['page', ['CRITICAL: alerts of am no longer come through']])
    expect(only(core.answer('am', sees(dog), NOW + 75 * S).tick(NOW + 140 * S)).status).toBe('over')
  })

  it('waits for the morning with a warning of the night', () => {
    const night = { paging: { night: { from: '11:00', to: '13:00', zone: 'UTC' } } }
    const core = startCore([aSetup()], { config: night, at: NOW }).answer('am', sees(), NOW).answer('am', sees(named('W', { severity: 'warning' })), NOW + S)
    expect([core.told, core.last.records.map((r) => r.reason)]).toEqual([[], ['night']])
    const morning = core.tick(NOW + 3_601 * S)
    expect([morning.told, pages(morning).map((p) => p.route)]).toEqual([['Waited for the morning. Warning: checkout, PRODUCTION'], ['notify']])
  })

  it('makes one page of a storm, and none of what fires when Garda is started for the first time', () => {
    const storm = Array.from({ length: 2_000 }, (_, i) => named(`W${i}`, { service: `s${i}` }))
    expect(only(begin(...storm)).alerts).toHaveLength(2_000)
    const first = startCore([aSetup()], { config }).answer('am', sees(named('A')), NOW)
    expect([only(first).route, first.last.effects]).toEqual(['notify', []])
    expect(NO_SHIFT.order).toEqual([])
  })
})
