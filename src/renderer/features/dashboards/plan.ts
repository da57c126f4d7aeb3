import type { FreeQuery } from '@shared/domain/query'
import { interpolateQuery, interpolateText, type Chosen, type Scope } from '@shared/grafana/interpolate'
import type { Target, Tile } from '@shared/grafana/model'
import { ownNames, stepMs, stepsFor, type Steps } from '@shared/grafana/times'
import type { Span } from '../../charts'

/** One question of a tile, written out. */
export interface Question { readonly ref: string; readonly legend: string; readonly query: FreeQuery }
export interface Plan {
  readonly questions: readonly Question[]
  /** Variables that its queries name and nobody knows. */
  readonly missing: readonly string[]
  /** Variables with which a query of it is longer than one may be. */
  readonly long: readonly string[]
  /** Between two samples of its graphs, ms. */
  readonly stepMs: number
}

/** A heatmap says how its values lie; these do too, in lines that can be compared. */
export const QUANTILES = [{ name: 'p50', of: 0.5 }, { name: 'p90', of: 0.9 }, { name: 'p99', of: 0.99 }] as const

/** Pixels of a graph that are not its plot; what is no graph has no axis. */
const AROUND = 118
/** Pixels for which a tile so wide has samples. Small changes of size need no new question. */
export const pixelsOf = ({ show }: Tile, width: number): number =>
  Math.min(8_000, Math.max(50, Math.round((width - (show.as === 'graph' || show.as === 'heatmap' ? AROUND : 0)) / 20) * 20))

/** What a tile asks for a window so many pixels wide. Pure. `scrapeMs`: how often its source takes samples; null: not known. */
export const planOf = (tile: Tile, variables: ReadonlyMap<string, Chosen>, span: Span, width: number, scrapeMs: number | null = null): Plan => {
  const missing = new Set<string>()
  const long = new Set<string>()
  const wide = Math.min(8_000, Math.max(50, Math.round(width)))
  let step = 0
  const questions = tile.targets.flatMap((target): readonly Question[] => {
    const steps = stepsOf(tile, target, variables, span, pointsOf(tile) ?? wide, scrapeMs)
    step = Math.max(step, steps.interval)
    const scope: Scope = { variables, own: ownNames(span, steps) }
    const { text, missing: gone, cutAt } = interpolateQuery(target.expression, scope)
    for (const name of gone) missing.add(name)
    if (cutAt !== null) long.add(cutAt)
    const legend = interpolateText(target.legend, scope).text
    const query: FreeQuery = { expression: text, kind: isInstant(tile, target) ? 'instant' : 'range', from: span.from, to: span.to, width: wide, stepMs: isInstant(tile, target) ? null : steps.interval }
    if (tile.show.as !== 'heatmap' || !tile.show.buckets) return [{ ref: target.ref, legend, query }]
    // a comment at its end would take the bracket with it
    const closed = text.includes('#') ? `${text}\n` : text
    return QUANTILES.map(({ name, of }): Question => ({ ref: target.ref, legend: tile.targets.length === 1 ? name : `${name} ${legend || target.ref}`, query: { ...query, kind: 'range', stepMs: steps.interval, expression: `histogram_quantile(${of}, ${closed})` } }))
  })
  return { questions: missing.size + long.size > 0 ? [] : questions, missing: [...missing], long: [...long], stepMs: step }
}

/** Of fewer than some the step would be longer than what is looked at. */
const FEWEST_POINTS = 10
const pointsOf = ({ maxPoints }: Tile): number | null => (maxPoints === undefined ? null : Math.max(FEWEST_POINTS, maxPoints))

/** A query's shortest step may be one of Grafana's own names, which stands for what the panel alone would have. */
const stepsOf = (tile: Tile, target: Target, variables: ReadonlyMap<string, Chosen>, span: Span, points: number, scrapeMs: number | null): Steps => {
  const msOf = (wish: string, own: Scope['own']): number | null => (wish === '' ? null : stepMs(interpolateText(wish, { variables, own }).text))
  const least = msOf(tile.interval, new Map())
  if (target.interval === '') return stepsFor(span, points, scrapeMs, { least, factor: target.factor })
  const panel = stepsFor(span, points, scrapeMs, { least })
  // such a step is the rate's, whatever the resolution
  if (RATE_STEP.test(target.interval)) return { interval: panel.rateInterval, rateInterval: panel.rateInterval }
  return stepsFor(span, points, scrapeMs, { least, minStep: msOf(target.interval, ownNames(span, panel)), factor: target.factor })
}
const RATE_STEP = /^\s*\$(__rate_interval|\{__rate_interval\})\s*$/

const isInstant = ({ show }: Tile, { instant, table }: Target): boolean => show.as === 'table' || (instant && show.as !== 'graph' && show.as !== 'heatmap') || (table && show.as !== 'graph')
