// `node scripts/screenshots.mjs [view …]`: draws the demo's screens into docs/images/, dark and light, as the README shows them, and walls, dark and by night.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
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
/** Walls as they hang: by their own hours dark or warm. Of a source that nobody listens at nothing can be seen. */
const walls = {
  'wall-now': ['--demo', '--view', 'wall:now'],
  'wall-calm': ['--demo', '--demo-at', '14:52', '--view', 'wall:now'],
  'wall-blind': ['--view', 'wall:now'],
  'wall-services': ['--demo', '--view', 'wall:services'],
  'wall-alerts': ['--demo', '--view', 'wall:alerts'],
  'wall-service': ['--demo', '--view', 'wall:service:production/article-service']
}
const wallSize = '1920x1080'
const SILENT = 'thisComputer: false\nsources:\n  - { name: prom-eu-1, kind: prometheus, url: "http://127.0.0.1:59999" }\n'
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
  /** @param {string} name @param {string} theme @param {readonly string[]} about */
  const draw = async (name, theme, about) => {
    const garda = [execPath, root, '--user-data-dir', userData, '--screenshot', join(images, `${name}-${theme}.png`), '--theme', theme, ...about]
    const [command = execPath, ...args] = virtual ? [...desktop, ...garda] : garda
    await step(`${name}, ${theme}`, () => setUp(command, args, { env: runtimeEnv(), quiet: true }))
  }
  const isAsked = (/** @type {string} */ name) => asked.length === 0 || asked.includes(name)
  const silent = join(userData, 'silent.yaml')
  writeFileSync(silent, SILENT)
  try {
    for (const [name, view] of Object.entries(views)) {
      for (const theme of isAsked(name) ? ['dark', 'light'] : []) await draw(name, theme, ['--demo', '--view', view, '--size', size])
    }
    for (const [name, about] of Object.entries(walls)) {
      for (const theme of isAsked(name) ? ['dark', 'night'] : []) await draw(name, theme, [...about, ...(about.includes('--demo') ? [] : ['--config', silent]), '--size', wallSize])
    }
  } finally {
    rmSync(userData, { recursive: true, force: true })
  }
  return 0
})
