import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'vite'
import { afterEach, expect, test } from 'vitest'
import { createPageEffects } from '../../src/main/app/page-effects'
import { dbusNotifier } from '../../src/main/adapters/dbus-notifier'
import { nodeClock } from '../../src/main/adapters/node-clock'
import type { NotificationRequest, Notifier } from '../../src/main/ports/notifier'
import { aSighting, aSnapshot, NOW } from '../builders'
import { fakeHooks } from '../fakes/fake-hooks'
import { fakeSound } from '../fakes/fake-sound'
import { aSetup, startCore, type Core } from '../unit/core/core-harness'
import { startDesktop, type Desktop, type DesktopOptions } from '../servers/desktop'
import { startNotificationService, type NotificationService } from '../servers/notification-service'
import { scratch, until } from '../servers/process'

const DEADLINE = 400
const request = (over: Partial<NotificationRequest> = {}): NotificationRequest => ({ key: 'alert:1', title: 'title', body: 'body', urgency: 'critical', actions: [{ id: 'open', label: 'Open' }], ...over })

const ends: (() => unknown)[] = []
afterEach(async () => { for (const end of ends.splice(0).reverse()) await end() })

const aDesktop = async (options: DesktopOptions = {}): Promise<Desktop> => {
  const desktop = await startDesktop(options)
  ends.push(() => desktop.stop())
  return desktop
}
const aNotifier = (address: string | null, deadlineMs = DEADLINE): Notifier => {
  const notifier = dbusNotifier({ appName: 'Garda', desktopEntry: 'garda', icon: null, address, clock: nodeClock(), log: { write: () => undefined }, deadlineMs })
  ends.push(() => notifier.dispose())
  return notifier
}

const aService = async (address: string, firstId?: number): Promise<NotificationService> => {
  const service = await startNotificationService(address, firstId)
  ends.push(service.stop)
  return service
}

/** How long this thread has run, and has waited for a processor, ms: that is what a busy machine takes from the loop, and no code of ours. Linux counts both. */
const [ran, queued] = [0, 1].map((field) => (): number => Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[field]) / 1e6) as [() => number, () => number]
const BEAT_MS = 5
/** The longest the loop stood still while `run` ran, ms, whether it computed or slept, and how long that took. */
const measured = async <T>(run: () => Promise<T>): Promise<{ readonly result: T; readonly stall: number; readonly took: number }> => {
  let [stall, last, waited] = [0, performance.now(), queued()]
  const beat = (): void => {
    const [now, wait] = [performance.now(), queued()]
    stall = Math.max(stall, now - last - BEAT_MS - (wait - waited))
    last = now
    waited = wait
  }
  const beats = setInterval(beat, BEAT_MS)
  const start = performance.now()
  try {
    const running = run()
    beat()
    const result = await running
    beat()
    return { result, stall, took: performance.now() - start }
  } finally { clearInterval(beats) }
}

test('the measure sees the first stall, of a loop that computes and of one that sleeps', async () => {
  const computes = (): void => { const until = ran() + 150; while (ran() < until); }
  const sleeps = (): void => { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 150) }
  const tries = [await measured(async () => { computes(); await Promise.resolve() }), await measured(async () => { await Promise.resolve(); sleeps() }), await measured(() => Promise.resolve())]
  expect(tries.map(({ stall }) => stall > 100)).toEqual([true, true, false])
})

test('a service that hangs costs its deadline and nothing else, and its late answer is not lost', async () => {
  const desktop = await aDesktop()
  const daemon = await desktop.startDaemon()
  const notifier = aNotifier(desktop.address)
  expect(await notifier.show(request({ key: 'warm' }))).toEqual({ outcome: 'shown' })
  daemon.freeze()
  const { result, stall, took } = await measured(() => notifier.show(request({ title: 'late' })))
  expect(result).toMatchObject({ outcome: 'suppressed', reason: 'daemon-refused', detail: 'The notification service refused it: no answer within 0.4 s.' })
  expect(stall).toBeLessThan(100)
  expect(took).toBeGreaterThanOrEqual(DEADLINE - 5)
  expect(took).toBeLessThan(10 * DEADLINE)
  expect((await notifier.able()).able).toBe(false)
  daemon.thaw()
  await until('the service', () => notifier.able(), ({ able }) => able)
  await until('a notification', () => notifier.show(request({ title: 'in time' })), ({ outcome }) => outcome === 'shown')
  // what was late came once, and the next of its key replaced it
  expect((await desktop.history()).map(({ title }) => title)).toEqual(['in time', 'title'])
})

test('without a bus, with a silent one and without an address it answers in time, and the loop stays free', async () => {
  const folder = await scratch('silent-bus')
  ends.push(folder.remove)
  const sockets = new Set<Socket>()
  const server = createServer((socket) => { sockets.add(socket); socket.resume(); socket.on('close', () => sockets.delete(socket)) }).listen(join(folder.path, 'bus'))
  await once(server, 'listening')
  ends.push(() => server.close())
  const cases = [
    { address: `unix:path=${join(folder.path, 'nothing')}`, detail: expect.stringContaining('ENOENT') as unknown },
    { address: `unix:path=${join(folder.path, 'bus')}`, detail: 'This desktop’s message bus cannot be reached: no answer within 0.4 s.' },
    { address: 'nonsense', detail: expect.stringContaining('cannot be reached') as unknown },
    { address: null, detail: expect.stringContaining('DBUS_SESSION_BUS_ADDRESS') as unknown }
  ]
  for (const { address, detail } of cases) {
    const notifier = aNotifier(address)
    const { result, stall, took } = await measured(() => notifier.show(request()))
    expect(result).toEqual({ outcome: 'suppressed', reason: 'no-daemon', detail })
    expect(stall).toBeLessThan(100)
    expect(took).toBeLessThan(10 * DEADLINE)
  }
  await until('the end of all connections', () => sockets.size, (open) => open === 0)
})

test('a service is started where one is installed, and one that will not start is not waited for', async () => {
  const good = await aDesktop({ activates: '/usr/bin/dunst' })
  expect(await aNotifier(good.address, 10_000).show(request())).toEqual({ outcome: 'shown' })
  expect(await good.displayed()).toBe(1)
  const bad = await aDesktop({ activates: '/bin/sleep 5' })
  const { result, stall, took } = await measured(() => aNotifier(bad.address).show(request()))
  expect(result).toEqual({ outcome: 'suppressed', reason: 'no-daemon', detail: 'The notification service could not be started: no answer within 0.4 s.' })
  expect(stall).toBeLessThan(100)
  expect(took).toBeLessThan(10 * DEADLINE)
})

test('a bus that dies is reached again when it is back', async () => {
  const desktop = await aDesktop()
  await desktop.startDaemon()
  const notifier = aNotifier(desktop.address)
  await notifier.show(request())
  await desktop.stopBus()
  expect(await until('the loss', () => notifier.show(request()), ({ outcome }) => outcome === 'suppressed')).toMatchObject({ reason: 'no-daemon' })
  await desktop.startBus()
  await desktop.startDaemon()
  await until('a notification', () => notifier.show(request({ title: 'again' })), ({ outcome }) => outcome === 'shown')
  expect((await desktop.history()).map(({ title }) => title)).toEqual(['again'])
})

test('clicks, buttons and closings of a service count, and those of its successor are not mixed up with them', async () => {
  const desktop = await aDesktop()
  const service = await aService(desktop.address, 7)
  const notifier = aNotifier(desktop.address, 10_000)
  const told: (readonly [string, string])[] = []
  const heard = (count: number): Promise<unknown> => until('the click', () => told, ({ length }) => length === count)
  notifier.onAction((key, action) => { told.push([key, action]) })
  await notifier.show(request({ key: 'a', title: '1' }))
  await notifier.show(request({ key: 'b', title: '2' }))
  expect(service.notified()).toEqual([{ id: 8, replaces: 0, title: '1', actions: ['default', 'Open', 'open', 'Open'] }, { id: 9, replaces: 0, title: '2', actions: ['default', 'Open', 'open', 'Open'] }])
  service.invoke(9, 'default')
  service.invoke(8, 'open')
  service.invoke(99, 'default')
  // expired on the screen, clicked in the list of past ones
  service.close(8, 1)
  service.invoke(8, 'default')
  await heard(3)
  expect(told).toEqual([['b', 'open'], ['a', 'open'], ['a', 'open']])
  await notifier.show(request({ key: 'a', title: '3' }))
  await notifier.show(request({ key: 'b', title: '4' }))
  expect(service.notified().slice(2).map(({ id, replaces }) => [id, replaces])).toEqual([[10, 0], [9, 9]])

  await service.stop()
  const next = await aService(desktop.address, 8)
  // what stood under 9 at the service before is unknown to this one
  expect(await notifier.show(request({ key: 'c', title: '5' }))).toEqual({ outcome: 'shown' })
  next.invoke(10, 'default')
  next.invoke(9, 'default')
  await heard(4)
  await notifier.show(request({ key: 'b', title: '6' }))
  expect(told.slice(3)).toEqual([['c', 'open']])
  expect(next.notified().map(({ id, replaces, title }) => [id, replaces, title])).toEqual([[9, 0, '5'], [10, 0, '6']])
})

test('the notification of a page goes from the screen when somebody has it, and is there again when it is given back', async () => {
  const desktop = await aDesktop()
  await desktop.startDaemon()
  const notifier = aNotifier(desktop.address, 10_000)
  const effects = createPageEffects({ clock: nodeClock(), sound: fakeSound(), hooks: fakeHooks(), notifier, wrote: () => undefined, handed: () => undefined })
  const act = async ({ last, state: { app, config } }: Core): Promise<unknown> => {
    effects.act(last.effects, app, config.paging.hooks)
    return Promise.all(last.intents.map((intent) => notifier.show(intent.request)))
  }
  const firing = startCore([aSetup()], { config: { paging: { night: { from: '00:00', to: '00:00' } } } }).answer('am', aSnapshot({ alerts: [] }), NOW).answer('am', aSnapshot({ alerts: [aSighting({ startsAt: NOW })] }), NOW + 1_000)
  const page = Object.keys(firing.state.app.pages)[0]!
  await act(firing)
  expect(await desktop.displayed()).toBe(1)
  const taken = firing.do({ type: 'acknowledged', at: NOW + 2_000, page, held: { by: 'Mira', since: NOW + 2_000, source: '' } })
  await act(taken)
  await until('an empty screen', desktop.displayed, (count) => count === 0)
  await act(taken.do({ type: 'released', at: NOW + 3_000, page }))
  expect([await desktop.displayed(), new Set((await desktop.history()).map(({ title }) => title)).size]).toEqual([1, 1])
})

test('what a service refuses while it stays up is said, and shown when it no longer does', async () => {
  const desktop = await aDesktop()
  const service = await aService(desktop.address)
  const notifier = aNotifier(desktop.address, 10_000)
  service.refuse('Created too many similar notifications in quick succession')
  expect(await notifier.show(request())).toEqual({ outcome: 'suppressed', reason: 'daemon-refused', detail: 'The notification service refused it: Created too many similar notifications in quick succession.' })
  expect(await notifier.able()).toEqual({ able: true, by: 'scripted 1', detail: '' })
  service.refuse(null)
  expect(await notifier.show(request())).toEqual({ outcome: 'shown' })
  expect(service.notified().map(({ id, replaces }) => [id, replaces])).toEqual([[0, 0], [1, 0]])
})

test('bundled, it runs without Electron, and its process ends by itself after dispose', async () => {
  const desktop = await aDesktop()
  await desktop.startDaemon()
  const folder = await scratch('bundle')
  ends.push(folder.remove)
  const root = resolve(import.meta.dirname, '../..')
  const entry = '\0entry'
  const code = `
    import { dbusNotifier } from ${JSON.stringify(join(root, 'src/main/adapters/dbus-notifier.ts'))}
    import { nodeClock } from ${JSON.stringify(join(root, 'src/main/adapters/node-clock.ts'))}
    const notifier = dbusNotifier({ appName: 'Garda', desktopEntry: 'garda', icon: null, address: process.env.DBUS_SESSION_BUS_ADDRESS, clock: nodeClock(), log: { write: () => {} } })
    notifier.show({ key: 'k', title: 'from a bundle', body: '', urgency: 'normal', actions: [] }).then((result) => { console.log(JSON.stringify(result)); notifier.dispose() })`
  await build({
    root, configFile: false, logLevel: 'silent', resolve: { alias: { '@shared': join(root, 'src/shared') } }, ssr: { noExternal: true },
    plugins: [{ name: 'entry', resolveId: (id) => (id === entry ? id : null), load: (id) => (id === entry ? code : null) }],
    build: { ssr: true, target: 'node18.15', outDir: folder.path, emptyOutDir: false, rolldownOptions: { input: entry, output: { format: 'cjs', entryFileNames: 'bundle.cjs' } } }
  })
  const { stdout } = await promisify(execFile)(process.execPath, [join(folder.path, 'bundle.cjs')], { env: { ...process.env, ...desktop.env }, timeout: 20_000 })
  expect(JSON.parse(stdout)).toEqual({ outcome: 'shown' })
  expect((await desktop.history()).map(({ title }) => title)).toEqual(['from a bundle'])
})
