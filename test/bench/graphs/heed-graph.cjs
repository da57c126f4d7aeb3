// Loaded into the main process before Garda's own code: closes the main window, as a person does, and says when the graph of the alert that it is
// brought to stands on the screen. No tool drives the window meanwhile: one that does keeps hidden ones drawing.
const { app } = require('electron')

const names = (process.env['GARDA_BENCH_WORDS'] ?? '').split('|')
const SETTLE_MS = 4_000

/** In the page: when the frame after the one with the graph of this alert was drawn, ms since 1970. */
const drawn = (/** @type {string} */ name) => `new Promise((resolve) => {
  const stands = () => {
    const details = document.querySelector('[data-drawer]')
    return document.visibilityState === 'visible' && details?.querySelector('h2')?.textContent === ${JSON.stringify(name)} && details.querySelector('.g-line[d^=M]') !== null
  }
  const look = () => requestAnimationFrame(() => { if (stands()) requestAnimationFrame(() => { resolve(Date.now()) }); else look() })
  look()
})`

app.on('browser-window-created', (_event, window) => {
  window.webContents.once('did-finish-load', () => {
    if (new URL(window.webContents.getURL()).hash.startsWith('#page')) return
    const heed = (/** @type {number} */ index) => {
      const name = names[index]
      if (name === undefined) return
      window.close()
      process.stdout.write(`closed before ${name}\n`)
      void window.webContents.executeJavaScript(drawn(name)).then((at) => {
        process.stdout.write(`drawn ${name} at ${String(at)}\n`)
        setTimeout(() => heed(index + 1), 1_000)
      })
    }
    setTimeout(() => heed(0), SETTLE_MS)
  })
})
