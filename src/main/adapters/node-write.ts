import { open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Readable as any other file that a person saves. */
const MODE = 0o666

/** All of `content` or nothing of it, on the disk when this ends; what stood there stays until then. Throws what the file system says. */
export const writeWhole = async (path: string, content: string | Uint8Array): Promise<void> => {
  const there = await stat(path).catch((error: unknown) => { if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null; throw error })
  if (there?.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' })
  const draft = join(dirname(path), `.garda-${process.pid}-${Date.now()}.new`)
  try {
    const file = await open(draft, 'wx', there ? there.mode & 0o777 : MODE)
    try {
      await file.writeFile(content)
      await file.sync()
    } finally { await file.close() }
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}
