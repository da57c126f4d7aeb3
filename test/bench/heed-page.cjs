// Loaded into the main process before Garda's own code: says how long a page took from being asked for to being drawn where a person sees it.
// No tool drives the windows meanwhile: one that does keeps hidden ones drawing.
const { app } = require('electron')

const words = (process.env['GARDA_BENCH_WORDS'] ?? '').split('|')
/** @type {number | null} */
let asked = null
/** Which of the words is awaited. */
let index = 0
/** Windows of pages. @type {Set<import('electron').BrowserWindow>} */
const windows = new Set()

/** In the page: when the frame after the one with these words was drawn, ms since 1970. */
const drawn = (/** @type {string} */ wanted) => `new Promise((resolve) => {
  const look = () => requestAnimationFrame(() => {
    if (document.visibilityState === 'visible' && document.body.innerText.includes(${JSON.stringify(wanted)})) requestAnimationFrame(() => { resolve(Date.now()) })
    else look()
  })
  look()
})`

// whichever of the two windows of a page shows it first: the one above a full-screen program goes at once where nobody types
const heed = (/** @type {import('electron').BrowserWindow} */ window) => {
  const at = index
  const wanted = words[at]
  if (wanted === undefined) return
  void window.webContents.executeJavaScript(drawn(wanted)).then((when) => {
    if (index !== at) return
    index++
    process.stdout.write(`drawn ${wanted} after ${Number(when) - (asked ?? NaN)} ms\n`)
  })
}

app.on('browser-window-created', (_event, window) => {
  const show = window.showInactive.bind(window)
  window.showInactive = () => { asked ??= Date.now(); show() }
  window.webContents.once('did-finish-load', () => {
    if (!new URL(window.webContents.getURL()).hash.startsWith('#page')) return
    windows.add(window)
    heed(window)
    window.on('hide', () => {
      if ([...windows].some((w) => w.isVisible())) return
      asked = null
      for (const w of windows) heed(w)
    })
  })
})
