import type { Alert } from './alert'

/** A time in which an alert fired, as a source remembers it. Times are ms since 1970. */
export interface FiredAlert extends Pick<Alert, 'name' | 'severity' | 'expression'> { readonly from: number; readonly to: number }
