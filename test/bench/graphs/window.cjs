// The bare window that the graphs are measured in: Garda's runtime, nothing of Garda's main process.
const { app, BrowserWindow } = require('electron')

void app.whenReady().then(() => {
  const window = new BrowserWindow({
    x: 0, y: 0, width: 1280, height: 800, useContentSize: true, frame: false, backgroundColor: '#0c0f11', webPreferences: { contextIsolation: true, sandbox: true, backgroundThrottling: false }
  })
  return window.loadFile(process.env['GARDA_BENCH_PAGE'] ?? '')
})
