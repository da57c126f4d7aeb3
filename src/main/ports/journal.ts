import type { JournalAnswer, JournalEntry, JournalQuery } from '@shared/domain/journal'

/** What became of the journal itself. */
export type JournalTrouble =
  /** The last line was cut off by a crash; nobody had been promised it. */
  | { readonly type: 'torn'; readonly file: string }
  /** A file held what is no entry; it was put aside as `kept`, and what can be read of it goes on. */
  | { readonly type: 'damaged'; readonly file: string; readonly kept: string }
  /** Entries are kept in memory until the disk takes them; `lost` were too many for that. */
  | { readonly type: 'unwritable'; readonly detail: string; readonly lost: number }
  /** What was kept in memory is on the disk. */
  | { readonly type: 'writable' }
  /** Something of less weight could not be done, such as taking an old file away. */
  | { readonly type: 'failed'; readonly detail: string }

/** Append-only: exactly what happened. */
export interface Journal {
  /** The newest line of the runs before, of whatever version; null: none. Called once, before anything else. Never rejects. */
  open(onTrouble: (trouble: JournalTrouble) => void): Promise<{ readonly n: number; readonly at: number; readonly type: string } | null>
  /** Entries in order, with numbers that rise. On the disk when it resolves; rejects only when they were given up. */
  append(entries: readonly JournalEntry[]): Promise<void>
  /** What is not yet on the disk is in it, too. Rejects with what the file system says. */
  read(query: JournalQuery): Promise<JournalAnswer>
  /** Writes what is left; rejects when it cannot. */
  close(): Promise<void>
}
