// Writes entries to the journal in the folder named by its argument, one promise after the other, several at a time, and says each
// number once its promise has resolved. It never ends by itself.
import { writeSync } from 'node:fs'
import { nodeClock } from '../../src/main/adapters/node-clock'
import type { JournalTrouble } from '../../src/main/ports/journal'
import { nodeJournal } from '../../src/main/adapters/node-journal'

/** A line of what it says. */
export type Said = { readonly kept: number } | { readonly from: number } | { readonly trouble: JournalTrouble }
const say = (line: Said): void => { writeSync(1, `${JSON.stringify(line)}\n`) }

const clock = nodeClock()
const journal = nodeJournal(process.argv[2]!, clock, { limits: { gatherMs: 1, retryMs: 1_000, keepDays: 90, keepBytes: 1 << 30, segmentBytes: 64 * 1024, keepInMemory: 20_000 } })
const last = await journal.open((trouble) => { say({ trouble }) })
let n = last?.n ?? 0
say({ from: n })

const write = async (): Promise<void> => {
  for (;;) {
    const mine = ++n
    await journal.append([{ n: mine, at: clock.now(), type: 'started', version: 'x'.repeat(1 + (mine * 37) % 700) }])
    say({ kept: mine })
  }
}
await Promise.all([1, 2, 3, 4].map(write))
