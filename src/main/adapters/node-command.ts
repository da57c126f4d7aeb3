import { spawn, type ChildProcess } from 'node:child_process'
import { constants } from 'node:fs'
import { access, realpath, stat } from 'node:fs/promises'
import { dirname, isAbsolute } from 'node:path'
import type { HooksConfig } from '@shared/config/paging'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { duration, figureText } from '@shared/text/format'
import type { Clock } from '../ports/clock'
import type { HookResult } from '../ports/hooks'
import { reasonOf } from './error-reason'

type Command = NonNullable<HooksConfig['command']>
type Environment = Readonly<Record<string, string | undefined>>

const MAX_OUTPUT_BYTES = 64 * 1024
const WINDOWS = process.platform === 'win32'
/** All that a program gets of the environment: Garda's own may hold secrets of its sources. */
const PASSED = WINDOWS ? ['SystemRoot', 'Path', 'PATH', 'PATHEXT', 'USERPROFILE', 'TEMP', 'TMP'] : ['PATH', 'HOME', 'USER', 'LOGNAME', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR']

const failed = (detail: string): HookResult => ({ ok: false, detail })

/**
 * Runs a program without a shell and gives it `input` on its standard input. Its code is its answer, whether it read that or not.
 * One that outlives its time, or prints more than 64 KiB, is ended with all that it started. Never throws.
 */
export const runCommand = async (command: Command, input: string, { clock, env }: { readonly clock: Clock; readonly env: Environment }): Promise<HookResult> => {
  const wrong = await whyNot(command.path)
  return wrong === null ? started(command, input, clock, env) : failed(wrong)
}

/** What everybody may change is nobody's program. A file in such a folder can be replaced, unless only its owner may (sticky, as /tmp is). */
const whyNot = async (path: string): Promise<string | null> => {
  if (!isAbsolute(path)) return t('hooks.relative', { path })
  try {
    const real = await realpath(path)
    const file = await stat(real)
    if (!file.isFile()) return t('hooks.notFile', { path })
    if (!WINDOWS) {
      if (file.mode & 0o002) return t('hooks.writable', { path, place: real })
      for (const folder of new Set([dirname(path), dirname(real)])) if (((await stat(folder)).mode & 0o1002) === 0o002) return t('hooks.writable', { path, place: folder })
    }
    await access(real, constants.X_OK)
    return null
  } catch (error) { return ['ENOENT', 'ENOTDIR'].includes(reasonOf(error)) ? t('hooks.missing', { path }) : startWords(path, error) }
}

/** Why a file that is there could not be started. */
const startWords = (path: string, error: unknown): string => {
  const reason = reasonOf(error)
  return reason === 'ENOENT' ? t('hooks.interpreter', { path }) : reason === 'EACCES' ? t('hooks.forbidden', { path }) : t('hooks.unstarted', { path, reason: clean(reason, { max: 200 }) })
}

const started = ({ path, args, timeout }: Command, input: string, clock: Clock, env: Environment): Promise<HookResult> => new Promise((resolve) => {
  let child: ReturnType<typeof spawnQuietly>
  try { child = spawnQuietly(path, args, env) } catch (error) { resolve(failed(startWords(path, error))); return }
  let exit: { readonly code: number | null; readonly signal: NodeJS.Signals | null } | null = null
  let words = ''
  let printed = 0
  const end = (result: HookResult): void => {
    cancel()
    // whoever still holds the other end is not waited for
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy()
    resolve(result)
  }
  const verdict = (): HookResult => (exit?.code === 0 ? { ok: true } : failed(exit?.code == null ? t('hooks.signal', { path, signal: exit?.signal ?? '' }) : codeWords(path, exit.code, words)))
  const cancel = clock.after(timeout, () => {
    endGroup(child)
    end(exit ? verdict() : failed(t('hooks.late', { path, time: duration(timeout) })))
  })
  const hear = (keep: boolean) => (chunk: Buffer): void => {
    printed += chunk.length
    if (keep && printed <= MAX_OUTPUT_BYTES) words += chunk.toString('utf8')
    if (printed <= MAX_OUTPUT_BYTES) return
    endGroup(child)
    end(failed(t('hooks.loud', { path, limit: figureText(MAX_OUTPUT_BYTES, 'bytes') })))
  }
  child.stdout.on('data', hear(false))
  child.stderr.on('data', hear(true))
  child.on('error', (error) => { end(failed(startWords(path, error))) })
  child.on('exit', (code, signal) => { exit = { code, signal } })
  child.on('close', () => { end(verdict()) })
  // a program need not read what it is given; its code says whether it did its work
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
})

/** In a group of its own, so that all of it can be ended. */
const spawnQuietly = (path: string, args: readonly string[], env: Environment) => spawn(path, args, {
  shell: false, detached: !WINDOWS, windowsHide: true, cwd: dirname(path), stdio: ['pipe', 'pipe', 'pipe'],
  env: Object.fromEntries(PASSED.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])))
})

const endGroup = (child: ChildProcess): void => {
  if (child.pid === undefined) return
  if (WINDOWS) { child.kill('SIGKILL'); return }
  // gone already, or run as another user by now: there is nothing left that could be ended from here
  try { process.kill(-child.pid, 'SIGKILL') } catch (error) { if (!['ESRCH', 'EPERM'].includes(reasonOf(error))) throw error }
}

const codeWords = (path: string, code: number, words: string): string => {
  const last = clean(words.trim().split('\n').at(-1) ?? '', { max: 200 }).trim()
  return last === '' ? t('hooks.code', { path, code }) : t('hooks.code.words', { path, code, words: last })
}
