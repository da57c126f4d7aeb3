/**
 * What can be read from PromQL without parsing it, in walks that look at each letter once: expressions come from rules, links and other people's
 * dashboards, and a regular expression that goes back over what it has read takes seconds for the longest of them.
 */

/** Strings, which end with the text where nothing else ends them, comments, words, operators of matchers, spaces; everything else letter by letter. */
const TOKENS = /"(?:[^"\\]|\\[^]?)*"?|'(?:[^'\\]|\\[^]?)*'?|`[^`]*`?|#[^\n]*|[a-zA-Z_:][\w:]*|=~|!~|!=|\s+|[^]/g

/** An expression in pieces, which together are the expression. */
export const tokensOf = (expression: string): readonly string[] => expression.match(TOKENS) ?? []

export const isString = (token: string): boolean => /^["'`]/.test(token)
export const isComment = (token: string): boolean => token.startsWith('#')
export const isSpace = (token: string): boolean => /^\s/.test(token)
export const isWord = (token: string): boolean => /^[a-zA-Z_:]/.test(token)

/** A space in place of each `open` and all up to the next `close`. */
export const blanked = (text: string, open: string, close: string): string => {
  let out = ''
  for (let at = 0; ;) {
    const from = text.indexOf(open, at)
    const to = from < 0 ? -1 : text.indexOf(close, from)
    if (to < 0) return out + text.slice(at)
    out += `${text.slice(at, from)} `
    at = to + 1
  }
}

const GROUPING = /\b(by|without|on|ignoring|group_left|group_right)\s*\(/gi

/** A space in place of each list of labels that something is grouped or matched by; `tell` hears its word, in small letters, and the list. */
export const ungrouped = (text: string, tell: (word: string, list: string) => void = () => undefined): string => {
  let out = ''
  let at = 0
  for (const { 0: opened, 1: word = '', index } of text.matchAll(GROUPING)) {
    const to = text.indexOf(')', index)
    if (to < 0) break
    // one within another's list is part of it
    if (index < at) continue
    tell(word.toLowerCase(), text.slice(index + opened.length, to))
    out += `${text.slice(at, index)} `
    at = to + 1
  }
  return out + text.slice(at)
}

const WORDS = new Set(['and', 'or', 'unless', 'bool', 'offset', 'by', 'without', 'on', 'ignoring', 'group_left', 'group_right', 'inf', 'nan'])

/** Names that are neither called nor mean something to PromQL, of a text without strings, selectors and ranges. */
export const namesIn = (bare: string): readonly string[] =>
  [...bare.matchAll(/([a-zA-Z_:][\w:]*)(\s*\()?/g)].flatMap(([, name = '', called]) => (called === undefined && !WORDS.has(name.toLowerCase()) && !/^e\d*$/i.test(name) ? [name] : []))
