import { readFile } from 'node:fs/promises'
import * as tls from 'node:tls'

/** Where Linux distributions and BSDs keep the authorities that the computer's administrator trusts. */
const BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/ca-bundle.pem', '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem', '/etc/ssl/cert.pem'
]

let roots: Promise<readonly string[]> | null = null

/**
 * PEM certificates of the authorities that this computer trusts besides those built into Node: what NODE_EXTRA_CA_CERTS and SSL_CERT_FILE name,
 * and the system's store (asked of Node where it can, read from the distribution's bundle elsewhere). Read once.
 */
export const systemRoots = (env: Readonly<Record<string, string | undefined>>): Promise<readonly string[]> => (roots ??= gather(env))

const gather = async (env: Readonly<Record<string, string | undefined>>): Promise<readonly string[]> => {
  const named = [env['SSL_CERT_FILE'], env['NODE_EXTRA_CA_CERTS']].filter((file): file is string => file !== undefined && file !== '')
  const texts = [...await Promise.all(named.map(read)), ...(storeOfSystem() ?? [await firstOf(BUNDLES)])]
  // Adding an authority costs about a millisecond, and most are built in already.
  const seen = new Set(tls.rootCertificates.map(bare))
  return texts.flatMap(certificatesIn).filter((pem) => !seen.has(bare(pem)) && seen.add(bare(pem)))
}

const bare = (pem: string): string => pem.replace(/\s+/g, '')
const certificatesIn = (text: string): readonly string[] => text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []

/** Node ≥ 22.15 reads the system's store itself, on every platform. */
const storeOfSystem = (): readonly string[] | null => {
  const get = 'getCACertificates' in tls ? (tls.getCACertificates as (type: 'system') => readonly string[]) : null
  return get === null ? null : get('system')
}

/** What cannot be read adds nothing to trust; a source that needed it then says that its certificate is not trusted. */
const read = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '')

const firstOf = async (files: readonly string[]): Promise<string> => {
  for (const file of files) {
    const text = await read(file)
    if (certificatesIn(text).length > 0) return text
  }
  return ''
}
