import type { Labels } from '../domain/labels'
import { t } from '../text/catalogue'
import { safeRegex, type SafeRegex } from './regex'
import type { Option, Sort } from './model'

/** What the query of a variable asks for. */
export type VariableQuery =
  | { readonly what: 'values'; readonly label: string; /** A selector of series; null: of all. */ readonly match: string | null }
  | { readonly what: 'names'; readonly match: string | null }
  | { readonly what: 'metrics'; readonly regex: string }
  | { readonly what: 'result'; readonly expression: string }
  | { readonly what: 'series'; readonly match: string }

/** A query whose variables are written out; null: none that is known. */
export const variableQuery = (text: string): VariableQuery | null => {
  const query = text.trim()
  const values = /^label_values\(\s*(?:([\s\S]+),\s*)?([a-zA-Z_][a-zA-Z0-9_]*)\s*\)$/.exec(query)
  if (values) return { what: 'values', label: values[2]!, match: values[1]?.trim() || null }
  const names = /^label_names\(\s*([\s\S]*?)\s*\)$/.exec(query)
  if (names) return { what: 'names', match: names[1] || null }
  const metrics = /^metrics\(\s*([\s\S]*?)\s*\)$/.exec(query)
  if (metrics) return { what: 'metrics', regex: unquoted(metrics[1]!) }
  const result = /^query_result\(([\s\S]+)\)$/.exec(query)
  if (result) return { what: 'result', expression: result[1]!.trim() }
  return /^[a-zA-Z_:][a-zA-Z0-9_:]*(\{[\s\S]*\})?$|^\{[\s\S]*\}$/.test(query) ? { what: 'series', match: query } : null
}
const unquoted = (text: string): string => /^(["'])(.*)\1$/s.exec(text)?.[2] ?? text

/** A series as a variable's regular expression sees it: `metric{a="b"}`. */
export const seriesText = ({ __name__: name = '', ...labels }: Labels): string => `${name}{${Object.entries(labels).map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(',')}}`

export const MOST_OPTIONS = 5_000
/** What one regular expression may take on all answers together: a fraction of a second. */
const MOST_WORK = 10_000_000

/** Options out of what was answered: those that fit the regular expression, cut out by it, in order, each once. Where it cannot be used, all are there as they came. */
export const optionsOf = (name: string, answers: readonly string[], regex: string, sort: Sort): { readonly options: readonly Option[]; readonly problem: string | null } => {
  if (regex.trim() === '') return first(name, ordered(unique(answers.map((text) => ({ text, value: text }))), sort))
  const refused = (why: Extract<SafeRegex, { readonly ok: false }>['why'] | 'slow'): ReturnType<typeof optionsOf> => ({ ...optionsOf(name, answers, '', sort), problem: t('dashboards.var.regex', { name, reason: t(`dashboards.var.regex.${why}`) }) })
  const read = safeRegex(regex.trim())
  if (!read.ok) return refused(read.why)
  const work = { left: MOST_WORK }
  const found = answers.slice(0, MOST_OPTIONS * 4).flatMap((answer): readonly Option[] => {
    const match = work.left < 0 ? null : read.search(answer, work)
    if (!match) return []
    const text = match.named.get('text')
    const value = match.named.get('value')
    if (text !== undefined || value !== undefined) return [{ text: (text ?? value)!, value: (value ?? text)! }]
    const cut = match.groups.length > 0 ? match.groups.find((group) => group !== undefined) : answer
    return cut === undefined ? [] : [{ text: cut, value: cut }]
  })
  return work.left < 0 ? refused('slow') : first(name, ordered(unique(found), sort), answers.length > MOST_OPTIONS * 4)
}

/** As many as a list shows; who chooses All is told that it is not all. */
const first = (name: string, all: readonly Option[], more = false): ReturnType<typeof optionsOf> =>
  ({ options: all.slice(0, MOST_OPTIONS), problem: more || all.length > MOST_OPTIONS ? t('dashboards.var.many', { name, most: MOST_OPTIONS }) : null })

const unique = (options: readonly Option[]): readonly Option[] => { const seen = new Set<string>(); return options.filter(({ value }) => !seen.has(value) && seen.add(value)) }

const numberIn = (text: string): number => Number(/-?\d+(\.\d+)?/.exec(text)?.[0] ?? NaN)
const byText = (a: Option, b: Option): number => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0)
const byNumber = (a: Option, b: Option): number => {
  const [x, y] = [numberIn(a.text), numberIn(b.text)]
  return (Number.isNaN(x) || Number.isNaN(y) ? Number(Number.isNaN(x)) - Number(Number.isNaN(y)) : x - y) || byText(a, b)
}
const byLetters = (a: Option, b: Option): number => { const [x, y] = [a.text.toLowerCase(), b.text.toLowerCase()]; return x < y ? -1 : x > y ? 1 : byText(a, b) }
const natural = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })
const byNature = (a: Option, b: Option): number => natural.compare(a.text, b.text) || byText(a, b)

/** In Grafana's orders. */
const ordered = (options: readonly Option[], sort: Sort): readonly Option[] => {
  const by = [byText, byNumber, byLetters, byNature][Math.ceil(sort / 2) - 1]
  if (!by) return options
  return options.toSorted(sort % 2 === 1 ? by : (a, b) => by(b, a))
}
