import type { ElectronApplication, Page } from '@playwright/test'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { startAlertmanager } from '../servers/alertmanager'
import type { Desktop } from '../servers/desktop'
import { scratch, until } from '../servers/process'
import { launchGarda } from '../e2e/support/garda'
import { stateOf } from '../e2e/support/watching'
import { pssMiB } from './processes'
import type { Row } from './table'

/** From here on the main process notes when a window is made or shown for the first time after `forget`. */
const heed = (app: ElectronApplication): Promise<void> => app.evaluate(({ app: electron, BrowserWindow }) => {
  const noted = globalThis as { askedAt?: number | null }
  const note = (): void => { noted.askedAt ??= Date.now() }
  const wrap = (window: Electron.BrowserWindow): void => {
    const show = window.showInactive.bind(window)
    window.showInactive = () => { note(); show() }
  }
  BrowserWindow.getAllWindows().forEach(wrap)
  electron.on('browser-window-created', (_event, window) => { note(); wrap(window) })
})
const forget = (app: ElectronApplication): Promise<void> => app.evaluate(() => { (globalThis as { askedAt?: number | null }).askedAt = null })
const askedAt = (app: ElectronApplication): Promise<number> => app.evaluate(() => (globalThis as { askedAt?: number | null }).askedAt ?? NaN)

const pageWindow = (app: ElectronApplication): Promise<Page> =>
  until('the page window', () => app.windows().find((each) => each.url().endsWith('#page')) ?? null, (found): found is Page => found !== null) as Promise<Page>

/** When the frame after the one with these words was drawn in a window that stands, ms since 1970. */
const drawnAt = (page: Page, words: string): Promise<number> => page.evaluate((wanted) => new Promise<number>((resolve) => {
  const look = (): void => {
    requestAnimationFrame(() => {
      if (document.visibilityState === 'visible' && document.body.innerText.includes(wanted)) requestAnimationFrame(() => { resolve(Date.now()) })
      else look()
    })
  }
  look()
}), words)

const alert = (name: string) => ({ labels: { alertname: name, severity: 'critical', service: name.toLowerCase(), env: 'production' }, annotations: { summary: `${name} is ill` } })

/** How long a page takes from being asked for to being drawn, first and again, and what it costs to have its window ready. */
export const paging = async (desktop: Desktop, launches: number): Promise<readonly Row[]> => {
  const first: number[] = []
  const again: number[] = []
  const memory: number[] = []
  for (let i = 0; i < launches; i++) {
    const alertmanager = await startAlertmanager()
    const folder = await scratch('bench')
    const file = join(folder.path, 'garda.yaml')
    await writeFile(file, JSON.stringify({ thisComputer: false, paging: { ladders: [{ window: { after: '0s' } }] }, sources: [{ name: 'am', kind: 'alertmanager', url: alertmanager.url, interval: '1s' }] }))
    const garda = await launchGarda(desktop, { args: ['--config', file] })
    const { app, window } = garda
    await until('the first look', () => stateOf(window), (state) => state.ages['am']?.successAt != null)
    await wait(15_000)
    memory.push(pssMiB(app.process().pid!))
    await heed(app)
    for (const [name, times] of [['Checkout', first], ['Payments', again]] as const) {
      await forget(app)
      await alertmanager.post([alert(name)])
      const drawn = await drawnAt(await pageWindow(app), `${name} is ill`)
      times.push(drawn - await askedAt(app))
      await window.evaluate(async () => {
        const { state } = await self.garda!.snapshot()
        for (const page of Object.values(state.pages)) if (page.status === 'open') await self.garda!.acknowledge({ page: page.id, alerts: [], comment: '' })
      })
      await until('an empty screen', () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().filter((each) => each.webContents.getURL().includes('#page')).every((each) => !each.isVisible())), Boolean)
    }
    await garda.quit()
    await Promise.all([alertmanager.stop(), folder.remove()])
  }
  const span = (values: readonly number[]): string => `${[...values].sort((a, b) => a - b).map((ms) => ms.toFixed(0)).join(', ')} ms`
  return [
    { what: `A page asked for to the page drawn, first of a run, ${launches} runs`, figure: span(first), wanted: '≤ 300 ms' },
    { what: 'A page asked for to the page drawn, second of a run', figure: span(again), wanted: '≤ 300 ms' },
    { what: 'Memory of all processes (PSS), 15 s after the start', figure: `${(memory.reduce((a, b) => a + b, 0) / memory.length).toFixed(0)} MiB`, wanted: '' }
  ]
}
