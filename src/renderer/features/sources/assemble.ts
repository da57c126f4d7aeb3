import { checkKinds } from '@shared/config/check-kinds'
import type { KindManifest } from '@shared/config/fields'
import { check, type Problem } from '@shared/config/problems'
import { nameKey, sourceSchema, type SourceConfig } from '@shared/config/schema'
import { t } from '@shared/text/catalogue'
import { homeOf, optionValues, type Draft, type SecretDraft } from './draft'

/** What is typed, as the contract wants it: a source with references, and the new values of secrets beside it. */
export type Assembled =
  | { readonly ok: true; readonly source: SourceConfig; readonly secrets: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly problems: readonly Problem[] }

export interface Surroundings {
  readonly kinds: readonly KindManifest[]
  /** Names of the other sources. */
  readonly names: readonly string[]
  /** Names of secrets that are stored already. */
  readonly secretNames: readonly string[]
  /** There is no keychain here. */
  readonly weakStore: boolean
}

const given = (text: string): string | undefined => text.trim() || undefined

/** Checks a form with the schema's own words. Secrets that were typed get names made of the source's; one that is stored keeps its name. */
export const assemble = (draft: Draft, { kinds, names, secretNames, weakStore }: Surroundings): Assembled => {
  const secrets: Record<string, string> = {}
  const freeName = (wanted: string): string => {
    const taken = (name: string): boolean => secretNames.includes(name) || Object.hasOwn(secrets, name)
    let name = wanted
    for (let n = 2; taken(name); n++) name = `${wanted} ${n}`
    return name
  }
  /** Undefined where nothing says what it is. */
  const ref = (secret: SecretDraft, what: string): { readonly env: string } | { readonly file: string } | { readonly secret: string } | undefined => {
    const home = homeOf(secret, weakStore)
    if (home === 'env') return secret.env.trim() ? { env: secret.env.trim() } : undefined
    if (home === 'file') return secret.file.trim() ? { file: secret.file.trim() } : undefined
    if (secret.typed === '') return secret.stored === null ? undefined : { secret: secret.stored }
    const name = secret.stored ?? freeName(`${draft.name.trim() || draft.kind} ${what}`.slice(0, 190))
    secrets[name] = secret.typed
    return { secret: name }
  }

  const kind = kinds.find((k) => k.kind === draft.kind)
  const lines = draft.urls.split('\n').map((line) => line.trim()).filter(Boolean)
  const headers = draft.headers.filter((h) => h.name.trim() !== '' || (h.value ?? h.secret.typed) !== '')
  const passphrase = ref(draft.passphrase, 'passphrase')
  const tls = { ca: given(draft.ca), cert: given(draft.cert), key: given(draft.key), serverName: given(draft.serverName), passphrase }
  const proxyPassword = draft.proxy === 'address' && draft.proxyUser.trim() !== '' ? ref(draft.proxyPassword, 'proxy password') : undefined
  const raw = {
    name: draft.name, kind: draft.kind, enabled: draft.enabled,
    ...(kind?.address === 'urls' ? (lines.length > 0 ? { urls: lines } : {}) : kind?.address === 'url' && lines.length > 0 ? { url: lines.join(' ') } : {}),
    ...present({ interval: given(draft.interval), timeout: given(draft.timeout), environment: given(draft.environment) }),
    auth: draft.auth === 'basic' ? { type: 'basic', username: draft.username, password: ref(draft.password, 'password') } : draft.auth === 'bearer' ? { type: 'bearer', token: ref(draft.token, 'token') } : { type: 'none' },
    headers: Object.fromEntries(headers.map((h) => [h.name.trim(), h.value ?? ref(h.secret, h.name.trim())])),
    ...(Object.values(tls).some((v) => v !== undefined) ? { tls: present(tls) } : {}),
    proxy: draft.proxy === 'address' ? draft.proxyUrl.trim() : draft.proxy,
    ...(draft.proxy === 'address' && draft.proxyUser.trim() !== '' ? { proxyAuth: { username: draft.proxyUser.trim(), ...present({ password: proxyPassword }) } } : {}),
    options: optionValues(kind?.fields ?? [], draft.options, draft.given)
  }
  const checked = check<SourceConfig>(sourceSchema, raw)
  const problems = [
    ...(checked.ok ? [] : checked.problems),
    ...(names.some((name) => nameKey(name) === nameKey(draft.name)) ? [{ path: ['name'], at: 'value', reason: t('sources.form.taken') } as const] : []),
    ...repeated(headers.map((h) => h.name.trim().toLowerCase())).map((name): Problem => ({ path: ['headers', headers.find((h) => h.name.trim().toLowerCase() === name)!.name.trim()], at: 'key', reason: t('sources.form.header-twice') })),
    ...(checked.ok ? checkKinds([checked.value], kinds).map((p) => ({ ...p, path: p.path.slice(2) })) : [])
  ]
  return checked.ok && problems.length === 0 ? { ok: true, source: checked.value, secrets } : { ok: false, problems }
}

const present = <T extends object>(values: T): Partial<T> => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>
const repeated = (list: readonly string[]): readonly string[] => [...new Set(list.filter((name, i) => list.indexOf(name) !== i))]

/** The words for what is wrong at a field (`auth.password`, `headers.X-Scope`, `options.limit`), or below it; undefined: nothing. */
export const problemAt = (problems: readonly Problem[], ...path: readonly string[]): string | undefined => {
  const found = problems.find((p) => path.every((step, i) => p.path[i] === step))
  return found && t('sources.form.problem', { reason: found.reason })
}
