/** A notification as a person sees it. Plain text; the adapter escapes what its system would take for markup. */
export interface NotificationRequest {
  /** The same key replaces what is on screen. */
  readonly key: string
  readonly title: string
  readonly body: string
  /** Critical ones stay until they are closed. */
  readonly urgency: 'low' | 'normal' | 'critical'
  /** Buttons; `open` is also what a click on the body means. */
  readonly actions: readonly { readonly id: string; readonly label: string }[]
}

export type DeliveryResult = { readonly outcome: 'shown' } | {
  readonly outcome: 'suppressed'
  readonly reason: 'no-daemon' | 'daemon-refused' | 'linux-only' | 'one-shot'
  readonly detail: string
  /** Where it was given up without an answer: whether it came on screen after all. Settles when that is known, which may be never; does not reject. */
  readonly late?: Promise<boolean>
}

export interface Notifier {
  /** Never blocks and never throws; says what became of it. */
  show(request: NotificationRequest): Promise<DeliveryResult>
  /** Takes what is shown for it from the screen, also what is still on its way there; what is shown for it after that comes anew. */
  close(key: string): void
  /** Whether one could be shown now. */
  able(): Promise<{ readonly able: boolean; readonly by: string; readonly detail: string }>
  /** Called with the key and the action's id; returns its own unsubscribe. */
  onAction(listener: (key: string, action: string) => void): () => void
  dispose(): void
}
