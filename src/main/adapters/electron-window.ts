import { BrowserWindow, screen, type WebContents } from 'electron'
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

export interface WindowTools {
  readonly preload: string
  readonly icon: string
  /** Place to open first, as the page's hash. */
  readonly hash: string
  readonly background: string
  readonly bounds: WindowBounds | null
  readonly saveBounds: (bounds: WindowBounds) => void
  /** False: closing only hides. */
  readonly onGone: (reason: string) => void
  readonly openLink: (url: string) => void
  readonly size: { readonly width: number; readonly height: number } | null
}

const RELOADS = 3
const RELOADS_WITHIN_MS = 5 * 60_000

/** The window: sandboxed, on our own origin, going nowhere else. Closing hides it, so that Garda keeps watching. A crashed page is loaded again, three times in five minutes at most. */
export const createMainWindow = (tools: WindowTools): MainWindow => {
  let window: BrowserWindow | null = null
  let closing = false
  const crashes: number[] = []

  const open = (): BrowserWindow => {
    const place = tools.size ? null : visible(tools.bounds)
    const made = new BrowserWindow({
      width: tools.size?.width ?? place?.width ?? 1440,
      height: tools.size?.height ?? place?.height ?? 900,
      ...(place ? { x: place.x, y: place.y } : {}),
      useContentSize: tools.size !== null,
      minWidth: 480, minHeight: 360, show: false, title: 'Garda', icon: tools.icon, backgroundColor: tools.background, autoHideMenuBar: true,
      webPreferences: { preload: tools.preload, sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, spellcheck: false, backgroundThrottling: true }
    })
    if (place?.maximized) made.maximize()
    const { webContents } = made
    webContents.on('will-navigate', (event) => { event.preventDefault() })
    webContents.on('will-attach-webview', (event) => { event.preventDefault() })
    webContents.setWindowOpenHandler(({ url }) => { tools.openLink(url); return { action: 'deny' } })
    webContents.on('render-process-gone', (_event, details) => {
      tools.onGone(details.reason)
      const now = Date.now()
      crashes.push(now)
      if (crashes.filter((at) => at > now - RELOADS_WITHIN_MS).length <= RELOADS) webContents.reload()
    })
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
