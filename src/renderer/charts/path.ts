/** Data to pixels on both axes: `px = value * k + b`. */
export interface Scale { readonly kx: number; readonly bx: number; readonly ky: number; readonly by: number }

export interface Points { readonly t: ArrayLike<number>; readonly v: ArrayLike<number> }

/** Far outside any window, and small enough for integer arithmetic. */
const FAR = 1e6

const tenths = (px: number): number => Math.round(Math.min(FAR, Math.max(-FAR, px)) * 10)
/** A pixel place as a path writes it: to a tenth. */
export const px = (x: number): number => tenths(x) / 10 + 0

/**
 * Where paths are written, letter by letter, before they become one text: put together from pieces a path leaves behind several times its own length,
 * and collecting that took as long as drawing.
 */
let page = new Uint8Array(16_384)
let end = 0
const ascii = new TextDecoder()
/** Of a point at most: a command, two places of at most eight digits with sign and point, what parts them. */
const POINT_BYTES = 24
const [M, L, BY, Z, H0, SPACE, MINUS, POINT, ZERO] = [77, 76, 108, 90, [104, 48], 32, 45, 46, 48] as const

/**
 * Whoever reads a path adds up its steps in single precision. So many of them, each shorter than so many tenths of a pixel, then a place of its own:
 * in a window of 4,096 pixels the sum stays within a fiftieth of a pixel.
 */
const STEPS = 100
const LONG = 40_960

/** Where the pen is, tenths of a pixel; how many steps ago a place was written; whether the next number needs nothing before it, and whether the last had a point. */
let atX = 0
let atY = 0
let steps = 0
let stepping = false
let fresh = false
let pointed = false

const begin = (points: number): void => {
  if (page.length < points * POINT_BYTES) page = new Uint8Array(2 * points * POINT_BYTES)
  end = 0
}
const written = (): string => ascii.decode(page.subarray(0, end))

const digits = (whole: number): void => {
  end += whole < 10 ? 1 : whole < 100 ? 2 : whole < 1_000 ? 3 : whole < 10_000 ? 4 : String(whole).length
  let rest = whole
  let at = end
  do {
    const left = (rest / 10) | 0
    page[--at] = ZERO + rest - 10 * left
    rest = left
  } while (rest > 0)
}

/** As short as a path allows: nothing before a sign, nor before a point where the number before has one already. */
const write = (tenths: number): void => {
  const most = tenths < 0 ? -tenths : tenths
  const whole = (most / 10) | 0
  const part = most - 10 * whole
  if (tenths < 0) page[end++] = MINUS
  else if (!fresh && !(pointed && whole === 0 && part > 0)) page[end++] = SPACE
  if (whole > 0 || part === 0) digits(whole)
  if (part > 0) { page[end++] = POINT; page[end++] = ZERO + part }
  pointed = part > 0
  fresh = false
}

const place = (command: number, x: number, y: number): void => {
  page[end++] = command
  fresh = true
  write(x)
  write(y)
  atX = x
  atY = y
  steps = 0
  stepping = false
}

/** A line to a place, as the way there: half the letters of the place itself. */
const lineTo = (x: number, y: number): void => {
  const dx = x - atX
  const dy = y - atY
  if (++steps > STEPS || dx > LONG || dx < -LONG || dy > LONG || dy < -LONG) { place(L, x, y); return }
  if (!stepping) { page[end++] = BY; fresh = stepping = true }
  write(dx)
  write(dy)
  atX = x
  atY = y
}

/**
 * The `d` of a line. A missing sample lifts the pen; a sample alone between two gaps becomes a dot (it needs a round cap);
 * the inside of a run that is exactly flat is left out.
 *
 * @param keep which samples to draw; all unless given
 */
export const linePath = ({ t, v }: Points, { kx, bx, ky, by }: Scale, keep: Uint32Array | null = null): string => {
  const n = keep?.length ?? Math.min(t.length, v.length)
  begin(n + 1)
  let run = 0
  let x0 = 0
  let y0 = 0
  let skipped = false
  for (let k = 0; k <= n; k++) {
    const i = keep && k < n ? keep[k]! : k
    const y = k < n ? v[i]! * ky + by : NaN
    if (!Number.isFinite(y)) {
      if (skipped) lineTo(x0, y0)
      else if (run === 1) for (const letter of H0) page[end++] = letter
      run = 0
      skipped = false
      continue
    }
    const x1 = tenths(t[i]! * kx + bx)
    const y1 = tenths(y)
    if (run === 0) place(M, x1, y1)
    else if (y1 === y0) skipped = true
    else {
      if (skipped) lineTo(x0, y0)
      lineTo(x1, y1)
      skipped = false
    }
    run++
    x0 = x1
    y0 = y1
  }
  return written()
}

/** A sample alone between two gaps is so many tenths of a pixel wide to each side: an area without width is not drawn. */
const LONELY = 5

/** The `d` of the area between two lists of values over the same times, closed before a gap and opened again after it; a sample alone is a bar of a pixel. */
export const areaPath = (t: ArrayLike<number>, low: ArrayLike<number>, high: ArrayLike<number>, { kx, bx, ky, by }: Scale): string => {
  const X = (i: number): number => tenths(t[i]! * kx + bx)
  const Y = (v: number): number => tenths(v * ky + by)
  begin(5 * t.length)
  let start = -1
  for (let i = 0; i <= t.length; i++) {
    const whole = i < t.length && Number.isFinite(low[i]! + high[i]!)
    if (whole && start < 0) start = i
    if (whole || start < 0) continue
    const wide = i - start === 1 ? LONELY : 0
    place(M, X(start) - wide, Y(high[start]!))
    for (let j = start + 1; j < i; j++) lineTo(X(j), Y(high[j]!))
    if (wide > 0) { lineTo(X(start) + wide, Y(high[start]!)); lineTo(X(start) + wide, Y(low[start]!)) }
    for (let j = i - 1; j >= start; j--) lineTo(X(j) - wide, Y(low[j]!))
    page[end++] = Z
    start = -1
  }
  return written()
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
