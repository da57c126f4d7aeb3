/** So long nothing that was meant for another window takes a page. */
export const GUARD_MS = 800

/** Whether a key or a click may be meant for this page. Times are of one steady clock, ms. */
export interface Guard {
  /** The page came to the screen, or another one took its place. */
  readonly appeared: () => void
  /** The window was given the keyboard. */
  readonly focused: () => void
  readonly trustsKeys: () => boolean
  /** A click that brings the window the keyboard is meant for it. */
  readonly trustsClicks: () => boolean
}

export const createGuard = (now: () => number): Guard => {
  let cameAt = now()
  let focusedAt = cameAt
  return {
    appeared: () => { cameAt = now() },
    focused: () => { focusedAt = now() },
    trustsKeys: () => now() - Math.max(cameAt, focusedAt) >= GUARD_MS,
    trustsClicks: () => now() - cameAt >= GUARD_MS
  }
}
