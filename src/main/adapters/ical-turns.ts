import { Script } from 'node:vm'
import ICAL from 'ical.js'
import type { CalendarProblem, Turn } from '@shared/domain/on-call'
import { instantOf } from '@shared/domain/zone'
import { clean } from '@shared/text/clean'
import { t } from '@shared/text/catalogue'
import { outlineOf, type IcalOutline, type IcalPlace } from './ical-lines'

export interface IcalWindow { readonly from: number; readonly to: number }
export type IcalTurns = { readonly ok: true; readonly turns: readonly Turn[]; readonly floating: number | null } | { readonly ok: false; readonly problem: CalendarProblem }

/** More times than a shift can have come back since there are computers. */
const MOST_REPEATS = 20_000
const MOST_TURNS = 5_000
const PATIENCE_MS = 2_000
const ZONED = new Set(['DTSTART', 'DTEND', 'RECURRENCE-ID', 'EXDATE', 'RDATE'])

class Wrong extends Error {
  constructor(readonly problem: CalendarProblem) { super(problem.reason) }
}

/** A zone that the file names and does not describe, as this computer knows it. */
class KnownZone extends ICAL.Timezone {
  constructor(readonly name: string) { super({ tzid: name }) }
  override utcOffset(time: ICAL.Time): number {
    const wall = wallOf(time)
    return (wall - instantOf(wall, this.name)) / 1000
  }
}
const isKnown = (zone: string): boolean => {
  try { return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone })) } catch { return false }
}

const wallOf = (time: ICAL.Time): number => Date.UTC(time.year, time.month - 1, time.day, time.isDate ? 0 : time.hour, time.isDate ? 0 : time.minute, time.isDate ? 0 : time.second)

/**
 * The entries of an iCalendar text (RFC 5545) that touch `window`, in order of their beginning, the first 5,000. An entry's title is the person.
 * Whole days, and times that name no zone, are read in `zone`. Of a zone that this computer knows its own data count: what files carry of it
 * often covers a few years only. A text with anything in it that cannot be read is refused whole.
 */
export const turnsIn = (text: string, window: IcalWindow, zone: string): IcalTurns => {
  const outline = outlineOf(text)
  if (!outline.ok) return outline
  try {
    return interruptible(() => read(text, outline, window, zone))
  } catch (error) {
    if (error instanceof Wrong) return { ok: false, problem: error.problem }
    if ((error as { code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return { ok: false, problem: { line: null, reason: t('onCall.calendar.long', { seconds: PATIENCE_MS / 1000 }) } }
    return { ok: false, problem: { line: outline.lines.find(isUnreadable)?.line ?? null, reason: reasonOf(error) } }
  }
}

/** A rule such as every 999,999,999 days keeps the library counting for years, and the watch must go on meanwhile. */
const interruptible = <T>(compute: () => T): T => new Script('compute()').runInNewContext({ compute }, { timeout: PATIENCE_MS }) as T

const isUnreadable = ({ text }: { readonly text: string }): boolean => {
  if (/^(BEGIN|END):/i.test(text)) return false
  try { ICAL.parse.property(text); return false } catch { return true }
}
const reasonOf = (error: unknown): string => clean(error instanceof Error ? error.message : String(error), { max: 200 })

/** `20260304`, `20260304T080000` or `20260304T080000Z`, of a day and an hour that there are: the library would count March 45 on into April. */
const isTime = (text: string): boolean => {
  const [, year, month, day, hour = '0', minute = '0', second = '0'] = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z?)?$/.exec(text) ?? []
  if (year === undefined) return false
  const date = new Date(Date.UTC(2000, 0, 1))
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day) && Number(hour) < 24 && Number(minute) < 60 && Number(second) <= 60
}
/** The times that a property gives; a period's second half may be a duration, which the library reads. */
const timesIn = ({ name, value }: IcalPlace['properties'][number]): readonly string[] => {
  if (name === 'RRULE') return /(?:^|;)UNTIL=([^;]*)/i.exec(value)?.slice(1) ?? []
  return ZONED.has(name) ? value.split(',').flatMap((each) => each.split('/').filter((half, i) => i === 0 || !/^[+-]?P/.test(half))) : []
}

/** What is wrong with how an entry comes back or how long it lasts, where the library would guess; null: nothing. */
const ruleProblem = ({ name, value }: IcalPlace['properties'][number]): string | null => {
  // older than RFC 5545, which dropped it
  if (name === 'EXRULE') return t('onCall.calendar.exrule')
  if (name === 'RDATE') return value.split(',').some((each) => /\/-P/i.test(each)) ? t('onCall.calendar.duration') : null
  if (name === 'DURATION') return /^\+?P(\d+W|\d+D(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?|T(?=\d)(\d+H)?(\d+M)?(\d+S)?)$/i.test(value) ? null : t('onCall.calendar.duration')
  if (name !== 'RRULE') return null
  const part = (key: string): string | undefined => new RegExp(`(?:^|;)${key}=([^;]*)`, 'i').exec(value)?.[1]
  for (const key of ['COUNT', 'INTERVAL'] as const) if (!/^0*[1-9]\d*$/.test(part(key) ?? '1')) return t('onCall.calendar.counts', { part: key })
  if (part('FREQ') === undefined) return t('onCall.calendar.rule')
  try { ICAL.Recur.fromString(value.toUpperCase()); return null } catch { return t('onCall.calendar.rule') }
}

const read = (text: string, outline: Outline, window: IcalWindow, zone: string): IcalTurns => {
  for (const place of outline.events) for (const p of place.properties) if (!timesIn(p).every(isTime)) throw new Wrong({ line: p.line, reason: t('onCall.calendar.time') })
  for (const place of outline.events) for (const p of place.properties) { const reason = ruleProblem(p); if (reason !== null) throw new Wrong({ line: p.line, reason }) }
  const off = outline.lines.find((l) => /^METHOD(;[^:]*)?:\s*CANCEL\s*$/i.test(l.text))
  if (off) throw new Wrong({ line: off.line, reason: t('onCall.calendar.cancel') })
  const root = ICAL.parse(text.replace(/^\ufeff/, '')) as unknown[]
  const calendars = (Array.isArray(root[0]) ? root : [root]).map((c) => new ICAL.Component(c as unknown[]))
  for (const calendar of calendars) for (const own of calendar.getAllSubcomponents('vtimezone')) if (isKnown(String(own.getFirstPropertyValue('tzid')))) calendar.removeSubcomponent(own)
  const entries = calendars.flatMap((c) => c.getAllSubcomponents('vevent')).map((component, i): Entry => ({ component, place: outline.events[i]! }))
  for (const { place } of entries) for (const p of place.properties) if (p.tzid !== null && ZONED.has(p.name)) settleZone(p.tzid, p.line, outline.zones)
  for (const entry of entries) settleOrder(entry, zone)
  const turns = allTurns(entries, window, zone).sort((a, b) => a.from - b.from || a.to - b.to).slice(0, MOST_TURNS)
  const floating = entries.find(({ component }) => isFloating(component))
  return { ok: true, turns, floating: floating ? lineOf(floating.place, 'DTSTART') : null }
}

type Outline = Extract<IcalOutline, { readonly ok: true }>
interface Entry { readonly component: ICAL.Component; readonly place: IcalPlace }

const lineOf = (place: IcalPlace, name: string): number => place.properties.find((p) => p.name === name)?.line ?? place.line
const uidOf = ({ component }: Entry): string => String(component.getFirstPropertyValue('uid') ?? '')
const isChange = ({ component }: Pick<Entry, 'component'>): boolean => component.hasProperty('recurrence-id')

const settleZone = (name: string, line: number, described: ReadonlySet<string>): void => {
  if (isKnown(name)) { if (!ICAL.TimezoneService.has(name)) ICAL.TimezoneService.register(new KnownZone(name), name) }
  else if (!described.has(name)) throw new Wrong({ line, reason: t('onCall.calendar.zone', { zone: clean(name, { max: 80 }) }) })
}

const isFloating = (component: ICAL.Component): boolean => {
  const start = component.getFirstPropertyValue('dtstart')
  return start instanceof ICAL.Time && (start.isDate || start.zone === ICAL.Timezone.localTimezone)
}

const allTurns = (entries: readonly Entry[], window: IcalWindow, zone: string): Turn[] => {
  const changes = new Map<string, ICAL.Component[]>()
  for (const entry of entries) if (isChange(entry)) changes.set(uidOf(entry), [...(changes.get(uidOf(entry)) ?? []), entry.component])
  const series = new Set(entries.filter((e) => !isChange(e)).map(uidOf))
  // a changed occurrence is told with its series; one that is alone stands for itself
  return entries.filter((e) => !isChange(e) || !series.has(uidOf(e))).flatMap((entry) => {
    try {
      return turnsOf(entry, isChange(entry) ? [] : (changes.get(uidOf(entry)) ?? []), window, zone)
    } catch (error) {
      if (error instanceof Wrong) throw error
      throw new Wrong({ line: lineOf(entry.place, 'DTSTART'), reason: reasonOf(error) })
    }
  })
}

const turnsOf = ({ component, place }: Entry, changes: ICAL.Component[], window: IcalWindow, zone: string): readonly Turn[] => {
  if (!component.hasProperty('dtstart')) throw new Wrong({ line: place.line, reason: t('onCall.calendar.noStart') })
  const dates = addedTo(component)
  const event = new ICAL.Event(component, { exceptions: changes })
  const added = dates.map(({ start, end }): Added => ({ start: start.isDate ? onDay(start, event.startDate) : start, end }))
  const when = (time: ICAL.Time): number => instantIn(time, zone)
  const found: Turn[] = []
  const take = (item: ICAL.Event, start: ICAL.Time, end: ICAL.Time): void => {
    const [from, to] = [when(start), when(end)]
    if (!Number.isFinite(from) || !Number.isFinite(to)) throw new Wrong({ line: lineOf(place, 'DTSTART'), reason: t('onCall.calendar.time') })
    // what has no length, or was called off, is nobody's shift
    if (from >= to || to <= window.from || from >= window.to || isCalledOff(item)) return
    const person = clean(String(item.component.getFirstPropertyValue('summary') ?? ''), { max: 80 }).trim()
    if (person === '') throw new Wrong({ line: place.line, reason: t('onCall.calendar.noTitle') })
    found.push({ person, from, to })
  }
  const taken = new Set<number>()
  const occur = (time: ICAL.Time, until: ICAL.Time | null = null): void => {
    if (added.length > 0) taken.add(when(time))
    const { item, startDate, endDate } = event.getOccurrenceDetails(time)
    take(item, startDate, until !== null && item === event ? until : endOfShift(item, startDate, endDate))
  }
  if (isChange({ component })) take(event, event.startDate, event.endDate)
  else if (event.isRecurring()) repeat(event, place, (time) => when(time) < window.to, occur)
  else added.unshift({ start: event.startDate, end: event.endDate })
  const leftOut = component.getAllProperties('exdate').flatMap((p): readonly unknown[] => p.getValues()).filter((v) => v instanceof ICAL.Time)
  const isLeftOut = (time: ICAL.Time): boolean => leftOut.some((v) => when(v) === when(time) || (v.isDate && v.toString() === time.toString().slice(0, 10)))
  for (const { start, end } of added) if (!taken.has(when(start)) && !isLeftOut(start)) occur(start, end)
  return found
}

/**
 * Where an occurrence ends: at the hour that the first one does. The library adds the length of the first one, which is an hour more or less where
 * the clocks change within it, and so does RFC 5545 (3.8.5.3) by the letter; a shift that ends at nine ends at nine, as every calendar shows it.
 */
const endOfShift = ({ component, startDate, endDate }: ICAL.Event, start: ICAL.Time, counted: ICAL.Time): ICAL.Time => {
  if (start.isDate || !component.hasProperty('dtend') || startDate.zone.tzid !== endDate.zone.tzid) return counted
  const end = start.clone()
  end.adjust(0, 0, 0, (wallOf(endDate) - wallOf(startDate)) / 1000)
  return end
}

const instantIn = (time: ICAL.Time, zone: string): number => (time.isDate || time.zone === ICAL.Timezone.localTimezone ? instantOf(wallOf(time), zone) : time.toUnixTime() * 1000)

/** An end before its beginning is a slip of the pen, and leaving the shift out would leave nobody on call. */
const settleOrder = ({ component, place }: Entry, zone: string): void => {
  const [start, end] = [component.getFirstPropertyValue('dtstart'), component.getFirstPropertyValue('dtend')]
  if (start instanceof ICAL.Time && end instanceof ICAL.Time && instantIn(end, zone) < instantIn(start, zone)) throw new Wrong({ line: lineOf(place, 'DTEND'), reason: t('onCall.calendar.backwards') })
}

const isCalledOff = ({ component }: ICAL.Event): boolean => String(component.getFirstPropertyValue('status') ?? '').trim().toUpperCase() === 'CANCELLED'

const repeat = (event: ICAL.Event, place: IcalPlace, isAhead: (time: ICAL.Time) => boolean, occur: (time: ICAL.Time) => void): void => {
  const times = event.iterator()
  for (let n = 0; n < MOST_REPEATS; n++) {
    const next = times.next() as ICAL.Time | null | undefined
    if (!next || !isAhead(next)) return
    occur(next)
  }
  throw new Wrong({ line: lineOf(place, 'RRULE'), reason: t('onCall.calendar.often') })
}

interface Added { readonly start: ICAL.Time; readonly end: ICAL.Time | null }

/** A day alone is that day at the entry’s own time. */
const onDay = ({ year, month, day }: ICAL.Time, first: ICAL.Time): ICAL.Time => {
  const time = first.clone()
  return Object.assign(time, { year, month, day })
}

/** Takes the RDATEs out of an entry: the library forgets the first occurrence beside them where no rule is, and reads no periods. */
const addedTo = (component: ICAL.Component): Added[] => {
  const added = component.getAllProperties('rdate').flatMap((p): readonly unknown[] => p.getValues()).map((value): Added => (value instanceof ICAL.Period ? { start: value.start, end: value.getEnd() } : { start: value as ICAL.Time, end: null }))
  component.removeAllProperties('rdate')
  return added
}
