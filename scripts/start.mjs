// `npm start`: sets up what is missing, builds what changed, opens Garda. Arguments after `--` go to Garda.
// .npmrc keeps npm itself quiet: standard output is Garda's own.
import { createRequire } from 'node:module'
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
const hasDisplay = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])

/** Reads the command line as Garda itself does; refuses what Garda would. The terminal face needs Node only. */
const wantsTerminal = () => {
  const { parseArgs, EXIT_USAGE } = /** @type {typeof import('../src/main/cli/options')} */ (createRequire(import.meta.url)(join(out, 'main', 'options.cjs')))
  const read = (/** @type {readonly string[]} */ words) => {
    const parsed = parseArgs(words, process.env)
    if (!parsed.ok) throw new Refusal(parsed.message.replace(/^garda: /, ''), { exitCode: EXIT_USAGE })
    return parsed.options
  }
  const options = read(args)
  if (options.headless || options.action === 'help' || options.action === 'version') return true
  // what the system starts is written down without a display, as on a computer that is set up from afar
  if (hasDisplay || options.action === 'startup') return false
  if (options.action === 'displays' || options.wall !== null) throw new Refusal('there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set)')
  if (options.screenshot !== null) throw new Refusal('a screenshot needs a display; without one: xvfb-run -a npm start -- --screenshot …')
  read(['--headless', ...args])
  say('there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set): watching in the terminal')
  return true
}

await runMain(async () => {
  checkNode()
  // relative paths are meant from where the person typed, which npm remembers
  const cwd = process.env['INIT_CWD'] ?? process.cwd()
  await ensureDependencies()
  await ensureBuilt()
  if (wantsTerminal()) return handOver(process.execPath, [join(out, 'main', 'headless.cjs'), ...args], { cwd })
  const runtime = await ensureRuntime()
  await ensureSystem('Electron', { electron: runtime.execPath })
  if (!args.includes('--no-sandbox')) ensureSandbox(runtime)
  say(`opening on Electron ${runtime.version}${runtime.origin === 'package' ? '' : ` (${runtime.origin})`}`)
  // GTK and Chromium take --display for the X server's
  const named = args.map((word) => word.replace(/^--display(?==|$)/, '--wall-display'))
  return handOver(runtime.execPath, [root, ...named], { cwd, env: runtimeEnv() })
})
