import { px, type Scale } from './path'

/**
 * What is laid over a layer whose ink another one has already, so that no two are alike: lines that stand, dots, lines that stand close.
 * Nothing slants: that is "no data".
 */
export type Grain = (typeof GRAINS)[number]
const GRAINS = ['lines', 'dots', 'close'] as const
const APART: Readonly<Record<Grain, number>> = { lines: 6, dots: 6, close: 3 }

/** The grain of the nth use of one ink, from 0; the first has none, and after the last they begin anew. */
export const grainOf = (use: number): Grain | undefined => (use === 0 ? undefined : GRAINS[(use - 1) % GRAINS.length])

/** How a grain is stroked; of dots each dash is one, wide by its round cap. */
export const strokeOf = (grain: Grain): { readonly width: number; readonly cap: 'butt' | 'round'; readonly dash: string | undefined } =>
  grain === 'dots' ? { width: 2.5, cap: 'round', dash: `0 ${APART.dots}` } : { width: 1, cap: 'butt', dash: undefined }

/**
 * The `d` of a grain between two lists of values over the same times: strokes that stand on a grid of their own, so that it stands still while its edges move.
 * Nothing across a gap, nothing where the layer is thinner than a pixel.
 */
export const grainPath = (t: ArrayLike<number>, low: ArrayLike<number>, high: ArrayLike<number>, { kx, bx, ky, by }: Scale, grain: Grain): string => {
  const gap = APART[grain]
  let d = ''
  for (let i = 1; i < t.length; i++) {
    if (!Number.isFinite(low[i]! + high[i]! + low[i - 1]! + high[i - 1]!)) continue
    const from = t[i - 1]! * kx + bx
    const to = t[i]! * kx + bx
    for (let x = Math.ceil(from / gap) * gap; x < to; x += gap) {
      const part = (x - from) / (to - from)
      const at = (v: ArrayLike<number>): number => (v[i - 1]! + part * (v[i]! - v[i - 1]!)) * ky + by
      const top = grain === 'dots' ? Math.ceil((at(high) + 1) / gap) * gap : at(high)
      const bottom = grain === 'dots' ? at(low) - 1 : at(low)
      if (bottom - top >= (grain === 'dots' ? 0 : 1)) d += `M${px(x)} ${px(top)}V${px(Math.max(bottom, top + 0.1))}`
    }
  }
  return d
}
