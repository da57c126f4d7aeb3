import type { Zone } from '@shared/text/format'
import { axisTexts, type ValueAxis } from './axis'
import { endLabels, fullText, textWidth } from './labels'
import type { PanelModel } from './model'
import type { Plot } from './scene'

/**
 * `panel`: a graph of its own, with a header around it. `lead`: the one graph beside a sentence, with a big figure at its end and fewer parts.
 * `page`: the same for a whole screen, its figure read from across the room.
 */
export type Variant = 'panel' | 'lead' | 'page'

export interface Margin { readonly top: number; readonly right: number; readonly bottom: number; readonly left: number }

/** Two widths each, so that the plots of a view line up unless one truly needs the room. */
const LEFT = { few: 44, many: 58 } as const
const RIGHT = { few: 86, many: 126, figure: 132 } as const

/** Beside the words of the axis: to the plot, and to the panel's border, which they must not touch where they are wider than they were thought. */
const AXIS_GAPS = 11

/** Space around the plot for axis words and end labels, pixels. */
export const marginOf = (model: PanelModel, axis: ValueAxis, width: number, variant: Variant, zone: Zone): Margin => {
  const wideAxis = axisTexts(axis.ticks, model.unit).some((text) => textWidth(text) > LEFT.few - AXIS_GAPS)
  const wideLabels = endLabels(model, zone).some((label) => textWidth(fullText(label)) > RIGHT.few - 7)
  return {
    top: variant === 'panel' ? 12 : 20, bottom: 22,
    left: wideAxis ? LEFT.many : LEFT.few,
    // a narrow panel keeps the drawing rather than the names
    right: variant === 'page' && width >= 360 ? RIGHT.figure : wideLabels && width >= 360 ? RIGHT.many : RIGHT.few
  }
}

export const plotOf = (margin: Margin, width: number, height: number): Plot =>
  ({ x: margin.left, y: margin.top, width: Math.max(1, width - margin.left - margin.right), height: Math.max(1, height - margin.top - margin.bottom) })

/** Pixels that a label at the right end may take. */
export const labelRoom = (margin: Margin, variant: Variant): number => margin.right - (variant === 'panel' ? 7 : 12)
