import { t } from '@shared/text/catalogue'
import type { ValueAxis } from './axis'
import { strokeOf, type Grain } from './grain'
import type { Variant } from './layout'
import { textWidth } from './labels'
import { mainSeries, type Ink, type PanelModel } from './model'
import type { Plot, Scene } from './scene'
import type { Kind, Shape } from './sketch'
import { trendOf, type Trend } from './trend'

export interface ShapesInput {
  readonly scene: Scene
  readonly model: PanelModel
  readonly axis: ValueAxis
  readonly plot: Plot
  readonly labelRoom: number
  readonly variant: Variant
  /** What the ids of its parts begin with: one panel's own. */
  readonly id: string
}

const kind = (tag: Kind['tag'], ...names: readonly string[]): Kind => ({ tag, names })
const GROUP = kind('g', 'class')
const PATH = kind('path', 'class', 'd')
const AREA = kind('path', 'd', 'fill')
const GRAIN = kind('path', 'class', 'd', 'stroke-width', 'stroke-linecap', 'stroke-dasharray')
const LINE = kind('path', 'class', 'd', 'stroke')
const HOT = kind('path', 'class', 'clip-path', 'd')
const CLIP = kind('clipPath', 'id')
const ROOM = kind('rect', 'x', 'y', 'width', 'height')
const RECT = kind('rect', 'class', 'x', 'y', 'width', 'height')
const HEAD = kind('circle', 'class', 'cx', 'cy', 'r')
const TEXT = kind('text', 'class', 'x', 'y', 'fill')
const TITLE = kind('title')

const NONE: readonly Shape[] = []
const node = (of: Kind, ...values: Shape['values']): Shape => ({ kind: of, values, of: NONE, words: null, fontPx: null })
const group = (of: readonly Shape[], name?: string): Shape => ({ kind: GROUP, values: [name], of, words: null, fontPx: null })
const path = (name: string, d: string): Shape => node(PATH, name, d)
const text = (name: string, x: number, y: number, words: string, ink: Ink | null = null, fontPx: number | null = null, of = NONE): Shape =>
  ({ kind: TEXT, values: [name, x, y, ink ? inkOf(ink) : undefined], of, words, fontPx })
const grained = (d: string, grain: Grain): Shape => { const { width, cap, dash } = strokeOf(grain); return node(GRAIN, 'g-grain', d, width, cap, dash) }
const inkOf = (ink: Ink): string => `var(--g-${ink})`

/** A scene as nodes, in the order in which they lie on each other. Places come from `sceneOf`; next to nothing is computed here. */
export const shapesOf = (input: ShapesInput): readonly Shape[] => {
  const { scene, plot, variant } = input
  const bottom = plot.y + plot.height
  return [
    bandsOf(scene, plot, variant),
    group(scene.gaps.map((gap) => path('g-hatch', gap.hatch))),
    ...(scene.usual === undefined ? NONE : [path('g-usual', scene.usual)]),
    group(scene.areas.flatMap(({ d, ink, grain }) => [node(AREA, d, inkOf(ink)), ...(grain ? [grained(grain.d, grain.kind)] : NONE)]), 'g-areas'),
    path('g-base', `M${plot.x} ${scene.base}h${plot.width}`),
    group(scene.changes.map((change) => group([
      path('g-change', `M${change.x} ${plot.y - 2}V${bottom}`),
      path('g-change-flag', `M${change.x - 4} ${plot.y - 7}h8l-4 6z`),
      ...(change.label ? [text(`g-label g-halo${change.side === 'left' ? ' g-end' : ''}`, change.x + (change.side === 'left' ? -8 : 8), plot.y, change.label)] : NONE)
    ]))),
    linesOf(scene),
    beyondOf(input),
    group(scene.ticks.map((tick) => text('g-axis g-middle', tick.x, bottom + 19, tick.text)), 'g-ticks'),
    group(variant === 'page' ? pageLabels(input) : endLabels(input)),
    group(scene.gaps.flatMap(({ words }) => words?.lines.map((line, i) => text(`g-axis g-halo${ANCHORS[words.anchor]}`, words.x, words.y + i * 15, line)) ?? NONE))
  ]
}

const ANCHORS = { start: '', middle: ' g-middle', end: ' g-end' } as const

const bandsOf = (scene: Scene, { y, height }: Plot, variant: Variant): Shape => {
  const named = variant !== 'panel' && scene.bands.some((band) => band.pending)
  return group(scene.bands.map(({ x, width, severity, pending }) => group([
    group([
      node(RECT, 'g-band', x, y, width, height),
      node(RECT, 'g-band-cap', x, y - 2, width, 2)
    ], pending ? 'g-pending' : undefined),
    ...(named ? [text(`${pending ? 'g-axis' : 'g-label tone'} g-end`, x + width - (pending ? 5 : 0), y - 7, t(pending ? 'charts.pending' : 'charts.firing'))] : NONE)
  ], `sev-${severity}`)))
}

/** Of more lines each is a hair: they stay apart, and cost a third to rasterise. */
const MANY = 6

const linesOf = ({ lines, areas }: Scene): Shape => group(lines.map(({ draw, d, ink }) => node(
  LINE, draw !== 'main' && lines.length > MANY ? `g-line ${draw} fine` : `g-line ${draw}`, d,
  // upon areas the ink of what is past is too faint
  draw === 'past' && areas.length > 0 ? 'var(--g-text-muted)' : inkOf(ink)
)))

/** The same line once more, 2 px in the limit's severity, cut at the limit: a gradient could turn the colour but not the width. */
const beyondOf = ({ scene, plot, id }: ShapesInput): Shape => {
  const hot = scene.lines.filter((line) => line.hot)
  return group(scene.beyond.map(({ severity, y, height }, i) => group([
    { ...node(CLIP, `${id}-${i}`), of: [node(ROOM, plot.x, y, plot.width + 4, height)] },
    ...hot.map(({ d }) => node(HOT, 'g-line hot', `url(#${id}-${i})`, d))
  ], `sev-${severity}`)))
}

const endLabels = ({ scene, plot, variant }: ShapesInput): readonly Shape[] => {
  const big = variant === 'lead'
  const x = plot.x + plot.width + (big ? 10 : 7)
  const labels = scene.labels.map(({ bold, severity, ink, y, text: words, full }) => text(
    `${bold ? (big ? 'g-big' : 'g-label') : 'g-axis'}${severity ? ` tone sev-${severity}` : ''}`, x, y + (bold && big ? 5 : 4), words, ink, null,
    words === full ? NONE : [{ ...node(TITLE), words: full }]
  ))
  return big ? [...headOf(scene, 4), ...labels] : labels
}

const headOf = ({ head }: Scene, r: number): readonly Shape[] =>
  head ? [node(HEAD, head.severity ? `g-head tone sev-${head.severity}` : 'g-head', head.x, head.y, r)] : NONE

/** Height of the figure of a page, and of what the small words are drawn in, which `textWidth` knows. */
const FIGURE_PX = 39
const SMALL_PX = 11
/** The figure is bold, which `textWidth` does not know. */
const BOLD = 0.9
/** Of a figure that stands in the plot. */
const AHEAD_PX = 17

/** The newest value large enough for eyes that have just opened, with where it is going; all else small. */
const pageLabels = ({ scene, model, axis, plot, labelRoom }: ShapesInput): readonly Shape[] => {
  const main = mainSeries(model)?.id ?? ''
  const x = plot.x + plot.width
  return [...headOf(scene, 4.3), ...scene.labels.flatMap(({ key, bold, severity, ink, y, full }): readonly Shape[] => {
    const tone = severity ? ` tone sev-${severity}` : ''
    if (key !== main || !bold) return [text(`${bold ? 'g-label' : 'g-axis'}${tone}`, x + 13, y + 4, full, ink)]
    // the window goes on beyond the present: the figure stands at the newest sample, not at the plot's end
    if (model.until < model.window.to && scene.head) {
      const below = scene.head.y + AHEAD_PX + 12 < plot.y + plot.height - 4
      return [text(`g-figure g-halo g-middle${tone}`, scene.head.x, below ? scene.head.y + AHEAD_PX + 8 : scene.head.y - 10, full, null, AHEAD_PX)]
    }
    const size = Math.min(FIGURE_PX, (BOLD * labelRoom * SMALL_PX) / textWidth(full))
    const trend: Trend | null = trendOf(model, axis)
    return [text(`g-figure${tone}`, x + 12, y + size * 0.36, full, null, size), ...(trend ? [text('g-axis', x + 13, y + size * 0.36 + 18, t(`charts.trend.${trend}`))] : NONE)]
  })]
}
