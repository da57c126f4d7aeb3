import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { startScriptedAlertmanager, type ListedAlert } from './support/scripted-alertmanager'
import { expect, press, stateOf, test, untilFresh } from './support/watching'

const RIGHT_TO_LEFT = '\u202e'
const BELL = '\u0007'

test('what others write is shown and never runs, leads nowhere and opens nothing', async ({ launch, config, owned }) => {
  // a server that would see whatever the page fetched
  const fetched: string[] = []
  const bait = createServer((request, response) => { fetched.push(request.url ?? ''); response.writeHead(200, { 'access-control-allow-origin': '*' }).end('bait') }).listen(0, '127.0.0.1')
  await once(bait, 'listening')
  owned({ stop: async () => { bait.closeAllConnections(); bait.close(); await once(bait, 'close') } })
  const at = `http://127.0.0.1:${(bait.address() as AddressInfo).port}`
  const image = `<img src=x onerror="window.__ran=1;fetch('${at}/error')"><img src="${at}/image">`
  const script = `<script>window.__ran=1;alert(1)</script><iframe src="${at}/frame"></iframe>`

  const alerts: readonly ListedAlert[] = [
    { labels: { alertname: image, severity: 'critical', service: script, env: 'production', ...JSON.parse('{"__proto__":"polluted","constructor":"polluted"}') as Record<string, string> },
      annotations: { summary: `${script} ${image}`, runbook_url: 'javascript:window.__ran=1', dashboard_url: 'file:///etc/passwd', link: 'https://user:pass@bank.example/', description: `${image}\n${'long '.repeat(2_048)}` }, generatorURL: 'javascript:alert(1)' },
    { labels: { alertname: `Turned${RIGHT_TO_LEFT}gnp.exe${BELL}`, severity: 'warning', service: `pay${RIGHT_TO_LEFT}ments`, env: 'production' }, annotations: { summary: `${BELL}Ring \u2066hidden\u2069` } }
  ]
  const scripted = owned(await startScriptedAlertmanager(alerts))
  const file = await config({ sources: [{ name: 'am', kind: 'alertmanager', url: scripted.url, interval: '1s' }] })
  const { app, window, log } = await launch({ args: ['--config', file] })
  const troubles: string[] = []
  window.on('dialog', (dialog) => { troubles.push(`dialog ${dialog.message()}`); void dialog.dismiss() })
  window.on('pageerror', (error) => { troubles.push(`error ${error.message}`) })
  window.on('console', (message) => { if (message.type() === 'error') troubles.push(`console ${message.text()}`) })
  await window.evaluate(() => { document.addEventListener('securitypolicyviolation', (event) => { console.error(`policy ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`) }) })
  await app.evaluate(({ shell }) => {
    const opened: string[] = []
    Reflect.set(globalThis, 'opened', opened)
    shell.openExternal = (url) => { opened.push(url); return Promise.resolve() }
  })
  await untilFresh(window, 1)

  // every screen, and both alerts in full
  for (const room of ['o', 's', 'd', ',', 'a']) await press(window, 'g', room)
  const rows = window.getByRole('row').filter({ has: window.getByRole('img', { name: 'am', exact: true }) })
  await expect(rows).toHaveCount(2)
  await expect(rows.first()).toContainText('<img src=x onerror=')
  await expect(rows.nth(1)).toContainText('Turnedgnp.exe')
  const shown = await window.locator('body').innerText()
  expect([BELL, RIGHT_TO_LEFT, '\u2066', '\u2069'].filter((character) => shown.includes(character))).toEqual([])
  await rows.first().click()
  const drawer = window.locator('[data-drawer]')
  await expect(drawer.getByRole('heading', { level: 2 })).toContainText('<img src=x onerror=')
  await expect(drawer).toContainText('polluted')
  expect(await window.evaluate(() => [document.querySelectorAll('img, iframe, script:not([src])').length, '__ran' in globalThis, 'polluted' in {}])).toEqual([0, false, false])
  expect(await drawer.locator('a[href]').evaluateAll((links) => links.map((link) => link.getAttribute('href')).filter((href) => !/^https?:/.test(href ?? '')))).toEqual([])
  await press(window, 'r', 'c', 'Escape', 'Enter')
  expect(troubles).toEqual([])

  // links, by the window's own command and by a page that tries
  const refusals = await window.evaluate(async (urls) => {
    if (!self.garda) throw new Error('no bridge')
    const { openLink } = self.garda
    return Promise.all(urls.map(async (url) => (await openLink(url)).ok))
  }, ['javascript:alert(1)', 'file:///etc/passwd', 'https://user:pass@bank.example/', 'http://plain.example/', 'data:text/html,x', ' smb://share/x', 'https://good.example/runbook'])
  expect(refusals).toEqual([false, false, false, false, false, false, true])
  const tried = await window.evaluate(async (url) => {
    const opened = self.open('file:///etc/passwd')
    self.open('javascript:alert(1)')
    location.assign(`${url}/navigated`)
    const asked = await Promise.all((['geolocation', 'notifications'] as const).map(async (name) => (await navigator.permissions.query({ name })).state))
    const camera = await navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'granted', (error: unknown) => (error instanceof DOMException ? error.name : String(error)))
    return { opened, asked, camera, notification: await Notification.requestPermission() }
  }, at)
  expect(tried).toEqual({ opened: null, asked: ['denied', 'denied'], camera: expect.stringMatching(/^Not(Allowed|Found)Error$/), notification: 'denied' })
  expect(await window.evaluate(() => [location.origin, typeof Reflect.get(globalThis, 'require'), typeof Reflect.get(globalThis, 'process'), typeof Reflect.get(globalThis, 'ipcRenderer')])).toEqual(['garda://app', 'undefined', 'undefined', 'undefined'])

  // nobody else may give commands: another window of this process with the very preload, on another origin
  const stranger = await app.evaluate(async ({ app: electron, BrowserWindow }, url) => {
    const other = new BrowserWindow({ show: false, webPreferences: { preload: `${electron.getAppPath()}/out/preload/index.cjs`, sandbox: true, contextIsolation: true } })
    await other.loadURL(`${url}/stranger`)
    const answer = await other.webContents.executeJavaScript("garda.snapshot().then(() => 'answered', (error) => String(error))") as string
    other.destroy()
    return answer
  }, at)
  expect(stranger).toContain('refused')
  expect(log()).toContain('a command was refused')

  expect(await app.evaluate(({ BrowserWindow }) => [BrowserWindow.getAllWindows().filter((each) => each.isVisible()).length, Reflect.get(globalThis, 'opened') as readonly string[]])).toEqual([1, ['https://good.example/runbook']])
  expect(fetched).toEqual(['/stranger'])
  expect(Object.keys((await stateOf(window)).alerts)).toHaveLength(2)
})
