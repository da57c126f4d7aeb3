import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startAlertmanager, type Alertmanager } from '../servers/alertmanager'
import { startDesktop } from '../servers/desktop'
import { startNotificationService } from '../servers/notification-service'
import { scratch, until } from '../servers/process'
import { startTray, startWindowManager, watchNotifyCalls } from './support/desktop-parts'
import { expect, launchGarda, test, type Launch } from './support/garda'
import { stateOf } from './support/watching'

const watching = async (alertmanager: Alertmanager): Promise<{ readonly launch: Launch; readonly remove: () => Promise<void> }> => {
  const { path, remove } = await scratch('e2e-config')
  const config = join(path, 'garda.yaml')
  await writeFile(config, `sources:\n  - { name: am, kind: alertmanager, url: "${alertmanager.url}", interval: 1s }\npaging: { nightWatch: { schedule: false } }\n`)
  return { launch: { args: ['--config', config] }, remove }
}

test('an alert becomes one real notification that names it, and a click brings the window', async ({ desktop, launch }) => {
  const alertmanager = await startAlertmanager()
  const config = await watching(alertmanager)
  const [manager, tray, notified] = await Promise.all([startWindowManager(desktop), startTray(desktop), watchNotifyCalls(desktop)])
  try {
    const { app, window } = await launch(config.launch)
    const visible = (): Promise<boolean> => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((each) => each.isVisible()))
    await until('the first look', () => window.evaluate(() => document.body.innerText), (text) => /(\d+) of \1 fresh/.test(text))
    await app.evaluate(({ BrowserWindow }) => { BrowserWindow.fromId(1)?.close() })
    await expect.poll(visible).toBe(false)

    await alertmanager.post([{ labels: { alertname: 'CheckoutDown', severity: 'critical', service: 'checkout', env: 'production' }, annotations: { summary: 'Nobody can pay' } }])
    const [call] = await notified.until(1)
    expect(call?.title).toContain('checkout')
    await until('the popup', desktop.displayed, (count) => count === 1)

    await desktop.click()
    await expect.poll(visible).toBe(true)
    await expect(window.getByText('CheckoutDown').first()).toBeVisible()
    expect(notified.calls()).toHaveLength(1)
  } finally {
    await Promise.all([notified.stop(), tray.stop(), manager.stop(), alertmanager.stop(), config.remove()])
  }
})

test('a page that the notification service refuses is shown when it no longer does, once', async () => {
  const alertmanager = await startAlertmanager()
  const config = await watching(alertmanager)
  const desktop = await startDesktop()
  const service = await startNotificationService(desktop.address)
  const garda = await launchGarda(desktop, config.launch)
  try {
    await until('the first look', () => garda.window.evaluate(() => document.body.innerText), (text) => /(\d+) of \1 fresh/.test(text))
    service.refuse('too many')
    await alertmanager.post([{ labels: { alertname: 'CheckoutDown', severity: 'critical', service: 'checkout', env: 'production' } }])
    await until('the refusal', service.notified, (list) => list.length === 1)
    service.refuse(null)
    await until('the next try', service.notified, (list) => list.length === 2)
    const title = 'CRITICAL: checkout, PRODUCTION'
    expect(service.notified().map(({ id, title: said }) => [id, said])).toEqual([[0, title], [1, title]])
    // an Alertmanager first lists what it has not yet processed, and that is decided against
    const became = async (): Promise<readonly unknown[]> =>
      Object.values((await stateOf(garda.window)).notifications).filter(({ reason }) => reason !== 'pending').map(({ outcome, reason }) => [outcome, reason])
    await expect.poll(became).toEqual([['suppressed', 'daemon-refused'], ['shown', 'new']])
    service.invoke(1, 'default')
    await expect(garda.window.getByRole('row').filter({ hasText: 'CheckoutDown' })).toBeVisible()
  } finally {
    await garda.quit()
    await service.stop()
    await desktop.stop()
    await Promise.all([alertmanager.stop(), config.remove()])
  }
})
