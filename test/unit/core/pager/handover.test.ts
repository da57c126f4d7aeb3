import { describe, expect, it } from 'vitest'
import { configSchema } from '@shared/config/schema'
import { labelsOf } from '@shared/domain/labels'
import type { Turn } from '@shared/domain/on-call'
import type { Page } from '@shared/domain/page'
import { entriesOf } from '../../../../src/main/core/journal'
import { shiftOf } from '../../../../src/main/core/oncall/rotation'
import { aSighting, aSnapshot, NOW } from '../../../builders'
import { aSetup, startCore, type Core } from '../core-harness'

const S = 1_000
const M = 60 * S
const down = (over = {}) => aSighting({ labels: labelsOf(Object.entries({ alertname: 'Down', env: 'production', service: 'db', severity: 'critical' })), startsAt: NOW + S, ...over })
const TEAM = { people: ['Mira', 'Daniel'], start: '2025-11-06', handover: '12:03', every: 7, zone: 'UTC' }
/** It is noon: Mira is on call, and Daniel from 12:03. */
const paging = { night: { from: '00:00', to: '00:00' }, onCall: TEAM } as const

interface Heard { readonly core: Core; readonly heard: readonly string[]; readonly passed: readonly (string | null)[] }
/** A desk from second to second, with its roster. `alerts`: what fires, by second. */
const live = (core: Core, from: number, to: number, turns: readonly Turn[] | null = null, alerts: (s: number) => ReturnType<typeof down>[] = () => [down()]): Heard => {
  const heard: string[] = []
  const passed: (string | null)[] = []
  const { onCall } = core.state.config.paging
  const take = (next: Core, s: number): void => {
    for (const e of next.last.effects) if (e.type !== 'close') heard.push(`${s} ${e.type === 'sound' ? `sound ${e.request.level}` : e.event}`)
    for (const entry of entriesOf(core.state, next.state, { type: 'tick', at: NOW + s * S })) if (entry.type === 'passed') passed.push(entry.person)
    core = next
  }
  for (let s = from; s <= to; s++) {
    const shift = shiftOf(onCall, turns, NOW + s * S, 'UTC')
    if (JSON.stringify(shift) !== JSON.stringify(core.state.app.meta.shift)) take(core.do({ type: 'meta', at: NOW + s * S, change: { shift } }), s)
    if (s % 15 === 0) take(core.answer('am', aSnapshot({ alerts: alerts(s), services: null }), NOW + s * S), s)
    else take(core.tick(NOW + s * S), s)
  }
  return { core, heard, passed }
}
const desk = (me: string, over: object = {}): Core => startCore([aSetup()], { config: configSchema.parse({ paging: { ...paging, ...over, me } }) }).answer('am', aSnapshot(), NOW)
const only = (core: Core): Page => { const all = Object.values(core.state.app.pages); expect(all).toHaveLength(1); return all[0]! }
const whose = (core: Core) => { const { person, reached, passed, loud, window } = only(core); return { person, reached, passed, loud, window } }

describe('a handover while a page is open', () => {
  it('gives it to whoever is on call now, whose desk is loud at once, and counts the time to the next from then', () => {
    const [mira, daniel] = [live(desk('Mira'), 1, 185), live(desk('Daniel'), 1, 185)]
    const to = { person: 'Daniel', reached: ['Mira', 'Daniel'], passed: 0, loud: true, window: true }
    expect([whose(mira.core), whose(daniel.core), only(daniel.core).since, only(daniel.core).next]).toEqual([to, to, NOW + 180 * S, { rung: 'window', at: NOW + 210 * S, person: 'Daniel' }])
    expect([mira.heard, daniel.heard]).toEqual([['15 sound 0', '75 sound 0', '135 sound 1', '135 paged', '180 passed-on', '180 sound 0'], ['180 sound 0']])
    expect([mira.passed, daniel.passed]).toEqual([['Daniel'], ['Daniel']])
  })

  it('pages no desk a second time: there it is repeated', () => {
    expect(live(desk('Mira'), 1, 905).heard.filter((x) => !x.includes('sound'))).toEqual(['135 paged', '180 passed-on', '300 repeated', '900 repeated'])
    expect(live(desk('Daniel'), 1, 905).heard.filter((x) => !x.includes('sound'))).toEqual(['300 paged', '900 repeated'])
  })

  it('goes on to a third person five minutes after it, whom it has not reached yet', () => {
    const three = { onCall: { ...TEAM, people: ['Mira', 'Daniel', 'Kari'] } }
    const { core, heard, passed } = live(desk('Kari', three), 1, 485)
    expect([whose(core), heard, passed]).toEqual([{ person: 'Kari', reached: ['Mira', 'Daniel', 'Kari'], passed: 1, loud: true, window: true }, ['480 paged', '480 sound 0'], ['Daniel', 'Kari']])
    // everybody has been called: nobody is left, and all go on being called
    expect([only(live(core, 486, 900).core).reached, only(live(core, 486, 900).core).next?.rung]).toEqual([['Mira', 'Daniel', 'Kari'], 'sound'])
  })

  it('leaves it with whom it was passed on to when the shift becomes theirs', () => {
    const { core, passed } = live(desk('Daniel', { onCall: { ...TEAM, handover: '12:06' } }), 1, 365)
    expect([whose(core), only(core).since, passed]).toEqual([{ person: 'Daniel', reached: ['Mira', 'Daniel'], passed: 1, loud: true, window: true }, NOW + 15 * S, ['Daniel']])
  })

  it('waits for the end of a snooze, and does nothing to what somebody has', () => {
    const open = live(desk('Daniel'), 1, 30).core
    const snoozed = live(open.do({ type: 'snoozed', at: NOW + 31 * S, page: only(open).id, until: NOW + 240 * S }), 32, 245)
    expect([snoozed.heard, snoozed.passed, only(snoozed.core).person]).toEqual([['240 sound 0'], ['Daniel'], 'Daniel'])
    const held = open.do({ type: 'acknowledged', at: NOW + 31 * S, page: only(open).id, held: { by: 'Mira', since: NOW + 31 * S, source: '' } })
    const kept = live(held, 32, 245)
    expect([kept.heard, kept.passed, only(kept.core).person]).toEqual([[], [], 'Mira'])
    // given back: it begins with whoever is on call then, and was not passed on
    const given = live(kept.core.do({ type: 'released', at: NOW + 246 * S, page: only(open).id }), 247, 260)
    expect([whose(given.core), given.passed]).toEqual([{ person: 'Daniel', reached: ['Daniel'], passed: 0, loud: true, window: true }, []])
  })
})

describe('nobody on call now, somebody later', () => {
  const gap: readonly Turn[] = [{ person: 'Daniel', from: NOW - 48 * 60 * M, to: NOW - 60 * M }, { person: 'Daniel', from: NOW + 2 * M, to: NOW + 96 * 60 * M }]
  const none = { onCall: { zone: 'UTC' } }

  it('is loud at every desk, and goes to whoever comes on call', () => {
    const before = live(desk('Mira', none), 1, 80, gap)
    expect([whose(before.core), before.heard]).toEqual([{ person: null, reached: [], passed: 0, loud: true, window: true }, ['15 sound 0', '75 sound 0']])
    const after = live(before.core, 81, 400, gap)
    expect([whose(after.core), after.heard, after.passed]).toEqual([{ person: 'Daniel', reached: ['Daniel'], passed: 0, loud: false, window: false }, ['120 passed-on'], ['Daniel']])
  })

  it('is where a page goes when the shift of whoever has it ends', () => {
    const ends: readonly Turn[] = [{ person: 'Daniel', from: NOW - 60 * M, to: NOW + M }, { person: 'Daniel', from: NOW + 60 * M, to: NOW + 96 * 60 * M }]
    const { core, heard, passed } = live(desk('Mira', none), 1, 80, ends)
    expect([whose(core), heard, passed]).toEqual([{ person: null, reached: ['Daniel'], passed: 0, loud: true, window: true }, ['60 sound 0', '75 sound 0'], []])
  })
})

it('passes on what fell due while the names were not known yet, as when a calendar is read late', () => {
  const none = { onCall: { zone: 'UTC' } }
  const turns: readonly Turn[] = [{ person: 'Mira', from: NOW - 60 * M, to: NOW + 96 * 60 * M }, { person: 'Daniel', from: NOW + 96 * 60 * M, to: NOW + 200 * 60 * M }]
  const before = live(desk('Daniel', none), 1, 300, turns)
  const unread = live(before.core, 301, 330, null)
  const after = live(unread.core, 331, 340, turns)
  expect([whose(unread.core), unread.heard]).toEqual([{ person: 'Mira', reached: ['Mira'], passed: 0, loud: false, window: false }, []])
  expect([whose(after.core), after.heard, after.passed]).toEqual([{ person: 'Daniel', reached: ['Mira', 'Daniel'], passed: 1, loud: true, window: true }, ['331 paged', '331 sound 0'], ['Daniel']])
})

it('a desk under another spelling of the name is as loud, and may take its turn', () => {
  const mira = live(desk(' mira'), 1, 20)
  const strange = live(desk('Eve'), 1, 700)
  expect([mira.heard, whose(mira.core).loud, strange.heard, whose(strange.core).loud]).toEqual([['15 sound 0'], true, [], false])
})

describe('a colleague whose Garda comes and goes', () => {
  it('is covered for each time, and the hooks of this desk hear once that the page pages', () => {
    const present = (from: number, ended: boolean) => ({ name: 'Mira', id: 'Mira', seenAt: from, endsAt: from + 5 * M, ended })
    const shift = { now: { name: 'Mira', until: NOW + 999 * M }, next: null, order: ['Mira', 'Kari', 'Daniel'] }
    let core = startCore([aSetup()], { config: { paging: { me: 'Daniel', buddy: {}, ladders: [{ sound: { after: '0s' }, hook: { after: '2m' } }], night: { from: '00:00', to: '00:00' } } } })
      .do({ type: 'meta', at: NOW, change: { shift } })
    const hooks: string[] = []
    for (let at = NOW; at < NOW + 60 * M; at += 15 * S) {
      const [turn, since] = [Math.floor((at - NOW) / (20 * M)), (at - NOW) % (20 * M)]
      const away = NOW + turn * 20 * M + 10 * M
      const presences = [since < 10 * M ? present(at, false) : present(away, since >= 15 * M)]
      core = core.answer('am', aSnapshot({ alerts: at > NOW + M ? [down()] : [], services: null, presences }), at)
      hooks.push(...core.last.effects.flatMap((e) => (e.type === 'hook' ? [`${Math.round((at - NOW) / M)} ${e.event}`] : [])))
    }
    expect(hooks).toEqual(['15 paged', '35 repeated', '55 repeated'])
  })
})
