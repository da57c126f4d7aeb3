import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { root } from '../../scripts/lib/paths.mjs'
import { startStatusNotifier, type Pixmap } from '../servers/status-notifier'
import { until } from '../servers/process'
import { watchNotifyCalls } from './support/desktop-parts'
import { startScriptedAlertmanager, type ListedAlert } from './support/scripted-alertmanager'
import { expect, stateOf, test, untilFresh } from './support/watching'

const alert = (name: string): ListedAlert => ({ labels: { alertname: name, severity: 'critical', service: name.toLowerCase(), env: 'production' }, annotations: { summary: `${name} is down` } })

/** The picture of that name, for the panel Garda takes this desktop's for, as it goes over the bus. */
const picture = async (app: ElectronApplication, name: string): Promise<Pixmap> => {
  const { bgra, ...size } = await app.evaluate(({ nativeImage, nativeTheme }, { folder, file }) => {
    const image = nativeImage.createFromPath(`${folder}/${nativeTheme.shouldUseDarkColors ? 'dark' : 'light'}/${file}.png`)
    const [factor = 1] = image.getScaleFactors().slice(-1)
    const { width, height } = image.getSize(factor)
    return { width: width * factor, height: height * factor, bgra: image.toBitmap({ scaleFactor: factor }).toString('base64') }
  }, { folder: join(root, 'resources/icons/tray'), file: name })
  const argb = Buffer.from(bgra, 'base64')
  for (let at = 0; at < argb.length; at += 4) argb.writeUInt32BE(argb.readUInt32LE(at), at)
  return { ...size, argb }
}

/** Colours of the opaque pixels and the shape of all: the others' colours are multiplied by their opacity in one place and not in the other. */
const solid = (argb: Buffer): Buffer => {
  const out = Buffer.from(argb)
  for (let at = 0; at < out.length; at += 4) if (out[at] !== 255) out.fill(0, at + 1, at + 4)
  return out
}

test('a panel of the StatusNotifier kind gets the icon of the moment, what it means, and a menu that works', async ({ desktop, launch, config, owned }) => {
  const scripted = owned(await startScriptedAlertmanager([]))
  const panel = owned(await startStatusNotifier(desktop.address))
  const notified = owned(await watchNotifyCalls(desktop))
  const { app, window } = await launch({ args: ['--config', await config({ sources: [{ name: 'am', kind: 'alertmanager', url: scripted.url, interval: '1s' }] })] })
  const visible = (): Promise<boolean> => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((each) => each.isVisible()))
  const hide = async (): Promise<void> => {
    await app.evaluate(({ BrowserWindow }) => { BrowserWindow.fromId(1)?.close() })
    await expect.poll(visible).toBe(false)
  }
  await untilFresh(window, 1)
  const item = await panel.item()
  const labels = async (): Promise<readonly string[]> => (await item.menu()).map(({ label, separator }) => (separator ? '-' : label))
  const drawn = async (name: string): Promise<void> => {
    const wanted = await picture(app, name)
    await until(`the picture ${name}`, item.icons, ([icon, ...others]) => icon !== undefined && others.length === 0 && icon.width === wanted.width && icon.height === wanted.height && solid(icon.argb).equals(solid(wanted.argb)))
  }

  expect(await item.property('Status')).toBe('Active')
  await expect.poll(item.tooltip).toMatch(/^Nothing is firing\. The one source answered\. Data \d s old\.$/)
  await drawn('quiet')
  expect(await labels()).toEqual(['Show Garda', '-', 'Pause notifications for 1 h', 'Arm night watch', 'Send test notification', '-', 'Quit Garda'])

  scripted.list([alert('Checkout'), alert('Search')])
  await notified.until(2)
  await expect.poll(item.tooltip).toMatch(/^2 critical in production\. Data \d s old\.$/)
  await drawn('critical-2')
  scripted.list([alert('Search')])
  await drawn('critical-1')

  await hide()
  await item.choose('Show Garda')
  await expect.poll(visible).toBe(true)
  await hide()
  await item.activate()
  await expect.poll(visible).toBe(true)

  await item.choose('Send test notification')
  expect((await notified.until(3))[2]?.title).toBe('Garda: test notification')

  const before = Date.now()
  await item.choose('Pause notifications for 1 h')
  await expect.poll(labels).toEqual(['Show Garda', '-', 'Resume notifications', 'Arm night watch', 'Send test notification', '-', 'Quit Garda'])
  const until1h = (await stateOf(window)).meta.pausedUntil ?? 0
  expect(until1h - before).toBeGreaterThanOrEqual(3_600_000)
  expect(until1h - Date.now()).toBeLessThanOrEqual(3_600_000)
  await item.choose('Resume notifications')
  await expect.poll(async () => (await stateOf(window)).meta.pausedUntil).toBeNull()
  await expect.poll(labels).toContain('Pause notifications for 1 h')

  const ended = app.waitForEvent('close')
  await item.choose('Quit Garda')
  await ended
  await expect.poll(panel.count).toBe(0)
})

test('a panel that comes after Garda, or again, shows its icon', async ({ desktop, launch, config, owned }) => {
  const { window } = await launch({ args: ['--config', await config({ sources: [] })] })
  // whoever shows notifications was found, so the bus was asked, too, whether a panel is there
  await expect.poll(async () => (await stateOf(window)).meta.delivery.by).toMatch(/dunst/)
  const late = await startStatusNotifier(desktop.address)
  expect(await (await late.item()).tooltip()).toBe('Nothing is watched yet.')
  await late.stop()
  const next = owned(await startStatusNotifier(desktop.address))
  const item = await next.item()
  expect(await item.tooltip()).toBe('Nothing is watched yet.')
  expect((await item.menu()).map(({ label }) => label)).toContain('Show Garda')
})
