// Loaded into the main process before Garda's own code: says how long a page took from being asked for to being drawn where a person sees it.
// No tool drives the windows meanwhile: one that does keeps hidden ones drawing.
const { app } = require('electron')

const words = (process.env['GARDA_BENCH_WORDS'] ?? '').split('|')
/** @type {number | null} */
let asked = null

/** In the page: when the frame after the one with these words was drawn, ms since 1970. */
const drawn = (/** @type {string} */ wanted) => `new Promise((resolve) => {
  const look = () => requestAnimationFrame(() => {
    if (document.visibilityState === 'visible' && document.body.innerText.includes(${JSON.stringify(wanted)})) requestAnimationFrame(() => { resolve(Date.now()) })
    else look()
  })
  look()
})`

app.on('browser-window-created', (_event, window) => {
  const show = window.showInactive.bind(window)
  window.showInactive = () => { asked ??= Date.now(); show() }
  window.webContents.once('did-finish-load', () => {
    if (!window.webContents.getURL().endsWith('#page/veil')) return
    const next = (/** @type {number} */ index) => {
      const wanted = words[index]
      if (wanted === undefined) return
      void window.webContents.executeJavaScript(drawn(wanted)).then((at) => {
        process.stdout.write(`drawn ${wanted} after ${Number(at) - (asked ?? NaN)} ms\n`)
        window.once('hide', () => { asked = null; next(index + 1) })
      })
    }
    next(0)
  })
})
