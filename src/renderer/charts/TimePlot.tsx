import { memo, useId, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode, type RefObject } from 'react'
import { t } from '@shared/text/catalogue'
import type { Zone } from '@shared/text/format'
import type { Crosshair } from './crosshair'
import { Frame } from './Frame'
import { labelRoom, marginOf, plotOf, type Variant } from './layout'
import { axisOf, momentsOf, type PanelModel } from './model'
import { PanelContext } from './Moving'
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

/** The drawing of one panel. For the keyboard it is a slider over time; its name is one sentence that says what the drawing shows. */
export const TimePlot = memo(({ model, width, height, zone, variant = 'panel', crosshair, chip = false, readout, onTable }: TimePlotProps): ReactNode => {
  const [kept, setKept] = useState(() => axisOf(model))
  const axis = axisOf(model, kept)
  if (axis !== kept) setKept(axis)
  const slider = useRef<HTMLDivElement>(null)
  const hint = useId()
  const margin = marginOf(model, axis, width, variant, zone)
  const room = labelRoom(margin, variant)
  const shared = useMemo(() => ({ model, axis, zone, labelRoom: room, variant, crosshair, slider, readout, chip }), [model, axis, zone, room, variant, crosshair, readout, chip])
  const summary = useMemo(() => summaryOf(model, zone), [model, zone])
  const drawing = <PanelContext value={shared}><Frame axis={axis} limits={model.limits} unit={model.unit} width={width} height={height} margin={margin} /></PanelContext>
  if (!crosshair) return <div className="g-plot" role="img" aria-label={summary} style={{ width, height }}>{drawing}</div>

  const point = (event: PointerEvent<HTMLElement>): void => {
    const plot = plotOf(margin, width, height)
    const part = (event.clientX - event.currentTarget.getBoundingClientRect().left - plot.x) / plot.width
    if (part < 0 || part > 1) { crosshair.move(null); return }
    const at = model.window.from + part * (model.window.to - model.window.from)
    const moments = momentsOf(model)
    const i = nearest(moments, at)
    // between two samples it snaps to the nearer; in a gap it stays where it is and reads nothing
    crosshair.move(i >= 0 && Math.abs(moments[i]! - at) < (model.window.to - model.window.from) / 50 ? moments[i]! : at)
  }
  const press = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Enter' && onTable) onTable()
    else if (event.key === 'Escape' && crosshair.at() !== null) crosshair.move(null)
    else {
      const next = stepMoment(momentsOf(model), model.window, crosshair.at(), event.key, event.shiftKey)
      if (next === undefined) return
      crosshair.move(next)
    }
    event.preventDefault()
  }
  return (
    <div
      ref={slider} className="g-plot" role="slider" tabIndex={0} style={{ width, height }} aria-label={summary} aria-describedby={hint} aria-orientation="horizontal"
      aria-valuemin={Math.round(model.window.from)} aria-valuemax={Math.round(model.window.to)} aria-valuenow={Math.round(model.lastAt ?? model.window.to)} aria-valuetext={summary}
      onPointerMove={point} onPointerLeave={() => crosshair.move(null)} onKeyDown={press} onBlur={() => crosshair.move(null)}
    >
      {drawing}
      <span id={hint} hidden>{t('panel.keys')}</span>
    </div>
  )
})
TimePlot.displayName = 'TimePlot'
