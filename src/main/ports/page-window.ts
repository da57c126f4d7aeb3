/** The full-screen window of a page. Its content is the page's state, which it gets as every window does. */
export interface PageWindow {
  /** Shows it over everything, on the display in use, without taking the keyboard from whoever types. Idempotent. */
  show(): void
  /** Idempotent. */
  hide(): void
  /** Whether it is on a display now: a person may have put it away. */
  stands(): boolean
}
