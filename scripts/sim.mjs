// `npm run sim -- --nights 10000`: lives through that many random nights and looks for a missed page, a second one, or one for nothing; `--seed N` repeats a run.
import { join } from 'node:path'
import { checkNode, ensureDependencies } from './lib/dependencies.mjs'
import { root } from './lib/paths.mjs'
import { handOver } from './lib/run.mjs'
import { Refusal, runMain } from './lib/say.mjs'

await runMain(async () => {
  const args = process.argv.slice(2)
  /** @param {string} option */
  const numberAfter = (option) => {
    const at = args.indexOf(option)
    if (at < 0) return null
    const [, value = ''] = args.splice(at, 2)
    if (!/^-?\d{1,12}$/.test(value)) throw new Refusal(`${option} takes a whole number`, { exitCode: 64 })
    return value
  }
  const nights = numberAfter('--nights') ?? '10000'
  const seed = numberAfter('--seed')
  if (args[0] !== undefined) throw new Refusal(`there is no option ${args[0]}; there are --nights and --seed`, { exitCode: 64 })
  checkNode()
  await ensureDependencies()
  return handOver(process.execPath, [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', 'test/sim'], { env: { ...process.env, GARDA_SIM_NIGHTS: nights, ...(seed === null ? {} : { GARDA_SIM_SEED: seed }) } })
})
