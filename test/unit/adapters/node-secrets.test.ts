import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { nodeSecrets, type SecretFile } from '../../../src/main/adapters/node-secrets'
import type { Secrets } from '../../../src/main/ports/secrets'
import { failureOf } from '../../servers/http-cases'

let folder: string
let lines: unknown[]
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'garda-secrets-')); lines = [] })
afterEach(async () => { await rm(folder, { recursive: true }) })

const secrets = (readSecretFile?: (path: string) => Promise<SecretFile>): Secrets =>
  nodeSecrets({ env: { TOKEN: 'abc', EMPTY: '' }, userDataDir: folder, log: { write: (...line) => { lines.push(line) } }, ...(readSecretFile ? { readSecretFile } : {}) })
const put = async (name: string, content: string, mode = 0o600): Promise<string> => { const file = join(folder, name); await writeFile(file, content); await chmod(file, mode); return file }
const detail = async (answer: Promise<unknown>): Promise<unknown> => { const { code, values } = await failureOf(answer); return [code, values] }

describe('secrets of Node', () => {
  it('reads a variable', async () => { expect(await secrets().read({ env: 'TOKEN' })).toBe('abc') })
  it('names the variable that is missing or empty', async () => {
    expect(await detail(secrets().read({ env: 'NONE' }))).toEqual(['secret', { detail: 'the environment variable NONE is not set' }])
    expect(await detail(secrets().read({ env: 'EMPTY' }))).toEqual(['secret', { detail: 'the environment variable EMPTY is empty' }])
  })
  it('reads a file anew each time, without the line ends after it', async () => {
    const file = await put('token', ' s3 cret \r\n\n')
    const own = secrets()
    expect(await own.read({ file })).toBe(' s3 cret ')
    await put('token', 'rotated')
    expect(await own.read({ file: 'token' })).toBe('rotated')
  })
  it('names the file that is missing, empty, a folder or too long', async () => {
    expect(await detail(secrets().read({ file: 'none' }))).toEqual(['secret', { detail: `the file ${join(folder, 'none')} cannot be read (ENOENT)` }])
    expect(await detail(secrets().read({ file: folder }))).toEqual(['secret', { detail: `the file ${folder} cannot be read (EISDIR)` }])
    const empty = await put('empty', '\n')
    expect(await detail(secrets().read({ file: empty }))).toEqual(['secret', { detail: `the file ${empty} is empty` }])
    const long = await put('long', 'x'.repeat(65_537))
    expect(await detail(secrets().read({ file: long }))).toEqual(['secret', { detail: `the file ${long} is longer than 64\u202fKiB and cannot be a secret` }])
    expect((await detail(secrets().read({ file: '/dev/zero' })) as unknown[])[0]).toBe('secret')
  })
  it('finds files at home', async () => {
    const asked: string[] = []
    const own = secrets(async (path) => { asked.push(path); return { text: 'x', mode: 0o600, size: 1 } })
    await own.read({ file: '~/token' })
    await own.read({ file: '~ann/token' })
    expect(asked).toEqual([join(homedir(), 'token'), join(folder, '~ann', 'token')])
  })
  it('warns once of a file that everybody may read, and uses it', async () => {
    const file = await put('token', 'abc', 0o644)
    const own = secrets()
    expect([await own.read({ file }), await own.read({ file })]).toEqual(['abc', 'abc'])
    expect(lines).toEqual([['warn', 'everybody on this computer may read a secret', { file }]])
  })
  it('says that the keychain is the desktop app\'s', async () => {
    const words = 'am lies in the keychain, which only the desktop app opens; here, name a variable or a file'
    expect(await detail(secrets().read({ secret: 'am' }))).toEqual(['secret', { detail: words }])
    expect(await secrets().write('am', 'x')).toEqual({ ok: false, reason: 'unavailable', detail: words })
    expect(await secrets().names()).toEqual([])
  })
})
