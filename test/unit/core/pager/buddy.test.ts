import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ConfigInput } from '@shared/config/schema'
import type { Presence } from '@shared/domain/buddy'
import { presenceMatchers, presenceOf } from '@shared/domain/buddy'
import { labelsOf } from '@shared/domain/labels'
import type { Shift } from '@shared/domain/page'
import { entriesOf } from '../../../../src/main/core/journal'
import { reduce } from '../../../../src/main/core/reduce'
import { aSighting, aSnapshot, NOW } from '../../../builders'
import { aSetup, prom, startCore, type Core } from '../core-harness'

const S = 1_000
const MIN = 60 * S
const SHIFT: Shift = { now: { name: 'Mira', until: NOW + 8 * 60 * MIN }, next: { name: 'Daniel', from: NOW + 8 * 60 * MIN }, order: ['Mira', 'Daniel'] }
/** A page goes on to nobody by itself. */
const CONFIG = { paging: { me: 'Daniel', buddy: {}, grace: '10s', ladders: [{ sound: { after: '0s' }, window: { after: '10s' } }], night: { from: '22:00', to: '07:00', zone: 'UTC' } } }

const present = (name: string, at: number): Presence => ({ name, id: name, seenAt: at, endsAt: at + 5 * MIN, ended: false })
const lapsed = (name: string, seenAt: number): Presence => ({ name, id: name, seenAt, endsAt: seenAt + 5 * MIN, ended: true })
const closed = (name: string, at: number): Presence => ({ name, id: name, seenAt: at, endsAt: at, ended: true })
const alert = aSighting({ labels: labelsOf(Object.entries({ alertname: 'Down', service: 'checkout', severity: 'critical', env: 'production' })), startsAt: NOW + MIN })

/** Daniel's desk while Mira is on call; it has just been started, and nothing fires. */
const desk = (config: ConfigInput = CONFIG): Core =>
  startCore([aSetup()], { config, at: NOW - S }).do({ type: 'meta', at: NOW - S, change: { shift: SHIFT } }).answer('am', says([]), NOW - S)
const says = (presences: readonly Presence[] | null, firing = false) => aSnapshot({ alerts: firing ? [alert] : [], services: null, presences })
/** An answer each 15 s up to `to`. */
const through = (core: Core, from: number, to: number, told: (at: number) => ReturnType<typeof says> | null): Core => {
  let it = core
  for (let at = from; at <= to; at += 15 * S) { const snapshot = told(at); it = snapshot ? it.answer('am', snapshot, at) : it.fail('am', at) }
  return it
}
const mira = ({ state }: Core) => state.app.meta.buddies?.rows.find((b) => b.name === 'Mira')
const pageOf = ({ state }: Core) => Object.values(state.app.pages).find((p) => p.alerts.length > 0)

describe('a presence', () => {
  it('is a silence that contradicts itself, and nothing else', () => {
    const one = (over: object) => ({ name: 'garda_presence', value: 'Mira', isRegex: false, isEqual: true, ...over })
    expect([
      presenceOf({ matchers: presenceMatchers('Mira Solberg') }), presenceOf({ matchers: [one({})] }), presenceOf({ matchers: [one({}), one({ name: 'service' })] }), presenceOf({ matchers: [one({ isRegex: true })] }),
      presenceOf({ matchers: [one({}), one({ value: 'Eve' })] }), presenceOf({ matchers: [one({ value: '' })] }), presenceOf({ matchers: [one({ isEqual: false })] }), presenceOf({ matchers: [] })
    ]).toEqual(['Mira Solberg', 'Mira', null, null, null, null, null, null])
  })
})

describe('a buddy', () => {
  it('is the same person under another spelling: missed when that one is gone, and there while one of two is', () => {
    const gone = (names: readonly string[]) => through(desk(), NOW, NOW + 10 * MIN, (at) => says([at < NOW + 5 * MIN ? present('MIRA', NOW) : lapsed('MIRA', NOW), ...names.map((name) => present(name, NOW + 6 * MIN))], true))
    expect([[], ['Mira']].map((names) => [gone(names).state.presence.absent, pageOf(gone(names))?.loud])).toEqual([[['MIRA'], true], [[], false]])
  })

  it('is present while it says so, and the others are told once its presence has ended', () => {
    const there = through(desk(), NOW, NOW + 3 * MIN, () => says([present('Mira', NOW)], true))
    expect([mira(there), pageOf(there)?.loud, there.state.presence.absent]).toEqual([{ name: 'Mira', standing: 'present', since: NOW, seenAt: NOW, until: NOW + 5 * MIN }, false, []])
    const gone = through(there, NOW + 195 * S, NOW + 315 * S, (at) => says([at < NOW + 5 * MIN ? present('Mira', NOW) : lapsed('Mira', NOW)], true))
    expect([mira(gone), pageOf(gone)?.loud, pageOf(gone)?.window, gone.told.slice(1)]).toEqual([{ name: 'Mira', standing: 'gone', since: NOW + 5 * MIN, seenAt: NOW, until: NOW + 5 * MIN }, true, true, ['Mira’s Garda is gone', 'CRITICAL: checkout, PRODUCTION']])
  })

  it('is told with until when it is on call and when it was seen; what pages for it sounds at once', () => {
    const there = through(desk(), NOW, NOW + 285 * S, () => says([present('Mira', NOW)], true))
    const gone = there.answer('am', says([lapsed('Mira', NOW)], true), NOW + 300 * S)
    const record = gone.last.records.find((r) => r.key.includes('buddy:'))
    expect([record?.reason, record?.body.replace(/\d\d:\d\d/g, 'HH:MM'), gone.last.intents.map((i) => i.request.urgency), gone.last.effects.filter((e) => e.type === 'sound').length]).toEqual([
      'unseen', 'Mira is on call until HH:MM; it was last seen at HH:MM. Pages for Mira that nobody has taken come here until it is back.', ['normal', 'critical'], 1
    ])
  })

  it('that comes back makes it quiet at once, and one calm note says so', () => {
    const gone = through(desk(), NOW, NOW + 315 * S, (at) => says([at < NOW + 5 * MIN ? present('Mira', NOW) : lapsed('Mira', NOW)], true))
    const back = gone.answer('am', says([present('Mira', NOW + 330 * S)], true), NOW + 330 * S)
    expect([mira(back)?.standing, pageOf(back)?.loud, pageOf(back)?.window, back.told.length]).toEqual(['present', false, false, 3])
    const later = back.answer('am', says([present('Mira', NOW + 330 * S)], true), NOW + 345 * S)
    expect([later.told.slice(3), later.last.intents.map((i) => [i.request.urgency, i.request.body])]).toEqual([['Mira’s Garda is back'], [['low', 'It was away for 30 s. Pages for Mira are quiet here again.']]])
    expect(later.tick(NOW + 10 * MIN).told).toHaveLength(4)
  })

  it('that was closed is said in other words, and only when it stays closed', () => {
    const there = through(desk(), NOW, NOW + 3 * MIN, () => says([present('Mira', NOW)]))
    const at = NOW + 200 * S
    const soon = through(there, NOW + 210 * S, at + 115 * S, () => says([closed('Mira', at)]))
    expect([mira(soon)?.standing, soon.told]).toEqual(['present', []])
    const restarted = soon.answer('am', says([present('Mira', at + 118 * S)]), at + 118 * S)
    expect([mira(restarted)?.standing, restarted.tick(at + 5 * MIN).told]).toEqual(['present', []])
    const left = soon.tick(at + 2 * MIN)
    expect([mira(left), left.told]).toEqual([{ name: 'Mira', standing: 'left', since: at, seenAt: at, until: at }, ['Mira’s Garda is closed or paused']])
  })

  it('of somebody who is not on call is nobody’s trouble, until their shift begins', () => {
    const gone = through(desk().do({ type: 'meta', at: NOW, change: { shift: { ...SHIFT, now: { name: 'Daniel', until: NOW + 60 * MIN } } } }), NOW, NOW + 5 * MIN, (at) => says([at < NOW + 2 * MIN ? present('Mira', NOW - 3 * MIN) : lapsed('Mira', NOW - 3 * MIN)]))
    expect([mira(gone)?.standing, gone.told]).toEqual(['gone', []])
    expect(gone.do({ type: 'meta', at: NOW + 6 * MIN, change: { shift: SHIFT } }).told).toEqual(['Mira’s Garda is gone'])
  })

  it('stays as it was while its source cannot be read, and for a while after', () => {
    const there = through(desk(), NOW, NOW + 3 * MIN, () => says([present('Mira', NOW + 2 * MIN)]))
    const blind = through(there, NOW + 195 * S, NOW + 20 * MIN, () => null)
    expect([mira(blind)?.standing, blind.state.app.meta.buddies?.sure]).toEqual(['present', false])
    // the server is back, and Mira's Garda has not been heard yet
    const back = through(blind, NOW + 20 * MIN + 15 * S, NOW + 22 * MIN, () => says([lapsed('Mira', NOW + 2 * MIN)]))
    expect([mira(back)?.standing, back.state.app.meta.buddies?.sure]).toEqual(['present', true])
    expect(mira(back.answer('am', says([present('Mira', NOW + 22 * MIN)]), NOW + 22 * MIN + S))?.standing).toBe('present')
    expect(mira(back.answer('am', says([lapsed('Mira', NOW + 2 * MIN)]), NOW + 22 * MIN + 15 * S))?.standing).toBe('gone')
    const unread = through(there, NOW + 195 * S, NOW + 20 * MIN, () => says(null))
    expect([mira(unread)?.standing, unread.state.app.meta.buddies?.sure]).toEqual(['present', false])
  })

  it('that is gone stays gone while its source cannot be read: its pages stay loud', () => {
    const gone = through(desk(), NOW, NOW + 330 * S, (at) => says([at < NOW + 5 * MIN ? present('Mira', NOW) : lapsed('Mira', NOW)], true))
    const blind = through(gone, NOW + 345 * S, NOW + 10 * MIN, () => null)
    expect([mira(blind)?.standing, pageOf(blind)?.loud]).toEqual(['gone', true])
  })

  it('is not gone because a server lost its silences, until its time is over', () => {
    const there = through(desk(), NOW, NOW + 3 * MIN, () => says([present('Mira', NOW + 150 * S)]))
    const lost = through(there, NOW + 195 * S, NOW + 435 * S, () => says([]))
    expect(mira(lost)?.standing).toBe('present')
    expect(mira(lost.answer('am', says([]), NOW + 450 * S))).toEqual({ name: 'Mira', standing: 'gone', since: NOW + 450 * S, seenAt: NOW + 150 * S, until: NOW + 450 * S })
  })

  it('that was never seen is not missed', () => {
    const core = through(desk(), NOW, NOW + 10 * MIN, () => says([present('Daniel', NOW)], true))
    expect([core.state.presence.absent, core.state.app.meta.buddies?.rows.map((b) => b.name), pageOf(core)?.loud]).toEqual([[], ['Daniel'], false])
  })

  it('is found gone by whoever starts later, after a while', () => {
    const soon = through(desk(), NOW, NOW + 105 * S, () => says([lapsed('Mira', NOW - 60 * MIN)], true))
    expect([mira(soon)?.standing, soon.told, pageOf(soon)?.loud]).toEqual(['unknown', ['CRITICAL: checkout, PRODUCTION'], false])
    const then = soon.answer('am', says([lapsed('Mira', NOW - 60 * MIN)], true), NOW + 2 * MIN)
    expect([mira(then)?.since, then.told]).toEqual([NOW - 55 * MIN, ['CRITICAL: checkout, PRODUCTION', 'Mira’s Garda is gone', 'CRITICAL: checkout, PRODUCTION']])
  })

  it('is stood in for by rules that ask who is on call, too', () => {
    const rules = [{ when: { onCall: false }, then: 'list' as const }]
    const there = through(desk({ paging: { ...CONFIG.paging, rules } }), NOW, NOW + 285 * S, () => says([present('Mira', NOW)], true))
    // that it comes to this desk when nobody takes it, the rule does not change
    expect([there.told, pageOf(there)?.loud]).toEqual([[], false])
    const gone = there.answer('am', says([lapsed('Mira', NOW)], true), NOW + 5 * MIN)
    expect([gone.told, pageOf(gone)?.loud]).toEqual([['Mira’s Garda is gone', 'CRITICAL: checkout, PRODUCTION'], true])
  })

  it('is not looked for unless that is asked for, and not where no source takes silences', () => {
    const off = through(desk({ paging: { me: 'Daniel', ladders: CONFIG.paging.ladders } }), NOW, NOW + 10 * MIN, () => says([lapsed('Mira', NOW - 60 * MIN)], true))
    expect([off.state.app.meta.buddies, off.state.presence.absent, pageOf(off)?.loud]).toEqual([null, [], false])
    const without = startCore([prom()], { config: CONFIG }).answer('prom', says([lapsed('Mira', NOW)]), NOW)
    const named = startCore([aSetup(), aSetup({ id: 'am two', name: 'AM two' })], { config: { paging: { ...CONFIG.paging, buddy: { source: 'am two' } } } })
    expect([without.state.app.meta.buddies, named.state.app.meta.buddies?.source]).toEqual([{ source: null, sure: false, rows: [] }, 'am two'])
  })

  it('that goes and comes back is written down, this desk’s own is not', () => {
    const told = (at: number): Presence[] => [at < NOW + 5 * MIN ? present('Mira', NOW) : at < NOW + 6 * MIN ? lapsed('Mira', NOW) : present('Mira', at), at < NOW + 5 * MIN ? present('Daniel', NOW) : lapsed('Daniel', NOW)]
    let state = desk().state
    const entries = []
    for (let at = NOW; at <= NOW + 7 * MIN; at += 15 * S) {
      const event = { type: 'answered', at, source: 'am', askedAt: at, snapshot: says(told(at)), nextAt: at } as const
      const next = reduce(state, event)
      entries.push(...entriesOf(state, next, event).filter((e) => e.type.startsWith('buddy')))
      state = next
    }
    expect(entries).toEqual([{ type: 'buddy-gone', at: NOW + 5 * MIN, name: 'Mira', how: 'gone', since: NOW + 5 * MIN }, { type: 'buddy-back', at: NOW + 6 * MIN, name: 'Mira', since: NOW + 5 * MIN }])
  })

  it('changes nothing while the same is said (law 6)', () => {
    const snapshot = says([present('Mira', NOW)])
    const core = desk().answer('am', snapshot, NOW)
    const next = core.answer('am', snapshot, NOW + 15 * S)
    expect([next.state.app.meta === core.state.app.meta, next.state.presence === core.state.presence]).toEqual([true, true])
  })

  it('never counts as away while the server says that it is there, nor as there once it was seen to end and nothing else was said for a while', () => {
    type Said = 'present' | 'lapsed' | 'closed' | 'nothing' | 'unread' | 'failed'
    const said = fc.array(fc.tuple(fc.constantFrom<Said>('present', 'present', 'lapsed', 'closed', 'nothing', 'unread', 'failed'), fc.integer({ min: 1, max: 30 })), { maxLength: 12 })
    fc.assert(fc.property(said, (night) => {
      let core = desk()
      let at = NOW
      let endedFor = 0
      for (const [what, polls] of night) {
        const since = at
        endedFor = 0
        for (let n = 0; n < polls; n++) {
          at += 15 * S
          const told = what === 'present' ? [present('Mira', at)] : what === 'lapsed' ? [lapsed('Mira', since - 5 * MIN)] : what === 'closed' ? [closed('Mira', since)] : []
          core = what === 'failed' ? core.fail('am', at) : core.answer('am', says(what === 'unread' ? null : told), at)
          const standing = mira(core)?.standing
          endedFor = what === 'lapsed' || what === 'closed' ? endedFor + 15 * S : 0
          if (what === 'present') expect(standing).toBe('present')
          if (endedFor > 150 * S) expect(standing).toBe(what === 'lapsed' ? 'gone' : 'left')
          expect(core.state.presence.absent).toEqual(standing === 'gone' || standing === 'left' ? ['Mira'] : [])
        }
      }
    }), { numRuns: 60 })
  })
})
