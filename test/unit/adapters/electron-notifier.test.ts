import { beforeEach, describe, expect, test } from 'vitest'
import { cutBytes, electronNotifier, type NativeNotification, type NativeOptions } from '../../../src/main/adapters/electron-notifier'
import type { NotificationRequest } from '../../../src/main/ports/notifier'
import { fakeClock } from '../../fakes/fake-clock'

/** A system that shows at once unless told otherwise. */
const system = { supported: true, answer: 'show' as 'show' | 'failed' | 'nothing' | 'throws', made: [] as FakeNative[] }
class FakeNative implements NativeNotification {
  static isSupported(): boolean { return system.supported }
  readonly listeners = new Map<string, ((event: unknown, detail: never) => void)[]>()
  closed = false
  constructor(readonly options: NativeOptions) { system.made.push(this) }
  on(event: string, listener: (event: unknown, detail: never) => void): void { this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]) }
  emit(event: string, detail?: unknown): void { for (const listener of this.listeners.get(event) ?? []) listener({}, detail as never) }
  show(): void {
    if (system.answer === 'throws') throw new Error('no toast for you.')
    if (system.answer !== 'nothing') this.emit(system.answer, 'The notification platform is unavailable')
  }
  close(): void { this.closed = true; this.emit('close') }
}

const request = (over: Partial<NotificationRequest> = {}): NotificationRequest =>
  ({ key: 'a', title: 'title', body: 'body', urgency: 'critical', actions: [{ id: 'open', label: 'Open' }, { id: 'ack', label: 'Acknowledge' }], ...over })
const setUp = (platform: NodeJS.Platform = 'win32') => {
  const clock = fakeClock(0)
  const notifier = electronNotifier({ Notification: FakeNative, platform, icon: '/icon.png', clock })
  const told: (readonly [string, string])[] = []
  notifier.onAction((key, action) => { told.push([key, action]) })
  return { clock, notifier, told }
}
beforeEach(() => { Object.assign(system, { supported: true, answer: 'show', made: [] }) })

describe('notifications by Electron', () => {
  test('say what was asked for, and that they were shown', async () => {
    const { notifier, clock } = setUp()
    expect(await notifier.show(request())).toEqual({ outcome: 'shown' })
    expect(system.made[0]?.options).toEqual({ title: 'title', body: 'body', icon: '/icon.png', timeoutType: 'never', actions: [{ type: 'button', text: 'Acknowledge' }] })
    expect(clock.pending).toBe(0)
    await setUp('darwin').notifier.show(request({ title: 'a\u202eb', body: 'é'.repeat(300), urgency: 'low', actions: [] }))
    expect(system.made[1]?.options).toEqual({ title: 'ab', body: `${'é'.repeat(126)}…`, timeoutType: 'default', actions: [] })
  })

  test('one of a key replaces the other', async () => {
    const { notifier, told } = setUp()
    await notifier.show(request())
    await notifier.show(request({ title: 'next' }))
    await notifier.show(request({ key: 'b' }))
    expect(system.made.map(({ closed }) => closed)).toEqual([true, false, false])
    system.made[1]?.emit('click')
    notifier.close('a')
    expect(system.made.map(({ closed }) => closed)).toEqual([true, true, false])
    expect(told).toEqual([['a', 'open']])
  })

  test('what is closed or replaced on its way goes when it comes, and what came after it stays', async () => {
    const { notifier } = setUp()
    system.answer = 'nothing'
    const first = notifier.show(request())
    notifier.close('a')
    const [second, third] = [notifier.show(request({ title: 'second' })), notifier.show(request({ title: 'third' }))]
    for (const made of system.made) { made.closed = false; made.emit('show') }
    expect([await Promise.all([first, second, third]), system.made.map(({ closed }) => closed)]).toEqual([Array.from({ length: 3 }, () => ({ outcome: 'shown' })), [true, true, false]])
  })

  test('a click counts after the notification went to the list of the system, a button is its action', async () => {
    const { notifier, told } = setUp()
    await notifier.show(request())
    system.made[0]?.emit('close')
    system.made[0]?.emit('click')
    system.made[0]?.emit('action', 0)
    expect(told).toEqual([['a', 'open'], ['a', 'ack']])
  })

  test('say why they were not shown', async () => {
    const { notifier, clock } = setUp()
    system.answer = 'failed'
    expect(await notifier.show(request())).toEqual({ outcome: 'suppressed', reason: 'daemon-refused', detail: 'The notification service refused it: The notification platform is unavailable.' })
    system.answer = 'throws'
    expect(await notifier.show(request())).toEqual({ outcome: 'suppressed', reason: 'daemon-refused', detail: 'The notification service refused it: no toast for you.' })
    system.answer = 'nothing'
    const silent = notifier.show(request())
    await clock.advance(5_000)
    const given = await silent
    expect(given).toEqual({ outcome: 'suppressed', reason: 'daemon-refused', detail: 'The notification service refused it: no answer within 5 s.', late: expect.any(Promise) as unknown })
    system.made.at(-1)?.emit('show')
    expect(given.outcome === 'suppressed' && await given.late).toBe(true)
    system.supported = false
    expect(await notifier.show(request())).toEqual({ outcome: 'suppressed', reason: 'no-daemon', detail: 'This system shows no notifications.' })
    expect(await notifier.able()).toEqual({ able: false, by: 'Windows', detail: 'This system shows no notifications.' })
  })

  test('end with their notifier', async () => {
    const { notifier, clock } = setUp('darwin')
    expect(await notifier.able()).toEqual({ able: true, by: 'macOS', detail: '' })
    system.answer = 'nothing'
    const open = notifier.show(request())
    notifier.dispose()
    const closing = { outcome: 'suppressed', reason: 'no-daemon', detail: 'Garda is closing.' }
    expect([await open, await notifier.show(request())]).toEqual([closing, closing])
    expect(clock.pending).toBe(0)
  })
})

test('a text is cut between characters, with what says so', () => {
  expect(cutBytes('short', 5)).toBe('short')
  expect(cutBytes('🚨🚨🚨', 11)).toBe('🚨🚨…')
  expect(Buffer.byteLength(cutBytes('aé🚨'.repeat(100), 256))).toBeLessThanOrEqual(256)
})
