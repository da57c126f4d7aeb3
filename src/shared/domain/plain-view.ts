/** All that the plain page of a wall shows, in words, so that it needs nothing else. */
export interface PlainView {
  /** ms, of main's clock. */
  readonly at: number
  readonly title: string
  /** Of what fires now, worst first, those of none too. */
  readonly counts: readonly { readonly severity: 'critical' | 'warning' | 'info' | 'unknown'; readonly label: string; readonly count: number }[]
  /** Why the counts cannot be believed; '': they can. */
  readonly blind: string
  /** The worst page that asks for somebody, which may be of nothing that fires; '': none does. */
  readonly asks: string
  readonly sources: string
  /** When the oldest of the data was asked for, ms; null: there is none. */
  readonly dataAt: number | null
  readonly words: { readonly note: string; readonly data: string; readonly none: string; readonly stalled: string; /** With `{age}` in it. */ readonly stalledBody: string }
  readonly units: { readonly s: string; readonly min: string; readonly h: string; readonly d: string }
}
