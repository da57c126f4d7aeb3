import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isDashboardId, type Dashboards } from '../ports/dashboards'
import { detailOf, writeAtomic } from './node-config-atomic'

const ENDING = '.json'
/** A dashboard and the few words around it. */
const MOST_BYTES = 40_000_000

/** Dashboards as `<id>.json` in `folder`, readable by their person only. */
export const nodeDashboards = (folder: string): Dashboards => {
  const pathOf = (id: string): string => {
    if (!isDashboardId(id)) throw new Error(`not a dashboard: ${id}`)
    return join(folder, `${id}${ENDING}`)
  }
  const text = async (path: string): Promise<string> => {
    if ((await stat(path)).size > MOST_BYTES) throw Object.assign(new Error('too large'), { code: 'EFBIG' })
    return readFile(path, 'utf8')
  }
  const names = async (): Promise<readonly string[]> => {
    try { return await readdir(folder) } catch (error) {
      if (detailOf(error) === 'ENOENT') return []
      throw error
    }
  }
  return {
    list: async () => {
      const kept: { id: string; text: string }[] = []
      const damaged: { file: string; reason: string }[] = []
      for (const file of (await names()).filter((name) => name.endsWith(ENDING) && isDashboardId(name.slice(0, -ENDING.length)))) {
        try { kept.push({ id: file.slice(0, -ENDING.length), text: await text(join(folder, file)) }) } catch (error) { damaged.push({ file, reason: detailOf(error) }) }
      }
      return { kept, damaged }
    },
    read: async (id) => {
      try { return await text(pathOf(id)) } catch (error) {
        if (detailOf(error) === 'ENOENT') return null
        throw error
      }
    },
    write: async (id, content) => {
      const path = pathOf(id)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      writeAtomic(path, content)
    },
    remove: async (id) => { await rm(pathOf(id), { force: true }) }
  }
}
