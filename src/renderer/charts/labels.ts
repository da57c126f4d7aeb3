import type { Severity } from '@shared/domain/severity'
import type { Unit } from '@shared/domain/service'
import { t } from '@shared/text/catalogue'
import { figure } from '@shared/text/format'
import { beyondLimit, mainSeries, type Ink, type PanelModel } from './model'

/** A word at the right end of the plot, at the height of a value. */
export interface EndLabel {
  readonly key: string
  readonly value: number
  readonly name: string
  readonly figure: string
  readonly bold: boolean
  readonly ink: Ink | null
  readonly severity: Severity | null
}

/** A layer of failures is told in its colour from this share on; below it, it is an ordinary night. */
const LOUD_SHARE = 0.01

/** A figure where the room is small: "per second" stands in the panel's caption. */
export const shortFigure = (value: number, unit: Unit): string => {
  const { number, unit: full } = figure(value, unit)
  const short = unit === 'per-second' ? full.replace(t('unit.perSecond'), '').trim() : full
  return short ? `${number}\u202f${short}` : number
}

/** What stands at the right end: limits, then lines or layers with their newest value. A line that stopped has no value to show. */
export const endLabels = (model: PanelModel): readonly EndLabel[] => [
  ...model.limits.map((limit, i): EndLabel => ({ key: `limit-${i}`, value: limit.value, name: limit.text, figure: '', bold: false, ink: null, severity: null })),
  ...lineLabels(model),
  ...layerLabels(model)
]

const lineLabels = (model: PanelModel): readonly EndLabel[] => {
  const lines = model.series.filter((s) => s.draw !== 'past')
  return model.series.flatMap((s): readonly EndLabel[] => {
    if (!s.last) return []
    const base = { key: s.id, value: s.last.value, figure: shortFigure(s.last.value, model.unit), severity: null }
    if (s.draw === 'past') return [{ ...base, name: '', figure: t('charts.yesterday', { value: base.figure }), bold: false, ink: null }]
    const over = s.limited ? beyondLimit(s.last.value, model.limits) : null
    return [{ ...base, name: lines.length > 1 || s.name.length <= 6 ? s.name : '', bold: s.draw === 'main' || over !== null, ink: s.draw === 'quiet' ? s.ink : null, severity: over?.severity ?? null }]
  })
}

const layerLabels = ({ stack, layers, unit }: PanelModel): readonly EndLabel[] => {
  if (!stack) return []
  return layers.flatMap((layer, i): readonly EndLabel[] => {
    const v = stack.values[i]!
    let at = v.length - 1
    while (at >= 0 && !Number.isFinite(v[at]!)) at--
    if (at < 0) return []
    const loud = layer.ink === 'code-5xx' && v[at]! >= LOUD_SHARE * stack.total[at]!
    // a layer is named at its middle, the lowest a little above it, clear of the axis
    const middle = stack.low[i]![at]! + v[at]! * (i === 0 ? 0.6 : 0.5)
    return [{ key: layer.id, value: middle, name: layer.name, figure: shortFigure(v[at]!, unit), bold: loud, ink: null, severity: loud ? 'critical' : null }]
  })
}

/** What the header reads for a moment's value: the main line, of a stack the sum. */
export const readsTotal = (model: PanelModel): boolean => mainSeries(model) === null && model.stack !== null

/** Characters of the small font that fit into so many pixels; a letter is about 6.2 px wide. */
export const roomFor = (pixels: number): number => Math.max(0, Math.floor(pixels / 6.2))

/** A name cut in its middle, so that both what it begins with and what tells it from its neighbours stay. */
export const shorten = (name: string, most: number): string => {
  const letters = [...name]
  if (letters.length <= most) return name
  if (most < 3) return ''
  const tail = Math.floor((most - 1) / 2)
  return `${letters.slice(0, most - 1 - tail).join('')}…${letters.slice(letters.length - tail).join('')}`
}

/** A label's words in so much room: the figure always whole, the name as far as there is room for it. */
export const labelText = (label: Pick<EndLabel, 'name' | 'figure'>, pixels: number): string => {
  if (!label.figure) return shorten(label.name, roomFor(pixels))
  const name = shorten(label.name, roomFor(pixels) - [...label.figure].length - 1)
  return name ? `${name} ${label.figure}` : label.figure
}
