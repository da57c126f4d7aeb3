import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Installed, Program } from '../ports/program'

const manifest = z.object({ version: z.string().min(1).max(100) })
const header = z.object({ files: z.object({ 'package.json': z.object({ offset: z.string().regex(/^\d+$/), size: z.number().int().min(1).max(1_000_000) }) }) })
const MOST_HEADER_BYTES = 16_000_000

/** A checkout that was built: what it was built from is written down by the build, at its end. */
export const builtProgram = (folder: string): Program => ({
  installed: async () => {
    try {
      const [build, text] = await Promise.all([readFile(join(folder, 'out', '.built-from'), 'utf8'), readFile(join(folder, 'package.json'), 'utf8')])
      return { version: manifest.parse(JSON.parse(text)).version, build: build.trim() }
    } catch { return null }
  }
})

/** Electron's own file system shows what stood in an archive when it was first opened. */
const bare = <T>(work: () => T): T => {
  const before = process.noAsar
  process.noAsar = true
  try { return work() } finally { process.noAsar = before }
}

/** An archive (asar: two pickles of sizes, the header as JSON, then the files). */
const versionIn = (file: number): string => {
  const bytes = (at: number, length: number): Buffer => {
    const into = Buffer.alloc(length)
    if (readSync(file, into, 0, length, at) !== length) throw new Error('cut off')
    return into
  }
  const sizes = bytes(0, 16)
  const [headerSize, jsonSize] = [sizes.readUInt32LE(4), sizes.readUInt32LE(12)]
  if (jsonSize > MOST_HEADER_BYTES) throw new Error('no archive')
  const { offset, size } = header.parse(JSON.parse(bytes(16, jsonSize).toString('utf8'))).files['package.json']
  return manifest.parse(JSON.parse(bytes(8 + headerSize + Number(offset), size).toString('utf8'))).version
}

/** An installed program: its archive is another when its size or its time is. */
export const packedProgram = (archive: string): Program => {
  let known: Installed | null = null
  return {
    installed: () => Promise.resolve(bare(() => {
      try {
        const { size, mtimeMs, ino } = statSync(archive)
        const build = `${ino}:${size}:${mtimeMs}`
        if (known?.build === build) return known
        const file = openSync(archive, 'r')
        try { return known = { version: versionIn(file), build } } finally { closeSync(file) }
      } catch { return null }
    }))
  }
}
