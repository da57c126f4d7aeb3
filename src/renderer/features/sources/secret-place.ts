import { createContext } from 'react'
import type { Done } from '@shared/contract/commands'

/** Where this computer can keep a secret. */
export interface SecretPlace {
  /** It has no keychain: a secret could only be hidden. */
  readonly weak: boolean
  /** The person agreed to that. */
  readonly agreed: boolean
  readonly agree: () => Promise<Done>
}

export const SecretPlaceContext = createContext<SecretPlace>({ weak: false, agreed: false, agree: () => Promise.resolve({ ok: true, reason: '' }) })
