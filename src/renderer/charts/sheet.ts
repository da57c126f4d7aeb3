import type { SignalReading } from '@shared/domain/service'
import type { Zone } from '@shared/text/format'
import type { PanelStatus } from './status'
import type { Span } from './time'

type Tone = 'critical' | 'warning' | null

/** One number of a stat, a gauge or a bar. */
export interface Reading {
  readonly key: string
  readonly name: string
  readonly number: string
  readonly unit: string
  /** `unknown`: there is no sample, or it is too old to be trusted. */
  readonly tone: Tone | 'unknown'
  /** What there is to know about its age; ''. */
  readonly note: string
  /** Part of the way from the lowest to the highest value, 0 to 1; null: they are not known, or there is no sample. */
  readonly share: number | null
  /** Where the severity changes, as such parts. */
  readonly marks: readonly { readonly at: number; readonly severity: Tone }[]
}

export interface Cell { readonly text: string; readonly tone: Tone; /** The number behind the words, in base units; left out where there is none. */ readonly value?: number }
export interface Grid {
  readonly columns: readonly { readonly name: string; readonly right: boolean; /** What its numbers are in, in words; absent: nothing. */ readonly told?: string }[]
  readonly rows: readonly (readonly Cell[])[]
  /** Rows left out. */
  readonly more: number
  /** Columns left out; absent: none. */
  readonly moreColumns?: number
}

/** A part of a text, without markup. */
export interface Paragraph { readonly text: string; readonly strong: boolean; /** Its line ends and spaces count. */ readonly code: boolean }

/** Samples behind a number, in base units; `told`: which, in words, '' for a bare number. */
export interface Samples { readonly name: string; readonly told: string; readonly t: Float64Array; readonly v: Float64Array }

/** Of each number the way that it came, null where there is nothing to draw, on one time axis, ms. */
export interface SmallLines extends Span { readonly of: readonly (SignalReading | null)[] }

export type SheetBody =
  | { readonly kind: 'readings'; readonly form: 'numbers' | 'meter' | 'bars'; /** A number alone is told by its name, too. */ readonly named: boolean; readonly readings: readonly Reading[]; readonly samples: readonly Samples[]; readonly lines?: SmallLines }
  | { readonly kind: 'grid'; readonly columns: Grid['columns']; readonly rows: Grid['rows'] }
  | { readonly kind: 'words'; readonly paragraphs: readonly Paragraph[]; readonly links: readonly { readonly words: string; readonly url: string }[] }

/** What a panel that is no graph shows at this moment: all that can leave Garda of it. */
export interface Sheet {
  readonly kind: 'sheet'
  /** Clean words; '' where it has none. */
  readonly title: string
  readonly body: SheetBody
  /** Numbers or rows that are not among these, because there were too many. */
  readonly more: number
  /** Id and name of the source; null: nothing is asked. */
  readonly source: { readonly id: string; readonly name: string } | null
  /** When the answer came, ms; null: none did. */
  readonly at: number | null
  /** From this age of the answer on it is not fresh, ms. */
  readonly staleAfterMs: number
  readonly status: PanelStatus
  readonly warnings: readonly string[]
  readonly window: Span
  readonly zone: Zone
  /** As it is drawn, pixels. */
  readonly width: number
  readonly height: number
  readonly queries: readonly string[]
}
