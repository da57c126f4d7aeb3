import { labelOf, type Labels } from './labels'
import { compileRegex, type RegexProblem } from './linear-regex'
import type { Matcher } from './silence'

export type MatcherProblem =
  | { readonly code: 'form' | 'several' | 'open' | 'after' | 'quotes' | 'operator' | 'bare' }
  | { readonly code: 'regex'; readonly problem: RegexProblem; readonly at: number }
export type ReadMatcher = { readonly ok: true; readonly matcher: Matcher } | { readonly ok: false; readonly problem: MatcherProblem }

const HEAD = /^(?:([a-zA-Z_:][a-zA-Z0-9_:]*)|"((?:[^"\\]|\\.)+)")\s*(=~|!~|!=|=)\s*/s
const QUOTED = /^"((?:[^"\\]|\\.)*)"\s*/s

/** Alertmanager keeps a backslash before anything else, so that `"api\.v1"` is the regular expression it looks like. */
const unescaped = (text: string): string => text.replace(/\\(["\\n])/g, (_, c: string) => (c === 'n' ? '\n' : c))

/**
 * One label matcher as Prometheus and Alertmanager write it: a name, bare or in double quotes; `=`, `!=`, `=~` or `!~`; a value in double
 * quotes, or bare where it has nothing in it that could be meant otherwise. A regular expression is one by itself and fits the whole value.
 */
export const readMatcher = (typed: string): ReadMatcher => {
  const text = typed.trim()
  const wrong = (code: Exclude<MatcherProblem['code'], 'regex'>): ReadMatcher => ({ ok: false, problem: { code } })
  const head = HEAD.exec(text)
  if (!head) return wrong('form')
  const rest = text.slice(head[0].length)
  const quoted = QUOTED.exec(rest)
  if (rest.startsWith('"')) {
    const after = quoted ? rest.slice(quoted[0].length) : ''
    if (!quoted) return wrong('open')
    if (after !== '') return wrong(after.startsWith(',') ? 'several' : 'after')
  } else if (rest === '') return wrong('bare')
  else if (/^[=!~]/.test(rest)) return wrong('operator')
  else if (/["'`]/.test(rest)) return wrong('quotes')
  else if (/[\s,{}]/.test(rest)) return wrong(/,\s*[a-zA-Z_:][a-zA-Z0-9_:]*\s*[=!]/.test(rest) ? 'several' : 'bare')
  const sign = head[3]!
  const matcher: Matcher = { name: head[1] ?? unescaped(head[2]!), value: unescaped(quoted?.[1] ?? rest), isEqual: sign.startsWith('='), isRegex: sign.endsWith('~') }
  const compiled = matcher.isRegex ? compileRegex(matcher.value) : null
  return compiled && !compiled.ok ? { ok: false, problem: { code: 'regex', problem: compiled.problem, at: compiled.at } } : { ok: true, matcher }
}

/** So many values of a label are remembered with whether they fit. */
const MOST_KNOWN = 2_000

/** A matcher as a test of labels: one that is missing is empty, as in Prometheus. Throws where the regular expression is none. */
export const matcherTest = ({ name, value, isEqual, isRegex }: Matcher): ((labels: Labels) => boolean) => {
  const valueIn = (labels: Labels): string => labelOf(labels, name) ?? ''
  if (!isRegex) return (labels) => (valueIn(labels) === value) === isEqual
  const compiled = compileRegex(value)
  if (!compiled.ok) throw new Error(`not a regular expression: ${compiled.problem}`)
  const known = new Map<string, boolean>()
  return (labels) => {
    const given = valueIn(labels)
    let fits = known.get(given)
    if (fits === undefined) {
      fits = compiled.test(given)
      if (known.size >= MOST_KNOWN) known.clear()
      known.set(given, fits)
    }
    return fits === isEqual
  }
}
