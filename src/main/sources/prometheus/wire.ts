import { z } from 'zod'
import { labelsWire, timeWire } from '../../ports/wire'
import type { Labels } from '@shared/domain/labels'

/** Prometheus HTTP API v1, as sent. */
export const successWire = z.object({ status: z.literal('success'), data: z.unknown(), warnings: z.array(z.string()).nullish(), infos: z.array(z.string()).nullish(), isPartial: z.boolean().nullish() })
export const envelopeWire = z.discriminatedUnion('status', [successWire, z.object({ status: z.literal('error'), errorType: z.string().nullish(), error: z.string().nullish() })])

/** A sample's text as a number; whatever is not finite is no data. */
const number = (text: string): number => {
  const value = Number(text)
  return text !== '' && Number.isFinite(value) ? value : NaN
}

const pairWire = z.tuple([z.number(), z.string()])

/** A native histogram in place of a value has no number of its own: it is left out. */
export const vectorWire = z.object({
  resultType: z.literal('vector'),
  result: z.array(z.object({ metric: labelsWire, value: pairWire.optional() }))
}).transform(({ result }): readonly Sample[] => result.flatMap((s) => (s.value ? [{ labels: s.metric, at: s.value[0] * 1000, value: number(s.value[1]) }] : [])))
export interface Sample { readonly labels: Labels; /** ms */ readonly at: number; readonly value: number }

/** Any answer to a query; VictoriaMetrics answers a number with a vector. */
export const anyResultWire = z.object({ resultType: z.enum(['scalar', 'vector', 'matrix', 'string']), result: z.array(z.unknown()) })

/** Samples by hand: a long range holds hundreds of thousands. */
const valuesWire: z.ZodType<Points> = z.unknown().transform((list, ctx): Points => {
  if (!Array.isArray(list)) { ctx.addIssue({ code: 'custom', message: 'array' }); return z.NEVER }
  const t = new Float64Array(list.length)
  const v = new Float64Array(list.length)
  for (let i = 0; i < list.length; i++) {
    const pair: unknown = list[i]
    if (!Array.isArray(pair) || typeof pair[0] !== 'number' || typeof pair[1] !== 'string') { ctx.addIssue({ code: 'custom', message: '[time, "value"]', path: [i] }); return z.NEVER }
    t[i] = pair[0] * 1000
    v[i] = number(pair[1])
  }
  return { t, v }
})
export interface Points { /** ms */ readonly t: Float64Array; readonly v: Float64Array }

export const matrixWire = z.object({
  resultType: z.literal('matrix'),
  result: z.array(z.object({ metric: labelsWire, values: valuesWire.optional() }))
}).transform(({ result }): readonly Range[] => result.map((s) => ({ labels: s.metric, ...(s.values ?? NONE) })))
const NONE: Points = { t: new Float64Array(), v: new Float64Array() }
export interface Range extends Points { readonly labels: Labels }

/** Seconds → ms; null where it is not told. */
const intervalWire = z.unknown().default(null).transform((value) => (typeof value === 'number' && value > 0 ? value * 1000 : null))

const ruleAlertWire = z.object({ labels: labelsWire, annotations: labelsWire.optional(), state: z.string(), activeAt: timeWire.optional(), value: z.string().optional() })
const alertingWire = z.object({
  type: z.literal('alerting'),
  name: z.string(),
  query: z.string(),
  labels: labelsWire.optional(),
  alerts: z.array(ruleAlertWire).nullish().transform((list) => list ?? []),
  health: z.string().default('ok'),
  lastError: z.string().optional(),
  /** `for`: how long its alerts are pending first, ms; null: nobody says, or not at all. */
  duration: intervalWire
})
export type AlertingRule = z.infer<typeof alertingWire>
export type RuleAlert = z.infer<typeof ruleAlertWire>

/** When a group was last evaluated, ms; null where that is not told, or has no sense (Go's zero time: not yet). */
const evaluatedWire = z.unknown().default(null).transform((value) => { const ms = typeof value === 'string' ? Date.parse(value) : NaN; return ms > 0 ? ms : null })

/** `type=alert` is not known everywhere, so recording rules may come, too. */
export const rulesWire = z.object({
  groups: z.array(z.object({
    name: z.string(),
    file: z.string().default(''),
    lastEvaluation: evaluatedWire,
    interval: intervalWire,
    rules: z.array(z.discriminatedUnion('type', [alertingWire, z.object({ type: z.literal('recording') })]))
  }))
})
export type RulesWire = z.infer<typeof rulesWire>

export const buildinfoWire = z.object({ version: z.string().default(''), application: z.string().optional() })
export const configWire = z.object({ yaml: z.string() })
export const alertmanagersWire = z.object({ activeAlertmanagers: z.array(z.object({ url: z.string() })) })
export const namesWire = z.array(z.string())
