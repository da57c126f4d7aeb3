import { labelOf, labelsOf, type Labels } from '@shared/domain/labels'
import type { Panel, PanelData } from '@shared/domain/series'
import { thinned } from '@shared/domain/thinned'
import { t } from '@shared/text/catalogue'
import type { ExpressionQuery, SourceContext, SourceInstance } from '../../ports/source-kind'
import { apiOf } from './api'
import { takeApart } from './comparison'
import { bounded, whole } from './guard'
import { limitOf, unitOf } from './limit'
import { gridFor, isLowWorst, namesOf, onGrid, warningsOf, worst } from './lines'
import { memoryOf } from './memory'
import { nameText, quote } from './template'
import type { Sample } from './wire'

/**
 * The graph behind an alert: the rule's expression without its comparison, so that the line shows on both sides of the limit.
 * Where many series stand behind it, those of this alert are drawn.
 */
export const expression = async (source: SourceInstance, query: ExpressionQuery, ctx: SourceContext): Promise<{ readonly panel: Panel; readonly data: PanelData }> => {
  const memory = memoryOf(ctx)
  const api = apiOf(source, ctx, Infinity)
  const apart = takeApart(query.expression)
  const drawn = apart?.expression ?? query.expression
  const to = Math.min(query.to, ctx.now())
  const grid = gridFor(query.from, to, query.width, memory.facts.scrape.usual)
  const now = await api.instant(drawn, to + memory.skewMs)
  const unit = unitOf(drawn, apart?.limit ?? null)
  const panel: Panel = {
    id: 'expression', title: labelOf(query.labels, 'alertname') ?? t('panel.expression'), caption: t('panel.expression.caption'), unit, signal: 'other', draw: 'lines', axis: null,
    limits: apart ? [limitOf(apart, unit, query.labels, source.severity)] : [], source: source.id, expression: drawn
  }
  const low = isLowWorst(panel)
  const { text, more } = narrowed(drawn, now.data, query.labels, low)
  const answer = await bounded(source, api, text, grid, ctx, () => low)
  const names = namesOf(answer.data.series.map((r) => r.labels))
  const kept = worst(answer.data.series.map((range, i) => onGrid(range, grid, memory.skewMs, names[i]!, isOwn(range.labels, query.labels) ? 'own' : '')), () => low)
  return {
    panel,
    data: {
      panel: 'expression', source: source.id, from: query.from, to: query.to, stepMs: grid.stepMs, at: ctx.now(),
      ...thinned(kept.lines, panel.draw, query.to - query.from, query.width),
      more: Math.max(more, kept.more + answer.data.total - answer.data.series.length), warnings: [...new Set([...now.warnings, ...warningsOf([answer])])]
    }
  }
}

/** Whether an alert with these labels is about this series: it takes all of the series' labels and adds its rule's. */
const isOwn = (series: Labels, alert: Labels): boolean => Object.keys(series).every((name) => name === '__name__' || labelOf(alert, name) === series[name])

/** Above this many series only those of the alert are asked for. */
const MANY = 5

/** The expression restricted to the alert's own series where there are many; without one of them, to the highest or, where trouble lies below, the lowest. */
export const narrowed = (text: string, series: readonly Sample[], labels: Labels, low: boolean): { readonly text: string; readonly more: number } => {
  if (series.length <= MANY) return { text, more: 0 }
  const own = series.find((s) => isOwn(s.labels, labels))
  if (!own) return { text: `${low ? 'bottomk' : 'topk'}(${MANY}, ${whole(text)})`, more: series.length - MANY }
  const marks = labelsOf(Object.entries(own.labels).filter(([name]) => name !== '__name__'))
  const only = Object.entries(marks).reduce((inner, [name, value]) => `label_replace(${inner}, ${quote(name)}, ${quote(value.replaceAll('$', '$$$$'))}, "", "")`, 'vector(1)')
  return { text: `(${whole(text)}) and on (${Object.keys(marks).map(nameText).join(', ')}) ${only}`, more: series.length - 1 }
}
