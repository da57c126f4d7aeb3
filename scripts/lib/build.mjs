import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { keep, out, root } from './paths.mjs'
import { setUp } from './run.mjs'
import { say, step } from './say.mjs'

const configs = ['electron.vite.config.ts', 'electron.vite.headless.config.ts']
const sources = ['src', 'resources', ...configs, 'package.json', 'package-lock.json', 'tsconfig.json']
const stamp = join(out, '.built-from')

/** Everything the build reads, as one hash: contents, not times, so that a checkout of the same state rebuilds nothing. */
const fingerprint = () => {
  const hash = createHash('sha256')
  const add = (/** @type {string} */ path) => { hash.update(`${path}\0`).update(readFileSync(join(root, path))).update('\0') }
  for (const source of sources.filter((name) => existsSync(join(root, name)))) {
    if (source.includes('.')) add(source)
    else readdirSync(join(root, source), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
      .sort()
      .forEach(add)
  }
  return hash.digest('hex')
}

/** What the two builds leave; one of them run by hand empties the folder of the other. */
const built = ['main/index.cjs', 'main/headless.cjs', 'main/options.cjs', 'preload/index.cjs', 'renderer/index.html'].map((path) => join(out, path))

const isBuilt = () => existsSync(stamp) && built.every((path) => existsSync(path)) && readFileSync(stamp, 'utf8') === fingerprint()

const alive = (/** @type {number} */ pid) => {
  try { process.kill(pid, 0); return true } catch (error) { return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM' }
}

/** One build at a time: two starts at once must not write one folder. */
const alone = async (/** @type {() => Promise<void>} */ work) => {
  const lock = join(keep, 'build.lock')
  mkdirSync(keep, { recursive: true })
  for (;;) {
    try { writeFileSync(lock, String(process.pid), { flag: 'wx' }); break } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
    }
    const holder = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0
    if (holder > 0 && !alive(holder)) rmSync(lock, { force: true })
    await wait(100)
  }
  const release = () => rmSync(lock, { force: true })
  process.once('exit', release)
  try { await work() } finally { release(); process.off('exit', release) }
}

/**
 * Builds Garda into out/ when its sources changed since the last time.
 * @param {{ readonly always?: boolean }} [options]
 */
export const ensureBuilt = async ({ always = false } = {}) => {
  if (!always && isBuilt()) return
  await alone(async () => {
    if (!always && isBuilt()) { say('built meanwhile by another start'); return }
    const from = fingerprint()
    await step('building Garda', async () => {
      rmSync(stamp, { force: true })
      const build = (/** @type {string} */ config) => setUp(process.execPath, [join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build', '--config', config, '--logLevel', 'warn', '--ignoreConfigWarning'], { quiet: true })
      for (const config of configs) await build(config)
    })
    writeFileSync(stamp, from)
  })
}
