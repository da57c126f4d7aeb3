import type { Labels } from '@shared/domain/labels'
import type { FreeSeries } from '@shared/domain/query'
import { asFailure } from '../../ports/failure'
import type { SourceContext } from '../../ports/source-kind'
import type { Answer, Api } from './api'
import type { Grid } from './lines'
import { forget, put, type Kept } from './kept'
import { memoryOf } from './memory'
import { isPointwise } from './pointwise'
import { resultWire, type Bounds, type Result } from './result'

/** How much of one answer is read at most: some 6 MB on the wire, since main does nothing else meanwhile. */
export const MOST: Bounds = { series: 1_000, samples: 250_000 }

/** What was sampled later than this before an answer may not have been in it: scrapes take their time, and rates look back on them. */
const LATE_MS = 120_000
const LATE_STEPS = 3
/** Then all is asked for again, whatever may have been written into the past. */
const WHOLE_MS = 600_000

export const endOf = ({ start, stepMs, points }: Grid): number => start + (points - 1) * stepMs
/** A window of now and one of a day ago are kept apart. */
const keyOf = (query: string, grid: Grid, now: number): string => `${grid.stepMs} ${Math.round((4 * (now - endOf(grid))) / (grid.points * grid.stepMs))} ${query}`

/** What is kept of this question that an answer for this grid can go on from. */
const usable = (query: string, grid: Grid, ctx: SourceContext): Kept | null => {
  const { tails, skewMs } = memoryOf(ctx)
  const now = ctx.now()
  const kept = tails.kept.get(keyOf(query, grid, now))
  return kept && kept.skewMs === skewMs && now >= kept.askedAt && now - kept.wholeAt < WHOLE_MS && grid.start >= kept.start && grid.start <= kept.end ? kept : null
}
/** Whether only the tail would be asked for. */
export const isKept = (query: string, grid: Grid, ctx: SourceContext): boolean => usable(query, grid, ctx) !== null

export const NOTHING: Answer<Result> = { data: { shape: 'matrix', series: [], text: null, total: 0, histograms: 0 }, warnings: [], infos: [] }

/**
 * Samples of a query on a grid, times in ms of the server's clock, series in order of their labels. Of what was asked before at the same
 * step only the tail is asked for again, so far back that what came late is in it. Nothing partial, cut or off the grid is kept.
 */
export const ranged = async (api: Api, query: string, grid: Grid, ctx: SourceContext): Promise<Answer<Result>> => {
  const { tails, skewMs } = memoryOf(ctx)
  const { generation } = tails
  const askedAt = ctx.now()
  const ask = async (start: number): Promise<Answer<Result>> => {
    const answer = await api.query(resultWire(MOST), '/api/v1/query_range', {
      query, start: String((start + skewMs) / 1000), end: String((endOf(grid) + skewMs) / 1000), step: String(grid.stepMs / 1000), max_source_resolution: 'auto'
    })
    return { ...answer, data: { ...answer.data, series: [...answer.data.series].sort((a, b) => compared(a.labels, b.labels)) } }
  }
  const keep = (answer: Answer<Result>, wholeAt: number): Answer<Result> => {
    const next = isWhole(answer, grid, skewMs) ? { start: grid.start, end: endOf(grid), skewMs, wholeAt, askedAt, series: answer.data.series, infos: answer.infos } : null
    if (generation === tails.generation) put(tails, keyOf(query, grid, askedAt), next)
    return answer
  }
  try {
    const kept = isPointwise(query) ? usable(query, grid, ctx) : null
    if (kept) {
      // the last point always is: an answer that nobody was asked for would hide that the server is gone
      const sure = Math.min(kept.end, kept.askedAt - Math.max(LATE_MS, LATE_STEPS * grid.stepMs))
      const from = Math.min(endOf(grid), Math.max(grid.start, grid.start + (Math.floor((sure - grid.start) / grid.stepMs) + 1) * grid.stepMs))
      const tail = await ask(from)
      if (isWhole(tail, grid, skewMs)) {
        const series = joined(kept.series, tail.data.series, grid.start + skewMs, from + skewMs)
        return keep({ data: { ...tail.data, series, total: series.length }, warnings: [], infos: [...new Set([...kept.infos, ...tail.infos])] }, kept.wholeAt)
      }
    }
    const whole = await ask(grid.start)
    return isPointwise(query) ? keep(whole, askedAt) : whole
  } catch (thrown) {
    // it may be another server now, or one that has lost some; a refused query tells of itself alone
    if (!ctx.signal.aborted && asFailure(thrown).code !== 'api-error') forget(tails)
    throw thrown
  }
}

/** Nothing is missing in it, nothing was cut, no series comes twice, and all points lie where they were asked for. */
const isWhole = ({ data: { series, total, histograms }, warnings }: Answer<Result>, { start, stepMs }: Grid, skewMs: number): boolean =>
  warnings.length === 0 && histograms === 0 && total === series.length && series.every((one, i) => i === 0 || compared(series[i - 1]!.labels, one.labels) !== 0)
  && series.every(({ t }) => t.every((x, i) => Math.abs(offGrid(x - skewMs - start, stepMs)) <= 1 && (i === 0 || x > t[i - 1]!)))
const offGrid = (x: number, stepMs: number): number => x - Math.round(x / stepMs) * stepMs

/** As Prometheus orders series: by name and value of each label in turn. */
const compared = (a: Labels, b: Labels): number => {
  const [left, right] = [Object.keys(a), Object.keys(b)]
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [x, y] = left[i] === right[i] ? [a[left[i]!]!, b[right[i]!]!] : [left[i]!, right[i]!]
    if (x !== y) return x < y ? -1 : 1
  }
  return left.length - right.length
}

/** What was known from `start` to before `from`, then the tail. A series without a sample in all of that is not there. */
const joined = (kept: readonly FreeSeries[], tail: readonly FreeSeries[], start: number, from: number): readonly FreeSeries[] => {
  const out: FreeSeries[] = []
  let k = 0
  let n = 0
  while (k < kept.length || n < tail.length) {
    const order = k === kept.length ? 1 : n === tail.length ? -1 : compared(kept[k]!.labels, tail[n]!.labels)
    const old = order <= 0 ? kept[k++]! : null
    const fresh = order >= 0 ? tail[n++]! : null
    const [first, last] = old ? [reaches(old.t, start), reaches(old.t, from)] : [0, 0]
    const more = fresh?.t.length ?? 0
    if (last - first + more === 0) continue
    const t = new Float64Array(last - first + more)
    const v = new Float64Array(t.length)
    if (old) { t.set(old.t.subarray(first, last)); v.set(old.v.subarray(first, last)) }
    if (fresh) { t.set(fresh.t, last - first); v.set(fresh.v, last - first) }
    out.push({ labels: (old ?? fresh)!.labels, t, v })
  }
  return out
}
/** Index of the first time from `at` on, a millisecond of rounding allowed for. */
const reaches = (t: Float64Array, at: number): number => {
  let low = 0
  let high = t.length
  while (low < high) {
    const mid = (low + high) >> 1
    if (t[mid]! < at - 1) low = mid + 1
    else high = mid
  }
  return low
}
