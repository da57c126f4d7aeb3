import { joinBus } from './bus-peer'

const NAME = 'org.freedesktop.Notifications'
const PATH = '/org/freedesktop/Notifications'

/** A Notify call: `id` is what it was answered with, 0 for one that was refused. */
export type Notified = { readonly id: number; readonly replaces: number; readonly title: string; readonly actions: readonly string[] }

export type NotificationService = {
  readonly notified: () => readonly Notified[]
  /** Answers Notify with an error from now on, or, with null, no longer. */
  readonly refuse: (text: string | null) => void
  /** Somebody presses a button, or clicks the notification itself: `default`. */
  readonly invoke: (id: number, action: string) => void
  /** It leaves the screen: 1 expired, 2 dismissed, 3 by CloseNotification. */
  readonly close: (id: number, why: 1 | 2 | 3) => void
  readonly stop: () => Promise<void>
}

/** A notification service that does what a real one cannot be made to do. Its ids begin after `firstId`. */
export const startNotificationService = async (address: string, firstId = 0): Promise<NotificationService> => {
  const notified: Notified[] = []
  let last = firstId
  let refusal: string | null = null
  const close = (id: number, why: number): void => { peer.emit(PATH, NAME, 'NotificationClosed', 'uu', [id, why]) }
  const peer = await joinBus(address, NAME, ({ interface: iface, member, body }) => {
    if (iface !== NAME) return undefined
    switch (member) {
      case 'GetCapabilities': return { signature: 'as', body: [['body', 'actions']] }
      case 'GetServerInformation': return { signature: 'ssss', body: ['scripted', 'Garda', '1', '1.2'] }
      case 'CloseNotification': close(Number(body[0]), 3); return { signature: '', body: [] }
      case 'Notify': {
        const [, replaces, , title, , actions] = body as readonly [string, number, string, string, string, readonly string[]]
        const id = refusal !== null ? 0 : replaces === 0 ? ++last : replaces
        notified.push({ id, replaces, title, actions })
        return refusal === null ? { signature: 'u', body: [id] } : { error: `${NAME}.Error.ExcessNotificationGeneration`, text: refusal }
      }
      default: return undefined
    }
  })
  return { notified: () => notified, refuse: (text) => { refusal = text }, invoke: (id, action) => { peer.emit(PATH, NAME, 'ActionInvoked', 'us', [id, action]) }, close, stop: peer.stop }
}
