// What the operating system must have: found out by looking, installed by apt-get as root, else said as a line to type.
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { asRoot, isRoot } from './as-root.mjs'
import { ask, hasProgram, setUp } from './run.mjs'
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
 * @param {readonly (readonly string[])[]} wanted newest name first
 * @param {string} policy what `apt-cache policy` says of all names; nothing where the package lists were never read
 * @param {boolean} renamed whether this distribution is one that renamed packages for 64-bit time: decides where `policy` does not
 * @returns {{ readonly names: readonly string[], readonly unknown: boolean }} unknown: `policy` has none of the names of some package
 */
export const choosePackages = (wanted, policy, renamed) => {
  const available = new Set([...policy.matchAll(/^(\S+):\n(?: {2}Installed:.*\n) {2}Candidate: (?!\(none\))/gm)].map(([, name]) => name))
  const chosen = wanted.map((names) => names.find((name) => available.has(name)))
  const likely = (/** @type {readonly string[]} */ names) => names.at(renamed ? 0 : -1) ?? ''
  return { names: [...new Set(wanted.map((names, index) => chosen[index] ?? likely(names)))], unknown: chosen.includes(undefined) }
}

const choose = (/** @type {readonly (readonly string[])[]} */ wanted) => {
  const policy = ask('apt-cache', ['policy', ...new Set(wanted.flat())]).out
  // apt itself stands on renamed packages there
  return choosePackages(wanted, policy, ask('dpkg-query', ['-W', 'lib*t64']).ok)
}

/**
 * What apt complains of in all that it said, for people: one line each, eight at most.
 * @param {string} said
 */
export const complaints = (said) => [...new Set(said.split('\n').filter((line) => /^(E: |W: |Err:)/.test(line)))].slice(0, 8).join('\n')

/** Tells Debian's packages not to start their services while we install them: only the programs are wanted. */
const withoutServices = async (/** @type {() => Promise<string>} */ work) => {
  const policy = '/usr/sbin/policy-rc.d'
  if (existsSync(policy)) return work()
  writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try { return await work() } finally { rmSync(policy, { force: true }) }
}

const apt = (/** @type {string} */ command, /** @type {readonly string[]} */ ...args) =>
  setUp('apt-get', [command, '-q', '-o', 'DPkg::Lock::Timeout=300', ...args], { env: { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' }, quiet: true })

/**
 * Installs packages of the distribution, or refuses with the line to type.
 * @param {string} what for people: what they are needed for
 * @param {readonly (readonly string[])[]} wanted alternatives per package
 */
const install = async (what, wanted) => {
  if (!ask('apt-get', ['--version']).ok) throw new Refusal(`${what} needs more of this system; install with its package manager what Debian calls: ${choose(wanted).names.join(' ')}`)
  const line = () => asRoot(['apt-get update', `apt-get install -y --no-install-recommends ${choose(wanted).names.join(' ')}`])
  if (!isRoot()) throw new Refusal(`${what} needs more of this system. Type this, then start again:\n\n  ${line()}\n`)
  let said = ''
  const update = async () => { said += `${await apt('update')}\n` } // it ends well even where it could read nothing
  try {
    if (choose(wanted).unknown) await step('reading package lists', update)
    const add = () => withoutServices(() => apt('install', '-y', '--no-install-recommends', ...choose(wanted).names))
    await step(`installing for ${what}: ${choose(wanted).names.join(' ')}`, async () => {
      try { await add() } catch (error) {
        if (!(error instanceof Refusal)) throw error
        say('once more with fresh package lists')
        await update()
        await add()
      }
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const why = complaints(`${said}${error.said}`)
    throw new Refusal(`${what} needs more of this system, and ${error.message}. Once that is mended (is the network there?), start again or type this:\n\n  ${line()}\n`, { said: why === '' ? error.said : why })
  }
}

/**
 * Sees to all that is needed of a Linux system at once, so that there is one line to type at most; other systems bring theirs.
 * @param {string} what for people: what it is needed for
 * @param {{ readonly electron: string, readonly programs?: Readonly<Record<string, readonly string[]>> }} needs
 *   electron: the binary whose libraries are looked for; programs: program → Debian package, or the names it has had, newest first
 */
export const ensureSystem = async (what, { electron, programs = {} }) => {
  if (process.platform !== 'linux') return
  const libraries = missingLibraries(electron)
  const strangers = libraries.filter((name) => packageOfLibrary[name] === undefined)
  if (strangers.length > 0) throw new Refusal(`Electron needs libraries that are missing here, and which package brings them is not known: ${strangers.join(' ')}`)
  const wanted = [
    ...Object.entries(programs).filter(([program]) => !hasProgram(program)).map(([, names]) => names),
    ...libraries.map((name) => packageOfLibrary[name] ?? [])
  ]
  if (wanted.length === 0) return
  await install(what, wanted)
  const still = missingLibraries(electron)
  if (still.length > 0) throw new Refusal(`Electron still lacks ${still.join(' ')}`)
}
