import type { Labels } from './labels'
import type { Odd } from './odd'

/** An expression is not longer, letters; All of some thousand pods fits into it. */
export const MOST_EXPRESSION = 100_000

/** A question in a source's own language. Times are ms since 1970. */
export interface FreeQuery {
  readonly expression: string
  readonly kind: 'range' | 'instant'
  readonly from: number
  /** An instant query is asked at this moment, or now where that is earlier. */
  readonly to: number
  /** pixels; the step is chosen for them unless given */
  readonly width: number
  readonly stepMs: number | null
}

/** Times rise. */
export interface FreeSeries {
  readonly labels: Labels
  readonly t: Float64Array
  /** NaN: no sample, or one that is no number; ±Infinity is kept. */
  readonly v: Float64Array
  /** Samples that are no finite number, of a range; those of NaN cannot be told otherwise. */
  readonly odd?: Odd
}

export interface QueryData {
  readonly shape: 'matrix' | 'vector' | 'scalar' | 'string'
  readonly source: string
  readonly from: number
  readonly to: number
  /** Between two points, which may be more than was asked for; 0 where points lie as they were taken. */
  readonly stepMs: number
  /** When the answer came, ms. */
  readonly at: number
  /** Those of a range share one grid wherever the server kept to it. */
  readonly series: readonly FreeSeries[]
  /** The answer of shape `string`. */
  readonly text: string | null
  /** How many series of numbers there were; more than `series.length`: the rest was cut. */
  readonly total: number
  /** Series that hold native histograms; what is no number in them is left out. */
  readonly histograms: number
  readonly warnings: readonly string[]
}

/** What there is to be named in a question. */
export interface NamesQuery {
  readonly what: 'metrics' | 'labels' | 'values' | 'metadata' | 'series'
  /** Whose values are asked for. */
  readonly label: string | null
  /** Only of this metric. */
  readonly metric: string | null
  /** Only of what this selector takes, as `up{job="api"}`; goes before `metric`. */
  readonly match: string | null
  /** Only of what had samples in this time, ms; absent: of late. */
  readonly from?: number | undefined
  readonly to?: number | undefined
}
export interface MetricMetadata { readonly type: string; readonly help: string; readonly unit: string }
export interface NamesData {
  /** Sorted. */
  readonly names: readonly string[]
  readonly metadata: Readonly<Record<string, MetricMetadata>>
  readonly series: readonly Labels[]
}
export const NO_NAMES: NamesData = { names: [], metadata: {}, series: [] }
