import type { Display } from '@shared/domain/display'

/** The displays of this computer. */
export interface Displays {
  /** Those that are connected now; empty: none. */
  read(): readonly Display[]
  /** Something about them changed, or may have; returns its own unsubscribe. */
  onChange(listener: () => void): () => void
}
