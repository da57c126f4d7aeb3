/** An entry of an on-call calendar: who, from when until before when, ms since 1970. */
export interface Turn { readonly person: string; readonly from: number; readonly to: number }

/** Lower case, without accents, and with single spaces: as people spell a name from memory. */
const spelled = (name: string): string => name.normalize('NFKD').replace(/[\u0300-\u036f]+/g, '').toLowerCase().replace(/\s+/gu, ' ').trim()
/** Whether two names are one person's, however either is spelled. */
export const samePerson = (a: string, b: string): boolean => a === b || spelled(a) === spelled(b)
/** Whether a person is among these. */
export const isAmong = (people: readonly string[], name: string): boolean => people.some((p) => samePerson(p, name))

/** What decided who is on call: the people in turn, a calendar, or an exception to both. */
export type Rule = 'rotation' | 'calendar' | 'override'

/** The end of what ends by nothing that is known: the last moment that a date can tell. */
export const FOR_GOOD = 8_640_000_000_000_000

/** A stretch of time with one person on call by one rule. `to` is FOR_GOOD when nothing known ends it. */
export interface Slot extends Turn { readonly by: Rule }

/** What a calendar could not be read for. `line` counts from 1; null: the whole of it. */
export interface CalendarProblem { readonly line: number | null; readonly reason: string }

/** A calendar as it was read last when it was good, and what is wrong with it now. */
export interface CalendarReading {
  /** Around now; null: it was never read. */
  readonly turns: readonly Turn[] | null
  /** When that was, ms. */
  readonly readAt: number | null
  readonly problem: CalendarProblem | null
  /** The first line with a time that says no zone, which is read in the rotation's; null: there is none. */
  readonly floating: number | null
}

/** Who is on call by the configuration, for the On-call screen. */
export interface Roster {
  /** Whose desk this is; null: every page is loud here. */
  readonly me: string | null
  /** The present shift and those that follow. */
  readonly ahead: readonly Slot[]
  readonly people: readonly string[]
  /** Time of day, days, and zone of the handover. */
  readonly handover: { readonly at: string; readonly every: number; readonly zone: string }
  readonly overrides: number
  /** The calendar's address for people, without what may be a secret in it; null: there is none. */
  readonly calendar: (Omit<CalendarReading, 'turns'> & { readonly place: string }) | null
}

const isAddress = (place: string): boolean => /^(https?|webcals?):\/\//i.test(place)

/** Where a calendar is fetched from; null: it is a file. `webcal` is how calendars are offered to programs that subscribe to them. */
export const calendarUrl = (place: string): string | null => (isAddress(place) ? place.replace(/^webcals?:/i, 'https:') : null)

/** A calendar's place for people: who knows the rest of an address may often read the calendar. */
export const calendarName = (place: string): string => {
  const url = calendarUrl(place)
  if (url === null) return place
  try { return `${new URL(url).host}/…` } catch { return '…' }
}
