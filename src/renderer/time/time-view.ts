import type { Alert } from '@shared/domain/alert'
import type { Zone } from '@shared/text/format'
import type { Crosshair, Span } from '../charts'
import type { KeyBinding } from '../ui'
import type { Compare } from './compare'
import type { Look } from './look'
import type { Range } from './range'

export interface TimeNeeds {
  /** How often the quickest source of the view is asked, ms. */
  readonly sourceMs: number
  /** What Z looks at; absent or null: there is no alert. */
  readonly alert?: Pick<Alert, 'id' | 'startsAt'> | null
  /** Other environments that have the same graphs. */
  readonly environments?: readonly string[]
  /** False: nothing can be laid beside the graphs of this view. */
  readonly compares?: boolean
  /** Where it begins, however this place was looked at before. */
  readonly first?: Range
}

/** One time for all graphs of a view: what is looked at, how it is kept current, and what a person does with it. */
export interface TimeView {
  readonly range: Range
  /** Changes when a person looks elsewhere, not when time passes. */
  readonly rangeId: string
  /** What is drawn, ms. Keeps its reference until it moves. */
  readonly window: Span
  /** Garda's clock in steps of `everyMs`; stands still with the window. */
  readonly now: number
  /** How often the graphs are to be asked for, ms. */
  readonly everyMs: number
  /** `hidden` is not said: who reads it sees the window. */
  readonly live: 'live' | 'paused' | 'over'
  readonly zone: Zone
  readonly crosshair: Crosshair
  /** What is laid beside it, and what could be. */
  readonly compare: Compare
  readonly compared: Look['compared']
  readonly offer: readonly Compare[]
  /** Null: there is no alert. */
  readonly zoom: Range | null
  readonly canBack: boolean
  readonly look: (range: Range) => void
  readonly back: () => void
  /** Stops; goes on; of a time that is over, follows now with the same length. */
  readonly toggleLive: () => void
  readonly compareWith: (compare: Compare) => void
  /** Which of the bar's windows is open. */
  readonly open: 'custom' | 'compare' | null
  readonly setOpen: (open: 'custom' | 'compare' | null) => void
  /** For `useKeys('screen', …)`. */
  readonly bindings: readonly KeyBinding[]
}
