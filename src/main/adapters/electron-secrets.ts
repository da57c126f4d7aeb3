import { t } from '@shared/text/catalogue'
import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { Log } from '../ports/log'
import type { Secrets } from '../ports/secrets'
import { reasonOf } from './error-reason'
import { secretFailure } from './node-secrets'

/**
 * What of Electron's safeStorage is used. Older runtimes lack the backend's name and the asynchronous half, which does not freeze the app
 * while a keychain asks its owner.
 */
export interface SafeStorage {
  isEncryptionAvailable(): boolean
  encryptString(text: string): Buffer
  decryptString(encrypted: Buffer): string
  getSelectedStorageBackend?(): string
  setUsePlainTextEncryption?(use: boolean): void
  isAsyncEncryptionAvailable?(): Promise<boolean>
  encryptStringAsync?(text: string): Promise<Buffer>
  decryptStringAsync?(encrypted: Buffer): Promise<{ readonly result: string }>
}

export interface ElectronSecretsWorld {
  readonly safeStorage: SafeStorage
  /** `secrets.json` in the user's data. */
  readonly file: string
  readonly platform: NodeJS.Platform
  /** For variables and files. */
  readonly base: Secrets
  readonly log: Log
  /** Whether the person has agreed to a store that only hides, where the system has no keychain. */
  readonly allowWeak: () => boolean
}

const fileSchema = z.strictObject({ version: z.literal(1), secrets: z.array(z.strictObject({ name: z.string(), value: z.base64(), hidden: z.literal(true).optional() })) })
/** Encrypted and in base64, by name; `hidden`: under a key that everybody has. */
type Stored = ReadonlyMap<string, { readonly value: string; readonly hidden: boolean }>

/**
 * Secrets encrypted with a key in the system's keychain, in one file for the owner alone. On Linux without a keychain the key is the same for
 * everybody (`basic_text`): nothing is written then unless `allowWeak` says so. What was written so is marked, and read only while it says so.
 */
export const electronSecrets = ({ safeStorage, file, platform, base, log, allowWeak }: ElectronSecretsWorld): Secrets => {
  // One change at a time: two at once would each write what they know and lose the other's.
  let queue: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const turn = queue.then(act, act)
    queue = turn.catch(() => undefined)
    return turn
  }
  const isWeak = (): boolean => platform === 'linux' && safeStorage.getSelectedStorageBackend?.() === 'basic_text'
  const available = async (): Promise<boolean> => {
    if (isWeak()) {
      safeStorage.setUsePlainTextEncryption?.(allowWeak())
      return allowWeak() && safeStorage.isEncryptionAvailable()
    }
    return safeStorage.isAsyncEncryptionAvailable ? safeStorage.isAsyncEncryptionAvailable() : safeStorage.isEncryptionAvailable()
  }
  const encrypt = async (text: string): Promise<Buffer> =>
    (safeStorage.encryptStringAsync && !isWeak() ? safeStorage.encryptStringAsync(text) : safeStorage.encryptString(text))
  const decrypt = async (encrypted: Buffer): Promise<string> =>
    (safeStorage.decryptStringAsync && !isWeak() ? (await safeStorage.decryptStringAsync(encrypted)).result : safeStorage.decryptString(encrypted))

  return {
    read: async (ref) => {
      if (!('secret' in ref)) return base.read(ref)
      const name = ref.secret
      const stored = (await inTurn(() => load(file, log))).get(name)
      if (stored === undefined) throw secretFailure(t('failure.detail.secret-missing', { name }))
      if (!(await available())) throw secretFailure(t(isWeak() && !allowWeak() ? 'failure.detail.secret-hidden' : 'failure.detail.secret-locked', { name }))
      try { return await decrypt(Buffer.from(stored.value, 'base64')) } catch (error) {
        log.write('warn', 'a stored secret could not be decrypted', { name, error: reasonOf(error) })
        throw secretFailure(t('failure.detail.secret-undecipherable', { name }))
      }
    },
    write: (name, value) => inTurn(async () => {
      if (isWeak() && !allowWeak()) return { ok: false, reason: 'weak', detail: t('secrets.weak') }
      if (!(await available())) return { ok: false, reason: 'unavailable', detail: t('secrets.unavailable') }
      try {
        const encrypted = await encrypt(value)
        await save(file, new Map(await load(file, log)).set(name, { value: encrypted.toString('base64'), hidden: isWeak() }))
        return { ok: true }
      } catch (error) {
        log.write('error', 'a secret could not be stored', { name, error: reasonOf(error) })
        return { ok: false, reason: 'unavailable', detail: t('secrets.failed', { reason: reasonOf(error) }) }
      }
    }),
    remove: (name) => inTurn(async () => {
      const secrets = new Map(await load(file, log))
      if (secrets.delete(name)) await save(file, secrets)
    }),
    names: async () => [...(await inTurn(() => load(file, log))).keys()].sort(),
    weak: isWeak,
    forgetHidden: () => inTurn(async () => {
      const secrets = await load(file, log)
      const locked = new Map([...secrets].filter(([, { hidden }]) => !hidden))
      if (locked.size < secrets.size) await save(file, locked)
    })
  }
}

/** A file that cannot be understood is put aside, so that the next write does not erase what may still be rescued. */
const load = async (file: string, log: Log): Promise<Stored> => {
  let text: string
  try { text = await readFile(file, 'utf8') } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new Map()
    throw secretFailure(t('failure.detail.secret-file', { file, reason: reasonOf(error) }))
  }
  const parsed = fileSchema.safeParse(jsonOf(text))
  if (parsed.success) return new Map(parsed.data.secrets.map(({ name, value, hidden = false }) => [name, { value, hidden }]))
  const aside = `${file}.damaged-${randomUUID().slice(0, 8)}`
  await rename(file, aside)
  log.write('error', 'the file of secrets is damaged and was put aside', { file: aside })
  return new Map()
}
const jsonOf = (text: string): unknown => { try { return JSON.parse(text) } catch { return undefined } }

/** Whole or not at all, and for the owner only. */
const save = async (file: string, secrets: Stored): Promise<void> => {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const beside = `${file}.${randomUUID()}.tmp`
  try {
    const handle = await open(beside, 'wx', 0o600)
    try {
      await handle.writeFile(`${JSON.stringify({ version: 1, secrets: [...secrets].map(([name, { value, hidden }]) => ({ name, value, ...(hidden ? { hidden } : {}) })) }, null, 2)}\n`)
      await handle.sync()
    } finally { await handle.close() }
    await rename(beside, file)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
}
