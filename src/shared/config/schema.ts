import { z } from 'zod'
import { ENVIRONMENT_KINDS } from '../domain/environment'
import { SEVERITIES } from '../domain/severity'
import { t } from '../text/catalogue'
import { objectiveSchema } from './objective'
import { ownPanelsSchema } from './own-panels'
import { packSchema, servicePanelSchema } from './packs'
import { pagingSchema } from './paging'
import { wallsSchema } from './walls'
import { duration, proxyUrl, SECRET_FORMS, secretRef, serverUrl } from './parts'

export type { SecretRef } from './parts'

/** The one schema of everything a person or a team can set. The settings file and `garda.yaml` both obey it. */
export const CONFIG_VERSION = 1

/** No control and no invisible format characters: names end up in keys, menus and terminals. */
const name = z.string().trim().min(1).max(80).regex(/^[^\p{Cc}\p{Cf}]*$/u, { error: () => t('terminal.config.invisible') })
const word = z.string().trim().min(1).max(200)
const labelName = z.string().trim().min(1).max(200)
const link = z.string().trim().max(2000)

export const authSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  z.strictObject({ type: z.literal('basic'), username: z.string().min(1), password: secretRef }),
  z.strictObject({ type: z.literal('bearer'), token: secretRef })
])
export type AuthConfig = z.infer<typeof authSchema>

export const tlsSchema = z.strictObject({
  ca: z.string().min(1).optional().describe('PEM file with certificate authorities to trust besides the system’s'),
  cert: z.string().min(1).optional().describe('PEM file with the client certificate'),
  key: z.string().min(1).optional().describe('PEM file with its private key'),
  passphrase: secretRef.optional(),
  serverName: z.string().min(1).optional().describe('Name to expect in the certificate instead of the host')
}).superRefine((tls, ctx) => {
  if (tls.cert !== undefined && tls.key === undefined) ctx.addIssue({ code: 'custom', path: ['cert'], message: t('terminal.config.beside', { one: 'cert', other: 'key' }) })
  if (tls.key !== undefined && tls.cert === undefined) ctx.addIssue({ code: 'custom', path: ['key'], message: t('terminal.config.beside', { one: 'key', other: 'cert' }) })
})
export type TlsConfig = z.infer<typeof tlsSchema>

/** SOCKS 5 carries 255 bytes of each; SOCKS 4 knows a user alone. */
const proxyAuthSchema = z.strictObject({ username: z.string().min(1).max(255), password: secretRef.optional() })
export type ProxyAuth = z.infer<typeof proxyAuthSchema>

/** Headers that carry credentials: their value is always a reference. */
const SECRET_HEADER = /^(proxy-)?authorization$|^cookie$|token|secret|password|api-?key/i
const headersSchema = z.record(
  z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, { error: () => t('terminal.config.header-name') }),
  z.union([z.string().regex(/^[^\r\n\0]*$/), secretRef], { error: (issue) => (typeof issue.input === 'string' ? t('terminal.config.one-line') : t('terminal.config.header-value', SECRET_FORMS)) })
).superRefine((headers, ctx) => {
  for (const [header, value] of Object.entries(headers))
    if (typeof value === 'string' && SECRET_HEADER.test(header)) ctx.addIssue({ code: 'custom', path: [header], message: t('terminal.config.secret-literal', SECRET_FORMS) })
})

const optionValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())], { error: () => t('terminal.config.option-value') })

export const sourceSchema = z.strictObject({
  name: name.describe('As shown on every screen; unique'),
  kind: z.string().trim().min(1).max(80).describe('What answers there'),
  enabled: z.boolean().default(true).describe('false: kept, not polled'),
  url: serverUrl.optional().describe('Address of the server, with its path prefix if it has one'),
  urls: z.array(serverUrl).min(1).max(16).optional().describe('The peers of one cluster'),
  interval: duration('1s', '1h').optional(),
  timeout: duration('1s', '5m').optional(),
  environment: name.optional().describe('Environment of what carries no environment label'),
  auth: authSchema.default({ type: 'none' }),
  headers: headersSchema.default({}),
  tls: tlsSchema.optional(),
  proxy: z.union([z.literal('system'), z.literal('none'), proxyUrl], { error: () => t('terminal.config.proxy') }).default('system')
    .describe('system, none, or the address of an http, https or SOCKS proxy'),
  proxyAuth: proxyAuthSchema.optional().describe('User and password at the proxy that proxy names'),
  options: z.record(z.string(), optionValue).default({}).describe('Fields of its own that a kind declares')
}).superRefine((source, ctx) => {
  if (source.url !== undefined && source.urls !== undefined) ctx.addIssue({ code: 'custom', path: ['urls'], message: t('terminal.config.url-or-urls') })
  if (source.proxyAuth !== undefined && (source.proxy === 'system' || source.proxy === 'none')) ctx.addIssue({ code: 'custom', path: ['proxyAuth'], message: t('terminal.config.proxy-auth') })
})
export type SourceConfig = z.infer<typeof sourceSchema>

export const serviceSchema = z.strictObject({
  name: name.describe('As in the labels of its metrics and alerts'),
  environment: name.optional().describe('Where it runs; production when not given'),
  tier: z.literal([1, 2, 3]).optional().describe('1: readers are hurt at once when it fails'),
  owner: word.optional(),
  runbook: link.optional(),
  repository: link.optional(),
  dashboard: link.optional(),
  dependsOn: z.array(name).max(200).default([]).describe('Names of the services it needs'),
  panels: z.array(servicePanelSchema).max(50).optional().describe('Graphs of its own, before all others'),
  objective: objectiveSchema.optional().describe('How much of its requests may fail')
})
export type ServiceConfig = z.infer<typeof serviceSchema>

export const environmentSchema = z.strictObject({
  name,
  kind: z.enum(ENVIRONMENT_KINDS).describe('What it means for people'),
  values: z.array(z.string().trim().toLowerCase().min(1)).max(200).default([]).describe('Label values that mean it')
})

const severityWords = z.partialRecord(z.enum(SEVERITIES), z.array(z.string().trim().toLowerCase().min(1)).max(200))

export const notificationsSchema = z.strictObject({
  enabled: z.boolean().default(true),
  severities: z.array(z.enum(SEVERITIES)).default(['critical', 'warning', 'unknown']),
  environments: z.array(z.enum(ENVIRONMENT_KINDS)).default(['production', 'staging', 'local']).describe('Kinds of environment that may notify'),
  blindAfter: duration('10s', '1h').prefault('60s').describe('How long a source may be silent before a notification says so'),
  stormAbove: z.number().int().min(1).max(50).default(10).describe('More new alerts than this in one poll are told in one notification')
})

export const appearanceSchema = z.strictObject({
  theme: z.enum(['system', 'dark', 'light']).default('dark'),
  time: z.enum(['local', 'utc']).default('local'),
  railCollapsed: z.boolean().default(false),
  pinned: z.array(z.string().max(300)).max(20).default([]).describe('Services kept on top, as environment/name')
})

/** What becomes of the window when the system starts Garda at login. */
export const startupSchema = z.strictObject({
  window: z.enum(['hidden', 'shown']).default('hidden').describe('The main window after a start at login, where no wall is set up')
})

/** What becomes of a new version that was installed beneath a running Garda. */
export const updatesSchema = z.strictObject({
  restart: z.enum(['ask', 'calm']).optional().describe('ask: on request alone; calm: by itself once nothing is wrong; calm where a wall is set up when not given, else ask')
})

/** What was asked in Explore, newest first. */
export const exploreSchema = z.strictObject({
  history: z.array(z.strictObject({ expression: z.string().min(1).max(4_000), source: z.string().max(80), at: z.number().min(0).max(8.64e15) })).max(200).default([])
})
export type ExploreConfig = z.infer<typeof exploreSchema>

export const configSchema = z.strictObject({
  version: z.literal(CONFIG_VERSION).default(CONFIG_VERSION),
  welcomed: z.boolean().default(false).describe('False until a person has chosen what to watch'),
  sources: z.array(sourceSchema).max(200).default([]),
  services: z.array(serviceSchema).max(5000).default([]),
  environments: z.array(environmentSchema).max(200).default([]),
  packs: z.array(packSchema).max(200).default([]).describe('Panel packs of one’s own'),
  packFiles: z.array(z.string().trim().min(1).max(4000)).max(200).default([]).describe('Files that hold one pack each, YAML or JSON; relative to this file'),
  labels: z.strictObject({
    service: z.array(labelName).min(1).optional(),
    environment: z.array(labelName).min(1).optional(),
    severity: z.array(labelName).min(1).optional()
  }).default({}).describe('Labels that are read for these, first present wins'),
  severities: severityWords.optional().describe('Words in a severity label, by the severity they mean'),
  notifications: notificationsSchema.prefault({}),
  paging: pagingSchema.prefault({}),
  appearance: appearanceSchema.prefault({}),
  walls: wallsSchema.default([]).describe('Full-screen boards on displays of their own'),
  startup: startupSchema.prefault({}),
  updates: updatesSchema.prefault({}),
  explore: exploreSchema.prefault({}),
  ownPanels: ownPanelsSchema.default([]).describe('Graphs that a person has added to services'),
  openHttpLinks: z.boolean().default(false).describe('Open plain http links from alerts, too'),
  thisComputer: z.boolean().default(true).describe('Watch this computer besides the sources listed'),
  weakSecrets: z.boolean().default(false).describe('Keep secrets only hidden where this computer has no keychain')
}).superRefine((config, ctx) => {
  const unique = (list: 'sources' | 'services' | 'environments' | 'walls', keys: readonly string[], say: (i: number) => string): void => {
    const seen = new Set<string>()
    keys.forEach((key, i) => {
      if (seen.has(key)) ctx.addIssue({ code: 'custom', path: [list, i, 'name'], message: say(i) })
      seen.add(key)
    })
  }
  const packs = new Set<string>()
  config.packs.forEach(({ id }, i) => {
    if (packs.has(id)) ctx.addIssue({ code: 'custom', path: ['packs', i, 'id'], message: t('terminal.config.pack.twice', { name: id }) })
    packs.add(id)
  })
  unique('sources', config.sources.map((s) => nameKey(s.name)), (i) => t('terminal.config.two-sources', { name: config.sources[i]!.name }))
  unique('services', config.services.map((s) => serviceIdentity(s)), (i) => t('terminal.config.two-services', { name: config.services[i]!.name }))
  unique('walls', config.walls.map((w) => nameKey(w.name)), (i) => t('terminal.config.two-walls', { name: config.walls[i]!.name }))
  unique('environments', config.environments.map((e) => nameKey(e.name)), (i) => t('terminal.config.two-environments', { name: config.environments[i]!.name }))
})
export type Config = z.infer<typeof configSchema>

/** What only the person at this computer may decide; a team's file cannot. */
export const PERSONAL = ['weakSecrets', 'explore', 'ownPanels'] as const satisfies readonly (keyof Config)[]

export type ConfigInput = z.input<typeof configSchema>

/** A service is its name where it runs. */
export const serviceIdentity = (service: Pick<ServiceConfig, 'name' | 'environment'>): string => JSON.stringify([service.environment ?? 'production', service.name])

/**
 * Names that differ in case only are one name. Never a whole number: a table puts such keys before all others, whatever their order.
 * The capital keeps what stands for one apart from every name that is written so.
 */
export const nameKey = (text: string): string => {
  const key = text.trim().toLowerCase()
  return /^\d+$/.test(key) ? `No.${key}` : key
}

export const defaultConfig = (): Config => configSchema.parse({})
