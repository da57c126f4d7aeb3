import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { BusError, type Bus, type BusCall, type BusSignal } from '../../../src/main/adapters/dbus-bus'
import { dbusNotifier } from '../../../src/main/adapters/dbus-notifier'
import type { NotificationRequest } from '../../../src/main/ports/notifier'
import { fakeClock } from '../../fakes/fake-clock'

const BUS = 'org.freedesktop.DBus'
const NAME = 'org.freedesktop.Notifications'
const request = (over: Partial<NotificationRequest> = {}): NotificationRequest => ({ key: 'a', title: 'title', body: '', urgency: 'normal', actions: [], ...over })
const UNKNOWN = (): BusError => new BusError('org.freedesktop.DBus.Error.ServiceUnknown', 'The name is not activatable')

type Answer = (call: BusCall) => Promise<readonly unknown[]>
interface Desk {
  owner: string
  answer: Answer
  closed: boolean
  readonly usual: Answer
  readonly calls: BusCall[]
  readonly bus: Bus
  readonly emit: (member: string, body: readonly unknown[], sender?: string, iface?: string) => void
  /** Another service takes the name. */
  readonly owns: (owner: string) => void
  readonly lose: () => void
  /** Title and replaced id of each Notify. */
  readonly notified: () => readonly unknown[]
}

/** A bus with a notification service on it; `answer` may be replaced to misbehave. */
const aBus = (over: { readonly owner?: string; readonly activatable?: boolean } = {}): Desk => {
  const signals = new Set<(signal: BusSignal) => void>()
  const lost = new Set<(detail: string) => void>()
  const calls: BusCall[] = []
  let id = 40
  const self: Desk = {
    owner: over.owner ?? ':1.7',
    calls,
    closed: false,
    answer: (call) => self.usual(call),
    usual: async (request) => {
      switch (request.member) {
        case 'GetNameOwner': if (self.owner === '') throw new BusError('org.freedesktop.DBus.Error.NameHasNoOwner', 'no owner'); return [self.owner]
        case 'ListActivatableNames': return [over.activatable ? [BUS, NAME] : [BUS]]
        case 'StartServiceByName': self.owner = ':1.9'; return [1]
        case 'GetCapabilities': return [['body', 'actions']]
        case 'GetServerInformation': return ['notes', 'ACME', '3', '1.2']
        case 'Notify': { const replaces = request.body?.[1]; return [replaces === 0 ? ++id : replaces] }
        default: return []
      }
    },
    emit: (member, body, sender = self.owner, iface = NAME) => { for (const listener of signals) listener({ sender, path: '/', interface: iface, member, body }) },
    owns: (owner) => { self.owner = owner; self.emit('NameOwnerChanged', [NAME, '', owner], BUS, BUS) },
    lose: () => { for (const listener of lost) listener('the bus hung up') },
    notified: () => calls.filter(({ member }) => member === 'Notify').map(({ body }) => [body?.[3], body?.[1]]),
    bus: {
      call: (request) => { calls.push(request); return self.answer(request) },
      tell: (request) => { calls.push(request) },
      onSignal: (listener) => { signals.add(listener); return () => { signals.delete(listener) } },
      onLost: (listener) => { lost.add(listener); return () => { lost.delete(listener) } },
      close: () => { self.closed = true }
    }
  }
  return self
}

const setUp = (...buses: readonly Desk[]) => {
  const clock = fakeClock(0)
  let connections = 0
  const notifier = dbusNotifier({
    appName: 'Garda', desktopEntry: 'garda', icon: '/opt/with space/icon.png', address: 'unix:path=/bus', clock, log: { write: () => undefined },
    connect: async () => { const next = buses[connections++]; if (!next) throw new BusError('', 'connect ECONNREFUSED.'); return next.bus }
  })
  const told: (readonly [string, string])[] = []
  notifier.onAction((key, action) => { told.push([key, action]) })
  return { clock, notifier, told, connections: () => connections }
}

test('asks once for what it needs and then only notifies', async () => {
  const desk = aBus()
  const { notifier, clock, connections } = setUp(desk)
  await Promise.all([notifier.show(request({ key: 'a', title: '1' })), notifier.show(request({ key: 'b', title: '2' })), notifier.able()])
  await notifier.show(request({ key: 'a', title: '3' }))
  expect(connections()).toBe(1)
  expect(desk.calls.map(({ member }) => member)).toEqual(['AddMatch', 'AddMatch', 'GetNameOwner', 'GetCapabilities', 'GetServerInformation', 'Notify', 'Notify', 'GetServerInformation', 'Notify'])
  expect(desk.notified()).toEqual([['1', 0], ['2', 0], ['3', 41]])
  expect(desk.calls.at(-1)?.body?.[2]).toBe('file:///opt/with%20space/icon.png')
  expect(await notifier.able()).toEqual({ able: true, by: 'notes 3', detail: '' })
  expect(clock.pending).toBe(0)
})

test('a click and a button tell their key, also just after the closing; others are not ours', async () => {
  const desk = aBus()
  const { notifier, told } = setUp(desk)
  await notifier.show(request())
  desk.emit('ActionInvoked', [41, 'default'], ':1.66')
  desk.emit('ActionInvoked', [99, 'default'])
  desk.emit('ActionInvoked', [41, 'ack'])
  desk.emit('NotificationClosed', [41, 2])
  desk.emit('ActionInvoked', [41, 'default'])
  expect(told).toEqual([['a', 'ack'], ['a', 'open']])
  await notifier.show(request({ title: 'again' }))
  expect(desk.notified()).toEqual([['title', 0], ['again', 0]])
})

test('closes what is on screen, after it came there', async () => {
  const desk = aBus()
  const { notifier } = setUp(desk)
  const shown = notifier.show(request())
  notifier.close('a')
  await shown
  await turn()
  expect(desk.calls.at(-1)).toMatchObject({ member: 'CloseNotification', signature: 'u', body: [41] })
})

test('the next service knows nothing of the ids of the one before', async () => {
  const desk = aBus()
  const { notifier, told } = setUp(desk)
  await notifier.show(request())
  desk.owns(':1.8')
  desk.emit('ActionInvoked', [41, 'default'])
  expect(await notifier.show(request({ title: 'new' }))).toEqual({ outcome: 'shown' })
  expect(told).toEqual([])
  expect(desk.notified()).toEqual([['title', 0], ['new', 0]])
  expect(desk.calls.filter(({ member }) => member === 'GetCapabilities')).toHaveLength(2)
})

test('a service that left before the bus said so is started anew, once', async () => {
  const desk = aBus({ activatable: true })
  const { notifier } = setUp(desk)
  await notifier.show(request())
  desk.answer = async (call) => { if (call.member === 'Notify' && desk.owner === ':1.7') { desk.owner = ''; throw UNKNOWN() } return desk.usual(call) }
  expect(await notifier.show(request({ title: 'new' }))).toEqual({ outcome: 'shown' })
  expect(desk.notified()).toEqual([['title', 0], ['new', 41], ['new', 0]])
  desk.answer = async (call) => { if (call.member === 'Notify') throw UNKNOWN(); return desk.usual(call) }
  expect(await notifier.show(request())).toMatchObject({ outcome: 'suppressed', reason: 'no-daemon' })
})

test('a successor counts before the bus has told of it', async () => {
  const desk = aBus()
  const { notifier } = setUp(desk)
  await notifier.show(request())
  desk.owns('')
  desk.owner = ':1.8'
  expect(await notifier.show(request({ title: 'new' }))).toEqual({ outcome: 'shown' })
  expect(desk.notified()).toEqual([['title', 0], ['new', 0]])
})

test('nobody there and nobody to start', async () => {
  const { notifier } = setUp(aBus({ owner: '' }))
  const detail = 'Nothing on this desktop shows notifications: no notification service runs, and none can be started.'
  expect(await notifier.show(request())).toEqual({ outcome: 'suppressed', reason: 'no-daemon', detail })
  expect(await notifier.able()).toEqual({ able: false, by: '', detail })
})

test('what the service refuses is said in its words', async () => {
  const desk = aBus()
  desk.answer = async (call) => { if (call.member === 'Notify') throw new BusError('org.freedesktop.Notifications.Error.ExcessNotificationGeneration', 'Created too many\u202e similar notifications.'); return desk.usual(call) }
  const { notifier } = setUp(desk)
  expect(await notifier.show(request())).toEqual({ outcome: 'suppressed', reason: 'daemon-refused', detail: 'The notification service refused it: Created too many similar notifications.' })
})

test.each(['AddMatch', 'GetCapabilities', 'Notify'])('an answer to %s that does not come is not waited for', async (silent) => {
  const desk = aBus()
  desk.answer = (call) => (call.member === silent ? new Promise(() => undefined) : desk.usual(call))
  const { notifier, clock } = setUp(desk)
  const result = notifier.show(request())
  await clock.advance(2_000)
  expect(await result).toMatchObject({ outcome: 'suppressed', reason: silent === 'AddMatch' ? 'no-daemon' : 'daemon-refused', detail: expect.stringContaining('no answer within 2 s') as unknown })
  expect(clock.pending).toBe(0)
})

/** A desk whose service has been asked to show something, and does not answer before it is let. */
const givenUp = async () => {
  const desk = aBus()
  let release: (id: readonly unknown[]) => void = () => undefined
  desk.answer = (call) => (call.member === 'Notify' ? new Promise((resolve) => { release = resolve }) : desk.usual(call))
  const { notifier, clock } = setUp(desk)
  const given = notifier.show(request())
  await clock.advance(2_000)
  return { desk, notifier, clock, first: await given, release: (id: number) => { release([id]) } }
}

test('an answer that comes too late still tells the id, and that it was shown', async () => {
  const { desk, notifier, clock, first, release } = await givenUp()
  // to send a second before the first is answered would show both
  const impatient = notifier.show(request({ title: 'impatient' }))
  await clock.advance(2_000)
  expect([first, await impatient]).toEqual([
    { outcome: 'suppressed', reason: 'daemon-refused', detail: expect.any(String) as unknown, late: expect.any(Promise) as unknown },
    { outcome: 'suppressed', reason: 'daemon-refused', detail: expect.any(String) as unknown }
  ])
  release(77)
  expect(first.outcome === 'suppressed' && await first.late).toBe(true)
  desk.answer = desk.usual
  await turn()
  await notifier.show(request({ title: 'next' }))
  expect(desk.notified()).toEqual([['title', 0], ['next', 77]])
})

test('what was given up and is closed meanwhile goes as soon as it comes, and what is shown after that stands by itself', async () => {
  const { desk, notifier, release } = await givenUp()
  notifier.close('a')
  await turn()
  const before = desk.calls.filter(({ member }) => member === 'CloseNotification').length
  const next = notifier.show(request({ title: 'next' }))
  desk.answer = desk.usual
  release(77)
  expect(await next).toEqual({ outcome: 'shown' })
  const closed = desk.calls.filter(({ member }) => member === 'CloseNotification').map(({ body }) => body)
  expect([before, closed, desk.notified()]).toEqual([0, [[77]], [['title', 0], ['next', 0]]])
})

test('a lost bus is connected to again at the next need, and only then', async () => {
  const [first, second] = [aBus(), aBus()]
  const { notifier, connections } = setUp(first, second)
  await notifier.show(request())
  first.lose()
  expect(connections()).toBe(1)
  expect(await notifier.show(request({ title: 'new' }))).toEqual({ outcome: 'shown' })
  expect([first.notified(), second.notified()]).toEqual([[['title', 0]], [['new', 0]]])
  second.lose()
  expect(await notifier.show(request())).toEqual({ outcome: 'suppressed', reason: 'no-daemon', detail: 'This desktop’s message bus cannot be reached: connect ECONNREFUSED.' })
})

test('dispose closes the bus, also one that answers only then', async () => {
  const desk = aBus()
  const { notifier } = setUp(desk)
  const shown = notifier.show(request())
  notifier.dispose()
  expect(await shown).toEqual({ outcome: 'suppressed', reason: 'no-daemon', detail: 'Garda is closing.' })
  expect(desk.closed).toBe(true)
})
