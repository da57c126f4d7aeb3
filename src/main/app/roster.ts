import type { PagingConfig } from '@shared/config/paging'
import type { Notice, NoticeCode } from '@shared/domain/notice'
import { calendarName, FOR_GOOD, isAmong, type CalendarReading, type Roster } from '@shared/domain/on-call'
import { NO_SHIFT, type Shift } from '@shared/domain/page'
import { zoneHere } from '@shared/domain/zone'
import { clean } from '@shared/text/clean'
import { shiftOf, shiftsAhead } from '../core/oncall/rotation'
import type { Calendars } from '../ports/calendars'
import type { Clock } from '../ports/clock'

export interface RosterTools {
  readonly clock: Clock
  /** Absent: calendars are not read. */
  readonly calendars: Calendars | undefined
  /** Called when another shift holds, and only then. */
  readonly changed: (shift: Shift) => void
  readonly note: (code: NoticeCode, severity: Notice['severity'], values: Notice['values']) => void
  readonly unnote: (code: NoticeCode) => void
}

export interface RosterKeeper {
  readonly configure: (paging: PagingConfig) => void
  /** To be called often; counts anew only when somebody's shift may have ended. */
  readonly look: () => void
  readonly read: () => Roster
  readonly stop: () => void
}

/** Those who follow, and the zone of this computer, may change without anything being said. */
const RECOUNT_MS = 3_600_000
const AHEAD = 9

/** Keeps who is on call: by the people in turn, overrides, and a calendar that is read again and again. Until that was read once, nobody is known to be. */
export const createRoster = ({ clock, calendars, changed, note, unnote }: RosterTools): RosterKeeper => {
  let paging: PagingConfig | null = null
  let reading: CalendarReading | null = null
  let shift = NO_SHIFT
  let counted = { from: Infinity, until: -Infinity }
  let followed = ''
  let unfollow = (): void => undefined
  const said = new Map<NoticeCode, string>()

  const zone = (): string => paging?.onCall.zone ?? zoneHere()
  /** Whether a calendar decides that was never read: whom the people in turn and the overrides name is then no more than a guess. */
  const unread = (): boolean => paging?.onCall.calendar !== undefined && (reading?.turns ?? null) === null
  const count = (): void => {
    if (!paging) return
    const now = clock.now()
    const next: Shift = unread() ? { ...NO_SHIFT, calendar: calendars && reading === null ? 'awaited' : 'refused' } : shiftOf(paging.onCall, reading?.turns ?? null, now, zone())
    counted = { from: now, until: Math.min(next.now?.until ?? next.next?.from ?? FOR_GOOD, now + RECOUNT_MS) }
    const stranger = paging.me !== undefined && next.order.length > 0 && !isAmong(next.order, paging.me) ? clean(paging.me, { max: 80 }) : null
    say('desk-unknown', 'warning', stranger === null ? null : { person: stranger })
    if (JSON.stringify(next) === JSON.stringify(shift)) return
    shift = next
    changed(shift)
  }
  const say = (code: NoticeCode, severity: Notice['severity'], values: Notice['values'] | null): void => {
    const words = values === null ? undefined : JSON.stringify(values)
    if (said.get(code) === words) return
    if (values === null || words === undefined) { said.delete(code); unnote(code) } else { said.set(code, words); note(code, severity, values) }
  }
  const hear = (next: CalendarReading): void => {
    reading = next
    const file = clean(calendarName(paging?.onCall.calendar ?? ''), { max: 300 })
    say('calendar-refused', 'warning', next.problem && { file, line: next.problem.line ?? 0, reason: next.problem.reason, kept: next.turns ? 'yes' : 'no' })
    say('calendar-floating', 'info', next.floating === null || paging?.onCall.zone !== undefined ? null : { file, line: next.floating, zone: zone() })
    count()
  }

  return {
    configure: (next) => {
      paging = next
      const { calendar } = next.onCall
      const follow = JSON.stringify([calendar, zone()])
      if (follow !== followed) {
        unfollow()
        unfollow = () => undefined
        followed = follow
        reading = null
        if (calendar !== undefined && calendars) unfollow = calendars.follow(calendar, zone(), hear)
        else for (const code of ['calendar-refused', 'calendar-floating'] as const) say(code, 'info', null)
      }
      count()
    },
    look: () => { const now = clock.now(); if (now < counted.from || now >= counted.until) count() },
    read: () => ({
      me: paging?.me ?? null,
      ahead: paging && !unread() ? shiftsAhead(paging.onCall, reading?.turns ?? null, clock.now(), zone(), AHEAD) : [],
      people: paging?.onCall.people ?? [],
      handover: { at: paging?.onCall.handover ?? '', every: paging?.onCall.every ?? 0, zone: zone() },
      overrides: paging?.onCall.overrides.length ?? 0,
      calendar: paging?.onCall.calendar === undefined ? null : {
        place: clean(calendarName(paging.onCall.calendar), { max: 300 }), readAt: reading?.readAt ?? null, problem: reading?.problem ?? null, floating: reading?.floating ?? null
      }
    }),
    stop: () => { unfollow() }
  }
}
