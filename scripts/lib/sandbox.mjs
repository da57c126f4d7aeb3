// Chromium's sandbox needs either user namespaces for ordinary users, which Ubuntu from 24.04 and many containers withhold,
// or its helper owned by root. Without both Electron ends with a message for those who build Chromium: we look first.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { asRoot, quoted } from './as-root.mjs'
import { ask } from './run.mjs'
import { runtimeEnv } from './runtime.mjs'
import { Refusal } from './say.mjs'

const restriction = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns'

/** AppArmor may allow namespaces program by program; then what another program may do says nothing of Electron. */
const byProgram = () => existsSync(restriction) && readFileSync(restriction, 'utf8').trim() !== '0'

/** The helper, when root has given it the right to set the sandbox up. */
const helperIsSet = (/** @type {string} */ helper) => {
  const { uid, mode } = statSync(helper)
  return uid === 0 && (mode & 0o4000) !== 0
}

/** Electron answers its version only after it has set the sandbox up: slower than to ask the kernel, and the last word. */
const electronStarts = (/** @type {string} */ execPath) => spawnSync(execPath, ['--version'], { stdio: 'ignore', env: runtimeEnv() }).status === 0

/**
 * @param {string | null} helper the runtime's own, if it has one
 * @param {(commands: readonly string[]) => string} line makes the line to type
 */
export const sandboxRefusal = (helper, line) => {
  const without = 'ELECTRON_NO_SANDBOX=1 npm start'
  const why = 'Electron\'s sandbox cannot start: this system lets ordinary users have no namespaces of their own'
  if (helper === null) return `${why}. Without the sandbox, at your own risk: ${without}`
  return `${why}. Type this once, then start again:\n\n  ${line([`chown root:root ${quoted(helper)}`, `chmod 4755 ${quoted(helper)}`])}\n\nWhere you cannot be root, without the sandbox, at your own risk: ${without}`
}

/**
 * Refuses with the line to type when Electron could not start for want of its sandbox.
 * @param {import('./runtime.mjs').Runtime} runtime
 */
export const ensureSandbox = ({ execPath, distPath }) => {
  if (process.platform !== 'linux' || 'ELECTRON_DISABLE_SANDBOX' in runtimeEnv()) return
  const helper = join(distPath, 'chrome-sandbox')
  const has = existsSync(helper)
  if (has && helperIsSet(helper)) return
  if (!byProgram() && ask('unshare', ['--user', '--map-root-user', 'true']).ok) return
  if (!electronStarts(execPath)) throw new Refusal(sandboxRefusal(has ? helper : null, asRoot))
}
