import type { Files } from '../../src/main/ports/files'

/** A person who answers the dialog, and a disk that takes what it is given or refuses it. */
export interface FakeFiles extends Files {
  readonly offered: readonly string[]
  readonly kept: ReadonlyMap<string, string | Uint8Array>
}

export const createFakeFiles = ({ path = (name) => `/home/somebody/${name}`, refuse = null }: {
  /** Null: the person closes the dialog. */
  readonly path?: (name: string) => string | null
  /** What the disk says to every file. */
  readonly refuse?: Error | null
} = {}): FakeFiles => {
  const offered: string[] = []
  const kept = new Map<string, string | Uint8Array>()
  return {
    offered, kept,
    choose: async (name) => { offered.push(name); return path(name) },
    write: async (to, content) => { if (refuse) throw refuse; kept.set(to, content) }
  }
}
