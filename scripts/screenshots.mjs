// `node scripts/screenshots.mjs [view …]`: draws the demo's screens into docs/images/, dark and light, as the README shows them.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuilt } from './lib/build.mjs'
import { checkNode, ensureDependencies } from './lib/dependencies.mjs'
import { root } from './lib/paths.mjs'
import { setUp } from './lib/run.mjs'
import { ensureRuntime, runtimeEnv } from './lib/runtime.mjs'
import { ensureSandbox } from './lib/sandbox.mjs'
import { runMain, step } from './lib/say.mjs'
import { ensureSystem } from './lib/system.mjs'

/** File name → what `--view` takes. */
const views = {
  overview: 'overview',
  alerts: 'alerts',
  services: 'services',
  service: 'service:production/article-service',
  explore: 'explore',
  dashboard: 'dashboards:demo-newsroom',
  timeline: 'timeline',
  oncall: 'oncall',
  sources: 'sources',
  settings: 'settings',
  welcome: 'welcome'
}
const size = '1440x900'
/** A screen and a bus with a notification service, so that nothing on the pictures warns of their absence. */
const desktop = ['xvfb-run', '-a', '-s', '-screen 0 1920x1200x24', 'dbus-run-session', 'sh', '-c', 'dunst & exec "$@"', 'garda']

await runMain(async () => {
  checkNode()
  await ensureDependencies()
  const virtual = process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']
  const runtime = await ensureRuntime()
  const { execPath } = runtime
  await ensureSystem('npm run screenshots', { electron: execPath, programs: virtual ? { 'xvfb-run': ['xvfb'], 'xauth': ['xauth'], 'dbus-run-session': ['dbus-daemon', 'dbus'], 'dunst': ['dunst'] } : {} })
  ensureSandbox(runtime)
  await ensureBuilt()
  const images = join(root, 'docs', 'images')
  mkdirSync(images, { recursive: true })
  const asked = process.argv.slice(2)
  const userData = mkdtempSync(join(tmpdir(), 'garda-screenshots-'))
  try {
    for (const [name, view] of Object.entries(views).filter(([name]) => asked.length === 0 || asked.includes(name))) {
      for (const theme of ['dark', 'light']) {
        const garda = [execPath, root, '--demo', '--user-data-dir', userData, '--screenshot', join(images, `${name}-${theme}.png`), '--view', view, '--size', size, '--theme', theme]
        const [command = execPath, ...args] = virtual ? [...desktop, ...garda] : garda
        await step(`${name}, ${theme}`, () => setUp(command, args, { env: runtimeEnv(), quiet: true }))
      }
    }
  } finally {
    rmSync(userData, { recursive: true, force: true })
  }
  return 0
})
