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
}

/** `monotonic` in ms. Rejects with `secret` or `settings`. */
export const connectionCredentials = (connection: Pick<Connection, 'auth' | 'headers'>, secrets: Secrets, monotonic: () => number): Credentials => {
  let kept: { readonly at: number; readonly headers: Promise<Readonly<Record<string, string>>> } | null = null
  return {
    headers: () => {
      const now = monotonic()
      if (kept !== null && now - kept.at < SECRET_CACHE_MS) return kept.headers
      const fresh = { at: now, headers: read(connection, secrets) }
      kept = fresh
      fresh.headers.catch(() => { if (kept === fresh) kept = null })
      return fresh.headers
    },
    forget: () => { kept = null }
  }
}

const read = async ({ auth, headers }: Pick<Connection, 'auth' | 'headers'>, secrets: Secrets): Promise<Readonly<Record<string, string>>> => {
  const own: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (isReserved(name)) throw new SourceFailure('settings', { detail: t('failure.detail.header-reserved', { name }) })
    own[name.toLowerCase()] = typeof value === 'string' ? value : await secrets.read(value)
  }
  switch (auth.type) {
    case 'none': break
    case 'basic': own['authorization'] = `Basic ${Buffer.from(`${auth.username}:${await secrets.read(auth.password)}`, 'utf8').toString('base64')}`; break
    case 'bearer': own['authorization'] = `Bearer ${await secrets.read(auth.token)}`; break
  }
  for (const [name, value] of Object.entries(own)) if (!isHeaderValue(value)) throw new SourceFailure('secret', { detail: t('failure.detail.header-value', { name }) })
  return own
}

/** Headers that frame the message are the transport's. */
const isReserved = (name: string): boolean => /^(connection|content-length|expect|keep-alive|proxy-connection|te|trailer|transfer-encoding|upgrade)$/i.test(name)
const isHeaderValue = (value: string): boolean => /^[\t\x20-\x7e\x80-\xff]*$/.test(value)
