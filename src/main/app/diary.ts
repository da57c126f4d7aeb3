import type { JournalAnswer, JournalDraft, JournalEntry, JournalQuery } from '@shared/domain/journal'
import type { Journal, JournalTrouble } from '../ports/journal'
import type { Log } from '../ports/log'

/** The journal of a run: numbers what happened and has it written. */
export interface Diary {
  /** The number of the newest entry. */
  readonly record: (drafts: readonly JournalDraft[]) => number
  readonly read: (query: JournalQuery) => Promise<JournalAnswer>
  /** What became of it since it was opened, and from now on. */
  readonly onTrouble: (listener: (trouble: JournalTrouble) => void) => void
  readonly close: () => Promise<void>
}

type Gap = Extract<JournalDraft, { readonly type: 'gap' }>

/**
 * Opens the journal, and says since when nobody watched: since the run before ended, or since it was last seen alive when it did not
 * come to its end.
 */
export const openDiary = async (
  journal: Journal, log: Log, { startedAt, lastRunAt, aliveAt = null }: { readonly startedAt: number; readonly lastRunAt: number | null; readonly aliveAt?: number | null }
): Promise<{ readonly diary: Diary; readonly gap: Gap | null }> => {
  let early: readonly JournalTrouble[] = []
  let listener = (trouble: JournalTrouble): void => { early = [...early, trouble] }
  const last = await journal.open((trouble) => { listener(trouble) })
  let n = last?.n ?? 0
  // the clock may have been set back since
  const alive = aliveAt !== null && aliveAt <= startedAt ? aliveAt : 0
  const from = last?.type === 'stopped' ? last.at : Math.max(last?.at ?? 0, lastRunAt ?? 0, alive)
  return {
    gap: from > 0 && from < startedAt ? { type: 'gap', at: startedAt, from, why: last?.type === 'stopped' ? 'stopped' : 'crashed' } : null,
    diary: {
      record: (drafts) => {
        const entries = drafts.map((draft): JournalEntry => ({ ...draft, n: ++n }))
        journal.append(entries).catch((error: unknown) => { log.write('error', 'entries of the journal are lost', { count: entries.length, detail: String(error) }) })
        return n
      },
      read: (query) => journal.read(query),
      onTrouble: (heard) => {
        listener = heard
        const told = early
        early = []
        for (const trouble of told) heard(trouble)
      },
      close: () => journal.close()
    }
  }
}
