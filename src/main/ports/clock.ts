export interface Clock {
  /** ms since 1970; may jump. */
  now(): number
  /** ms, never jumps back, stands still while the machine sleeps on some systems. */
  monotonic(): number
  /** Runs once after `ms`; the answer cancels. */
  after(ms: number, run: () => void): () => void
}
/** 0 ≤ x < 1. */
export type Random = () => number
