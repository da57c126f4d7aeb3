import type { Zone } from '@shared/text/format'
import type { Span } from '../charts'
import type { Block, Link } from './document'

/** What a view is of, for whoever gets something of it elsewhere. Read when something leaves, not before. */
export interface About {
  /** For names of files: the service, the board. */
  readonly name: string
  readonly title: string
  /** Where: an environment, a source. */
  readonly note: string
  readonly zone: Zone
  readonly window: Span
  /** What is known besides the panels: before them, and after them. Never rejects. */
  readonly facts: () => Promise<{ readonly before: readonly Block[]; readonly after: readonly Block[] }>
  readonly links: readonly Link[]
  /** Whether it ends now and goes on. */
  readonly live: boolean
  /** Names of what the view has besides the panels of these titles: what is not shown, or is folded away. Nothing is left out in silence. */
  readonly left: (drawn: readonly string[]) => readonly string[]
}
