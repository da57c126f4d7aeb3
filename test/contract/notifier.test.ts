import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { dbusNotifier } from '../../src/main/adapters/dbus-notifier'
import { nodeClock } from '../../src/main/adapters/node-clock'
import type { NotificationRequest, Notifier } from '../../src/main/ports/notifier'
import { fakeNotifier } from '../fakes/fake-notifier'
import { startDesktop, type Desktop } from '../servers/desktop'
import { until, type Running } from '../servers/process'

/** A notifier and the screen it shows on, as a person would see it. */
interface Desk {
  readonly notifier: Notifier
  /** How many are on screen. */
  readonly count: () => Promise<number>
  /** What was on screen, oldest first; takes everything off the screen. */
  readonly read: () => Promise<readonly { readonly title: string; readonly body: string; readonly stays: boolean }[]>
  /** Clicks the only notification. */
  readonly click: () => Promise<void>
  /** The service ends, and nothing can start another. */
  readonly leave: () => Promise<void>
  readonly comeBack: () => Promise<void>
}

const request = (over: Partial<NotificationRequest> = {}): NotificationRequest =>
  ({ key: 'alert:1', title: 'CRITICAL: checkout, PRODUCTION', body: '5 % of requests fail, limit 2 %.', urgency: 'critical', actions: [{ id: 'open', label: 'Open' }], ...over })

/** Any words at all. */
const words = expect.stringMatching(/\w/) as unknown

const laws = (desk: () => Desk): void => {
  test('a request is shown once, word for word', async () => {
    expect(await desk().notifier.show(request())).toEqual({ outcome: 'shown' })
    expect(await desk().read()).toEqual([{ title: 'CRITICAL: checkout, PRODUCTION', body: '5 % of requests fail, limit 2 %.', stays: true }])
  })

  test('the same key replaces, another key adds', async () => {
    const { notifier, count, read } = desk()
    await notifier.show(request({ key: 'a', title: 'first' }))
    await notifier.show(request({ key: 'b', title: 'other' }))
    await notifier.show(request({ key: 'a', title: 'second' }))
    expect(await count()).toBe(2)
    expect((await read()).map(({ title }) => title).sort()).toEqual(['other', 'second'])
  })

  test('the same key replaces also when nobody waited for the first', async () => {
    const { notifier, count, read } = desk()
    const results = await Promise.all([1, 2, 3].map((n) => notifier.show(request({ title: `try ${n}` }))))
    expect(results).toEqual(Array.from({ length: 3 }, () => ({ outcome: 'shown' })))
    expect(await count()).toBe(1)
    expect((await read()).map(({ title }) => title)).toEqual(['try 3'])
  })

  test('a burst keeps its order', async () => {
    const { notifier, read } = desk()
    const titles = Array.from({ length: 25 }, (_, i) => `alert ${i}`)
    await Promise.all(titles.map((title) => notifier.show(request({ key: title, title }))))
    expect((await read()).map(({ title }) => title)).toEqual(titles)
  })

  test('markup is text', async () => {
    const body = '<b>5 %</b> & <img src="x"/> <a href=\'y\'>z</a> &amp; 1 < 2'
    await desk().notifier.show(request({ title: '<i>checkout</i> &', body }))
    expect(await desk().read()).toEqual([{ title: '<i>checkout</i> &', body, stays: true }])
  })

  test('critical stays, the rest goes', async () => {
    const { notifier, read } = desk()
    await notifier.show(request({ key: 'a', title: 'a', urgency: 'low' }))
    await notifier.show(request({ key: 'b', title: 'b', urgency: 'normal' }))
    await notifier.show(request({ key: 'c', title: 'c', urgency: 'critical' }))
    expect((await read()).map(({ title, stays }) => [title, stays])).toEqual([['a', false], ['b', false], ['c', true]])
  })

  test('a click tells the key and means open, until nobody listens', async () => {
    const { notifier, click } = desk()
    const told: (readonly [string, string])[] = []
    const stop = notifier.onAction((key, action) => { told.push([key, action]) })
    await notifier.show(request())
    await click()
    await until('the click', () => told, (list) => list.length > 0)
    stop()
    await notifier.show(request({ key: 'alert:2' }))
    await click()
    expect(told).toEqual([['alert:1', 'open']])
  })

  test('what is closed leaves the screen, and closing what is not there is nothing', async () => {
    const { notifier, count } = desk()
    notifier.close('nothing')
    await notifier.show(request())
    notifier.close('alert:1')
    await until('an empty screen', count, (n) => n === 0)
    expect(await notifier.show(request())).toEqual({ outcome: 'shown' })
  })

  test('what is closed on its way does not stay, and what is shown for its key after that does', async () => {
    const { notifier, count } = desk()
    const first = notifier.show(request({ title: 'first' }))
    notifier.close('alert:1')
    expect(await first).toEqual({ outcome: 'shown' })
    await until('an empty screen', count, (n) => n === 0)
    notifier.close('alert:1')
    const [second, third] = [notifier.show(request({ title: 'second' })), notifier.show(request({ title: 'third' }))]
    expect([await second, await third, await count()]).toEqual([{ outcome: 'shown' }, { outcome: 'shown' }, 1])
  })

  test('without a service it says why, and works again with the next one', async () => {
    const { notifier, leave, comeBack, read } = desk()
    await notifier.show(request())
    expect((await notifier.able()).able).toBe(true)
    await leave()
    expect(await notifier.show(request({ title: 'unseen' }))).toEqual({ outcome: 'suppressed', reason: 'no-daemon', detail: words })
    expect(await notifier.able()).toEqual({ able: false, by: expect.any(String) as unknown, detail: words })
    await comeBack()
    expect(await notifier.show(request({ title: 'seen' }))).toEqual({ outcome: 'shown' })
    expect((await read()).map(({ title }) => title)).toContain('seen')
  })

  test('after its end it shows nothing and throws nothing', async () => {
    const { notifier } = desk()
    await notifier.show(request())
    notifier.dispose()
    notifier.dispose()
    notifier.close('alert:1')
    expect(await notifier.show(request())).toEqual({ outcome: 'suppressed', reason: 'no-daemon', detail: words })
    expect((await notifier.able()).able).toBe(false)
  })
}

describe('the fake', () => {
  let notifier = fakeNotifier()
  beforeEach(() => { notifier = fakeNotifier() })
  laws(() => ({
    notifier,
    count: async () => notifier.screen.size,
    read: async () => [...notifier.screen.values()].map(({ title, body, urgency }) => ({ title, body, stays: urgency === 'critical' })),
    click: async () => { const key = [...notifier.screen.keys()].at(-1); if (key !== undefined) notifier.press(key) },
    leave: async () => { notifier.refusal = { outcome: 'suppressed', reason: 'no-daemon', detail: 'nobody is there' } },
    comeBack: async () => { notifier.refusal = null }
  }))
})

describe('the freedesktop protocol, with dunst', () => {
  let desktop: Desktop
  let daemon: Running
  let notifier: Notifier
  beforeAll(async () => { desktop = await startDesktop() })
  afterAll(() => desktop.stop())
  beforeEach(async () => {
    daemon = await desktop.startDaemon()
    notifier = dbusNotifier({ appName: 'Garda', desktopEntry: 'garda', icon: null, address: desktop.address, clock: nodeClock(), log: { write: () => undefined }, deadlineMs: 10_000 })
  })
  afterEach(async () => {
    notifier.dispose()
    await daemon.stop()
  })
  laws(() => ({
    notifier,
    count: desktop.displayed,
    read: async () => [...await desktop.history()].sort((a, b) => a.id - b.id).map(({ title, body, timeout }) => ({ title, body, stays: timeout === 0 })),
    click: desktop.click,
    leave: () => daemon.stop(),
    comeBack: async () => { daemon = await desktop.startDaemon() }
  }))
})
