import { describe, expect, it } from 'vitest'
import { labelsOf } from '@shared/domain/labels'
import type { AlertSighting } from '@shared/domain/alert'
import type { FailureCode } from '@shared/domain/source'
import type { CoreEvent } from '../../../src/main/core/events'
import { aServiceSighting, aSighting, aSnapshot, NOW } from '../../builders'
import { aSetup, prom, startCore, type Core } from './core-harness'

const S = 1_000
const HOUR = 3_600_000
const WOKE = NOW + 8 * HOUR
const named = (name: string, severity = 'warning', startsAt = WOKE - HOUR): AlertSighting =>
  aSighting({ labels: labelsOf(Object.entries({ alertname: name, env: 'production', service: name.toLowerCase(), severity })), startsAt })
const list = (...alerts: readonly AlertSighting[]) => aSnapshot({ alerts, services: null })
const asleep = (core: Core, awaited: readonly string[] = []): Core => core.do({ type: 'woke', at: WOKE, from: NOW + 10 * S, why: 'slept', until: WOKE + 30 * S, awaited })
const pages = (core: Core): unknown => Object.values(core.state.app.pages).map((p) => [p.id, p.route, p.status, p.alerts.length])
const night = { paging: { night: { from: '22:00', to: '07:00', zone: 'UTC' } } }
const start = (...before: readonly AlertSighting[]): Core => startCore([aSetup(), prom()], { config: night }).answer('am', list(...before), NOW).answer('prom', list(), NOW)
const told = (core: Core): readonly string[] => core.last.intents.map(({ request: { title, body, urgency } }) => `${urgency}: ${title} / ${body.replaceAll('\n', ' / ')}`)

describe('after sleep', () => {
  it('waits until everyone has answered, then tells what is new as one', () => {
    const woke = asleep(start())
    const first = woke.answer('am', list(named('Slow'), named('Disk')), WOKE + S)
    const second = first.answer('prom', list(), WOKE + 2 * S)
    expect([woke.last.intents, first.last.intents, told(second), pages(second), second.state.away]).toEqual([
      [], [], ['normal: While you were away: 2 alerts began / Disk (disk), Slow (slow).'], [[`away:${WOKE + 2 * S}`, 'notify', 'open', 2]], null
    ])
  })

  it('pages a critical alert at once, by name and with all that is known, and puts later ones onto the same page', () => {
    const first = asleep(start()).answer('am', list(named('Slow'), named('Down', 'critical')), WOKE + S)
    const second = first.answer('prom', list(named('Late')), WOKE + 9 * S).do({ type: 'answered', at: WOKE + 11 * S, source: 'am', askedAt: WOKE + 10 * S, snapshot: list(named('Slow'), named('Down', 'critical'), named('Late')), nextAt: WOKE + 25 * S })
    expect([told(first), first.last.effects, told(second), pages(second)]).toEqual([
      ['critical: While you were away: 2 alerts began / 1 critical. Down (down), Slow (slow).'], [{ type: 'sound', page: `away:${WOKE + S}`, request: { pattern: 'critical', level: 0 } }],
      ['critical: While you were away: 3 alerts began / 1 critical. Down (down), Late (late), Slow (slow).'], [[`away:${WOKE + S}`, 'page', 'open', 3]]
    ])
    expect(second.last.intents.map((i) => i.request.key)).toEqual(first.last.intents.map((i) => i.request.key))
  })

  it('has half a minute for the network: nothing counts as silent before, nothing is believed meanwhile, and then the digest waits for nobody', () => {
    let core = asleep(start()).answer('am', list(named('Slow')), WOKE + S)
    const said: string[] = []
    for (let s = 2; s < 70; s += 3) {
      core = core.fail('prom', WOKE + s * S)
      said.push(...told(core).map((words) => `${s} ${words}`))
    }
    expect([said, core.state.app.sources['prom']?.health]).toEqual([[
      '32 normal: While you were away. Warning: slow, PRODUCTION / 5 % of requests fail, limit 2 %. Since 19:00. / Slow, seen by am.', '62 normal: Garda cannot see prom / No answer for 60 s. Nothing else depends on it.'
    ], 'error'])
  })

  it('a source that was silent just before sleep is not said to have been silent all night', () => {
    let core = asleep(start().fail('prom', NOW + 5 * S)).fail('prom', WOKE + 2 * S)
    const said: string[] = []
    for (let s = 1; s < 90; s++) { core = core.tick(WOKE + s * S); said.push(...told(core)) }
    expect(said).toEqual(['normal: Garda cannot see prom / No answer for 60 s. Nothing else depends on it.', 'normal: Garda cannot see am / No answer for 60 s. Nothing else depends on it.'].slice(0, 1))
  })

  it('a source that failed before and fails again keeps nobody waiting', () => {
    const core = asleep(start().fail('prom', NOW + 5 * S)).fail('prom', WOKE + S).answer('am', list(named('Slow')), WOKE + 2 * S)
    expect(core.last.intents.map((i) => i.record.reason)).toEqual(['away'])
  })

  it('a page of before stands still until somebody is heard, then goes on where it is or ends', () => {
    const before = start().answer('am', list(named('Down', 'critical', NOW)), NOW + S).tick(NOW + 5 * S)
    const woke = asleep(before)
    const waiting = woke.tick(WOKE + S).tick(WOKE + 2 * S)
    const goesOn = waiting.answer('am', list(named('Down', 'critical', NOW)), WOKE + 3 * S)
    const gone = waiting.answer('am', list(), WOKE + 3 * S).answer('prom', list(), WOKE + 3 * S)
    const page = Object.keys(before.state.app.pages)[0]!
    expect([woke.last.effects, waiting.last.effects, waiting.state.app.pages === before.state.app.pages]).toEqual([[], [], true])
    // by day: one sound and one hook, however many were missed
    expect(goesOn.last.effects.map((e) => [e.type, e.page])).toEqual([['hook', page], ['sound', page], ['hook', page]].filter(([type], i, all) => all.findIndex(([t]) => t === type) === i).toSorted(([a], [b]) => (a! > b! ? -1 : 1)))
    expect([gone.last.effects, gone.state.app.pages[page]?.quietSince]).toEqual([[], WOKE + 3 * S])
  })

  it('what was told before is not told again', () => {
    const core = asleep(start().answer('am', list(named('Down', 'critical', NOW)), NOW + S)).answer('am', list(named('Down', 'critical', NOW)), WOKE + S).answer('prom', list(), WOKE + 2 * S)
    expect([core.told.length, core.last.intents]).toEqual([1, []])
  })

  it('what waited for the morning comes in the same digest', () => {
    const dusk = NOW + 12 * HOUR
    const dawn = dusk + 8 * HOUR
    const evening = startCore([aSetup()], { config: night, at: dusk }).answer('am', list(), dusk).answer('am', list(named('Slow', 'warning', dusk + S)), dusk + S)
    const core = evening.do({ type: 'woke', at: dawn, from: dusk + 10 * S, why: 'slept', until: dawn + 30 * S, awaited: [] }).tick(dawn + S).answer('am', list(named('Slow', 'warning', dusk + S), named('Disk', 'warning', dawn - HOUR)), dawn + 2 * S)
    expect([evening.told, told(core)]).toEqual([[], ['normal: While you were away: 2 alerts began / Slow (slow), Disk (disk).']])
  })

  it('a clock that is set back meanwhile holds nothing back', () => {
    const core = asleep(start()).answer('am', list(named('Slow')), WOKE + S).tick(WOKE - HOUR)
    expect([core.last.intents.length, core.state.away]).toEqual([1, null])
  })
})

describe('what began and ended unseen', () => {
  const past = (name: string, from: number, to: number, severity = 'warning'): { readonly fingerprint: string; readonly labels: AlertSighting['labels']; readonly from: number; readonly to: number } => ({ ...named(name, severity), from, to })
  const recovered = (alerts: readonly ReturnType<typeof past>[] | null, at = WOKE + 2 * S): CoreEvent => ({ type: 'recovered', at, source: 'prom', alerts })
  const asked = asleep(start(), ['prom']).answer('am', list(named('Slow')), WOKE + S).answer('prom', list(), WOKE + S)

  it('is awaited, and named in the digest, worst first, with its times', () => {
    const core = asked.do(recovered([past('Blip', WOKE - 3 * HOUR, WOKE - 2 * HOUR), past('Crash', WOKE - 2 * HOUR, WOKE - HOUR, 'critical')]))
    expect([asked.last.intents, told(core), Object.keys(core.state.app.alerts).length, pages(core)]).toEqual([
      [], ['normal: While you were away. Warning: slow, PRODUCTION / 5 % of requests fail, limit 2 %. Since 19:00. / Slow, seen by am. / 2 began and ended meanwhile: Crash (crash), 18:00 to 19:00, Blip (blip), 17:00 to 18:00.'],
      1, [[`away:${WOKE + 2 * S}`, 'notify', 'open', 1]]
    ])
  })

  it('alone is a quiet notification and no page', () => {
    const core = asleep(start(), ['prom']).answer('am', list(), WOKE + S).answer('prom', list(), WOKE + S).do(recovered([past('Crash', WOKE - 2 * HOUR, WOKE - HOUR, 'critical')]))
    expect([told(core), pages(core), core.last.effects]).toEqual([['low: While you were away: one alert began and ended / Crash (crash), 18:00 to 19:00.'], [], []])
  })

  it('comes after a page that could not wait, and is added to it without another notification', () => {
    const core = asleep(start(), ['prom']).answer('am', list(named('Down', 'critical')), WOKE + S).answer('prom', list(), WOKE + S).do(recovered([past('Blip', WOKE - 3 * HOUR, WOKE - 2 * HOUR)]))
    expect([core.told.length, core.last.intents, Object.values(core.state.app.pages).map((p) => p.body.split('\n').at(-1))]).toEqual([1, [], ['One began and ended meanwhile: Blip (blip), 17:00 to 18:00.']])
  })

  it('leaves out what still fires, what was told in its time, watchdogs, and what another server said already', () => {
    const setups = [aSetup(), prom({ watchdog: { names: ['Watchdog'], declared: false } }), prom({ id: 'twin', name: 'twin' })]
    const before = startCore(setups, { config: night }).answer('am', list(), NOW).answer('prom', list(), NOW).answer('twin', list(), NOW).answer('am', list(named('Seen', 'warning', NOW)), NOW + S)
    const core = asleep(before, ['prom', 'twin']).answer('am', list(), WOKE + S).answer('twin', list(), WOKE + S).answer('prom', list(named('Fires')), WOKE + S)
      .do(recovered([past('Fires', WOKE - HOUR, WOKE), past('Seen', NOW + S, NOW + HOUR), past('Watchdog', NOW + HOUR, NOW + 2 * HOUR), past('Blip', WOKE - 3 * HOUR, WOKE - 2 * HOUR)]))
      .do({ type: 'recovered', at: WOKE + 3 * S, source: 'twin', alerts: [past('Blip', WOKE - 3 * HOUR + 20 * S, WOKE - 2 * HOUR)] })
    expect([core.state.past.map((a) => [a.name, a.state, a.startsAt - WOKE, (a.endsAt ?? 0) - WOKE]), core.state.away]).toEqual([[['Blip', 'resolved', -3 * HOUR, -2 * HOUR]], null])
  })

  it('is told only as far as it would have been told then', () => {
    const core = asleep(start(), ['prom']).answer('am', list(), WOKE + S).answer('prom', list(), WOKE + S).do(recovered([past('Hint', WOKE - 2 * HOUR, WOKE - HOUR, 'info')]))
    expect([core.last.intents, core.state.past.map((a) => a.name)]).toEqual([[], ['Hint']])
  })

  it('that could not be read, or comes too late, keeps no digest waiting', () => {
    const [failed, late] = [asked.do(recovered(null)), asked.tick(WOKE + 30 * S)]
    expect([failed.last.intents.length, late.last.intents.length, late.do(recovered([past('Blip', WOKE - 3 * HOUR, WOKE - 2 * HOUR)], WOKE + 40 * S)).last.intents]).toEqual([1, 1, []])
  })

  it('is asked after a stop, too: the digest at the start waits for it', () => {
    const start = startCore([aSetup(), prom()], { config: night, at: WOKE, lastRunAt: NOW }).do({ type: 'woke', at: WOKE, from: NOW, why: 'stopped', until: WOKE + 10 * S, awaited: ['prom'] })
    const answered = start.answer('am', list(named('Slow')), WOKE + S).answer('prom', list(), WOKE + S)
    const core = answered.do(recovered([past('Blip', WOKE - 3 * HOUR, WOKE - 2 * HOUR)]))
    expect([answered.last.intents, core.last.intents.map((i) => [i.record.reason, i.request.title, i.request.body.split('\n').at(-1)])]).toEqual([
      [], [['digest', 'Began while Garda was away. Warning: slow, PRODUCTION', 'One began and ended meanwhile: Blip (blip), 17:00 to 18:00.']]
    ])
  })
})

describe('offline', () => {
  const fail = (core: Core, source: string, at: number, code: FailureCode = 'dns'): Core => core.do({ type: 'failed', at, source, askedAt: at, failure: { code, values: { host: 'x' } }, nextAt: at + 15 * S })
  const notices = (core: Core): readonly string[] => Object.keys(core.state.app.notices)

  it('is one notice at once and one notification for all, then silence', () => {
    let core = fail(fail(start(), 'am', NOW + S), 'prom', NOW + 40 * S)
    const noticed = notices(core)
    const all: string[] = []
    for (let s = 45; s < 600; s += 5) { core = fail(core, 'am', NOW + s * S); all.push(...core.last.intents.map((i) => `${s}: ${i.request.title} / ${i.request.body}`)) }
    expect([noticed, all]).toEqual([['offline'], ['65: This computer is offline / No source can be reached for 25 s.']])
  })

  it('is over with the first answer; who is silent still has time, then is told by name', () => {
    let core = fail(fail(start(), 'am', NOW + S), 'prom', NOW + S)
    for (let s = 5; s < 100; s += 5) core = fail(core, 'am', NOW + s * S)
    core = core.answer('am', list(), NOW + 100 * S)
    const after = notices(core)
    const all: string[] = []
    for (let s = 105; s < 300; s += 5) {
      const before = core.told.length
      core = fail(core.answer('am', list(), NOW + s * S), 'prom', NOW + s * S)
      all.push(...core.told.slice(before).map((title) => `${s}: ${title}`))
    }
    expect([core.told, after, all]).toEqual([['This computer is offline', 'Garda cannot see prom'], [], ['160: Garda cannot see prom']])
  })

  it('is not said of one source alone, of servers that refuse, or while one answers; the system is believed', () => {
    const alone = startCore([prom()]).answer('prom', list(), NOW)
    const [one, refused, half, sure] = [
      fail(alone, 'prom', NOW + S), fail(fail(start(), 'am', NOW + S, 'refused'), 'prom', NOW + S), fail(start(), 'prom', NOW + S), fail(alone, 'prom', NOW + S, 'offline')
    ]
    expect([one, refused, half, sure].map(notices)).toEqual([[], [], [], ['offline']])
  })

  it('pages once when it blinds a service of tier 1, until all is seen again, whoever comes back first', () => {
    const seen = aSnapshot({ alerts: [], services: [aServiceSighting({ name: 'checkout' })] })
    let core = startCore([aSetup(), prom()], { config: { ...night, services: [{ name: 'checkout', tier: 1 }] } }).answer('am', list(), NOW).answer('prom', seen, NOW)
    core = fail(fail(core, 'am', NOW + S), 'prom', NOW + S)
    const opened = new Set<string>()
    for (let s = 5; s < 500; s += 5) {
      core = s < 150 ? fail(core, 'am', NOW + s * S) : core.answer('am', list(), NOW + s * S)
      core = (s < 300 ? fail(core, 'prom', NOW + s * S) : core.answer('prom', seen, NOW + s * S)).tick(NOW + s * S)
      for (const page of Object.values(core.state.app.pages)) opened.add(`${page.route} ${page.title}`)
    }
    expect([[...opened], core.told, Object.values(core.state.app.pages).map((p) => p.status)]).toEqual([['page This computer is offline'], ['This computer is offline', 'Seen again: checkout, PRODUCTION'], ['over']])
  })

  it('refused by the notification service, it is tried again, not at every beat', () => {
    let core = fail(fail(start(), 'am', NOW + S), 'prom', NOW + S)
    const tries: number[] = []
    for (let s = 5; s < 200; s += 5) {
      core = fail(core, 'am', NOW + s * S)
      for (const { record } of core.last.intents) { tries.push(s); core = core.do({ type: 'delivered', at: NOW + s * S, id: record.id, outcome: 'suppressed', reason: 'daemon-refused' }) }
    }
    expect(tries).toEqual([65, 70, 80, 100, 140])
  })
})
