import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { JournalEntry } from '@shared/domain/journal'

/** What a Garda with this user-data folder has put on record, the oldest first. */
export const journalOf = async (home: string): Promise<readonly JournalEntry[]> => {
  const folder = join(home, 'journal')
  const files = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.jsonl')).sort()
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')))
  return texts.join('').split('\n').filter(Boolean).map((line) => JSON.parse(line) as JournalEntry)
}
