import { delimiter } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { startAlertmanager, type PostedAlert } from '../servers/alertmanager'
import { startLoudspeaker } from '../servers/loudspeaker'
import { until } from '../servers/process'
import { startWindowManager, watchNotifyCalls } from './support/desktop-parts'
import { expect, test, untilFresh, untilState } from './support/watching'

const alert = (name: string): PostedAlert => ({
  labels: { alertname: name, severity: 'critical', service: name.toLowerCase(), env: 'production' }, annotations: { summary: `${name} is ill` }, endsAt: new Date(Date.now() + 600_000).toISOString()
})

interface Seen { readonly id: number; readonly pid: number; readonly visible: boolean; readonly crashed: boolean; readonly loading: boolean }
/** The window of a page that takes the keyboard, as the main process sees it. */
const pageWindow = (app: ElectronApplication): Promise<Seen | null> => app.evaluate(({ BrowserWindow }) => {
  const found = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().endsWith('#page'))
  if (!found) return null
  const { webContents } = found
  return { id: found.id, pid: webContents.getOSProcessId(), visible: found.isVisible(), crashed: webContents.isCrashed(), loading: webContents.isLoading() }
})
const ready = (app: ElectronApplication): Promise<Seen | null> => until('the window of a page, ready', () => pageWindow(app), (seen) => seen !== null && seen.pid !== 0 && !seen.loading)
const says = (app: ElectronApplication, id: number): Promise<string> =>
  app.evaluate(({ BrowserWindow }, which) => BrowserWindow.fromId(which)?.webContents.executeJavaScript('document.body.innerText') as Promise<string>, id)

test('a page window whose renderer crashed is loaded again and shows the page; one that hangs keeps nothing else from being heard and told', async ({ desktop, launch, config, owned }) => {
  test.setTimeout(100_000)
  owned(await startWindowManager(desktop))
  const alertmanager = owned(await startAlertmanager())
  const notified = owned(await watchNotifyCalls(desktop))
  const speaker = await startLoudspeaker()
  owned({ stop: speaker.remove })
  await speaker.put('pw-play')
  const file = await config({ paging: { ladders: [{ sound: { after: '0s', every: '10s' }, window: { after: '0s' } }] }, sources: [{ name: 'am', kind: 'alertmanager', url: alertmanager.url, interval: '1s' }] })
  const { app, window, log } = await launch({ args: ['--config', file], env: { PATH: `${speaker.path}${delimiter}${process.env['PATH'] ?? ''}` } })
  await untilFresh(window, 1)

  const first = await ready(app)
  process.kill(first!.pid, 'SIGKILL')
  const second = await until('another renderer', () => pageWindow(app), (seen) => seen !== null && seen.pid !== 0 && seen.pid !== first!.pid && !seen.crashed && !seen.loading)
  expect(log()).toContain('a window crashed')
  await alertmanager.post([alert('Checkout')])
  await until('the page', () => pageWindow(app), (seen) => seen?.visible === true)
  await until('its words', () => says(app, second!.id), (text) => text.includes('Checkout is ill'))

  // a renderer that answers nobody any more
  await app.evaluate(({ BrowserWindow }, id) => { void BrowserWindow.fromId(id)?.webContents.executeJavaScript('for (;;);') }, second!.id)
  const heard = (await speaker.calls()).length
  await alertmanager.post([alert('Payments')])
  const calls = await notified.until(2)
  expect(calls.map(({ title }) => title)).toEqual(['CRITICAL: checkout, PRODUCTION', 'CRITICAL: payments, PRODUCTION'])
  await until('two more sounds', async () => (await speaker.calls()).length, (count) => count >= heard + 2, 40_000)
  const at = Date.now()
  await untilState('looks that go on', window, ({ ages }) => (ages['am']?.successAt ?? 0) > at)
})
