import { isDue } from '../../ports/ask'
import { SourceFailure } from '../../ports/failure'
import type { SourceContext, SourceInstance } from '../../ports/source-kind'
import { apiOf, type Answer, type Api } from './api'
import type { Grid } from './lines'
import { memoryOf } from './memory'
import type { Result } from './result'
import { endOf, isKept, MOST, NOTHING, ranged } from './tail'

/** More series than this tell an eye nothing. */
const MOST_SERIES = 500
/** What is only to be known beforehand may not keep anybody waiting. */
const ESTIMATE_MS = 2_000
const ESTIMATE_SHARE = 0.25

/** Where an expression is looked at to count its series: at its end and evenly before it. */
const LOOKS = 9
/** Of a graph with too many series the worst of each point are asked for, more than are drawn, so that their lines break off less. */
const WORST = 50
/** Then it is counted anew whether they still are too many. */
const LARGE_MS = 600_000
const MOST_LARGE = 200

/** How many series of so many points are asked for at most. */
export const seriesFor = (points: number): number => Math.max(1, Math.min(MOST_SERIES, Math.floor(MOST.samples / Math.max(1, points))))

/**
 * Samples of a free query. How many series it has is counted first, at its end and at some moments before; of too many only the highest of
 * each point are asked for, and `total` says how many there were. So it is where they turn out to be too many on the way.
 */
export const guarded = async (source: SourceInstance, api: Api, expression: string, grid: Grid, ctx: SourceContext): Promise<Answer<Result>> => {
  if (grid.points === 0) return NOTHING
  const most = seriesFor(grid.points)
  const series = isKept(expression, grid, ctx) ? 0 : await estimate(source, expression, grid, ctx)
  if (series !== null && series > most) return highest(api, 'topk', most, expression, series, grid, ctx)
  try { return await ranged(api, expression, grid, ctx) } catch (thrown) {
    const all = await allOf(source, expression, grid, ctx, thrown)
    if (all === null || all <= most) throw thrown
    return highest(api, 'topk', most, expression, all, grid, ctx)
  }
}

/**
 * Samples of a graph that is asked for again and again. Nothing is counted until an answer was too big, or had more series than are read: from
 * then on only the worst of each point are asked for, and `total` says how many there were.
 */
export const bounded = async (source: SourceInstance, api: Api, expression: string, grid: Grid, ctx: SourceContext, isLow: () => boolean): Promise<Answer<Result>> => {
  if (grid.points === 0) return NOTHING
  const { large } = memoryOf(ctx)
  const remember = (series: number): number => {
    if (large.size >= MOST_LARGE) large.clear()
    large.set(expression, { at: ctx.now(), series })
    return series
  }
  const worst = (total: number): Promise<Answer<Result>> => highest(api, isLow() ? 'bottomk' : 'topk', WORST, expression, total, grid, ctx)
  const known = large.get(expression)
  if (known) {
    const series = isDue(known.at, LARGE_MS, ctx.now()) ? remember(await estimate(source, expression, grid, ctx) ?? known.series) : known.series
    if (series > seriesFor(grid.points)) return worst(series)
    large.delete(expression)
  }
  let answer: Answer<Result>
  try { answer = await ranged(api, expression, grid, ctx) } catch (thrown) {
    const all = await allOf(source, expression, grid, ctx, thrown)
    if (all === null || all <= seriesFor(grid.points)) throw thrown
    return worst(remember(all))
  }
  return answer.data.total > answer.data.series.length ? worst(remember(answer.data.total)) : answer
}

const highest = async (api: Api, by: 'topk' | 'bottomk', most: number, expression: string, series: number, grid: Grid, ctx: SourceContext): Promise<Answer<Result>> => {
  const answer = await ranged(api, `${by}(${most}, ${whole(expression)})`, grid, ctx)
  return { ...answer, data: { ...answer.data, total: Math.max(series, answer.data.total) } }
}

/** A comment at the end must not swallow the bracket. */
export const whole = (expression: string): string => `${expression}\n`

/** The most series at one of a few moments of the grid, its end among them; null where they cannot be counted: a number, a mistake that the query itself will tell of, or no answer in time. */
const estimate = async (source: SourceInstance, expression: string, grid: Grid, ctx: SourceContext): Promise<number | null> => {
  const quick = apiOf(source, ctx, ctx.now() + Math.min(ESTIMATE_MS, source.timeoutMs * ESTIMATE_SHARE))
  const { skewMs } = memoryOf(ctx)
  const stepMs = Math.max(1, Math.ceil((grid.points - 1) / (LOOKS - 1))) * grid.stepMs
  const looks = Math.floor(((grid.points - 1) * grid.stepMs) / stepMs)
  const end = endOf(grid) + skewMs
  try {
    const { data } = await quick.range(`count(${whole(expression)})`, end - looks * stepMs, end, stepMs)
    return data.reduce((most, { v }) => v.reduce((a, b) => Math.max(a, b), most), 0)
  } catch (thrown) {
    if (ctx.signal.aborted || !(thrown instanceof SourceFailure) || !UNCOUNTED.has(thrown.code)) throw thrown
    return null
  }
}
const UNCOUNTED: ReadonlySet<string> = new Set(['api-error', 'timeout', 'too-big', 'server-error', 'wrong-shape', 'unexpected-status'])

/** All series of the grid where an answer was too big for the network, each counted once; null where they cannot be counted, or it failed in another way. */
const allOf = async (source: SourceInstance, expression: string, grid: Grid, ctx: SourceContext, failed: unknown): Promise<number | null> => {
  if (ctx.signal.aborted || !(failed instanceof SourceFailure) || failed.code !== 'too-big') return null
  const [length, step] = [grid.points * grid.stepMs, grid.stepMs].map((ms) => `${ms}ms`)
  try {
    const { data } = await apiOf(source, ctx, Infinity).instant(`count(last_over_time((${whole(expression)})[${length}:${step}]))`, endOf(grid) + memoryOf(ctx).skewMs)
    return data[0]?.value ?? 0
  } catch {
    ctx.signal.throwIfAborted()
    return null
  }
}
