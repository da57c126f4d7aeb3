import { mkdir, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Life } from '../ports/life'

/** The time of an empty file, `alive` in the folder: it is moved on without writing anything. Where it cannot be, the ledger knows it to within half a minute. */
export const nodeLife = (folder: string): Life => {
  const file = join(folder, 'alive')
  const move = async (at: number): Promise<void> => {
    const time = at / 1000
    try { await utimes(file, time, time) } catch {
      await mkdir(folder, { recursive: true })
      await writeFile(file, '')
      await utimes(file, time, time)
    }
  }
  return {
    last: () => stat(file).then(({ mtimeMs }) => Math.round(mtimeMs), () => null),
    mark: (at) => { move(at).catch(() => undefined) }
  }
}
