import { nearest, type Span } from './time'

/** How far Shift and the page keys carry. */
const STRIDE = 10
const WAYS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, PageDown: -STRIDE, PageUp: STRIDE }

/**
 * Where a key moves the crosshair among the samples of a window: to the neighbour, by Shift or a page key ten further, to either end; without a crosshair
 * yet, to the newest. Undefined when the key moves nothing.
 */
export const stepMoment = (moments: ArrayLike<number>, window: Span, at: number | null, key: string, far: boolean): number | undefined => {
  const last = moments.length - 1
  const first = firstInside(moments, window)
  if (last < 0 || first > last) return undefined
  if (key === 'Home') return moments[first]
  if (key === 'End') return moments[last]
  const way = WAYS[key]
  if (way === undefined) return undefined
  if (at === null) return moments[last]
  const i = nearest(moments, at) + way * (far && Math.abs(way) === 1 ? STRIDE : 1)
  return moments[Math.min(last, Math.max(first, i))]
}

const firstInside = (moments: ArrayLike<number>, { from }: Span): number => {
  let i = 0
  while (i < moments.length && moments[i]! < from) i++
  return i
}
