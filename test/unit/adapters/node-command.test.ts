import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nodeClock } from '../../../src/main/adapters/node-clock'
import { runCommand } from '../../../src/main/adapters/node-command'
import type { HookResult } from '../../../src/main/ports/hooks'
import { scratch, until } from '../../servers/process'

let folder: Awaited<ReturnType<typeof scratch>>
beforeAll(async () => { folder = await scratch('command') })
afterAll(() => folder.remove())
const at = (name: string): string => join(folder.path, name)

/** A program of these lines. */
const program = async (name: string, lines: string, mode = 0o700): Promise<string> => {
  await writeFile(at(name), `#!/bin/sh\n${lines}\n`)
  await chmod(at(name), mode)
  return at(name)
}
const run = (path: string, { args = [], timeout = 20_000, input = '{"page":1}', env = process.env }: {
  readonly args?: readonly string[]; readonly timeout?: number; readonly input?: string; readonly env?: Readonly<Record<string, string | undefined>>
} = {}): Promise<HookResult> => runCommand({ path, args: [...args], timeout }, input, { clock: nodeClock(), env })

/** Whether a process still runs; one that is dead and waits to be read does not. */
const runs = (pid: string): boolean => existsSync(`/proc/${pid}/stat`) && !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))

describe('a command hook', () => {
  it('gets its arguments as they are, through no shell, and the page on its standard input', async () => {
    const path = await program('plain', 'printf "%s\\n" "$@" > "$0.args"; cat > "$0.in"')
    const input = JSON.stringify({ words: 'ü"$(touch x)' }).repeat(50_000)
    expect(await run(path, { args: ['$HOME; rm -rf x', '*', '', 'a b'], input })).toEqual({ ok: true })
    expect([await readFile(`${path}.args`, 'utf8'), await readFile(`${path}.in`, 'utf8') === input]).toEqual(['$HOME; rm -rf x\n*\n\na b\n', true])
  })

  it('gets next to nothing of the environment', async () => {
    const path = await program('env', 'tr "\\0" "\\n" < /proc/$$/environ > "$0.env"')
    expect(await run(path, { env: { PATH: '/usr/bin:/bin', HOME: '/home/mira', LANG: 'C', PROM_TOKEN: 'hunter2', LD_PRELOAD: '/evil.so', NODE_OPTIONS: '--x' } })).toEqual({ ok: true })
    expect((await readFile(`${path}.env`, 'utf8')).trim().split('\n').sort()).toEqual(['HOME=/home/mira', 'LANG=C', 'PATH=/usr/bin:/bin'])
  })

  it('that fails says its code and its last words', async () => {
    const [mute, spoken, killed] = [await program('mute', 'exit 3'), await program('spoken', 'echo first >&2; printf "no \\033number \\ato call\\n" >&2; exit 4'), await program('killed', 'kill -TERM $$')]
    expect([await run(mute), await run(spoken), await run(killed)]).toEqual([
      { ok: false, detail: `${mute} ended with code 3.` }, { ok: false, detail: `${spoken} ended with code 4: no number to call` }, { ok: false, detail: `${killed} was ended by SIGTERM.` }
    ])
  })

  it('need not read what it is given: its code is its answer', async () => {
    const [well, ill] = [await program('deaf', 'exec <&-; exit 0'), await program('deaf-ill', 'exec <&-; exit 9')]
    const input = 'x'.repeat(1 << 20)
    expect([await run(well, { input }), await run(ill, { input })]).toEqual([{ ok: true }, { ok: false, detail: `${ill} ended with code 9.` }])
  })

  it('that hangs is ended at its limit, with all that it started', async () => {
    const path = await program('hang', 'sleep 300 & echo $! > "$0.pid"; sleep 300')
    expect(await run(path, { timeout: 1_000 })).toEqual({ ok: false, detail: `${path} did not end within 1 s and was ended.` })
    const pid = (await readFile(`${path}.pid`, 'utf8')).trim()
    await until('the end of what it started', () => runs(pid), (is) => !is)
  })

  it('that leaves something behind is answered for by its own code, and what is left is ended at its limit', async () => {
    const path = await program('leaves', 'sleep 300 & echo $! > "$0.pid"; exit 5')
    expect(await run(path, { timeout: 1_000 })).toEqual({ ok: false, detail: `${path} ended with code 5.` })
    const pid = (await readFile(`${path}.pid`, 'utf8')).trim()
    await until('the end of what it left', () => runs(pid), (is) => !is)
  })

  it('that prints without end is ended, whichever way it prints', async () => {
    const [out, err] = [await program('yes', 'exec yes'), await program('yes-err', 'yes >&2')]
    expect([await run(out), await run(err)]).toEqual([out, err].map((path) => ({ ok: false, detail: `${path} printed more than 64\u202fKiB and was ended.` })))
    const much = await program('much', 'head -c 65536 /dev/zero')
    expect(await run(much)).toEqual({ ok: true })
  })

  it('is refused when it is not there, is no program, or has no absolute path', async () => {
    const plain = await program('no-program', 'exit 0', 0o600)
    const broken = at('broken')
    await writeFile(broken, '#!/no/such/interpreter\n', { mode: 0o700 })
    expect([await run(at('none')), await run(`${plain}/below`), await run('./hook'), await run(folder.path), await run(plain, {}), await run(broken)]).toEqual([
      { ok: false, detail: `${at('none')} does not exist.` }, { ok: false, detail: `${plain}/below does not exist.` }, { ok: false, detail: './hook was not run: it is not an absolute path.' },
      { ok: false, detail: `${folder.path} was not run: it is not a file.` },
      { ok: false, detail: `${plain} could not be run: it is not marked as a program, or this user may not run it.` }, { ok: false, detail: `${broken} could not be started: the program that its first line names does not exist.` }
    ])
    expect(await run(await program('odd', 'exit 0'), { args: ['a\0b'] })).toMatchObject({ ok: false, detail: expect.stringMatching(/could not be started/) as unknown })
  })

  it('is refused when everybody may change it, or what is in its folder', async () => {
    const open = await program('open', 'touch "$0.ran"', 0o777)
    await symlink(open, at('link'))
    await mkdir(at('loose'))
    const inside = await program('loose/hook', 'touch "$0.ran"')
    await chmod(at('loose'), 0o777)
    expect([await run(open), await run(at('link')), await run(inside)]).toEqual([
      { ok: false, detail: `${open} was not run: everybody on this computer may change ${open}.` }, { ok: false, detail: `${at('link')} was not run: everybody on this computer may change ${open}.` },
      { ok: false, detail: `${inside} was not run: everybody on this computer may change ${at('loose')}.` }
    ])
    expect([existsSync(`${open}.ran`), existsSync(`${inside}.ran`)]).toEqual([false, false])
    await chmod(at('loose'), 0o1777)
    expect(await run(inside)).toEqual({ ok: true })
  })
})
