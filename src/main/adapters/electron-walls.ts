import type { BrowserWindow, BrowserWindowConstructorOptions, WebContents } from 'electron'
import type { Rect } from '@shared/domain/display'
import type { StandingWall, WallWindows } from '../ports/walls'
import { DRAWN } from './drawn'
import { guardedWindow, RELOADS_WITHIN_MS, type GuardedTools } from './electron-guarded'
import { ORIGIN } from './electron-protocol'

export interface ElectronWalls extends Omit<WallWindows, 'tell'> {
  /** Those whose own page stands, and those that have the plain one. */
  readonly contents: (which: 'own' | 'plain') => readonly WebContents[]
  readonly isOurs: (contents: WebContents) => boolean
  /** Another window of Garda's is seen through the walls that would cover it, wherever it is from now on. */
  readonly beneath: (window: BrowserWindow) => void
  /** From now on closing closes. */
  readonly letGo: () => void
}

export interface WallTools extends GuardedTools {
  readonly platform: NodeJS.Platform
  /** Whether windows are those of an X server; see `speaksX11`. */
  readonly x11: boolean
  /** Before anything is drawn. */
  readonly background: () => string
}

/**
 * So often a page is asked whether it draws, which costs both sides something, and while it does not answer, so often that is looked at. It is given up when it has not by the third look
 * after a question: at most 3.75 s after it began to hang, so that with the time to load it a wall is back within five.
 */
const ASK_MS = 1_500
const LOOK_MS = 750
const MOST_UNANSWERED = 3
/** Loading, and drawing for the first time, may take longer: so many questions. */
const MOST_BLANK = 9
/** A plain page that dies is loaded again after a moment: nothing stands behind it. */
const PLAIN_AGAIN_MS = 1_000
const AGAIN_MS = 1_000
const PLAIN = `${ORIGIN}/plain.html`

interface One { wall: StandingWall; readonly window: BrowserWindow; plain: boolean; shape: string; readonly end: () => void }

/**
 * The windows of walls. None can be given the keyboard: on X11 the window manager leaves them alone, so they cover their display on every workspace and are where they are put;
 * elsewhere they are full screen there. Wayland lets no program choose the display.
 */
export const electronWalls = (tools: WallTools): ElectronWalls => {
  const open = new Map<string, One>()
  let closing = false
  let wanted: readonly StandingWall[] = []
  const beneath = new Set<BrowserWindow>()

  const make = (wall: StandingWall): One => {
    const window = guardedWindow({ ...LOOK, ...wall.bounds, title: `Garda: ${wall.name}`, backgroundColor: tools.background() }, tools, () => { fallBack() })
    const { webContents } = window
    let timer: ReturnType<typeof setTimeout> | undefined
    const one: One = {
      wall, window, plain: false, shape: '',
      end: () => {
        clearTimeout(timer)
        unheed()
        open.delete(one.wall.name)
        if (!window.isDestroyed()) window.destroy()
      }
    }
    const load = (plain: boolean): void => {
      if (window.isDestroyed()) return
      one.plain = plain
      clearTimeout(timer)
      if (plain) timer = setTimeout(() => { load(false) }, RELOADS_WITHIN_MS)
      // what fails to load is noticed by what it does not answer
      webContents.loadURL(plain ? PLAIN : `${ORIGIN}/index.html#wall/${encodeURIComponent(one.wall.item)}`).catch((error: unknown) => { tools.onGone(String(error)) })
    }
    const fallBack = (): void => {
      if (!one.plain) { load(true); return }
      clearTimeout(timer)
      timer = setTimeout(() => { load(true) }, PLAIN_AGAIN_MS)
    }
    const unheed = heed(webContents)
    window.on('unresponsive', () => { webContents.forcefullyCrashRenderer() })
    window.on('close', (event) => { if (!closing && open.get(one.wall.name) === one) event.preventDefault() })
    // a desktop that ends windows of its own accord does not end the wall
    window.on('closed', () => {
      clearTimeout(timer)
      unheed()
      if (open.get(one.wall.name) !== one) return
      open.delete(one.wall.name)
      setTimeout(() => {
        // meanwhile its display may have gone, or become another
        const now = wanted.find(({ name }) => name === one.wall.name)
        if (!closing && now && !open.has(now.name)) show(now)
      }, AGAIN_MS)
    })
    window.setVisibleOnAllWorkspaces(true)
    load(false)
    return one
  }

  const place = ({ window, wall: { bounds, scale } }: One): void => {
    const wanted = tools.x11 ? covering(bounds, scale) : bounds
    if (!same(window.getBounds(), wanted)) {
      if (window.isFullScreen()) window.setFullScreen(false)
      window.setBounds(wanted)
    }
    if (!tools.x11 && tools.platform !== 'darwin') window.setFullScreen(true)
    if (tools.platform === 'darwin') window.setSimpleFullScreen(true)
  }

  const show = (wall: StandingWall): void => {
    const one = make(wall)
    open.set(wall.name, one)
    place(one)
    one.window.showInactive()
    // showing may move it
    place(one)
    cut()
  }

  /** On X11 nothing that the window manager keeps comes above a wall, and some end when they are asked for it: a wall has a hole where another window of ours is. */
  const cut = (): void => {
    const holes = [...beneath].filter((window) => !window.isDestroyed() && window.isVisible() && !window.isMinimized()).map((window) => withRim(window.getBounds()))
    for (const one of living()) {
      const whole = one.window.getBounds()
      const here = holes.filter((hole) => overlaps(hole, whole))
      // one that never had a hole needs no shape; without any it would be nowhere, whatever Electron says of that
      if (here.length === 0 && one.shape === '') continue
      const shape = besides(whole, here).map((part) => ({ ...part, x: part.x - whole.x, y: part.y - whole.y }))
      const text = JSON.stringify(shape)
      if (text === one.shape) continue
      one.shape = text
      one.window.setShape(shape)
    }
  }

  const living = (): readonly One[] => [...open.values()].filter(({ window }) => !window.isDestroyed())
  return {
    stand: (walls) => {
      if (closing) return
      wanted = walls
      for (const one of living()) if (!walls.some(({ name, item }) => name === one.wall.name && item === one.wall.item)) one.end()
      for (const wall of walls) {
        const one = open.get(wall.name)
        if (!one || one.window.isDestroyed()) { show(wall); continue }
        one.wall = wall
        place(one)
      }
      cut()
    },
    plain: () => living().flatMap(({ plain, wall }) => (plain ? [wall.name] : [])),
    contents: (which) => living().flatMap(({ plain, window }) => (plain === (which === 'plain') ? [window.webContents] : [])),
    isOurs: (contents) => living().some(({ window }) => window.webContents === contents),
    beneath: (window) => {
      // elsewhere whatever is opened comes above by itself
      if (!tools.x11) return
      beneath.add(window)
      window.on('closed', () => { beneath.delete(window); cut() })
      for (const event of MOVES) window.on(event as 'show', cut)
    },
    letGo: () => { closing = true }
  }
}

const LOOK: BrowserWindowConstructorOptions = {
  frame: false, show: false, focusable: false, skipTaskbar: true, movable: false, minimizable: false, maximizable: false, autoHideMenuBar: true,
  hasShadow: false, roundedCorners: false, thickFrame: false, enableLargerThanScreen: true
}

/** On X11 a window of exactly the display's size is made a pixel smaller, and at a fractional scale places and sizes are rounded: better a line of the neighbour's than one that is not covered. */
const covering = ({ x, y, width, height }: Rect, scale: number): Rect =>
  (Number.isInteger(scale) ? { x, y, width, height: height + 1 } : { x: x - 1, y: y - 1, width: width + 2, height: height + 2 })
const MOVES = ['show', 'hide', 'minimize', 'restore', 'move', 'resize', 'maximize', 'unmaximize', 'enter-full-screen', 'leave-full-screen'] as const
/** With what a window manager draws around it, which it is not told of. */
const withRim = ({ x, y, width, height }: Rect): Rect => ({ x: x - RIM.side, y: y - RIM.top, width: width + 2 * RIM.side, height: height + RIM.top + RIM.side })
const RIM = { top: 30, side: 6 }
const overlaps = (a: Rect, b: Rect): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
/** What is left of `whole` without the holes, in rectangles; a point where nothing is: a window without any shape has all of it. */
export const besides = (whole: Rect, holes: readonly Rect[]): readonly Rect[] => {
  const left = holes.reduce<readonly Rect[]>((parts, hole) => parts.flatMap((part) => (overlaps(part, hole) ? around(part, hole) : [part])), [whole])
  return left.length > 0 ? left : [{ x: whole.x, y: whole.y, width: 1, height: 1 }]
}
const around = (part: Rect, hole: Rect): readonly Rect[] => {
  const [right, bottom] = [part.x + part.width, part.y + part.height]
  const [left, top] = [Math.max(part.x, hole.x), Math.max(part.y, hole.y)]
  const [end, foot] = [Math.min(right, hole.x + hole.width), Math.min(bottom, hole.y + hole.height)]
  return [
    { x: part.x, y: part.y, width: part.width, height: top - part.y }, { x: part.x, y: foot, width: part.width, height: bottom - foot },
    { x: part.x, y: top, width: left - part.x, height: foot - top }, { x: end, y: top, width: right - end, height: foot - top }
  ].filter(({ width, height }) => width > 0 && height > 0)
}
const same = (a: Rect, b: Rect): boolean => a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height

/** Straight to the frame: by way of the window's own messages it would cost both sides twice as much, every second. */
const ask = async ({ mainFrame }: WebContents): Promise<boolean> => {
  try { return await mainFrame.executeJavaScript(DRAWN) === true } catch { return false }
}
/**
 * Ends a page that does not answer, or never draws: nobody presses a key on a wall, and without one the system does not notice. What is counted are questions, so that sleep counts for nothing.
 * Returns its own end.
 */
const heed = (contents: WebContents): (() => void) => {
  let unanswered = 0
  let blank = 0
  let waiting = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let ended = false
  const fresh = (): void => { unanswered = 0; blank = 0; waiting = false }
  contents.on('did-start-loading', fresh)
  contents.on('did-finish-load', fresh)
  contents.on('render-process-gone', fresh)
  const next = (ms: number): void => { clearTimeout(timer); timer = ended ? undefined : setTimeout(look, ms) }
  const look = (): void => {
    next(ASK_MS)
    if (contents.isDestroyed() || contents.isCrashed()) return
    if (contents.isLoadingMainFrame()) blank++
    else if (waiting) unanswered++
    if (unanswered >= MOST_UNANSWERED || blank >= MOST_BLANK) { fresh(); contents.forcefullyCrashRenderer(); return }
    if (contents.isLoadingMainFrame()) return
    next(LOOK_MS)
    if (waiting) return
    waiting = true
    void ask(contents).then((drawn) => {
      waiting = false
      unanswered = 0
      blank = drawn ? 0 : blank + 1
      next(ASK_MS)
    })
  }
  next(ASK_MS)
  return () => { ended = true; clearTimeout(timer) }
}
