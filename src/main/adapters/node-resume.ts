import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Log } from '../ports/log'
import type { Left, Resume } from '../ports/resume'
import { writeAtomic } from './node-config-atomic'

const shape: z.ZodType<Left> = z.object({
  at: z.number(), window: z.boolean(), hash: z.string().max(2_000).regex(/^(#[a-z]+(\/[^\s?]*)?)?$/), byItself: z.boolean(),
  walls: z.object({
    runs: z.array(z.object({ item: z.string().min(1).max(450), display: z.string().max(300).nullable(), waits: z.boolean().optional() })).max(20),
    switched: z.array(z.object({ name: z.string().min(1).max(450), on: z.boolean() })).max(50)
  })
})

/** A restart takes seconds; what is older was left by a run that was never followed. */
const FRESH_MS = 10 * 60_000

/** `resume.json` in the user-data folder, there between two runs only. Where it cannot be written, read or removed, the log says so, and the next run begins as any other. */
export const nodeResume = (userDataDir: string, log: Log): Resume => {
  const file = join(userDataDir, 'resume.json')
  const trouble = (what: string, error: unknown): void => { log.write('warn', what, { file: 'resume.json', detail: error instanceof Error ? error.message : String(error) }) }
  return {
    leave: (left) => { try { writeAtomic(file, JSON.stringify(left)) } catch (error) { trouble('what the next run should open could not be written', error) } },
    take: (now) => {
      if (!existsSync(file)) return null
      let left: Left | null = null
      try { left = shape.parse(JSON.parse(readFileSync(file, 'utf8'))) } catch (error) { trouble('what the run before left could not be read', error) }
      try { rmSync(file, { recursive: true, force: true }) } catch (error) { trouble('what the run before left could not be removed', error) }
      return left !== null && Math.abs(now - left.at) < FRESH_MS ? left : null
    }
  }
}
