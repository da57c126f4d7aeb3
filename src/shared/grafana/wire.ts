import { z } from 'zod'
import { t } from '../text/catalogue'
import { pathText } from './bounds'

/** Dashboards as Grafana writes them, schema versions 14 to 41 in one: what a version does not have is absent. Unknown fields are let be. */

/** Versions and tools write the same number as 12, "12", "" and null. */
const number = z.union([z.number(), z.string()]).nullish().transform((value, ctx): number | null => {
  if (value === null || value === undefined || value === '' || value === 'null') return null
  const n = typeof value === 'number' ? value : Number(value)
  if (Number.isFinite(n)) return n
  ctx.addIssue({ code: 'custom', message: 'number' })
  return z.NEVER
})
/** Like `number`, but where words are common (`auto`), they are none. */
const maybeNumber = z.unknown().optional().transform((value): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : null))
/** Grafana writes ids and values as strings, numbers or booleans. */
const text = z.union([z.string().max(200_000), z.number(), z.boolean()]).nullish().transform((value) => (value === null || value === undefined ? '' : String(value)))
const flag = z.unknown().optional().transform((value) => value === true || value === 'true')
const list = <T extends z.ZodType>(of: T): z.ZodType<readonly z.output<T>[]> => z.array(of).nullish().transform((value) => value ?? [])
const any = z.unknown().optional()
const record = z.record(z.string(), z.unknown()).nullish().transform((value) => value ?? {})

/** A source by its name, by type and id, or not at all. */
export const sourceRef = z.union([z.string(), z.looseObject({ type: text, uid: text })]).nullish().transform((value) => {
  if (value === null || value === undefined) return { type: '', uid: '' }
  return typeof value === 'string' ? { type: '', uid: value } : { type: value.type, uid: value.uid }
})
export type SourceRef = z.output<typeof sourceRef>

export const targetWire = z.looseObject({
  expr: text, legendFormat: text, refId: text, hide: flag, instant: flag, range: any, format: text, interval: text, intervalFactor: maybeNumber, datasource: sourceRef
})
const axisWire = z.looseObject({ format: text, label: text, show: any, min: maybeNumber, max: maybeNumber, logBase: number })
export const overrideWire = z.looseObject({
  matcher: z.looseObject({ id: text, options: any }),
  properties: list(z.looseObject({ id: text, value: any }))
})
const stepWire = z.looseObject({ color: text, value: number })
const thresholdsWire = z.looseObject({ mode: text, steps: list(stepWire) })
export const fieldWire = z.looseObject({
  unit: text, decimals: number, min: number, max: number, displayName: text, noValue: text,
  thresholds: thresholdsWire.nullish(), mappings: list(z.looseObject({})), custom: record, color: z.looseObject({ mode: text }).nullish(), links: list(z.unknown())
})
export const mappingWire = z.looseObject({ type: z.union([z.string(), z.number()]).nullish(), options: any, value: text, text, from: text, to: text, color: text })

export const panelWire = z.looseObject({
  type: text, title: text, description: text, id: text, datasource: sourceRef,
  gridPos: z.looseObject({ x: number, y: number, w: number, h: number }).nullish(), span: number,
  height: z.union([z.number(), z.string()]).nullish(),
  targets: list(targetWire), options: record, fieldConfig: z.looseObject({ defaults: fieldWire.nullish(), overrides: list(overrideWire) }).nullish(),
  transformations: list(z.looseObject({ id: text, options: record, disabled: flag })),
  repeat: text, repeatDirection: text, maxPerRow: number, minSpan: number, interval: text, maxDataPoints: maybeNumber, timeFrom: text, timeShift: text,
  libraryPanel: z.looseObject({ uid: text, name: text }).nullish(), links: list(z.looseObject({ title: text })),
  alert: z.looseObject({ name: text }).nullish(),
  // graphs of before
  yaxes: list(axisWire), stack: flag, percentage: flag, nullPointMode: text, aliasColors: record, thresholds: any,
  seriesOverrides: list(z.looseObject({ alias: text, transform: text, yaxis: number, hiddenSeries: flag, stack: any })), xaxis: z.looseObject({ mode: text }).nullish(),
  // single numbers of before
  format: text, decimals: number, valueName: text, colors: list(text), colorValue: flag, colorBackground: flag, prefix: text, postfix: text, nullText: text,
  sparkline: z.looseObject({ show: flag }).nullish(),
  gauge: z.looseObject({ show: flag, minValue: number, maxValue: number }).nullish(),
  valueMaps: list(z.looseObject({ value: text, text })), rangeMaps: list(z.looseObject({ from: text, to: text, text })),
  // tables, texts and heatmaps of before
  styles: list(z.looseObject({ pattern: text, alias: text, type: text, unit: text, decimals: maybeNumber, colorMode: text, thresholds: any, colors: any })), columns: any, transform: text,
  content: text, mode: text, dataFormat: text, yAxis: axisWire.nullish()
})
export type PanelWire = z.output<typeof panelWire>

const height = z.union([z.number(), z.string()]).nullish()
export const rowWire = z.looseObject({ title: text, collapse: flag, showTitle: any, height, repeat: text, panels: list(z.looseObject({})) })
/** A row among panels. */
export const rowPanelWire = z.looseObject({ title: text, collapsed: flag, repeat: text, panels: list(z.looseObject({})) })

const optionWire = z.looseObject({ text: any, value: any, selected: any })
export const variableWire = z.looseObject({
  name: z.string().min(1).max(200), label: text, type: text, hide: any, multi: flag, includeAll: flag, allValue: any, regex: text, sort: number,
  query: any, definition: text, options: list(optionWire), current: z.looseObject({ text: any, value: any }).nullish().catch(null),
  datasource: sourceRef, auto: flag, auto_count: number, auto_min: text
})
export type VariableWire = z.output<typeof variableWire>

export const boardWire = z.looseObject({
  title: text, description: text, uid: text, schemaVersion: number, tags: z.array(text).nullish().catch([]),
  time: z.looseObject({ from: text, to: text }).nullish().catch(null),
  templating: z.looseObject({ list: list(z.looseObject({})) }).nullish(),
  annotations: z.looseObject({ list: list(z.looseObject({ name: text, enable: any, builtIn: any })) }).nullish(),
  links: list(z.looseObject({ title: text, type: text })),
  panels: list(z.looseObject({ type: text })).optional(), rows: list(z.looseObject({})).optional(),
  __elements: any, __inputs: any
})
export type BoardWire = z.output<typeof boardWire>

export type ReadAs<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: string; /** To the field, from the value that was read. */ readonly path: readonly PropertyKey[] }
/** Something of the expected shape, or in words which field is not. */
export const readAs = <T extends z.ZodType>(schema: T, value: unknown, within: readonly PropertyKey[] = []): ReadAs<z.output<T>> => {
  const read = schema.safeParse(value)
  if (read.success) return { ok: true, value: read.data }
  const issue = deepest(read.error.issues)
  return { ok: false, path: issue?.path ?? [], reason: t('dashboards.wrong.field', { field: pathText([...within, ...(issue?.path ?? [])]), expected: issue ? expectedOf(issue) : '?' }) }
}
const deepest = (issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue | undefined => issues[0]
const expectedOf = (issue: z.core.$ZodIssue): string => {
  switch (issue.code) {
    case 'invalid_type': return issue.expected
    case 'too_big': return `≤ ${String(issue.maximum)}`
    case 'too_small': return `≥ ${String(issue.minimum)}`
    case 'invalid_union': { const options = issue.errors.flatMap((each) => each.flatMap((one) => (one.code === 'invalid_type' ? [one.expected] : []))); return [...new Set(options)].join(' | ') || issue.code }
    case 'custom': return issue.message
    default: return issue.code
  }
}
