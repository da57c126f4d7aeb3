import type { Zone } from '@shared/text/format'
import { t } from '@shared/text/catalogue'
import { axisTexts } from '../axis'
import { strokeOf, type Grain } from '../grain'
import { endLabels, fullText, textWidth } from '../labels'
import { axisOf, type Ink, type PanelModel } from '../model'
import { sceneOf, type Plot, type Scene } from '../scene'
import { el, words, type Attributes, type Markup } from './markup'
import { fill, stroke, type Palette } from './palette'

/** Named where every reader has one; a picture brings no font along. */
export const FONT = 'Inter, system-ui, sans-serif'
/** Fonts of other readers are wider than ours: so much more room is kept for words. */
const WIDER = 1.2
export const wide = (text: string, size = 11): number => textWidth(text) * WIDER * (size / 11)

/** Cut at its end to so many pixels. */
export const fitting = (text: string, room: number, size = 11): string => {
  if (wide(text, size) <= room) return text
  let kept = [...text]
  while (kept.length > 1 && wide(`${kept.join('')}…`, size) > room) kept = kept.slice(0, -1)
  return `${kept.join('')}…`
}

interface Wrapped { readonly lines: readonly string[]; readonly whole: boolean }

/** In lines of so many pixels; a word that is longer than one is broken. At most `most` lines, and whether that is all. */
export const wrapped = (text: string, room: number, { size = 11, most = Infinity }: { readonly size?: number; readonly most?: number } = {}): Wrapped => {
  const lines: string[] = []
  for (const word of text.split(' ').flatMap((each) => broken(each, room, size))) {
    const last = lines.at(-1)
    if (last !== undefined && wide(`${last} ${word}`, size) <= room) lines[lines.length - 1] = `${last} ${word}`
    else if (lines.length >= most) return { lines, whole: false }
    else lines.push(word)
  }
  return { lines, whole: true }
}
const broken = (word: string, room: number, size: number): readonly string[] => {
  if (wide(word, size) <= room) return [word]
  const parts: string[] = []
  let part = ''
  let width = 0
  for (const letter of word) {
    const own = wide(letter, size)
    if (width + own > room && part !== '') { parts.push(part); part = ''; width = 0 }
    part += letter
    width += own
  }
  return [...parts, part]
}

export const textAt = (palette: Palette, x: number, y: number, text: string, over: Attributes = {}): Markup =>
  el('text', { x, y, 'font-size': 11, 'font-weight': 500, ...fill(palette('axis')), ...over }, words(text))

/** Of lines in one ink each has a stroke of its own: the first is whole. */
const DASHES: readonly (string | undefined)[] = [undefined, '7 3', '3 2', '9 3 2 3', '1.5 2.5', '12 4']
export const PAST_DASH = '2 3'

/** The dash of each line by its id: no two lines that are drawn in one ink are alike. */
export const dashesOf = (series: PanelModel['series']): ReadonlyMap<string, string | undefined> => {
  const seen = new Map<Ink, number>()
  // the main line lies last, on top, and is whole
  return new Map(series.toReversed().map((s) => {
    if (s.draw === 'past') return [s.id, PAST_DASH]
    const n = seen.get(s.ink) ?? 0
    seen.set(s.ink, n + 1)
    return [s.id, DASHES[n % DASHES.length]]
  }))
}

export interface Drawn { readonly markup: readonly Markup[]; readonly scene: Scene; readonly plot: Plot }

const TOP = 12
const BOTTOM = 24
const MOST_LEFT = 110
const LABEL_PX = 7

/** Axes, grid, limits, bands, gaps, marks and lines of one panel inside a box. `id` tells its clips from those of other panels in the same picture. */
export const drawPanel = (model: PanelModel, box: Plot, zone: Zone, palette: Palette, id: string): Drawn => {
  const axis = axisOf(model)
  const axisWords = axisTexts(axis.ticks, model.unit)
  const left = Math.min(MOST_LEFT, Math.max(40, 12 + Math.max(0, ...axisWords.map((text) => wide(text)))))
  const room = Math.min(box.width * 0.3, Math.max(64, ...endLabels(model, zone).map((label) => wide(fullText(label)))))
  const plot: Plot = { x: box.x + left, y: box.y + TOP, width: Math.max(1, box.width - left - room - LABEL_PX), height: Math.max(1, box.height - TOP - BOTTOM) }
  const scene = sceneOf({ model, axis, plot, zone, labelRoom: room / WIDER })
  const right = plot.x + plot.width
  const Y = (value: number): number => Math.round((value * scene.scale.ky + scene.scale.by) * 10) / 10
  const inside = (value: number): boolean => value >= axis.min && value <= axis.max
  const markup = [
    ...axis.ticks.filter((v) => v !== 0).map((v) => el('path', { d: `M${plot.x} ${Y(v)}H${right}`, ...stroke(palette('grid')), 'shape-rendering': 'crispEdges' })),
    ...axis.ticks.map((v, i) => textAt(palette, plot.x - 7, Y(v) + 4, axisWords[i]!, { 'text-anchor': 'end' })),
    ...model.limits.filter((limit) => inside(limit.value)).map((limit) =>
      el('path', { d: `M${plot.x} ${Y(limit.value)}H${right}`, ...stroke(palette(limit.severity ?? 'border-control')), 'stroke-dasharray': '5 3', 'shape-rendering': 'crispEdges' })),
    ...marksOf(scene, plot, palette),
    ...linesOf(scene, model, plot, palette, id),
    ...scene.ticks.map((tick) => textAt(palette, tick.x, plot.y + plot.height + 19, tick.text, { 'text-anchor': 'middle' })),
    ...scene.labels.map((label) => textAt(palette, right + LABEL_PX, label.y + 4, label.text, {
      ...fill(palette(label.severity ? `${label.severity}-text` : label.ink ?? (label.bold ? 'text' : 'axis'))), ...(label.bold ? { 'font-weight': 600 } : {})
    })),
    ...scene.gaps.flatMap(({ words: told }) => told?.lines.map((line, i) => textAt(palette, told.x, told.y + i * 15, line, { 'text-anchor': told.anchor, ...halo(palette) })) ?? [])
  ]
  return { markup, scene, plot }
}

const halo = (palette: Palette): Attributes => ({ 'paint-order': 'stroke', ...stroke(palette('surface-panel')), 'stroke-width': 4, 'stroke-linejoin': 'round' })

/** What tells a layer from another in its ink, drawn over it. */
export const grained = (d: string, grain: Grain, palette: Palette): Markup => {
  const { width, cap, dash } = strokeOf(grain)
  return el('path', { d, fill: 'none', ...stroke(palette('surface-panel')), 'stroke-width': width, 'stroke-linecap': cap, 'stroke-dasharray': dash })
}

const marksOf = (scene: Scene, plot: Plot, palette: Palette): readonly Markup[] => {
  const bottom = plot.y + plot.height
  return [
    ...scene.bands.map((band) => el('g', band.pending ? { opacity: 0.5 } : {},
      el('rect', { x: band.x, y: plot.y, width: band.width, height: plot.height, ...fill(palette(`${band.severity}-wash`)) }),
      el('rect', { x: band.x, y: plot.y - 2, width: band.width, height: 2, ...fill(palette(band.severity)) }))),
    ...scene.gaps.map((gap) => el('path', { d: gap.hatch, fill: 'none', ...stroke(palette('unknown-edge')) })),
    ...scene.areas.flatMap(({ d, ink, grain }) => [el('path', { d, ...fill(palette(ink)) }), ...(grain ? [grained(grain.d, grain.kind, palette)] : [])]),
    el('path', { d: `M${plot.x} ${scene.base}h${plot.width}`, ...stroke(palette('border-strong')), 'shape-rendering': 'crispEdges' }),
    ...scene.changes.flatMap((change) => [
      el('path', { d: `M${change.x} ${plot.y - 2}V${bottom}`, ...stroke(palette('change')), 'stroke-dasharray': '1 3', 'shape-rendering': 'crispEdges' }),
      el('path', { d: `M${change.x - 4} ${plot.y - 7}h8l-4 6z`, ...fill(palette('change')) }),
      ...(change.label === '' ? [] : [textAt(palette, change.x + (change.side === 'left' ? -8 : 8), plot.y, change.label, { 'font-weight': 600, ...fill(palette('text')), ...halo(palette), ...(change.side === 'left' ? { 'text-anchor': 'end' } : {}) })])
    ])
  ]
}

const linesOf = (scene: Scene, model: PanelModel, plot: Plot, palette: Palette, id: string): readonly Markup[] => {
  const dashes = dashesOf(model.series)
  const line = (d: string): Attributes => ({ d, fill: 'none', 'stroke-linejoin': 'round' })
  // a dot of a sample that stands alone needs a round cap, a dash must not have one
  const drawn = ({ d, id: of, ink, draw }: Scene['lines'][number]): Markup => {
    const dash = dashes.get(of)
    return el('path', {
      ...line(d), ...stroke(palette(draw === 'past' && scene.areas.length > 0 ? 'text-muted' : ink)), 'stroke-width': draw === 'main' ? 1.5 : 1.25,
      'stroke-linecap': dash === undefined ? 'round' : 'butt', 'stroke-dasharray': dash
    })
  }
  return [
    ...scene.lines.filter(({ d }) => d !== '').map(drawn),
    ...scene.beyond.flatMap((part, i) => [
      el('clipPath', { id: `${id}-${i}` }, el('rect', { x: plot.x, y: part.y, width: plot.width + 4, height: part.height })),
      ...scene.lines.filter((l) => l.hot && l.d !== '').map((l) => el('path', { ...line(l.d), ...stroke(palette(part.severity)), 'stroke-width': 2, 'stroke-linecap': 'round', 'stroke-dasharray': dashes.get(l.id), 'clip-path': `url(#${id}-${i})` }))
    ])
  ]
}

/** Why nothing is drawn, in the middle of where it would be. */
export const drawNothing = (box: Plot, palette: Palette, lines: readonly string[]): readonly Markup[] =>
  lines.map((line, i) => textAt(palette, box.x + box.width / 2, box.y + box.height / 2 + i * 16, line, { 'text-anchor': 'middle', 'font-size': 12, ...fill(palette('unknown-text')) }))

/** A unit in words, where the caption does not say it. */
export const unitWords = (model: Pick<PanelModel, 'unit' | 'caption'>): string => {
  const unit = t(`out.unit.${model.unit}`)
  return model.caption.includes(unit) ? '' : unit
}
