import type { Zone } from '@shared/text/format'
import { figureText } from '@shared/text/format'
import { t } from '@shared/text/catalogue'
import { told, type PanelModel } from './model'
import { valueUnder } from './reading'
import { pointText } from './time'

export interface ChartTable { readonly columns: readonly string[]; readonly rows: readonly { readonly at: number; readonly time: string; readonly cells: readonly string[] }[] }

const MOST_ROWS = 60

/** A panel's numbers for reading instead of looking: even moments, newest first, – where nothing was sampled. */
export const tableOf = (model: PanelModel, zone: Zone): ChartTable => {
  const { window, stack, layers, unit } = model
  const lines = model.series.filter((s) => s.draw !== 'past').toSorted((a, b) => a.index - b.index)
  const step = (window.to - window.from) / MOST_ROWS
  const end = model.lastAt ?? window.to
  const moments = Array.from({ length: MOST_ROWS }, (_, i) => end - i * step).filter((at) => at >= window.from)
  return {
    columns: [...lines.map((s) => s.name || model.title), ...layers.map((layer) => layer.name), ...(stack ? [t('panel.table.total')] : [])],
    rows: moments.map((at) => ({
      at, time: pointText(at, window, zone),
      cells: [
        ...lines.map((s) => figureText(told(s, valueUnder(model, s.t, s.v, at, step / 2)), unit)),
        ...(stack ? [...stack.values, stack.total].map((v) => figureText(valueUnder(model, stack.t, v, at, step / 2), unit)) : [])
      ]
    }))
  }
}
