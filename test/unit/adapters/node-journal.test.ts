import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { JournalEntry, JournalPlace } from '@shared/domain/journal'
import { nodeClock } from '../../../src/main/adapters/node-clock'
import { nodeJournal, type JournalLimits } from '../../../src/main/adapters/node-journal'
import { nodeJournalDisk, type JournalDisk } from '../../../src/main/adapters/node-journal-disk'
import type { Journal, JournalTrouble } from '../../../src/main/ports/journal'

const NOW = Date.UTC(2025, 10, 13, 2, 47, 12)
const DAY = 24 * 3_600_000
const FILE = '2025-11-13.jsonl'
const LIMITS: JournalLimits = { gatherMs: 1, retryMs: 5, keepDays: 90, keepBytes: 64 * 1024 * 1024, segmentBytes: 2 * 1024 * 1024, keepInMemory: 20_000 }
const entry = (n: number, at = NOW + n): JournalEntry => ({ n, at, type: 'paused', until: n })
const numbers = (entries: readonly JournalEntry[]): readonly number[] => entries.map((e) => e.n)

let root: string
let opened: Journal[]
beforeEach(() => { root = join(mkdtempSync(join(tmpdir(), 'garda-journal-')), 'journal'); opened = [] })
afterEach(async () => {
  await Promise.allSettled(opened.map((journal) => journal.close()))
  rmSync(join(root, '..'), { recursive: true, force: true })
})

const start = async ({ disk = nodeJournalDisk(root), limits = LIMITS, now = NOW }: { readonly disk?: JournalDisk; readonly limits?: JournalLimits; readonly now?: number } = {}) => {
  const journal = nodeJournal(root, { ...nodeClock(), now: () => now }, { disk, limits })
  opened.push(journal)
  const troubles: JournalTrouble[] = []
  const heard = new Set<() => void>()
  const last = await journal.open((trouble) => { troubles.push(trouble); for (const listener of heard) listener() })
  /** Resolves when the journal has said this. */
  const says = (type: JournalTrouble['type']): Promise<void> => new Promise((resolve) => {
    const look = (): void => { if (troubles.some((x) => x.type === type)) { heard.delete(look); resolve() } }
    heard.add(look)
    look()
  })
  const all = async (over: Partial<Parameters<Journal['read']>[0]> = {}) => journal.read({ from: null, to: null, before: null, limit: 500, ...over })
  return { journal, troubles, last, says, all }
}

/** A disk that takes half of a batch and then is full, for as long as it is told to. */
const fullDisk = (): JournalDisk & { full: boolean } => {
  const real = nodeJournalDisk(root)
  return {
    ...real,
    full: true,
    async write(name, offset, bytes) {
      const { full } = this
      await real.write(name, offset, full ? bytes.subarray(0, Math.floor(bytes.length / 2)) : bytes)
      if (full) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
    }
  }
}

describe('the journal on the disk', () => {
  it('begins empty, and gives back what was written, newest first', async () => {
    const one = await start()
    await one.journal.append([entry(1), entry(2)])
    await one.journal.append([entry(3)])
    const two = await start()
    expect([one.last, two.last, await two.all(), one.troubles, two.troubles]).toEqual([null, entry(3), { entries: [entry(3), entry(2), entry(1)], next: null, unread: 0 }, [], []])
  })

  it('is on the disk when it says so, and writes together what comes together', async () => {
    let writes = 0
    const real = nodeJournalDisk(root)
    const { journal } = await start({ disk: { ...real, write: (...args) => { writes++; return real.write(...args) } } })
    await Promise.all([1, 2, 3, 4].map((n) => journal.append([entry(n)])))
    expect([writes, readFileSync(join(root, FILE), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as unknown)]).toEqual([1, [entry(1), entry(2), entry(3), entry(4)]])
  })

  it('shows what is not on the disk yet, once', async () => {
    const { journal, all } = await start()
    await journal.append([entry(1)])
    const done = journal.append([entry(2)])
    const [during] = await Promise.all([all(), done])
    expect([numbers(during.entries), numbers((await all()).entries)]).toEqual([[2, 1], [2, 1]])
  })

  it('keeps a file for each UTC day, and reads page by page across them', async () => {
    const { journal, all } = await start()
    const times = [NOW - DAY, NOW - DAY + 1, NOW, NOW + 1, NOW + DAY]
    await journal.append(times.map((at, i) => entry(i + 1, at)))
    const pages: (readonly number[])[] = []
    let before: JournalPlace | null = null
    do {
      const page = await all({ limit: 2, before })
      pages.push(numbers(page.entries))
      before = page.next
    } while (before !== null)
    expect([readdirSync(root).sort(), pages, numbers((await all({ from: NOW, to: NOW + 1 })).entries)]).toEqual([['2025-11-12.jsonl', FILE, '2025-11-14.jsonl'], [[5, 4], [3, 2], [1]], [4, 3]])
  })

  it('begins another file when one is long, and takes the oldest away when all are too much', async () => {
    const { journal, all } = await start({ limits: { ...LIMITS, segmentBytes: 120, keepBytes: 400 } })
    for (let n = 1; n <= 20; n++) await journal.append([entry(n)])
    const kept = numbers((await all()).entries)
    expect([kept[0], kept.length < 20, kept.length > 3, kept]).toEqual([20, true, true, kept.map((_, i) => 20 - i)])
  })

  it('keeps 90 days', async () => {
    const { journal, all } = await start()
    await journal.append([entry(1, NOW - 91 * DAY), entry(2, NOW - 89 * DAY)])
    await journal.append([entry(3)])
    await start().then(async (next) => { await next.journal.append([entry(4)]) })
    expect(numbers((await all()).entries)).toEqual([4, 3, 2])
  })

  it('leaves out a last line that was cut off, says so, and goes on behind the last whole one', async () => {
    const one = await start()
    await one.journal.append([entry(1), entry(2)])
    appendFileSync(join(root, FILE), '{"n":3,"at":17630')
    const two = await start()
    await two.journal.append([entry(3)])
    const three = await start()
    expect([two.last, two.troubles, await three.all(), three.troubles]).toEqual([entry(2), [{ type: 'torn', file: FILE }], { entries: [entry(3), entry(2), entry(1)], next: null, unread: 0 }, []])
  })

  it('puts a damaged file aside, says so, and keeps what can be read of it', async () => {
    const one = await start()
    await one.journal.append([entry(1), entry(2)])
    const text = readFileSync(join(root, FILE), 'utf8')
    const damaged = `${text.split('\n')[0]}\n\u0000\u0000garbage\n${text.split('\n')[1]}\n`
    writeFileSync(join(root, FILE), damaged)
    const kept = '2025-11-13.damaged-2025-11-13T02-47-12-000Z.jsonl'
    const two = await start()
    await two.journal.append([entry(3)])
    expect([two.last, two.troubles, readFileSync(join(root, kept), 'utf8'), await two.all()])
      .toEqual([entry(2), [{ type: 'damaged', file: FILE, kept }], damaged, { entries: [entry(3), entry(2), entry(1)], next: null, unread: 0 }])
  })

  it('puts an older file aside when it is read, and only then', async () => {
    const one = await start()
    await one.journal.append([entry(1, NOW - 5 * DAY), entry(2, NOW - 4 * DAY), entry(3, NOW - 3 * DAY), entry(4)])
    appendFileSync(join(root, '2025-11-08.jsonl'), 'not a line\n')
    utimesSync(join(root, '2025-11-08.jsonl'), new Date(NOW - 5 * DAY), new Date(NOW - 5 * DAY)) // the start looks at what was written last
    const two = await start()
    const said = [...two.troubles]
    const [first] = await Promise.all([two.all(), two.all()])
    expect([said, numbers(first.entries), two.troubles]).toEqual([[], [4, 3, 2, 1], [{ type: 'damaged', file: '2025-11-08.jsonl', kept: '2025-11-08.damaged-2025-11-13T02-47-12-000Z.jsonl' }]])
  })

  it('passes over lines of a later version, counts them, and numbers go on from them', async () => {
    const one = await start()
    await one.journal.append([entry(1)])
    appendFileSync(join(root, FILE), `${JSON.stringify({ n: 2, at: NOW + 2, type: 'of-a-later-version' })}\n`)
    const two = await start()
    expect([two.last?.n, two.troubles, await two.all()]).toEqual([2, [], { entries: [entry(1)], next: null, unread: 1 }])
  })

  it('goes on in memory on a full disk, says so, and writes it all once there is room', async () => {
    const disk = fullDisk()
    const { journal, all, troubles, says } = await start({ disk })
    const done = Promise.all([journal.append([entry(1)]), journal.append([entry(2)])])
    await says('unwritable')
    const late = journal.append([entry(3)])
    const during = numbers((await all()).entries)
    disk.full = false
    await Promise.all([done, late])
    await says('writable')
    expect([during, troubles[0], troubles.at(-1), numbers((await all()).entries), (await start()).troubles]).toEqual([[3, 2, 1], { type: 'unwritable', detail: 'ENOSPC', lost: 0 }, { type: 'writable' }, [3, 2, 1], []])
  })

  it('gives up the oldest when memory, too, is full, and says how many', async () => {
    const disk = fullDisk()
    const { journal, all, troubles, says } = await start({ disk, limits: { ...LIMITS, keepInMemory: 3 } })
    const done = [1, 2, 3, 4, 5].map((n) => journal.append([entry(n)]).then(() => n, () => -n))
    await says('unwritable')
    disk.full = false
    expect([await Promise.all(done), troubles[0], numbers((await all()).entries)]).toEqual([[-1, -2, 3, 4, 5], { type: 'unwritable', detail: 'ENOSPC', lost: 2 }, [5, 4, 3]])
  })

  it('writes what is left when it is closed, and says when it cannot', async () => {
    const slow = await start({ limits: { ...LIMITS, gatherMs: 60_000 } })
    const done = slow.journal.append([entry(1)])
    await slow.journal.close()
    await done
    const disk = fullDisk()
    const full = await start({ disk })
    const lost = expect(full.journal.append([entry(2)])).rejects.toThrow('ENOSPC')
    await expect(full.journal.close()).rejects.toThrow('ENOSPC')
    await lost
    expect((await start()).last).toEqual(entry(1))
  })
})
