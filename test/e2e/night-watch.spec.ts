import { execFile } from 'node:child_process'
import { delimiter } from 'node:path'
import { promisify } from 'node:util'
import { startLoudspeaker } from '../servers/loudspeaker'
import { startScriptedAlertmanager } from './support/scripted-alertmanager'
import { expect, press, stateOf, test, untilFresh, untilState } from './support/watching'
import { watchNotifyCalls } from './support/desktop-parts'

const run = promisify(execFile)

test('is armed by hand, tests a real desktop, sees do not disturb, and sums up when it is disarmed', async ({ desktop, launch, config, owned }) => {
  const paused = (on: boolean): Promise<unknown> => run('dunstctl', ['set-paused', String(on)], { env: { ...process.env, ...desktop.env } })
  const alertmanager = owned(await startScriptedAlertmanager())
  const notified = owned(await watchNotifyCalls(desktop))
  const file = await config({ sources: [{ name: 'am', kind: 'alertmanager', url: alertmanager.url, interval: '1s' }] })
  const speaker = await startLoudspeaker()
  owned({ stop: speaker.remove })
  await speaker.put('pw-play')
  // whether there is a sound service on the machine that the test runs on makes no difference to it
  await speaker.put('pactl', 'case "$1" in get-default-sink) echo analog;; get-sink-mute) echo "Mute: no";; *) echo "Volume: 80%";; esac')
  const { window } = await launch({ args: ['--config', file], env: { PATH: `${speaker.path}${delimiter}${process.env['PATH'] ?? ''}` } })
  await untilFresh(window, 1)
  const cell = window.getByRole('button', { name: /^Night watch/ })
  await expect(cell).toHaveText('Night watchOff')

  await press(window, 'g', 'n')
  const dialog = window.getByRole('dialog', { name: 'Night watch' })
  await dialog.getByRole('button', { name: 'Arm night watch' }).click()
  const [tested] = await notified.until(1)
  expect(tested?.title).toBe('Night watch armed, alarm tested')
  const { meta: { watch } } = await untilState('the test', window, (s) => s.meta.watch.test !== null && !s.meta.watch.testing)
  expect([watch.armed, watch.test?.notification]).toEqual(['hand', { shown: true, displayed: 'yes', detail: '' }])
  expect(watch.checks.filter((c) => ['daemon', 'disturb', 'sources'].includes(c.check)).map((c) => [c.check, c.state])).toEqual([['daemon', 'fine'], ['disturb', 'fine'], ['sources', 'fine']])
  await expect(dialog.getByText('dunst shows notifications.')).toBeVisible()

  await paused(true)
  await dialog.getByRole('button', { name: 'Test now' }).click()
  await untilState('the threat', window, (s) => s.meta.watch.checks.some((c) => c.check === 'disturb' && c.state === 'threat') && !s.meta.watch.testing)
  expect((await stateOf(window)).meta.watch.test?.notification).toEqual({ shown: true, displayed: 'no', detail: '' })
  await expect(dialog.getByText('dunst holds notifications back.')).toBeVisible()
  await expect(window.getByText(/^Night watch: pages could be swallowed\. dunst holds notifications back\./)).toBeVisible()
  await expect(cell).toContainText('Do not disturb is on')

  await paused(false)
  await dialog.getByRole('button', { name: 'Disarm night watch' }).click()
  await notified.until(3)
  expect(notified.calls().map((c) => c.title)).toEqual(['Night watch armed, alarm tested', 'Night watch armed: pages could be swallowed', 'Last night: nothing fired'])
  await window.keyboard.press('Escape')
  const night = window.getByRole('region', { name: 'Last night' })
  await expect(night).toBeVisible()
  await night.getByRole('button', { name: 'Close' }).click()
  await expect(night).toBeHidden()
  await press(window, 'g', 't')
  await expect(window.getByText('Night watch disarmed')).toBeVisible()
})
