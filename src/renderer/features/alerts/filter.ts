import { summaryOf, type Alert } from '@shared/domain/alert'
import { labelOf } from '@shared/domain/labels'
import type { Matcher } from '@shared/domain/silence'
import { compileRegex, type RegexProblem } from '@shared/domain/linear-regex'

/** What narrows the list: label matchers as Alertmanager knows them, and words that must all be found. */
export interface Filter { readonly matchers: readonly Matcher[]; readonly words: readonly string[] }
export const NO_FILTER: Filter = { matchers: [], words: [] }

export type FilterProblem =
  | { readonly code: 'long' | 'quote' }
  | { readonly code: 'regex'; readonly problem: RegexProblem; readonly at: number; readonly name: string }

export interface Parsed extends Filter { readonly problem: FilterProblem | null }

const MOST_CHARS = 2_000
const NAME = String.raw`[@\p{L}_][\p{L}\p{N}_.:@-]*`
const OPERATOR = String.raw`\s*(=~|!~|!=|=)\s*`
const bareName = new RegExp(`^(?:${NAME})$`, 'u')
const named = new RegExp(`(${NAME})${OPERATOR}`, 'uy')
const operator = new RegExp(OPERATOR, 'y')
// a comma belongs to the value (`{1,3}`), unless it ends the text or another matcher follows
const bareValue = new RegExp(String.raw`(?:(?!,(?:\s|$|"|${NAME}\s*[=!]))\S)*`, 'uy')
const gap = /[\s,]*/y
const quoted = /"((?:[^"\\]|\\.)*)"/sy

const unescaped = (text: string): string => text.replace(/\\(.)/gs, (_, c: string) => (c === 'n' ? '\n' : c))
const escaped = (text: string): string => `"${text.replace(/["\\]/g, (c) => `\\${c}`).replaceAll('\n', '\\n')}"`

const OPERATORS: Readonly<Record<string, Pick<Matcher, 'isEqual' | 'isRegex'>>> = {
  '=': { isEqual: true, isRegex: false }, '!=': { isEqual: false, isRegex: false }, '=~': { isEqual: true, isRegex: true }, '!~': { isEqual: false, isRegex: true }
}
/** `=`, `!=`, `=~` or `!~`. */
export const operatorOf = ({ isEqual, isRegex }: Pick<Matcher, 'isEqual' | 'isRegex'>): string => (isEqual ? (isRegex ? '=~' : '=') : isRegex ? '!~' : '!=')

/**
 * Reads `name=value`, `name!=value`, `name=~regex`, `name!~regex`, words and "phrases", with blanks or commas between; a pasted
 * `{a="b", c=~"d"}` too. Values and names with blanks stand in quotes. What cannot be read is said in `problem`, nothing throws.
 */
export const parseFilter = (typed: string): Parsed => {
  if (typed.length > MOST_CHARS) return { ...NO_FILTER, problem: { code: 'long' } }
  const trimmed = typed.trim()
  const text = trimmed.startsWith('{') && trimmed.endsWith('}') ? trimmed.slice(1, -1) : trimmed
  const matchers: Matcher[] = []
  const words: string[] = []
  let problem: FilterProblem | null = null
  let i = 0
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = i
    const found = pattern.exec(text)
    if (found) i += found[0].length
    return found
  }
  const value = (): string => {
    const inQuotes = take(quoted)
    if (inQuotes) return unescaped(inQuotes[1]!)
    if (text[i] === '"') problem ??= { code: 'quote' }
    return take(bareValue)?.[0] ?? ''
  }
  const match = (name: string, sign: string): void => {
    const matcher: Matcher = { name, ...OPERATORS[sign]!, value: value() }
    const wrong = problemOf(matcher)
    if (wrong) problem ??= wrong
    else matchers.push(matcher)
  }
  for (take(gap); i < text.length; take(gap)) {
    const start = take(named)
    if (start) { match(start[1]!, start[2]!); continue }
    const phrase = take(quoted)
    if (phrase) {
      const sign = take(operator)
      if (sign) match(unescaped(phrase[1]!), sign[1]!)
      else if (phrase[1] !== '') words.push(unescaped(phrase[1]!))
      continue
    }
    // while somebody still types, an open quote is a phrase on its way
    const found = take(/[^\s,]+/y)![0].replace(/^"/, '')
    if (found !== '') words.push(found)
  }
  return { matchers, words, problem }
}

const problemOf = ({ name, value, isRegex }: Matcher): FilterProblem | null => {
  if (!isRegex) return null
  const compiled = compileRegex(value)
  return compiled.ok ? null : { code: 'regex', problem: compiled.problem, at: compiled.at, name }
}

/** As it can be typed again. */
export const printMatcher = (m: Matcher): string => `${bareName.test(m.name) ? m.name : escaped(m.name)}${operatorOf(m)}${/^[\w.:/-]+$/.test(m.value) ? m.value : escaped(m.value)}`

/** `parseFilter(printFilter(f))` is `f` again. */
export const printFilter = ({ matchers, words }: Filter): string =>
  [...matchers.map(printMatcher), ...words.map((w) => (/^[^\s",{}=!~]+$/.test(w) ? w : escaped(w)))].join(' ')

export const sameMatcher = (a: Matcher, b: Matcher): boolean => a.name === b.name && a.value === b.value && a.isEqual === b.isEqual && a.isRegex === b.isRegex

/** What a matcher's name stands for: a label, `''` where it is missing; names with @ are what Garda itself reads. */
const readingOf = (name: string): ((alert: Alert) => string) => {
  switch (name) {
    case '@severity': return (a) => a.severity
    case '@state': return (a) => a.state
    case '@service': return (a) => a.service ?? ''
    case '@environment': return (a) => a.environment
    case '@held': return (a) => a.held?.by ?? ''
    default: return (a) => labelOf(a.labels, name) ?? ''
  }
}
const SEVERITY_NAMES: ReadonlySet<string> = new Set(['severity', '@severity'])

/** One matcher as a test of values: equality, or a regular expression that must match the whole value, as in Alertmanager. */
export const valueTest = (matcher: Matcher): ((value: string) => boolean) => {
  if (!matcher.isRegex) return (value) => (value === matcher.value) === matcher.isEqual
  const compiled = compileRegex(matcher.value)
  if (!compiled.ok) return () => false
  const known = new Map<string, boolean>()
  return (value) => {
    let fits = known.get(value)
    if (fits === undefined) { fits = compiled.test(value); known.set(value, fits) }
    return fits === matcher.isEqual
  }
}

const MOST_SUMMARY = 1_000
const MOST_LABEL = 500
const hay = new WeakMap<Alert, string>()
/** All that words are looked for in, in lower case; made once for each alert. */
const hayOf = (alert: Alert): string => {
  let text = hay.get(alert)
  if (text === undefined) {
    const labels = Object.keys(alert.labels).map((name) => `${name}=${(labelOf(alert.labels, name) ?? '').slice(0, MOST_LABEL)}`)
    text = [alert.name, alert.service ?? '', summaryOf(alert).slice(0, MOST_SUMMARY), ...labels].join('\n').toLowerCase()
    hay.set(alert, text)
  }
  return text
}

/**
 * The filter as a test of alerts. What cannot be seen is never hidden by its severity: a matcher on the severity lets
 * unknown and `unseen` alerts through.
 */
export const compileFilter = ({ matchers, words }: Filter, unseen: (alert: Alert) => boolean): ((alert: Alert) => boolean) => {
  const tests = matchers.map((m) => {
    const read = readingOf(m.name)
    const fits = valueTest(m)
    return SEVERITY_NAMES.has(m.name) ? (a: Alert) => fits(read(a)) || a.severity === 'unknown' || unseen(a) : (a: Alert) => fits(read(a))
  })
  const needles = words.map((w) => w.toLowerCase())
  return (alert) => {
    for (const test of tests) if (!test(alert)) return false
    if (needles.length === 0) return true
    const text = hayOf(alert)
    for (const needle of needles) if (!text.includes(needle)) return false
    return true
  }
}
