import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { basename } from 'node:path'
import { root } from './paths.mjs'
import { Refusal, say } from './say.mjs'

// npm is a command script there, and those start through a shell only
const needsShell = (/** @type {string} */ command) => process.platform === 'win32' && command === 'npm'

/**
 * Runs a program of set-up to its end; what it says goes to standard error. Refuses when it fails.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ readonly env?: NodeJS.ProcessEnv, readonly quiet?: boolean }} [options] quiet: what it says goes into the answer or the refusal only
 * @returns {Promise<string>} what it said, when quiet
 */
export const setUp = (command, args, { env, quiet = false } = {}) => new Promise((resolve, reject) => {
  const child = spawn(command, args, { cwd: root, env: { ...process.env, ...env }, stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 2, 2], shell: needsShell(command) })
  let said = ''
  const hear = (/** @type {Buffer} */ chunk) => { said += chunk.toString() }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  child.once('error', (error) => reject(new Refusal(`${command}: ${error.message}`)))
  child.once('close', (code, signal) => {
    if (code === 0) resolve(said.trim())
    else reject(new Refusal(`${command} ${args[0] ?? ''} ended with ${signal ?? `code ${code}`}`, { said: said.trim() }))
  })
})

const asked = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/**
 * Hands the terminal over to a program: it has our input and output, and gets the signals we get.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ readonly env?: NodeJS.ProcessEnv, readonly cwd?: string }} [options]
 * @returns {Promise<number>} its exit code; 128 + number for a signal, as shells have it
 */
export const handOver = (command, args, { env = process.env, cwd = root } = {}) => new Promise((resolve, reject) => {
  const child = spawn(command, args, { stdio: 'inherit', env, cwd })
  const passOn = (/** @type {NodeJS.Signals} */ signal) => {
    // a terminal sends Ctrl+C to both of us already, and twice may mean "at once"
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
  }
  for (const signal of asked) process.on(signal, passOn)
  child.once('error', reject)
  child.once('close', (code, signal) => {
    for (const name of asked) process.off(name, passOn)
    // the three are asked for; anything else is a crash, or the kernel that was out of memory
    if (signal !== null && !asked.some((name) => name === signal)) say(`${basename(command)} was ended by ${signal}`)
    resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]))
  })
})

/**
 * Asks a program something short, in English whatever the person's language: the answer is read by us.
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {{ readonly ok: boolean, readonly out: string, readonly problem: string }}
 */
export const ask = (command, args) => {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', cwd: root, env: { ...process.env, LC_ALL: 'C' }, shell: needsShell(command) })
  // a program that could not be started has said nothing
  return error === undefined ? { ok: status === 0, out: stdout, problem: stderr.trim() } : { ok: false, out: '', problem: error.message }
}

/**
 * Whether a program can be started by its name, or a file is there by its path.
 * @param {string} name
 */
export const hasProgram = (name) => (name.startsWith('/') ? existsSync(name) : ask('/bin/sh', ['-c', `command -v ${name}`]).ok)
