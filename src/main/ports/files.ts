import type { SavedKind } from '@shared/contract/commands'

/** Files that a person keeps elsewhere. */
export interface Files {
  /** Lets a person choose a place, beginning with `name`; null: none was chosen. */
  readonly choose: (name: string, kind: SavedKind) => Promise<string | null>
  /** All of it or nothing; throws what the file system says, with its `code`. */
  readonly write: (path: string, content: string | Uint8Array) => Promise<void>
}
