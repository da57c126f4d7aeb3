import type { Compare } from './compare'
import { FIRST, rangeId, type Range } from './range'

/** How a view looks at time, as far as a person decides it. */
export interface Look {
  readonly range: Range
  /** Where one looked before, newest last. */
  readonly back: readonly Range[]
  /** Stopped by hand. */
  readonly paused: boolean
  readonly compare: Compare
  /** What comes back when comparing is turned on again. */
  readonly compared: Exclude<Compare, { readonly kind: 'none' }>
}

const YESTERDAY = { kind: 'day' } as const
const MOST_BACK = 50

export const lookAt = (range: Range = FIRST): Look => ({ range, back: [], paused: false, compare: YESTERDAY, compared: YESTERDAY })

/** Another range; the one before is remembered. A stop ends where one looks elsewhere. */
export const go = (look: Look, range: Range): Look =>
  rangeId(range) === rangeId(look.range) ? { ...look, range } : { ...look, range, back: [...look.back, look.range].slice(-MOST_BACK), paused: false }

/** Where one looked before. */
export const goBack = (look: Look): Look => {
  const range = look.back.at(-1)
  return range ? { ...look, range, back: look.back.slice(0, -1), paused: false } : look
}

export const compareWith = (look: Look, compare: Compare): Look => ({ ...look, compare, compared: compare.kind === 'none' ? look.compared : compare })
