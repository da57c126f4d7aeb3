import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { root } from '../../../scripts/lib/paths.mjs'
import { findRuntime, runtimeEnv } from '../../../scripts/lib/runtime.mjs'
import type { Desktop } from '../../servers/desktop'

const LONGEST_MS = 40_000

type Ended = { readonly code: number | null; readonly out: string; readonly err: string }

const toItsEnd = async (command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> => {
  const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => { out += chunk.toString() })
  child.stderr.on('data', (chunk: Buffer) => { err += chunk.toString() })
  const insist = setTimeout(() => { err += 'ended by the test'; child.kill('SIGKILL') }, LONGEST_MS)
  const [code] = await once(child, 'close') as [number | null]
  clearTimeout(insist)
  return { code, out, err }
}

/** Runs the built Garda on a desktop as a person types it, for launches that end by themselves. Fails when it has not ended after 40 s. */
export const runGarda = async (desktop: Desktop, home: string, args: readonly string[], env: Readonly<Record<string, string>> = {}, preload?: string): Promise<Ended> => {
  const runtime = findRuntime()
  if (runtime === null) throw new Error('no Electron runtime: run `npm test -- e2e`')
  return toItsEnd(runtime.execPath, [...(preload === undefined ? [] : ['-r', preload]), root, '--user-data-dir', home, ...args], { ...process.env, ...runtimeEnv(), HOME: home, XDG_RUNTIME_DIR: home, ...desktop.env, ...env })
}

/** The same by `npm start`'s script, typed in a folder. */
export const startGarda = (desktop: Desktop, folder: string, args: readonly string[]): Promise<Ended> =>
  toItsEnd(process.execPath, ['scripts/start.mjs', ...args], { ...process.env, INIT_CWD: folder, HOME: folder, XDG_RUNTIME_DIR: folder, ...desktop.env })
