import { daysBefore, type Offset, type Span } from '../charts'
import { DAY, HOUR } from './range'

/** What is laid beside the window, dashed: an earlier time of the same, or the same time of another environment. */
export type Compare =
  | { readonly kind: 'none' }
  | { readonly kind: 'hour' | 'day' | 'week' }
  | { readonly kind: 'environment'; readonly environment: string }

const NONE: Compare = { kind: 'none' }
const AGO = [{ kind: 'hour', ms: HOUR }, { kind: 'day', ms: DAY }, { kind: 'week', ms: 7 * DAY }] as const

export const sameCompare = (a: Compare, b: Compare): boolean => a.kind === b.kind && (a.kind !== 'environment' || b.kind !== 'environment' || a.environment === b.environment)

/** What can be laid beside a window: an earlier time says something only where it does not overlap with what is drawn already. */
export const offered = ({ from, to }: Span, environments: readonly string[]): readonly Compare[] => [
  NONE,
  ...AGO.filter(({ ms }) => to - from <= ms).map(({ kind }): Compare => ({ kind })),
  ...environments.map((environment): Compare => ({ kind: 'environment', environment }))
]

/** What is drawn of what was chosen. */
export const shownOf = (chosen: Compare, offer: readonly Compare[]): Compare => offer.find((o) => sameCompare(o, chosen)) ?? NONE

/** How far its samples are moved to stand in the window, ms. A day or a week ago is the same clock time, also across a change of clocks. */
export const shiftOf = (compare: Compare, to: number, offset: Offset): number => {
  switch (compare.kind) {
    case 'none': case 'environment': return 0
    case 'hour': return HOUR
    case 'day': return daysBefore(to, 1, offset)
    case 'week': return daysBefore(to, 7, offset)
  }
}
