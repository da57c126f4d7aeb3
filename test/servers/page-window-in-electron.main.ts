import { app, BrowserWindow, type WebContents } from 'electron'
import { electronPageWindow } from '../../src/main/adapters/electron-page-window'
import { declareProtocol, ORIGIN, serveProtocol } from '../../src/main/adapters/electron-protocol'

/** One program of two: a full-screen one that somebody types into, or one with a page window that SIGUSR2 shows and hides, and whose page SIGHUP hangs. Both write what reaches them. */
const say = (words: string): void => { process.stdout.write(`${words}\n`) }
export type Role = 'other' | 'pager'
const nameOf = (contents: WebContents): string => contents.getURL().replace(`${ORIGIN}/index.html`, '')
const { GARDA_TEST_PAGES: pages = '', GARDA_TEST_ROLE: role, GARDA_TEST_X: x } = process.env

app.on('web-contents-created', (_event, contents) => {
  const name = (): string => nameOf(contents)
  contents.on('did-finish-load', () => { say(`${name()} loaded by ${contents.getOSProcessId()}`) })
  contents.on('page-title-updated', (_title, title) => { say(`${title} in ${name()}`) })
  contents.on('before-input-event', (_input, { type, key }) => { if (type === 'keyDown') say(`key ${key} in ${name()}`) })
  contents.on('input-event', (_input, { type }) => { if (type === 'mouseUp') say(`click in ${name()}`) })
})
app.on('browser-window-created', (_event, window) => {
  const name = (): string => nameOf(window.webContents)
  window.on('focus', () => { say(`focus of ${name()}`) })
  window.on('show', () => { say(`${name()} stands ${Math.round(performance.now() - asked)} ms after it was asked for`) })
})

let asked = 0
/** As the desk is to be taken for. */
let idle = 0
declareProtocol()
void app.whenReady().then(() => {
  serveProtocol(pages)
  if (role === ('other' satisfies Role)) {
    const window = new BrowserWindow({ show: false, x: Number(x), y: 0, width: 400, height: 300 })
    void window.loadURL(`${ORIGIN}/index.html#other`).then(() => {
      window.setFullScreen(true)
      window.show()
    })
    return
  }
  const window = electronPageWindow({ preload: '', icon: '', platform: process.platform, x11: true, idleSeconds: () => idle, onGone: say, openLink: say })
  // the page computes for ever
  process.on('SIGHUP', () => { void window.contents()[0]?.executeJavaScript('for (;;);') })
  // SIGWINCH: nobody has touched anything for a minute
  process.on('SIGWINCH', () => { idle = 60 })
  let shown = false
  process.on('SIGUSR2', () => {
    shown = !shown
    asked = performance.now()
    if (shown) window.show()
    else window.hide()
  })
  window.warm()
  let loading = window.contents().length
  for (const contents of window.contents()) contents.once('did-finish-load', () => { if (--loading === 0) say('ready') })
})
