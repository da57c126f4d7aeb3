import { nameKey, type Config, type SourceConfig } from '@shared/config/schema'
import { readOptions, type OptionValues } from '@shared/config/fields'
import type { Certificate } from '@shared/domain/source'
import { clean } from '@shared/text/clean'
import { nodePause } from '../adapters/node-clock'
import type { SourceSetup } from '../core/core-state'
import { rulesOf } from '../core/rules'
import type { LoadedConfig } from '../ports/config-store'
import { SourceFailure } from '../ports/failure'
import type { Connection, HttpClient, HttpFactory } from '../ports/http'
import type { Machine } from '../ports/machine'
import type { SourceContext, SourceInstance, SourceKind } from '../ports/source-kind'
import { kindOf } from '../sources/registry'

/** A configured source, ready to be asked; `broken` when its settings do not allow it. */
export interface Instance {
  readonly setup: SourceSetup
  readonly config: SourceConfig
  readonly kind: SourceKind | null
  readonly source: SourceInstance
  readonly broken: SourceFailure | null
  readonly intervalMs: number
  readonly timeoutMs: number
  context(signal: AbortSignal): SourceContext
  /** Of its servers' certificates, as they were shown last, the one that ends first. */
  certificate(): Certificate | null
  /** Sockets go, so that the next ask starts afresh. */
  reset(): void
  close(): void
}

export interface InstanceTools { readonly http: Pick<HttpFactory, 'open'>; readonly machine: Machine; readonly now: () => number }

/** What the configuration says of labels, and its packs. */
export type Reading = Pick<SourceInstance, 'naming' | 'severity' | 'packs'>

/** Stable and safe in keys. Names are unique in that form by the schema. */
export const sourceId = nameKey

export const THIS_COMPUTER: SourceConfig = { name: 'this computer', kind: 'this-computer', enabled: true, auth: { type: 'none' }, headers: {}, proxy: 'system', options: {} }

/** The sources in force: those configured and switched on, and this computer unless it is unwanted or configured by hand. */
const sourcesIn = (config: Config): readonly SourceConfig[] => {
  const listed = config.sources.filter((s) => s.enabled)
  return config.thisComputer && !config.sources.some((s) => s.kind === 'this-computer') ? [...listed, THIS_COMPUTER] : listed
}

export const createInstance = (config: SourceConfig, readOnly: boolean, tools: InstanceTools, reading: Reading = {}): Instance => {
  const kind = kindOf(config.kind) ?? null
  const id = sourceId(config.name)
  const options = readOptions(kind?.manifest.fields ?? [], config.options)
  const urls = (config.urls ?? (config.url ? [config.url] : [])).map((u) => u.replace(/\/+$/, ''))
  const intervalMs = config.interval ?? kind?.manifest.defaultIntervalMs ?? 60_000
  const timeoutMs = config.timeout ?? kind?.manifest.defaultTimeoutMs ?? 10_000
  const connection: Connection = { auth: config.auth, headers: config.headers, tls: config.tls ?? null, proxy: config.proxy, ...(config.proxyAuth ? { proxyAuth: config.proxyAuth } : {}) }
  const { http, first: certificate } = watchedCertificates(tools.http.open(id, connection))
  const memory = new Map<string, unknown>()
  return {
    setup: {
      id, name: clean(config.name, { max: 80 }), kind: config.kind, abilities: kind?.manifest.abilities ?? [], address: urls.map(addressOf).join(', '),
      intervalMs, readOnly, environment: config.environment ?? null,
      ...watchdogIn(config, options.ok ? options.values : {})
    },
    config, kind, intervalMs, timeoutMs,
    source: { id, name: config.name, urls, options: options.ok ? options.values : {}, timeoutMs, ...reading },
    broken: !kind ? new SourceFailure('settings', { detail: `"${config.kind}" is not a kind of source` })
      : !options.ok ? new SourceFailure('settings', { detail: `${options.field} ${options.reason}` })
        : kind.manifest.address !== 'none' && urls.length === 0 ? new SourceFailure('settings', { detail: 'it has no address' })
          : null,
    context: (signal) => ({ http, machine: tools.machine, now: tools.now, signal, memory, pause: nodePause }),
    certificate,
    reset: () => http.reset(),
    close: () => http.close()
  }
}

/** An instance of each source in force; those of before whose settings are the same stay, with what they know. */
export const instancesOf = (loaded: LoadedConfig, before: ReadonlyMap<string, Instance>, tools: InstanceTools): readonly Instance[] => {
  const readOnly = new Set(loaded.readOnly.sources.map(sourceId))
  const { serviceLabels: service, environmentLabels: environment, severity } = rulesOf(loaded.config)
  const naming = { service, environment }
  return sourcesIn(loaded.config).map((config) => {
    const id = sourceId(config.name)
    // others have no use for them, and need not start afresh when they change
    const draws = kindOf(config.kind)?.panels && kindOf(config.kind)?.manifest.address !== 'none'
    const reading: Reading = { naming, ...(draws ? { severity } : {}), ...(draws && loaded.config.packs.length > 0 ? { packs: loaded.config.packs } : {}) }
    const known = before.get(id)
    return known && JSON.stringify([known.config, readingOf(known.source)]) === JSON.stringify([config, reading]) && known.setup.readOnly === readOnly.has(id)
      ? known
      : createInstance(config, readOnly.has(id), tools, reading)
  })
}
const readingOf = ({ naming, severity, packs }: SourceInstance): Reading => ({ ...(naming ? { naming } : {}), ...(severity ? { severity } : {}), ...(packs ? { packs } : {}) })

/** What a source's kind takes for its watchdogs; a name that is written down is expected from the beginning. */
const watchdogIn = ({ options }: SourceConfig, { watchdog }: OptionValues): Pick<SourceSetup, 'watchdog'> =>
  Array.isArray(watchdog) && watchdog.length ? { watchdog: { names: watchdog as readonly string[], declared: Object.hasOwn(options, 'watchdog') } } : {}

/** The same client, remembering of each host the certificate it showed last. */
const watchedCertificates = (client: HttpClient): { readonly http: HttpClient; readonly first: () => Certificate | null } => {
  const ends = new Map<string, number>()
  return {
    http: {
      request: async (request, limits) => {
        const response = await client.request(request, limits)
        if (response.certificateEndsAt !== undefined) ends.set(new URL(response.url).host, response.certificateEndsAt)
        return response
      },
      redact: (text) => client.redact(text),
      reset: () => client.reset(),
      close: () => client.close()
    },
    first: () => [...ends].map(([host, endsAt]): Certificate => ({ host, endsAt })).reduce<Certificate | null>((first, one) => (first === null || one.endsAt < first.endsAt ? one : first), null)
  }
}

/** Host and path, nothing that could be a secret. */
const addressOf = (text: string): string => {
  const url = new URL(text)
  return `${url.host}${url.pathname === '/' ? '' : url.pathname}`
}
