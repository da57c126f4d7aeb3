/** What a line was over a time; null where it has no sample. */
export interface Figures { readonly min: number; readonly max: number; readonly mean: number; readonly p95: number }

/** Of the finite samples. p95 is the sample that 95 of 100 do not exceed (nearest rank). */
export const figuresOf = (v: Float64Array): Figures | null => {
  const sorted = v.filter((y) => Number.isFinite(y)).sort()
  const n = sorted.length
  if (n === 0) return null
  // a mean that moves along does not overflow where a sum would
  let mean = 0
  for (const [i, y] of sorted.entries()) mean += (y - mean) / (i + 1)
  return { min: sorted[0]!, max: sorted[n - 1]!, mean: Math.min(sorted[n - 1]!, Math.max(sorted[0]!, mean)), p95: sorted[Math.ceil(n * 0.95) - 1]! }
}

const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const
/** Where there was no sample. */
const NOTHING = '·'

/** The shape of a line in letters: the highest of each part of the time, from the lowest to the highest there is. */
export const shapeOf = (t: Float64Array, v: Float64Array, { from, to }: { readonly from: number; readonly to: number }, letters: number): string => {
  const tops = new Array<number>(letters).fill(-Infinity)
  for (let i = 0; i < t.length; i++) {
    const y = v[i]!
    if (!Number.isFinite(y) || t[i]! < from || t[i]! > to) continue
    const part = Math.min(letters - 1, Math.floor(((t[i]! - from) / (to - from)) * letters))
    tops[part] = Math.max(tops[part]!, y)
  }
  const told = tops.filter((y) => y > -Infinity)
  const low = Math.min(0, ...told)
  const high = Math.max(0, ...told)
  return tops.map((y) => (y === -Infinity ? NOTHING : high > low ? BARS[Math.min(BARS.length - 1, Math.floor((y / (high - low) - low / (high - low)) * BARS.length))]! : BARS[0])).join('')
}
