import type { Heartbeat } from '../../src/main/ports/heartbeat'
import type { HookResult } from '../../src/main/ports/hooks'

/** A heartbeat that counts, and fails when told to. */
export const fakeHeartbeat = (): Heartbeat & { readonly urls: readonly string[]; result: HookResult | Promise<HookResult> } => {
  const urls: string[] = []
  return { urls, result: { ok: true }, async beat(url) { urls.push(url); return this.result } }
}
