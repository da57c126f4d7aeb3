import { isBeyond } from '@shared/domain/bound'
import type { Severity } from '@shared/domain/severity'
import { columnOf, keepSamples, keepTogether, pick } from '@shared/domain/decimate'
import { duration, type Zone } from '@shared/text/format'
import { t } from '@shared/text/catalogue'
import type { ValueAxis } from './axis'
import { endLabels, fullText, labelText, textWidth } from './labels'
import { isPast } from './dated'
import { beyondLimit, type Ink, type Limit, type PanelModel, type Series } from './model'
import { grainPath, type Grain } from './grain'
import { areaPath, hatchPath, linePath, px, type Scale } from './path'
import { spread } from './spread'
import { offsetOf, tickText, timeTicks, type Span } from './time'
import type { Usual } from './usual'

/** The drawing area, pixels. */
export interface Plot { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
export const samePlot = (a: Plot, b: Plot): boolean => a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height

/** Everything of a panel that moves with time, as places and paths. */
export interface Scene {
  readonly scale: Scale
  /** Where 0 lies, or the end of an axis that does not reach it. */
  readonly base: number
  readonly bands: readonly { readonly x: number; readonly width: number; readonly severity: Severity; readonly pending: boolean }[]
  readonly gaps: readonly { readonly hatch: string; readonly words: GapWords | null }[]
  readonly areas: readonly { readonly id: string; readonly ink: Ink; readonly d: string; readonly grain?: { readonly kind: Grain; readonly d: string } }[]
  /** Of what is usual; absent: there is none. */
  readonly usual?: string
  readonly lines: readonly { readonly id: string; readonly ink: Ink; readonly draw: Series['draw']; readonly d: string; readonly hot: boolean }[]
  /** Parts of the plot beyond a limit; what is hot is drawn there once more in the limit's severity. */
  readonly beyond: readonly { readonly severity: 'critical' | 'warning'; readonly y: number; readonly height: number }[]
  readonly changes: readonly { readonly x: number; readonly label: string; readonly side: 'left' | 'right' }[]
  readonly ticks: readonly { readonly at: number; readonly x: number; readonly text: string }[]
  readonly labels: readonly SceneLabel[]
  /** The newest sample of the main line, where a dot marks it. */
  readonly head: { readonly x: number; readonly y: number; readonly severity: Severity | null } | null
}
interface SceneLabel { readonly key: string; readonly y: number; readonly text: string; readonly full: string; readonly bold: boolean; readonly ink: Ink | null; readonly severity: Severity | null }
interface GapWords { readonly x: number; readonly y: number; readonly lines: readonly string[]; readonly anchor: 'start' | 'middle' | 'end' }

export interface SceneInput {
  readonly model: PanelModel
  readonly axis: ValueAxis
  readonly plot: Plot
  readonly zone: Zone
  /** Pixels to the right of the plot for labels. */
  readonly labelRoom: number
  /** From one label to the next, pixels. */
  readonly labelGap?: number
}

const LABEL_GAP = 15
/** A clock time and its breathing space; with a date or seconds more. */
const TICK_ROOM = 52
const WIDE_TICK_ROOM = 78

export const scaleOf = (window: Span, axis: ValueAxis, plot: Plot): Scale => {
  const kx = plot.width / (window.to - window.from)
  const ky = -plot.height / (axis.max - axis.min)
  return { kx, bx: plot.x - window.from * kx, ky, by: plot.y - axis.max * ky }
}

/** Pure: the same model, axis and places give the same scene. */
export const sceneOf = ({ model, axis, plot, zone, labelRoom, labelGap = LABEL_GAP }: SceneInput): Scene => {
  const { window, stack, marks } = model
  const scale = scaleOf(window, axis, plot)
  const X = (at: number): number => px(Math.min(Math.max(at, window.from), window.to) * scale.kx + scale.bx)
  const Y = (v: number): number => px(Math.min(Math.max(v, axis.min), axis.max) * scale.ky + scale.by)
  const span = window.to - window.from
  const lines = model.series.map((s) => ({
    id: s.id, ink: s.ink, draw: s.draw, d: linePath(s, scale, keepSamples(s.t, s.v, columnOf(span, plot.width))), hot: s.limited && crosses(s.v, model.limits)
  }))
  const main = model.series.find((s) => s.draw === 'main')
  return {
    scale,
    base: Y(0),
    bands: marks.bands.filter((b) => b.to > window.from && b.from < window.to)
      .map((b) => ({ x: X(b.from), width: px(Math.max(2, X(b.to) - X(b.from))), severity: b.severity, pending: b.pending })),
    gaps: gapsOnPlot(model, plot, X),
    areas: stack ? areasOf(stack, model.layers, span, plot, scale) : [],
    ...(model.usual ? { usual: usualPath(model.usual, columnOf(span, plot.width), scale) } : {}),
    lines,
    beyond: lines.some((l) => l.hot) ? beyondOf(model.limits, plot, Y) : [],
    changes: marks.changes.filter((c) => c.at >= window.from && c.at <= window.to).map((c) => {
      const x = X(c.at)
      return { x, label: c.label ?? '', side: c.label && x - plot.x < 8 + textWidth(c.label) ? 'right' as const : 'left' as const }
    }),
    ticks: ticksOf(window, plot, zone, X),
    labels: labelsOf(model, plot, labelRoom, labelGap, zone, Y),
    head: main?.last && !isPast(main.last.at, model)
      ? { x: X(main.last.at), y: Y(main.last.value), severity: main.limited ? beyondLimit(main.last.value, model.limits)?.severity ?? null : null }
      : null
  }
}

const crosses = (v: Float64Array, limits: readonly Limit[]): boolean => {
  for (const limit of limits) {
    if (limit.severity === null) continue
    for (let i = 0; i < v.length; i++) if (isBeyond(v[i]!, limit)) return true
  }
  return false
}

/** A thick line and what is smoothed around it. */
const LINE_WIDTH = 4

/** From each limit to the next more severe one on its side, else to the plot's edge and a little over it. Of one whose own value is trouble, with the line that lies on it. */
const beyondOf = (limits: readonly Limit[], plot: Plot, Y: (v: number) => number): Scene['beyond'] => {
  const start = ({ value, side, inclusive }: Limit): number => px(Y(value) + (inclusive ? (side === 'above' ? 1 : -1) * LINE_WIDTH / 2 : 0))
  return limits.flatMap((limit) => {
    const { severity, side, value } = limit
    if (severity === null) return []
    const further = limits.filter((l) => l.side === side && l.severity === 'critical' && severity !== 'critical' && (side === 'above' ? l.value > value : l.value < value)).map(start)
    const y = start(limit)
    const edge = side === 'above' ? plot.y - LINE_WIDTH : plot.y + plot.height + LINE_WIDTH
    const end = further.length === 0 ? edge : side === 'above' ? Math.max(...further) : Math.min(...further)
    const height = px(Math.abs(end - y))
    return (side === 'above' ? end < y : end > y) && height > 0 ? [{ severity, y: Math.min(y, end), height }] : []
  })
}

const usualPath = ({ t, low, high }: Usual, column: number, scale: Scale): string => {
  const keep = keepTogether(t, [low, high], column)
  return keep ? areaPath(pick(t, keep), pick(low, keep), pick(high, keep), scale) : areaPath(t, low, high, scale)
}

const areasOf = (stack: NonNullable<PanelModel['stack']>, layers: PanelModel['layers'], span: number, plot: Plot, scale: Scale): Scene['areas'] => {
  // one choice of samples for all layers, so that they keep touching, and of each as of the whole the lowest and the highest: what moves from layer to layer leaves the whole as it is
  const keep = keepTogether(stack.t, [...stack.values, stack.top, ...(stack.bottom.some((y) => y < 0) ? [stack.bottom] : [])], columnOf(span, plot.width))
  const of = (v: Float64Array): Float64Array => (keep ? pick(v, keep) : v)
  const times = of(stack.t)
  return layers.map(({ id, ink, grain }, i) => {
    const low = of(stack.low[i]!)
    const high = of(stack.high[i]!)
    return { id, ink, d: areaPath(times, low, high, scale), ...(grain ? { grain: { kind: grain, d: grainPath(times, low, high, scale, grain) } } : {}) }
  }).filter((area) => area.d !== '')
}

/** All gaps are hatched; the three widest say how long they are. */
const gapsOnPlot = ({ gaps, lastAt }: PanelModel, plot: Plot, X: (at: number) => number): Scene['gaps'] => {
  const widest = [...gaps].sort((a, b) => (b.to - b.from) - (a.to - a.from)).slice(0, 3)
  return gaps.map((gap) => {
    const x = X(gap.from)
    const width = X(gap.to) - x
    const words = lastAt === null ? [t('charts.noSamples')] : [t('charts.noData'), duration(gap.to - gap.from)]
    return {
      hatch: hatchPath(x, plot.y, width, plot.height),
      words: widest.includes(gap) && width > 3 ? place(x, width, plot, words) : null
    }
  })
}

/** Inside the hatch where it is wide enough, else on the side that has room, else across it. */
const place = (x: number, width: number, plot: Plot, lines: readonly string[]): GapWords => {
  const y = px(plot.y + plot.height * 0.45)
  const room = 14 + Math.max(...lines.map(textWidth))
  if (width < room && x - plot.x >= room) return { x: px(x - 5), y, lines, anchor: 'end' }
  if (width < room && plot.x + plot.width - x - width >= room) return { x: px(x + width + 5), y, lines, anchor: 'start' }
  return { x: px(x + width / 2), y, lines, anchor: 'middle' }
}

const ticksOf = (window: Span, plot: Plot, zone: Zone, X: (at: number) => number): Scene['ticks'] => {
  const span = window.to - window.from
  const wide = span > 3 * 86_400_000 || span < 5 * 60_000
  const { at, step } = timeTicks(window, Math.max(1, Math.floor(plot.width / (wide ? WIDE_TICK_ROOM : TICK_ROOM))), offsetOf(zone))
  return at.map((moment) => ({ at: moment, x: X(moment), text: tickText(moment, step, zone) })).filter((tick) => tick.x >= plot.x + 12 && tick.x <= plot.x + plot.width - 12)
}

const labelsOf = (model: PanelModel, plot: Plot, room: number, gap: number, zone: Zone, Y: (v: number) => number): Scene['labels'] => {
  const all = endLabels(model, zone)
  const ys = spread(all.map((label) => Y(label.value)), gap, plot.y, plot.y + plot.height)
  const lines = all.map((label, i) => ({
    key: label.key, y: px(ys[i]!), text: labelText(label, room), full: fullText(label), bold: label.bold, ink: label.ink, severity: label.severity
  }))
  return model.more > 0
    ? [...lines, { key: 'more', y: px(plot.y + plot.height + 14), text: t('charts.more', { count: model.more }), full: t('charts.more', { count: model.more }), bold: false, ink: null, severity: null }]
    : lines
}
