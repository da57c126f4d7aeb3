import { t } from '@shared/text/catalogue'
import { SourceFailure } from '../ports/failure'
import type { Connection } from '../ports/http'
import type { Secrets } from '../ports/secrets'

/** How long a secret that was read is used before it is read again. */
export const SECRET_CACHE_MS = 10_000

export interface Credentials {
  /** The connection's own headers, names in lower case. Meant for the source's own host only. */
  headers(): Promise<Readonly<Record<string, string>>>
  /** Reads afresh next time: they were refused, so they may have been changed. */
  forget(): void
  /** The text with `…` in place of every secret that was read last, and the time before: an answer may come after a change. */
  redact(text: string): string
}

/** `monotonic` in ms. Rejects with `secret` or `settings`. */
export const connectionCredentials = (connection: Pick<Connection, 'auth' | 'headers'>, secrets: Secrets, monotonic: () => number): Credentials => {
  let kept: { readonly at: number; readonly headers: Promise<Readonly<Record<string, string>>> } | null = null
  let last: readonly string[] = []
  let hidden: readonly string[] = []
  const open = async (): Promise<Readonly<Record<string, string>>> => {
    const { headers, secret } = await read(connection, secrets)
    hidden = [...new Set([...last, ...secret].flatMap(formsOf))].sort((a, b) => b.length - a.length)
    last = secret
    return headers
  }
  return {
    headers: () => {
      const now = monotonic()
      if (kept !== null && now - kept.at < SECRET_CACHE_MS) return kept.headers
      const fresh = { at: now, headers: open() }
      kept = fresh
      fresh.headers.catch(() => { if (kept === fresh) kept = null })
      return fresh.headers
    },
    forget: () => { kept = null },
    redact: (text) => hidden.reduce((rest, form) => rest.replaceAll(form, '…'), text)
  }
}

export interface ProxySignIn extends Pick<Credentials, 'forget' | 'redact'> { readonly sign: (proxy: URL) => Promise<URL> }

/** The sign-in at a source's own proxy, put into the proxy's address; kept, forgotten and hidden as `connectionCredentials` are. Rejects with `secret`. */
export const proxySignIn = ({ proxyAuth }: Pick<Connection, 'proxyAuth'>, secrets: Secrets, monotonic: () => number): ProxySignIn => {
  let kept: { readonly at: number; readonly password: Promise<string> } | null = null
  let hidden: readonly string[] = []
  const open = async (): Promise<string> => {
    const password = proxyAuth?.password ? await secrets.read(proxyAuth.password) : ''
    hidden = password === '' ? [] : formsOf(password)
    return password
  }
  return {
    sign: async (proxy) => {
      if (!proxyAuth) return proxy
      const now = monotonic()
      if (kept === null || now - kept.at >= SECRET_CACHE_MS) kept = { at: now, password: open() }
      const fresh = kept
      fresh.password.catch(() => { if (kept === fresh) kept = null })
      const signed = new URL(proxy)
      signed.username = encodeURIComponent(proxyAuth.username)
      signed.password = encodeURIComponent(await fresh.password)
      return signed
    },
    forget: () => { kept = null },
    redact: (text) => hidden.reduce((rest, form) => rest.replaceAll(form, '…'), text)
  }
}

const read = async ({ auth, headers }: Pick<Connection, 'auth' | 'headers'>, secrets: Secrets): Promise<{ readonly headers: Readonly<Record<string, string>>; readonly secret: readonly string[] }> => {
  const own: Record<string, string> = {}
  const secret: string[] = []
  for (const [name, value] of Object.entries(headers)) {
    if (isReserved(name)) throw new SourceFailure('settings', { detail: t('failure.detail.header-reserved', { name }) })
    const sent = typeof value === 'string' ? value : await secrets.read(value)
    own[name.toLowerCase()] = sent
    if (typeof value !== 'string' || TELLS_A_SECRET.test(name)) secret.push(sent)
  }
  switch (auth.type) {
    case 'none': break
    case 'basic': {
      const password = await secrets.read(auth.password)
      const both = Buffer.from(`${auth.username}:${password}`, 'utf8').toString('base64')
      own['authorization'] = `Basic ${both}`
      secret.push(password, both)
      break
    }
    case 'bearer': {
      const token = await secrets.read(auth.token)
      own['authorization'] = `Bearer ${token}`
      secret.push(token)
      break
    }
  }
  for (const [name, value] of Object.entries(own)) if (!isHeaderValue(value)) throw new SourceFailure('secret', { detail: t('failure.detail.header-value', { name }) })
  return { headers: own, secret }
}

/** A header written out in the configuration, that is a secret all the same. */
const TELLS_A_SECRET = /auth|cookie|token|key|secret|password/i
const LONG = 8

/** A secret as a server may repeat it: as sent, in an address, in quotes, and without the scheme before it. */
const formsOf = (secret: string): readonly string[] => [secret, ...secret.split(/[\s;]+/).filter((part) => part.length >= LONG)]
  .flatMap((text) => [text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1), text.replace(/=+$/, '')]).filter((form) => form !== '')

/** Headers that frame the message are the transport's. */
const isReserved = (name: string): boolean => /^(connection|content-length|expect|keep-alive|proxy-connection|te|trailer|transfer-encoding|upgrade)$/i.test(name)
const isHeaderValue = (value: string): boolean => /^[\t\x20-\x7e\x80-\xff]*$/.test(value)
