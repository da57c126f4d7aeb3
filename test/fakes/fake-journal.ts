import type { JournalEntry } from '@shared/domain/journal'
import { forgetfulJournal } from '../../src/main/app/face'
import type { Journal, JournalTrouble } from '../../src/main/ports/journal'

/** Keeps what it is given, oldest first; `trouble` says what became of it. */
export interface FakeJournal extends Journal {
  readonly entries: readonly JournalEntry[]
  trouble(what: JournalTrouble): void
}

/** @param left the newest entry of the run before */
export const fakeJournal = (left: JournalEntry | null = null): FakeJournal => {
  const entries: JournalEntry[] = []
  const inner = forgetfulJournal()
  let tell: (trouble: JournalTrouble) => void = () => undefined
  return {
    ...inner,
    entries,
    open: (onTrouble) => { tell = onTrouble; return Promise.resolve(left) },
    append: (more) => { entries.push(...more); return inner.append(more) },
    trouble: (what) => { tell(what) }
  }
}
