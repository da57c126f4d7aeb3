import { calendarUrl } from '../domain/on-call'
import { nameKey, serviceIdentity, type Config, type SecretRef, type SourceConfig } from './schema'

/** A provisioning file, read: what it means, and which keys it really gives (sections by the keys in them). */
export interface Provision { readonly config: Config; readonly given: Readonly<Record<string, readonly string[]>> }

export interface Merged {
  readonly config: Config
  readonly readOnly: { readonly sources: readonly string[]; readonly services: readonly string[]; readonly environments: readonly string[]; readonly walls?: readonly string[] }
  /** Names of the person's own sources that the file's hide. */
  readonly taken: readonly string[]
}

/** Sections whose keys the file overrides one by one. */
const SECTIONS = ['labels', 'severities', 'notifications', 'paging', 'appearance', 'startup', 'updates'] as const
const SWITCHES = ['openHttpLinks', 'thisComputer', 'welcomed'] as const

/** The file's sources, services, environments and walls come first and win over a person's own of the same name; of the rest it overrides what it gives. */
export const mergeConfig = (own: Config, file: Provision | null): Merged => {
  if (!file) return { config: own, readOnly: { sources: [], services: [], environments: [] }, taken: [] }
  const { config: team, given } = file
  const sourceNames = new Set(team.sources.map((s) => nameKey(s.name)))
  const services = new Set(team.services.map(serviceIdentity))
  const packs = new Set(team.packs.map((p) => p.id))
  const walls = new Set(team.walls.map((w) => nameKey(w.name)))
  const environments = new Set(team.environments.map((e) => nameKey(e.name)))
  const config: Record<string, unknown> = {
    ...own,
    welcomed: own.welcomed || team.sources.length > 0,
    sources: [...team.sources, ...own.sources.filter((s) => !sourceNames.has(nameKey(s.name)))],
    services: [...team.services, ...own.services.filter((s) => !services.has(serviceIdentity(s)))],
    packs: [...team.packs, ...own.packs.filter((p) => !packs.has(p.id))],
    walls: [...team.walls, ...own.walls.filter((w) => !walls.has(nameKey(w.name)))],
    environments: [...team.environments, ...own.environments.filter((e) => !environments.has(nameKey(e.name)))]
  }
  for (const key of SWITCHES) if (Object.hasOwn(given, key)) config[key] = team[key]
  for (const section of SECTIONS) {
    const keys = Object.hasOwn(given, section) ? given[section]! : []
    const value = team[section]
    if (value && keys.length) config[section] = { ...own[section], ...Object.fromEntries(Object.entries(value).filter(([key]) => keys.includes(key))) }
  }
  return {
    config: config as Config,
    readOnly: {
      sources: team.sources.map((s) => s.name), services: team.services.map((s) => s.name), environments: team.environments.map((e) => e.name),
      ...(team.walls.length > 0 ? { walls: team.walls.map((w) => w.name) } : {})
    },
    taken: own.sources.map((s) => s.name).filter((name) => sourceNames.has(nameKey(name)))
  }
}

/** A source with the names of its secrets in the keychain through `to`. */
export const mapSecrets = (source: SourceConfig, to: (name: string) => string): SourceConfig => {
  const named = (ref: SecretRef): SecretRef => ('secret' in ref ? { secret: to(ref.secret) } : ref)
  return {
    ...source,
    auth: source.auth.type === 'basic' ? { ...source.auth, password: named(source.auth.password) } : source.auth.type === 'bearer' ? { ...source.auth, token: named(source.auth.token) } : source.auth,
    headers: Object.fromEntries(Object.entries(source.headers).map(([header, value]) => [header, typeof value === 'string' ? value : named(value)])),
    ...(source.proxyAuth?.password ? { proxyAuth: { ...source.proxyAuth, password: named(source.proxyAuth.password) } } : {}),
    ...(source.tls?.passphrase ? { tls: { ...source.tls, passphrase: named(source.tls.passphrase) } } : {})
  }
}

/** Names in the keychain that these sources, and the hooks, refer to. */
export const secretsNamed = (sources: readonly SourceConfig[], paging?: Config['paging']): ReadonlySet<string> => {
  const names = new Set<string>()
  if (paging) mapHooks(paging, (ref) => { if ('secret' in ref) names.add(ref.secret); return ref })
  for (const source of sources) mapSecrets(source, (name) => { names.add(name); return name })
  return names
}

const secretPath = (ref: SecretRef, to: (path: string) => string): SecretRef => ('file' in ref ? { file: to(ref.file) } : ref)

/** The secrets of hooks, through `to`. */
const mapHooks = (paging: Config['paging'], to: (ref: SecretRef) => SecretRef): Config['paging'] => {
  const { webhook } = paging.hooks
  return webhook?.token ? { ...paging, hooks: { ...paging.hooks, webhook: { ...webhook, token: to(webhook.token) } } } : paging
}

const withCalendar = (paging: Config['paging'], to: (path: string) => string): Config['paging'] => {
  const { calendar } = paging.onCall
  return calendar === undefined || calendarUrl(calendar) !== null ? paging : { ...paging, onCall: { ...paging.onCall, calendar: to(calendar) } }
}

/** Every path a configuration names (certificates, secrets in files, an on-call calendar), through `to`. */
export const mapPaths = (config: Config, to: (path: string) => string): Config => ({
  ...config,
  paging: withCalendar(mapHooks(config.paging, (ref) => secretPath(ref, to)), to),
  sources: config.sources.map((source) => ({
    ...source,
    auth: source.auth.type === 'basic' ? { ...source.auth, password: secretPath(source.auth.password, to) } : source.auth.type === 'bearer' ? { ...source.auth, token: secretPath(source.auth.token, to) } : source.auth,
    headers: Object.fromEntries(Object.entries(source.headers).map(([name, value]) => [name, typeof value === 'string' ? value : secretPath(value, to)])),
    ...(source.proxyAuth?.password ? { proxyAuth: { ...source.proxyAuth, password: secretPath(source.proxyAuth.password, to) } } : {}),
    ...(source.tls ? { tls: {
      ...source.tls,
      ...(source.tls.ca === undefined ? {} : { ca: to(source.tls.ca) }),
      ...(source.tls.cert === undefined ? {} : { cert: to(source.tls.cert) }),
      ...(source.tls.key === undefined ? {} : { key: to(source.tls.key) }),
      ...(source.tls.passphrase ? { passphrase: secretPath(source.tls.passphrase, to) } : {})
    } } : {})
  }))
})
