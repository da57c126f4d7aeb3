import { execFile } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Done } from '@shared/contract/commands'
import { t } from '@shared/text/catalogue'
import { detailOf, readText, writeAtomic } from './node-config-atomic'

// all of it at once: without a display Electron ends before anything could be waited for

/** What stands in a file; null: there is none. Throws, in words, when it cannot be read. */
export const textIn = (path: string): string | null => {
  const read = readText(path)
  if (read.ok) return read.text
  if (read.why === 'missing' || read.detail === 'ENOTDIR') return null
  throw new Error(t('startup.unreadable', { path, reason: read.detail || read.why }))
}

const said = (key: 'startup.unwritable' | 'startup.unremovable', path: string) => (error: unknown): never => { throw new Error(t(key, { path, reason: detailOf(error) })) }

/** Throws in words. */
export const put = (path: string, text: string): void => {
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeAtomic(path, text)
  } catch (error) { said('startup.unwritable', path)(error) }
}
export const takeAway = (path: string): void => { try { rmSync(path, { force: true }) } catch (error) { if (detailOf(error) !== 'ENOTDIR') said('startup.unremovable', path)(error) } }

/** What a program of the system prints; '' when it cannot be asked, fails or takes longer than five seconds. */
export const printed = (command: string, args: readonly string[]): Promise<string> =>
  new Promise((resolve) => { execFile(command, args, { timeout: 5_000, env: { ...process.env, LC_ALL: 'C' } }, (error, out) => { resolve(error ? '' : out) }) })

export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
/** Runs it, and answers what went wrong. */
export const done = (work: () => void): Promise<Done> => {
  try { work(); return Promise.resolve({ ok: true, reason: '' }) } catch (error) { return Promise.resolve({ ok: false, reason: wordsOf(error) }) }
}
