import type { SecretRef } from '@shared/config/schema'
import { t } from '@shared/text/catalogue'
import { figureText } from '@shared/text/format'
import { open } from 'node:fs/promises'
import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { SourceFailure } from '../ports/failure'
import type { Log } from '../ports/log'
import type { Secrets } from '../ports/secrets'
import { reasonOf } from './error-reason'

const MAX_FILE_BYTES = 64 * 1024

/** What a secret's file holds, and its permission bits (0 where the system has none). */
export interface SecretFile { readonly text: string; readonly mode: number; readonly size: number }

export interface NodeSecretsWorld {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Relative paths of secrets start here. */
  readonly userDataDir: string
  readonly log: Log
  readonly readSecretFile?: (path: string) => Promise<SecretFile>
}

export const secretFailure = (detail: string): SourceFailure => new SourceFailure('secret', { detail })

/**
 * Secrets from variables and files, read anew each time, so that what a vault rotates works. A file that everybody on the computer may read is used
 * all the same, because containers mount theirs so, and is warned about once. `{secret}` fails: the keychain belongs to the desktop app.
 */
export const nodeSecrets = ({ env, userDataDir, log, readSecretFile = readFileOnce }: NodeSecretsWorld): Secrets => {
  const warned = new Set<string>()
  const fromFile = async (named: string): Promise<string> => {
    const path = resolve(userDataDir, named.replace(/^~(?=[/\\])/, homedir()))
    let file: SecretFile
    try { file = await readSecretFile(path) } catch (error) {
      throw secretFailure(t('failure.detail.secret-file', { file: path, reason: reasonOf(error) }))
    }
    if (file.size > MAX_FILE_BYTES) throw secretFailure(t('failure.detail.secret-file-big', { file: path, limit: figureText(MAX_FILE_BYTES, 'bytes') }))
    if ((file.mode & 0o004) !== 0 && !warned.has(path)) {
      warned.add(path)
      log.write('warn', 'everybody on this computer may read a secret', { file: path })
    }
    const value = file.text.replace(/[\r\n]+$/, '')
    if (value === '') throw secretFailure(t('failure.detail.secret-file-empty', { file: path }))
    return value
  }
  return {
    read: async (ref: SecretRef) => {
      if ('file' in ref) return fromFile(ref.file)
      if ('secret' in ref) throw secretFailure(t('failure.detail.secret-terminal', { name: ref.secret }))
      const value = env[ref.env]
      if (value === undefined) throw secretFailure(t('failure.detail.secret-env', { name: ref.env }))
      if (value === '') throw secretFailure(t('failure.detail.secret-env-empty', { name: ref.env }))
      return value
    },
    write: async (name) => ({ ok: false, reason: 'unavailable', detail: t('failure.detail.secret-terminal', { name }) }),
    remove: async () => { /* nothing is ever kept here */ },
    names: async () => [],
    weak: () => false,
    forgetHidden: async () => { /* nothing is ever kept here */ }
  }
}

const readFileOnce = async (path: string): Promise<SecretFile> => {
  const handle = await open(path, 'r')
  try {
    const { size, mode } = await handle.stat()
    // A device or pipe has no size and might never end, so no more is read than a secret can have.
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(MAX_FILE_BYTES + 1), 0, MAX_FILE_BYTES + 1, null)
    return { text: buffer.toString('utf8', 0, bytesRead), mode: process.platform === 'win32' ? 0 : mode & 0o777, size: Math.max(size, bytesRead) }
  } finally { await handle.close() }
}
