import { describe, expect, test } from 'vitest'
import { sessionBusAddress } from '../../../src/main/adapters/dbus-address'
import { actionOf, notifyCall, type Sender } from '../../../src/main/adapters/dbus-notify-call'
import type { NotificationRequest } from '../../../src/main/ports/notifier'

const sender: Sender = { appName: 'Garda', icon: 'file:///opt/garda/icon.png', desktopEntry: 'garda' }
const request = (over: Partial<NotificationRequest> = {}): NotificationRequest =>
  ({ key: 'k', title: 'CRITICAL: <checkout>', body: 'a < b & "c"\nnext', urgency: 'critical', actions: [{ id: 'open', label: 'Open' }, { id: 'ack', label: 'Acknowledge' }], ...over })
const bodyOf = (capabilities: readonly string[], over: Partial<NotificationRequest> = {}): readonly unknown[] | undefined =>
  notifyCall(request(over), 0, new Set(capabilities), sender).body

describe('the Notify call', () => {
  test('says everything to a server that can do everything', () => {
    expect(notifyCall(request(), 7, new Set(['body', 'body-markup', 'actions', 'persistence']), sender)).toEqual({
      destination: 'org.freedesktop.Notifications', path: '/org/freedesktop/Notifications', interface: 'org.freedesktop.Notifications', member: 'Notify', signature: 'susssasa{sv}i',
      body: [
        'Garda', 7, 'file:///opt/garda/icon.png', 'CRITICAL: <checkout>', 'a &lt; b &amp; &quot;c&quot;\nnext', ['default', 'Open', 'open', 'Open', 'ack', 'Acknowledge'],
        { urgency: { signature: 'y', value: 2 }, 'desktop-entry': { signature: 's', value: 'garda' } }, 0
      ]
    })
  })

  test('escapes nothing where nothing is read as markup, and sends no buttons where there are none', () => {
    expect(bodyOf(['body'])?.slice(3, 6)).toEqual(['CRITICAL: <checkout>', 'a < b & "c"\nnext', []])
  })

  test('moves the words into the summary where there is no body', () => {
    expect(bodyOf(['actions'])?.slice(3, 5)).toEqual(['CRITICAL: <checkout>: a < b & "c" next', ''])
    expect(bodyOf([], { body: '' })?.slice(3, 5)).toEqual(['CRITICAL: <checkout>', ''])
  })

  test.each([['low', 0, -1], ['normal', 1, -1], ['critical', 2, 0]] as const)('%s has urgency %i and expires by %i', (urgency, value, timeout) => {
    expect(bodyOf(['body'], { urgency })?.slice(6)).toEqual([{ urgency: { signature: 'y', value }, 'desktop-entry': { signature: 's', value: 'garda' } }, timeout])
  })

  test('lets no invisible character and no endless text through', () => {
    const [, , , title, body] = bodyOf(['body', 'body-markup'], { title: `a\u202eb\u0000c\n${'x'.repeat(5000)}`, body: '<'.repeat(5000) }) ?? []
    expect(title).toBe(`abc ${'x'.repeat(196)}…`)
    expect(body).toBe(`${'&lt;'.repeat(1000)}…`)
  })

  test('a click is open even when no button says so', () => {
    expect(bodyOf(['actions'], { actions: [] })?.[5]).toEqual(['default', 'Open'])
    expect(['default', 'open', 'ack'].map(actionOf)).toEqual(['open', 'open', 'ack'])
  })
})

test('the session bus is where the session says, else in the runtime folder, else nowhere', () => {
  expect(sessionBusAddress({ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/tmp/x', XDG_RUNTIME_DIR: '/run/user/7' }, 7)).toBe('unix:path=/tmp/x')
  expect(sessionBusAddress({ DBUS_SESSION_BUS_ADDRESS: '', XDG_RUNTIME_DIR: '/run/user/7' }, 9)).toBe('unix:path=/run/user/7/bus')
  expect(sessionBusAddress({}, 9)).toBe('unix:path=/run/user/9/bus')
  expect(sessionBusAddress({}, null)).toBeNull()
})
