import { readFile } from 'node:fs/promises'
import * as tls from 'node:tls'

/** Where Linux distributions and BSDs keep the authorities that the computer's administrator trusts, too. */
const BUNDLES = ['/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/ca-bundle.pem', '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem', '/etc/ssl/cert.pem']

let roots: Promise<readonly string[]> | null = null

/**
 * PEM texts of the authorities that this computer trusts: Node's own, what NODE_EXTRA_CA_CERTS and SSL_CERT_FILE name, and the system's store
 * (asked of Node where it can, read from the distribution's bundle elsewhere). Read once.
 */
export const systemRoots = (env: Readonly<Record<string, string | undefined>>): Promise<readonly string[]> => (roots ??= gather(env))

const gather = async (env: Readonly<Record<string, string | undefined>>): Promise<readonly string[]> => {
  const named = [env['SSL_CERT_FILE'], env['NODE_EXTRA_CA_CERTS']].filter((file): file is string => file !== undefined && file !== '')
  const extra = await Promise.all(named.map(pem))
  const fromSystem = storeOfSystem() ?? [await firstOf(BUNDLES)]
  return [...tls.rootCertificates, ...extra, ...fromSystem].filter((text) => text !== '')
}

/** Node ≥ 22.15 reads the system's store itself, on every platform. */
const storeOfSystem = (): readonly string[] | null => {
  const get = 'getCACertificates' in tls ? (tls.getCACertificates as (type: 'system') => readonly string[]) : null
  return get === null ? null : get('system')
}

/** What cannot be read adds nothing to trust; a source that needed it then says that its certificate is not trusted. */
const pem = (file: string): Promise<string> => readFile(file, 'utf8').then((text) => (text.includes('-----BEGIN') ? text : ''), () => '')

const firstOf = async (files: readonly string[]): Promise<string> => {
  for (const file of files) {
    const text = await pem(file)
    if (text !== '') return text
  }
  return ''
}
