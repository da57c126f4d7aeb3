import type { TlsConfig } from '@shared/config/schema'
import { t } from '@shared/text/catalogue'
import { X509Certificate } from 'node:crypto'
import { createSecureContext, rootCertificates, type SecureContext, type SecureContextOptions } from 'node:tls'
import { SourceFailure } from '../ports/failure'
import type { Secrets } from '../ports/secrets'
import { reasonOf } from './error-reason'
import { SECRET_CACHE_MS } from './http-credentials'

/** What TLS is spoken with: to the source itself, and to hosts it redirects to, which do not see the client certificate. */
export interface TlsContexts { readonly own: SecureContext; readonly foreign: SecureContext }

export interface TlsSource {
  /** The same object until a file has changed. Rejects with `settings` or `secret`. */
  contexts(): Promise<TlsContexts>
  /** Reads afresh next time. */
  forget(): void
}

export interface TlsWorld {
  readonly secrets: Secrets
  readonly readFile: (path: string) => Promise<string>
  /** PEM certificates of the authorities this computer trusts besides Node's own. */
  readonly roots: () => Promise<readonly string[]>
  /** ms. */
  readonly monotonic: () => number
}

/** Watches the files of one source's TLS by reading them again every few seconds of use, so that a renewed certificate is taken up. */
export const tlsSource = (config: TlsConfig | null, world: TlsWorld): TlsSource => {
  let built: { readonly print: string; readonly contexts: TlsContexts } | null = null
  let kept: { readonly at: number; readonly contexts: Promise<TlsContexts> } | null = null
  const load = async (): Promise<TlsContexts> => {
    const material = await readMaterial(config, world)
    const print = JSON.stringify(material)
    if (built?.print !== print) built = { print, contexts: await build(config, material, world) }
    return built.contexts
  }
  return {
    contexts: () => {
      const now = world.monotonic()
      if (kept !== null && now - kept.at < SECRET_CACHE_MS) return kept.contexts
      const fresh = { at: now, contexts: load() }
      kept = fresh
      fresh.contexts.catch(() => { if (kept === fresh) kept = null })
      return fresh.contexts
    },
    forget: () => { kept = null }
  }
}

interface Material { readonly ca: string | null; readonly cert: string | null; readonly key: string | null; readonly passphrase: string | null }

const readMaterial = async (config: TlsConfig | null, { readFile, secrets }: TlsWorld): Promise<Material> => {
  const text = async (path: string | undefined): Promise<string | null> => {
    if (path === undefined) return null
    try { return await readFile(path) } catch (error) {
      throw new SourceFailure('settings', { detail: t('failure.detail.file', { file: path, reason: reasonOf(error) }) })
    }
  }
  return {
    ca: await text(config?.ca), cert: await text(config?.cert), key: await text(config?.key),
    passphrase: config?.passphrase ? await secrets.read(config.passphrase) : null
  }
}

const build = async (config: TlsConfig | null, { ca, cert, key, passphrase }: Material, world: TlsWorld): Promise<TlsContexts> => {
  if (ca !== null) checkCertificate(ca, config!.ca!)
  if (cert !== null) checkCertificate(cert, config!.cert!)
  const extra = [...await world.roots(), ...(ca === null ? [] : [ca])]
  const foreign = contextWith({}, extra)
  if (cert === null || key === null) return { own: foreign, foreign }
  try {
    return { own: contextWith({ cert, key, ...(passphrase === null ? {} : { passphrase }) }, extra), foreign }
  } catch (error) {
    throw new SourceFailure('settings', { detail: t('failure.detail.key', { file: config!.key!, reason: reasonOf(error) }) })
  }
}

/**
 * A context that trusts Node's authorities and `extra`. The `ca` option would replace the former, and naming them all blocks the main
 * loop for more than 100 ms per source; adding to the built-in store costs a tenth. Where a runtime has no way to add, the slow way remains.
 */
const contextWith = (options: SecureContextOptions, extra: readonly string[]): SecureContext => {
  const context = createSecureContext(options)
  const inner: unknown = context.context
  if (!canAdd(inner)) return createSecureContext({ ...options, ca: [...rootCertificates, ...extra] })
  for (const pem of extra) inner.addCACert(pem)
  return context
}
const canAdd = (inner: unknown): inner is { addCACert(pem: string): void } =>
  typeof inner === 'object' && inner !== null && 'addCACert' in inner && typeof inner.addCACert === 'function'

const checkCertificate = (pem: string, file: string): void => {
  try { new X509Certificate(pem) } catch { throw new SourceFailure('settings', { detail: t('failure.detail.not-pem', { file }) }) }
}
