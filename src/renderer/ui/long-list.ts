import { defaultRangeExtractor, useVirtualizer, type Range, type Virtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useRef, type RefObject } from 'react'

export interface LongList {
  /** Of what scrolls. */
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>
}

/**
 * A list of which only the lines in sight exist, and the one where the keys are, which is kept in sight.
 * @param at where the keys are; -1: nowhere yet
 * @param keyOf, sizeOf of a line, px; `keyOf` is another function only when the lines are others: all places are worked out anew then
 */
export const useLongList = (count: number, at: number, keyOf: (index: number) => string, sizeOf: (index: number) => number): LongList => {
  const scroller = useRef<HTMLDivElement>(null)
  const rangeExtractor = useCallback((r: Range) => {
    const list = defaultRangeExtractor(r)
    return at < 0 || at >= r.count || list.includes(at) ? list : [...list, at].sort((a, b) => a - b)
  }, [at])
  const virtualizer = useVirtualizer({
    count, getScrollElement: () => scroller.current, estimateSize: sizeOf, getItemKey: keyOf, overscan: 12, rangeExtractor, initialRect: { width: 1000, height: 900 }
  })
  const key = at >= 0 && at < count ? keyOf(at) : undefined
  useEffect(() => { if (key !== undefined) virtualizer.scrollToIndex(at, { align: 'auto' }) }, [virtualizer, at, key])
  return { scroller, virtualizer }
}
