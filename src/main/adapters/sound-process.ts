import { t } from '@shared/text/catalogue'
import { spawn, type ChildProcess } from 'node:child_process'
import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import type { Clock } from '../ports/clock'
import { reasonOf } from './error-reason'

/** Most of a program's words that are kept, in characters. */
const MOST_WORDS = 8_000
/** After its end a program's words may still be on their way; one that left children behind may hold them back for good. */
const WORDS_MS = 200

export type Ended = { readonly ok: true; readonly out: string } | { readonly ok: false; readonly detail: string }

export interface Programs {
  /** Its file on the path, or null. */
  find(program: string): Promise<string | null>
  /** Runs a file to its end without a shell; never throws. One that does not end in time is killed. */
  run(file: string, args: readonly string[], options: { readonly limitMs: number; readonly env?: Readonly<Record<string, string>> }): Promise<Ended>
  /** Kills whatever still runs. */
  end(): void
}

/** Runs what plays sounds and what is asked about them. */
export const soundPrograms = (world: { readonly env: Readonly<Record<string, string | undefined>>; readonly clock: Pick<Clock, 'after'> }): Programs => {
  const living = new Set<ChildProcess>()
  // in other languages volumes are read with a comma, and answers come translated
  const base = { ...world.env, LC_ALL: 'C' }

  const run: Programs['run'] = (file, args, { limitMs, env = {} }) => new Promise((resolve) => {
    let child: ChildProcess
    try {
      child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...base, ...env }, windowsHide: true })
    } catch (error) { resolve({ ok: false, detail: reasonOf(error) }); return }
    living.add(child)
    let out = ''
    let err = ''
    child.stdout?.on('data', (chunk: Buffer) => { out = (out + chunk.toString()).slice(0, MOST_WORDS) })
    child.stderr?.on('data', (chunk: Buffer) => { err = (err + chunk.toString()).slice(-MOST_WORDS) })
    const settle = (ended: Ended): void => {
      cancelLimit()
      cancelWords()
      living.delete(child)
      child.stdout?.destroy()
      child.stderr?.destroy()
      resolve(ended)
    }
    const close = (code: number | null, signal: NodeJS.Signals | null): void => {
      settle(code === 0 ? { ok: true, out } : { ok: false, detail: lastLine(err) || t('sound.code', { code: signal ?? code ?? '?' }) })
    }
    let cancelWords = (): void => undefined
    const cancelLimit = world.clock.after(limitMs, () => {
      child.kill('SIGKILL')
      settle({ ok: false, detail: t('sound.late', { seconds: limitMs / 1000 }) })
    })
    child.once('error', (error) => { settle({ ok: false, detail: reasonOf(error) }) })
    child.once('exit', (code, signal) => { cancelWords = world.clock.after(WORDS_MS, () => { close(code, signal) }) })
    child.once('close', close)
  })

  const find = async (program: string): Promise<string | null> => {
    for (const folder of (world.env['PATH'] ?? world.env['Path'] ?? '').split(delimiter)) {
      if (folder === '') continue
      const file = join(folder, program)
      if (await access(file, constants.X_OK).then(() => true, () => false)) return file
    }
    return null
  }

  return { find, run, end: () => { for (const child of living) child.kill('SIGKILL') } }
}

/** What a program says last is why it gave up. */
const lastLine = (words: string): string => words.trim().split('\n').at(-1)?.trim().slice(0, 200).replace(/[.\s]+$/, '') ?? ''
