import { createContext } from 'react'
import type { Member } from '../charts'
import type { What } from './work'

/** Does it, for a panel or with null for the whole view, and says what came of it. */
export const DoContext = createContext<((what: What, member: Member | null) => void) | null>(null)
