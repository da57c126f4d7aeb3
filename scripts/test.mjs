// `npm test`: sets up what is missing and runs everything; `npm test -- unit e2e` runs those suites only.
// A suite that fails does not keep the others from running, so that one run shows everything.
import { checkNode, ensureDependencies } from './lib/dependencies.mjs'
import { programs } from './lib/programs.mjs'
import { nothing, plus, summary } from './lib/report.mjs'
import { ensureRuntime } from './lib/runtime.mjs'
import { ensureSandbox } from './lib/sandbox.mjs'
import { Refusal, runMain, say, took } from './lib/say.mjs'
import { suites } from './lib/suites.mjs'
import { ensureSystem } from './lib/system.mjs'

const asked = process.argv.slice(2)
const stranger = asked.find((name) => !suites.some((suite) => suite.name === name))
const chosen = suites.filter(({ name }) => asked.length === 0 || asked.includes(name))
const hasPrograms = process.platform === 'linux'

/**
 * @param {import('./lib/suites.mjs').Suite} suite
 * @returns {Promise<import('./lib/report.mjs').Outcome>}
 */
const run = async ({ name, needs, work }) => {
  if (needs === 'programs' && !hasPrograms) return { ...nothing, skipped: [{ name, reason: `needs a desktop and servers that are set up on Linux only, this is ${process.platform}` }] }
  const start = performance.now()
  say(`${name} …`)
  const outcome = await work()
  say(`${name}: ${summary(outcome)} in ${took(start)}`)
  return outcome
}

/** The slow check (lint) beside all others in turn: two cores are what a small machine has. */
const runChecks = async () => {
  const [slowest, ...others] = chosen.filter(({ kind }) => kind === 'check')
  const inTurn = async () => {
    let total = nothing
    for (const suite of others) total = plus(total, await run(suite))
    return total
  }
  const [one, rest] = await Promise.all([slowest === undefined ? nothing : run(slowest), inTurn()])
  return plus(one, rest)
}

await runMain(async () => {
  if (stranger !== undefined) throw new Refusal(`there is no suite ${stranger}; there are ${suites.map(({ name }) => name).join(', ')}`, { exitCode: 64 })
  checkNode()
  await ensureDependencies()
  if (hasPrograms && chosen.some(({ needs }) => needs === 'programs')) {
    const runtime = await ensureRuntime()
    await ensureSystem('npm test', { electron: runtime.execPath, programs })
    ensureSandbox(runtime)
  }
  // what the person at the keyboard has set for their own Garda must not decide a test
  delete process.env['GARDA_CONFIG']
  delete process.env['ELECTRON_RUN_AS_NODE']

  let total = await runChecks()
  for (const suite of chosen.filter(({ kind }) => kind === 'run')) total = plus(total, await run(suite))

  for (const name of total.failed) process.stdout.write(`failed: ${name}\n`)
  for (const { name, reason } of total.skipped) process.stdout.write(`skipped: ${name}: ${reason}\n`)
  process.stdout.write(`${summary(total)}\n`)
  return total.failed.length > 0 || total.passed === 0 ? 1 : 0
})
