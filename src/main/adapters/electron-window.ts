import type { BrowserWindow, WebContents } from 'electron'
import type { WindowPlace } from '../ports/layouts'
import { guardedWindow, type GuardedTools } from './electron-guarded'
import { ORIGIN } from './electron-protocol'

export interface MainWindow {
  /** Opens it, or brings it to the front. */
  readonly show: () => void
  readonly contents: () => readonly WebContents[]
  readonly isOurs: (contents: WebContents) => boolean
  /** From now on closing closes. */
  readonly letGo: () => void
  readonly window: () => BrowserWindow | null
  /** Where it is; null: it has not been opened, or is no more. */
  readonly place: () => WindowPlace | null
  readonly put: (place: WindowPlace) => void
}

export interface WindowTools extends GuardedTools {
  /** Place to open first, as the page's hash. */
  readonly hash: string
  readonly background: string
  /** Where it opens; null: the system decides. */
  readonly bounds: () => WindowPlace | null
  /** A person has put it somewhere, or has closed it. */
  readonly onMoved: () => void
  /** It is made, and not seen yet. */
  readonly onMade?: (window: BrowserWindow) => void
  readonly size: { readonly width: number; readonly height: number } | null
}

/** The window: guarded, on our own origin. Closing hides it, so that Garda keeps watching. */
export const createMainWindow = (tools: WindowTools): MainWindow => {
  let window: BrowserWindow | null = null
  let closing = false

  const open = (): BrowserWindow => {
    const place = tools.size ? null : tools.bounds()
    const made = guardedWindow({
      width: tools.size?.width ?? place?.width ?? 1440,
      height: tools.size?.height ?? place?.height ?? 900,
      ...(place ? { x: place.x, y: place.y } : {}),
      useContentSize: tools.size !== null,
      minWidth: 480, minHeight: 360, show: false, title: 'Garda', backgroundColor: tools.background, autoHideMenuBar: true
    }, tools)
    if (place?.maximized) made.maximize()
    made.once('ready-to-show', () => { made.show() })
    for (const event of ['move', 'resize', 'maximize', 'unmaximize'] as const) made.on(event as 'move', tools.onMoved)
    tools.onMade?.(made)
    made.on('close', (event) => { if (!closing) { event.preventDefault(); made.hide() } })
    made.on('closed', () => { window = null })
    void made.loadURL(`${ORIGIN}/index.html${tools.hash}`)
    return made
  }
  const living = (): BrowserWindow | null => (window && !window.isDestroyed() ? window : null)

  return {
    show: () => {
      if (!window) { window = open(); return }
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    },
    contents: () => (window && !window.isDestroyed() ? [window.webContents] : []),
    isOurs: (contents) => window?.webContents === contents,
    letGo: () => { closing = true },
    window: () => window,
    place: () => { const made = living(); return made ? { ...made.getNormalBounds(), maximized: made.isMaximized() } : null },
    put: ({ x, y, width, height, maximized }) => {
      const made = living()
      if (!made) return
      if (made.isMaximized()) made.unmaximize()
      made.setBounds({ x, y, width, height })
      if (maximized) made.maximize()
    }
  }
}
