import { describe, expect, it } from 'vitest'
import { pagingSchema } from '@shared/config/paging'
import type { z } from 'zod'
import type { CalendarReading } from '@shared/domain/on-call'
import type { Shift } from '@shared/domain/page'
import { createRoster } from '../../../src/main/app/roster'
import type { Calendars } from '../../../src/main/ports/calendars'
import { fakeClock } from '../../fakes/fake-clock'

const NOW = Date.UTC(2026, 0, 7, 12)
const DAY = 86_400_000
const HANDOVER = Date.UTC(2026, 0, 12, 9)
const TEAM = { people: ['Mira', 'Daniel'], start: '2026-01-05', zone: 'UTC' }

const start = (paging: z.input<typeof pagingSchema>) => {
  const clock = fakeClock(NOW)
  const shifts: (string | null)[] = []
  const whole: Shift[] = []
  const told: unknown[] = []
  const follows: { readonly place: string; readonly zone: string; readonly heard: (reading: CalendarReading) => void; ended: boolean }[] = []
  const calendars: Calendars = {
    follow: (place, zone, heard) => { const mine = { place, zone, heard, ended: false }; follows.push(mine); return () => { mine.ended = true } }
  }
  const roster = createRoster({
    clock, calendars, changed: (shift: Shift) => { whole.push(shift); shifts.push(shift.now?.name ?? null) },
    note: (code, severity, values) => { told.push([code, severity, values]) }, unnote: (code) => { told.push([code, null]) }
  })
  const configure = (next: z.input<typeof pagingSchema>): void => { roster.configure(pagingSchema.parse(next)) }
  configure(paging)
  return { clock, shifts, whole, told, follows, roster, configure }
}
const reading = (over: Partial<CalendarReading> = {}): CalendarReading => ({ turns: [{ person: 'Kari', from: NOW - DAY, to: NOW + DAY }], readAt: NOW, problem: null, floating: null, ...over })

describe('who is on call', () => {
  it('is told once when it changes, by time and by the configuration', () => {
    const it = start({ onCall: TEAM })
    for (const at of [NOW, HANDOVER - 1, HANDOVER, HANDOVER + 1000, HANDOVER + 7 * DAY]) { it.clock.jump(at - it.clock.now()); it.roster.look(); it.roster.look() }
    it.configure({ onCall: TEAM })
    it.configure({ onCall: { ...TEAM, people: ['Ola'] } })
    it.configure({})
    expect(it.shifts).toEqual(['Mira', 'Daniel', 'Mira', 'Ola', null])
  })

  it('does not know somebody who is in no shift, and says so until that is mended', () => {
    const it = start({ me: 'mira', onCall: TEAM })
    for (const me of ['Kari', 'Kari', ' MIRA']) it.configure({ me, onCall: TEAM })
    it.configure({ me: 'Kari', onCall: {} })
    it.configure({ me: 'kari', onCall: { ...TEAM, calendar: 'a.ics' } })
    const waiting = it.told.length
    it.follows[0]!.heard(reading())
    it.configure({ me: 'Ola', onCall: { ...TEAM, calendar: 'a.ics' } })
    expect([it.told, waiting]).toEqual([[['desk-unknown', 'warning', { person: 'Kari' }], ['desk-unknown', null], ['desk-unknown', 'warning', { person: 'Ola' }]], 2])
  })

  it('is counted anew when the clock is set back', () => {
    const it = start({ onCall: TEAM })
    it.clock.jump(HANDOVER - NOW)
    it.roster.look()
    it.clock.jump(NOW - HANDOVER)
    it.roster.look()
    expect(it.shifts).toEqual(['Mira', 'Daniel', 'Mira'])
  })

  it('comes from the calendar as soon as that is read, and is not known until then', () => {
    const it = start({ onCall: { ...TEAM, calendar: 'https://calendar.example/secret.ics' } })
    const ahead = it.roster.read().ahead.length
    it.follows[0]!.heard(reading())
    it.clock.jump(DAY)
    it.roster.look()
    expect([ahead, it.shifts, it.follows.map((f) => [f.place, f.zone, f.ended])]).toEqual([0, [null, 'Kari', 'Mira'], [['https://calendar.example/secret.ics', 'UTC', false]]])
  })

  it('is not known while a calendar cannot be read for the first time, whatever people and overrides say; what it said when it was good holds', () => {
    const overrides = [{ from: '2026-01-01', to: '2026-02-01', person: 'Ola' }]
    const it = start({ me: 'Kari', onCall: { ...TEAM, overrides, calendar: 'a.ics' } })
    const refused = { problem: { line: null, reason: 'gone' } }
    it.follows[0]!.heard(reading({ turns: null, readAt: null, ...refused }))
    it.clock.jump(4 * DAY)
    it.roster.look()
    const { ahead } = it.roster.read()
    it.follows[0]!.heard(reading({ turns: [] }))
    it.follows[0]!.heard(reading({ turns: [], ...refused }))
    expect([ahead, it.whole.map(({ now, order, calendar }) => [now?.name, order, calendar]), it.told.filter((x) => JSON.stringify(x).includes('desk-unknown'))]).toEqual([
      [], [[undefined, [], 'awaited'], [undefined, [], 'refused'], ['Ola', ['Ola', 'Daniel', 'Mira'], undefined]], [['desk-unknown', 'warning', { person: 'Kari' }]]
    ])
  })

  it('follows another calendar when there is one, and none after the end', () => {
    const it = start({ onCall: { calendar: 'a.ics', zone: 'UTC' } })
    it.follows[0]!.heard(reading())
    it.configure({ onCall: { calendar: 'a.ics', zone: 'UTC' }, grace: '30s' })
    it.configure({ onCall: { calendar: 'b.ics', zone: 'UTC' } })
    it.roster.stop()
    expect([it.follows.map((f) => [f.place, f.ended]), it.shifts]).toEqual([[['a.ics', true], ['b.ics', true]], [null, 'Kari', null]])
  })

  it('has its calendar’s trouble said once, without what may be secret in its address, until it is over', () => {
    const it = start({ onCall: { calendar: 'https://calendar.example/secret.ics', zone: 'UTC' } })
    const { heard } = it.follows[0]!
    for (const next of [reading({ turns: null, readAt: null, problem: { line: null, reason: 'gone' } }), reading(), reading({ problem: { line: 7, reason: 'odd' } }), reading({ problem: { line: 7, reason: 'odd' } }), reading()]) heard(next)
    heard(reading({ problem: { line: 7, reason: 'odd' } }))
    it.configure({})
    const file = 'calendar.example/…'
    const odd = ['calendar-refused', 'warning', { file, line: 7, reason: 'odd', kept: 'yes' }]
    expect(it.told).toEqual([['calendar-refused', 'warning', { file, line: 0, reason: 'gone', kept: 'no' }], ['calendar-refused', null], odd, ['calendar-refused', null], odd, ['calendar-refused', null]])
  })

  it('has times without a zone said, unless the configuration gives one', () => {
    const [open, settled] = [start({ onCall: { calendar: 'a.ics' } }), start({ onCall: { calendar: 'a.ics', zone: 'Europe/Oslo' } })]
    for (const it of [open, settled]) it.follows[0]!.heard(reading({ floating: 5 }))
    expect([open.told, settled.told]).toEqual([[['calendar-floating', 'info', { file: 'a.ics', line: 5, zone: new Intl.DateTimeFormat().resolvedOptions().timeZone }]], []])
  })

  it('is read whole for the screen: nine shifts, and from where they are known', () => {
    const it = start({ me: 'Daniel', onCall: { ...TEAM, calendar: 'a.ics', overrides: [{ from: '2026-01-20', to: '2026-01-21', person: 'Ola' }] } })
    it.follows[0]!.heard(reading())
    const { ahead, ...rest } = it.roster.read()
    expect([ahead.map((s) => [s.person, s.by]), rest]).toEqual([
      [['Kari', 'calendar'], ['Mira', 'rotation'], ['Daniel', 'rotation'], ['Mira', 'rotation'], ['Ola', 'override'], ['Mira', 'rotation'], ['Daniel', 'rotation'], ['Mira', 'rotation'], ['Daniel', 'rotation']],
      { me: 'Daniel', people: ['Mira', 'Daniel'], handover: { at: '09:00', every: 7, zone: 'UTC' }, overrides: 1, calendar: { place: 'a.ics', readAt: NOW, problem: null, floating: null } }
    ])
  })
})
