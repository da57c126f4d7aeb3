/** One line of the screen. `asked`: what was run last, '' before. */
export interface Query { readonly letter: string; readonly expression: string; readonly asked: string; readonly hidden: boolean }

/** More cannot be told apart in one graph. */
const LETTERS = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'] as const
export const MOST_QUERIES = LETTERS.length

const fresh = (letter: string, expression = ''): Query => ({ letter, expression, asked: '', hidden: false })
export const FIRST: readonly Query[] = [fresh('A')]

/** One more under the first letter that is free. */
export const addQuery = (queries: readonly Query[], expression = ''): readonly Query[] => {
  const letter = LETTERS.find((l) => !queries.some((q) => q.letter === l))
  return letter === undefined ? queries : [...queries, fresh(letter, expression)].sort((a, b) => (a.letter < b.letter ? -1 : 1))
}

/** The last one is emptied, so that there is always a line to write in. */
export const removeQuery = (queries: readonly Query[], letter: string): readonly Query[] => {
  const left = queries.filter((q) => q.letter !== letter)
  return left.length > 0 ? left : FIRST
}

export const editQuery = (queries: readonly Query[], letter: string, change: Partial<Pick<Query, 'expression' | 'hidden'>>): readonly Query[] =>
  queries.map((q) => (q.letter === letter ? { ...q, ...change } : q))

/** Takes what is written as what is asked. */
export const runAll = (queries: readonly Query[]): readonly Query[] => queries.map((q) => (q.asked === q.expression.trim() ? q : { ...q, asked: q.expression.trim() }))

/** Puts an expression where there is room for it: into the first empty line, else into one more, else in place of the last. */
export const putQuery = (queries: readonly Query[], expression: string): readonly Query[] => {
  const empty = queries.find((q) => q.expression.trim() === '')
  if (empty) return editQuery(queries, empty.letter, { expression, hidden: false })
  return queries.length < MOST_QUERIES ? addQuery(queries, expression) : editQuery(queries, queries.at(-1)!.letter, { expression, hidden: false })
}

/** Those to be drawn. */
export const shownQueries = (queries: readonly Query[]): readonly Query[] => queries.filter((q) => !q.hidden && q.asked !== '')
