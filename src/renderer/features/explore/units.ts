import type { SyntaxNode } from '@lezer/common'
import { Add, Atan2, Div, Identifier, Mod, Mul, Pow, Sub } from '@prometheus-io/lezer-promql'
import type { Unit } from '@shared/domain/service'
import { bare, callName, isAggregation, isBinary, isNumber, isSelector, parse, partsOf } from './grammar'

/** What a number measures, and whether per second. `null`: not known, or nothing that has a unit here. */
type Base = 'seconds' | 'cpu-seconds' | 'bytes' | 'count' | 'ratio'
interface Measure { readonly base: Base; readonly rate: boolean }

const of = (base: Base, rate = false): Measure => ({ base, rate })

/** By the endings that the naming rules of Prometheus give. A time of day is no duration. */
const ofName = (name: string): Measure | null => {
  const plain = name.replace(/_(total|sum)$/, '')
  if (/_(bucket|count)$/.test(name)) return of('count')
  if (/(^|_)(timestamp|time)_seconds$/.test(plain)) return null
  if (/_seconds$/.test(plain)) return of(/cpu/.test(plain) && name.endsWith('_total') ? 'cpu-seconds' : 'seconds')
  if (/_bytes$/.test(plain)) return of('bytes')
  if (/_ratio$/.test(plain)) return of('ratio')
  return name.endsWith('_total') ? of('count') : null
}

const RATES: ReadonlySet<string> = new Set(['rate', 'irate', 'deriv'])
/** They keep what their first vector measures. */
const KEEPING = /^(sum|avg|min|max|topk|bottomk|quantile|limitk|limit_ratio|stddev|increase|delta|idelta|abs|ceil|floor|round|clamp|clamp_max|clamp_min|sort|sort_desc|sort_by_label|sort_by_label_desc|label_replace|label_join|(avg|min|max|sum|last|first|quantile|stddev|mad)_over_time|predict_linear|double_exponential_smoothing|scalar|histogram_(quantile|avg|sum|stddev))$/
const COUNTING = /^(count|count_values|count_over_time|changes|resets|histogram_count)$/

const measure = (given: SyntaxNode, expression: string): Measure | null => {
  const node = bare(given)
  if (isSelector(node)) {
    const name = node.getChild(Identifier)
    return name ? ofName(expression.slice(name.from, name.to)) : null
  }
  const parts = partsOf(node).map(bare)
  if (isBinary(node)) return ofBinary(node, parts, expression)
  const call = callName(node, expression)
  if (call === '') return parts[0] ? measure(parts[0], expression) : null
  if (COUNTING.test(call)) return of('count')
  const inner = firstOf(parts, expression)
  // buckets count what they hold; where a quantile lies is told by the name before the ending
  if (call === 'histogram_quantile') return bucketOf(parts, expression)
  if (RATES.has(call)) return inner && !inner.rate ? of(inner.base, true) : null
  return isAggregation(node) || KEEPING.test(call) ? (call === 'group' ? null : inner) : null
}

/** Each part is looked at once: twice at every depth would be too often. */
const firstOf = (parts: readonly SyntaxNode[], expression: string): Measure | null => {
  for (const part of parts) { const found = isNumber(part) ? null : measure(part, expression); if (found) return found }
  return null
}

const bucketOf = (parts: readonly SyntaxNode[], expression: string): Measure | null => {
  for (const part of parts) {
    const selector = firstSelector(part)
    const name = selector?.getChild(Identifier)
    if (name) return ofName(expression.slice(name.from, name.to).replace(/_bucket$/, ''))
  }
  return null
}
const firstSelector = (node: SyntaxNode): SyntaxNode | null => {
  if (isSelector(node)) return node
  for (const part of partsOf(node)) { const found = firstSelector(bare(part)); if (found) return found }
  return null
}

const ofBinary = (node: SyntaxNode, [left, right]: readonly SyntaxNode[], expression: string): Measure | null => {
  if (!left || !right) return null
  const has = (term: number): boolean => node.getChild(term) !== null
  const a = measure(left, expression)
  const b = measure(right, expression)
  if (has(Mul) || has(Mod) || has(Pow) || has(Atan2)) return null
  if (has(Div)) {
    if (!a || !b) return null
    if (a.base === b.base && a.rate === b.rate) return of('ratio')
    // what was measured, per thing that was counted
    return b.base === 'count' && a.rate === b.rate ? of(a.base) : null
  }
  // how long ago
  if (has(Sub) && callName(left, expression) === 'time') return of('seconds')
  if (has(Add) || has(Sub)) return isNumber(left) ? b : isNumber(right) || !b ? a : a && a.base === b.base && a.rate === b.rate ? a : null
  if (node.getChild('BoolModifier')) return null
  // comparisons and sets keep what stands before them
  return a ?? (isNumber(left) ? b : null)
}

/** How the values of an expression are to be read, guessed by the names in it; `none` when nothing tells. */
export const unitOf = (expression: string): Unit => {
  const parsed = parse(expression)
  const found = parsed.ok ? measure(parsed.root, expression) : null
  if (!found) return 'none'
  switch (found.base) {
    case 'seconds': return found.rate ? 'none' : 'seconds'
    case 'cpu-seconds': return found.rate ? 'cores' : 'seconds'
    case 'bytes': return found.rate ? 'bytes-per-second' : 'bytes'
    case 'count': return found.rate ? 'per-second' : 'count'
    case 'ratio': return found.rate ? 'none' : 'ratio'
  }
}
