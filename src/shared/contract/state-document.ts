import { z } from 'zod'
import { SEVERITIES } from '../domain/severity'

/**
 * What `--headless --once --json` prints, for machines: `garda.state/1`. Times are ISO 8601 in UTC. Fields are only ever added
 * within version 1.
 */
export const STATE_SCHEMA = 'garda.state/1'
/** A line of `--headless --json` after the first. */
export const CHANGE_SCHEMA = 'garda.change/1'

const time = z.string().describe('ISO 8601, UTC')
const labels = z.record(z.string(), z.string())
const age = z.number().int().min(0).nullable().describe('Seconds; null when it was never seen')

export const sourceEntry = z.object({
  name: z.string(), kind: z.string(),
  health: z.enum(['ok', 'degraded', 'error', 'auth', 'pending']),
  lastSuccess: time.nullable(), ageSeconds: age,
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  counts: z.record(z.string(), z.number())
})
export const alertEntry = z.object({
  id: z.string(), fingerprint: z.string(), name: z.string(),
  severity: z.enum(SEVERITIES), state: z.enum(['pending', 'firing', 'suppressed', 'resolved']),
  service: z.string().nullable(), environment: z.string(),
  labels, annotations: labels,
  startsAt: time, firedAt: time.nullable().describe('When it began to fire, where it was pending from `startsAt` until then; null while it is pending'), endsAt: time.nullable().describe('Null until it is resolved'),
  sources: z.array(z.string()).describe('Names of the sources that list it'),
  silencedBy: z.array(z.string()), inhibitedBy: z.array(z.string()), generatorURL: z.string().nullable(),
  why: z.string().nullable().describe('Why somebody was or was not told of it, in a sentence; null: it was over before anything was decided')
})
export const serviceEntry = z.object({
  name: z.string(), environment: z.string(), tier: z.literal([1, 2, 3]).nullable(),
  health: z.enum(['ok', 'warning', 'critical', 'unknown']), ageSeconds: age,
  alerts: z.array(z.string()).describe('Ids')
})
export const notificationEntry = z.object({
  at: time, key: z.string(), alerts: z.array(z.string()), title: z.string(), body: z.string(), outcome: z.enum(['shown', 'suppressed']), reason: z.string(),
  rule: z.string().nullable().describe('Name of the rule that decided, or that a setting went before; null where there is none'), why: z.string().describe('The reason as a sentence')
})

export const stateDocumentSchema = z.object({
  schema: z.literal(STATE_SCHEMA), at: time,
  sources: z.array(sourceEntry), alerts: z.array(alertEntry), services: z.array(serviceEntry), notifications: z.array(notificationEntry)
}).meta({ title: 'Garda state', description: 'What Garda sees at one moment, as printed by --headless --once --json' })

export type GardaState1 = z.infer<typeof stateDocumentSchema>
export type SourceEntry = z.infer<typeof sourceEntry>
export type AlertEntry = z.infer<typeof alertEntry>
export type ServiceEntry = z.infer<typeof serviceEntry>
export type NotificationEntry = z.infer<typeof notificationEntry>

/** One change. `before` is null for what is new, `after` for what is gone. */
export type GardaChange1 = { readonly schema: typeof CHANGE_SCHEMA; readonly at: string } & (
  | { readonly type: 'alert'; readonly before: AlertEntry | null; readonly after: AlertEntry | null }
  | { readonly type: 'source'; readonly before: SourceEntry | null; readonly after: SourceEntry | null }
  | { readonly type: 'service'; readonly before: ServiceEntry | null; readonly after: ServiceEntry | null }
  | { readonly type: 'notification'; readonly before: null; readonly after: NotificationEntry }
)
