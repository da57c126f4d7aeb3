import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import type { Clock } from '../ports/clock'
import type { DeliveryResult, NotificationRequest, Notifier } from '../ports/notifier'
import { nodeClock } from './node-clock'

/** What is used of Electron's Notification, so that a test can hand in another. */
export interface NativeNotification {
  show(): void
  close(): void
  on(event: 'show' | 'click' | 'close', listener: () => void): unknown
  on(event: 'failed', listener: (event: unknown, error: string) => void): unknown
  on(event: 'action', listener: (event: unknown, index: number) => void): unknown
}
export interface NativeOptions {
  readonly title: string
  readonly body: string
  readonly icon?: string
  readonly timeoutType: 'default' | 'never'
  readonly actions: { readonly type: 'button'; readonly text: string }[]
}
export interface NotificationClass { new (options: NativeOptions): NativeNotification; isSupported(): boolean }

export interface ElectronNotifierOptions {
  readonly Notification: NotificationClass
  readonly platform: NodeJS.Platform
  /** Absolute path of a PNG; macOS shows the application's own. */
  readonly icon: string
  readonly clock?: Pick<Clock, 'after'>
  /** The longest wait for the system's word on what became of it, ms. */
  readonly deadlineMs?: number
}

/** macOS cuts what is longer, in the middle of a character if need be. */
const MAC_BODY_BYTES = 256
/** How many are held for late clicks: what nobody refers to any more is collected, and its click lost. */
const HELD = 200

/**
 * Notifications by Electron, for macOS and Windows. On Windows nothing is shown unless `app.setAppUserModelId` was called with the id of the
 * installed shortcut before the first one; whoever starts the app does that.
 */
export const electronNotifier = ({ Notification, platform, icon, clock = nodeClock(), deadlineMs = 5_000 }: ElectronNotifierOptions): Notifier => {
  const listeners = new Set<(key: string, action: string) => void>()
  const current = new Map<string, NativeNotification>()
  const held = new Set<NativeNotification>()
  const waiting = new Set<() => void>()
  let disposed = false

  const tell = (key: string, action: string): void => { for (const listener of listeners) listener(key, action) }
  const hold = (key: string, made: NativeNotification): void => {
    current.set(key, made)
    held.add(made)
    for (const oldest of held) { if (held.size <= HELD) break; held.delete(oldest) }
  }
  const close = (key: string): void => {
    const old = current.get(key)
    if (!old) return
    current.delete(key)
    // it stays held: one that is on its way comes on screen only now
    old.close()
  }

  const present = (request: NotificationRequest): Promise<DeliveryResult> => new Promise((resolve) => {
    const buttons = request.actions.filter(({ id }) => id !== 'open')
    const made = new Notification({
      title: clean(request.title, { max: 200 }),
      body: platform === 'darwin' ? cutBytes(clean(request.body, { lines: true }), MAC_BODY_BYTES) : clean(request.body, { max: 500, lines: true }),
      ...(platform === 'darwin' ? {} : { icon }),
      timeoutType: request.urgency === 'critical' ? 'never' : 'default',
      actions: buttons.map(({ label }) => ({ type: 'button', text: clean(label, { max: 60 }) }))
    })
    const settle = (result: DeliveryResult): void => {
      cancel()
      waiting.delete(give)
      resolve(result)
    }
    const give = (): void => { settle(closing()) }
    // it may still come, so it stays the one that the next of its key replaces
    const cancel = clock.after(deadlineMs, () => {
      const late = new Promise<boolean>((tell) => { made.on('show', () => { tell(true) }); made.on('failed', () => { tell(false) }) })
      settle({ ...refused(t('delivery.late', { seconds: deadlineMs / 1000 })), late })
    })
    waiting.add(give)
    made.on('show', () => {
      settle({ outcome: 'shown' })
      // closed, or replaced, while it was on its way
      if (!disposed && current.get(request.key) !== made) made.close()
    })
    made.on('failed', (_event, error) => {
      if (current.get(request.key) === made) current.delete(request.key)
      settle(refused(error))
    })
    made.on('click', () => { tell(request.key, 'open') })
    made.on('action', (_event, index) => { tell(request.key, buttons[index]?.id ?? 'open') })
    // it may have moved to the system's list, where it can still be clicked: it stays held
    made.on('close', () => { if (current.get(request.key) === made) current.delete(request.key) })
    close(request.key)
    hold(request.key, made)
    made.show()
  })

  return {
    show: async (request) => {
      if (disposed) return closing()
      try {
        return Notification.isSupported() ? await present(request) : { outcome: 'suppressed', reason: 'no-daemon', detail: t('delivery.unsupported') }
      } catch (error) {
        return refused(error instanceof Error ? error.message : String(error))
      }
    },
    close,
    able: async () => {
      const able = !disposed && Notification.isSupported()
      return { able, by: platform === 'darwin' ? 'macOS' : 'Windows', detail: able ? '' : disposed ? t('delivery.closing') : t('delivery.unsupported') }
    },
    onAction: (listener) => { listeners.add(listener); return () => { listeners.delete(listener) } },
    dispose: () => {
      disposed = true
      listeners.clear()
      current.clear()
      held.clear()
      for (const give of [...waiting]) give()
    }
  }
}

const closing = (): DeliveryResult => ({ outcome: 'suppressed', reason: 'no-daemon', detail: t('delivery.closing') })

const refused = (detail: string): Extract<DeliveryResult, { outcome: 'suppressed' }> => ({ outcome: 'suppressed', reason: 'daemon-refused', detail: t('delivery.refused', { detail: clean(detail, { max: 200 }).replace(/\.$/, '') }) })

/** The longest beginning of `text` that is at most `max` bytes of UTF-8, with an ellipsis where something is missing. */
export const cutBytes = (text: string, max: number): string => {
  if (Buffer.byteLength(text) <= max) return text
  let left = max - Buffer.byteLength('…')
  let kept = ''
  for (const character of text) {
    left -= Buffer.byteLength(character)
    if (left < 0) break
    kept += character
  }
  return `${kept}…`
}
