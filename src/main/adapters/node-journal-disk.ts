import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { detailOf } from './node-config-atomic'

export interface DiskFile { readonly name: string; readonly size: number; readonly changedAt: number }

/** What the journal needs of a folder. All of it rejects with what the file system says. */
export interface JournalDisk {
  /** Empty when the folder does not exist yet. */
  list(): Promise<readonly DiskFile[]>
  read(name: string): Promise<Uint8Array>
  /** Writes at `offset` and cuts off whatever lay behind it; on the disk when it resolves. */
  write(name: string, offset: number, bytes: Uint8Array): Promise<void>
  rename(from: string, to: string): Promise<void>
  remove(name: string): Promise<void>
}

export const nodeJournalDisk = (folder: string): JournalDisk => ({
  list: async () => {
    try {
      const names = await readdir(folder)
      return await Promise.all(names.map(async (name) => {
        const { size, mtimeMs } = await stat(join(folder, name))
        return { name, size, changedAt: mtimeMs }
      }))
    } catch (error) {
      if (detailOf(error) === 'ENOENT') return []
      throw error
    }
  },
  read: (name) => readFile(join(folder, name)),
  write: async (name, offset, bytes) => {
    await mkdir(folder, { recursive: true })
    const path = join(folder, name)
    const known = await open(path, 'r+').catch((error: unknown) => {
      if (detailOf(error) !== 'ENOENT') throw error
      return null
    })
    const file = known ?? await open(path, 'w', 0o600)
    try {
      await file.truncate(offset)
      let done = 0
      while (done < bytes.length) done += (await file.write(bytes, done, bytes.length - done, offset + done)).bytesWritten
      await file.sync()
    } finally { await file.close() }
    if (known === null) await syncFolder(folder)
  },
  rename: async (from, to) => { await rename(join(folder, from), join(folder, to)); await syncFolder(folder) },
  remove: (name) => rm(join(folder, name), { force: true })
})

/** A new name is durable only then; Windows cannot open folders and needs no such thing. */
const syncFolder = async (folder: string): Promise<void> => {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try { await handle.sync() } finally { await handle.close() }
}
