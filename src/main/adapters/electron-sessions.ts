import { app, session as sessions, type Certificate, type Session } from 'electron'
import { createHash, X509Certificate } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { bareHost } from './http-addresses'
import { chromiumProxy } from './http-proxy'
import { isVouchedFor } from './node-vouching'

/** Nothing is cached: an old answer would look like a fresh one. A new session would also fetch dictionaries from the vendor of Chromium. */
export const quietSession = (name: string): Session => {
  const session = sessions.fromPartition(name, { cache: false })
  session.setSpellCheckerLanguages([])
  return session
}

/** Lower case and no more than a file name may hold: Chromium makes a folder of it. */
const folderOf = (id: string): string => `source-${/^[a-z0-9_-]{1,60}$/.test(id) ? id : `.${createHash('sha256').update(id).digest('hex').slice(0, 32)}`}`
/** The folder of a source's own cookies, which outlive the run. */
export const jarFolder = (id: string): string => join(app.getPath('sessionData'), 'Partitions', folderOf(id))
const jars = new Map<string, boolean>()
/** Whether a person has ever gone to sign in at it. All others keep what they are given in memory. */
export const hasJar = (id: string): boolean => {
  const known = jars.get(id) ?? existsSync(jarFolder(id))
  jars.set(id, known)
  return known
}
export const makeJar = (id: string): void => { jars.set(id, true) }
export const partitionOf = (id: string, kept: boolean): string => (kept ? `persist:${folderOf(id)}` : `garda-source-${id}`)

/** @param authorities whom to trust besides the system's */
export const openSession = async (partition: string, { proxy }: { readonly proxy: string }, authorities: readonly X509Certificate[] = []): Promise<Session> => {
  const session = quietSession(partition)
  watchCertificates(session)
  AUTHORITIES.set(session, authorities)
  await session.setProxy(proxy === 'none' || proxy === 'system' ? { mode: proxy === 'none' ? 'direct' : 'system' }
    // Chromium would go straight to this computer, which the source's own requests do not
    : { mode: 'fixed_servers', proxyRules: chromiumProxy(proxy), proxyBypassRules: '<-loopback>' })
  return session
}
const AUTHORITIES = new WeakMap<Session, readonly X509Certificate[]>()

/** By host, ms. A session outlives its client, and Chromium shows it a certificate that it knows already only now and then. */
const CERTIFICATE_ENDS = new WeakMap<Session, Map<string, number>>()
/** Until when the certificate of a host is valid, ms, as far as a session has seen it. */
export const certificateEnd = (session: Session, hostname: string): number | undefined => CERTIFICATE_ENDS.get(session)?.get(hostname)
/** Chromium's own verdict. */
const AS_VERIFIED = -3
const TRUSTED = 0
/** Chromium's error for a certificate that nobody it knows has signed. */
const UNKNOWN_AUTHORITY = -202

const watchCertificates = (session: Session): void => {
  if (CERTIFICATE_ENDS.has(session)) return
  const ends = new Map<string, number>()
  CERTIFICATE_ENDS.set(session, ends)
  session.setCertificateVerifyProc(({ hostname, certificate, errorCode }, answer) => {
    ends.set(bareHost(hostname), certificate.validExpiry * 1000)
    const authorities = AUTHORITIES.get(session) ?? []
    const isKnown = errorCode === UNKNOWN_AUTHORITY && authorities.length > 0 && isVouchedFor(shownBy(certificate), hostname, authorities, Date.now())
    answer(isKnown ? TRUSTED : AS_VERIFIED)
  })
}

const MOST_SHOWN = 10
/** The certificates that a host showed, its own first. */
const shownBy = (certificate: Certificate): readonly X509Certificate[] => {
  const all: X509Certificate[] = []
  try {
    for (let one: Certificate | undefined = certificate; one && all.length < MOST_SHOWN; one = one.issuerCert as Certificate | undefined) all.push(new X509Certificate(one.data))
  } catch { /* what cannot be read vouches for nothing */ }
  return all
}
