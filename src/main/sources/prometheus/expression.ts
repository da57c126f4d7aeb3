import { takeApart } from '@shared/domain/comparison'
import { labelOf, type Labels } from '@shared/domain/labels'
import type { Panel, PanelData } from '@shared/domain/series'
import { thinned } from '@shared/domain/thinned'
import { t } from '@shared/text/catalogue'
import { SourceFailure } from '../../ports/failure'
import type { ExpressionQuery, SourceContext, SourceInstance } from '../../ports/source-kind'
import { apiOf, type Api } from './api'
import { bounded, whole } from './guard'
import { limitOf, unitOf } from './limit'
import { gridFor, isLowWorst, namesOf, onGrid, warningsOf, worst } from './lines'
import { memoryOf } from './memory'
import { nameText, quote } from './template'

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
  const { count, warnings } = await countOf(api, drawn, to + memory.skewMs)
  const unit = unitOf(drawn, apart?.limit ?? null)
  const panel: Panel = {
    id: 'expression', title: labelOf(query.labels, 'alertname') ?? t('panel.expression'), caption: t('panel.expression.caption'), unit, signal: 'other', draw: 'lines', axis: null,
    limits: apart ? [limitOf(apart, unit, query.labels, source.severity)] : [], source: source.id, expression: drawn
  }
  const low = isLowWorst(panel)
  const many = count !== null && count > MANY
  const own = many ? await ownOf(api, drawn, query.labels, to + memory.skewMs) : null
  const answer = await bounded(source, api, many ? narrowed(drawn, own, low) : drawn, grid, ctx, () => low)
  const names = namesOf(answer.data.series.map((r) => r.labels))
  const kept = worst(answer.data.series.map((range, i) => onGrid(range, grid, memory.skewMs, names[i]!, isOwn(range.labels, query.labels) ? 'own' : '')), () => panel)
  return {
    panel,
    data: {
      panel: 'expression', source: source.id, from: query.from, to: query.to, stepMs: grid.stepMs, at: ctx.now(),
      ...thinned(kept.lines, panel.draw, query.to - query.from, query.width),
      more: Math.max(many ? count - (own ? 1 : MANY) : 0, kept.more + answer.data.total - answer.data.series.length), warnings: [...new Set([...warnings, ...warningsOf([answer])])]
    }
  }
}

/** Whether an alert with these labels is about this series: it takes all of the series' labels and adds its rule's. */
const isOwn = (series: Labels, alert: Labels): boolean => Object.keys(series).every((name) => name === '__name__' || labelOf(alert, name) === series[name])

/** Above this many series only those of the alert are asked for. */
const MANY = 5

/** How many series there are, counted by the server: of tens of thousands no list may come here. Null: they cannot be counted, such as a number. */
const countOf = async (api: Api, text: string, at: number): Promise<{ readonly count: number | null; readonly warnings: readonly string[] }> => {
  try {
    const { data, warnings } = await api.instant(`count(${whole(text)})`, at)
    return { count: data[0]?.value ?? 0, warnings }
  } catch (thrown) {
    // what is wrong with it the question itself tells
    if (!(thrown instanceof SourceFailure) || !UNCOUNTABLE.has(thrown.code)) throw thrown
    return { count: null, warnings: [] }
  }
}
const UNCOUNTABLE: ReadonlySet<string> = new Set(['api-error', 'wrong-shape'])

/** Labels of the alert's own series, of several the one that has most of them; null: there is none, or the server cannot tell it. */
const ownOf = async (api: Api, text: string, labels: Labels, at: number): Promise<Labels | null> => {
  try {
    const found = (await api.instant(ownQuery(text, labels), at)).data.filter((s) => isOwn(s.labels, labels))
    return found.toSorted((a, b) => Object.keys(b.labels).length - Object.keys(a.labels).length)[0]?.labels ?? null
  } catch (thrown) {
    if (!(thrown instanceof SourceFailure) || !UNCOUNTABLE.has(thrown.code)) throw thrown
    return null
  }
}

/** `isOwn` as PromQL: a series without a label of the alert or with the same value, for each of them, and without any other label. */
const ownQuery = (text: string, alert: Labels): string => {
  const marks = Object.entries(alert).filter(([name, value]) => name !== '__name__' && value !== '')
  const alike = marks.reduce((inner, [name, value]) => `(${inner}) and on (${nameText(name)}) (${marked('vector(1)', name, value)} or vector(1))`, whole(text))
  return `topk(${MANY}, (${alike}) and ignoring (${marks.map(([name]) => nameText(name)).join(', ')}) vector(1))`
}
const marked = (inner: string, name: string, value: string): string => `label_replace(${inner}, ${quote(name)}, ${quote(value.replaceAll('$', '$$$$'))}, "", "")`

/** The expression restricted to the alert's own series; without one of them, to the highest or, where trouble lies below, the lowest. */
const narrowed = (text: string, own: Labels | null, low: boolean): string => {
  if (!own) return `${low ? 'bottomk' : 'topk'}(${MANY}, ${whole(text)})`
  const marks = Object.entries(own).filter(([name]) => name !== '__name__')
  return `(${whole(text)}) and on (${marks.map(([name]) => nameText(name)).join(', ')}) ${marks.reduce((inner, [name, value]) => marked(inner, name, value), 'vector(1)')}`
}
