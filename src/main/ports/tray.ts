/** What the tray's icon says. One picture each, see resources/icons. */
export const TRAY_ICONS = ['critical', 'unknown', 'warning', 'held', 'paused', 'quiet'] as const
export type TrayIcon = (typeof TRAY_ICONS)[number]

export interface TrayModel {
  readonly icon: TrayIcon
  /** Alerts behind a critical or held icon; 0 when the icon carries no number. */
  readonly count: number
  /** A sentence or several, most important first. */
  readonly tooltip: string
  /** Whether the menu offers to resume instead of to pause. */
  readonly paused: boolean
  /** Whether the menu offers to arm the night watch or to disarm it; null: there is none. */
  readonly armed: boolean | null
}

export interface Tray {
  /** Draws what differs from what is drawn. Never throws: a desktop without a tray shows nothing. */
  update(model: TrayModel): void
  /** Puts the icon up anew, for a panel that was not there before. */
  renew(): void
  dispose(): void
}
