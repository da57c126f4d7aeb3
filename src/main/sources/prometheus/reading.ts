import { blanked, isComment, isSpace, isString, isWord, namesIn, tokensOf, ungrouped } from '@shared/domain/promql-words'

/**
 * What an expression measures, as far as that can be told without evaluating it: two expressions with the same reading are numbers of the
 * same kind, and a limit for the one is a limit for the other.
 */
export interface Reading {
  /** In the order in which they are first read; '' stands for what a selector without a name reads. */
  readonly metrics: readonly string[]
  /** By label, all that selectors ask for; `status` stands for the labels that hold an HTTP status. */
  readonly matchers: readonly Matched[]
  /** Functions that change what a number means, in their order, and quantiles. */
  readonly shape: string
  /** Aggregations and what they group by: these change the size of what adds up. */
  readonly sums: string
}
export interface Matched { readonly label: string; readonly operator: string; readonly value: string }

const AGGREGATIONS = 'sum|avg|min|max|count|topk|bottomk|group|stddev|quantile'
const STATUS_LABELS: ReadonlySet<string> = new Set(['code', 'status', 'status_code', 'http_response_status_code', 'http_status_code', 'response_code'])

/** No metric is called so. */
const NAMELESS = 'garda_nameless'

const unquoted = (text: string): string => {
  const inner = text.slice(1, -1)
  return text.startsWith('`') ? inner : inner.replace(/\\(.)/g, '$1')
}

/** `5..`, `5.+`, `5\d\d`, `5[0-9]{2}` and `5xx` are one: all that begins with 5. One status alone, several, or classes together are another question. */
const statusClass = (value: string): string => {
  const inner = value.replace(/^\^?\((?:\?:)?(.*)\)\$?$/s, '$1').replace(/^\^|\$$/g, '')
  const kind = /^([1-5])(?:\.\.|\.[*+]|\.\{2\}|xx|(?:\\d|\[0-9\])(?:\\d|\[0-9\]|\{2\}|[*+]))$/i.exec(inner)?.[1]
  return kind === undefined ? value : `${kind}xx`
}

/** Where a selector's braces end; -1: they do not, or others begin before. */
const endOf = (tokens: readonly string[], from: number): number => {
  let at = from + 1
  while (at < tokens.length && tokens[at] !== '{' && tokens[at] !== '}') at++
  return tokens[at] === '}' ? at : -1
}

/** The pieces of an expression without comments, and for each selector what `put` makes of its metric, '' where it has none, and of what stands in its braces. */
const selected = (expression: string, put: (metric: string, inner: readonly string[]) => string): readonly string[] => {
  const tokens = tokensOf(expression)
  const out: string[] = []
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!
    const end = token === '{' ? endOf(tokens, at) : -1
    if (end < 0) { out.push(isComment(token) ? ' ' : token); continue }
    while (isSpace(out.at(-1) ?? '')) out.pop()
    const metric = isWord(out.at(-1) ?? '') ? out.pop()! : ''
    out.push(' ', put(metric, tokens.slice(at + 1, end)), ' ')
    at = end
  }
  return out
}

const OPERATORS: ReadonlySet<string> = new Set(['=~', '!~', '!=', '='])
const matchersIn = (inner: readonly string[]): readonly Matched[] => {
  const tokens = inner.filter((token) => !isSpace(token))
  return tokens.flatMap((operator, i): readonly Matched[] => {
    const [name = '', value = ''] = [tokens[i - 1], tokens[i + 1]]
    return OPERATORS.has(operator) && (isWord(name) || name.startsWith('"')) && isString(value) ? [{ label: name.startsWith('"') ? unquoted(name) : name, operator, value: unquoted(value) }] : []
  })
}

const withoutStrings = (tokens: readonly string[]): string => tokens.map((token) => (isString(token) ? ' ' : token)).join('')

/** What one expression reads. Labels of `grouping` that name services say nothing of size, nor does `le`. */
export const readingOf = (expression: string, naming: ReadonlySet<string>): Reading => {
  const matchers = new Map<string, Matched>()
  const marked = selected(expression, (metric, inner) => {
    for (const found of matchersIn(inner)) {
      const matched: Matched = STATUS_LABELS.has(found.label) ? { label: 'status', operator: found.operator.replace('~', ''), value: statusClass(found.value) } : found
      matchers.set(JSON.stringify(matched), matched)
    }
    return metric || NAMELESS
  })
  const sums: string[] = []
  const bare = ungrouped(blanked(withoutStrings(marked), '[', ']'), (word, list) => {
    const names = list.split(',').map((n) => n.trim()).filter((n) => n !== '' && n !== 'le' && !naming.has(n)).sort()
    if (word === 'without' || (word === 'by' && names.length > 0)) sums.push(`${word} ${names.join(',')}`)
  })
  const metrics = [...new Set(namesIn(bare))].map((name) => (name === NAMELESS ? '' : name))
  for (const [word] of bare.matchAll(new RegExp(`\\b(?:${AGGREGATIONS})\\b(?=\\s*\\()`, 'gi'))) sums.push(word.toLowerCase())
  const shape = [
    ...[...bare.matchAll(/\b(i?rate|increase|i?delta|deriv|predict_linear|absent\w*|changes|resets|time|timestamp|offset|clamp\w*|histogram_\w+|log\d*|ln|exp|sqrt|abs|\w+_over_time)\b/gi)].map(([word]) => word.toLowerCase().replace(/^irate$/, 'rate')),
    ...[...bare.matchAll(/\bhistogram_quantile\s*\(\s*([\d.]+)/g)].map(([, q]) => `q${Number(q)}`),
    // what is left of a whole is another number than what is taken of it
    ...(/(?:^|[(\s])\d+(?:\.\d+)?\s*-/.test(bare) ? ['rest'] : []),
    ...(/\*/.test(bare) && !/^[^*]*\b0\s*\*[^*]*$/.test(bare) ? ['product'] : [])
  ]
  return { metrics, matchers: [...matchers.values()], shape: [...new Set(shape)].join(' '), sums: [...new Set(sums)].sort().join(' ') }
}

/** Whether arithmetic makes another kind of number of what is read. */
export const isComputed = (expression: string): boolean =>
  /[*/%^]|[^eE([,\s]\s*[-+]\s*[^\s]/.test(blanked(withoutStrings(selected(expression, () => ' ')), '[', ']'))
