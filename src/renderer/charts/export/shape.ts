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
