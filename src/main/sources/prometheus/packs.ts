import { z } from 'zod'
import { SIGNALS } from '@shared/domain/service'
import { isMessageKey, type MessageKey } from '@shared/text/catalogue'
import alertmanager from '../../../../resources/panels/alertmanager.json'
import go from '../../../../resources/panels/go.json'
import httpDuration from '../../../../resources/panels/http-duration.json'
import httpRequests from '../../../../resources/panels/http-requests.json'
import micrometer from '../../../../resources/panels/micrometer.json'
import node from '../../../../resources/panels/node.json'
import opentelemetry from '../../../../resources/panels/opentelemetry.json'
import processes from '../../../../resources/panels/process.json'
import prometheus from '../../../../resources/panels/prometheus.json'
import promhttp from '../../../../resources/panels/promhttp.json'
import up from '../../../../resources/panels/up.json'

const key = z.string().transform((text, ctx): MessageKey => {
  if (isMessageKey(text)) return text
  ctx.addIssue({ code: 'custom', message: `the catalogue has no ${text}` })
  return z.NEVER
})
const unit = z.enum(['ratio', 'per-second', 'seconds', 'bytes', 'bytes-per-second', 'count', 'cores', 'none'])
/** A metric, or a metric that carries one of some labels: `http_requests_total{code|status}`. */
const need = z.string().regex(/^[a-zA-Z_:][a-zA-Z0-9_:]*(\{[a-z_]+(\|[a-z_]+)*\})?$/)
const needs = z.array(need).default([])
/** PromQL with `$selector`, `$by`, `$window` and the pack's own parts. */
const query = z.string().min(1)

const line = z.strictObject({
  query,
  /** Fixed role and name: `p95`. */
  role: z.string().default(''),
  /** Words for the name of the only line this query gives. */
  name: key.optional(),
  /** Label whose value is role and name of each line: `2xx`. */
  label: z.string().optional()
})

const packSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z-]*$/),
  /** The pack applies where all of these exist. Cheap ones: they are counted. */
  needs: z.array(need).min(1),
  parts: z.record(z.string().regex(/^\w+$/), z.string()).default({}),
  signals: z.partialRecord(z.enum(SIGNALS), z.strictObject({ query, unit, note: key.optional(), needs })).default({}),
  /** Of panels with one id, of whatever pack, the first that applies is shown. */
  panels: z.array(z.strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]*$/),
    unit,
    signal: z.enum([...SIGNALS, 'other']).default('other'),
    draw: z.enum(['lines', 'stack']).default('lines'),
    axis: z.strictObject({ min: z.number(), max: z.number() }).nullable().default(null),
    needs,
    lines: z.array(line).min(1)
  }).transform((panel, ctx) => {
    const title = `panel.${panel.id}`
    const caption = `${title}.caption`
    if (isMessageKey(title) && isMessageKey(caption)) return { ...panel, title, caption }
    ctx.addIssue({ code: 'custom', message: `the catalogue has no ${title} or no ${caption}` })
    return z.NEVER
  })).default([])
})
export type Pack = z.infer<typeof packSchema>
export type PackPanel = Pack['panels'][number]
export type PackLine = PackPanel['lines'][number]

/** Most telling first: where several fit, earlier ones win. */
export const PACKS: readonly Pack[] = [httpRequests, httpDuration, micrometer, opentelemetry, prometheus, alertmanager, node, promhttp, processes, go, up].map((pack) => packSchema.parse(pack))

/** The metric of a need, and the labels of which it must carry one. */
export const readNeed = (text: string): { readonly metric: string; readonly labels: readonly string[] } => {
  const [metric = '', labels] = text.replace('}', '').split('{')
  return { metric, labels: labels ? labels.split('|') : [] }
}
export const allNeeds = (pack: Pack): readonly string[] => [...pack.needs, ...Object.values(pack.signals).flatMap((s) => s.needs), ...pack.panels.flatMap((p) => p.needs)]

/** Every metric that decides which packs apply. */
export const TELLING_METRICS: readonly string[] = [...new Set(PACKS.flatMap(allNeeds).map((text) => readNeed(text).metric))].sort()
/** Every label that decides it. */
export const TELLING_LABELS: readonly string[] = [...new Set(PACKS.flatMap(allNeeds).flatMap((text) => readNeed(text).labels))].sort()

/** Labels by metric, as they exist somewhere. */
export type Existing = ReadonlyMap<string, ReadonlySet<string>>
/** Whether all of these exist; without `labels` only the metrics count. */
export const exists = (list: readonly string[], existing: Existing, withLabels = true): boolean => list.every((text) => {
  const { metric, labels } = readNeed(text)
  const carried = existing.get(metric)
  return carried !== undefined && (!withLabels || labels.length === 0 || labels.some((label) => carried.has(label)))
})
