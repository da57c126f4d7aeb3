import { BrowserWindow, type BrowserWindowConstructorOptions } from 'electron'

/** What every window of Garda's needs. */
export interface GuardedTools {
  readonly preload: string
  readonly icon: string
  readonly onGone: (reason: string) => void
  readonly openLink: (url: string) => void
}

const RELOADS = 3
/** So long a page that was given up stays so, at least. */
export const RELOADS_WITHIN_MS = 5 * 60_000

/** A window as all of Garda's are: sandboxed, going nowhere else, opening nothing itself. A crashed page is loaded again, three times in five minutes at most; then it is given up. */
export const guardedWindow = (options: Omit<BrowserWindowConstructorOptions, 'webPreferences' | 'icon'>, tools: GuardedTools, onGivenUp: () => void = () => undefined): BrowserWindow => {
  const crashes: number[] = []
  const made = new BrowserWindow({
    ...options, icon: tools.icon,
    webPreferences: { preload: tools.preload, sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, spellcheck: false, backgroundThrottling: true }
  })
  const { webContents } = made
  webContents.on('will-navigate', (event) => { event.preventDefault() })
  webContents.on('will-attach-webview', (event) => { event.preventDefault() })
  webContents.setWindowOpenHandler(({ url }) => { tools.openLink(url); return { action: 'deny' } })
  webContents.on('render-process-gone', (_event, details) => {
    tools.onGone(details.reason)
    const now = Date.now()
    crashes.push(now)
    while (crashes[0]! <= now - RELOADS_WITHIN_MS) crashes.shift()
    if (crashes.length <= RELOADS) webContents.reload(); else onGivenUp()
  })
  return made
}
