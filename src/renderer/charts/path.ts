/** Data to pixels on both axes: `px = value * k + b`. */
export interface Scale { readonly kx: number; readonly bx: number; readonly ky: number; readonly by: number }

export interface Points { readonly t: ArrayLike<number>; readonly v: ArrayLike<number> }

/** Far outside any window, and small enough for integer arithmetic. */
const FAR = 1e6

/** Writing decimals is most of the work of a path; tenths of a pixel are whole numbers and their words are kept. */
const words: (string | undefined)[] = []
const word = (tenths: number): string => (tenths >= 0 && tenths < 20_000 ? (words[tenths] ??= String(tenths / 10)) : String(tenths / 10))
const tenths = (px: number): number => Math.round(Math.min(FAR, Math.max(-FAR, px)) * 10)
/** A pixel place as a path writes it: to a tenth. */
export const px = (x: number): number => tenths(x) / 10 + 0

/**
 * The `d` of a line. A missing sample lifts the pen; a sample alone between two gaps becomes a dot (it needs a round cap);
 * the inside of a run that is exactly flat is left out.
 */
export const linePath = ({ t, v }: Points, { kx, bx, ky, by }: Scale): string => {
  const n = Math.min(t.length, v.length)
  let d = ''
  let run = 0
  let x0 = 0
  let y0 = 0
  let skipped = false
  for (let i = 0; i <= n; i++) {
    const y = i < n ? v[i]! * ky + by : NaN
    if (!Number.isFinite(y)) {
      if (skipped) d += `L${word(x0)} ${word(y0)}`
      else if (run === 1) d += 'h0'
      run = 0
      skipped = false
      continue
    }
    const x1 = tenths(t[i]! * kx + bx)
    const y1 = tenths(y)
    if (run === 0) d += `M${word(x1)} ${word(y1)}`
    else if (y1 === y0) skipped = true
    else {
      if (skipped) d += `L${word(x0)} ${word(y0)}`
      d += `L${word(x1)} ${word(y1)}`
      skipped = false
    }
    run++
    x0 = x1
    y0 = y1
  }
  return d
}

/** The `d` of the area between two lists of values over the same times, closed before a gap and opened again after it. */
export const areaPath = (t: ArrayLike<number>, low: ArrayLike<number>, high: ArrayLike<number>, { kx, bx, ky, by }: Scale): string => {
  const point = (i: number, v: ArrayLike<number>): string => `${word(tenths(t[i]! * kx + bx))} ${word(tenths(v[i]! * ky + by))}`
  let d = ''
  let start = -1
  for (let i = 0; i <= t.length; i++) {
    const whole = i < t.length && Number.isFinite(low[i]! + high[i]!)
    if (whole && start < 0) start = i
    if (whole || start < 0) continue
    for (let j = start; j < i; j++) d += (j === start ? 'M' : 'L') + point(j, high)
    for (let j = i - 1; j >= start; j--) d += `L${point(j, low)}`
    d += 'Z'
    start = -1
  }
  return d
}

/** Slanted lines that fill a rectangle: the hatch for "no data". Drawn, not a pattern, so that it needs no id in the page and prints anywhere. */
export const hatchPath = (x: number, y: number, width: number, height: number, gap = 8.5): string => {
  if (!(width > 0) || !(height > 0)) return ''
  const right = x + width
  const bottom = y + height
  let d = ''
  // lines x + y = c, on a grid of their own, so that the hatch stands still while its edge moves
  for (let c = Math.ceil((x + y) / gap) * gap; c < right + bottom; c += gap) {
    const x1 = Math.max(x, c - bottom)
    const x2 = Math.min(right, c - y)
    if (x2 - x1 > 0.1) d += `M${px(x1)} ${px(c - x1)}L${px(x2)} ${px(c - x2)}`
  }
  return d
}
