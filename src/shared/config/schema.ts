import { z } from 'zod'
import { ENVIRONMENT_KINDS } from '../domain/environment'
import { SEVERITIES } from '../domain/severity'
import { durationMs } from './duration'

/** The one schema of everything a person or a team can set. The settings file and `garda.yaml` both obey it. */
export const CONFIG_VERSION = 1

const name = z.string().trim().min(1).max(80)

/** `15s`, `2m`, `1h 30m`, or a number of seconds. Kept as ms. */
export const duration = (min: string, max: string): z.ZodType<number, string | number> =>
  z.union([z.string(), z.number()]).transform((value, ctx) => {
    const ms = durationMs(value)
    if (ms === null) { ctx.addIssue({ code: 'custom', message: `"${value}" is not a duration such as 15s, 2m or 1h` }); return z.NEVER }
    if (ms < durationMs(min)! || ms > durationMs(max)!) { ctx.addIssue({ code: 'custom', message: `must lie between ${min} and ${max}` }); return z.NEVER }
    return ms
  })

/** Where a secret is, never the secret itself. */
export const secretRef = z.union([
  z.strictObject({ env: z.string().min(1) }),
  z.strictObject({ file: z.string().min(1) }),
  z.strictObject({ secret: z.string().min(1) })
])
export type SecretRef = z.infer<typeof secretRef>

export const authSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  z.strictObject({ type: z.literal('basic'), username: z.string().min(1), password: secretRef }),
  z.strictObject({ type: z.literal('bearer'), token: secretRef })
])
export type AuthConfig = z.infer<typeof authSchema>

export const tlsSchema = z.strictObject({
  /** PEM file with certificate authorities to trust besides the system's. */
  ca: z.string().min(1).optional(),
  cert: z.string().min(1).optional(),
  key: z.string().min(1).optional(),
  passphrase: secretRef.optional(),
  serverName: z.string().min(1).optional()
}).refine((t) => (t.cert === undefined) === (t.key === undefined), { message: 'cert and key go together' })
export type TlsConfig = z.infer<typeof tlsSchema>

export const httpUrl = z.string().trim().refine((text) => {
  try {
    const url = new URL(text)
    return (url.protocol === 'http:' || url.protocol === 'https:') && url.username === '' && url.password === ''
  } catch { return false }
}, { message: 'must be an http or https address without user or password in it (those go into auth)' })

export const sourceSchema = z.strictObject({
  name,
  kind: z.string().min(1),
  /** Off: kept, not polled. */
  enabled: z.boolean().default(true),
  url: httpUrl.optional(),
  /** The peers of one cluster. */
  urls: z.array(httpUrl).min(1).max(16).optional(),
  interval: duration('1s', '1h').optional(),
  /** Total, from the first byte sent to the last received. */
  timeout: duration('1s', '5m').optional(),
  /** Environment of what carries no environment label. */
  environment: name.optional(),
  auth: authSchema.default({ type: 'none' }),
  headers: z.record(z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'is not a header name'), z.union([z.string().regex(/^[^\r\n\0]*$/, 'must be one line'), secretRef])).default({}),
  tls: tlsSchema.optional(),
  /** `system`, `none`, or the proxy's address. */
  proxy: z.union([z.literal('system'), z.literal('none'), httpUrl]).default('system'),
  /** The kind's own fields, checked against what it declares. */
  options: z.record(z.string(), z.unknown()).default({})
}).refine((s) => !(s.url && s.urls), { message: 'give url or urls, not both' })
export type SourceConfig = z.infer<typeof sourceSchema>
export type SourceConfigInput = z.input<typeof sourceSchema>

export const serviceSchema = z.strictObject({
  name,
  environment: name.optional(),
  tier: z.union([z.literal(1), z.literal(2), z.literal(3)]).optional(),
  owner: z.string().optional(),
  runbook: z.string().optional(),
  repository: z.string().optional(),
  dashboard: z.string().optional(),
  dependsOn: z.array(name).default([])
})
export type ServiceConfig = z.infer<typeof serviceSchema>

export const environmentSchema = z.strictObject({ name, kind: z.enum(ENVIRONMENT_KINDS), values: z.array(z.string().trim().toLowerCase()).default([]) })

const severityWords = z.record(z.enum(SEVERITIES), z.array(z.string().trim().toLowerCase()))

export const notificationsSchema = z.strictObject({
  enabled: z.boolean().default(true),
  severities: z.array(z.enum(SEVERITIES)).default(['critical', 'warning', 'unknown']),
  /** Kinds of environment that may notify. */
  environments: z.array(z.enum(ENVIRONMENT_KINDS)).default(['production', 'staging', 'local']),
  /** How long a source may be silent before a notification says so. */
  blindAfter: duration('10s', '1h').prefault('60s'),
  /** More new alerts than this in one poll are told in one notification. */
  stormAbove: z.number().int().min(1).max(50).default(10)
})
export type NotificationsConfig = z.infer<typeof notificationsSchema>

export const appearanceSchema = z.strictObject({
  theme: z.enum(['system', 'dark', 'light']).default('dark'),
  time: z.enum(['local', 'utc']).default('local'),
  railCollapsed: z.boolean().default(false),
  pinned: z.array(z.string()).max(20).default([])
})

export const configSchema = z.strictObject({
  version: z.literal(CONFIG_VERSION).default(CONFIG_VERSION),
  /** False until a person has chosen what to watch. */
  welcomed: z.boolean().default(false),
  sources: z.array(sourceSchema).max(200).default([]),
  services: z.array(serviceSchema).max(5000).default([]),
  environments: z.array(environmentSchema).default([]),
  labels: z.strictObject({
    service: z.array(z.string().min(1)).min(1).optional(),
    environment: z.array(z.string().min(1)).min(1).optional(),
    severity: z.array(z.string().min(1)).min(1).optional()
  }).default({}),
  severities: severityWords.optional(),
  notifications: notificationsSchema.prefault({}),
  appearance: appearanceSchema.prefault({}),
  /** Open plain http links from alerts, too. */
  openHttpLinks: z.boolean().default(false),
  /** Watch this computer besides the sources listed. */
  thisComputer: z.boolean().default(true)
}).superRefine((config, ctx) => {
  const seen = new Map<string, number>()
  config.sources.forEach((source, i) => {
    const first = seen.get(source.name.toLowerCase())
    if (first === undefined) seen.set(source.name.toLowerCase(), i)
    else ctx.addIssue({ code: 'custom', path: ['sources', i, 'name'], message: `two sources are named "${source.name}"; each needs a name of its own` })
  })
})
export type Config = z.infer<typeof configSchema>
export type ConfigInput = z.input<typeof configSchema>

export const defaultConfig = (): Config => configSchema.parse({})
