import type { Bound } from './bound'
import type { Figures } from './figures'
import type { Odd } from './odd'
import type { Signal, Unit } from './service'

/** A graph that exists for a service, before its samples are asked for. */
export interface Panel {
  readonly id: string
  /** Catalogue key or plain words from the pack. */
  readonly title: string
  readonly caption: string
  readonly unit: Unit
  readonly signal: Signal | 'other'
  readonly draw: 'lines' | 'stack'
  /** What is fixed of the value axis, null for an end that is not; null: from 0 to a round number above the data. */
  readonly axis: { readonly min: number | null; readonly max: number | null } | null
  readonly limits: readonly PanelLimit[]
  /** Which of too many lines are the ones to see; absent: what `lowIsWorst` reads from the limits. */
  readonly worst?: 'highest' | 'lowest' | undefined
  /** Source id that answers for it. */
  readonly source: string
  /** The expression, to be read and copied. */
  readonly expression: string
  /** A person has added it; `anywhere`: it means the same for a service of that name in another environment. Absent: it came otherwise. */
  readonly own?: 'here' | 'anywhere'
}
export interface PanelLimit extends Bound { readonly label: string; readonly severity: 'critical' | 'warning' | null }

/** Whether the lowest lines are the worst: the panel says so, or it says nothing and a limit lies below. */
export const lowIsWorst = ({ worst, limits }: Pick<Panel, 'worst' | 'limits'>): boolean => (worst === undefined ? limits.some(({ side }) => side === 'below') : worst === 'lowest')

/** What all samples were, from the first to the newest of them, ms. */
export interface Whole extends Figures { readonly from: number; readonly to: number }

/** One line of a panel on an even or uneven grid; times in ms, rising; a missing value is NaN, never 0. */
export interface Line {
  readonly name: string
  /**
   * `2xx` … `5xx`, `p50` …, `own` for the series that an alert is about, `rest` for a layer that stands for several, `beside` for a line that is
   * none of a stack's layers, or '' where the name is all there is to say.
   */
  readonly role: string
  readonly t: Float64Array
  readonly v: Float64Array
  /** What its values are in, in words, '' for nothing; absent: its panel's unit says it. */
  readonly told?: string
  /** Drawn on the other side of 0, such as what is sent below what is received; its values are told as they are. */
  readonly below?: true
  /** Samples that are no finite number, missing in `v`: none is drawn, and where they are nothing is missing. */
  readonly odd?: Odd
  /** What it was before it was thinned; absent: these are all of its samples. */
  readonly whole?: Whole
}

export interface PanelQuery { readonly service: string; readonly panel: string; readonly from: number; readonly to: number; /** pixels */ readonly width: number }

export interface PanelData {
  readonly panel: string
  readonly source: string
  readonly from: number
  readonly to: number
  readonly stepMs: number
  /** When the answer came, ms. */
  readonly at: number
  readonly lines: readonly Line[]
  /** What the layers of a stack added up to before they were thinned; absent: they were not, or it is none. */
  readonly whole?: Whole
  /** Lines left out because there were too many. */
  readonly more: number
  readonly warnings: readonly string[]
}
