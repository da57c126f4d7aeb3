import type { Unit } from '../domain/service'
import { t } from './catalogue'

/** A number and its unit, apart, so that the unit can be drawn smaller. */
export interface Figure { readonly number: string; readonly unit: string }

const NONE: Figure = { number: '–', unit: '' }

/** Three significant figures at most, no more decimals than the size of the number bears. */
const plain = (x: number): string => {
  const a = Math.abs(x)
  return a === 0 ? '0' : a >= 99.95 ? x.toFixed(0) : a >= 9.995 ? trim(x.toFixed(1)) : a >= 0.1 ? trim(x.toFixed(2)) : a >= 0.001 ? trim(x.toPrecision(2)) : x.toExponential(1).replace('.0e', 'e')
}
const trim = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text)

const scaled = (x: number, base: number, names: readonly string[]): [string, string, number] => {
  let i = 0
  let y = x
  // judged by what is written: 999.7 is written 1000, which is 1 k
  while (i < names.length - 1 && Math.abs(Number(plain(y))) >= base) { y /= base; i++ }
  return [plain(y), names[i]!, base ** i]
}
const SI = ['', 'k', 'M', 'G', 'T']
const IEC = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB']

/** What is closer than this to a whole or to nothing differs from it by the arithmetic of floating numbers, not by a measured share. */
const NOISE = 1e-12
/** What is nearly a whole is told to so many decimals. */
const MOST_DECIMALS = 4

/** Parts of a hundred: never 100 for what is no whole, nor 0 for what is not nothing, as exact as that takes. */
const percent = (ratio: number): string => {
  const p = Math.abs(ratio) < NOISE ? 0 : Math.abs(Math.abs(ratio) - 1) < NOISE ? 100 * Math.sign(ratio) : ratio * 100
  const a = Math.abs(p)
  const usual = p.toFixed(a < 1 ? 2 : a < 10 || (a < 20 && !Number.isInteger(p)) ? 1 : 0)
  if (p !== 0 && Number(usual) === 0) return String(Number(p.toPrecision(1)))
  if (a === 100 || Math.abs(Number(usual)) !== 100) return usual
  for (let decimals = 1; decimals <= MOST_DECIMALS; decimals++) {
    const told = p.toFixed(decimals)
    if (Math.abs(Number(told)) !== 100) return told
  }
  // still on its own side of the whole
  return (Math.sign(p) * (100 + Math.sign(a - 100) * 10 ** -MOST_DECIMALS)).toFixed(MOST_DECIMALS)
}

/** A sample for people. NaN and infinities are no data. */
export const figure = (value: number | null, unit: Unit): Figure => {
  if (value === null || !Number.isFinite(value)) return NONE
  switch (unit) {
    case 'ratio': return { number: percent(value), unit: t('unit.percent') }
    case 'per-second': { const [n, k] = scaled(value, 1000, SI); return { number: n, unit: (k ? `${k} ` : '') + t('unit.perSecond') } }
    case 'seconds': {
      const a = Math.abs(value)
      if (a < 0.9995) return { number: plain(value * 1000), unit: t('unit.ms') }
      return a < 119.95 ? { number: value.toFixed(a < 9.995 ? 2 : 1), unit: t('unit.s') } : { number: `${value < 0 ? '-' : ''}${lasting(Math.round(a))}`, unit: '' }
    }
    case 'bytes': { const [n, k] = scaled(value, 1024, IEC); return { number: n, unit: k } }
    case 'bytes-per-second': { const [n, k] = scaled(value, 1024, IEC); return { number: n, unit: `${k}${t('unit.perSecond')}` } }
    case 'cores': case 'count': case 'none': { const [n, k] = scaled(value, 1000, SI); return { number: n, unit: k } }
  }
}
/** What 1 of the number that `figure` writes is worth, in the unit's own size: 1000 where it writes `1.5 k`. Null where it writes two units. */
export const figureScale = (value: number, unit: Unit): number | null => {
  switch (unit) {
    case 'ratio': return 0.01
    case 'seconds': { const a = Math.abs(value); return a < 0.9995 ? 0.001 : a < 119.95 ? 1 : null }
    case 'bytes': case 'bytes-per-second': return scaled(value, 1024, IEC)[2]
    case 'per-second': case 'cores': case 'count': case 'none': return scaled(value, 1000, SI)[2]
  }
}
/** The same on one line, with a thin no-break gap. */
export const figureText = (value: number | null, unit: Unit): string => {
  const f = figure(value, unit)
  return f.unit ? `${f.number}\u202f${f.unit}` : f.number
}

/** A measured duration, whole seconds from a minute on: to the second below an hour, which `duration` does not tell of an age. */
const lasting = (seconds: number): string => {
  const whole = duration(seconds * 1000)
  return seconds < 3600 && seconds % 60 ? `${whole} ${seconds % 60} ${t('unit.s')}` : whole
}

/** How long something takes or how old it is: `4 s`, `6 min`, `2 h 49 min`, `3 d 4 h`. Negative is 0. */
export const duration = (ms: number): string => {
  const s = Math.max(0, Math.floor(ms / 1000))
  if (s < 60) return `${s} ${t('unit.s')}`
  const min = Math.floor(s / 60)
  if (min < 60) return `${min} ${t('unit.min')}`
  const h = Math.floor(min / 60)
  if (h < 24) return min % 60 ? `${h} ${t('unit.h')} ${min % 60} ${t('unit.min')}` : `${h} ${t('unit.h')}`
  const d = Math.floor(h / 24)
  return h % 24 ? `${d} ${t('unit.d')} ${h % 24} ${t('unit.h')}` : `${d} ${t('unit.d')}`
}
/** `duration`, or – for what was never seen. */
export const age = (at: number | null, now: number): string => (at === null ? t('common.none') : duration(now - at))

export type Zone = 'local' | 'utc'
/** A clock that is made once for each zone, and only when it is first read. */
const formatter = (options: Intl.DateTimeFormatOptions): ((zone: Zone) => Intl.DateTimeFormat) => {
  const made: Partial<Record<Zone, Intl.DateTimeFormat>> = {}
  return (zone) => made[zone] ??= new Intl.DateTimeFormat('en-GB', { ...options, hourCycle: 'h23', ...(zone === 'utc' ? { timeZone: 'UTC' } : {}) })
}
const CLOCK = formatter({ hour: '2-digit', minute: '2-digit' })
const CLOCK_SECONDS = formatter({ hour: '2-digit', minute: '2-digit', second: '2-digit' })
const DAY = formatter({ weekday: 'short', day: 'numeric', month: 'short' })
const FULL_DAY = formatter({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })
const ZONE_NAME = formatter({ timeZoneName: 'short' })
/** `02:47` */
export const clock = (at: number, zone: Zone): string => CLOCK(zone).format(at)
/** `02:47:12` */
export const clockSeconds = (at: number, zone: Zone): string => CLOCK_SECONDS(zone).format(at)
/** `Thu 13 Nov` */
export const day = (at: number, zone: Zone): string => DAY(zone).format(at).replace(',', '')
/** The calendar day that a zone's clock has at a moment, days since 1970. Told by arithmetic: it is asked on every move of a crosshair. */
const dayOf = (at: number, zone: Zone): number => Math.floor((zone === 'utc' ? at : at - 60_000 * new Date(at).getTimezoneOffset()) / 86_400_000)
/** Whether a clock time alone does not say which moment of a window is meant, ms: it is not of the day on which the window ends, or the window is not of one day. */
const needsDay = (at: number, { from, to }: { readonly from: number; readonly to: number }, zone: Zone): boolean => {
  const last = dayOf(to, zone)
  return dayOf(at, zone) !== last || dayOf(from, zone) !== last
}
/** A moment told beside a window, with its day wherever that needs to be said: the one rule for all graphs and what leaves them. */
export const momentIn = (at: number, window: { readonly from: number; readonly to: number }, zone: Zone, to: 'minute' | 'second' = 'minute'): string => {
  const time = to === 'second' ? clockSeconds(at, zone) : clock(at, zone)
  return needsDay(at, window, zone) ? `${day(at, zone)} ${time}` : time
}
/** The same of what stands alone: the day is said only when it is not that of `now`. */
export const moment = (at: number, now: number, zone: Zone, to: 'minute' | 'second' = 'minute'): string => momentIn(at, { from: now, to: now }, zone, to)
/**
 * Where a span begins and ends, as exact as its length asks for: to the second when it is short. Both have their day where it is not the same one; `dated`: the beginning always has,
 * for those who read it on another day.
 */
export const span = (from: number, to: number, zone: Zone, { dated = false } = {}): { readonly from: string; readonly to: string } => {
  const read = to - from >= 10 * 60_000 ? clock : clockSeconds
  const within = day(from, zone) === day(to, zone)
  return { from: within && !dated ? read(from, zone) : `${day(from, zone)} ${read(from, zone)}`, to: within ? read(to, zone) : `${day(to, zone)} ${read(to, zone)}` }
}
/** `Thu 13 Nov 2025 02:47:12` */
export const stamp = (at: number, zone: Zone): string => `${FULL_DAY(zone).format(at).replaceAll(',', '')} ${clockSeconds(at, zone)}`
/** `UTC`, `CET`, `GMT+7`: what a clock is set to at a moment, for those who read it elsewhere. */
export const zoneName = (at: number, zone: Zone): string => ZONE_NAME(zone).formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? t(`common.${zone}`)
