import type { BrowserWindow } from 'electron'
import { writeFile } from 'node:fs/promises'

/** True in the page when the view stands: data there, fonts loaded, no graph awaited. */
const READY = `(async () => {
  const root = document.documentElement
  if (root.dataset.ready !== 'true' || document.querySelector('[data-asking]')) return false
  await document.fonts.ready
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
  return !document.querySelector('[data-asking]')
})()`
const LONGEST_MS = 20_000
const LOOK_EVERY_MS = 150
/** So many looks in a row must find it ready: one answer may start the next question. */
const STEADY = 4

/** Waits until the window's view stands, then writes it as a PNG. Rejects when it never does. */
export const takeScreenshot = async (window: BrowserWindow, file: string): Promise<void> => {
  const until = Date.now() + LONGEST_MS
  for (let steady = 0; steady < STEADY;) {
    if (Date.now() > until) throw new Error('the view did not come to rest')
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
    steady = (await window.webContents.executeJavaScript(READY).catch(() => false)) === true ? steady + 1 : 0
  }
  const image = await window.webContents.capturePage()
  await writeFile(file, image.toPNG())
}
