import { GAP_STEPS } from '@shared/domain/decimate'
import { t } from '@shared/text/catalogue'
import { figureText } from '@shared/text/format'
import type { Grain } from './grain'
import { readsTotal } from './labels'
import { beyondLimit, told, type Ink, type PanelModel } from './model'
import type { Scale } from './path'
import { px } from './path'
import { nearest } from './time'

/** What stands under the crosshair: a dot per line, in the order of `model.series` without the past, and the value that the header reads. */
export interface Reading {
  readonly dots: readonly { readonly y: number | null; readonly severity: 'critical' | 'warning' | null }[]
  readonly text: string
}

/**
 * A line's value under the crosshair, which all graphs share, so that it may stand beside this line's samples: the nearest one. Where the line
 * is drawn, between two that are joined and up to two intervals before its first or after its last, that is always told. What ends at a hole is told
 * within half an interval of its sample, or `least` ms: inside a hatched gap there is nothing to read, however long the neighbours' distances are.
 */
export const valueUnder = ({ window, until, intervalMs }: Pick<PanelModel, 'window' | 'until' | 'intervalMs'>, t: Float64Array, v: Float64Array, at: number, least = 0): number | null => {
  const i = nearest(t, at)
  if (i < 0 || !Number.isFinite(v[i]!)) return null
  const far = Math.abs(t[i]! - at)
  const beside = t[i]! < at ? i + 1 : i - 1
  const near = GAP_STEPS * intervalMs
  const drawn = beside >= 0 && beside < t.length ? Number.isFinite(v[beside]!) : far <= near && Math.abs((beside < 0 ? window.from : until) - t[i]!) <= near
  return far === 0 || drawn || far <= Math.max(intervalMs / 2, (window.to - window.from) / 200, least) ? v[i]! : null
}

export const readAt = (model: PanelModel, scale: Scale, at: number): Reading => {
  const dots = model.series.filter((s) => s.draw !== 'past').map((s) => {
    const value = valueUnder(model, s.t, s.v, at)
    return { value: told(s, value), main: s.draw === 'main', y: value === null ? null : px(value * scale.ky + scale.by), severity: value !== null && s.limited ? beyondLimit(value, model.limits)?.severity ?? null : null }
  })
  const main = readsTotal(model) ? valueUnder(model, model.stack!.t, model.stack!.total, at) : dots.find((d) => d.main)?.value ?? null
  return { dots: dots.map(({ y, severity }) => ({ y, severity })), text: figureText(main, model.unit) }
}

/** One line of what is told beside the pointer. */
export interface Row { readonly name: string; readonly ink: Ink | null; readonly grain?: Grain; readonly look: 'line' | 'past' | 'area' | 'sum'; readonly text: string; readonly severity: 'critical' | 'warning' | null }

/** Every line at a moment, as they lie: of a stack the highest layer first and the sum last; of lines as the source told them; what is laid beside at the end. */
export const rowsAt = (model: PanelModel, at: number): readonly Row[] => {
  const { stack, layers, series, limits, unit } = model
  const areas = stack
    ? layers.map((layer, i): Row => ({ name: layer.name, ink: layer.ink, ...(layer.grain ? { grain: layer.grain } : {}), look: 'area', text: figureText(valueUnder(model, stack.t, stack.values[i]!, at), unit), severity: null })).reverse()
    : []
  const sum: readonly Row[] = stack && layers.length > 1 ? [{ name: t('panel.table.total'), ink: null, look: 'sum', text: figureText(valueUnder(model, stack.t, stack.total, at), unit), severity: null }] : []
  const lines = series.toSorted((a, b) => Number(a.draw === 'past') - Number(b.draw === 'past') || a.index - b.index).map((s): Row => {
    const value = valueUnder(model, s.t, s.v, at)
    const severity = value !== null && s.limited ? beyondLimit(value, limits)?.severity ?? null : null
    return { name: s.name || model.title, ink: s.ink, look: s.draw === 'past' ? 'past' : 'line', text: figureText(told(s, value), unit), severity }
  })
  return [...areas, ...sum, ...lines]
}
