import { GAP_STEPS } from '@shared/domain/decimate'
import { t } from '@shared/text/catalogue'
import { figureText } from '@shared/text/format'
import type { Grain } from './grain'
import { readsTotal } from './labels'
import { beyondLimit, valueNear, type Ink, type PanelModel } from './model'
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

/** One line of what is told beside the pointer. */
export interface Row { readonly name: string; readonly ink: Ink | null; readonly grain?: Grain; readonly look: 'line' | 'past' | 'area' | 'sum'; readonly text: string; readonly severity: 'critical' | 'warning' | null }

/** Every line at a moment, as they lie: of a stack the highest layer first and the sum last; of lines as the source told them; what is laid beside at the end. */
export const rowsAt = (model: PanelModel, at: number): readonly Row[] => {
  const reach = reachOf(model)
  const { stack, layers, series, limits, unit } = model
  const areas = stack
    ? layers.map((layer, i): Row => ({ name: layer.name, ink: layer.ink, ...(layer.grain ? { grain: layer.grain } : {}), look: 'area', text: figureText(valueNear(stack.t, stack.values[i]!, at, reach), unit), severity: null })).reverse()
    : []
  const sum: readonly Row[] = stack && layers.length > 1 ? [{ name: t('panel.table.total'), ink: null, look: 'sum', text: figureText(valueNear(stack.t, stack.total, at, reach), unit), severity: null }] : []
  const lines = series.toSorted((a, b) => Number(a.draw === 'past') - Number(b.draw === 'past') || a.index - b.index).map((s): Row => {
    const value = valueNear(s.t, s.v, at, reach)
    const severity = value !== null && s.limited ? beyondLimit(value, limits)?.severity ?? null : null
    return { name: s.name || model.title, ink: s.ink, look: s.draw === 'past' ? 'past' : 'line', text: figureText(value, unit), severity }
  })
  return [...areas, ...sum, ...lines]
}
