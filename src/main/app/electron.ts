import { app, BrowserWindow, clipboard, Menu, nativeTheme, powerMonitor, safeStorage, shell, type WebContents } from 'electron'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { About } from '@shared/contract/commands'
import type { Place } from '@shared/contract/bridge'
import { isAsking } from '@shared/domain/page'
import { t } from '@shared/text/catalogue'
import { clockSeconds } from '@shared/text/format'
import { wallOffers } from '@shared/text/wall-offers'
import { sessionBusAddress, systemBusAddress } from '../adapters/dbus-address'
import { dbusDesk, silentDesk } from '../adapters/dbus-desk'
import { connectBus } from '../adapters/dbus-bus'
import { awaitPanel } from '../adapters/dbus-panel'
import { copyRich } from '../adapters/electron-clipboard'
import { chooseJsonFile } from '../adapters/electron-file'
import { electronFiles } from '../adapters/electron-files'
import { electronConfigStore } from '../adapters/electron-config'
import { electronDisplays } from '../adapters/electron-displays'
import { electronHttpFactory } from '../adapters/electron-http'
import { applicationMenu } from '../adapters/electron-menu'
import type { MenuOffer } from '../adapters/electron-menu-template'
import { electronPageWindow, speaksX11 } from '../adapters/electron-page-window'
import { electronPower } from '../adapters/electron-power'
import { declareProtocol, ORIGIN, serveProtocol } from '../adapters/electron-protocol'
import { takeScreenshot } from '../adapters/electron-screenshot'
import { electronStayAwake } from '../adapters/electron-stay-awake'
import { electronSecrets } from '../adapters/electron-secrets'
import { APP_ID } from '../adapters/electron-startup-windows'
import { electronSignIns } from '../adapters/electron-sign-in'
import { electronTray } from '../adapters/electron-tray'
import { electronWalls } from '../adapters/electron-walls'
import { createMainWindow, type MainWindow } from '../adapters/electron-window'
import { awaitAnswer, giveAnswer, newQuestion } from '../adapters/node-answers'
import { nodeCalendars } from '../adapters/node-calendars'
import { nodeDashboards } from '../adapters/node-dashboards'
import { nodeClock } from '../adapters/node-clock'
import { httpHeartbeat } from '../adapters/http-heartbeat'
import { nodeHooks } from '../adapters/node-hooks'
import { nodeJournal } from '../adapters/node-journal'
import { forgetfulLayouts, nodeLayouts } from '../adapters/node-layouts'
import { nodeLife } from '../adapters/node-life'
import { nodeLedger } from '../adapters/node-ledger'
import { nodeLog } from '../adapters/node-log'
import { nodeMachine } from '../adapters/node-machine'
import { builtProgram, packedProgram } from '../adapters/node-program'
import { nodeResume } from '../adapters/node-resume'
import { nodeSecrets } from '../adapters/node-secrets'
import { nodeSound } from '../adapters/node-sound'
import { soundPrograms } from '../adapters/sound-process'
import { EXIT_USAGE, helpText, parseArgs, versionText, type Options } from '../cli/options'
import { trayModel } from '../core/tray-model'
import { plainView } from '../core/walls/plain-view'
import { serve } from '../ipc/serve'
import { SOURCE_KINDS } from '../sources/registry'
import { createAudience } from './audience'
import type { Garda, World } from './compose'
import { EXIT_ANEW, restarterOf } from '@shared/domain/startup'
import type { Desktop } from './commands'
import { MOST_FILE_BYTES } from './dashboards'
import { forgetfulJournal, forgetfulLedger, mute, NOBODY, silent } from './face'
import { lastWords, surviveErrors } from './last-words'
import { placeOf } from './place-of'
import { createStage } from './stage'
import { opensWindow, startupLines } from './starting'
import { startupOf } from './startup-here'
import { keepUpdates } from './updating'
import { keepWalls, type RunWall } from './walls'
import { displayLines, wrongWall } from './wall-line'
import { desktopNotifier } from '../adapters/desktop-notifier'

/** The window's face: one instance, a tray, a watch that goes on when the window is closed. */
export const startElectron = (): void => {
  const parsed = parseArgs(process.argv.slice(1), process.env)
  if (!parsed.ok) {
    process.stderr.write(`${parsed.message}\n`)
    // launchd would start it again and again
    app.exit(restarterOf(process.env) === 'launchd' ? 0 : EXIT_USAGE)
    return
  }
  const { options } = parsed
  if (options.action === 'displays') { alone(() => { process.stdout.write(displayLines(electronDisplays(onX11()).read())); return 0 }); return }
  if (options.action === 'help' || options.action === 'version') {
    process.stdout.write(options.action === 'help' ? helpText(app.getVersion()) : `${versionText(app.getVersion())}\n`)
    app.exit(0)
    return
  }
  if (options.userDataDir !== null) useFolder(options.userDataDir)
  app.setAppUserModelId(APP_ID)
  if (options.action === 'startup') { void setStartup(options); return }
  const question = newQuestion()
  if (options.screenshot) borrowFolder()
  else if (!app.requestSingleInstanceLock({ wall: options.wall, atLogin: options.atLogin, question })) {
    // the one that runs opens it or not, by what that one has
    if (options.wall) alone(() => hear(question)); else app.quit()
    return
  }
  declareProtocol()
  void app.whenReady().then(() => run(options)).catch((error: unknown) => {
    process.stderr.write(`${lastWords(error)}\n`)
    app.exit(1)
  })
}

/** Turns start at login on or off, or says whether it is; needs no display. */
const setStartup = async (options: Options): Promise<void> => {
  const startup = startupOf(options, resource)
  const done = options.startup === 'status' ? null : await startup.set(options.startup === 'on')
  const view = await startup.read()
  if (done?.ok === false) process.stderr.write(`${t('terminal.cli.error', { message: done.reason })}\n`)
  else process.stdout.write(startupLines(view))
  app.exit(done?.ok === false || view.state === 'unknown' || view.state === 'none' ? 1 : 0)
}

/** Does one thing beside a Garda that may be running, and ends with its exit code. */
const alone = (act: () => number | Promise<number>): void => {
  borrowFolder()
  void app.whenReady().then(act).then((code) => { app.exit(code) }, (error: unknown) => {
    process.stderr.write(`${lastWords(error)}\n`)
    app.exit(1)
  })
}

/** So long the Garda that runs may take to say what becomes of a wall, ms; it may be starting. */
const ANSWER_MS = 15_000
/** Says what the Garda that runs says of a wall that it was asked for, and answers the exit code. */
const hear = async (question: string): Promise<number> => {
  const answer = await awaitAnswer(app.getPath('userData'), question, ANSWER_MS)
  const wrong = answer === null ? t('wall.unanswered') : answer.wrong
  if (wrong !== null) process.stderr.write(`${t('terminal.cli.error', { message: wrong })}\n`)
  return answer === null ? 1 : wrong === null ? 0 : EXIT_USAGE
}

/** Ids of the dashboards that a wall may show; null: not known. */
const dashboardIds = async (options: Options): Promise<readonly string[] | null> =>
  (options.demo ? null : (await nodeDashboards(join(app.getPath('userData'), 'dashboards')).list()).kept.map(({ id }) => id))

/** Says why a wall of the command line cannot be opened, and answers the exit code. */
const refuseWall = async (wall: RunWall, options: Options): Promise<number> => {
  const userData = app.getPath('userData')
  const { store } = electronConfigStore({ folder: userData, file: options.config, kinds: SOURCE_KINDS.map((k) => k.manifest), now: Date.now, log: nodeLog({ level: 'error', write: () => undefined, now: Date.now }), keeps: false })
  const { walls } = store.read().config
  store.dispose()
  const wrong = wrongWall(wall, { displays: electronDisplays(onX11()).read(), walls, dashboards: await dashboardIds(options) })
  if (wrong !== null) process.stderr.write(`${t('terminal.cli.error', { message: wrong })}\n`)
  return wrong === null ? 0 : EXIT_USAGE
}

/** Whether displays and windows are those of an X server. */
const onX11 = (): boolean =>
  speaksX11(process.platform, process.env, app.commandLine.getSwitchValue('ozone-platform') || app.commandLine.getSwitchValue('ozone-platform-hint'), Number.parseInt(process.versions.electron))

/** Relative to where the person typed, as every path of the command line; Electron takes absolute ones only. Throws where no folder can be: Electron would say nothing and quit. */
const useFolder = (typed: string): void => {
  const folder = resolve(typed)
  mkdirSync(folder, { recursive: true })
  app.setPath('userData', folder)
}

/** What Chromium writes of its own goes where it is thrown away: a picture leaves nothing behind, beside a Garda that runs as well. */
const borrowFolder = (): void => {
  const folder = mkdtempSync(join(tmpdir(), 'garda-picture-'))
  for (const name of ['sessionData', 'crashDumps'] as const) app.setPath(name, folder)
  process.on('exit', () => { rmSync(folder, { recursive: true, force: true, maxRetries: 3 }) })
}

const ROOMS = [
  { view: 'overview', label: 'overview.title' }, { view: 'alerts', label: 'alerts.title' }, { view: 'services', label: 'services.title' }, { view: 'explore', label: 'explore.title' }, { view: 'dashboards', label: 'dashboards.title' }, { view: 'timeline', label: 'timeline.title' }, { view: 'oncall', label: 'onCall.title' }, { view: 'sources', label: 'sources.title' }, { view: 'settings', label: 'settings.title' }
] as const

const resource = (...path: readonly string[]): string => join(app.isPackaged ? process.resourcesPath : app.getAppPath(), 'resources', ...path)
const built = (...path: readonly string[]): string => join(app.getAppPath(), 'out', ...path)

const about = (installed: string | null): About => ({
  installed, version: app.getVersion(), electron: process.versions.electron, chrome: process.versions.chrome, node: process.versions.node,
  fallbackRuntime: Number(process.versions.electron.split('.')[0]) < OLDEST_SHIPPED, userData: app.getPath('userData'), platform: process.platform
})
/** Older runtimes are for trying Garda out and for tests. */
const OLDEST_SHIPPED = 43
/** How long first answers are waited for, and how long after them the page's window is made: the main window draws first. */
const SETTLED_MS = 15_000
const WARM_AFTER_MS = 3_000
/** Somebody who has not touched anything for so long, seconds, does not look at a window that has the keyboard. */
const LOOKING_S = 300

const run = async (options: Options): Promise<void> => {
  const refused = options.wall ? await refuseWall(options.wall, options) : 0
  if (refused !== 0) { app.exit(refused); return }
  const clock = nodeClock()
  const userData = app.getPath('userData')
  const log = nodeLog({ level: options.logLevel, write: (line) => { process.stderr.write(line) }, now: clock.now })
  const { store } = electronConfigStore({ folder: userData, file: options.config, kinds: SOURCE_KINDS.map((k) => k.manifest), now: clock.now, log, keeps: !options.screenshot })
  const secrets = electronSecrets({
    safeStorage, file: join(userData, 'secrets.json'), platform: process.platform, log, allowWeak: () => store.read().config.weakSecrets, base: nodeSecrets({ env: process.env, userDataDir: userData, log })
  })
  // a picture of what fires wakes nobody, and nobody is told by it
  const notifier = options.screenshot ? silent('one-shot') : desktopNotifier({ clock, log, icon: resource('icons', 'app', '256.png') })
  const sound = options.screenshot ? mute() : nodeSound({ folder: resource('sounds'), platform: process.platform, env: process.env, clock, log })
  const machine = nodeMachine({ now: clock.now, monotonic: clock.monotonic })
  const http = electronHttpFactory({ secrets, env: process.env })
  const power = electronPower()
  const x11 = onX11()
  const displays = electronDisplays(x11)

  const desktop: Desktop = {
    openExternal: async (url) => { await shell.openExternal(url) },
    copy: (text) => { void clipboard.writeText(text) },
    copyRich, files: electronFiles(() => window.window()),
    openAlert: (alert) => {
      window.show()
      server.push('go', { view: 'alerts', item: alert })
      pageWindow.hide()
    },
    chooseFile: () => chooseJsonFile(window.window(), MOST_FILE_BYTES),
    walls: { view: () => walls.view(), act: (what) => walls.act(what), configured: () => { walls.configured() } },
    startup: startupOf(options, resource),
    restart: () => { anew(false); return { ok: true, reason: '' } },
    about: () => about(installed()),
    demo: async (open, at) => {
      await (open ? stage.openDemo(at) : stage.leaveDemo())
      return { ok: true, reason: '' }
    }
  }
  const reach = options.screenshot ? { ...NOBODY, ledger: forgetfulLedger(), journal: forgetfulJournal() } : {
    pageWindow: { show: () => { pageWindow.show() }, hide: () => { pageWindow.hide() }, stands: () => pageWindow.stands() }, ledger: nodeLedger(userData, clock.now), journal: nodeJournal(join(userData, 'journal'), clock), life: nodeLife(userData),
    nightWatch: {
      power, awake: electronStayAwake(),
      desk: process.platform === 'linux' ? dbusDesk({ session: sessionBusAddress(process.env), system: systemBusAddress(process.env), clock, programs: soundPrograms({ env: process.env, clock }) }) : silentDesk()
    },
    hooks: nodeHooks({ http, clock, env: process.env }), heartbeat: httpHeartbeat(http), present: true
  }
  const calendars = nodeCalendars({ http, clock })
  const world: World = {
    ...(options.screenshot ? {} : { signIns: electronSignIns({ icon: resource('icons', 'app', '256.png') }) }),
    clock, random: Math.random, http, machine, notifier, sound, ...reach, log, secrets, store, desktop, calendars, dashboards: nodeDashboards(join(userData, 'dashboards'))
  }
  const stage = createStage(world, app.getVersion(), (name, value) => {
    server.push(name, value)
    if (name === 'beat' && wallWindows.plain().length > 0) server.push('plain', plainView(shown().engine.state(), shown().engine.now()))
  })
  const { shown } = stage

  const shot = options.screenshot
  const resume = nodeResume(userData, log)
  const left = shot ? null : resume.take(clock.now())
  serveProtocol(built('renderer'))
  const dark = shot ? shot.theme !== 'light' : store.read().config.appearance.theme === 'dark' || (store.read().config.appearance.theme === 'system' && nativeTheme.shouldUseDarkColors)
  const guarded = {
    preload: built('preload', 'index.cjs'), icon: resource('icons', 'app', '256.png'), onGone: (reason: string) => { log.write('error', 'a window crashed', { reason }) },
    openLink: (url: string) => { void shown().commands.openLink(url) }
  }
  const window = createMainWindow({
    ...guarded, background: dark ? '#0c0f11' : '#eef0f0', bounds: () => walls.mainPlace(), onMoved: () => { walls.mainMoved() }, onMade: (made) => { wallWindows.beneath(made) }, size: shot?.size ?? null, hash: left?.hash || hashOf(shot?.place ?? null, shot?.theme ?? null)
  })
  const pageWindow = electronPageWindow({ ...guarded, platform: process.platform, idleSeconds: () => powerMonitor.getSystemIdleTime(), x11, onMade: (made) => { wallWindows.beneath(made) } })
  const wallWindows = electronWalls({ ...guarded, platform: process.platform, x11, background: () => (dark ? '#0c0f11' : '#eef0f0') })
  /** The tray and the menu, once there are any. */
  let redraw = (): void => undefined
  /** Ends this run and begins another, and what that would be where it is another version; once the watch runs. */
  let anew = (_byItself: boolean): void => undefined
  let installed = (): string | null => null
  const walls = keepWalls({
    displays, windows: wallWindows, layouts: shot ? forgetfulLayouts() : nodeLayouts(userData), awake: electronStayAwake('displays'), main: window, power, store, clock, log,
    told: (view) => {
      server.push('walls', view)
      redraw()
    }
  })
  const audience = createAudience<WebContents>({
    main: window.contents, mainSeen: () => window.window()?.isVisible() === true, page: pageWindow.contents, walls: wallWindows.contents,
    called: () => pageWindow.contents().length > 0 && (pageWindow.stands() || Object.values(shown().engine.state().pages).some(isAsking))
  })
  const started = options.demo ? stage.openDemo(options.demoAt) : stage.startLive()
  const server = serve(handlersOf(shown, started), ORIGIN, (c: WebContents) => window.isOurs(c) || pageWindow.isOurs(c) || wallWindows.isOurs(c), audience, (why) => { log.write('warn', 'a command was refused', { why }) })

  // the page loads while the watch begins; what it asks meanwhile is answered once it has begun
  if (!shot && (left ? left.window : opensWindow(options, store.read().config))) window.show()
  await started

  if (shot) { await screenshot(window, shown(), shot.file); return }
  surviveErrors((error) => { log.write('error', 'an error that nobody caught', { detail: error instanceof Error ? (error.stack ?? error.message) : String(error) }) })
  stayInTray()
  if (left) walls.resume(left.walls)
  else if (options.wall) walls.run(options.wall)
  walls.begin()
  void stage.main().engine.settled(SETTLED_MS).then(() => { clock.after(WARM_AFTER_MS, pageWindow.warm) })

  function stayInTray(): void {
    const main = stage.main()
    let offered: readonly MenuOffer[] = []
    const offers = (): readonly MenuOffer[] => wallOffers(walls.view()).map(({ label, acts }) => ({ label, open: () => { for (const act of acts) walls.act(act) } }))
    const letGo = (): void => { walls.end(); window.letGo(); pageWindow.letGo(); wallWindows.letGo() }
    const quit = (): void => { letGo(); app.quit() }
    const tray = electronTray({
      icons: resource('icons', 'tray'), show: () => { window.show() },
      pause: () => { main.engine.pause(main.engine.state().meta.pausedUntil === null ? main.engine.now() + 3_600_000 : null) },
      test: () => { void main.commands.testNotification() }, walls: () => offered, quit, log,
      watch: () => { void main.commands.nightWatch({ do: main.engine.state().meta.watch.armed === null ? 'arm' : 'disarm' }) }
    })
    // Chromium itself looks for a panel once; at the start of a session it may come later
    const stopWaiting = process.platform === 'linux' ? awaitPanel({ address: sessionBusAddress(process.env), connect: connectBus, clock, log, onCome: () => { tray.renew() } }) : null
    const drawTray = (): void => { tray.update(trayModel(main.engine.state(), main.engine.now())) }
    main.engine.onBeat(drawTray)
    redraw = () => {
      offered = offers()
      drawTray()
      Menu.setApplicationMenu(applicationMenu({
        quit, walls: offered, views: ROOMS.map(({ view, label }) => ({ label: t(label), open: () => { window.show(); server.push('go', { view, item: null }) } }))
      }))
    }
    redraw()
    if (left?.byItself) main.engine.note('restarted', 'info', { version: app.getVersion(), time: clockSeconds(clock.now(), store.read().config.appearance.time) })
    let again = false
    anew = (byItself) => {
      again = true
      const seen = window.window()
      const hash = seen ? new URL(seen.webContents.getURL()).hash : ''
      resume.leave({ at: clock.now(), window: seen?.isVisible() ?? false, hash, byItself, walls: walls.left() })
      quit()
    }
    const updates = keepUpdates({
      engine: main.engine, clock, version: app.getVersion(), config: () => store.read().config, restart: () => { anew(true) },
      program: (app.isPackaged ? packedProgram : builtProgram)(app.getAppPath()), looking: () => BrowserWindow.getFocusedWindow() !== null && powerMonitor.getSystemIdleTime() < LOOKING_S
    })
    installed = () => updates.installed()?.version ?? null
    power.onSuspend(() => { stage.live()?.engine.suspended() })
    power.onResume(() => { stage.live()?.engine.resumed() })
    notifier.onAction((key) => {
      main.engine.seen({ how: 'notification', key })
      window.show()
      server.push('go', placeOf(key, main.engine.state()))
    })
    app.on('browser-window-focus', () => { main.engine.seen({ how: 'window' }) })
    app.on('second-instance', (_event, _argv, _folder, told) => {
      const { wall = null, atLogin = false, question } = (told ?? {}) as { readonly wall?: RunWall | null; readonly atLogin?: boolean; readonly question?: unknown }
      if (!wall) { if (!atLogin) window.show(); return }
      void dashboardIds(options).then((dashboards) => {
        const wrong = wrongWall(wall, { displays: displays.read(), walls: store.read().config.walls, dashboards })
        if (wrong === null) walls.run(wall)
        giveAnswer(userData, question, { wrong })
      }).catch((error: unknown) => { log.write('warn', 'a wall that was asked for could not be answered for', { detail: lastWords(error) }) })
    })
    app.on('activate', () => { window.show() })
    app.on('window-all-closed', () => undefined)
    let ended = false
    app.on('before-quit', (event) => {
      letGo()
      if (ended) return
      event.preventDefault()
      stopWaiting?.()
      updates.stop()
      tray.dispose()
      void stage.stop().then(() => {
        ended = true
        server.close()
        if (!again) { app.quit(); return }
        // whoever watches over it starts it; else it starts itself
        if (restarterOf(process.env) === null) app.relaunch({ ...(process.env['APPIMAGE'] ? { execPath: process.env['APPIMAGE'] } : {}) })
        app.exit(restarterOf(process.env) === null ? 0 : EXIT_ANEW)
      })
    })
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, quit)
  }
}

const hashOf = (place: Place | null, theme: string | null): string => (place || theme ? `#${place ? `${place.view}${place.item ? `/${encodeURIComponent(place.item)}` : ''}` : ''}${theme ? `?theme=${theme}` : ''}` : '')

/** Every command goes to whichever engine the windows show, once there is one. */
const handlersOf = (shown: () => Garda, started: Promise<void>): Garda['commands'] =>
  new Proxy({} as Garda['commands'], {
    get: (_none, name: string) => async (...args: unknown[]): Promise<unknown> => {
      await started
      return (shown().commands as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>)[name]!(...args)
    }
  })

const screenshot = async (window: MainWindow, garda: Garda, file: string): Promise<void> => {
  await garda.engine.settled(15_000)
  window.show()
  try {
    await takeScreenshot(window.window()!, file)
    app.exit(0)
  } catch (error) {
    process.stderr.write(`${file}: ${error instanceof Error ? error.message : String(error)}\n`)
    app.exit(1)
  }
}
