import { GAP_STEPS } from '@shared/domain/decimate'
import { figuresOf } from '@shared/domain/figures'
import type { Whole } from '@shared/domain/series'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { age, figureText, momentIn, type Zone } from '@shared/text/format'
import { datedOf, rangeTexts, shapeOf, toldValues, type Dated, type Given } from '../charts/export'
import { bandKey, type PanelStatus, type Span } from '../charts'
import type { Block } from './document'

const SHAPE = 40
const MOST_LINES = 20
const MOST_MARKS = 20

interface Row { readonly name: string; readonly t: Float64Array; readonly v: Float64Array; readonly whole?: Whole }

/** Every line or layer that is drawn, as the source told them, and what is laid beside at the end. */
const rowsOf = ({ model }: Given): readonly Row[] => [
  ...model.series.filter((s) => s.draw !== 'past').toSorted((a, b) => a.index - b.index).map((s) => ({ ...s, v: toldValues(s) })),
  ...(model.stack ? model.layers.map((layer, i) => ({ ...layer, t: model.stack!.t, v: model.stack!.values[i]! })) : []),
  ...(model.stack && model.layers.length > 1 ? [{ name: t('panel.table.total'), t: model.stack.t, v: model.stack.total, ...(model.whole ? { whole: model.whole } : {}) }] : []),
  ...model.series.filter((s) => s.draw === 'past')
]

const lastOf = ({ t: times, v }: Row): { readonly at: number; readonly value: number } | null => {
  for (let i = v.length - 1; i >= 0; i--) if (Number.isFinite(v[i]!)) return { at: times[i]!, value: v[i]! }
  return null
}

/** Figures are of all samples that were asked for; where the graph shows only some of that time, it is said which. */
const figuresItem = (rows: readonly Row[], { from, to }: Span, zone: Zone): readonly string[] => {
  const spans = rows.flatMap(({ whole }) => whole ?? [])
  const span = { from: Math.min(...spans.map((one) => one.from)), to: Math.max(...spans.map((one) => one.to)) }
  return span.from < from || span.to > to ? [t('out.md.figures', { range: rangeTexts(span, zone)[0]! })] : []
}

/** The time that a text is of, once for all its panels. */
export const rangeBlock = (window: Span, zone: Zone): Block => ({ kind: 'list', items: rangeItems(window, zone) })
export const rangeItems = (window: Span, zone: Zone): readonly string[] => rangeTexts(window, zone).map((range, i) => t(i === 0 ? 'out.md.range' : 'out.md.range.utc', { range }))

/** Where numbers come from, how old they are, and what is wrong with them. */
export const sourceItems = (source: string, data: Dated & { readonly warnings: readonly string[] } | null, staleAfterMs: number, status: PanelStatus, now: number): readonly string[] => {
  const name = clean(source, { max: 60 })
  return [
    data === null ? t('out.md.data.none', { source: name })
      : data.at === null ? t('out.md.data.noSamples', { source: name })
        : t(data.newest ? 'out.md.data.newest' : now - data.at > staleAfterMs ? 'out.md.data.stale' : 'out.md.data', { source: name, age: age(data.at, now) }),
    ...(status.kind === 'failed' ? [t('out.md.failed', { reason: clean(status.reason, { max: 400 }) })] : []),
    ...(data?.warnings.length ? [t('out.partial', { detail: clean(data.warnings.join('; '), { max: 400 }) })] : [])
  ]
}

/** A graph in words: where its numbers come from, what they were, what marks them, and the query behind them. `told`: the time that was said already. */
export const panelBlocks = (given: Given, now: number, told: Span): readonly Block[] => {
  const { model, data, source, staleAfterMs, status, zone, panel } = given
  const { window, unit, marks } = model
  const figure = (value: number): string => figureText(value, unit)
  const at = (moment: number): string => momentIn(moment, window, zone)
  const newest = (row: Row): string => {
    const last = lastOf(row)
    if (!last) return t('common.none')
    return window.to - last.at <= GAP_STEPS * model.intervalMs ? figure(last.value) : t('out.md.last', { value: figure(last.value), time: at(last.at) })
  }
  const rows = rowsOf(given).slice(0, MOST_LINES)
  const unitName = t(`out.unit.${unit}`)
  const within = (moment: number): boolean => moment >= window.from && moment <= window.to
  const facts = [
    ...(model.caption ? [model.caption] : []),
    ...(window.from === told.from && window.to === told.to ? [] : rangeItems(window, zone)),
    ...sourceItems(source, data && { ...datedOf(model, data.at), warnings: data.warnings }, staleAfterMs, status, now),
    ...(unitName ? [t('out.md.unit', { unit: unitName })] : []),
    ...model.limits.map((limit) => limit.text),
    ...marks.bands.filter((b) => b.to > window.from && b.from < window.to).slice(0, MOST_MARKS).map((b) => t(bandKey(b, b.to >= window.to), {
      severity: t(`severity.${b.severity}`), from: at(b.from), to: b.to >= window.to ? '' : at(b.to)
    })),
    ...model.gaps.slice(0, MOST_MARKS).map((gap) => t('out.md.gap', { from: at(gap.from), to: at(gap.to) })),
    ...marks.changes.filter((c) => within(c.at)).slice(0, MOST_MARKS).map((c) => t('out.md.mark', { time: at(c.at) }) + (c.label ? ` ${c.label}` : '')),
    ...(model.more > 0 ? [t('out.legend.more', { count: model.more })] : []),
    ...figuresItem(rows, window, zone)
  ]
  const named = (row: Row): string => row.name || model.title
  const longest = Math.min(40, Math.max(0, ...rows.map((row) => [...named(row)].length)))
  return [
    { kind: 'heading', level: 2, text: model.title },
    { kind: 'list', items: facts },
    ...(panel.expression ? [{ kind: 'code', language: 'promql', text: panel.expression } satisfies Block] : []),
    ...(rows.length === 0 || model.lastAt === null ? [{ kind: 'text', text: t('out.md.noSamples') } satisfies Block] : [
      {
        kind: 'table', head: ['out.md.series', 'out.md.now', 'out.md.min', 'out.md.max', 'out.md.mean', 'out.md.p95'].map((key) => t(key as 'out.md.now')),
        rows: rows.map((row) => { const f = row.whole ?? figuresOf(row.v); return [named(row), newest(row), ...(f ? [f.min, f.max, f.mean, f.p95].map(figure) : [1, 2, 3, 4].map(() => t('common.none')))] })
      } satisfies Block,
      { kind: 'code', language: 'text', text: rows.map((row) => `${[...named(row)].slice(0, longest).join('').padEnd(longest)}  ${shapeOf(row.t, row.v, window, SHAPE, GAP_STEPS * model.intervalMs)}`).join('\n') } satisfies Block
    ])
  ]
}
