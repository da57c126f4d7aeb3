/** A value with trouble on one side of it. */
export interface Bound {
  readonly value: number
  readonly side: 'above' | 'below'
  /** The value itself is trouble, as of `>=`, `<=` and `==`; absent: only what lies past it. */
  readonly inclusive?: true | undefined
}

/** Whether a value is trouble by a limit: whatever marks it, in colour, shape or words, asks here. What is no number is not. */
export const isBeyond = (value: number, { value: limit, side, inclusive }: Bound): boolean =>
  (side === 'above' ? value > limit : value < limit) || (inclusive === true && value === limit)
