// Makes every sound of the pager: `node scripts/make-sounds.mjs [FOLDER]`. They are committed; run this after a change of a pattern. No network, no program.
import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { root } from './lib/paths.mjs'
import { sounds } from './lib/sounds.mjs'

const folder = resolve(process.argv[2] ?? join(root, 'resources', 'sounds'))
await mkdir(folder, { recursive: true })
for (const [name, bytes] of sounds()) await writeFile(join(folder, `${name}.wav`), bytes)
process.stdout.write(`${sounds().length} sounds made.\n`)
