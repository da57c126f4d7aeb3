/** What a line was over a time; null where it has no sample. */
export interface Figures { readonly min: number; readonly max: number; readonly mean: number; readonly p95: number }

/** Of the finite samples. p95 is the sample that 95 of 100 do not exceed (nearest rank). */
export const figuresOf = (v: Float64Array): Figures | null => {
  const sorted = v.filter((y) => Number.isFinite(y)).sort()
  const n = sorted.length
  if (n === 0) return null
  const sum = sorted.reduce((all, y) => all + y, 0)
  // where a sum is beyond all numbers, a sum of parts is not
  const mean = Number.isFinite(sum) ? sum / n : sorted.reduce((all, y) => all + y / n, 0)
  return { min: sorted[0]!, max: sorted[n - 1]!, mean: Math.min(sorted[n - 1]!, Math.max(sorted[0]!, mean)), p95: sorted[Math.ceil(n * 0.95) - 1]! }
}

const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const
/** Where there was no sample. */
const NOTHING = '·'

/**
 * The shape of a line in letters: the highest of each part of the time, from zero to the highest there is. A part without a sample of its own
 * goes on with the one before it for so long as the drawing would join them.
 */
export const shapeOf = (t: Float64Array, v: Float64Array, { from, to }: { readonly from: number; readonly to: number }, letters: number, joinMs: number): string => {
  const tops = new Array<number>(letters).fill(-Infinity)
  const part = (at: number): number => Math.min(letters - 1, Math.floor(((at - from) / (to - from)) * letters))
  let last = -1
  for (let i = 0; i < t.length; i++) {
    const y = v[i]!
    if (t[i]! < from || t[i]! > to) continue
    if (!Number.isFinite(y)) { last = -1; continue }
    const here = part(t[i]!)
    if (last >= 0 && t[i]! - t[last]! <= joinMs) for (let k = part(t[last]!) + 1; k < here; k++) tops[k] = v[last]!
    tops[here] = Math.max(tops[here]!, y)
    last = i
  }
  const told = tops.filter((y) => y > -Infinity)
  const low = Math.min(0, ...told)
  const high = Math.max(0, ...told)
  const bar = (y: number): string => BARS[high > low ? Math.min(BARS.length - 1, Math.floor((y / (high - low) - low / (high - low)) * BARS.length)) : 0]!
  return tops.map((y) => (y === -Infinity ? NOTHING : bar(y))).join('')
}
