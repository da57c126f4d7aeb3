import type { Series } from './series'
import { LEAST_POINTS, leastSeen, medianOf, trendOf, type Trend } from './slope'

export interface Judged { readonly series: Series; readonly trend: Trend | null }

/** A process that came late, or a window that was there for a moment, has no slope. */
export const judge = (all: readonly Series[]): readonly Judged[] => all.map((series) => ({ series, trend: series.points.length < LEAST_POINTS ? null : trendOf(series.points, series) }))

export const rising = (judged: readonly Judged[]): readonly string[] => judged.filter(({ trend }) => trend?.verdict === 'rising').map(({ series }) => series.what)

const valuesOf = ({ points }: Series): readonly number[] => points.map(({ value }) => value)
const EDGE = 0.1
/** Medians of the first and of the last tenth. */
export const edgesOf = (series: Series): readonly [number, number] => {
  const values = valuesOf(series)
  const n = Math.max(1, Math.round(values.length * EDGE))
  return [medianOf(values.slice(0, n)), medianOf(values.slice(-n))]
}

export const COLUMNS = ['what', 'first', 'last', 'least to most', 'slope an hour (95 % interval)', 'a slope would have shown from', 'verdict']

/** The table's line of one quantity. */
export const rowOf = ({ series, trend }: Judged): readonly string[] => {
  const { what, unit, digits } = series
  const values = valuesOf(series)
  const write = (x: number, more = 0): string => x.toFixed(digits + more).replace(/^-(0(\.0*)?)$/, '$1')
  const withUnit = (text: string): string => (unit === '' ? text : `${text} ${unit}`)
  const [first, last] = edgesOf(series)
  const minutes = (series.points.at(-1)?.minute ?? 0) - (series.points[0]?.minute ?? 0)
  return [
    what, withUnit(write(first)), withUnit(write(last)), withUnit(`${write(Math.min(...values))} to ${write(Math.max(...values))}`),
    ...(trend === null ? ['', '', ''] : [withUnit(`${write(trend.slope, 1)} (${write(trend.low, 1)} to ${write(trend.high, 1)})`), withUnit(write(leastSeen(trend, minutes), 1)), { flat: 'zero within noise', rising: '**rising**', falling: 'falling' }[trend.verdict]])
  ]
}
/** What is reported without a verdict. */
export const plainRow = (series: Series): readonly string[] => [...rowOf({ series, trend: null })]
