import type { SecretRef } from '@shared/config/schema'

/** Rejects with SourceFailure `secret` that says which reference could not be read, never its value. */
export interface Secrets {
  read(ref: SecretRef): Promise<string>
  /** Stores in the system's keychain under a name. Refuses where only an unsafe store exists, unless consented. */
  write(name: string, value: string): Promise<{ ok: true } | { ok: false; reason: 'unavailable' | 'weak'; detail: string }>
  remove(name: string): Promise<void>
  names(): Promise<readonly string[]>
  /** Whether this computer has no keychain, only a place that hides what is kept there. */
  weak(): boolean
  /** Removes all that was only hidden. */
  forgetHidden(): Promise<void>
}
