import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { ensureBuilt } from './build.mjs'
import { ensureOldTypes } from './old-types.mjs'
import { keep, out, root } from './paths.mjs'
import { nothing, outcomeFile } from './report.mjs'
import { Refusal } from './say.mjs'

/**
 * @typedef {import('./report.mjs').Outcome} Outcome
 * @typedef {object} Suite
 * @property {string} name as `npm test -- NAME` takes it
 * @property {'check' | 'run'} kind checks only read, so they run side by side; runs want the machine for themselves
 * @property {'programs' | 'nothing'} needs programs: a desktop and servers, which only Linux has here
 * @property {() => Promise<Outcome>} work
 */

const longest = 20 * 60_000
const tool = (/** @type {string} */ path) => join(root, 'node_modules', path)

/**
 * @param {readonly string[]} args for Node
 * @param {{ readonly env?: NodeJS.ProcessEnv, readonly live?: boolean }} [options] live: show its output while it runs
 * @returns {Promise<{ readonly ok: boolean, readonly said: string }>}
 */
const node = (args, { env = {}, live = false } = {}) => new Promise((resolve, reject) => {
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env }, stdio: live ? 'inherit' : ['ignore', 'pipe', 'pipe'], timeout: longest })
  let said = ''
  const hear = (/** @type {Buffer} */ chunk) => { said += chunk.toString() }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  child.once('error', reject)
  child.once('close', (code) => { resolve({ ok: code === 0, said: said.trim() }) })
})

/**
 * A check passes or fails as one.
 * @param {string} name
 * @param {() => Promise<{ readonly ok: boolean, readonly said: string }>} work
 * @returns {() => Promise<Outcome>}
 */
const check = (name, work) => async () => {
  try {
    const { ok, said } = await work()
    if (ok) return { ...nothing, passed: 1 }
    process.stdout.write(`\n── ${name} ──\n${said}\n`)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    process.stdout.write(`\n── ${name} ──\n${error.said}\n${error.message}\n`)
  }
  return { ...nothing, failed: [name] }
}

/**
 * Runs a test runner that leaves its outcome by one of our reporters.
 * @param {string} name
 * @param {readonly string[]} args
 * @returns {() => Promise<Outcome>}
 */
const runner = (name, args) => async () => {
  const folder = mkdtempSync(join(tmpdir(), 'garda-test-'))
  const file = join(folder, 'outcome.json')
  try {
    const { ok } = await node(args, { env: { [outcomeFile]: file }, live: true })
    /** @type {Outcome} */
    const outcome = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : nothing
    // a runner that fails without naming a test has not run as it should
    return ok || outcome.failed.length > 0 ? outcome : { ...outcome, failed: [`${name} did not run to its end`] }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const vitest = (/** @type {string} */ name, /** @type {readonly string[]} */ ...folders) =>
  runner(name, [tool('vitest/vitest.mjs'), 'run', '--reporter=default', '--reporter=./scripts/lib/vitest-reporter.mjs', ...folders])

/**
 * Every file that a built file loads, itself included, by following its relative requires.
 * @param {string} file
 * @param {Set<string>} [seen]
 * @returns {Set<string>}
 */
const loadedBy = (file, seen = new Set()) => {
  if (seen.has(file)) return seen
  seen.add(file)
  for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(/require\("(\.[^"]+)"\)/g)) loadedBy(join(dirname(file), path), seen)
  return seen
}

const build = async () => {
  await ensureBuilt({ always: true })
  const offenders = [...loadedBy(join(out, 'main', 'headless.cjs'))].filter((file) => readFileSync(file, 'utf8').includes('require("electron")'))
  return { ok: offenders.length === 0, said: `the terminal face loads Electron through ${offenders.join(', ')}` }
}

/** @type {readonly Suite[]} */
export const suites = [
  { name: 'lint', kind: 'check', needs: 'nothing', work: check('lint', () => node([tool('eslint/bin/eslint.js'), '.', '--max-warnings=0', '--cache', '--cache-location', join(keep, 'eslint/')])) },
  { name: 'types', kind: 'check', needs: 'nothing', work: check('types', () => node([tool('typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.json'])) },
  {
    name: 'old-types', kind: 'check', needs: 'nothing', work: check('old-types', async () => {
      await ensureOldTypes()
      return node([tool('typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.old-runtime.json'])
    })
  },
  { name: 'imports', kind: 'check', needs: 'nothing', work: check('imports', () => node([tool('dependency-cruiser/bin/dependency-cruise.mjs'), 'src', '--config', '.dependency-cruiser.cjs'])) },
  { name: 'dead-code', kind: 'check', needs: 'nothing', work: check('dead-code', () => node([tool('knip/bin/knip.js'), '--no-progress'])) },
  { name: 'unit', kind: 'run', needs: 'nothing', work: vitest('unit', 'test/unit', 'test/sim') },
  { name: 'build', kind: 'run', needs: 'nothing', work: check('build', build) },
  { name: 'integration', kind: 'run', needs: 'programs', work: vitest('integration', 'test/contract', 'test/integration') },
  { name: 'e2e', kind: 'run', needs: 'programs', work: runner('e2e', [tool('@playwright/test/cli.js'), 'test', '--reporter=list,./scripts/lib/playwright-reporter.mjs']) },
  { name: 'soak', kind: 'run', needs: 'programs', work: runner('soak', [tool('@playwright/test/cli.js'), 'test', '--config', 'playwright.soak.config.ts', '--reporter=list,./scripts/lib/playwright-reporter.mjs', 'short.soak', 'hidden.soak']) }
]
