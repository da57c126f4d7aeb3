import type { Held } from './alert'
import { labelOf, type Labels } from './labels'

export interface Matcher { readonly name: string; readonly value: string; readonly isRegex: boolean; readonly isEqual: boolean }

export interface Silence {
  readonly id: string
  readonly source: string
  readonly matchers: readonly Matcher[]
  readonly startsAt: number
  readonly endsAt: number
  readonly createdBy: string
  readonly comment: string
  readonly state: 'pending' | 'active' | 'expired'
}

/** How the comment of a silence begins that means "I have it": karma writes it so, kthxbye looks for it, and so does Garda. */
export const ACK_MARK = 'ACK!'
export const isAcknowledgement = ({ comment }: Pick<Silence, 'comment'>): boolean => comment.trimStart().startsWith(ACK_MARK)

/** Who took it first, by the acknowledgements of it, of which there is one at least. */
export const heldBy = (acks: readonly Silence[]): Held => {
  const first = acks.reduce((a, b) => (b.startsAt < a.startsAt ? b : a))
  return { by: first.createdBy, since: first.startsAt, source: first.source }
}

/** What matches these labels and nothing else of them: every one by equality. */
export const matchersOf = (labels: Labels): readonly Matcher[] => Object.entries(labels).map(([name, value]) => ({ name, value, isRegex: false, isEqual: true }))

/** Whether labels fit matchers of equality; a label that is not there counts as empty, as in Alertmanager. */
export const fitsEqual = (matchers: readonly Matcher[], labels: Labels): boolean => matchers.every(({ name, value }) => (labelOf(labels, name) ?? '') === value)

/** The same matchers, in whatever order. */
export const sameMatchers = (a: readonly Matcher[], b: readonly Matcher[]): boolean => a.length === b.length && key(a) === key(b)
const key = (matchers: readonly Matcher[]): string => JSON.stringify(matchers.map((m) => JSON.stringify([m.name, m.value, m.isRegex, m.isEqual])).sort())
