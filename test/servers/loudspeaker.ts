import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { scratch } from './process'

/** One call of a program: its name, its arguments, and of its environment the language and the file to play. */
export type Call = { readonly program: string; readonly args: readonly string[]; readonly language: string; readonly sound: string }

/** A folder to be the whole PATH of a program, with scripts in it that write down how they are called. */
export interface Loudspeaker {
  readonly path: string
  /** Puts a program there. `does` is what it does once it has written down its call, in shell; by default it plays, and names a card when asked for cards. */
  readonly put: (program: string, does?: string) => Promise<void>
  readonly take: (program: string) => Promise<void>
  readonly calls: () => Promise<readonly Call[]>
  /** From now on a sound lasts until `finish`. */
  readonly hold: () => Promise<void>
  readonly finish: () => Promise<void>
  /** Process ids of all calls. */
  readonly pids: () => Promise<readonly number[]>
  readonly remove: () => Promise<void>
}

export const startLoudspeaker = async (): Promise<Loudspeaker> => {
  const folder = await scratch('loudspeaker')
  const path = join(folder.path, 'bin')
  const [calls, held] = [join(folder.path, 'calls'), join(folder.path, 'held')]
  await mkdir(path)
  const lines = async (): Promise<readonly string[]> => (existsSync(calls) ? (await readFile(calls, 'utf8')).split('\n').filter((line) => line !== '') : [])
  const fields = async (): Promise<readonly (readonly string[])[]> => (await lines()).map((line) => line.split('\t'))
  return {
    path,
    put: async (program, does = `if [ "\${1:-}" = -l ]; then echo 'card 0: PCH'; exit; fi\nwhile [ -e '${held}' ]; do /bin/sleep 0.02; done`) => {
      const file = join(path, program)
      // one write of one line, so that calls side by side stay apart
      await writeFile(file, `#!/bin/sh\nline=$(printf '%s\\t' '${program}' "$$" "\${LC_ALL:-}" "\${GARDA_SOUND:-}" "$@"; echo .)\nprintf '%s\\n' "$line" >> '${calls}'\n${does}\n`)
      await chmod(file, 0o755)
    },
    take: (program) => rm(join(path, program)),
    calls: async () => (await fields()).map(([program = '', , language = '', sound = '', ...args]) => ({ program, args: args.slice(0, -1), language, sound })),
    pids: async () => (await fields()).map(([, pid]) => Number(pid)),
    hold: () => writeFile(held, ''),
    finish: () => rm(held, { force: true }),
    remove: folder.remove
  }
}
