import type { Severity } from '@shared/domain/severity'
import type { Unit } from '@shared/domain/service'
import { t } from '@shared/text/catalogue'
import { figure, moment, type Zone } from '@shared/text/format'
import { isPast } from './dated'
import { beyondLimit, mainSeries, toldLast, type Ink, type PanelModel } from './model'

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

/** A line alone is named by its panel's title; only a very short name does no harm beside its figure. */
const SHORT_NAME = 4

/** A layer of failures is told in its colour from this share on; below it, it is an ordinary night. */
const LOUD_SHARE = 0.01

/** A figure where the room is small: "per second" stands in the panel's caption. */
export const shortFigure = (value: number, unit: Unit): string => {
  const { number, unit: full } = figure(value, unit)
  const short = unit === 'per-second' ? full.replace(t('unit.perSecond'), '').trim() : full
  return short ? `${number}\u202f${short}` : number
}

/** From so many intervals on a value is no longer told at all. */
const SILENT_STEPS = 5

/** A newest value as it may be told now: dated when it is older than two intervals, – when it is older than five. */
const newestFigure = ({ at, value }: { readonly at: number; readonly value: number }, model: PanelModel, zone: Zone): { readonly figure: string; readonly old: boolean } => {
  const { until, intervalMs, unit } = model
  const words = shortFigure(value, unit)
  if (!isPast(at, model)) return { figure: words, old: false }
  return { figure: until - at <= SILENT_STEPS * intervalMs ? t('charts.then', { value: words, time: moment(at, until, zone) }) : t('common.none'), old: true }
}

/** Asked for by the margin, again and again, and by the scene: a model's labels never change. */
const known = new WeakMap<PanelModel, { readonly zone: Zone; readonly labels: readonly EndLabel[] }>()

/** What stands at the right end: limits, then lines or layers with their newest value. */
export const endLabels = (model: PanelModel, zone: Zone): readonly EndLabel[] => {
  const was = known.get(model)
  if (was?.zone === zone) return was.labels
  const labels = labelsOf(model, zone)
  known.set(model, { zone, labels })
  return labels
}

const labelsOf = (model: PanelModel, zone: Zone): readonly EndLabel[] => [
  ...model.limits.map((limit, i): EndLabel => ({ key: `limit-${i}`, value: limit.value, name: limit.text, figure: '', bold: false, ink: null, severity: null })),
  ...lineLabels(model, zone),
  ...layerLabels(model, zone)
]

const lineLabels = (model: PanelModel, zone: Zone): readonly EndLabel[] => {
  const lines = model.series.filter((s) => s.draw !== 'past')
  const of = mainSeries(model)
  const main = of && toldLast(of)
  return model.series.flatMap((s): readonly EndLabel[] => {
    const last = toldLast(s)
    if (!s.last || !last) return []
    const { figure: told, old } = newestFigure(last, model, zone)
    const base = { key: s.id, value: s.last.value, figure: told, severity: null }
    // among many labels the dashed line says enough
    if (s.draw === 'past') return main && lines.length <= 2 ? [{ ...base, name: '', figure: pastFigure(last.value, main.value, s.name, model.unit), bold: false, ink: null }] : []
    const over = s.limited && !old ? beyondLimit(s.last.value, model.limits) : null
    return [{ ...base, name: lines.length > 1 || model.stack || s.name.length <= SHORT_NAME ? s.name : '', bold: (s.draw === 'main' && !old) || over !== null, ink: s.draw === 'quiet' ? s.ink : null, severity: over?.severity ?? null }]
  })
}

/** Of these a figure's unit is a factor such as k, without which the number is another. */
const FACTORED: ReadonlySet<Unit> = new Set(['per-second', 'count', 'cores', 'none'])

/** The unit is said only where it is not the one of today's figure; a factor always. */
const pastFigure = (value: number, today: number, name: string, unit: Unit): string => {
  const past = figure(value, unit)
  return t('charts.past', { value: !FACTORED.has(unit) && past.unit === figure(today, unit).unit ? past.number : shortFigure(value, unit), name })
}

const layerLabels = (model: PanelModel, zone: Zone): readonly EndLabel[] => {
  const { stack, layers } = model
  if (!stack) return []
  return layers.flatMap((layer, i): readonly EndLabel[] => {
    const v = stack.values[i]!
    let at = v.length - 1
    while (at >= 0 && !Number.isFinite(v[at]!)) at--
    if (at < 0) return []
    const { figure: told, old } = newestFigure({ at: stack.t[at]!, value: v[at]! }, model, zone)
    const loud = !old && layer.ink === 'code-5xx' && v[at]! >= LOUD_SHARE * stack.total[at]!
    // a layer is named at its middle, the lowest a little above it, clear of the axis
    const middle = stack.low[i]![at]! + (stack.high[i]![at]! - stack.low[i]![at]!) * (i === 0 ? 0.6 : 0.5)
    return [{ key: layer.id, value: middle, name: layer.name, figure: told, bold: loud, ink: null, severity: loud ? 'critical' : null }]
  })
}

/** What the header reads for a moment's value: the main line, of a stack the sum. */
export const readsTotal = (model: PanelModel): boolean => mainSeries(model) === null && model.stack !== null

/** Widths of letters by their code, tenths of a pixel: asked for every letter of every label at every update. */
const WIDTHS = new Uint8Array(0x2e81).fill(65)
for (const [letters, width] of [['\u202f', 20], [' .,:;|!\'iljtfr1()[]', 36], ['mwMW%@…—', 96]] as const) for (const letter of letters) WIDTHS[letter.charCodeAt(0)] = width
/** Of all beyond; a letter of two codes is told by its first. */
const WIDE = 110
/** About how wide words are in the graphs' small font, pixels: near enough to decide what fits, and nothing is measured. */
export const textWidth = (text: string): number => {
  let sum = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < WIDTHS.length) sum += WIDTHS[code]!
    else if (code < 0xdc00 || code > 0xdfff) sum += WIDE
  }
  return sum / 10
}

/** A name cut in its middle to so many pixels, so that both what it begins with and what tells it from its neighbours stay; '' when not even that fits. */
export const shorten = (name: string, pixels: number): string => {
  if (textWidth(name) <= pixels) return name
  const letters = [...name]
  for (let kept = letters.length - 1; kept >= 2; kept--) {
    const tail = Math.floor(kept / 2)
    const cut = `${letters.slice(0, kept - tail).join('')}…${letters.slice(letters.length - tail).join('')}`
    if (textWidth(cut) <= pixels) return cut
  }
  return ''
}

/** All words of a label. */
export const fullText = ({ name, figure: value }: Pick<EndLabel, 'name' | 'figure'>): string => (name && value ? `${name} ${value}` : name || value)

/** A label's words in so much room: the figure always whole, the name as far as there is room for it. */
export const labelText = (label: Pick<EndLabel, 'name' | 'figure'>, pixels: number): string =>
  label.figure ? fullText({ name: shorten(label.name, pixels - textWidth(` ${label.figure}`)), figure: label.figure }) : shorten(label.name, pixels)
