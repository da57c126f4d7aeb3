import { labelOf } from '@shared/domain/labels'
import { NO_NAMES, type FreeQuery, type FreeSeries, type NamesData, type NamesQuery, type QueryData } from '@shared/domain/query'
import { t as words } from '@shared/text/catalogue'
import { SourceFailure } from '../../ports/failure'
import type { Sight } from './alerts'
import { evaluate, keyOf, selected, type Value } from './evaluate'
import { parse, unanswered } from './promql'
import { METRICS, scraped } from './scrape'

const STEPS = [15, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200, 21_600, 86_400].map((s) => s * 1_000)
const MOST_POINTS = 2_000

/** The newsroom's own answer to a question; of the future it knows nothing. */
export const answer = (asked: FreeQuery, sight: Sight, now: number): QueryData => {
  const expression = parse(asked.expression)
  const all = scraped(sight)
  const until = Math.min(asked.to, now)
  const base = { source: sight.source, from: asked.from, to: asked.to, at: now, text: null, histograms: 0, warnings: [] }
  if (asked.kind === 'instant') {
    const value = evaluate(expression, all, until - sight.offset)
    const series = pointsOf(value).map(({ labels, v }): FreeSeries => ({ labels, t: Float64Array.of(until), v: Float64Array.of(v) }))
    return { ...base, shape: typeof value === 'number' ? 'scalar' : 'vector', stepMs: 0, series, total: series.length }
  }
  const span = Math.max(0, until - asked.from)
  const wanted = Math.max(asked.stepMs ?? span / asked.width, span / MOST_POINTS)
  const stepMs = asked.stepMs !== null && wanted === asked.stepMs ? asked.stepMs : STEPS.find((s) => s >= wanted) ?? Math.ceil(wanted)
  const first = Math.ceil(asked.from / stepMs) * stepMs
  const t = Float64Array.from({ length: Math.max(0, Math.floor((until - first) / stepMs) + 1) }, (_, i) => first + i * stepMs)
  const found = new Map<string, FreeSeries>()
  t.forEach((at, i) => {
    for (const { labels, v } of pointsOf(evaluate(expression, all, at - sight.offset))) {
      const key = keyOf(labels)
      const series = found.get(key) ?? { labels, t, v: new Float64Array(t.length).fill(NaN) }
      series.v[i] = v
      found.set(key, series)
    }
  })
  const series = [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one)
  return { ...base, shape: 'matrix', stepMs, series, total: series.length }
}

const pointsOf = (value: Value) => (typeof value === 'number' ? [{ labels: {}, v: value }] : value)

/** What there is to be named. */
export const namesIn = ({ what, label, metric, match }: NamesQuery, sight: Sight): NamesData => {
  const chosen = match === null ? null : parse(match)
  if (chosen && chosen.kind !== 'selector') throw unanswered(match ?? '')
  const all = selected(scraped(sight), chosen?.matchers ?? (metric === null ? [] : [{ name: '__name__', operator: '=', value: metric, pattern: null }]))
  const named = (names: readonly string[]): NamesData => ({ ...NO_NAMES, names: [...new Set(names)].sort() })
  const values = (name: string): NamesData => named(all.flatMap((s) => labelOf(s.labels, name) ?? []))
  switch (what) {
    case 'metrics': return values('__name__')
    case 'labels': return named(all.flatMap((s) => Object.keys(s.labels)))
    case 'values': {
      if (label === null) throw new SourceFailure('settings', { detail: words('query.noLabel') })
      return values(label)
    }
    case 'metadata': {
      const { names } = values('__name__')
      return { ...NO_NAMES, names, metadata: Object.fromEntries(names.flatMap((name) => (METRICS[name] ? [[name, METRICS[name]]] : []))) }
    }
    case 'series': return { ...values('__name__'), series: all.map((s) => s.labels) }
  }
}
