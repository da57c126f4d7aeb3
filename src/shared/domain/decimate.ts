import { figuresOf } from './figures'
import type { Line, Whole } from './series'

/** A hole in a line is a gap from so many steps on: one late sample is none. */
export const GAP_STEPS = 2
/** Pixels that share one lowest and one highest sample: about one vertex per pixel, and a spike keeps its own time. */
const COLUMN_PX = 2

/** Width of a column, ms: `COLUMN_PX` pixels of a plot of `width` over `spanMs`. */
export const columnOf = (spanMs: number, width: number): number => (COLUMN_PX * spanMs) / width

/**
 * Which samples are worth drawing: the first and the last, also of those that are there, since the newest one is told; of each column the lowest, the highest and one missing; of each gap wider than
 * a column both edges. Spikes therefore survive and gaps stay open at their true place. Columns lie on a grid of absolute time: while
 * the window slides, the same samples share a column and the drawing does not shimmer.
 *
 * @param t ms, rising
 * @param v as long as `t`; what is not finite is missing
 * @param columnMs width of a column, ms
 * @returns rising indices, at most 6 per column and 2 more; null when all samples may stay
 */
export const keepSamples = (t: Float64Array, v: Float64Array, columnMs: number): Uint32Array | null => keepTogether(t, [v], columnMs)

/**
 * The same for lines over the same times that are read together, such as the layers of a stack: whatever is worth drawing of one of them is kept of all,
 * so that what they add up to at a moment is what they added up to then.
 *
 * @param of each as long as `t`
 * @returns rising indices, at most 6 per column and 2 more for each line; null when all samples may stay
 */
export const keepTogether = (t: Float64Array, of: readonly Float64Array[], columnMs: number): Uint32Array | null => {
  const n = of.reduce((least, v) => Math.min(least, v.length), t.length)
  if (n < 3 || !(columnMs > 0) || n <= (2 * (t[n - 1]! - t[0]!)) / columnMs) return null
  const keep = new Uint8Array(n)
  keep[0] = keep[n - 1] = 1
  for (const v of of) markWorth(keep, t, v, n, columnMs)
  return indices(keep)
}

const markWorth = (keep: Uint8Array, t: Float64Array, v: Float64Array, n: number, columnMs: number): void => {
  let column = NaN
  let low = -1
  let high = -1
  let open = false
  let missing = false
  for (let i = 0; i < n; i++) {
    const c = Math.floor(t[i]! / columnMs)
    if (c !== column) { mark(keep, low, high); low = high = -1; open = false; column = c }
    const y = v[i]!
    if (!Number.isFinite(y)) {
      if (!open) keep[i] = 1
      open = missing = true
    } else if (low < 0) low = high = i
    else if (y < v[low]!) low = i
    else if (y > v[high]!) high = i
  }
  mark(keep, low, high)
  if (missing) markEdges(keep, t, v, n, columnMs)
}

const mark = (keep: Uint8Array, a: number, b: number): void => { if (a >= 0) keep[a] = keep[b] = 1 }

const markEdges = (keep: Uint8Array, t: Float64Array, v: Float64Array, n: number, columnMs: number): void => {
  let last = -1
  for (let i = 0; i < n; i++) {
    if (!Number.isFinite(v[i]!)) continue
    if (last < 0) keep[i] = 1
    else if (i - last > 1 && t[i]! - t[last]! > columnMs) keep[last] = keep[last + 1] = keep[i] = 1
    last = i
  }
  if (last >= 0) keep[last] = 1
}

const indices = (keep: Uint8Array): Uint32Array => {
  let size = 0
  for (let i = 0; i < keep.length; i++) size += keep[i]!
  const out = new Uint32Array(size)
  let at = 0
  for (let i = 0; i < keep.length; i++) if (keep[i]) out[at++] = i
  return out
}

/** The values at these indices. */
export const pick = (values: Float64Array, keep: Uint32Array): Float64Array => {
  const out = new Float64Array(keep.length)
  for (let i = 0; i < keep.length; i++) out[i] = values[keep[i]!]!
  return out
}

/** A line that leaves missing samples out, with one NaN put into each hole wider than `GAP_STEPS` steps: a drawn line joins its neighbours, so a hole has to be there to be seen. */
export const openHoles = (line: Line, stepMs: number): Line => {
  const { t, v } = line
  const holes: number[] = []
  for (let i = 1; i < t.length; i++) if (t[i]! - t[i - 1]! > GAP_STEPS * stepMs && Number.isFinite(v[i - 1]!) && Number.isFinite(v[i]!)) holes.push(i)
  if (holes.length === 0) return line
  const times = new Float64Array(t.length + holes.length)
  const values = new Float64Array(times.length)
  for (let i = 0, out = 0, next = 0; i < t.length; i++, out++) {
    if (holes[next] === i) { times[out] = t[i - 1]! + stepMs; values[out++] = NaN; next++ }
    times[out] = t[i]!
    values[out] = v[i]!
  }
  return { ...line, t: times, v: values }
}

/** A source's whole line as a panel of `width` pixels over `spanMs` needs it: holes opened by the source's own step, then thinned. The same object when nothing is to be done. */
export const decimate = (line: Line, spanMs: number, width: number, stepMs: number): Line => thin(openHoles(line, stepMs), spanMs, width)

/** Thins only: for lines whose holes are open already, since thinned samples lie further apart than a step. */
export const thin = (line: Line, spanMs: number, width: number): Line => {
  const keep = keepSamples(line.t, line.v, columnOf(spanMs, width))
  return keep ? { ...line, ...wholeOf(line), t: pick(line.t, keep), v: pick(line.v, keep) } : line
}

/** What all samples of a line are, to be told when most of them are gone: means and percentiles of what is worth drawing are others. */
export const wholeOf = ({ t, v, whole }: Pick<Line, 't' | 'v' | 'whole'>): { readonly whole?: Whole } => {
  if (whole) return { whole }
  const figures = figuresOf(v)
  const there = (y: number): boolean => Number.isFinite(y)
  return figures ? { whole: { ...figures, from: t[v.findIndex(there)]!, to: t[v.findLastIndex(there)]! } } : {}
}

/**
 * The layers of a stack, thinned to the same moments: those at which one of them, or the whole, is lowest or highest. Thinned apart they would
 * add up to sums that never were. Lines over other times than the first stay as they are.
 */
export const thinStack = (lines: readonly Line[], spanMs: number, width: number): readonly Line[] => {
  const t = lines[0]?.t
  if (!t || !lines.every((line) => sameTimes(line.t, t))) return lines
  const values = lines.map(({ v }) => v)
  const keep = keepTogether(t, [...values, ...reachOf(values)], columnOf(spanMs, width))
  if (!keep) return lines
  const times = pick(t, keep)
  return lines.map((line) => ({ ...line, ...wholeOf(line), t: times, v: pick(line.v, keep) }))
}

export const sameTimes = (a: Float64Array, b: Float64Array): boolean => {
  if (a === b) return true
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/** How far layers reach together: up, and down where anything does. Not for one layer alone, which reaches as far as it is high. */
const reachOf = (values: readonly Float64Array[]): readonly Float64Array[] => {
  if (values.length < 2) return []
  const up = new Float64Array(values[0]!.length)
  const down = new Float64Array(up.length)
  let falls = false
  for (const v of values) for (let i = 0; i < up.length; i++) { const y = v[i]!; if (y > 0) up[i]! += y; else if (y < 0) { down[i]! += y; falls = true } }
  return falls ? [up, down] : [up]
}
