import { isBeyond } from '@shared/domain/bound'
import { GAP_STEPS } from '@shared/domain/decimate'
import type { Signal, SignalReading } from '@shared/domain/service'
import { figureText } from '@shared/text/format'
import { t } from '@shared/text/catalogue'
import { extent } from './axis'
import { hatchPath, linePath, px, type Scale } from './path'

export interface SparkInput {
  readonly reading: SignalReading
  readonly signal: Signal
  /** The time axis that all sparklines of a table share, ms. */
  readonly from: number
  readonly to: number
  readonly width: number
  readonly height: number
  readonly changes: readonly number[]
  /** Since when the reading is no longer fresh, ms; null: it is. Hatched from the last sample on. */
  readonly lapsedAt: number | null
}

export interface Spark {
  readonly d: string
  /** Set only where the line crosses its limit. */
  readonly limit: { readonly y: number; readonly severity: 'critical' | 'warning'; readonly clip: { readonly y: number; readonly height: number } } | null
  readonly hatch: string
  readonly edge: string
  readonly changes: readonly number[]
}

/** Room for half a line at both edges. */
const PAD = 1.5
/** The least an error ratio's axis reaches: noise below 2 % stays flat. */
const ERROR_FLOOR = 0.02

const topOf = (reading: SignalReading, signal: Signal, highest: number): number => {
  const floor = reading.unit !== 'ratio' ? 0 : signal === 'errors' ? ERROR_FLOOR : signal === 'saturation' ? 1 : 0
  const limit = reading.limit && crosses(reading) ? reading.limit.value * 1.1 : 0
  // steady traffic lies at two thirds of the height: its shape is what counts, not that it is the highest
  return Math.max(floor, limit, highest * (signal === 'traffic' ? 1.5 : 1.08)) || 1
}

const crosses = ({ trend, limit }: SignalReading): boolean =>
  limit !== null && trend.values.some((v) => v !== null && isBeyond(v, limit))

/** A reading as paths on a shared time axis. Pure. */
export const sparkOf = ({ reading, signal, from, to, width, height, changes, lapsedAt }: SparkInput): Spark => {
  const { trend, limit } = reading
  const shown = trend.values.map((y, i) => ({ at: trend.from + i * trend.step, y: y ?? NaN })).filter(({ at }) => at >= from && at <= to)
  const v = Float64Array.from(shown, ({ y }) => y)
  const times = Float64Array.from(shown, ({ at }) => at)
  const [lowest, highest] = extent([v]) ?? [0, 0]
  const bottom = Math.min(0, lowest)
  const kx = width / (to - from)
  const ky = -(height - 2 * PAD) / (topOf(reading, signal, highest) - bottom)
  const scale: Scale = { kx, bx: -from * kx, ky, by: height - PAD - bottom * ky }
  const y = limit ? px(limit.value * ky + scale.by) : 0
  // the line that lies on it is part of it
  const reach = limit?.inclusive ? PAD : 0
  let last = v.length - 1
  while (last >= 0 && !Number.isFinite(v[last]!)) last--
  const lastAt = last < 0 ? null : times[last]!
  const stopped = lapsedAt !== null || lastAt === null || to - lastAt > (GAP_STEPS + 1) * trend.step
  const x = lastAt === null ? 0 : px(Math.min(width, Math.max(0, lastAt * kx + scale.bx)))
  return {
    d: linePath({ t: times, v }, scale),
    limit: limit && crosses(reading) ? { y, severity: limit.severity, clip: limit.side === 'above' ? { y: -2, height: Math.max(0, y + 2 + reach) } : { y: y - reach, height: Math.max(0, height + 2 - y + reach) } } : null,
    hatch: stopped ? hatchPath(x, 0, width - x, height, 7) : '',
    edge: stopped && lastAt !== null ? `M${x} 0V${height}` : '',
    changes: changes.filter((at) => at >= from && at <= to).map((at) => px(at * kx + scale.bx))
  }
}

/** The sparkline in words. */
export const sparkSummary = (reading: SignalReading, signal: Signal, lapsed: boolean): string =>
  t(lapsed || reading.value === null ? 'charts.spark.unknown' : 'charts.spark', { signal: t(`signal.${signal}`), value: figureText(reading.value, reading.unit), note: reading.note }).trim()
