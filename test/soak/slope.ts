/** One measured value, at so many minutes after the first. */
export interface Point { readonly minute: number; readonly value: number }

/**
 * What a series does over a run. Per hour in the series' own unit: `slope` by Theil and Sen (the median of the slopes between all pairs), `low` and `high` the 95 % interval of it;
 * in the unit itself: `rise` is slope × length of the run, `noise` how far its middle 68 % lies from the line (1.4826 × the median distance), `least` what a rise must exceed to count.
 */
export interface Trend { readonly slope: number; readonly low: number; readonly high: number; readonly rise: number; readonly noise: number; readonly least: number; readonly verdict: Verdict }
export type Verdict = 'flat' | 'rising' | 'falling'

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
export const seeded = (seed: number): (() => number) => {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), a | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

export const medianOf = (values: ArrayLike<number>): number => {
  const sorted = Float64Array.from(values).sort()
  const { length } = sorted
  return length === 0 ? NaN : (sorted[Math.floor((length - 1) / 2)]! + sorted[Math.ceil((length - 1) / 2)]!) / 2
}

/** Pairs grow with the square of the points: more than this are first put together by medians of neighbours. */
const MOST_POINTS = 60
const thinned = (points: readonly Point[]): readonly Point[] => {
  const each = Math.ceil(points.length / MOST_POINTS)
  if (each <= 1) return points
  return Array.from({ length: Math.ceil(points.length / each) }, (_, i) => {
    const some = points.slice(i * each, (i + 1) * each)
    return { minute: medianOf(some.map((p) => p.minute)), value: medianOf(some.map((p) => p.value)) }
  })
}

/** Per minute. */
const theilSen = (minutes: ArrayLike<number>, values: ArrayLike<number>): number => {
  const n = values.length
  const slopes = new Float64Array((n * (n - 1)) / 2)
  let k = 0
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) slopes[k++] = (values[j]! - values[i]!) / (minutes[j]! - minutes[i]!)
  return medianOf(slopes)
}

const RESAMPLED = 300
/** Neighbours are alike (a heap fills and is swept), so distances from the line are drawn in runs this long: a tenth of the run. */
const BLOCK = 0.1
const MAD = 1.4826
/** Fewer say nothing. */
export const LEAST_POINTS = 8

/**
 * Whether a series rises. It does when both hold: the whole 95 % interval of its slope is above zero (moving-block bootstrap of the distances from the line),
 * and what it rose over the run is more than its noise and more than `floor`.
 * The second is what "within noise" means; what a run of this length could not have told from it is said by `leastSeen`. A wave that is longer than a tenth of the run may look like a slope.
 */
export const trendOf = (points: readonly Point[], { floor = 0, random = seeded(1) }: { readonly floor?: number; readonly random?: () => number } = {}): Trend => {
  if (points.length < LEAST_POINTS) throw new Error(`${points.length} points tell no slope, ${LEAST_POINTS} do`)
  const some = thinned(points)
  const minutes = some.map((p) => p.minute)
  const slope = theilSen(minutes, some.map((p) => p.value))
  const base = medianOf(some.map((p) => p.value - slope * p.minute))
  const off = some.map((p) => p.value - slope * p.minute - base)
  const all = points.map((p) => Math.abs(p.value - slope * p.minute - base))
  const n = some.length
  const block = Math.max(2, Math.round(n * BLOCK))
  const again = Float64Array.from({ length: RESAMPLED }, () => {
    const drawn = new Float64Array(n)
    for (let at = 0; at < n;) {
      const from = Math.floor(random() * (n - block + 1))
      for (let i = 0; i < block && at < n; i++, at++) drawn[at] = slope * minutes[at]! + off[from + i]!
    }
    return theilSen(minutes, drawn)
  }).sort()
  const [low, high] = [again[Math.floor(RESAMPLED * 0.025)]!, again[Math.ceil(RESAMPLED * 0.975) - 1]!]
  const length = minutes[n - 1]! - minutes[0]!
  const rise = slope * length
  const noise = MAD * medianOf(all)
  const least = Math.max(noise, floor)
  const verdict = low > 0 && rise > least ? 'rising' : high < 0 && -rise > least ? 'falling' : 'flat'
  return { slope: slope * 60, low: low * 60, high: high * 60, rise, noise, least, verdict }
}

/** The least slope per hour that a run of so many minutes with this trend's noise would have called rising. */
export const leastSeen = ({ slope, low, least }: Trend, minutes: number): number => Math.max(slope - low, (least / minutes) * 60)
