import { isPast } from './dated'
import { mainSeries, valueNear, type PanelModel } from './model'
import type { ValueAxis } from './axis'

export type Trend = 'rising' | 'falling' | 'steady'

/** What the newest value is compared with, ms before it. */
const BACK_MS = 3 * 60_000
/** A smaller part of the axis than this is no movement. */
const MOVED = 0.04

/** Where the main line has been going; null when it is too old or too short to say. */
export const trendOf = (model: PanelModel, axis: ValueAxis): Trend | null => {
  const main = mainSeries(model)
  if (!main?.last || isPast(main.last.at, model)) return null
  const before = valueNear(main.t, main.v, main.last.at - BACK_MS, model.intervalMs)
  if (before === null) return null
  const moved = (main.last.value - before) / (axis.max - axis.min)
  return Math.abs(moved) < MOVED ? 'steady' : moved > 0 ? 'rising' : 'falling'
}
