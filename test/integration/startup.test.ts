import { execFile } from 'node:child_process'
import { chmod, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { root } from '../../scripts/lib/paths.mjs'
import { linuxStartup } from '../../src/main/adapters/node-startup-linux'
import { macStartup } from '../../src/main/adapters/node-startup-mac'
import type { Startup } from '../../src/main/ports/startup'
import { scratch, until } from '../servers/process'

const run = promisify(execFile)
const script = join(root, 'resources', 'supervise.sh')

interface Home {
  readonly path: string; readonly config: string; readonly runtime: string; readonly asked: readonly string[]
  readonly at: (name: string) => string; readonly startup: (words: readonly string[], env?: Readonly<Record<string, string>>) => Startup; readonly remove: () => Promise<void>
}
const aHome = async ({ manager = false } = {}): Promise<Home> => {
  const { path, remove } = await scratch('startup')
  const [config, runtime, asked] = [join(path, '.config'), join(path, 'run'), [] as string[]]
  await mkdir(join(runtime, 'systemd'), { recursive: true })
  if (manager) await writeFile(join(runtime, 'systemd', 'private'), '')
  return {
    path, config, runtime, asked, remove, at: (name) => join(config, name),
    startup: (words, env = {}) => linuxStartup({
      launch: { words, env: {} }, script, copyOf: null, icon: '/icon.png', usageCode: 64, home: path, env: { XDG_RUNTIME_DIR: runtime, ...env }, systemctl: (...args) => { asked.push(args.join(' ')) }
    })
  }
}
const ENTRY = 'autostart/garda.desktop'
const UNIT = 'systemd/user/garda.service'
const LINK = 'systemd/user/graphical-session.target.wants/garda.service'
const NOTHING = { place: '', differs: false, now: null, detail: '' }

test('without a user manager an autostart entry starts the supervisor; what the system has is what is told', async () => {
  const home = await aHome()
  const startup = home.startup(['/opt/garda', '--at-login'])
  const off = await startup.read()
  expect([await startup.set(true), await readdir(home.config)]).toEqual([{ ok: true, reason: '' }, ['autostart']])
  const on = await startup.read()
  const entry = await readFile(home.at(ENTRY), 'utf8')
  expect(entry.split('\n').find((line) => line.startsWith('Exec='))).toBe(`Exec="/bin/sh" "${script}" "--unit" "garda.service" "--" "/opt/garda" "--at-login"`)
  const other = await home.startup(['/elsewhere/garda', '--at-login'], { GARDA_SUPERVISOR: 'supervisor' }).read()
  await writeFile(home.at(ENTRY), entry.replace('enabled=true', 'enabled=false'))
  const turnedOff = await startup.read()
  await rm(home.at(ENTRY))
  const deleted = await startup.read()
  const isOff = { ...NOTHING, state: 'off', by: 'xdg', restarts: 'supervisor' }
  const isOn = { ...isOff, state: 'on', place: home.at(ENTRY) }
  expect([off, on, other, turnedOff, deleted]).toEqual([isOff, isOn, { ...isOn, differs: true, now: 'supervisor' }, isOff, isOff])
  await home.remove()
})

test('with a user manager there is a unit of the graphical session, too, and nothing is left when it is turned off', async () => {
  const home = await aHome({ manager: true })
  const startup = home.startup(['/opt/my apps/50%/gar$da', '--at-login'])
  const off = await startup.read()
  expect(await startup.set(true)).toEqual({ ok: true, reason: '' })
  // a second time nothing is in the way
  expect(await startup.set(true)).toEqual({ ok: true, reason: '' })
  const on = await startup.read()
  expect(await readFile(home.at(LINK), 'utf8')).toBe(await readFile(home.at(UNIT), 'utf8'))
  await rm(home.at(ENTRY))
  const byUnit = await startup.read()
  expect(await startup.set(true)).toEqual({ ok: true, reason: '' })
  await rm(home.at(LINK))
  const byEntry = await startup.read()
  await rm(home.at(UNIT))
  const alone = await startup.read()
  expect(await startup.set(true)).toEqual({ ok: true, reason: '' })
  await rm(home.at(UNIT))
  await symlink('/dev/null', home.at(UNIT))
  await rm(home.at(ENTRY))
  const masked = await startup.read()
  expect(await startup.set(false)).toEqual({ ok: true, reason: '' })
  expect([await readdir(home.at('autostart')), await readdir(home.at('systemd/user')), await readdir(home.at('systemd/user/graphical-session.target.wants'))]).toEqual([[], ['graphical-session.target.wants'], []])
  const isOff = { ...NOTHING, state: 'off', by: 'systemd', restarts: 'systemd' }
  const isOn = { ...isOff, state: 'on', place: home.at(UNIT) }
  expect([off, on, byUnit, byEntry, alone, masked, await startup.read()]).toEqual([isOff, isOn, isOn, { ...isOn, by: 'xdg', place: home.at(ENTRY) }, { ...isOn, by: 'xdg', place: home.at(ENTRY), restarts: 'supervisor' }, isOff, isOff])
  expect(home.asked).toEqual(Array.from({ length: 5 }, () => '--user daemon-reload'))
  // a run of systemd's keeps what systemd knows of it
  await home.startup(['/opt/garda'], { GARDA_SUPERVISOR: 'systemd' }).set(false)
  expect(home.asked.length).toBe(5)
  await home.remove()
})

test('what cannot be written, removed or read is named', async () => {
  const home = await aHome()
  await writeFile(home.config, '')
  const startup = home.startup(['/opt/garda'])
  expect([await startup.set(true), await startup.set(false), (await startup.read()).state]).toEqual([{ ok: false, reason: expect.stringMatching(`^${home.at(ENTRY)} could not be written: E(NOTDIR|EXIST)$`) }, { ok: true, reason: '' }, 'off'])
  await rm(home.config)
  await mkdir(home.at(ENTRY), { recursive: true })
  expect([await startup.set(true), await startup.set(false), await startup.read()]).toEqual([
    { ok: false, reason: `${home.at(ENTRY)} could not be written: EISDIR` }, { ok: false, reason: expect.stringContaining(`${home.at(ENTRY)} could not be removed: `) },
    { ...NOTHING, state: 'unknown', by: null, place: home.at(ENTRY), restarts: null, detail: `${home.at(ENTRY)} could not be read: EISDIR` }
  ])
  await home.remove()
})

test('GLib starts the very words from the entry, by the supervisor; systemd finds nothing wrong with the unit', async () => {
  const home = await aHome({ manager: true })
  const folder = join(home.path, 'my "apps" 50% $HOME `x` \\y; & 100%%')
  await mkdir(folder)
  const [program, told] = [join(folder, 'gar=da'), join(home.path, 'told')]
  await writeFile(program, `#!/bin/sh\n{ printf '%s\\n' "$GARDA_SUPERVISOR" "$@"; echo .; } > '${told}'\n`)
  await chmod(program, 0o755)
  const words = ['--at-login', '--config', join(folder, 'garda.yaml'), '%f %% $x']
  const env = { PATH: process.env['PATH'], HOME: home.path, XDG_RUNTIME_DIR: home.runtime }
  expect(await home.startup([program, ...words]).set(true)).toEqual({ ok: true, reason: '' })
  const { stderr } = await run('systemd-analyze', ['verify', '--user', home.at(UNIT)], { env })
  expect(stderr).toBe('')
  // this home's user manager is none that answers
  await run('gio', ['launch', home.at(ENTRY)], { env })
  const lines = await until('what it was started with', () => readFile(told, 'utf8').catch(() => ''), (text) => text.endsWith('.\n'))
  expect(lines.split('\n')).toEqual(['supervisor', ...words, '.', ''])
  await home.remove()
})

test('on macOS a launch agent is written and taken away; the settings of the system may have turned it off', async () => {
  const home = await aHome()
  let disabled = ''
  const startup = (words: readonly string[]): Startup => macStartup({ launch: { words, env: {} }, home: home.path, env: {}, disabled: () => Promise.resolve(disabled) })
  const own = startup(['/Applications/Garda.app/Contents/MacOS/Garda', '--at-login'])
  const file = join(home.path, 'Library/LaunchAgents/org.garda.Garda.plist')
  const off = await own.read()
  expect([await own.set(true), await startup(['a', '\u0001']).set(true)]).toEqual([{ ok: true, reason: '' }, { ok: false, reason: 'a path holds a character that the system cannot keep' }])
  const [on, other] = [await own.read(), await startup(['/other']).read()]
  disabled = '\t"org.garda.Garda" => disabled\n'
  const turnedOff = await own.read()
  expect(await own.set(false)).toEqual({ ok: true, reason: '' })
  const isOff = { ...NOTHING, state: 'off', by: 'launchd', restarts: 'launchd' }
  expect([off, on, other, turnedOff, await own.read()]).toEqual([isOff, { ...isOff, state: 'on', place: file }, { ...isOff, state: 'on', place: file, differs: true }, { ...isOff, place: file, detail: 'It was turned off in the settings of the system.' }, isOff])
  await home.remove()
})
