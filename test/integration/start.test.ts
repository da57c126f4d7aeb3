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

test('without a display it says so and watches in the terminal; an unknown option ends that with 64', async () => {
  const { code, out, err } = await start('--nonsense')
  expect({ code, out, lines: err.trim().split('\n') }).toEqual({ code: 64, out: '', lines: [expect.stringContaining('no display'), expect.stringContaining('--nonsense')] })
})

test('a screenshot cannot be drawn without a display', async () => {
  expect(await start('--screenshot', 'x.png', '--view', 'overview')).toEqual({ code: 1, out: '', err: expect.stringContaining('xvfb-run') })
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
