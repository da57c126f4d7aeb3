import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { electronSecrets, type SafeStorage } from '../../../src/main/adapters/electron-secrets'
import type { Secrets } from '../../../src/main/ports/secrets'
import { fakeSecrets } from '../../fakes/fake-secrets'
import { failureOf } from '../../servers/http-cases'

let folder: string
let file: string
let lines: string[]
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'garda-secrets-')); file = join(folder, 'data', 'secrets.json'); lines = [] })
afterEach(async () => { await rm(folder, { recursive: true }) })

/** Hides by turning the bytes around, under a key that can be lost. */
const keychain = (over: Partial<SafeStorage> & { available?: boolean; key?: string; plain?: boolean } = {}): SafeStorage & { key: string; available: boolean; plain: boolean } => ({
  available: true, key: 'k', plain: false,
  isEncryptionAvailable() { return this.available },
  encryptString(text) { return Buffer.from(`${this.key}:${text}`).reverse() },
  decryptString(encrypted) {
    const text = Buffer.from(encrypted).reverse().toString()
    if (!text.startsWith(`${this.key}:`)) throw new Error('wrong key')
    return text.slice(this.key.length + 1)
  },
  setUsePlainTextEncryption(use) { this.plain = use; this.available = use },
  ...over
})
const store = (safeStorage: SafeStorage, allowWeak = false, platform: NodeJS.Platform = 'linux'): Secrets =>
  electronSecrets({ safeStorage, file, platform, base: fakeSecrets({ 'env TOKEN': 'abc' }), log: { write: (level, message) => { lines.push(`${level} ${message}`) } }, allowWeak: () => allowWeak })
const detail = async (answer: Promise<unknown>): Promise<unknown> => (await failureOf(answer)).values

describe('secrets of Electron', () => {
  it('keeps secrets encrypted, for the owner alone', async () => {
    const own = store(keychain())
    expect(await own.write('am', 'hush')).toEqual({ ok: true })
    expect(await own.read({ secret: 'am' })).toBe('hush')
    expect(await store(keychain()).read({ secret: 'am' })).toBe('hush')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await readFile(file, 'utf8')).not.toContain('hush')
    expect(await readdir(join(folder, 'data'))).toEqual(['secrets.json'])
  })
  it('leaves variables and files to others', async () => { expect(await store(keychain()).read({ env: 'TOKEN' })).toBe('abc') })
  it('loses none of several written at once, and lists and removes them', async () => {
    const own = store(keychain())
    await Promise.all(['b', 'a', '__proto__', 'constructor'].map((name) => own.write(name, `of ${name}`)))
    expect(await own.names()).toEqual(['__proto__', 'a', 'b', 'constructor'])
    expect(await own.read({ secret: '__proto__' })).toBe('of __proto__')
    await own.remove('a')
    await own.remove('none')
    expect(await own.names()).toEqual(['__proto__', 'b', 'constructor'])
  })
  it('says what is not stored, and what another key has locked', async () => {
    await store(keychain()).write('am', 'hush')
    expect(await detail(store(keychain()).read({ secret: 'toString' }))).toEqual({ detail: 'nothing is stored under toString' })
    expect(await detail(store(keychain({ key: 'other' })).read({ secret: 'am' }))).toEqual({ detail: 'am was stored with another key of the keychain; store it again' })
    expect(lines).toEqual(['warn a stored secret could not be decrypted'])
  })
  it('neither writes nor reads without a keychain', async () => {
    await store(keychain()).write('am', 'hush')
    const locked = store(keychain({ available: false }))
    expect(await locked.write('am', 'x')).toEqual({ ok: false, reason: 'unavailable', detail: 'The keychain of this system is locked or missing. Unlock it, or name a variable or a file instead.' })
    expect(await detail(locked.read({ secret: 'am' }))).toEqual({ detail: 'the keychain is locked or missing, so am cannot be opened' })
  })
  it('only hides secrets when that was agreed to', async () => {
    const weak = keychain({ available: false, getSelectedStorageBackend: () => 'basic_text' })
    expect(await store(weak).write('am', 'hush')).toMatchObject({ ok: false, reason: 'weak' })
    expect([weak.plain, await store(weak).names()]).toEqual([false, []])
    expect(await store(weak, true).write('am', 'hush')).toEqual({ ok: true })
    expect([weak.plain, await store(weak, true).read({ secret: 'am' })]).toEqual([true, 'hush'])
    expect(await detail(store(weak).read({ secret: 'am' }))).toEqual({ detail: 'am is kept only hidden on this computer, which is not agreed to; agree in Settings, or name a variable or a file' })
    expect([weak.plain, store(weak).weak(), store(keychain()).weak()]).toEqual([false, true, false])
  })
  it('forgets what was only hidden, and nothing that was locked away', async () => {
    await store(keychain()).write('locked', 'a')
    const weak = store(keychain({ getSelectedStorageBackend: () => 'basic_text' }), true)
    await weak.write('hidden', 'b')
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ version: 1, secrets: [{ name: 'locked', value: expect.any(String) }, { name: 'hidden', value: expect.any(String), hidden: true }] })
    await weak.forgetHidden()
    expect([await weak.names(), (await readFile(file, 'utf8')).includes('hidden')]).toEqual([['locked'], false])
  })
  it('locks away what was hidden once it is given again where there is a keychain', async () => {
    await store(keychain({ getSelectedStorageBackend: () => 'basic_text' }), true).write('am', 'hush')
    const own = store(keychain())
    expect(await own.read({ secret: 'am' })).toBe('hush')
    await own.write('am', 'hush')
    await own.forgetHidden()
    expect(await own.names()).toEqual(['am'])
  })
  it('does not take other systems for weak', async () => {
    expect(await store(keychain({ getSelectedStorageBackend: () => 'basic_text' }), false, 'darwin').write('am', 'hush')).toEqual({ ok: true })
  })
  it('asks a newer runtime in the way that does not freeze', async () => {
    const plain = keychain()
    const never = (): never => { throw new Error('this would freeze the app') }
    const modern = keychain({
      isEncryptionAvailable: never, encryptString: never, decryptString: never, isAsyncEncryptionAvailable: async () => true,
      encryptStringAsync: async (text) => plain.encryptString(text), decryptStringAsync: async (encrypted) => ({ result: plain.decryptString(encrypted) })
    })
    expect(await store(modern).write('am', 'hush')).toEqual({ ok: true })
    expect(await store(modern).read({ secret: 'am' })).toBe('hush')
  })
  it.each([['no JSON', '{'], ['another shape', '{"version":1,"secrets":[{"name":"am","value":5}]}'], ['another version', '{"version":2,"secrets":[]}']])('puts a damaged file aside: %s', async (_, content) => {
    const own = store(keychain())
    await own.write('am', 'hush')
    await writeFile(file, content)
    expect(await Promise.all([own.names(), own.names()])).toEqual([[], []])
    expect(await own.write('new', 'x')).toEqual({ ok: true })
    const aside = (await readdir(join(folder, 'data'))).filter((name) => name.includes('.damaged-'))
    expect(aside.length).toBe(1)
    expect(await readFile(join(folder, 'data', aside[0]!), 'utf8')).toBe(content)
    expect(lines).toEqual(['error the file of secrets is damaged and was put aside'])
  })
  it('says why it cannot write, and leaves nothing behind', async () => {
    await writeFile(join(folder, 'data'), 'a file where a folder should be')
    expect(await store(keychain()).write('am', 'x')).toMatchObject({ ok: false, reason: 'unavailable' })
    expect(await readdir(folder)).toEqual(['data'])
  })
})
