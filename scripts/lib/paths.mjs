import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of package.json. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/** What outlives `npm ci`: downloaded runtimes. Never committed. */
export const keep = join(root, '.cache')

/** The built program. */
export const out = join(root, 'out')
