import type { Unit } from '@shared/domain/service'
import { t } from '@shared/text/catalogue'

/** A value axis. `ticks` rise, at most three of them lie above 0, and each is drawn as a gridline (0 as the baseline). */
export interface ValueAxis { readonly min: number; readonly max: number; readonly ticks: readonly number[] }

/** Lowest and highest finite value of many lists; null when there is none. */
export const extent = (lists: Iterable<ArrayLike<number>>): readonly [number, number] | null => {
  let low = Infinity
  let high = -Infinity
  for (const v of lists) {
    for (let i = 0; i < v.length; i++) {
      const y = v[i]!
      if (y < low && y > -Infinity) low = y
      if (y > high && y < Infinity) high = y
    }
  }
  return low <= high ? [low, high] : null
}

/** Room above the highest value, so that a line does not touch the edge. */
const HEADROOM = 1.08

/** What a unit counts by: tens, for bytes powers of two, for seconds a clock and a calendar. */
export type Base = 2 | 10 | 60

const MIN_S = 60
const HOUR_S = 3_600
const DAY_S = 86_400
/** Steps of durations, s: each is short in the unit that an axis so long is told in. */
const TIME_STEPS = [
  ...[1, 2, 5, 10, 15, 30], ...[1, 2, 5, 10, 15, 30].map((n) => n * MIN_S), ...[1, 2, 3, 6, 12].map((n) => n * HOUR_S), ...[1, 2, 5, 7, 10, 14, 30].map((n) => n * DAY_S)
]
const MOST_LINES = 3

/** Gridlines besides the one at 0. */
const linesOf = (min: number, max: number, step: number): number => Math.max(0, Math.floor(max / step + 1e-9)) + Math.max(0, Math.floor(-min / step + 1e-9))

/** Below 3 s and beyond a season durations are decimal, of seconds and of days. */
const timeStep = (min: number, max: number): number =>
  max - min < 3 ? niceStep(max - min) : TIME_STEPS.find((step) => linesOf(min, max, step) <= MOST_LINES) ?? niceStep((max - min) / DAY_S) * DAY_S

const stepOf = (min: number, max: number, base: Base): number => (base === 60 ? timeStep(min, max) : niceStep(max - min, base))

/** The round step that gives two or three gridlines up to `range`: 1, 2, 4 or 5 times a power of ten, for bytes a power of two. */
export const niceStep = (range: number, base: 2 | 10 = 10): number => {
  if (!(range > 0) || !Number.isFinite(range)) return 1
  const power = base === 2 ? 2 ** Math.floor(Math.log2(range)) : 10 ** Math.floor(Math.log10(range) + 1e-12)
  const lead = range / power
  if (base === 2) return power / 2
  return lead < 2 ? power / 2 : lead < 4 ? power : lead < 8 ? 2 * power : 4 * power
}

const ticksOf = (min: number, max: number, step: number): ValueAxis => {
  const ticks: number[] = []
  // so far from 0 a step is lost in the rounding of what it is added to
  if (!(step > 1e-11 * Math.max(Math.abs(min), Math.abs(max)))) return { min, max, ticks }
  // one rounding per tick instead of a growing error; + 0 turns -0 into 0
  for (let k = Math.ceil(min / step - 1e-9); k * step <= max + step * 1e-9; k++) ticks.push(Number((k * step).toPrecision(12)) + 0)
  return { min, max, ticks }
}

/**
 * From 0 (or lower, when values are) to a little above the highest value. `was` stays in force while the data fits it and fills half of it:
 * an axis that seldom jumps is easier to read, and the same object means nothing to draw anew.
 */
export const valueAxis = (low: number, high: number, was: ValueAxis | null = null, base: Base = 10): ValueAxis => {
  const bottom = Math.min(0, low)
  const top = Math.max(0, high)
  if (was && bottom >= was.min && top <= was.max && top - bottom >= (was.max - was.min) / 2) return was
  const next = outwardAxis(bottom, top, base)
  return was && was.min === next.min && was.max === next.max ? was : next
}

const outwardAxis = (bottom: number, top: number, base: Base): ValueAxis => {
  // below what a figure can say a range is none
  if (top - bottom < 1e-12) return { min: 0, max: 1, ticks: [0] }
  const step = stepOf(bottom * HEADROOM, top * HEADROOM, base)
  const outward = (y: number): number => (Math.ceil((y * HEADROOM) / (step / 4) - 1e-9) * step) / 4
  const min = bottom < 0 ? -outward(-bottom) : 0
  const max = top > 0 ? outward(top) : 0
  // snapping outward may make room for a fourth line
  return ticksOf(min, max, linesOf(min, max, step) > MOST_LINES ? 2 * step : step)
}

/** An axis that the panel fixes, such as 0 to 100 %. */
export const fixedAxis = (min: number, max: number, was: ValueAxis | null = null, base: Base = 10): ValueAxis =>
  was && was.min === min && was.max === max ? was : ticksOf(min, max, stepOf(min, max, base))

/** What a panel fixes of its axis; null: that end is where the values ask for it. */
export interface Ends { readonly min: number | null; readonly max: number | null }

/**
 * An axis of which one end or both are fixed; the other is a little beyond the values. A line that is cut above still looks high, one that is cut below looks like none:
 * a lowest end by itself gives way to values below it, a highest where all values lie beyond it.
 */
export const endedAxis = ({ min, max }: Ends, low: number, high: number, was: ValueAxis | null = null, base: Base = 10): ValueAxis => {
  if (min !== null && max !== null && max > min) return fixedAxis(min, max, was, base)
  const free = valueAxis(low, high, was, base)
  if (min !== null && max === null && low < min) return free
  const [from, to] = [min ?? Math.min(0, low), max ?? Math.max(0, high)]
  const range = to - from
  if ((min === null) === (max === null) || free.min === min || free.max === max || !(range > Math.max(1e-12, 1e-9 * Math.max(Math.abs(from), Math.abs(to))))) return free
  const isKept = was !== null && (min === null ? was.max === max && from >= was.min : was.min === min && to <= was.max) && range >= (was.max - was.min) / 2
  if (isKept) return was
  const room = (y: number): number => (HEADROOM - 1) * Math.min(range, Math.abs(y))
  const [bottom, top] = [min ?? from - room(from), max ?? to + room(to)]
  const quarter = stepOf(bottom, top, base) / 4
  return fixedAxis(min ?? Math.floor(bottom / quarter + 1e-9) * quarter, max ?? Math.ceil(top / quarter - 1e-9) * quarter, was, base)
}

/** Steps of bytes are powers of two, so that gridlines fall on round KiB and GiB; those of durations fall on whole minutes, hours and days. */
export const baseOf = (unit: Unit): Base => (unit === 'bytes' || unit === 'bytes-per-second' ? 2 : unit === 'seconds' ? 60 : 10)

const SI = ['', 'k', 'M', 'G', 'T'] as const
const IEC = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const

/** Beyond the last factor there is room for a power of ten only. */
const plain = (x: number): string => (Math.abs(x) < 1e6 ? String(Number(x.toPrecision(6))) : Number(x.toPrecision(3)).toExponential().replace('e+', 'e'))

const rank = (x: number, base: number, most: number): number => {
  let i = 0
  for (let y = Math.abs(x) * (1 + 1e-9); y >= base && i < most; i++) y /= base
  return i
}

/** The words of an axis, one per tick. One scale for all; a unit is written on the highest tick only, on the lowest where that one is 0, a factor such as k on each. */
export const axisTexts = (ticks: readonly number[], unit: Unit): readonly string[] => {
  const highest = ticks.at(-1) ?? 0
  const reach = Math.max(Math.abs(highest), Math.abs(ticks[0] ?? 0))
  const end = highest === 0 ? 0 : ticks.length - 1
  const on = (divisor: number, name: string): readonly string[] => ticks.map((y, i) => plain(y / divisor) + (name && y !== 0 && i === end ? `\u202f${name}` : ''))
  switch (unit) {
    case 'ratio': return on(0.01, t('unit.percent'))
    case 'seconds': return reach < 1 ? on(0.001, t('unit.ms')) : reach < 120 ? on(1, t('unit.s')) : reach < 7200 ? on(60, t('unit.min')) : reach < 172_800 ? on(3600, t('unit.h')) : on(86_400, t('unit.d'))
    case 'bytes': case 'bytes-per-second': { const i = rank(reach, 1024, IEC.length - 1); return on(1024 ** i, IEC[i]!) }
    case 'per-second': case 'count': case 'cores': case 'none':
      return ticks.map((y) => { const i = rank(y, 1000, SI.length - 1); return plain(y / 1000 ** i) + (i > 0 ? `\u202f${SI[i]!}` : '') })
  }
}
