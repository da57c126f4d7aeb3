import type { Line } from '@shared/domain/series'

export interface Stack {
  /** Shared by all layers. */
  readonly t: Float64Array
  /** Of each layer; NaN where it has no sample. */
  readonly values: readonly Float64Array[]
  readonly low: readonly Float64Array[]
  readonly high: readonly Float64Array[]
  /** Of all layers that have a sample; NaN where none has. */
  readonly total: Float64Array
}

type Points = Pick<Line, 't' | 'v'>

const sameTimes = (a: Float64Array, b: Float64Array): boolean => {
  if (a === b) return true
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/** All times of all lines, rising, each once. */
const unionOf = (lines: readonly Points[]): Float64Array => {
  const first = lines[0]?.t ?? new Float64Array()
  if (lines.every((line) => sameTimes(line.t, first))) return first
  return Float64Array.from(new Set(lines.flatMap((line) => [...line.t])), (at) => at).sort()
}

/** A line's values at other times: its own sample, or the straight line between two neighbours that are both there; never across a gap. */
export const valuesAt = ({ t, v }: Points, times: Float64Array): Float64Array => {
  if (sameTimes(t, times)) return v
  const out = new Float64Array(times.length).fill(NaN)
  for (let i = 0, k = 0; i < times.length; i++) {
    const at = times[i]!
    while (k < t.length && t[k]! < at) k++
    if (t[k] === at) out[i] = v[k]!
    else if (k > 0 && k < t.length) out[i] = v[k - 1]! + ((v[k]! - v[k - 1]!) * (at - t[k - 1]!)) / (t[k]! - t[k - 1]!)
  }
  return out
}

/**
 * Layers upon each other, the first lowest. A layer without a sample adds no height and is not drawn there: a service without errors has no
 * 5xx series, and its other layers must stay.
 */
export const stackOf = (lines: readonly Points[]): Stack => {
  const t = unionOf(lines)
  const values = lines.map((line) => valuesAt(line, t))
  const low: Float64Array[] = []
  const high: Float64Array[] = []
  let below = new Float64Array(t.length)
  const total = new Float64Array(t.length).fill(NaN)
  for (const v of values) {
    const top = Float64Array.from(below)
    for (let i = 0; i < t.length; i++) if (Number.isFinite(v[i]!)) total[i] = top[i] = below[i]! + v[i]!
    low.push(below)
    high.push(Float64Array.from(top, (y, i) => (Number.isFinite(v[i]!) ? y : NaN)))
    below = top
  }
  return { t, values, low, high, total }
}
