import { takeApart } from './comparison'
import { blanked, isComment, isString, namesIn, tokensOf, ungrouped } from './promql-words'

/** What can be read from PromQL without parsing it: enough to find the graph that an alert is about. */

/** Strings, comments, selectors and ranges away: what is left are names, functions and numbers. */
const bare = (expression: string): string =>
  ungrouped(blanked(blanked(tokensOf(expression).map((token) => (isString(token) ? '""' : isComment(token) ? ' ' : token)).join(''), '{', '}'), '[', ']'))

/** Names of the metrics that an expression reads. */
export const metricsOf = (expression: string): ReadonlySet<string> => new Set(namesIn(bare(expression)).filter((name) => !MODIFIERS.has(name.toLowerCase())))
/** Of `@ start()`. */
const MODIFIERS: ReadonlySet<string> = new Set(['start', 'end'])

/** The number that the whole is compared with, as the limit of its graph is; null where there is none. */
export const thresholdOf = (expression: string): number | null => takeApart(expression)?.limit ?? null
