import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { day, type Zone } from '@shared/text/format'
import { offsetOf, type Offset } from '../charts'
import { between, DAY, HOUR, lastOf, LONGEST, MIN, SHORTEST, type Range } from './range'

/** A time as typed, before it is a moment: so long before now, a clock time without a day, or a day with or without a clock time. Times of day and days are ms of the zone's own clock. */
type Read =
  | { readonly kind: 'ago'; readonly ms: number }
  | { readonly kind: 'clock'; readonly time: number; readonly zone: Zone | null }
  | { readonly kind: 'day'; readonly day: number; readonly time: number | null; readonly zone: Zone | null }
  | { readonly kind: 'moment'; readonly at: number }
type Reading = { readonly ok: true; readonly read: Read } | { readonly ok: false; readonly why: string }

const wrong = (why: string): Reading => ({ ok: false, why })
const right = (read: Read): Reading => ({ ok: true, read })
const shown = (text: string): string => clean(text, { max: 40 })

const UNITS: Readonly<Record<string, number>> = { s: 1000, sec: 1000, second: 1000, m: MIN, min: MIN, minute: MIN, h: HOUR, hr: HOUR, hour: HOUR, d: DAY, day: DAY, w: 7 * DAY, week: 7 * DAY }
const unitOf = (word: string): number | null => {
  const single = word.length > 3 && word.endsWith('s') ? word.slice(0, -1) : word === 'mins' || word === 'secs' || word === 'hrs' ? word.slice(0, -1) : word
  return Object.hasOwn(UNITS, single) ? UNITS[single]! : null
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const FULL = { months: ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'], weekdays: ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] } as const
const named = (short: readonly string[], full: readonly string[], word: string): number => { const i = short.indexOf(word); return i >= 0 ? i : full.indexOf(word) }

/** `90m`, `1h 30min`, `2 days`; null when it is no length, a reason when its unit is unknown. */
const lengthOf = (text: string): number | { readonly why: string } | null => {
  if (!/^(\d+(\.\d+)? *[a-z]+ *)+$/.test(text)) return null
  let ms = 0
  for (const [, number, word] of text.matchAll(/(\d+(?:\.\d+)?) *([a-z]+)/g)) {
    const unit = unitOf(word!)
    if (unit === null) return named(MONTHS, FULL.months, word!) >= 0 ? null : { why: t('time.fault.unit', { unit: shown(word!) }) }
    ms += Number(number) * unit
  }
  return Math.round(ms)
}

/** `02:30`, `2:30:15`; null when it is not written like one. */
const clockOf = (text: string): number | { readonly why: string } | null => {
  const found = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text)
  if (!found) return null
  const [h, m, s] = [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)]
  return h < 24 && m < 60 && s < 60 ? h * HOUR + m * MIN + s * 1000 : { why: t('time.fault.clock', { text: shown(text) }) }
}

/** Midnight of a date on a clock without a zone; null when there is no such date. */
const midnight = (year: number, month: number, date: number): number | null => {
  const at = Date.UTC(year, month, date)
  const made = new Date(at)
  return made.getUTCFullYear() === year && made.getUTCMonth() === month && made.getUTCDate() === date ? at : null
}

/** A day by its date or its name, as its midnight on the zone's clock; null when it is not written like one. */
const dayOf = (words: string, today: number): number | { readonly why: string } | null => {
  if (words === 'today') return today
  if (words === 'yesterday') return today - DAY
  const weekday = named(WEEKDAYS, FULL.weekdays, words)
  if (weekday >= 0) return today - ((new Date(today).getUTCDay() - weekday + 7) % 7) * DAY
  const none = { why: t('time.fault.date', { text: shown(words) }) }
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(words)
  if (iso) return midnight(Number(iso[1]), Number(iso[2]) - 1, Number(iso[3])) ?? none
  // as Garda writes it: Thu 13 Nov; without a year it is the last one
  const written = /^(?:([a-z]+) )?(\d{1,2}) ([a-z]+)(?: (\d{4}))?$/.exec(words)
  if (!written || (written[1] !== undefined && named(WEEKDAYS, FULL.weekdays, written[1]) < 0)) return null
  const month = named(MONTHS, FULL.months, written[3]!)
  if (month < 0) return null
  const year = new Date(today).getUTCFullYear()
  if (written[4] !== undefined) return midnight(Number(written[4]), month, Number(written[2])) ?? none
  const these = [year, year - 1, year - 2, year - 3, year - 4].map((y) => midnight(y, month, Number(written[2])))
  return these.find((at) => at !== null && at <= today) ?? none
}

const read = (typed: string, now: number, zone: Zone): Reading => {
  const text = typed.trim().toLowerCase().replace(/\s+/g, ' ')
  if (text === '') return wrong(t('time.fault.empty'))
  if (text === 'now') return right({ kind: 'ago', ms: 0 })
  const ago = /^(?:now *- *|- *|last )(.+)$/.exec(text)?.[1] ?? /^(.+) ago$/.exec(text)?.[1] ?? text
  const length = lengthOf(ago.trim())
  if (typeof length === 'number') return right({ kind: 'ago', ms: length })
  if (length) return wrong(length.why)
  if (/^\d{10}(\.\d+)?$|^\d{13}$/.test(text)) return right({ kind: 'moment', at: Math.round(text.length === 13 && !text.includes('.') ? Number(text) : Number(text) * 1000) })
  const offset = /^(\d{4}-\d\d-\d\d)[t ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?([+-]\d\d:?\d\d)$/.exec(text)
  if (offset) {
    const at = Date.parse(`${offset[1]}T${offset[2]}${offset[3]!.replace(/^(...):?(..)$/, '$1:$2')}`)
    return Number.isNaN(at) ? wrong(t('time.fault.date', { text: shown(typed) })) : right({ kind: 'moment', at })
  }
  const tail = /^(.*?\d.*?|today|yesterday|[a-z]+day|[a-z]{3}) ?(utc|gmt|local|(?<=\d)z)$/.exec(text)
  const own: Zone | null = tail ? (tail[2] === 'local' ? 'local' : 'utc') : null
  const words = (tail ? tail[1]! : text).replace(/^(\d{4}-\d\d-\d\d)t(?=\d)/, '$1 ').replace(/(\d:\d\d:\d\d)\.\d+$/, '$1').trim()
  const clockOnly = clockOf(words)
  if (typeof clockOnly === 'number') return right({ kind: 'clock', time: clockOnly, zone: own })
  if (clockOnly) return wrong(clockOnly.why)
  const clockOffset = offsetOf(own ?? zone)
  const today = Math.floor((now + clockOffset(now)) / DAY) * DAY
  const split = /^(.+?),? (\d{1,2}:\d{2}(?::\d{2})?)$/.exec(words)
  const date = dayOf(split ? split[1]! : words, today)
  if (date === null) return wrong(t('time.fault.unknown', { text: shown(typed) }))
  if (typeof date !== 'number') return wrong(date.why)
  const time = split ? clockOf(split[2]!) : null
  if (time !== null && typeof time !== 'number') return wrong(time.why)
  return right({ kind: 'day', day: date, time, zone: own })
}

/** The moments that read so on a zone's clock: one; none where the clock skips it; two where it repeats it, the earlier first. */
export const momentsReading = (wall: number, offset: Offset): readonly number[] =>
  [...new Set([wall - offset(wall - DAY), wall - offset(wall + DAY)])].filter((at) => at + offset(at) === wall).sort((a, b) => a - b)

/** Which end of a window a time is for: of an hour that the clock repeats the whole is taken, and a day ends with its last moment. */
type End = 'from' | 'to'
type Moment = { readonly ok: true; readonly at: number; readonly ago: number | null } | { readonly ok: false; readonly why: string }

/** `after`: the beginning of the window, which a clock time without a day follows. */
const momentOf = (typed: string, end: End, now: number, zone: Zone, after: number | null): Moment => {
  const reading = read(typed, now, zone)
  if (!reading.ok) return reading
  const { read: it } = reading
  if (it.kind === 'ago') return it.ms > LONGEST ? { ok: false, why: t('time.fault.long') } : { ok: true, at: now - it.ms, ago: it.ms }
  if (it.kind === 'moment') return { ok: true, at: it.at, ago: null }
  const used = it.zone ?? zone
  const offset = offsetOf(used)
  const exact = (wall: number): Moment => {
    const found = momentsReading(wall, offset)
    const at = end === 'from' ? found[0] : found.at(-1)
    return at === undefined ? { ok: false, why: t('time.fault.skipped', { time: shown(typed), day: day(wall, 'utc') }) } : { ok: true, at, ago: null }
  }
  if (it.kind === 'day') return exact(it.day + (it.time ?? (end === 'to' ? DAY : 0)))
  const start = after ?? now
  const near = Math.floor((start + offset(start)) / DAY) * DAY + it.time
  const first = exact(near)
  if (!first.ok) return first
  return after === null ? (first.at > now ? exact(near - DAY) : first) : first.at <= after ? exact(near + DAY) : first
}

export type TypedRange = { readonly ok: true; readonly range: Range } | { readonly ok: false; readonly from: string | null; readonly to: string | null }

/** Two typed times as a range. `now` or nothing at its end means that it moves with time. */
export const rangeOf = (fromText: string, toText: string, now: number, zone: Zone): TypedRange => {
  const from = momentOf(fromText, 'from', now, zone, null)
  const to = momentOf(toText.trim() === '' ? 'now' : toText, 'to', now, zone, from.ok ? from.at : null)
  if (!from.ok || !to.ok) return { ok: false, from: from.ok ? null : from.why, to: to.ok ? null : to.why }
  const bad = (part: { readonly from?: string; readonly to?: string }): TypedRange => ({ ok: false, from: part.from ?? null, to: part.to ?? null })
  if (from.at > now - (to.ago === 0 ? SHORTEST : 0)) return bad({ from: from.at >= now ? t('time.fault.future') : t('time.fault.short') })
  if (to.at <= from.at) return bad({ to: t('time.fault.order') })
  if (to.at - from.at < SHORTEST) return bad({ to: t('time.fault.short') })
  if (to.at - from.at > LONGEST || now - from.at > 10 * LONGEST) return bad({ from: t('time.fault.long') })
  if (to.ago !== 0) return { ok: true, range: between({ from: from.at, to: to.at }) }
  return { ok: true, range: from.ago === null ? { kind: 'since', from: from.at, alert: null } : lastOf(from.ago) }
}
