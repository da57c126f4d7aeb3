import type { ExploreConfig } from '@shared/config/schema'

/** An expression that was asked, of which source (by name) and when, ms. */
export type Asked = ExploreConfig['history'][number]

/** More would be a list that nobody reads. */
export const MOST_ASKED = 200
/** What is longer was made by a program. */
const LONGEST = 4_000

const same = (a: Pick<Asked, 'expression' | 'source'>, b: Pick<Asked, 'expression' | 'source'>): boolean => a.expression === b.expression && a.source === b.source

/** Newest first, each question once. The same list when nothing new is to be kept. */
export const remember = (history: readonly Asked[], asked: readonly Asked[]): readonly Asked[] => {
  const fresh = asked.map((one) => ({ ...one, expression: one.expression.trim() })).filter((one) => one.expression !== '' && one.expression.length <= LONGEST)
  if (fresh.every((one, i) => history[i] && same(history[i], one))) return history
  const once = fresh.filter((one, i) => fresh.findIndex((other) => same(other, one)) === i)
  return [...once, ...history.filter((old) => !once.some((one) => same(one, old)))].slice(0, MOST_ASKED)
}

export const forget = (history: readonly Asked[], gone: Pick<Asked, 'expression' | 'source'>): readonly Asked[] => history.filter((one) => !same(one, gone))

/** Those that hold every word typed, in the expression or the source's name. */
export const searchHistory = (history: readonly Asked[], typed: string): readonly Asked[] => {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  return words.length === 0 ? history : history.filter(({ expression, source }) => { const text = `${expression} ${source}`.toLowerCase(); return words.every((word) => text.includes(word)) })
}
