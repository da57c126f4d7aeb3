import { describe, expect, it } from 'vitest'
import { labelsOf } from '@shared/domain/labels'
import type { Page, Shift } from '@shared/domain/page'
import { reasonText } from '@shared/text/reason'
import { entriesOf } from '../../../../src/main/core/journal'
import { decide } from '../../../../src/main/core/notify'
import { reduce } from '../../../../src/main/core/reduce'
import { aSighting, aSnapshot, NOW } from '../../../builders'
import { aSetup, startCore, type Core } from '../core-harness'

const S = 1_000
const down = aSighting({ labels: labelsOf(Object.entries({ alertname: 'Down', env: 'production', service: 'checkout', severity: 'critical' })), startsAt: NOW + S })
const shift = (now: string, next: string): Shift => ({ now: { name: now, until: NOW + 9e6 }, next: { name: next, from: NOW + 9e6 }, order: [now, next] })
/** Daniel's desk while Mira is on call, at noon; a page is open. */
const desk = (me = 'Daniel'): Core => startCore([aSetup()], { config: { paging: { night: { from: '00:00', to: '00:00' }, me } } })
  .do({ type: 'meta', at: NOW, change: { shift: shift('Mira', 'Daniel') } }).answer('am', aSnapshot({ alerts: [], services: null }), NOW).answer('am', aSnapshot({ alerts: [down], services: null }), NOW + S)
const only = (core: Core): Page => { const all = Object.values(core.state.app.pages); expect(all).toHaveLength(1); return all[0]! }
/** Ticks every second; what was told, by second, under which name and how urgently. */
const pass = (core: Core, from: number, to: number): { readonly core: Core; readonly told: readonly string[] } => {
  const told: string[] = []
  for (let s = from; s <= to; s++) { core = core.tick(NOW + s * S); told.push(...said(core).map((it) => `${s} ${it}`)) }
  return { core, told }
}
const said = (core: Core): readonly string[] => core.last.intents.map((i) => `${i.record.reason} ${i.request.urgency} ${i.request.key === only(core).id ? 'in place' : i.request.key}`)
const handed = (core: Core, at: number, to = shift('Daniel', 'Mira')): Core => core.do({ type: 'meta', at: NOW + at * S, change: { shift: to } })

describe('the notification of a page', () => {
  it('comes again, in its place and aloud, when the page is passed on to this desk', () => {
    const { core, told } = pass(desk(), 2, 900)
    expect([said(desk()), told, only(core).called]).toEqual([['new low in place'], ['301 called critical in place'], true])
    expect(pass(desk('Mira'), 2, 900).told).toEqual([])
    const record = Object.values(core.state.app.notifications).find((r) => r.reason === 'called')
    expect([record?.title, record?.outcome, reasonText('called')]).toEqual(['CRITICAL: checkout, PRODUCTION', 'pending', 'Told aloud: its page calls at this desk from now on.'])
  })

  it('comes again at a handover, once, and not at the desk that had it', () => {
    const [daniel, mira] = [handed(desk(), 60), handed(desk('Mira'), 60)]
    expect([said(daniel), said(mira), pass(daniel, 61, 900).told, pass(mira, 61, 900).told]).toEqual([['called critical in place'], [], [], []])
    // to Mira and back: another turn
    const back = handed(handed(daniel, 90, shift('Mira', 'Daniel')), 120)
    expect(said(back)).toEqual([])
  })

  it('comes again when a snooze is over, and when what was taken is given back', () => {
    const here = desk('Mira')
    expect(said(here)).toEqual(['new critical in place'])
    const snoozed = here.do({ type: 'snoozed', at: NOW + 2 * S, page: only(here).id, until: NOW + 100 * S })
    expect(pass(snoozed, 3, 300).told).toEqual(['100 called critical in place'])
    const held = { by: 'Kari', since: NOW + 2 * S, source: 'am' }
    const taken = here.answer('am', aSnapshot({ alerts: [{ ...down, held }], services: null }), NOW + 15 * S)
    const given = taken.answer('am', aSnapshot({ alerts: [down], services: null }), NOW + 30 * S)
    expect([said(taken), said(given), pass(given, 31, 300).told]).toEqual([[], ['called critical in place'], []])
  })

  it('waits for the end of a pause, and is not repeated for one', () => {
    const paused = desk().do({ type: 'meta', at: NOW + 10 * S, change: { pausedUntil: NOW + 200 * S } })
    const turn = handed(paused, 60)
    expect([said(turn), pass(turn, 61, 400).told]).toEqual([[], ['200 called critical in place']])
    const loud = handed(desk(), 60).do({ type: 'meta', at: NOW + 70 * S, change: { pausedUntil: NOW + 90 * S } })
    expect(pass(loud, 71, 400).told).toEqual([])
  })

  it('is tried again when it was refused', () => {
    const turn = handed(desk(), 60)
    const { record } = turn.last.intents[0]!
    const refused = turn.do({ type: 'delivered', at: NOW + 60 * S, id: record.id, outcome: 'suppressed', reason: 'daemon-refused' })
    expect(pass(refused, 61, 64).told).toEqual([])
    expect(pass(refused, 61, 66).told).toEqual(['65 called critical in place'])
  })

  it('is not repeated after a restart', () => {
    const before = pass(desk(), 2, 310).core
    const again = startCore([aSetup()], { at: NOW + 320 * S, config: before.state.config, episodes: before.state.episodes, pages: before.state.app.pages, lastRunAt: NOW + 310 * S })
      .do({ type: 'meta', at: NOW + 320 * S, change: { shift: shift('Mira', 'Daniel') } })
    expect(pass(again, 321, 400).told).toEqual([])
  })

  it('is in the journal, and leaves the state before it as it was', () => {
    const before = pass(desk(), 2, 300).core
    const episodes = structuredClone(before.state.episodes)
    const at = NOW + 301 * S
    const next = reduce(before.state, { type: 'tick', at })
    const decision = decide(before.state, next, at)
    const decided = { type: 'decided', at, ...decision } as const
    expect([before.state.episodes, entriesOf(next, reduce(next, decided), decided).filter((e) => e.type === 'told').map((e) => [e.reason, e.key])]).toEqual([episodes, [['called', only(before).id]]])
  })
})
