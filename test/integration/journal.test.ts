import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { build } from 'vite'
import { nodeClock } from '../../src/main/adapters/node-clock'
import { nodeJournal } from '../../src/main/adapters/node-journal'
import type { JournalEntry, JournalPlace } from '@shared/domain/journal'
import type { JournalTrouble } from '../../src/main/ports/journal'
import type { Said } from '../servers/journal-writer.main'
import { scratch } from '../servers/process'

let folder: Awaited<ReturnType<typeof scratch>>
beforeAll(async () => {
  folder = await scratch('journal')
  const root = join(import.meta.dirname, '../..')
  await build({
    configFile: false, root, logLevel: 'error', resolve: { alias: { '@shared': join(root, 'src/shared') } }, ssr: { noExternal: true },
    build: { ssr: join(import.meta.dirname, '../servers/journal-writer.main.ts'), outDir: folder.path, emptyOutDir: false, target: 'node20', rollupOptions: { output: { format: 'es', entryFileNames: 'writer.mjs' } } }
  })
}, 60_000)
afterAll(() => folder.remove())

/** Lets a writer keep `most` entries and kills it in the middle of whatever it does then. */
const killedAfter = async (most: number): Promise<readonly Said[]> => {
  const child = spawn(process.execPath, [join(folder.path, 'writer.mjs'), join(folder.path, 'kept')], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  let killed = false
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', (chunk: string) => {
    text += chunk
    if (killed || text.split('"kept"').length <= most) return
    killed = true
    process.kill(child.pid!, 'SIGKILL')
  })
  await once(child, 'close')
  // a line of a pipe that was cut off was no promise to anybody
  return text.split('\n').slice(0, -1).map((line) => JSON.parse(line) as Said)
}

const everything = async (): Promise<{ readonly entries: readonly JournalEntry[]; readonly troubles: readonly JournalTrouble[] }> => {
  const journal = nodeJournal(join(folder.path, 'kept'), nodeClock())
  const troubles: JournalTrouble[] = []
  await journal.open((trouble) => { troubles.push(trouble) })
  const entries: JournalEntry[] = []
  let before: JournalPlace | null = null
  do {
    const page = await journal.read({ from: null, to: null, before, limit: 500 })
    entries.push(...page.entries)
    before = page.next
  } while (before !== null)
  await journal.close()
  return { entries: entries.reverse(), troubles }
}

describe('a journal whose writer is killed', () => {
  it('holds every entry that was promised, in order and without a hole, however often', async () => {
    const promised = new Set<number>()
    for (let round = 0; round < 20; round++) {
      const said = await killedAfter(1 + (round * 13) % 60)
      for (const line of said) if ('kept' in line) promised.add(line.kept)
      const { entries, troubles } = await everything()
      const numbers = entries.map((e) => e.n)
      expect([[...promised].filter((n) => !numbers.includes(n)), numbers, troubles.filter((x) => x.type !== 'torn')]).toEqual([[], numbers.map((_, i) => i + 1), []])
    }
    expect(promised.size).toBeGreaterThan(300)
  }, 120_000)
})
