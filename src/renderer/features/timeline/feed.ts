import type { JournalAnswer, JournalEntry, JournalPlace } from '@shared/domain/journal'

/** What was read of the journal so far. */
export interface Feed {
  /** Newest first, without a hole. */
  readonly entries: readonly JournalEntry[]
  /** Where older ones begin; null: there are none. */
  readonly next: JournalPlace | null
  readonly unread: number
  /** Whether anything was read yet. */
  readonly read: boolean
}
export const NO_FEED: Feed = { entries: [], next: null, unread: 0, read: false }

/** The newest page joined to what is known; where they do not meet, only the newest is kept. */
export const withNewest = (feed: Feed, answer: JournalAnswer): Feed => {
  const first = feed.entries[0]
  const meets = first === undefined ? -1 : answer.entries.findIndex((e) => e.n === first.n && e.at === first.at)
  if (meets < 0) return { ...answer, read: true }
  return meets === 0 ? feed : { ...feed, entries: [...answer.entries.slice(0, meets), ...feed.entries] }
}

/** An older page behind what is known. */
export const withOlder = (feed: Feed, answer: JournalAnswer): Feed => ({ entries: [...feed.entries, ...answer.entries], next: answer.next, unread: feed.unread + answer.unread, read: true })
