import { z } from 'zod'
import { journalEntrySchema, type JournalEntry } from '@shared/domain/journal'

/** What every line has in common, of whatever version. */
const lineSchema = z.looseObject({ n: z.number(), at: z.number(), type: z.string() })
export type Line = z.infer<typeof lineSchema>

export const lineText = (entry: JournalEntry): string => `${JSON.stringify(entry)}\n`

/** A line that some version of Garda wrote; null: it is damaged. */
export const readLine = (text: string): Line | null => {
  try { return lineSchema.safeParse(JSON.parse(text)).data ?? null } catch { return null }
}

export interface FileText {
  readonly lines: readonly Line[]
  /** Bytes up to the end of the last whole line. */
  readonly size: number
  /** What follows it was cut off while it was being written. */
  readonly torn: boolean
  /** The texts of all whole lines, when some of them are damaged; else null. */
  readonly whole: readonly string[] | null
}

/** What a file holds. A last line without its end is whole when it reads as one. */
export const readFileText = (bytes: Uint8Array): FileText => {
  const end = bytes.lastIndexOf(10) + 1
  const decoder = new TextDecoder()
  const texts = decoder.decode(bytes.subarray(0, end)).split('\n').slice(0, -1)
  const read = texts.map(readLine)
  const lines = read.filter((line): line is Line => line !== null)
  return { lines, size: end, torn: end < bytes.length, whole: lines.length === texts.length ? null : texts.filter((_, i) => read[i] !== null) }
}

/** The entry a line is to this version. */
export const entryOf = (line: Line): JournalEntry | null => journalEntrySchema.safeParse(line).data ?? null

/** `2025-11-13.jsonl`, then `2025-11-13.1.jsonl` and so on where a day is long. */
export interface Segment { readonly name: string; readonly day: string; readonly part: number }
export const segmentNamed = (name: string): Segment | null => {
  const found = /^(\d{4}-\d\d-\d\d)(?:\.(\d{1,6}))?\.jsonl$/.exec(name)
  return found ? { name, day: found[1]!, part: Number(found[2] ?? 0) } : null
}
export const segmentOf = (day: string, part: number): Segment => ({ name: part === 0 ? `${day}.jsonl` : `${day}.${part}.jsonl`, day, part })
export const newestFirst = (a: Segment, b: Segment): number => (a.day === b.day ? b.part - a.part : a.day < b.day ? 1 : -1)
