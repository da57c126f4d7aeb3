import { fingerprintOf, labelOf, labelsOf, type Labels } from '@shared/domain/labels'
import type { FiredAlerts, FiredQuery, PastAlert, PastAlerts, SourceContext, SourceInstance } from '../../ports/source-kind'
import type { WatchedRule } from './alerts'
import { apiOf } from './api'
import { memoryOf, namingOf } from './memory'
import { matchersOf } from './template'
import type { Range } from './wire'

const MOST_POINTS = 1_000
const LEAST_STEP_S = 15
/** Most rules are evaluated at least this often. */
const LEAST_WINDOW_S = 60
/** What is away for less has not ended: it flaps, or is evaluated rarely. */
const SAME_MS = 5 * 60_000
const MOST_SERIES = 500
const MOST_ALERTS = 500

/** Where a span is looked at, ms of the server's clock. `windowMs` reaches back from each point, so that nothing between two points is missed. */
interface PastGrid { readonly start: number; readonly end: number; readonly stepMs: number; readonly windowMs: number }

/** At most 1,000 points, the last of them a window behind the end: then what has just ended can be told from what fires. */
export const pastGrid = (from: number, to: number): PastGrid => {
  const spanS = Math.max(0, to - from) / 1000
  const step = Math.max(LEAST_STEP_S, Math.ceil((spanS + LEAST_WINDOW_S) / (MOST_POINTS - 2)))
  const window = Math.max(step, LEAST_WINDOW_S)
  return { start: from, end: from + Math.floor((spanS + window) / step) * step * 1000, stepMs: step * 1000, windowMs: window * 1000 }
}

/** What fired at any moment of the window before each point. `of`: further matchers. */
export const firingQuery = (windowMs: number, of = ''): string => `max_over_time(ALERTS{alertstate="firing"${of && `,${of}`}}[${windowMs / 1000}s])`

/** Prometheus writes down itself, as samples of `ALERTS`, which alerts fire: of a whole night in one question. Labels are those that its rules API tells, so fingerprints are, too. */
export const alertsBetween = async (source: SourceInstance, { from, to }: { readonly from: number; readonly to: number }, ctx: SourceContext): Promise<PastAlerts> => {
  const { skewMs } = memoryOf(ctx)
  const grid = pastGrid(from + skewMs, to + skewMs)
  const api = apiOf(source, ctx, ctx.now() + source.timeoutMs)
  const { data, warnings } = await api.range(firingQuery(grid.windowMs), grid.start, grid.end, grid.stepMs)
  const all = data.slice(0, MOST_SERIES).flatMap((series) => pastOf(series, grid, to + skewMs)).map((alert) => ({ ...alert, from: alert.from - skewMs, to: alert.to - skewMs }))
    .sort((a, b) => a.from - b.from || (a.fingerprint < b.fingerprint ? -1 : 1))
  return { alerts: all.slice(0, MOST_ALERTS), whole: warnings.length === 0 && data.length <= MOST_SERIES && all.length <= MOST_ALERTS }
}

/** When alerts of the service fired, whether or not they still do: those that its name stands on, by whichever label names services. */
export const fired = async (source: SourceInstance, { service, from, to }: FiredQuery, ctx: SourceContext): Promise<FiredAlerts> => {
  const { skewMs, rules } = memoryOf(ctx)
  const grid = pastGrid(from + skewMs, to + skewMs)
  const query = namingOf(source).service.map((label) => firingQuery(grid.windowMs, matchersOf(labelsOf([[label, service]])))).join(' or ')
  const { data, warnings } = await apiOf(source, ctx, ctx.now() + source.timeoutMs).range(query, grid.start, grid.end, grid.stepMs)
  const all = data.slice(0, MOST_SERIES).flatMap((series) => runsOf(series, grid, to + skewMs))
    .map((run) => ({ ...run, from: Math.max(from, run.from - skewMs), to: run.to - skewMs, expression: expressionOf(run.labels, rules?.read.watched ?? []) }))
    .sort((a, b) => a.from - b.from || (a.fingerprint < b.fingerprint ? -1 : 1))
  return { alerts: all.slice(0, MOST_ALERTS), whole: warnings.length === 0 && data.length <= MOST_SERIES && all.length <= MOST_ALERTS }
}

/** Of the rule that raises it; null where none of that name does, or several do that look at different things. */
const expressionOf = (labels: Labels, rules: readonly WatchedRule[]): string | null => {
  const own = rules.filter((rule) => rule.name === labelOf(labels, 'alertname') && Object.entries(rule.labels).every(([name, value]) => value.includes('{{') || labelOf(labels, name) === value))
  return new Set(own.map((rule) => rule.query)).size === 1 ? own[0]!.query : null
}

/** Times of one series within a step. What fires at the first point began before. */
const pastOf = (series: Range, grid: PastGrid, to: number): readonly PastAlert[] => runsOf(series, grid, to).filter((run) => !run.before)

/** The same with what fires at the first point, from there on. */
const runsOf = ({ labels: all, t, v }: Range, { start, end, stepMs, windowMs }: PastGrid, to: number): readonly PastAlert[] => {
  // seconds with a fraction come back a hair off
  const times = t.filter((time, i) => v[i]! > 0 && time >= start - 1 && time <= end + 1).sort()
  const runs: { first: number; last: number }[] = []
  for (const time of times) {
    const run = runs.at(-1)
    if (run && time - run.last <= SAME_MS) run.last = time
    else runs.push({ first: time, last: time })
  }
  const labels = labelsOf(Object.entries(all).filter(([name]) => name !== 'alertstate' && name !== '__name__'))
  const fingerprint = fingerprintOf(labels)
  return runs.map(({ first, last }) => {
    const began = Math.min(first, to)
    return { fingerprint, labels, from: began, ...(first <= start + 1 && { before: true }), to: Math.min(to, Math.max(began, last - windowMs + stepMs)) }
  })
}
