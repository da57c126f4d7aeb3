// What the operating system must have: found out by looking, installed by apt-get as root, else said as a line to type.
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { ask, setUp } from './run.mjs'
import { Refusal, say, step } from './say.mjs'

/**
 * Debian and Ubuntu packages by the library they bring. Ubuntu 24.04 and Debian 13 renamed some for 64-bit time: the first that exists is taken.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const packageOfLibrary = {
  'libX11.so.6': ['libx11-6'],
  'libX11-xcb.so.1': ['libx11-xcb1'],
  'libXcomposite.so.1': ['libxcomposite1'],
  'libXdamage.so.1': ['libxdamage1'],
  'libXext.so.6': ['libxext6'],
  'libXfixes.so.3': ['libxfixes3'],
  'libXrandr.so.2': ['libxrandr2'],
  'libasound.so.2': ['libasound2t64', 'libasound2'],
  'libatk-1.0.so.0': ['libatk1.0-0t64', 'libatk1.0-0'],
  'libatk-bridge-2.0.so.0': ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
  'libatspi.so.0': ['libatspi2.0-0t64', 'libatspi2.0-0'],
  'libcairo.so.2': ['libcairo2'],
  'libcups.so.2': ['libcups2t64', 'libcups2'],
  'libdbus-1.so.3': ['libdbus-1-3'],
  'libdrm.so.2': ['libdrm2'],
  'libexpat.so.1': ['libexpat1'],
  'libgbm.so.1': ['libgbm1'],
  'libgio-2.0.so.0': ['libglib2.0-0t64', 'libglib2.0-0'],
  'libglib-2.0.so.0': ['libglib2.0-0t64', 'libglib2.0-0'],
  'libgobject-2.0.so.0': ['libglib2.0-0t64', 'libglib2.0-0'],
  'libgtk-3.so.0': ['libgtk-3-0t64', 'libgtk-3-0'],
  'libgdk-3.so.0': ['libgtk-3-0t64', 'libgtk-3-0'],
  'libnspr4.so': ['libnspr4'],
  'libnss3.so': ['libnss3'],
  'libnssutil3.so': ['libnss3'],
  'libsmime3.so': ['libnss3'],
  'libpango-1.0.so.0': ['libpango-1.0-0'],
  'libudev.so.1': ['libudev1'],
  'libxcb.so.1': ['libxcb1'],
  'libxkbcommon.so.0': ['libxkbcommon0']
}

/** Loaded while running, so the loader's list of a binary does not show it; without any of them Chromium ends at once and says nothing. */
const loadedLater = ['libgtk-3.so.0', 'libX11-xcb.so.1']

const isRoot = () => process.getuid?.() === 0

/**
 * Libraries that a Linux binary needs and this machine lacks, such as `libnss3.so`.
 * @param {string} binary
 * @returns {readonly string[]}
 */
const missingLibraries = (binary) => {
  const linked = ask('ldd', [binary])
  if (!linked.ok) throw new Refusal(`${binary} cannot run here: ${linked.problem || linked.out.trim()}`)
  const missing = [...linked.out.matchAll(/^\s*(\S+) => not found/gm)].map(([, name = '']) => name)
  const known = ask('/sbin/ldconfig', ['-p'])
  const late = known.ok ? loadedLater.filter((name) => !known.out.includes(name)) : []
  return [...new Set([...missing, ...late])]
}

/**
 * Of several names for one package, the one this distribution has.
 * @param {readonly (readonly string[])[]} wanted
 * @returns {{ readonly names: readonly string[], readonly unknown: boolean }} unknown: for some there is none (the package lists may be missing)
 */
const choose = (wanted) => {
  const { out } = ask('apt-cache', ['policy', ...new Set(wanted.flat())])
  const available = new Set([...out.matchAll(/^(\S+):\n(?: {2}Installed:.*\n) {2}Candidate: (?!\(none\))/gm)].map(([, name]) => name))
  const chosen = wanted.map((names) => names.find((name) => available.has(name)))
  return { names: [...new Set(chosen.map((name, index) => name ?? wanted[index]?.at(-1) ?? ''))], unknown: chosen.includes(undefined) }
}

/** Tells Debian's packages not to start their services while we install them: only the programs are wanted. */
const withoutServices = async (/** @type {() => Promise<void>} */ work) => {
  const policy = '/usr/sbin/policy-rc.d'
  if (existsSync(policy)) return work()
  writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try { await work() } finally { rmSync(policy, { force: true }) }
}

/**
 * Installs packages of the distribution, or refuses with the line to type.
 * @param {string} what for people: what they are needed for
 * @param {readonly (readonly string[])[]} wanted alternatives per package
 */
const install = async (what, wanted) => {
  if (!ask('apt-get', ['--version']).ok) throw new Refusal(`${what} needs more of this system; install with its package manager what Debian calls: ${choose(wanted).names.join(' ')}`)
  if (!isRoot()) {
    throw new Refusal(`${what} needs more of this system. Type this, then start again:\n\n  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${choose(wanted).names.join(' ')}\n`)
  }
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (/** @type {readonly string[]} */ ...args) => setUp('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=300', ...args], { env, quiet: true })
  if (choose(wanted).unknown) await step('reading package lists', () => apt('update'))
  const { names } = choose(wanted)
  const add = () => withoutServices(() => apt('install', '-y', '--no-install-recommends', ...names))
  await step(`installing for ${what}: ${names.join(' ')}`, async () => {
    try { await add() } catch (error) {
      if (!(error instanceof Refusal)) throw error
      say('once more with fresh package lists')
      await apt('update')
      await add()
    }
  })
}

/**
 * Sees to the system libraries that an Electron binary needs. Only Linux leaves those to us.
 * @param {string} binary
 */
export const ensureLibraries = async (binary) => {
  if (process.platform !== 'linux') return
  const missing = missingLibraries(binary)
  if (missing.length === 0) return
  const stranger = missing.find((name) => packageOfLibrary[name] === undefined)
  if (stranger !== undefined) throw new Refusal(`Electron needs libraries that are missing here: ${missing.join(' ')}`)
  await install('Electron', missing.map((name) => packageOfLibrary[name] ?? []))
  const still = missingLibraries(binary)
  if (still.length > 0) throw new Refusal(`Electron still lacks ${still.join(' ')}`)
}

/**
 * Sees to programs. Refuses when they cannot be had.
 * @param {string} what for people: what they are needed for
 * @param {Readonly<Record<string, readonly string[]>>} programs program → Debian package, or the names it has had
 */
export const ensurePrograms = async (what, programs) => {
  const missing = Object.entries(programs).filter(([program]) => !ask('/bin/sh', ['-c', `command -v ${program}`]).ok)
  if (missing.length > 0) await install(what, missing.map(([, names]) => names))
}
