import type { Alert } from './alert'

/** A time in which an alert fired, as a source remembers it. Times are ms since 1970. `before`: it fired already at `from`, the earliest that was asked for. */
export interface FiredAlert extends Pick<Alert, 'name' | 'severity' | 'expression'> { readonly from: number; readonly to: number; readonly before?: boolean }
