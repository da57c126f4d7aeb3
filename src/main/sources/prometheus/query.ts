import type { FreeQuery, FreeSeries, QueryData } from '@shared/domain/query'
import { oddAt } from '@shared/domain/odd'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import type { SourceContext, SourceInstance } from '../../ports/source-kind'
import { apiOf, type Answer, type Api } from './api'
import { guarded } from './guard'
import { freeGrid, oddWords, type Grid } from './lines'
import { memoryOf } from './memory'
import { resultWire, type Bounds, type Result } from './result'
import { MOST } from './tail'

/** A table shows more rows than a graph lines. */
const AT_ONCE: Bounds = { ...MOST, series: 5_000 }
const LONGEST_TEXT = 100_000

/** Any question of PromQL. Errors of the query come as `api-error` with the server's own words. */
export const query = async (source: SourceInstance, asked: FreeQuery, ctx: SourceContext): Promise<QueryData> => {
  const { skewMs, facts } = memoryOf(ctx)
  const api = apiOf(source, ctx, Infinity)
  const until = Math.min(asked.to, ctx.now())
  const grid = asked.kind === 'range' ? freeGrid(asked, until, facts.scrape.usual) : null
  const { data, warnings, infos } = grid ? await guarded(source, api, asked.expression, grid, ctx) : await instant(api, asked.expression, until + skewMs)
  return {
    shape: data.shape, source: source.id, from: asked.from, to: asked.to, stepMs: grid?.stepMs ?? 0, at: ctx.now(),
    series: grid ? onGrid(data.series, grid, skewMs) : data.series.map((s) => ({ ...s, t: s.t.map((x) => x - skewMs) })),
    text: data.text === null ? null : clean(data.text, { max: LONGEST_TEXT, lines: true }),
    total: data.total, histograms: data.histograms, warnings: [...new Set([...cut(data, grid !== null), ...(grid ? oddWords(data.series) : []), ...warnings, ...infos])]
  }
}

const cut = ({ total, series }: Result, highest: boolean): readonly string[] => (total > series.length ? [t(highest ? 'query.cut.highest' : 'query.cut', { shown: series.length, total })] : [])

const instant = (api: Api, expression: string, at: number): Promise<Answer<Result>> => api.query(resultWire(AT_ONCE), '/api/v1/query', { query: expression, time: String(at / 1000) })

/** All on one grid, gaps as NaN. A series whose points lie elsewhere keeps its own times, of which none is later than the grid. */
export const onGrid = (series: readonly FreeSeries[], grid: Grid, skewMs: number): readonly FreeSeries[] => {
  const t = Float64Array.from({ length: grid.points }, (_, i) => grid.start + i * grid.stepMs)
  return series.map((one) => {
    const v = new Float64Array(grid.points).fill(NaN)
    const [odd, is]: [number[], number[]] = [[], []]
    let before = -1
    for (let i = 0; i < one.t.length; i++) {
      const place = (one.t[i]! - skewMs - grid.start) / grid.stepMs
      const at = Math.round(place)
      if (Math.abs(place - at) * grid.stepMs > 1 || (at >= 0 && at <= before)) return apart(one, grid, skewMs)
      if (at < 0 || at >= grid.points) continue
      v[at] = one.v[i]!
      if (!Number.isFinite(v[at])) { odd.push(t[at]!); is.push(v[at]) }
      before = at
    }
    return { labels: one.labels, t, v, ...oddAt(odd, is) }
  })
}

const apart = ({ labels, t, v }: FreeSeries, { start, stepMs, points }: Grid, skewMs: number): FreeSeries => {
  const end = start + (points - 1) * stepMs
  const order = [...t.keys()].filter((i) => t[i]! - skewMs > start - stepMs && t[i]! - skewMs <= end).sort((a, b) => t[a]! - t[b]!)
  return { labels, t: Float64Array.from(order, (i) => t[i]! - skewMs), v: Float64Array.from(order, (i) => v[i]!) }
}
