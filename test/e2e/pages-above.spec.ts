import AxeBuilder from '@axe-core/playwright'
import { startAlertmanager } from '../servers/alertmanager'
import { expect, press, sized, test, untilFresh, untilState } from './support/watching'

test('a page that no alert stands for is above every screen, and is taken, given back and put off by its keys', async ({ launch, config, owned }) => {
  test.slow() // on a busy machine
  const server = owned(await startAlertmanager())
  const watchdog = (forMs: number): Promise<void> => server.post([{ labels: { alertname: 'Watchdog', severity: 'none' }, endsAt: new Date(Date.now() + forMs).toISOString() }])
  await watchdog(600_000)
  const file = await config({ paging: { me: 'Mira Solberg' }, sources: [{ name: 'am', kind: 'alertmanager', url: server.url, interval: '1s' }] })
  const { app, window } = await launch({ args: ['--config', file] })
  await untilFresh(window, 1)
  await untilState('the watchdog', window, ({ sources }) => sources['am']?.watchdog?.seenAt != null)
  await watchdog(1_000)
  const { pages } = await untilState('the page of the missing watchdog', window, (state) => Object.values(state.pages).some((p) => p.status === 'open'), 30_000)
  const [page] = Object.values(pages)
  expect({ alerts: page?.alerts, unseen: page?.unseen }).toEqual({ alerts: [], unseen: ['watchdog:am:Watchdog'] })
  const bar = window.getByRole('region', { name: 'Pages' })
  for (const key of ['o', 'a', 's', 'd']) {
    await press(window, 'g', key)
    await expect(bar.getByRole('alert')).toHaveText(page!.title)
  }
  // the bar stands already while the screen below it is still to come
  await expect(window.getByRole('heading', { level: 1, name: 'Sources' })).toBeVisible()
  expect((await new AxeBuilder({ page: window }).setLegacyMode(true).analyze()).violations.map((v) => v.id)).toEqual([])
  await sized(app, 1024, 700)
  await press(window, 'Alt+a')
  await untilState('the page that is taken', window, (state) => state.pages[page!.id]?.held?.by === 'Mira Solberg')
  await expect(bar.getByRole('button', { name: 'Give back' })).toBeVisible()
  await press(window, 'Alt+b')
  await untilState('the page that asks again', window, (state) => state.pages[page!.id]?.status === 'open')
  await press(window, 'Alt+s')
  await untilState('the page that is put off', window, (state) => state.pages[page!.id]?.status === 'snoozed')
  await expect(bar).toContainText('Snoozed until')
})
