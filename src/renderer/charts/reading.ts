import { GAP_STEPS } from '@shared/domain/decimate'
import { figureText } from '@shared/text/format'
import { readsTotal } from './labels'
import { beyondLimit, valueNear, type PanelModel } from './model'
import type { Scale } from './path'
import { px } from './path'

/** What stands under the crosshair: a dot per line, in the order of `model.series` without the past, and the value that the header reads. */
export interface Reading {
  readonly dots: readonly { readonly y: number | null; readonly severity: 'critical' | 'warning' | null }[]
  readonly text: string
}

/** How far from a sample the crosshair may stand and still read it, ms: where the drawing shows a gap there is nothing to read. */
export const reachOf = (model: PanelModel): number => {
  const span = model.window.to - model.window.from
  const moments = model.stack?.t ?? model.series.at(-1)?.t
  const mean = moments && moments.length > 1 ? (moments.at(-1)! - moments[0]!) / (moments.length - 1) : 0
  return Math.max(GAP_STEPS * mean, span / 100)
}

export const readAt = (model: PanelModel, scale: Scale, at: number): Reading => {
  const reach = reachOf(model)
  const dots = model.series.filter((s) => s.draw !== 'past').map((s) => {
    const value = valueNear(s.t, s.v, at, reach)
    return { value, main: s.draw === 'main', y: value === null ? null : px(value * scale.ky + scale.by), severity: value !== null && s.limited ? beyondLimit(value, model.limits)?.severity ?? null : null }
  })
  const main = readsTotal(model) ? valueNear(model.stack!.t, model.stack!.total, at, reach) : dots.find((d) => d.main)?.value ?? null
  return { dots: dots.map(({ y, severity }) => ({ y, severity })), text: figureText(main, model.unit) }
}
