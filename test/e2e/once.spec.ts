import { startAlertmanager, type PostedAlert } from '../servers/alertmanager'
import { scratch } from '../servers/process'
import { watchNotifyCalls } from './support/desktop-parts'
import { startScriptedAlertmanager } from './support/scripted-alertmanager'
import { expect, test, untilFresh, untilState } from './support/watching'

const alert = (name: string, severity = 'critical'): PostedAlert => ({ labels: { alertname: name, severity, service: name.toLowerCase(), env: 'production' }, annotations: { summary: `${name} is ill` } })

test('an episode is told once, across restarts; what began meanwhile comes as one digest', async ({ desktop, launch, config, owned }) => {
  const alertmanager = owned(await startAlertmanager())
  const notified = owned(await watchNotifyCalls(desktop))
  const home = await scratch('e2e-home')
  owned({ stop: home.remove })
  const start = { args: ['--config', await config({ sources: [{ name: 'am', kind: 'alertmanager', url: alertmanager.url, interval: '1s' }] })], userData: home.path }
  const titles = (): readonly string[] => notified.calls().map(({ title }) => title)

  const first = await launch(start)
  await untilFresh(first.window, 1)
  await alertmanager.post([alert('Checkout')])
  await notified.until(1)
  expect(titles()).toEqual(['CRITICAL: checkout, PRODUCTION'])
  await first.quit()

  // the same episode after a restart: on record, and no second popup before the next real one
  const second = await launch(start)
  await untilFresh(second.window, 1)
  const { notifications } = await untilState('the record', second.window, (state) => Object.keys(state.notifications).length > 0)
  expect(Object.values(notifications).map(({ title, outcome, reason }) => ({ title, outcome, reason }))).toEqual([{ title: 'CRITICAL: checkout, PRODUCTION', outcome: 'suppressed', reason: 'already-told' }])
  await alertmanager.post([alert('Payments')])
  await notified.until(2)
  expect(titles().slice(1)).toEqual(['CRITICAL: payments, PRODUCTION'])
  await second.quit()

  await alertmanager.post([alert('Search'), alert('Archive', 'warning')])
  const third = await launch(start)
  await notified.until(3)
  await untilFresh(third.window, 1)
  await alertmanager.post([alert('Images')])
  await notified.until(4)
  expect(titles().slice(2)).toEqual(['2 alerts began while Garda was away', 'CRITICAL: images, PRODUCTION'])
  expect(notified.calls()[2]?.body).toBe('1 critical. Search (search), Archive (archive).')
})

test('fifteen that fire already are one summary, two hundred new ones one notification with the critical ones first', async ({ desktop, launch, config, owned }) => {
  const alertmanager = owned(await startAlertmanager())
  const scripted = owned(await startScriptedAlertmanager())
  const notified = owned(await watchNotifyCalls(desktop))
  await alertmanager.post(Array.from({ length: 15 }, (_, i) => alert(`Old${i}`, i === 14 ? 'critical' : 'warning')))
  const file = await config({ sources: [
    { name: 'am', kind: 'alertmanager', url: alertmanager.url, interval: '1s' },
    { name: 'scripted', kind: 'alertmanager', url: scripted.url, interval: '1s' }
  ] })
  const { window } = await launch({ args: ['--config', file] })
  await untilFresh(window, 2)
  const [summary] = await notified.until(1)
  expect(summary).toMatchObject({ title: '15 alerts are already firing', body: expect.stringMatching(/^1 critical\. Old14 \(old14\), Old\d+ .* and 10 more\.$/) })

  scripted.list(Array.from({ length: 200 }, (_, i) => alert(`New${i}`, i === 70 || i === 140 ? 'critical' : 'warning')))
  await notified.until(2)
  scripted.list([alert('Last')])
  await notified.until(3)
  expect(notified.calls().slice(1).map(({ title, body }) => ({ title, body: body.split(',').slice(0, 2).join() }))).toEqual([
    { title: 'CRITICAL: 200 alerts, PRODUCTION', body: '2 critical. New140 (new140), New70 (new70)' },
    { title: 'CRITICAL: last, PRODUCTION', body: expect.stringMatching(/^Last is ill\. Since .*\nLast/) }
  ])
})
