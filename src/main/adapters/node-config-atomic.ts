import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { MAX_CONFIG_BYTES } from './node-config-yaml'

export type TextResult = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: 'missing' | 'too-large' | 'not-text' | 'unreadable'; readonly detail: string }

/** The code of a file error, such as EACCES, else its message. */
export const detailOf = (error: unknown): string => {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' ? code : error instanceof Error ? error.message : String(error)
}

/** A small UTF-8 text file; never throws. */
export const readText = (path: string): TextResult => {
  try {
    if (statSync(path).size > MAX_CONFIG_BYTES) return { ok: false, why: 'too-large', detail: '' }
    const bytes = readFileSync(path)
    try {
      return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
    } catch {
      return { ok: false, why: 'not-text', detail: '' }
    }
  } catch (error) {
    const detail = detailOf(error)
    return { ok: false, why: detail === 'ENOENT' ? 'missing' : 'unreadable', detail }
  }
}

/** All of `text` or nothing of it, on the disk when this returns. Throws what the file system says. */
export const writeAtomic = (path: string, text: string): void => {
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}.new`)
  try {
    const file = openSync(draft, 'w', 0o600)
    try {
      writeFileSync(file, text)
      fsyncSync(file)
    } finally { closeSync(file) }
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
}

/** `settings.json` at 02:47:12 → `settings.damaged-2025-11-13T02-47-12-000Z.json`. */
export const damagedName = (path: string, at: number): string => {
  const dot = path.lastIndexOf('.')
  return `${path.slice(0, dot)}.damaged-${new Date(at).toISOString().replace(/[:.]/g, '-')}${path.slice(dot)}`
}
