import { randomUUID } from 'node:crypto'
import { readFileSync, rmSync, watch } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { writeAtomic } from './node-config-atomic'

/** Null: it is done; else why it is not. */
const shape = z.object({ wrong: z.string().max(20_000).nullable() })
export type Answer = z.infer<typeof shape>

const isId = (id: unknown): id is string => typeof id === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
const fileOf = (userDataDir: string, id: string): string => join(userDataDir, `answer-${id}.json`)

/** Names a question to the Garda that runs with the same user-data folder: Electron's instance lock carries words there, and none back. */
export const newQuestion = (): string => randomUUID()

/** What it says of a question; null: nothing within `waitMs`, or nothing that can be read. Leaves nothing behind that came in time. */
export const awaitAnswer = (userDataDir: string, id: string, waitMs: number): Promise<Answer | null> => new Promise((done) => {
  const file = fileOf(userDataDir, id)
  const end = (answer: Answer | null): void => {
    clearTimeout(timer)
    watcher.close()
    rmSync(file, { force: true })
    done(answer)
  }
  const look = (): void => {
    let text: string
    try { text = readFileSync(file, 'utf8') } catch { return }
    try { end(shape.parse(JSON.parse(text))) } catch { end(null) }
  }
  // a file system may tell of nothing
  const timer = setTimeout(() => { look(); end(null) }, waitMs)
  const watcher = watch(userDataDir, look)
  watcher.on('error', () => { end(null) })
  look()
})

/** Answers a question of another process of the same person. Throws what the file system says; what is no question's name is passed over. */
export const giveAnswer = (userDataDir: string, id: unknown, answer: Answer): void => {
  if (isId(id)) writeAtomic(fileOf(userDataDir, id), JSON.stringify(answer))
}
