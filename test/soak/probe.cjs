// Loaded into the main process before Garda's own code, and asked by SIGUSR2: says in a line what only that process can tell.
// It has no timer of its own, and nothing drives the windows: a tool that does keeps hidden ones drawing.
const { app, BrowserWindow } = require('electron')
const { monitorEventLoopDelay } = require('node:perf_hooks')
const { setFlagsFromString } = require('node:v8')
const { runInNewContext } = require('node:vm')

const MiB = 2 ** 20
/** A person who looks at the main window for a moment, and closes it. */
const LOOKED_MS = 3_000

const delay = process.env.GARDA_SOAK_DELAY === '1' ? monitorEventLoopDelay({ resolution: 10 }) : null
delay?.enable()

/** The heaps are swept before one in so many answers, so that it tells what is kept; 0: never. Swept too often, V8 forgets code and makes it anew. */
const sweepsEvery = Number(process.env.GARDA_SOAK_SWEEP ?? 0)
if (sweepsEvery > 0) setFlagsFromString('--expose-gc')
const sweep = /** @type {() => void} */ (sweepsEvery > 0 ? runInNewContext('gc') : () => undefined)

const nameOf = (/** @type {Electron.WebContents} */ contents) => {
  const [, page = '', hash = ''] = /([^/#]*)(#.*)?$/.exec(contents.getURL()) ?? []
  return page === 'plain.html' ? 'plain wall' : hash.startsWith('#wall') ? 'wall' : hash.startsWith('#page') ? 'page window' : page === 'index.html' ? 'main window' : 'other window'
}

const metricsOf = async (/** @type {Electron.WebContents} */ contents, /** @type {boolean} */ swept) => {
  const tool = contents.debugger
  if (!tool.isAttached()) {
    tool.attach('1.3')
    await tool.sendCommand('Performance.enable')
  }
  if (swept) await tool.sendCommand('HeapProfiler.collectGarbage')
  const { metrics } = await tool.sendCommand('Performance.getMetrics')
  if (process.env.GARDA_SOAK_BARE === '1') tool.detach()
  return Object.fromEntries(metrics.map((/** @type {{ name: string, value: number }} */ { name, value }) => [name, value]))
}

/** How many rows each part of the state has. */
const ROWS = 'self.garda.snapshot().then(({ state }) => Object.fromEntries(Object.entries(state).map(([name, table]) => [name, Object.keys(table).length])))'
/** Frames since the first question. A hidden page has none; a seen one has as many as its display, which counting costs. */
const FRAMES = `(() => {
  if (self.soakFrames === undefined) {
    self.soakFrames = 0
    const count = () => { self.soakFrames++; requestAnimationFrame(count) }
    requestAnimationFrame(count)
  }
  return [self.soakFrames, document.visibilityState]
})()`

const windowsOf = (/** @type {boolean} */ swept) => Promise.all(BrowserWindow.getAllWindows().filter(({ webContents }) => webContents.getURL() !== '' && !webContents.isCrashed()).map(async (window) => {
  const { webContents } = window
  const m = await metricsOf(webContents, swept)
  const name = nameOf(webContents)
  const [frames, visibility] = process.env.GARDA_SOAK_FRAMES === '1' ? await webContents.executeJavaScript(FRAMES) : [0, '']
  return {
    name, pid: webContents.getOSProcessId(), visible: window.isVisible(), frames, visibility, nodes: m.Nodes, listeners: m.JSEventListeners, documents: m.Documents, heapMiB: m.JSHeapUsedSize / MiB,
    layouts: m.LayoutCount, styles: m.RecalcStyleCount, scriptSeconds: m.ScriptDuration, taskSeconds: m.TaskDuration
  }
}))

const sample = async (/** @type {boolean} */ swept) => {
  if (swept) sweep()
  const windows = await windowsOf(swept)
  const wall = BrowserWindow.getAllWindows().find(({ webContents }) => nameOf(webContents) === 'wall')
  const rows = wall ? await wall.webContents.executeJavaScript(ROWS) : {}
  const late = delay && { p50: delay.percentile(50) / 1e6, p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 }
  const told = { swept, windows, rows, heapMiB: process.memoryUsage().heapUsed / MiB, resources: process.getActiveResourcesInfo().length, delay: late }
  delay?.reset()
  return told
}

// a signal may be told twice
let answering = false
let answered = 0
const answer = async () => {
  if (answering) return
  answering = true
  const told = await sample(sweepsEvery > 0 && answered % sweepsEvery === 0).catch((/** @type {unknown} */ error) => ({ error: String(error) }))
  answering = false
  process.stdout.write(`soak ${++answered} ${JSON.stringify(told)}\n`)
}
process.on('SIGUSR2', () => { void answer() })

app.on('browser-window-created', (_event, window) => {
  window.once('show', () => { setTimeout(() => { if (!window.isDestroyed() && nameOf(window.webContents) === 'main window') window.close() }, LOOKED_MS) })
})
app.whenReady().then(() => { process.stdout.write('soak ready\n') })
