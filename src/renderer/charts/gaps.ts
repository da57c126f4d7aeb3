import { GAP_STEPS } from '@shared/domain/decimate'
import { withOdd } from '@shared/domain/odd'
import type { Line } from '@shared/domain/series'
import type { Span } from './time'

/** A span without samples. `open`: it reaches the end of the window, so it is still growing. */
export interface Gap extends Span { readonly open: boolean }

/**
 * Where a line has no samples: from the window's start to its first, between two with missing ones in between, from its last to the window's end.
 * Shorter than `GAP_STEPS` steps is none.
 */
export const gapsOf = ({ t, v }: Pick<Line, 't' | 'v'>, { from, to }: Span, stepMs: number): readonly Gap[] => {
  const out: Gap[] = []
  const add = (a: number, b: number, open: boolean): void => { if (b - a > GAP_STEPS * stepMs) out.push({ from: a, to: b, open }) }
  let last = from
  let joined = false
  for (let i = 0; i < t.length; i++) {
    const at = t[i]!
    if (!Number.isFinite(v[i]!)) { joined = false; continue }
    if (at > to) break
    if (!joined && at > from) add(last, at, false)
    if (at > last) last = at
    joined = true
  }
  add(last, to, true)
  return out
}

type Sampled = Pick<Line, 't' | 'v' | 'odd'>

/** Where none of the lines has samples: what all their gaps have in common. Without lines that is the whole window. */
export const commonGaps = (lines: readonly Sampled[], window: Span, stepMs: number): readonly Gap[] => {
  let common: readonly Gap[] = [{ ...window, open: true }]
  for (const line of lines) {
    const own = gapsOf(withOdd(line, () => 0), window, stepMs)
    common = common.flatMap((a) => own.flatMap((b) => {
      const from = Math.max(a.from, b.from)
      const to = Math.min(a.to, b.to)
      return to - from > GAP_STEPS * stepMs ? [{ from, to, open: a.open && b.open && to === window.to }] : []
    }))
  }
  return common
}

/** When any of the lines was last sampled inside the window; null when none was. */
export const lastSampleAt = (lines: readonly Sampled[], { from, to }: Span): number | null => {
  let last: number | null = null
  for (const line of lines) {
    const { t, v } = withOdd(line, () => 0)
    for (let i = t.length - 1; i >= 0 && t[i]! >= from; i--) {
      if (t[i]! > to || !Number.isFinite(v[i]!)) continue
      if (last === null || t[i]! > last) last = t[i]!
      break
    }
  }
  return last
}
