import type { SyntaxNode } from '@lezer/common'
import { Add, Atan2, Div, Identifier, Mod, Mul, Pow, Sub } from '@prometheus-io/lezer-promql'
import type { Unit } from '@shared/domain/service'
import { callName, folded, isAggregation, isBinary, isNumber, isSelector, parse } from './grammar'

/** What a number measures, and whether per second. `null`: not known, or nothing that has a unit here. */
type Base = 'seconds' | 'cpu-seconds' | 'bytes' | 'count' | 'ratio'
interface Measure { readonly base: Base; readonly rate: boolean }

const of = (base: Base, rate = false): Measure => ({ base, rate })

/** By the endings that the naming rules of Prometheus give. A time of day is no duration. */
const ofName = (name: string): Measure | null => {
  const plain = name.replace(/_(total|sum)$/, '')
  if (/_(bucket|count)$/.test(name)) return of('count')
  if (/(^|_)(timestamp|time)_seconds$/.test(name)) return null
  if (/_seconds$/.test(plain)) return of(/cpu/.test(plain) && name.endsWith('_total') ? 'cpu-seconds' : 'seconds')
  if (/_bytes$/.test(plain)) return of('bytes')
  if (/_ratio$/.test(plain)) return of('ratio')
  return name.endsWith('_total') ? of('count') : null
}

const RATES: ReadonlySet<string> = new Set(['rate', 'irate', 'deriv'])
/** They keep what their first vector measures. */
const KEEPING = /^(sum|avg|min|max|topk|bottomk|quantile|limitk|limit_ratio|stddev|increase|delta|idelta|abs|ceil|floor|round|clamp|clamp_max|clamp_min|sort|sort_desc|sort_by_label|sort_by_label_desc|label_replace|label_join|(avg|min|max|sum|last|first|quantile|stddev|mad)_over_time|predict_linear|double_exponential_smoothing|scalar|histogram_(quantile|avg|sum|stddev))$/
const COUNTING = /^(count|count_values|count_over_time|changes|resets|histogram_count)$/

/** What is known of a part: what it measures, and the first selector in it. */
interface Found { readonly measure: Measure | null; readonly selector: SyntaxNode | null }

const foundOf = (node: SyntaxNode, parts: readonly SyntaxNode[], below: readonly Found[], expression: string): Found =>
  isSelector(node)
    ? { measure: nameOf(node, expression, ofName), selector: node }
    : { measure: measureOf(node, parts, below, expression), selector: below.find(({ selector }) => selector)?.selector ?? null }

const nameOf = (selector: SyntaxNode, expression: string, read: (name: string) => Measure | null): Measure | null => {
  const name = selector.getChild(Identifier)
  return name ? read(expression.slice(name.from, name.to)) : null
}

const measureOf = (node: SyntaxNode, parts: readonly SyntaxNode[], below: readonly Found[], expression: string): Measure | null => {
  if (isBinary(node)) return ofBinary(node, parts, below, expression)
  const call = callName(node, expression)
  if (call === '') return below[0]?.measure ?? null
  if (COUNTING.test(call)) return of('count')
  // buckets count what they hold; where a quantile lies is told by the name before the ending
  if (call === 'histogram_quantile') return bucketOf(below, expression)
  const inner = below.find(({ measure }, i) => measure && !isNumber(parts[i]!))?.measure ?? null
  if (RATES.has(call)) return inner && !inner.rate ? of(inner.base, true) : null
  return isAggregation(node) || KEEPING.test(call) ? (call === 'group' || call === 'stdvar' ? null : inner) : null
}

const bucketOf = (below: readonly Found[], expression: string): Measure | null => {
  const named = below.find(({ selector }) => selector?.getChild(Identifier))?.selector
  return named ? nameOf(named, expression, (name) => ofName(name.replace(/_bucket$/, ''))) : null
}

const ofBinary = (node: SyntaxNode, [left, right]: readonly SyntaxNode[], below: readonly Found[], expression: string): Measure | null => {
  if (!left || !right) return null
  const has = (term: number): boolean => node.getChild(term) !== null
  const [a, b] = [below[0]?.measure ?? null, below[1]?.measure ?? null]
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
  const found = parsed.ok ? folded<Found>(parsed.root, (node, parts, below) => foundOf(node, parts, below, expression)).measure : null
  if (!found) return 'none'
  switch (found.base) {
    case 'seconds': return found.rate ? 'none' : 'seconds'
    case 'cpu-seconds': return found.rate ? 'cores' : 'seconds'
    case 'bytes': return found.rate ? 'bytes-per-second' : 'bytes'
    case 'count': return found.rate ? 'per-second' : 'count'
    case 'ratio': return found.rate ? 'none' : 'ratio'
  }
}
