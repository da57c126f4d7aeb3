import { describe, expect, it } from 'vitest'
import type { ConfigInput } from '@shared/config/schema'
import { NO_WATCH } from '@shared/domain/night-watch'
import type { Shift } from '@shared/domain/page'
import { aSnapshot, NOW } from '../../../builders'
import { aSetup, startCore, type Core } from '../core-harness'
import { an, H, M, pagesOf, S, watch } from './watched'

/** Night from eleven to six, and it is noon; the watch over it owes a digest. */
const night = { from: '11:00', to: '18:00', zone: 'UTC' }
const armed = { watch: { ...NO_WATCH, kept: true, armed: 'schedule' as const, night: { from: NOW - H, dawn: NOW + 6 * H } } }
const listed = { then: 'list' as const }
const begun = (paging: ConfigInput['paging'], change: object = armed): Core =>
  startCore([aSetup()], { config: { paging: { night, ...paging } } }).do({ type: 'meta', at: NOW, change }).answer('am', aSnapshot({ alerts: [], services: null }), NOW)
/** Until `to`; what was told and heard, and by which minute. */
const until = (start: Core, from: number, to: number, alerts = [an('Down', 'db')]) => {
  let core = start
  const told: string[] = []
  for (let at = from; at < to; at += 15 * S) {
    for (const step of [(c: Core) => c.answer('am', aSnapshot({ alerts, services: null }), at), (c: Core) => c.tick(at)]) {
      core = step(core)
      told.push(...[...core.last.intents.map((i) => `${i.record.reason} ${i.request.urgency}`), ...core.last.effects.flatMap((e) => (e.type === 'hook' ? [e.event] : []))].map((what) => `${Math.floor((at - NOW) / M)} ${what}`))
    }
  }
  return { core, told: told.filter((line) => !/repeated|passed-on/.test(line)), pages: pagesOf(core).map((p) => [p.route, p.status]) }
}
const paged = (minute: number) => ({ told: [`${minute} new critical`, `${minute + 2} paged`], pages: [['page', 'open']] })
const seen = ({ told, pages }: ReturnType<typeof until>) => ({ told, pages })

describe('what a rule lists at night, and pages while the night goes on', () => {
  it('pages at once where the hours of the rule are over', () => {
    const core = begun({ rules: [{ when: { service: ['db'], time: 'night', hours: { from: '11:00', to: '12:30' } }, ...listed }] })
    expect(seen(until(core, NOW + 15 * S, NOW + H))).toEqual(paged(30))
  })

  it('pages at once where the rule is taken out', () => {
    const { core } = until(begun({ rules: [{ when: { service: ['db'], time: 'night' }, ...listed }] }), NOW + 15 * S, NOW + 30 * M)
    const config = { ...core.state.config, paging: { ...core.state.config.paging, rules: [] } }
    const next = core.do({ type: 'configured', at: NOW + 30 * M, config, sources: [aSetup()], file: null, notices: [] })
    expect([next.last.intents.map((i) => [i.record.reason, i.request.urgency]), until(next, NOW + 30 * M + 15 * S, NOW + H).told]).toEqual([[['new', 'critical']], ['32 paged']])
  })

  it('pages at once where the shift becomes that of this desk', () => {
    const shift = (now: string, next: string): Shift => ({ now: { name: now, until: NOW + 99 * H }, next: { name: next, from: NOW + 99 * H }, order: [now, next] })
    const { core, told } = until(begun({ me: 'Mira', rules: [{ when: { onCall: false, time: 'night' }, ...listed }] }, { ...armed, shift: shift('Daniel', 'Mira') }), NOW + 15 * S, NOW + 4 * M)
    const next = core.do({ type: 'meta', at: NOW + 4 * M, change: { shift: shift('Mira', 'Daniel') } })
    expect([told, next.last.intents.map((i) => [i.record.reason, i.request.urgency]), until(next, NOW + 4 * M + 15 * S, NOW + 30 * M).told]).toEqual([[], [['called', 'critical']], ['6 paged']])
  })

  it('pages though the computer slept when its hours were over', () => {
    const { core } = until(begun({ rules: [{ when: { service: ['db'], time: 'night', hours: { from: '11:00', to: '12:30' } }, ...listed }] }, {}), NOW + 15 * S, NOW + 20 * M)
    const woke = core.do({ type: 'woke', at: NOW + 50 * M, from: NOW + 20 * M, why: 'slept', until: NOW + 51 * M, awaited: ['am'] })
    expect(seen(until(woke, NOW + 50 * M, NOW + H))).toEqual({ told: ['50 away critical', '52 paged'], pages: [['page', 'open']] })
  })
})

it('what waited for the morning and belongs to a page that is told already is told on that', () => {
  const w = watch({ paging: { night: { from: '11:00', to: '12:10', zone: 'UTC' } } })
  const slow = an('Slow', 'api', NOW + 3 * M, {}, { severity: 'warning' })
  w.until(NOW + 20 * M, (at) => [...(at > NOW + M ? [an('A', 'api', NOW + M)] : []), ...(at > NOW + 3 * M ? [slow] : [])])
  expect([pagesOf(w.core()).map((p) => p.alerts.length), w.told()]).toEqual([[2], ['new', 'joined']])
})

it('what only notifies by day waits for the digest, as long as that is to come', () => {
  const warning = an('Slow', 'db', NOW + 10 * S, {}, { severity: 'warning' })
  const { told, pages } = until(begun({ night: { ...night, to: '12:30' } }), NOW + 15 * S, NOW + H, [warning])
  expect([told, pages]).toEqual([[], []])
})
