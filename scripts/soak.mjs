// `npm run soak -- --hours N`: leaves the real app alone with a real Prometheus and Alertmanager whose alerts come and go, and says whether anything in it grows.
// `npm run soak -- --idle`: what a wall costs while nothing happens. `--write` keeps the table in docs/BENCHMARKS.md.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureBuilt } from './lib/build.mjs'
import { checkNode, ensureDependencies } from './lib/dependencies.mjs'
import { root } from './lib/paths.mjs'
import { programs } from './lib/programs.mjs'
import { handOver } from './lib/run.mjs'
import { ensureRuntime } from './lib/runtime.mjs'
import { ensureSandbox } from './lib/sandbox.mjs'
import { Refusal, runMain } from './lib/say.mjs'
import { ensureSystem } from './lib/system.mjs'

const usage = 'npm run soak -- [--hours N | --idle [--minutes N]] [--write]'

const read = () => {
  try {
    return parseArgs({ options: { hours: { type: 'string' }, idle: { type: 'boolean', default: false }, minutes: { type: 'string' }, write: { type: 'boolean', default: false } } }).values
  } catch (error) {
    throw new Refusal(`${error instanceof Error ? error.message : String(error)}: ${usage}`, { exitCode: 64 })
  }
}

/** In a shorter run everything has a slope. */
const LEAST_HOURS = 0.25

const amount = (/** @type {string} */ name, /** @type {string | undefined} */ text, /** @type {number} */ usual, least = 0.1) => {
  const value = text === undefined ? usual : Number(text)
  if (!(value >= least) || value > 10_000) throw new Refusal(`--${name} ${text ?? ''} is no length, the least is ${least}: ${usage}`, { exitCode: 64 })
  return String(value)
}

await runMain(async () => {
  const { hours, idle, minutes, write } = read()
  if (idle ? hours !== undefined : minutes !== undefined) throw new Refusal(usage, { exitCode: 64 })
  const env = { GARDA_SOAK_HOURS: amount('hours', hours, 1, LEAST_HOURS), GARDA_SOAK_MINUTES: amount('minutes', minutes, 10), ...(write ? { GARDA_BENCH_WRITE: '1' } : {}) }
  if (process.platform !== 'linux') throw new Refusal('the soak reads memory, handles and processor time from the Linux kernel')
  checkNode()
  await ensureDependencies()
  const runtime = await ensureRuntime()
  await ensureSystem('npm run soak', { electron: runtime.execPath, programs })
  ensureSandbox(runtime)
  await ensureBuilt()
  const cli = join(root, 'node_modules', '@playwright', 'test', 'cli.js')
  return handOver(process.execPath, [cli, 'test', '--config', join(root, 'playwright.soak.config.ts'), idle ? 'idle.soak' : 'hours.soak'], { env: { ...process.env, ...env } })
})
