import type { Severity } from './severity'

/** Alerts that belong together: one service, or services joined by dependencies, in one environment. */
export interface Incident {
  readonly id: string
  readonly environment: string
  readonly severity: Severity
  readonly startedAt: number
  /** Worst first. */
  readonly alerts: readonly string[]
  /** Service names from the likely root to what readers feel. */
  readonly path: readonly string[]
  /** Service that the others depend on; null when one service is all there is or no order is known. */
  readonly likelyRoot: string | null
  /** The alert whose sentence leads. */
  readonly lead: string
}
