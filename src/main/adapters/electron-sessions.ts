import { app, session as sessions, type Session } from 'electron'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { bareHost } from './http-addresses'

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

export const openSession = async (partition: string, proxy: string): Promise<Session> => {
  const session = quietSession(partition)
  watchCertificates(session)
  await session.setProxy({ mode: proxy === 'none' ? 'direct' : 'system' })
  return session
}

/** By host, ms. A session outlives its client, and Chromium shows it a certificate that it knows already only now and then. */
const CERTIFICATE_ENDS = new WeakMap<Session, Map<string, number>>()
/** Until when the certificate of a host is valid, ms, as far as a session has seen it. */
export const certificateEnd = (session: Session, hostname: string): number | undefined => CERTIFICATE_ENDS.get(session)?.get(hostname)
/** Chromium's own verdict. */
const AS_VERIFIED = -3

const watchCertificates = (session: Session): void => {
  if (CERTIFICATE_ENDS.has(session)) return
  const ends = new Map<string, number>()
  CERTIFICATE_ENDS.set(session, ends)
  session.setCertificateVerifyProc(({ hostname, certificate }, answer) => {
    ends.set(bareHost(hostname), certificate.validExpiry * 1000)
    answer(AS_VERIFIED)
  })
}
