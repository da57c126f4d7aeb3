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

const STRING = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`/
const SELECTOR = new RegExp(`([a-zA-Z_:][\\w:]*)?\\s*\\{((?:[^{}"'\`]|${STRING.source})*)\\}`, 'g')
const MATCHER = new RegExp(`("(?:\\\\.|[^"\\\\])*"|[a-zA-Z_]\\w*)\\s*(=~|!~|!=|=)\\s*(${STRING.source})`, 'g')
const GROUPING = /\b(by|without|on|ignoring|group_left|group_right)\s*\(([^)]*)\)/gi
const AGGREGATIONS = 'sum|avg|min|max|count|topk|bottomk|group|stddev|quantile'
const WORDS = new Set(['and', 'or', 'unless', 'bool', 'offset', 'by', 'without', 'on', 'ignoring', 'group_left', 'group_right', 'inf', 'nan'])
const STATUS_LABELS: ReadonlySet<string> = new Set(['code', 'status', 'status_code', 'http_response_status_code', 'http_status_code', 'response_code'])

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

/** What one expression reads. Labels of `grouping` that name services say nothing of size, nor does `le`. */
export const readingOf = (expression: string, naming: ReadonlySet<string>): Reading => {
  const metrics: string[] = []
  const matchers = new Map<string, Matched>()
  const add = (metric: string): void => { if (!metrics.includes(metric)) metrics.push(metric) }
  const marked = expression.replace(/#[^\n]*/g, ' ').replace(SELECTOR, (_all, metric: string | undefined, inner: string) => {
    for (const [, name = '', operator = '', text = ''] of inner.matchAll(MATCHER)) {
      const label = name.startsWith('"') ? unquoted(name) : name
      const value = unquoted(text)
      const status = STATUS_LABELS.has(label)
      const matched: Matched = status ? { label: 'status', operator: operator.replace('~', ''), value: statusClass(value) } : { label, operator, value }
      matchers.set(JSON.stringify(matched), matched)
    }
    return ` ${metric ?? 'garda_nameless'} `
  })
  const sums: string[] = []
  const bare = marked.replace(new RegExp(STRING, 'g'), ' ').replace(/\[[^\]]*\]/g, ' ').replace(GROUPING, (_all, word: string, list: string) => {
    const names = list.split(',').map((n) => n.trim()).filter((n) => n !== '' && n !== 'le' && !naming.has(n)).sort()
    if (/^without$/i.test(word) || (/^by$/i.test(word) && names.length > 0)) sums.push(`${word.toLowerCase()} ${names.join(',')}`)
    return ' '
  })
  for (const [name] of bare.matchAll(/[a-zA-Z_:][\w:]*(?!\s*\(|[\w:])/g)) if (!WORDS.has(name.toLowerCase()) && !/^e\d*$/i.test(name)) add(name === 'garda_nameless' ? '' : name)
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
export const isComputed = (expression: string): boolean => /[*/%^]|[^eE([,\s]\s*[-+]\s*[^\s]/.test(expression.replace(SELECTOR, ' ').replace(/\[[^\]]*\]/g, ' ').replace(new RegExp(STRING, 'g'), ' '))
