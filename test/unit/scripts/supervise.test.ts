import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { root } from '../../../scripts/lib/paths.mjs'

const folder = mkdtempSync(join(tmpdir(), 'garda-supervise-'))
afterAll(() => { rmSync(folder, { recursive: true, force: true }) })
let nth = 0
const fresh = (): string => join(folder, `${nth++}`)

type Run = { readonly code: number | null; readonly said: readonly string[]; readonly runs: number }
type WhileRuns = (pid: number, hear: (text: string) => Promise<void>) => Promise<void>
/** Watches over a line of shell, in which `$runs` counts how often it was started. What is said of its own is what begins with its name. */
const supervised = async (line: string, options: readonly string[] = [], env: NodeJS.ProcessEnv = {}, whileRuns?: WhileRuns): Promise<Run> => {
  const count = fresh()
  writeFileSync(count, '')
  const child = spawn('sh', [join(root, 'resources', 'supervise.sh'), ...options, '--', 'sh', '-c', `echo run >> "${count}"; runs=$(grep -c run "${count}"); ${line}`],
    { env: { PATH: process.env['PATH'], XDG_RUNTIME_DIR: folder, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let [out, err] = ['', '']
  const heard = new Set<() => void>()
  child.stdout.on('data', (chunk: Buffer) => { out += chunk.toString(); for (const one of heard) one() })
  child.stderr.on('data', (chunk: Buffer) => { err += chunk.toString(); for (const one of heard) one() })
  const hear = (text: string): Promise<void> => new Promise((resolve) => {
    const look = (): void => { if (`${out}${err}`.includes(text)) { heard.delete(look); resolve() } }
    heard.add(look)
    look()
  })
  const ended = once(child, 'close') as Promise<[number | null]>
  await whileRuns?.(child.pid!, hear)
  const [code] = await ended
  return { code, said: err.split('\n').filter((text) => text.startsWith('garda: ')).map((text) => text.slice('garda: '.length)), runs: readFileSync(count, 'utf8').split('run').length - 1 }
}

describe.skipIf(process.platform === 'win32')('what restarts Garda where nothing else does', () => {
  it('starts it again after each abnormal end, and gives up where they are too many, with the code of the last', async () => {
    expect(await supervised('kill -9 $$', ['--delay', '0', '--limit', '3'])).toEqual({
      code: 137, runs: 3, said: [
        'it ended abnormally with code 137 (1 of 3 within 300 s); starting it again in 0 s', 'it ended abnormally with code 137 (2 of 3 within 300 s); starting it again in 0 s',
        'it ended abnormally 3 times within 300 s, last with code 137: giving up. Nothing is watched until Garda is started again.'
      ]
    })
  })

  it('counts only those of the last while', async () => {
    expect(await supervised('[ "$runs" -lt 7 ] && exit 1; exit 0', ['--delay', '0', '--limit', '2', '--within', '0'])).toMatchObject({ code: 0, runs: 7 })
  })

  it('takes a quit for an end, and what was typed wrongly; starts anew when it is asked to, however often', async () => {
    expect([await supervised('exit 0'), await supervised('exit 64'), await supervised('kill -TERM $$'), await supervised('[ "$runs" -lt 9 ] && exit 75; exit 0', ['--limit', '2']), await supervised('exec /nowhere/garda')]).toEqual([
      { code: 0, runs: 1, said: [] }, { code: 64, runs: 1, said: [] }, { code: 0, runs: 1, said: [] },
      { code: 0, runs: 9, said: Array.from({ length: 8 }, () => 'it asks to be started anew') },
      { code: expect.toSatisfy((code: number) => code === 126 || code === 127), runs: 1, said: ['sh cannot be started; giving up'] }
    ])
  })

  it('waits twice as long each time', async () => {
    const { said } = await supervised('exit 3', ['--delay', '1', '--limit', '3'])
    expect(said.slice(0, 2)).toEqual(['it ended abnormally with code 3 (1 of 3 within 300 s); starting it again in 1 s', 'it ended abnormally with code 3 (2 of 3 within 300 s); starting it again in 2 s'])
  })

  it('passes on that it is to end, while it runs and while it waits', async () => {
    const running = await supervised('trap "echo bye; exit 0" TERM; echo up; while :; do sleep 0.1; done', [], {}, async (pid, hear) => { await hear('up'); process.kill(pid, 'SIGTERM'); await hear('bye') })
    const waiting = await supervised('exit 3', ['--delay', '50'], {}, async (pid, hear) => { await hear('in 50 s'); process.kill(pid, 'SIGTERM') })
    expect([running, waiting]).toEqual([{ code: 0, runs: 1, said: [] }, { code: 0, runs: 1, said: ['it ended abnormally with code 3 (1 of 5 within 300 s); starting it again in 50 s'] }])
  })

  it('ends, too, when it is asked to in the moment before it waits', async () => {
    const bin = mkdtempSync(join(folder, 'bin-'))
    writeFileSync(join(bin, 'date'), '#!/bin/sh\nkill -TERM "$PPID"\necho 1\n')
    chmodSync(join(bin, 'date'), 0o755)
    expect(await supervised('exit 3', ['--delay', '50'], { PATH: `${bin}:${process.env['PATH']}` })).toMatchObject({ code: 0, runs: 1 })
  })

  it('ends with the desktop', async () => {
    const socket = join(folder, 'wayland-7')
    const server = createServer().listen(socket)
    await once(server, 'listening')
    const run = await supervised(`rm "${socket}"; exit 1`, ['--delay', '0'], { WAYLAND_DISPLAY: 'wayland-7' })
    server.close()
    expect(run).toEqual({ code: 0, runs: 1, said: ['it ended abnormally with code 1 (1 of 5 within 300 s); starting it again in 0 s', 'the desktop is gone: nothing to start it on'] })
  })

  it('tells Garda what watches over it', async () => {
    const place = fresh()
    await supervised(`echo "$GARDA_SUPERVISOR" > "${place}"`)
    expect(readFileSync(place, 'utf8')).toBe('supervisor\n')
  })

  it('leaves it to systemd where that has the unit, and does it itself where it cannot', async () => {
    const bin = mkdtempSync(join(folder, 'bin-'))
    const calls = join(bin, 'calls')
    const systemctl = (line: string): void => { writeFileSync(join(bin, 'systemctl'), `#!/bin/sh\necho "$*" >> "${calls}"\n${line}\n`); chmodSync(join(bin, 'systemctl'), 0o755) }
    const env = { PATH: `${bin}:${process.env['PATH']}` }
    systemctl('exit 0')
    const left = await supervised('exit 0', ['--unit', 'garda.service'], env)
    const asked = readFileSync(calls, 'utf8').trim().split('\n')
    systemctl('[ "$2" != start ]')
    const refused = await supervised('exit 0', ['--unit', 'garda.service'], env)
    systemctl('exit 1')
    const unknown = await supervised('exit 0', ['--unit', 'garda.service'], env)
    expect([left, asked, refused, unknown]).toEqual([
      { code: 0, runs: 0, said: [] },
      ['--user cat garda.service', '--user import-environment DISPLAY WAYLAND_DISPLAY XAUTHORITY XDG_CURRENT_DESKTOP XDG_SESSION_TYPE DBUS_SESSION_BUS_ADDRESS', '--user reset-failed garda.service', '--user start garda.service'],
      { code: 0, runs: 1, said: ['garda.service could not be started by systemd; watching over it here'] },
      { code: 0, runs: 1, said: [] }
    ])
  })

  it('says what is wrong with how it was typed', async () => {
    const typed = async (...options: readonly string[]): Promise<unknown> => { const { code, said } = await supervised('exit 0', options); return [code, ...said] }
    expect([await typed('--delay', 'soon'), await typed('--limit', '0'), await typed('--often')]).toEqual([[64, '--delay: "soon" is no number'], [64, '--limit: at least 1'], [64, 'unknown option --often']])
  })
})
