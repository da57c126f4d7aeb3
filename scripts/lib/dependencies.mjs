import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.mjs'
import { setUp } from './run.mjs'
import { Refusal, step } from './say.mjs'

const oldestNode = /** @type {const} */ ([20, 19])

/** Refuses a Node that is too old, in one line instead of a syntax error somewhere deep. */
export const checkNode = () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])) {
    throw new Refusal(`Node ${oldestNode.join('.')} or newer is needed, this is ${process.versions.node}: https://nodejs.org/en/download`)
  }
}

/**
 * @typedef {Readonly<Record<string, { readonly version?: string, readonly optional?: boolean }>>} Packages
 * @param {string} path
 */
const packagesOf = (path) => existsSync(path) ? /** @type {{ packages: Packages }} */ (JSON.parse(readFileSync(path, 'utf8'))).packages : null

/**
 * True when node_modules holds what package-lock.json asks for. npm keeps a list of what it installed, so nothing has to be remembered here.
 * @returns {boolean}
 */
const installed = () => {
  const wanted = packagesOf(join(root, 'package-lock.json'))
  const present = packagesOf(join(root, 'node_modules', '.package-lock.json'))
  if (wanted === null || present === null) return false
  // optional ones are for other machines
  return Object.entries(wanted).every(([path, { version, optional }]) => path === '' || optional === true || present[path]?.version === version)
}

/** Installs the npm packages when they are missing or no longer those of package-lock.json. */
export const ensureDependencies = async () => {
  if (installed()) return
  // the build needs the development packages too, whatever this machine's npm is set to; and what goes wrong here is said although .npmrc keeps npm quiet
  await step('installing npm packages', async () => {
    try { await setUp('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']) } catch (error) {
      if (!(error instanceof Refusal)) throw error
      throw new Refusal(`the npm packages could not be installed (${error.message}). Once that is mended (is the registry there? \`npm config get registry\` names it), start again`)
    }
  })
}
