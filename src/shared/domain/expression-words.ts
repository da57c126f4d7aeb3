/** What can be read from PromQL without parsing it: enough to find the graph that an alert is about. */

const GROUPING = /\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/gi
const WORDS = new Set(['and', 'or', 'unless', 'bool', 'offset', 'by', 'without', 'on', 'ignoring', 'group_left', 'group_right', 'inf', 'nan', 'start', 'end'])

/** Strings, selectors and ranges away: what is left are names, functions and numbers. */
const bare = (expression: string): string => expression.replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/g, '""').replace(/\{[^}]*\}/g, ' ').replace(/\[[^\]]*\]/g, ' ').replace(GROUPING, ' ')

/** Names of the metrics that an expression reads. */
export const metricsOf = (expression: string): ReadonlySet<string> => {
  const names = bare(expression).matchAll(/[a-zA-Z_:][\w:]*(?!\s*\(|[\w:])/g)
  return new Set([...names].map(([name]) => name).filter((name) => !WORDS.has(name.toLowerCase()) && !/^e\d*$/i.test(name)))
}

/** The number that the whole is compared with last; null when there is none. */
export const thresholdOf = (expression: string): number | null => {
  const found = [...bare(expression).matchAll(/(?:[<>]=?|[!=]=)\s*(?:bool\s+)?(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)/gi)].at(-1)
  return found ? Number(found[1]) : null
}
