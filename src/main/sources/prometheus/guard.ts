import { SourceFailure } from '../../ports/failure'
import type { SourceContext, SourceInstance } from '../../ports/source-kind'
import { apiOf, type Answer, type Api } from './api'
import type { Grid } from './lines'
import { memoryOf } from './memory'
import type { Result } from './result'
import { isKept, MOST, NOTHING, ranged } from './tail'

/** More series than this tell an eye nothing. */
const MOST_SERIES = 500
/** What is only to be known beforehand may not keep anybody waiting. */
const ESTIMATE_MS = 2_000
const ESTIMATE_SHARE = 0.25

/** How many series of so many points are asked for at most. */
export const seriesFor = (points: number): number => Math.max(1, Math.min(MOST_SERIES, Math.floor(MOST.samples / Math.max(1, points))))

/**
 * Samples of a free query. How many series it has is counted first, at its end; of too many only the highest of each point are asked for,
 * and `total` says how many there were.
 */
export const guarded = async (source: SourceInstance, api: Api, expression: string, grid: Grid, ctx: SourceContext): Promise<Answer<Result>> => {
  if (grid.points === 0) return NOTHING
  const most = seriesFor(grid.points)
  const series = isKept(expression, grid, ctx) ? 0 : await estimate(source, expression, grid, ctx)
  if (series === null || series <= most) return ranged(api, expression, grid, ctx)
  const answer = await ranged(api, `topk(${most}, ${whole(expression)})`, grid, ctx)
  return { ...answer, data: { ...answer.data, total: Math.max(series, answer.data.total) } }
}

/** A comment at the end must not swallow the bracket. */
const whole = (expression: string): string => `${expression}\n`

/** Series at the end of the grid; null where they cannot be counted: a number, a mistake that the query itself will tell of, or no answer in time. */
const estimate = async (source: SourceInstance, expression: string, grid: Grid, ctx: SourceContext): Promise<number | null> => {
  const quick = apiOf(source, ctx, ctx.now() + Math.min(ESTIMATE_MS, source.timeoutMs * ESTIMATE_SHARE))
  const { skewMs } = memoryOf(ctx)
  try {
    const { data } = await quick.instant(`count(${whole(expression)})`, grid.start + (grid.points - 1) * grid.stepMs + skewMs)
    return data[0]?.value ?? 0
  } catch (thrown) {
    if (ctx.signal.aborted || !(thrown instanceof SourceFailure) || !UNCOUNTED.has(thrown.code)) throw thrown
    return null
  }
}
const UNCOUNTED: ReadonlySet<string> = new Set(['api-error', 'timeout', 'too-big', 'server-error', 'wrong-shape', 'unexpected-status'])
