import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { ensureBuilt } from '../../scripts/lib/build.mjs'
import { root } from '../../scripts/lib/paths.mjs'
import { scratch } from '../servers/process'

type Ended = { readonly code: number; readonly out: string; readonly err: string }

const { DISPLAY: _x, WAYLAND_DISPLAY: _wayland, INIT_CWD: _cwd, npm_config_loglevel: _level, ...plain } = process.env

/** Runs a command to its end, as on a machine without a display and for a person who has told npm nothing. */
const ended = async (command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> => {
  const child = spawn(command, args, { cwd: root, env: { ...plain, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => { out += chunk.toString() })
  child.stderr.on('data', (chunk: Buffer) => { err += chunk.toString() })
  const [code] = await once(child, 'close') as [number]
  return { code, out, err }
}

/** `npm start`'s script. */
const start = (...args: readonly string[]): Promise<Ended> => ended(process.execPath, ['scripts/start.mjs', ...args])

beforeAll(() => ensureBuilt(), 120_000)

test('the version is one line and needs no Electron', async () => {
  expect(await start('--version')).toEqual({ code: 0, out: expect.stringMatching(/^Garda \d+\.\d+\.\d+\n$/), err: '' })
})

test.each([
  ['--nonsense', 'garda: unknown option --nonsense (--help lists them all)\n'],
  ['--size 1x1', 'garda: --size needs --screenshot\n'],
  ['--screenshot x.png --view overview --size 1x1', 'garda: --size WxH: "1x1" is not a size from 320x240 to 7680x4320\n'],
  ['--screenshot x.png --view foo', expect.stringMatching(/^garda: --view NAME: "foo" is not one of [^\n]+\n$/)],
  ['--disable-gpu', 'garda: unknown option --disable-gpu (--help lists them all)\n']
])('without a display, too, %s is one line and 64', async (line, err) => {
  expect(await start(...line.split(' '))).toEqual({ code: 64, out: '', err })
})

test('without a display it says so and watches in the terminal', async () => {
  const child = spawn(process.execPath, ['scripts/start.mjs', '--demo'], { cwd: root, env: plain, stdio: ['ignore', 'pipe', 'pipe'] })
  let err = ''
  child.stderr.on('data', (chunk: Buffer) => { err += chunk.toString() })
  await once(child.stdout, 'data')
  child.kill('SIGTERM')
  const [code] = await once(child, 'close') as [number]
  expect({ code, err }).toEqual({ code: 0, err: 'garda: there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set): watching in the terminal\n' })
})

test('a screenshot cannot be drawn without a display', async () => {
  expect(await start('--screenshot', 'x.png', '--view', 'overview')).toEqual({ code: 1, out: '', err: expect.stringMatching(/^garda: a screenshot needs a display; [^\n]*xvfb-run[^\n]*\n$/) })
})

test('one look at this computer is one document on standard output, and its exit code is a monitoring plugin\'s', async () => {
  const { path, remove } = await scratch('start')
  const { code, out } = await start('--headless', '--once', '--json', '--user-data-dir', path)
  await remove()
  expect([0, 1, 2, 3]).toContain(code)
  expect(JSON.parse(out)).toMatchObject({ schema: 'garda.state/1' })
})

test('typed as the README has it, npm adds nothing to the one document on standard output', async () => {
  const { path, remove } = await scratch('start')
  const { code, out, err } = await ended('npm', ['start', '--', '--headless', '--once', '--json'], { HOME: path, XDG_CONFIG_HOME: path })
  await remove()
  expect([0, 1, 2, 3], err).toContain(code)
  expect(JSON.parse(out)).toMatchObject({ schema: 'garda.state/1' })
})

test('in the terminal, too, paths are relative to where they are typed', async () => {
  const { path, remove } = await scratch('start')
  await writeFile(join(path, 'team.yaml'), 'thisComputer: false\n')
  const { code, out } = await ended(process.execPath, ['scripts/start.mjs', '--headless', '--once', '--config', 'team.yaml', '--user-data-dir', 'own'], { INIT_CWD: path })
  const own = await readdir(join(path, 'own'))
  await remove()
  expect({ code, out, own }).toEqual({ code: 3, out: expect.stringContaining('No source is configured.'), own: [expect.stringMatching(/^provision-/)] })
})
