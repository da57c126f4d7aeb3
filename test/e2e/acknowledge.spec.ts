import AxeBuilder from '@axe-core/playwright'
import { startAlertmanager } from '../servers/alertmanager'
import { until } from '../servers/process'
import { expect, press, test, untilFresh } from './support/watching'

interface Told { readonly createdBy: string; readonly comment: string; readonly status: { readonly state: string } }

test('what is acknowledged by A is a silence in the Alertmanager, is held on the screen, and is given back by a button', async ({ launch, config, owned }) => {
  const server = owned(await startAlertmanager())
  await server.post([{ labels: { alertname: 'Down', service: 'checkout', severity: 'critical', env: 'production' }, endsAt: new Date(Date.now() + 600_000).toISOString() }])
  const silences = async (): Promise<readonly (readonly [string, string, string])[]> =>
    ((await (await fetch(`${server.url}/api/v2/silences`)).json()) as readonly Told[]).map((s) => [s.createdBy, s.comment, s.status.state])
  const file = await config({ paging: { me: 'Mira Solberg' }, sources: [{ name: 'alertmanager-eu', kind: 'alertmanager', url: server.url, interval: '1s' }] })
  const { window } = await launch({ args: ['--config', file] })
  await untilFresh(window, 1)
  await press(window, 'g', 'a')
  const row = window.getByRole('row').filter({ hasText: 'Down' })
  await expect(row).toContainText('Firing')
  await press(window, 'a')
  const dialog = window.getByRole('dialog', { name: 'Acknowledge this alert in PRODUCTION' })
  await expect(dialog).toContainText('This writes to alertmanager-eu in PRODUCTION')
  await expect(dialog.getByRole('textbox')).toBeFocused()
  expect((await new AxeBuilder({ page: window }).setLegacyMode(true).analyze()).violations.map((v) => v.id)).toEqual([])
  expect(await silences()).toEqual([])
  await window.keyboard.type('rolling back')
  await press(window, 'Enter')
  await expect(dialog).toBeHidden()
  await expect(window.getByText('Yours, and alertmanager-eu tells everybody until it is resolved.')).toBeVisible()
  await expect(row).toContainText('Acked')
  await expect(row.getByRole('img', { name: 'Critical, acknowledged' })).toBeVisible()
  expect(await silences()).toEqual([['Mira Solberg', 'ACK! rolling back', 'active']])

  await press(window, 'Enter')
  await window.getByRole('button', { name: 'Give back' }).click()
  await expect(row).toContainText('Firing')
  expect(await until('the end of the silence', silences, ([one]) => one?.[2] === 'expired')).toEqual([['Mira Solberg', 'ACK! rolling back', 'expired']])
})
