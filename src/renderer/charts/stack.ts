import { sameTimes } from '@shared/domain/decimate'
import type { Line, PanelData } from '@shared/domain/series'

export interface Stack {
  /** Shared by all layers. */
  readonly t: Float64Array
  /** Of each layer, as told; NaN where it has no sample. */
  readonly values: readonly Float64Array[]
  readonly low: readonly Float64Array[]
  readonly high: readonly Float64Array[]
  /** Sum of all layers that have a sample, as told; NaN where none has. */
  readonly total: Float64Array
  /** How far the layers reach up and down from 0; NaN where none has a sample. */
  readonly top: Float64Array
  readonly bottom: Float64Array
}

type Points = Pick<Line, 't' | 'v' | 'below'>

/** Values on the other side of 0; 0 stays 0, which has no sign. */
export const turn = (v: Float64Array): Float64Array => v.map((y) => 0 - y)

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
 * Layers upon each other, the first nearest to 0: what is positive upwards, what is negative, or belongs below, downwards, so that neither covers the other.
 * A layer without a sample adds no height and is not drawn there: a service without errors has no 5xx series, and its other layers must stay.
 */
export const stackOf = (lines: readonly Points[]): Stack => {
  const t = unionOf(lines)
  const values = lines.map((line) => valuesAt(line, t))
  const low: Float64Array[] = []
  const high: Float64Array[] = []
  const up = new Float64Array(t.length)
  const down = new Float64Array(t.length)
  const total = new Float64Array(t.length).fill(NaN)
  for (const [n, line] of lines.entries()) {
    const v = line.below ? turn(values[n]!) : values[n]!
    // where it has no sample it lies on what is below it, so that it goes on from there
    const from = Float64Array.from(up, (y, i) => (v[i]! < 0 ? down[i]! : y))
    low.push(from)
    high.push(Float64Array.from(from, (y, i) => (Number.isFinite(v[i]!) ? y + v[i]! : NaN)))
    for (let i = 0; i < t.length; i++) {
      const y = v[i]!
      if (!Number.isFinite(y)) continue
      total[i] = (Number.isNaN(total[i]!) ? 0 : total[i]!) + values[n]![i]!
      if (y < 0) down[i]! += y; else up[i]! += y
    }
  }
  const reached = (side: Float64Array): Float64Array => side.map((y, i) => (Number.isNaN(total[i]!) ? NaN : y))
  return { t, values, low, high, total, top: reached(up), bottom: reached(down) }
}

/** The sum of an answer's lines as one line, which has one name whatever they are. */
export const summed = (data: PanelData): PanelData => {
  if (data.lines.length === 0) return data
  const { t, total } = stackOf(data.lines)
  return { ...data, lines: [{ name: '', role: '', t, v: total, ...(data.whole ? { whole: data.whole } : {}) }] }
}
