import type { HookResult } from './hooks'

/** Tells a service elsewhere that Garda watches, so that it raises the alarm when Garda does not. */
export interface Heartbeat {
  /** Never throws. */
  beat(url: string): Promise<HookResult>
}
