import type { ElectronApplication, Page } from '@playwright/test'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { scratch, until } from '../servers/process'
import { startLoginProxy, type LoginProxy } from '../servers/login-proxy'
import { makeCertificates, readPair } from '../servers/tls'
import { startScriptedAlertmanager } from './support/scripted-alertmanager'
import { expect, press, test, untilState } from './support/watching'

const alert = { labels: { alertname: 'CheckoutDown', severity: 'warning', service: 'checkout', env: 'production' } }

/** The window of a login: the windows of a page are made ready at some time of their own, and are none. */
const loginOf = async (app: ElectronApplication, { loginHost }: LoginProxy): Promise<Page> => (await until('the login', () => app.windows().find((each) => each.url().includes(`//${loginHost}/login`)), Boolean))!
const foreignIn = (app: ElectronApplication): readonly string[] => app.windows().map((each) => each.url()).filter((url) => !/^(?:garda:|about:blank$|$)/.test(url))

test('a person signs in at a source in a window of its own, is told before that ends and when it has, and signs out', async ({ config, launch, owned }) => {
  const alertmanager = owned(await startScriptedAlertmanager([alert]))
  const proxy = owned(await startLoginProxy(alertmanager.url))
  const home = await scratch('e2e-home')
  owned({ stop: home.remove })
  const options = { userData: home.path, args: ['--config', await config({ sources: [{ name: 'Corp AM', kind: 'alertmanager', url: proxy.url, interval: '1s' }] })] }
  const first = await launch(options)
  let { window, app } = first
  const refused = await untilState('the failure', window, ({ sources }) => Object.values(sources).some(({ failure }) => failure !== null))
  expect(Object.values(refused.sources).map(({ health, failure }) => ({ health, failure }))).toEqual([{ health: 'auth', failure: { code: 'sign-in-needed', values: { host: proxy.loginHost } } }])
  expect(proxy.loginAsked).toEqual([])

  const signIn = async (from: Page): Promise<Page> => {
    await from.getByRole('button', { name: 'Sign in…' }).click()
    return loginOf(app, proxy)
  }
  await press(window, 'g', 'o')
  await expect(window.getByText(`Corp AM needs a sign-in: it answers with the login page of ${proxy.loginHost}.`, { exact: false }).first()).toBeVisible()
  const page = await signIn(window)
  await page.getByLabel('Password').fill('wrong')
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.getByLabel('Password').fill('open sesame')
  const title = (): Promise<string | undefined> => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((one) => one.getTitle()).find((name) => name.includes('sign in to')))
  expect(await title()).toBe(`http://${proxy.loginHost}/login: sign in to Corp AM`)
  expect(await page.evaluate(() => ['garda', 'require', 'process'].filter((name) => name in globalThis))).toEqual([])
  expect(await page.evaluate(async () => [await Notification.requestPermission(), self.open('https://elsewhere.example/')])).toEqual(['denied', null])
  const closed = page.waitForEvent('close')
  await page.getByRole('button', { name: 'Log in' }).click()
  await closed
  await untilState('its alert', window, ({ alerts, sources }) => Object.values(alerts).length === 1 && Object.values(sources).every(({ health }) => health === 'ok'))
  // the login's own cookie stays with it, and the source's with the source
  expect([...new Set(proxy.cookies.source.filter(Boolean).map((brought) => brought.replace(/=[\w-]+/g, '=')))]).toEqual(['corp_session='])
  expect(proxy.cookies.login.some((brought) => brought.includes('corp_session'))).toBe(false)

  // it outlives a restart
  await first.quit()
  ;({ window, app } = await launch(options))
  await untilState('its answer without a sign-in', window, ({ sources }) => Object.values(sources).some(({ health }) => health === 'ok'))

  // killed there: it is wanted again, at once and by its name
  proxy.kill()
  await untilState('the end of the session', window, ({ sources }) => Object.values(sources).some(({ failure }) => failure?.code === 'sign-in-needed'))
  await press(window, 'g', 'o')
  proxy.lifetimeS = 1_200
  const again = await signIn(window)
  await again.getByLabel('Password').fill('open sesame')
  const gone = again.waitForEvent('close')
  await again.getByRole('button', { name: 'Log in' }).click()
  await gone
  await expect(window.getByText(/^The sign-in to Corp AM ends at \d\d:\d\d\. Sign in again before, or Corp AM can no longer be seen\.$/)).toBeVisible({ timeout: 30_000 })

  await press(window, 'g', 'd')
  await window.getByRole('button', { name: 'Corp AM' }).click()
  await window.getByRole('button', { name: 'Sign out' }).click()
  await untilState('the end by signing out', window, ({ sources, notices }) => Object.values(sources).some(({ failure }) => failure?.code === 'sign-in-needed') && Object.values(notices).every(({ code }) => code !== 'sign-in-ends'))
  await expect(window.getByRole('button', { name: 'Sign in…' })).toBeVisible()
})

test('a login that goes in circles, and one that leaves no cookie, are said as what they are', async ({ config, launch, owned }) => {
  const alertmanager = owned(await startScriptedAlertmanager([alert]))
  const proxy = owned(await startLoginProxy(alertmanager.url))
  const { window, app } = await launch({ args: ['--config', await config({ sources: [{ name: 'Corp AM', kind: 'alertmanager', url: proxy.url, interval: '1s' }] })] })
  await untilState('the failure', window, ({ sources }) => Object.values(sources).some(({ failure }) => failure?.code === 'sign-in-needed'))
  await press(window, 'g', 'd')
  await window.getByRole('button', { name: 'Corp AM' }).click()
  proxy.manner = 'no-cookie'
  await window.getByRole('button', { name: 'Sign in…' }).click()
  const page = await loginOf(app, proxy)
  await page.getByLabel('Password').fill('open sesame')
  await page.getByRole('button', { name: 'Log in' }).click()
  await expect(window.getByText('The login was passed, but it left no cookie that could be kept for Corp AM, so Corp AM still wants a sign-in.')).toBeVisible()
  proxy.manner = 'circles'
  await window.getByRole('button', { name: 'Sign in…' }).click()
  await expect(window.getByText(/^The login at (localhost|127\.0\.0\.1):\d+ comes up again and again and never lets Corp AM answer\./)).toBeVisible()
  expect(foreignIn(app)).toEqual([])
})

/** A proxy on the way out, and where it led. */
const startWayOut = async (): Promise<{ readonly url: string; readonly led: Set<string>; readonly stop: () => Promise<void> }> => {
  const led = new Set<string>()
  const tunnels = new Set<Duplex>()
  const server = createServer().listen(0, '127.0.0.1')
  server.on('connect', (incoming, socket) => {
    led.add(incoming.url ?? '')
    tunnels.add(socket)
    const onward = connect(Number(new URL(`http://${incoming.url}`).port), '127.0.0.1', () => { socket.write('HTTP/1.1 200 OK\r\n\r\n'); onward.pipe(socket); socket.pipe(onward) })
    for (const [one, other] of [[socket, onward], [onward, socket]] as const) { one.on('error', () => { other.destroy() }); one.on('close', () => { other.destroy() }) }
  })
  await once(server, 'listening')
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, led, stop: async () => { for (const socket of tunnels) socket.destroy(); server.close(); await once(server, 'close') } }
}

test('where a source has an authority and a proxy of its own, its window takes them too, and its requests take the cookies', async ({ config, launch, owned }) => {
  const made = await makeCertificates()
  owned({ stop: made.remove })
  const alertmanager = owned(await startScriptedAlertmanager([alert]))
  const proxy = owned(await startLoginProxy(alertmanager.url, await readPair(made.good)))
  const way = owned(await startWayOut())
  const { window, app } = await launch({ args: ['--config', await config({ sources: [{ name: 'Corp AM', kind: 'alertmanager', url: proxy.url, interval: '1s', proxy: way.url, tls: { ca: made.ca } }] })] })
  await untilState('the failure', window, ({ sources }) => Object.values(sources).some(({ failure }) => failure?.code === 'sign-in-needed'))
  await press(window, 'g', 'd')
  await window.getByRole('button', { name: 'Corp AM' }).click()
  await window.getByRole('button', { name: 'Sign in…' }).click()
  const page = await loginOf(app, proxy)
  await page.getByLabel('Password').fill('open sesame')
  const gone = page.waitForEvent('close')
  await page.getByRole('button', { name: 'Log in' }).click()
  await gone
  await untilState('its alert', window, ({ alerts, sources }) => Object.values(alerts).length === 1 && Object.values(sources).every(({ health }) => health === 'ok'))
  expect([...way.led].sort()).toEqual([new URL(proxy.url).host, proxy.loginHost].sort())
})
