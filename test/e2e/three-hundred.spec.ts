import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { joinBus } from '../servers/bus-peer'
import { startAlertmanager } from '../servers/alertmanager'
import { startGate } from '../servers/gate'
import { scratch, until } from '../servers/process'
import { watchNotifyCalls } from './support/desktop-parts'
import { away, beganAt, posted, round, storm, type Fired, type Told } from './support/three-hundred'
import { expect, test, untilFresh, untilState } from './support/watching'

const ROUNDS = 16
const KILLED_IN = 10
/** Spreads the rounds over so many seconds more, for a long look. */
const SPREAD_S = Number(process.env['GARDA_TEST_SPREAD'] ?? 0)

test('of 300 alerts every call is on the bus once, with its words, and a kill in the middle neither repeats nor loses one', async ({ desktop, launch, config, owned }) => {
  test.setTimeout(240_000 + SPREAD_S * 1_000)
  const alertmanager = owned(await startAlertmanager())
  const gate = owned(await startGate(alertmanager.url))
  const asker = owned(await joinBus(desktop.address, 'org.garda.Asker', () => undefined))
  const [before] = await asker.call('org.freedesktop.Notifications', '/org/freedesktop/Notifications', 'org.freedesktop.Notifications', 'Notify', 'susssasa{sv}i', ['asker', 0, '', 'What number?', '', [], {}, 1])
  const notified = owned(await watchNotifyCalls(desktop))
  const home = await scratch('e2e-home')
  owned({ stop: home.remove })
  const file = await config({
    appearance: { time: 'utc' }, paging: { grace: '0s', ladders: [{}], night: { from: '00:00', to: '00:00' } }, sources: [{ name: 'am', kind: 'alertmanager', url: gate.url, interval: '1s', timeout: '10s' }]
  })
  const start = { args: ['--config', file], userData: home.path }
  const began = beganAt(Date.now())

  // as every real site has one; without it, hundreds that are gone at once would first have to stay away
  await alertmanager.post([{ labels: { alertname: 'Watchdog', severity: 'none' }, endsAt: new Date(Date.now() + 3_600_000 + SPREAD_S * 1_000).toISOString() }])
  let fired = 0
  const firing = new Set<string>(['Watchdog'])
  /** Posts and waits until the Alertmanager itself lists exactly what fires now. */
  const change = async (alerts: readonly Fired[], over = false): Promise<void> => {
    for (const { name } of alerts) if (over) firing.delete(name); else firing.add(name)
    if (!over) fired += alerts.length
    await alertmanager.post(alerts.map((f) => posted(f, began, over)))
    await until('what fires', async () => ((await (await fetch(`${alertmanager.url}/api/v2/alerts`)).json()) as readonly { readonly labels: { readonly alertname: string }; readonly status: { readonly state: string } }[])
      .flatMap(({ labels, status }) => (status.state === 'active' ? [labels.alertname] : [])).sort(), (names) => names.join() === [...firing].sort().join())
  }
  const expected: (Told & { readonly replaces: number })[] = []
  /** What is on screen by the id that the service gave it; dunst counts on from the one before. */
  let ids = new Map<string, number>()
  let last = Number(before)
  const told = async (...list: readonly Told[]): Promise<void> => {
    for (const each of list) {
      const replaces = ids.get(each.about) ?? 0
      if (replaces === 0) ids.set(each.about, ++last)
      expected.push({ ...each, replaces })
    }
    await notified.until(expected.length)
  }

  const first = await launch(start)
  await untilFresh(first.window, 1)
  let garda = first
  for (let r = 0; r < ROUNDS; r++) {
    const it = round(r, began)
    await gate.shut(() => change(it.begin))
    await told(...it.beginTold)
    await gate.shut(() => change(it.join))
    await told(...it.joinTold)
    let ends = it.ends
    let left = [...it.begin, ...it.join]
    if (r === KILLED_IN) {
      await until('the record of all', async () => {
        const path = join(home.path, 'ledger.json')
        return existsSync(path) ? (JSON.parse(await readFile(path, 'utf8')) as { readonly records: readonly { readonly outcome: string }[] }).records.filter(({ outcome }) => outcome === 'shown').length : 0
      }, (count) => count === expected.length)
      await garda.kill()
      const gone = left.filter(({ service }) => service === ends[0]?.about)
      await change(gone, true)
      await change(away.alerts)
      // nobody knows the ids of the run before
      ids = new Map()
      garda = await launch(start)
      await told(away.told)
      await told(ends[0]!)
      left = [...left.filter((f) => !gone.includes(f)), ...away.alerts]
      ends = [...ends.slice(1), away.end]
    }
    await gate.shut(() => change(left, true))
    await told(...ends)
    if (r === ROUNDS / 2) {
      const it = storm()
      await gate.shut(() => change(it.alerts))
      await told(it.told)
      await gate.shut(() => change(it.alerts, true))
      await told(it.end)
    }
    await wait(SPREAD_S * 1_000 / ROUNDS)
  }
  const { pages } = await untilState('the end of all pages', garda.window, (state) => Object.values(state.pages).every((page) => page.status === 'over'))
  const at = Date.now()
  await untilState('two more looks', garda.window, ({ ages }) => (ages['am']?.attemptAt ?? 0) > at + 1_000)
  expect([fired, Object.keys(pages).length > 0]).toEqual([300, true])
  expect(notified.calls().map(({ replaces, title, body }) => ({ replaces, title, body }))).toEqual(expected.map(({ replaces, title, body }) => ({ replaces, title, body })))
})
