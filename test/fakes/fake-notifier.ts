import type { DeliveryResult, NotificationRequest, Notifier } from '../../src/main/ports/notifier'

export interface FakeNotifier extends Notifier {
  /** Every request that was shown, in order. */
  readonly shown: readonly NotificationRequest[]
  /** What is on screen now, by key, oldest first. */
  readonly screen: ReadonlyMap<string, NotificationRequest>
  /** What the next requests meet; null: they are shown. */
  refusal: Extract<DeliveryResult, { outcome: 'suppressed' }> | null
  /** Somebody presses a button of what is on screen for the key, or clicks it (`open`). */
  press(key: string, action?: string): void
}

/** A notification service that keeps what it is given, and refuses when told to. */
export const fakeNotifier = (): FakeNotifier => {
  const shown: NotificationRequest[] = []
  const screen = new Map<string, NotificationRequest>()
  const listeners = new Set<(key: string, action: string) => void>()
  let disposed = false
  return {
    shown,
    screen,
    refusal: null,
    async show(request) {
      if (disposed) return { outcome: 'suppressed', reason: 'no-daemon', detail: 'disposed' }
      if (this.refusal) return this.refusal
      shown.push(request)
      screen.set(request.key, request)
      return { outcome: 'shown' }
    },
    close: (key) => { screen.delete(key) },
    async able() { return { able: this.refusal === null && !disposed, by: 'fake', detail: this.refusal?.detail ?? '' } },
    onAction: (listener) => { listeners.add(listener); return () => { listeners.delete(listener) } },
    press: (key, action = 'open') => { if (screen.has(key)) for (const listener of listeners) listener(key, action) },
    dispose: () => { disposed = true; listeners.clear() }
  }
}
