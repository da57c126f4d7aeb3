import type { Reading } from '@shared/domain/night-watch'

/** What the desktop says of what could swallow a page. Each asks anew, never throws, and is `unknown` where nobody says. */
export interface Desk {
  /** Whether notifications are held back: a threat where they are. */
  disturbed(): Promise<Reading>
  /** Whether this computer goes to sleep by itself when nobody uses it. */
  sleeps(): Promise<Reading>
  /** Whether the session is locked. */
  locked(): Promise<Reading>
  dispose(): void
}

/** Keeps the computer from sleeping; the screen may go dark. */
export interface StayAwake {
  /** Idempotent. */
  hold(): void
  /** Idempotent. */
  release(): void
  held(): boolean
}
