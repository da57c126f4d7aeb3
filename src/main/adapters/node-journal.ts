import { fitsQuery, utcDay, type JournalAnswer, type JournalEntry, type JournalQuery } from '@shared/domain/journal'
import type { Clock } from '../ports/clock'
import type { Journal, JournalTrouble } from '../ports/journal'
import { entryOf, lineText, newestFirst, readFileText, segmentNamed, segmentOf, type FileText, type Line, type Segment } from './journal-lines'
import { damagedName, detailOf } from './node-config-atomic'
import { nodeJournalDisk, type DiskFile, type JournalDisk } from './node-journal-disk'

export interface JournalLimits {
  /** What comes within this time is written together, ms. */
  readonly gatherMs: number
  /** When a disk that refused is tried again, ms. */
  readonly retryMs: number
  readonly keepDays: number
  readonly keepBytes: number
  readonly segmentBytes: number
  /** Entries kept in memory while the disk takes none. */
  readonly keepInMemory: number
}
const LIMITS: JournalLimits = { gatherMs: 50, retryMs: 10_000, keepDays: 90, keepBytes: 64 * 1024 * 1024, segmentBytes: 2 * 1024 * 1024, keepInMemory: 20_000 }
const DAY_MS = 24 * 3_600_000

/** Of a day: its last file, and how long that is in bytes. */
interface End { readonly part: number; readonly size: number }
interface Waiting { readonly entries: readonly JournalEntry[]; readonly done: () => void; readonly failed: (why: Error) => void }

/**
 * The journal as JSON lines in `folder`, one file or more for each UTC day. Batches are flushed to the disk before their promise
 * resolves; a batch that fails leaves nothing behind: the next try begins where the last good one ended.
 */
export const nodeJournal = (folder: string, clock: Clock, { disk = nodeJournalDisk(folder), limits = LIMITS }: { readonly disk?: JournalDisk; readonly limits?: JournalLimits } = {}): Journal => {
  let tell: (trouble: JournalTrouble) => void = () => undefined
  let waiting: readonly Waiting[] = []
  let writing: Promise<void> | null = null
  let cancel: (() => void) | null = null
  let failing: string | null = null
  let lost = 0
  let turn: Promise<unknown> = Promise.resolve()
  /** Where the next line goes, by day; known of the days written to. */
  const ends = new Map<string, End>()

  /** One at a time: nobody writes to a file that is being put aside. */
  const alone = <T>(run: () => Promise<T>): Promise<T> => {
    const done = turn.then(run, run)
    turn = done.catch(() => undefined)
    return done
  }
  const segments = async (): Promise<readonly (Segment & DiskFile)[]> => (await disk.list()).flatMap((file) => {
    const segment = segmentNamed(file.name)
    return segment ? [{ ...file, ...segment }] : []
  }).sort(newestFirst)

  /** A file that is damaged is put aside, and what can be read of it takes its place. Where there is no room for that, it stays. */
  const heal = async (segment: Segment): Promise<FileText> => {
    const text = readFileText(await disk.read(segment.name))
    if (text.whole === null) return text
    const [kept, draft] = [damagedName(segment.name, clock.now()), `${segment.name}.new`]
    const bytes = new TextEncoder().encode(text.whole.map((one) => `${one}\n`).join(''))
    try {
      await disk.write(draft, 0, bytes)
      await disk.rename(segment.name, kept)
      await disk.rename(draft, segment.name)
    } catch (error) {
      tell({ type: 'failed', detail: detailOf(error) })
      return text
    }
    ends.delete(segment.day)
    tell({ type: 'damaged', file: segment.name, kept })
    return { ...text, size: bytes.length, whole: null }
  }

  const endOf = async (day: string): Promise<End> => {
    const newest = (await segments()).find((s) => s.day === day)
    return newest ? { part: newest.part, size: (await heal(newest)).size } : { part: 0, size: 0 }
  }

  const prune = async (): Promise<void> => {
    const files = (await disk.list()).flatMap((file) => {
      const segment = segmentNamed(file.name.replace(/\.damaged-[^.]*/, ''))
      return segment ? [{ ...segment, ...file }] : []
    }).sort(newestFirst)
    const oldest = utcDay(clock.now() - limits.keepDays * DAY_MS)
    const inUse = new Set([...ends].map(([day, { part }]) => segmentOf(day, part).name))
    let total = 0
    for (const { name, day, size } of files) {
      total += size
      if (!inUse.has(name) && (day < oldest || total > limits.keepBytes)) await disk.remove(name)
    }
  }

  /** Consecutive entries of one day go into one write. */
  const write = async (entries: readonly JournalEntry[]): Promise<void> => {
    let at = 0
    while (at < entries.length) {
      const day = utcDay(entries[at]!.at)
      let to = at
      while (to < entries.length && utcDay(entries[to]!.at) === day) to++
      const known = ends.get(day) ?? await endOf(day)
      const end = known.size >= limits.segmentBytes ? { part: known.part + 1, size: 0 } : known
      const bytes = new TextEncoder().encode(entries.slice(at, to).map(lineText).join(''))
      const fresh = !ends.has(day) || end !== known
      // known before it is written: the next try begins here, whatever the disk took of this one
      ends.set(day, end)
      await disk.write(segmentOf(day, end.part).name, end.size, bytes)
      ends.set(day, { part: end.part, size: end.size + bytes.length })
      if (fresh) await prune().catch((error: unknown) => { tell({ type: 'failed', detail: detailOf(error) }) })
      at = to
    }
  }

  const flush = (): Promise<void> => {
    cancel?.()
    cancel = null
    writing ??= drain().finally(() => { writing = null; gather() })
    return writing
  }
  const drain = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = new Set(waiting)
      try { await alone(() => write([...batch].flatMap((w) => w.entries))) } catch (error) {
        // what the disk took of it is cut off before the next try
        failing = detailOf(error)
        trim()
        tell({ type: 'unwritable', detail: failing, lost })
        cancel = clock.after(limits.retryMs, () => { void flush() })
        return
      }
      waiting = waiting.filter((w) => !batch.has(w))
      for (const { done } of batch) done()
      if (failing !== null) { failing = null; lost = 0; tell({ type: 'writable' }) }
    }
  }
  /** What came meanwhile waits for its turn; on a disk that refuses it waits for the next try. */
  const gather = (): void => { if (waiting.length > 0 && cancel === null && writing === null) cancel = clock.after(limits.gatherMs, () => { void flush() }) }
  const giveUp = (some: readonly Waiting[]): void => {
    for (const { failed } of some) failed(new Error(failing ?? 'closed'))
  }
  /** The newest stay. */
  const trim = (): void => {
    let total = 0
    const from = waiting.findLastIndex(({ entries }) => (total += entries.length) > limits.keepInMemory)
    if (from < 0) return
    const gone = waiting.slice(0, from + 1)
    waiting = waiting.slice(from + 1)
    lost += gone.reduce((n, { entries }) => n + entries.length, 0)
    giveUp(gone)
  }

  const lastLine = (files: readonly FileText[]): Line | null => files.flatMap(({ lines }) => lines).reduce<Line | null>((last, line) => (last === null || line.n > last.n ? line : last), null)

  const open = async (): Promise<Line | null> => {
    const all = await segments()
    // usually the same; not where the clock was set back, and not where the newest is empty
    const newest = new Set([...all.slice(0, 2), ...all.toSorted((a, b) => b.changedAt - a.changedAt).slice(0, 1)])
    const texts: FileText[] = []
    for (const segment of newest) {
      const text = await heal(segment)
      if (text.torn) tell({ type: 'torn', file: segment.name })
      texts.push(text)
    }
    return lastLine(texts)
  }

  const read = async (query: JournalQuery): Promise<JournalAnswer> => {
    const found = new Map<number, JournalEntry>()
    let unread = 0
    const full = (): boolean => found.size > query.limit
    for (const entry of waiting.flatMap(({ entries }) => entries).reverse()) if (!full() && fitsQuery(entry, query)) found.set(entry.n, entry)
    const latest = Math.min(query.to ?? Infinity, query.before?.at ?? Infinity)
    for (const segment of await segments()) {
      if (full()) break
      if ((latest !== Infinity && segment.day > utcDay(latest)) || (query.from !== null && segment.day < utcDay(query.from))) continue
      const { lines } = await heal(segment)
      for (let i = lines.length - 1; i >= 0 && !full(); i--) {
        const line = lines[i]!
        if (found.has(line.n) || !fitsQuery(line, query)) continue
        const entry = entryOf(line)
        if (entry) found.set(entry.n, entry)
        else unread++
      }
    }
    const entries = [...found.values()].slice(0, query.limit)
    const last = entries.at(-1)
    return { entries, next: full() && last ? { at: last.at, n: last.n } : null, unread }
  }

  return {
    open: (onTrouble) => {
      tell = onTrouble
      return alone(open).catch((error: unknown) => { tell({ type: 'failed', detail: detailOf(error) }); return null })
    },
    append: (entries) => new Promise((done, failed) => {
      if (entries.length === 0) { done(); return }
      waiting = [...waiting, { entries, done, failed }]
      if (failing !== null && writing === null) trim()
      gather()
    }),
    // nothing is written, put aside or taken away meanwhile
    read: (query) => alone(() => read(query)),
    close: async () => {
      await flush()
      cancel?.()
      cancel = null
      if (waiting.length === 0) return
      const left = waiting
      waiting = []
      giveUp(left)
      throw new Error(failing ?? 'closed')
    }
  }
}
