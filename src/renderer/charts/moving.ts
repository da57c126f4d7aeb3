import { useId, useLayoutEffect, type RefObject } from 'react'
import type { Zone } from '@shared/text/format'
import type { ValueAxis } from './axis'
import { drawCursor } from './cursor'
import type { Crosshair } from './crosshair'
import type { Variant } from './layout'
import { mainSeries, type PanelModel } from './model'
import { sceneOf, type Plot } from './scene'
import { shapesOf } from './shapes'
import { drawShapes } from './sketch'

interface MovingInput {
  readonly model: PanelModel
  readonly axis: ValueAxis
  readonly plot: Plot
  readonly zone: Zone
  readonly labelRoom: number
  readonly variant: Variant
  /** Null: the panel has no crosshair. */
  readonly crosshair: Crosshair | null
  /** Where it is drawn. */
  readonly host: RefObject<SVGGElement | null>
  readonly slider: RefObject<HTMLElement | null>
  readonly readout: RefObject<HTMLElement | null> | undefined
  /** What follows the crosshair, by `Over`. */
  readonly over: RefObject<SVGSVGElement | null>
  /** Where every line's value is told beside the pointer. */
  readonly tip: RefObject<HTMLElement | null>
  /** Shows the time under the crosshair: the first panel of a view. */
  readonly chip: boolean
}

/** From one label to the next beside the figure of a page, pixels. */
const FIGURE_GAP = 44

/** Draws all of a panel that moves with time, before the next frame, and lets it follow the crosshair. */
export const useMoving = ({ model, axis, plot, zone, labelRoom, variant, crosshair, host, slider, readout, over, tip, chip }: MovingInput): void => {
  const id = useId()
  const { x, y, width, height } = plot
  useLayoutEffect(() => {
    const at = host.current
    if (!at) return undefined
    const place = { x, y, width, height }
    if (width <= 1 || height <= 1) { drawShapes(at, []); return undefined }
    const scene = sceneOf({ model, axis, plot: place, zone, labelRoom, ...(variant === 'page' && mainSeries(model) ? { labelGap: FIGURE_GAP } : {}) })
    drawShapes(at, shapesOf({ scene, model, axis, plot: place, labelRoom, variant, id }))
    const ticks = chip ? at.querySelector<SVGGElement>('.g-ticks') : null
    return crosshair?.follow((moment) =>
      drawCursor(moment, {
        model, scene, plot: place, zone, marked: crosshair.marked(), pointed: slider.current !== null && crosshair.by() === slider.current,
        over: over.current, slider: slider.current, readout: readout?.current ?? null, ticks, tip: tip.current
      })
    )
  }, [model, axis, x, y, width, height, zone, labelRoom, variant, crosshair, host, slider, readout, over, tip, chip, id])
}
