import { MOST_EXPRESSION } from '../domain/query'

/** What a variable stands for now. */
export interface Chosen {
  readonly values: readonly string[]
  readonly texts: readonly string[]
  /** Stands for all of it, written as it is; null: the values do. */
  readonly raw: string | null
  /** It can have several values, so it is meant for `=~` and its values are no patterns. */
  readonly many: boolean
  /** The values are those of labels: what a string means specially in them is escaped. Else a person wrote them for the place where they stand. */
  readonly literal: boolean
}
export interface Scope {
  readonly variables: ReadonlyMap<string, Chosen>
  /** `__interval` and the like. */
  readonly own: ReadonlyMap<string, string>
}
export interface Interpolated {
  readonly text: string
  /** Names that nothing stands for. */
  readonly missing: readonly string[]
  /** The variable by which it gets longer than it may be: it ends before that; null: it is whole. */
  readonly cutAt: string | null
}

/** As long as a query may be, letters: All of a variable is a name for each of its values, and a tile may ask for a function of it. */
const MOST_QUERY = MOST_EXPRESSION - 1_000
const MOST_TEXT = 20_000

const REFERENCE = /\$\{(\w+)(?:\.[^:}]+)?(?::([^}]+))?\}|\[\[(\w+?)(?::(\w+))?\]\]|\$(\w+)/g

/** Names of the variables that a text refers to, each once. */
export const namesIn = (text: string): readonly string[] => [...new Set([...text.matchAll(REFERENCE)].map((m) => (m[1] ?? m[3] ?? m[5])!))]

/** What is open: a string, or a comment, which goes to the end of its line whatever stands in it. */
type Quote = '"' | "'" | '`' | '#' | null
/** The string or comment that is open at the end of a part of PromQL. */
const quoteAfter = (part: string, quote: Quote): Quote => {
  let now = quote
  for (let i = 0; i < part.length; i++) {
    const char = part[i]!
    if (now === null) { if (char === '"' || char === "'" || char === '`' || char === '#') now = char } else if (now === '#') { if (char === '\n') now = null } else if (char === '\\' && now !== '`') i++
    else if (char === now) now = null
  }
  return now
}

/** In a comment a line break of the value would end it. */
const escapeIn = (text: string, quote: Quote): string => (quote === '#' ? text.replace(/[\r\n]/g, ' ') : quote === null || quote === '`' ? text : text.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replaceAll(quote, `\\${quote}`))
/** What a regular expression of Prometheus would take for more than itself. */
const plainPattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, (c) => (c === '/' ? c : `\\${c}`))

/** PromQL with its variables written out. Values that can be several are escaped as patterns and joined; each is escaped for the string it stands in. */
export const interpolateQuery = (text: string, scope: Scope): Interpolated => {
  let quote: Quote = null
  const unknown = new Set<string>()
  const whole = replaceAll(text, scope, (found, format, before) => {
    quote = quoteAfter(before, quote)
    if (typeof found === 'string') return found
    const chosen = found.literal ? found : filled(found, scope.own, unknown)
    // what stands for All is written as it is, whatever the format
    if (chosen.raw !== null && format !== 'text' && format !== 'queryparam') return chosen.raw
    if (format !== null) return format === 'regex' ? patternOf(chosen.values, quote) : written(chosen, format)
    if (chosen.many) return patternOf(chosen.values, quote)
    const value = chosen.values[0] ?? ''
    return chosen.literal ? escapeIn(value, quote) : value
  }, MOST_QUERY)
  return unknown.size === 0 ? whole : { ...whole, missing: [...new Set([...whole.missing, ...unknown])] }
}
/** A value that a person wrote with Grafana's own names in it: those are written out after the variables. Any other name stays as it is. */
const filled = (chosen: Chosen, own: Scope['own'], unknown: Set<string>): Chosen => {
  const fill = (value: string): string => value.replace(REFERENCE, (whole, braced?: string, format?: string, bracketed?: string, old?: string, bare?: string) => {
    const name = (braced ?? bracketed ?? bare)!
    const known = own.get(name)
    const text = known === undefined ? null : ownText(name, known, format ?? old ?? null)
    if (text === null && name.startsWith('__')) unknown.add(name)
    return text ?? whole
  })
  return { ...chosen, values: chosen.values.map(fill), raw: chosen.raw === null ? null : fill(chosen.raw) }
}
const patternOf = (values: readonly string[], quote: Quote): string => {
  const all = values.map((value) => escapeIn(plainPattern(value), quote))
  return all.length === 1 ? all[0]! : `(${all.join('|')})`
}

/** A title, a legend or a text with its variables written out for people. */
export const interpolateText = (text: string, scope: Scope): Interpolated =>
  replaceAll(text, scope, (chosen, format) => (typeof chosen === 'string' ? chosen : format === null || format === 'text' ? chosen.texts.join(' + ') : written(chosen, format)), MOST_TEXT)

const replaceAll = (text: string, { variables, own }: Scope, say: (chosen: Chosen | string, format: string | null, before: string) => string, most: number): Interpolated => {
  const missing = new Set<string>()
  let end = 0
  let out = ''
  for (const match of text.matchAll(REFERENCE)) {
    const name = (match[1] ?? match[3] ?? match[5])!
    const format = match[2] ?? match[4] ?? null
    const found = variables.get(name) ?? own.get(name)
    const chosen = typeof found === 'string' ? ownText(name, found, format) ?? undefined : found
    const before = text.slice(end, match.index)
    end = match.index + match[0].length
    if (chosen === undefined) missing.add(found === undefined ? name : `${name}:${format ?? ''}`)
    // what nothing stands for stays, so that it can be seen
    out += before + (chosen === undefined ? match[0] : say(chosen, format, before))
    if (out.length > most) return { text: out.slice(0, most), missing: [...missing], cutAt: name }
  }
  return { text: out + text.slice(end), missing: [...missing], cutAt: null }
}

/** What one of Grafana's own names stands for. The ends of the range may be dates; null: in a form that is not known. */
const ownText = (name: string, text: string, format: string | null): string | null => {
  if ((name !== '__from' && name !== '__to') || format === null || !/^date(?::|$)/.test(format)) return text
  switch (format) {
    case 'date': case 'date:iso': return new Date(Number(text)).toISOString()
    case 'date:seconds': return String(Math.round(Number(text) / 1_000))
    default: return null
  }
}

/** The formats of `${name:format}`; one that is not known is a list with commas, as Grafana takes it. */
const written = ({ values, texts, raw }: Chosen, format: string): string => {
  if (raw !== null && format !== 'text' && format !== 'queryparam') return raw
  const all = raw === null ? values : [raw]
  switch (format) {
    case 'pipe': return all.join('|')
    case 'regex': return all.length === 1 ? plainPattern(all[0]!) : `(${all.map(plainPattern).join('|')})`
    case 'glob': return all.length === 1 ? all[0]! : `{${all.join(',')}}`
    case 'json': return JSON.stringify(all.length === 1 ? all[0] : all)
    case 'singlequote': return all.map((v) => `'${v.replaceAll("'", "\\'")}'`).join(',')
    case 'doublequote': return all.map((v) => `"${v.replaceAll('"', '\\"')}"`).join(',')
    case 'percentencode': case 'queryparam': return encodeURIComponent(all.join(','))
    case 'text': return texts.join(' + ')
    default: return all.join(',')
  }
}
