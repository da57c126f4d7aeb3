export interface Clock {
  /** ms since 1970; may jump. */
  readonly now: () => number
  /** ms, never jumps back, stands still while the machine sleeps on some systems. */
  readonly monotonic: () => number
  /** ms since the computer was started, its sleep included, whatever the clock is set to; absent: not known. */
  readonly uptime?: () => number
  /** Runs once after `ms`; the answer cancels. */
  readonly after: (ms: number, run: () => void) => () => void
}
/** 0 ≤ x < 1. */
export type Random = () => number
