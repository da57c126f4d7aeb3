import type { Line, Panel, PanelData } from '@shared/domain/series'
import type { Tile } from '@shared/grafana/model'
import { baseWords, formOf } from '@shared/grafana/units'
import type { TileData } from './answers'

/** A tile as a panel of the graphs; `title` is written out. */
export const panelOf = (tile: Tile, title: string, source: string, expression: string): Panel => {
  const { unit, factor, words } = formOf(tile.format.unit)
  const { min, max } = tile.format
  const graph = tile.show.as === 'graph' ? tile.show : null
  return {
    id: tile.id, title, caption: [...new Set([words, tile.axisLabel ?? ''])].filter(Boolean).join(', '), unit, signal: 'other', draw: graph?.stack ? 'stack' : 'lines',
    axis: (min === null && max === null) || (min !== null && max !== null && max <= min) ? null : { min: min === null ? null : min * factor, max: max === null ? null : max * factor },
    limits: (graph?.limits ?? []).map((limit) => ({ ...limit, value: limit.value * factor, label: '' })), source, expression
  }
}

/** What a line is by its name: a percentile, or a class of HTTP answers where all of them are. */
const roleOf = (name: string, codes: boolean): string => (/^p\d+$/.test(name) ? name : codes ? `${name[0]!}xx` : '')
const isCode = ({ name }: { readonly name: string }): boolean => /^[1-5](xx|\d\d)$/.test(name)

/** A tile's answers as a panel's: in the panel's unit, and an infinity no sample. */
export const panelDataOf = (tile: Tile, data: TileData, span: { readonly from: number; readonly to: number }): PanelData => {
  const { unit } = formOf(tile.format.unit)
  const codes = data.series.every((one) => one.apart === true || isCode(one))
  return {
    panel: tile.id, source: data.source, from: span.from, to: span.to, stepMs: data.stepMs, at: data.at, more: data.more, warnings: data.warnings,
    lines: data.series.map(({ name, format, negative, apart, t, v, odd }): Line => {
      const form = formOf(format.unit)
      return { ...(form.words !== '' || form.unit !== unit ? { told: baseWords(format.unit) } : {}), name, role: apart ? 'beside' : roleOf(name, codes), t, v: v.map((y) => (Number.isFinite(y) ? y * form.factor : NaN)), ...(odd ? { odd } : {}), ...(negative ? { below: true } : {}) }
    })
  }
}
