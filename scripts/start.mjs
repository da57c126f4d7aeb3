// `npm start`: sets up what is missing, builds what changed, opens Garda. Arguments after `--` go to Garda.
// .npmrc keeps npm itself quiet: standard output is Garda's own.
import { join } from 'node:path'
import { ensureBuilt } from './lib/build.mjs'
import { checkNode, ensureDependencies } from './lib/dependencies.mjs'
import { out, root } from './lib/paths.mjs'
import { handOver } from './lib/run.mjs'
import { ensureRuntime, runtimeEnv } from './lib/runtime.mjs'
import { ensureSandbox } from './lib/sandbox.mjs'
import { Refusal, runMain, say } from './lib/say.mjs'
import { ensureSystem } from './lib/system.mjs'

const args = process.argv.slice(2)
const asked = (/** @type {readonly string[]} */ ...names) => args.some((argument) => names.includes(argument.split('=')[0] ?? ''))

const hasDisplay = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])

/** The terminal face needs Node only. */
const wantsTerminal = () => {
  if (asked('--headless', '--help', '-h', '--version', '-v')) return true
  if (hasDisplay) return false
  if (asked('--screenshot')) throw new Refusal('a screenshot needs a display; without one: xvfb-run -a npm start -- --screenshot …')
  say('there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set): watching in the terminal')
  return true
}

await runMain(async () => {
  checkNode()
  const terminal = wantsTerminal()
  // relative paths are meant from where the person typed, which npm remembers
  const cwd = process.env['INIT_CWD'] ?? process.cwd()
  await ensureDependencies()
  if (terminal) {
    await ensureBuilt()
    return handOver(process.execPath, [join(out, 'main', 'headless.cjs'), ...args], { cwd })
  }
  const runtime = await ensureRuntime()
  await ensureSystem('Electron', { electron: runtime.execPath })
  if (!asked('--no-sandbox')) ensureSandbox(runtime)
  await ensureBuilt()
  say(`opening on Electron ${runtime.version}${runtime.origin === 'package' ? '' : ` (${runtime.origin})`}`)
  return handOver(runtime.execPath, [root, ...args], { cwd, env: runtimeEnv() })
})
