import { screen, type BrowserWindow, type WebContents } from 'electron'
import { guardedWindow, type GuardedTools } from './electron-guarded'
import { ORIGIN } from './electron-protocol'

export interface WindowBounds { readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly maximized: boolean }

export interface MainWindow {
  /** Opens it, or brings it to the front. */
  readonly show: () => void
  readonly contents: () => readonly WebContents[]
  readonly isOurs: (contents: WebContents) => boolean
  /** From now on closing closes. */
  readonly letGo: () => void
  readonly window: () => BrowserWindow | null
}

export interface WindowTools extends GuardedTools {
  /** Place to open first, as the page's hash. */
  readonly hash: string
  readonly background: string
  readonly bounds: WindowBounds | null
  readonly saveBounds: (bounds: WindowBounds) => void
  readonly size: { readonly width: number; readonly height: number } | null
}

/** The window: guarded, on our own origin. Closing hides it, so that Garda keeps watching. */
export const createMainWindow = (tools: WindowTools): MainWindow => {
  let window: BrowserWindow | null = null
  let closing = false

  const open = (): BrowserWindow => {
    const place = tools.size ? null : visible(tools.bounds)
    const made = guardedWindow({
      width: tools.size?.width ?? place?.width ?? 1440,
      height: tools.size?.height ?? place?.height ?? 900,
      ...(place ? { x: place.x, y: place.y } : {}),
      useContentSize: tools.size !== null,
      minWidth: 480, minHeight: 360, show: false, title: 'Garda', backgroundColor: tools.background, autoHideMenuBar: true
    }, tools)
    if (place?.maximized) made.maximize()
    made.once('ready-to-show', () => { made.show() })
    made.on('close', (event) => {
      tools.saveBounds({ ...made.getNormalBounds(), maximized: made.isMaximized() })
      if (!closing) { event.preventDefault(); made.hide() }
    })
    made.on('closed', () => { window = null })
    void made.loadURL(`${ORIGIN}/index.html${tools.hash}`)
    return made
  }

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
    window: () => window
  }
}

/** Saved bounds only when a good part of them lies on a display that is there. */
const visible = (bounds: WindowBounds | null): WindowBounds | null => {
  if (!bounds) return null
  const { workArea: a } = screen.getDisplayMatching(bounds)
  const width = Math.min(bounds.x + bounds.width, a.x + a.width) - Math.max(bounds.x, a.x)
  const height = Math.min(bounds.y + bounds.height, a.y + a.height) - Math.max(bounds.y, a.y)
  return width >= 200 && height >= 100 ? bounds : null
}
