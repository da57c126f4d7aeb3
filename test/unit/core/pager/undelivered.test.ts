import { describe, expect, it } from 'vitest'
import type { ConfigInput } from '@shared/config/schema'
import { labelsOf } from '@shared/domain/labels'
import type { NotifyReason } from '@shared/domain/notification'
import type { Page } from '@shared/domain/page'
import { reasonText } from '@shared/text/reason'
import { keptForRestart } from '../../../../src/main/core/kept'
import { aServiceSighting, aSighting, aSnapshot, NOW } from '../../../builders'
import { aSetup, prom, startCore, type Core } from '../core-harness'

const S = 1_000
const named = (name: string, over: Record<string, string> = {}, rest = {}): ReturnType<typeof aSighting> =>
  aSighting({ labels: labelsOf(Object.entries({ alertname: name, env: 'production', service: 'db', severity: 'critical', ...over })), startsAt: NOW + S, ...rest })
const sees = (...alerts: ReturnType<typeof aSighting>[]): ReturnType<typeof aSnapshot> => aSnapshot({ alerts, services: null })
const ALL_DAY: ConfigInput = { paging: { night: { from: '00:00', to: '00:00' } } }

/** A desk whose notification service comes and goes. What it was sent has its answer at once, unless it hangs. */
interface Desk { core: Core; service: 'there' | 'missing' | 'hangs'; readonly shown: string[]; readonly effects: string[]; readonly hung: Set<string> }
const desk = (core: Core, service: Desk['service'] = 'there'): Desk => ({ core, service, shown: [], effects: [], hung: new Set() })
const on = (it: Desk, s: number, act: (core: Core, at: number) => Core): void => {
  const at = NOW + s * S
  it.core = act(it.core, at)
  it.effects.push(...it.core.last.effects.flatMap((e) => (e.type === 'close' ? [] : [`${s} ${e.type === 'hook' ? e.event : e.type} ${e.page}`])))
  for (const { record: { id, reason, alerts }, request: { key, title, urgency } } of it.core.last.intents) {
    if (it.service === 'hangs') { for (const alert of alerts) it.hung.add(alert) }
    else if (it.service === 'missing') { it.core = it.core.apply({ type: 'delivered', at, id, outcome: 'suppressed', reason: 'no-daemon' }) }
    else {
      it.core = it.core.apply({ type: 'delivered', at, id, outcome: 'shown', reason: null })
      it.shown.push(`${s} ${reason} ${urgency}: ${title} [${key}]`)
    }
  }
  const able = it.service === 'there'
  if (it.core.state.app.meta.delivery.able === able || it.service === 'hangs') return
  on(it, s, (c) => c.do({ type: 'meta', at, change: { delivery: { able, by: '', detail: '' } } }))
}
const answer = (it: Desk, s: number, ...alerts: ReturnType<typeof aSighting>[]): void => { on(it, s, (c, at) => c.answer('am', sees(...alerts), at)) }
const pass = (it: Desk, from: number, to: number): void => { for (let s = from; s <= to; s++) on(it, s, (c, at) => c.tick(at)) }
const turn = (it: Desk, s: number, service: Desk['service']): void => { it.service = service; pass(it, s, s) }
const pages = ({ core }: Desk): readonly Page[] => Object.values(core.state.app.pages)
const brief = (it: Desk): unknown => pages(it).map((p) => [p.id, p.route, p.status, p.alerts.length, (p.since - NOW) / S])
/** The desk is started again with what the engine had written down. */
const restarted = (it: Desk, s: number, setups = [aSetup()]): Desk => {
  const { state } = it.core
  const kept = { ...keptForRestart(state, it.hung), records: Object.values(state.app.notifications), lastRunAt: NOW + (s - 5) * S }
  return desk(startCore(setups, { at: NOW + s * S, config: state.config, ...kept }), it.service)
}
const begun = (service: Desk['service'], config: ConfigInput = ALL_DAY): Desk => {
  const it = desk(startCore([aSetup()], { config }).answer('am', sees(), NOW), service)
  answer(it, 1, named('Down'))
  return it
}
const own = (it: Desk): string => pages(it)[0]!.id
const paged = (it: Desk): readonly string[] => it.effects.filter((e) => e.includes('paged'))

describe('an alert whose notification nobody was shown', () => {
  it('is told by its own page once there is a notification service, and that page climbs on as if nothing had been', () => {
    const it = begun('missing')
    pass(it, 2, 64)
    turn(it, 65, 'there')
    pass(it, 66, 200)
    const id = own(it)
    expect([it.shown, brief(it), it.effects]).toEqual([
      [`65 new critical: CRITICAL: db, PRODUCTION [${id}]`], [[id, 'page', 'open', 1, 1]], [`1 sound ${id}`, `61 sound ${id}`, `121 sound ${id}`, `121 paged ${id}`, `181 sound ${id}`]
    ])
  })

  it.each<readonly [string, Desk['service']]>([
    ['no service was there', 'missing'], ['a crash came before the service answered', 'hangs']
  ])('is told on the same page after a restart where %s, without a word of having begun while Garda was away', (_name, service) => {
    const before = begun(service)
    pass(before, 2, 64)
    const it = restarted(before, 70)
    it.service = 'there'
    answer(it, 71, named('Down'))
    pass(it, 73, 200)
    const id = own(it)
    expect([it.shown, brief(it), paged(before), paged(it)]).toEqual([[`71 repeated critical: CRITICAL: db, PRODUCTION [${id}]`], [[id, 'page', 'open', 1, 1]], [], [`121 paged ${id}`]])
    expect(reasonText('repeated', undefined)).toBe('Told again: it is not known that its notification was shown before.')
  })

  it('is told once when a service comes long after a restart without one', () => {
    const before = begun('missing')
    pass(before, 2, 64)
    const it = restarted(before, 70)
    answer(it, 71, named('Down'))
    turn(it, 150, 'there')
    pass(it, 151, 200)
    expect([it.shown, brief(it)]).toEqual([[`150 repeated critical: CRITICAL: db, PRODUCTION [${own(it)}]`], [[own(it), 'page', 'open', 1, 1]]])
  })

  it('is on the page that somebody has when it joined that meanwhile, and opens none beside it', () => {
    const it = begun('there')
    const down = named('Down', {}, { held: { by: 'Mira', since: NOW + 5 * S, source: 'am' } })
    answer(it, 5, down)
    turn(it, 6, 'missing')
    answer(it, 10, down, named('Slow', {}, { startsAt: NOW + 10 * S }))
    turn(it, 40, 'there')
    const id = own(it)
    expect([it.shown, brief(it)]).toEqual([[`1 new critical: CRITICAL: db, PRODUCTION [${id}]`, `40 joined low: CRITICAL: 2 alerts, one incident, PRODUCTION [${id}]`], [[id, 'page', 'held', 2, 1]]])
  })

  it('is told though it ended and began anew before its page was over', () => {
    const it = begun('missing')
    answer(it, 10)
    answer(it, 20, named('Down', {}, { startsAt: NOW + 20 * S }))
    turn(it, 40, 'there')
    answer(it, 41, named('Down', {}, { startsAt: NOW + 20 * S }))
    pass(it, 42, 60)
    expect([it.shown, brief(it)]).toEqual([[`40 new critical: CRITICAL: db, PRODUCTION [${own(it)}]`], [[own(it), 'page', 'open', 1, 1]]])
  })

  it('is told though it came and went before its notification was refused', () => {
    const it = begun('hangs')
    const [sent] = it.core.last.intents
    answer(it, 10)
    answer(it, 20, named('Down', {}, { startsAt: NOW + 20 * S }))
    answer(it, 25)
    answer(it, 26, named('Down', {}, { startsAt: NOW + 26 * S }))
    it.service = 'there'
    on(it, 30, (core, at) => core.do({ type: 'delivered', at, id: sent!.record.id, outcome: 'suppressed', reason: 'daemon-refused' }))
    pass(it, 31, 60)
    expect([it.shown, brief(it), pages(it).map((p) => p.flaps)]).toEqual([[`35 new critical: CRITICAL: db, PRODUCTION [${own(it)}]`], [[own(it), 'page', 'open', 1, 1]], [2]])
  })

  it('is told anew where it ended, its page with it, and began again', () => {
    const it = begun('missing')
    answer(it, 10)
    pass(it, 11, 79)
    answer(it, 80)
    answer(it, 100, named('Down', {}, { startsAt: NOW + 100 * S }))
    turn(it, 110, 'there')
    expect([it.shown, pages(it).map((p) => [p.status, p.alerts.length])]).toEqual([[`110 new critical: CRITICAL: db, PRODUCTION [${pages(it)[1]!.id}]`], [['over', 1], ['open', 1]]])
  })

  it('is told with many others as one, which is no page, where each by itself would be a storm', () => {
    const it = desk(startCore([aSetup()], { config: { ...ALL_DAY, notifications: { stormAbove: 4 } } }).answer('am', sees(), NOW), 'missing')
    const many = Array.from({ length: 6 }, (_, i) => named(`N${i}`, { service: `s${i}` }, { startsAt: NOW + (1 + 400 * i) * S }))
    many.forEach((_, i) => { answer(it, 1 + 400 * i, ...many.slice(0, i + 1)) })
    const before = brief(it)
    turn(it, 2_100, 'there')
    pass(it, 2_101, 2_130)
    expect([it.shown, brief(it)]).toEqual([[`2100 repeated critical: CRITICAL: 6 alerts, PRODUCTION [repeated:${NOW + 2_100 * S}]`], before])
    expect(pages(it).map((p) => p.alerts.length)).toEqual([1, 1, 1, 1, 1, 1])
  })

  it('grows into the storm that began before it, though nobody was shown that', () => {
    const it = desk(startCore([aSetup()], { config: ALL_DAY }).answer('am', sees(), NOW), 'missing')
    const crowd = Array.from({ length: 60 }, (_, i) => named(`N${i}`, { service: `s${i}` }))
    answer(it, 1, ...crowd.slice(0, 30))
    answer(it, 16, ...crowd)
    turn(it, 30, 'there')
    expect([it.shown, brief(it)]).toEqual([[`30 storm critical: CRITICAL: 60 alerts, PRODUCTION [storm:${NOW + S}]`], [[`storm:${NOW + S}`, 'page', 'open', 60, 1]]])
  })

  it('is no louder for it: what fires at the very first start pages nobody', () => {
    const it = desk(startCore([aSetup()], { config: ALL_DAY }), 'missing')
    answer(it, 1, named('Down'))
    turn(it, 40, 'there')
    expect([it.shown, brief(it), it.effects]).toEqual([[`40 baseline critical: Already firing. CRITICAL: db, PRODUCTION [${own(it)}]`], [[own(it), 'notify', 'open', 1, 1]], []])
  })

  it('pages when the night makes it worth that, whether or not anything can be shown', () => {
    const rules = [{ name: 'late', when: { time: 'night' as const }, then: 'page' as const }]
    const it = desk(startCore([aSetup()], { config: { paging: { night: { from: '12:01', to: '13:00', zone: 'UTC' }, rules } } }).answer('am', sees(), NOW), 'missing')
    answer(it, 1, named('Down', { severity: 'warning' }))
    const by = [pages(it).map((p) => p.route)]
    pass(it, 2, 90)
    expect([...by, pages(it).map((p) => p.route), it.shown]).toEqual([['notify'], ['page'], []])
  })

  it('is known by its page under whichever name the source gives that answers first after a crash', () => {
    const setups = [aSetup(), prom()]
    const [full, short] = [named('Down', { cluster: 'loop' }), named('Down')]
    const before = desk(startCore(setups, { config: ALL_DAY }).answer('am', sees(), NOW).answer('prom', sees(), NOW), 'hangs')
    on(before, 1, (c, at) => c.answer('prom', sees(short), at))
    on(before, 2, (c, at) => c.answer('am', sees(full), at))
    const it = restarted(before, 60, setups)
    it.service = 'there'
    on(it, 61, (c, at) => c.answer('am', sees(full), at))
    on(it, 62, (c, at) => c.answer('prom', sees(short), at))
    pass(it, 63, 80)
    expect([it.shown.length, brief(it), pages(it)[0]!.alerts]).toEqual([1, [[own(before), 'page', 'open', 1, 2]], Object.keys(it.core.state.app.alerts)])
  })
})

it('what is back is on the page that somebody has, not on an older one beside it', () => {
  const it = begun('there')
  answer(it, 10)
  pass(it, 11, 79)
  answer(it, 80)
  const again = (over = {}): ReturnType<typeof aSighting> => named('Down', {}, { startsAt: NOW + 100 * S, ...over })
  answer(it, 100, again())
  on(it, 101, (c, at) => c.do({ type: 'acknowledged', at, page: pages(it)[1]!.id, held: { by: 'Mira', since: at, source: '' } }))
  answer(it, 110, again({ state: 'suppressed', silencedBy: ['s1'] }))
  answer(it, 120, again())
  expect(pages(it).map((p) => p.status)).toEqual(['over', 'open'])
})

describe('what cannot be seen and was told to nobody', () => {
  const shop = (core: Core, at: number, seen: boolean): Core => core.answer('prom', aSnapshot({ alerts: [], services: seen ? [aServiceSighting({ name: 'shop', lastSampleAt: at })] : [] }), at)
  const config: ConfigInput = { services: [{ name: 'shop', tier: 1 }] }
  const hidden = (service: Desk['service']): Desk => {
    const it = desk(shop(startCore([prom()], { config }), NOW, true).tick(NOW + 11 * S), service)
    for (let s = 15; s <= 345; s += 15) on(it, s, (c, at) => shop(c, at, false))
    return it
  }
  const told = (it: Desk): readonly string[] => it.shown.map((line) => line.replace(/^\d+ | \[.*$/g, ''))

  it('is told by its page once there is a notification service', () => {
    const it = hidden('missing')
    const id = own(it)
    turn(it, 350, 'there')
    pass(it, 351, 370)
    expect([told(it), pages(it).map((p) => [p.id, p.unseen])]).toEqual([['unseen critical: Unknown: shop, PRODUCTION'], [[id, ['service:production/shop']]]])
  })

  it.each<Desk['service']>(['missing', 'hangs'])('is told by the same page after a restart: %s', (service) => {
    const before = hidden(service)
    const it = restarted(before, 360, [prom()])
    it.service = 'there'
    for (let s = 361; s <= 420; s += 15) { on(it, s, (c, at) => shop(c, at, false)); pass(it, s + 1, s + 14) }
    expect([told(it), pages(it).map((p) => p.id)]).toEqual([['unseen critical: Unknown: shop, PRODUCTION'], [own(before)]])
  })

  it('is not told late where it was shown, or is seen again', () => {
    const shown = restarted(hidden('there'), 360, [prom()])
    const back = hidden('missing')
    on(back, 350, (c, at) => shop(c, at, true))
    turn(back, 352, 'there')
    for (const it of [shown, back]) for (let s = 361; s <= 420; s += 15) { on(it, s, (c, at) => shop(c, at, it === back)); pass(it, s + 1, s + 14) }
    const reasons: readonly NotifyReason[] = [shown, back].flatMap((it) => Object.values(it.core.state.app.notifications).filter((r) => r.outcome === 'shown').map((r) => r.reason))
    expect(reasons.filter((r) => r !== 'resolved')).toEqual([])
  })
})
