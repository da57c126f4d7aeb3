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
}

export const TRAY_COMMANDS = ['show', 'pause', 'resume', 'test', 'quit'] as const
export type TrayCommand = (typeof TRAY_COMMANDS)[number]

export interface Tray {
  /** Draws what differs from what is drawn. Never throws: a desktop without a tray shows nothing. */
  draw(model: TrayModel): void
  /** From the menu; a click on the icon is `show`. Returns its own unsubscribe. */
  onCommand(listener: (command: TrayCommand) => void): () => void
  dispose(): void
}
