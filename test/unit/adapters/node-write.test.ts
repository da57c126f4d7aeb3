import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeWhole } from '../../../src/main/adapters/node-write'

let folder = ''
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'garda-write-')) })
afterEach(async () => { await rm(folder, { recursive: true, force: true }) })

describe('a file that a person saves', () => {
  it('is there whole, in place of what was there, with its rights', async () => {
    const path = join(folder, 'a.png')
    await writeWhole(path, 'first')
    await chmod(path, 0o640)
    await writeWhole(path, Uint8Array.from([1, 2, 3]))
    expect([[...await readFile(path)], (await stat(path)).mode & 0o777, await readdir(folder)]).toEqual([[1, 2, 3], 0o640, ['a.png']])
  })
  it('leaves what was there, and nothing of its own, where it cannot be written', async () => {
    const missing = join(folder, 'gone', 'a.svg')
    await expect(writeWhole(missing, 'x')).rejects.toMatchObject({ code: 'ENOENT' })
    await expect(writeWhole(folder, 'x')).rejects.toMatchObject({ code: 'EISDIR' })
    await writeFile(join(folder, 'file'), 'kept')
    await expect(writeWhole(join(folder, 'file', 'a.svg'), 'x')).rejects.toMatchObject({ code: 'ENOTDIR' })
    expect([await readdir(folder), await readFile(join(folder, 'file'), 'utf8')]).toEqual([['file'], 'kept'])
  })
})
