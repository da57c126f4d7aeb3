import type { z } from 'zod'
import { t } from '../text/catalogue'
import type { Format, MappedTo, Mapping, Matcher, Override, Step } from './model'
import { isLost } from './options'
import { cellPaintOf, isValued, paintOf, type CellPaint, type Paint } from './paint'
import { safeRegex } from './regex'
import { severityOf } from './severity'
import { apartOf, oldApartOf, stackingOf, type Stacking } from './stacking'
import { unitForm } from './units'
import { mappingWire, type fieldWire, type overrideWire, type PanelWire } from './wire'

export const PLAIN: Format = { unit: '', decimals: null, min: null, max: null, steps: [], relative: false, mappings: [], name: '' }

/** What a panel says of its numbers, in either of its ways; `notes` collects what is not used. */
export const formatOf = (panel: PanelWire, notes: Set<string>): Format => {
  const fields = panel.fieldConfig?.defaults
  const old = oldFormat(panel)
  const format: Format = fields ? { ...old, ...fieldFormat(fields, notes), ...painted(panel, fields) } : old
  if (isUnknownUnit(format.unit)) notes.add(t('dashboards.note.unit', { unit: format.unit }))
  return format.relative && format.steps.length > 1 && (format.min === null || format.max === null) ? relativeWithout(format, notes) : format
}

/** Words of a board for what has no sample. Those that look like one are not shown. */
const absentOf = (noValue: string, notes: Set<string>): Partial<Format> => {
  if (!/\d/.test(noValue)) return noValue.trim() === '' ? {} : { absent: noValue }
  notes.add(t('dashboards.note.noValue', { text: noValue }))
  return {}
}

/** Whether missing samples are joined, all or those that lie so near, ms. */
export const isJoined = (spanNulls: unknown): boolean => spanNulls === true || (typeof spanNulls === 'number' && spanNulls > 0)

/** Its numbers are written in another way there. */
const isUnknownUnit = (unit: string): boolean => unit !== '' && (unitForm(unit) === null || /^hex(0x)?$/.test(unit))

/** Steps in per cent of 0 to 100 when nothing else is said, as Grafana takes them. */
const relativeWithout = (format: Format, notes: Set<string>): Format => {
  if (format.unit === 'percent' || format.unit === 'percentunit') return { ...format, min: format.min ?? 0, max: format.max ?? (format.unit === 'percent' ? 100 : 1) }
  notes.add(t('dashboards.note.percentSteps'))
  return { ...format, steps: [], relative: false }
}

/** Transformations after which a table's columns are those that it has here. */
export const SAME_COLUMNS: ReadonlySet<string> = new Set(['merge', 'labelsToFields', 'seriesToRows', 'organize'])

type FieldWire = z.output<typeof fieldWire>
const fieldFormat = (fields: FieldWire, notes: Set<string>): Partial<Format> => {
  if (fields.color?.mode === 'fixed') notes.add(t('dashboards.note.colours'))
  return {
    ...(fields.unit !== '' ? { unit: fields.unit } : {}), ...(fields.decimals !== null ? { decimals: fields.decimals } : {}),
    ...(fields.min !== null ? { min: fields.min } : {}), ...(fields.max !== null ? { max: fields.max } : {}),
    ...(fields.thresholds ? { steps: stepsOf(fields.thresholds.steps), relative: fields.thresholds.mode === 'percentage' } : {}),
    ...(fields.mappings.length > 0 ? { mappings: mappingsOf(fields.mappings, notes) } : {}), ...(fields.displayName !== '' ? { name: fields.displayName } : {}), ...absentOf(fields.noValue, notes)
  }
}

/** Whether the steps judge. Where only what is not followed here colours (an override for what cannot be told, or for what a transformation makes), they do. */
const painted = (panel: PanelWire, fields: FieldWire): Partial<Format> => {
  if (!isValued(panel.type)) return {}
  const altered = panel.transformations.some(({ id, disabled }) => !disabled && !SAME_COLUMNS.has(id))
  const lost = (panel.fieldConfig?.overrides ?? []).filter(({ matcher }) => {
    const match = matcherOf(matcher)
    return altered || match === null || (match.by === 'regex' && !safeRegex(match.is).ok)
  }).flatMap(({ properties }) => properties.map((property) => paintBy(property, panel.type)))
  const paint: Paint = lost.some((one) => one?.paint === 'steps') ? 'steps' : paintOf(fields.color, panel.type)
  const cell: CellPaint = lost.some((one) => one?.cell === 'coloured') ? 'coloured' : cellPaintOf(fields.custom['cellOptions'], fields.custom['displayMode'])
  return { ...(paint === 'other' ? { paint } : {}), ...(panel.type === 'table' && cell === 'plain' ? { cell } : {}) }
}

/** What an override says of colour; null: it is not of it. */
const paintBy = ({ id, value }: { readonly id: string; readonly value?: unknown }, type: string): { readonly paint?: Paint; readonly cell?: CellPaint } | null => {
  switch (id) {
    case 'color': return isValued(type) ? { paint: paintOf(value, type) } : null
    case 'custom.cellOptions': return type === 'table' ? { cell: cellPaintOf(value, '') } : null
    case 'custom.displayMode': return type === 'table' ? { cell: cellPaintOf(null, value) } : null
    default: return null
  }
}

const stepsOf = (steps: readonly { readonly color: string; readonly value: number | null }[]): readonly Step[] =>
  steps.map(({ color, value }, i): Step => ({ from: value ?? (i === 0 ? -Infinity : 0), severity: severityOf(color) })).sort((a, b) => a.from - b.from)

/** A heatmap since Grafana 9 has its axis in its options, where the unit of its values lies. */
const heatmapAxis = (axis: unknown): { readonly format: string; readonly min: number | null; readonly max: number | null } => {
  const { unit, min, max } = (axis ?? {}) as { unit?: unknown; min?: unknown; max?: unknown }
  const end = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null)
  return { format: typeof unit === 'string' ? unit : '', min: end(min), max: end(max) }
}

/** Single numbers of before: `85,95` with three colours. */
const oldSteps = (thresholds: unknown, colours: readonly string[]): readonly Step[] => {
  const values = typeof thresholds === 'string' || Array.isArray(thresholds) ? String(thresholds).split(',').map((s) => s.trim()).filter(Boolean).map(Number).filter(Number.isFinite) : []
  return values.length === 0 ? [] : [-Infinity, ...values].map((from, i) => ({ from, severity: severityOf(colours[i] ?? '') }))
}

const oldFormat = (panel: PanelWire): Format => {
  const axis = panel.yaxes[0] ?? panel.yAxis ?? (panel.type.startsWith('heatmap') ? heatmapAxis(panel.options['yAxis']) : null)
  const gauge = panel.gauge
  return {
    ...PLAIN,
    unit: panel.format || (axis?.format ?? ''), decimals: panel.decimals,
    min: gauge?.show ? gauge.minValue : axis?.min ?? null, max: gauge?.show ? gauge.maxValue : axis?.max ?? null,
    ...absentOf(panel.nullText, new Set()),
    steps: panel.colorValue || panel.colorBackground || gauge?.show ? oldSteps(panel.thresholds, panel.colors) : [],
    mappings: [
      ...panel.valueMaps.map(({ value, text }): Mapping => (value === 'null' ? { on: 'nothing', to: words(text) } : { on: 'value', value, to: words(text) })),
      ...panel.rangeMaps.map(({ from, to, text }): Mapping => (from === 'null' ? { on: 'nothing', to: words(text) } : { on: 'range', from: bound(from, -Infinity), until: bound(to, Infinity), to: words(text) }))
    ]
  }
}

const words = (text: string, colour = ''): MappedTo => ({ text, severity: severityOf(colour), coloured: colour !== '' })
const bound = (text: string, otherwise: number): number => { const n = Number(text); return text.trim() === '' || !Number.isFinite(n) ? otherwise : n }

/** Mappings of version 8 and later, and those between, which name their type by a number. What is not readable maps nothing. */
const mappingsOf = (list: readonly unknown[], notes: Set<string>): readonly Mapping[] => list.flatMap((each): readonly Mapping[] => {
  const read = mappingWire.safeParse(each)
  const lost = (what: string): readonly Mapping[] => { notes.add(t('dashboards.note.mapping', { what })); return [] }
  if (!read.success) return lost('?')
  const { type, options, value, text, from, to, color } = read.data
  if (type === 1) return [{ on: value === 'null' ? 'nothing' : 'value', value, to: words(text, color) }]
  if (type === 2) return [{ on: 'range', from: bound(from, -Infinity), until: bound(to, Infinity), to: words(text, color) }]
  if (typeof options !== 'object' || options === null) return []
  const set = options as Readonly<Record<string, unknown>>
  const result = resultOf(set['result'])
  switch (type) {
    case 'value': return Object.entries(set).map(([is, target]): Mapping => ({ on: 'value', value: is, to: resultOf(target) }))
    case 'range': return [{ on: 'range', from: numberOf(set['from'], -Infinity), until: numberOf(set['to'], Infinity), to: result }]
    case 'regex': return [{ on: 'regex', pattern: typeof set['pattern'] === 'string' ? set['pattern'] : '', to: result }]
    case 'special': return set['match'] === 'nan' ? [{ on: 'nan', to: result }] : set['match'] === 'null' ? [{ on: 'nothing', to: result }] : set['match'] === 'null+nan' ? [{ on: 'nothing', to: result }, { on: 'nan', to: result }] : lost(String(set['match']))
    default: return lost(String(type))
  }
})
const numberOf = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : typeof value === 'string' ? bound(value, otherwise) : otherwise)
const resultOf = (value: unknown): MappedTo => {
  if (typeof value !== 'object' || value === null) return words('')
  const { text, color } = value as { text?: unknown; color?: unknown }
  return words(typeof text === 'string' ? text : '', typeof color === 'string' ? color : '')
}

const matcherOf = ({ id, options }: { readonly id: string; readonly options?: unknown }): Matcher | null => {
  if (id === 'byName' && typeof options === 'string') return { by: 'name', is: options }
  if (id === 'byRegexp' && typeof options === 'string') return { by: 'regex', is: options }
  if (id === 'byFrameRefID' && typeof options === 'string') return { by: 'query', is: options }
  if (id === 'byType' && typeof options === 'string') return { by: 'type', is: options }
  if (id === 'byNames' && typeof options === 'object' && options !== null) {
    const { mode, names } = options as { mode?: unknown; names?: unknown }
    // `exclude`: all but those that a person left by a click on the legend
    return Array.isArray(names) ? { by: mode === 'exclude' ? 'others' : 'names', are: names.map(String) } : null
  }
  return null
}

/** Overrides that say something of the numbers; the rest are named in `notes`. */
export const overridesOf = (panel: PanelWire, notes: Set<string>): readonly Override[] => {
  const unused = new Set<string>()
  const stacking = stackingOf(panel)
  const modern = (panel.fieldConfig?.overrides ?? []).flatMap((override) => {
    const read = overrideOf(override, panel.type, stacking, unused, notes)
    return read ? [read] : []
  })
  const old = panel.seriesOverrides.flatMap(({ alias, transform, yaxis, hiddenSeries, stack }): readonly Override[] => {
    if (yaxis === 2) notes.add(t('dashboards.note.rightAxis'))
    const negative = transform === 'negative-Y'
    const apart = oldApartOf(stack, stacking, () => unused.add('stack'), notes)
    return negative || hiddenSeries || apart !== null ? [{ match: aliasOf(alias), change: {}, hidden: hiddenSeries, negative, ...(apart === null ? {} : { apart }) }] : []
  })
  const styles = panel.styles.flatMap((style): readonly Override[] => (style.pattern === '' ? [] : [{
    match: aliasOf(style.pattern), hidden: style.type === 'hidden', negative: false,
    change: { ...(style.type === 'number' && style.unit !== '' ? { unit: style.unit } : {}), ...(style.type === 'number' && style.decimals !== null ? { decimals: style.decimals } : {}), ...(style.alias !== '' ? { name: style.alias } : {}), ...styleSteps(style) }
  }]))
  if (Object.keys(panel.aliasColors).length > 0) notes.add(t('dashboards.note.colours'))
  if (unused.size > 0) notes.add(t('dashboards.note.override', { names: [...unused].sort().join(', ') }))
  const all = [...modern, ...old, ...styles]
  for (const { match } of all) if (match.by === 'regex') { const read = safeRegex(match.is); if (!read.ok) notes.add(t('dashboards.note.regex', { pattern: match.is, reason: t(`dashboards.var.regex.${read.why}`) })) }
  return all
}

/** A column that is coloured, as text, cell or row. */
const styleSteps = ({ type, colorMode, thresholds, colors }: PanelWire['styles'][number]): Partial<Format> =>
  (type === 'number' && colorMode !== '' && Array.isArray(colors) ? { steps: oldSteps(thresholds, colors.map(String)) } : {})

/** `/in/i` is a regular expression, anything else a name. */
const aliasOf = (alias: string): Matcher => (/^\/.*\/[a-z]*$/s.test(alias) ? { by: 'regex', is: alias } : { by: 'name', is: alias })

const overrideOf = ({ matcher, properties }: z.output<typeof overrideWire>, type: string, stacking: Stacking, unused: Set<string>, notes: Set<string>): Override | null => {
  const match = matcherOf(matcher)
  if (!match) { if (properties.some(isLost)) unused.add(matcher.id); return null }
  let change: Partial<Format> = {}
  let hidden = false
  let negative = false
  let apart: boolean | null = null
  for (const { id, value } of properties) {
    change = { ...change, ...paintBy({ id, value }, type) }
    switch (id) {
      case 'displayName': if (typeof value === 'string') change = { ...change, name: value }; break
      case 'unit': if (typeof value === 'string') { change = { ...change, unit: value }; if (isUnknownUnit(value)) notes.add(t('dashboards.note.unit', { unit: value })) } break
      case 'decimals': if (typeof value === 'number') change = { ...change, decimals: value }; break
      case 'min': if (typeof value === 'number') change = { ...change, min: value }; break
      case 'max': if (typeof value === 'number') change = { ...change, max: value }; break
      case 'mappings': if (Array.isArray(value)) change = { ...change, mappings: mappingsOf(value, notes) }; break
      case 'thresholds': change = { ...change, ...thresholdsOf(value) }; break
      case 'custom.hidden': hidden = value === true; break
      case 'custom.hideFrom': hidden ||= (value as { viz?: unknown } | null)?.viz === true; break
      case 'custom.transform': negative = value === 'negative-Y'; break
      case 'custom.stacking': apart = apartOf(value, stacking, () => unused.add(id), notes); break
      case 'custom.axisPlacement': if (value === 'right') notes.add(t('dashboards.note.rightAxis')); break
      case 'color': notes.add(t('dashboards.note.colours')); break
      case 'custom.spanNulls': if (isJoined(value)) notes.add(t('dashboards.note.connect')); break
      case 'noValue': if (typeof value === 'string') change = { ...change, ...absentOf(value, notes) }; break
      default: if (isLost({ id, value })) unused.add(id)
    }
  }
  return Object.keys(change).length > 0 || hidden || negative || apart !== null ? { match, change, hidden, negative, ...(apart === null ? {} : { apart }) } : null
}

const thresholdsOf = (value: unknown): Partial<Format> => {
  const { steps, mode } = (value ?? {}) as { steps?: unknown; mode?: unknown }
  if (!Array.isArray(steps)) return {}
  const read = steps.map((step: { color?: unknown; value?: unknown } | null) => ({ color: typeof step?.color === 'string' ? step.color : '', value: typeof step?.value === 'number' ? step.value : null }))
  return { steps: stepsOf(read), relative: mode === 'percentage' }
}
