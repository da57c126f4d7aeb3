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
/** Of a point: a command, two places of at most seven digits with sign, point and tenth, what parts them. */
const POINT_BYTES = 24
const [M, L, Z, H0, SPACE, MINUS, POINT, ZERO] = [77, 76, 90, [104, 48], 32, 45, 46, 48] as const

const begin = (points: number): void => {
  if (page.length < points * POINT_BYTES) page = new Uint8Array(2 * points * POINT_BYTES)
  end = 0
}
const written = (): string => ascii.decode(page.subarray(0, end))

const digits = (whole: number): void => {
  if (whole > 9) digits(Math.trunc(whole / 10))
  page[end++] = ZERO + (whole % 10)
}

const write = (tenths: number): void => {
  const most = Math.abs(tenths)
  if (tenths < 0) page[end++] = MINUS
  digits(Math.trunc(most / 10))
  if (most % 10 > 0) { page[end++] = POINT; page[end++] = ZERO + (most % 10) }
}

const point = (command: number, x: number, y: number): void => {
  page[end++] = command
  write(x)
  page[end++] = SPACE
  write(y)
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
      if (skipped) point(L, x0, y0)
      else if (run === 1) for (const letter of H0) page[end++] = letter
      run = 0
      skipped = false
      continue
    }
    const x1 = tenths(t[i]! * kx + bx)
    const y1 = tenths(y)
    if (run === 0) point(M, x1, y1)
    else if (y1 === y0) skipped = true
    else {
      if (skipped) point(L, x0, y0)
      point(L, x1, y1)
      skipped = false
    }
    run++
    x0 = x1
    y0 = y1
  }
  return written()
}

/** The `d` of the area between two lists of values over the same times, closed before a gap and opened again after it. */
export const areaPath = (t: ArrayLike<number>, low: ArrayLike<number>, high: ArrayLike<number>, { kx, bx, ky, by }: Scale): string => {
  const place = (command: number, i: number, v: ArrayLike<number>): void => { point(command, tenths(t[i]! * kx + bx), tenths(v[i]! * ky + by)) }
  begin(3 * t.length)
  let start = -1
  for (let i = 0; i <= t.length; i++) {
    const whole = i < t.length && Number.isFinite(low[i]! + high[i]!)
    if (whole && start < 0) start = i
    if (whole || start < 0) continue
    for (let j = start; j < i; j++) place(j === start ? M : L, j, high)
    for (let j = i - 1; j >= start; j--) place(L, j, low)
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
