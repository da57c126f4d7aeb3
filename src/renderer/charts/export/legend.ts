import { GAP_STEPS } from '@shared/domain/decimate'
import { t } from '@shared/text/catalogue'
import { figureText, type Zone } from '@shared/text/format'
import { bandKey } from '../bands'
import { grainPath } from '../grain'
import { toldLast, type Layer, type PanelModel, type Series } from '../model'
import { pointText, type Span } from '../time'
import { dashesOf, fitting, grained, PAST_DASH, textAt, wide } from './drawing'
import { el, type Markup } from './markup'
import { fill, stroke, type Palette } from './palette'

/** One entry: what is drawn, and in words what it is. */
interface Entry { readonly swatch: (x: number, y: number) => Markup; readonly text: string; readonly strong?: boolean }

export interface Legend { readonly height: number; readonly at: (x: number, y: number) => readonly Markup[] }

const LINE = 18
const SWATCH = 18
const BETWEEN = 22
const MOST_CHANGES = 6
const MOST_GAPS = 3

/** A newest value, dated when it is not of now. */
const told = (last: Series['last'], model: PanelModel, zone: Zone): string => {
  if (!last) return t('common.none')
  const value = figureText(last.value, model.unit)
  return model.window.to - last.at <= GAP_STEPS * model.intervalMs ? value : t('charts.then', { value, time: pointText(last.at, model.window, zone) })
}

const newestOf = (t: Float64Array, v: Float64Array): Series['last'] => {
  for (let i = v.length - 1; i >= 0; i--) if (Number.isFinite(v[i]!)) return { at: t[i]!, value: v[i]! }
  return null
}

const entriesOf = (model: PanelModel, zone: Zone, palette: Palette): readonly Entry[] => {
  const { window, stack } = model
  const at = (moment: number): string => pointText(moment, window, zone)
  const dashes = dashesOf(model.series)
  const rule = (paint: Parameters<typeof stroke>[0], dash: string | undefined, width = 2) => (x: number, y: number): Markup => el('path', { d: `M${x} ${y}h${SWATCH - 4}`, fill: 'none', ...stroke(paint), 'stroke-width': width, 'stroke-dasharray': dash })
  const block = (paint: Parameters<typeof fill>[0]) => (x: number, y: number): Markup => el('rect', { x, y: y - 4, width: SWATCH - 4, height: 8, ...fill(paint) })
  const layerSwatch = ({ ink, grain }: Layer) => (x: number, y: number): Markup => {
    const plain = block(palette(ink))(x, y)
    return grain ? el('g', {}, plain, grained(grainPath([x, x + SWATCH - 4], [y + 4, y + 4], [y - 4, y - 4], { kx: 1, bx: 0, ky: 1, by: 0 }, grain), grain, palette)) : plain
  }
  const lines = model.series.filter((s) => s.draw !== 'past').toSorted((a, b) => a.index - b.index)
  const within = (b: Span): boolean => b.to > window.from && b.from < window.to
  const changes = model.marks.changes.filter((c) => c.at >= window.from && c.at <= window.to)
  return [
    ...lines.map((s): Entry => ({ swatch: rule(palette(s.ink), dashes.get(s.id)), text: t('out.legend.now', { name: s.name || model.title, value: told(toldLast(s), model, zone) }), strong: s.draw === 'main' })),
    ...(stack ? model.layers.map((layer, i): Entry => ({ swatch: layerSwatch(layer), text: t('out.legend.now', { name: layer.name, value: told(newestOf(stack.t, stack.values[i]!), model, zone) }) })) : []),
    ...model.series.filter((s) => s.draw === 'past').map((s): Entry => ({ swatch: rule(palette(stack ? 'text-muted' : s.ink), PAST_DASH), text: t('out.legend.now', { name: s.name, value: told(toldLast(s), model, zone) }) })),
    ...model.limits.map((limit): Entry => ({ swatch: rule(palette(limit.severity ?? 'border-control'), '5 3', 1), text: limit.text })),
    ...model.marks.bands.filter(within).map((b): Entry => {
      const open = b.to >= window.to
      const values = { severity: t(`severity.${b.severity}`), from: at(b.from), to: open ? '' : at(b.to) }
      return { swatch: (x, y) => el('g', b.pending ? { opacity: 0.5 } : {}, block(palette(`${b.severity}-wash`))(x, y), el('rect', { x, y: y - 5, width: SWATCH - 4, height: 2, ...fill(palette(b.severity)) })), text: t(bandKey(b, open), values) }
    }),
    ...(changes.length > 0 ? [{ swatch: (x: number, y: number): Markup => el('path', { d: `M${x + 3} ${y - 3}h8l-4 6z`, ...fill(palette('change')) }), text: t('out.legend.change', { count: changes.length, at: [...changes.slice(0, MOST_CHANGES).map((c) => (c.label ? `${at(c.at)} ${c.label}` : at(c.at))), ...(changes.length > MOST_CHANGES ? ['…'] : [])].join(', ') }) }] : []),
    ...model.gaps.slice(0, MOST_GAPS).map((gap): Entry => ({ swatch: (x, y) => el('path', { d: `M${x} ${y + 4}l8 -8M${x + 6} ${y + 4}l8 -8`, fill: 'none', ...stroke(palette('unknown-edge')) }), text: t('out.legend.gap', { from: at(gap.from), to: at(gap.to) }) })),
    ...(model.gaps.length > MOST_GAPS ? [{ swatch: (): Markup => el('g', {}), text: t('out.legend.moreGaps', { count: model.gaps.length - MOST_GAPS }) }] : []),
    ...(model.more > 0 ? [{ swatch: (): Markup => el('g', {}), text: t('out.legend.more', { count: model.more }) }] : [])
  ]
}

/** Every line, layer, limit, band and gap by name, in as many rows as they need. */
export const legendOf = (model: PanelModel, zone: Zone, palette: Palette, width: number): Legend => {
  const rows: (Entry & { readonly x: number; readonly row: number; readonly shown: string })[] = []
  let x = 0
  let row = 0
  for (const entry of entriesOf(model, zone, palette)) {
    const shown = fitting(entry.text, width - SWATCH)
    const needs = SWATCH + Math.ceil(wide(shown))
    if (x > 0 && x + needs > width) { x = 0; row++ }
    rows.push({ ...entry, x, row, shown })
    x += needs + BETWEEN
  }
  return {
    height: rows.length === 0 ? 0 : (row + 1) * LINE,
    at: (left, top) => rows.flatMap((entry) => {
      const y = top + entry.row * LINE + LINE / 2
      return [entry.swatch(left + entry.x, y), textAt(palette, left + entry.x + SWATCH, y + 4, entry.shown, { ...fill(palette(entry.strong ? 'text' : 'text-muted')), ...(entry.strong ? { 'font-weight': 600 } : {}) })]
    })
  }
}
