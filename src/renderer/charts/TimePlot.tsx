import { memo, useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode, type RefObject } from 'react'
import { t } from '@shared/text/catalogue'
import type { Zone } from '@shared/text/format'
import type { Crosshair } from './crosshair'
import { Frame } from './Frame'
import { labelRoom, marginOf, plotOf, type Variant } from './layout'
import { axisOf, momentsOf, type PanelModel } from './model'
import { useMoving } from './moving'
import { Over } from './Over'
import { summaryOf } from './summary'
import { stepMoment } from './step'
import { nearest } from './time'
import './charts.css'

export interface TimePlotProps {
  readonly model: PanelModel
  readonly width: number
  readonly height: number
  readonly zone: Zone
  readonly variant?: Variant
  /** Shared by all panels of a view; null: the drawing alone. */
  readonly crosshair: Crosshair | null
  readonly chip?: boolean
  /** Where the value under the crosshair is written. */
  readonly readout?: RefObject<HTMLElement | null>
  /** Enter: the same numbers as a table. */
  readonly onTable?: () => void
}

/** A press that may become a span: where it began, and whether it has gone far enough to be one. */
interface Drag { readonly at: number; readonly x: number; begun: boolean }
/** Pixels below which a press is a click. */
const DRAG_FROM = 5

/** The drawing of one panel. For the keyboard it is a slider over time; its name is one sentence that says what the drawing shows. */
export const TimePlot = memo(({ model, width, height, zone, variant = 'panel', crosshair, chip = false, readout, onTable }: TimePlotProps): ReactNode => {
  const [kept, setKept] = useState(() => axisOf(model))
  const axis = axisOf(model, kept)
  if (axis !== kept) setKept(axis)
  const slider = useRef<HTMLDivElement>(null)
  const tip = useRef<HTMLDivElement>(null)
  const over = useRef<SVGSVGElement>(null)
  const drag = useRef<Drag | null>(null)
  // what is marked must not outlive the panel that it was being marked on
  useEffect(() => () => { if (drag.current) crosshair?.mark(null) }, [crosshair])
  const hint = useId()
  const margin = marginOf(model, axis, width, variant, zone)
  const plot = plotOf(margin, width, height)
  const summary = useMemo(() => summaryOf(model, zone), [model, zone])
  const moving = useRef<SVGGElement>(null)
  useMoving({ model, axis, plot, zone, labelRoom: labelRoom(margin, variant), variant, crosshair, host: moving, slider, readout, over, tip, chip })
  const drawing = <Frame axis={axis} limits={model.limits} unit={model.unit} plot={plot} width={width} height={height} moving={moving} />
  if (!crosshair) return <div className="g-plot" role="img" aria-label={summary} style={{ width, height }}>{drawing}</div>

  const { from, to } = model.window
  /** Where in the window the pointer is: 0 left, 1 right. */
  const partOf = (event: PointerEvent<HTMLElement>): number => (event.clientX - event.currentTarget.getBoundingClientRect().left - plot.x) / plot.width
  const down = (event: PointerEvent<HTMLElement>): void => {
    const part = partOf(event)
    if (event.button !== 0 || part < 0 || part > 1 || !crosshair.zooms()) return
    drag.current = { at: from + part * (to - from), x: event.clientX, begun: false }
    event.currentTarget.setPointerCapture(event.pointerId)
  }
  const point = (event: PointerEvent<HTMLElement>): void => {
    const part = partOf(event)
    const at = from + part * (to - from)
    const held = drag.current
    // Esc took the mark away: the rest of the way means nothing
    if (held?.begun && !crosshair.marked()) drag.current = null
    else if (held && (held.begun || Math.abs(event.clientX - held.x) >= DRAG_FROM)) {
      held.begun = true
      const end = Math.min(to, Math.max(from, at))
      crosshair.mark({ from: Math.min(held.at, end), to: Math.max(held.at, end) })
      crosshair.move(end, event.currentTarget)
      return
    }
    if (part < 0 || part > 1) { crosshair.move(null); return }
    const moments = momentsOf(model)
    const i = nearest(moments, at)
    // between two samples it snaps to the nearer; in a gap it stays where it is and reads nothing
    crosshair.move(i >= 0 && Math.abs(moments[i]! - at) < (to - from) / 50 ? moments[i]! : at, event.currentTarget)
  }
  const up = (): void => {
    const marked = drag.current?.begun ? crosshair.marked() : null
    drag.current = null
    if (marked) crosshair.zoom(marked)
  }
  const lose = (): void => {
    if (drag.current) crosshair.mark(null)
    drag.current = null
  }
  const press = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Enter' && onTable) onTable()
    else if (event.key === 'Escape' && crosshair.marked()) crosshair.mark(null)
    else if (event.key === 'Escape' && crosshair.at() !== null) crosshair.move(null)
    else {
      const next = event.shiftKey && crosshair.zooms() ? undefined : stepMoment(momentsOf(model), model.window, crosshair.at(), event.key, event.shiftKey)
      if (next === undefined) return
      crosshair.move(next, event.currentTarget)
    }
    event.preventDefault()
  }
  return (
    <div
      ref={slider} className="g-plot" role="slider" tabIndex={0} style={{ width, height }} aria-label={summary} aria-describedby={hint} aria-orientation="horizontal"
      aria-valuemin={Math.round(model.window.from)} aria-valuemax={Math.round(model.window.to)} aria-valuenow={Math.round(model.lastAt ?? model.window.to)} aria-valuetext={summary}
      onPointerDown={down} onPointerMove={point} onPointerUp={up} onPointerCancel={lose} onLostPointerCapture={lose}
      onPointerLeave={() => { if (!drag.current) crosshair.move(null) }} onKeyDown={press} onBlur={() => crosshair.move(null)}
    >
      {/* first, so that it is there when the drawing begins to follow */}
      <Over over={over} plot={plot} width={width} height={height} chip={chip} />
      {drawing}
      <div ref={tip} className="g-tip" aria-hidden="true" />
      <span id={hint} hidden>{t('panel.keys')}</span>
    </div>
  )
})
TimePlot.displayName = 'TimePlot'
