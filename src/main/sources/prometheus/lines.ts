import { labelOf, type Labels } from '@shared/domain/labels'
import type { FreeQuery } from '@shared/domain/query'
import { oddAt } from '@shared/domain/odd'
import { lowIsWorst, type Line, type Panel } from '@shared/domain/series'
import { peak, worstOf } from '@shared/domain/worst-lines'
import { t } from '@shared/text/catalogue'
import type { Result } from './result'
import { nameText, quote } from './template'
import type { Range } from './wire'

/** Even points in time, ms of our clock. */
export interface Grid { readonly start: number; readonly stepMs: number; readonly points: number }

const STEPS = [1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400].map((s) => s * 1000)
/** What servers refuse begins at 11,000. */
const MOST_POINTS = 10_000
/** Two points for each pixel, so that what is thinned to the width afterwards still knows its spikes. */
const POINTS_PER_PIXEL = 2

/**
 * The points to ask for: as close as the width can show, no closer than samples are taken, never more than a server gives.
 * Points lie on multiples of the step, so that a graph does not shimmer while its window slides.
 */
export const gridFor = (from: number, to: number, width: number, scrapeMs: number): Grid => {
  const span = Math.max(0, to - from)
  const wanted = Math.max(span / (POINTS_PER_PIXEL * Math.max(1, width)), span / MOST_POINTS, scrapeMs, 1000)
  const stepMs = STEPS.find((s) => s >= wanted) ?? Math.ceil(wanted / 86_400_000) * 86_400_000
  const start = Math.ceil(from / stepMs) * stepMs
  return { start, stepMs, points: Math.max(0, Math.floor((to - start) / stepMs) + 1) }
}

/** What an answer is not whole by, in words: series that hold no numbers to draw are said, too. */
export const warningsOf = (answers: readonly { readonly data: Pick<Result, 'histograms' | 'series'>; readonly warnings: readonly string[]; readonly infos: readonly string[] }[]): readonly string[] => {
  const histograms = answers.reduce((sum, { data }) => sum + data.histograms, 0)
  return [...new Set([...(histograms > 0 ? [t('panel.histograms', { count: histograms })] : []), ...oddWords(answers.flatMap(({ data }) => data.series)), ...answers.flatMap(({ warnings, infos }) => [...warnings, ...infos])])]
}

/** How many samples came that are infinite, and which way: they are not drawn, and are no small ones. NaN is what nothing can be told of, such as the latency of no requests, and needs no mending. */
export const oddWords = (series: readonly { readonly v: Float64Array }[]): readonly string[] => {
  let [up, down] = [0, 0]
  for (const { v } of series) for (const y of v) { if (y === Infinity) up++; else if (y === -Infinity) down++ }
  return [...(up > 0 ? [t('panel.odd.inf', { count: up, value: '+Inf' })] : []), ...(down > 0 ? [t('panel.odd.inf', { count: down, value: '-Inf' })] : [])]
}

/** The points of a free query: one for each pixel, or at the step that was asked for, as long as a server gives so many. */
export const freeGrid = ({ from, width, stepMs }: Pick<FreeQuery, 'from' | 'width' | 'stepMs'>, to: number, scrapeMs: number): Grid => {
  if (stepMs === null) return gridFor(from, to, width / POINTS_PER_PIXEL, scrapeMs)
  const step = stepMs * Math.max(1, Math.ceil((to - from) / stepMs / MOST_POINTS))
  const start = Math.ceil(from / step) * step
  return { start, stepMs: step, points: Math.max(0, Math.floor((to - start) / step) + 1) }
}

/** A series on its grid: where it has no sample it is NaN, so that a gap stays a gap; what is no finite number stands apart. */
export const onGrid = (range: Range, grid: Grid, skewMs: number, name: string, role: string): Line => {
  const t = Float64Array.from({ length: grid.points }, (_, i) => grid.start + i * grid.stepMs)
  const v = new Float64Array(grid.points).fill(NaN)
  const [odd, is]: [number[], number[]] = [[], []]
  for (let i = 0; i < range.t.length; i++) {
    const at = Math.round((range.t[i]! - skewMs - grid.start) / grid.stepMs)
    if (at < 0 || at >= grid.points) continue
    if (Number.isFinite(range.v[i]!)) v[at] = range.v[i]!
    else { odd.push(t[at]!); is.push(range.v[i]!) }
  }
  return { name, role, t, v, ...oddAt(odd, is) }
}

/** More lines than this are told of, not drawn. */
const MOST_LINES = 5

/** Whether trouble lies below: the worst lines are the lowest then. Of a stack the limits are meant for the whole, and its parts count by their height. */
export const isLowWorst = (panel: Pick<Panel, 'draw' | 'limits' | 'worst'>): boolean => panel.draw !== 'stack' && lowIsWorst(panel)

/** The worst lines by how far they came, the one that an alert is about before all, the furthest first, and how many were left out. */
export const worst = (lines: readonly Line[], panelOf: () => Pick<Panel, 'worst' | 'limits'>): { readonly lines: readonly Line[]; readonly more: number } => {
  if (lines.length <= MOST_LINES) return { lines, more: 0 }
  const panel = panelOf()
  const sign = lowIsWorst(panel) ? -1 : 1
  const kept = worstOf(lines, panel, MOST_LINES, peak).map((line) => [line, line.role === 'own' ? Infinity : sign * (peak(line, sign) ?? -sign * Infinity)] as const)
  return { lines: kept.sort((a, b) => (a[1] === b[1] ? 0 : b[1] - a[1])).map(([line]) => line), more: lines.length - MOST_LINES }
}

/** What tells these series apart: the values of the labels in which they differ, with their names where the values alone would not; for one alone, all of its labels. */
export const namesOf = (series: readonly Labels[]): readonly string[] => {
  const first = series[0] ?? {}
  const differs = (name: string): boolean => series.length === 1 || !series.every((s) => labelOf(s, name) === labelOf(first, name))
  const telling = (labels: Labels): readonly string[] => Object.keys(labels).filter((name) => name !== '__name__' && differs(name))
  const names = series.map((labels) => telling(labels).map((name) => labels[name]).join(' ') || labelOf(labels, '__name__') || t('panel.line.value'))
  if (new Set(names).size === names.length) return names
  return series.map((labels) => `${differs('__name__') ? labelOf(labels, '__name__') ?? '' : ''}{${telling(labels).map((name) => `${nameText(name)}=${quote(labels[name]!)}`).join(', ')}}`)
}
