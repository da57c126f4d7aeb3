// `npm run bench`: measures the running app against a real Alertmanager and prints a table; `npm run bench:graphs` measures its graphs.
// `-- --write` keeps the table in docs/BENCHMARKS.md.
import { join } from 'node:path'
import { ensureBuilt } from './lib/build.mjs'
import { checkNode, ensureDependencies } from './lib/dependencies.mjs'
import { root } from './lib/paths.mjs'
import { programs } from './lib/programs.mjs'
import { handOver } from './lib/run.mjs'
import { ensureRuntime } from './lib/runtime.mjs'
import { ensureSandbox } from './lib/sandbox.mjs'
import { Refusal, runMain } from './lib/say.mjs'
import { ensureSystem } from './lib/system.mjs'

await runMain(async () => {
  const args = process.argv.slice(2)
  const what = args[0] === 'graphs' ? 'graphs' : 'watch'
  const stranger = args.slice(what === 'graphs' ? 1 : 0).find((argument) => argument !== '--write')
  if (stranger !== undefined) throw new Refusal(`there is no option ${stranger}; there is --write`, { exitCode: 64 })
  if (process.platform !== 'linux') throw new Refusal('the benchmark reads processor time and memory from the Linux kernel')
  checkNode()
  await ensureDependencies()
  const runtime = await ensureRuntime()
  await ensureSystem(what === 'graphs' ? 'npm run bench:graphs' : 'npm run bench', { electron: runtime.execPath, programs })
  ensureSandbox(runtime)
  await ensureBuilt()
  const cli = join(root, 'node_modules', '@playwright', 'test', 'cli.js')
  return handOver(process.execPath, [cli, 'test', '--config', join(root, 'playwright.bench.config.ts'), `${what}.bench`], { env: { ...process.env, ...(args.includes('--write') ? { GARDA_BENCH_WRITE: '1' } : {}) } })
})
