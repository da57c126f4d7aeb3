import { screen, type BrowserWindow, type BrowserWindowConstructorOptions, type Rectangle, type WebContents } from 'electron'
import type { PageWindow } from '../ports/page-window'
import { guardedWindow, type GuardedTools } from './electron-guarded'
import { ORIGIN } from './electron-protocol'

export interface ElectronPageWindow extends PageWindow {
  /** Makes it ready, hidden, so that its first page need not wait for it. */
  readonly warm: () => void
  readonly contents: () => readonly WebContents[]
  readonly isOurs: (contents: WebContents) => boolean
  /** From now on closing closes. */
  readonly letGo: () => void
}

export interface PageWindowTools extends GuardedTools {
  readonly platform: NodeJS.Platform
  /** Whether windows are those of an X server; see `speaksX11`. */
  readonly x11: boolean
  /** How long nobody has touched the keyboard or the pointer, s; 0 where the system does not say. */
  readonly idleSeconds: () => number
  /** The window that takes the keyboard is made, and not seen yet. */
  readonly onMade?: (hand: BrowserWindow) => void
}

/** `surface-app` of the night theme: no light before the page is drawn. */
const NIGHT = '#060403'
/** A page that is not loaded by then is shown as it is, and loads while it stands there. */
const LONGEST_MS = 2_000
/** Whoever has touched nothing for so long types nowhere: the page takes the keyboard, so that a key is enough for whoever comes to it. */
const IDLE_S = 30
const LOOK_MS = 2_000

/**
 * Whether Electron draws through an X server on Linux: then a window without the window manager's help can be had. Releases from 38 on
 * take Wayland by themselves where there is a session of it.
 */
export const speaksX11 = (platform: NodeJS.Platform, env: Readonly<Record<string, string | undefined>>, chosen: string, electron: number): boolean => {
  if (platform !== 'linux') return false
  if (chosen === 'x11' || chosen === 'wayland') return chosen === 'x11'
  const wayland = env['XDG_SESSION_TYPE'] === 'wayland' && Boolean(env['WAYLAND_DISPLAY'])
  return !(wayland && (electron >= 38 || chosen === 'auto'))
}

/** `hand` is the window that takes the keyboard once a person gives it to it. `veil` shows the same above it, where a full-screen program of X11 would cover what does not have the keyboard. */
interface Pair { readonly hand: BrowserWindow; readonly veil: BrowserWindow | null; ready: boolean }

/**
 * The window of a page. It comes over everything and never takes the keyboard from whoever types: a click or the desktop's own switcher gives it,
 * or that nobody has touched anything for half a minute. On X11 a window manager keeps a full-screen program that has the keyboard above all
 * others, so a second window that it does not manage (it cannot be given the keyboard) covers that program until the first one has the keyboard.
 * Wayland lets no program place or raise a window: there it is full screen and the compositor decides the rest. Made when first needed, or before
 * by `warm`, and kept hidden afterwards.
 */
export const electronPageWindow = (tools: PageWindowTools): ElectronPageWindow => {
  let pair: Pair | null = null
  let wanted = false
  let closing = false
  let looking: ReturnType<typeof setInterval> | undefined

  const windows = (): readonly BrowserWindow[] => (pair ? [pair.hand, ...(pair.veil ? [pair.veil] : [])].filter((w) => !w.isDestroyed()) : [])
  const covers = tools.platform !== 'linux' || tools.x11

  const make = (hash: string, options: BrowserWindowConstructorOptions): BrowserWindow => {
    // one that draws while it is hidden believes that it is seen: it would draw for nobody, and take its page for one that has been before somebody's eyes
    const made = guardedWindow({
      ...inUse(), frame: false, show: false, paintWhenInitiallyHidden: false, resizable: true, title: 'Garda', backgroundColor: NIGHT, autoHideMenuBar: true, ...options
    }, tools)
    made.setAlwaysOnTop(true, 'screen-saver')
    made.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true })
    made.on('close', (event) => { if (!closing) { event.preventDefault(); hide() } })
    // it covers everything: one that answers no key is ended, and loaded again
    made.on('unresponsive', () => { made.webContents.forcefullyCrashRenderer() })
    made.on('closed', () => { if (windows().length === 0) pair = null })
    void made.loadURL(`${ORIGIN}/index.html${hash}`)
    return made
  }

  const open = (): Pair => {
    // a panel may stand over the full-screen spaces of macOS
    const hand = make('#page', tools.platform === 'darwin' ? { type: 'panel' } : {})
    const veil = tools.x11 ? make('#page/veil', { focusable: false, skipTaskbar: true }) : null
    const made: Pair = { hand, veil, ready: false }
    tools.onMade?.(hand)
    hand.on('focus', () => {
      veil?.hide()
      // asked for only now: in a window manager's eyes a full-screen window takes the keyboard
      if (tools.x11) hand.setFullScreen(true)
    })
    hand.on('blur', () => { if (wanted) veil?.showInactive() })
    veil?.webContents.on('input-event', (_event, { type }) => { if (type === 'mouseUp' || type === 'touchEnd') hand.focus() })
    let awaited = veil ? 2 : 1
    const loaded = (): void => { if (--awaited === 0) begin() }
    const begin = (): void => {
      clearTimeout(late)
      if (made.ready) return
      made.ready = true
      if (wanted) present()
    }
    const late = setTimeout(begin, LONGEST_MS)
    for (const one of [hand, veil]) one?.webContents.once('did-finish-load', loaded)
    return made
  }

  const place = (): void => {
    if (!pair) return
    const bounds = inUse()
    if (covers) pair.hand.setBounds(bounds)
    // a window of exactly the display's size is made a pixel smaller
    pair.veil?.setBounds({ ...bounds, width: bounds.width + 1, height: bounds.height + 1 })
  }

  const present = (): void => {
    if (!pair || pair.hand.isDestroyed() || pair.hand.isVisible()) return
    // one that was given up after crashing again and again has another chance with each page
    for (const one of windows()) if (one.webContents.isCrashed()) one.webContents.reload()
    place()
    pair.hand.showInactive()
    if (!covers) pair.hand.setFullScreen(true)
    pair.hand.moveTop()
    pair.veil?.showInactive()
    pair.veil?.moveTop()
    clearInterval(looking)
    looking = setInterval(takeWhenIdle, LOOK_MS)
    takeWhenIdle()
  }
  const takeWhenIdle = (): void => {
    if (pair && !pair.hand.isDestroyed() && pair.hand.isVisible() && !pair.hand.isFocused() && tools.idleSeconds() >= IDLE_S) pair.hand.focus()
  }

  const hide = (): void => {
    wanted = false
    clearInterval(looking)
    if (!pair || pair.hand.isDestroyed()) return
    pair.veil?.hide()
    if (pair.hand.isFullScreen()) pair.hand.setFullScreen(false)
    pair.hand.hide()
  }

  // its display went, or became another
  const moved = (): void => {
    if (!wanted || !pair?.hand.isVisible()) return
    if (pair.hand.isFullScreen() && covers) pair.hand.setFullScreen(false)
    place()
    if (pair.hand.isFocused() && tools.x11) pair.hand.setFullScreen(true)
  }
  screen.on('display-removed', moved)
  screen.on('display-metrics-changed', moved)

  return {
    warm: () => { if (!closing) pair ??= open() },
    show: () => {
      wanted = true
      pair ??= open()
      if (pair.ready) present()
    },
    hide,
    stands: () => windows().some((w) => w.isVisible()),
    contents: () => windows().map((w) => w.webContents),
    isOurs: (contents) => windows().some((w) => w.webContents === contents),
    letGo: () => { closing = true }
  }
}

/** The display that a person looks at: the one with the pointer. */
const inUse = (): Rectangle => screen.getDisplayNearestPoint(screen.getCursorScreenPoint()).bounds
