import { useId, useLayoutEffect, useMemo, useRef, type ReactNode, type RefObject } from 'react'
import { t } from '@shared/text/catalogue'
import type { Zone } from '@shared/text/format'
import type { ValueAxis } from './axis'
import { drawCursor } from './cursor'
import type { Crosshair } from './crosshair'
import type { Variant } from './layout'
import { textWidth } from './labels'
import { mainSeries, type PanelModel } from './model'
import { sceneOf, type Plot, type Scene } from './scene'
import { trendOf, type Trend } from './trend'

interface MovingProps {
  readonly model: PanelModel
  readonly axis: ValueAxis
  readonly plot: Plot
  readonly zone: Zone
  readonly labelRoom: number
  readonly variant: Variant
  /** Null: the panel has no crosshair. */
  readonly crosshair: Crosshair | null
  readonly slider: RefObject<HTMLElement | null>
  readonly readout: RefObject<HTMLElement | null> | undefined
  /** What follows the crosshair, by `Over`. */
  readonly over: RefObject<SVGSVGElement | null>
  /** Where every line's value is told beside the pointer. */
  readonly tip: RefObject<HTMLElement | null>
  /** Shows the time under the crosshair: the first panel of a view. */
  readonly chip: boolean
}

/** All of a panel that moves with time. Places come from `sceneOf`; nothing is computed here. */
export const Moving = ({ model, axis, plot, zone, labelRoom, variant, crosshair, slider, readout, over, tip, chip }: MovingProps): ReactNode => {
  const { x, y, width, height } = plot
  const scene = useMemo(() => sceneOf({ model, axis, plot: { x, y, width, height }, zone, labelRoom, ...(variant === 'page' && mainSeries(model) ? { labelGap: FIGURE_GAP } : {}) }), [model, axis, x, y, width, height, zone, labelRoom, variant])
  const ticks = useRef<SVGGElement>(null)
  useLayoutEffect(() => crosshair?.follow((at) =>
    drawCursor(at, {
      model, scene, plot: { x, y, width, height }, zone, marked: crosshair.marked(), pointed: slider.current !== null && crosshair.by() === slider.current,
      over: over.current, slider: slider.current, readout: readout?.current ?? null, ticks: chip ? ticks.current : null, tip: tip.current
    })
  ), [crosshair, model, scene, x, y, width, height, zone, slider, readout, over, tip, chip])
  const bottom = y + height
  return <>
    <Marks scene={scene} plot={plot} variant={variant} />
    <Lines scene={scene} plot={plot} />
    <g ref={ticks}>{scene.ticks.map((tick) => <text key={tick.at} className="g-axis g-middle" x={tick.x} y={bottom + 19}>{tick.text}</text>)}</g>
    {variant === 'page' ? <PageLabels scene={scene} x={x + width} room={labelRoom} main={mainSeries(model)?.id ?? ''} trend={trendOf(model, axis)} ahead={model.until < model.window.to} bottom={bottom} /> : <EndLabels scene={scene} x={x + width} variant={variant} />}
    <GapWords scene={scene} />
  </>
}

const Marks = ({ scene, plot, variant }: { readonly scene: Scene; readonly plot: Plot; readonly variant: Variant }): ReactNode => {
  const bottom = plot.y + plot.height
  const named = variant !== 'panel' && scene.bands.some((band) => band.pending)
  return <>
    {/* by their place in the list: a mark of other times takes over the nodes of the one before */}
    {scene.bands.map((band, i) => (
      <g key={i} className={`sev-${band.severity}`}>
        <g className={band.pending ? 'g-pending' : undefined}>
          <rect className="g-band" x={band.x} y={plot.y} width={band.width} height={plot.height} />
          <rect className="g-band-cap" x={band.x} y={plot.y - 2} width={band.width} height={2} />
        </g>
        {named && <text className={`${band.pending ? 'g-axis' : 'g-label tone'} g-end`} x={band.x + band.width - (band.pending ? 5 : 0)} y={plot.y - 7}>{t(band.pending ? 'charts.pending' : 'charts.firing')}</text>}
      </g>
    ))}
    {scene.gaps.map((gap, i) => <path key={i} className="g-hatch" d={gap.hatch} />)}
    {scene.areas.length > 0 && <g className="g-areas">{scene.areas.map((area) => <path key={area.id} d={area.d} fill={`var(--g-${area.ink})`} />)}</g>}
    <path className="g-base" d={`M${plot.x} ${scene.base}h${plot.width}`} />
    {scene.changes.map((change, i) => (
      <g key={i}>
        <path className="g-change" d={`M${change.x} ${plot.y - 2}V${bottom}`} />
        <path className="g-change-flag" d={`M${change.x - 4} ${plot.y - 7}h8l-4 6z`} />
        {change.label && <text className={`g-label g-halo ${change.side === 'left' ? 'g-end' : ''}`} x={change.x + (change.side === 'left' ? -8 : 8)} y={plot.y}>{change.label}</text>}
      </g>
    ))}
  </>
}

/** Of more lines each is a hair: they stay apart, and cost a third to rasterise. */
const MANY = 6

const Lines = ({ scene, plot }: { readonly scene: Scene; readonly plot: Plot }): ReactNode => {
  const id = useId()
  return <>
    {scene.lines.map((line) => <path key={line.id} className={`g-line ${line.draw}${line.draw !== 'main' && scene.lines.length > MANY ? ' fine' : ''}`} d={line.d} stroke={`var(--g-${line.ink})`} />)}
    {/* the same line once more, 2 px in the limit's severity, cut at the limit: a gradient could turn the colour but not the width */}
    {scene.beyond.map((part, i) => (
      <g key={i} className={`sev-${part.severity}`}>
        <clipPath id={`${id}-${i}`}><rect x={plot.x} y={part.y} width={plot.width + 4} height={part.height} /></clipPath>
        {scene.lines.filter((line) => line.hot).map((line) => <path key={line.id} className="g-line hot" clipPath={`url(#${id}-${i})`} d={line.d} />)}
      </g>
    ))}
  </>
}

const EndLabels = ({ scene, x, variant }: { readonly scene: Scene; readonly x: number; readonly variant: Variant }): ReactNode => {
  const big = variant === 'lead'
  return <>
    {big && <Head head={scene.head} r={4} />}
    {scene.labels.map((label) => (
      <text key={label.key} className={`${label.bold ? (big ? 'g-big' : 'g-label') : 'g-axis'}${label.severity ? ` tone sev-${label.severity}` : ''}`} {...(label.ink ? { fill: `var(--g-${label.ink})` } : {})} x={x + (big ? 10 : 7)} y={label.y + (label.bold && big ? 5 : 4)}>
        {label.text !== label.full && <title>{label.full}</title>}{label.text}
      </text>
    ))}
  </>
}

const Head = ({ head, r }: { readonly head: Scene['head']; readonly r: number }): ReactNode =>
  head && <circle className={`g-head ${head.severity ? `tone sev-${head.severity}` : ''}`} cx={head.x} cy={head.y} r={r} />

/** Height of the figure of a page, and of what the small words are drawn in, which `textWidth` knows. */
const FIGURE_PX = 39
const SMALL_PX = 11
/** The figure is bold, which `textWidth` does not know. */
const BOLD = 0.9
const FIGURE_GAP = 44
/** Of a figure that stands in the plot. */
const AHEAD_PX = 17

/** The newest value large enough for eyes that have just opened, with where it is going; all else small. */
const PageLabels = ({ scene, x, room, main, trend, ahead, bottom }: {
  readonly scene: Scene; readonly x: number; readonly room: number; readonly main: string; readonly trend: Trend | null
  /** The window goes on beyond the present: the figure stands at the newest sample, not at the plot's end. */
  readonly ahead: boolean
  readonly bottom: number
}): ReactNode => <>
  <Head head={scene.head} r={4.3} />
  {scene.labels.map((label) => {
    const tone = label.severity ? ` tone sev-${label.severity}` : ''
    if (label.key !== main || !label.bold) return <text key={label.key} className={`${label.bold ? 'g-label' : 'g-axis'}${tone}`} {...(label.ink ? { fill: `var(--g-${label.ink})` } : {})} x={x + 13} y={label.y + 4}>{label.full}</text>
    if (ahead && scene.head) {
      const below = scene.head.y + AHEAD_PX + 12 < bottom - 4
      return <text key={label.key} className={`g-figure g-halo g-middle${tone}`} x={scene.head.x} y={below ? scene.head.y + AHEAD_PX + 8 : scene.head.y - 10} style={{ fontSize: AHEAD_PX }}>{label.full}</text>
    }
    const size = Math.min(FIGURE_PX, (BOLD * room * SMALL_PX) / textWidth(label.full))
    return (
      <g key={label.key}>
        <text className={`g-figure${tone}`} x={x + 12} y={label.y + size * 0.36} style={{ fontSize: size }}>{label.full}</text>
        {trend && <text className="g-axis" x={x + 13} y={label.y + size * 0.36 + 18}>{t(`charts.trend.${trend}`)}</text>}
      </g>
    )
  })}
</>

const GapWords = ({ scene }: { readonly scene: Scene }): ReactNode => scene.gaps.map(({ words }, n) => words && (
  <g key={n}>{words.lines.map((line, i) => <text key={line} className={`g-axis g-halo ${words.anchor === 'middle' ? 'g-middle' : words.anchor === 'end' ? 'g-end' : ''}`} x={words.x} y={words.y + i * 15}>{line}</text>)}</g>
))
