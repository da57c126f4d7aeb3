import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DEMO_START, readDemoTime } from '@shared/domain/demo'
import { t } from '@shared/text/catalogue'
import { version } from '../../../package.json'
import { sessionBusAddress } from '../adapters/dbus-address'
import { dbusNotifier } from '../adapters/dbus-notifier'
import { nodeCalendars } from '../adapters/node-calendars'
import { nodeClock, shiftedClock } from '../adapters/node-clock'
import { nodeConfigStore } from '../adapters/node-config'
import { httpHeartbeat } from '../adapters/http-heartbeat'
import { nodeHooks } from '../adapters/node-hooks'
import { nodeHttpFactory } from '../adapters/node-http'
import { nodeJournal } from '../adapters/node-journal'
import { nodeLedger } from '../adapters/node-ledger'
import { nodeLife } from '../adapters/node-life'
import { nodeLog } from '../adapters/node-log'
import { nodeMachine } from '../adapters/node-machine'
import { nodeSecrets } from '../adapters/node-secrets'
import { nodeSound } from '../adapters/node-sound'
import { EXIT_USAGE, helpText, parseArgs, versionText, type Options } from '../cli/options'
import { SOURCE_KINDS } from '../sources/registry'
import { runTerminal, stopSignal, wantsColour } from '../terminal/run'
import { compose, type World } from './compose'
import { demoCalendars, demoNight, demoStore, forgetfulJournal, forgetfulLedger, mute, NOBODY, silent } from './face'

/** The terminal's face: the same engine without a window. Sets the exit code and lets the process end by itself. */
export const startTerminal = async (argv: readonly string[]): Promise<void> => {
  const parsed = parseArgs(argv.includes('--headless') ? argv : ['--headless', ...argv], process.env)
  if (!parsed.ok) {
    process.stderr.write(`${parsed.message}\n`)
    process.exitCode = EXIT_USAGE
    return
  }
  const { options } = parsed
  if (options.action === 'displays' || options.action === 'startup') {
    process.stderr.write(`${t('terminal.cli.error', { message: t(options.action === 'displays' ? 'wall.no-windows' : 'startup.none') })}\n`)
    process.exitCode = EXIT_USAGE
    return
  }
  if (options.action !== 'run') {
    process.stdout.write(options.action === 'help' ? helpText(version) : `${versionText(version)}\n`)
    return
  }
  process.exitCode = await run(options)
}

/** Where the desktop app keeps its settings, too. */
const userDataFolder = (env: NodeJS.ProcessEnv): string => {
  switch (process.platform) {
    case 'darwin': return join(homedir(), 'Library', 'Application Support', 'Garda')
    case 'win32': return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Garda')
    default: return join(env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'Garda')
  }
}

const run = async (options: Options): Promise<number> => {
  const base = nodeClock()
  const start = (options.demoAt === null ? null : readDemoTime(options.demoAt)) ?? DEMO_START
  const clock = options.demo ? shiftedClock(base, start) : base
  const folder = options.userDataDir === null ? userDataFolder(process.env) : resolve(options.userDataDir)
  const log = nodeLog({ level: options.logLevel, now: base.now, write: (line) => { process.stderr.write(line) } })
  const opened = nodeConfigStore({ folder, file: options.config, kinds: SOURCE_KINDS.map((k) => k.manifest), now: base.now, log })
  if (opened.refused !== null) {
    process.stderr.write(`${opened.refused}\n`)
    opened.store.dispose()
    return EXIT_USAGE
  }
  const secrets = nodeSecrets({ env: process.env, userDataDir: folder, log })
  const linux = process.platform === 'linux'
  const http = nodeHttpFactory({ secrets, env: process.env })
  const world: World = {
    clock, random: Math.random, log, secrets, http,
    calendars: options.demo ? demoCalendars(clock.now) : nodeCalendars({ http, clock: base }),
    machine: nodeMachine({ now: base.now, monotonic: base.monotonic }),
    notifier: options.once ? silent('one-shot') : linux ? dbusNotifier({ appName: t('app.name'), desktopEntry: 'garda', icon: null, address: sessionBusAddress(process.env), clock: base, log }) : silent('linux-only'),
    sound: options.once ? mute() : nodeSound({ folder: fileURLToPath(new URL('../../resources/sounds', import.meta.url)), platform: process.platform, env: process.env, clock: base, log }),
    ...(options.once || options.demo ? NOBODY : { hooks: nodeHooks({ http, clock: base, env: process.env }), heartbeat: httpHeartbeat(http), present: true }),
    // a face of its own, a record of its own: the desktop app may run beside it
    ledger: options.once || options.demo ? forgetfulLedger() : nodeLedger(join(folder, 'terminal'), base.now),
    journal: options.once || options.demo ? forgetfulJournal() : nodeJournal(join(folder, 'terminal', 'journal'), base),
    ...(options.once || options.demo ? {} : { life: nodeLife(join(folder, 'terminal')) }),
    store: options.demo ? demoStore(opened.store) : opened.store,
    desktop: {
      openExternal: () => Promise.reject(new Error('no browser in a terminal')), copy: () => undefined, openAlert: () => undefined, demo: () => Promise.resolve({ ok: false, reason: '' }),
      about: () => ({ version, installed: null, electron: '', chrome: '', node: process.versions.node, fallbackRuntime: false, userData: folder, platform: process.platform })
    }
  }
  const garda = await compose(world, { mode: options.demo ? 'demo' : 'live', version, ...(options.demo ? { rehearse: demoNight(start) } : {}) })
  try {
    return await runTerminal({
      engine: garda.engine, options, now: clock.now, stop: stopSignal(process),
      out: (text) => { process.stdout.write(text) }, err: (text) => { process.stderr.write(text) },
      colour: wantsColour(process.stdout, process.env), zone: world.store.read().config.appearance.time
    })
  } finally { await garda.stop() }
}
