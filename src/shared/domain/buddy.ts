import type { Matcher, Silence } from './silence'

/** The label by which Gardas see each other. */
const LABEL = 'garda_presence'

/** What makes a person's Garda seen. The second matcher contradicts the first, so that no alert is ever silenced, not even one with that very label. */
export const presenceMatchers = (name: string): readonly Matcher[] => [
  { name: LABEL, value: name, isRegex: false, isEqual: true }, { name: LABEL, value: name, isRegex: false, isEqual: false }
]

/** Whose Garda a silence makes seen; null: it is a silence like any other. One by hand may lack the second matcher. */
export const presenceOf = ({ matchers }: Pick<Silence, 'matchers'>): string | null => {
  if (matchers.some((m) => m.name !== LABEL)) return null
  const names = new Set(matchers.flatMap((m) => (m.isEqual && !m.isRegex ? [m.value] : [])))
  const [name = ''] = names
  return names.size === 1 && name !== '' ? name : null
}

/** That a person's Garda watches, as a source tells it. Times are ms since 1970 by our clock. */
export interface Presence {
  readonly name: string
  /** Of its silence. */
  readonly id: string
  /** When it was said last. */
  readonly seenAt: number
  /** Until when it holds, or when it ended. */
  readonly endsAt: number
  /** The server calls it over. */
  readonly ended: boolean
}

/** `unknown`: nothing can be said yet. `gone`: it ended by itself, as after a crash. `left`: it was ended on purpose. */
export const STANDINGS = ['unknown', 'present', 'gone', 'left'] as const
export type Standing = (typeof STANDINGS)[number]

/** A person's Garda as it is seen here. Times are ms since 1970 by our clock. */
export interface Buddy {
  readonly name: string
  readonly standing: Standing
  /** Since when it stands so. */
  readonly since: number
  readonly seenAt: number
  /** Until when it is present, unless it says so again. */
  readonly until: number
}

export interface Buddies {
  /** Whose silences tell; null: no source takes any. */
  readonly source: string | null
  /** Whether what is known is of now; else nothing is concluded. */
  readonly sure: boolean
  /** In order of the alphabet; this desk's own among them. */
  readonly rows: readonly Buddy[]
}
