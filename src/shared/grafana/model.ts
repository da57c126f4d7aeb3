import type { Unused } from './graph-remarks'
import type { CellPaint, Paint } from './paint'

/**
 * A Grafana dashboard as Garda shows it: read from any of its schema versions, in our own shapes. All texts are as they came; they pass `clean()`
 * where they are shown.
 */
export interface Board {
  readonly title: string
  readonly description: string
  readonly tags: readonly string[]
  readonly schemaVersion: number
  /** Grafana's own id of it, '' where it has none. */
  readonly uid: string
  /** How far back it looks by itself, ms; null: it does not say, or not in a form that ends now. */
  readonly lookbackMs: number | null
  readonly variables: readonly Variable[]
  readonly sections: readonly Section[]
  /** What of the dashboard itself is not shown. */
  readonly notes: readonly string[]
}

/** Panels under one heading; the first of a board may have none. */
export interface Section {
  readonly id: string
  readonly title: string
  readonly collapsed: boolean
  /** Name of the variable that it is repeated for. */
  readonly repeat: string | null
  readonly tiles: readonly Tile[]
}

/** On 24 columns; rows are some 38 pixels, counted from the top of the section. */
export interface Cell { readonly x: number; readonly y: number; readonly w: number; readonly h: number }

export interface Repeat { readonly variable: string; readonly direction: 'h' | 'v'; readonly perRow: number | null }

/** One panel. `TileKind` says how it is drawn. */
export interface Tile {
  readonly id: string
  readonly title: string
  readonly description: string
  /** The kind by its name in Grafana. */
  readonly type: string
  readonly show: TileKind
  readonly cell: Cell
  readonly repeat: Repeat | null
  readonly targets: readonly Target[]
  readonly format: Format
  readonly overrides: readonly Override[]
  /** What its value axis is called; absent: nothing. */
  readonly axisLabel?: string
  /** The shortest step it wants, in Grafana's words (`30s`, `$interval`); ''. */
  readonly interval: string
  /** So many points it wants instead of one for each pixel; absent: it does not say. */
  readonly maxPoints?: number
  /** Of a graph: what the board's notes say of all of them. */
  readonly unused?: Unused
  /** What of it is not shown as Grafana would, in words. */
  readonly notes: readonly string[]
}

export type TileKind =
  | { readonly as: 'graph'; readonly stack: boolean; readonly percent: boolean; readonly limits: readonly BoardLimit[]; readonly negative: readonly Matcher[] }
  | { readonly as: 'stat' | 'gauge' | 'bars'; readonly calc: Calc; readonly coloured: boolean; readonly text: 'value' | 'name' | 'both'; readonly perRow: boolean; /** With a small line of its samples under the number. */ readonly spark?: true }
  | { readonly as: 'table'; readonly columns: Columns }
  | { readonly as: 'heatmap'; readonly buckets: boolean }
  | { readonly as: 'text'; readonly text: string; readonly mode: 'markdown' | 'plain' }
  /** Cannot be shown; `reason` in words. */
  | { readonly as: 'nothing'; readonly reason: string }

export const CALCS = ['last', 'lastNotNull', 'first', 'firstNotNull', 'mean', 'min', 'max', 'sum', 'range', 'diff', 'delta', 'count'] as const
export type Calc = (typeof CALCS)[number]

export interface BoardLimit { readonly value: number; readonly severity: 'critical' | 'warning' | null; readonly side: 'above' | 'below'; /** It holds for its value, too. */ readonly inclusive?: true }

export interface Target {
  readonly ref: string
  readonly expression: string
  readonly legend: string
  readonly instant: boolean
  /** Drawn as rows of a table rather than as series. */
  readonly table: boolean
  readonly interval: string
  /** So many intervals are a step of it; absent: one. */
  readonly factor?: number
}

/** A step from which a value counts as so severe; null: plain ink. The first one has no lower end. */
export interface Step { readonly from: number; readonly severity: 'critical' | 'warning' | null }

export type Mapping =
  | { readonly on: 'value'; readonly value: string; readonly to: MappedTo }
  | { readonly on: 'range'; readonly from: number; readonly to: MappedTo; readonly until: number }
  | { readonly on: 'regex'; readonly pattern: string; readonly to: MappedTo }
  | { readonly on: 'nothing' | 'nan'; readonly to: MappedTo }
export interface MappedTo { readonly text: string; readonly severity: 'critical' | 'warning' | null; readonly coloured: boolean }

/** How a number is written and judged. */
export interface Format {
  /** Grafana's name of the unit, '' for none. */
  readonly unit: string
  readonly decimals: number | null
  readonly min: number | null
  readonly max: number | null
  readonly steps: readonly Step[]
  /** Steps are parts of hundred between `min` and `max`. */
  readonly relative: boolean
  /** `other`: Grafana colours it by something else, and the steps judge nothing. Absent: by its steps. */
  readonly paint?: Paint
  /** `plain`: as a cell it shows no colour. Absent: it does. */
  readonly cell?: CellPaint
  readonly mappings: readonly Mapping[]
  /** Words for what has no sample, never a number. Absent: Garda's own. */
  readonly absent?: string
  readonly name: string
}

/** Which series or columns something applies to. */
export type Matcher =
  | { readonly by: 'name' | 'query' | 'type'; readonly is: string }
  | { readonly by: 'regex'; readonly is: string }
  /** `others`: all but those. */
  | { readonly by: 'names' | 'others'; readonly are: readonly string[] }

export interface Override {
  readonly match: Matcher
  readonly change: Partial<Format>
  readonly hidden: boolean
  readonly negative: boolean
  /** Whether it is kept out of the stack. Absent: nothing is said. */
  readonly apart?: boolean
}

export interface Columns {
  readonly hidden: readonly string[]
  readonly names: Readonly<Record<string, string>>
  readonly order: Readonly<Record<string, number>>
}

/** What a person, or another variable, sets. */
export interface Variable {
  readonly name: string
  readonly label: string
  readonly hide: 'no' | 'label' | 'all'
  readonly multi: boolean
  readonly all: boolean
  /** Stands for All as it is; null: all of its options do. */
  readonly allValue: string | null
  /** What was chosen when it was saved; `$__all` for All. */
  readonly saved: readonly string[]
  readonly source: VariableSource
}
export interface Option { readonly text: string; readonly value: string }

/** Grafana's numbers 0 to 8: none, then rising and falling by alphabet, number, alphabet without case, and natural order. */
export type Sort = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8

export type VariableSource =
  | { readonly kind: 'query'; readonly query: string; readonly regex: string; readonly sort: Sort }
  | { readonly kind: 'custom'; readonly options: readonly Option[] }
  | { readonly kind: 'interval'; readonly options: readonly Option[]; readonly auto: { readonly count: number; readonly min: string } | null }
  | { readonly kind: 'constant' | 'textbox'; readonly value: string }
  | { readonly kind: 'datasource'; readonly plugin: string; readonly regex: string }
  /** Cannot be shown; `reason` in words. */
  | { readonly kind: 'nothing'; readonly reason: string }

export const ALL = '$__all'
/** Of an interval variable: whatever fits the range. */
export const AUTO = '$__auto'
