import type { Field, KindManifest } from '@shared/config/fields'
import { durationText } from '@shared/config/duration'
import type { SecretRef, SourceConfig } from '@shared/config/schema'

/** Where a secret lives: this computer's keychain, a variable, a file. */
export type SecretHome = 'secret' | 'env' | 'file'
/** The better places first. */
export const homesOf = (weak: boolean): readonly SecretHome[] => (weak ? ['env', 'file', 'secret'] : ['secret', 'env', 'file'])

export interface SecretDraft {
  /** Null: not chosen yet. */
  readonly home: SecretHome | null
  /** A new value, typed just now; what is stored never comes back to a window. */
  readonly typed: string
  /** The name under which a value is stored already; null: none is. */
  readonly stored: string | null
  readonly env: string
  readonly file: string
}
export interface HeaderDraft { readonly id: number; readonly name: string; /** Null: the value is a secret. */ readonly value: string | null; readonly secret: SecretDraft }
export type OptionDraft = Readonly<Record<string, string | boolean>>

/** A source as it is being typed: everything that has a field is text until it is checked. */
export interface Draft {
  readonly name: string
  readonly kind: string
  readonly enabled: boolean
  /** One address a line. */
  readonly urls: string
  readonly interval: string
  readonly timeout: string
  readonly environment: string
  readonly auth: 'none' | 'basic' | 'bearer'
  readonly username: string
  readonly password: SecretDraft
  readonly token: SecretDraft
  readonly headers: readonly HeaderDraft[]
  readonly ca: string
  readonly cert: string
  readonly key: string
  readonly passphrase: SecretDraft
  readonly serverName: string
  readonly proxy: 'system' | 'none' | 'address'
  readonly proxyUrl: string
  readonly proxyUser: string
  readonly proxyPassword: SecretDraft
  readonly options: OptionDraft
  /** Options that were written down. */
  readonly given: readonly string[]
}

export const NO_SECRET: SecretDraft = { home: null, typed: '', stored: null, env: '', file: '' }

const secretDraft = (ref: SecretRef | undefined): SecretDraft =>
  ref === undefined ? NO_SECRET : 'env' in ref ? { ...NO_SECRET, home: 'env', env: ref.env } : 'file' in ref ? { ...NO_SECRET, home: 'file', file: ref.file } : { ...NO_SECRET, home: 'secret', stored: ref.secret }

/** The place chosen, or the best that there is; `weak`: there is no keychain. */
export const homeOf = ({ home }: Pick<SecretDraft, 'home'>, weak: boolean): SecretHome => home ?? homesOf(weak)[0]!

const optionText = (field: Field, value: unknown): string | boolean => {
  if (field.type === 'toggle') return typeof value === 'boolean' ? value : field.default
  if (Array.isArray(value)) return value.join('\n')
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
const optionDrafts = (fields: readonly Field[], given: Readonly<Record<string, unknown>>): OptionDraft =>
  Object.fromEntries(fields.map((field) => [field.key, optionText(field, Object.hasOwn(given, field.key) ? given[field.key] : field.default)]))

/** An empty form of a kind. */
export const newDraft = (kind: KindManifest, over: Partial<Draft> = {}): Draft => ({
  name: '', kind: kind.kind, enabled: true, urls: '', interval: '', timeout: '', environment: '', auth: 'none', username: '', password: NO_SECRET, token: NO_SECRET, headers: [],
  ca: '', cert: '', key: '', passphrase: NO_SECRET, serverName: '', proxy: 'system', proxyUrl: '', proxyUser: '', proxyPassword: NO_SECRET, options: optionDrafts(kind.fields, {}), given: [], ...over
})

/** The form of a source as it is configured. */
export const draftOf = (source: SourceConfig, kind: KindManifest | null): Draft => ({
  name: source.name, kind: source.kind, enabled: source.enabled, urls: (source.urls ?? (source.url === undefined ? [] : [source.url])).join('\n'),
  interval: source.interval === undefined ? '' : durationText(source.interval), timeout: source.timeout === undefined ? '' : durationText(source.timeout), environment: source.environment ?? '',
  auth: source.auth.type, username: source.auth.type === 'basic' ? source.auth.username : '',
  password: secretDraft(source.auth.type === 'basic' ? source.auth.password : undefined), token: secretDraft(source.auth.type === 'bearer' ? source.auth.token : undefined),
  headers: Object.entries(source.headers).map(([name, value], id) => (typeof value === 'string' ? { id, name, value, secret: NO_SECRET } : { id, name, value: null, secret: secretDraft(value) })),
  ca: source.tls?.ca ?? '', cert: source.tls?.cert ?? '', key: source.tls?.key ?? '', passphrase: secretDraft(source.tls?.passphrase), serverName: source.tls?.serverName ?? '',
  proxy: source.proxy === 'system' || source.proxy === 'none' ? source.proxy : 'address', proxyUrl: source.proxy === 'system' || source.proxy === 'none' ? '' : source.proxy,
  proxyUser: source.proxyAuth?.username ?? '', proxyPassword: secretDraft(source.proxyAuth?.password),
  options: optionDrafts(kind?.fields ?? [], source.options), given: Object.keys(source.options)
})

/** The same form for another kind: what both have stays. */
export const withKind = (draft: Draft, kind: KindManifest): Draft => {
  const shared = Object.entries(draft.options).filter(([key]) => kind.fields.some((f) => f.key === key))
  return { ...draft, kind: kind.kind, options: { ...optionDrafts(kind.fields, {}), ...Object.fromEntries(shared) } }
}

/**
 * Options that differ from their defaults, and lists that were written down: a list of expected things means more than the usual one.
 * A number that cannot be read is handed on as it was typed, for the check to refuse.
 */
export const optionValues = (fields: readonly Field[], options: OptionDraft, written: readonly string[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(fields.flatMap((field): [string, unknown][] => {
    const given = options[field.key]
    if (given === undefined) return []
    if (typeof given === 'boolean') return given === field.default ? [] : [[field.key, given]]
    const text = given.trim()
    switch (field.type) {
      case 'number': return text === '' || Number(text) === field.default ? [] : [[field.key, Number.isFinite(Number(text)) ? Number(text) : text]]
      case 'list': {
        const list = text.split('\n').map((line) => line.trim()).filter(Boolean)
        return JSON.stringify(list) === JSON.stringify(field.default) && !written.includes(field.key) ? [] : [[field.key, list]]
      }
      default: return text === field.default || (text === '' && !field.required) ? [] : [[field.key, text]]
    }
  }))
