import { watchNotifyCalls } from './support/desktop-parts'
import { runGarda } from './support/run-garda'
import { startScriptedAlertmanager, type ListedAlert } from './support/scripted-alertmanager'
import { expect, press, test, untilFresh, untilState } from './support/watching'

const alert = (name: string, severity = 'warning'): ListedAlert => ({ labels: { alertname: name, severity, service: name.toLowerCase(), env: 'production' }, annotations: { summary: `${name} is ill` } })

test('a closed window watches on, a second launch brings it back, and the demo stands in front of a watch that goes on', async ({ desktop, launch, config, owned }) => {
  const scripted = owned(await startScriptedAlertmanager([alert('Before')]))
  const notified = owned(await watchNotifyCalls(desktop))
  const start = ['--config', await config({ sources: [{ name: 'am', kind: 'alertmanager', url: scripted.url, interval: '1s' }] })]
  const { app, window, userData } = await launch({ args: start })
  const visible = (): Promise<boolean> => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((each) => each.isVisible()))
  await untilFresh(window, 1)
  await notified.until(1)

  await app.evaluate(({ BrowserWindow }) => { BrowserWindow.fromId(1)?.close() })
  await expect.poll(visible).toBe(false)
  scripted.list([alert('Before'), alert('Closed')])
  expect((await notified.until(2))[1]?.title).toBe('Warning: closed, PRODUCTION')

  const again = await runGarda(desktop, userData, start)
  expect({ code: again.code, out: again.out }, again.err).toEqual({ code: 0, out: '' })
  await expect.poll(visible).toBe(true)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().filter((each) => each.isVisible()).map((each) => each.id))).toEqual([1])

  // the demo, opened and left; what begins meanwhile is told all the same
  await press(window, 'g', ',')
  await window.getByRole('button', { name: 'Open demo' }).click()
  const label = window.getByRole('banner').getByText('demo', { exact: true })
  await expect(label).toBeVisible()
  await press(window, 'g', 'a')
  await expect(window.getByRole('row').filter({ hasText: 'article-service' }).first()).toBeVisible()
  scripted.list([alert('Before'), alert('Closed'), alert('Meanwhile')])
  expect((await notified.until(3))[2]?.title).toBe('Warning: meanwhile, PRODUCTION')
  await window.getByRole('button', { name: 'Leave demo' }).first().click()
  await expect(label).toBeHidden()
  await expect(window.getByRole('row').filter({ hasText: 'Meanwhile' })).toBeVisible()
  await expect(window.getByRole('row').filter({ hasText: 'article-service' })).toHaveCount(0)
  expect(notified.calls()).toHaveLength(3)
})

test('ten thousand alerts at once: one notification, and a window that still answers', async ({ desktop, launch, config, owned }) => {
  test.slow() // on a busy machine
  const scripted = owned(await startScriptedAlertmanager())
  const notified = owned(await watchNotifyCalls(desktop))
  const { window } = await launch({ args: ['--config', await config({ sources: [{ name: 'am', kind: 'alertmanager', url: scripted.url, interval: '1s' }] })] })
  await untilFresh(window, 1)
  scripted.list(Array.from({ length: 10_000 }, (_, i) => alert(`Flood${String(i).padStart(5, '0')}`, i === 7_777 ? 'critical' : 'warning')))
  expect((await notified.until(1))[0]).toMatchObject({ title: 'CRITICAL: 10,000 alerts, PRODUCTION', body: expect.stringMatching(/^1 critical\. Flood07777 \(flood07777\), /) })

  await expect(window.getByText('Flood07777').first()).toBeVisible() // the flood is drawn; from now on keys are answered
  await expect(window.getByRole('button', { name: 'Warning 9999' })).toBeVisible()

  // ten thousand services with them: drawn on the overview and in their list only as far as they are in sight, each walked by keys
  for (const [key, table] of [['o', 'Service health'], ['s', 'Services']] as const) {
    await press(window, 'g', key)
    const services = window.getByRole('table', { name: table, exact: true })
    await expect(services).toHaveAttribute('aria-rowcount', '10001')
    expect(await services.getByRole('row').count()).toBeLessThan(200)
    for (const name of ['flood07777', 'flood00000', 'flood00001']) {
      await press(window, 'j')
      await expect(services.getByRole('button', { name, exact: true })).toBeFocused({ timeout: 2_000 })
    }
  }

  await press(window, 'g', 'a')
  const list = window.getByRole('treegrid')
  await expect(list).toHaveAttribute('aria-rowcount', '10001')
  await expect(window.getByRole('row').filter({ hasText: 'Flood07777' })).toBeVisible()
  expect(await window.getByRole('row').count()).toBeLessThan(200) // only what is in sight is drawn
  for (const name of ['Flood00000', 'Flood00001', 'Flood00002']) {
    await press(window, 'j')
    await expect(window.locator('[role=row][data-current]')).toContainText(name, { timeout: 2_000 })
  }
  await list.getByRole('rowgroup').last().evaluate((body) => { body.scrollTop = body.scrollHeight })
  await expect(window.getByRole('row').filter({ hasText: 'Flood09999' })).toBeVisible()
  await press(window, '/')
  await window.keyboard.type('Flood04242')
  await expect(list).toHaveAttribute('aria-rowcount', '2')

  scripted.list([alert('Flood00000')])
  await untilState('the flood is over', window, ({ alerts }) => Object.keys(alerts).length === 1, 120_000)
  await press(window, 'Escape', 'Escape', 'g', 'o')
  await expect(window.getByText('Flood00000').first()).toBeVisible()
  expect(notified.calls()).toHaveLength(1)
})
